//! The rows that a form has itself: its standard indicators, word for word, whatever their deadline.
//!
//! Most rows of a book are such rows. What one of them is, cell by cell and column by column, depends on its bytes alone,
//! so it is found out once by the same code that reads all other rows, and looked up from then on. Nothing but time
//! depends on whether a row is found here.

use std::collections::hash_map::Entry;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use rustc_hash::FxHashMap;

use super::catalogue::{Catalogue, Standard};
use super::layout::{Column, ColumnKind, MAX_COLUMNS};
use crate::syntax::{Cell, read_whole};
use crate::text::bytes::Shapes;
use crate::text::compatible;

/// What the form knows the class, the group and the name that a row states as, by index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The class.
    pub class: Option<u16>,
    /// The first group of the name.
    pub group: Option<u16>,
    /// The first standard indicator of the name.
    pub standard: Option<u16>,
}

/// What a row of indicators is by itself, when every value stands in its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowReading {
    /// The cell of each column.
    pub columns: [u16; MAX_COLUMNS],
    /// What the form knows its words as.
    pub known: Known,
    /// Whether operator, target value and measure are those of the standard indicator.
    pub usual: bool,
}

/// A row that the form has itself.
#[derive(Debug)]
pub struct FormRow {
    /// Its text, without the digits of its deadline.
    text: Box<str>,
    cells: Box<[Cell]>,
    reading: OnceLock<Option<RowReading>>,
}

impl FormRow {
    /// Its cells, as the text of any such row has them.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// What it is, which `read` finds out the first time; `None` when that cannot be said without its neighbours.
    pub fn reading(&self, read: impl FnOnce() -> Option<RowReading>) -> Option<&RowReading> {
        self.reading.get_or_init(read).as_ref()
    }
}

/// The rows that a form has itself, by their text.
#[derive(Debug, Default)]
pub struct FormRows {
    rows: Vec<FormRow>,
    index: FxHashMap<Box<str>, u16>,
    /// What their texts look like.
    shapes: Shapes,
    /// Whether they end with a deadline.
    dated: bool,
    /// A number that no other form of the program has; 0 where there are no rows.
    form: u32,
}

/// A deadline as the form writes it, for finding out the cells of a row.
const MONTH: &str = "0000-00";

impl FormRows {
    /// The standard indicators of `catalogue` in rows of `columns`, with and without their parents.
    pub(super) fn new(columns: &[Column], catalogue: &Catalogue) -> Self {
        let deadlines = columns.iter().filter(|column| column.kind == ColumnKind::Deadline).count();
        let dated = columns.last().is_some_and(|column| column.kind == ColumnKind::Deadline);
        static FORMS: AtomicU32 = AtomicU32::new(1);
        let mut rows = Self { dated, form: FORMS.fetch_add(1, Ordering::Relaxed), ..Self::default() };
        // A deadline before other columns would part the text of a row.
        if deadlines == usize::from(dated) {
            // First as the form prints them, one behind the other.
            let mut above: Option<&Standard> = None;
            let stated = catalogue.standards.iter().map(|standard| {
                let class = above.is_none_or(|above| above.class != standard.class);
                let group = class || above.is_none_or(|above| above.group != standard.group);
                above = Some(standard);
                (standard, u8::from(class) + u8::from(group))
            });
            let stated: Vec<_> = stated.collect();
            let others = stated.iter().flat_map(|&(standard, parents)| {
                (0..=2).filter(move |other| *other != parents).map(move |other| (standard, other))
            });
            for (standard, parents) in stated.iter().copied().chain(others) {
                rows.add(spell(columns, catalogue, standard, parents));
            }
        }
        rows
    }

    fn add(&mut self, text: String) {
        let Some(at) = u16::try_from(self.rows.len()).ok().filter(|at| *at < u16::MAX && is_plain(&text)) else {
            return;
        };
        let whole = format!("{text}{}", if self.dated { MONTH } else { "" });
        let syntax = read_whole(&whole);
        let [row] = syntax.rows() else { return };
        let text = text.into_boxed_str();
        // A text is one row, whichever of two indicators it may stand for.
        if let Entry::Vacant(entry) = self.index.entry(text.clone()) {
            entry.insert(at);
            self.shapes.add(&text);
            self.rows.push(FormRow { text, cells: syntax.cells(row).into(), reading: OnceLock::new() });
        }
    }

    /// The row that `row`, which has no line end, is one of, and its index.
    #[inline]
    pub fn find(&self, row: &str) -> Option<(u16, &FormRow)> {
        let text = self.undated(row).filter(|text| self.shapes.may_hold(text))?;
        let at = *self.index.get(text)?;
        Some((at, &self.rows[usize::from(at)]))
    }

    /// A number that no other form of the program has.
    pub fn form(&self) -> u32 {
        self.form
    }

