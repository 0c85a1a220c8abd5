//! What comes from elsewhere becomes the book that it is, and no text of it is lost.

use mubiao::diagnostic::Lang;
use mubiao::import::{Content, Format, Imported, Options, Refusal, import};
use mubiao::profile::fold;
use std::collections::BTreeMap;

pub(crate) const PUBLISHED: &str = include_str!("../corpus/chaoyang-2021.txt");
pub(crate) const CANONICAL: &str = include_str!("../corpus/chaoyang-2021.mubiao");

pub(crate) fn imported(text: &str, format: Format) -> Imported {
    import(Content::Text(text), format, &Options::default()).unwrap()
}

/// Every text of the source stands in the book or in the report, as often as it stands in the source.
#[track_caller]
pub(crate) fn nothing_is_lost<'t>(texts: impl Iterator<Item = &'t str>, imported: &Imported) {
    let report = &imported.report;
    let told = report.mended.iter().chain(&report.left).map(|entry| entry.text.as_str());
    let mut there: BTreeMap<String, usize> = BTreeMap::new();
    for text in imported.text.split(['\t', '\n']).chain(told) {
        *there.entry(fold(text)).or_default() += 1;
    }
    for text in texts.map(fold).filter(|text| !text.is_empty()) {
        let left = there.get_mut(&text).filter(|left| **left > 0);
        *left.unwrap_or_else(|| panic!("{text} is lost\n{}\n{report:#?}", imported.text)) -= 1;
    }
}

/// Both texts are the same; otherwise the first rows that differ are shown.
#[track_caller]
pub(crate) fn same(text: &str, expected: &str) {
    let differ = |(a, b): &(&str, &str)| a != b;
    if let Some((row, (is, should))) = text.lines().zip(expected.lines()).enumerate().find(|(_, pair)| differ(pair)) {
        panic!("row {}:\n{is}\nshould be\n{should}", row + 1);
    }
    assert_eq!(text, expected);
}

/// The sample is imported from `text`, with nothing in doubt.
#[track_caller]
fn check(text: &str, format: Format) {
    let imported = imported(text, format);
    same(&imported.text, CANONICAL);
    assert_eq!(imported.sheets, 6);
    assert!(imported.report.doubts.is_empty(), "{:#?}", imported.report.doubts);
    nothing_is_lost(text.lines().flat_map(|line| line.split(['\t', '|'])), &imported);
}

#[test]
fn the_published_text_becomes_the_book() {
    check(PUBLISHED, Format::Text);
    check(&PUBLISHED.replace('\n', "\r\n"), Format::Text);
    check(CANONICAL, Format::Text);
}

/// The header of the indicators stands above the title, so the sheet below is read by another form than the book.
#[test]
fn what_is_imported_is_laid_out_by_the_forms_that_it_is_read_by() {
    let csv = "\
年度绩效指标,一级指标,二级指标,三级指标,指标值
部门（单位）整体支出绩效目标申报表（2025年度）
部门（单位）名称,某某县某某中心
年度主要任务,任务名称,主要内容,预算金额（万元）
,,,总额,财政拨款,其他资金
,人员经费,在职人员,860.00,860.00
年度总体目标,目标1：改造管网。
,成本指标,经济成本指标,“三公经费”变动率,≤0%
,,,管网改造单位成本,≤5万元/公里
";
    let imported = imported(csv, Format::Csv);
    assert_eq!(mubiao::format(&imported.text, &mubiao::Settings::default()), imported.text);
}

#[test]
fn bars_part_cells_as_tabs_do() {
    check(&PUBLISHED.replace('\t', " | "), Format::Text);
    check(&CANONICAL.replace('\t', " | "), Format::Text);
    let padded: String =
        CANONICAL.lines().map(|row| row.replace('\t', " | ") + if row.is_empty() { "\n" } else { "||\n" }).collect();
    check(&padded, Format::Text);
}

#[test]
fn cells_may_stand_one_a_line() {
    let cells = |text: &str| -> String {
        text.split(['\t', '\n']).filter(|cell| !cell.trim().is_empty()).map(|cell| format!("{cell}\n")).collect()
    };
    check(&cells(CANONICAL), Format::Text);
    check(&cells(PUBLISHED), Format::Text);
    check(&PUBLISHED.replace('\t', "\n"), Format::Text);
}

