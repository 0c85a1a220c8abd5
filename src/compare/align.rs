//! Which rows of two tables are the same one, though it moved or was renamed.

use rustc_hash::{FxHashMap, FxHashSet};

/// How alike names are at least that may stand for one row.
const ALIKE: f64 = 0.8;

/// No more pairs of names of one group are measured: a table of so many renamed rows is another table.
const MOST_PAIRS: usize = 250_000;

/// What a row is known by; all texts as [`bare`](super::bare) leaves them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Name {
    /// The unit or project that the row is of; rows of two of them are never the same, unless one is the other renamed.
    pub(crate) scope: String,
    /// Its class and group.
    pub(crate) path: Vec<String>,
    /// Its name.
    pub(crate) name: String,
}

/// The pairs of rows that are the same, by their places in `a` and in `b`, in the order of `b`.
pub(crate) fn align(a: &[Name], b: &[Name]) -> Vec<(usize, usize)> {
    let renamed = renamed_scopes(a, b);
    let b = renamed.as_deref().unwrap_or(b);
    let mut matching = Matching { of_a: vec![None; a.len()], of_b: vec![None; b.len()] };
    matching.exactly(a, b, Some);
    matching.nearly(a, b);
    // A row that moved to another group; an empty name says nothing.
    matching.exactly(a, b, |name| (!name.name.is_empty()).then_some((&name.scope, &name.name)));
    matching.of_b.iter().enumerate().filter_map(|(b, a)| a.map(|a| (a, b))).collect()
}

/// `b` with the scopes of `a` that were renamed there, by their names or by the rows that they hold; `None` where none was.
fn renamed_scopes(a: &[Name], b: &[Name]) -> Option<Vec<Name>> {
    type Rows<'n> = FxHashSet<(&'n [String], &'n str)>;
    fn scopes(of: &[Name]) -> FxHashMap<&str, Rows<'_>> {
        let mut scopes: FxHashMap<&str, Rows<'_>> = FxHashMap::default();
        for name in of {
            scopes.entry(&name.scope).or_default().insert((&name.path, &name.name));
        }
        scopes
    }
    let (of_a, of_b) = (scopes(a), scopes(b));
    let gone: Vec<&str> = of_a.keys().copied().filter(|scope| !of_b.contains_key(scope)).collect();
    let new: Vec<&str> = of_b.keys().copied().filter(|scope| !of_a.contains_key(scope)).collect();
    if gone.len() * new.len() > MOST_PAIRS {
        return None;
    }
    let mut near: Vec<(f64, &str, &str)> = Vec::new();
    for &was in &gone {
        for &is in &new {
            let (rows, others) = (&of_a[was], &of_b[is]);
            let shared = rows.intersection(others).count() as f64 / rows.len().max(others.len()) as f64;
            let alike = strsim::normalized_levenshtein(was, is).max(shared);
            if alike >= ALIKE {
                near.push((alike, was, is));
            }
        }
    }
    near.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    let mut names: FxHashMap<&str, &str> = FxHashMap::default();
    for (_, was, is) in near {
        if !names.contains_key(is) && !names.values().any(|taken| *taken == was) {
            names.insert(is, was);
        }
    }
    let own = |name: &Name| Name {
        scope: names.get(name.scope.as_str()).map_or_else(|| name.scope.clone(), |was| (*was).to_owned()),
        ..name.clone()
    };
    (!names.is_empty()).then(|| b.iter().map(own).collect())
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
    fn a_project_may_be_renamed() {
        let of = |scope: &str, name: &str| Name { scope: scope.to_owned(), path: Vec::new(), name: name.to_owned() };
        let a = [of("道路养护", "里程"), of("道路养护", "合格率"), of("校舍修缮", "里程")];
        // By its name, by its rows; what shares neither is another one.
        let b = [of("农村道路日常养护", "里程"), of("农村道路日常养护", "合格率"), of("校舍维修", "面积")];
        assert_eq!(align(&a, &b), [(0, 0), (1, 1)]);
        let b = [of("道路养护一", "新的"), of("校舍修缮", "里程")];
        assert_eq!(align(&a, &b), [(2, 1)]);
    }

    #[test]
    fn the_nearest_name_wins_and_little_alike_ones_are_two_rows() {
        let a = names(&[("甲", "新建供水管网长度"), ("甲", "改建供水管网长度一")]);
        let b = names(&[("甲", "改建供水管网长度"), ("甲", "满意度")]);
        assert_eq!(align(&a, &b), [(1, 0)]);
    }
}
