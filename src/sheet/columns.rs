//! Column assignment: which value of a row stands for which column, whatever cell it landed in.
//!
//! A reading puts every value of the row into a column and keeps their order. It costs as much as it takes to explain:
//! cells that came or went between the values, values that do not look like their column, columns that should not be
//! empty. The row as typed is one of the readings; a row is damaged when another one explains it clearly better.

use smallvec::SmallVec;

use super::Pieces;
use super::deadline::{is_time_like, read_deadline};
use crate::profile::{Column, ColumnKind, MAX_COLUMNS, Profile, Word, fold_value};
use crate::syntax::{Cell, CellKind, kind_of};

/// Stands in [`Columns`] for a column without a value.
pub const NO_CELL: u16 = u16::MAX;

/// The cell of each column of a row, or [`NO_CELL`].
pub type Columns = [u16; MAX_COLUMNS];

/// No column has a value.
pub(super) const NOTHING: Columns = [NO_CELL; MAX_COLUMNS];

/// A way to read a row, and how much it has to explain; the unit is half an empty cell too many or too few.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The cell of each column.
    pub columns: Columns,
    /// How far the values stand from where this reading has them.
    pub shift: u32,
    /// How little the values look like their columns.
    pub doubt: u32,
    /// The part of the doubt that is more than a word nobody knows: values that contradict their columns, columns that
    /// should not be empty.
    pub contradiction: u32,
}

impl Reading {
    fn cost(&self) -> u32 {
        self.shift + self.doubt
    }
}

/// What the cells of a row are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Assignment {
    /// Every value stands in its column.
    AsTyped(Columns),
    /// The row was shifted; the best reading comes first, with the others that remain possible. One reading alone is
    /// certain.
    Shifted(Vec<Reading>),
    /// The row as typed is possible, though something speaks against it, and these readings explain it better.
    Doubtful(Vec<Reading>),
    /// No reading puts every value into a column.
    Unreadable,
}

/// By how much the best reading must beat the next one to be the only one.
const MARGIN: u32 = 4;

/// Nothing longer than this, in bytes, is an operator, a figure or a deadline.
const LONGEST_FIGURE: usize = 96;

/// With more contradiction than this a reading is never certain, even when it is alone.
const MOST_CONTRADICTION: u32 = 3;

/// Doubt of less than this is that of a word nobody knows.
const CONTRADICTION: u32 = 3;

/// A row with more values than this is not read: no form has so many columns.
const MOST_VALUES: usize = MAX_COLUMNS;

/// What a value looks like, apart from the column it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Operator,
    Number,
    /// A number with something around it: `95%`, `≥95`, `28.8万元`.
    Figure,
    Deadline,
    Time,
    Text,
}

struct Value<'a> {
    cell: u16,
    text: &'a str,
    look: Look,
    word: Word,
}

fn look(text: &str, kind: CellKind, profile: &Profile) -> Look {
    match kind {
        CellKind::Operator => return Look::Operator,
        CellKind::Number => return Look::Number,
        CellKind::Month if read_deadline(text).is_some() => return Look::Deadline,
        CellKind::Month | CellKind::Empty | CellKind::Text => {}
    }
    if text.len() > LONGEST_FIGURE {
        return Look::Text;
    }
    if profile.operator(text).is_some() {
        return Look::Operator;
    }
    // Without a digit, ASCII or full-width, it is no figure and no date.
    if !text.bytes().any(|byte| byte.is_ascii_digit() || byte == 0xef) {
        return if is_time_like(text) { Look::Time } else { Look::Text };
    }
    if read_deadline(text).is_some() {
        return Look::Deadline;
    }
    let folded = fold_value(text);
    let number = |text: &str| {
        text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b',' | b' ')) && {
            let text: String = text.chars().filter(|c| !matches!(c, ',' | ' ')).collect();
            text.parse::<f64>().is_ok()
        }
    };
    if number(&folded) {
        return Look::Number;
    }
    // Where one cell holds them all, an operator before a number says enough, whatever its unit.
    let together =
        || profile.column_of(ColumnKind::Target).is_some() && !Pieces::read(text, profile).operator.is_empty();
    if is_figure(&folded, profile) || together() {
        return Look::Figure;
    }
    if is_time_like(text) { Look::Time } else { Look::Text }
}

