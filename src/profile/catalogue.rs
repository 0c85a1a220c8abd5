//! The words of a form: classes, groups, standard indicators, qualitative values and units of measure.

use rustc_hash::FxHashMap;

use crate::text::bytes::{Shapes, Short, short};

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
    /// The same in English; empty where the form does not say it.
    pub english: String,
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
    /// The short ones of them by their bytes.
    short: FxHashMap<Short, Word>,
    /// What they look like: most texts that are no word look like none of them.
    shapes: Shapes,
    folded: FxHashMap<String, Word>,
    /// The units of measure by their first bytes, sorted.
    measure_heads: Vec<([u8; 3], u32)>,
    /// The groups by class and name, and the last standard indicator of each name by its first: while rows are added.
    by_class: FxHashMap<(u16, String), u16>,
    lasts: FxHashMap<u16, u16>,
}

/// A form has no more standard indicators, nor classes or groups: their indices are short.
pub(super) const MOST_STANDARDS: usize = u16::MAX as usize;

impl Catalogue {
    /// What the form knows `text` as; the text is spelled as the form spells it.
    #[inline]
    pub fn word(&self, text: &str) -> Word {
        let found = match short(text) {
            Some(key) => self.short.get(&key),
            None if self.shapes.may_hold(text) => self.words.get(text),
            None => None,
        };
        found.copied().unwrap_or_default()
    }

    /// What the form knows a text as that folds to `folded`.
    pub(super) fn folded_word(&self, folded: &str) -> Word {
        self.folded.get(folded).copied().unwrap_or_default()
    }

    /// Indexes the words by what they fold to; called once all are there.
    pub(super) fn fold_words(&mut self) {
        (self.by_class, self.lasts) = Default::default();
        self.measure_heads = self.measures.iter().zip(0..).map(|(measure, at)| (head(measure), at)).collect();
        self.measure_heads.sort_unstable();
        self.short = self.words.iter().filter_map(|(text, word)| Some((short(text)?, *word))).collect();
        self.words.keys().for_each(|text| self.shapes.add(text));
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

    /// The units of measure that `text` begins with.
    pub fn measures_before<'t>(&'t self, text: &'t str) -> impl Iterator<Item = &'t str> {
        // A shorter unit than three bytes is one of few, and stands under what it begins with.
        let under = move |head: [u8; 3]| {
            let from = self.measure_heads.partition_point(|(of, _)| *of < head);
            self.measure_heads[from..].iter().take_while(move |(of, _)| *of == head)
        };
        let [a, b, c] = head(text);
        let heads = [[a, b, c], [a, b, 0], [a, 0, 0]];
        // The same head twice would give its units twice.
        let apart = usize::from(c == 0) + usize::from(b == 0);
        let found = heads.into_iter().skip(apart).flat_map(under);
        found.map(|&(_, at)| self.measures[at as usize].as_str()).filter(|measure| text.starts_with(measure))
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
        let new = self.classes.len() as u16;
        let index = *self.words.entry(name.to_owned()).or_default().class.get_or_insert(new);
        if index == new {
            self.classes.push(name.to_owned());
        }
        index
    }

    /// The index of the group of that name under `class`, added when it is new.
    pub(super) fn add_group(&mut self, class: u16, name: &str) -> u16 {
        let new = self.groups.len() as u16;
        let index = *self.by_class.entry((class, name.to_owned())).or_insert(new);
        if index == new {
            self.groups.push(TreeGroup { class, name: name.to_owned() });
        }
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
                let last = self.lasts.insert(first, index).unwrap_or(first);
                self.standards[usize::from(last)].next = Some(index);
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

/// The first three bytes of `text`, zeros where it is shorter.
fn head(text: &str) -> [u8; 3] {
    let mut head = [0; 3];
    head.iter_mut().zip(text.bytes()).for_each(|(head, byte)| *head = byte);
    head
}

/// The first and the last three bytes of `name`, `None` where it is shorter.
fn ends(name: &str) -> Option<[u32; 2]> {
    let (first, last) = (name.as_bytes().first_chunk::<3>()?, name.as_bytes().last_chunk::<3>()?);
    Some([first, last].map(|&[a, b, c]| u32::from_le_bytes([a, b, c, 0])))
}

#[cfg(test)]
mod tests {
    use crate::profile::Profile;

    const LAYOUT: &str = "id = \"own\"\nextends = \"liaoning-department\"\nname = { zh = \"甲\", en = \"A\" }\n";

    #[test]
    fn a_name_may_stand_under_many_groups() {
        let rows: String = (0..30_000).map(|at| format!("类{}\t组{at}\t名\t\t好\t\t\t甲\n", at % 7)).collect();
        let profile = Profile::parse(LAYOUT, Some(&rows)).unwrap();
        let catalogue = &profile.catalogue;
        assert_eq!((catalogue.classes.len(), catalogue.groups.len(), catalogue.standards.len()), (7, 30_000, 30_000));
        assert_eq!(catalogue.standards.iter().filter(|standard| standard.next.is_none()).count(), 1);
        let last = catalogue.word("组29999").group.unwrap();
        assert_eq!(catalogue.standard_under(0, catalogue.groups[usize::from(last)].class, last), Some(29_999));
    }

    #[test]
    fn a_group_belongs_to_its_class() {
        let rows = "甲\t组\t一\t\t好\t\t\t甲\n乙\t组\t二\t\t好\t\t\t甲\n甲\t组\t三\t\t好\t\t\t甲\n";
        let profile = Profile::parse(LAYOUT, Some(rows)).unwrap();
        let groups: Vec<u16> = profile.catalogue.standards.iter().map(|standard| standard.group).collect();
        assert_eq!((groups, profile.catalogue.word("组").group), (vec![0, 1, 0], Some(0)));
    }

    #[test]
    fn a_form_has_so_many_rows_and_no_more() {
        let rows = "甲\t组\t名\t\t好\t\t\t甲\n".repeat(super::MOST_STANDARDS + 1);
        let error = Profile::parse(LAYOUT, Some(&rows)).unwrap_err();
        assert_eq!((error.line, error.en().as_str()), (65_536, "a form has no more than 65535 rows"));
    }
}
