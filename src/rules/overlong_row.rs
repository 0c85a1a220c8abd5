//! overlong-row: a row so long that its line ends must have been lost.

use crate::diagnostic::{Sink, say};
use crate::sheet::Sheet;
use crate::text::TextRange;

rule!("overlong-row", Structure, Error, None, "一行长得不像表格的一行，多半是丢了换行", "a row too long to be one");

/// A row of a sheet is at most a goal of a few thousand characters; with more bytes than this the line ends are gone.
const MOST: u32 = 64 * 1024;

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    for row in sheet.syntax.rows().iter().filter(|row| row.len > MOST) {
        report(row.start, row.len, sink);
    }
}

/// Reports every overlong row of a text that no profile reads.
pub(super) fn check_text(text: &str, sink: &mut Sink) {
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let len = line.trim_end_matches(['\n', '\r']).len();
        if len > MOST as usize {
            report(start, len as u32, sink);
        }
        start += line.len() as u32;
    }
}

fn report(start: u32, len: u32, sink: &mut Sink) {
    let (lang, most, size) = (sink.lang, MOST / 1024, len / 1024);
    let message = say!(
        lang,
        "这一行有 {size} KiB，超过 {most} KiB；目标表的一行不会这么长，请检查换行是否丢失",
        "this row has {size} KiB, more than {most} KiB; no row of a sheet is so long, so look for lost line ends"
    );
    sink.report(&RULE, TextRange::empty(start), message);
}
