//! Why a source is not read, in words for the one who has it.

use super::budget::Resource;
use super::pdf::PdfProblem;
use crate::diagnostic::{Lang, say};
use std::fmt;

/// Why a source is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// It holds macros.
    Macros,
    /// It is encrypted.
    Encrypted,
    /// The old format of Word.
    OldWord,
    /// The binary workbook format.
    BinaryWorkbook,
    /// A PDF that cannot be read.
    Pdf(PdfProblem),
    /// An archive that unpacks to more than is read: the bytes it would take.
    Bomb(u64),
    /// XML with definitions of its own.
    Entities,
    /// A page whose elements nest without end.
    Nested,
    /// It ends before its end, or is damaged: what the reader says.
    Damaged(String),
    /// Its content is of no known format.
    UnknownFormat,
    /// More of something than is read, and how much that is.
    TooMuch(Resource, u64),
    /// A web page in one file (MHTML).
    WebArchive,
    /// A workbook or a document of Office 2003 as XML of a kind that is not read.
    OldXml,
    /// No form was recognised in it: the first texts that it holds.
    NoForm(Vec<String>),
    /// No sheet begins in it, though the form was recognised: the label that begins one.
    NoSheet(String),
    /// A profile that does not exist.
    UnknownProfile(String),
    /// It is a book already.
    Book,
    /// JSON of another version than those that are read.
    JsonVersion(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message("-", Lang::En))
    }
}

impl std::error::Error for Refusal {}

impl Refusal {
    /// What is wrong with the file called `path`, and what to do.
    pub fn message(&self, path: &str, lang: Lang) -> String {
        match self {
            Self::Macros => say!(
                lang,
                "“{path}”带有宏，不读取；请在 Excel 或 WPS 中另存为 .xlsx 或 .docx（不含宏）",
                "\"{path}\" holds macros and is not read; save it as .xlsx or .docx, without macros"
            ),
            Self::Encrypted => say!(
                lang,
                "“{path}”有打开密码，不能读取；请打开后去掉密码再另存",
                "\"{path}\" is protected by a password; open it, remove the password and save it"
            ),
            Self::OldWord => say!(
                lang,
                "“{path}”是旧版 Word 文件（.doc），不能读取；请在 Word 或 WPS 中另存为 .docx",
                "\"{path}\" is an old Word file (.doc) and cannot be read; save it as .docx"
            ),
            Self::BinaryWorkbook => say!(
                lang,
                "“{path}”是二进制工作簿（.xlsb），不读取；请另存为 .xlsx",
                "\"{path}\" is a binary workbook (.xlsb) and is not read; save it as .xlsx"
            ),
            Self::Pdf(problem) => problem.message(path, lang),
            Self::Bomb(bytes) => say!(
                lang,
                "“{path}”展开后有 {bytes} 字节，远超正常文件，不读取；请核对来源，或在 Excel、Word 中打开后另存",
                "\"{path}\" would unpack to {bytes} bytes, far more than such a file needs, and is not read; check where it comes from, or open it in an office program and save it again"
            ),
            Self::Entities => say!(
                lang,
                "“{path}”的 XML 自带定义（DOCTYPE），Office 文件不会这样，不读取；请核对来源，或打开后另存",
                "\"{path}\" holds XML with definitions of its own (DOCTYPE), which office files never do, and is not read; check where it comes from, or open it and save it again"
            ),
            Self::Nested => say!(
                lang,
                "“{path}”的网页元素嵌套过深，不读取；请在浏览器中选中表格，复制到表格文件再导入",
                "the elements of \"{path}\" nest too deep, and it is not read; select the sheet in a browser and copy it into a spreadsheet"
            ),
            Self::Damaged(what) => {
                let what = shown(what);
                say!(
                    lang,
                    "“{path}”不完整或已损坏（{what}）；请重新取得文件，或打开后另存",
                    "\"{path}\" is incomplete or damaged ({what}); get it again, or open it and save it again"
                )
            }
            Self::UnknownFormat => say!(
                lang,
                "不能识别“{path}”的格式；可导入 xlsx、xls、ods、docx、pdf、html、json、csv、tsv 和文本，请用 --from 指明",
                "the format of \"{path}\" is not known; xlsx, xls, ods, docx, pdf, html, json, csv, tsv and text can be imported, name it with --from"
            ),
            Self::TooMuch(resource, most) => {
                let (zh, en) = resource.words();
                say!(
                    lang,
                    "“{path}”的{zh}超过 {most}，不读取；请只留下绩效目标表，或分成几个文件",
                    "\"{path}\" has more than {most} {en} and is not read; keep only the sheets in it, or split it into several files"
                )
            }
            Self::WebArchive => say!(
                lang,
                "“{path}”是单个文件的网页（.mht），不能读取；请在浏览器、Excel 或 WPS 中打开，另存为 .html 或 .xlsx",
                "\"{path}\" is a web page in a single file (.mht) and cannot be read; open it and save it as .html or .xlsx"
            ),
            Self::OldXml => say!(
                lang,
                "“{path}”是 Office 2003 的 XML 文件，不能读取；请在 Word、Excel 或 WPS 中打开，另存为 .docx 或 .xlsx",
                "\"{path}\" is an XML file of Office 2003 and cannot be read; open it and save it as .docx or .xlsx"
            ),
            Self::NoForm(texts) if texts.is_empty() => {
                say!(lang, "“{path}”里没有文字；请核对文件", "\"{path}\" holds no text; check the file")
            }
            Self::NoForm(texts) => {
                let begins = texts.join(lang.pick("、", ", "));
                say!(
                    lang,
                    "“{path}”里没有识别出绩效目标表（开头是：{begins}）；请核对文件，或用 --profile 指明表样",
                    "no performance target sheet was recognised in \"{path}\" (it begins: {begins}); check the file, or name the form with --profile"
                )
            }
            Self::NoSheet(label) => say!(
                lang,
                "“{path}”里没有“{label}”一行，找不到表从哪里开始；请补上这一行，或核对文件",
                "no row of \"{path}\" begins with \"{label}\", so no sheet begins anywhere; add that row, or check the file"
            ),
            Self::UnknownProfile(name) => say!(
                lang,
                "没有名为“{name}”的表样；可用的见 mubiao form list",
                "there is no profile \"{name}\"; mubiao form list lists those there are"
            ),
            Self::Book => say!(
                lang,
                "“{path}”已经是 .mubiao 文件；请直接用 mubiao lint、mubiao fmt",
                "\"{path}\" is a .mubiao file already; use mubiao lint or mubiao fmt on it"
            ),
            Self::JsonVersion(version) => {
                let version = shown(version);
                say!(
                    lang,
                    "“{path}”不是 mubiao export 写出的 JSON，或版本不同（{version}）；请用当前版本重新导出",
                    "\"{path}\" is not JSON as mubiao export writes it, or of another version ({version}); export it again with this version"
                )
            }
        }
    }
}

