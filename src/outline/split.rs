//! Where sheets begin among the rows of a book or of a source, by each row's own words.

use std::ops::Range;

use super::heading::Heading;
use super::lines::{LineKind, is_title, labelled, piece_kind};
use super::vocabulary::{FIELD_LABELS, INDICATOR_COLUMNS, LIST_COLUMNS, Notion, Notions};
use super::{Line, Piece};
use crate::profile::fold;

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
        } else if matches!(piece_kind(first.text), LineKind::Lead | LineKind::Year(_))
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
    let others = std::iter::once(first).chain(rest).all(|piece| piece_kind(piece.text) != LineKind::Body || parted(piece));
    if known > 0 && others { LineKind::Furniture } else { LineKind::Body }
}

/// Whether a row with `first` and `rest` names whom a sheet is of.
fn is_identity(first: &str, rest: &[Piece<'_>]) -> bool {
    const NAMES: Notions = Notions::of(&[Notion::Identity, Notion::Project]);
    let columns = |piece: &Piece<'_>| {
        let notions = Heading::read(piece.text).notions;
        notions.any(INDICATOR_COLUMNS) || notions.any(LIST_COLUMNS) || notions.any(FIELD_LABELS)
    };
    // A row that is nothing but headings heads a table.
    first.len() <= 120 && Heading::read(first).notions.any(NAMES) && rest.first().is_none_or(|piece| !columns(piece))
}

/// Finds where sheets begin, row by row.
#[derive(Debug, Default)]
pub struct Splitter {
    /// Whether the sheet has a row of its own, apart from its head.
    body: bool,
    /// The identity labels that it has.
    keys: Vec<String>,
    title: Option<String>,
    /// The first value of its first own row.
    opening: Option<String>,
    /// The first row of what stands above a title that may begin a sheet.
    lead: Option<usize>,
    /// That row, and the title, once it came.
    pending: Option<(usize, String)>,
}

impl Splitter {
    /// Takes the next row, which is number `row`, says `text` first and is of that kind; tells the row at which a sheet
    /// began, when that is sure now: this one, or one above it.
    pub fn feed(&mut self, row: usize, kind: LineKind, text: &str) -> Option<usize> {
        match kind {
            LineKind::Title => {
                let text = fold(text);
                if !self.body {
                    self.title = self.title.take().or(Some(text));
                } else if self.pending.is_none() {
                    self.pending = Some((self.lead.unwrap_or(row), text));
                }
                None
            }
            LineKind::Lead => {
                if self.body {
                    self.lead = self.lead.or(Some(row));
                }
                None
            }
            LineKind::Year(_) | LineKind::Furniture => None,
            LineKind::Identity => {
                let key = Heading::read(text).key;
                let again = self.body && (self.pending.is_some() || self.keys.contains(&key));
                if again {
                    return Some(self.begin(row, text, Some(key)));
                }
                self.keys.push(key);
                self.own(text);
                None
            }
            LineKind::Body => {
                let text = fold(text);
                if self.body
                    && let Some((_, title)) = &self.pending
                {
                    let page_break = !self.keys.is_empty()
                        && self.title.as_ref() == Some(title)
                        && self.opening.as_ref() != Some(&text);
                    if !page_break {
                        return Some(self.begin(row, &text, None));
                    }
                    self.pending = None;
                }
                self.own(&text);
                None
            }
        }
    }

    fn own(&mut self, text: &str) {
        self.body = true;
        self.lead = None;
        if self.opening.is_none() {
            self.opening = Some(fold(text));
        }
    }

    fn begin(&mut self, row: usize, text: &str, key: Option<String>) -> usize {
        let pending = self.pending.take();
        let start = pending.as_ref().map(|(at, _)| *at).or(self.lead).unwrap_or(row);
        *self = Self {
            body: true,
            keys: key.into_iter().collect(),
            title: pending.map(|(_, title)| title),
            opening: Some(fold(text)),
            lead: None,
            pending: None,
        };
        start
    }
}

/// The sheets among `lines`; together they are all lines.
pub fn sheets(lines: &[Line<'_>]) -> Vec<Range<usize>> {
    let mut splitter = Splitter::default();
    let (mut ranges, mut start) = (Vec::new(), 0);
    for (row, line) in lines.iter().enumerate() {
        let Some(first) = line.pieces.first() else { continue };
        if let Some(begins) = splitter.feed(row, line_kind(line), first.text)
            && begins > start
        {
            ranges.push(start..begins);
            start = begins;
        }
    }
    ranges.push(start..lines.len());
    ranges
}
