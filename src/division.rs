//! The divisions of China by the six digits of GB/T 2260, in every edition, abolished ones included.

use std::sync::LazyLock;

use memchr::{memchr, memrchr};

/// The table: rows of code, name, first year, last year, sorted by code. Its header states where it comes from.
const TABLE: &str = include_str!("../data/divisions.tsv");

/// A name that a code has or had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Division {
    /// The name, without those of the divisions above it.
    pub name: &'static str,
    /// The year it came into force, where that is known.
    pub since: Option<u16>,
    /// Whether the code still means it.
    pub in_force: bool,
}

/// What six digits stand for, by the last edition that has them; `None` when no edition does.
pub fn find(code: &str) -> Option<Division> {
    let mut cells = row(code)?.split('\t').skip(1);
    let (name, since, until) = (cells.next()?, cells.next()?, cells.next()?);
    Some(Division { name, since: since.parse().ok(), in_force: until.is_empty() })
}

/// The name of six digits alone, `朝阳市` for 211300.
pub fn name(code: &str) -> Option<&'static str> {
    find(code).map(|division| division.name)
}

/// The names from the province down, `辽宁省朝阳市双塔区` for 211302.
pub fn path(code: &str) -> Option<String> {
    let own = name(code)?;
    let mut path = String::new();
    for (digits, rest) in [(2, "0000"), (4, "00")] {
        let above = format!("{}{rest}", &code[..digits]);
        // 市辖区, 县 and 省直辖县级行政区划 stand in the table to complete the numbers; nobody says them.
        let said = |name: &&str| !matches!(*name, "市辖区" | "县") && !name.ends_with("行政区划");
        if above != code
            && let Some(name) = name(&above).filter(said)
        {
            path.push_str(name);
        }
    }
    path.push_str(own);
    Some(path)
}

/// Every division that is in force, with its six digits, sorted by them.
pub fn in_force() -> impl Iterator<Item = (&'static str, &'static str)> {
    static ALL: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
        let rows = TABLE.lines().filter(|row| !row.starts_with('#'));
        let read = |row: &'static str| {
            let mut cells = row.split('\t');
            let (code, name, until) = (cells.next()?, cells.next()?, cells.nth(1)?);
            until.is_empty().then_some((code, name))
        };
        rows.filter_map(read).collect()
    });
    ALL.iter().copied()
}

/// The last row of that code.
fn row(code: &str) -> Option<&'static str> {
    if code.len() != 6 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let bytes = TABLE.as_bytes();
    // The first byte of a row in `low..high` is looked for whose code is greater; the comments sort before all digits.
    let (mut low, mut high) = (0, bytes.len());
    let mut found = None;
    while low < high {
        let middle = low + (high - low) / 2;
        let start = memrchr(b'\n', &bytes[low..middle]).map_or(low, |at| low + at + 1);
        let end = memchr(b'\n', &bytes[middle..high]).map_or(high, |at| middle + at);
        let row = &TABLE[start..end];
        if row.get(..6).is_none_or(|head| head <= code) {
            if row.starts_with(code) {
                found = Some(row);
            }
            low = end + 1;
        } else {
            high = start;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_whole() {
        let rows: Vec<&str> = TABLE.lines().filter(|row| !row.starts_with('#')).collect();
        assert!(rows.len() > 8000);
        assert!(rows.is_sorted_by_key(|row| &row[..6]));
        for row in &rows {
            let cells: Vec<&str> = row.split('\t').collect();
            assert!(cells.len() == 4 && cells[0].len() == 6 && !cells[1].is_empty(), "{row}");
            assert!(find(cells[0]).is_some(), "{row}");
        }
    }

    #[test]
    fn what_is_in_force_is_listed() {
        let all: Vec<_> = in_force().collect();
        assert!(all.len() > 3000);
        assert!(all.contains(&("211300", "朝阳市")) && !all.iter().any(|(code, _)| *code == "330103"));
    }

    #[test]
    fn codes_have_names_and_paths() {
        assert_eq!(path("210000").as_deref(), Some("辽宁省"));
        assert_eq!(path("211300").as_deref(), Some("辽宁省朝阳市"));
        assert_eq!(path("211302").as_deref(), Some("辽宁省朝阳市双塔区"));
        assert_eq!(path("110105").as_deref(), Some("北京市朝阳区"));
        assert_eq!(path("429004").as_deref(), Some("湖北省仙桃市"));
        assert_eq!(name("330110"), Some("余杭区"));
    }

    #[test]
    fn abolished_codes_are_known_still() {
        for (code, name) in [("330103", "下城区"), ("211326", "北票县"), ("522528", "关岭布依族苗族自治县")]
        {
            let division = find(code).unwrap();
            assert_eq!((division.name, division.in_force), (name, false), "{code}");
        }
    }

    #[test]
    fn what_no_edition_has_is_unknown() {
        for code in ["211398", "000000", "999999", "21130", "2113000", "", "２１１３００", "21130a"] {
            assert_eq!(find(code), None, "{code}");
        }
    }
}
