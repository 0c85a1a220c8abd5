//! The files of one drop: what only several of them together show is found in each.

use std::path::Path;
use std::sync::Arc;

use mubiao::Settings;
use mubiao::diagnostic::Lang;
use mubiao::ide::{OnShelf, Shelf};
use mubiao::import::Heard;

use crate::book::Book;
use crate::open::{open, output};
use crate::wire::Report;

/// Files side by side.
pub(crate) struct Batch {
    settings: Settings,
    shelf: Arc<Shelf>,
}

impl Batch {
    pub(crate) fn new(settings: Settings) -> Self {
        Self { settings, shelf: Arc::default() }
    }

    pub(crate) fn speak(&mut self, lang: Lang) {
        self.settings.lang = lang;
    }

    fn place(&self, name: &str) -> OnShelf {
        OnShelf { shelf: self.shelf.clone(), path: Arc::from(Path::new(name)) }
    }

    /// Opens the file `name`; the error is a sentence.
    pub(crate) fn open(&self, name: &str, bytes: &[u8], heard: Heard) -> Result<Book, String> {
        let opened = open(name, bytes, &self.settings, heard)?;
        let report = opened.report.as_ref().map(|report| Report::new(report, self.settings.lang));
        let output = output(name, report.is_some());
        let place = self.place(name);
        let mut book = Book::new(output, &opened.text, opened.source, report, self.settings.clone(), Some(place));
        book.shelve();
        Ok(book)
    }

    /// Takes a file away.
    pub(crate) fn remove(&self, name: &str) {
        self.place(name).remove();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: &str = include_str!("../../tests/corpus/chaoyang-2021.mubiao");

    #[test]
    fn a_unit_of_two_files_is_found_in_the_second() {
        let batch = Batch::new(Settings::default());
        let first = batch.open("1.mubiao", BOOK.as_bytes(), Heard::default()).unwrap().units().counts;
        let second = batch.open("2.mubiao", BOOK.as_bytes(), Heard::default()).unwrap().units().counts;
        assert!(second.iter().sum::<usize>() > first.iter().sum(), "{first:?} {second:?}");
        batch.remove("1.mubiao");
        let again = batch.open("2.mubiao", BOOK.as_bytes(), Heard::default()).unwrap().units().counts;
        assert_eq!(again, first);
    }

    #[test]
    fn what_cannot_be_read_gets_its_sentence() {
        let batch = Batch::new(Settings::default());
        let said = |name: &str, bytes: &[u8]| batch.open(name, bytes, Heard::default()).err().unwrap();
        assert!(said("a.xlsx", b"PK\x03\x04").contains("a.xlsx"));
        assert!(said("a.png", b"\x89PNG\r\n\x1a\n\0").contains("格式"));
        assert!(said("a.mubiao", b"").contains("空文件"));
        assert!(said("a.mubiao", &vec![b'a'; (64 << 20) + 1]).contains("64 MB"));
        assert!(said("a.pdf", include_bytes!("../../tests/corpus/pdf/password.pdf")).contains("密码"));
    }
}
