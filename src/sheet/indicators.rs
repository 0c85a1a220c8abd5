//! The indicators of a sheet: their columns, the parents they inherit, and the rows that damage reached.

use super::columns::{Assignment, NO_CELL, NOTHING, assign};
use super::{CellRef, Columns, Deadline, Reading, RowRole, Sheet, read_deadline};
use crate::profile::{Column, ColumnKind, Known, Profile, RowReading};
use crate::syntax::{Cell, CellKind};

/// An indicator.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Its row in the sheet.
    pub row: u32,
    /// The cell of each column; nothing is assigned in a row that cannot be read for certain.
    pub columns: Columns,
    /// The cell that states its class, in this row or in one above; `None` when none does or that row is in doubt.
    pub class: Option<CellRef>,
    /// The cell that states its group.
    pub group: Option<CellRef>,
    /// The standard indicator that it is: one of its name, under its own class and group if there is one there.
    pub standard: Option<u16>,
    /// Its deadline, if one can be read.
    pub deadline: Option<Deadline>,
    /// Whether it is a standard indicator whose row stands as the form has it: under its own parents, every value in its
    /// column, the usual operator, target value and measure, a deadline. Most rows are so, and most rules have nothing to look for there.
    pub usual: bool,
    /// What happened to the row.
    pub damage: Option<Box<Damage>>,
    /// Which of the sheet's tables it stands in, and which project of a list; a name may come once in each.
    pub part: u32,
    /// What the form knows its own class, group and name as.
    known: Known,
}

/// What happened to an indicator row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// Values stand outside their columns, and one reading is certain.
    Shifted(Reading),
    /// Values stand outside their columns, and more than one reading is possible, or one that is in doubt.
    Ambiguous(Vec<Reading>),
    /// The parents of the next row are printed on this row.
    Hoisted(Hoist),
    /// No reading puts every value into a column.
    Unreadable,
}

/// The parents of the next row, printed on a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hoist {
    /// The row that carries the parents.
    pub carrier: u32,
    /// Their cells in it.
    pub parents: Vec<u32>,
    /// The columns that they fill in the next row.
    pub columns: Vec<usize>,
    /// The next row.
    pub next: u32,
    /// What is left of this row.
    pub own: Columns,
    /// Whether the catalogue or the tree leaves no doubt.
    pub confirmed: bool,
}

impl Indicator {
    /// An indicator whose cells stand where its headers are.
    pub(super) fn under_headers(row: u32, part: u32, columns: Columns) -> Self {
        Self {
            row,
            columns,
            class: None,
            group: None,
            standard: None,
            deadline: None,
            usual: false,
            damage: None,
            part,
            known: Known::default(),
        }
    }

    /// The cell in that column.
    #[inline]
    pub fn cell(&self, column: usize) -> Option<CellRef> {
        let cell = self.columns[column];
        (cell != NO_CELL).then(|| CellRef { row: self.row, cell: u32::from(cell) })
    }

    /// Whether the row cannot be read for certain.
    pub fn is_in_doubt(&self) -> bool {
        match self.damage.as_deref() {
            Some(Damage::Ambiguous(_) | Damage::Unreadable) => true,
            Some(Damage::Hoisted(hoist)) => !hoist.confirmed,
            Some(Damage::Shifted(_)) | None => false,
        }
    }
}

/// The parents that a row without its own inherits.
#[derive(Clone, Copy, Default)]
struct Parents {
    class: Option<CellRef>,
    group: Option<CellRef>,
    /// What the form knows them as.
    class_word: Option<u16>,
    group_word: Option<u16>,
}

/// Where the columns stand that the reading of a row needs.
struct Spec<'p> {
    columns: &'p [Column],
    class: Option<usize>,
    group: Option<usize>,
    name: Option<usize>,
    deadline: Option<usize>,
}

impl<'p> Spec<'p> {
    fn new(profile: &'p Profile, columns: &'p [Column]) -> Self {
        let column = |kind: ColumnKind| profile.column_of(kind);
        Self {
            columns,
            class: column(ColumnKind::Class),
            group: column(ColumnKind::Group),
            name: column(ColumnKind::Name),
            deadline: column(ColumnKind::Deadline),
        }
    }

