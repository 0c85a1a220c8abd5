//! Sheets that are read by their headings, as the rules see them: rows of results, and sums that do not hold.

use rust_decimal::Decimal;

use crate::diagnostic::{Applicability, RuleInfo, Sink, say};
use crate::outline::{Block, Entry, Kind, Notion, Pane, Role, Shape};
use crate::profile::fold_value;
use crate::sheet::{CellRef, Check, CheckKind, Expr, Headings, Pieces, Sheet};
use crate::text::{Edit, TextRange};

/// A row of a table of indicators.
pub(super) struct Printed<'s, 'a> {
    pub(super) sheet: &'s Sheet<'a>,
    headings: &'s Headings<'a>,
    pub(super) block: &'s Block,
    pane: &'s Pane,
    pub(super) entry: &'s Entry,
}

/// Calls `look` on every indicator of a sheet that is read by its headings and has columns of all `notions`.
pub(super) fn each(sheet: &Sheet<'_>, notions: &[Notion], look: impl FnMut(&Printed<'_, '_>)) {
    let has = |block: &Block, pane: &Pane, notion: &Notion| {
        pane.columns.iter().any(|at| block.columns[*at].notion == Some(*notion))
    };
    each_of(sheet, |block, pane| notions.iter().all(|notion| has(block, pane, notion)), look);
}

/// Calls `look` on every indicator of the tables that `is` takes, of a sheet that is read by its headings.
pub(super) fn each_of(sheet: &Sheet<'_>, is: impl Fn(&Block, &Pane) -> bool, mut look: impl FnMut(&Printed<'_, '_>)) {
    let Some(headings) = sheet.headings.as_deref() else { return };
    for block in headings.outline.blocks.iter().filter(|block| block.shape == Shape::Indicators) {
        for pane in block.panes.iter().filter(|pane| is(block, pane)) {
            for entry in block.rows.iter().filter(|entry| entry.total.is_none() && !headings.counts_columns(entry)) {
                let row = Printed { sheet, headings, block, pane, entry };
                if !row.name().is_empty() {
                    look(&row);
                }
            }
        }
    }
}

