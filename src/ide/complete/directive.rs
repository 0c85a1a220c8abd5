//! What can stand in a comment: directives, and what they name.

use super::{Analysis, Candidate, CompletionKind, Context, Doc, Snippet};
use crate::diagnostic::{Lang, Sink};
use crate::rules::{self, RULES};
use crate::sheet::{RowRole, directive_keys};
use crate::text::TextRange;

/// What can stand at a place of a comment.
pub(super) struct Found {
    /// The word that is typed there, in bytes from the comment's start.
    pub(super) range: TextRange,
    pub(super) candidates: Vec<Candidate>,
}

/// What the directive `key` does; `None` when there is none of that name.
pub(in crate::ide) fn meaning(key: &str, lang: Lang) -> Option<&'static str> {
    let key = directive_keys().find(|known| *known == key)?;
    Some(match key {
        "profile" => lang.pick("本套表的表样", "the form of the book"),
        "fiscal-year" => lang.pick("本套表的年度", "the fiscal year of the book"),
        "allow" => lang.pick("下一行豁免这些规则", "silences these rules in the next row"),
        "allow-sheet" => lang.pick("本表豁免这些规则", "silences these rules in this sheet"),
        "allow-file" => lang.pick("本文件豁免这些规则", "silences these rules in this file"),
        _ => "",
    })
}

/// What can stand at byte `cursor` of the row `comment`.
pub(super) fn candidates(comment: &str, cursor: u32, analysis: &Analysis, context: Option<&Context<'_, '_>>) -> Found {
    let lang = analysis.settings().lang;
    let cursor = comment.floor_char_boundary(cursor as usize);
    let nothing = Found { range: TextRange::empty(cursor as u32), candidates: Vec::new() };
    let start = comment.len() - comment.trim_start().len();
    let Some(head) = head(comment).filter(|head| *head <= cursor) else {
        // A comment that may become a directive.
        let typed = comment[..cursor].trim_start().trim_start_matches('#').trim();
        let whole = comment.trim_start().trim_start_matches('#').trim();
        if cursor <= start || !"mubiao".starts_with(typed) || !"mubiao:".starts_with(whole) {
            return nothing;
        }
        let range = TextRange::new(start as u32, comment.trim_end().len().max(cursor) as u32);
        return Found { range, candidates: directives(lang, "# mubiao: ", year(context)) };
    };
    let body = &comment[head..];
    let before = &body[..cursor - head];
    let list = before.rfind(['(', '（']).filter(|open| !before[*open..].contains([')', '）']));
    if let Some(open) = list {
        let from = before[open..].rfind(['(', '（', ',', '，', '、']).map_or(open, |at| open + at);
        let range = word(comment, head + from, cursor, &[',', '，', '、', ')', '）']);
        return Found { range, candidates: names(context, lang) };
    }
    if let Some(equals) = before.find('=') {
        let range = word(comment, head + equals, cursor, &[]);
        let candidates = match before[..equals].trim() {
            "profile" => profiles(analysis, lang),
            "fiscal-year" => years(context),
            _ => Vec::new(),
        };
        return Found { range, candidates };
    }
    let end = head + body.find(['=', '(', '（']).unwrap_or(body.len());
    let open = comment[end..].is_empty();
    let range = TextRange::new(head as u32, comment[..end].trim_end().len().max(cursor) as u32);
    let mut candidates = directives(lang, "", year(context));
    if !open {
        // What stands behind the key stays.
        for candidate in &mut candidates {
            candidate.insert = Snippet::of(&candidate.label);
        }
    }
    Found { range, candidates }
}

/// Where the order of a directive begins; `None` for other comments.
fn head(comment: &str) -> Option<usize> {
    let rest = comment.trim_start().strip_prefix('#')?.trim_start().strip_prefix("mubiao")?.trim_start();
    let body = rest.strip_prefix([':', '：'])?.trim_start();
    Some(comment.len() - body.len())
}

