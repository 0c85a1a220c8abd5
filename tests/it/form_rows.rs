//! Rows that the form has itself are found by their text: all is read as if they were not.

use proptest::prelude::*;

use mubiao::diagnostic::{Lang, Sink};
use mubiao::profile::{Profile, builtin};
use mubiao::rules::check_sheet;
use mubiao::sheet::{Sheet, SheetFacts};
use mubiao::skeleton::skeleton;
use mubiao::syntax::{Cell, RowStart, RowValues, SheetStart, read_sheets};

/// A sheet by rows and cells, what it is read as, and what is found in it.
#[derive(Debug, PartialEq)]
struct Read {
    base: usize,
    rows: Vec<(u32, u32, u8, bool, Vec<Cell>)>,
    sheet: String,
    findings: Vec<String>,
    facts: SheetFacts,
}

/// The form without the rows that it has itself.
struct WithoutRows<'p>(&'p Profile);

impl SheetStart for WithoutRows<'_> {
    fn row_start(&self, row: RowValues<'_>) -> RowStart {
        self.0.row_start(row)
    }

    fn opening(&self, row: RowValues<'_>) -> u64 {
        self.0.opening(row)
    }
}

fn read(text: &str, starts: &impl SheetStart, profile: &Profile) -> (Vec<Read>, usize) {
    let (mut sheets, mut found) = (Vec::new(), 0);
    read_sheets(text, starts, |base, text, syntax| {
        let row =
            |row: &mubiao::syntax::Row| (row.start, row.len, row.line_end, row.comment, syntax.cells(row).to_vec());
        let rows = syntax.rows().iter().map(row).collect();
        found += syntax.rows().iter().filter(|row| row.form_row().is_some()).count();
        let sheet = Sheet::read(text, syntax, profile, None);
        let mut sink = Sink::new(Lang::Zh);
        check_sheet(&sheet, &mut sink);
        sheets.push(Read {
            base,
            rows,
            sheet: format!("{:?}{:?}{:?}{:?}", sheet.roles, sheet.breaks, sheet.indicators, sheet.fiscal_year),
            findings: sink.take().iter().map(|finding| format!("{finding:?}")).collect(),
            facts: SheetFacts::of(&sheet),
        });
    });
    (sheets, found)
}

/// How many rows were found by their text; all else is the same.
fn check(text: &str) -> Result<usize, TestCaseError> {
    check_by(&builtin()[0], text)
}

fn check_by(profile: &Profile, text: &str) -> Result<usize, TestCaseError> {
    let (fast, found) = read(text, profile, profile);
    let (slow, none) = read(text, &WithoutRows(profile), profile);
    prop_assert_eq!(none, 0);
    prop_assert_eq!(fast, slow);
    Ok(found)
}

/// What turns a row of the form into another one, or does not.
const PIECES: &[&str] = &[
    "",
    "\t",
    "1",
    "-",
    "0",
    "2021-12",
    "\u{3000}",
    " ",
    "<b>",
    "&nbsp;",
    "\u{200b}",
    "\n",
    "\r",
    "#",
    "率",
    "＝",
    "≥",
    "重点",
    "部门（单位）名称\t",
    "年度绩效指标\t",
    "\t履职效能",
    "\t\t基础管理",
    "\t\t\t工作质量达标率\t=\t100\t%\t2021-12\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sound_and_damaged_books(seed in any::<u64>(), rate in 0usize..12, kind in 0usize..6) {
        let book = crate::generate::book(seed, 6_000);
        let text = if rate == 0 { book } else { crate::damage::damage_book(seed, &book, rate) };
        let text = match kind {
            0 => text.replace('\n', "\r\n"),
            1 => text.replace('\n', "\r"),
            2 => text.replace("2021-12", "2021-13"),
            3 => text.replace("\t2021-12\n", "\t2022-06\t\n"),
            _ => text,
        };
        let found = check(&text)?;
        prop_assert!(found > 20 || rate > 0 || kind == 3, "{found} rows were found by their text");
    }

    #[test]
    fn books_with_changes_anywhere(
        seed in any::<u64>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0usize..4, 0..PIECES.len()), 1..40),
    ) {
        let mut text = crate::generate::book(seed, 6_000);
        for (at, length, piece) in changes {
            let from = text.floor_char_boundary(at.index(text.len() + 1));
            let to = text.floor_char_boundary((from + length).min(text.len())).max(from);
            text.replace_range(from..to, PIECES[piece]);
        }
        check(&text)?;
    }
}

#[test]
fn the_standard_indicators_of_every_form() {
    for profile in builtin() {
        let text = skeleton(profile, "703001某某中心-211300000", 2021);
        let found = check_by(profile, &text).unwrap();
        let stated = profile.catalogue.standards.iter().filter(|of| text.contains(&format!("\t{}\t", of.name)));
        assert_eq!(found, stated.count(), "{}", profile.id);
        for year in ["2021-1", "2021年1", "21-01"] {
            check_by(profile, &text.replace("2021-1", year)).unwrap();
        }
    }
}

#[test]
fn the_published_book() {
    assert!(check(include_str!("../corpus/chaoyang-2021.mubiao")).unwrap() > 100);
    assert!(check(include_str!("../corpus/chaoyang-2021.txt")).is_ok());
}
