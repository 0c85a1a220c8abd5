//! split-table: what a page break of the printed form left inside a sheet.

use super::common::{quote, quote_all};
use crate::diagnostic::{Applicability, Sink, say};
use crate::profile::{ColumnKind, fold};
use crate::sheet::{CellRef, PageBreak, RowRole, Sheet};
use crate::text::{Edit, TextRange};

rule!(
    "split-table",
    Damage,
    Warning,
    Some(Applicability::Safe),
    "换页把表拆开了：空行、重复的项目名或上级指标",
    "a page break left a blank row, a repeated label or repeated parents",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    for page in &sheet.breaks {
        report(sheet, sink, page);
    }
}

fn report(sheet: &Sheet<'_>, sink: &mut Sink, page: &PageBreak) {
    let lang = sink.lang;
    let mut edits = gap_edits(sheet, &page.gap);
    let role = sheet.roles[page.row as usize];
    let row = sheet.row(page.row);
    let label = CellRef { row: page.row, cell: 0 };
    let mut range = None;
    let mut said = Vec::new();
    let titles = page.gap.iter().filter(|&&row| sheet.roles[row as usize] == RowRole::Title).count();
    match page.gap.len() - titles {
        0 => {}
        1 => said.push(say!(lang, "多出 1 个空行", "1 blank row")),
        count => said.push(say!(lang, "多出 {count} 个空行", "{count} blank rows")),
    }
    // A title that says something else is perhaps that of a sheet whose head is missing.
    let is_again = |&row: &u32| sheet.roles[row as usize] != RowRole::Title || sheet.is_title_again(row);
    let again = page.gap.iter().all(is_again);
    match (titles, again) {
        (0, _) => {}
        (_, true) => said.push(say!(lang, "重复了标题", "the title once more")),
        (_, false) => said.push(say!(lang, "夹着标题", "a title in between")),
    }
    match role {
        RowRole::RepeatedHeader(_) => {
            range = Some(sheet.range(label));
            said.push(say!(lang, "重复了栏名", "the header once more"));
            let below = page.row as usize + 1;
            let last = match sheet.roles.get(below) {
                Some(RowRole::SubHeader(_)) => &sheet.syntax.rows()[below],
                _ => row,
            };
            edits.push(Edit::delete(TextRange::new(row.start, last.end())));
        }
        RowRole::RepeatedLabel(_) => {
            range = Some(sheet.range(label));
            let name = quote(sheet.value(label));
            said.push(say!(lang, "重复了项目名{name}", "the label {name} once more"));
            edits.push(Edit::delete(sheet.range(label)));
        }
        _ => {}
    }
    let parents = sheet.first_item(page).map_or_else(Vec::new, |item| sheet.repeated_parents(item));
    for &parent in &parents {
        edits.push(Edit::delete(sheet.range(parent)));
        range.get_or_insert(sheet.range(parent));
    }
    if !parents.is_empty() {
        let names = quote_all(parents.iter().map(|&parent| sheet.value(parent)), lang);
        said.push(match parents.len() {
            1 => say!(lang, "重复了上级指标{names}", "the parent {names} once more"),
            _ => say!(lang, "重复了上级指标{names}", "the parents {names} once more"),
        });
    }
    if edits.is_empty() {
        return;
    }
    // A lone page break is marked where its blank row stands.
    let blank = || page.gap.first().map_or(row.range(), |&gap| sheet.row(gap).range());
    let lone = range.is_none() && titles == 0;
    let range = range.unwrap_or_else(blank);
    let list = said.join(lang.pick("，", ", "));
    // A blank row alone may as well come from the author, so nothing is said of a page.
    let (message, title) = if lone {
        (
            say!(lang, "表中间{list}", "there is a gap inside the sheet: {list}"),
            say!(lang, "删去空行", "delete the blank rows"),
        )
    } else {
        (
            say!(lang, "换页把表拆开了：{list}", "a page break splits the table: {list}"),
            say!(lang, "接回成一张表", "join the table again"),
        )
    };
    let applicability = if again { Applicability::Safe } else { Applicability::Unsafe };
    sink.report(&RULE, range, message).fix(applicability, title, edits);
}

/// Deletes the rows of a gap, neighbours in one edit.
fn gap_edits(sheet: &Sheet<'_>, gap: &[u32]) -> Vec<Edit> {
    let mut ranges: Vec<TextRange> = Vec::new();
    for &row in gap {
        let row = sheet.row(row);
        match ranges.last_mut() {
            Some(last) if last.end == row.start => last.end = row.end(),
            _ => ranges.push(TextRange::new(row.start, row.end())),
        }
    }
    ranges.into_iter().map(Edit::delete).collect()
}

