//! Files that do not deserve trust: refused with a word on what to do, or harmless.

use std::io::{Cursor, Read, Write};

use mubiao::diagnostic::Lang;
use mubiao::import::{Content, Format, Options, Refusal, import};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::import::{CANONICAL, imported, office, same};

/// An archive with those parts.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The parts of an archive.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut part = zip.by_index(index).unwrap();
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            (part.name().unwrap().into_owned(), content)
        })
        .collect()
}

/// The archive with another part.
fn with(bytes: &[u8], name: &str, content: &[u8]) -> Vec<u8> {
    let mut parts = parts(bytes);
    parts.retain(|(known, _)| known != name);
    parts.push((name.to_owned(), content.to_vec()));
    archive(&parts.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect::<Vec<_>>())
}

/// What an import of `bytes` comes to.
fn read(bytes: &[u8], extension: &str) -> Result<String, Refusal> {
    let format = Format::of(bytes, Some(extension))?;
    import(Content::Bytes(bytes), format, &Options::default()).map(|imported| imported.text)
}

#[track_caller]
fn refused(bytes: &[u8], extension: &str, zh: &str, en: &str) {
    let refusal = read(bytes, extension).unwrap_err();
    assert_eq!(refusal.message("x", Lang::Zh), zh);
    assert_eq!(refusal.message("x", Lang::En), en);
}

#[test]
fn macros_are_refused() {
    let (zh, en) = (
        "“x”带有宏，不读取；请在 Excel 或 WPS 中另存为 .xlsx 或 .docx（不含宏）",
        "\"x\" holds macros and is not read; save it as .xlsx or .docx, without macros",
    );
    refused(&with(&office("calc.xlsx"), "xl/vbaProject.bin", b"VBA"), "xlsm", zh, en);
    refused(&with(&office("writer.docx"), "word/vbaProject.bin", b"VBA"), "docx", zh, en);
    refused(&with(&office("calc.ods"), "Basic/Standard/Module1.xml", b"<x/>"), "ods", zh, en);
    refused(&office("calc.xlsx"), "xlsm", zh, en);
    refused(&old("_VBA_PROJECT_CUR"), "xls", zh, en);
    refused(
        &archive(&[("xl/workbook.bin", b"")]),
        "xlsb",
        "“x”是二进制工作簿（.xlsb），不读取；请另存为 .xlsx",
        "\"x\" is a binary workbook (.xlsb) and is not read; save it as .xlsx",
    );
}

/// An old office file with that stream.
fn old(stream: &str) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream(format!("/{stream}")).unwrap().write_all(b"x").unwrap();
    file.into_inner().into_inner()
}

#[test]
fn encrypted_files_are_refused() {
    let (zh, en) = (
        "“x”有打开密码，不能读取；请打开后去掉密码再另存",
        "\"x\" is protected by a password; open it, remove the password and save it",
    );
    // Excel and Word wrap an encrypted file in one of the old kind.
    refused(&old("EncryptedPackage"), "docx", zh, en);
    let manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>";
    refused(&with(&office("calc.ods"), "META-INF/manifest.xml", manifest), "ods", zh, en);
    refused(
        &old("WordDocument"),
        "doc",
        "“x”是旧版 Word 文件（.doc），不能读取；请在 Word 或 WPS 中另存为 .docx",
        "\"x\" is an old Word file (.doc) and cannot be read; save it as .docx",
    );
}

#[test]
fn bombs_are_refused_before_they_go_off() {
    let zeros = vec![0; 100 << 20];
    for (sample, part, extension) in [
        ("calc.xlsx", "xl/worksheets/sheet1.xml", "xlsx"),
        ("writer.docx", "word/document.xml", "docx"),
        ("calc.ods", "content.xml", "ods"),
    ] {
        let bomb = with(&office(sample), part, &zeros);
        assert!(bomb.len() < 1 << 20);
        assert!(matches!(read(&bomb, extension), Err(Refusal::Bomb(100_000_000..))), "{sample}");
        // One that lies about what is in it.
        let mut liar = with(&office(sample), part, &zeros[..1 << 20]);
        let size = (1u32 << 20).to_le_bytes();
        let places: Vec<usize> = (0..liar.len() - 4).filter(|&at| liar[at..at + 4] == size).collect();
        assert!(!places.is_empty());
        for at in places {
            liar[at..at + 4].copy_from_slice(&100u32.to_le_bytes());
        }
        assert!(matches!(read(&liar, extension), Err(Refusal::Bomb(_) | Refusal::Damaged(_))), "{sample}");
    }
}

