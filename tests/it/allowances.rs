//! Allowances stay above the row they were written for, whatever is mended or laid out around them.

use mubiao::diagnostic::Applicability;
use mubiao::format::format;
use mubiao::lint::{Settings, fix, lint};

const DAMAGED: &str = include_str!("../corpus/chaoyang-2021.txt");
const COMMENT: &str = "# mubiao: allow(missing-deadline)";
const KEEP: &str = "# mubiao: allow-file(unused-allowance)\n";

/// The longest value of a row without its blanks: what it is known by.
fn mark(row: &str) -> String {
    let values = row.split('\t').map(|cell| cell.replace([' ', '\u{3000}'], ""));
    values.max_by_key(String::len).unwrap_or_default()
}

/// The row that the allowance stands above, known by its mark.
fn below(text: &str) -> Option<String> {
    let mut rows = text.lines().skip_while(|row| *row != COMMENT).skip(1);
    rows.find(|row| !row.trim().is_empty() && !row.starts_with('#')).map(mark)
}

#[test]
fn no_fix_and_no_layout_moves_an_allowance_to_another_row() {
    let rows: Vec<&str> = DAMAGED.lines().collect();
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| !row.trim().is_empty()) {
        let (above, behind) = rows.split_at(at);
        let text = format!("{KEEP}{}\n{COMMENT}\n{}\n", above.join("\n"), behind.join("\n"));
        for applicability in [Applicability::Safe, Applicability::Unsafe] {
            let fixed = fix(&text, &Settings::default(), applicability).text;
            let laid_out = format(&fixed, &Settings::default());
            for text in [&fixed, &laid_out] {
                let found = below(text).unwrap_or_else(|| panic!("row {}: the allowance is gone", at + 1));
                let (one, other) = (mark(row), &found);
                // Markup and widths are mended in the row itself.
                let same = one.chars().filter(|c| other.contains(*c)).count() * 2 > one.chars().count();
                assert!(same, "row {}: {one} became {other}", at + 1);
            }
        }
    }
}

#[test]
fn an_allowance_keeps_a_row_that_a_fix_would_take_away() {
    let header = "年度绩效指标\t一级指标\t二级指标\t三级指标\t运算符号\t指标值\t度量单位\t完成时限";
    let row = "\t履职效能\t重点工作履行情况\t重点工作办结率\t=\t100\t%\t2021-12";
    let next = "\t\t整体工作完成情况\t工作完成及时率\t=\t100\t%";
    let text = format!("# mubiao: profile = liaoning-department\n{header}\n{row}\n\n{COMMENT}\n{header}\n{next}\n");
    let outcome = lint(&text, &Settings::default());
    let split = outcome.findings.iter().find(|finding| finding.rule.name == "split-table").unwrap();
    assert_eq!(split.fixes.len(), 0);
    assert!(outcome.findings.iter().any(|finding| finding.rule.name == "missing-deadline"));
}
