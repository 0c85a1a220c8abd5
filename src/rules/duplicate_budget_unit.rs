//! duplicate-budget-unit: one budget unit has two sheets.

use std::collections::hash_map::Entry;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Book;
use crate::diagnostic::{Sink, say};
use crate::sheet::{CodeNumber, PlacedFacts};

rule!(
    "duplicate-budget-unit",
    Identity,
    Error,
    None,
    "一个单位代码用在两张表上",
    "one budget unit has two sheets"
);

/// A unit: codes are given out by each division for itself.
type Unit = (CodeNumber, Option<CodeNumber>);

pub(super) fn check(book: &Book<'_>, sink: &mut Sink) {
    let mut first: FxHashMap<Unit, usize> = FxHashMap::default();
    first.reserve(book.sheets.len());
    for (at, sheet) in book.sheets.iter().enumerate() {
        let Some((code, range)) = sheet.facts.code else { continue };
        let known = match first.entry((code, sheet.facts.division)) {
            Entry::Vacant(entry) => {
                entry.insert(at);
                continue;
            }
            Entry::Occupied(entry) => &book.sheets[*entry.get()],
        };
        // A collection of several years has a sheet for each.
        let years = (known.facts.deadline_year, sheet.facts.deadline_year);
        if matches!(years, (Some(a), Some(b)) if a != b) {
            continue;
        }
        let (lang, row) = (sink.lang, known.row + known.facts.row + 1);
        let message = say!(
            lang,
            "单位代码“{code}”在第 {row} 行已经用过；一个单位只能有一张表，请核对代码",
            "the code “{code}” stands in row {row} already; a budget unit has one sheet, so check the code"
        );
        let Some((_, there)) = known.facts.code else { continue };
        sink.report(&RULE, range.shifted(sheet.base), message)
            .relate(there.shifted(known.base), say!(lang, "先用在这里", "it stands here first"));
    }
}

/// A unit among the books of one form and one year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitKey {
    form: Arc<str>,
    year: Option<i32>,
    unit: Unit,
}

/// The units of `book`, which has the form of that name: each with its sheet and its row, 1-based.
pub(crate) fn units<'b>(book: &'b Book<'_>, form: &str) -> impl Iterator<Item = (UnitKey, &'b PlacedFacts, u32)> {
    let (form, year): (Arc<str>, _) = (form.into(), book.fiscal_year);
    book.sheets.iter().filter_map(move |sheet| {
        let (code, _) = sheet.facts.code?;
        let year = year.or(sheet.facts.deadline_year);
        let key = UnitKey { form: form.clone(), year, unit: (code, sheet.facts.division) };
        Some((key, sheet, sheet.row + sheet.facts.row + 1))
    })
}

/// Reports the units of `book` that stand in a book before it; `before` gives the name of that and the row, 1-based.
pub(crate) fn check_before(
    book: &Book<'_>,
    form: &str,
    mut before: impl FnMut(&UnitKey, u32) -> Option<(String, u32)>,
    sink: &mut Sink,
) {
    for (key, sheet, row) in units(book, form) {
        let (Some((file, row)), Some((code, range))) = (before(&key, row), sheet.facts.code) else { continue };
        let lang = sink.lang;
        let message = say!(
            lang,
            "单位代码“{code}”在“{file}”第 {row} 行已经用过；一个单位只能有一张表，请核对代码",
            "the code “{code}” stands in row {row} of “{file}” already; a budget unit has one sheet, so check the code"
        );
        sink.report(&RULE, range.shifted(sheet.base), message);
    }
}

/// The units of the texts seen so far.
#[derive(Debug, Default)]
pub(crate) struct Units {
    paths: Vec<String>,
    seen: FxHashMap<UnitKey, Place>,
}

/// Where a unit stands.
#[derive(Clone, Copy, Debug)]
struct Place {
    path: usize,
    row: u32,
}

