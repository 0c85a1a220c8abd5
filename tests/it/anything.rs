//! Any text at all: nothing panics, everything ends, nothing is lost.

use proptest::prelude::*;

use mubiao::diagnostic::Applicability;
use mubiao::format::format;
use mubiao::lint::{Settings, fix, lint};
use mubiao::profile::{Traits, builtin, by_headings};
use mubiao::syntax::{read_sheets, read_whole};
use mubiao::text::apply_edits;

/// Texts that look like sheets without being sound: real rows, cells and characters in any order.
fn rows() -> impl Strategy<Value = String> {
    let cell = prop_oneof![
        Just("年度预算收入".to_owned()),
        Just("年度预算支出".to_owned()),
        Just("年度部门预算支出".to_owned()),
        Just("人员类项目".to_owned()),
        Just("年度主要任务".to_owned()),
        Just("对应项目".to_owned()),
        Just("年度绩效目标".to_owned()),
        Just("年度绩效指标".to_owned()),
        Just("部门（单位）名称".to_owned()),
        Just("部门（单位）整体绩效目标表".to_owned()),
        Just("履职效能".to_owned()),
        Just("基础管理".to_owned()),
        Just("社会公众满意度".to_owned()),
        Just("“三公”经费变动率".to_owned()),
        Just("管理规范".to_owned()),
        Just("=".to_owned()),
        Just("＞＝".to_owned()),
        Just("%".to_owned()),
        Just("2021-12".to_owned()),
        Just("年度总体目标".to_owned()),
        Just("任务名称".to_owned()),
        Just("预算金额（万元）".to_owned()),
        Just("总额".to_owned()),
        Just("财政拨款".to_owned()),
        Just("金额合计".to_owned()),
        Just("产出指标".to_owned()),
        Just("数量指标".to_owned()),
        Just("成本指标".to_owned()),
        Just("项目支出绩效自评表（2023年度）".to_owned()),
        Just("项目名称".to_owned()),
        Just("项目资金（万元）".to_owned()),
        Just("年度资金总额：".to_owned()),
        Just("其中：财政拨款".to_owned()),
        Just("全年预算数".to_owned()),
        Just("全年执行数".to_owned()),
        Just("执行率".to_owned()),
        Just("绩效指标".to_owned()),
        Just("一级指标".to_owned()),
        Just("二级指标".to_owned()),
        Just("三级指标".to_owned()),
        Just("指标值".to_owned()),
        Just("实际完成值".to_owned()),
        Just("分值".to_owned()),
        Just("得分".to_owned()),
        Just("总分".to_owned()),
        Just("单位：元".to_owned()),
        "[≥≤＝>=<不低于定性]{0,2}[0-9０-９X.]{0,3}[%％次元年]{0,2}",
        Just("2020年12月".to_owned()),
        Just("# mubiao: fiscal-year = 2021".to_owned()),
        "[0-9]{1,5}(\\.[0-9]{1,4})?",
        "[,.0-9０-９万元%％-]{1,9}",
        "[目标监察服务 \u{3000}]{1,8}",
        "<[a-z/]{1,4}>|&[a-z]{2,5};",
        "\\PC{0,6}",
        any::<char>().prop_map(|c| c.to_string()),
        Just(String::new()),
        Just(String::new()),
        Just(String::new()),
    ];
    let line = prop::collection::vec(cell, 0..10).prop_map(|cells| cells.join("\t"));
    let end = prop_oneof![6 => Just("\n"), 2 => Just("\r\n"), 1 => Just("\r"), 1 => Just("\n\n")];
    prop::collection::vec((line, end), 0..40)
        .prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect::<String>())
}

