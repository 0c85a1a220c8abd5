//! The archives that office files are: what is in them is looked at before anything is unpacked.

use super::Refusal;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::io::{BufRead, BufReader, Cursor, Read};
use zip::ZipArchive;

/// An archive that unpacks to less than this is no danger, however well it is packed.
const HARMLESS: u64 = 64 << 20;

/// No archive is read that unpacks to more.
const LARGEST: u64 = 4 << 30;

/// Office files unpack to 5 to 40 times their size.
const MOST_RATIO: u64 = 200;

/// No office file has more parts.
const MOST_PARTS: usize = 20_000;

/// An archive that was looked at.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
}

impl<'a> Package<'a> {
    /// Looks at the archive `bytes`.
    ///
    /// # Errors
    /// When it is damaged, holds macros, is encrypted, or would unpack to far more than it should.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        if zip.len() > MOST_PARTS {
            return Err(Refusal::Bomb(zip.decompressed_size().map_or(u64::MAX, |size| size as u64)));
        }
        let (mut names, mut total) = (Vec::new(), 0u64);
        for index in 0..zip.len() {
            let part = zip.by_index_raw(index).map_err(damaged)?;
            let name = part.name().map_err(damaged)?.into_owned();
            if part.encrypted() {
                return Err(Refusal::Encrypted);
            }
            total = total.saturating_add(part.size());
            let lower = name.to_ascii_lowercase();
            // OpenOffice keeps its macros in Basic and Scripts.
            let script = (lower.starts_with("basic/") && !lower.ends_with("script-lc.xml") && lower.ends_with(".xml"))
                || (lower.starts_with("scripts/") && !lower.ends_with('/'));
            if lower.ends_with("vbaproject.bin") || script || lower.contains("macrosheets/") {
                return Err(Refusal::Macros);
            }
            if lower == "xl/workbook.bin" {
                return Err(Refusal::BinaryWorkbook);
            }
            names.push(name);
        }
        let allowed = HARMLESS.max((bytes.len() as u64).saturating_mul(MOST_RATIO)).min(LARGEST);
        if total > allowed {
            return Err(Refusal::Bomb(total));
        }
        Ok(Self { zip, names })
    }

    /// Whether there is a part of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    /// Reads every part whose name `wanted` likes to its end without keeping it: its size and checksum are what the
    /// archive says, and its XML has no definitions of its own.
    pub(super) fn check(&mut self, wanted: impl Fn(&str) -> bool) -> Result<(), Refusal> {
        for index in 0..self.zip.len() {
            if !wanted(&self.names[index]) {
                continue;
            }
            let mut part = self.zip.by_index(index).map_err(damaged)?;
            let size = part.size();
            let mut head = Vec::new();
            let mut read = 0u64;
            let mut buffer = vec![0; 1 << 16];
            loop {
                let count = part.read(&mut buffer).map_err(damaged)?;
                if count == 0 {
                    break;
                }
                if head.len() < 4096 {
                    head.extend_from_slice(&buffer[..count.min(4096)]);
                }
                read += count as u64;
                if read > size {
                    return Err(Refusal::Bomb(read));
                }
            }
            if defines(&head) {
                return Err(Refusal::Entities);
            }
        }
        Ok(())
    }

    /// The part called `name`, to be read bit by bit.
    pub(super) fn part(&mut self, name: &str) -> Result<impl BufRead + '_, Refusal> {
        self.zip.by_name(name).map(BufReader::new).map_err(damaged)
    }

    /// The text of the part called `name`.
    pub(super) fn text(&mut self, name: &str) -> Result<String, Refusal> {
        let part = self.zip.by_name(name).map_err(damaged)?;
        let (size, mut bytes) = (part.size(), Vec::new());
        part.take(size.saturating_add(1)).read_to_end(&mut bytes).map_err(damaged)?;
        if bytes.len() as u64 > size {
            return Err(Refusal::Bomb(bytes.len() as u64));
        }
        if defines(&bytes[..bytes.len().min(4096)]) {
            return Err(Refusal::Entities);
        }
        let text = String::from_utf8(bytes).map_err(damaged)?;
        Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
    }
}

/// Whether XML that begins with `head` defines anything.
fn defines(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head);
    head.contains("<!DOCTYPE") || head.contains("<!ENTITY")
}

/// The refusal that something is damaged, in the words of whoever noticed.
pub(super) fn damaged(error: impl std::fmt::Display) -> Refusal {
    Refusal::Damaged(error.to_string())
}

/// The value of the attribute whose name without prefix is `name`.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name).map(|attribute| {
        quick_xml::escape::unescape(&attribute.value)
            .map_or_else(|_| attribute.value.clone().into_owned(), |value| value.into_owned())
    })
}

/// What a reference such as `&amp;` or `&#20013;` stands for.
pub(super) fn reference(of: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(c)) = of.resolve_char_ref() {
        return Some(c);
    }
    match &**of {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// The next event of an XML text.
pub(super) fn next<'t>(reader: &mut quick_xml::Reader<&'t [u8]>) -> Result<Event<'t>, Refusal> {
    match reader.read_event().map_err(damaged)? {
        Event::DocType(_) => Err(Refusal::Entities),
        event => Ok(event),
    }
}
