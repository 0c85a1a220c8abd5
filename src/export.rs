//! From the book to the office: the printed form as a workbook, a document or a web page, and the book as data.

#[cfg(feature = "office")]
mod csv;
#[cfg(feature = "office")]
mod docx;
mod form;
mod html;
pub(crate) mod record;
mod table;
#[cfg(feature = "office")]
mod xlsx;

#[cfg(feature = "office")]
pub use csv::guarded;
pub use form::Page;
pub use table::{Look, Table, TableCell, TableRow};

use std::error::Error;
use std::fmt;

use crate::profile::Profiles;
use crate::sheet::{NoProfile, Sheet};

/// The formats that are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// An Excel workbook, a worksheet for every sheet.
    #[cfg(feature = "office")]
    Xlsx,
    /// A Word document.
    #[cfg(feature = "office")]
    Docx,
    /// A web page.
    Html,
    /// Data, by the labels and headers of the form.
    Json,
    /// One row an indicator.
    #[cfg(feature = "office")]
    Csv,
}

/// What the caller decides about an export.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The forms that there are.
    pub profiles: Profiles,
    /// The form to read the book by when it names none.
    pub profile: Option<String>,
    /// The fiscal year when the book states none.
    pub fiscal_year: Option<i32>,
    /// Whether comma-separated values begin with a byte-order mark, so that Excel takes them for UTF-8.
    pub bom: bool,
}

/// Why nothing is written.
#[derive(Debug)]
#[non_exhaustive]
pub enum ExportError {
    /// The book's form is not known.
    NoProfile(NoProfile),
    /// There is no sheet in it.
    NoSheet,
    /// A file could not be made of it: what the library says.
    Failed(String),
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoProfile(reason) => reason.fmt(f),
            Self::NoSheet => f.write_str("there is no sheet in it"),
            Self::Failed(why) => f.write_str(why),
        }
    }
}

impl Error for ExportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::NoProfile(reason) => Some(reason),
            Self::NoSheet | Self::Failed(_) => None,
        }
    }
}

impl Format {
    /// The usual extension of its files.
    pub fn extension(self) -> &'static str {
        match self {
            #[cfg(feature = "office")]
            Self::Xlsx => "xlsx",
            #[cfg(feature = "office")]
            Self::Docx => "docx",
            Self::Html => "html",
            Self::Json => "json",
            #[cfg(feature = "office")]
            Self::Csv => "csv",
        }
    }
}

/// The book `text` in `format`. The same text gives the same bytes.
///
/// # Errors
/// When no sheet can be read from it.
pub fn export(text: &str, format: Format, options: &Options) -> Result<Vec<u8>, ExportError> {
    let profile = options.profile.as_deref();
    #[cfg(feature = "office")]
    let is_data = matches!(format, Format::Json | Format::Csv);
    #[cfg(not(feature = "office"))]
    let is_data = format == Format::Json;
    if is_data {
        let book =
            record::book(text, &options.profiles, profile, options.fiscal_year).map_err(ExportError::NoProfile)?;
        if book.sheets.is_empty() {
            return Err(ExportError::NoSheet);
        }
        #[cfg(feature = "office")]
        if format == Format::Csv {
            return Ok(csv::csv(&book, &options.profiles, options.bom));
        }
        let mut json = serde_json::to_vec_pretty(&book).map_err(|error| ExportError::Failed(error.to_string()))?;
        json.push(b'\n');
        return Ok(json);
    }
    let form = form::form(text, &options.profiles, profile).map_err(ExportError::NoProfile)?;
    if form.sheets.is_empty() {
        return Err(ExportError::NoSheet);
    }
    match format {
        #[cfg(feature = "office")]
        Format::Xlsx => xlsx::workbook(&form).map_err(|error| ExportError::Failed(error.to_string())),
        #[cfg(feature = "office")]
        Format::Docx => docx::document(&form).map_err(|error| ExportError::Failed(error.to_string())),
        _ => Ok(html::page(&form).into_bytes()),
    }
}

/// The printed form of one sheet, which begins at byte `base` of its book, and the page whose columns its tables have.
pub fn sheet_tables(sheet: &Sheet<'_>, base: u32) -> (Page, Vec<Table>) {
    let form = form::sheet(sheet, base);
    let tables = table::tables(&form);
    (form.page, tables)
}

/// The title row of a book, where it stands in `sheet`, which begins at byte `base` of the book.
pub fn title(sheet: &Sheet<'_>, base: u32) -> Option<TableCell> {
    form::title(sheet, base).map(|title| TableCell::new(&title))
}
