//! When two cells say the same: widths, blanks, operators, figures and dates as they are meant.

use crate::profile::{MoneyUnit, Traits, by_headings, fold, letters, unnumbered};
use crate::sheet::{Deadline, Pieces, read_deadline, read_figure, years_in};
use rust_decimal::Decimal;

/// What all spellings of a value have in common.
pub(super) fn normal(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    if let Some(figure) = read_figure(text).figure() {
        let sign = if figure.percent { "%" } else { "" };
        return format!("{}{sign}", figure.value.normalize());
    }
    if let Some(deadline) = read_deadline(text) {
        return deadline.canonical();
    }
    fold(text)
}

/// The same for an operator.
pub(super) fn operator(text: &str) -> String {
    sign(text).unwrap_or_else(|| normal(text))
}

fn sign(text: &str) -> Option<String> {
    by_headings(Traits::default()).operator(text).map(str::to_owned)
}

/// The same for a target value that stands in one cell with its operator and its unit of measure.
pub(super) fn target(text: &str) -> String {
    let pieces = Pieces::read(text, by_headings(Traits::default()));
    let part = |range: crate::text::TextRange| &text[range.usize()];
    let operator = sign(part(pieces.operator)).unwrap_or_default();
    format!("{operator}{}{}", normal(part(pieces.value)), fold(part(pieces.measure)))
}

/// A name without numbering, quotes and brackets.
pub(crate) fn bare(text: &str) -> String {
    let folded = fold(text);
    let bare = unnumbered(&folded);
    // 指标1：…
    let numbered = bare.split_once(':').filter(|(head, name)| {
        !name.is_empty() && head.ends_with(|c: char| c.is_ascii_digit()) && head.chars().count() <= 4
    });
    letters(numbered.map_or(bare, |(_, name)| name)).collect()
}

/// By how much a figure grew, where both are figures of one kind; an empty cell is none.
pub(super) fn difference(before: &str, after: &str) -> Option<Decimal> {
    let (before, after) = (read_figure(before).figure()?, read_figure(after).figure()?);
    (before.percent == after.percent).then(|| after.value.checked_sub(before.value)).flatten()
}

/// An amount in another unit of money; other texts as they are.
pub(super) fn converted(text: &str, from: MoneyUnit, to: MoneyUnit) -> String {
    let figure = read_figure(text).figure().filter(|figure| !figure.percent);
    let amount = figure.and_then(|figure| from.convert(figure.value, to));
    amount.map_or_else(|| text.to_owned(), |amount| amount.normalize().to_string())
}

/// `text` with all dates and years in it `by` years later.
pub(crate) fn shifted(text: &str, by: i32) -> String {
    if by == 0 {
        return text.to_owned();
    }
    if let Some(deadline) = read_deadline(text) {
        return spelled(text, deadline, by);
    }
    let mut out = text.to_owned();
    for (year, range) in years_in(text).into_iter().rev() {
        out.replace_range(range, &format!("{:04}", year + by));
    }
    out
}

/// A date as it is spelled in `text`, `by` years later.
fn spelled(text: &str, deadline: Deadline, by: i32) -> String {
    let later = deadline.in_year(deadline.year + by);
    let year = deadline.year.to_string();
    if later.day == deadline.day && text.contains(&year) {
        text.replacen(&year, &format!("{:04}", later.year), 1)
    } else {
        later.canonical()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_value_are_the_same() {
        for (one, other) in [
            ("5.00", "5"),
            ("1,207.50", "1207.5"),
            ("98.20%", "９８.２％"),
            ("2021-12", "2021年12月"),
            ("管理规范", "管理 规范"),
        ] {
            assert_eq!(normal(one), normal(other), "{one} {other}");
        }
        assert_ne!(normal("5"), normal("5%"));
        assert_ne!(normal(""), normal("0"));
        assert_eq!(operator("≥"), operator(">="));
        assert_eq!(target("≥36公里"), target(">=36.0公里"));
        assert_ne!(target("≥36公里"), target("≥36里"));
        assert_eq!(bare("指标1：监测数据有效率"), bare("监测数据有效率"));
        assert_eq!(bare("“三公”经费变动率"), bare("三公经费变动率"));
    }

    #[test]
    fn dates_move_by_years() {
        for (text, later) in [
            ("2021-12", "2022-12"),
            ("2021年12月底", "2022年12月底"),
            ("2024-02-29", "2025-02-28"),
            ("做好2020年软考", "做好2021年软考"),
            ("2019-2021年", "2020-2022年"),
            ("2021个", "2021个"),
        ] {
            assert_eq!(shifted(text, 1), later);
        }
    }

    #[test]
    fn figures_differ_by_an_amount() {
        assert_eq!(difference("5.00", "6").map(|by| by.to_string()).as_deref(), Some("1.00"));
        assert_eq!(difference("5", "6%"), None);
        assert_eq!(difference("", "6"), None);
    }
}
