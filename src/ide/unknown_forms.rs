//! The features on sheets that are read by their headings: what they say comes from the headings alone.

use std::fmt::Write as _;

use expect_test::{Expect, expect};

use super::testing::{HEADED, analysis};
use super::*;
use crate::diagnostic::Lang;
use crate::text::{Edit, TextRange, apply_edits};

const EVALUATION: &str = HEADED[0];
const PANES: &str = HEADED[1];
const PROJECTS: &str = HEADED[2];

/// What hovering shows over the first of each of `words` in `text`.
fn hovered(text: &str, words: &[&str]) -> String {
    let analysis = analysis(text, Lang::Zh);
    let mut out = String::new();
    for word in words {
        let at = text.find(word).unwrap() + word.find(|c| c != '\t').unwrap_or(0);
        let found = hover(&analysis, at as u32, []);
        let shown = found.map_or("nothing".to_owned(), |found| {
            format!("{}\n{}", &text[found.range.usize()].replace('\t', "⇥"), found.text)
        });
        let _ = writeln!(out, "{shown}\n------");
    }
    out
}

#[test]
fn hover_says_what_a_cell_is() {
    let cells = ["2023年度）", "农村供水", "全年执行数", "412.60", "332.60", "99.04%", "三镇管网", "绩效指标\t"];
    expect![[""]].assert_eq(&hovered(EVALUATION, &cells));
    let cells = ["年度指标值", "产出指标（50分）", "数量指标", "安装智能", "3580块", "9.5", "20户", "总分", "99.32"];
    expect![[""]].assert_eq(&hovered(EVALUATION, &cells));
    expect![[""]].assert_eq(&hovered(PANES, &["2860", "其他资金\t180", "4座\n", "≥92%"]));
    expect![[""]].assert_eq(&hovered(PROJECTS, &["3,806,500.00", "2,946,500.00", "村民满意度", "反向指标"]));
}

#[test]
fn hover_says_what_is_wrong() {
    let text = EVALUATION.replace("412.60", "422.60").replace("99.32", "98.32");
    expect![[""]].assert_eq(&hovered(&text, &["422.60", "98.20%", "98.32", "332.60"]));
}

/// What is offered at `$0`, and the row after the first of it is chosen.
fn offered(text: &str, most: usize) -> String {
    let at = text.find("$0").unwrap();
    let text = text.replacen("$0", "", 1);
    let found = complete(&analysis(&text, Lang::Zh), at as u32, &CompletionOptions::default());
    let mut out = String::new();
    for item in found.items.iter().take(most) {
        let _ = writeln!(out, "{} | {:?} | {}", item.label, item.kind, item.detail);
    }
    let Some(first) = found.items.first() else { return "nothing\n".to_owned() };
    let edited = apply_edits(&text, &[Edit::replace(found.range, first.text.clone())]);
    let row = edited[..edited.len().min(at + 1)].matches('\n').count();
    let _ = writeln!(out, "{}", edited.lines().nth(row).unwrap_or_default().replace('\t', "⇥"));
    out
}

#[test]
fn completion_knows_the_columns() {
    let head = "项目支出绩效目标表（2023年度）\n项目名称\t村道改造\n\
                绩效指标\t一级指标\t二级指标\t三级指标\t运算符号\t指标值\t度量单位\n";
    let mut out = String::new();
    for row in [
        "\t$0",
        "\t产出指标\tzl$0",
        "\t产出指标\t质量指标\tda$0",
        "\t产出指标\t数量指标\t改造村道里程\t$0",
        "\t产出指标\t数量指标\t改造村道里程\t≥\t4\tgl$0",
        "\t产出指标\t质量指标\t管护制度\t\tguif$0",
        "mb$0",
        "项目资金（万元）\t\tnianchu$0",
    ] {
        let _ = writeln!(out, "{}\n{}", row.replace('\t', "⇥"), offered(&format!("{head}{row}"), 4));
    }
    expect![[""]].assert_eq(&out);
}