#[test]
fn cells_may_have_nothing_between_them() {
    let glued = CANONICAL.replace('\t', "");
    let imported = imported(&glued, Format::Text);
    // Where a name of the unit's own ends and its value begins nobody can tell.
    let whole = CANONICAL.replace("安全放心产品\t\t盐业保障\t\t", "安全放心产品盐业保障\t\t\t\t");
    same(&imported.text, &whole);
    let doubts: Vec<&str> = imported.report.doubts.iter().map(|entry| entry.text.as_str()).collect();
    assert_eq!(doubts, ["社会效应"]);
}

#[test]
fn values_may_be_separated() {
    let csv: String = CANONICAL
        .lines()
        .map(|row| {
            row.split('\t').map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect::<Vec<_>>().join(",")
                + "\n"
        })
        .collect();
    check_quoted(&csv, Format::Csv);
    check(CANONICAL, Format::Tsv);
}

fn check_quoted(text: &str, format: Format) {
    let imported = imported(text, format);
    assert_eq!(imported.text, CANONICAL);
    assert!(imported.report.doubts.is_empty());
}

/// A file that LibreOffice wrote: see tests/office.
pub(crate) fn office(name: &str) -> Vec<u8> {
    std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/office").join(name)).unwrap()
}

#[track_caller]
fn check_office(name: &str, format: Format) {
    let bytes = office(name);
    let extension = name.rsplit('.').next();
    assert_eq!(Format::of(&bytes, extension), Ok(format));
    // What a file is called says less than what it is.
    assert_eq!(Format::of(&bytes, None), Ok(format));
    let content = match format.is_text() {
        true => Content::Text(std::str::from_utf8(&bytes).unwrap()),
        false => Content::Bytes(&bytes),
    };
    let imported = import(content, format, &Options::default()).unwrap();
    same(&imported.text, CANONICAL);
    assert!(imported.report.doubts.is_empty() && imported.report.mended.is_empty(), "{:#?}", imported.report);
    // The title is printed on every sheet, and stands in the book once.
    let title = "部门（单位）整体绩效目标表";
    assert_eq!(imported.report.left.iter().filter(|entry| entry.text == title).count(), 5);
}

#[test]
fn a_workbook_becomes_the_book() {
    check_office("calc.xlsx", Format::Xlsx);
    check_office("calc.xls", Format::Xls);
    check_office("calc.ods", Format::Ods);
}

#[test]
fn a_document_becomes_the_book() {
    check_office("writer.docx", Format::Docx);
    check_office("calc.html", Format::Html);
}

#[test]
fn a_table_that_begins_further_right_is_read_by_its_headings_with_lines_around_it() {
    let by_headings = Options { profile: Some("none".to_owned()), ..Options::default() };
    let read = |name: &str, format: Format| {
        let bytes = office(name);
        let page = String::from_utf8(bytes.clone());
        let content = match (&page, format) {
            (Ok(page), Format::Html) => Content::Text(page),
            _ => Content::Bytes(&bytes),
        };
        let imported = import(content, format, &by_headings).unwrap();
        assert!(imported.report.doubts.is_empty(), "{name}: {:#?}", imported.report.doubts);
        imported.text
    };
    let sheets = read("calc.xlsx", Format::Xlsx);
    // The page names every worksheet in a line above its table.
    let page = read("calc.html", Format::Html);
    let named = |row: &&str| !row.starts_with("Sheet ");
    same(&page.lines().filter(named).collect::<Vec<_>>().join("\n"), sheets.trim_end());
}

#[test]
fn what_stands_around_the_sheets_is_told() {
    let left = import(Content::Bytes(&office("calc.xlsx")), Format::Xlsx, &Options::default()).unwrap().report.left;
    let shown: Vec<String> = left
        .iter()
        .map(|entry| format!("{} {} {}", entry.place.as_ref().unwrap().show(Lang::En), entry.text, entry.message))
        .collect();
    assert_eq!(
        shown[..4],
        [
            "说明!A1 本工作簿共六家单位 这里没有绩效目标表",
            "单位1!A1 附件1 在表外",
            "单位1!G3 单位：万元 在表外",
            "单位2!B2 部门（单位）整体绩效目标表 前面已有，不重复导入"
        ]
    );
}

