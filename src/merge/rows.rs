//! The units of three sheets made one, and the rows that they are written as.

use std::collections::BTreeSet;

use super::units::{Id, Unit, Units};
use super::widen::widen;

/// One of the books that are merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Ours,
    Theirs,
}

/// The rows of a unit.
type Rows = Vec<Vec<String>>;

/// The places of a unit in base, ours and theirs.
type Node = [Option<usize>; 3];

/// Above the rows that one side has.
const MARKS: [&str; 2] = ["# mubiao: conflict(ours)", "# mubiao: conflict(theirs)"];

/// What stands for rows that a side dropped.
const NO_ROW: &str = "# 这一方删去了这里 / dropped on this side";

/// What stands for a sheet that a side dropped.
const NO_SHEET: &str = "# 这一方删去了整张表 / the whole sheet was dropped on this side";

/// A row of a table that others may stand below.
#[derive(Clone)]
struct Above {
    table: String,
    /// Its cells, parents filled in.
    cells: Vec<String>,
    /// The cells of parents, also those that a table beside it has.
    parents: BTreeSet<usize>,
}

/// The rows of the result.
#[derive(Default)]
pub(super) struct Out {
    rows: Vec<String>,
    conflicts: usize,
    /// The row of a table that was written last.
    above: Option<Above>,
    /// Comments that wait for the next row, because theirs went.
    waiting: Vec<String>,
    /// The title of a dropped sheet, for the next one where that has none.
    title: Option<Unit>,
    /// The rows of the title of a sheet that was kept though one side dropped it: that side has it above the next sheet.
    kept_title: Option<Rows>,
}

impl Out {
    /// The rows, and how many conflicts are in them.
    pub(super) fn finish(mut self) -> (Vec<String>, usize) {
        self.rows.append(&mut self.waiting);
        let mut rows: Vec<String> = Vec::with_capacity(self.rows.len());
        for row in self.rows {
            let blank = row.trim().is_empty();
            if !blank || rows.last().is_some_and(|last| !last.trim().is_empty()) {
                rows.push(if blank { String::new() } else { row });
            }
        }
        while rows.last().is_some_and(String::is_empty) {
            rows.pop();
        }
        (rows, self.conflicts)
    }

    /// Begins a sheet, which has a title of its own or not.
    fn begin(&mut self, titled: bool) {
        if !self.rows.is_empty() {
            self.rows.push(String::new());
        }
        self.above = None;
        if let Some(title) = self.title.take().filter(|_| !titled) {
            self.unit(&title, &title.rows.clone());
            self.rows.push(String::new());
        }
    }

    /// Writes a sheet as it is.
    pub(super) fn whole(&mut self, units: Units) {
        self.begin(units.all.iter().any(is_title));
        for unit in &units.all {
            self.rows.append(&mut self.waiting);
            self.rows.extend(unit.lead.iter().cloned());
            self.unit(unit, &unit.rows.clone());
        }
        self.rows.extend(units.tail);
    }

    /// Writes a sheet that one side changed and the side `by` dropped.
    pub(super) fn lost(&mut self, mut units: Units, by: Side) {
        self.conflicts += 1;
        let (gone, left) = if by == Side::Ours { (MARKS[0], MARKS[1]) } else { (MARKS[1], MARKS[0]) };
        self.kept_title = units.all.iter().find(|unit| is_title(unit)).map(|unit| unit.rows.clone());
        if let Some(first) = units.all.iter_mut().find(|unit| !is_title(unit)) {
            first.lead.extend([gone, NO_SHEET, left].map(str::to_owned));
        }
        self.whole(units);
    }

    /// Leaves out a sheet; what it says for the whole book stays.
    pub(super) fn dropped(&mut self, units: Units) {
        let for_book = |row: &&str| {
            use crate::sheet::{Order, read_directive};
            let order = read_directive(row).map(|directive| directive.order);
            matches!(order, Some(Order::Profile(_) | Order::FiscalYear(_)))
        };
        if self.rows.is_empty() {
            self.waiting.extend(units.comments().filter(for_book).map(str::to_owned));
            self.title = units.all.into_iter().find(is_title).or(self.title.take());
        }
    }

