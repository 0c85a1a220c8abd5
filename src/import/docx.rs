//! The tables of a Word document, with the paragraphs between them.

mod document;
mod numbering;
mod styles;

use super::Refusal;
use super::aside::Asides;
use super::grid::{Aside, Grid, GridName};
use super::html;
use super::package::{Package, Xml, attribute};
use document::Document;
use numbering::Numbering;
use std::io::Read;
use styles::Styles;

/// The part of a document that holds its text.
const DOCUMENT: &str = "word/document.xml";

/// The tables of `bytes`.
pub(super) fn grids(bytes: &[u8]) -> Result<Vec<Grid>, Refusal> {
    let mut package = Package::open(bytes)?;
    if !package.has(DOCUMENT) {
        return Err(Refusal::UnknownFormat);
    }
    let styles = Styles::read(&mut package)?;
    let numbering = Numbering::read(&mut package, &styles)?;
    let mut document = Document::new(&styles, numbering, package.budget.clone());
    package.walk(DOCUMENT, |node| document.visit(node))?;
    let (mut grids, mut asides, budget) = document.finish()?;
    package.budget = budget;
    beside(&mut package, &mut asides)?;
    chunks(&mut package, &mut grids, &mut asides)?;
    grids.extend(asides.grids());
    Ok(grids)
}

/// Reads web pages that a program put into the document as they were; anything else that it put there is told of.
fn chunks(package: &mut Package<'_>, grids: &mut Vec<Grid>, asides: &mut Asides) -> Result<(), Refusal> {
    for link in package.links(DOCUMENT)?.into_iter().filter(|link| link.kind == "aFChunk") {
        if !package.has(&link.part) {
            continue;
        }
        let mut text = String::new();
        let read = package.part(&link.part)?.take(LONGEST_CHUNK).read_to_string(&mut text);
        if read.is_ok() && html::looks_like(text.as_bytes()) {
            let tables = grids.iter().filter(|grid| matches!(grid.name, GridName::Table(_))).count();
            let (own, budget) = html::read(&text, package.budget.clone())?;
            package.budget = budget;
            for mut grid in own {
                match &mut grid.name {
                    GridName::Table(number) | GridName::Before(number) => *number += tables,
                    _ => {}
                }
                grids.push(grid);
            }
        } else {
            let mut budget = package.budget.clone();
            asides.lines(Aside::TextBox, &link.part, &mut budget)?;
            package.budget = budget;
        }
    }
    Ok(())
}

/// No page that a program put into a document is read any further.
const LONGEST_CHUNK: u64 = 32 << 20;

/// Reads headers, notes and comments.
fn beside(package: &mut Package<'_>, asides: &mut Asides) -> Result<(), Refusal> {
    let mut headers: Vec<String> = Vec::new();
    for link in package.links(DOCUMENT)? {
        let aside = match link.kind.as_str() {
            "header" | "footer" => Aside::Header,
            "footnotes" | "endnotes" => Aside::Note,
            "comments" => Aside::Comment,
            _ => continue,
        };
        if !package.has(&link.part) {
            continue;
        }
        let text = text_of(package, &link.part)?;
        let mut budget = package.budget.clone();
        for line in text.lines().map(str::trim) {
            if aside == Aside::Header {
                // A number of pages is no text, and most headers are there several times.
                let text = line.chars().any(|c| c.is_alphabetic() && !"第页共Page".contains(c));
                if !text || headers.iter().any(|known| known == line) || headers.len() > 100 {
                    continue;
                }
                headers.push(line.to_owned());
            }
            asides.lines(aside, line, &mut budget)?;
        }
        package.budget = budget;
    }
    Ok(())
}