impl<'a> Printed<'_, 'a> {
    /// The column of `notion` in the row's table.
    pub(super) fn column(&self, notion: Notion) -> Option<usize> {
        self.pane.columns.iter().copied().find(|at| self.block.columns[*at].notion == Some(notion))
    }

    /// The columns of the row's table.
    pub(super) fn columns(&self) -> &[usize] {
        &self.pane.columns
    }

    /// The cell in the column of `notion`.
    pub(super) fn cell(&self, notion: Notion) -> Option<CellRef> {
        self.entry.cells[self.column(notion)?].map(|at| self.headings.cell(at))
    }

    /// The text in the column of `notion`; empty where there is none.
    pub(super) fn text(&self, notion: Notion) -> &'a str {
        self.cell(notion).map_or("", |cell| self.sheet.value(cell))
    }

    /// The text in a column; empty where there is none.
    pub(super) fn value(&self, column: usize) -> &'a str {
        self.entry.cells[column].map_or("", |at| self.headings.text(at))
    }

    /// The name of the indicator, or the target that holds it too.
    pub(super) fn name(&self) -> &'a str {
        let names = [Notion::Name, Notion::IndicatorName, Notion::Content, Notion::Target];
        names.into_iter().map(|notion| self.text(notion)).find(|text| !text.is_empty()).unwrap_or("")
    }

    /// Where a column's value stands or should stand.
    pub(super) fn place(&self, column: usize) -> TextRange {
        match self.entry.cells[column] {
            Some(at) => self.sheet.range(self.headings.cell(at)),
            None => self.sheet.place(self.entry.line, self.block.columns[column].col),
        }
    }

    /// The header of a column in one line.
    pub(super) fn header(&self, column: usize) -> String {
        self.headings.header(self.block, column).split_whitespace().collect()
    }

    /// Where the header of a column stands.
    pub(super) fn header_place(&self, column: usize) -> Option<TextRange> {
        self.block.columns[column].header.map(|at| self.sheet.range(self.headings.cell(at)))
    }

    /// Whether most other rows of the table fill `column`.
    pub(super) fn usual(&self, column: usize) -> bool {
        let rows = || self.block.rows.iter().filter(|entry| entry.total.is_none() && entry.line != self.entry.line);
        let filled = rows().filter(|entry| entry.cells[column].is_some()).count();
        filled > 0 && 2 * filled > rows().count()
    }

    /// The target: operator as `>=`, number and unit.
    pub(super) fn target(&self) -> Option<Quantity<'a>> {
        if self.column(Notion::Operator).is_some() || self.column(Notion::Measure).is_some() {
            let value = self.text(Notion::Value);
            let value = if value.is_empty() { self.text(Notion::Target) } else { value };
            let mut target = quantity(self.sheet, value)?;
            if target.operator.is_empty() {
                target.operator = self.text(Notion::Operator);
            }
            if target.measure.is_empty() {
                target.measure = self.text(Notion::Measure);
            }
            return Some(target);
        }
        quantity(self.sheet, self.text(Notion::Target))
    }

    /// The result; a bare number has the unit of the target.
    pub(super) fn actual(&self) -> Option<Quantity<'a>> {
        let text = self.text(Notion::Actual);
        // A unit that no form knows is that of the target.
        let measured = || {
            let unit = self.target()?.measure;
            let number = text.trim_end().strip_suffix(unit).filter(|_| !unit.is_empty())?;
            Some(Quantity { measure: unit, ..quantity(self.sheet, number.trim_end())? })
        };
        quantity(self.sheet, text).or_else(measured)
    }

    /// The points that can be earned and those that were.
    pub(super) fn points(&self) -> Option<(Decimal, Decimal)> {
        let figure = |notion: Notion| crate::sheet::read_figure(self.text(notion)).figure();
        Some((figure(Notion::Weight)?.value, figure(Notion::Score)?.value))
    }

    /// Whether the result reaches the target; `None` where that cannot be told.
    pub(super) fn reached(&self) -> Option<bool> {
        let (target, actual) = (self.target()?, self.actual()?);
        if !actual.measure.is_empty() && !same_unit(self.sheet, target.measure, actual.measure) {
            return None;
        }
        let is = |sign: &str| self.sheet.profile.operator(sign) == self.sheet.profile.operator(target.operator);
        match () {
            () if target.operator.is_empty() => None,
            () if is(">=") => Some(actual.number >= target.number),
            () if is(">") => Some(actual.number > target.number),
            () if is("<=") => Some(actual.number <= target.number),
            () if is("<") => Some(actual.number < target.number),
            // More than was asked for exactly is for a person to judge.
            () if is("=") => (actual.number <= target.number).then_some(actual.number == target.number),
            () => None,
        }
    }

    /// The reason column, when its cell says nothing.
    pub(super) fn empty_reason(&self) -> Option<usize> {
        let column = self.column(Notion::Reason)?;
        let merged = self.block.rows.iter().filter(|entry| entry.cells[column].is_some()).count() <= 1;
        (self.entry.cells[column].is_none() && !merged && !self.explained()).then_some(column)
    }

    /// Whether the sheet has a text of its own for reasons.
    pub(super) fn explained(&self) -> bool {
        self.headings.outline.blocks.iter().any(|block| {
            let says = |at| {
                let key = self.headings.key(at);
                key.contains("原因") || key.contains("偏差") || key.contains("存在问题")
            };
            matches!(block.shape, Shape::Text | Shape::Field)
                && block.label.is_some_and(says)
                && !block.cells.is_empty()
        })
    }
}

/// A number with its operator and unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quantity<'a> {
    pub(super) operator: &'a str,
    pub(super) number: Decimal,
    pub(super) measure: &'a str,
}

