//! unearned-score: all points for a target that was missed, or fewer for one that was reached, without a word.

use super::common::quote;
use super::printed::each;
use crate::diagnostic::{Sink, say};
use crate::outline::Notion;
use crate::sheet::Sheet;

rule!("unearned-score", Indicators, Warning, None, "得分与完成情况不符", "points that do not go with the result",);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    each(sheet, &[Notion::Weight, Notion::Score], |row| {
        let (Some((full, score)), Some(column)) = (row.points(), row.column(Notion::Score)) else { return };
        let Some(reached) = row.reached() else { return };
        let (lang, name) = (sink.lang, quote(row.name()));
        let actual = quote(row.text(Notion::Actual));
        let (shown, all) = (score.normalize(), full.normalize());
        if !reached && score == full {
            let message = say!(
                lang,
                "{name}完成值{actual}没有达到目标，却得了满分 {all}，请核对",
                "{name} missed its target with {actual} and has all {all} points; check them"
            );
            sink.report(&RULE, row.place(column), message);
        } else if reached && score < full && row.empty_reason().is_some() {
            let message = say!(
                lang,
                "{name}完成值{actual}达到了目标，得分 {shown} 低于分值 {all}，也没有说明原因；请核对得分或写明原因",
                "{name} reached its target with {actual} and has {shown} of {all} points without a reason; check them or give it"
            );
            sink.report(&RULE, row.place(column), message);
        }
    });
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn what_was_reached_and_what_was_not() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效自评表（2023年度）
            项目名称⇥供水管网改造项目
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分⇥偏差原因分析及改进措施
            ⇥产出指标⇥数量指标⇥改造主管网长度⇥≥42公里⇥40公里⇥50⇥47.6⇥雨季停工
            ⇥效益指标⇥社会效益指标⇥受益居民人数⇥≥2800人⇥2930人⇥40⇥40
        "#]]);
    }

    #[test]
    fn a_unit_that_no_form_knows() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效自评表（2023年度）
            项目名称⇥供水管网改造项目
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分⇥偏差原因分析及改进措施
            ⇥产出指标⇥数量指标⇥安装智能水表⇥≥2694块⇥1347块⇥50⇥⟦50⟧
            //~ warning[unearned-score]: “安装智能水表”完成值“1347块”没有达到目标，却得了满分 50，请核对
            ⇥效益指标⇥社会效益指标⇥受益居民人数⇥≥2800人⇥2930人⇥40⇥40
        "#]]);
    }

    #[test]
    fn words_say_nothing_of_it() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效自评表（2023年度）
            项目名称⇥供水管网改造项目
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分⇥偏差原因分析及改进措施
            ⇥产出指标⇥数量指标⇥改造主管网长度⇥健全⇥较健全⇥50⇥50
            ⇥效益指标⇥社会效益指标⇥受益居民人数⇥≥2800人⇥2930人⇥40⇥40
        "#]]);
    }
}
