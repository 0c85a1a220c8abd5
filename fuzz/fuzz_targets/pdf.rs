//! Any bytes, read as a PDF, end in a book or in a refusal, without a panic of ours.

#![no_main]

mod common;

use libfuzzer_sys::fuzz_target;
use mubiao::diagnostic::Lang;
use mubiao::import::{Content, Format, Options, import};

fuzz_target!(init: common::calm(), |bytes: &[u8]| {
    match import(Content::Bytes(bytes), Format::Pdf, &Options::default()) {
        Ok(imported) => assert!(imported.sheets > 0, "a book has sheets"),
        Err(refusal) => {
            for lang in [Lang::Zh, Lang::En] {
                assert!(refusal.message("x", lang).contains('x'), "a message names the file");
            }
        }
    }
});
