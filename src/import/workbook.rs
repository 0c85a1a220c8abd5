//! The worksheets of a workbook (xlsx): what each cell shows, and which are merged.

use super::Refusal;
use super::aside::Asides;
use super::budget::{Budget, Resource};
use super::grid::{Aside, Grid, GridCell, GridName};
use super::package::{Package, Xml, attribute, attributes, damaged, lines};
use super::rich::{Look, Rich};
use super::styles::{Styles, set_look};
use super::words::joined;
use super::worksheet::Worksheet;
use crate::profile::Profiles;
use calamine::Dimensions;
use rustc_hash::FxHashMap;
use std::sync::Arc;

const BOOK: &str = "xl/workbook.xml";
const STRINGS: &str = "xl/sharedStrings.xml";
const STYLES: &str = "xl/styles.xml";

/// What the worksheets of a workbook share.
pub(super) struct Shared {
    pub(super) strings: Strings,
    pub(super) styles: Styles,
    /// Whether days count from 1904.
    pub(super) since_1904: bool,
}

/// The texts that cells share.
#[derive(Default)]
pub(super) struct Strings {
    texts: Vec<Box<str>>,
    /// Those that are more than their text.
    rich: FxHashMap<usize, Rich>,
}

impl Strings {
    /// The text of that number, and what is special about it.
    pub(super) fn get(&self, at: usize) -> Option<(&str, Option<&Rich>)> {
        self.texts.get(at).map(|text| (&**text, self.rich.get(&at)))
    }

    fn read(package: &mut Package<'_>, part: &str) -> Result<Self, Refusal> {
        let mut strings = Self::default();
        if !package.has(part) {
            return Ok(strings);
        }
        // The texts cost when cells take them, and how much all of them come to once more.
        let (mut budget, mut all) = (package.budget.clone(), package.budget.again());
        let mut text = InlineText::default();
        package.walk(part, |node| {
            match node {
                Xml::Start(element) if element.local_name().as_ref() == "si" => text = InlineText::default(),
                Xml::End("si") => {
                    budget.take(Resource::Nodes, 1)?;
                    let rich = text.take();
                    all.take(Resource::Text, rich.text.len() as u64)?;
                    if !rich.hidden.is_empty() || rich.unknown {
                        strings.rich.insert(strings.texts.len(), rich.clone());
                    }
                    strings.texts.push(rich.text.into_boxed_str());
                }
                node => text.visit(&node),
            }
            Ok(())
        })?;
        package.budget = budget;
        Ok(strings)
    }
}

/// A text of runs that is read: `si` and `is`.
#[derive(Default)]
pub(super) struct InlineText {
    rich: Rich,
    look: Look,
    piece: String,
    keeps_blanks: bool,
    in_text: bool,
    in_look: bool,
    /// Readings printed over the characters: how many are open.
    phonetic: usize,
}

impl InlineText {
    pub(super) fn visit(&mut self, node: &Xml<'_>) {
        match node {
            Xml::Start(element) => match element.local_name().as_ref() {
                "rPh" => self.phonetic += 1,
                "r" => self.look = Look::default(),
                "rPr" => self.in_look = true,
                "strike" | "rFont" if self.in_look => set_look(&mut self.look, element),
                "t" => {
                    self.in_text = self.phonetic == 0;
                    self.keeps_blanks = attribute(element, "space").is_some_and(|space| space == "preserve");
                }
                _ => {}
            },
            Xml::Text(text) if self.in_text => self.piece.push_str(text),
            Xml::End("t") => {
                self.in_text = false;
                let piece = std::mem::take(&mut self.piece);
                let piece =
                    if self.keeps_blanks { piece.as_str() } else { piece.trim_matches([' ', '\t', '\r', '\n']) };
                self.rich.push(&unescaped(piece), &self.look);
            }
            Xml::End("rPr") => self.in_look = false,
            Xml::End("rPh") => self.phonetic = self.phonetic.saturating_sub(1),
            _ => {}
        }
    }

    /// What was read.
    pub(super) fn take(&mut self) -> Rich {
        std::mem::take(self).rich
    }
}

