//! Which rows of two tables are the same one, though it moved or was renamed.

use rustc_hash::FxHashMap;

/// How alike names are at least that may stand for one row.
const ALIKE: f64 = 0.8;

/// No more pairs of names of one group are measured: a table of so many renamed rows is another table.
const MOST_PAIRS: usize = 250_000;

/// What a row is known by; all texts as [`bare`](super::bare) leaves them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Name {
    /// The unit or project that the row is of; rows of two of them are never the same.
    pub(crate) scope: String,
    /// Its class and group.
    pub(crate) path: Vec<String>,
    /// Its name.
    pub(crate) name: String,
}

/// The pairs of rows that are the same, by their places in `a` and in `b`, in the order of `b`.
pub(crate) fn align(a: &[Name], b: &[Name]) -> Vec<(usize, usize)> {
    let mut matching = Matching { of_a: vec![None; a.len()], of_b: vec![None; b.len()] };
    matching.exactly(a, b, Some);
    matching.nearly(a, b);
    // A row that moved to another group; an empty name says nothing.
    matching.exactly(a, b, |name| (!name.name.is_empty()).then_some((&name.scope, &name.name)));
    matching.of_b.iter().enumerate().filter_map(|(b, a)| a.map(|a| (a, b))).collect()
}

struct Matching {
    of_a: Vec<Option<usize>>,
    of_b: Vec<Option<usize>>,
}

impl Matching {
    fn join(&mut self, a: usize, b: usize) {
        (self.of_a[a], self.of_b[b]) = (Some(b), Some(a));
    }

    /// Joins those with the same key: the first with the first, the second with the second.
    fn exactly<'n, K: std::hash::Hash + Eq>(
        &mut self,
        a: &'n [Name],
        b: &'n [Name],
        key: impl Fn(&'n Name) -> Option<K>,
    ) {
        let mut free: FxHashMap<K, Vec<usize>> = FxHashMap::default();
        for (at, name) in a.iter().enumerate().rev().filter(|(at, _)| self.of_a[*at].is_none()) {
            if let Some(key) = key(name) {
                free.entry(key).or_default().push(at);
            }
        }
        for (at, name) in b.iter().enumerate() {
            if self.of_b[at].is_none()
                && let Some(first) = key(name).and_then(|key| free.get_mut(&key)).and_then(Vec::pop)
            {
                self.join(first, at);
            }
        }
    }

    /// Joins those of one group whose names are most alike.
    fn nearly(&mut self, a: &[Name], b: &[Name]) {
        type Rows = (Vec<usize>, Vec<usize>);
        let mut groups: FxHashMap<(&str, &[String]), Rows> = FxHashMap::default();
        for (at, name) in a.iter().enumerate().filter(|(at, _)| self.of_a[*at].is_none()) {
            groups.entry((&name.scope, &name.path)).or_default().0.push(at);
        }
        for (at, name) in b.iter().enumerate().filter(|(at, _)| self.of_b[*at].is_none()) {
            groups.entry((&name.scope, &name.path)).or_default().1.push(at);
        }
        let mut near: Vec<(f64, usize, usize)> = Vec::new();
        for (left, right) in groups.values().filter(|(left, right)| left.len() * right.len() <= MOST_PAIRS) {
            for &a_at in left {
                for &b_at in right {
                    let alike = strsim::normalized_levenshtein(&a[a_at].name, &b[b_at].name);
                    if alike >= ALIKE {
                        near.push((alike, a_at, b_at));
                    }
                }
            }
        }
        near.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
        for (_, a_at, b_at) in near {
            if self.of_a[a_at].is_none() && self.of_b[b_at].is_none() {
                self.join(a_at, b_at);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(rows: &[(&str, &str)]) -> Vec<Name> {
        let name = |&(path, name): &(&str, &str)| Name {
            scope: String::new(),
            path: vec![path.to_owned()],
            name: name.to_owned(),
        };
        rows.iter().map(name).collect()
    }

    #[test]
    fn rows_move_and_are_renamed() {
        let a = names(&[("甲", "工作完成及时率"), ("甲", "办结率"), ("乙", "满意度"), ("乙", "次数"), ("乙", "次数")]);
        let b = names(&[("乙", "次数"), ("甲", "满意度"), ("甲", "工作完成准时率"), ("乙", "次数"), ("甲", "全新的")]);
        assert_eq!(align(&a, &b), [(3, 0), (2, 1), (0, 2), (4, 3)]);
    }

    #[test]
    fn the_nearest_name_wins_and_little_alike_ones_are_two_rows() {
        let a = names(&[("甲", "新建供水管网长度"), ("甲", "改建供水管网长度一")]);
        let b = names(&[("甲", "改建供水管网长度"), ("甲", "满意度")]);
        assert_eq!(align(&a, &b), [(1, 0)]);
    }
}