#[test]
fn completion_closes_a_sum() {
    let wrong = EVALUATION.replace("30.00\t30.00\t26.78", "30.00\t20.00$0\t26.78");
    let rate = EVALUATION.replace("98.20%", "9$0");
    let total = EVALUATION.replace("100\t99.32", "100\t9$0");
    let header = EVALUATION.replace("实际完成值\t", "shiji$0\t");
    let all = [wrong, rate, total, header].map(|text| offered(&text, 3));
    expect![[""]].assert_eq(&all.join("\n"));
}

/// The columns at the first of each of `words`, the active one in brackets.
fn columns(text: &str, words: &[&str]) -> String {
    let analysis = analysis(text, Lang::Zh);
    let mut out = String::new();
    for word in words {
        let at = text.find(word).unwrap() + word.find(|c| c != '\t').unwrap_or(0);
        let Some(found) = signature_help(&analysis, at as u32) else {
            out.push_str("none\n");
            continue;
        };
        let mut label = found.label.clone();
        if let Some(active) = found.active {
            label.insert(found.columns[active].range.end as usize, '⟧');
            label.insert(found.columns[active].range.start as usize, '⟦');
        }
        let _ = writeln!(out, "{label}");
    }
    out
}

#[test]
fn the_columns_of_a_row() {
    let words = ["农村供水", "301005", "412.60", "98.20%", "43.6公里", "三镇管网"];
    expect![[""]].assert_eq(&columns(EVALUATION, &words));
    expect![[""]].assert_eq(&columns(PANES, &["980", "4座\n"]));
    expect![[""]].assert_eq(&columns(PROJECTS, &["2,946", "96"]));
}

fn draw(symbols: &[Symbol], depth: usize, out: &mut String) {
    for Symbol { name, detail, kind, children, .. } in symbols {
        let detail = if detail.is_empty() { String::new() } else { format!("  {detail}") };
        let _ = writeln!(out, "{}{kind:?} {name}{detail}", "  ".repeat(depth));
        draw(children, depth + 1, out);
    }
}

#[test]
fn the_outline_of_a_sheet() {
    let mut out = String::new();
    for text in [EVALUATION, PANES] {
        draw(&document_symbols(&analysis(text, Lang::Zh)), 0, &mut out);
    }
    expect![[""]].assert_eq(&out);
}

/// `text` with `notes` put in at their places.
fn annotated(text: &str, mut notes: Vec<(u32, String)>) -> String {
    notes.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let mut text = text.to_owned();
    notes.into_iter().for_each(|(at, note)| text.insert_str(at as usize, &note));
    text.replace('\t', "⇥")
}

fn check_notes(text: &str, notes: Vec<(u32, String)>, expected: &Expect) {
    expected.assert_eq(&annotated(text, notes));
}

#[test]
fn folds_and_selections() {
    let book = analysis(EVALUATION, Lang::Zh);
    let rows: Vec<&str> = EVALUATION.lines().collect();
    let shown = |first: u32| rows[first as usize].replace('\t', "⇥").chars().take(24).collect::<String>();
    let folds = book.folds().into_iter();
    let folds: Vec<String> =
        folds.map(|fold| format!("{:?} {} +{}", fold.kind, shown(fold.first), fold.last - fold.first)).collect();
    expect![[""]].assert_eq(&(folds.join("\n") + "\n"));
    let at = EVALUATION.find("安装智能").unwrap() as u32;
    let ranges = book.selection(at).into_iter().map(|range| {
        let text = &EVALUATION[range.usize()];
        let count = text.trim_end().lines().count();
        format!("{count}: {}", text.chars().take(16).collect::<String>().replace('\t', "⇥").replace('\n', "¶"))
    });
    expect![[""]].assert_eq(&(ranges.collect::<Vec<_>>().join("\n") + "\n"));
}

