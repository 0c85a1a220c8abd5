//! Why a PDF is not read, and how much of one is read at most.

use crate::diagnostic::{Lang, say};

/// Why a PDF is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PdfProblem {
    /// It opens with a password only.
    Password,
    /// It is encrypted in a way that is not known.
    Encryption,
    /// No page can be found in it.
    Damaged,
    /// It holds pictures and no text.
    Images,
    /// It holds neither text nor pictures.
    Empty,
    /// Its characters cannot be told: so many of them, of so many.
    Unreadable(usize, usize),
    /// None of the pages that were asked for exists: how many there are.
    NoSuchPage(usize),
    /// It would unpack to more bytes than this.
    Bytes(u64),
    /// It has more drawing operators and characters than this.
    Operators(u64),
    /// Its drawings nest deeper than this.
    Nesting(usize),
    /// It has more pages than this.
    Pages(usize),
    /// A page has more characters or rules than this.
    Marks(usize),
}

impl PdfProblem {
    /// What is wrong with the file called `path`, and what to do.
    pub(crate) fn message(self, path: &str, lang: Lang) -> String {
        let large = |what: String| {
            say!(
                lang,
                "“{path}”{what}，远超正常文件，不读取；请核对来源，或用 --pages 只取有表的几页另存后再导入",
                "\"{path}\" {what}, far more than such a file needs, and is not read; check where it comes from, or print the pages with the sheets into a new file"
            )
        };
        match self {
            Self::Password => say!(
                lang,
                "“{path}”有打开密码，不能读取；请打开后去掉密码再另存",
                "\"{path}\" is protected by a password; open it, remove the password and save it"
            ),
            Self::Encryption => say!(
                lang,
                "“{path}”的加密方式不能识别，不能读取；请打开后另存为不加密的 PDF",
                "\"{path}\" is encrypted in a way that is not known; open it and save it without encryption"
            ),
            Self::Damaged => say!(
                lang,
                "“{path}”里找不到页，文件不完整或已损坏；请重新取得文件，或打开后另存",
                "no page can be found in \"{path}\", which is incomplete or damaged; get it again, or open it and save it again"
            ),
            Self::Images => say!(
                lang,
                "“{path}”只有图片（扫描件），没有文字；请先用文字识别（OCR）软件处理，再导入",
                "\"{path}\" holds pictures only (a scan) and no text; run text recognition (OCR) on it first"
            ),
            Self::Empty => say!(lang, "“{path}”里没有文字；请核对文件", "\"{path}\" holds no text; check the file"),
            Self::Unreadable(bad, all) => say!(
                lang,
                "“{path}”的 {all} 个字符中有 {bad} 个没有可靠的编码，数字或文字无法取得；请用原来的 Word、Excel 文件，或重新打印成 PDF",
                "{bad} of the {all} characters of \"{path}\" have no code that can be trusted, so that its figures or words cannot be read; use the Word or Excel file that it was made from, or print it to PDF again"
            ),
            Self::NoSuchPage(pages) => say!(
                lang,
                "“{path}”只有 {pages} 页；请用 --pages 指明其中的页",
                "\"{path}\" has {pages} pages; name some of them with --pages"
            ),
            Self::Bytes(most) => large(say!(lang, "展开后超过 {most} 字节", "would unpack to more than {most} bytes")),
            Self::Operators(most) => large(say!(
                lang,
                "的绘图指令和字符超过 {most} 个",
                "holds more than {most} drawing operators and characters"
            )),
            Self::Nesting(most) => {
                large(say!(lang, "的图形嵌套超过 {most} 层", "holds drawings nested more than {most} deep"))
            }
            Self::Pages(most) => large(say!(lang, "超过 {most} 页", "has more than {most} pages")),
            Self::Marks(most) => large(say!(
                lang,
                "有一页的字符或线条超过 {most} 个",
                "has a page with more than {most} characters or rules"
            )),
        }
    }
}

/// Bytes that one stream unpacks to at most.
pub(super) const MOST_STREAM: u64 = 64 << 20;
/// Bytes that all streams of a file unpack to at most.
pub(super) const MOST_BYTES: u64 = 512 << 20;
/// Operators and characters of all pages at most.
pub(super) const MOST_OPERATORS: u64 = 20_000_000;
/// How deep drawings nest at most.
pub(super) const MOST_NESTING: usize = 16;
/// Pages at most.
pub(super) const MOST_PAGES: usize = 5_000;
/// Characters, and rules, of a page at most.
pub(super) const MOST_MARKS: usize = 200_000;

/// What reading a file may still cost. It counts steps, so that the same file ends the same way on every machine.
#[derive(Debug)]
pub(super) struct Budget {
    bytes: u64,
    operators: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self { bytes: MOST_BYTES, operators: MOST_OPERATORS }
    }
}

impl Budget {
    /// How many bytes the next stream may unpack to.
    pub(super) fn room(&self) -> u64 {
        self.bytes.min(MOST_STREAM)
    }

    /// Takes `bytes` unpacked bytes off.
    pub(super) fn unpacked(&mut self, bytes: u64) -> Result<(), PdfProblem> {
        if bytes > MOST_STREAM {
            return Err(PdfProblem::Bytes(MOST_STREAM));
        }
        self.bytes = self.bytes.checked_sub(bytes).ok_or(PdfProblem::Bytes(MOST_BYTES))?;
        Ok(())
    }

    /// Takes `count` operators or characters off.
    pub(super) fn drawn(&mut self, count: u64) -> Result<(), PdfProblem> {
        self.operators = self.operators.checked_sub(count).ok_or(PdfProblem::Operators(MOST_OPERATORS))?;
        Ok(())
    }
}
