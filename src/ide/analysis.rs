//! A book at one moment: its text, its sheets, its form and year.

use std::sync::{Arc, OnceLock};

use rust_decimal::Decimal;

use super::findings::Findings;
use super::{OnShelf, SheetState};
use crate::diagnostic::Diagnostic;
use crate::lint::Settings;
use crate::profile::Profile;
use crate::sheet::{BookHead, CellRef, Forms, Sheet, SheetForm};
use crate::syntax::{Seq, SheetText};
use crate::text::{Document, TextRange};

/// A book at one moment. A clone shares everything and costs next to nothing, so each request takes one of its own.
#[derive(Clone, Debug)]
pub struct Analysis {
    pub(super) document: Document,
    pub(super) sheets: Seq<Arc<SheetText>>,
    pub(super) states: Seq<Arc<SheetState>>,
    /// What was found at this moment, once somebody has asked.
    pub(super) findings: Arc<OnceLock<Findings>>,
    /// The findings of a moment before, which those of this one are made of.
    pub(super) before: Option<Arc<OnceLock<Findings>>>,
    pub(super) head: Arc<BookHead>,
    pub(super) settings: Arc<Settings>,
    pub(super) place: Option<OnShelf>,
}

/// A sheet and where it stands in its book.
#[derive(Clone, Debug)]
pub struct SheetPlace {
    /// Which sheet of the book it is, 0-based; what stands before the first identity row counts as one.
    pub index: usize,
    /// Its first byte, counted from the text's start.
    pub base: u32,
    /// Its first row, 0-based in the text.
    pub row: u32,
    /// Its text, rows and cells.
    pub syntax: Arc<SheetText>,
    /// The form it is read by.
    pub profile: Arc<Profile>,
    /// The fiscal year that the book states.
    pub fiscal_year: Option<i32>,
    /// By how much a sum may be off, where that is not as the form has it.
    pub tolerance: Option<Decimal>,
}

impl Analysis {
    /// The text, with positions in the encodings of the protocol.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// What the caller decided.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The form and the fiscal year, or why no form fits.
    pub fn head(&self) -> &BookHead {
        &self.head
    }

    /// The form; `None` when none fits, and then no sheet can be read.
    pub fn profile(&self) -> Option<&Arc<Profile>> {
        self.head.profile.as_ref().ok()
    }

    /// The sheets; together their texts are the text.
    pub fn sheets(&self) -> &Seq<Arc<SheetText>> {
        &self.sheets
    }

    /// The findings sheet by sheet and those of the book, found when somebody asks for the first time.
    pub fn found(&self) -> &Findings {
        self.findings.get_or_init(|| {
            let mut findings = self.before.as_ref().and_then(|before| before.get()).cloned().unwrap_or_default();
            findings.follow(self);
            findings
        })
    }

    /// Puts the book on its shelf as it stands. Returns the book as it is to be looked at again, where another one that was
    /// put meanwhile makes a difference.
    #[must_use]
    pub fn shelved(&self) -> Option<Self> {
        let place = self.place.as_ref()?;
        if self.found().shelve(place) {
            return None;
        }
        Some(Self { before: Some(self.findings.clone()), findings: Arc::default(), ..self.clone() })
    }

    /// All findings by place, those included that only the sheets together show, those left out that are allowed. Places
    /// count from the text's start. It costs what all of them cost; a place of interest has `findings_touching`.
    pub fn findings(&self) -> Vec<Diagnostic> {
        self.found().all()
    }

    /// The findings that touch `range` of the text, by place; places count from the text's start.
    pub fn findings_touching(&self, range: TextRange) -> Vec<Diagnostic> {
        self.found().touching(range)
    }

    /// The form and year of a sheet, by its index.
    fn form(&self, index: usize) -> Option<SheetForm> {
        self.states.get(index)?.form().cloned()
    }

    /// The forms of the sheets from that one on.
    pub(super) fn forms_from(&self, index: usize) -> Option<Forms<'_>> {
        let forms = Forms::new(&self.head, &self.settings.profiles)?;
        let before = self.states.get(index).and_then(|state| state.before());
        Some(match before {
            Some(before) => forms.from(before),
            None => forms,
        })
    }

    /// Whether any finding of the book has a safe fix.
    pub fn is_fixable(&self) -> bool {
        self.found().is_fixable()
    }

    /// The sheet that holds byte `offset`, the last one for an offset at the text's end or behind it. `None` when the
    /// text is empty or no form fits.
    pub fn sheet_at(&self, offset: u32) -> Option<SheetPlace> {
        let (index, before) = self.sheets.find_byte(offset as usize)?;
        let form = self.form(index)?;
        Some(SheetPlace {
            index,
            base: before.bytes as u32,
            row: before.rows as u32,
            syntax: self.sheets.get(index)?.clone(),
            profile: form.profile,
            fiscal_year: form.fiscal_year,
            tolerance: self.settings.tolerance,
        })
    }

    /// The sheet of that index with its place; `None` when there is none, or no form fits.
    pub fn place(&self, index: usize) -> Option<SheetPlace> {
        let (before, sheets) = self.sheets.range(index..index.saturating_add(1));
        let form = self.form(index)?;
        Some(SheetPlace {
            index,
            base: before.bytes as u32,
            row: before.rows as u32,
            syntax: sheets.into_iter().next()?,
            profile: form.profile,
            fiscal_year: form.fiscal_year,
            tolerance: self.settings.tolerance,
        })
    }

    /// All sheets with their places; none when no form fits.
    pub fn places(&self) -> impl Iterator<Item = SheetPlace> {
        let (mut base, mut row) = (0, 0);
        self.sheets.iter().zip(self.states.iter()).enumerate().filter_map(move |(index, (syntax, state))| {
            let form = state.form()?;
            let place = SheetPlace {
                index,
                base,
                row,
                syntax: syntax.clone(),
                profile: form.profile.clone(),
                fiscal_year: form.fiscal_year,
                tolerance: self.settings.tolerance,
            };
            base += syntax.text.len() as u32;
            row += syntax.syntax.rows().len() as u32;
            Some(place)
        })
    }
}

impl SheetPlace {
    /// Reads the sheet; its ranges count from the sheet's start.
    pub fn sheet(&self) -> Sheet<'_> {
        let text = self.syntax.reading();
        let mut sheet = Sheet::read(text, &self.syntax.syntax, &self.profile, self.fiscal_year);
        sheet.source = &self.syntax.text;
        sheet.tolerance = self.tolerance.unwrap_or(sheet.tolerance);
        sheet
    }

    /// The cell that byte `offset` of the text stands in, both its ends and the blanks around its value included; the
    /// place behind the last value stands in the cell that would be there. `None` outside of the sheet's rows.
    pub fn cell_at(&self, offset: u32) -> Option<CellRef> {
        let offset = offset.checked_sub(self.base)?;
        let row = self.syntax.syntax.row_at(offset)?;
        let row_syntax = &self.syntax.syntax.rows()[row];
        // Behind its line end the row is over.
        if row_syntax.line_end > 0 && offset >= row_syntax.end() {
            return None;
        }
        let before = self.syntax.text.get(row_syntax.start as usize..offset as usize)?;
        Some(CellRef { row: row as u32, cell: before.matches('\t').count() as u32 })
    }

    /// Where it stands in the text.
    pub fn range(&self) -> TextRange {
        TextRange::new(self.base, self.base + self.syntax.text.len() as u32)
    }

    /// A range of the sheet as one of the text.
    pub fn in_text(&self, range: TextRange) -> TextRange {
        range.shifted(self.base)
    }
}
