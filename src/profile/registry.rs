//! The forms that there are: those that ship with the program, and those that a project adds.

use std::sync::{Arc, LazyLock, OnceLock};

use super::error::said;
use super::headings::NONE;
use super::load::Definition;
use super::{Heading, LAYOUT, NO_PROFILE, Profile, ProfileError, Traits, by_headings, fold};

/// The data of a form that ships with the program: its name, `layout.toml`, `indicators.tsv`.
type Data = (&'static str, &'static str, Option<&'static str>);

/// The data of the forms of these names.
macro_rules! data {
    ($($id:literal $(with $indicators:ident)?),* $(,)?) => {
        [$((
            $id,
            include_str!(concat!("../../profiles/", $id, "/layout.toml")),
            data!(@indicators $id $($indicators)?),
        )),*]
    };
    (@indicators $id:literal) => { None };
    (@indicators $id:literal indicators) => { Some(include_str!(concat!("../../profiles/", $id, "/indicators.tsv"))) };
}

/// What ships with the program; one extends only what stands before it. The first has words alone, those up to
/// [`BY_ROWS`] are read row by row, and the others by their headings.
const BUILT_IN: [Data; SHIPPED + 1] = data![
    "common",
    "liaoning-department" with indicators,
    "mof-2015-department" with indicators,
    "mof-2021-department" with indicators,
    "mof-2015-project",
    "mof-2021-project",
    "mof-2020-project-evaluation",
    "mof-2020-project-evaluation-yuan",
    "mof-2020-department-evaluation",
    "rural-project",
    "rural-project-evaluation",
    "regional-transfer",
    "regional-transfer-evaluation",
    "fujian-department",
    "fujian-department-evaluation",
    "hubei-department",
    "hubei-department-evaluation",
    "hubei-project-evaluation",
    "hubei-project-monitoring",
    "hebei-department",
    "jiangxi-department",
    "ningxia-department",
    "guangxi-department",
    "zhejiang-department",
    "sichuan-project-evaluation",
    "sichuan-project-list",
    "chongqing-project",
    "shanghai-project",
    "hunan-project",
];

/// How many forms ship with the program.
const SHIPPED: usize = 28;

/// How many of them are read row by row.
const BY_ROWS: usize = 3;

/// Each is read when it is first asked for: most runs are about one form.
static DEFINITIONS: [OnceLock<Definition>; SHIPPED + 1] = [const { OnceLock::new() }; SHIPPED + 1];

static FORMS: [OnceLock<Arc<Profile>>; SHIPPED] = [const { OnceLock::new() }; SHIPPED];

fn definition(at: usize) -> &'static Definition {
    DEFINITIONS[at].get_or_init(|| {
        let (id, layout, indicators) = BUILT_IN[at];
        match Definition::read(layout, indicators, &|name| base(at, name)) {
            Ok(definition) if definition.id() == id => definition,
            // A test loads every one of them, so none that fails can be built in.
            Ok(definition) => unreachable!("the built-in profile {id} calls itself {}", definition.id()),
            Err(error) => unreachable!("the built-in profile {id} is broken: {error}"),
        }
    })
}

/// The form at `at`, counted without the words that all share.
fn form(at: usize) -> &'static Arc<Profile> {
    FORMS[at].get_or_init(|| match definition(at + 1).build() {
        Ok(profile) => Arc::new(profile),
        Err(error) => unreachable!("the built-in profile {} is broken: {error}", BUILT_IN[at + 1].0),
    })
}

/// The form that a `layout.toml` extends, counted as [`form`] does: one that states nothing of its own prints what that does.
fn extended(layout: &str) -> Option<usize> {
    let (name, _) = layout.lines().find_map(|line| line.strip_prefix("extends = \"")?.split_once('"'))?;
    BUILT_IN[1..].iter().position(|(id, ..)| *id == name)
}

