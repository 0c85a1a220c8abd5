//! foreign-year-in-goal: the goal speaks of another year than the sheet's.

use crate::diagnostic::{Applicability, Sink, say};
use crate::profile::SectionKind;
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
    "比", "较", "同比", "自", "从", "由", "至", "到", "截至", "截止", "根据", "按照", "依据", "在", "于", "《", "〔", "（",
    "(", "[", "以来", "对比", "相比", "超过", "高于", "低于", "不低于", "不高于", "与", "和", "是", "为",
];

/// Behind a year these words say that it is the past or a plan.
const DATING: &[&str] = &["以来", "底以前", "以前", "度决算", "起", "的基础上", "基础上", "水平", "制定", "印发", "出台", "颁布"];

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let Some(year) = sheet.fiscal_year else { return };
    let Some((open, _)) = sheet.section(SectionKind::Goal) else { return };
    for cell in sheet.paragraphs(open) {
        let (text, start) = (sheet.value(cell), sheet.range(cell).start);
        let years = years_in(text);
        for (at, (named, range)) in years.iter().enumerate() {
            if *named == year || in_span(text, &years, at, year) {
                continue;
            }
            let (before, after) = (&text[..range.start], text[range.end..].trim_start_matches('年'));
            if COMPARING.iter().any(|word| before.ends_with(word)) || DATING.iter().any(|word| after.starts_with(word)) {
                continue;
            }
            let lang = sink.lang;
            let message = say!(
                lang,
                "目标写的是 {named} 年，这是 {year} 年度的表",
                "the goal speaks of {named}; this is a sheet for {year}"
            );
            let place = TextRange::new(start + range.start as u32, start + range.end as u32);
            sink.report(&RULE, place, message).fix(
                Applicability::Unsafe,
                say!(lang, "改为 {year}", "write {year}"),
                vec![Edit::replace(place, year.to_string())],
            );
        }
    }
}

/// Whether the year at `at` is an end of a span of years that holds `year`.
fn in_span(text: &str, years: &[(i32, std::ops::Range<usize>)], at: usize, year: i32) -> bool {
    let joined = |one: &(i32, std::ops::Range<usize>), other: &(i32, std::ops::Range<usize>)| {
        let between = &text[one.1.end..other.1.start];
        let mark = between.trim_start_matches('年');
        let dash = !mark.is_empty() && mark.chars().all(|c| matches!(c, '-' | '—' | '–' | '~' | '～' | '至' | '到' | '－'));
        dash && (one.0..=other.0).contains(&year)
    };
    let with_next = years.get(at + 1).is_some_and(|next| joined(&years[at], next));
    let with_last = at > 0 && joined(&years[at - 1], &years[at]);
    with_next || with_last
}
