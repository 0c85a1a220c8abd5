//! Where sheets begin among the rows of a book or of a source, by each row's own words.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::{FxHashSet, FxHasher};
use smallvec::SmallVec;

use super::lines::{LineKind, is_title, labelled, may_lead, piece_kind};
use super::{Line, Piece};
use crate::profile::{
    FIELD_LABELS, Heading, INDICATOR_COLUMNS, LIST_COLUMNS, Notion, Notions, Profile, fold, known_headings,
};
use crate::syntax::{Cell, CellKind, RowStart, RowValues, SheetStart, Splitter};
use crate::text::compatible;

/// What a row is by its own words.
pub fn line_kind(line: &Line<'_>) -> LineKind {
    match &line.pieces[..] {
        [] => LineKind::Body,
        [piece] if is_title(piece.text) => LineKind::Title,
        [piece] => piece_kind(piece.text),
        [first, rest @ ..] if rest.len() < 8 => several(first, rest),
        _ => LineKind::Body,
    }
}

/// What a row of several cells is.
fn several(first: &Piece<'_>, rest: &[Piece<'_>]) -> LineKind {
    if labelled(first.text).is_none_or(|(_, value)| value.is_empty() && rest.len() % 2 == 1) {
        let lead = is_title(first.text) && rest.iter().all(|piece| piece_kind(piece.text) != LineKind::Body);
        return if lead {
            LineKind::Title
        } else if is_identity(first.text, rest) {
            LineKind::Identity
        } else if may_lead(first.text)
            && matches!(piece_kind(first.text), LineKind::Lead | LineKind::Year(_))
            && rest.iter().all(|piece| !matches!(piece_kind(piece.text), LineKind::Body | LineKind::Year(_)))
        {
            LineKind::Furniture
        } else {
            LineKind::Body
        };
    }
    let kinds = || std::iter::once(first).chain(rest).map(|piece| piece_kind(piece.text));
    let known = kinds().filter(|kind| *kind != LineKind::Body).count();
    let parted = |piece: &Piece<'_>| labelled(piece.text).is_some_and(|(label, _)| !Heading::read(label).among);
    let others =
        std::iter::once(first).chain(rest).all(|piece| piece_kind(piece.text) != LineKind::Body || parted(piece));
    if known > 0 && others { LineKind::Furniture } else { LineKind::Body }
}

/// Whether a row with `first` and `rest` names whom a sheet is of.
fn is_identity(first: &str, rest: &[Piece<'_>]) -> bool {
    let columns = |piece: &Piece<'_>| {
        let notions = Heading::notions(piece.text);
        notions.any(INDICATOR_COLUMNS) || notions.any(LIST_COLUMNS) || notions.any(FIELD_LABELS)
    };
    // A row that is nothing but headings heads a table.
    first.len() <= 120
        && may_name(first)
        && Heading::notions(first).any(NAMES)
        && rest.first().is_none_or(|piece| !columns(piece))
}

