//! malformed-deadline: a deadline that is not spelled as a month.

use super::common::{is_wide, quote};
use super::rows::Row;
use crate::diagnostic::{Applicability, Sink, say};
use crate::sheet::{Deadline, read_deadline};
use crate::syntax::CellKind;
use crate::text::Edit;
use crate::text::compatible::plain_dashes;

rule!(
    "malformed-deadline",
    Indicators,
    Error,
    Some(Applicability::Safe),
    "完成时限的写法不对，应为“2021-12”这样的年月",
    "a deadline is not spelled YYYY-MM",
);

pub(super) fn check(row: &Row<'_, '_>, sink: &mut Sink) {
    let Some(cell) = row.cell(row.places.deadline) else { return };
    // Most are spelled as they should be.
    if row.indicator.deadline.is_some() && row.sheet.kind(cell) == CellKind::Month {
        return;
    }
    let (lang, text, range) = (sink.lang, row.sheet.value(cell), row.sheet.range(cell));
    let shown = quote(text);
    let Some(deadline) = row.indicator.deadline else {
        let example = row.sheet.fiscal_year.map_or("2021-12".to_owned(), |year| format!("{year}-12"));
        let message = say!(
            lang,
            "完成时限{shown}读不出年月，应写成 {example} 这样的年月",
            "no month can be read from the deadline {shown}; one such as {example} is expected"
        );
        let finding = sink.report(&RULE, range, message);
        if let Some(guess) = guess(text, row.sheet.fiscal_year) {
            let title = say!(lang, "改为 {guess}", "write {guess}");
            finding.fix(Applicability::Unsafe, title, vec![Edit::replace(range, guess)]);
        }
        return;
    };
    let canonical = deadline.canonical();
    if canonical == *plain_dashes(text) || is_wide(text) {
        return;
    }
    let message =
        say!(lang, "完成时限{shown}应写作 {canonical}", "the deadline {shown} should be written {canonical}");
    sink.report(&RULE, range, message).fix(
        Applicability::Safe,
        say!(lang, "改为 {canonical}", "write {canonical}"),
        vec![Edit::replace(range, canonical)],
    );
}

/// The month that `text` may mean: the one it names, or else the last one, of the year it names, or else of `year`.
fn guess(text: &str, year: Option<i32>) -> Option<String> {
    let number = |text: &str| text.parse::<i32>().ok();
    let digits = |end: usize| {
        let head = &text[..end];
        let start = head.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8));
        &head[start..]
    };
    let named = match text.find('年') {
        Some(at) => Some(digits(at)).filter(|year| !year.is_empty()),
        None => Some(text).filter(|text| text.len() == 4),
    };
    let year = match named.map(number) {
        Some(year) => year?,
        None => year?,
    };
    let month = match text.rfind('月') {
        Some(at) => number(digits(at))?,
        None if named == Some(text) || text.contains('年') => 12,
        None => return None,
    };
    let guess = format!("{year:04}-{month:02}");
    read_deadline(&guess).map(Deadline::canonical)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn other_spellings() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥⟦2021年12月⟧
            //~ error[malformed-deadline]: 完成时限“2021年12月”应写作 2021-12
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥⟦2021/12/31⟧
            //~ error[malformed-deadline]: 完成时限“2021/12/31”应写作 2021-12-31
            ---
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥2021-12-31
        "#]]);
    }

    #[test]
    fn no_month_in_it() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥⟦12月底⟧
            //~ error[malformed-deadline]: 完成时限“12月底”读不出年月，应写成 2021-12 这样的年月
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥⟦全年⟧
            //~ error[malformed-deadline]: 完成时限“全年”读不出年月，应写成 2021-12 这样的年月
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥⟦2021-13⟧
            //~ error[malformed-deadline]: 完成时限“2021-13”读不出年月，应写成 2021-12 这样的年月
            --- fix: 改为 2021-12
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥全年
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-13
        "#]]);
    }

    #[test]
    fn a_month_or_a_day() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥2021-12-31
        "#]]);
    }

    #[test]
    fn full_width_is_folded_first() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥⟦２０２１年１２月⟧
            //~ warning[mixed-width]: “２０２１年１２月”全角、半角混用，应写作“2021年12月”
            ---
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
        "#]]);
    }
}
