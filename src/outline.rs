//! The outline of a sheet, read by its headings alone: which rows are its head and furniture, which cells are fields and
//! texts, and which tables it has, with what each column holds.
//!
//! It needs no form. Import reads the cells of an office file by it, a book of an unknown form is read by it, and a known
//! form is recognised by it. A source gives its rows as [`Line`]s; where it knows which columns and rows a merged cell
//! covers, it says so, and elsewhere the columns are those of the cells.

mod lines;
mod read;
mod split;
mod table;

use std::fmt;
use std::ops::{Deref, DerefMut};

use smallvec::SmallVec;

pub use lines::{LineKind, is_numbered, is_title, labelled, unit_in, year_in, year_line};
pub use read::{is_operator, outline, outline_by};
pub(crate) use split::AnyForm;
pub use split::{line_kind, sheets};

pub use crate::profile::{
    FIELD_LABELS, Heading, INDICATOR_COLUMNS, LIST_COLUMNS, MONEY_COLUMNS, MONEY_LABELS, MoneyUnit, Notion, Notions,
    RESULT_COLUMNS, TEXT_LABELS, Words, spellings,
};

/// A cell that holds something, where its row begins it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Its text, trimmed; line ends in it are those of the source.
    pub text: &'a str,
    /// Its first column, from 0.
    pub col: u32,
    /// How many columns it covers, at least 1.
    pub cols: u32,
    /// How many rows it covers, at least 1.
    pub rows: u32,
}

impl<'a> Piece<'a> {
    /// A cell of one column and one row.
    pub fn single(text: &'a str, col: u32) -> Self {
        Self { text, col, cols: 1, rows: 1 }
    }
}

/// The cells of a row that hold something and begin there, from the left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line<'a> {
    /// The cells.
    pub pieces: Pieces<'a>,
}

impl<'a> Line<'a> {
    /// A row of one cell.
    pub fn single(text: &'a str) -> Self {
        Self { pieces: std::iter::once(Piece::single(text, 0)).collect() }
    }
}

/// So many cells need no memory of their own; most rows have no more.
const FEW: usize = 5;

/// The cells of a row. A `SmallVec` is invariant: one of cells of a text would not pass for one of a shorter lifetime.
#[derive(Clone)]
pub struct Pieces<'a> {
    few: [Piece<'a>; FEW],
    count: usize,
    /// All of them, where they are more than a few.
    more: Vec<Piece<'a>>,
}

impl<'a> Pieces<'a> {
    /// Adds a cell behind the others.
    pub fn push(&mut self, piece: Piece<'a>) {
        match self.few.get_mut(self.count) {
            Some(place) => *place = piece,
            None => {
                if self.more.is_empty() {
                    self.more.reserve(2 * FEW);
                    self.more.extend(self.few);
                }
                self.more.push(piece);
            }
        }
        self.count += 1;
    }
}

impl Default for Pieces<'_> {
    fn default() -> Self {
        Self { few: [Piece::single("", 0); FEW], count: 0, more: Vec::new() }
    }
}

impl<'a> Deref for Pieces<'a> {
    type Target = [Piece<'a>];

    #[inline]
    fn deref(&self) -> &[Piece<'a>] {
        if self.count <= FEW { &self.few[..self.count] } else { &self.more }
    }
}

impl DerefMut for Pieces<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        if self.count <= FEW { &mut self.few[..self.count] } else { &mut self.more }
    }
}

impl<'a> FromIterator<Piece<'a>> for Pieces<'a> {
    fn from_iter<I: IntoIterator<Item = Piece<'a>>>(pieces: I) -> Self {
        let mut all = Self::default();
        pieces.into_iter().for_each(|piece| all.push(piece));
        all
    }
}

impl<'s, 'a> IntoIterator for &'s Pieces<'a> {
    type Item = &'s Piece<'a>;
    type IntoIter = std::slice::Iter<'s, Piece<'a>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Debug for Pieces<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

impl PartialEq for Pieces<'_> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Pieces<'_> {}

/// A cell by its line and its place among that line's pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct At {
    /// The line.
    pub line: u32,
    /// The piece in it.
    pub piece: u32,
}

/// What a line is. Indexes are those of [`Outline::blocks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It holds nothing.
    Blank,
    /// The title.
    Title,
    /// The line that states the year.
    Year,
    /// What stands around the table: attachment, unit, signature, date and note lines.
    Furniture,
    /// A label alone, whose contents stand below.
    Label,
    /// The headers of a table.
    Header(usize),
    /// The second row of its headers.
    SubHeader(usize),
    /// Its headers, printed once more.
    RepeatedHeader(usize),
    /// A row of a block; where several share a row, the first of them.
    Row(usize),
    /// A row of totals.
    Total(usize),
    /// Nothing known.
    Unknown,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A label and its value.
    Field,
    /// A label and paragraphs.
    Text,
    /// Rows of labels, each with an amount behind it.
    Pairs,
    /// Headers, and rows below.
    List,
    /// Headers of indicators, and an indicator a row.
    Indicators,
}

