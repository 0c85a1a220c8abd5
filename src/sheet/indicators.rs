//! The indicators of a sheet: their columns, the parents they inherit, and the rows that damage reached.

use super::columns::{Assignment, NO_CELL, NOTHING, assign};
use super::{CellRef, Columns, Deadline, Reading, RowRole, Sheet, read_deadline};
use crate::profile::{Column, ColumnKind, Profile};
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
    /// What happened to the row.
    pub damage: Option<Box<Damage>>,
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
    /// Whether the catalogue confirms both rows.
    pub confirmed: bool,
}

impl Indicator {
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
}

/// Where the columns stand that the reading of a row needs.
struct Spec<'p> {
    columns: &'p [Column],
    class: Option<usize>,
    group: Option<usize>,
    name: Option<usize>,
    deadline: Option<usize>,
}

/// Reads the indicator rows of the sheet.
pub(super) fn read_indicators(sheet: &mut Sheet<'_>) {
    let profile = sheet.profile;
    let Some((section, columns)) = profile.indicators() else { return };
    let Some(open) = sheet.view_of(section) else { return };
    let column = |kind: ColumnKind| columns.iter().position(|column| column.kind == kind);
    let spec = Spec {
        columns,
        class: column(ColumnKind::Class),
        group: column(ColumnKind::Group),
        name: column(ColumnKind::Name),
        deadline: column(ColumnKind::Deadline),
    };
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
    let hoists: Vec<Option<Hoist>> = {
        let mut parents = Parents::default();
        let mut hoists = Vec::with_capacity(rows.len());
        let mut pending: Option<Hoist> = None;
        for at in 0..rows.len() {
            let hoist = if pending.is_none() { hoist(sheet, &rows, at, parents, &spec) } else { None };
            let columns = hoist.as_ref().map_or(rows[at].columns, |hoist| hoist.own);
            parents = inherit(&rows[at], columns, parents, pending.as_ref(), hoist.as_ref(), &spec);
            pending = hoist.clone().filter(|hoist| hoist.confirmed);
            hoists.push(hoist);
        }
        hoists
    };
    let mut parents = Parents::default();
    let mut pending: Option<Hoist> = None;
    for (indicator, hoist) in rows.iter_mut().zip(hoists) {
        if let Some(hoist) = &hoist {
            indicator.columns = if hoist.confirmed { hoist.own } else { NOTHING };
            indicator.damage = Some(Box::new(Damage::Hoisted(hoist.clone())));
        }
        parents = inherit(indicator, indicator.columns, parents, pending.as_ref(), hoist.as_ref(), &spec);
        if !indicator.is_in_doubt() {
            (indicator.class, indicator.group) = (parents.class, parents.group);
        }
        indicator.standard = standard(sheet, indicator, &spec);
        indicator.deadline =
            spec.deadline.and_then(|at| indicator.cell(at)).and_then(|cell| read_deadline(sheet.value(cell)));
        pending = hoist.filter(|hoist| hoist.confirmed);
    }
    sheet.indicators = rows;
}

/// The columns of a row by itself.
fn read_row(sheet: &Sheet<'_>, row: u32, spec: &Spec<'_>, labelled: bool) -> Indicator {
    let base = sheet.row(row).start as usize;
    let cells = sheet.cells(row);
    let text = &sheet.text[base..];
    let mut indicator =
        Indicator { row, columns: NOTHING, class: None, group: None, standard: None, deadline: None, damage: None };
    if let Some(columns) = typed(text, cells, spec.columns, sheet.profile, labelled) {
        indicator.columns = columns;
        return indicator;
    }
    let damage = match assign(text, cells, spec.columns, sheet.profile, labelled) {
        Assignment::AsTyped(columns) => {
            indicator.columns = columns;
            return indicator;
        }
        Assignment::Shifted(readings) => match &readings[..] {
            [reading] if reading.is_certain() => {
                indicator.columns = reading.columns;
                Damage::Shifted(reading.clone())
            }
            _ => Damage::Ambiguous(readings),
        },
        Assignment::Unreadable => Damage::Unreadable,
    };
    indicator.damage = Some(Box::new(damage));
    indicator
}

/// The columns of a row in which every value is beyond doubt where it should be; most rows are so, and this is all that
/// is spent on them.
fn typed(text: &str, cells: &[Cell], columns: &[Column], profile: &Profile, labelled: bool) -> Option<Columns> {
    if cells.len() > columns.len() + 1 || (!labelled && !cells[0].is_empty()) {
        return None;
    }
    let mut assigned = NOTHING;
    let (mut operator, mut number) = (false, false);
    for (at, (cell, column)) in cells[1..].iter().zip(columns).enumerate() {
        if cell.is_empty() {
            if column.required {
                return None;
            }
            continue;
        }
        let word = || profile.catalogue.word(&text[cell.start as usize..cell.end as usize]);
        let fits = match (column.kind, cell.kind) {
            (ColumnKind::Class, CellKind::Text) => word().class.is_some(),
            (ColumnKind::Group, CellKind::Text) => word().group.is_some(),
            (ColumnKind::Name, CellKind::Text) => {
                let word = word();
                word.standard.is_some() || word.is_unknown()
            }
            (ColumnKind::Operator, CellKind::Operator) => {
                operator = true;
                true
            }
            (ColumnKind::Value, CellKind::Number) => {
                number = true;
                operator
            }
            (ColumnKind::Value, CellKind::Text) => !operator && word().qualitative,
            (ColumnKind::Measure, CellKind::Text) => number,
            (ColumnKind::Deadline, CellKind::Month) => true,
            (ColumnKind::Text, _) => true,
            _ => false,
        };
        if !fits {
            return None;
        }
        assigned[at] = at as u16 + 1;
    }
    Some(assigned)
}