/// The headings that the file of each form states, read off its text: a form is looked for by them before it is read.
static STATED: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
    let mut all: Vec<Vec<String>> = Vec::with_capacity(SHIPPED);
    for (_, layout, _) in &BUILT_IN[1..] {
        let value = |line: &'static str, key: &str| Some(line.split_once(key)?.1.split_once('"')?.0);
        let mut keys: Vec<String> = Vec::new();
        for label in layout.lines().filter_map(|line| value(line, "label = \"")) {
            let key = Heading::read(label).key.into_owned();
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        if keys.is_empty()
            && let Some(base) = extended(layout)
        {
            keys.clone_from(&all[base]);
        }
        all.push(keys);
    }
    all
});

/// The labels of the sections of each form that is read row by row, folded, read off its text; other texts that stand for
/// one stand beside it.
static LABELS: LazyLock<[Vec<Vec<String>>; BY_ROWS]> = LazyLock::new(|| {
    let mut all: [Vec<Vec<String>>; BY_ROWS] = Default::default();
    for at in 0..BY_ROWS {
        let (_, layout, _) = BUILT_IN[at + 1];
        let mut labels: Vec<Vec<String>> = Vec::new();
        let mut section = false;
        for line in layout.lines() {
            if line.starts_with('[') {
                section = line == "[[section]]";
            } else if section && (line.starts_with("label = ") || line.starts_with("also = ")) {
                let texts = line.split('"').skip(1).step_by(2).map(fold);
                match labels.last_mut() {
                    Some(own) if line.starts_with("also") => own.extend(texts),
                    _ => labels.push(texts.collect()),
                }
            }
        }
        if labels.is_empty()
            && let Some(base) = extended(layout)
        {
            labels.clone_from(&all[base]);
        }
        all[at] = labels;
    }
    all
});

/// A form that may not have been read yet.
#[derive(Clone, Copy, Debug)]
pub enum Unread<'p> {
    /// It has been.
    Read(&'p Arc<Profile>),
    /// One that ships with the program and is read row by row, by its place.
    Shipped(usize),
}

impl<'p> Unread<'p> {
    /// The form, which is read now if it has to be.
    pub fn get(self) -> &'p Arc<Profile> {
        match self {
            Self::Read(profile) => profile,
            Self::Shipped(at) => form(at),
        }
    }

    /// How many of its sections can begin in a sheet whose rows begin with these texts, at most; `None` once it is read.
    pub fn most_sections<'t>(self, texts: impl Iterator<Item = &'t str>) -> Option<usize> {
        let Self::Shipped(at) = self else { return None };
        let texts: Vec<String> = texts.map(fold).collect();
        let begins =
            |own: &&Vec<String>| texts.iter().any(|text| own.iter().any(|label| text.starts_with(label.as_str())));
        Some(LABELS[at].iter().filter(begins).count())
    }
}

/// The data of that name among the first `end` that ship with the program, or all their names.
fn shipped(end: usize, name: &str) -> Result<&'static Definition, Vec<String>> {
    let found = BUILT_IN[..end].iter().position(|(id, ..)| *id == name);
    found.map(definition).ok_or_else(|| BUILT_IN[..end].iter().map(|(id, ..)| (*id).to_owned()).collect())
}

/// What the form at `end` may extend: the data of that name, or all names.
fn base(end: usize, name: &str) -> Result<&'static Definition, Vec<String>> {
    if name == NO_PROFILE {
        return Ok(&NONE);
    }
    shipped(end, name).map_err(|mut known| {
        known.push(NO_PROFILE.to_owned());
        known
    })
}

/// The data of that name among all that ship with the program, or all their names.
pub(super) fn shipped_base(name: &str) -> Result<&'static Definition, Vec<String>> {
    base(BUILT_IN.len(), name)
}

/// The forms that a text can have, the likelier first where a text fits several.
#[derive(Clone, Debug)]
pub struct Profiles {
    /// Those of the project.
    own: Arc<[Arc<Profile>]>,
    /// Whether those that ship with the program follow.
    shipped: bool,
}

impl PartialEq for Profiles {
    /// Whether both are the same forms, read at the same time.
    fn eq(&self, other: &Self) -> bool {
        let own = (self.own.is_empty() && other.own.is_empty()) || Arc::ptr_eq(&self.own, &other.own);
        own && self.shipped == other.shipped
    }
}

