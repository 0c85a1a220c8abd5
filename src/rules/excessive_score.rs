//! excessive-score: more points than can be earned.

use super::common::quote;
use super::printed::each;
use crate::diagnostic::{Sink, say};
use crate::outline::Notion;
use crate::sheet::Sheet;

rule!("excessive-score", Indicators, Error, None, "得分高于分值", "more points than can be earned");

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    each(sheet, |row| {
        let (Some((full, score)), Some(column)) = (row.points(), row.column(Notion::Score)) else { return };
        if score <= full {
            return;
        }
        let (lang, name) = (sink.lang, quote(row.name()));
        let (full, score) = (full.normalize(), score.normalize());
        let message =
            say!(lang, "{name}得分 {score}，高于分值 {full}", "{name} has {score} points of {full} that can be earned");
        sink.report(&RULE, row.place(column), message);
    });
}