    /// Writes the rows of a unit; a class and a group that the row above has are not printed.
    fn unit(&mut self, unit: &Unit, rows: &Rows) {
        for cells in rows {
            let mut printed = cells.clone();
            if let Id::Row(key, _) = &unit.id {
                let mut row = Above {
                    table: key.clone(),
                    cells: cells.clone(),
                    parents: unit.parents.iter().flatten().copied().collect(),
                };
                if let Some(above) = self.above.take().filter(|above| above.table == *key) {
                    for lead in &unit.parents {
                        for place in lead {
                            match (cells.get(*place), above.cells.get(*place)) {
                                (Some(own), Some(above)) if own == above => {
                                    if !unit.repeats.contains(place) {
                                        printed[*place].clear();
                                    }
                                }
                                _ => break,
                            }
                        }
                    }
                    // A row of one of the tables side by side leaves the parents of the other as they are.
                    for place in above.parents.difference(&row.parents.clone()) {
                        if row.cells.len() <= *place {
                            row.cells.resize(place + 1, String::new());
                        }
                        row.cells[*place].clone_from(&above.cells[*place]);
                    }
                    row.parents.extend(above.parents);
                }
                self.above = Some(row);
            } else {
                self.above = None;
            }
            let filled = printed.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
            self.rows.push(printed[..filled].join("\t"));
        }
    }

    /// Writes both alternatives of a unit, each under its directive.
    fn conflict(&mut self, units: [Option<(&Unit, Rows)>; 2]) {
        self.conflicts += 1;
        let above = self.above.clone();
        for (side, mark) in units.into_iter().zip(MARKS) {
            self.rows.push(mark.to_owned());
            match side {
                Some((unit, rows)) => {
                    // Each alternative has its parents below the same row.
                    self.above.clone_from(&above);
                    self.unit(unit, &rows);
                }
                None => self.rows.push(NO_ROW.to_owned()),
            }
        }
    }
}

fn is_title(unit: &Unit) -> bool {
    matches!(&unit.id, Id::Labels(labels) if labels.starts_with("labels\u{1}title"))
}

/// Whether a unit is as it was, but for what it inherits from the rows above it.
fn says_the_same(base: &Unit, left: &Unit) -> bool {
    let own = |rows: &Rows| -> Rows {
        let mut rows = rows.clone();
        let inherited = left.inherited.iter().filter(|place| base.inherited.contains(place));
        for place in inherited {
            rows.iter_mut().filter_map(|row| row.get_mut(*place)).for_each(String::clear);
        }
        rows
    };
    own(&base.rows) == own(&left.rows)
}

/// Merges base, ours and theirs of one sheet.
pub(super) fn merge(mut sides: [Units; 3], out: &mut Out) {
    widen(&mut sides);
    let [base, ours, theirs] = &sides;
    let comments = Comments::new(&sides);
    out.begin(ours.all.iter().chain(&theirs.all).any(is_title));
    for node in ordered(&sides) {
        let unit = |side: usize| node[side].map(|at| &sides[side].all[at]);
        let (of_base, of_ours, of_theirs) = (unit(0), unit(1), unit(2));
        let mut lead = comments.lead([of_base, of_ours, of_theirs]);
        let merged = match (of_base, of_ours, of_theirs) {
            (_, None, None) => continue,
            (None, Some(only), None) | (None, None, Some(only)) => Ok(Some((only, only.rows.clone()))),
            (Some(base), Some(left), None) | (Some(base), None, Some(left)) if says_the_same(base, left) => Ok(None),
            (Some(_), Some(left), None) => Err([Some((left, left.rows.clone())), None]),
            (Some(_), None, Some(left)) => Err([None, Some((left, left.rows.clone()))]),
            (base, Some(ours), Some(theirs)) => {
                match three(base.map_or(&[], |base| &base.rows), &ours.rows, &theirs.rows) {
                    Ok(rows) => Ok(Some((if ours.rows == rows { ours } else { theirs }, rows))),
                    Err([left, right]) => match without_comments([base, Some(ours), Some(theirs)]) {
                        Some((rows, remarks)) => {
                            lead.extend(remarks);
                            Ok(Some((ours, rows)))
                        }
                        None => Err([Some((ours, left)), Some((theirs, right))]),
                    },
                }
            }
        };
        let again =
            |unit: &Unit, rows: &Rows| of_base.is_none() && is_title(unit) && out.kept_title.as_ref() == Some(rows);
        let again = matches!(&merged, Ok(Some((unit, rows))) if again(unit, rows));
        if again || matches!(merged, Ok(None)) {
            out.waiting.extend(lead.into_iter().filter(|row| !row.trim().is_empty()));
            continue;
        }
        out.rows.append(&mut out.waiting);
        out.rows.extend(lead);
        match merged {
            Ok(Some((unit, rows))) => out.unit(unit, &rows),
            Ok(None) => {}
            Err(both) => out.conflict(both),
        }
    }
    out.rows.append(&mut out.waiting);
    let tail = |units: &Units| Unit { lead: units.tail.clone(), ..Unit::default() };
    out.rows.extend(comments.lead([Some(&tail(base)), Some(&tail(ours)), Some(&tail(theirs))]));
}

