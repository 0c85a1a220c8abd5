//! What the bytes of a file become: a book as it is, or one that is imported.

use mubiao::Settings;
use mubiao::diagnostic::Lang;
use mubiao::fs::{Problem, Source};
use mubiao::import::{self, Content, Format, Heard, Refusal, Report};

/// A larger file is refused: a browser has one or two GiB for a page, and reading takes many times the file's size.
const MOST_BYTES: usize = 64 << 20;

/// A text, and what is to be known of how it was read.
pub(crate) struct Opened {
    pub(crate) text: String,
    /// What it is written back like.
    pub(crate) source: Source,
    /// What became of an office file.
    pub(crate) report: Option<Report>,
}

/// The extension of a file's name, in small letters.
fn extension(name: &str) -> Option<String> {
    name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase())
}

/// The name of the book that the file `name` becomes.
pub(crate) fn output(name: &str, imported: bool) -> String {
    match name.rsplit_once('.') {
        Some((stem, _)) if imported && !stem.is_empty() => format!("{stem}.mubiao"),
        None if imported => format!("{name}.mubiao"),
        _ => name.to_owned(),
    }
}

/// Whether a text reads as a book as it stands: its cells are parted by TABs, and a form knows its sheets. Others have lost
/// their columns, which importing finds again.
fn is_book(text: &str, settings: &Settings) -> bool {
    let filled = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let (mut lines, mut parted) = (0_usize, 0_usize);
    for line in filled {
        lines += 1;
        parted += usize::from(line.contains('\t'));
    }
    if lines == 0 || parted * 2 < lines {
        return false;
    }
    let outcome = mubiao::lint(text, settings);
    outcome.profile.is_some() && outcome.sheets > 0
}

/// Reads the file `name`; the error is a sentence.
pub(crate) fn open(name: &str, bytes: &[u8], settings: &Settings, heard: Heard) -> Result<Opened, String> {
    let lang = settings.lang;
    if bytes.len() > MOST_BYTES {
        let most = MOST_BYTES >> 20;
        return Err(match lang {
            Lang::Zh => format!("“{name}”超过 {most} MB，网页不读取；请用命令行的 mubiao，或分成几个文件"),
            Lang::En => format!(
                "\"{name}\" is larger than {most} MB and is not read in a page; use mubiao on the command line, or split the file"
            ),
        });
    }
    if bytes.is_empty() {
        return Err(lang.pick(format!("“{name}”是空文件；请核对文件"), format!("\"{name}\" is empty; check the file")));
    }
    let extension = extension(name);
    if matches!(extension.as_deref(), Some("mubiao" | "txt" | "text") | None) {
        match Source::from_bytes(bytes.to_vec()) {
            Ok(source) => {
                let text = source.text().to_owned();
                if extension.as_deref() == Some("mubiao") || is_book(&text, settings) {
                    // The bytes of a UTF-8 file are of no more use than the text.
                    let source = match (source.encoding(), source.bom()) {
                        (mubiao::fs::SourceEncoding::Utf8, bom) => empty(bom)?,
                        _ => source,
                    };
                    return Ok(Opened { text, source, report: None });
                }
            }
            // An office file by another name is read as what it is.
            Err(Problem::Office | Problem::OldOffice | Problem::Pdf) => {}
            Err(problem) => return Err(problem.message(name, lang)),
        }
    }
    let options = import::Options { lang, profiles: settings.profiles.clone(), heard, ..import::Options::default() };
    let told = |refusal: Refusal| refusal.message(name, lang);
    let known = extension.as_deref().filter(|extension| *extension != "mubiao");
    let format = Format::of(bytes, known).map_err(told)?;
    let imported = if format.is_text() {
        let source = Source::from_bytes(bytes.to_vec()).map_err(|problem| problem.message(name, lang))?;
        import::import(Content::Text(source.text()), format, &options)
    } else {
        import::import(Content::Bytes(bytes), format, &options)
    };
    let imported = imported.map_err(told)?;
    Ok(Opened { text: imported.text, source: empty(false)?, report: Some(imported.report) })
}

/// What says of a text that it is UTF-8, with a byte-order mark or without.
fn empty(bom: bool) -> Result<Source, String> {
    let bytes = if bom { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
    Source::from_bytes(bytes).map_err(|problem| problem.to_string())
}