/// The data of a form that a project adds.
#[derive(Clone, Debug)]
pub struct OwnProfile {
    /// The text of its `layout.toml`.
    pub layout: String,
    /// The text of its `indicators.tsv`, if it has one.
    pub indicators: Option<String>,
}

impl Default for Profiles {
    /// The forms that ship with the program.
    fn default() -> Self {
        static NONE: LazyLock<Arc<[Arc<Profile>]>> = LazyLock::new(|| Arc::new([]));
        Self { own: Arc::clone(&NONE), shipped: true }
    }
}

impl Profiles {
    /// The forms of a project before those that ship with the program, and what is wrong with those that cannot be read,
    /// by index in `own`. A form may extend another one of the project, wherever it stands.
    pub fn with(own: &[OwnProfile]) -> (Self, Vec<(usize, ProfileError)>) {
        let mut read_ones: Vec<Definition> = Vec::new();
        let (mut profiles, mut errors) = (Vec::new(), Vec::new());
        let mut left: Vec<usize> = (0..own.len()).collect();
        loop {
            let before = left.len();
            let mut failed = Vec::new();
            for &at in &left {
                match read(&own[at], &read_ones) {
                    Ok((definition, profile)) => {
                        read_ones.push(definition);
                        profiles.push((at, Arc::new(profile)));
                    }
                    Err(error) => failed.push((at, error)),
                }
            }
            left = failed.iter().map(|(at, _)| *at).collect();
            // What failed may extend what was read after it.
            if left.is_empty() || left.len() == before {
                errors.extend(failed);
                break;
            }
        }
        profiles.sort_by_key(|(at, _)| *at);
        (Self { own: profiles.into_iter().map(|(_, profile)| profile).collect(), shipped: true }, errors)
    }

    /// Reads the data of a form on its own; it may extend what ships with the program and the forms in `others`.
    ///
    /// # Errors
    /// The first mistake, with its file and line where it has one.
    pub fn check(own: &OwnProfile, others: &Self) -> Result<Profile, ProfileError> {
        let mut known: Vec<Definition> = Vec::new();
        for other in others.own.iter() {
            // What the others extend has been read before them.
            let base = |name: &str| match known.iter().find(|known| known.id() == name) {
                Some(known) => Ok(known),
                None => shipped_base(name),
            };
            if let Ok(definition) = Definition::read(&other.layout, None, &base) {
                known.push(definition);
            }
        }
        let base = |name: &str| match known.iter().find(|known| known.id() == name) {
            Some(known) => Ok(known),
            None => shipped_base(name),
        };
        Definition::read(&own.layout, own.indicators.as_deref(), &base)?.build()
    }

    /// One form alone.
    pub fn of(profile: &Arc<Profile>) -> Self {
        Self { own: Arc::new([Arc::clone(profile)]), shipped: false }
    }

    /// The forms in their order. Going through all of them reads all of them.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Profile>> {
        self.own.iter().chain(self.shipped(0, SHIPPED).map(|at| -> &Arc<Profile> { form(at) }))
    }

    /// Those of the project, and those that ship with the program and are read row by row.
    pub fn first(&self) -> impl Iterator<Item = &Arc<Profile>> {
        self.own.iter().chain(self.shipped(0, BY_ROWS).map(|at| -> &Arc<Profile> { form(at) }))
    }

    /// The same, `preferred` before the others, of which none is read before it is asked for.
    pub fn first_unread<'p>(&'p self, preferred: Option<&'p Arc<Profile>>) -> impl Iterator<Item = Unread<'p>> {
        let shipped = self.shipped(0, BY_ROWS).map(|at| FORMS[at].get().map_or(Unread::Shipped(at), Unread::Read));
        let all: Vec<Unread<'p>> = self.own.iter().map(Unread::Read).chain(shipped).collect();
        let is_preferred = move |form: &Unread<'p>| matches!((form, preferred), (Unread::Read(profile), Some(preferred)) if Arc::ptr_eq(profile, preferred));
        let first = all.iter().copied().find(is_preferred);
        first.into_iter().chain(all.into_iter().filter(move |form| !is_preferred(form)))
    }

    /// Those that ship with the program and are read by their headings, of which `has` knows at least half.
    pub fn likely<'s>(&'s self, has: &dyn Fn(&str) -> bool) -> Vec<&'s Arc<Profile>> {
        let likely = |at: &usize| {
            let keys = &STATED[*at];
            2 * keys.iter().filter(|key| has(key)).count() >= keys.len()
        };
        self.shipped(BY_ROWS, SHIPPED).filter(likely).map(form).collect()
    }

    /// Whether a form of that name ships with the program.
    pub fn is_shipped(id: &str) -> bool {
        BUILT_IN[1..].iter().any(|(shipped, ..)| *shipped == id)
    }

    fn shipped(&self, from: usize, to: usize) -> std::ops::Range<usize> {
        if self.shipped { from..to } else { 0..0 }
    }

    /// The form of that name.
    pub fn find(&self, id: &str) -> Option<&Arc<Profile>> {
        if id == NO_PROFILE {
            return Some(by_headings(Traits::default()));
        }
        let at = self.names().position(|name| name == id)?;
        self.own.get(at).or_else(|| Some(form(at - self.own.len())))
    }

    /// The names of all forms.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let shipped = if self.shipped { &BUILT_IN[1..] } else { &[] };
        self.own.iter().map(|profile| profile.id.as_str()).chain(shipped.iter().map(|(id, ..)| *id))
    }
}