/// The nodes in the order of the result: that of ours, and what theirs alone has behind what stands before it there.
fn ordered(sides: &[Units; 3]) -> Vec<Node> {
    let [base, ours, theirs] = sides;
    let all = |units: &Units| (0..units.all.len()).collect::<Vec<_>>();
    let of_ours = base.pairs(ours, &all(base), &all(ours), true);
    let of_theirs = base.pairs(theirs, &all(base), &all(theirs), true);
    let mut based_ours: Vec<Option<usize>> = vec![None; ours.all.len()];
    of_ours.iter().for_each(|(base, at)| based_ours[*at] = Some(*base));
    let mut based_theirs: Vec<Option<usize>> = vec![None; theirs.all.len()];
    of_theirs.iter().for_each(|(base, at)| based_theirs[*at] = Some(*base));
    let mut their_of_base: Vec<Option<usize>> = vec![None; base.all.len()];
    of_theirs.iter().for_each(|(base, at)| their_of_base[*base] = Some(*at));
    let fresh = |based: &[Option<usize>]| (0..based.len()).filter(|at| based[*at].is_none()).collect::<Vec<_>>();
    let both_new = ours.pairs(theirs, &fresh(&based_ours), &fresh(&based_theirs), false);
    let mut their_new: Vec<Option<usize>> = vec![None; ours.all.len()];
    both_new.iter().for_each(|(ours, at)| their_new[*ours] = Some(*at));

    let path = |unit: &Unit| match &unit.id {
        Id::Row(key, name) => Some((key.clone(), name.scope.clone(), name.path.clone())),
        _ => None,
    };
    let mut order: Vec<Node> = Vec::new();
    let mut placed = vec![false; theirs.all.len()];
    for at in 0..ours.all.len() {
        let of_base = based_ours[at];
        let their = of_base.map_or(their_new[at], |base| their_of_base[base]);
        let node = [of_base, Some(at), their];
        // A row that they moved to another group stands where they have it.
        let moved = |base: usize, their: usize| {
            path(&theirs.all[their]) != path(base_unit(base, sides))
                && path(&ours.all[at]) == path(base_unit(base, sides))
        };
        if let (Some(base), Some(their)) = (of_base, their)
            && moved(base, their)
        {
            continue;
        }
        if let Some(their) = their {
            placed[their] = true;
        }
        order.push(node);
    }
    for at in 0..theirs.all.len() {
        if placed[at] {
            continue;
        }
        let of_base = based_theirs[at];
        let our = of_base.and_then(|base| of_ours.iter().find(|(of, _)| *of == base).map(|(_, at)| *at));
        let place = place(&order, sides, at, &path(&theirs.all[at]), &path);
        order.insert(place, [of_base, our, Some(at)]);
    }
    order
}

fn base_unit(at: usize, sides: &[Units; 3]) -> &Unit {
    &sides[0].all[at]
}