impl Sheet<'_> {
    /// The first row of the new page that is no header.
    fn first_item(&self, page: &PageBreak) -> Option<u32> {
        if !matches!(self.roles[page.row as usize], RowRole::RepeatedHeader(_)) {
            return Some(page.row);
        }
        let behind = self.roles.iter().enumerate().skip(page.row as usize + 1);
        let mut rows = behind.filter(|(_, role)| !matches!(role, RowRole::Comment | RowRole::SubHeader(_)));
        rows.next().map(|(row, _)| row as u32)
    }

    /// The cells of an indicator row that state once more the parents that hold anyway.
    pub fn repeated_parents(&self, row: u32) -> Vec<CellRef> {
        let Ok(at) = self.indicators.binary_search_by_key(&row, |indicator| indicator.row) else { return Vec::new() };
        let (Some(above), this) = (at.checked_sub(1).map(|at| &self.indicators[at]), &self.indicators[at]) else {
            return Vec::new();
        };
        // Without a name, the parents are all that says how the row is to be read.
        if this.is_in_doubt() || above.is_in_doubt() || self.indicator_cell(this, ColumnKind::Name).is_none() {
            return Vec::new();
        }
        let same = |one: CellRef, other: Option<CellRef>| {
            other.is_some_and(|other| self.value(one) == self.value(other) || fold(self.value(one)) == fold(self.value(other)))
        };
        let own = |cell: Option<CellRef>, kind: ColumnKind| cell.filter(|_| self.indicator_cell(this, kind) == cell);
        let class = own(this.class, ColumnKind::Class);
        let group = own(this.group, ColumnKind::Group);
        let class_again = class.filter(|&class| same(class, above.class));
        let group_again = group.filter(|&group| {
            same(group, above.group) && (class.is_none() || class_again.is_some())
        });
        class_again.into_iter().chain(group_again).collect()
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn a_label_and_parents_repeated() {
        check(&expect![[r#"
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
            ⇥⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12

            ⟦年度绩效指标⟧⇥履职效能⇥整体工作完成情况⇥总体工作完成率⇥=⇥100⇥%⇥2021-12
            //~ warning[split-table]: 换页把表拆开了：多出 1 个空行，重复了项目名“年度绩效指标”，重复了上级指标“履职效能”“整体工作完成情况”
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
    fn a_header_repeated() {
        check(&expect![[r#"
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
            ⇥⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12

            ⟦年度绩效指标⟧⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            //~ warning[split-table]: 换页把表拆开了：多出 1 个空行，重复了栏名，重复了上级指标“履职效能”“整体工作完成情况”
            ⇥履职效能⇥整体工作完成情况⇥总体工作完成率⇥=⇥100⇥%⇥2021-12
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
            ⇥⇥预算收支管理⇥预算收入管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥预算支出管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥财务管理⇥内控制度有效性⇥⇥制度有效⇥⇥2021-12
            ⇥⇥资产管理⇥固定资产利用率⇥=⇥100⇥%⇥2021-12
            ⇥⇥业务管理⇥政府采购管理违法违规行为发生次数⇥=⇥0⇥次⇥2021-12
            ⇥运行成本⇥成本控制成效⇥“三公”经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥人均公用经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥在职人员控制率⇥<=⇥100⇥%⇥2021-12
        "#]]);
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00

            ⟦年度主要任务⟧⇥对应项目⇥预算资金情况（万元）
            //~ warning[split-table]: 换页把表拆开了：多出 1 个空行，重复了栏名
            ⇥工信产业监管专项业务经费⇥10.00
            ---
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
        "#]]);
    }

    #[test]
    fn a_title_of_another_year_stays() {
        check(&expect![[r#"
            部门（单位）整体绩效目标表（2021年度）
            ⟦⟦⟦部门（单位）名称⟧⟧⟧⇥703001朝阳市工业和信息化局-211300000
            //~ error[missing-section]: 缺少“年度主要任务”一项，请补上
            //~ error[missing-section]: 缺少“年度绩效目标”一项，请补上
            //~ error[missing-section]: 缺少“年度绩效指标”一项，请补上
            年度预算收入⇥0.00
            ⟦⟧
            //~ warning[split-table]: 换页把表拆开了：多出 1 个空行，夹着标题
            ⟦部门（单位）整体绩效目标表（2022年度）⟧
            //~ warning[inconsistent-year]: 标题是 2022 年度的，而前面写的是 2021 年度；请核对
            年度预算支出⇥年度部门预算支出⇥0.00
        "#]]);
    }

    #[test]
    fn a_row_without_figures_is_no_header() {
        check(&expect![[r#"
            # mubiao: profile = mof-2021-department
            ⟦年度绩效指标⟧⇥一级指标⇥二级指标⇥三级指标⇥指标值
            //~ error[missing-class]: 一级指标“效益指标”下没有指标，请至少设一个
            ⇥产出指标⇥数量指标⇥改造老旧小区供水管网⇥≥36公里

            ⟦年度绩效指标⟧⇥⇥⇥开展节水宣传活动⇥≥24场
            //~ warning[split-table]: 换页把表拆开了：多出 1 个空行，重复了项目名“年度绩效指标”
            ⟦年度绩效指标⟧⇥⇥质量指标⇥管网改造工程验收合格率⇥＝100%
            //~ warning[split-table]: 换页把表拆开了：重复了项目名“年度绩效指标”
            ---
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥数量指标⇥改造老旧小区供水管网⇥≥36公里
            ⇥⇥⇥开展节水宣传活动⇥≥24场
            ⇥⇥质量指标⇥管网改造工程验收合格率⇥＝100%
        "#]]);
    }

    #[test]
    fn a_label_repeated_in_a_list() {
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00

            ⟦年度主要任务⟧⇥部门预算基本支出人员经费⇥⇥60.00
            //~ warning[split-table]: 换页把表拆开了：多出 1 个空行，重复了项目名“年度主要任务”
            ⇥工信产业监管专项业务经费⇥10.00
            ---
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
        "#]]);
    }

    #[test]
    fn a_goal_that_goes_on() {
        check(&expect![[r#"
            年度绩效目标⇥做好节能监察工作。

            ⟦年度绩效目标⟧⇥加强监察结果的分析应用。
            //~ warning[split-table]: 换页把表拆开了：多出 1 个空行，重复了项目名“年度绩效目标”
            ---
            年度绩效目标⇥做好节能监察工作。
            ⇥加强监察结果的分析应用。
        "#]]);
    }

    #[test]
    fn a_title_repeated() {
        check(&expect![[r#"
            部门（单位）整体绩效目标表
            ⟦⟦⟦部门（单位）名称⟧⟧⟧⇥703001朝阳市工业和信息化局-211300000
            //~ error[missing-section]: 缺少“年度主要任务”一项，请补上
            //~ error[missing-section]: 缺少“年度绩效目标”一项，请补上
            //~ error[missing-section]: 缺少“年度绩效指标”一项，请补上
            年度预算收入⇥0.00
            ⟦⟧
            //~ warning[split-table]: 换页把表拆开了：多出 1 个空行，重复了标题
            部门（单位）整体绩效目标表
            年度预算支出⇥年度部门预算支出⇥0.00
            ---
            部门（单位）整体绩效目标表
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            年度预算收入⇥0.00
            年度预算支出⇥年度部门预算支出⇥0.00
        "#]]);
    }

    #[test]
    fn a_title_that_the_book_has_once() {
        check(&expect![[r#"
            ⟦⟦⟦部门（单位）名称⟧⟧⟧⇥703001朝阳市工业和信息化局-211300000
            //~ error[missing-section]: 缺少“年度主要任务”一项，请补上
            //~ error[missing-section]: 缺少“年度绩效目标”一项，请补上
            //~ error[missing-section]: 缺少“年度绩效指标”一项，请补上
            年度预算收入⇥0.00
            ⟦⟧
            //~ warning[split-table]: 换页把表拆开了：多出 1 个空行，重复了标题
            部门（单位）整体绩效目标表
            年度预算支出⇥年度部门预算支出⇥0.00
            ---
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            年度预算收入⇥0.00
            年度预算支出⇥年度部门预算支出⇥0.00
        "#]]);
    }

    #[test]
    fn blank_rows_alone() {
        check(&expect![[r#"
            年度预算收入⇥100.00
            ⟦⟧
            //~ warning[split-table]: 表中间多出 2 个空行

            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
            ---
            年度预算收入⇥100.00
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
        "#]]);
        check(&expect![[r#"
            年度绩效目标⇥做好节能监察工作。
            # 第二段
            ⟦⟧
            //~ warning[split-table]: 表中间多出 1 个空行
            # 续
            ⇥加强监察结果的分析应用。
            ---
            年度绩效目标⇥做好节能监察工作。
            # 第二段
            # 续
            ⇥加强监察结果的分析应用。
        "#]]);
    }

    #[test]
    fn windows_line_ends() {
        check(&expect![[r#"
            年度绩效目标⇥做好节能监察工作。<U+000D>
            <U+000D>
            ⟦年度绩效目标⟧⇥加强监察结果的分析应用。<U+000D>
            //~ warning[split-table]: 换页把表拆开了：多出 1 个空行，重复了项目名“年度绩效目标”
            ---
            年度绩效目标⇥做好节能监察工作。<U+000D>
            ⇥加强监察结果的分析应用。<U+000D>
        "#]]);
    }

    #[test]
    fn parents_that_the_author_states_in_every_row() {
        check(&expect![[r#"
            ⇥履职效能⇥整体工作完成情况⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥履职效能⇥整体工作完成情况⇥总体工作完成率⇥=⇥100⇥%⇥2021-12
            # 基础管理
            ⇥履职效能⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
        "#]]);
    }

    #[test]
    fn tasks_and_texts_named_like_a_label() {
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥年度绩效指标体系建设⇥10.00
            年度绩效目标⇥完成年度主要任务。
            ⇥年度绩效指标全部达标。
        "#]]);
    }

    #[test]
    fn parents_repeated_behind_a_blank_row() {
        check(&expect![[r#"
            ⇥⇥整体工作完成情况⇥工作质量达标率⇥=⇥100⇥%⇥2021-12

            ⇥⟦履职效能⟧⇥整体工作完成情况⇥总体工作完成率⇥=⇥100⇥%⇥2021-12
            //~ warning[split-table]: 换页把表拆开了：多出 1 个空行，重复了上级指标“履职效能”“整体工作完成情况”
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
            ---
            ⇥⇥整体工作完成情况⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥2021-12
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
        "#]]);
    }
}
