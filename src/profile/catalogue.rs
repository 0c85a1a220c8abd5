//! The words of a form: classes, groups, standard indicators, qualitative values and units of measure.

use rustc_hash::FxHashMap;

/// A standard indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standard {
    /// Index of its class.
    pub class: u16,
    /// Index of its group.
    pub group: u16,
    /// Its name.
    pub name: String,
    /// The usual operator, as the form writes it; empty for a qualitative indicator.
    pub operator: String,
    /// The usual target value.
    pub value: String,
    /// The usual unit of measure; empty for a qualitative indicator.
    pub measure: String,
    /// What it measures.
    pub definition: String,
    /// Where the name and the definition come from.
    pub source: String,
    /// The next standard indicator of the same name under another group.
    pub next: Option<u16>,
}

impl Standard {
    /// Operator, target value and unit of measure in one cell.
    pub fn target(&self) -> String {
        format!("{}{}{}", self.operator, self.value, self.measure)
    }

    /// Whether `text` is operator, target value and unit of measure in one cell.
    pub fn is_target(&self, text: &str) -> bool {
        let rest = text.strip_prefix(self.operator.as_str()).and_then(|rest| rest.strip_prefix(self.value.as_str()));
        rest == Some(self.measure.as_str())
    }
}

/// What a form knows a text as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Word {
    /// A class, by index.
    pub class: Option<u16>,
    /// A group, by index; the first one of that name.
    pub group: Option<u16>,
    /// A standard indicator, by index; the first one of that name.
    pub standard: Option<u16>,
    /// A value of an indicator without operator.
    pub qualitative: bool,
    /// One of the form's own qualitative words.
    pub own: bool,
    /// A unit of measure.
    pub measure: bool,
}

impl Word {
    /// Whether the form knows nothing of it.
    pub fn is_unknown(self) -> bool {
        self == Self::default()
    }

    /// Whether it is known as part of an indicator's path: a class, a group or a standard name.
    pub fn is_path(self) -> bool {
        self.class.is_some() || self.group.is_some() || self.standard.is_some()
    }
}

/// A group of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeGroup {
    /// Index of its class.
    pub class: u16,
    /// Its name.
    pub name: String,
}

/// The indicator tree, the standard indicators and the other words of a form.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// The classes in the form's order.
    pub classes: Vec<String>,
    /// The groups in the form's order.
    pub groups: Vec<TreeGroup>,
    /// The standard indicators in the form's order.
    pub standards: Vec<Standard>,
    /// Qualitative values, the form's own ones first.
    pub qualitative: Vec<String>,
    /// Units of measure.
    pub measures: Vec<String>,
    /// Whether every sheet must have the standard indicators; otherwise they are what is usual.
    pub required: bool,
    letters: Vec<Box<[char]>>,
    /// The first and the last three bytes of each name.
    ends: Vec<[u32; 2]>,
    words: FxHashMap<String, Word>,
    folded: FxHashMap<String, Word>,
}

impl Catalogue {
    /// What the form knows `text` as; the text is spelled as the form spells it.
    #[inline]
    pub fn word(&self, text: &str) -> Word {
        self.words.get(text).copied().unwrap_or_default()
    }

    /// What the form knows a text as that folds to `folded`.
    pub(super) fn folded_word(&self, folded: &str) -> Word {
        self.folded.get(folded).copied().unwrap_or_default()
    }

    /// Indexes the words by what they fold to; called once all are there.
    pub(super) fn fold_words(&mut self) {
        self.folded = self.words.iter().map(|(text, word)| (super::fold(text), *word)).collect();
    }

    /// The [`letters`](super::letters) of the name of a standard indicator.
    pub fn letters(&self, standard: usize) -> &[char] {
        &self.letters[standard]
    }

    /// The standard indicators, by index, whose names have the first or the last three bytes of `name`, which are its first
    /// and its last character when they are Chinese.
    pub fn with_end_of(&self, name: &str) -> impl Iterator<Item = usize> {
        let own = ends(name);
        let near = move |other: &[u32; 2]| own.is_some_and(|own| own[0] == other[0] || own[1] == other[1]);
        self.ends.iter().enumerate().filter(move |(_, other)| near(other)).map(|(at, _)| at)
    }

    /// Whether a group of that name belongs to class `class`.
    pub fn has_group(&self, class: u16, group: &str) -> bool {
        self.groups.iter().any(|known| known.class == class && known.name == group)
    }

    /// The standard indicator of that name under that class and group, of which the first of the name is `first`.
    pub fn standard_under(&self, first: u16, class: u16, group: u16) -> Option<u16> {
        let mut at = Some(first);
        while let Some(index) = at {
            let standard = &self.standards[index as usize];
            // A word names the first group of its name, which may be that of another class.
            let same_group = standard.group == group
                || self.groups[standard.group as usize].name == self.groups[group as usize].name;
            if standard.class == class && same_group {
                return Some(index);
            }
            at = standard.next;
        }
        None
    }

    /// The index of the class of that name, added when it is new.
    pub(super) fn add_class(&mut self, name: &str) -> u16 {
        let known = self.classes.iter().position(|class| class == name);
        let index = known.unwrap_or_else(|| {
            self.classes.push(name.to_owned());
            self.classes.len() - 1
        }) as u16;
        self.words.entry(name.to_owned()).or_default().class.get_or_insert(index);
        index
    }

    /// The index of the group of that name under `class`, added when it is new.
    pub(super) fn add_group(&mut self, class: u16, name: &str) -> u16 {
        let known = self.groups.iter().position(|group| group.class == class && group.name == name);
        let index = known.unwrap_or_else(|| {
            self.groups.push(TreeGroup { class, name: name.to_owned() });
            self.groups.len() - 1
        }) as u16;
        self.words.entry(name.to_owned()).or_default().group.get_or_insert(index);
        index
    }

    /// Adds a standard indicator.
    pub(super) fn add_standard(&mut self, standard: Standard) {
        let index = self.standards.len() as u16;
        let word = self.words.entry(standard.name.clone()).or_default();
        match word.standard {
            None => word.standard = Some(index),
            Some(first) => {
                let mut last = first as usize;
                while let Some(next) = self.standards[last].next {
                    last = next as usize;
                }
                self.standards[last].next = Some(index);
            }
        }
        self.letters.push(super::letters(&standard.name).collect());
        self.ends.push(ends(&standard.name).unwrap_or([u32::MAX; 2]));
        self.standards.push(standard);
    }

    /// Adds a qualitative value.
    pub(super) fn add_qualitative(&mut self, text: &str, own: bool) {
        self.qualitative.push(text.to_owned());
        let word = self.words.entry(text.to_owned()).or_default();
        word.qualitative = true;
        word.own |= own;
    }

    /// Adds a unit of measure.
    pub(super) fn add_measure(&mut self, text: &str) {
        self.measures.push(text.to_owned());
        self.words.entry(text.to_owned()).or_default().measure = true;
    }
}

/// The first and the last three bytes of `name`, `None` where it is shorter.
fn ends(name: &str) -> Option<[u32; 2]> {
    let (first, last) = (name.as_bytes().first_chunk::<3>()?, name.as_bytes().last_chunk::<3>()?);
    Some([first, last].map(|&[a, b, c]| u32::from_le_bytes([a, b, c, 0])))
}