/// The number that `text` is, with its operator and unit.
pub(super) fn quantity<'a>(sheet: &Sheet<'_>, text: &'a str) -> Option<Quantity<'a>> {
    if text.is_empty() || text.len() > 96 {
        return None;
    }
    let pieces = Pieces::read(text, sheet.profile);
    let folded = fold_value(&text[pieces.value.usize()]).replace(',', "");
    // Underscores are what is left of a blank to fill in; to the reader of decimals they are nothing.
    let number = Decimal::from_str_exact(folded.trim()).ok().filter(|_| !folded.contains('_'))?;
    Some(Quantity { operator: &text[pieces.operator.usize()], number, measure: text[pieces.measure.usize()].trim() })
}

/// Whether two units are one in two spellings.
pub(super) fn same_unit(sheet: &Sheet<'_>, one: &str, other: &str) -> bool {
    let canonical = |unit: &str| {
        let folded: String = fold_value(unit).split_whitespace().collect();
        let own = sheet.profile.measures.canonical(&folded).map_or(folded.clone(), str::to_owned);
        let own = own.strip_prefix('个').filter(|rest| !rest.is_empty()).map_or(own.clone(), str::to_owned);
        match own.as_str() {
            "日" => "天".to_owned(),
            "千米" => "公里".to_owned(),
            "公斤" => "千克".to_owned(),
            _ => own,
        }
    };
    one.is_empty() || other.is_empty() || canonical(one) == canonical(other)
}

/// What a sheet that is read by its headings is for.
pub(super) fn kind(sheet: &Sheet<'_>) -> Option<Kind> {
    sheet.headings.as_deref().map(Headings::kind)
}

/// The text of an indicator row of such a sheet in the column of `notion`; of tables side by side, in the one that
/// `cell` stands in.
pub(super) fn value<'a>(sheet: &Sheet<'a>, row: u32, notion: Notion) -> Option<&'a str> {
    let headings = sheet.headings.as_deref()?;
    let Role::Row(at) = *headings.outline.roles.get(row as usize)? else { return None };
    let block = headings.outline.blocks.get(at)?;
    // Most tables have no such column.
    let column = block.columns.iter().position(|column| column.notion == Some(notion))?;
    let entry = &block.rows[block.rows.binary_search_by_key(&row, |entry| entry.line).ok()?];
    entry.cells[column].map(|at| headings.text(at))
}

/// A figure that is off by so many times is not a slip of a digit but of a unit.
pub(super) const MAGNITUDE: u32 = 1000;

/// Whether `stated` is off `expected` by a magnitude.
pub(super) fn is_of_another_magnitude(stated: Decimal, expected: Decimal) -> bool {
    let (stated, expected) = (stated.abs(), expected.abs());
    let (less, more) = if stated < expected { (stated, expected) } else { (expected, stated) };
    !less.is_zero() && less.checked_mul(Decimal::from(MAGNITUDE)).is_some_and(|least| more >= least)
}

/// Calls `look` on the checks of `kind` that do not hold, with what was expected.
pub(super) fn faults(sheet: &Sheet<'_>, kind: CheckKind, mut look: impl FnMut(&Check, Decimal)) {
    for check in sheet.checks().iter().filter(|check| check.kind == kind) {
        if let Some(expected) = check.fault(sheet.tolerance) {
            look(check, expected);
        }
    }
}

/// Reports the bounds of `kind` that the form states and that do not hold, but where `rule` has found something already.
pub(super) fn report_bounds(sheet: &Sheet<'_>, sink: &mut Sink, rule: &'static RuleInfo, kind: CheckKind) {
    faults(sheet, kind, |check, expected| {
        let range = sheet.range(check.at);
        if sink.has(rule, range) {
            return;
        }
        let (lang, name, shown, most) = (sink.lang, &check.name, sheet.value(check.at), expected.normalize());
        let message =
            say!(lang, "{name} {shown}，超过 {most}；请核对", "{name} is {shown}, more than {most}; check it");
        let finding = sink.report(rule, range, message);
        for cell in check.expr.cells() {
            finding.relate(sheet.range(cell), sheet.value(cell).to_owned());
        }
    });
}