/// The text of a part, one paragraph a line.
fn text_of(package: &mut Package<'_>, part: &str) -> Result<String, Refusal> {
    let (mut text, mut in_text, mut skipped) = (String::new(), false, 0usize);
    package.walk(part, |node| {
        match node {
            Xml::Start(element) => match element.local_name().as_ref() {
                "del" | "moveFrom" | "Fallback" | "rt" => skipped += 1,
                // The lines between text and notes.
                "footnote" | "endnote"
                    if skipped > 0 || attribute(element, "type").is_some_and(|of| of != "normal") =>
                {
                    skipped += 1;
                }
                "t" => in_text = skipped == 0,
                "tab" | "br" | "cr" if skipped == 0 => text.push(' '),
                _ => {}
            },
            Xml::Text(piece) if in_text => text.push_str(piece),
            Xml::Text(_) => {}
            Xml::End(name) => match name {
                "del" | "moveFrom" | "Fallback" | "rt" => skipped = skipped.saturating_sub(1),
                "footnote" | "endnote" => skipped = skipped.saturating_sub(1),
                "t" => in_text = false,
                "p" => text.push('\n'),
                _ => {}
            },
        }
        Ok(())
    })?;
    Ok(text)
}

/// The `val` of an element as a number.
fn number(element: &quick_xml::events::BytesStart<'_>) -> Option<u32> {
    attribute(element, "val")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fixtures::{archive, links, shown};

    #[track_caller]
    fn check(body: &str, more: &[(&str, &str)], expected: &[&str]) {
        let document = format!("<document><body>{body}</body></document>");
        let mut parts = vec![(DOCUMENT, document.as_str())];
        parts.extend(more);
        assert_eq!(shown(&grids(&archive(&parts)).unwrap()), expected);
    }

    /// A paragraph with that text.
    fn p(text: &str) -> String {
        format!("<p><r><t>{text}</t></r></p>")
    }

    /// A table of rows of cells with that content.
    fn table(rows: &[&[&str]]) -> String {
        let cell = |content: &&str| format!("<tc>{content}</tc>");
        let row = |cells: &&[&str]| format!("<tr>{}</tr>", cells.iter().map(cell).collect::<String>());
        format!("<tbl>{}</tbl>", rows.iter().map(row).collect::<String>())
    }

    #[test]
    fn hidden_and_struck_out_text_is_told_of() {
        let hidden = "<p><r><rPr><vanish/></rPr><t>9</t></r><r><t>100.00</t></r></p>";
        let style =
            "<p><pPr><pStyle val=\"h\"/></pPr><r><t>藏</t></r><r><rPr><vanish val=\"0\"/></rPr><t>见</t></r></p>";
        let struck = "<p><r><rPr><strike/></rPr><t>旧</t></r></p>";
        check(
            &(table(&[&[hidden, style, struck, &p("甲")]]) + struck),
            &[(
                "word/styles.xml",
                "<styles><style styleId=\"b\"><rPr><vanish/></rPr></style><style styleId=\"h\"><basedOn val=\"b\"/></style></styles>",
            )],
            &["t1 0.0 100.00 Partly(\"9\")", "t1 0.1 见 Partly(\"藏\")", "t1 0.3 甲", "Hidden 0.0 旧", "Hidden 1.0 旧"],
        );
    }

    #[test]
    fn automatic_numbers_stand_before_the_paragraph() {
        let numbering = "<numbering><abstractNum abstractNumId=\"7\"><lvl ilvl=\"0\"><start val=\"1\"/><numFmt val=\"decimal\"/><lvlText val=\"目标%1：\"/></lvl>\
            <lvl ilvl=\"1\"><numFmt val=\"chineseCounting\"/><lvlText val=\"（%2）\"/></lvl></abstractNum>\
            <abstractNum abstractNumId=\"8\"><lvl ilvl=\"0\"><numFmt val=\"bullet\"/><lvlText val=\"●\"/></lvl><lvl ilvl=\"1\"><pStyle val=\"l\"/><lvlText val=\"%2\"/></lvl></abstractNum>\
            <num numId=\"1\"><abstractNumId val=\"7\"/></num><num numId=\"2\"><abstractNumId val=\"8\"/></num>\
            <num numId=\"3\"><abstractNumId val=\"7\"/><lvlOverride ilvl=\"0\"><startOverride val=\"5\"/></lvlOverride></num></numbering>";
        let list = |list: u32, level: u32, text: &str| {
            format!(
                "<p><pPr><numPr><ilvl val=\"{level}\"/><numId val=\"{list}\"/></numPr></pPr><r><t>{text}</t></r></p>"
            )
        };
        let goals = list(1, 0, "改造。")
            + &list(1, 1, "管网")
            + &list(1, 1, "水表")
            + &list(1, 0, "宣传。")
            + &list(1, 1, "公园");
        let styled = "<p><pPr><pStyle val=\"l\"/></pPr></p>";
        check(
            &table(&[&[&goals, &list(2, 0, "点"), styled, styled, &list(3, 0, "另起"), &list(0, 0, "无")]]),
            &[
                ("word/numbering.xml", numbering),
                (
                    "word/styles.xml",
                    "<styles><style styleId=\"l\"><pPr><numPr><numId val=\"2\"/></numPr></pPr></style></styles>",
                ),
            ],
            &[
                "t1 0.0 目标1：改造。↵（一）管网↵（二）水表↵目标2：宣传。↵（一）公园",
                "t1 0.1 点",
                "t1 0.2 1",
                "t1 0.3 2",
                "t1 0.4 目标5：另起",
                "t1 0.5 无",
            ],
        );
    }

    #[test]
    fn fields_hold_what_was_chosen() {
        let control = |shows: &str, text: &str| {
            format!(
                "<p><sdt><sdtPr>{shows}<rPr><vanish/></rPr></sdtPr><sdtContent><r><t>{text}</t></r></sdtContent></sdt></p>"
            )
        };
        let field = |of: &str| format!("<p><r><fldChar fldCharType=\"begin\"><ffData>{of}</ffData></fldChar></r></p>");
        let symbol = "<p><r><sym font=\"Wingdings\" char=\"F0FE\"/></r><r><t>是</t></r><r><sym font=\"Wingdings 2\" char=\"F0A3\"/><t>否</t></r></p>";
        let font = "<p><r><rPr><rFonts ascii=\"Symbol\"/></rPr><t>\u{f0b3}</t></r><r><t>95</t></r><r><sym font=\"Wingdings\" char=\"F04A\"/></r></p>";
        check(
            &table(&[&[
                &control("<showingPlcHdr/>", "单击此处输入文字。"),
                &control("", "100"),
                &field("<checkBox><default val=\"0\"/><checked/></checkBox>"),
                &field("<ddList><result val=\"1\"/><listEntry val=\"≤\"/><listEntry val=\"≥\"/></ddList>"),
                symbol,
                font,
            ]]),
            &[],
            &[
                "t1 0.1 100",
                "t1 0.2 ☑",
                "t1 0.3 ≥",
                "t1 0.4 ☑是☐否",
                "t1 0.5 ≥95\u{f04a} Symbol",
                "Prompt 0.0 单击此处输入文字。",
            ],
        );
    }

    #[test]
    fn changes_are_taken_as_accepted() {
        let cell = "<p><ins><r><t>新</t></r></ins><del><r><delText>旧</delText><t>旧</t></r></del><moveFrom><r><t>走</t></r></moveFrom><moveTo><r><t>来</t></r></moveTo>\
            <r><rPr><rPrChange><rPr><vanish/></rPr></rPrChange></rPr><t>在</t></r></p>";
        let joined = "<p><pPr><rPr><del/></rPr></pPr><r><t>前</t></r></p><p><r><t>后</t></r></p>";
        let deleted = "<tr><trPr><del/></trPr><tc><p><del><r><delText>行</delText></r></del></p></tc></tr>";
        let span = "<tcPr><tcPrChange><tcPr><gridSpan val=\"3\"/></tcPr></tcPrChange></tcPr>";
        check(
            &format!(
                "<tbl><tr><tc>{span}{cell}</tc><tc>{joined}</tc></tr>{deleted}<tr><tc>{}</tc></tr></tbl>",
                p("末")
            ),
            &[],
            &["t1 0.0 新来在", "t1 0.1 前后", "t1 1.0 末"],
        );
    }

    #[test]
    fn what_stands_beside_the_text_is_told_of() {
        let boxed = |content: &str| {
            format!(
                "<p><r><t>甲</t></r><r><AlternateContent><Choice><txbxContent>{content}</txbxContent></Choice><Fallback><txbxContent>{content}</txbxContent></Fallback></AlternateContent></r><r><t>乙</t></r></p>"
            )
        };
        let ruby = "<p><r><ruby><rt><r><t>han</t></r></rt><rubyBase><r><t>汉</t></r></rubyBase></ruby></r><r><footnoteReference id=\"2\"/></r></p>";
        let rels = links(&[
            ("a", "header", "header1.xml"),
            ("b", "footer", "footer1.xml"),
            ("c", "footnotes", "footnotes.xml"),
            ("d", "comments", "comments.xml"),
        ]);
        let notes = format!(
            "<footnotes><footnote type=\"separator\">{}</footnote><footnote id=\"2\">{}</footnote></footnotes>",
            p("线"),
            p("注一")
        );
        check(
            &(table(&[&[&boxed(&p("框")), ruby]]) + &p("表后")),
            &[
                ("word/_rels/document.xml.rels", &rels),
                ("word/header1.xml", &format!("<hdr>{}</hdr>", p("附件1"))),
                ("word/footer1.xml", &format!("<ftr>{}</ftr>", p("第1页"))),
                ("word/footnotes.xml", &notes),
                ("word/comments.xml", &format!("<comments><comment>{}</comment></comments>", p("请核对"))),
            ],
            &[
                "t1 0.0 甲乙",
                "t1 0.1 汉",
                "p2 0.0 表后",
                "Header 0.0 附件1",
                "Note 0.0 注一",
                "Comment 0.0 请核对",
                "TextBox 0.0 框",
            ],
        );
    }

    #[test]
    fn cells_have_the_size_that_they_have_on_paper() {
        let of = |properties: &str, text: &str| format!("<tc><tcPr>{properties}</tcPr>{}</tc>", p(text));
        let rows = [
            of("<vMerge val=\"restart\"/>", "甲") + &of("<gridSpan val=\"2\"/>", "乙") + &of("", "丙"),
            of("<vMerge/>", "") + &of("<hMerge val=\"restart\"/>", "丁") + &of("<hMerge/>", "") + &of("", ""),
            "<trPr><gridBefore val=\"1\"/></trPr>".to_owned() + &of("", "戊<tab/>"),
            of("<vMerge/>", "己"),
        ];
        let rows: String = rows.iter().map(|row| format!("<tr>{row}</tr>")).collect();
        let tabs = "<p><pPr><tabs><tab val=\"left\"/></tabs></pPr><r><t>上</t><br/><t>下</t></r></p>";
        check(
            &format!("{tabs}<tbl>{rows}</tbl>"),
            &[],
            &["p1 0.0 上↵下", "t1 0.0 2×1 甲", "t1 0.1 1×2 乙", "t1 0.3 丙", "t1 1.1 1×2 丁", "t1 2.1 戊", "t1 3.0 己"],
        );
    }

    #[test]
    fn web_pages_in_a_document_are_read() {
        let rels = links(&[("a", "aFChunk", "chunk1.html"), ("b", "aFChunk", "chunk2.rtf")]);
        check(
            &(table(&[&[&p("甲")]]) + "<altChunk id=\"a\"/>"),
            &[
                ("word/_rels/document.xml.rels", &rels),
                ("word/chunk1.html", "<html><table><tr><td>乙</table></html>"),
                ("word/chunk2.rtf", "{rtf}"),
            ],
            &["t1 0.0 甲", "t2 0.0 乙", "TextBox 0.0 word/chunk2.rtf"],
        );
    }

    #[test]
    fn tables_in_cells_are_read() {
        let inner = table(&[&[&p("丙"), &p("丁")]]);
        let frame = table(&[&[&(p("一") + &p("二"))]]) + &p("");
        check(
            &(table(&[&[&p("甲"), &inner], &[&p("乙"), &frame]]) + &table(&[&[&p("戊")]])),
            &[],
            &["t1 0.0 甲", "t1 1.0 乙", "t1 1.1 一↵二", "t2 0.0 丙", "t2 0.1 丁", "t3 0.0 戊"],
        );
    }
}
