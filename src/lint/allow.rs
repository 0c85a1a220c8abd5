//! Writing allowances for what a text shows now.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Outcome, Settings, lint_among};
use crate::diagnostic::{Applicability, Diagnostic};
use crate::profile::Profile;
use crate::rules::{foreign_encoding, unknown_profile, unused_allowance};
use crate::sheet::Scope;
use crate::suppression::{Directives, Found};
use crate::syntax::{SheetSyntax, read_sheets, read_whole};
use crate::text::{Edit, TextRange, apply_edits};

/// A text after allowances were written into it.
#[derive(Debug)]
pub struct Allowed {
    /// The text.
    pub text: String,
    /// How many findings are silent now that were not.
    pub silenced: usize,
    /// What the text still shows.
    pub remaining: Outcome,
}

/// How often a text is linted again at most; an allowance may itself be spoken of.
const ROUNDS: usize = 8;

/// Writes an allowance for every finding of `text`, with `reason` behind it, and drops those that silence nothing. A
/// finding in a row is allowed right above it; one in a comment or a blank row, in its sheet; one of the file, in the
/// first row. An allowance with the same reason that is there already takes the rule in. `found` is what other texts show
/// of it, see [`lint_among`].
pub fn allow(text: &str, settings: &Settings, reason: Option<&str>, mut found: Vec<Diagnostic>) -> Allowed {
    let reason = reason.map(|reason| reason.split_whitespace().collect::<Vec<_>>().join(" "));
    let reason = reason.filter(|reason| !reason.is_empty());
    let mut text = text.to_owned();
    let mut remaining = lint_among(&text, settings, found.clone());
    let before = remaining.findings.len();
    for _ in 0..ROUNDS {
        if remaining.findings.is_empty() {
            break;
        }
        let edits = match dead(&remaining.findings) {
            none if none.is_empty() => allowances(&text, &remaining, reason.as_deref()),
            edits => edits,
        };
        text = apply_edits(&text, &edits);
        found.iter_mut().for_each(|finding| finding.range = moved(finding.range, &edits));
        remaining = lint_among(&text, settings, found.clone());
    }
    Allowed { text, silenced: before.saturating_sub(remaining.findings.len()), remaining }
}

/// The edits that allow `findings` of one sheet of the form `profile`, in the text of that sheet alone; their places count
/// from its start. `headed` says whether it begins at an identity row.
pub fn allow_in_sheet(text: &str, profile: &Arc<Profile>, headed: bool, findings: &[Diagnostic]) -> Vec<Edit> {
    let outcome = Outcome {
        profile: Some(profile.clone()),
        findings: findings.to_vec(),
        sheets: usize::from(headed),
        starts: vec![0],
        ..Outcome::default()
    };
    allowances(text, &outcome, None)
}

/// Where `range`, which no edit is in, stands behind `edits`.
fn moved(range: TextRange, edits: &[Edit]) -> TextRange {
    let place = |at: u32| {
        let before = edits.iter().filter(|edit| edit.range.end <= range.start);
        before.fold(at, |at, edit| at + edit.text.len() as u32 - (edit.range.end - edit.range.start))
    };
    TextRange::new(place(range.start), place(range.end))
}

/// The edits that drop allowances which silence nothing.
fn dead(findings: &[Diagnostic]) -> Vec<Edit> {
    let dead: Vec<Diagnostic> =
        findings.iter().filter(|finding| finding.rule.name == unused_allowance::RULE.name).cloned().collect();
    super::compatible(&dead, Applicability::Unsafe).0
}

/// The edits that allow all findings of `outcome`.
fn allowances(text: &str, outcome: &Outcome, reason: Option<&str>) -> Vec<Edit> {
    let rows = read_whole(text);
    let mut directives = Directives::new(text.len() as u32);
    match &outcome.profile {
        Some(profile) => read_sheets(text, &**profile, |base, text, syntax| {
            directives.read_sheet(base, text, syntax, &[]);
        }),
        None => directives.read_sheet(0, text, &rows, &[]),
    }
    directives.finish();
    let mut wanted: BTreeMap<(u32, Scope), Vec<&'static str>> = BTreeMap::new();
    for finding in &outcome.findings {
        let rules = wanted.entry(place(outcome, &rows, finding)).or_default();
        if !rules.contains(&finding.rule.name) {
            rules.push(finding.rule.name);
        }
    }
    let line_end = match text.find(['\n', '\r']) {
        Some(at) if text[at..].starts_with("\r\n") => "\r\n",
        Some(at) if text[at..].starts_with('\r') => "\r",
        _ => "\n",
    };
    let mut edits: BTreeMap<u32, Edit> = BTreeMap::new();
    for ((at, scope), rules) in wanted {
        let same = directives.found().iter().rev().find(|found| reaches(found, at, scope, reason));
        let list = rules.join(", ");
        let (at, new) = match same.and_then(|found| Some((found, found.allowance()?.1.last()?))) {
            Some((found, last)) => (found.place(last.range).end, format!(", {list}")),
            None => {
                let reason = reason.map_or_else(String::new, |reason| format!(": {reason}"));
                (at, format!("# mubiao: {}({list}){reason}{line_end}", scope.key()))
            }
        };
        // A sheet's and a row's may come to the same place; what reaches farther stands first.
        edits
            .entry(at)
            .and_modify(|edit| match scope {
                Scope::Row => edit.text.push_str(&new),
                Scope::Sheet | Scope::File => edit.text.insert_str(0, &new),
            })
            .or_insert_with(|| Edit::insert(at, new));
    }
    edits.into_values().collect()
}