/// The worksheets of `bytes`.
pub(super) fn grids(bytes: &[u8], profiles: &Profiles) -> Result<Vec<Grid>, Refusal> {
    let mut package = Package::open(bytes)?;
    if !package.has(BOOK) {
        return Err(Refusal::UnknownFormat);
    }
    let mut sheets: Vec<(Arc<str>, String, bool)> = Vec::new();
    let (mut since_1904, mut budget) = (false, package.budget.clone());
    package.walk(BOOK, |node| {
        let Xml::Start(element) = node else { return Ok(()) };
        match element.local_name().as_ref() {
            "sheet" => {
                budget.take(Resource::Tables, 1)?;
                let value = |name| attribute(element, name);
                budget.take(Resource::Text, element.len() as u64)?;
                let hidden = value("state").is_some_and(|state| state != "visible");
                sheets.push((value("name").unwrap_or_default().into(), link_of(element).unwrap_or_default(), hidden));
            }
            "workbookPr" => {
                since_1904 = attribute(element, "date1904").is_some_and(|is| is == "1" || is == "true");
            }
            _ => {}
        }
        Ok(())
    })?;
    package.budget = budget;
    let links: FxHashMap<String, (String, String)> =
        package.links(BOOK)?.into_iter().map(|link| (link.id, (link.kind, link.part))).collect();
    let part_of = |kind: &str, usual: &str| {
        links.values().find(|(of, _)| of == kind).map_or_else(|| usual.to_owned(), |(_, part)| part.clone())
    };
    let shared = Shared {
        strings: Strings::read(&mut package, &part_of("sharedStrings", STRINGS))?,
        styles: Styles::read(&mut package, &part_of("styles", STYLES))?,
        since_1904,
    };
    let (mut grids, mut asides) = (Vec::new(), Asides::default());
    for (name, link, hidden) in sheets {
        let (kind, part) = links.get(&link).ok_or_else(|| damaged(&name))?;
        if kind != "worksheet" {
            continue;
        }
        let starts = |text: &str| starts_sheet(text, profiles);
        let mut sheet = Worksheet::new(&name, &shared, &starts, package.budget.clone());
        package.walk(part, |node| sheet.visit(node))?;
        let (mut grid, budget) = sheet.finish(&mut asides)?;
        package.budget = budget;
        grid.hidden = hidden;
        beside(&mut package, part, &name, &mut asides)?;
        grids.push(grid);
    }
    grids.extend(asides.grids());
    Ok(grids)
}

/// The `id` of an element that a prefix tells from another one.
fn link_of(element: &quick_xml::events::BytesStart<'_>) -> Option<String> {
    let of = |attribute: &quick_xml::events::attributes::Attribute<'_>| attribute.key.local_name().as_ref() == "id";
    let prefixed = attributes(element).find(|attribute| of(attribute) && attribute.key.prefix().is_some());
    prefixed.map(|attribute| attribute.value.into_owned()).or_else(|| attribute(element, "id"))
}

