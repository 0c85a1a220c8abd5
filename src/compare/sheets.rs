//! Which sheets of two books are of the same unit or project.

use super::value::bare;
use crate::export::record::Sheet;
use crate::outline::Notion;
use rustc_hash::FxHashMap;

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

/// No more pairs of names are measured.
const MOST_PAIRS: usize = 250_000;

/// The pairs of sheets that are the same one, by their places in `a` and in `b`, in the order of `b`.
pub(crate) fn pair(a: &[Sheet], b: &[Sheet]) -> Vec<(usize, usize)> {
    let (a, b): (Vec<Key>, Vec<Key>) = (a.iter().map(key).collect(), b.iter().map(key).collect());
    let mut pairing = Pairing { of_a: vec![None; a.len()], of_b: vec![None; b.len()] };
    let named = |key: &Key| !key.name.is_empty() || !key.project.is_empty();
    pairing.exactly(&a, &b, |key| Some([&key.code, &key.name, &key.project, &key.title]));
    pairing.exactly(&a, &b, |key| named(key).then_some([&key.code, &key.name, &key.project]));
    pairing.exactly(&a, &b, |key| named(key).then_some([&key.name, &key.project]));
    pairing.exactly(&a, &b, |key| (!key.code.is_empty()).then_some([&key.code, &key.project]));
    pairing.exactly(&a, &b, |key| (!key.project.is_empty()).then_some(&key.project));
    pairing.nearly(&a, &b);
    pairing.exactly(&a, &b, |key| (!named(key)).then_some(()));
    // Two lone sheets are compared, whatever they are called.
    if a.len() == 1 && b.len() == 1 {
        pairing.of_b[0] = Some(0);
    }
    pairing.of_b.iter().enumerate().filter_map(|(b, a)| a.map(|a| (a, b))).collect()
}

struct Pairing {
    of_a: Vec<Option<usize>>,
    of_b: Vec<Option<usize>>,
}

impl Pairing {
    /// Joins those with the same key: the first with the first, the second with the second.
    fn exactly<'k, K: std::hash::Hash + Eq>(&mut self, a: &'k [Key], b: &'k [Key], key: impl Fn(&'k Key) -> Option<K>) {
        let mut free: FxHashMap<K, Vec<usize>> = FxHashMap::default();
        for (at, own) in a.iter().enumerate().rev().filter(|(at, _)| self.of_a[*at].is_none()) {
            if let Some(key) = key(own) {
                free.entry(key).or_default().push(at);
            }
        }
        for (at, own) in b.iter().enumerate() {
            if self.of_b[at].is_none()
                && let Some(first) = key(own).and_then(|key| free.get_mut(&key)).and_then(Vec::pop)
            {
                (self.of_a[first], self.of_b[at]) = (Some(at), Some(first));
            }
        }
    }

    /// Joins those with the same code whose names are alike.
    fn nearly(&mut self, a: &[Key], b: &[Key]) {
        let free = |of: &[Option<usize>]| (0..of.len()).filter(|at| of[*at].is_none()).collect::<Vec<_>>();
        let (free_a, free_b) = (free(&self.of_a), free(&self.of_b));
        if free_a.len() * free_b.len() > MOST_PAIRS {
            return;
        }
        let alike = |one: &str, other: &str| {
            one == other || (!one.is_empty() && strsim::normalized_levenshtein(one, other) >= ALIKE)
        };
        for at in free_b {
            let same = |of: &&usize| {
                let (one, other) = (&a[**of], &b[at]);
                self.of_a[**of].is_none()
                    && !(one.name.is_empty() && one.project.is_empty())
                    && one.code == other.code
                    && alike(&one.name, &other.name)
                    && alike(&one.project, &other.project)
            };
            if let Some(&of) = free_a.iter().find(same) {
                (self.of_a[of], self.of_b[at]) = (Some(at), Some(of));
            }
        }
    }
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
