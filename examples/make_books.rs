//! Fills a new folder with made-up files, for measuring: `make_books FOLDER FILES BYTES`.
//!
//! Each file has a book of at least BYTES bytes, a hundred files have a folder, and no unit has two sheets.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros, dead_code, unreachable_pub)]

#[path = "../tests/support/generate.rs"]
mod generate;

use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| "target/books".to_owned()));
    let mut numbers = arguments.filter_map(|argument| argument.parse().ok());
    let (files, bytes) = (numbers.next().unwrap_or(10_000), numbers.next().unwrap_or(8_000));
    let mut random = generate::Random::new(1);
    let mut unit = 0;
    for file in 0..files {
        let folder = folder.join(format!("{:03}", file / 100));
        fs::create_dir_all(&folder)?;
        let mut book = String::from(generate::TITLE);
        while book.len() < bytes {
            book.push_str(if book.len() > generate::TITLE.len() { "\n" } else { "" });
            book.push_str(&generate::sheet(&mut random, unit));
            unit += 1;
        }
        fs::write(folder.join(format!("{file:05}.mubiao")), book)?;
    }
    Ok(())
}