    /// Whether the row states neither class nor group.
    fn states_no_parent(&self, indicator: &Indicator) -> bool {
        let empty = |column: Option<usize>| column.is_none_or(|column| indicator.columns[column] == NO_CELL);
        empty(self.class) && empty(self.group)
    }
}

/// Reads the indicator rows of the sheet.
pub(super) fn read_indicators(sheet: &mut Sheet<'_>) {
    let Some((section, columns)) = sheet.profile.indicators() else { return };
    let Some(open) = sheet.view_of(section) else { return };
    let spec = Spec::new(sheet.profile, columns);
    let view = &sheet.sections[open];
    let mut rows: Vec<Indicator> = Vec::with_capacity(view.end - view.first);
    for row in view.first..view.end {
        let labelled = match sheet.roles[row] {
            RowRole::Item(of) if of == open => false,
            RowRole::LabelItem(of) | RowRole::RepeatedLabel(of) if of == open => true,
            _ => continue,
        };
        rows.push(read_row(sheet, row as u32, &spec, labelled));
    }
    let mut parents = Parents::default();
    // The parents that the row before carries for this one.
    let mut carried: Option<Hoist> = None;
    for at in 0..rows.len() {
        if carried.is_none() && rows[at].damage.is_none() {
            // Most rows are so: no parents are printed on it, or it is the form's own row under the parents printed on
            // it. It has none of another row.
            let bare = spec.states_no_parent(&rows[at]);
            if bare || rows[at].usual {
                let here = if bare { parents } else { inherit(sheet, &rows[at], parents, None, &spec) };
                let found = rows[at].known.standard.and_then(|first| under(sheet, first, here));
                if bare || found.is_some() {
                    parents = here;
                    settle(sheet, &mut rows[at], parents, found, &spec);
                    continue;
                }
            }
        }
        let hoist = if carried.is_none() { hoist(sheet, &rows, at, parents, &spec) } else { None };
        let indicator = &mut rows[at];
        if let Some(hoist) = &hoist {
            indicator.columns = if hoist.confirmed { hoist.own } else { NOTHING };
            indicator.known = known(sheet, indicator, &spec);
            indicator.usual = false;
            indicator.damage = Some(Box::new(Damage::Hoisted(hoist.clone())));
        }
        if indicator.is_in_doubt() {
            parents = Parents::default();
        } else {
            parents = inherit(sheet, indicator, parents, carried.as_ref(), &spec);
            let found = indicator.known.standard.and_then(|first| under(sheet, first, parents));
            settle(sheet, indicator, parents, found, &spec);
        }
        carried = hoist.filter(|hoist| hoist.confirmed);
    }
    sheet.indicators = rows;
}

/// Completes a row that can be read for certain with what its parents decide; `here` is the standard indicator of its
/// name under them.
fn settle(sheet: &Sheet<'_>, indicator: &mut Indicator, parents: Parents, here: Option<u16>, spec: &Spec<'_>) {
    (indicator.class, indicator.group) = (parents.class, parents.group);
    indicator.standard = here.or(indicator.known.standard);
    indicator.deadline =
        spec.deadline.and_then(|at| indicator.cell(at)).and_then(|cell| read_deadline(sheet.value(cell)));
    indicator.usual &= here.is_some() && (spec.deadline.is_none() || indicator.deadline.is_some());
}

/// The columns of a row by itself.
fn read_row(sheet: &Sheet<'_>, row: u32, spec: &Spec<'_>, labelled: bool) -> Indicator {
    let base = sheet.row(row).start as usize;
    let cells = sheet.cells(row);
    let text = &sheet.text[base..];
    let mut indicator = Indicator {
        row,
        columns: NOTHING,
        class: None,
        group: None,
        standard: None,
        deadline: None,
        usual: false,
        damage: None,
        part: 0,
        known: Known::default(),
    };
    if let Some(reading) = by_itself(sheet, row, spec, labelled) {
        RowReading { columns: indicator.columns, known: indicator.known, usual: indicator.usual } = reading;
        return indicator;
    }
    let damage = match assign(text, cells, spec.columns, sheet.profile, labelled) {
        Assignment::AsTyped(columns) => {
            indicator.columns = columns;
            None
        }
        Assignment::Shifted(readings) => match &readings[..] {
            [reading] if reading.is_certain() => {
                indicator.columns = reading.columns;
                Some(Damage::Shifted(reading.clone()))
            }
            _ => Some(Damage::Ambiguous(readings)),
        },
        Assignment::Doubtful(readings) => Some(Damage::Ambiguous(readings)),
        Assignment::Unreadable => Some(Damage::Unreadable),
    };
    indicator.damage = damage.map(Box::new);
    indicator.known = known(sheet, &indicator, spec);
    indicator
}