/// What a row of a table belongs to: the table, the project, class and group.
type Path = Option<(String, String, Vec<String>)>;

/// Where unit `at` of theirs goes: behind the row above it of its group, or behind its group, or behind the unit above.
fn place(order: &[Node], sides: &[Units; 3], at: usize, own: &Path, path: &impl Fn(&Unit) -> Path) -> usize {
    let theirs = &sides[2];
    let of_theirs = |unit: usize| order.iter().position(|node| node[2] == Some(unit));
    let behind = |same: &dyn Fn(&Path) -> bool| {
        (0..at).rev().filter(|above| same(&path(&theirs.all[*above]))).find_map(of_theirs)
    };
    let last = |same: &dyn Fn(&Path) -> bool| {
        order.iter().rposition(|node| {
            let unit = node[1].map(|at| &sides[1].all[at]).or(node[2].map(|at| &theirs.all[at]));
            unit.is_some_and(|unit| same(&path(unit)))
        })
    };
    if let Some((table, ..)) = own {
        let group = |other: &Path| other == own;
        let class = |other: &Path| match (other, own) {
            (Some(other), Some(own)) => {
                (&other.0, &other.1) == (&own.0, &own.1) && !own.2.is_empty() && other.2.first() == own.2.first()
            }
            _ => false,
        };
        let of_table = |other: &Path| other.as_ref().is_some_and(|(other, ..)| other == table);
        let found = behind(&group).or_else(|| last(&group)).or_else(|| last(&class)).or_else(|| behind(&of_table));
        if let Some(found) = found {
            return found + 1;
        }
    }
    behind(&|_| true).map_or(0, |found| found + 1)
}

/// The merged rows of a text whose comments are moved above it, and those comments; `None` where the text itself is in
/// conflict, or has no comments.
fn without_comments(units: [Option<&Unit>; 3]) -> Option<(Rows, Vec<String>)> {
    let parted = units.map(|unit| {
        unit.map_or(&[][..], |unit| &unit.rows).iter().cloned().partition(|row: &Vec<String>| is_remark(row))
    });
    let [(of_base, base), (of_ours, ours), (of_theirs, theirs)]: [(Rows, Rows); 3] = parted;
    if of_ours.is_empty() && of_theirs.is_empty() {
        return None;
    }
    let rows = three(&base, &ours, &theirs).ok()?;
    let kept = of_ours.iter().filter(|row| !of_base.contains(row) || of_theirs.contains(row));
    let new = of_theirs.iter().filter(|row| !of_base.contains(row) && !of_ours.contains(row));
    Some((rows, kept.chain(new).map(|row| row.join("\t")).collect()))
}

/// Merges the rows of a unit cell by cell; the error is both alternatives, in each what could be merged.
fn three(base: &[Vec<String>], ours: &Rows, theirs: &Rows) -> Result<Rows, [Rows; 2]> {
    if ours == theirs || base == theirs {
        return Ok(ours.clone());
    }
    if base == ours {
        return Ok(theirs.clone());
    }
    let as_many = ours.len() == theirs.len() && (base.is_empty() || base.len() == ours.len());
    // A remark is no row of the text, and takes the place of none.
    let remarks = |rows: &[Vec<String>]| rows.iter().map(|row| is_remark(row)).collect::<Vec<_>>();
    let alike = || remarks(ours) == remarks(theirs) && (base.is_empty() || remarks(base) == remarks(ours));
    if !as_many || !alike() {
        return paragraphs(base, ours, theirs).ok_or_else(|| [ours.clone(), theirs.clone()]);
    }
    let (mut left, mut right, mut conflict) = (Rows::new(), Rows::new(), false);
    for (at, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
        let base = base.get(at);
        let cell = |row: &Vec<String>, at: usize| row.get(at).cloned().unwrap_or_default();
        let (mut of_ours, mut of_theirs) = (Vec::new(), Vec::new());
        for at in 0..ours.len().max(theirs.len()) {
            let (was, our, their) =
                (base.map(|row| cell(row, at)).unwrap_or_default(), cell(ours, at), cell(theirs, at));
            if our == their || their == was {
                of_ours.push(our.clone());
                of_theirs.push(our);
            } else if our == was {
                of_ours.push(their.clone());
                of_theirs.push(their);
            } else {
                conflict = true;
                of_ours.push(our);
                of_theirs.push(their);
            }
        }
        left.push(of_ours);
        right.push(of_theirs);
    }
    if conflict { Err([left, right]) } else { Ok(left) }
}