#[test]
fn what_is_reported_leads_to_its_row_of_the_book() {
    let row_of = |book: &Imported, words: &str| book.text.lines().position(|row| row.contains(words));
    // A row whose values went back into their columns is still that row.
    let book = imported(PUBLISHED, Format::Text);
    let (source, rows): (Vec<&str>, Vec<&str>) = (PUBLISHED.lines().collect(), book.text.lines().collect());
    let shifted: Vec<_> = book.report.mended.iter().filter(|entry| entry.rule == Some("misaligned-row")).collect();
    assert!(shifted.len() > 5);
    for entry in shifted {
        let place = entry.place.as_ref().unwrap().show(Lang::En);
        let line: usize = place.strip_prefix("line ").unwrap().parse().unwrap();
        let row = rows[entry.row.unwrap()];
        let is_name = |cell: &&str| cell.chars().count() > 3 && !cell.contains("2021");
        let shared = source[line - 1].split('\t').filter(is_name).any(|cell| row.contains(cell));
        assert!(shared, "{place}: {}\n{row}", source[line - 1]);
    }
    // What is in doubt, also where the source has lines that the book has not.
    let row = "工作质量达标率\t=\t100\t%\t2021-12";
    let text = format!("\n\n{}", CANONICAL.replacen(row, &format!("{row}\t多余的话"), 1));
    let book = imported(&text, Format::Text);
    let [doubt] = &book.report.doubts[..] else { panic!("{:#?}", book.report.doubts) };
    assert_eq!((doubt.text.as_str(), doubt.row), ("多余的话", row_of(&book, "多余的话")));
    // What was left out leads to what stands beside it, and nowhere where its worksheet holds no sheet.
    let book = import(Content::Bytes(&office("calc.xlsx")), Format::Xlsx, &Options::default()).unwrap();
    let rows: Vec<Option<usize>> = book.report.left[..4].iter().map(|entry| entry.row).collect();
    let first = row_of(&book, "部门（单位）整体绩效目标表");
    let second = row_of(&book, "703002");
    assert_eq!(rows, [None, first, first, second]);
}

#[test]
fn text_copied_from_a_pdf_becomes_the_book() {
    let text = String::from_utf8(office("pdf.txt")).unwrap();
    let imported = imported(&text, Format::Text);
    // Between figures and words a PDF may have blanks that nobody typed.
    let plain = |text: &str| text.replace(' ', "");
    same(&plain(&imported.text), &plain(CANONICAL));
    assert!(imported.report.doubts.is_empty(), "{:#?}", imported.report.doubts);
}

#[test]
fn page_numbers_are_left_out() {
    let text = CANONICAL.replace('\t', "\n").replace("\n\n部门", "\n— 3 —\n第 4 页 共 9 页\n部门");
    let imported = imported(&text, Format::Text);
    same(&imported.text, CANONICAL);
    let left: Vec<&str> = imported.report.left.iter().map(|entry| entry.text.as_str()).collect();
    assert_eq!(left[..2], ["— 3 —", "第 4 页 共 9 页"]);
}

/// The title is that of a form, the rows are not: they are read by their headings afterwards, and are mended so at once.
#[test]
fn what_is_written_is_mended_as_it_is_read_again() {
    let page = "<p>部门（单位）整体绩效目标表<table><tr><td>部门（单位）名称<td>703001某局-211300000\
                <tr><td>预算资金情况（万元）<td>703001某局-211300000<tr><td>三级指标<td>一级指标<tr><td>重点工 作办结率</table>";
    let imported = imported(page, Format::Html);
    assert!(imported.text.ends_with("\n重点工作办结率\n"), "{}", imported.text);
}

