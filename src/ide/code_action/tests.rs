//! What is offered where, and what it makes of the sheet.

use expect_test::{Expect, expect};

use super::*;
use crate::ide::testing::{Fixture, PUBLISHED, analysis, check as check_answer};
use crate::text::apply_edits;

fn line(action: &Action) -> String {
    let mark = |parts: &[Part]| if parts.iter().any(|part| part.confirm) { "?" } else { "" };
    let about = action.finding.map_or(String::new(), |(rule, _)| format!(" [{rule}]"));
    let confirm = match &action.work {
        Work::Done(parts) => mark(parts),
        Work::Later(_) => "…",
    };
    format!("{}{}{confirm}{about}", if action.preferred { "* " } else { "" }, action.title)
}

/// What is offered at the cursor.
#[track_caller]
fn offers(expected: &Expect) {
    check_answer(expected, |fixture| {
        let at = TextRange::empty(fixture.cursor());
        fixture.analysis.actions(at, None, |_| true).iter().map(line).collect::<Vec<_>>().join("\n")
    });
}

/// What becomes of the rows by the action at the cursor whose title begins so.
#[track_caller]
fn does(title: &str, expected: &Expect) {
    check_answer(expected, |fixture| fixture.edited(&edits(fixture, title)));
}

#[track_caller]
fn edits(fixture: &Fixture, title: &str) -> Vec<Edit> {
    let actions = fixture.analysis.actions(TextRange::empty(fixture.cursor()), None, |_| true);
    let action = actions.iter().find(|action| action.title.starts_with(title));
    let action =
        action.unwrap_or_else(|| panic!("no {title:?} in {:#?}", actions.iter().map(line).collect::<Vec<_>>()));
    let parts = match &action.work {
        Work::Done(parts) => parts.clone(),
        Work::Later(errand) => fixture.analysis.carry_out(*errand),
    };
    parts.into_iter().flat_map(|part| part.edits).collect()
}

