//! Why a source is not read, in words for the one who has it.

use super::pdf::PdfProblem;
use crate::diagnostic::{Lang, say};

/// Why a source is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// More cells than are read.
    TooManyCells(usize),
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
            Self::Damaged(what) => say!(
                lang,
                "“{path}”不完整或已损坏（{what}）；请重新取得文件，或打开后另存",
                "\"{path}\" is incomplete or damaged ({what}); get it again, or open it and save it again"
            ),
            Self::UnknownFormat => say!(
                lang,
                "认不出“{path}”的格式；可导入 xlsx、xls、ods、docx、pdf、html、json、csv、tsv 和文本，请用 --from 指明",
                "the format of \"{path}\" is not known; xlsx, xls, ods, docx, pdf, html, json, csv, tsv and text can be imported, name it with --from"
            ),
            Self::TooManyCells(most) => say!(
                lang,
                "“{path}”的单元格超过 {most} 个；请只留下绩效目标表，或分成几个文件",
                "\"{path}\" has more than {most} cells; keep only the sheets in it, or split it into several files"
            ),
            Self::NoForm(texts) if texts.is_empty() => {
                say!(lang, "“{path}”里没有文字；请核对文件", "\"{path}\" holds no text; check the file")
            }
            Self::NoForm(texts) => {
                let begins = texts.join(lang.pick("、", ", "));
                say!(
                    lang,
                    "“{path}”里认不出绩效目标表（开头是：{begins}）；请核对文件，或用 --profile 指明表样",
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
                "没有名为“{name}”的表样；mubiao catalogue 会列出可用的，请改用其中之一",
                "there is no profile \"{name}\"; mubiao catalogue lists those there are, name one of them"
            ),
            Self::Book => say!(
                lang,
                "“{path}”已经是 .mubiao 文件；请直接用 mubiao lint、mubiao fmt",
                "\"{path}\" is a .mubiao file already; use mubiao lint or mubiao fmt on it"
            ),
            Self::JsonVersion(version) => say!(
                lang,
                "“{path}”不是 mubiao export 写出的 JSON，或版本不同（{version}）；请用当前版本重新导出",
                "\"{path}\" is not JSON as mubiao export writes it, or of another version ({version}); export it again with this version"
            ),
        }
    }
}