impl Resource {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Text => ("单元格文字字节数", "bytes of text in its cells"),
            Self::Unpacked => ("展开后的字节数", "bytes when it is unpacked"),
            Self::Cells => ("单元格个数", "cells"),
            Self::Merged => ("合并单元格个数", "merged cells"),
            Self::Tables => ("工作表或表格个数", "worksheets or tables"),
            Self::Nodes | Self::Elements => ("元素个数", "elements"),
        }
    }
}

/// The words of a reader as a sentence can hold them: its beginning, with nothing in it that a terminal obeys or that
/// changes the direction of the text.
fn shown(text: &str) -> String {
    const LONGEST: usize = 80;
    let mut out = String::new();
    for (at, c) in text.chars().enumerate() {
        if at == LONGEST {
            out.push('…');
            break;
        }
        match c {
            '\n' | '\t' => out.push(' '),
            c if c.is_control() || is_format(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

/// Whether a character is not seen and may change how others are.
fn is_format(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_reader_are_short_and_visible() {
        let message = Refusal::Damaged("x\u{1b}[31m\n\u{202e}y".to_owned()).message("a", Lang::En);
        assert!(message.contains("(x\\u{1b}[31m \\u{202e}y)"), "{message}");
        assert!(Refusal::Damaged("长".repeat(5000)).message("a", Lang::Zh).chars().count() < 150);
        assert!(Refusal::JsonVersion("9".repeat(5000)).message("a", Lang::En).len() < 300);
        let most = Refusal::TooMuch(Resource::Cells, 7);
        assert_eq!(most.message("a", Lang::Zh), "“a”的单元格个数超过 7，不读取；请只留下绩效目标表，或分成几个文件");
    }
}
