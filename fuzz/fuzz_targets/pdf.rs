//! Any bytes, read as a PDF, end in a book or in a refusal, without a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;
use mubiao::diagnostic::Lang;
use mubiao::import::{Content, Format, Options, Refusal, import};

fuzz_target!(|bytes: &[u8]| {
    match import(Content::Bytes(bytes), Format::Pdf, &Options::default()) {
        Ok(imported) => assert!(imported.sheets > 0, "a book has sheets"),
        // What a library panics of is refused as damaged; here it is to be seen.
        Err(Refusal::Damaged(what)) => assert_ne!(what, "content", "a library panicked"),
        Err(refusal) => {
            for lang in [Lang::Zh, Lang::En] {
                assert!(refusal.message("x", lang).contains('x'), "a message names the file");
            }
        }
    }
});