#[test]
fn hints_of_sums_and_parents() {
    for (text, expected) in [(EVALUATION, expect![[""]]), (PANES, expect![[""]])] {
        let hints = inlay_hints(&analysis(text, Lang::Zh), TextRange::new(0, text.len() as u32));
        check_notes(text, hints.into_iter().map(|hint| (hint.at, format!("[{}]", hint.label))).collect(), &expected);
    }
}

#[test]
fn highlights_of_a_sum_and_of_a_column() {
    let marked = |word: &str| {
        let book = analysis(EVALUATION, Lang::Zh);
        let marks = book.highlights(EVALUATION.find(word).unwrap() as u32);
        let shown = marks.into_iter().map(|(range, mark)| format!("{mark:?} {}", &EVALUATION[range.usize()]));
        shown.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(marked("332.60"), "Total 412.60, Part 332.60, Total 99.04%, Part 329.40, Part 30.00, Part 50.00");
    assert_eq!(marked("受益"), "Same 受益群众人数");
}

#[test]
fn every_column_has_its_colour() {
    for (text, expected) in [(EVALUATION, expect![[""]]), (PANES, expect![[""]])] {
        let mut notes = Vec::new();
        for place in analysis(text, Lang::Zh).places() {
            for token in place.tokens() {
                let range = place.in_text(token.range);
                let marks = ["", "*", "+", "*+"][token.modifiers as usize];
                notes.push((range.start, format!("{:?}{marks}⟦", token.kind).to_lowercase()));
                notes.push((range.end, "⟧".to_owned()));
            }
        }
        check_notes(text, notes, &expected);
    }
}

#[test]
fn the_printed_sheet_has_its_sums_and_shares() {
    let text = EVALUATION.replace("412.60", "422.60");
    let printed = printed(&analysis(&text, Lang::Zh), Which::At(0)).unwrap();
    assert!(printed.title.is_none() && printed.page.landscape && printed.page.widths.len() == 9);
    let mut out = String::new();
    let amount = |side: &Side| side.amount.clone().unwrap_or_else(|| "–".to_owned());
    for sum in &printed.sums {
        let off = sum.difference.as_deref().filter(|_| !sum.holds).map_or(String::new(), |off| format!(" 差 {off}"));
        let (total, parts) = (&sum.total, &sum.parts);
        let _ = writeln!(out, "{} {} = {} {}{off}", total.name, amount(total), parts.name, amount(parts));
    }
    for share in &printed.shares {
        let percent = share.percent.map_or_else(|| "–".to_owned(), |percent| percent.to_string());
        let _ = writeln!(out, "{} {} {percent}%", share.name, share.amount);
    }
    let cells = printed.tables.iter().flat_map(|table| table.head.iter().chain(&table.body)).flat_map(|row| &row.cells);
    for (cell, marks) in cells.zip(&printed.marks).filter(|(_, marks)| !marks.is_empty()) {
        let rules: Vec<&str> = marks.iter().map(|&at| printed.findings[at].rule.name).collect();
        let _ = writeln!(out, "{} !{}", cell.text, rules.join(" !"));
    }
    expect![[""]].assert_eq(&out);
}

#[test]
fn lenses_and_sheets_of_a_mixed_book() {
    let text = format!("{EVALUATION}\n{}\n{PANES}", testing::OTHER_FORMS[0]);
    let book = analysis(&text, Lang::Zh);
    let titles = code_lenses(&book).into_iter().filter_map(|lens| lens_title(&book, lens.sheet, lens.kind));
    let titles: Vec<String> = titles.collect();
    expect![[""]].assert_eq(&(titles.join("\n") + "\n"));
    assert_eq!(sheet_count(&book), 3);
    for sheet in 0..3 {
        let printed = printed(&book, Which::Nth(sheet)).unwrap();
        assert_eq!((printed.sheet, printed.totals.clone()), (sheet, book.totals()[sheet].1.clone()));
        for (at, finding) in printed.findings.iter().enumerate() {
            let marked = printed.marks.iter().any(|mark| mark.contains(&at));
            assert!(marked || finding.rule.name == "unknown-form", "{finding:#?}");
        }
    }
}