/// Reads the comments and the text boxes of a worksheet.
fn beside(package: &mut Package<'_>, part: &str, name: &Arc<str>, asides: &mut Asides) -> Result<(), Refusal> {
    for link in package.links(part)? {
        if !package.has(&link.part) {
            continue;
        }
        let mut budget = package.budget.clone();
        let (mut at, mut text, mut in_text) = ((0, 0), String::new(), false);
        let (mut in_from, mut number) = (false, String::new());
        match link.kind.as_str() {
            "comments" => package.walk(&link.part, |node| {
                match node {
                    Xml::Start(element) => match element.local_name().as_ref() {
                        "comment" => {
                            at = attribute(element, "ref").and_then(|place| place_of(&place)).unwrap_or_default();
                            text.clear();
                        }
                        "t" => in_text = true,
                        _ => {}
                    },
                    Xml::Text(piece) if in_text => text.push_str(piece),
                    Xml::End("t" | "rPh") => in_text = false,
                    Xml::End("comment") => asides.at(Aside::Comment, name, at, &text, &mut budget)?,
                    _ => {}
                }
                Ok(())
            })?,
            "drawing" => package.walk(&link.part, |node| {
                match node {
                    Xml::Start(element) => match element.local_name().as_ref() {
                        "from" => in_from = true,
                        "row" | "col" if in_from => number.clear(),
                        "txBody" => text.clear(),
                        "t" => in_text = true,
                        _ => {}
                    },
                    Xml::Text(piece) if in_text => text.push_str(piece),
                    Xml::Text(piece) if in_from => number.push_str(piece),
                    Xml::End("row") if in_from => at.0 = number.trim().parse().unwrap_or(0),
                    Xml::End("col") if in_from => at.1 = number.trim().parse().unwrap_or(0),
                    Xml::End("from") => in_from = false,
                    Xml::End("t") => in_text = false,
                    Xml::End("p") => text.push('\n'),
                    Xml::End("txBody") => asides.at(Aside::TextBox, name, at, &text, &mut budget)?,
                    _ => {}
                }
                Ok(())
            })?,
            _ => {}
        }
        package.budget = budget;
    }
    Ok(())
}

/// Row and column of a place such as `B12`; `None` where it is none of a worksheet.
pub(super) fn place_of(place: &str) -> Option<(u32, u32)> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = place.split_at(letters);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let col = letters.bytes().fold(0, |col, letter| 26 * col + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    let row: u32 = digits.parse().ok()?;
    ((1..=1 << 20).contains(&row) && col <= 1 << 14).then(|| (row - 1, col - 1))
}

/// `text` with the characters that XML cannot hold, which Excel writes as `_x000D_`.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes()[at..].get(6) == Some(&b'_'));
        let c = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let length = if let Some(c) = c {
            out.push(c);
            7
        } else {
            out.push_str("_x");
            2
        };
        rest = &rest[at + length..];
    }
    out.push_str(rest);
    lines(out)
}

/// The cells with the sizes of the merged ones.
pub(super) fn merge(
    mut cells: Vec<GridCell>,
    merged: &[Dimensions],
    budget: &mut Budget,
) -> Result<Vec<GridCell>, Refusal> {
    cells.sort_by_key(|cell| (cell.row, cell.col));
    let known = cells.len();
    for area in merged {
        budget.take(Resource::Merged, 1)?;
        let (row, col) = area.start;
        let (rows, cols) = (area.end.0.saturating_sub(row) + 1, area.end.1.saturating_sub(col) + 1);
        match cells[..known].binary_search_by_key(&(row, col), |cell| (cell.row, cell.col)) {
            Ok(at) => (cells[at].rows, cells[at].cols) = (rows, cols),
            Err(_) => cells.push(GridCell { rows, cols, ..GridCell::single(row, col, "") }),
        }
    }
    Ok(cells)
}

/// Whether a sheet of any form begins at a cell with that text.
pub(super) fn starts_sheet(text: &str, profiles: &Profiles) -> bool {
    if text.len() > 200 || text.trim().is_empty() {
        return false;
    }
    let text = joined(text).0;
    !text.is_empty() && profiles.first().any(|profile| !profile.by_headings() && profile.starts_sheet(&text))
}