/// Where the allowance of a finding is to stand, and how far it is to reach.
fn place(outcome: &Outcome, rows: &SheetSyntax, finding: &Diagnostic) -> (u32, Scope) {
    let of_file = [foreign_encoding::RULE.name, unknown_profile::RULE.name].contains(&finding.rule.name);
    let row = rows.row_at(finding.range.start).filter(|_| !of_file);
    let Some(row) = row.map(|row| &rows.rows()[row]) else { return (0, Scope::File) };
    let is_content = |row: &crate::syntax::Row| !row.comment && !rows.cells(row).is_empty();
    if is_content(row) {
        return (row.start, Scope::Row);
    }
    let sheet = outcome.starts.partition_point(|&start| start <= finding.range.start);
    let before_sheets = outcome.starts.len() > outcome.sheets;
    match sheet.checked_sub(1) {
        Some(sheet) if sheet > 0 || !before_sheets => {
            let start = outcome.starts[sheet];
            let head = rows.rows().iter().find(|row| row.start >= start && is_content(row));
            head.map_or((0, Scope::File), |row| (row.start, Scope::Sheet))
        }
        _ => (0, Scope::File),
    }
}

/// Whether an allowance reaches just what is wanted, for the same reason.
fn reaches(found: &Found<'_>, at: u32, scope: Scope, reason: Option<&str>) -> bool {
    let Some((has, _)) = found.allowance() else { return false };
    let behind = &found.comment[found.directive.range.end as usize..];
    let stated = behind.trim().trim_start_matches([':', '：']).trim();
    let target = found.target.is_some_and(|target| match scope {
        Scope::Row => target.start == at,
        Scope::Sheet => target.start <= at && at < target.end,
        Scope::File => true,
    });
    has == scope && target && stated == reason.unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAMAGED: &str = include_str!("../../tests/corpus/chaoyang-2021.txt");
    const CANONICAL: &str = include_str!("../../tests/corpus/chaoyang-2021.mubiao");

    /// What is written is silent, stays as it is when written again, and is only comments.
    #[track_caller]
    fn check(text: &str) -> String {
        let settings = Settings::default();
        let allowed = allow(text, &settings, Some("历史\n遗留"), Vec::new());
        assert_eq!(allowed.remaining.findings.len(), 0, "{:#?}", allowed.remaining.findings);
        assert_eq!(allow(&allowed.text, &settings, Some("历史 遗留"), Vec::new()).text, allowed.text);
        let without: String =
            allowed.text.split_inclusive('\n').filter(|row| !row.starts_with("# mubiao: allow")).collect();
        assert_eq!(without, text);
        allowed.text
    }

    #[test]
    fn a_book_is_silent_afterwards() {
        check(CANONICAL);
        check(DAMAGED);
        check(&DAMAGED.replace('\n', "\r\n"));
        check("项目支出绩效目标表\n项目名称\t节能监察\n");
        check("");
        check("年度预算收入\t1\n\n# 空行\u{200b}\n\n年度绩效目标\t做好。\n");
    }

    #[test]
    fn line_ends_are_kept() {
        let text = check(&CANONICAL.replace('\n', "\r\n"));
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    }

    #[test]
    fn one_comment_takes_all_rules_of_a_row() {
        let head = "# mubiao: profile = liaoning-department\n";
        let row = "年度预算收入\t1,5x\n";
        let settings = Settings::default();
        let text = format!("{head}{row}");
        let all = allow(&text, &settings, None, Vec::new()).text;
        let comment = all.lines().nth(1).unwrap();
        let rules: Vec<&str> =
            comment.strip_prefix("# mubiao: allow(").unwrap().trim_end_matches(')').split(", ").collect();
        assert!(rules.len() > 1, "{all}");
        let one = format!("{head}# mubiao: allow({})\n{row}", rules[0]);
        assert_eq!(allow(&one, &settings, None, Vec::new()).text, all);
        let other = format!("{head}# mubiao: allow({}): 另议\n{row}", rules[0]);
        assert_eq!(allow(&other, &settings, None, Vec::new()).text.lines().count(), 4);
    }

    #[test]
    fn allowances_that_silence_nothing_go() {
        let text = format!("# mubiao: allow-file(stray-cell)\n{CANONICAL}");
        assert!(!allow(&text, &Settings::default(), None, Vec::new()).text.contains("stray-cell"));
    }
}
