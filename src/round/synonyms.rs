//! What one form calls otherwise than another.

use crate::outline::Heading;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What labels of that meaning are.
#[derive(Debug)]
pub(super) struct Meaning {
    /// Its name.
    name: &'static str,
    /// The words of its labels, the likeliest source first.
    pub(super) labels: Vec<String>,
    /// The names of what it is the sum of.
    terms: Vec<&'static str>,
}

static ALL: LazyLock<(Vec<Meaning>, FxHashMap<String, usize>)> = LazyLock::new(|| {
    let lines = include_str!("../../data/synonyms.tsv").lines();
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let meanings: Vec<Meaning> = lines
        .map(|line| {
            let mut cells = line.split('\t');
            let name = cells.next().unwrap_or_default();
            let mut words = || cells.next().unwrap_or_default().split(' ').filter(|word| !word.is_empty());
            let labels = words().map(|label| Heading::read(label).key.into_owned()).collect();
            Meaning { name, labels, terms: words().collect() }
        })
        .collect();
    let keys = meanings.iter().enumerate().flat_map(|(at, meaning)| {
        let own: Vec<(String, usize)> = meaning.labels.iter().map(|label| (label.clone(), at)).collect();
        own
    });
    let keys = keys.collect();
    (meanings, keys)
});

impl Meaning {
    /// What a label with the words `key` means.
    pub(super) fn of(key: &str) -> Option<&'static Self> {
        ALL.1.get(key).map(|at| &ALL.0[*at])
    }

    pub(super) fn is(&self, name: &str) -> bool {
        self.name == name
    }

    /// What it is the sum of.
    pub(super) fn terms(&self) -> impl Iterator<Item = &'static Self> {
        self.terms.iter().filter_map(|name| ALL.0.iter().find(|meaning| meaning.name == *name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_sound() {
        let (meanings, keys) = &*ALL;
        assert!(meanings.len() > 10);
        assert_eq!(keys.len(), meanings.iter().map(|meaning| meaning.labels.len()).sum::<usize>(), "a label twice");
        for meaning in meanings {
            assert!(!meaning.labels.iter().any(String::is_empty), "{meaning:?}");
            assert_eq!(meaning.terms().count(), meaning.terms.len(), "{meaning:?}");
        }
    }

    #[test]
    fn a_label_means_what_another_one_means() {
        let name = |label: &str| Meaning::of(&Heading::read(label).key).map(|meaning| meaning.name);
        assert_eq!(name("其中：本年财政拨款"), Some("fiscal"));
        assert_eq!(name("其中：财政资金"), Some("fiscal"));
        assert_eq!(name("三、其他"), Some("other"));
        assert_eq!(name("项目当年预算（元）"), Some("total"));
        assert_eq!(name("业务主管部门"), Some("department"));
        assert_eq!(name("国有资本经营预算"), None);
    }
}
