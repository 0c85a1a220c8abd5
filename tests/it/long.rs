//! Long sheets: no finding grows with their rows.

use std::fmt::Write as _;

use mubiao::diagnostic::{MOST_RELATED, Severity};
use mubiao::ide::Buffer;
use mubiao::lint::{Settings, lint};

const HEAD: &str = "部门（单位）名称\t703001某局-211300000\n年度预算收入\t537.12\n\
    年度预算支出\t年度部门预算支出\t\t537.12\n\t人员类项目\t485.18\t其他运转类项目\n\
    \t公用经费类项目\t36.94\t特定目标类项目\t\t\t15.00\n";
const TASKS: &str = "年度主要任务\t对应项目\t\t\t\t预算资金情况（万元）\n";
const INDICATORS: &str = "年度绩效指标\t一级指标\t二级指标\t三级指标\t运算符号\t指标值\t度量单位\t完成时限\n";

fn rows(count: usize, mut row: impl FnMut(&mut String, usize)) -> String {
    let mut text = String::new();
    (0..count).for_each(|at| row(&mut text, at));
    text
}

fn tasks(count: usize) -> String {
    let rows = rows(count, |out, at| writeln!(out, "\t任务{at}\t\t\t\t{}.5{}", at % 97, at % 10).unwrap());
    format!("{HEAD}{TASKS}{rows}年度绩效目标\t完成工作。\n{INDICATORS}")
}

fn blank(count: usize) -> String {
    format!("{HEAD}{TASKS}{}", "\n".repeat(count))
}

#[test]
fn a_finding_names_some_places_and_says_how_many_more_there_are() {
    let findings = lint(&tasks(300), &Settings::default()).findings;
    let sum = findings.iter().find(|finding| finding.rule.name == "unbalanced-tasks").unwrap();
    assert_eq!(sum.severity, Severity::Error);
    // The total, and each task.
    assert_eq!((sum.related.len(), sum.more_related), (MOST_RELATED, 301 - MOST_RELATED));
}

#[test]
fn blank_rows_go_at_once() {
    let text = blank(1000);
    let analysis = Buffer::new(&text, 0, Settings::default().into()).analysis();
    assert!(analysis.format().len() < 20);
}
