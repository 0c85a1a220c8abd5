//! Amounts in 元 and in 万元: what is foreign is found, converts without loss, and adds up in one unit.

use std::sync::Arc;

use crate::cli::Desk;
use mubiao::lint::{Settings, lint};
use mubiao::profile::{Profile, Profiles};
use mubiao::text::{Edit, apply_edits};

const BOOK: &str = include_str!("../corpus/chaoyang-2021.mubiao");
const LAYOUT: &str = include_str!("../../profiles/liaoning-department/layout.toml");
const INDICATORS: &str = include_str!("../../profiles/liaoning-department/indicators.tsv");

/// The same form with its amounts in 元.
fn layout_in_yuan() -> String {
    LAYOUT
        .replace("id = \"liaoning-department\"", "id = \"yuan-department\"")
        .replace("unit = \"万元\"", "unit = \"元\"")
        .replace("（万元）", "（元）")
}

fn in_yuan() -> Settings {
    let profile = Profile::parse(&layout_in_yuan(), Some(INDICATORS)).unwrap();
    Settings { profiles: Profiles::of(&Arc::new(profile)), ..Settings::default() }
}

/// The text with the first fix of every finding of foreign units, and how many there are.
fn converted(text: &str, settings: &Settings) -> (String, usize) {
    let outcome = lint(text, settings);
    let found: Vec<_> = outcome.findings.iter().filter(|finding| finding.rule.name == "foreign-unit").collect();
    let mut edits: Vec<Edit> = found.iter().flat_map(|finding| finding.fixes[0].edits.clone()).collect();
    edits.sort_by_key(|edit| edit.range.start);
    (apply_edits(text, &edits), found.len())
}

#[test]
fn a_book_converts_there_and_back() {
    let (own, yuan) = (Settings::default(), in_yuan());
    assert_eq!(converted(BOOK, &own), (BOOK.to_owned(), 0));
    let (text, found) = converted(BOOK, &yuan);
    assert_eq!(found, 6);
    assert!(text.contains("年度预算收入\t5371200\n") && text.contains("预算资金情况（元）"), "{text}");
    assert_eq!(converted(&text, &yuan).1, 0, "it is in the unit of the form");
    let (back, found) = converted(&text, &own);
    assert_eq!((back.as_str(), found), (BOOK, 6));

    // The same from 元, with decimals and without, with commas and without; in a line and behind a label.
    for amounts in [
        ["12345678.90", "12000000.00", "345678.90"],
        ["12,345,678.90", "12,000,000.00", "345,678.90"],
        ["43,712,000", "43,705,000", "7,000"],
        ["5371200", "5000000", "371200"],
        ["0.01", "0.01", "0"],
    ] {
        let [total, personnel, public] = amounts;
        for (line, label) in [("单位：元\n", ""), ("", "（元）")] {
            let text = format!(
                "部门（单位）名称\t703001朝阳市局-211300000\n{line}年度预算收入{label}\t{total}\n\
                 年度预算支出\t年度部门预算支出\t{total}\n\
                 \t人员类项目\t{personnel}\t其他运转类项目\n\t公用经费类项目\t{public}\t特定目标类项目\n"
            );
            let (there, found) = converted(&text, &own);
            assert_eq!(found, 1, "{text}");
            assert!(there.contains("万元"), "{there}");
            assert_eq!(converted(&there, &yuan), (text, 1), "{there}");
        }
    }
}

#[test]
fn totals_of_both_units_add_up() {
    let desk = Desk::new(&[
        ("mubiao.toml", b"profiles = ['forms/yuan']\n"),
        ("forms/yuan/layout.toml", layout_in_yuan().as_bytes()),
        ("forms/yuan/indicators.tsv", INDICATORS.as_bytes()),
        ("a.mubiao", format!("# mubiao: profile = liaoning-department\n{BOOK}").as_bytes()),
        // Read by its form, and by the other one, which says so.
        ("b.mubiao", format!("# mubiao: profile = yuan-department\n{}", converted(BOOK, &in_yuan()).0).as_bytes()),
        ("c.mubiao", format!("# mubiao: profile = liaoning-department\n{}", converted(BOOK, &in_yuan()).0).as_bytes()),
    ]);
    for file in ["a.mubiao", "b.mubiao", "c.mubiao"] {
        let ran = desk.run(&["totals", "--format", "json", "a.mubiao", file]);
        let report: serde_json::Value = serde_json::from_str(ran.out()).unwrap();
        let (total, times) = (&report["total"], if file == "a.mubiao" { 1 } else { 2 });
        let expected = if times == 1 { "800.70" } else { "1601.40" };
        assert_eq!((&total["unit"], &total["revenue"]), (&"万元".into(), &expected.into()), "{file}");
    }
    // What is exported says the unit that its amounts have.
    for (file, unit) in [("a.mubiao", "万元"), ("b.mubiao", "元"), ("c.mubiao", "元")] {
        assert_eq!(desk.run(&["export", "--to", "json", "--force", "-o", "x.json", file]).status, 0, "{file}");
        let book: serde_json::Value = serde_json::from_slice(&desk.content("x.json")).unwrap();
        assert_eq!(book["sheets"][0]["form"]["amount_unit"], unit, "{file}");
        let header = format!("预算资金情况（{unit}）");
        assert_eq!(book["sheets"][0]["tables"][1]["columns"][1], header.as_str(), "{file}");
        assert_eq!(desk.run(&["export", "--to", "html", "--force", "-o", "x.html", file]).status, 0, "{file}");
        assert!(String::from_utf8(desk.content("x.html")).unwrap().contains(&header), "{file}");
    }
    let ran = desk.run(&["totals", "--lang", "en", "b.mubiao"]);
    assert!(ran.out().contains("6 units (元)") && ran.out().contains("8007000.00"), "{}", ran.out());
}

#[test]
fn totals_heed_what_the_configuration_leaves_out() {
    let desk = Desk::new(&[
        ("mubiao.toml", b"exclude = ['old']\n"),
        ("a.mubiao", BOOK.as_bytes()),
        ("old/b.mubiao", BOOK.as_bytes()),
    ]);
    let ran = desk.run(&["totals", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(ran.out()).unwrap();
    assert_eq!((report["units"].as_array().unwrap().len(), &report["total"]["revenue"]), (6, &"800.70".into()));
}
