//! unknown-form: the form of a sheet is not known, and it was read by its headings.

use std::borrow::Cow;

use super::common::{quote, quote_all};
use crate::diagnostic::{Sink, say};
use crate::outline::Shape;
use crate::sheet::{RowRole, Sheet};

rule!(
    "unknown-form",
    Structure,
    Information,
    None,
    "没有这种表样，按栏名读取",
    "no form fits the sheet, and it was read by its headings",
);

/// More names are counted, not listed.
const LISTED: usize = 12;

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let Some(headings) = sheet.headings.as_deref().filter(|_| sheet.profile.is_none()) else { return };
    // Who says so in the file knows.
    let chosen = |row: &crate::syntax::Row| {
        let text = || &sheet.text[row.range().usize()];
        row.comment && ["mubiao", "profile", "none"].iter().all(|word| text().contains(word))
    };
    if sheet.syntax.rows().iter().any(chosen) {
        return;
    }
    let outline = &headings.outline;
    let first = outline.title.map(|at| sheet.range(headings.cell(at))).or_else(|| {
        let row = sheet.roles.iter().position(|role| *role == RowRole::Printed)?;
        let (cell, _) = sheet.values(row as u32).next()?;
        Some(sheet.range(crate::sheet::CellRef { row: row as u32, cell }))
    });
    let Some(place) = first else { return };
    let lang = sink.lang;
    let mut parts: Vec<String> = Vec::new();
    let count = |shape: Shape| outline.blocks.iter().filter(|block| block.shape == shape).count();
    let label = |shape: Shape| {
        let blocks = outline.blocks.iter().filter(|block| block.shape == shape);
        let labels = blocks.filter_map(|block| block.label.or(block.section)).map(|at| headings.key(at));
        let mut labels: Vec<Cow<'_, str>> = labels.collect();
        labels.dedup();
        labels.truncate(LISTED);
        quote_all(labels.iter().map(|label| &**label), lang)
    };
    let (fields, texts) = (count(Shape::Field), count(Shape::Text));
    if fields > 0 {
        parts.push(say!(lang, "单项 {fields} 个", "{fields} fields"));
    }
    if count(Shape::Pairs) + count(Shape::List) > 0 {
        let labels = [label(Shape::Pairs), label(Shape::List)].concat();
        parts.push(say!(lang, "金额和清单{labels}", "tables {labels}"));
    }
    if texts > 0 {
        let labels = label(Shape::Text);
        parts.push(say!(lang, "文字{labels}", "texts {labels}"));
    }
    let (mut known, mut unknown): (Vec<Cow<'_, str>>, Vec<Cow<'_, str>>) = (Vec::new(), Vec::new());
    for block in outline.blocks.iter().filter(|block| block.shape == Shape::Indicators) {
        for column in &block.columns {
            let Some(header) = column.header.map(|at| headings.key(at)) else { continue };
            let list = if column.notion.is_some() { &mut known } else { &mut unknown };
            if !header.is_empty() && !list.contains(&header) {
                list.push(header);
            }
        }
    }
    let rows = sheet.indicators.len();
    known.truncate(LISTED);
    let columns = quote_all(known.iter().map(|header| &**header), lang);
    if rows > 0 {
        parts.push(say!(lang, "指标 {rows} 行（{columns}）", "{rows} indicators ({columns})"));
    }
    unknown.truncate(LISTED);
    let left = outline.left.len();
    let mut open = String::new();
    if !unknown.is_empty() {
        let all = quote_all(unknown.iter().map(|header| &**header), lang);
        open.push_str(&say!(lang, "；不明的栏{all}", "; columns that are not known: {all}"));
    }
    if let Some(at) = outline.left.first() {
        let text = quote(headings.text(*at));
        open.push_str(&say!(
            lang,
            "；未能识别的有 {left} 格，如{text}",
            "; {left} cells were not understood, such as {text}"
        ));
    }
    if !open.is_empty() {
        open.push_str(lang.pick("；请核对", "; check them"));
    }
    let parts = parts.join(lang.pick("，", ", "));
    let message =
        say!(lang, "没有合适的表样，按栏名读取：{parts}{open}", "no form fits; read by its headings: {parts}{open}");
    sink.report(&RULE, place, message);
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn what_was_not_understood_is_to_be_checked() {
        check(&expect![[r#"
            ⟦项目支出绩效自评表⟧
            //~ information[unknown-form]: 没有合适的表样，按栏名读取：单项 1 个，指标 2 行（“一级指标”“二级指标”“三级指标”“年度指标值”“实际完成值”“分值”“得分”）；不明的栏“天气”；请核对
            项目名称⇥供水管网改造项目
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分⇥天气
            ⇥产出指标⇥数量指标⇥改造主管网长度⇥≥42公里⇥43.6公里⇥50⇥50⇥晴
            ⇥效益指标⇥社会效益指标⇥受益居民人数⇥≥2800人⇥2930人⇥40⇥40⇥雨
        "#]]);
    }

    #[test]
    fn who_says_so_knows() {
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
}
