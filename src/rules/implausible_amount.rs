//! implausible-amount: an amount off by a magnitude against its own relatives.

use super::common::quote;
use super::printed::{faults, is_of_another_magnitude, off_by_a_magnitude, shown};
use crate::diagnostic::{Sink, say};
use crate::outline::Shape;
use crate::sheet::{CellRef, CheckKind, Sheet, read_figure};

rule!(
    "implausible-amount",
    Amounts,
    Warning,
    None,
    "金额与相关金额相差上千倍",
    "an amount off by a magnitude against its relatives",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let Some(headings) = sheet.headings.as_deref() else { return };
    for kind in [CheckKind::Breakdown, CheckKind::Tasks] {
        faults(sheet, kind, |check, expected| {
            let Some(cell) = off_by_a_magnitude(check, expected) else { return };
            let lang = sink.lang;
            let (amount, name) = (sheet.value(cell), &check.name);
            let (total, written) = (sheet.value(check.at), shown(check, expected));
            let message = say!(
                lang,
                "金额 {amount} 与相关金额相差上千倍：{name} {total}，各部分合计 {written}；请核对单位",
                "{amount} is off by a magnitude: {name} is {total}, its parts come to {written}; check the unit"
            );
            let finding = sink.report(&RULE, sheet.range(cell), message);
            finding.relate(sheet.range(check.at), total.to_owned());
        });
    }
    // Budgets in fields: that of a year and that of all years.
    let mut fields: Vec<(String, CellRef)> = Vec::new();
    for block in headings.outline.blocks.iter().filter(|block| block.shape == Shape::Field) {
        let (Some(label), Some(value)) = (block.label, block.cells.first()) else { continue };
        let heading = headings.heading(label);
        if heading.key.contains("预算")
            && read_figure(headings.text(*value)).figure().is_some_and(|figure| !figure.percent)
        {
            fields.push((heading.key, headings.cell(*value)));
        }
    }
    let value = |cell: CellRef| read_figure(sheet.value(cell)).figure().map(|figure| figure.value).unwrap_or_default();
    for pair in fields.windows(2) {
        let [(one, first), (other, second)] = pair else { continue };
        if !is_of_another_magnitude(value(*first), value(*second)) {
            continue;
        }
        let (cell, name, of, than) =
            if value(*first) < value(*second) { (*first, one, *second, other) } else { (*second, other, *first, one) };
        let (lang, name, than) = (sink.lang, quote(name), quote(than));
        let (less, more) = (sheet.value(cell), sheet.value(of));
        let message = say!(
            lang,
            "{name} {less} 与{than} {more} 相差上千倍，请核对单位",
            "{name} is {less} and {than} {more}, more than a thousand times as much; check the unit"
        );
        sink.report(&RULE, sheet.range(cell), message).relate(sheet.range(of), more.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn budgets_of_one_size() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效自评表（2023年度）
            项目名称⇥供水管网改造项目
            项目资金（万元）⇥⇥年初预算数⇥全年预算数⇥全年执行数⇥分值⇥执行率⇥得分
            ⇥年度资金总额：⇥380.00⇥412.60⇥405.18⇥10⇥98.20%⇥9.82
            ⇥其中：财政拨款⇥350.00⇥382.60⇥379.40⇥—⇥99.16%⇥—
            ⇥其他资金⇥30.00⇥30.00⇥25.78⇥—⇥85.93%⇥—
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分⇥偏差原因分析及改进措施
            ⇥产出指标⇥数量指标⇥改造主管网长度⇥≥42公里⇥43.6公里⇥50⇥50
            ⇥效益指标⇥社会效益指标⇥受益居民人数⇥≥2800人⇥2930人⇥40⇥40
            ⇥总分⇥⇥⇥⇥⇥100⇥99.82
        "#]]);
    }

    #[test]
    fn fields_side_by_side() {
        check(&expect![[r#"
            # mubiao: profile = none
            财政支出项目绩效目标申报表（2020年度）
            项目名称⇥电梯加装配套服务
            项目总预算（元）⇥1,640,000.00⇥项目当年预算（元）⇥⟦86.00⟧
            //~ warning[implausible-amount]: “项目当年预算” 86.00 与“项目总预算” 1,640,000.00 相差上千倍，请核对单位
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥数量指标⇥完成意见征集楼组数⇥≥32个
        "#]]);
    }
}
