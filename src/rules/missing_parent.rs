//! missing-parent: an indicator row that neither states its level 1 or level 2 nor inherits it.

use super::common::quote;
use super::rows::Row;
use crate::diagnostic::{Sink, say};
use crate::sheet::Indicator;

rule!(
    "missing-parent",
    Indicators,
    Error,
    None,
    "指标行没有一级或二级指标，上面也没有可沿用的",
    "a row has no level 1 or level 2, and none to inherit",
);

pub(super) fn check(row: &Row<'_, '_>, sink: &mut Sink) {
    let (places, indicator) = (row.places, row.indicator);
    let first = row.sheet.indicators.first().is_some_and(|first| first.row == indicator.row);
    // A table without a column of groups has none.
    let all = || row.sheet.indicators.iter().filter(|other| other.part == indicator.part);
    let without = |stated: fn(&Indicator) -> bool| row.sheet.headings.is_some() && !all().any(stated);
    if without(|other| other.group.is_some()) || without(|other| other.class.is_some()) {
        return;
    }
    let no_class = places.class.is_some() && indicator.class.is_none();
    let no_group = places.group.is_some() && indicator.group.is_none();
    // The rows below inherit the same lack; it is reported where it begins.
    let opens = row.cell(places.class).is_some();
    let (lang, name) = (sink.lang, quote(row.name));
    let message = match (no_class, no_group) {
        (true, true) if first => say!(
            lang,
            "第一行指标{name}没有一级指标和二级指标，请补上",
            "the first indicator {name} has neither level 1 nor level 2; add them"
        ),
        (true, false) if first => {
            say!(lang, "第一行指标{name}没有一级指标，请补上", "the first indicator {name} has no level 1; add it")
        }
        (false, true) if opens => say!(
            lang,
            "{name}这一行写了一级指标，没有写二级指标，请补上",
            "the row of {name} states its level 1 but not its level 2; add it"
        ),
        _ => return,
    };
    let column = if no_class { places.class } else { places.group };
    sink.report(&RULE, row.place(column), message);
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn neither_class_nor_group() {
        check(&expect![[r#"
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            ⇥⟦⟧⇥⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
            //~ error[missing-parent]: 第一行指标“重点工作办结率”没有一级指标和二级指标，请补上
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
            ⇥⇥预算收支管理⇥预算收入管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥预算支出管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥财务管理⇥内控制度有效性⇥⇥制度有效⇥⇥2021-12
            ⇥⇥资产管理⇥固定资产利用率⇥=⇥100⇥%⇥2021-12
            ⇥⇥业务管理⇥政府采购管理违法违规行为发生次数⇥=⇥0⇥次⇥2021-12
            ⇥运行成本⇥成本控制成效⇥“三公”经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥人均公用经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥在职人员控制率⇥<=⇥100⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn a_group_without_class() {
        check(&expect![[r#"
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            ⇥⟦⟧⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
            //~ error[missing-parent]: 第一行指标“重点工作办结率”没有一级指标，请补上
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
            ⇥⇥预算收支管理⇥预算收入管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥预算支出管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥财务管理⇥内控制度有效性⇥⇥制度有效⇥⇥2021-12
            ⇥⇥资产管理⇥固定资产利用率⇥=⇥100⇥%⇥2021-12
            ⇥⇥业务管理⇥政府采购管理违法违规行为发生次数⇥=⇥0⇥次⇥2021-12
            ⇥运行成本⇥成本控制成效⇥“三公”经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥人均公用经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥在职人员控制率⇥<=⇥100⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn a_class_without_group() {
        check(&expect![[r#"
            ⇥社会效应⇥⟦⟧⇥亩均增收⇥>=⇥200⇥元⇥2021-12
            //~ error[missing-parent]: “亩均增收”这一行写了一级指标，没有写二级指标，请补上
            ⇥⇥⇥村集体增收⇥>=⇥2⇥万元⇥2021-12
        "#]]);
    }

    #[test]
    fn tables_without_groups() {
        check(&expect![[r#"
            # mubiao: profile = none
            财政支出项目绩效目标申报表（2020年度）
            项目名称⇥电梯加装
            分解目标内容⇥绩效指标⇥指标目标值
            产出目标⇥促成电梯开工台数⇥≥20台
            ⇥提供方案份数⇥≥32份
            效果目标⇥居民签约率⇥≥70%
        "#]]);
    }
}
