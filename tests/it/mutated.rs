//! Damaged sources of every format: each ends in a book or in a refusal. `examples/mutate.rs` runs many more.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use mubiao::diagnostic::Lang;
use mubiao::import::quiet_panics;

use crate::mutants::{Mutants, read};

/// Reads `times` damaged sources of a kind; some of them can be read.
#[track_caller]
fn survives(kind: &'static str, times: u64) {
    quiet_panics();
    let mutants = Mutants::of(kind);
    let mut books = 0;
    for number in 0..times {
        let read = catch_unwind(AssertUnwindSafe(|| read(mutants.make(number), kind)));
        match read {
            Ok(Ok(imported)) => {
                assert!(imported.sheets > 0, "{kind} {number}: a book has sheets");
                books += 1;
            }
            Ok(Err(refusal)) => assert!(refusal.message("x", Lang::En).chars().count() < 500, "{kind} {number}"),
            Err(panic) => {
                println!("{kind} {number}");
                resume_unwind(panic);
            }
        }
    }
    assert_eq!(books > 0, kind != "mht", "{kind}: the damage leaves something to read");
}

#[test]
fn damaged_workbooks_end() {
    survives("xlsx", 300);
    survives("xls", 300);
    survives("ods", 100);
    survives("xml", 300);
}

#[test]
fn damaged_documents_end() {
    survives("docx", 200);
    survives("html", 300);
    survives("mht", 100);
}

#[test]
fn damaged_text_ends() {
    survives("csv", 300);
    survives("tsv", 300);
    survives("txt", 300);
}

#[test]
fn damaged_data_end() {
    survives("json", 300);
}

#[test]
fn damaged_pages_end() {
    survives("pdf", 300);
}
