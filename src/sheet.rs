//! A sheet as its author means it: sections, amounts, tasks, goal and indicators, each with the cells that state them.
//!
//! Reading never fails: what cannot be read is left out of the typed view and is what the rules speak of.

mod amount;
mod book;
mod checks;
mod columns;
mod deadline;
mod directive;
mod facts;
mod fit;
mod form;
mod headings;
mod identity;
mod indicators;
mod marks;
mod pieces;
mod place;
mod read;
mod repair;
mod sums;
mod unit;

pub use amount::{AmountCell, AmountPlace, AmountReading, read_amount};
pub use book::{BookHead, Misfit, NoProfile};
pub use checks::{Budget, Check, CheckKind, Expr, Figure, FigureReading, read_figure};
pub use columns::{Columns, NO_CELL, Reading, read_values};
pub use deadline::{Deadline, read_deadline, years_in};
pub use directive::{AllowedRule, ConflictSide, Directive, Order, Scope, directive_keys, read_directive};
pub use facts::{CodeNumber, GoalFacts, PlacedFacts, SheetFacts};
pub use fit::{Candidate, candidates};
pub use form::{Forms, Inherited, SheetForm, form_of};
pub use headings::Headings;
pub use identity::Identity;
pub use indicators::{Damage, Hoist, Indicator};
pub use marks::Marks;
pub use pieces::{Pieces, is_ordinal};
pub use sums::{SumValue, TermValue};
pub use unit::{ForeignUnit, StatedUnit, differs_in_unit, unit_word};

use std::cell::OnceCell;
use std::ops::Range;

use smallvec::SmallVec;

use crate::profile::{LabelMatch, Profile, SectionKind};
use crate::syntax::{Cell, CellKind, Row, SheetSyntax};
use crate::text::TextRange;
use rust_decimal::Decimal;

/// A cell of a sheet, by row and by place in the row, both 0-based.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellRef {
    /// The row in the sheet.
    pub row: u32,
    /// The cell in the row; the label column is 0.
    pub cell: u32,
}

/// What a row of a sheet is. The indexes are those of [`Sheet::sections`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowRole {
    /// Nothing but blanks.
    Blank,
    /// A comment or a directive.
    Comment,
    /// The title of the book.
    Title,
    /// The row that opens a section.
    Label(usize),
    /// The second row of a section's headers.
    SubHeader(usize),
    /// The row that opens a section without its header and is its first item too.
    LabelItem(usize),
    /// A row of a section.
    Item(usize),
    /// A row of a section whose label is printed once more, after a page break.
    RepeatedLabel(usize),
    /// A section's header row, printed once more after a page break.
    RepeatedHeader(usize),
    /// A row before the first section.
    Orphan,
    /// What stands around the table: attachment, year, unit, signature and note lines.
    Furniture,
    /// A row of a sheet that is read by its headings; [`Sheet::headings`] knows more.
    Printed,
}

/// A stretch of rows that belong together: a section of the form, or what follows a label that is none.
#[derive(Clone, Debug)]
pub struct SectionView {
    /// The section of the profile; `None` when the label is not one of its labels.
    pub section: Option<usize>,
    /// Its label.
    pub label: CellRef,
    /// How closely the label is spelled.
    pub spelling: LabelMatch,
    /// The row of the label.
    pub first: usize,
    /// First row behind it; blank rows and comments at its end are in it.
    pub end: usize,
    /// Whether the sheet has this section already.
    pub duplicate: bool,
    /// Whether the column headers stand on the label's row; true for shapes that have none.
    pub header: bool,
    /// Whether the label and the headers on its row, and on the one below where the form has two, are the form's to the
    /// letter.
    pub exact: bool,
}

/// A place where the page of the printed form ended inside the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageBreak {
    /// The blank rows and repeated titles between the pages.
    pub gap: Vec<u32>,
    /// The first row of the new page; a repeated header or an item of the section that goes on.
    pub row: u32,
    /// The section that goes on, when one does.
    pub section: Option<usize>,
}

