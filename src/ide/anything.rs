//! Every feature at every place of every text: none panics, and what it would write can be written.

use proptest::prelude::*;

use super::testing::{HEADED, OTHER_FORMS, PUBLISHED};
use super::*;
use crate::diagnostic::Lang;
use crate::lint::{Settings, lint};
use crate::text::{Edit, TextRange, apply_edits};

/// What damaged sheets are made of.
const PIECES: &[&str] = &[
    "\t",
    "\t\t",
    "\n",
    "\r\n",
    "\r",
    " ",
    "\u{3000}",
    "\u{feff}",
    "😀",
    "年度绩效指标",
    "部门（单位）名称",
    "项目支出绩效自评表（2023年度）\n",
    "项目名称\t村道改造\n",
    "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t分值\n",
    "\t年度资金总额：\t5.00\t4.00\t80%\n",
    "总分",
    "年度预算支出",
    "人员类项目",
    "年度主要任务",
    "履职效能",
    "基础管理",
    "预算执行率",
    ">=",
    "100",
    "%",
    "2021-12",
    "12.5万元",
    "# mubiao: allow(",
    "# mubiao: profile = ",
    "#",
    "yszxl",
    "703001甲局-211300000",
    "-",
    "(",
    "=",
    "9999999999999999999999999999",
    "<b>",
    "$0",
    "}",
];

/// A stretch of a published book with pieces put into it, and a place.
fn damaged() -> impl Strategy<Value = (String, usize)> {
    let cuts = (0..9usize, any::<proptest::sample::Index>(), 0..1500usize);
    let pieces = proptest::collection::vec((any::<proptest::sample::Index>(), 0..PIECES.len()), 0..8);
    (cuts, pieces, any::<proptest::sample::Index>()).prop_map(|((book, from, len), pieces, place)| {
        let book = [&PUBLISHED[..], &OTHER_FORMS, &HEADED].concat()[book];
        let from = book.floor_char_boundary(from.index(book.len()));
        let to = book.floor_char_boundary((from + len).min(book.len()));
        let mut text = book[from..to].to_owned();
        // Most stretches have no head of their own.
        if len % 4 != 0 && len % 3 != 0 {
            text.insert_str(0, "部门（单位）名称\t703001甲局-211300000\n年度绩效指标\t一级指标\t二级指标\n");
        }
        for (at, piece) in pieces {
            let at = text.floor_char_boundary(at.index(text.len() + 1));
            text.insert_str(at, PIECES[piece]);
        }
        let place = place.index(text.len() + 3);
        (text, place)
    })
}

/// Calls every feature at byte `at` of `text`.
fn call(text: &str, at: u32, lang: Lang) {
    let analysis = testing::analysis(text, lang);
    let outcome = lint(text, &Settings { lang, ..Settings::default() });
    let len = text.len() as u32;
    let inside = |range: TextRange| {
        let range = range.usize();
        assert!(range.end <= text.len() && text.is_char_boundary(range.start) && text.is_char_boundary(range.end));
    };
    if let Some(hover) = hover(&analysis, at, &outcome.findings) {
        assert!(!hover.text.is_empty());
        inside(hover.range);
    }
    for pinyin in [true, false] {
        let found = complete(&analysis, at, &CompletionOptions { pinyin });
        inside(found.range);
        // A client replaces only what stands in the line of the cursor, around it.
        assert!(!text[found.range.usize()].contains(['\n', '\r']), "{:?}", &text[found.range.usize()]);
        for item in &found.items {
            assert!(!item.label.is_empty());
            let edited = apply_edits(text, &[Edit::replace(found.range, item.text.clone())]);
            assert!(edited.len() >= item.text.len());
        }
        for doc in found.items.iter().filter_map(|item| item.doc.as_ref()).take(5) {
            assert!(documentation(&analysis, doc).is_some(), "{doc:?}");
        }
    }
    if let Some(signature) = signature_help(&analysis, at) {
        assert!(signature.active.is_none_or(|active| active < signature.columns.len()));
        for column in &signature.columns {
            assert!(signature.label.get(column.range.usize()).is_some());
        }
    }
    for hint in inlay_hints(&analysis, TextRange::new(at.min(len), len)) {
        inside(TextRange::empty(hint.at));
    }
    for lens in code_lenses(&analysis) {
        inside(lens.range);
        let _ = lens_title(&analysis, lens.sheet, lens.kind);
    }
    let mut symbols = document_symbols(&analysis);
    while let Some(symbol) = symbols.pop() {
        inside(symbol.range);
        assert!(!symbol.name.is_empty());
        assert!(symbol.range.start <= symbol.selection.start && symbol.selection.end <= symbol.range.end);
        for child in &symbol.children {
            assert!(symbol.range.start <= child.range.start && child.range.end <= symbol.range.end);
        }
        symbols.extend(symbol.children);
    }
    for symbol in workspace_symbols(&analysis, "率", 50) {
        inside(symbol.range);
    }
    let _ = analysis.totals();
    for which in [Which::At(at), Which::Nth(at as usize % 3)] {
        match printed(&analysis, which) {
            Ok(printed) => {
                inside(printed.range);
                let cells = printed.tables.iter().flat_map(|table| table.head.iter().chain(&table.body));
                let cells: Vec<_> = printed.title.iter().chain(cells.flat_map(|row| &row.cells)).collect();
                assert_eq!(cells.len(), printed.marks.len());
                cells.iter().filter_map(|cell| cell.range).for_each(inside);
            }
            Err(message) => assert!(!message.is_empty()),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_feature_of_damaged_text((text, at) in damaged()) {
        call(&text, at as u32, Lang::Zh);
        call(&text, at as u32, Lang::En);
    }

    #[test]
    fn every_feature_of_any_text(text in "[\\PC\\t\\n\\r]{0,80}", at in 0..400u32) {
        call(&text, at, Lang::Zh);
    }
}

#[test]
fn every_place_of_a_sheet() {
    for book in [&PUBLISHED[..], &OTHER_FORMS, &HEADED].concat() {
        let sheet = &book[..book.find("703002").unwrap_or(book.len())];
        for at in (0..sheet.len() as u32 + 2).step_by(41) {
            call(sheet, at, Lang::Zh);
        }
    }
}