/// Reports the checks of `kind` that do not hold, but for amounts off by a magnitude, which have a rule of their own.
pub(super) fn report(sheet: &Sheet<'_>, sink: &mut Sink, rule: &'static RuleInfo, kind: CheckKind) {
    faults(sheet, kind, |check, expected| {
        let amounts = matches!(kind, CheckKind::Breakdown | CheckKind::Tasks);
        if amounts && off_by_a_magnitude(check, expected).is_some() {
            return;
        }
        let lang = sink.lang;
        let (shown, written) = (sheet.value(check.at), shown(check, expected));
        let name = &check.name;
        let terms = check.expr.cells().len();
        let sum = check.expr.text(sheet).unwrap_or_else(|| say!(lang, "{terms} 项合计", "the {terms} together"));
        let single = matches!(check.expr, Expr::Cell(..) | Expr::Number(_))
            || matches!(&check.expr, Expr::Sum(terms) if terms.len() == 1);
        let stated = check.stated.value.normalize();
        let message = match (kind, check.most) {
            (CheckKind::Scores, Some(most)) => {
                let most = most.normalize();
                say!(
                    lang,
                    "{name}各行分值合计 {written}，应在 {stated}—{most} 之间",
                    "the points of {name} come to {written}; {stated} to {most} are expected"
                )
            }
            (CheckKind::Scores, None) if crate::sheet::read_figure(shown).figure().is_none() => {
                say!(
                    lang,
                    "{name}各行分值 {sum} = {written}，应为 {stated}",
                    "the points of {name}, {sum} = {written}, should be {stated}"
                )
            }
            (CheckKind::Weights, _) => {
                say!(lang, "{name}合计 {written}，应为 {stated}", "{name} come to {written}; {stated} is expected")
            }
            _ if single => say!(lang, "{name} {shown}，应为 {written}", "{name} is {shown}; {written} is expected"),
            _ => {
                say!(lang, "{name} {shown}，应为 {sum} = {written}", "{name} is {shown}; {sum} = {written} is expected")
            }
        };
        let range = sheet.range(check.at);
        let cells = check.expr.cells();
        let can_write = !matches!(kind, CheckKind::Weights) && crate::sheet::read_figure(shown).figure().is_some();
        let finding = sink.report(rule, range, message);
        for cell in cells {
            finding.relate(sheet.range(cell), sheet.value(cell).to_owned());
        }
        if check.inferred && kind != CheckKind::Earned {
            finding.severity = crate::diagnostic::Severity::Warning;
        }
        if can_write {
            finding.fix(
                Applicability::Unsafe,
                say!(lang, "改为 {written}", "write {written}"),
                vec![Edit::replace(range, written)],
            );
        }
    });
}

/// What should be stated, as the sheet writes such figures.
pub(super) fn shown(check: &Check, expected: Decimal) -> String {
    let mut value = expected;
    match check.kind {
        CheckKind::Rate | CheckKind::Earned => {
            value = value.round_dp(check.stated.decimals);
            value.rescale(check.stated.decimals);
        }
        _ => {
            value = value.normalize();
            if value.scale() < check.stated.decimals {
                value.rescale(check.stated.decimals);
            }
        }
    }
    let sign = if check.stated.percent && check.kind == CheckKind::Rate { "%" } else { "" };
    format!("{value}{sign}")
}

/// The cell whose amount is off by a magnitude against its relatives: the total, or the one part that is larger by far
/// than the total.
pub(super) fn off_by_a_magnitude(check: &Check, expected: Decimal) -> Option<CellRef> {
    let stated = check.stated.value;
    if !is_of_another_magnitude(stated, expected) {
        return None;
    }
    let Expr::Sum(terms) = &check.expr else { return Some(check.at) };
    let large = |term: &&Expr| {
        term.value().is_some_and(|value| is_of_another_magnitude(value, stated) && value.abs() > stated.abs())
    };
    let mut all = terms.iter().filter(large);
    match (all.next(), all.next()) {
        (Some(Expr::Cell(cell, _)), None) if terms.len() > 1 => Some(*cell),
        _ => Some(check.at),
    }
}
