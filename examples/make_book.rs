//! Writes a made-up book to standard output, for measuring.
//!
//! `make_book BYTES [SEED] [DAMAGED_ROWS] [varied]`: one row in DAMAGED_ROWS is damaged, none when it is left out or 0. Every
//! row of a `varied` book is its own, and of another form.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros, dead_code, unreachable_pub)]

#[path = "../tests/support/damage.rs"]
mod damage;
#[path = "../tests/support/generate.rs"]
mod generate;

fn main() {
    let arguments: Vec<usize> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let bytes = arguments.first().copied().unwrap_or(10_000_000);
    let seed = arguments.get(1).copied().unwrap_or(1) as u64;
    let varied = std::env::args().any(|argument| argument == "varied");
    let book = if varied { generate::departments(seed, bytes) } else { generate::book(seed, bytes) };
    match arguments.get(2) {
        Some(&rate) if rate > 0 => print!("{}", damage::damage_book(seed, &book, rate)),
        _ => print!("{book}"),
    }
}