#[test]
fn the_safe_fix_comes_first() {
    offers(&expect![[r#"
        ⇥⇥⇥工作质量达标率⇥⇥=⇥$0100⇥%⇥2021-12
        ---
        * 把各值移回自己的栏 [misaligned-row]
        本行豁免：值不在自己的栏里（复制时多了或少了空单元格） [misaligned-row]
        自动修复全文…
    "#]]);
}

#[test]
fn every_reading_of_an_ambiguous_row() {
    offers(&expect![[r#"
        ⇥⇥⇥工作质量达标率⇥⇥=⇥$0⇥%⇥2021-12
        ---
        * 读作：三级指标“工作质量达标率”、运算符号“=”、度量单位“%”、完成时限“2021-12”? [misaligned-row]
        本行豁免：值不在自己的栏里（复制时多了或少了空单元格） [misaligned-row]
    "#]]);
    offers(&expect![[r#"
        ⇥⇥⇥⇥组织培训⇥按$0时⇥2021-12
        ---
        * 把各值移回自己的栏 [misaligned-row]
        本行豁免：值不在自己的栏里（复制时多了或少了空单元格） [misaligned-row]
        自动修复全文…
    "#]]);
    offers(&expect![[r#"
        ⇥⇥⇥⇥⇥群众满$0意⇥⇥⇥
        ---
        填上年底 2021-12? [missing-deadline]
        本行豁免：必填的内容是空的 [empty-field]
        本行豁免：指标缺完成时限 [missing-deadline]
    "#]]);
    offers(&expect![[r#"
        ⇥⇥⇥⇥社会形象⇥群众满$0意⇥⇥2021-12
        ---
        把各值移回自己的栏 [misaligned-row]
        本行豁免：值不在自己的栏里（复制时多了或少了空单元格） [misaligned-row]
        自动修复全文…
    "#]]);
}

#[test]
fn all_ways_to_close_a_sum_from_any_of_its_amounts() {
    offers(&expect![[r#"
        年度预算收入⇥100.00
        年度预算支出⇥年度部门预算支出⇥100.00
        ⇥人员类项目⇥60.00⇥其他运转类项目
        ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
        年度主要任务⇥对应项目⇥预算资金情况（万元）
        ⇥部门预算基本支出公用经费⇥30.00
        ⇥部门预算基本支出人员经费⇥60.00
        ⇥工信产业监管专项业务经费⇥$05.00
        ---
        把“工信产业监管专项业务经费”改为 10.00? [unbalanced-tasks]
        为差额 5.00 新增一项任务? [unbalanced-tasks]
        把年度部门预算支出改为任务合计 95.00? [unbalanced-tasks]
        把特定目标类项目改为 5.00? [unmatched-task]
        本行豁免：任务金额合计不等于支出总额 [unbalanced-tasks]
        本行豁免：任务金额与支出里对应的部分不相等 [unmatched-task]
    "#]]);
}

#[test]
fn the_missing_standard_indicators_at_once() {
    does(
        "插入缺少的",
        &expect![[r#"
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
            ⇥⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2021-12
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥综合管理水平⇥⇥管理规范⇥⇥2021-12
            ⇥预算执行⇥预算执行效率⇥结转结余变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥预算调整率⇥<=⇥5⇥%⇥2021-12
            ⇥⇥⇥预算执行率⇥=⇥100⇥%⇥2021-12
            ⇥管理效率⇥预算编制管理⇥预算绩效目标覆盖率⇥=⇥100⇥%⇥2021-12
            ⇥⇥预算监督管理⇥预决算公开情况⇥⇥全部公开⇥⇥2021-12
            ⇥⇥财务管理⇥内控制度有效性⇥⇥制度有效⇥⇥2021-12
            ⇥⇥资产管理⇥固定资产利用率⇥=⇥100⇥%⇥2021-12
            ⇥⇥业务管理⇥政府采购管理违法违规行为发生次数⇥=⇥0⇥次⇥2021-12
            ⇥社会效应⇥社会效益⇥培训$0人次⇥>=⇥200⇥人次⇥2021-12
            ---
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
            ⇥⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥2021-12
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥综合管理水平⇥⇥管理规范⇥⇥2021-12
            ⇥预算执行⇥预算执行效率⇥结转结余变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥预算调整率⇥<=⇥5⇥%⇥2021-12
            ⇥⇥⇥预算执行率⇥=⇥100⇥%⇥2021-12
            ⇥管理效率⇥预算编制管理⇥预算绩效目标覆盖率⇥=⇥100⇥%⇥2021-12
            ⇥⇥预算监督管理⇥预决算公开情况⇥⇥全部公开⇥⇥2021-12
            ⇥⇥财务管理⇥内控制度有效性⇥⇥制度有效⇥⇥2021-12
            ⇥⇥资产管理⇥固定资产利用率⇥=⇥100⇥%⇥2021-12
            ⇥⇥业务管理⇥政府采购管理违法违规行为发生次数⇥=⇥0⇥次⇥2021-12
            ⇥⇥预算收支管理⇥预算收入管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥预算支出管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥200⇥人次⇥2021-12
            ⇥运行成本⇥成本控制成效⇥“三公”经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥人均公用经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥在职人员控制率⇥<=⇥100⇥%⇥2021-12
        "#]],
    );
}

#[test]
fn an_indicator_moves_under_its_parent_from_anywhere_in_its_row() {
    does(
        "移到",
        &expect![[r#"
            ⇥⇥基础管理⇥工作质量达标率⇥=⇥100⇥$0%⇥2021-12
            ⇥⇥⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
            ---
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
        "#]],
    );
}

#[test]
fn a_comment_allows_the_finding() {
    does(
        "本行豁免：",
        &expect![[r#"
            ⇥社会效应⇥服务对象满意度⇥企业满意度⇥$0=⇥90⇥%⇥2021-12
            ---
            # mubiao: allow(inexact-satisfaction)
            ⇥社会效应⇥服务对象满意度⇥企业满意度⇥=⇥90⇥%⇥2021-12
        "#]],
    );
}

#[test]
fn a_sheet_of_another_year_comes_to_the_book_s() {
    offers(&expect![[r#"
        2022年部门（单位）整体绩效目标表

        部门（单位）名称⇥703$0001甲局-211300000
        …
        部门（单位）名称⇥703002乙局-211300000
        … 2022
        ---
        本行豁免：一套表里的各表不是同一年度的 [inconsistent-year]
        把本表改到 2022 年度
        把整套表改到 2023 年度…
    "#]]);
}

#[test]
fn the_book_comes_to_the_next_year() {
    does(
        "把整套表改到 2022",
        &expect![[r#"
            # mubiao: fiscal-year = 2021
            $02021年部门（单位）整体绩效目标表

            部门（单位）名称⇥703001甲局-211300000
            年度绩效目标⇥做好2021年节能监察，总结2020年经验。
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥200⇥人次⇥2021-12
            ⇥⇥⇥培训场次⇥>=⇥20⇥场⇥2022年6月
            ⇥⇥⇥培训期数⇥>=⇥2⇥期⇥年底

            部门（单位）名称⇥703002乙局-211300000
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥200⇥人次⇥2021-12
            ---
            # mubiao: fiscal-year = 2022
            2022年部门（单位）整体绩效目标表

            部门（单位）名称⇥703001甲局-211300000
            年度绩效目标⇥做好2022年节能监察，总结2020年经验。
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥200⇥人次⇥2022-12
            ⇥⇥⇥培训场次⇥>=⇥20⇥场⇥2023年6月
            ⇥⇥⇥培训期数⇥>=⇥2⇥期⇥年底

            部门（单位）名称⇥703002乙局-211300000
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥200⇥人次⇥2022-12
        "#]],
    );
}

#[test]
fn elsewhere_nothing_is_offered() {
    offers(&expect![[r#"
        年度绩效目标⇥做好$0节能监察工作。
        ---

    "#]]);
}

#[test]
fn one_kind_alone() {
    let fixture = Fixture::new("⇥⇥⇥工作质量达标率⇥⇥=⇥$0100⇥%⇥2021-12");
    let actions = fixture.analysis.actions(TextRange::empty(fixture.cursor()), None, |kind| kind == ActionKind::FixAll);
    assert_eq!(actions.iter().map(line).collect::<Vec<_>>(), ["自动修复全文…"]);
}

#[test]
fn all_safe_fixes_are_those_of_the_command() {
    let [damaged, mended] = PUBLISHED;
    let fixed = lint::fix(damaged, &lint::Settings::default(), Applicability::Safe);
    let parts = analysis(damaged, Lang::Zh).carry_out(Errand::FixAll);
    assert_eq!(apply_edits(damaged, &parts[0].edits), fixed.text);
    // One edit a row or a page break: nothing that is sound is touched.
    let longest = parts[0].edits.iter().map(|edit| edit.range.len()).max();
    assert!(longest < Some(400), "{longest:?}");
    assert!(analysis(mended, Lang::Zh).carry_out(Errand::FixAll)[0].edits.is_empty());
}

#[test]
fn the_published_book_s_findings_are_all_answered() {
    for text in PUBLISHED {
        let analysis = analysis(text, Lang::Zh);
        for finding in analysis.findings() {
            let actions = analysis.actions(finding.range, None, |kind| kind == ActionKind::QuickFix);
            let about = |action: &&Action| action.finding.is_some_and(|(rule, _)| rule == finding.rule.name);
            assert!(actions.iter().filter(about).count() > 0, "{}", finding.message);
        }
    }
}

#[test]
fn what_is_allowed_is_not_offered_and_settings_are_heeded() {
    offers(&expect![[r#"
        # mubiao: allow(inexact-satisfaction)
        ⇥社会效应⇥服务对象满意度⇥企业满意度⇥$0=⇥90⇥%⇥2021-12
        ---

    "#]]);
}

#[test]
fn a_form_without_deadlines_has_a_year_all_the_same() {
    does(
        "改到 2025",
        &expect![[r#"
            部门（单位）整体支出绩效目标申报表（2024$0年度）

            部门（单位）名称⇥某某局
            年度主要任务⇥任务名称⇥主要内容⇥预算金额（万元）
            ⇥⇥⇥总额⇥财政拨款⇥其他资金
            ⇥节水宣传⇥进社区⇥12.00⇥10.00⇥2.00
            ⇥金额合计⇥⇥12.00⇥10.00⇥2.00
            年度总体目标⇥目标1：2024年开展节水宣传。
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥数量指标⇥节水宣传场次⇥≥24场
            ---
            部门（单位）整体支出绩效目标申报表（2025年度）

            部门（单位）名称⇥某某局
            年度主要任务⇥任务名称⇥主要内容⇥预算金额（万元）
            ⇥⇥⇥总额⇥财政拨款⇥其他资金
            ⇥节水宣传⇥进社区⇥12.00⇥10.00⇥2.00
            ⇥金额合计⇥⇥12.00⇥10.00⇥2.00
            年度总体目标⇥目标1：2025年开展节水宣传。
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥数量指标⇥节水宣传场次⇥≥24场
        "#]],
    );
}