/// What a row is in which every value is beyond doubt where it should be. A row that the form has itself is looked up.
fn by_itself(sheet: &Sheet<'_>, row: u32, spec: &Spec<'_>, labelled: bool) -> Option<RowReading> {
    let profile = sheet.profile;
    let read = || {
        let text = &sheet.text[sheet.row(row).range().usize()];
        let cells = sheet.cells(row);
        let (columns, known) = typed(text, cells, spec.columns, profile, labelled)?;
        Some(RowReading { columns, known, usual: is_usual(text, cells, spec, profile, known) })
    };
    // The form that the rows were found by may have been another one.
    let at = sheet.syntax.form_row(sheet.row(row), profile.form_rows.form()).filter(|_| !labelled);
    let form_row = at.and_then(|at| profile.form_rows.get(at));
    match form_row {
        Some(form_row) => form_row.reading(read).copied(),
        None => read(),
    }
}

/// What the form knows the class, the group and the name of a row as.
fn known(sheet: &Sheet<'_>, indicator: &Indicator, spec: &Spec<'_>) -> Known {
    let word = |column: Option<usize>| {
        let cell = column.and_then(|column| indicator.cell(column))?;
        Some(sheet.profile.word(sheet.value(cell)))
    };
    Known {
        class: word(spec.class).and_then(|word| word.class),
        group: word(spec.group).and_then(|word| word.group),
        standard: word(spec.name).and_then(|word| word.standard),
    }
}

/// The columns of a row in which every value is beyond doubt where it should be, and what the form knows its words as;
/// most rows are so, and this is all that is spent on them.
fn typed(
    text: &str,
    cells: &[Cell],
    columns: &[Column],
    profile: &Profile,
    labelled: bool,
) -> Option<(Columns, Known)> {
    if cells.len() > columns.len() + 1 || (!labelled && !cells[0].is_empty()) {
        return None;
    }
    let mut assigned = NOTHING;
    let mut known = Known::default();
    let (mut operator, mut number, mut value, mut unknown) = (false, false, false, false);
    for (at, (cell, column)) in cells[1..].iter().zip(columns).enumerate() {
        if cell.is_empty() {
            if column.required {
                return None;
            }
            continue;
        }
        let word = || profile.word(&text[cell.start as usize..cell.end as usize]);
        let fits = match (column.kind, cell.kind) {
            (ColumnKind::Class, CellKind::Text) => {
                let word = word();
                known.class = word.class;
                unknown |= word.class.is_none();
                word.class.is_some() || word.is_unknown()
            }
            (ColumnKind::Group, CellKind::Text) => {
                let word = word();
                known.group = word.group;
                unknown |= word.group.is_none();
                word.group.is_some() || word.is_unknown()
            }
            (ColumnKind::Name, CellKind::Text) => {
                let word = word();
                known.standard = word.standard;
                word.standard.is_some() || word.is_unknown()
            }
            (ColumnKind::Operator, CellKind::Operator) => {
                operator = true;
                true
            }
            (ColumnKind::Value, CellKind::Number) => {
                (number, value) = (true, true);
                operator
            }
            (ColumnKind::Value, CellKind::Text) => {
                value = true;
                let word = word();
                !operator && (word.qualitative || (word.is_unknown() && !cell_has_figure(text, cell)))
            }
            (ColumnKind::Measure, CellKind::Text) => number,
            (ColumnKind::Target, CellKind::Text) => {
                value = true;
                let word = word();
                word.qualitative || word.is_unknown()
            }
            (ColumnKind::Target, CellKind::Number) => {
                value = true;
                true
            }
            (ColumnKind::Weight, CellKind::Number) => true,
            (ColumnKind::Deadline, CellKind::Month) => true,
            (ColumnKind::Text, _) => true,
            _ => false,
        };
        if !fits {
            return None;
        }
        assigned[at] = at as u16 + 1;
    }
    if unknown && (!value || known.standard.is_some()) {
        return None;
    }
    // A figure is none of the names, but it may stand where one should.
    if !value && columns.iter().any(|column| column.kind == ColumnKind::Target) {
        return None;
    }
    let filled = columns.iter().zip(assigned).all(|(column, cell)| !column.required || cell != NO_CELL);
    filled.then_some((assigned, known))
}

