//! Sources with a great many of one thing, to see how the work grows with their number.

use std::fmt::Write as _;

use mubiao::lint::{Settings, lint};
use zip::CompressionMethod;

use super::mutants::{archive, pdf, read, workbook_2003};

/// What is read: a source with its extension, or the text of a book.
pub enum Large {
    Source(Vec<u8>, &'static str),
    Book(String),
}

impl Large {
    /// What stands in it.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Source(bytes, _) => bytes,
            Self::Book(text) => text.as_bytes(),
        }
    }

    /// Reads it, and says whether it was not refused.
    pub fn run(&self) -> bool {
        match self {
            Self::Source(bytes, extension) => read(bytes.clone(), extension).is_ok(),
            Self::Book(text) => {
                lint(text, &Settings::default());
                true
            }
        }
    }
}

/// A kind of source: its name, and one with so many of its things.
pub type Thing = (&'static str, fn(usize) -> Large);

/// What there may be many of.
pub const THINGS: &[Thing] = &[
    ("xlsx rows", |n| sheet(&times(n, |at| row(at, &text(at))), "", "")),
    ("xlsx shared strings", |n| {
        let strings = times(n, |at| format!("<si><t>甲{at}</t></si>"));
        workbook(
            &[("表", &times(n, |at| row(at, &format!("<c t=\"s\"><v>{at}</v></c>"))))],
            "",
            &format!("<sst>{strings}</sst>"),
            "",
        )
    }),
    ("xlsx one shared string", |n| {
        let strings = "<sst><si><t>甲乙丙丁</t></si></sst>";
        workbook(&[("表", &times(n, |at| row(at, "<c t=\"s\"><v>0</v></c>")))], "", strings, "")
    }),
    ("xlsx merged cells below each other", |n| {
        let merged = times(n, |at| format!("<mergeCell ref=\"A{0}:B{0}\"/>", at + 2));
        sheet(&times(n, |at| row(at, &text(at))), &format!("<mergeCells>{merged}</mergeCells>"), "")
    }),
    ("xlsx merged cells across each other", |n| {
        let wide = times(n / 2, |at| format!("<mergeCell ref=\"A{0}:XFD{0}\"/>", at + 2));
        let tall = times(n / 2, |at| format!("<mergeCell ref=\"{}1:{0}1048576\"/>", column(at % 16_000)));
        sheet(&times(n, |at| row(at, &text(at))), &format!("<mergeCells>{tall}{wide}</mergeCells>"), "")
    }),
    ("xlsx tall cells in a sheet", |n| {
        let tall = times(n, |at| format!("<mergeCell ref=\"{0}{1}:{0}1048576\"/>", column(at % 900), at / 900 + 9));
        sheet(&times(n, |at| row(at, &text(at))), &format!("<mergeCells>{tall}</mergeCells>"), "")
    }),
    ("xlsx styles", |n| {
        let formats =
            times(n, |at| format!("<numFmt numFmtId=\"{}\" formatCode=\"0.0&quot;甲{at}&quot;\"/>", at + 200));
        let styles = times(n, |at| format!("<xf numFmtId=\"{}\" fontId=\"{at}\"/>", at + 200));
        let fonts = times(n, |_| "<font><strike/><name val=\"Wingdings\"/></font>".to_owned());
        let styles = format!(
            "<styleSheet><numFmts>{formats}</numFmts><fonts>{fonts}</fonts><cellXfs>{styles}</cellXfs></styleSheet>"
        );
        workbook(&[("表", &times(n, |at| row(at, &format!("<c s=\"{at}\"><v>{at}</v></c>"))))], "", "", &styles)
    }),
    ("xlsx hidden rows and columns", |n| {
        let rows = times(n, |at| format!("<row r=\"{}\" hidden=\"1\">{}</row>", 2 * at + 2, text(at)));
        let columns = times(n, |at| format!("<col min=\"{0}\" max=\"{0}\" hidden=\"1\"/>", 2 * at + 2));
        sheet(&rows, "", &format!("<cols>{columns}</cols>"))
    }),
    ("xlsx hidden worksheets", |n| {
        let n = n / 10;
        let names: Vec<String> = (0..n).map(|at| format!("表{at}")).collect();
        let sheets: Vec<(&str, &str)> =
            names.iter().map(|name| (name.as_str(), "<row><c t=\"str\"><v>甲</v></c></row>")).collect();
        workbook(&sheets, "", "", "")
    }),
    ("xlsx attributes of a tag", |n| {
        let attributes = times(n, |at| format!(" a{at}=\"\""));
        sheet(&format!("<row{attributes}><c t=\"str\"{attributes}><v>甲</v></c></row>"), "", "")
    }),
    ("ods rows", |n| ods(&times(n, |at| ods_row(&format!("甲{at}"))), "")),
    ("ods spanning cells", |n| {
        let cell = |at: usize| {
            format!(
                "<table:table-cell table:number-rows-spanned=\"{}\"><text:p>甲</text:p></table:table-cell>",
                at % 9 + 2
            )
        };
        ods(&times(n, |at| format!("<table:table-row>{}</table:table-row>", cell(at))), "")
    }),
    ("ods repeated rows", |n| {
        ods(
            &times(n, |_| {
                "<table:table-row table:number-rows-repeated=\"1000\"><table:table-cell/></table:table-row>".to_owned()
            }),
            "",
        )
    }),
    ("ods styles", |n| {
        let styles = times(n, |at| {
            format!("<style:style style:name=\"s{at}\"><style:text-properties text:display=\"none\"/></style:style>")
        });
        ods(
            &times(n, |at| {
                format!(
                    "<table:table-row><table:table-cell table:style-name=\"s{at}\"><text:p>甲</text:p></table:table-cell></table:table-row>"
                )
            }),
            &styles,
        )
    }),
    ("ods spans in spans", |n| {
        let spans = times(n, |_| "<text:span>甲".to_owned()) + &"</text:span>".repeat(n);
        ods(
            &format!(
                "<table:table-row><table:table-cell><text:p>{spans}</text:p></table:table-cell></table:table-row>"
            ),
            "",
        )
    }),
    ("docx paragraphs", |n| docx(&times(n, |at| paragraph(&format!("甲{at}"))), "", "")),
    ("docx rows", |n| docx(&format!("<w:tbl>{}</w:tbl>", times(n, |at| docx_row(&[&format!("甲{at}"), "1"]))), "", "")),
    ("docx merged rows", |n| {
        let cell = "<w:tc><w:tcPr><w:vMerge/><w:gridSpan w:val=\"3\"/></w:tcPr><w:p/></w:tc>";
        let first = "<w:tr><w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr>";
        docx(&format!("<w:tbl>{first}{}</w:tbl>", times(n, |_| format!("<w:tr>{cell}</w:tr>"))), "", "")
    }),
    ("docx deleted rows below wide ones", |n| {
        let cells = times(n, |_| "<w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr><w:p/></w:tc>".to_owned());
        let deleted = "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr>";
        docx(&format!("<w:tbl><w:tr>{cells}</w:tr>{}</w:tbl>", deleted.repeat(n)), "", "")
    }),
    ("docx styles", |n| {
        let styles =
            times(n, |at| format!("<w:style w:styleId=\"s{at}\"><w:basedOn w:val=\"s{}\"/></w:style>", at + 1));
        let body =
            times(n, |at| format!("<w:p><w:pPr><w:pStyle w:val=\"s{at}\"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>"));
        docx(&body, &styles, "")
    }),
    ("docx numbered paragraphs", |n| {
        let lists = times(n, |at| format!("<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{at}\"/></w:num>", at + 1));
        let patterns = times(n, |at| {
            format!(
                "<w:abstractNum w:abstractNumId=\"{at}\"><w:lvl w:ilvl=\"0\"><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum>"
            )
        });
        let body = times(n, |at| {
            format!(
                "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{}\"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>",
                at + 1
            )
        });
        docx(&body, "", &(patterns + &lists))
    }),
    ("docx tables", |n| docx(&times(n / 10, |_| format!("<w:tbl>{}</w:tbl>", docx_row(&["甲", "1"]))), "", "")),
    ("html rows", |n| html(&format!("<table>{}</table>", times(n, |at| format!("<tr><td>甲{at}<td>1"))))),
    ("html spanning cells", |n| {
        let row = |at: usize| format!("<tr><td rowspan={}>甲<td colspan={}>乙", at % 900 + 2, at % 900 + 2);
        html(&format!("<table>{}</table>", times(n, row)))
    }),
    ("html cells of a row that reach down", |n| {
        html(&format!("<table><tr>{}{}</table>", "<td rowspan=1000>甲".repeat(n / 2), "<tr><td>乙".repeat(n / 2)))
    }),
    ("html unmatched end tags", |n| {
        html(&times(n, |at| format!("</{}>甲", ["p", "div", "b", "table", "td", "x"][at % 6])))
    }),
    ("html unclosed elements", |n| html(&times(n, |at| format!("<{}>甲", ["p", "li", "td", "br"][at % 4])))),
    ("html rules of style", |n| {
        let rules = times(n, |at| format!(".a.b{at}{{display:none}}"));
        html(&format!(
            "<style>{rules}</style><table>{}</table>",
            times(n / 100, |at| format!("<tr><td class='a b{at}'>甲"))
        ))
    }),
    ("html attributes of a tag", |n| {
        html(&format!("<table><tr><td{}>甲</table>", times(n / 100, |at| format!(" a{at}"))))
    }),
    ("html tables", |n| html(&times(n / 10, |_| "<table><tr><td>甲<td>1</table>".to_owned()))),
    ("html boxes", |n| html(&times(n, |at| format!("<input type=checkbox id=i{at}><label for=i{at}>甲</label>")))),
    ("csv rows", |n| Large::Source(head(&times(n, |at| format!("甲{at},1\n")), ',').into_bytes(), "csv")),
    ("csv cells of a row", |n| Large::Source(head(&times(n, |at| format!("甲{at},")), ',').into_bytes(), "csv")),
    ("csv sheets", |n| Large::Source(times(n / 10, |_| head("", ',')).into_bytes(), "csv")),
    ("tsv quoted cells", |n| {
        Large::Source(head(&times(n, |at| format!("\"甲\"\"{at}\"\t1\n")), '\t').into_bytes(), "tsv")
    }),
    ("txt one cell a line", |n| Large::Source(head(&times(n, |at| format!("甲{at}\n")), '\n').into_bytes(), "txt")),
    ("txt sheets by TAB", |n| Large::Source(times(n / 10, |_| head("", '\t')).into_bytes(), "txt")),
    ("txt blanks between cells", |n| {
        Large::Source(head(&times(n, |at| format!("甲{at}  乙  丙\n")), ' ').into_bytes(), "txt")
    }),
    ("txt copied from a page", |n| {
        Large::Source((unparted() + &times(n, |at| format!("质量指标 合格率{at} ≥95%\n"))).into_bytes(), "txt")
    }),
    ("txt printed as a page looks", |n| {
        let rows = times(n, |at| format!("        产出指标     数量指标     设施建设{at}    ≥20平方米\n"));
        let head = "               项目支出绩效自评表\n\n        一级指标     二级指标     三级指标   指标值\n";
        Large::Source((head.to_owned() + &rows).into_bytes(), "txt")
    }),
    ("html elements without text", |n| html(&"<p>".repeat(10 * n))),
    ("xml rows", |n| {
        Large::Source(workbook_2003(&head(&times(n, |at| format!("甲{at}\t1\n")), '\t')).into_bytes(), "xml")
    }),
    ("xml merged cells", |n| {
        let book = workbook_2003(&head(&times(n, |at| format!("甲{at}\t1\n")), '\t'))
            .replace("MergeAcross=\"0\"", "MergeDown=\"3\"");
        Large::Source(book.into_bytes(), "xml")
    }),
    ("json texts and totals", |n| {
        json(&format!(
            "\"texts\":[{}],\"totals\":[{}]",
            commas(n, |at| format!(
                "{{\"label\":\"甲{at}\",\"paragraphs\":[\"乙\"],\"row\":{},\"lines\":[{}]}}",
                2 * at,
                2 * at + 1
            )),
            commas(n, |at| format!("{{\"label\":\"合计\",\"columns\":[],\"values\":[],\"row\":{}}}", 2 * at + 300_000))
        ))
    }),
    ("json tables", |n| {
        json(&format!(
            "\"tables\":[{0}],\"indicators\":[{0}]",
            commas(n / 4, |at| format!("{{\"columns\":[\"甲\"],\"rows\":[[\"1\"]],\"row\":{}}}", 2 * at))
        ))
    }),
    ("json furniture", |n| {
        json(&format!(
            "\"furniture\":[{}],\"printed\":[{}]",
            commas(n / 4, |at| format!("\"甲{}\"", n - at)),
            commas(n / 4, |at| format!("{{\"row\":{at},\"cells\":[\"甲{at}\"]}}"))
        ))
    }),
    ("json repeated cells", |n| {
        json(&format!(
            "\"indicators\":[{{\"columns\":[\"甲\"],\"rows\":[[{0}],[{0}]],\"row\":0,\"repeated\":[[],[{1}]]}}]",
            commas(n / 4, |_| "\"1\"".to_owned()),
            commas(n / 4, |at| at.to_string())
        ))
    }),
    ("pdf rows", |n| Large::Source(pdf_pages(n / 10), "pdf")),
    ("lint rows", |n| Large::Book(head(&times(n, |at| format!("\t\t\t甲{at}\t>=\t1\t个\t2021-12\n")), '\t'))),
    ("lint cells of a row", |n| Large::Book(head(&format!("\t\t\t{}\n", "甲\t".repeat(n)), '\t'))),
    ("lint sheets", |n| Large::Book(times(n / 10, |_| head("", '\t') + "\n"))),
    ("lint sections", |n| Large::Book(head(&times(n, |at| format!("某项{at}\t1\n")), '\t'))),
    ("lint directives", |n| Large::Book(head(&times(n, |_| "# mubiao: allow(malformed-amount)\n".to_owned()), '\t'))),
    ("lint names of a directive", |n| Large::Book(head(&format!("# mubiao: allow({})\n", "x, ".repeat(n)), '\t'))),
    ("lint brackets", |n| Large::Book(head(&format!("年度绩效目标\t{}\n", "（".repeat(n)), '\t'))),
    ("lint one long text", |n| Large::Book(head(&format!("年度绩效目标\t{}\n", "完成率95%，".repeat(n)), '\t'))),
];

fn times(n: usize, make: impl Fn(usize) -> String) -> String {
    (0..n).fold(String::new(), |all, at| all + &make(at))
}

fn commas(n: usize, make: impl Fn(usize) -> String) -> String {
    (0..n).map(make).collect::<Vec<_>>().join(",")
}

/// The beginning of a sheet, and rows of it.
fn head(rows: &str, by: char) -> String {
    let lines = "2021年部门（单位）整体绩效目标表\n部门（单位）名称\t703001甲局-211300000\n年度预算收入\t1.00\n\
                 年度绩效指标\t一级指标\t二级指标\t三级指标\t运算符号\t指标值\t度量单位\t完成时限\n";
    let gap = if by == ' ' { "  ".to_owned() } else { by.to_string() };
    lines.replace('\t', &gap) + rows
}

fn unparted() -> String {
    let corpus = include_str!("../corpus/office/pdf.txt");
    corpus.lines().take(60).collect::<Vec<_>>().join("\n") + "\n"
}

fn text(at: usize) -> String {
    format!("<c t=\"str\"><v>甲{at}</v></c><c><v>{at}</v></c>")
}

/// The name of a column.
fn column(mut at: usize) -> String {
    let mut name = String::new();
    loop {
        name.insert(0, char::from(b'A' + (at % 26) as u8));
        if at < 26 {
            return name;
        }
        at = at / 26 - 1;
    }
}

/// A row below the first.
fn row(at: usize, cells: &str) -> String {
    format!("<row r=\"{}\">{cells}</row>", at + 9)
}

/// A workbook of one worksheet in which a sheet begins.
fn sheet(rows: &str, behind: &str, before: &str) -> Large {
    workbook(&[("表", rows)], behind, "", before)
}

/// A workbook of those worksheets, with shared strings, and styles or what stands before the rows.
fn workbook(sheets: &[(&str, &str)], behind: &str, strings: &str, more: &str) -> Large {
    let (styles, before) = if more.starts_with("<styleSheet") { (more, "") } else { ("", more) };
    let mut book = "<workbook xmlns:r=\"r\"><sheets>".to_owned();
    let mut links = "<Relationships>".to_owned();
    let mut parts: Vec<(String, String)> = Vec::new();
    for (at, (name, rows)) in sheets.iter().enumerate() {
        let state = if at > 0 { " state=\"hidden\"" } else { "" };
        write!(book, "<sheet name=\"{name}\" r:id=\"r{at}\"{state}/>").unwrap();
        write!(links, "<Relationship Id=\"r{at}\" Type=\"x/worksheet\" Target=\"worksheets/sheet{at}.xml\"/>").unwrap();
        let lines = head("", '\t');
        let cells = |line: &str| {
            line.split('\t').fold(String::new(), |all, cell| all + &format!("<c t=\"str\"><v>{cell}</v></c>"))
        };
        let top = if at == 0 {
            lines.lines().fold(String::new(), |all, line| all + &format!("<row>{}</row>", cells(line)))
        } else {
            String::new()
        };
        parts.push((
            format!("xl/worksheets/sheet{at}.xml"),
            format!("<worksheet>{before}<sheetData>{top}{rows}</sheetData>{behind}</worksheet>"),
        ));
    }
    if !strings.is_empty() {
        links.push_str("<Relationship Id=\"s\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/>");
        parts.push(("xl/sharedStrings.xml".to_owned(), strings.to_owned()));
    }
    if !styles.is_empty() {
        links.push_str("<Relationship Id=\"t\" Type=\"x/styles\" Target=\"styles.xml\"/>");
        parts.push(("xl/styles.xml".to_owned(), styles.to_owned()));
    }
    parts.push(("xl/workbook.xml".to_owned(), book + "</sheets></workbook>"));
    parts.push(("xl/_rels/workbook.xml.rels".to_owned(), links + "</Relationships>"));
    packed(&parts, "xlsx")
}

fn packed(parts: &[(String, String)], extension: &'static str) -> Large {
    let parts = parts.iter().map(|(name, part)| (name.as_str(), part.as_bytes()));
    Large::Source(archive(parts, CompressionMethod::Stored), extension)
}

fn ods_row(text: &str) -> String {
    format!("<table:table-row><table:table-cell><text:p>{text}</text:p></table:table-cell></table:table-row>")
}

fn ods(rows: &str, styles: &str) -> Large {
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let top = head("", '\t').lines().fold(String::new(), |all, line| {
        all + "<table:table-row>"
            + &line.split('\t').fold(String::new(), |all, text| all + &cell(text))
            + "</table:table-row>"
    });
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:style=\"s\">{styles}\
         <office:spreadsheet><table:table table:name=\"表\">{top}{rows}</table:table></office:spreadsheet></office:document-content>"
    );
    packed(&[("content.xml".to_owned(), content)], "ods")
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn docx_row(cells: &[&str]) -> String {
    format!(
        "<w:tr>{}</w:tr>",
        cells.iter().fold(String::new(), |all, cell| all + "<w:tc>" + &paragraph(cell) + "</w:tc>")
    )
}

fn docx(body: &str, styles: &str, numbering: &str) -> Large {
    let rows =
        head("", '\t').lines().fold(String::new(), |all, line| all + &docx_row(&line.split('\t').collect::<Vec<_>>()));
    let document = format!("<w:document xmlns:w=\"w\"><w:body><w:tbl>{rows}</w:tbl>{body}</w:body></w:document>");
    let mut parts = vec![("word/document.xml".to_owned(), document)];
    if !styles.is_empty() {
        parts.push(("word/styles.xml".to_owned(), format!("<w:styles xmlns:w=\"w\">{styles}</w:styles>")));
    }
    if !numbering.is_empty() {
        parts.push(("word/numbering.xml".to_owned(), format!("<w:numbering xmlns:w=\"w\">{numbering}</w:numbering>")));
    }
    packed(&parts, "docx")
}

fn html(body: &str) -> Large {
    let rows = head("", '\t').lines().fold(String::new(), |all, line| all + "<tr><td>" + &line.replace('\t', "<td>"));
    Large::Source(format!("<!DOCTYPE html><html><body><table>{rows}</table>{body}</body></html>").into_bytes(), "html")
}

fn json(sheet: &str) -> Large {
    let form = "\"form\":{\"title\":\"2021年部门（单位）整体绩效目标表\"},\"fields\":[{\"label\":\"部门（单位）名称\",\"value\":\"703001甲局-211300000\"}]";
    Large::Source(
        format!("{{\"format\":\"mubiao-book\",\"version\":2,\"sheets\":[{{{form},{sheet}}}]}}").into_bytes(),
        "json",
    )
}

/// A PDF of pages of a hundred rows each.
fn pdf_pages(rows: usize) -> Vec<u8> {
    let text = head(&times(96, |at| format!("\t\t\t甲{at}\t>=\t1\t个\t2021-12\n")), '\t');
    let one = String::from_utf8(pdf(&text)).unwrap();
    let pages = (rows / 100).max(1);
    let kids = "3 0 R ".repeat(pages);
    one.replace("/Count 1/Kids[3 0 R]", &format!("/Count {pages}/Kids[{kids}]")).into_bytes()
}
