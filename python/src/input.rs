//! The text of a sheet: a str as it is, bytes in UTF-8 or GB18030.

use std::borrow::Cow;

use mubiao::diagnostic::Lang;
use mubiao::fs::{Problem, Source, SourceEncoding, TOO_LARGE};
use mubiao::{Settings, fs};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};

use crate::MubiaoError;

/// What stands for a file that has no name.
pub(crate) const NAMELESS: &str = "-";

/// A content as Python hands it over; the object is kept alive.
pub(crate) enum Content {
    Text(PyBackedStr),
    Bytes(PyBackedBytes),
}

impl<'a, 'py> FromPyObject<'a, 'py> for Content {
    type Error = PyErr;

    fn extract(content: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        if content.is_instance_of::<pyo3::types::PyString>() {
            return Ok(Self::Text(content.extract()?));
        }
        content.extract().map(Self::Bytes).map_err(|_| {
            let kind = content.get_type().name().map_or_else(|_| "this".to_owned(), |name| name.to_string());
            PyTypeError::new_err(format!("the content must be str or bytes, not {kind}"))
        })
    }
}

impl Content {
    pub(crate) fn view(&self) -> View<'_> {
        match self {
            Self::Text(text) => View::Text(text),
            Self::Bytes(bytes) => View::Bytes(bytes),
        }
    }
}

/// A content that somebody else holds.
#[derive(Clone, Copy)]
pub(crate) enum View<'a> {
    Text(&'a str),
    Bytes(&'a [u8]),
}

/// A text, and the settings that say what it was decoded from.
pub(crate) struct Decoded<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) settings: Cow<'a, Settings>,
}

impl<'a> View<'a> {
    /// The text; `path` is what messages call it.
    pub(crate) fn decode(self, settings: &'a Settings) -> Result<Decoded<'a>, Problem> {
        match self {
            Self::Text(text) => {
                if text.len() as u64 >= TOO_LARGE {
                    return Err(Problem::TooLarge);
                }
                let text = text.strip_prefix('\u{feff}').unwrap_or(text);
                Ok(Decoded { text: Cow::Borrowed(text), settings: Cow::Borrowed(settings) })
            }
            Self::Bytes(bytes) => {
                let source = Source::from_bytes(bytes.to_vec())?;
                let mut settings = Cow::Borrowed(settings);
                if source.encoding() != SourceEncoding::Utf8 {
                    settings.to_mut().decoded_from = Some(source.encoding().name());
                }
                Ok(Decoded { text: Cow::Owned(source.text().to_owned()), settings })
            }
        }
    }
}

/// Why a content has no text, in a sentence; office files are `imported_by` another function.
pub(crate) fn why(problem: &Problem, path: &str, imported_by: &str, lang: Lang) -> String {
    let kind = match problem {
        Problem::Office => lang.pick(
            "xlsx、docx 之类的 Office 文件（或压缩包）",
            "an Office file such as xlsx or docx (or a zip archive)",
        ),
        Problem::OldOffice => lang.pick("xls、doc 之类的旧版 Office 文件", "an old Office file such as xls or doc"),
        Problem::Pdf => lang.pick("PDF 文件", "a PDF file"),
        other => return other.message(path, lang),
    };
    match lang {
        Lang::Zh => format!("“{path}”是{kind}，不是文本；请改用 {imported_by}"),
        Lang::En => format!("\"{path}\" is {kind}, not text; use {imported_by} on it"),
    }
}

/// The exception for a content without text.
pub(crate) fn refused(problem: &Problem, path: Option<&str>, imported_by: &str, lang: Lang) -> PyErr {
    MubiaoError::new_err(why(problem, path.unwrap_or(NAMELESS), imported_by, lang))
}

/// The extension of the file that `path` names.
pub(crate) fn extension(path: &str) -> Option<&str> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.rsplit_once('.').map(|(_, extension)| extension)
}

/// The text of a source that is text, and the name of its encoding where that is not UTF-8.
pub(crate) fn text_of(bytes: &[u8]) -> Result<String, Problem> {
    fs::Source::from_bytes(bytes.to_vec()).map(|source| source.text().to_owned())
}