/// The name of a worksheet as a table.
pub(super) fn named(name: &Arc<str>) -> GridName {
    GridName::Worksheet(name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fixtures::{archive, links, shown};

    #[test]
    fn places_are_those_of_a_worksheet() {
        assert_eq!([place_of("A1"), place_of("XFD1048576")], [Some((0, 0)), Some((1_048_575, 16_383))]);
        assert_eq!([place_of("XFE1"), place_of("A0"), place_of("A1048577"), place_of("12"), place_of("甲")], [None; 5]);
    }

    #[test]
    fn escapes_are_characters() {
        assert_eq!(unescaped("甲_x000D_\n乙_x4E00_丙_x12_xyz"), "甲\n乙一丙_x12_xyz");
        assert_eq!(unescaped("_x年月"), "_x年月");
    }

    /// A workbook of one worksheet with that content, those styles, and other parts.
    fn book(sheet: &str, styles: &str, more: &[(&str, &str)]) -> Vec<u8> {
        let rels = links(&[("r1", "worksheet", "worksheets/sheet1.xml")]);
        let sheet = format!("<worksheet>{sheet}</worksheet>");
        let styles = format!("<styleSheet>{styles}</styleSheet>");
        let mut parts = vec![
            (BOOK, "<workbook><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", rels.as_str()),
            ("xl/worksheets/sheet1.xml", sheet.as_str()),
            ("xl/styles.xml", styles.as_str()),
        ];
        parts.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
        parts.extend(more);
        archive(&parts)
    }

    #[track_caller]
    fn check(sheet: &str, styles: &str, more: &[(&str, &str)], expected: &[&str]) {
        assert_eq!(shown(&grids(&book(sheet, styles, more), &Profiles::default()).unwrap()), expected);
    }

    /// Styles with those display formats.
    fn formats(ids: &[u32], codes: &[&str]) -> String {
        let code = |(at, code): (usize, &&str)| {
            format!("<numFmt numFmtId=\"{}\" formatCode=\"{}\"/>", 164 + at, code.replace('"', "&quot;"))
        };
        let own: String = codes.iter().enumerate().map(code).collect();
        let all = ids.iter().copied().chain((0..codes.len()).map(|at| 164 + at as u32));
        let styles: String = all.map(|id| format!("<xf numFmtId=\"{id}\"/>")).collect();
        format!("<numFmts>{own}</numFmts><cellXfs>{styles}</cellXfs>")
    }

    #[test]
    fn dates_need_no_spelled_format() {
        check(
            "<sheetData><row><c s=\"1\"><v>44531</v></c><c s=\"2\"><v>44531</v></c><c s=\"3\"><v>44531</v></c>\
             <c s=\"0\"><v>44531</v></c><c s=\"4\" t=\"d\"><v>2021-12-01T00:00:00</v></c>\
             <c s=\"5\" t=\"d\"><v>2021-12-01</v></c></row></sheetData>",
            &formats(&[0, 57, 31, 28], &["yyyy-mm", "yyyy\"年\"m\"月\""]),
            &[],
            &[
                "表 0.0 2021-12",
                "表 0.1 2021-12-01",
                "表 0.2 2021-12-01 Unformatted",
                "表 0.3 44531",
                "表 0.4 2021-12",
                "表 0.5 2021-12",
            ],
        );
    }

    #[test]
    fn cells_show_what_their_format_writes() {
        let numbers = "<c s=\"0\"><v>95</v></c><c s=\"1\"><v>2</v></c><c s=\"2\"><v>10</v></c><c s=\"3\"><v>5</v></c><c s=\"4\"><v>5</v></c>";
        let texts = "<c s=\"5\" t=\"str\"><v>90%</v></c><c s=\"4\" t=\"str\"><v>甲</v></c>";
        check(
            &format!("<sheetData><row>{numbers}{texts}</row></sheetData>"),
            &formats(&[], &["\"≥\"General\"%\"", "\"≤\"G/通用格式\"次\"", "\"≤\"@\"次\"", "000", ";;;", "\"≥\"@"]),
            &[],
            &[
                "表 0.0 ≥95%",
                "表 0.1 ≤2次",
                "表 0.2 ≤10次",
                "表 0.3 005",
                "表 0.4 5 Unseen",
                "表 0.5 ≥90%",
                "表 0.6 甲 Unseen",
            ],
        );
    }

    #[test]
    fn runs_may_be_struck_out_read_aloud_or_symbols() {
        let strings = "<sst uniqueCount=\"4000000000\"><si><r><rPr><strike/></rPr><t>9</t></r><r><t>100</t></r></si>\
            <si><t>汉字</t><rPh><t>hanzi</t></rPh></si>\
            <si><r><rPr><rFont val=\"Wingdings 2\"/></rPr><t>R</t></r><r><t>是_x000D_\n否</t></r></si>\
            <si><r><rPr><strike/></rPr><t>全部划掉</t></r></si></sst>";
        check(
            "<dimension ref=\"A1:XFD1048576\"/><sheetData><row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c>\
             <c t=\"s\"><v>2</v></c><c t=\"s\"><v>3</v></c><c s=\"1\" t=\"s\"><v>1</v></c></row></sheetData>",
            "<fonts><font/><font><strike/></font></fonts><cellXfs><xf/><xf fontId=\"1\"/></cellXfs>",
            &[(STRINGS, strings)],
            &["表 0.0 100 Partly(\"9\")", "表 0.1 汉字", "表 0.2 ☑是↵否", "Hidden 0.3 全部划掉", "Hidden 0.4 汉字"],
        );
    }

    #[test]
    fn what_stands_beside_the_cells_is_told_of() {
        let rels = links(&[("r1", "comments", "../comments1.xml"), ("r2", "drawing", "/xl/drawings/drawing1.xml")]);
        let comments = "<comments><commentList><comment ref=\"B2\"><text><r><t>请</t></r><r><t>核对</t></r></text></comment></commentList></comments>";
        let drawing = "<wsDr><twoCellAnchor><from><col>2</col><row>4</row></from><to><col>9</col><row>9</row></to>\
            <sp><txBody><p><r><t>单位：</t></r></p><p><r><t>万元</t></r></p></txBody></sp></twoCellAnchor></wsDr>";
        check(
            "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>甲</t></is></c></row>\
             <row r=\"3\" hidden=\"1\"><c r=\"C3\" t=\"b\"><v>1</v></c></row><row r=\"4\"><c r=\"B4\" t=\"e\"><v>#REF!</v></c><c r=\"D4\"><f>A1</f></c></row></sheetData>\
             <mergeCells><mergeCell ref=\"A1:A2\"/></mergeCells><headerFooter><oddHeader>&amp;L附件1&amp;R&amp;P</oddHeader></headerFooter>",
            "",
            &[
                ("xl/worksheets/_rels/sheet1.xml.rels", &rels),
                ("xl/comments1.xml", comments),
                ("xl/drawings/drawing1.xml", drawing),
            ],
            &[
                "表 0.0 2×1 甲",
                "表 2.2 TRUE Unseen",
                "表 3.1 #REF! Unseen",
                "表 3.3 =A1 Error",
                "Header 0.0 附件1",
                "Comment 1.1 请核对",
                "TextBox 4.2 单位：↵万元",
            ],
        );
    }

    #[test]
    fn a_worksheet_may_be_hidden_as_a_whole() {
        let book = book(
            "<sheetData><row><c><v>1</v></c></row></sheetData>",
            "",
            &[(BOOK, "<workbook><sheets><sheet name=\"表\" state=\"hidden\" r:id=\"r1\"/></sheets></workbook>")],
        );
        assert!(grids(&book, &Profiles::default()).unwrap()[0].hidden);
    }

    #[test]
    fn a_shared_text_costs_in_every_cell() {
        let strings = format!("<sst><si><t>{}</t></si></sst>", "长".repeat(500_000));
        let cells = "<c t=\"s\"><v>0</v></c>".repeat(100);
        let book = book(&format!("<sheetData><row>{cells}</row></sheetData>"), "", &[(STRINGS, &strings)]);
        assert!(book.len() < 100_000);
        let refused = grids(&book, &Profiles::default()).unwrap_err();
        assert!(matches!(refused, Refusal::TooMuch(Resource::Text, _)), "{refused:?}");
    }

    #[test]
    fn what_no_workbook_has_is_damage() {
        for sheet in [
            "<sheetData><row><c r=\"ABCD1\"><v>1</v></c></row></sheetData>",
            "<sheetData><row><c t=\"s\"><v>7</v></c></row></sheetData>",
            "<sheetData><row><c><v>1</v>",
        ] {
            let refused = grids(&book(sheet, "", &[]), &Profiles::default());
            assert!(matches!(refused, Err(Refusal::Damaged(_))), "{sheet}");
        }
    }
}