/// The word around `cursor` behind the mark at `mark`, up to one of `ends`.
fn word(comment: &str, mark: usize, cursor: usize, ends: &[char]) -> TextRange {
    let from = mark + comment[mark..].chars().next().map_or(0, char::len_utf8);
    let from = (from + comment[from..].len() - comment[from..].trim_start().len()).min(cursor);
    let to = cursor + comment[cursor..].find(ends).unwrap_or(comment.len() - cursor);
    let to = comment[..to].trim_end().len().max(cursor);
    TextRange::new(from as u32, to as u32)
}

/// The directives, written behind `lead`.
pub(super) fn directives(lang: Lang, lead: &str, year: Option<i32>) -> Vec<Candidate> {
    let directives = directive_keys().map(|key| {
        let said = meaning(key, Lang::Zh).unwrap_or_default();
        let mut insert = Snippet::of(lead);
        insert.text(key);
        match key {
            "profile" => {
                insert.text(" = ");
                insert.stop("");
            }
            "fiscal-year" => {
                insert.text(" = ");
                insert.stop(&year.map(|year| year.to_string()).unwrap_or_default());
            }
            _ => {
                insert.text("(");
                insert.stop("");
                insert.text(")");
            }
        }
        Candidate {
            detail: meaning(key, lang).unwrap_or_default().to_owned(),
            insert,
            keys: vec![said.to_owned(), format!("# mubiao: {key}"), format!("#mubiao:{key}")],
            ..Candidate::new(&format!("{lead}{key}"), CompletionKind::Directive)
        }
    });
    directives.collect()
}

fn year(context: Option<&Context<'_, '_>>) -> Option<i32> {
    context.and_then(|context| context.sheet.fiscal_year)
}

fn profiles(analysis: &Analysis, lang: Lang) -> Vec<Candidate> {
    let profiles = analysis.settings().profiles.iter().map(|profile| Candidate {
        detail: lang.pick(&profile.name.0, &profile.name.1).clone(),
        keys: vec![profile.name.0.clone()],
        ..Candidate::new(&profile.id, CompletionKind::Profile)
    });
    profiles.collect()
}

/// The years that the sheet speaks of, and those beside its fiscal year.
fn years(context: Option<&Context<'_, '_>>) -> Vec<Candidate> {
    let Some(context) = context else { return Vec::new() };
    let year = context.sheet.fiscal_year;
    let deadlines = context.sheet.indicators.iter().filter_map(|indicator| indicator.deadline);
    let near = year.into_iter().flat_map(|year| [year, year + 1, year - 1]);
    let mut years: Vec<i32> = Vec::new();
    for year in near.chain(deadlines.map(|deadline| deadline.year)) {
        if !years.contains(&year) {
            years.push(year);
        }
    }
    years.into_iter().map(|year| Candidate::new(&year.to_string(), CompletionKind::Date)).collect()
}

/// The names of the rules: those that find something in the next row, in the sheet, and the others.
fn names(context: Option<&Context<'_, '_>>, lang: Lang) -> Vec<Candidate> {
    let mut here: Vec<(&str, u8)> = Vec::new();
    if let Some(context) = context {
        let sheet = context.sheet;
        let mut sink = Sink::new(lang);
        rules::check_sheet(sheet, &mut sink);
        let row = context.spot.at.row as usize;
        let next = (row + 1..sheet.roles.len())
            .find(|&at| !matches!(sheet.roles[at], RowRole::Blank | RowRole::Comment))
            .map(|at| sheet.row(at as u32).range());
        for finding in sink.take() {
            let start = finding.range.start;
            let near = next.is_some_and(|next| (next.start..=next.end).contains(&start));
            here.push((finding.rule.name, u8::from(!near)));
        }
    }
    let rules = RULES.iter().map(|rule| Candidate {
        detail: rule.summary(lang).to_owned(),
        keys: vec![rule.summary_zh.to_owned()],
        rank: here.iter().filter(|(name, _)| *name == rule.name).map(|(_, rank)| *rank).min().unwrap_or(2),
        doc: Some(Doc::Rule(rule.name.to_owned())),
        ..Candidate::new(rule.name, CompletionKind::Rule)
    });
    rules.collect()
}