/// Whether the cell holds a digit or a full-width form, so that it may be more than a word.
fn cell_has_figure(text: &str, cell: &Cell) -> bool {
    text.as_bytes()[cell.start as usize..cell.end as usize].iter().any(|byte| byte.is_ascii_digit() || *byte == 0xef)
}

/// Whether a row that stands as typed has the operator, target value and measure of the standard indicator, and a
/// deadline where the form has deadlines.
fn is_usual(text: &str, cells: &[Cell], spec: &Spec<'_>, profile: &Profile, known: Known) -> bool {
    let Some(standard) = known.standard else { return false };
    let standard = &profile.catalogue.standards[standard as usize];
    // Known in another width is not as the form has it.
    let matches_word = |value: &str, word: Option<&String>| value.is_empty() || word.is_some_and(|word| word == value);
    spec.columns.iter().enumerate().all(|(at, column)| {
        let value = || cells.get(at + 1).map_or("", |cell| &text[cell.start as usize..cell.end as usize]);
        match column.kind {
            ColumnKind::Class => matches_word(value(), known.class.map(|at| &profile.catalogue.classes[at as usize])),
            ColumnKind::Group => {
                matches_word(value(), known.group.map(|at| &profile.catalogue.groups[at as usize].name))
            }
            ColumnKind::Name => value() == standard.name,
            ColumnKind::Operator => value() == standard.operator,
            ColumnKind::Value => value() == standard.value,
            ColumnKind::Measure => value() == standard.measure,
            ColumnKind::Target => standard.is_target(value()),
            ColumnKind::Deadline => cells.get(at + 1).is_some_and(|cell| cell.kind == CellKind::Month),
            _ => true,
        }
    })
}

/// The parents that hold from this row on.
fn inherit(
    sheet: &Sheet<'_>,
    indicator: &Indicator,
    parents: Parents,
    carried: Option<&Hoist>,
    spec: &Spec<'_>,
) -> Parents {
    let own = |column: Option<usize>| column.and_then(|column| indicator.cell(column));
    let from_above = |column: Option<usize>| {
        let carried = carried.filter(|carried| carried.next == indicator.row)?;
        let at = carried.columns.iter().position(|&of| Some(of) == column)?;
        Some(CellRef { row: carried.carrier, cell: carried.parents[at] })
    };
    let word = |cell: CellRef| sheet.profile.word(sheet.value(cell));
    let class = match own(spec.class) {
        Some(cell) => Some((cell, indicator.known.class)),
        None => from_above(spec.class).map(|cell| (cell, word(cell).class)),
    };
    let group = match own(spec.group) {
        Some(cell) => Some((cell, indicator.known.group)),
        None => from_above(spec.group).map(|cell| (cell, word(cell).group)),
    };
    let mut next = parents;
    if let Some((cell, word)) = class {
        (next.class, next.class_word) = (Some(cell), word);
        (next.group, next.group_word) = (None, None);
    }
    if let Some((cell, word)) = group {
        (next.group, next.group_word) = (Some(cell), word);
    }
    next
}

