//! Hover as an author meets it: what is shown of each kind of cell.

use expect_test::{Expect, expect};

use super::*;
use crate::ide::testing::{PUBLISHED, analysis, check};
use crate::lint::{Settings, lint};

/// Asserts what is shown at the cursor; what it is about comes first.
#[track_caller]
fn check_hover(expected: &Expect) {
    check(expected, |fixture| match hover(&fixture.analysis, fixture.cursor(), []) {
        Some(hover) => format!("{}\n---\n{}", fixture.slice(hover.range), hover.text),
        None => "nothing".to_owned(),
    });
}

#[test]
fn a_standard_indicator() {
    check_hover(&expect![[r#"
        ⇥⇥⇥预算调$0整率⇥<=⇥5⇥%⇥2021-12
        ---
        预算调整率
        ---
        **预算调整率**

        预算执行 › 预算执行效率

        预算调整率 = 预算调整数 ÷ 预算数 × 100%

        通常：`<= 5 %`；越小越好

        依据：公开表：朝阳市 2021 年 6 张，6 张都有；名称：财预〔2013〕53号（供评价时参照，不强制）；公式：经验判断，未见成文规定
    "#]]);
}

#[test]
fn an_indicator_of_the_unit_s_own() {
    check_hover(&expect![[r#"
        ⇥社会效应⇥服务对象满意度⇥群众$0满意度⇥>=⇥90⇥%⇥2021-12
        ---
        群众满意度
        ---
        **群众满意度**

        本单位自设的个性指标，属于 社会效应 › 服务对象满意度；越大越好

        `>= 90 %`
    "#]]);
}

#[test]
fn a_shifted_row_is_shown_by_its_columns() {
    check_hover(&expect![[r#"
        ⇥⇥工作$0质量达标率⇥⇥=⇥100⇥%⇥2021-12⇥
        ---
        工作质量达标率
        ---
        **工作质量达标率**

        履职效能 › 整体工作完成情况

        工作质量达标率 = 质量达标的工作数 ÷ 计划完成的工作数 × 100%

        通常：`= 100 %`；越大越好

        依据：公开表：朝阳市 2021 年 6 张，6 张都有；公式：经验判断，未见成文规定
    "#]]);
    check_hover(&expect![[r#"
        ⇥⇥工作质量达标率⇥$0⇥=⇥100⇥%⇥2021-12⇥
        ---

        ---
        多出来的空单元格：它后面的值因此不在自己的栏里，请删去。
    "#]]);
}

#[test]
fn the_values_of_an_indicator() {
    check_hover(&expect![[r#"
        ⇥预算执行⇥预算执行效率⇥预算调整率⇥$0<=⇥5⇥%⇥2021-12
        ---
        <=
        ---
        **运算符号**

        定量指标填 \<、\<=、=、\>、\>= 之一；定性指标空着

        预算调整率 通常：`<= 5 %`
    "#]]);
    check_hover(&expect![[r#"
        ⇥社会效应⇥服务对象满意度⇥群众满意度⇥>=⇥90⇥%⇥2021$0-12
        ---
        2021-12
        ---
        **完成时限**

        完成时限，写作 YYYY-MM，如 2021-12

        本表是 2021 年度的
    "#]]);
    check_hover(&expect![[r#"
        ⇥社会效应⇥服务对象满意度⇥群众满意度⇥>=⇥90⇥$0
        ---

        ---
        **度量单位**

        定量指标的度量单位，如 %、‰、次、个、人、人次、户、家等；定性指标空着
    "#]]);
}

#[test]
fn a_class_a_group_and_an_empty_cell() {
    check_hover(&expect![[r#"
        部门（单位）名称⇥703001甲局-211300000
        年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
        ⇥履职$0效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
        ⇥⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2021-12
        ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
        ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥2021-12
        ---
        履职效能
        ---
        **履职效能**，一级指标

        本表有 4 行

        - 重点工作办结率
        - 工作完成及时率
        - 工作质量达标率
        - 总体工作完成率

        缺少的共性指标：

        - 依法行政能力
        - 综合管理水平
    "#]]);
    check_hover(&expect![[r#"
        部门（单位）名称⇥703001甲局-211300000
        年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
        ⇥履职效能⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2021-12
        ⇥⇥$0⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
        ---

        ---
        **整体工作完成情况**，二级指标

        本表有 2 行

        - 工作完成及时率
        - 工作质量达标率

        缺少的共性指标：

        - 总体工作完成率
    "#]]);
}

#[test]
fn amounts_in_their_sums() {
    check_hover(&expect![[r#"
        年度主要任务⇥对应项目⇥预算资金情况（万元）
        ⇥部门预算基本支出公用经费⇥30.00
        ⇥部门预算基本支出人员经费⇥60.00
        ⇥工信产业监管专项业务经费⇥$05.00
        ---
        5.00
        ---
        **工信产业监管专项业务经费** 5.00 万元

        | 合计 | 分项 | 差额 | 占比 |
        |---|---|---|---|
        | 年度部门预算支出 100.00 | 任务合计 95.00 | 分项少 5.00 | 5% |
        | 其他运转类项目 + 特定目标类项目合计 10.00 | 其余任务合计 5.00 | 分项少 5.00 | 50% |
    "#]]);
    check_hover(&expect![[r#"
        年度预算支出⇥年度部门预算支出⇥$0100.00
        ⇥人员类项目⇥60.00⇥其他运转类项目
        ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
        ---
        100.00
        ---
        **年度部门预算支出** 100.00 万元

        | 本数 | 应等于 | 差额 | 占比 |
        |---|---|---|---|
        | 年度预算收入 100.00 | 年度部门预算支出 100.00 | 0.00 |  |
        | 年度部门预算支出 100.00 | 人员类项目 + 公用经费类项目 + 其他运转类项目 + 特定目标类项目合计 100.00 | 0.00 |  |
        | 年度部门预算支出 100.00 | 任务合计 100.00 | 0.00 |  |
    "#]]);
    check_hover(&expect![[r#"
        年度预算支出⇥年度部门预算支出⇥100.00
        ⇥人员$0类项目⇥60.00⇥其他运转类项目
        ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
        ---
        人员类项目
        ---
        **人员类项目** 60.00 万元

        | 合计 | 分项 | 差额 | 占比 |
        |---|---|---|---|
        | 年度部门预算支出 100.00 | 人员类项目 + 公用经费类项目 + 其他运转类项目 + 特定目标类项目合计 100.00 | 0.00 | 60% |
        | 人员类项目 60.00 | 任务“部门预算基本支出人员经费” 60.00 | 0.00 |  |
    "#]]);
    check_hover(&expect![[r#"
        年度预算收入⇥约$0百万
        ---
        约百万
        ---
        **年度预算收入**

        金额，单位万元，最多 2 位小数，不写单位和千位分隔符
    "#]]);
}

#[test]
fn a_section() {
    check_hover(&expect![[r#"
        年度$0主要任务⇥对应项目⇥预算资金情况（万元）
        ⇥部门预算基本支出公用经费⇥30.00
        ⇥部门预算基本支出人员经费⇥60.00
        ⇥工信产业监管专项业务经费⇥5.00
        ---
        年度主要任务
        ---
        **年度主要任务**

        每项一行：对应项目、预算资金情况（万元）

        | 合计 | 分项 | 差额 | 占比 |
        |---|---|---|---|
        | 年度部门预算支出 100.00 | 任务合计 95.00 | 分项少 5.00 |  |
        | 人员类项目 60.00 | 任务“部门预算基本支出人员经费” 60.00 | 0.00 |  |
        | 公用经费类项目 30.00 | 任务“部门预算基本支出公用经费” 30.00 | 0.00 |  |
        | 其他运转类项目 + 特定目标类项目合计 10.00 | 其余任务合计 5.00 | 分项少 5.00 |  |
    "#]]);
    check_hover(&expect![[r#"
        年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算$0符号⇥指标值⇥度量单位⇥完成时限
        ---
        运算符号
        ---
        **运算符号**

        定量指标填 \<、\<=、=、\>、\>= 之一；定性指标空着
    "#]]);
}

#[test]
fn the_budget_unit() {
    check_hover(&expect![[r#"
        部门（单位）名称⇥703001$0朝阳市工业和信息化局-211300000
        …
        ---
        703001朝阳市工业和信息化局-211300000
        ---
        **朝阳市工业和信息化局**

        单位代码：703 › 703001

        财政区划代码：211300000 辽宁省朝阳市
    "#]]);
    check_hover(&expect![[r#"
        部门（单位）名称⇥703001001$0某局-211326000
        …
        ---
        703001001某局-211326000
        ---
        **某局**

        单位代码：703 › 703001 › 703001001

        财政区划代码：211326000 辽宁省朝阳市北票县（已撤销或更名）
    "#]]);
    check_hover(&expect![[r#"
        部门（单位）名称⇥某局$0-999999000
        …
        ---
        某局-999999000
        ---
        **某局**

        财政区划代码：999999000，前六位不在行政区划代码（GB/T 2260）中

        预算单位，写作 〈单位代码〉〈单位名称〉-〈九位财政区划代码〉，代码每级三位数字
    "#]]);
}

#[test]
fn the_figures_of_a_goal() {
    check_hover(&expect![[r#"
        年度绩效目标⇥预算执行率100%，$0年目标任务为交易达量39亿度以上，安排人员经费60万元。
        ---
        预算执行率100%，年目标任务为交易达量39亿度以上，安排人员经费60万元。
        ---
        **年度绩效目标**

        文字；另起一段就另起一行，首格空着

        目标里的数字：

        - 100%：对应 重点工作办结率、工作完成及时率、工作质量达标率、总体工作完成率、预算执行率、预算绩效目标覆盖率、固定资产利用率、在职人员控制率
        - 39亿度：没有对应指标
        - 60万元：对应 人员类项目、部门预算基本支出人员经费
    "#]]);
}

#[test]
fn directives_and_the_title() {
    check_hover(&expect![[r#"
        部门（单位）名称⇥703001甲局-211300000
        # mubiao: all$0ow(negative-amount)
        …
        ---
        allow
        ---
        **allow**

        下一行豁免这些规则
    "#]]);
    check_hover(&expect![[r#"
        # mubiao: profile = liao$0ning-department
        部门（单位）名称⇥703001甲局-211300000
        …
        ---
        liaoning-department
        ---
        **liaoning-department**

        朝阳市 2021 年表样（辽宁）
    "#]]);
    check_hover(&expect![[r#"
        2021年部门（单位）整体绩效$0目标表
        部门（单位）名称⇥703001甲局-211300000
        …
        ---
        2021年部门（单位）整体绩效目标表
        ---
        **朝阳市 2021 年表样（辽宁）**，2021 年度

        依据：公开表：朝阳市 2021 年 6 张（6 家单位）；未见成文规定
    "#]]);
    check_hover(&expect![[r#"
        部门（单位）名称⇥703001甲局-211300000
        # 说明$0
        …
        ---
        nothing
    "#]]);
}

#[test]
fn in_english() {
    let text = PUBLISHED[1];
    let analysis = analysis(text, Lang::En);
    let at = |words: &str| hover(&analysis, text.find(words).unwrap() as u32, []).unwrap().text;
    assert_eq!(
        at("5.00\n年度绩效目标"),
        "**工信产业监管专项业务经费** 5.00 万元\n\n\
         | total | parts | difference | share |\n|---|---|---|---|\n\
         | 年度部门预算支出 537.12 | the tasks together 527.12 | parts 10.00 short | 0.93% |\n\
         | 其他运转类项目 + 特定目标类项目 together 15.00 | the other tasks together 5.00 | parts 10.00 short | 33.33% |"
    );
    assert!(
        at("预算执行率").ends_with("Usual: `= 100 %`; larger is better\n\nAuthority: published sheets: 6 of Chaoyang, 2021, in all 6; formula: 财预〔2020〕10号, its form (binds central departments, places follow it)")
    );
    assert!(
        at("预算执行率")
            .contains("\n\namount executed in the year ÷ adjusted budget of the year × 100 %; it does not exceed")
    );
    assert!(at("703001朝阳").contains("Unit code: 703 › 703001\n\nFiscal division: 211300000 辽宁省朝阳市"));
}

#[test]
fn a_finding_brings_the_page_of_its_rule() {
    for text in PUBLISHED {
        let outcome = lint(text, &Settings::default());
        let analysis = analysis(text, Lang::Zh);
        for finding in &outcome.findings {
            let hover = hover(&analysis, finding.range.start, &outcome.findings).unwrap();
            assert!(hover.text.contains(&crate::manual::page(finding.rule, Lang::Zh)), "{}", finding.message);
        }
    }
}
