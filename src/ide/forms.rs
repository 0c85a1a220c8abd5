//! The features on other forms: what they say comes from the form alone.

use expect_test::expect;

use super::testing::{OTHER_FORMS, analysis, check};
use super::*;
use crate::diagnostic::Lang;
use crate::text::{Edit, TextRange};

/// What is offered at the cursor, and what the row is after the first of it is chosen, without and with places to fill in.
fn offered(fixture: &testing::Fixture) -> String {
    let found = complete(&fixture.analysis, fixture.cursor(), &CompletionOptions::default());
    let mut out = String::new();
    for item in found.items.iter().take(5) {
        out.push_str(&format!("{}  {}\n", item.label, item.detail));
    }
    let Some(first) = found.items.first() else { return "nothing".to_owned() };
    let texts = [Some(&first.text), first.snippet.as_ref()];
    for text in texts.into_iter().flatten() {
        out.push_str(&format!("---\n{}\n", fixture.edited(&[Edit::replace(found.range, text)])));
    }
    out
}

#[test]
fn operator_value_and_measure_in_one_cell() {
    for expected in [
        expect![[r#"
            # mubiao: profile = mof-2015-department
            部门（单位）名称⇥某某市某某局
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥质量指标⇥zhilda$0
            ---
            质量达标率  ＝ 100 %
            ---
            # mubiao: profile = mof-2015-department
            部门（单位）名称⇥某某市某某局
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥质量指标⇥质量达标率⇥＝100%
            ---
            # mubiao: profile = mof-2015-department
            部门（单位）名称⇥某某市某某局
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥质量指标⇥质量达标率⇥${1:＝100%}$0
        "#]],
        expect![[r#"
            # mubiao: profile = mof-2015-department
            部门（单位）名称⇥某某市某某局
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥质量指标⇥工程验收合格率⇥$0
            ---
            ≥  大于等于
            ＝  等于
            ≤  小于等于
            ＜  低于
            ＞  大于
            ---
            # mubiao: profile = mof-2015-department
            部门（单位）名称⇥某某市某某局
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥质量指标⇥工程验收合格率⇥≥
        "#]],
        expect![[r#"
            # mubiao: profile = mof-2015-department
            部门（单位）名称⇥某某市某某局
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥质量指标⇥工程验收合格率⇥≥95$0
            ---
            ≥95%  
            ≥95‰  
            ≥95百分点  
            ≥95个百分点  
            ≥95次  
            ---
            # mubiao: profile = mof-2015-department
            部门（单位）名称⇥某某市某某局
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥质量指标⇥工程验收合格率⇥≥95%
        "#]],
        expect![[r#"
            # mubiao: profile = mof-2015-department
            部门（单位）名称⇥某某市某某局
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥质量指标⇥供水管护制度⇥guifan$0
            ---
            定性规范  
            ---
            # mubiao: profile = mof-2015-department
            部门（单位）名称⇥某某市某某局
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥质量指标⇥供水管护制度⇥定性规范
        "#]],
    ] {
        check(&expected, offered);
    }
}

#[test]
fn amounts_in_several_columns() {
    for expected in [
        expect![[r#"
            # mubiao: profile = mof-2015-department
            部门（单位）名称⇥某某市某某局
            年度主要任务⇥任务名称⇥主要内容⇥预算金额（万元）
            ⇥⇥⇥总额⇥财政拨款⇥其他资金
            ⇥人员经费⇥工资⇥860.00⇥800.00⇥$0
            ---
            60.00  使总额 = 财政拨款 + 其他资金合计
            ---
            # mubiao: profile = mof-2015-department
            部门（单位）名称⇥某某市某某局
            年度主要任务⇥任务名称⇥主要内容⇥预算金额（万元）
            ⇥⇥⇥总额⇥财政拨款⇥其他资金
            ⇥人员经费⇥工资⇥860.00⇥800.00⇥60.00
        "#]],
        expect![[r#"
            # mubiao: profile = mof-2015-department
            部门（单位）名称⇥某某市某某局
            年度主要任务⇥任务名称⇥主要内容⇥预算金额（万元）
            ⇥⇥⇥总额⇥财政拨款⇥其他资金
            ⇥人员经费⇥工资⇥860.00⇥860.00
            ⇥公用经费⇥办公⇥90.00⇥90.00
            ⇥jin$0
            ---
            金额合计  
            ---
            # mubiao: profile = mof-2015-department
            部门（单位）名称⇥某某市某某局
            年度主要任务⇥任务名称⇥主要内容⇥预算金额（万元）
            ⇥⇥⇥总额⇥财政拨款⇥其他资金
            ⇥人员经费⇥工资⇥860.00⇥860.00
            ⇥公用经费⇥办公⇥90.00⇥90.00
            ⇥金额合计⇥⇥950.00⇥950.00⇥
            ---
            # mubiao: profile = mof-2015-department
            部门（单位）名称⇥某某市某某局
            年度主要任务⇥任务名称⇥主要内容⇥预算金额（万元）
            ⇥⇥⇥总额⇥财政拨款⇥其他资金
            ⇥人员经费⇥工资⇥860.00⇥860.00
            ⇥公用经费⇥办公⇥90.00⇥90.00
            ⇥金额合计⇥⇥${1:950.00}⇥${2:950.00}⇥${3}$0
        "#]],
        expect![[r#"
            # mubiao: profile = mof-2015-department
            部门（单位）名称⇥某某市某某局
            年度主要$0
            ---
            年度主要任务  
            ---
            # mubiao: profile = mof-2015-department
            部门（单位）名称⇥某某市某某局
            年度主要任务⇥任务名称⇥主要内容⇥预算金额（万元）
            ⇥⇥⇥总额⇥财政拨款⇥其他资金
            ⇥金额合计
            ---
            # mubiao: profile = mof-2015-department
            部门（单位）名称⇥某某市某某局
            年度主要任务⇥任务名称⇥主要内容⇥预算金额（万元）
            ⇥⇥⇥总额⇥财政拨款⇥其他资金
            ⇥${1}
            ⇥金额合计⇥⇥${2}⇥${3}⇥${4}$0
        "#]],
    ] {
        check(&expected, offered);
    }
}

#[test]
fn hints_and_columns() {
    let fixture = expect![[r##"
        # mubiao: profile = mof-2015-department
        部门（单位）名称⇥某某市某某局
        年度主要任务⇥任务名称⇥主要内容⇥预算金额（万元）
        ⇥⇥⇥总额⇥财政拨款⇥其他资金
        ⇥人员经费⇥工资⇥860.00⇥860.00
        ⇥公用经费⇥办公⇥90.00⇥8$05.00⇥5.00
        ⇥金额合计⇥⇥960.00⇥945.00⇥5.00
        ---
        # mubiao: profile = mof-2015-department
        部门（单位）名称⇥某某市某某局
        年度主要任务⇥任务名称⇥主要内容⇥预算金额（万元）[总额合计 950.00，少 10.00][财政拨款合计 945.00 ✓][其他资金合计 5.00 ✓]
        ⇥⇥⇥总额⇥财政拨款⇥其他资金
        ⇥人员经费⇥工资⇥860.00⇥860.00
        ⇥公用经费⇥办公⇥90.00⇥85.00⇥5.00
        ⇥金额合计⇥⇥960.00⇥945.00⇥5.00
        ---
        **公用经费的财政拨款** 85.00 万元

        | 合计 | 分项 | 差额 | 占比 |
        |---|---|---|---|
        | 总额 90.00 | 财政拨款 + 其他资金合计 90.00 | 0.00 | 94.44% |
        | 金额合计（财政拨款） 945.00 | 各项任务财政拨款合计 945.00 | 0.00 | 8.99% |
        ---
        任务名称 ⇥ 主要内容 ⇥ 总额 ⇥ 财政拨款 ⇥ 其他资金
        Some("财政拨款")
    "##]];
    check(&fixture, |fixture| {
        let hints = inlay_hints(&fixture.analysis, TextRange::new(0, fixture.text.len() as u32));
        let shown = fixture.annotated(hints.into_iter().map(|hint| (hint.at, format!("[{}]", hint.label))).collect());
        let hover = hover(&fixture.analysis, fixture.cursor(), []).unwrap();
        let signature = signature_help(&fixture.analysis, fixture.cursor()).unwrap();
        let active = signature.active.map(|at| &signature.label[signature.columns[at].range.usize()]);
        format!("{shown}\n---\n{}\n---\n{}\n{active:?}", hover.text, signature.label)
    });
}

#[test]
fn whole_sheets_and_lenses_of_each_form() {
    for text in OTHER_FORMS {
        let analysis = analysis(text, Lang::Zh);
        let end = text.len() as u32;
        let found = complete(&analysis, end, &CompletionOptions::default());
        let sheet = found.items.iter().find(|item| item.kind == CompletionKind::Sheet).unwrap();
        let profile = analysis.profile().unwrap();
        for section in &profile.sections {
            assert!(sheet.text.contains(&section.label.text), "{}", sheet.text);
        }
        // The form asks for no standard indicator.
        assert!(code_lenses(&analysis).iter().all(|lens| lens.kind == LensKind::Balance));
        let titles: Vec<String> =
            code_lenses(&analysis).iter().filter_map(|lens| lens_title(&analysis, lens.sheet, lens.kind)).collect();
        assert!(titles.iter().all(|title| title.ends_with("✓ 勾稽相符")), "{titles:?}");
        let outline = document_symbols(&analysis);
        assert_eq!(outline.len(), 1);
        assert_eq!(outline[0].children[0].children.len(), profile.sections.len());
    }
}