#[test]
fn definitions_in_xml_are_refused() {
    let laughs = br#"<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>"#;
    for (sample, part, extension) in [
        ("calc.xlsx", "xl/sharedStrings.xml", "xlsx"),
        ("writer.docx", "word/document.xml", "docx"),
        ("calc.ods", "content.xml", "ods"),
    ] {
        assert_eq!(read(&with(&office(sample), part, laughs), extension), Err(Refusal::Entities), "{sample}");
    }
}

#[test]
fn half_a_file_is_refused() {
    for (sample, extension) in
        [("calc.xlsx", "xlsx"), ("calc.xls", "xls"), ("calc.ods", "ods"), ("writer.docx", "docx")]
    {
        let bytes = office(sample);
        for share in [1, 2, 5, 9] {
            let refusal = read(&bytes[..bytes.len() * share / 10], extension).unwrap_err();
            assert!(matches!(refusal, Refusal::Damaged(_)), "{sample} {share}: {refusal:?}");
            assert!(refusal.message("x", Lang::En).ends_with("get it again, or open it and save it again"));
        }
    }
}

#[test]
fn a_page_with_a_script_is_harmless() {
    let page = String::from_utf8(office("calc.html")).unwrap();
    let page =
        page.replace("<table", "<script>document.write('<table><tr><td>年度预算收入')</script><table onload='x()'");
    same(&imported(&page, Format::Html).text, CANONICAL);
}

#[test]
fn what_is_no_source_is_refused() {
    let of = |bytes: &[u8], extension| Format::of(bytes, extension).unwrap_err();
    assert_eq!(of(&archive(&[("mimetype", b"x")]), Some("zip")), Refusal::UnknownFormat);
    assert_eq!(of(b"abc", Some("exe")), Refusal::UnknownFormat);
    assert_eq!(of(CANONICAL.as_bytes(), Some("mubiao")), Refusal::Book);
    let text = |text: &str, format| import(Content::Text(text), format, &Options::default()).unwrap_err();
    assert_eq!(text("", Format::Text), Refusal::NoForm(Vec::new()));
    assert_eq!(text("会议\t纪要\n", Format::Text), Refusal::NoForm(vec!["会议".into(), "纪要".into()]));
    assert!(matches!(text("年度预算收入\t1\n年度预算支出\t年度部门预算支出\t1\n", Format::Text), Refusal::NoSheet(_)));
    assert_eq!(text("{\"format\":\"mubiao-book\",\"version\":3}", Format::Json), Refusal::JsonVersion("3".into()));
    assert!(matches!(text("{", Format::Json), Refusal::Damaged(_)));
    let named = Options { profile: Some("gansu".into()), ..Options::default() };
    let unknown = import(Content::Text("甲\t乙"), Format::Text, &named).unwrap_err();
    assert_eq!(unknown, Refusal::UnknownProfile("gansu".into()));
}

/// The old workbook of the corpus after the first record that begins with `head` has `bytes` behind it.
fn patched(head: &[u8], bytes: &[u8]) -> Vec<u8> {
    let mut book = office("calc.xls");
    let at = book.windows(head.len()).position(|window| window == head).unwrap() + head.len();
    book[at..at + bytes.len()].copy_from_slice(bytes);
    book
}

#[test]
fn an_old_workbook_gets_no_more_room_than_a_worksheet_has() {
    // DIMENSIONS: rows 0 to 4,294,967,295.
    let stated = patched(&[0x00, 0x02, 0x0e, 0x00], &[0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]);
    // What a file states is not believed: it is read as far as its cells go, or refused.
    assert!(read(&stated, "").is_ok() || matches!(read(&stated, ""), Err(Refusal::Damaged(_) | Refusal::TooMuch(..))));
    // LABELSST: a cell in row 65,535 and column 65,535.
    let needed = patched(&[0xfd, 0x00, 0x0a, 0x00], &[0xff, 0xff, 0xff, 0xff]);
    assert!(read(&needed, "").is_ok() || matches!(read(&needed, ""), Err(Refusal::Damaged(_) | Refusal::TooMuch(..))));
}

/// The workbook of the corpus with `from` as `to` in the part that tells of the first unit.
fn edited(sample: &str, part: &str, from: &str, to: &str) -> Vec<u8> {
    let book = office(sample);
    let (_, content) = parts(&book).into_iter().find(|(name, _)| name == part).unwrap();
    let text = String::from_utf8(content).unwrap();
    let unit = text.find("单位1").unwrap_or(0);
    let (before, unit) = text.split_at(unit);
    assert!(unit.contains(from), "{from} is not in {part}");
    with(&book, part, format!("{before}{}", unit.replacen(from, to, 1)).as_bytes())
}

/// What of a workbook nobody sees, by the report of its import.
fn unseen(bytes: &[u8]) -> Vec<String> {
    let format = Format::of(bytes, None).unwrap();
    let imported = import(Content::Bytes(bytes), format, &Options::default()).unwrap();
    same(&imported.text, CANONICAL);
    let unseen = imported.report.doubts.iter().filter(|doubt| doubt.message.contains("看不见"));
    unseen.map(|doubt| doubt.place.as_ref().unwrap().show(Lang::En)).collect()
}