/// Whether `text` is a number with an operator before it or a measure behind it.
fn is_figure(text: &str, profile: &Profile) -> bool {
    let digits = |c: char| c.is_ascii_digit();
    let (Some(first), Some(last)) = (text.find(digits), text.rfind(digits)) else { return false };
    let (before, after) = (text[..first].trim_end_matches('-').trim(), text[last + 1..].trim());
    let middle = text[first..=last].bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'-' | b'~'));
    middle
        && (before.is_empty() || profile.operator(before).is_some())
        && (after.is_empty() || after == "%" || profile.word(after).measure)
}

/// How little a value looks like a column of that kind, `None` when it cannot stand there.
fn doubt(kind: ColumnKind, value: &Value<'_>) -> Option<u32> {
    const CONTRADICTED: u32 = 8;
    let word = value.word;
    let text = matches!(value.look, Look::Text | Look::Time | Look::Figure);
    Some(match kind {
        ColumnKind::Class | ColumnKind::Group | ColumnKind::Name if value.look == Look::Figure => CONTRADICTED,
        ColumnKind::Class if text => match word {
            Word { class: Some(_), .. } => 0,
            _ if word.is_unknown() => 2,
            _ => CONTRADICTED,
        },
        ColumnKind::Group if text => match word {
            Word { group: Some(_), .. } => 0,
            _ if word.is_unknown() => 1,
            _ => CONTRADICTED,
        },
        ColumnKind::Name if text => match word {
            Word { standard: Some(_), .. } => 0,
            _ if word.is_unknown() => 0,
            Word { class: None, group: None, measure: true, qualitative: false, .. } => 6,
            _ => CONTRADICTED,
        },
        ColumnKind::Operator => match value.look {
            Look::Operator => 0,
            Look::Text if word.is_unknown() && value.text.chars().count() <= 5 => 5,
            _ => return None,
        },
        ColumnKind::Value => match value.look {
            Look::Number | Look::Figure => 0,
            Look::Deadline => 7,
            Look::Time => 1,
            Look::Operator => return None,
            Look::Text if word.is_path() => CONTRADICTED,
            Look::Text if word.measure && !word.qualitative => CONTRADICTED,
            Look::Text => 0,
        },
        ColumnKind::Measure => match value.look {
            _ if word.measure => 0,
            Look::Text | Look::Time if word.is_unknown() && value.text.chars().count() <= 10 => 1,
            Look::Text if word.is_path() => CONTRADICTED,
            Look::Text if value.text.chars().count() <= 10 => 3,
            _ => return None,
        },
        ColumnKind::Deadline => match value.look {
            Look::Deadline => 0,
            Look::Time => 2,
            Look::Text if value.text.chars().count() > 12 => return None,
            Look::Text if word.is_unknown() => 5,
            Look::Text => 5 + CONTRADICTED,
            // `2021.12` is a number, and still meant as a month.
            Look::Number | Look::Figure if value.text.starts_with("20") || value.text.starts_with("19") => 4,
            _ => return None,
        },
        ColumnKind::Amount => match value.look {
            Look::Number | Look::Figure => 0,
            _ => 6,
        },
        ColumnKind::Task => match value.look {
            Look::Text | Look::Time => 0,
            _ => 6,
        },
        ColumnKind::Target => match value.look {
            Look::Number | Look::Figure => 0,
            Look::Deadline => 1,
            Look::Time => 0,
            Look::Operator => 4,
            Look::Text if word.is_path() => CONTRADICTED,
            Look::Text if word.measure && !word.qualitative => CONTRADICTED,
            Look::Text => 0,
        },
        ColumnKind::Weight => match value.look {
            Look::Number => 0,
            Look::Figure => 3,
            _ => 6,
        },
        ColumnKind::Text => 0,
        ColumnKind::Identity | ColumnKind::Code => 0,
        ColumnKind::Class | ColumnKind::Group | ColumnKind::Name => return None,
    })
}