/// A part of a sheet: a field, a text, a table.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub shape: Shape,
    /// The label around its own.
    pub section: Option<At>,
    /// Its own label.
    pub label: Option<At>,
    /// How many columns of labels stand before its first column.
    pub depth: u32,
    /// Its first line.
    pub first: u32,
    /// The line behind its last one.
    pub end: u32,
    /// The columns of a table. Of pairs: a column for each label and one for each amount, in turn.
    pub columns: Vec<Column>,
    /// The tables side by side in it, each as indexes in `columns`; one where they are not.
    pub panes: Vec<Pane>,
    /// The rows of a table.
    pub rows: Vec<Entry>,
    /// The value of a field, the paragraphs of a text.
    pub cells: Vec<At>,
}

/// One of the tables that stand side by side.
#[derive(Clone, Debug, Default)]
pub struct Pane {
    /// What tells it from its neighbour.
    pub label: Option<At>,
    /// Its columns, by index in [`Block::columns`].
    pub columns: Vec<usize>,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its header; the blank one of a first column has none.
    pub header: Option<At>,
    /// What stands above it and its neighbours.
    pub group: Option<At>,
    /// What it holds, as far as its header says so.
    pub notion: Option<Notion>,
    /// Its first column in the source.
    pub col: u32,
}

/// The cells of a row; most rows have no more.
pub type EntryCells = SmallVec<[Option<At>; 9]>;

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its line.
    pub line: u32,
    /// The cell of each column.
    pub cells: EntryCells,
    /// The label of a row of totals, which may stand in any column and before them all.
    pub total: Option<At>,
}

/// What a sheet is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Targets for the year to come.
    Target,
    /// What came of them.
    SelfEvaluation,
    /// How far they are, within the year.
    Monitoring,
}

/// Whom a sheet is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// A department or unit.
    Department,
    /// A project.
    Project,
    /// A region.
    Region,
}

impl Kind {
    /// What a title says that its sheet is for; `None` where it does not.
    pub fn of_title(title: &str) -> Option<Self> {
        if title.contains("监控") || title.contains("跟踪") || title.contains("监测") {
            Some(Self::Monitoring)
        } else if title.contains("自评") || title.contains("评价") {
            Some(Self::SelfEvaluation)
        } else {
            None
        }
    }
}

impl Level {
    /// Whom a title says that its sheet is of; `None` where it does not.
    pub fn of_title(title: &str) -> Option<Self> {
        if title.contains("区域") {
            Some(Self::Region)
        } else if title.contains("项目") {
            Some(Self::Project)
        } else if title.contains("部门") || title.contains("单位") {
            Some(Self::Department)
        } else {
            None
        }
    }
}

/// The outline of one sheet.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// What each line is.
    pub roles: Vec<Role>,
    /// Its parts, as they come.
    pub blocks: Vec<Block>,
    /// Its title.
    pub title: Option<At>,
    /// The year that its title or a line of its own states.
    pub year: Option<i32>,
    /// The unit of its amounts, as a line of its own or its headings state it.
    pub unit: Option<MoneyUnit>,
    /// Where more than one unit is stated, another one.
    pub other_unit: Option<MoneyUnit>,
    /// Cells that belong to no part.
    pub left: Vec<At>,
}

impl Outline {
    /// Whether there is something that makes a text one of these sheets: a table of indicators; or a table beside the row
    /// that names the unit or project, or below a title.
    pub fn is_sheet(&self, lines: &[Line<'_>]) -> bool {
        let shapes = |shape: Shape| self.blocks.iter().filter(move |block| block.shape == shape);
        if shapes(Shape::Indicators).next().is_some() {
            return true;
        }
        let names = Notions::of(&[Notion::Identity, Notion::Project]);
        let label = |block: &Block| block.label.is_some_and(|at| Heading::notions(piece(lines, at).text).any(names));
        let named = shapes(Shape::Field).any(label) || self.title.is_some();
        let tables = shapes(Shape::List).chain(shapes(Shape::Pairs)).next().is_some();
        let texts = shapes(Shape::Text).next().is_some() && self.title.is_some();
        named && (tables || texts)
    }

    /// What it is for, read off its title and its columns.
    pub fn kind(&self, lines: &[Line<'_>]) -> Kind {
        let title = self.title.map_or("", |at| piece(lines, at).text);
        if let Some(kind) = Kind::of_title(title) {
            return kind;
        }
        let columns =
            || self.blocks.iter().filter(|block| block.shape == Shape::Indicators).flat_map(|block| &block.columns);
        if columns().any(|column| column.notion == Some(Notion::Score)) {
            Kind::SelfEvaluation
        } else if columns().any(|column| column.notion == Some(Notion::Possibility)) {
            Kind::Monitoring
        } else {
            Kind::Target
        }
    }

    /// Whom it is of, read off its title and its first label.
    pub fn level(&self, lines: &[Line<'_>]) -> Level {
        let title = self.title.map_or("", |at| piece(lines, at).text);
        let label = |notion: Notion| {
            self.blocks.iter().any(|block| {
                block.shape == Shape::Field
                    && block.label.is_some_and(|at| Heading::notions(piece(lines, at).text).has(notion))
            })
        };
        let named = if label(Notion::Project) { Level::Project } else { Level::Department };
        Level::of_title(title).unwrap_or(named)
    }
}

/// The piece at a place.
pub fn piece<'a>(lines: &[Line<'a>], at: At) -> Piece<'a> {
    lines[at.line as usize].pieces[at.piece as usize]
}