#[test]
fn hidden_worksheets_are_told() {
    let hidden = unseen(&edited("calc.xlsx", "xl/workbook.xml", "state=\"visible\"", "state=\"hidden\""));
    assert!(!hidden.is_empty() && hidden.iter().all(|place| place.starts_with("单位1!")), "{hidden:?}");
    // BOUNDSHEET: the state of the second worksheet stands behind four bytes.
    let mut old = office("calc.xls");
    let bounds: Vec<usize> = (0..old.len() - 12)
        .filter(|&at| old[at..at + 2] == [0x85, 0x00] && old[at + 11] == 1)
        .filter(|&at| usize::from(old[at + 2]) == 8 + 2 * usize::from(old[at + 10]))
        .collect();
    old[bounds[1] + 4 + 4] = 1;
    assert_eq!(unseen(&old), hidden);
}

#[test]
fn what_office_and_browsers_write_into_one_file_is_refused_by_name() {
    let of = |bytes: &[u8], extension| Format::of(bytes, Some(extension)).unwrap_err();
    let page = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x\r\n";
    assert_eq!(of(page, "mht"), Refusal::WebArchive);
    assert_eq!(of(page, "xls"), Refusal::WebArchive);
    let document = b"<?xml version=\"1.0\"?>\n<?mso-application progid=\"Word.Document\"?>\n<w:wordDocument/>";
    assert_eq!(of(document, "xml"), Refusal::OldXml);
    assert_eq!(of(document, "doc"), Refusal::OldXml);
}

#[test]
fn hidden_rows_and_columns_are_told() {
    let row = ["单位1!A5", "单位1!B5"];
    let sheet = "xl/worksheets/sheet2.xml";
    let hide = |place: &str| (format!("{place}\" hidden=\"false"), format!("{place}\" hidden=\"true"));
    let (from, to) = hide("<row r=\"5\" customFormat=\"false\" ht=\"15.65");
    assert_eq!(unseen(&edited("calc.xlsx", sheet, &from, &to)), row);
    let income = "<table:table-row table:style-name=\"ro3\">";
    let hidden = "<table:table-row table:style-name=\"ro3\" table:visibility=\"collapse\">";
    assert_eq!(unseen(&edited("calc.ods", "content.xml", income, hidden)), row);
    // ROW: its flags stand behind twelve bytes.
    let head = [0x08, 0x02, 0x10, 0x00, 0x04, 0x00];
    let mut old = office("calc.xls");
    let at = old.windows(head.len()).position(|window| window == head).unwrap();
    old[at + 4 + 12] |= 0x20;
    assert_eq!(unseen(&old), row);

    // The column of deadlines.
    let (from, to) = ("<sheetData>", "<cols><col min=\"8\" max=\"8\" hidden=\"1\"/></cols><sheetData>");
    let column = unseen(&edited("calc.xlsx", sheet, from, to));
    assert!(column.len() > 20 && column.iter().all(|place| place.starts_with("单位1!H")), "{column:?}");
    for sample in ["calc.xlsx", "calc.xls", "calc.ods"] {
        assert!(unseen(&office(sample)).is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_damage_makes_it_panic(sample in prop::sample::select(&["calc.xlsx", "calc.xls", "calc.ods", "writer.docx"][..]), changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut bytes = office(sample);
        for (place, byte) in changes {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read(&bytes, "");
    }

    #[test]
    fn no_document_makes_it_panic(xml in "(<(/)?w:(tbl|tr|tc|p|r|t|br|gridSpan|vMerge|gridBefore|del)( w:val=\"(restart|-1|0|3|9999999999)\")?(/)?>|年度预算收入|部门（单位）名称|1){0,60}") {
        let _ = read(&archive(&[("word/document.xml", xml.as_bytes())]), "docx");
    }

    #[test]
    fn no_page_makes_it_panic(page in "(<(/)?(table|tr|td|p|br|script|div)( (col|row)span=(-1|0|2|99999999))?>|年度预算收入|部门（单位）名称|1|\n|\t){0,60}") {
        let _ = import(Content::Text(&page), Format::Html, &Options::default());
    }

    #[test]
    fn no_text_makes_it_panic(text in "(年度预算收入|部门（单位）名称|年度绩效指标|年度主要任务|年度绩效目标|履职效能|三级指标|#|1|2021-12|=|%|\\||\n|\t|  |\"|,){0,80}") {
        for format in [Format::Text, Format::Csv, Format::Tsv] {
            let _ = import(Content::Text(&text), format, &Options::default());
        }
    }
}
