//! figure-in-name: a name that ends in a figure, which belongs into the target value.

use super::common::quote;
use super::rows::Row;
use crate::diagnostic::{Sink, say};
use crate::text::TextRange;
use crate::text::bytes::has_digit;

rule!(
    "figure-in-name",
    Indicators,
    Information,
    None,
    "三级指标名里写了数量",
    "a name ends in a figure that the target value should state",
);

/// Units of measure that, behind a number, name a day, a grade or a service as often as they count.
const NAMING: &[&str] = &["年", "月", "日", "级", "类", "期", "小时", "度", "季度", "分", "号", "届", "倍"];

pub(super) fn check(row: &Row<'_, '_>, sink: &mut Sink) {
    if row.standard.is_some() {
        return;
    }
    let Some((start, end)) = figure(row) else { return };
    let (lang, name) = (sink.lang, quote(row.name));
    let shown = quote(&row.name[start..end]);
    let base = row.place(row.places.name).start;
    let message = say!(
        lang,
        "三级指标{name}里有数量{shown}；名称只写考核什么，数量写到指标值里",
        "the name {name} holds the figure {shown}; a name says what is measured, the target value how much"
    );
    sink.report(&RULE, TextRange::new(base + start as u32, base + end as u32), message);
}

/// Where a number with a unit of measure stands at the end of the name.
fn figure(row: &Row<'_, '_>) -> Option<(usize, usize)> {
    let name = row.name;
    let is_digit = |byte: u8| byte.is_ascii_digit();
    // Most names have none.
    if !has_digit(name) {
        return None;
    }
    let last = name.bytes().rposition(is_digit)? + 1;
    let start = name[..last].rfind(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).map_or(0, |at| {
        at + name[at..].chars().next().map_or(1, char::len_utf8)
    });
    // A date, a range, a model, an ordinal: `0-3岁`, `G15`, `第3批`, `7×24`.
    let before = name[..start].chars().next_back()?;
    if before.is_ascii_alphanumeric() || matches!(before, '第' | '-' | '×' | '*' | '+' | '·' | '/' | '~' | '—' | '“') {
        return None;
    }
    let behind = &name[last..];
    let unit = ["以上", "以下", "以内", "左右"].iter().find_map(|word| behind.strip_suffix(word)).unwrap_or(behind);
    (row.sheet.profile.word(unit).measure && !NAMING.contains(&unit)).then_some((start, name.len()))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn a_figure_at_the_end() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥村组干部⟦230人⟧⇥=⇥100⇥%⇥2021-12
            //~ information[figure-in-name]: 三级指标“村组干部230人”里有数量“230人”；名称只写考核什么，数量写到指标值里
            ⇥⇥⇥新建厂房⟦5000平方米以上⟧⇥=⇥100⇥%⇥2021-12
            //~ information[figure-in-name]: 三级指标“新建厂房5000平方米以上”里有数量“5000平方米以上”；名称只写考核什么，数量写到指标值里
        "#]]);
    }

    #[test]
    fn numbers_that_belong_to_a_name() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥5G基站数⇥>=⇥20⇥个⇥2021-12
            ⇥⇥⇥“十四五”规划完成率⇥>=⇥95⇥%⇥2021-12
            ⇥⇥⇥2021年项目完成率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥A级景区数⇥>=⇥3⇥个⇥2021-12
            ⇥⇥⇥12345热线办结率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥70岁以上老人补贴人数⇥>=⇥230⇥人⇥2021-12
            ⇥⇥⇥应急值守24小时⇥⇥是⇥⇥2021-12
            ⇥⇥⇥服务G15高速⇥⇥是⇥⇥2021-12
        "#]]);
    }
}
