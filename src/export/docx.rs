//! The printed form as a Word document: two tables a sheet, so that the headers of the indicators come on every page.

use super::form::{Form, FormCell, FormSection, FormSheet, Kind};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/fontTable.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const PARTS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable" Target="fontTable.xml"/></Relationships>"#;

const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="仿宋" w:hAnsi="仿宋" w:eastAsia="仿宋" w:cs="Times New Roman"/><w:sz w:val="20"/><w:szCs w:val="20"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>"#;

/// What stands for a font where it is not installed.
const FONTS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:font w:name="仿宋"><w:altName w:val="FangSong;FangSong_GB2312;STFangsong;Noto Serif CJK SC"/><w:charset w:val="86"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font><w:font w:name="黑体"><w:altName w:val="SimHei;STHeiti;Noto Sans CJK SC"/><w:charset w:val="86"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>"#;

/// Borders of all cells.
const BORDERS: &str = r#"<w:tblBorders><w:top w:val="single" w:sz="4" w:color="000000"/><w:left w:val="single" w:sz="4" w:color="000000"/><w:bottom w:val="single" w:sz="4" w:color="000000"/><w:right w:val="single" w:sz="4" w:color="000000"/><w:insideH w:val="single" w:sz="4" w:color="000000"/><w:insideV w:val="single" w:sz="4" w:color="000000"/></w:tblBorders>"#;

/// Between two tables that would otherwise be one: a paragraph that takes no room.
const BETWEEN: &str = r#"<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>"#;

