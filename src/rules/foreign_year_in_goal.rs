//! foreign-year-in-goal: the goal speaks of another year than the sheet's.

use std::ops::Range;

use crate::diagnostic::{Applicability, Sink, say};
use crate::sheet::{Sheet, years_in};
use crate::text::{Edit, TextRange};

rule!(
    "foreign-year-in-goal",
    Goals,
    Warning,
    Some(Applicability::Unsafe),
    "绩效目标里写的是别的年度",
    "the goal names another year",
);

/// Before a year these words compare with it or count from it; such a year is no slip.
const COMPARING: &[&str] = &[
    "比", "较", "自", "从", "由", "至", "到", "截至", "截止", "巩固", "根据", "按照", "依据", "于", "《", "〔", "（",
    "(", "[", "【", "以来", "超过", "高于", "低于", "与", "和", "及", "是", "为", "对照", "参照", "相对", "原",
];

/// Right behind a year these words say that it is the past, a plan or a name.
const DATING: &[&str] = &[
    "及以前",
    "底以前",
    "末以前",
    "以前",
    "之前",
    "以来",
    "起",
    "版",
    "级",
    "届",
    "前",
    "后",
    "制定",
    "印发",
    "出台",
    "颁布",
    "发布",
    "修订",
    "修正",
    "成立",
    "建成",
    "购置",
    "竣工",
    "下达",
    "批复",
    "同期",
    "遗留",
    "跨",
];

/// In the same clause behind a year these words say that it is compared with, settled or only planned in this one.
const SETTLING: &[&str] = &[
    "决算",
    "绩效评价",
    "绩效自评",
    "自评",
    "结转",
    "结余",
    "基础上",
    "水平",
    "同期",
    "相比",
    "持平",
    "汇算清缴",
    "尾款",
    "欠款",
    "债券",
];

/// What ends a clause; in a goal copied from a form, a blank does too.
const CLAUSE_ENDS: [char; 7] = ['，', '。', '；', ',', ';', ' ', '\u{3000}'];

/// How far a clause is looked at on either side of a year, in characters.
const CLAUSE: usize = 40;

/// The years that a mark or a word joins, and where they stand.
struct Span {
    years: Vec<i32>,
    range: Range<usize>,
}

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let Some(year) = sheet.fiscal_year else { return };
    for &cell in sheet.goal() {
        let (text, start) = (sheet.value(cell), sheet.range(cell).start);
        for span in spans(text) {
            let (Some(&first), Some(&last)) = (span.years.iter().min(), span.years.iter().max()) else { continue };
            if (first..=last).contains(&year) || is_meant(text, &span, year) {
                continue;
            }
            let lang = sink.lang;
            let place = TextRange::new(start + span.range.start as u32, start + span.range.end as u32);
            let named = &text[span.range];
            let message = say!(
                lang,
                "目标写的是 {named} 年，这是 {year} 年度的表，请核对",
                "the goal speaks of {named}; this is a sheet for {year}, so check it"
            );
            let finding = sink.report(&RULE, place, message);
            // What should become of a span of years, nobody can tell from it.
            if span.years.len() == 1 {
                finding.fix(
                    Applicability::Unsafe,
                    say!(lang, "改为 {year}", "write {year}"),
                    vec![Edit::replace(place, year.to_string())],
                );
            }
        }
    }
}

/// The years of `text`, those that are joined together.
fn spans(text: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (year, range) in years_in(text) {
        if let Some(last) = spans.last_mut() {
            let between = text[last.range.end..range.start].trim_start_matches('年');
            let joins = |c| matches!(c, '-' | '—' | '–' | '~' | '～' | '－' | '至' | '到' | '、' | '和' | '及' | '与');
            if !between.is_empty() && between.chars().all(joins) {
                last.years.push(year);
                last.range.end = range.end;
                continue;
            }
        }
        spans.push(Span { years: vec![year], range });
    }
    spans
}