/// The texts that a made-up table may hold: of the form, and others.
const TEXTS: &[&str] = &[
    "部门（单位）名称",
    "703001某局-211300000",
    "年度预算收入",
    "年度预算支出",
    "年度部门预算支出",
    "人员类项目",
    "12.50",
    "年度主要任务",
    "对应项目",
    "预算资金情况（万元）",
    "年度绩效目标",
    "做好工作。",
    "年度绩效指标",
    "一级指标",
    "二级指标",
    "三级指标",
    "运算符号",
    "指标值",
    "度量单位",
    "完成时限",
    "履职效能",
    "基础管理",
    "重点工作办结率",
    "依法行政能力",
    "≥",
    "=",
    "100",
    "95%",
    "28.8万元",
    "百分比",
    "%",
    "管理规范",
    "2021年12月",
    "2021-12",
    "1,234.50",
    "# mubiao: allow-file(all)",
    "#注",
    "填报人：某某",
    "部门（单位）整体绩效目标表",
    "a<b>甲</b>&amp;",
    "重点工 作办结率",
    "１００",
];

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(400))]

    /// Whatever a table looks like, each of its texts stands in the book or in the report.
    #[test]
    fn no_text_of_a_table_is_lost(
        rows in proptest::collection::vec(
            proptest::collection::vec((proptest::sample::select(TEXTS), 1..4u32, 1..4u32), 0..9), 1..12),
        sheets in 0..3usize,
        known in proptest::bool::ANY,
    ) {
        let escaped = |text: &str| html_escape::encode_text(text).into_owned();
        let title = if known { "部门（单位）整体绩效目标表" } else { "项目支出绩效自评表" };
        let mut page = format!("<p>{title}<table><tr><td>部门（单位）名称<td>703001某局-211300000");
        for row in &rows {
            page.push_str("<tr>");
            for (text, cols, rows) in row {
                // Most cells are not merged.
                let (cols, rows) = if text.len() % 3 == 0 { (1, 1) } else { (*cols, *rows) };
                page.push_str(&format!("<td colspan={cols} rowspan={rows}>{}", escaped(text)));
            }
        }
        page.push_str("</table>");
        for _ in 0..sheets {
            page.push_str("<p>附件<table><tr><td>填报人：某某<td><td>做好工作。</table>");
        }
        let imported = match import(Content::Text(&page), Format::Html, &Options::default()) {
            Ok(imported) => imported,
            // Without a form and without anything that makes it a sheet nothing is written.
            Err(Refusal::NoForm(_)) if !known => return Ok(()),
            Err(refusal) => panic!("{refusal:?}"),
        };
        let texts = rows.iter().flatten().map(|(text, ..)| *text);
        nothing_is_lost(texts.chain([title, "部门（单位）名称", "703001某局-211300000"]), &imported);
        let again = mubiao::lint::fix(&imported.text, &mubiao::lint::Settings::default(), mubiao::diagnostic::Applicability::Safe);
        proptest::prop_assert_eq!(&again.text, &imported.text, "what was imported is mended and laid out");
    }

    /// The same of text without cells.
    #[test]
    fn no_text_of_a_stream_is_lost(texts in proptest::collection::vec(proptest::sample::select(TEXTS), 0..60)) {
        let text: String = std::iter::once("部门（单位）整体绩效目标表\n部门（单位）名称\n703001某局-211300000").chain(texts.iter().copied())
            .map(|text| format!("{text}\n")).collect();
        let imported = imported(&text, Format::Text);
        // Values may have been joined to a cell, so the characters are counted.
        let count = |text: &str| {
            let mut count = std::collections::BTreeMap::<char, usize>::new();
            fold(text).chars().filter(|c| c.is_alphabetic()).for_each(|c| *count.entry(c).or_default() += 1);
            count
        };
        let report = &imported.report;
        let told = report.mended.iter().chain(&report.left).map(|entry| entry.text.as_str());
        let there: String = std::iter::once(imported.text.as_str()).chain(told).collect();
        let there = count(&there);
        for (c, times) in count(&text) {
            proptest::prop_assert!(there.get(&c).copied().unwrap_or(0) >= times, "{} is lost\n{}\n{:#?}", c, imported.text, report);
        }
    }
}
