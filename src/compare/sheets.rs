//! Which sheets of two books are of the same unit or project.

use super::value::bare;
use crate::export::record::Sheet;
use crate::outline::Notion;

/// How alike the names of units are at least that may stand for one.
const ALIKE: f64 = 0.8;

/// What a sheet is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Key {
    code: String,
    name: String,
    project: String,
    title: String,
}

/// The pairs of sheets that are the same one, by their places in `a` and in `b`.
pub(crate) fn pair(a: &[Sheet], b: &[Sheet]) -> Vec<(usize, usize)> {
    let (a, b): (Vec<Key>, Vec<Key>) = (a.iter().map(key).collect(), b.iter().map(key).collect());
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut join = |same: &dyn Fn(&Key, &Key) -> bool| {
        for (at, key) in b.iter().enumerate() {
            if pairs.iter().any(|(_, b)| *b == at) {
                continue;
            }
            let free = (0..a.len()).find(|of| !pairs.iter().any(|(a, _)| a == of) && same(&a[*of], key));
            pairs.extend(free.map(|of| (of, at)));
        }
    };
    let named = |key: &Key| !key.name.is_empty() || !key.project.is_empty();
    join(&|a, b| a == b);
    join(&|a, b| named(a) && (&a.code, &a.name, &a.project) == (&b.code, &b.name, &b.project));
    join(&|a, b| named(a) && (&a.name, &a.project) == (&b.name, &b.project));
    join(&|a, b| !a.code.is_empty() && (&a.code, &a.project) == (&b.code, &b.project));
    join(&|a, b| !a.project.is_empty() && a.project == b.project);
    join(&|a, b| {
        let alike = |one: &str, other: &str| {
            one == other || (!one.is_empty() && strsim::normalized_levenshtein(one, other) >= ALIKE)
        };
        named(a) && a.code == b.code && alike(&a.name, &b.name) && alike(&a.project, &b.project)
    });
    join(&|a, b| !named(a) && !named(b));
    // Two lone sheets are compared, whatever they are called.
    if pairs.is_empty() && a.len() == 1 && b.len() == 1 {
        pairs.push((0, 0));
    }
    pairs.sort_by_key(|(_, b)| *b);
    pairs
}

fn key(sheet: &Sheet) -> Key {
    let field = |notion: Notion| {
        let field = sheet.fields.iter().find(|field| field.notion == Some(notion) && !field.value.is_empty());
        field.map(|field| bare(&field.value)).unwrap_or_default()
    };
    let project = field(Notion::Project);
    let name = sheet.agency_name.as_deref().map(bare).unwrap_or_default();
    let title: String = sheet.form.title.as_deref().map(bare).unwrap_or_default();
    Key {
        code: sheet.agency_code.clone().unwrap_or_default(),
        name: if name.is_empty() { field(Notion::Identity) } else { name },
        project,
        title: title.chars().filter(|c| !c.is_ascii_digit()).collect(),
    }
}

/// What a reader calls a sheet.
pub(super) fn name(sheet: &Sheet) -> String {
    let field =
        |notion: Notion| sheet.fields.iter().find(|field| field.notion == Some(notion) && !field.value.is_empty());
    let named = field(Notion::Project).or_else(|| field(Notion::Identity)).map(|field| field.value.clone());
    named.or_else(|| sheet.agency_name.clone()).or_else(|| sheet.form.title.clone()).unwrap_or_default()
}
