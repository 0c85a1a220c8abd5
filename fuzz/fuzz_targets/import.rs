//! Any bytes, read as a source of any format but PDF, end in a book or in a refusal, without a panic of ours.
//!
//! The first byte says which format. The rest of an archive's input is its parts, which NULs divide into names and
//! contents: so damage reaches what stands in them.

#![no_main]

mod common;

use std::io::{Cursor, Write as _};

use libfuzzer_sys::fuzz_target;
use mubiao::diagnostic::Lang;
use mubiao::fs::Source;
use mubiao::import::{Content, Format, Options, import};
use mubiao::{Settings, lint};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// An archive of the parts that NULs divide.
fn archive(parts: &[u8]) -> Vec<u8> {
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut parts = parts.split(|byte| *byte == 0);
    while let (Some(name), Some(content)) = (parts.next(), parts.next()) {
        if zip.start_file(String::from_utf8_lossy(name), stored).is_ok() {
            zip.write_all(content).expect("memory");
        }
    }
    zip.finish().expect("memory").into_inner()
}

fuzz_target!(init: common::calm(), |bytes: &[u8]| {
    let Some((kind, rest)) = bytes.split_first() else { return };
    let packed;
    let (extension, rest) = match kind % 12 {
        0..4 => {
            packed = archive(rest);
            ("", packed.as_slice())
        }
        4 => ("xls", rest),
        5 => ("xml", rest),
        6 => ("html", rest),
        7 => ("json", rest),
        8 => ("csv", rest),
        9 => ("tsv", rest),
        10 => ("mht", rest),
        _ => ("txt", rest),
    };
    // Their own target reads pages.
    let format = match Format::of(rest, Some(extension)) {
        Ok(Format::Pdf) | Err(_) => return,
        Ok(format) => format,
    };
    let source;
    let content = if format.is_text() {
        let Ok(read) = Source::from_bytes(rest.to_vec()) else { return };
        source = read;
        Content::Text(source.text())
    } else {
        Content::Bytes(rest)
    };
    match import(content, format, &Options::default()) {
        Ok(imported) => {
            assert!(imported.sheets > 0, "a book has sheets");
            let settings = Settings::default();
            assert_eq!(mubiao::format(&imported.text, &settings), imported.text, "a book is laid out");
            lint(&imported.text, &settings);
        }
        Err(refusal) => {
            for lang in [Lang::Zh, Lang::En] {
                assert!(refusal.message("x", lang).chars().count() < 1000, "a message is short");
            }
        }
    }
});