/// Whether the row at `at` carries the parents of the next one, given the parents that hold before it.
fn hoist(sheet: &Sheet<'_>, rows: &[Indicator], at: usize, parents: Parents, spec: &Spec<'_>) -> Option<Hoist> {
    let (this, next) = (&rows[at], rows.get(at + 1)?);
    let unreadable = matches!(this.damage.as_deref(), Some(Damage::Unreadable));
    let (class, group, name) = (spec.class?, spec.group?, spec.name?);
    let crossed = (this.cell(class).is_some() && this.known.class.is_none() && is_group(sheet, this.cell(class)))
        || (this.cell(group).is_some() && this.known.group.is_none() && is_class(sheet, this.cell(group)));
    if !this.is_in_doubt() && !crossed {
        // A readable row is suspected only where the catalogue has its indicator elsewhere.
        this.cell(class).or(this.cell(group))?;
        let here = inherit(sheet, this, parents, None, spec);
        if confirms(sheet, this.known.standard?, here) {
            return None;
        }
    }
    if next.is_in_doubt() {
        return None;
    }
    let labelled = matches!(sheet.roles[this.row as usize], RowRole::LabelItem(_) | RowRole::RepeatedLabel(_));
    let values: Vec<u32> = sheet.values(this.row).map(|(at, _)| at).skip(usize::from(labelled)).collect();
    let (class_stated, group_stated) = (next.cell(class).is_some(), next.cell(group).is_some());
    let mut unconfirmed = None;
    for hoisted in [2, 1] {
        let columns = match (hoisted, class_stated, group_stated) {
            (2, false, false) => vec![class, group],
            (1, false, false) => vec![group],
            (1, false, true) => vec![class],
            _ => continue,
        };
        if values.len() <= hoisted {
            continue;
        }
        let taken = &values[..hoisted];
        let Some(own) = without(sheet, this.row, taken, spec, labelled) else { continue };
        let mut rest = Indicator { columns: own, damage: None, ..this.clone() };
        rest.known = known(sheet, &rest, spec);
        let here = inherit(sheet, &rest, parents, None, spec);
        let hoist =
            Hoist { carrier: this.row, parents: taken.to_vec(), columns, next: next.row, own, confirmed: false };
        let there = inherit(sheet, next, here, Some(&hoist), spec);
        if rest.cell(name).is_none() {
            continue;
        }
        let fits = |standard: Option<u16>, parents| standard.is_some_and(|first| confirms(sheet, first, parents));
        let this_fits = fits(rest.known.standard, here);
        let own_name = next.known.standard.is_none();
        let placed = (crossed || this.is_in_doubt()) && in_tree(sheet, here);
        // The tree alone proves it: behind parents that belong together stands a group of the class that is open here. A
        // next row that is the unit's own says nothing against it, and neither does one that the catalogue has there.
        let proved = in_tree(sheet, there)
            && (own_name || fits(next.known.standard, there))
            && (this_fits || (placed && rest.cell(group).is_some()));
        if proved {
            return Some(Hoist { confirmed: true, ..hoist });
        }
        let likely = unreadable || placed || (this_fits && own_name);
        if likely && unconfirmed.is_none() && in_tree(sheet, there) {
            unconfirmed = Some(hoist);
        }
    }
    unconfirmed
}

fn is_group(sheet: &Sheet<'_>, cell: Option<CellRef>) -> bool {
    cell.is_some_and(|cell| sheet.profile.word(sheet.value(cell)).group.is_some())
}

fn is_class(sheet: &Sheet<'_>, cell: Option<CellRef>) -> bool {
    cell.is_some_and(|cell| sheet.profile.word(sheet.value(cell)).class.is_some())
}

/// The certain columns of a row of which the cells `taken` are left out.
fn without(sheet: &Sheet<'_>, row: u32, taken: &[u32], spec: &Spec<'_>, labelled: bool) -> Option<Columns> {
    let mut cells = sheet.cells(row).to_vec();
    for &at in taken {
        cells[at as usize].kind = CellKind::Empty;
    }
    let base = sheet.row(row).start as usize;
    match assign(&sheet.text[base..], &cells, spec.columns, sheet.profile, labelled) {
        Assignment::AsTyped(columns) => Some(columns),
        Assignment::Shifted(readings) => match &readings[..] {
            [reading] if reading.is_certain() => Some(reading.columns),
            _ => None,
        },
        Assignment::Doubtful(_) | Assignment::Unreadable => None,
    }
}

/// Whether the catalogue has the standard indicator of a name, the first of which is `first`, under `parents`.
fn confirms(sheet: &Sheet<'_>, first: u16, parents: Parents) -> bool {
    under(sheet, first, parents).is_some()
}

/// The standard indicator of a name, the first of which is `first`, that stands under `parents`.
fn under(sheet: &Sheet<'_>, first: u16, parents: Parents) -> Option<u16> {
    let (class, group) = (parents.class_word?, parents.group_word?);
    sheet.profile.catalogue.standard_under(first, class, group)
}

/// Whether the tree has such a group under such a class.
fn in_tree(sheet: &Sheet<'_>, parents: Parents) -> bool {
    let (Some(class), Some(group)) = (parents.class_word, parents.group_word) else { return false };
    let catalogue = &sheet.profile.catalogue;
    catalogue.has_group(class, &catalogue.groups[group as usize].name)
}