/// Doubt, and how much of it is contradiction.
#[derive(Clone, Copy, Default)]
struct Cost {
    doubt: u32,
    contradiction: u32,
}

impl Cost {
    fn add(&mut self, doubt: u32) {
        self.doubt += doubt;
        if doubt >= CONTRADICTION {
            self.contradiction += doubt;
        }
    }
}

/// How little the columns of an indicator row fit together, `None` when they cannot.
fn mismatch(columns: &[Column], assigned: &Columns, values: &[Value<'_>]) -> Option<Cost> {
    let at = |kind: ColumnKind| {
        let column = columns.iter().position(|column| column.kind == kind)?;
        values.iter().find(|value| value.cell == assigned[column])
    };
    let mut cost = Cost::default();
    let missing = columns.iter().zip(assigned).filter(|(column, cell)| column.required && **cell == NO_CELL).count();
    if missing > 0 {
        // A row has a name. Without one it is still the row as typed that an author left unfinished, unless the only
        // text before the operator is none of the form's groups: then that is the name.
        let parent = at(ColumnKind::Group).filter(|_| at(ColumnKind::Class).is_none());
        cost.add(if parent.is_some_and(|group| group.word.group.is_none()) { 9 } else { 5 });
    }
    if let (Some(class), None) = (at(ColumnKind::Class), at(ColumnKind::Group)) {
        class.word.class?;
        cost.add(4);
    }
    let has = |kind: ColumnKind| columns.iter().any(|column| column.kind == kind);
    let value = at(ColumnKind::Value).or_else(|| at(ColumnKind::Target));
    let numeric = value.is_some_and(|value| matches!(value.look, Look::Number | Look::Figure));
    cost.add(match (at(ColumnKind::Operator), value) {
        (Some(_), None) => 4,
        (Some(_), Some(_)) if !numeric => 4,
        (None, None) if has(ColumnKind::Value) || has(ColumnKind::Target) => 3,
        // A number alone makes no indicator row.
        (None, Some(_)) if numeric && has(ColumnKind::Operator) => {
            if has(ColumnKind::Deadline) && at(ColumnKind::Deadline).is_none() { 4 } else { 1 }
        }
        _ => 0,
    });
    if at(ColumnKind::Measure).is_some() && !numeric {
        cost.add(4);
    }
    Some(cost)
}

/// What the cells of an indicator row are. `cells` begins at the label's column; when `labelled`, its first cell is the
/// section's label and no value.
pub(super) fn assign(text: &str, cells: &[Cell], columns: &[Column], profile: &Profile, labelled: bool) -> Assignment {
    let mut values: SmallVec<[Value<'_>; MOST_VALUES]> = SmallVec::new();
    for (at, cell) in cells.iter().enumerate().skip(usize::from(labelled)) {
        if cell.is_empty() {
            continue;
        }
        if values.len() == MOST_VALUES || at >= NO_CELL as usize {
            return Assignment::Unreadable;
        }
        let text = &text[cell.start as usize..cell.end as usize];
        let look = look(text, cell.kind, profile);
        values.push(Value { cell: at as u16, text, look, word: profile.word(text) });
    }
    let mut readings = Vec::new();
    let mut assigned = NOTHING;
    place(&values, 0, 0, columns, Cost::default(), &mut assigned, &mut readings);
    readings.sort_by_key(Reading::cost);
    let Some(best) = readings.first().map(Reading::cost) else { return Assignment::Unreadable };
    if let Some(typed) = readings.iter().find(|reading| reading.shift == 0) {
        // The row as typed need not be the best reading: it is enough that nothing speaks against it.
        let sound = typed.contradiction == 0 && typed.cost() < best + MARGIN;
        if sound || typed.cost() == best {
            return Assignment::AsTyped(typed.columns);
        }
    }
    let typed = readings.iter().any(|reading| reading.shift == 0 && reading.cost() < best + MARGIN);
    readings.retain(|reading| reading.cost() < best + MARGIN && reading.shift > 0);
    if typed { Assignment::Doubtful(readings) } else { Assignment::Shifted(readings) }
}

/// The column of each of `values`, which come in the order of the columns with nothing between them, and how little they
/// look like them; `None` when they make no row of indicators.
pub fn read_values(values: &[&str], columns: &[Column], profile: &Profile) -> Option<(Vec<usize>, u32)> {
    if values.len() > MOST_VALUES {
        return None;
    }
    let values: SmallVec<[Value<'_>; MOST_VALUES]> = values
        .iter()
        .enumerate()
        .map(|(at, &text)| Value {
            cell: at as u16,
            text,
            look: look(text, kind_of(text), profile),
            word: profile.word(text),
        })
        .collect();
    let mut readings = Vec::new();
    place(&values, 0, 0, columns, Cost::default(), &mut NOTHING.clone(), &mut readings);
    let best = readings.iter().min_by_key(|reading| reading.doubt)?;
    let mut taken: Vec<(u16, usize)> =
        best.columns.iter().enumerate().filter(|(_, cell)| **cell != NO_CELL).map(|(at, cell)| (*cell, at)).collect();
    taken.sort_unstable();
    Some((taken.into_iter().map(|(_, column)| column).collect(), best.doubt))
}

impl Reading {
    /// Whether the row's content leaves no doubt, when this reading is the only one.
    pub fn is_certain(&self) -> bool {
        self.contradiction <= MOST_CONTRADICTION
    }
}

/// Places the values from `next` on into the columns from `from` on, in every way that keeps their order.
fn place(
    values: &[Value<'_>],
    next: usize,
    from: usize,
    columns: &[Column],
    doubted: Cost,
    assigned: &mut Columns,
    readings: &mut Vec<Reading>,
) {
    let Some(value) = values.get(next) else {
        if let Some(mismatch) = mismatch(columns, assigned, values) {
            let shift = 2 * shift(values, assigned, columns.len());
            let doubt = doubted.doubt + mismatch.doubt;
            let contradiction = doubted.contradiction + mismatch.contradiction;
            readings.push(Reading { columns: *assigned, shift, doubt, contradiction });
        }
        return;
    };
    // As many columns must be left as there are values.
    for column in from..(columns.len() + 1).saturating_sub(values.len() - next) {
        if let Some(doubt) = doubt(columns[column].kind, value) {
            assigned[column] = value.cell;
            let mut doubted = doubted;
            doubted.add(doubt);
            place(values, next + 1, column + 1, columns, doubted, assigned, readings);
            assigned[column] = NO_CELL;
        }
    }
}

/// How many empty cells came or went between the values, for a row whose first column stands in cell 1.
fn shift(values: &[Value<'_>], assigned: &Columns, columns: usize) -> u32 {
    let (mut cell_before, mut column_before) = (0, 0);
    let mut shift = 0;
    let mut values = values.iter();
    for (column, &cell) in assigned[..columns].iter().enumerate() {
        if cell == NO_CELL {
            continue;
        }
        debug_assert!(values.next().is_some_and(|value| value.cell == cell), "values keep their order");
        let gap = i64::from(cell) - cell_before;
        let expected = column as i64 + 1 - column_before;
        shift += (gap - expected).unsigned_abs() as u32;
        (cell_before, column_before) = (i64::from(cell), column as i64 + 1);
    }
    shift
}

/// Which cell of a list's item stands for which column, and the cells that stand for none. A list has no column for
/// each cell: padding between its values means nothing, so only the order and the looks of the values count, and where
/// they leave a choice, how near a value stands to `homes`, the cells of the headers.
pub(super) fn assign_item(
    text: &str,
    cells: &[Cell],
    columns: &[Column],
    homes: &[u32],
    profile: &Profile,
    labelled: bool,
) -> (Columns, Vec<u32>) {
    if let Some(typed) = item_as_typed(text, cells, columns, homes, profile, labelled) {
        return (typed, Vec::new());
    }
    let filled = cells.iter().enumerate().skip(usize::from(labelled)).filter(|(_, cell)| !cell.is_empty());
    let mut values: SmallVec<[Value<'_>; MOST_VALUES]> = SmallVec::new();
    let mut stray = Vec::new();
    for (at, cell) in filled {
        if values.len() == columns.len() || at >= NO_CELL as usize {
            stray.push(at as u32);
            continue;
        }
        let text = &text[cell.start as usize..cell.end as usize];
        let look = if cell.kind == CellKind::Number { Look::Number } else { look(text, cell.kind, profile) };
        values.push(Value { cell: at as u16, text, look, word: Word::default() });
    }
    let mut best = (u32::MAX, NOTHING);
    let mut assigned = NOTHING;
    place_item(&values, 0, 0, columns, homes, 0, &mut assigned, &mut best);
    (best.1, stray)
}

/// The columns of an item whose values all stand below their headers and are beyond doubt there, which no other reading
/// can do; most items are so.
fn item_as_typed(
    text: &str,
    cells: &[Cell],
    columns: &[Column],
    homes: &[u32],
    profile: &Profile,
    labelled: bool,
) -> Option<Columns> {
    let mut assigned = NOTHING;
    let mut filled =
        cells.iter().enumerate().skip(usize::from(labelled)).filter(|(_, cell)| !cell.is_empty()).peekable();
    for (at, column) in columns.iter().enumerate() {
        let Some(&(here, cell)) = filled.peek() else { break };
        if here as u32 != home(homes, at) {
            continue;
        }
        let text = &text[cell.start as usize..cell.end as usize];
        let figure = || text.bytes().any(|byte| byte.is_ascii_digit() || byte == 0xef);
        let fits = match (column.kind, cell.kind) {
            (ColumnKind::Amount, CellKind::Number) => true,
            (ColumnKind::Task, CellKind::Text) => !figure() && profile.operator(text).is_none(),
            (ColumnKind::Text, _) => true,
            _ => false,
        };
        if !fits {
            return None;
        }
        assigned[at] = u16::try_from(here).ok().filter(|cell| *cell != NO_CELL)?;
        filled.next();
    }
    filled.peek().is_none().then_some(assigned)
}

/// The cell of the header of a column, or where it would stand.
fn home(homes: &[u32], column: usize) -> u32 {
    homes.get(column).copied().unwrap_or(column as u32 + 1)
}

#[allow(clippy::too_many_arguments)]
fn place_item(
    values: &[Value<'_>],
    next: usize,
    from: usize,
    columns: &[Column],
    homes: &[u32],
    cost: u32,
    assigned: &mut Columns,
    best: &mut (u32, Columns),
) {
    let Some(value) = values.get(next) else {
        if cost < best.0 {
            *best = (cost, *assigned);
        }
        return;
    };
    for column in from..=(columns.len() - (values.len() - next)) {
        let doubt = doubt(columns[column].kind, value).unwrap_or(6);
        let away = u32::from(value.cell).abs_diff(home(homes, column)).min(3);
        assigned[column] = value.cell;
        place_item(values, next + 1, column + 1, columns, homes, cost + 4 * doubt + away, assigned, best);
        assigned[column] = NO_CELL;
    }
}