impl Units {
    /// Reports the units of `book`, the text at `path`, that stand in a text before it, and remembers the others.
    pub(crate) fn check(&mut self, path: &str, form: &str, book: &Book<'_>, sink: &mut Sink) {
        let own = self.paths.len();
        self.paths.push(path.to_owned());
        let Self { paths, seen } = self;
        let before = |key: &UnitKey, row: u32| {
            let there = *seen.entry(key.clone()).or_insert(Place { path: own, row });
            (there.path != own).then(|| (paths[there.path].clone(), there.row))
        };
        check_before(book, form, before, sink);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::diagnostic::Lang;
    use crate::lint::{Settings, across, lint};
    use crate::rules::testing::{check, whole};

    #[test]
    fn a_code_twice() {
        check(&expect![[r#"
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            …
            部门（单位）名称⇥703002朝阳市节能监察支队-211300000
            …
            部门（单位）名称⇥⟦703001⟧朝阳市盐政稽查支队-211300000
            //~ error[duplicate-budget-unit]: 单位代码“703001”在第 1 行已经用过；一个单位只能有一张表，请核对代码
            …
        "#]]);
    }

    #[test]
    fn in_another_width() {
        check(&expect![[r#"
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            …
            部门（单位）名称⇥⟦[⟦703001⟧]朝阳市工业和信息化局-211300000⟧
            //~ error[malformed-identity]: 单位应写成“703001朝阳市工业和信息化局-211300000”
            //~ error[duplicate-budget-unit]: 单位代码“703001”在第 1 行已经用过；一个单位只能有一张表，请核对代码
            …
        "#]]);
    }

    #[test]
    fn codes_that_differ() {
        check(&expect![[r#"
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            …
            部门（单位）名称⇥703001001朝阳市工业和信息化局本级-211300000
            …
            部门（单位）名称⇥703001双塔区工业和信息化局-211302000
            …
        "#]]);
    }

    #[test]
    fn sheets_of_two_years() {
        check(&expect![[r#"
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            … 2021
            部门（单位）名称⇥⟦703001朝阳市工业和信息化局-211300000⟧
            //~ warning[inconsistent-year]: 这张表的完成时限多在 2022 年，而本套表其他各表多是 2021 年度的；请核对
            … 2022
        "#]]);
    }

    /// The messages that the texts show together.
    fn together(texts: &[(&str, &str)], lang: Lang) -> Vec<Vec<String>> {
        let outcomes: Vec<_> =
            texts.iter().map(|(path, text)| (*path, lint(&whole(text), &Settings::default()))).collect();
        let outcomes: Vec<_> = outcomes.iter().map(|(path, outcome)| (*path, outcome)).collect();
        let messages = |findings: Vec<crate::diagnostic::Diagnostic>| {
            findings.into_iter().map(|finding| finding.message).collect::<Vec<_>>()
        };
        across(&outcomes, lang).into_iter().map(messages).collect()
    }

    #[test]
    fn a_code_in_two_files() {
        let a = "# 甲\n部门（单位）名称⇥703001朝阳市工业和信息化局-211300000\n…";
        let b = "部门（单位）名称⇥703002朝阳市节能监察支队-211300000\n…\n部门（单位）名称⇥703001朝阳市局-211300000\n…";
        assert_eq!(
            together(&[("a.mubiao", a), ("b.mubiao", b)], Lang::Zh),
            [vec![], vec!["单位代码“703001”在“a.mubiao”第 2 行已经用过；一个单位只能有一张表，请核对代码".to_owned()]]
        );
        assert_eq!(
            together(&[("b.mubiao", b), ("a.mubiao", a)], Lang::En)[1],
            ["the code “703001” stands in row 31 of “b.mubiao” already; a budget unit has one sheet, so check the code"]
        );
    }

    #[test]
    fn a_code_in_the_files_of_two_years() {
        let of = |year: &str| format!("部门（单位）名称⇥703001朝阳市工业和信息化局-211300000\n… {year}");
        assert_eq!(
            together(&[("2021.mubiao", &of("2021")), ("2022.mubiao", &of("2022"))], Lang::Zh),
            [Vec::<String>::new(), vec![]]
        );
    }
}