    /// The row at index `at`.
    #[inline]
    pub fn get(&self, at: u16) -> Option<&FormRow> {
        self.rows.get(usize::from(at))
    }

    /// The row behind the one at index `at`, when `text` begins with it, and its length in bytes without the line end.
    #[inline]
    pub fn follows(&self, at: u16, text: &str) -> Option<(&FormRow, usize)> {
        let next = self.rows.get(usize::from(at) + 1)?;
        let behind = text.as_bytes().strip_prefix(next.text.as_bytes())?;
        let month = if self.dated { MONTH.len() } else { 0 };
        let ends = matches!(behind.get(month), None | Some(b'\n' | b'\r'));
        (ends && is_month(behind.get(..month)?)).then(|| (next, next.text.len() + month))
    }

    /// `row` up to the digits of its deadline; `None` when it is no such row.
    #[inline]
    fn undated<'t>(&self, row: &'t str) -> Option<&'t str> {
        if !row.starts_with('\t') {
            return None;
        }
        if !self.dated {
            return Some(row);
        }
        let text = row.get(..row.len().checked_sub(MONTH.len())?)?;
        (text.ends_with('\t') && is_month(&row.as_bytes()[text.len()..])).then_some(text)
    }
}

/// Whether `bytes` are digits where [`MONTH`] has them, or nothing.
fn is_month(bytes: &[u8]) -> bool {
    bytes
        .iter()
        .zip(MONTH.bytes())
        .all(|(byte, shape)| if shape == b'-' { *byte == b'-' } else { byte.is_ascii_digit() })
}

/// Whether nothing in `text` is a blank, a control, markup, a sign of a template or a character that only looks like
/// another, so that rules about such need not look at it.
fn is_plain(text: &str) -> bool {
    let known = |c: char| c.is_alphanumeric() || "\t<>=≥≤＞＜＝%‰“”‘’《》（）()、·-".contains(c);
    // An operator, not a tag.
    let signs = text.split('<').skip(1).all(|behind| behind.starts_with(['=', '\t']));
    let template = text.contains(['X', 'x', 'Ｘ', 'ｘ', '填', '补']);
    text.chars().all(known) && signs && !template && !compatible::may_hold(text)
}

/// The row of `standard` without its deadline; it states no parent, its group, or class and group.
fn spell(columns: &[Column], catalogue: &Catalogue, standard: &Standard, parents: u8) -> String {
    let (mut row, target) = (String::new(), standard.target());
    for column in columns {
        row.push('\t');
        row.push_str(match column.kind {
            ColumnKind::Class if parents == 2 => &catalogue.classes[usize::from(standard.class)],
            ColumnKind::Group if parents > 0 => &catalogue.groups[usize::from(standard.group)].name,
            ColumnKind::Name => &standard.name,
            ColumnKind::Operator => &standard.operator,
            ColumnKind::Value => &standard.value,
            ColumnKind::Measure => &standard.measure,
            ColumnKind::Target => &target,
            _ => "",
        });
    }
    row
}

#[cfg(test)]
mod tests {
    use crate::profile::builtin;

    #[test]
    fn a_standard_indicator_is_found_whatever_its_month() {
        let rows = &builtin()[0].form_rows;
        for row in [
            "\t履职效能\t重点工作履行情况\t重点工作办结率\t=\t100\t%\t2021-12",
            "\t\t整体工作完成情况\t工作完成及时率\t=\t100\t%\t1999-06",
            "\t\t\t工作质量达标率\t=\t100\t%\t2026-00",
            "\t\t\t综合管理水平\t\t管理规范\t\t2021-12",
        ] {
            let (at, _) = rows.find(row).unwrap();
            assert_eq!(rows.get(at).map(|found| &*found.text), row.get(..row.len() - 7), "{row}");
        }
    }

    #[test]
    fn what_differs_is_not_found() {
        let rows = &builtin()[0].form_rows;
        for row in [
            "",
            "\t",
            "2021-12",
            "\t2021-12",
            "\t\t\t工作质量达标率\t=\t100\t%\t2021-12\t",
            "\t\t\t工作质量达标率\t=\t100\t%\t2021-1",
            "\t\t\t工作质量达标率\t=\t100\t%\t２021-12",
            "\t\t\t工作质量达标率\t=\t100\t%\t2021/12",
            "\t\t\t工作质量达标率\t=\t100\t%2021-12",
            "\t\t\t工作质量达标率\t=\t99\t%\t2021-12",
            "\t\t\t\t工作质量达标率\t=\t100\t%\t2021-12",
            "年度绩效指标\t\t\t工作质量达标率\t=\t100\t%\t2021-12",
        ] {
            assert!(rows.find(row).is_none(), "{row}");
        }
    }
}
