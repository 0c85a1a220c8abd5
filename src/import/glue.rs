//! Cells that come with nothing between them: `基础管理依法行政能力管理规范2021-12`.

use crate::profile::{Profile, Section, SectionKind, Shape};
use crate::sheet::read_deadline;
use crate::syntax::{CellKind, kind_of};

/// The cells of `text`, when all of it can be told apart by what the form knows; `None` when it is one cell.
pub(super) fn cells(text: &str, profile: &Profile) -> Option<Vec<String>> {
    let (mut cells, mut rest) = (Vec::new(), text);
    // What the form prints comes first, with amounts between.
    let mut named: Option<Printed> = None;
    while !rest.is_empty() && profile.word(rest).is_unknown() {
        if let Some((length, printed)) = printed(rest, profile) {
            cells.push(rest[..length].to_owned());
            (named, rest) = (Some(printed), &rest[length..]);
            continue;
        }
        let amount = number(rest);
        if named != Some(Printed::Amount) || amount == 0 {
            break;
        }
        cells.push(rest[..amount].to_owned());
        (named, rest) = (None, &rest[amount..]);
    }
    if !rest.is_empty() {
        match tail(rest, profile) {
            Some(more) => cells.extend(more),
            None if named == Some(Printed::Label) || !profile.word(rest).is_unknown() => cells.push(rest.to_owned()),
            None => return None,
        }
    }
    (cells.len() > 1).then_some(cells)
}

/// What the form prints at the start of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Printed {
    /// The label of a section whose value is a text or an amount.
    Label,
    /// The label of an amount.
    Amount,
    /// A header, a class, a group, or the label of a section with headers.
    Other,
}

/// The longest text of the form that `text` begins with, in bytes, and which it is.
fn printed(text: &str, profile: &Profile) -> Option<(usize, Printed)> {
    let label = |section: &Section| match (&section.shape, section.kind) {
        (Shape::Field(_) | Shape::Text, _) | (_, SectionKind::Identity) => Printed::Label,
        _ => Printed::Other,
    };
    let sections = profile.sections.iter();
    let labels = sections.clone().map(|section| (section.label.text.as_str(), label(section)));
    let parts = sections.clone().flat_map(Section::parts).map(|part| (part.label.text.as_str(), Printed::Amount));
    let headers = sections.flat_map(|section| {
        let columns = section.columns().iter().map(|column| &column.label);
        columns.chain(&section.headers).map(|label| (label.text.as_str(), Printed::Other))
    });
    let catalogue = &profile.catalogue;
    let parents = catalogue.classes.iter().chain(catalogue.groups.iter().map(|group| &group.name));
    let parents = parents.map(|name| (name.as_str(), Printed::Other));
    let all = labels.chain(parts).chain(headers).chain(parents);
    // A standard indicator may begin like a class.
    let standard = catalogue
        .standards
        .iter()
        .map(|standard| standard.name.len())
        .filter(|&length| text.get(..length).is_some_and(|head| profile.word(head).standard.is_some()));
    let standard = standard.max().unwrap_or(0);
    let found = all.filter(|(name, _)| text.starts_with(name)).max_by_key(|(name, _)| name.len())?;
    (found.0.len() > standard).then_some((found.0.len(), found.1))
}

/// How many bytes of `text` are a number at its start.
fn number(text: &str) -> usize {
    let length = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    if kind_of(&text[..length]) == CellKind::Number { length } else { 0 }
}

/// The name, target value, measure and deadline at the end of an indicator row, or the name and amount of a task.
fn tail(text: &str, profile: &Profile) -> Option<Vec<String>> {
    let (mut rest, mut cells) = (text, Vec::new());
    let month = rest.len().checked_sub(7).filter(|&at| rest.is_char_boundary(at));
    if let Some(at) =
        month.filter(|&at| kind_of(&rest[at..]) == CellKind::Month && read_deadline(&rest[at..]).is_some())
        && !rest[..at].ends_with(|c: char| c.is_ascii_digit())
    {
        cells.push(rest[at..].to_owned());
        rest = &rest[..at];
    }
    let ends = |measure: &&String| rest.strip_suffix(measure.as_str()).is_some_and(|head| head.ends_with(digit));
    let measure = profile.catalogue.measures.iter().filter(ends).max_by_key(|measure| measure.len());
    if let Some(measure) = measure {
        cells.push(measure.clone());
        rest = &rest[..rest.len() - measure.len()];
    }
    let digits = rest.trim_end_matches(|c: char| digit(c) || c == '.').len();
    if digits < rest.len() {
        let (head, number) = rest.split_at(digits);
        let mut starts = head.char_indices().rev().take(4).map(|(at, _)| at).collect::<Vec<_>>();
        starts.reverse();
        let operator = starts.into_iter().find(|&at| profile.operator(&head[at..]).is_some());
        // Without an operator only an amount is a cell of its own: `12.50`.
        if operator.is_none() && (!number.contains('.') || !cells.is_empty()) {
            return None;
        }
        cells.push(number.to_owned());
        rest = head;
        if let Some(at) = operator {
            cells.push(head[at..].to_owned());
            rest = &head[..at];
        }
    } else {
        // Without anything behind it a word is a cell only beside a name that the form knows.
        let alone = cells.is_empty();
        let own = |word: &&String| {
            let head = rest.strip_suffix(word.as_str()).filter(|head| !head.is_empty());
            profile.word(word).own && head.is_some_and(|head| !alone || profile.word(head).standard.is_some())
        };
        let word = profile.catalogue.qualitative.iter().filter(own).max_by_key(|word| word.len());
        if let Some(word) = word {
            cells.push(word.clone());
            rest = &rest[..rest.len() - word.len()];
        }
    }
    if rest.is_empty() || cells.is_empty() {
        return None;
    }
    cells.push(rest.to_owned());
    cells.reverse();
    Some(cells)
}

fn digit(c: char) -> bool {
    c.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::builtin;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let cells = cells(text, &builtin()[0]);
        assert_eq!(cells.map_or_else(|| "one".to_owned(), |cells| cells.join("|")), expected, "{text}");
    }

    #[test]
    fn what_the_form_knows_is_told_apart() {
        check("部门（单位）名称703001某局-211300000", "部门（单位）名称|703001某局-211300000");
        check("年度预算收入537.12", "年度预算收入|537.12");
        check("年度预算支出年度部门预算支出537.12", "年度预算支出|年度部门预算支出|537.12");
        check("人员类项目485.18其他运转类项目", "人员类项目|485.18|其他运转类项目");
        check("部门预算基本支出公用经费36.94", "部门预算基本支出公用经费|36.94");
        check("年度绩效指标一级指标二级指标", "年度绩效指标|一级指标|二级指标");
        check(
            "履职效能重点工作履行情况重点工作办结率=100%2021-12",
            "履职效能|重点工作履行情况|重点工作办结率|=|100|%|2021-12",
        );
        check("基础管理依法行政能力管理规范2021-12", "基础管理|依法行政能力|管理规范|2021-12");
        check("预算调整率<=5%2021-12", "预算调整率|<=|5|%|2021-12");
        check("建立重点项目督导与监督机制制度有效2021-12", "建立重点项目督导与监督机制|制度有效|2021-12");
    }

    #[test]
    fn one_cell_stays_one() {
        for text in [
            "重点工作办结率",
            "预算执行率",
            "做好2020年全年两次软考",
            "服务企业",
            "培训100人次",
            "2021-12",
            "管理规范",
            "",
            "100",
        ] {
            check(text, "one");
        }
    }
}
