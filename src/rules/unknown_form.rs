//! unknown-form: the form of a sheet is not known, and it was read by its headings.

use std::borrow::Cow;
use std::fmt::Write as _;

use smallvec::SmallVec;

use super::common::{push_quoted, quote};
use crate::diagnostic::{Lang, Sink};
use crate::outline::Shape;
use crate::sheet::{Headings, RowRole, Sheet};

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
    let message = message(sheet, headings, sink.lang);
    sink.report(&RULE, place, message);
}

/// Appends one of two texts, by the language. What is written to a string is written.
macro_rules! add {
    ($out:expr, $lang:expr, $zh:literal, $en:literal) => {
        let _ = match $lang {
            Lang::Zh => write!($out, $zh),
            Lang::En => write!($out, $en),
        };
    };
}

/// How the sheet was read, in one text: every sheet of a book may have such a finding.
fn message(sheet: &Sheet<'_>, headings: &Headings<'_>, lang: Lang) -> String {
    let outline = &headings.outline;
    let mut said = String::with_capacity(512);
    said.push_str(lang.pick("没有合适的表样，按栏名读取：", "no form fits; read by its headings: "));
    let begin = said.len();
    let next = |said: &mut String| {
        if said.len() > begin {
            said.push_str(lang.pick("，", ", "));
        }
    };
    let count = |shape: Shape| outline.blocks.iter().filter(|block| block.shape == shape).count();
    let push_labels = |said: &mut String, shape: Shape| {
        let blocks = outline.blocks.iter().filter(|block| block.shape == shape);
        let labels = blocks.filter_map(|block| block.label.or(block.section)).map(|at| headings.key(at));
        let mut labels: SmallVec<[Cow<'_, str>; 4]> = labels.collect();
        labels.dedup();
        push_quoted(said, labels.iter().take(LISTED).map(|label| &**label), lang);
    };
    let fields = count(Shape::Field);
    if fields > 0 {
        add!(said, lang, "单项 {fields} 个", "{fields} fields");
    }
    if count(Shape::Pairs) + count(Shape::List) > 0 {
        next(&mut said);
        said.push_str(lang.pick("金额和清单", "tables "));
        push_labels(&mut said, Shape::Pairs);
        push_labels(&mut said, Shape::List);
    }
    if count(Shape::Text) > 0 {
        next(&mut said);
        said.push_str(lang.pick("文字", "texts "));
        push_labels(&mut said, Shape::Text);
    }
    let (mut known, mut unknown) = (Names::new(), Names::new());
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
    if rows > 0 {
        next(&mut said);
        add!(said, lang, "指标 {rows} 行（", "{rows} indicators (");
        push_quoted(&mut said, known.iter().take(LISTED).map(|header| &**header), lang);
        said.push_str(lang.pick("）", ")"));
    }
    if !unknown.is_empty() {
        said.push_str(lang.pick("；不明的栏", "; columns that are not known: "));
        push_quoted(&mut said, unknown.iter().take(LISTED).map(|header| &**header), lang);
    }
    if let Some(at) = outline.left.first() {
        let (left, text) = (outline.left.len(), quote(headings.text(*at)));
        add!(said, lang, "；未能识别的有 {left} 格，如{text}", "; {left} cells were not understood, such as {text}");
    }
    if !unknown.is_empty() || !outline.left.is_empty() {
        said.push_str(lang.pick("；请核对", "; check them"));
    }
    said
}

/// Names of columns.
type Names<'t> = SmallVec<[Cow<'t, str>; 12]>;

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
