//! The published book of 2021: what it shows, line by line, and what becomes of it.

use std::collections::BTreeMap;

use mubiao::diagnostic::{Applicability, Lang};
use mubiao::format::format;
use mubiao::lint::{Outcome, Settings, fix, lint};
use mubiao::text::LineIndex;

const DAMAGED: &str = include_str!("../corpus/chaoyang-2021.txt");
const CANONICAL: &str = include_str!("../corpus/chaoyang-2021.mubiao");

/// The 1-based lines that each rule reports.
fn lines(text: &str, outcome: &Outcome) -> BTreeMap<&'static str, Vec<usize>> {
    let index = LineIndex::new(text);
    let mut lines: BTreeMap<&'static str, Vec<usize>> = BTreeMap::new();
    for finding in &outcome.findings {
        lines.entry(finding.rule.name).or_default().push(index.line(finding.range.start) + 1);
    }
    lines
}

#[test]
fn the_book_as_extracted_shows_exactly_its_flaws() {
    let outcome = lint(DAMAGED, &Settings::default());
    let expected: BTreeMap<&str, Vec<usize>> = BTreeMap::from([
        (
            "misaligned-row",
            vec![
                17, 18, 36, 37, 38, 55, 56, 62, 63, 64, 66, 71, 72, 89, 90, 96, 97, 105, 107, 124, 125, 130, 131, 132,
                133, 139, 140, 156, 157, 163, 164, 165, 167, 172, 173, 187, 188, 189, 190, 191, 197, 198,
            ],
        ),
        ("hoisted-parent", vec![135]),
        // 74 and 175 are lone page breaks; the blank rows 19, 46, 98, 119, 147 and 199 belong to the row below.
        ("split-table", vec![20, 47, 74, 99, 120, 148, 175, 200]),
        ("broken-word", vec![66, 72, 167, 173, 202, 208]),
        ("leftover-markup", vec![14]),
        ("mixed-width", vec![39, 44]),
        ("unbalanced-tasks", vec![10]),
        ("unmatched-task", vec![13]),
        ("deadline-outside-year", vec![36]),
        ("missing-deadline", vec![89]),
        ("inexact-satisfaction", vec![37, 70, 106, 138, 206]),
        ("foreign-year-in-goal", vec![14]),
        ("uncovered-figure", vec![14]),
        ("missing-standard-indicator", vec![135]),
    ]);
    assert_eq!(lines(DAMAGED, &outcome), expected);
    assert_eq!(outcome.sheets, 6);
}

#[test]
fn every_blank_row_of_a_page_break_goes() {
    let fixed = fix(DAMAGED, &Settings::default(), Applicability::Safe).text;
    let blank = |text: &str| text.lines().skip(5).filter(|line| line.trim().is_empty()).count();
    assert_eq!((blank(DAMAGED), blank(&fixed)), (8, 0));
}

#[test]
fn fixed_and_formatted_it_is_the_canonical_book() {
    let settings = Settings::default();
    let fixed = fix(DAMAGED, &settings, Applicability::Safe);
    let formatted = format(&fixed.text, &settings);
    assert_eq!(formatted, CANONICAL);
    assert_eq!(fix(&formatted, &settings, Applicability::Safe).text, formatted);
    assert_eq!(format(&formatted, &settings), formatted);
}

#[test]
fn what_the_canonical_book_still_shows_is_the_authors() {
    let outcome = lint(CANONICAL, &Settings::default());
    let rules: Vec<&str> = lines(CANONICAL, &outcome).into_keys().collect();
    let expected = [
        "deadline-outside-year",
        "foreign-year-in-goal",
        "inexact-satisfaction",
        "missing-deadline",
        "missing-standard-indicator",
        "unbalanced-tasks",
        "uncovered-figure",
        "unmatched-task",
    ];
    assert_eq!(rules, expected);
}

#[test]
fn a_missing_standard_indicator_is_named() {
    let of = |lang: Lang| {
        let outcome = lint(CANONICAL, &Settings { lang, ..Settings::default() });
        let messages = outcome.findings.into_iter().filter(|finding| finding.rule.name == "missing-standard-indicator");
        messages.map(|finding| finding.message).collect::<Vec<_>>()
    };
    assert_eq!(of(Lang::Zh), ["缺少共性指标“在职人员控制率”（二级指标“成本控制成效”下），请补上"]);
    assert_eq!(of(Lang::En), ["the standard indicator “在职人员控制率” is missing (under “成本控制成效”); add it"]);
}