/// Whether the words around say that another year is meant.
fn is_meant(text: &str, span: &Span, year: i32) -> bool {
    let (before, after) = (&text[..span.range.start], &text[span.range.end..]);
    let after = after.trim_start_matches('年');
    let after = after.strip_prefix('度').unwrap_or(after);
    let in_clause = |c: &char| !CLAUSE_ENDS.contains(c);
    let length: usize = after.chars().take(CLAUSE).take_while(in_clause).map(char::len_utf8).sum();
    let lead: usize = before.chars().rev().take(CLAUSE).take_while(in_clause).map(char::len_utf8).sum();
    let clause = &after[..length];
    // Who names both years in one clause tells them apart.
    let whole = &text[before.len() - lead..text.len() - after.len() + length];
    let tells_apart = years_in(whole).iter().any(|(named, _)| *named == year);
    let planned =
        span.years.iter().all(|&named| named > year) && ["预算", "计划"].iter().any(|word| clause.contains(word));
    planned
        || tells_apart
        || COMPARING.iter().any(|word| before.ends_with(word))
        || DATING.iter().any(|word| after.starts_with(word))
        || SETTLING.iter().any(|word| clause.contains(word))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn last_year_s_text() {
        check(&expect![[r#"
            年度绩效目标⇥做好⟦2020⟧年全年两次软考保障工作
            //~ warning[foreign-year-in-goal]: 目标写的是 2020 年，这是 2021 年度的表，请核对
            --- fix: 改为 2021
            年度绩效目标⇥做好2021年全年两次软考保障工作
        "#]]);
    }

    #[test]
    fn in_another_paragraph() {
        check(&expect![[r#"
            年度绩效目标⇥做好节能监察工作。
            ⇥⟦2019⟧年底前完成企业摸底，2021年建立台账。
            //~ warning[foreign-year-in-goal]: 目标写的是 2019 年，这是 2021 年度的表，请核对
            --- fix: 改为 2021
            年度绩效目标⇥做好节能监察工作。
            ⇥2021年底前完成企业摸底，2021年建立台账。
        "#]]);
    }

    #[test]
    fn next_year_as_a_goal() {
        check(&expect![[r#"
            年度绩效目标⇥完成⟦2022⟧年度招商任务
            //~ warning[foreign-year-in-goal]: 目标写的是 2022 年，这是 2021 年度的表，请核对
        "#]]);
    }

    #[test]
    fn a_span_that_ends_too_early_has_no_fix() {
        check(&expect![[r#"
            年度绩效目标⇥实施⟦2018-2020⟧年三年提升任务
            //~ warning[foreign-year-in-goal]: 目标写的是 2018-2020 年，这是 2021 年度的表，请核对
        "#]]);
    }

    #[test]
    fn two_faults_at_once() {
        check(&expect![[r#"
            年度绩效目标⇥完成⟦2020⟧年税收增长5%的任务，推进⟦2019⟧年重点项目建设。
            //~ warning[foreign-year-in-goal]: 目标写的是 2020 年，这是 2021 年度的表，请核对
            //~ warning[foreign-year-in-goal]: 目标写的是 2019 年，这是 2021 年度的表，请核对
        "#]]);
    }

    #[test]
    fn a_carriage_return() {
        check(&expect![[r#"
            年度绩效目标⇥做好⟦2020⟧年全年软考保障工作<U+000D>
            //~ warning[foreign-year-in-goal]: 目标写的是 2020 年，这是 2021 年度的表，请核对
            --- fix: 改为 2021
            年度绩效目标⇥做好2021年全年软考保障工作<U+000D>
        "#]]);
    }

    #[test]
    fn years_that_compare() {
        check(&expect![[r#"
            年度绩效目标⇥规上工业增加值较2020年增长5%，比2019年略有提高，在2020年基础上压减支出，保持2020年水平。
        "#]]);
    }

    #[test]
    fn spans_that_hold_the_year() {
        check(&expect![[r#"
            年度绩效目标⇥落实2019—2021年规划，做好2020年至2021年供暖，编制2021-2025年规划，完成2020、2021年度任务，组织2020年秋季和2021年春季造林。
        "#]]);
    }

    #[test]
    fn last_year_s_books_and_next_year_s_budget() {
        check(&expect![[r#"
            年度绩效目标⇥按时公开2020年度部门决算，开展2020年项目绩效自评，编制2022年部门预算，消化2020年结转资金，支付2019年及以前年度工程款，偿还2020年政府债券利息，巩固2020年成果。
        "#]]);
    }

    #[test]
    fn documents_names_and_far_goals() {
        check(&expect![[r#"
            年度绩效目标⇥落实《2020年工作要点》和〔2020〕12号文件，到2025年建成体系，为2030年前碳达峰打基础，完成2018年建成的厂房改造。
        "#]]);
    }

    #[test]
    fn the_year_itself_and_lengths_of_time() {
        check(&expect![[r#"
            年度绩效目标⇥完成2021年任务，3年行动计划收官，发展20年。
        "#]]);
    }
}
