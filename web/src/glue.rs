//! What the page's worker calls: bytes and JSON cross over, an error is a sentence. Places are lines and columns as an editor
//! has them: from 0, columns in UTF-16.

use std::cell::RefCell;
use std::sync::{Arc, Once};

use mubiao::Settings;
use mubiao::diagnostic::Lang;
use mubiao::import::Heard;
use wasm_bindgen::prelude::*;

use crate::batch::Batch;
use crate::{book, fresh, wire};

#[wasm_bindgen]
extern "C" {
    /// The page's worker hears that so many pages of so many of a PDF are read.
    #[wasm_bindgen(js_name = mubiaoPageRead)]
    fn page_read(page: usize, pages: usize);
}

thread_local! {
    /// What the last panic said.
    static LAST_PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// A panic stops everything there is here; the page asks what it said, and begins again.
#[wasm_bindgen]
pub fn last_panic() -> String {
    LAST_PANIC.take()
}

/// Panics, as a defect would, so that the page can be tested.
#[wasm_bindgen]
pub fn panic_now() {
    panic!("asked for");
}

fn heed_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        std::panic::set_hook(Box::new(|info| LAST_PANIC.set(info.to_string())));
    });
}

fn lang_of(lang: &str) -> Lang {
    if lang == "en" { Lang::En } else { Lang::Zh }
}

fn settings_of(lang: &str) -> Settings {
    Settings { lang: lang_of(lang), ..Settings::default() }
}

type Answer<T> = Result<T, JsValue>;

fn told(sentence: impl AsRef<str>) -> JsValue {
    JsValue::from_str(sentence.as_ref())
}

/// The files of one drop, side by side.
#[wasm_bindgen]
pub struct Desk {
    batch: Batch,
}

#[wasm_bindgen]
impl Desk {
    /// A desk without files, whose messages are in `lang`: `zh` or `en`.
    #[wasm_bindgen(constructor)]
    pub fn new(lang: &str) -> Self {
        heed_panics();
        Self { batch: Batch::new(settings_of(lang)) }
    }

    /// Opens the file `name`.
    pub fn open(&self, name: &str, bytes: &[u8]) -> Answer<Book> {
        let heard = Heard(Some(Arc::new(page_read)));
        self.batch.open(name, bytes, heard).map(|book| Book { book }).map_err(told)
    }

    /// The units of the file `name`, which is not kept open: what [`Book::units`] says.
    pub fn units(&self, name: &str, bytes: &[u8]) -> Answer<String> {
        let mut book = self.batch.open(name, bytes, Heard(Some(Arc::new(page_read)))).map_err(told)?;
        wire::json(&book.units()).map_err(told)
    }

    /// Has messages on files that are opened from now on in another language.
    pub fn speak(&mut self, lang: &str) {
        self.batch.speak(lang_of(lang));
    }

    /// Takes a file off the desk: its units are no longer compared with those of the others.
    pub fn remove(&self, name: &str) {
        self.batch.remove(name);
    }
}

/// A book that is open.
#[wasm_bindgen]
pub struct Book {
    book: book::Book,
}

#[wasm_bindgen]
impl Book {
    /// What it is and how it came about.
    pub fn about(&mut self) -> Answer<String> {
        wire::json(&self.book.about()).map_err(told)
    }

    /// The sheet of that index as it is printed, as an editor is sent it.
    pub fn form(&mut self, sheet: usize) -> Answer<String> {
        wire::json(&self.book.form(sheet)).map_err(told)
    }

    /// Its findings, those of one rule alone where `rule` is not empty, at most `most` of them.
    pub fn findings(&mut self, rule: &str, most: usize) -> Answer<String> {
        wire::json(&self.book.findings(rule, most)).map_err(told)
    }

    /// Its units with what they come to.
    pub fn units(&mut self) -> Answer<String> {
        wire::json(&self.book.units()).map_err(told)
    }

    /// Carries out a fix of a finding, both by index, of the version that was shown.
    pub fn apply(&mut self, version: i32, finding: usize, fix: usize) -> Answer<()> {
        self.book.apply(version, finding, fix).map_err(told)
    }

    /// Lets a comment above its row allow a finding.
    pub fn allow(&mut self, version: i32, finding: usize) -> Answer<()> {
        self.book.allow(version, finding).map_err(told)
    }

    /// Carries out all safe fixes; returns how many findings they mended.
    pub fn fix_all(&mut self) -> usize {
        self.book.fix_all()
    }

    /// Writes a value into the cell whose value stands at a range of the version that was shown.
    pub fn edit(&mut self, version: i32, range: &[u32], text: &str) -> Answer<()> {
        self.book.edit(version, range, text).map_err(told)
    }

    /// Takes back the last change; false when there is none.
    pub fn undo(&mut self) -> bool {
        self.book.undo()
    }

    /// Does again what was taken back last; false when there is none.
    pub fn redo(&mut self) -> bool {
        self.book.redo()
    }

    /// The file as the program would write it: `mubiao`, `xlsx`, `docx`, `html`, `json`, `csv`, or its `report`.
    pub fn write(&mut self, to: &str) -> Answer<Vec<u8>> {
        self.book.write(to).map_err(told)
    }

    /// The book of the year after that of this one.
    pub fn next_year(&self) -> Answer<String> {
        fresh::next_year(&self.book).map_err(told)
    }

    /// The self-evaluation of its target sheets.
    pub fn evaluation(&self) -> Answer<String> {
        fresh::evaluation(&self.book).map_err(told)
    }

    /// What tells another book from this one, as JSON; as a page where `page` is set.
    pub fn compare(&self, after: &Book, across_years: bool, page: bool) -> Answer<String> {
        fresh::compare(&self.book, &after.book, across_years, page).map_err(told)
    }

    /// Has its messages in another language from now on.
    pub fn speak(&mut self, lang: &str) {
        self.book.speak(lang_of(lang));
    }
}

/// The forms of which a new sheet can be made.
#[wasm_bindgen]
pub fn forms(lang: &str) -> Answer<String> {
    wire::json(&fresh::forms(&settings_of(lang))).map_err(told)
}

/// A new sheet of a form for a unit and a year.
#[wasm_bindgen]
pub fn new_sheet(form: &str, unit: &str, year: i32, lang: &str) -> Answer<String> {
    fresh::new_sheet(form, unit, year, &settings_of(lang)).map_err(told)
}

/// The page of a rule.
#[wasm_bindgen]
pub fn explain(rule: &str, lang: &str) -> String {
    mubiao::rules::find(rule).map_or_else(String::new, |rule| mubiao::manual::page(rule, lang_of(lang)))
}