/// What a row of a source says of where sheets begin.
fn line_start(line: &Line<'_>) -> RowStart {
    let Some(first) = line.pieces.first() else { return RowStart::None };
    match line_kind(line) {
        LineKind::Title => RowStart::Title(hash(&fold(first.text))),
        LineKind::Lead => RowStart::Lead,
        LineKind::Year(_) | LineKind::Furniture => RowStart::Furniture,
        LineKind::Identity => RowStart::Identity(hash(&Heading::read(first.text).key)),
        LineKind::Body => RowStart::None,
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}

/// The sheets among `lines`; together they are all lines.
pub fn sheets(lines: &[Line<'_>]) -> Vec<Range<usize>> {
    let mut splitter = Splitter::default();
    let (mut ranges, mut start) = (Vec::new(), 0);
    for (row, line) in lines.iter().enumerate() {
        let Some(first) = line.pieces.first() else { continue };
        if let Some(begins) = splitter.feed(row, line_start(line), || hash(&fold(first.text)))
            && begins > start
        {
            ranges.push(start..begins);
            start = begins;
        }
    }
    ranges.push(start..lines.len());
    ranges
}

/// The notions that name whom a sheet is of.
const NAMES: Notions = Notions::of(&[Notion::Identity, Notion::Project]);

/// A bit for the last byte of every Han character that such a heading begins with.
static HEADS: LazyLock<u64> = LazyLock::new(|| {
    let heads = known_headings(NAMES).filter_map(|heading| heading.as_bytes().get(2).copied());
    heads.fold(0, |heads, byte| heads | 1 << (byte & 63))
});

/// Whether a row that begins with `first` may name whom a sheet is of.
fn may_name(first: &str) -> bool {
    let head = first.as_bytes();
    head.first().is_none_or(|first| *first < 0xe4) || head.get(2).is_some_and(|byte| *HEADS >> (byte & 63) & 1 == 1)
}

impl Profile {
    /// The labels of the form that say nothing of where a sheet begins, whatever stands behind them.
    fn quiet(&self) -> &FxHashSet<String> {
        self.quiet_labels.get_or_init(|| {
            let labels = self.sections.iter().map(|section| &section.label.text);
            let lead = |label: &str| matches!(piece_kind(label), LineKind::Lead | LineKind::Year(_));
            let quiet = |label: &&String| {
                !is_title(label) && labelled(label).is_none() && !Heading::notions(label).any(NAMES) && !lead(label)
            };
            labels.filter(quiet).cloned().collect()
        })
    }
}

/// What a row says of where sheets begin, by the labels of a form that is read row by row, and by the words that any form has.
fn row_start(form: Option<&Profile>, row: RowValues<'_>) -> RowStart {
    let Some((value, CellKind::Text, at)) = row.first() else { return RowStart::None };
    // A row ends with its last value.
    let (leads, alone) = (at == 0, at + 1 == row.len());
    let may_start = form.is_some_and(|form| form.may_start_sheet(value));
    // Most rows are items, and nothing but the form's own label makes more of them.
    if !may_start && !leads && !alone {
        return RowStart::None;
    }
    let value = &*compatible::plain(value);
    if let Some(form) = form.filter(|form| may_start && form.starts_sheet(value)) {
        return RowStart::Own(hash(&form.sections[form.identity()].label.folded));
    }
    if value.len() > 240 {
        return RowStart::None;
    }
    if !leads {
        // An item; a title may be set off by TABs all the same.
        return match alone {
            true if form.is_some_and(|form| form.is_title(value)) => RowStart::OwnTitle(hash(&fold(value))),
            true if is_title(value) => RowStart::Title(hash(&fold(value))),
            _ => RowStart::None,
        };
    }
    let may_name = row.len() > 1 && may_name(value);
    if form.is_some_and(|form| form.quiet().contains(value)) {
        return RowStart::None;
    }
    // A colon of either width, and 绩; most values have none of these bytes.
    let signed = memchr::memchr3(b':', 0xef, 0xe7, value.as_bytes()).is_some()
        && (value.contains(':') || value.contains('：') || value.contains('绩'));
    let marked = signed || value.starts_with(['附', '表', '报', '（', '(', '2', '第']);
    if !may_name && !marked {
        return RowStart::None;
    }
    let texts: SmallVec<[Cow<'_, str>; 9]> = row.iter().take(9).map(compatible::plain).collect();
    let pieces = texts.iter().enumerate().map(|(at, text)| Piece::single(text, at as u32)).collect();
    match line_start(&Line { pieces }) {
        RowStart::Title(title) if form.is_some_and(|form| form.is_title(value)) => RowStart::OwnTitle(title),
        start => start,
    }
}

/// Where sheets begin, whatever their form: at the words of a row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AnyForm;

impl SheetStart for AnyForm {
    fn row_start(&self, row: RowValues<'_>) -> RowStart {
        row_start(None, row)
    }

    fn opening(&self, row: RowValues<'_>) -> u64 {
        opening(row)
    }
}

fn opening(row: RowValues<'_>) -> u64 {
    row.first().map_or(0, |(value, ..)| hash(&fold(value)))
}

/// A sheet begins at a row of the form's own identity, and by the words of a row wherever any form has it so.
impl SheetStart for Profile {
    fn row_start(&self, row: RowValues<'_>) -> RowStart {
        row_start((!self.by_headings()).then_some(self), row)
    }

    fn opening(&self, row: RowValues<'_>) -> u64 {
        opening(row)
    }

    fn form(&self) -> u32 {
        self.form_rows.form()
    }

    fn form_row(&self, row: &str) -> Option<(u16, &[Cell])> {
        self.form_rows.find(row).map(|(at, row)| (at, row.cells()))
    }

    fn form_row_after(&self, at: u16, text: &str) -> Option<(&[Cell], usize)> {
        self.form_rows.follows(at, text).map(|(row, len)| (row.cells(), len))
    }
}