/// A row of a list.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its row.
    pub row: u32,
    /// The cell of each column.
    pub cells: Columns,
    /// Cells that no column takes.
    pub stray: Vec<u32>,
    /// Whether a sum of the profile names it.
    pub named: bool,
    /// Whether it is the list's row of totals.
    pub total: bool,
    /// Whether its label cell was lost, so that its first value stands in the label's column.
    pub label_lost: bool,
}

/// One sheet, read by a profile. Ranges count from the sheet's start.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// The sheet's text as it is read: with the ordinary character for each that only looks like one, every place as in
    /// the source.
    pub text: &'a str,
    /// The sheet's text as it stands.
    pub source: &'a str,
    /// Its rows and cells.
    pub syntax: &'a SheetSyntax,
    /// The form it is read by.
    pub profile: &'a Profile,
    /// The fiscal year: the book's, otherwise that of most deadlines of the sheet.
    pub fiscal_year: Option<i32>,
    /// By how much a sum may be off.
    pub tolerance: Decimal,
    /// What each row is.
    pub roles: Vec<RowRole>,
    /// The sections, as they come.
    pub sections: Vec<SectionView>,
    /// Where pages ended.
    pub breaks: Vec<PageBreak>,
    /// The amounts, as they come.
    pub amounts: Vec<AmountCell>,
    /// The rows of lists, with the section they are in.
    pub items: Vec<(usize, Item)>,
    /// The indicators, as they come.
    pub indicators: Vec<Indicator>,
    /// Values outside every column or field.
    pub strays: Vec<CellRef>,
    /// What its headings say, where it is read by them.
    pub headings: Option<Box<Headings<'a>>>,
    /// Those of the indicators that are not usual, by index.
    unusual: SmallVec<[u32; 8]>,
    /// Whom it is of, once that was asked for.
    whose: OnceCell<Option<Identity>>,
    /// The paragraphs of its goal, once that was asked for.
    goal: OnceCell<SmallVec<[CellRef; 4]>>,
    /// What its loose rows may hold, once that was asked for.
    marks: OnceCell<Marks>,
    /// Which sums of its form do not hold, once that was asked for.
    unheld: OnceCell<Vec<usize>>,
    /// From which of the amounts to which each section of the form has any, once that was asked for in a long sheet.
    spans: OnceCell<Vec<Range<usize>>>,
    /// What must hold among its figures, once that was asked for.
    checks: OnceCell<Vec<Check>>,
}

impl Sheet<'_> {
    /// What must hold among its figures beside the sums of the form; derived once.
    pub fn checks(&self) -> &[Check] {
        if self.headings.is_none() && self.profile.checks.is_empty() {
            return &[];
        }
        self.checks.get_or_init(|| checks::checks(self))
    }
}

impl<'a> Sheet<'a> {
    /// Reads a sheet; `fiscal_year` is the one that it inherits.
    pub fn read(text: &'a str, syntax: &'a SheetSyntax, profile: &'a Profile, fiscal_year: Option<i32>) -> Self {
        let mut sheet = Self {
            text,
            source: text,
            syntax,
            profile,
            fiscal_year,
            tolerance: profile.amount.tolerance,
            roles: Vec::with_capacity(syntax.rows().len()),
            sections: Vec::with_capacity(8),
            breaks: Vec::new(),
            amounts: Vec::with_capacity(12),
            items: Vec::new(),
            indicators: Vec::new(),
            strays: Vec::new(),
            headings: None,
            unusual: SmallVec::new(),
            whose: OnceCell::new(),
            goal: OnceCell::new(),
            marks: OnceCell::new(),
            unheld: OnceCell::new(),
            spans: OnceCell::new(),
            checks: OnceCell::new(),
        };
        if profile.by_headings() {
            headings::read_headings(&mut sheet);
        } else {
            read::read_rows(&mut sheet);
            read::read_sections(&mut sheet);
            indicators::read_indicators(&mut sheet);
        }
        let unusual = sheet.indicators.iter().enumerate().filter(|(_, indicator)| !indicator.usual);
        sheet.unusual = unusual.map(|(at, _)| at as u32).collect();
        if sheet.fiscal_year.is_none() {
            sheet.fiscal_year = sheet.deadline_year();
        }
        sheet
    }

    /// The indicators that are not [`usual`](Indicator::usual): all that are damaged, lack something or are the unit's own.
    pub fn unusual(&self) -> impl Iterator<Item = &Indicator> {
        self.unusual.iter().map(|&at| &self.indicators[at as usize])
    }