/// The parents that hold from this row on.
fn inherit(
    indicator: &Indicator,
    columns: Columns,
    parents: Parents,
    pending: Option<&Hoist>,
    hoist: Option<&Hoist>,
    spec: &Spec<'_>,
) -> Parents {
    let in_doubt = match hoist {
        Some(hoist) => !hoist.confirmed,
        None => indicator.is_in_doubt(),
    };
    if in_doubt {
        return Parents::default();
    }
    let stated = |column: Option<usize>, row: u32, columns: &Columns| {
        let cell = columns[column?];
        (cell != NO_CELL).then(|| CellRef { row, cell: u32::from(cell) })
    };
    let hoisted = |column: Option<usize>| {
        let pending = pending?;
        let at = pending.columns.iter().position(|&of| Some(of) == column)?;
        Some(CellRef { row: pending.carrier, cell: pending.parents[at] })
    };
    let class = stated(spec.class, indicator.row, &columns).or_else(|| hoisted(spec.class));
    let group = stated(spec.group, indicator.row, &columns).or_else(|| hoisted(spec.group));
    match (class, group) {
        (Some(class), group) => Parents { class: Some(class), group },
        (None, Some(group)) => Parents { class: parents.class, group: Some(group) },
        (None, None) => parents,
    }
}

/// Whether the row at `at` carries the parents of the next one, given the parents that hold before it.
fn hoist(sheet: &Sheet<'_>, rows: &[Indicator], at: usize, parents: Parents, spec: &Spec<'_>) -> Option<Hoist> {
    let (this, next) = (&rows[at], rows.get(at + 1)?);
    let unreadable = matches!(this.damage.as_deref(), Some(Damage::Unreadable));
    if next.is_in_doubt() || (this.is_in_doubt() && !unreadable) {
        return None;
    }
    let (class, group, name) = (spec.class?, spec.group?, spec.name?);
    let word = |at: usize| this.cell(at).map(|cell| sheet.profile.word(sheet.value(cell)));
    let crossed = word(class).is_some_and(|word| word.class.is_none() && word.group.is_some())
        || word(group).is_some_and(|word| word.group.is_none() && word.class.is_some());
    if !unreadable && !crossed {
        // A readable row is suspected only where the catalogue has its indicator elsewhere.
        this.cell(class).or(this.cell(group))?;
        let here = Parents { class: this.cell(class).or(parents.class), group: this.cell(group).or(parents.group) };
        let first = sheet.profile.word(sheet.value(this.cell(name)?)).standard?;
        if confirms(sheet, first, here) {
            return None;
        }
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
        let cell = |row: u32, cell: u16| (cell != NO_CELL).then(|| CellRef { row, cell: u32::from(cell) });
        let here = Parents {
            class: cell(this.row, own[class]).or(parents.class),
            group: cell(this.row, own[group]).or(parents.group),
        };
        let carried = |column: usize| {
            let at = columns.iter().position(|&of| of == column)?;
            Some(CellRef { row: this.row, cell: taken[at] })
        };
        let there = Parents { class: carried(class).or(here.class), group: carried(group).or(next.cell(group)) };
        let first = |cell: Option<CellRef>| sheet.profile.word(sheet.value(cell?)).standard;
        let this_fits = first(cell(this.row, own[name])).is_some_and(|first| confirms(sheet, first, here));
        let next_name = first(next.cell(name));
        let confirmed = this_fits && next_name.is_some_and(|first| confirms(sheet, first, there));
        let hoist = Hoist { carrier: this.row, parents: taken.to_vec(), columns, next: next.row, own, confirmed };
        if confirmed {
            return Some(hoist);
        }
        // The next row's indicator is the unit's own: only this row and the tree speak for it.
        let likely = unreadable || (crossed && in_tree(sheet, here)) || (this_fits && next_name.is_none());
        if likely && unconfirmed.is_none() && in_tree(sheet, there) {
            unconfirmed = Some(hoist);
        }
    }
    unconfirmed
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
        Assignment::Unreadable => None,
    }
}

/// The names of class and group as the form spells them.
fn path<'s>(sheet: &'s Sheet<'_>, parents: Parents) -> Option<(&'s str, &'s str)> {
    let catalogue = &sheet.profile.catalogue;
    let class = sheet.profile.word(sheet.value(parents.class?)).class?;
    let group = sheet.profile.word(sheet.value(parents.group?)).group?;
    Some((&catalogue.classes[class as usize], &catalogue.groups[group as usize].name))
}

/// Whether the catalogue has the standard indicator of a name, the first of which is `first`, under `parents`.
fn confirms(sheet: &Sheet<'_>, first: u16, parents: Parents) -> bool {
    path(sheet, parents)
        .is_some_and(|(class, group)| sheet.profile.catalogue.standard_under(first, class, group).is_some())
}

/// Whether the tree has such a group under such a class.
fn in_tree(sheet: &Sheet<'_>, parents: Parents) -> bool {
    path(sheet, parents).is_some_and(|(class, group)| {
        let catalogue = &sheet.profile.catalogue;
        catalogue.word(class).class.is_some_and(|class| catalogue.has_group(class, group))
    })
}

/// The standard indicator that a row is by its name, the one under its own parents if there is one.
fn standard(sheet: &Sheet<'_>, indicator: &Indicator, spec: &Spec<'_>) -> Option<u16> {
    let name = indicator.cell(spec.name?)?;
    let first = sheet.profile.word(sheet.value(name)).standard?;
    if sheet.profile.catalogue.standards[first as usize].next.is_none() {
        return Some(first);
    }
    let parents = Parents { class: indicator.class, group: indicator.group };
    let under =
        path(sheet, parents).and_then(|(class, group)| sheet.profile.catalogue.standard_under(first, class, group));
    under.or(Some(first))
}
