//! reversed-period: an end before its start.

use super::common::quote;
use super::dates::{Date, date, dates, is_before, may_hold_date};
use crate::diagnostic::{Sink, say};
use crate::outline::{Notion, Shape};
use crate::sheet::{CellRef, Sheet};

rule!("reversed-period", Structure, Error, None, "结束时间早于开始时间", "an end before its start");

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let Some(headings) = sheet.headings.as_deref() else { return };
    let mut start: Option<(CellRef, Date)> = None;
    for block in &headings.outline.blocks {
        match block.shape {
            Shape::Field => {
                let (Some(label), Some(value)) = (block.label, block.cells.first()) else { continue };
                // Most fields hold no date.
                if start.is_none() && !may_hold_date(headings.text(*value)) {
                    continue;
                }
                let (key, cell) = (headings.key(label), headings.cell(*value));
                let is = |words: &[&str]| words.iter().any(|word| key.contains(word));
                if is(&["开始", "起始"]) && !is(&["终止", "起止"]) {
                    start = date(sheet.value(cell)).map(|date| (cell, date));
                } else if is(&["结束", "完成时间", "截止", "终止"]) && !is(&["起止", "起始"]) {
                    if let (Some((from, begins)), Some(ends)) = (start.take(), date(sheet.value(cell))) {
                        look(sheet, sink, (from, begins), (cell, ends));
                    }
                } else if is(&["起止", "周期", "项目期", "实施期", "期限"])
                    && let [begins, ends] = dates(sheet.value(cell))[..]
                {
                    look(sheet, sink, (cell, begins), (cell, ends));
                }
            }
            Shape::List | Shape::Indicators => {
                let at = |notion: Notion| block.columns.iter().position(|column| column.notion == Some(notion));
                let (Some(start), Some(end)) = (at(Notion::Start), at(Notion::Deadline)) else { continue };
                for row in &block.rows {
                    let (Some(from), Some(to)) = (row.cells[start], row.cells[end]) else { continue };
                    let (from, to) = (headings.cell(from), headings.cell(to));
                    if let (Some(begins), Some(ends)) = (date(sheet.value(from)), date(sheet.value(to))) {
                        look(sheet, sink, (from, begins), (to, ends));
                    }
                }
            }
            _ => {}
        }
    }
}

fn look(sheet: &Sheet<'_>, sink: &mut Sink, (from, begins): (CellRef, Date), (to, ends): (CellRef, Date)) {
    if !is_before(ends, begins) {
        return;
    }
    let (lang, end, start) = (sink.lang, quote(sheet.value(to)), quote(sheet.value(from)));
    let message = if from == to {
        say!(lang, "起止时间{end}，结束早于开始，请核对", "the period {end} ends before it begins; check it")
    } else {
        say!(lang, "结束时间{end}早于开始时间{start}，请核对", "the end {end} is before the start {start}; check both")
    };
    sink.report(&RULE, sheet.range(to), message).relate(sheet.range(from), sheet.value(from).to_owned());
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn periods_in_order() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效目标申报表（2021年度）
            项目名称⇥污水管网
            项目起止时间⇥2020年5月至2022年6月
            项目实施进度计划⇥项目实施内容⇥开始时间⇥完成时间
            ⇥1、勘察设计⇥2020年5月⇥2020年10月
            ⇥2、主管网铺设⇥2020年11月⇥⟦2019年9月⟧
            //~ error[reversed-period]: 结束时间“2019年9月”早于开始时间“2020年11月”，请核对
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥数量指标⇥铺设主管网长度⇥⟦⟧14.8公里
            //~ information[missing-operator]: “铺设主管网长度”的指标值是“14.8”，缺运算符号，请填写
        "#]]);
    }
}