    /// Whether it is a sheet, and not what stands before the first one.
    pub fn is_sheet(&self) -> bool {
        self.syntax.headed() || self.headings.as_ref().is_some_and(|headings| headings.is_sheet())
    }

    /// The row at that index.
    pub fn row(&self, row: u32) -> &Row {
        &self.syntax.rows()[row as usize]
    }

    /// The cells of that row, up to its last value.
    #[inline]
    pub fn cells(&self, row: u32) -> &[Cell] {
        self.syntax.cells(self.row(row))
    }

    /// The cells of that row that hold a value, with their place in the row.
    pub fn values(&self, row: u32) -> impl Iterator<Item = (u32, &Cell)> {
        self.cells(row).iter().enumerate().filter(|(_, cell)| !cell.is_empty()).map(|(at, cell)| (at as u32, cell))
    }

    /// The text of a cell.
    #[inline]
    pub fn value(&self, at: CellRef) -> &'a str {
        &self.text[self.range(at).usize()]
    }

    /// Where a cell's value stands.
    #[inline]
    pub fn range(&self, at: CellRef) -> TextRange {
        let row = self.row(at.row);
        let cell = self.syntax.cells(row)[at.cell as usize];
        TextRange::new(row.start + cell.start, row.start + cell.end)
    }

    /// What a cell's value looks like.
    pub fn kind(&self, at: CellRef) -> CellKind {
        self.cells(at.row)[at.cell as usize].kind
    }

    /// Where cell `cell` of `row` stands, or would stand: the row's end when it has no such cell.
    pub fn place(&self, row: u32, cell: u32) -> TextRange {
        match self.cells(row).get(cell as usize) {
            Some(_) => self.range(CellRef { row, cell }),
            None => TextRange::empty(self.row(row).range().end),
        }
    }

    /// The first occurrence of a section of that kind.
    pub fn section(&self, kind: SectionKind) -> Option<(usize, &SectionView)> {
        self.sections.iter().enumerate().find(|(_, view)| {
            !view.duplicate && view.section.is_some_and(|section| self.profile.sections[section].kind == kind)
        })
    }

    /// The index in [`Sheet::sections`] of the profile's section `section`, its first occurrence.
    pub fn view_of(&self, section: usize) -> Option<usize> {
        self.sections.iter().position(|view| view.section == Some(section) && !view.duplicate)
    }

    /// Whether something follows the sheet's last section that a reader takes for the next page: never the blank rows
    /// and comments at its end.
    pub fn last_content_row(&self) -> Option<usize> {
        self.roles.iter().rposition(|role| !matches!(role, RowRole::Blank | RowRole::Comment | RowRole::Title))
    }

    /// The year of more than half of its deadlines, three at least.
    pub fn year_of_deadlines(&self) -> Option<i32> {
        let years = || self.indicators.iter().filter_map(|indicator| indicator.deadline).map(|deadline| deadline.year);
        // Only the year that is left when years that differ have cancelled each other out can be more than half of all.
        let (mut leader, mut lead, mut all) = (0, 0u32, 0);
        for year in years() {
            all += 1;
            if lead == 0 {
                leader = year;
            }
            lead = if year == leader { lead + 1 } else { lead - 1 };
        }
        (all >= 3 && 2 * years().filter(|year| *year == leader).count() > all).then_some(leader)
    }

    /// The year that most deadlines of the sheet have; `None` when there is none or a tie.
    fn deadline_year(&self) -> Option<i32> {
        let mut years: Vec<(i32, usize)> = Vec::new();
        for indicator in &self.indicators {
            let Some(deadline) = indicator.deadline else { continue };
            match years.iter_mut().find(|(year, _)| *year == deadline.year) {
                Some((_, count)) => *count += 1,
                None => years.push((deadline.year, 1)),
            }
        }
        let most = years.iter().map(|&(_, count)| count).max()?;
        let mut leaders = years.iter().filter(|&&(_, count)| count == most);
        match (leaders.next(), leaders.next()) {
            (Some(&(year, _)), None) => Some(year),
            _ => None,
        }
    }
}
