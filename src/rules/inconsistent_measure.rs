//! inconsistent-measure: a result in another unit than its target.

use super::common::quote;
use super::printed::{each, same_unit};
use crate::diagnostic::{Applicability, Sink, say};
use crate::outline::Notion;
use crate::profile::fold_value;
use crate::sheet::Sheet;
use crate::text::Edit;

rule!(
    "inconsistent-measure",
    Indicators,
    Warning,
    Some(Applicability::Unsafe),
    "完成值与指标值的单位不同",
    "a result in another unit than its target",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    each(sheet, &[Notion::Actual], |row| {
        let Some(column) = row.column(Notion::Actual) else { return };
        let (target, actual) = (row.text(Notion::Target), row.text(Notion::Actual));
        let target = if target.is_empty() { row.text(Notion::Value) } else { target };
        let own = row.text(Notion::Measure);
        let expected = if own.is_empty() { last_unit(sheet, target) } else { Some(own.to_owned()) };
        let Some(expected) = expected else { return };
        let found = last_unit(sheet, actual).or_else(|| (expected == "%").then(|| counter(actual)).flatten());
        let Some(found) = found else { return };
        if alike(sheet, &expected, &found) {
            return;
        }
        let (lang, name, wanted, stated) = (sink.lang, quote(row.name()), quote(&expected), quote(&found));
        let message = say!(
            lang,
            "{name}的完成值以{stated}计，指标值以{wanted}计；请改正写错的一个",
            "the result of {name} is in {stated}, its target in {wanted}; correct the one that is wrong"
        );
        let range = row.place(column);
        let finding = sink.report(&RULE, range, message);
        // Which of both is wrong, and whether the number is meant in the other unit, a person has to say.
        if let Some(number) = actual.strip_suffix(found.as_str()) {
            finding.fix(
                Applicability::Unsafe,
                say!(lang, "完成值改用{wanted}", "write the result in {wanted}"),
                vec![Edit::replace(range, format!("{number}{expected}"))],
            );
        }
    });
}

/// The unit behind the last number of `text`, where that is all that stands behind it and the unit is known.
fn last_unit(sheet: &Sheet<'_>, text: &str) -> Option<String> {
    if text.is_empty() || text.len() > 120 {
        return None;
    }
    let folded: String = fold_value(text).split_whitespace().collect();
    let at = folded.rfind(|c: char| c.is_ascii_digit())? + 1;
    let unit = &folded[at..];
    let known = sheet.profile.word(unit).measure || sheet.profile.measures.canonical(unit).is_some();
    // The 9 of 9月28日 is none of units.
    let date = matches!(unit, "年" | "月" | "日") && (folded.contains('月') || folded[..at].len() == 4);
    (known && !date).then(|| unit.to_owned())
}

/// The word that ends `text` right behind a number, whatever it counts: no share of a hundred is counted.
fn counter(text: &str) -> Option<String> {
    let folded: String = fold_value(text).split_whitespace().collect();
    let at = folded.rfind(|c: char| c.is_ascii_digit())? + 1;
    let unit = &folded[at..];
    let word = unit.chars().count() == 1 && unit.chars().all(|c| c.is_alphabetic() && !c.is_ascii());
    (word && !matches!(unit, "分" | "成" | "年" | "月" | "日" | "前" | "后" | "内" | "万" | "亿" | "倍"))
        .then(|| unit.to_owned())
}

/// Whether both units measure the same.
fn alike(sheet: &Sheet<'_>, one: &str, other: &str) -> bool {
    const KINDS: &[&[&str]] = &[
        &["元", "万元", "亿元"],
        &["天", "日", "工作日", "个工作日", "小时", "分钟", "月", "个月", "年"],
        &["米", "公里", "千米"],
        &["亩", "万亩", "公顷", "平方米", "万平方米", "平方公里"],
        &["吨", "万吨", "千克", "公斤"],
        &["立方米", "万立方米"],
        &["人", "万人", "名", "位", "人次", "万人次"],
        &["次", "人次", "万人次", "场", "场次", "期", "批", "批次", "起", "例", "件", "项"],
        &["%", "‰", "百分点", "个百分点", "分"],
        &[
            "个", "家", "座", "处", "所", "台", "套", "辆", "件", "项", "户", "份", "册", "本", "条", "张", "种", "类",
            "间", "栋", "村", "镇", "乡", "社区",
        ],
    ];
    // One counts the same things by several words, but not people by pieces of paper.
    let general = |unit: &str| matches!(unit, "个" | "项" | "件");
    let kinds = KINDS.iter().enumerate().filter(|(_, kind)| kind.contains(&one) && kind.contains(&other));
    same_unit(sheet, one, other)
        || kinds.into_iter().any(|(at, _)| at + 1 < KINDS.len() || general(one) || general(other))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn units_of_one_kind() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效自评表（2023年度）
            项目名称⇥供水管网改造项目
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分⇥偏差原因分析及改进措施
            ⇥产出指标⇥数量指标⇥改造主管网长度⇥≥42公里⇥43600米⇥50⇥50
            ⇥效益指标⇥社会效益指标⇥受益居民人数⇥≥2800人⇥⟦2930个⟧⇥40⇥40
            //~ warning[inconsistent-measure]: “受益居民人数”的完成值以“个”计，指标值以“人”计；请改正写错的一个
        "#]]);
    }
}
