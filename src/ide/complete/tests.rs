//! Completion as an author meets it: what is offered, and what the row is after the first of it is chosen.

mod heads;
mod rows;

use expect_test::{Expect, expect};

use super::*;
use crate::ide::testing::{Fixture, analysis, check};
use crate::text::Edit;

/// The most items that are shown.
const SHOWN: usize = 6;

/// Asserts what is offered at the cursor, and what choosing the first of it makes of the rows, without and with places to
/// fill in.
#[track_caller]
fn check_first(expected: &Expect) {
    check(expected, |fixture| answer(fixture, &CompletionOptions::default()));
}

fn answer(fixture: &Fixture, options: &CompletionOptions) -> String {
    let found = complete(&fixture.analysis, fixture.cursor(), options);
    let mut out = String::new();
    for item in found.items.iter().take(SHOWN) {
        let detail = if item.detail.is_empty() { String::new() } else { format!("  {}", item.detail) };
        out.push_str(&format!("{}{detail}\n", item.label));
    }
    if found.items.len() > SHOWN {
        out.push_str(&format!("and {} more\n", found.items.len() - SHOWN));
    }
    let Some(first) = found.items.first() else { return "nothing".to_owned() };
    let edit = |text: &str| fixture.edited(&[Edit::replace(found.range, text)]);
    out.push_str(&format!("---\n{}\n", edit(&first.text)));
    if let Some(snippet) = &first.snippet {
        out.push_str(&format!("---\n{}\n", edit(snippet)));
    }
    out
}

#[test]
fn nothing_is_offered_where_prose_stands() {
    check_first(&expect![[r#"
        年度绩效目标⇥做好$0
        ---
        nothing
    "#]]);
}

#[test]
fn pinyin_can_be_switched_off() {
    let options = CompletionOptions { pinyin: false };
    check(
        &expect![[r#"
            ⇥预算执行⇥预算执行效率⇥yszxl$0
            ---
            nothing
        "#]],
        |fixture| answer(fixture, &options),
    );
    check(
        &expect![[r#"
            ⇥预算执行⇥预算执行效率⇥预执$0
            ---
            预算执行率  = 100 %
            ---
            ⇥预算执行⇥预算执行效率⇥预算执行率⇥=⇥100⇥%⇥2021-12
            ---
            ⇥预算执行⇥预算执行效率⇥预算执行率⇥${1:=}⇥${2:100}⇥${3:%}⇥${4:2021-12}$0
        "#]],
        |fixture| answer(fixture, &options),
    );
}

#[test]
fn a_client_keeps_what_was_found() {
    let fixture = Fixture::new("⇥预算执行⇥预算执行效率⇥预suan$0");
    let found = complete(&fixture.analysis, fixture.cursor(), &CompletionOptions::default());
    assert!(found.incomplete);
    for item in &found.items {
        assert!(item.filter.starts_with("预suan"), "{item:?}");
    }
    let fixture = Fixture::new("⇥预算执行⇥预算执行效率⇥预$0");
    let found = complete(&fixture.analysis, fixture.cursor(), &CompletionOptions::default());
    assert_eq!(found.items[0].filter, found.items[0].label);
}

#[test]
fn the_line_ends_of_the_book_are_kept() {
    let text = "部门（单位）名称\t703001甲局-211300000\r\n年度预算收入\t1\r\n年度主要任务";
    let found = complete(&analysis(text, Lang::Zh), text.len() as u32, &CompletionOptions::default());
    assert!(found.items[0].text.starts_with("年度主要任务\t对应项目\t预算资金情况（万元）\r\n\t部门预算基本支出"));
}

#[test]
fn every_item_has_its_documentation() {
    for (row, expected) in [("⇥履职效能⇥基础管理⇥$0", "依法行政"), ("⇥$0", "二级指标"), ("⇥管理效率⇥$0", "共性指标")]
    {
        let fixture = Fixture::new(row);
        let found = complete(&fixture.analysis, fixture.cursor(), &CompletionOptions::default());
        let doc = found.items[0].doc.clone().unwrap();
        assert_eq!(Doc::decode(&doc.encode()), Some(doc.clone()));
        let page = documentation(&fixture.analysis, &doc).unwrap();
        assert!(page.contains(expected), "{page}");
    }
    assert_eq!(Doc::decode("standard:x"), None);
    assert_eq!(documentation(&analysis("", Lang::Zh), &Doc::Standard(0)), None);
}
