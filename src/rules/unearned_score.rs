//! unearned-score: all points for a target that was missed, or fewer for one that was reached, without a word.

use super::common::quote;
use super::printed::each;
use crate::diagnostic::{Sink, say};
use crate::outline::Notion;
use crate::sheet::Sheet;

rule!(
    "unearned-score",
    Indicators,
    Warning,
    None,
    "得分与完成情况不符",
    "points that do not go with the result",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    each(sheet, |row| {
        let (Some((full, score)), Some(column)) = (row.points(), row.column(Notion::Score)) else { return };
        let Some(reached) = row.reached() else { return };
        let (lang, name) = (sink.lang, quote(row.name()));
        let actual = quote(row.text(Notion::Actual));
        let (shown, all) = (score.normalize(), full.normalize());
        if !reached && score == full {
            let message = say!(
                lang,
                "{name}完成值{actual}没有达到目标，却得了满分 {all}",
                "{name} missed its target with {actual} and has all {all} points"
            );
            sink.report(&RULE, row.place(column), message);
        } else if reached && score < full && row.empty_reason().is_some() {
            let message = say!(
                lang,
                "{name}完成值{actual}达到了目标，得分 {shown} 低于分值 {all}，也没有说明原因",
                "{name} reached its target with {actual} and has {shown} of {all} points without a reason"
            );
            sink.report(&RULE, row.place(column), message);
        }
    });
}
