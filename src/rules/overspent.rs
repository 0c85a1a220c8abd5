//! overspent: more was executed than the adjusted budget.

use super::common::quote;
use crate::diagnostic::{Sink, say};
use crate::outline::{Notion, Shape};
use crate::sheet::{Sheet, read_figure};

rule!("overspent", Amounts, Warning, None, "执行数超过调整后的预算数", "more was executed than the adjusted budget");

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let Some(headings) = sheet.headings.as_deref() else { return };
    for block in headings.outline.blocks.iter().filter(|block| block.shape == Shape::List) {
        let at = |notion: Notion| block.columns.iter().position(|column| column.notion == Some(notion));
        let (Some(budget), Some(executed)) = (at(Notion::Adjusted), at(Notion::Executed)) else { continue };
        for row in &block.rows {
            let (Some(whole), Some(part)) = (row.cells[budget], row.cells[executed]) else { continue };
            let figure = |text: &str| read_figure(text).figure().filter(|figure| !figure.percent);
            let (Some(all), Some(spent)) = (figure(headings.text(whole)), figure(headings.text(part))) else { continue };
            if spent.value <= all.value {
                continue;
            }
            let label = row.cells[..budget].iter().flatten().next().map_or("", |at| headings.text(*at));
            let (lang, label) = (sink.lang, quote(label));
            let (more, less) = (headings.text(part), headings.text(whole));
            let message = say!(
                lang,
                "{label}执行数 {more}，超过预算数 {less}",
                "{label}: {more} were executed of a budget of {less}"
            );
            let place = sheet.range(headings.cell(part));
            sink.report(&RULE, place, message).relate(sheet.range(headings.cell(whole)), less.to_owned());
        }
    }
}
