//! A row of amounts: its label, and its figures.

use std::borrow::Cow;

use rust_decimal::Decimal;
use smallvec::SmallVec;

use super::{Expr, FigureReading, read_figure};
use crate::outline::{At, Heading, Notion};
use crate::profile::fold_value;
use crate::sheet::{CellRef, Headings};
use crate::text::bytes::holds;

/// The amounts of a row.
pub(super) type Figures = SmallVec<[(Option<CellRef>, FigureReading); 3]>;

/// A row of amounts.
pub(super) struct Line<'a> {
    pub(super) heading: Heading<'a>,
    /// Its label as it stands there.
    text: &'a str,
    /// How deep its numbering is: 1 for `一、`, 5 for `①`, 0 without one.
    pub(super) level: u8,
    /// Whether it is the total of rows around it.
    pub(super) total: bool,
    /// Whether it closes the rows above it.
    pub(super) closes: bool,
    /// Whether it is the total of the rows below it alone.
    pub(super) subtotal: bool,
    pub(super) figures: Figures,
}

impl<'a> Line<'a> {
    pub(super) fn new(headings: &Headings<'a>, label: At, figures: Figures) -> Self {
        let text = headings.text(label);
        let heading = Heading::read(text);
        let closes = heading.key.ends_with("合计") || heading.key.ends_with("总计");
        let total = heading.is(Notion::Total) || closes || heading.key.ends_with("总额");
        let subtotal = holds(&heading.key, '小') && heading.key.contains("小计");
        Self { text, level: level(text), total, closes, subtotal, heading, figures }
    }

    /// Its label in one line.
    pub(super) fn label(&self) -> String {
        tidy(self.text)
    }

    pub(super) fn value(&self, column: usize) -> Option<Decimal> {
        match self.figures[column].1 {
            FigureReading::Figure(figure) if !figure.percent => Some(figure.value),
            FigureReading::Empty | FigureReading::Nothing => Some(Decimal::ZERO),
            _ => None,
        }
    }

    pub(super) fn expr(&self, column: usize) -> Option<Expr> {
        let value = self.value(column)?;
        Some(self.figures[column].0.map_or(Expr::Number(value), |cell| Expr::Cell(cell, value)))
    }

    /// Whether it holds amounts at all.
    pub(super) fn is_amount(&self) -> bool {
        let key = &*self.heading.key;
        // Most labels end in none of these characters.
        let other = key.ends_with(['率', '值', '分', '码', '比', '话', '目', '类'])
            && ["率", "分值", "得分", "代码", "编码", "占比", "电话", "科目", "分类"]
                .iter()
                .any(|end| key.ends_with(end));
        !other
            && self.figures.iter().all(|(_, figure)| !matches!(figure, FigureReading::Figure(figure) if figure.percent))
    }
}

/// A label in one line, without what is printed before and behind it.
pub(super) fn tidy(text: &str) -> String {
    let line: Cow<'_, str> = if text.contains(char::is_whitespace) {
        text.chars().filter(|c| !c.is_whitespace()).collect()
    } else {
        text.into()
    };
    let line = line.trim_end_matches(['：', ':']);
    line.strip_prefix("其中：").or_else(|| line.strip_prefix("其中:")).unwrap_or(line).to_owned()
}

/// How deep the numbering before a label is.
fn level(text: &str) -> u8 {
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    // Most labels begin with a word.
    if text.starts_with(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) && !numeral(c) && c != '其') {
        return 0;
    }
    let folded: String = fold_value(text).chars().filter(|c| !c.is_whitespace()).collect();
    let bare = folded.strip_prefix("其中:").unwrap_or(&folded);
    let inner = bare.strip_prefix('(').and_then(|rest| rest.split_once(')')).map(|(inner, _)| inner);
    if let Some(inner) = inner.filter(|inner| !inner.is_empty()) {
        return match () {
            () if inner.chars().all(numeral) => 2,
            () if inner.bytes().all(|byte| byte.is_ascii_digit()) => 4,
            () => 0,
        };
    }
    let marks = ['、', '.', '．'];
    // What stands behind a number and its mark.
    let behind = |number: &dyn Fn(char) -> bool| {
        let rest = bare.trim_start_matches(number);
        (rest.len() < bare.len()).then(|| rest.strip_prefix(marks)).flatten()
    };
    match () {
        () if behind(&numeral).is_some() => 1,
        () if behind(&|c| c.is_ascii_digit()).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit())) => 3,
        () if bare.starts_with(|c: char| ('①'..='⑳').contains(&c)) => 5,
        () => 0,
    }
}

/// The amount of a row that has no other.
pub(super) fn one(cell: (Option<CellRef>, FigureReading)) -> Figures {
    Figures::from_iter([cell])
}

/// The cell at a place, and the figure in it.
pub(super) fn cell(headings: &Headings<'_>, at: Option<At>) -> (Option<CellRef>, FigureReading) {
    at.map_or((None, FigureReading::Empty), |at| (Some(headings.cell(at)), read_figure(headings.text(at))))
}