fn read(own: &OwnProfile, others: &[Definition]) -> Result<(Definition, Profile), ProfileError> {
    let base = |name: &str| match others.iter().find(|definition| definition.id() == name) {
        Some(definition) => Ok(definition),
        None => shipped_base(name).map_err(|mut known| {
            known.extend(others.iter().map(|definition| definition.id().to_owned()));
            known
        }),
    };
    let definition = Definition::read(&own.layout, own.indicators.as_deref(), &base)?;
    let id = definition.id();
    let message = if id == NO_PROFILE || BUILT_IN.iter().any(|(shipped, ..)| *shipped == id) {
        Some(said!(
            "内置表样已有名称“{id}”，请换一个名称",
            "a profile \"{id}\" ships with the program; another id is needed"
        ))
    } else {
        others.iter().any(|other| other.id() == id).then(|| {
            said!(
                "另一个文件夹里的表样已有名称“{id}”，请换一个名称",
                "a profile \"{id}\" is in another folder of the project; another id is needed"
            )
        })
    };
    if let Some(message) = message {
        return Err(ProfileError { file: LAYOUT, line: definition.id_line(), of: None, message });
    }
    let profile = definition.build()?;
    Ok((definition, profile))
}

impl Profile {
    /// Reads a profile from the texts of its `layout.toml` and, if there is one, `indicators.tsv`; it may extend what
    /// ships with the program.
    ///
    /// # Errors
    /// The first mistake, with its file and line where it has one.
    pub fn parse(layout: &str, indicators: Option<&str>) -> Result<Self, ProfileError> {
        Definition::read(layout, indicators, &shipped_base)?.build()
    }
}

/// The profiles that ship with the program and are read row by row.
pub fn builtin() -> &'static [Arc<Profile>] {
    static ALL: LazyLock<Vec<Arc<Profile>>> = LazyLock::new(|| Profiles::default().first().cloned().collect());
    &ALL
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_read_off_the_text_are_those_of_the_form() {
        for at in 0..BY_ROWS {
            let sections = form(at).sections.iter().map(|section| &section.label);
            let labels: Vec<Vec<&str>> = sections
                .map(|label| [&label.folded].into_iter().chain(&label.also).map(String::as_str).collect())
                .collect();
            assert_eq!(LABELS[at], labels, "{}", form(at).id);
        }
    }

    #[test]
    fn every_form_that_ships_loads_and_is_looked_for_by_its_own_labels() {
        for (at, (id, ..)) in BUILT_IN[1..].iter().enumerate() {
            let profile = form(at);
            assert_eq!(profile.id, *id);
            assert_eq!(profile.by_headings(), at >= BY_ROWS, "{id}");
            let labels = profile.parts.iter().filter_map(|part| part.label.as_ref());
            for label in labels {
                let key = Heading::read(&label.text).key;
                assert!(STATED[at].iter().any(|own| *own == key), "{id}: {key}");
            }
        }
    }
}