/// Everything that can be done with a text, by one form or another.
fn exercise(text: &str, form: usize) -> Result<(), TestCaseError> {
    let headings = by_headings(Traits::default());
    let profile = if form == 3 { headings } else { &builtin()[form % builtin().len()] };
    let settings = Settings { profile: Some(profile.id.clone()), ..Settings::default() };
    let mut joined = String::new();
    read_sheets(text, &**profile, |base, part, syntax| {
        assert_eq!(base, joined.len());
        joined.push_str(part);
        let rows: usize = syntax.rows().iter().map(|row| (row.len + u32::from(row.line_end)) as usize).sum();
        assert_eq!(rows, part.len());
    });
    prop_assert_eq!(&joined, text);
    prop_assert!(read_whole(text).rows().iter().all(|row| row.end() as usize <= text.len()));
    let outcome = lint(text, &settings);
    for finding in &outcome.findings {
        prop_assert!(text.get(finding.range.usize()).is_some(), "{:?}", finding);
        for related in &finding.related {
            prop_assert!(text.get(related.range.usize()).is_some(), "{:?}", finding);
        }
        for fix in &finding.fixes {
            let free = fix.edits.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start);
            prop_assert!(free && fix.edits.iter().all(|edit| text.get(edit.range.usize()).is_some()), "{:?}", finding);
            apply_edits(text, &fix.edits);
        }
    }
    for applicability in [Applicability::Safe, Applicability::Unsafe] {
        let fixed = fix(text, &settings, applicability);
        if applicability == Applicability::Safe {
            let again = fix(&fixed.text, &settings, applicability);
            prop_assert_eq!(again.text, fixed.text);
        }
    }
    let formatted = format(text, &settings);
    let again = format(&formatted, &settings);
    if again != formatted {
        let differ = formatted.lines().zip(again.lines()).enumerate().find(|(_, (one, other))| one != other);
        return Err(TestCaseError::fail(format!("formatted once and twice differ: {differ:?}\n{text}")));
    }
    Ok(())
}

/// A title that begins a sheet of which the rest is torn is none that is printed once more.
#[test]
fn a_title_above_a_torn_sheet_stays() {
    const TITLE: &str = "部门（单位）整体支出绩效目标申报表（2024年度）\n\n";
    let text = format!(
        "{TITLE}部门（单位）名称\t某某市某某局\n年度主要任务\t任务名称\t主要内容\n\t节水宣传\t进社区\n{TITLE}部门（单位）\t240.00\n\t节水宣传\t进学校\n{TITLE}部门（单位）名称\t某某县某某局\n"
    );
    let settings = Settings { profile: Some("mof-2015-department".to_owned()), ..Settings::default() };
    let formatted = format(&text, &settings);
    assert_eq!(formatted.matches(TITLE.trim()).count(), 3, "{formatted}");
    exercise(&text, 1).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_rows(text in rows(), form in 0usize..4) {
        exercise(&text, form)?;
    }

    #[test]
    fn any_characters(text in any::<String>(), form in 0usize..4) {
        exercise(&text, form)?;
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400), form in 0usize..3) {
        exercise(&String::from_utf8_lossy(&bytes), form)?;
    }

    /// Sheets of other forms with pieces cut out, doubled and exchanged.
    #[test]
    fn other_forms_torn_and_glued(form in 0..2usize, cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..6)) {
        let mut text = [
            include_str!("../corpus/mof-2015-department.mubiao"),
            include_str!("../corpus/mof-2021-department.mubiao"),
        ][form].to_owned();
        for (one, other) in cuts {
            let (one, other) = (one.index(text.len() + 1), other.index(text.len() + 1));
            let (one, other) = (text.floor_char_boundary(one), text.floor_char_boundary(other));
            text = format!("{}{}", &text[..one], &text[other..]);
            if text.len() > 8_000 {
                text.truncate(text.floor_char_boundary(8_000));
            }
        }
        exercise(&text, form + 1)?;
    }

    /// Sheets that are read by their headings, and books that mix forms, with pieces cut out, doubled and exchanged.
    #[test]
    fn mixed_forms_torn_and_glued(seed in any::<u64>(), cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..6)) {
        let mut text = match seed % 2 {
            0 => crate::generate::HEADED[(seed / 2 % 5) as usize].to_owned(),
            _ => crate::generate::mixed(seed, 2),
        };
        for (one, other) in cuts {
            let (one, other) = (one.index(text.len() + 1), other.index(text.len() + 1));
            let (one, other) = (text.floor_char_boundary(one), text.floor_char_boundary(other));
            text = format!("{}{}", &text[..one], &text[other..]);
            if text.len() > 8_000 {
                text.truncate(text.floor_char_boundary(8_000));
            }
        }
        exercise(&text, 3)?;
    }

    /// The published book with pieces cut out, doubled and exchanged.
    #[test]
    fn the_book_torn_and_glued(cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..6)) {
        let mut text: String = include_str!("../corpus/chaoyang-2021.txt").lines().take(60).collect::<Vec<_>>().join("\n");
        for (one, other) in cuts {
            let (one, other) = (one.index(text.len() + 1), other.index(text.len() + 1));
            let (one, other) = (text.floor_char_boundary(one), text.floor_char_boundary(other));
            text = format!("{}{}", &text[..one], &text[other..]);
            if text.len() > 20_000 {
                text.truncate(text.floor_char_boundary(20_000));
            }
        }
        exercise(&text, 0)?;
    }
}