/// Whether a row is a remark.
fn is_remark(row: &[String]) -> bool {
    row.first().is_some_and(|cell| cell.trim_start().starts_with('#'))
}

/// Merges texts of which one side has more rows or fewer, row by row; `None` where both changed the same ones.
fn paragraphs(base: &[Vec<String>], ours: &Rows, theirs: &Rows) -> Option<Rows> {
    if base.is_empty() {
        return None;
    }
    let (of_ours, of_theirs) = (Kept::of(base, ours), Kept::of(base, theirs));
    let mut out = Rows::new();
    for at in 0..=base.len() {
        let (new_ours, new_theirs) = (&of_ours.new[at], &of_theirs.new[at]);
        match (&new_ours[..], &new_theirs[..]) {
            (new, []) | ([], new) => out.extend_from_slice(new),
            (new, same) if new == same => out.extend_from_slice(new),
            _ => return None,
        }
        let Some(row) = base.get(at) else { break };
        let one = std::slice::from_ref(row);
        match (&of_ours.rows[at], &of_theirs.rows[at]) {
            (Some(ours), Some(theirs)) => out.extend(three(one, &vec![ours.clone()], &vec![theirs.clone()]).ok()?),
            (Some(left), None) | (None, Some(left)) if left != row => return None,
            _ => {}
        }
    }
    Some(out)
}

/// What one side made of the rows of a text.
struct Kept {
    /// Each row of the base as it stands there, `None` where it was dropped.
    rows: Vec<Option<Vec<String>>>,
    /// The new rows before each of them, and behind the last one.
    new: Vec<Rows>,
}

impl Kept {
    fn of(base: &[Vec<String>], side: &Rows) -> Self {
        let mut kept = Self { rows: vec![None; base.len()], new: vec![Rows::new(); base.len() + 1] };
        for op in similar::capture_diff_slices(similar::Algorithm::Myers, base, side) {
            let (old, new) = (op.old_range(), op.new_range());
            let remarks = |rows: &[Vec<String>]| rows.iter().map(|row| is_remark(row)).collect::<Vec<_>>();
            if old.len() == new.len() && remarks(&base[old.clone()]) == remarks(&side[new.clone()]) {
                old.zip(new).for_each(|(at, of)| kept.rows[at] = Some(side[of].clone()));
            } else {
                kept.new[old.start].extend_from_slice(&side[new]);
            }
        }
        kept
    }
}

/// The comments of three sheets.
struct Comments {
    base: Vec<String>,
    ours: Vec<String>,
    theirs: Vec<String>,
}

impl Comments {
    fn new(sides: &[Units; 3]) -> Self {
        let [base, ours, theirs] = sides.each_ref().map(|units| units.comments().map(str::to_owned).collect());
        Self { base, ours, theirs }
    }

    /// What stands above a unit in the result: the blank rows of ours, and the comments that nobody took away.
    fn lead(&self, [base, ours, theirs]: [Option<&Unit>; 3]) -> Vec<String> {
        let lead = |unit: Option<&Unit>| unit.map_or(&[][..], |unit| &unit.lead).to_vec();
        let (base, mut ours, theirs) = (lead(base), lead(ours), lead(theirs));
        ours.retain(|row| row.trim().is_empty() || !base.contains(row) || self.theirs.contains(row));
        let new = |row: &&String| {
            let moved = self.base.contains(row) && self.ours.contains(row);
            !row.trim().is_empty() && !base.contains(row) && !ours.contains(row) && !moved
        };
        let added: Vec<String> = theirs.iter().filter(new).cloned().collect();
        ours.extend(added);
        ours
    }
}
