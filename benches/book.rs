//! How long lexing, reading, linting, mending and editing take, on the published book and on books of up to 10 MB.
//!
//! `floor` is what cannot be avoided on the same bytes (check UTF-8, split, read numbers, hash, count columns), so that
//! ratios can be read off one run.

#![allow(missing_docs, dead_code, unreachable_pub)]

#[path = "../tests/support/damage.rs"]
mod damage;
#[path = "../tests/support/generate.rs"]
mod generate;

use std::hash::Hasher as _;
use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use mubiao::diagnostic::{Applicability, Lang, Sink};
use mubiao::lint::{Settings, fix, lint};
use mubiao::profile::{Profile, builtin};
use mubiao::rules::check_sheet;
use mubiao::sheet::Sheet;
use mubiao::syntax::{Book, read_sheets};
use mubiao::text::{Document, Edit};

const SAMPLE: &str = include_str!("../tests/corpus/chaoyang-2021.txt");
const MB: usize = 1_000_000;

/// What every reader of the text has to do.
fn floor(bytes: &[u8]) -> u64 {
    if simdutf8::basic::from_utf8(bytes).is_err() {
        return 0;
    }
    let (mut column, mut total, mut hash, mut start) = (0u32, 0i64, 0u64, 0);
    for at in memchr::memchr2_iter(b'\t', b'\n', bytes) {
        let cell = &bytes[start..at];
        start = at + 1;
        if let Some(first) = cell.first() {
            if first.is_ascii_digit() {
                total += cell
                    .iter()
                    .filter(|b| b.is_ascii_digit())
                    .fold(0, |sum: i64, b| sum.wrapping_mul(10) + i64::from(b - b'0'));
            } else {
                let mut hasher = rustc_hash::FxHasher::default();
                hasher.write(cell);
                hash ^= hasher.finish().rotate_left(column & 63);
            }
        }
        column = if bytes[at] == b'\n' { 0 } else { column + 1 };
    }
    hash ^ total as u64
}

fn books(c: &mut Criterion) {
    let clean = generate::book(1, 10 * MB);
    let damaged = damage::damage_book(2, &clean, 10);
    let profile = &builtin()[0];
    let settings = Settings::default();
    let mut group = c.benchmark_group("book");
    group.sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3));
    for (name, text) in [("sample", SAMPLE), ("clean-10MB", &clean), ("damaged-10MB", &damaged)] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::new("floor", name), text, |b, text| {
            b.iter(|| floor(black_box(text.as_bytes())))
        });
        group.bench_with_input(BenchmarkId::new("lex", name), text, |b, text| {
            b.iter(|| {
                let mut rows = 0;
                read_sheets(black_box(text), &**profile, |_, _, sheet| rows += sheet.rows().len());
                rows
            });
        });
        group.bench_with_input(BenchmarkId::new("parse", name), text, |b, text| {
            b.iter(|| {
                let mut indicators = 0;
                read_sheets(black_box(text), &**profile, |_, text, syntax| {
                    indicators += Sheet::read(text, syntax, profile, None).indicators.len();
                });
                indicators
            });
        });
        group.bench_with_input(BenchmarkId::new("lint", name), text, |b, text| {
            b.iter(|| lint(black_box(text), &settings).findings.len());
        });
        group.bench_with_input(BenchmarkId::new("fix", name), text, |b, text| {
            b.iter(|| fix(black_box(text), &settings, Applicability::Safe).applied);
        });
    }
    group.finish();
}

/// The same book read by its form and by its headings alone.
fn forms(c: &mut Criterion) {
    let text = generate::departments(1, 2 * MB);
    let mut group = c.benchmark_group("forms");
    group.sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3));
    group.throughput(Throughput::Bytes(text.len() as u64));
    for (name, profile) in [("profile", None), ("headings", Some("none".to_owned()))] {
        let settings = Settings { profile, ..Settings::default() };
        group.bench_function(BenchmarkId::new("lint", name), |b| {
            b.iter(|| lint(black_box(&text), &settings).findings.len());
        });
    }
    group.finish();
}

/// One keystroke in the middle: the document, the sheets, and all findings of the sheet that changed.
fn keystroke(document: &mut Document, book: &mut Book, profile: &Profile, at: u32, insert: bool) -> usize {
    let edit = if insert { Edit::insert(at, "1") } else { Edit::delete((at..at + 1).into()) };
    document.replace(edit.range.usize(), &edit.text);
    let change = book.apply(&edit, profile);
    let mut findings = 0;
    for index in change.removed.start..change.removed.start + change.added {
        if let Some(sheet) = book.sheets().get(index) {
            let mut sink = Sink::new(Lang::Zh);
            check_sheet(&Sheet::read(&sheet.text, &sheet.syntax, profile, Some(2021)), &mut sink);
            findings += sink.take().len();
        }
    }
    findings
}

fn edits(c: &mut Criterion) {
    let profile = &builtin()[0];
    let mut group = c.benchmark_group("edit");
    for (name, size) in [("14KB", 14_000), ("1MB", MB), ("10MB", 10 * MB)] {
        let text = generate::book(1, size);
        let middle = text.floor_char_boundary(text.len() / 2);
        let at = middle + text[middle..].find("\t100\t").unwrap_or(0) + 1;
        let mut document = Document::new(&text, 0);
        let mut book = Book::new(&text, &**profile);
        group.bench_function(BenchmarkId::new("keystroke", name), |b| {
            b.iter_batched(
                || (),
                |()| {
                    keystroke(&mut document, &mut book, profile, at as u32, true)
                        + keystroke(&mut document, &mut book, profile, at as u32, false)
                },
                BatchSize::SmallInput,
            );
        });
    }
    group.finish();
}

criterion_group!(benches, books, forms, edits);
criterion_main!(benches);