/// The document.
pub(super) fn document(form: &Form) -> zip::result::ZipResult<Vec<u8>> {
    let mut body = String::new();
    for (at, sheet) in form.sheets.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &form.sheets[before]);
        // A page that lies otherwise begins a part of its own.
        let turned = before.filter(|before| before.page.landscape != sheet.page.landscape);
        if let Some(before) = turned {
            let _ = write!(body, r#"<w:p><w:pPr>{}</w:pPr></w:p>"#, part(before.page.landscape));
        }
        self::sheet(sheet, before.is_some() && turned.is_none(), &mut body);
    }
    let last = part(form.sheets.last().is_some_and(|sheet| sheet.page.landscape));
    let document = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}{last}</w:body></w:document>"#
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // No clock: the same book gives the same file.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, content) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/_rels/document.xml.rels", PARTS),
        ("word/styles.xml", STYLES),
        ("word/fontTable.xml", FONTS),
        ("word/document.xml", &document),
    ] {
        zip.start_file(name, options)?;
        zip.write_all(content.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The end of a part of the document with pages that lie so.
fn part(landscape: bool) -> String {
    let (width, height, side) = match landscape {
        true => (16838, 11906, r#" w:orient="landscape""#),
        false => (11906, 16838, ""),
    };
    format!(
        r#"<w:sectPr><w:pgSz w:w="{width}" w:h="{height}"{side}/><w:pgMar w:top="850" w:right="680" w:bottom="850" w:left="680" w:header="400" w:footer="400" w:gutter="0"/></w:sectPr>"#
    )
}

fn sheet(sheet: &FormSheet, new_page: bool, out: &mut String) {
    let page = if new_page { "<w:pageBreakBefore/>" } else { "" };
    match &sheet.title {
        Some(title) => {
            let _ = write!(
                out,
                r#"<w:p><w:pPr>{page}<w:spacing w:after="160"/><w:jc w:val="center"/></w:pPr>{}</w:p>"#,
                run(&title.text, "黑体", 36)
            );
        }
        None if new_page => {
            let _ = write!(out, r#"<w:p><w:pPr>{page}<w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>"#);
        }
        None => {}
    }
    for part in sheet.sections.chunk_by(|one, other| one.headers.is_empty() && other.headers.is_empty()) {
        table(&sheet.page.widths, part, out);
        out.push_str(BETWEEN);
    }
}

/// A millimetre in twentieths of a point.
fn twips(millimetres: u32) -> u32 {
    millimetres * 14400 / 254
}

fn table(widths: &[u32], sections: &[FormSection], out: &mut String) {
    let whole = twips(widths.iter().sum());
    let _ = write!(
        out,
        r#"<w:tbl><w:tblPr><w:tblW w:w="{whole}" w:type="dxa"/><w:jc w:val="center"/>{BORDERS}<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>"#
    );
    for width in widths.iter().copied() {
        let _ = write!(out, r#"<w:gridCol w:w="{}"/>"#, twips(width));
    }
    out.push_str("</w:tblGrid>");
    for section in sections {
        rows(section, widths, out);
    }
    out.push_str("</w:tbl>");
}

fn rows(section: &FormSection, widths: &[u32], out: &mut String) {
    let headed = !section.headers.is_empty();
    let below = if section.rows.is_empty() { "" } else { OPEN_BELOW };
    // Open below, so that the label's column is one cell to the eye.
    stack(&section.headers, section.label.as_ref(), below, "<w:cantSplit/><w:tblHeader/>", widths, out);
    let mut label = section.label.clone();
    if let Some(label) = label.as_mut().filter(|_| headed) {
        label.text.clear();
    }
    let split = if section.long { "<w:cantSplit/>" } else { "" };
    stack(&section.rows, label.as_ref(), if headed { OPEN_ABOVE } else { "" }, split, widths, out);
}

/// Rows beside a label that reaches down all of them.
fn stack(
    rows: &[Vec<FormCell>],
    label: Option<&FormCell>,
    borders: &str,
    properties: &str,
    widths: &[u32],
    out: &mut String,
) {
    let merge = |rows: usize| if rows > 1 { Merge::Start } else { Merge::None };
    let is_aside = |at: Option<usize>| {
        let row = at.and_then(|at| rows.get(at));
        row.is_none_or(|row| row.iter().all(|cell| matches!(cell.kind, Kind::Caption | Kind::Aside)))
    };
    // The cells that reach down: how many rows are left.
    let mut reaching: Vec<(FormCell, usize)> = Vec::new();
    for (at, cells) in rows.iter().enumerate() {
        let _ = write!(out, "<w:tr><w:trPr>{properties}</w:trPr>");
        match label {
            Some(label) if at == 0 => cell(label, merge(rows.len()), borders, widths, out),
            Some(label) => {
                cell(&FormCell { text: String::new(), ..label.clone() }, Merge::Continue, borders, widths, out);
            }
            None => {}
        }
        // What stands around the table has no border of its own.
        let around = match (is_aside(Some(at)), is_aside(at.checked_sub(1)), is_aside(Some(at + 1))) {
            (false, ..) => "",
            (true, true, true) => OPEN,
            (true, true, false) => OPEN_BUT_BELOW,
            (true, false, _) => OPEN_BUT_ABOVE,
        };
        let mut row: Vec<(&FormCell, Merge)> = cells.iter().map(|cell| (cell, merge(cell.rows))).collect();
        row.extend(reaching.iter().map(|(cell, _)| (cell, Merge::Continue)));
        row.sort_by_key(|(cell, _)| cell.col);
        for (of, merge) in row {
            cell(of, merge, around, widths, out);
        }
        out.push_str("</w:tr>");
        reaching.iter_mut().for_each(|(_, left)| *left -= 1);
        reaching.retain(|(_, left)| *left > 0);
        let down = cells.iter().filter(|cell| cell.rows > 1);
        reaching.extend(down.map(|cell| (FormCell { text: String::new(), ..cell.clone() }, cell.rows - 1)));
    }
}

#[derive(Clone, Copy)]
enum Merge {
    None,
    Start,
    Continue,
}

const OPEN_BELOW: &str = r#"<w:tcBorders><w:bottom w:val="nil"/></w:tcBorders>"#;
const OPEN_ABOVE: &str = r#"<w:tcBorders><w:top w:val="nil"/></w:tcBorders>"#;

const OPEN: &str = r#"<w:tcBorders><w:top w:val="nil"/><w:left w:val="nil"/><w:bottom w:val="nil"/><w:right w:val="nil"/></w:tcBorders>"#;
const OPEN_BUT_BELOW: &str =
    r#"<w:tcBorders><w:top w:val="nil"/><w:left w:val="nil"/><w:right w:val="nil"/></w:tcBorders>"#;
const OPEN_BUT_ABOVE: &str =
    r#"<w:tcBorders><w:left w:val="nil"/><w:bottom w:val="nil"/><w:right w:val="nil"/></w:tcBorders>"#;

fn cell(of: &FormCell, merge: Merge, borders: &str, widths: &[u32], out: &mut String) {
    let width = twips(widths[of.col..of.col + of.cols].iter().sum());
    let span = if of.cols > 1 { format!(r#"<w:gridSpan w:val="{}"/>"#, of.cols) } else { String::new() };
    let merge = match merge {
        Merge::None => "",
        Merge::Start => r#"<w:vMerge w:val="restart"/>"#,
        Merge::Continue => "<w:vMerge/>",
    };
    let _ = write!(
        out,
        r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{borders}<w:vAlign w:val="center"/></w:tcPr>"#
    );
    let side = if matches!(of.kind, Kind::Text | Kind::Aside) { "left" } else { "center" };
    let bold = matches!(of.kind, Kind::Label | Kind::Header | Kind::Title | Kind::Caption);
    let (font, size) = (if bold { "黑体" } else { "仿宋" }, if of.kind == Kind::Caption { 36 } else { 20 });
    for line in of.text.split('\n') {
        let _ = write!(out, r#"<w:p><w:pPr><w:jc w:val="{side}"/></w:pPr>"#);
        if !line.is_empty() {
            out.push_str(&run(line, font, size));
        }
        out.push_str("</w:p>");
    }
    out.push_str("</w:tc>");
}

/// A stretch of text in a font, `size` half points high.
fn run(text: &str, font: &str, size: u32) -> String {
    // XML has no way to write these.
    let legal: String = text
        .chars()
        .filter(|c| !matches!(c, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}'))
        .collect();
    let text = quick_xml::escape::escape(legal);
    format!(
        r#"<w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/><w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>"#
    )
}
