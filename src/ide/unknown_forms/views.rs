//! What is shown of a whole sheet that is read by its headings: folds, hints, marks, colours, the printed form.

use std::fmt::Write as _;

use expect_test::{Expect, expect};

use super::super::testing::{OTHER_FORMS, analysis};
use super::super::*;
use super::{EVALUATION, PANES};
use crate::diagnostic::Lang;
use crate::text::TextRange;

/// `text` with `notes` put in at their places.
fn annotated(text: &str, mut notes: Vec<(u32, String)>) -> String {
    notes.reverse();
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
    expect![[r#"
        Sheet 附件1 +18
        Section 项目资金（万元）⇥⇥年初预算数⇥全年预算数⇥全年 +4
        Section 年度总体目标⇥预期目标⇥实际完成情况 +1
        Section 绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标 +6
        Class ⇥产出指标（50分）⇥数量指标⇥改造供水主管网长 +2
        Group ⇥产出指标（50分）⇥数量指标⇥改造供水主管网长 +1
    "#]]
    .assert_eq(&(folds.join("\n") + "\n"));
    let at = EVALUATION.find("安装智能").unwrap() as u32;
    let ranges = book.selection(at).into_iter().map(|range| {
        let text = &EVALUATION[range.usize()];
        let count = text.trim_end().lines().count();
        format!("{count}: {}", text.chars().take(16).collect::<String>().replace('\t', "⇥").replace('\n', "¶"))
    });
    expect![[r#"
        1: 安装智能水表数量
        1: ⇥⇥⇥安装智能水表数量⇥≥360
        2: ⇥产出指标（50分）⇥数量指标⇥
        3: ⇥产出指标（50分）⇥数量指标⇥
        7: 绩效指标⇥一级指标⇥二级指标⇥三
        19: 附件1¶项目支出绩效自评表（20
    "#]]
    .assert_eq(&(ranges.collect::<Vec<_>>().join("\n") + "\n"));
}

#[test]
fn hints_of_sums_and_parents() {
    for (text, expected) in [
        (
            EVALUATION,
            expect![[r#"
                附件1
                项目支出绩效自评表（2023年度）
                项目名称⇥农村供水管网改造项目
                主管部门⇥301-禾川县水利局⇥实施单位⇥301005-禾川县水务服务中心
                项目资金（万元）⇥⇥年初预算数⇥全年预算数⇥全年执行数⇥分值⇥执行率⇥得分
                ⇥年度资金总额：⇥380.00⇥412.60⇥405.18⇥10⇥98.20%⇥9.82[年初预算数合计 380.00 ✓][全年预算数合计 412.60 ✓][全年执行数合计 405.18 ✓]
                ⇥其中：本年财政拨款⇥300.00⇥332.60⇥329.40⇥—⇥99.04%⇥—
                ⇥上年结转资金⇥30.00⇥30.00⇥26.78⇥—⇥89.27%⇥—
                ⇥其他资金⇥50.00⇥50.00⇥49.00⇥—⇥98.00%⇥—
                年度总体目标⇥预期目标⇥实际完成情况
                ⇥改造沿河三镇老旧供水管网，更换智能水表。⇥三镇管网改造全部完工，水压和水质稳定。
                绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分⇥偏差原因分析及改进措施
                ⇥产出指标（50分）⇥数量指标⇥改造供水主管网长度⇥≥42公里⇥43.6公里⇥20⇥20[分值合计 50 ✓]
                ⇥[产出指标（50分）]⇥[数量指标]⇥安装智能水表数量⇥≥3600块⇥3580块⇥10⇥9.5⇥20户因拆迁暂缓安装，下年度补装
                ⇥[产出指标（50分）]⇥质量指标⇥管网验收合格率⇥≥98%⇥100%⇥20⇥20
                ⇥效益指标（30分）⇥社会效益指标⇥受益群众人数⇥≥5.6万人⇥5.8万人⇥30⇥30
                ⇥满意度指标（10分）⇥服务对象满意度指标⇥用水户满意度⇥≥90%⇥94%⇥10⇥10
                ⇥总分⇥⇥⇥⇥⇥100⇥99.32[分值合计 100 ✓][得分合计 99.32 ✓]
                填报人：某某⇥联系电话：0000-0000000⇥填报日期：2024年2月26日
            "#]],
        ),
        (
            PANES,
            expect![[r#"
                项目支出绩效目标申报表（2023年度）
                项目名称⇥高原湖泊监测站网建设
                主管部门及代码⇥405-石汀县生态环境局⇥实施单位⇥石汀县环境监测站
                项目资金（万元）⇥中期资金总额：⇥2860⇥年度资金总额：⇥980[合计 2860 ✓][合计 980 ✓]
                ⇥其中：财政拨款⇥2400⇥其中：财政拨款⇥800
                ⇥其他资金⇥460⇥其他资金⇥180
                总体目标⇥中期目标（2023年—2025年）⇥年度目标
                ⇥目标1：建成12座监测站；⇥目标1：完成4座监测站选址；
                ⇥目标2：形成水质周报。⇥目标2：试运行数据接收系统。
                绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值⇥二级指标⇥三级指标⇥指标值
                ⇥产出指标⇥数量指标⇥指标1：建成监测站⇥12座⇥数量指标⇥指标1：安装监测站⇥4座
                ⇥[产出指标]⇥⇥⇥⇥[数量指标]⇥指标2：编制水质周报⇥≥44期
                ⇥[产出指标]⇥质量指标⇥指标1：监测数据有效率⇥≥92%⇥质量指标⇥指标1：设备验收合格率⇥100%
                ⇥效益指标⇥生态效益指标⇥指标1：湖区水质达标率⇥≥85%⇥生态效益指标⇥指标1：湖区水质达标率⇥≥80%
            "#]],
        ),
    ] {
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
    assert_eq!(marked("332.60"), "Total 412.60, Part 332.60, Part 329.40, Total 99.04%, Part 30.00, Part 50.00");
    assert_eq!(marked("受益"), "Same 受益群众人数");
}

#[test]
fn every_column_has_its_colour() {
    for (text, expected) in [
        (
            EVALUATION,
            expect![[r#"
                附件1
                title⟦项目支出绩效自评表（2023年度）⟧
                label⟦项目名称⟧⇥unit⟦农村供水管网改造项目⟧
                label⟦主管部门⟧⇥301-禾川县水利局⇥label⟦实施单位⟧⇥301005-禾川县水务服务中心
                label⟦项目资金（万元）⟧⇥⇥header⟦年初预算数⟧⇥header⟦全年预算数⟧⇥header⟦全年执行数⟧⇥header⟦分值⟧⇥header⟦执行率⟧⇥header⟦得分⟧
                ⇥header⟦年度资金总额：⟧⇥number+⟦380.00⟧⇥number+⟦412.60⟧⇥number+⟦405.18⟧⇥number⟦10⟧⇥number⟦98.20%⟧⇥number⟦9.82⟧
                ⇥header⟦其中：本年财政拨款⟧⇥number⟦300.00⟧⇥number⟦332.60⟧⇥number⟦329.40⟧⇥—⇥number⟦99.04%⟧⇥—
                ⇥header⟦上年结转资金⟧⇥number⟦30.00⟧⇥number⟦30.00⟧⇥number⟦26.78⟧⇥—⇥number⟦89.27%⟧⇥—
                ⇥header⟦其他资金⟧⇥number⟦50.00⟧⇥number⟦50.00⟧⇥number⟦49.00⟧⇥—⇥number⟦98.00%⟧⇥—
                label⟦年度总体目标⟧⇥label⟦预期目标⟧⇥label⟦实际完成情况⟧
                ⇥改造沿河三镇老旧供水管网，更换智能水表。⇥三镇管网改造全部完工，水压和水质稳定。
                label⟦绩效指标⟧⇥header⟦一级指标⟧⇥header⟦二级指标⟧⇥header⟦三级指标⟧⇥header⟦年度指标值⟧⇥header⟦实际完成值⟧⇥header⟦分值⟧⇥header⟦得分⟧⇥header⟦偏差原因分析及改进措施⟧
                ⇥class⟦产出指标（50分）⟧⇥group⟦数量指标⟧⇥name⟦改造供水主管网长度⟧⇥operator⟦≥⟧number⟦42⟧measure*⟦公里⟧⇥word⟦43.6公里⟧⇥number⟦20⟧⇥number⟦20⟧
                ⇥⇥⇥name⟦安装智能水表数量⟧⇥operator⟦≥⟧number⟦3600⟧measure⟦块⟧⇥word⟦3580块⟧⇥number⟦10⟧⇥number⟦9.5⟧⇥20户因拆迁暂缓安装，下年度补装
                ⇥⇥group⟦质量指标⟧⇥name⟦管网验收合格率⟧⇥operator⟦≥⟧number⟦98⟧measure*⟦%⟧⇥number⟦100%⟧⇥number⟦20⟧⇥number⟦20⟧
                ⇥class⟦效益指标（30分）⟧⇥group⟦社会效益指标⟧⇥name⟦受益群众人数⟧⇥operator⟦≥⟧number⟦5.6⟧measure*⟦万人⟧⇥word⟦5.8万人⟧⇥number⟦30⟧⇥number⟦30⟧
                ⇥class⟦满意度指标（10分）⟧⇥group⟦服务对象满意度指标⟧⇥name⟦用水户满意度⟧⇥operator⟦≥⟧number⟦90⟧measure*⟦%⟧⇥number⟦94%⟧⇥number⟦10⟧⇥number⟦10⟧
                ⇥header⟦总分⟧⇥⇥⇥⇥⇥number+⟦100⟧⇥number+⟦99.32⟧
                填报人：某某⇥联系电话：0000-0000000⇥填报日期：2024年2月26日
            "#]],
        ),
        (
            PANES,
            expect![[r#"
                title⟦项目支出绩效目标申报表（2023年度）⟧
                label⟦项目名称⟧⇥unit⟦高原湖泊监测站网建设⟧
                label⟦主管部门及代码⟧⇥405-石汀县生态环境局⇥label⟦实施单位⟧⇥石汀县环境监测站
                label⟦项目资金（万元）⟧⇥header⟦中期资金总额：⟧⇥number+⟦2860⟧⇥header⟦年度资金总额：⟧⇥number+⟦980⟧
                ⇥header⟦其中：财政拨款⟧⇥number⟦2400⟧⇥header⟦其中：财政拨款⟧⇥number⟦800⟧
                ⇥header⟦其他资金⟧⇥number⟦460⟧⇥header⟦其他资金⟧⇥number⟦180⟧
                label⟦总体目标⟧⇥label⟦中期目标（2023年—2025年）⟧⇥label⟦年度目标⟧
                ⇥目标1：建成12座监测站；⇥目标1：完成4座监测站选址；
                ⇥目标2：形成水质周报。⇥目标2：试运行数据接收系统。
                label⟦绩效指标⟧⇥header⟦一级指标⟧⇥header⟦二级指标⟧⇥header⟦三级指标⟧⇥header⟦指标值⟧⇥header⟦二级指标⟧⇥header⟦三级指标⟧⇥header⟦指标值⟧
                ⇥class⟦产出指标⟧⇥group⟦数量指标⟧⇥name⟦指标1：建成监测站⟧⇥number⟦12⟧measure*⟦座⟧⇥group⟦数量指标⟧⇥name⟦指标1：安装监测站⟧⇥number⟦4⟧measure*⟦座⟧
                ⇥⇥⇥⇥⇥⇥name⟦指标2：编制水质周报⟧⇥operator⟦≥⟧number⟦44⟧measure*⟦期⟧
                ⇥⇥group⟦质量指标⟧⇥name⟦指标1：监测数据有效率⟧⇥operator⟦≥⟧number⟦92⟧measure*⟦%⟧⇥group⟦质量指标⟧⇥name⟦指标1：设备验收合格率⟧⇥number⟦100⟧measure*⟦%⟧
                ⇥class⟦效益指标⟧⇥group⟦生态效益指标⟧⇥name⟦指标1：湖区水质达标率⟧⇥operator⟦≥⟧number⟦85⟧measure*⟦%⟧⇥group⟦生态效益指标⟧⇥name⟦指标1：湖区水质达标率⟧⇥operator⟦≥⟧number⟦80⟧measure*⟦%⟧
            "#]],
        ),
    ] {
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
    expect![[r#"
        年度资金总额的年初预算数 380.00 = 其中：本年财政拨款 + 上年结转资金 + 其他资金 380.00
        年度资金总额的全年预算数 422.60 = 其中：本年财政拨款 + 上年结转资金 + 其他资金 412.60 差 -10.00
        年度资金总额的全年执行数 405.18 = 其中：本年财政拨款 + 上年结转资金 + 其他资金 405.18
        年度资金总额的执行率 98.20% = 405.18 ÷ 422.60 95.88% 差 -2.32%
        年度资金总额的得分 9.82 = 10 × 405.18 ÷ 422.60 9.82
        本年财政拨款的执行率 99.04% = 329.40 ÷ 332.60 99.04%
        上年结转资金的执行率 89.27% = 26.78 ÷ 30.00 89.27%
        其他资金的执行率 98.00% = 49.00 ÷ 50.00 98.00%
        产出指标 50 = 改造供水主管网长度 + 安装智能水表数量 + 管网验收合格率 50
        效益指标 30 = 受益群众人数 30
        满意度指标 10 = 用水户满意度 10
        总分的分值 100 = 6 项合计 100
        总分的得分 99.32 = 6 项合计 99.32
        其中：本年财政拨款 300.00 78.95%
        上年结转资金 30.00 7.89%
        其他资金 50.00 13.16%
        422.60 !unbalanced-breakdown
        98.20% !wrong-rate
    "#]]
    .assert_eq(&out);
}

#[test]
fn lenses_and_sheets_of_a_mixed_book() {
    let text = format!("{EVALUATION}\n{}\n{PANES}", OTHER_FORMS[0]);
    let book = analysis(&text, Lang::Zh);
    let titles = code_lenses(&book).into_iter().filter_map(|lens| lens_title(&book, lens.sheet, lens.kind));
    let titles: Vec<String> = titles.collect();
    expect![[r#"
        支出 412.60 万元 · ✓ 勾稽相符
        支出 1207.50 · 任务 1207.50 万元 · ✓ 勾稽相符
        支出 980 万元 · ✓ 勾稽相符
    "#]]
    .assert_eq(&(titles.join("\n") + "\n"));
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
