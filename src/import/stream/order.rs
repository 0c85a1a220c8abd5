//! Puts values into the order of the rows of a page, where a viewer gives them in another: labels and headers once more on
//! each page, cells of several lines after all others of their page, parents in the middle of their rows.

use super::{Token, is_known};
use crate::diagnostic::{Lang, say};
use crate::import::draft::{Draft, Left, Note, Why};
use crate::import::words::join;
use crate::profile::{ColumnKind, Profile, Section, SectionKind, Shape};
use crate::syntax::{CellKind, kind_of};
use std::ops::Range;

/// The values of a text in the order of its rows.
pub(super) fn ordered(tokens: Vec<Token>, profile: &Profile, lang: Lang, draft: &mut Draft) -> Vec<Token> {
    let tokens = once(tokens, profile, lang, draft);
    let tokens = put_back(tokens, profile, lang, draft);
    super::middles::raised(tokens, profile, lang, draft)
}

/// The lines of `tokens`.
pub(super) fn lines(tokens: &[Token]) -> Vec<Range<usize>> {
    let starts: Vec<usize> = (0..tokens.len()).filter(|&at| at == 0 || tokens[at].first).collect();
    let ends = starts.iter().skip(1).copied().chain([tokens.len()]);
    starts.iter().zip(ends).map(|(start, end)| *start..end).collect()
}

/// Whether a value says what is to be reached, or until when.
pub(super) fn is_value(text: &str, profile: &Profile) -> bool {
    let word = profile.word(text);
    profile.operator(text).is_some()
        || matches!(kind_of(text), CellKind::Number | CellKind::Month)
        || crate::sheet::read_deadline(text).is_some()
        || (!word.is_path() && (word.measure || word.qualitative))
}

/// Whether a value is a date.
fn is_deadline(text: &str) -> bool {
    kind_of(text) == CellKind::Month || crate::sheet::read_deadline(text).is_some()
}

/// Whether a value is a class or a group.
pub(super) fn is_parent(text: &str, profile: &Profile) -> bool {
    let word = profile.word(text);
    word.standard.is_none() && (word.class.is_some() || word.group.is_some())
}

/// How many values from `at` on are headers of `section`, in their order.
fn headers(tokens: &[Token], at: usize, section: &Section) -> usize {
    let mut columns = section.columns().iter();
    let fits = |token: &&Token| columns.any(|column| column.label.matches(&token.text).is_some());
    tokens[at..].iter().take_while(fits).count()
}

/// As many headers in a row are those of a table.
const HEADERS: usize = 3;

/// Leaves out labels and headers of indicators that a new page prints once more, and puts a label before what it labels where
/// it is printed beside its middle or on another page.
fn once(tokens: Vec<Token>, profile: &Profile, lang: Lang, draft: &mut Draft) -> Vec<Token> {
    let Some((indicators, _)) = profile.indicators() else { return tokens };
    let section = &profile.sections[indicators];
    let label_of = |token: &Token| profile.section_of(&token.text).map(|(section, _)| section);
    let (mut out, mut current, mut headed): (Vec<Token>, usize, bool) = (Vec::new(), usize::MAX, false);
    // The sections whose labels were put before what they label, and whether the label has come since.
    let mut early: Vec<(usize, bool)> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let token = &tokens[at];
        let count = headers(&tokens, at, section);
        if count >= HEADERS && current == indicators && headed {
            repeated(&tokens[at..at + count], draft);
            at += count;
            continue;
        }
        let begun = if count >= HEADERS { Some(indicators) } else { begins(&tokens, at, current, profile) };
        if let Some(begun) = begun.filter(|begun| *begun != current) {
            let label = profile.sections[begun].label.text.clone();
            let message = say!(
                lang,
                "“{label}”印在后面，移到它的第一行",
                "\"{label}\" is printed further below and was put before its first row"
            );
            draft.mended.push(Note { place: token.place(), text: label.clone(), message });
            out.push(Token { text: label, first: true, ..token.clone() });
            early.push((begun, false));
            current = begun;
        }
        if count >= HEADERS {
            headed = true;
            out.extend_from_slice(&tokens[at..at + count]);
            at += count;
            continue;
        }
        let before = label_of(token).filter(|label| *label == current);
        let before = before.and_then(|label| early.iter_mut().find(|(section, _)| *section == label));
        match label_of(token) {
            Some(label) if label == indicators && current == indicators && headed => {
                repeated(&tokens[at..=at], draft);
            }
            label => match (label, before) {
                // It stands before its rows already.
                (Some(_), Some((_, come))) if !*come => *come = true,
                (Some(_), Some(_)) => repeated(&tokens[at..=at], draft),
                (Some(label), None) => {
                    (current, headed) = (label, false);
                    early.clear();
                    out.push(token.clone());
                }
                (None, _) => out.push(token.clone()),
            },
        }
        at += 1;
    }
    out
}

/// Reports what a page prints once more.
fn repeated(tokens: &[Token], draft: &mut Draft) {
    let text = join(tokens.iter().map(|token| token.text.as_str()));
    draft.left.push(Left { place: tokens[0].place(), text, cells: tokens.len(), why: Why::Repeated });
}

/// The section that the value `at` is a part or header of, though another one is open and the label of that section comes
/// later in the same sheet.
fn begins(tokens: &[Token], at: usize, current: usize, profile: &Profile) -> Option<usize> {
    let text = &tokens[at].text;
    let found = profile.sections.iter().position(|section| match &section.shape {
        Shape::Breakdown(_) => section.parts().any(|part| part.label.matches(text).is_some()),
        Shape::List(columns) => columns.len() > 1 && headers(tokens, at, section) >= columns.len().min(HEADERS),
        _ => false,
    })?;
    if found == current || profile.section_of(text).is_some() {
        return None;
    }
    for token in &tokens[at + 1..] {
        match profile.section_of(&token.text) {
            Some((section, _)) if section == found => return Some(found),
            // Any other label in between has rows of its own.
            Some(_) => return None,
            None => {}
        }
    }
    None
}

/// A cell that stands nowhere in its row, because its page gives it later.
struct Hole {
    /// The value that it stands before.
    at: usize,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Unit,
    Text,
    Name,
    Value,
}

/// Puts cells that a page gives after all its rows back into their rows.
fn put_back(tokens: Vec<Token>, profile: &Profile, lang: Lang, draft: &mut Draft) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut from = 0;
    let mut inside = false;
    while from < tokens.len() {
        let page = tokens[from].page;
        let end = from + tokens[from..].iter().take_while(|token| token.page == page).count();
        let own = &tokens[from..end];
        match late(own, profile, inside) {
            Some((start, holes, groups, sure)) => {
                let mut at = 0;
                for (hole, group) in holes.iter().zip(groups) {
                    out.extend_from_slice(&own[at..hole.at]);
                    at = hole.at;
                    let parts = &own[group];
                    if hole.kind == Kind::Text {
                        out.extend_from_slice(parts);
                    } else {
                        let text = join(parts.iter().map(|token| token.text.as_str()));
                        out.push(Token {
                            text,
                            first: own[at..].first().is_some_and(|next| next.first),
                            ..parts[0].clone()
                        });
                        // What stands behind it is no beginning of a line any more.
                    }
                    let text = join(parts.iter().map(|token| token.text.as_str()));
                    let place = parts[0].place();
                    if sure {
                        let message = say!(
                            lang,
                            "印在这一页的末尾，移到它的那一行",
                            "it stands at the end of its page and was moved to its row"
                        );
                        draft.mended.push(Note { place, text, message });
                    } else {
                        let message = say!(
                            lang,
                            "“{text}”在这一页的末尾，属于哪一行不能确定；请核对",
                            "\"{text}\" stands at the end of its page, and it is not certain which row it belongs to; check it"
                        );
                        draft.doubts.push(Note { place, text, message });
                    }
                }
                out.extend_from_slice(&own[at..start]);
            }
            None => out.extend_from_slice(own),
        }
        inside = own
            .iter()
            .rev()
            .find_map(|token| profile.section_of(&token.text))
            .map_or(inside, |(section, _)| profile.sections[section].kind == SectionKind::Indicators);
        from = end;
    }
    out
}

type Late = (usize, Vec<Hole>, Vec<Range<usize>>, bool);

/// The cells that stand behind the rows of a page, and where they belong: where they begin, the holes, the values of each.
/// `inside` says that the page begins with rows of indicators.
fn late(own: &[Token], profile: &Profile, inside: bool) -> Option<Late> {
    let lines = lines(own);
    let loose = |line: &Range<usize>| {
        own[line.clone()].iter().all(|token| !is_value(&token.text, profile) && !is_known(&token.text, profile))
            || (line.len() == 1 && profile.word(&own[line.start].text).standard.is_some())
    };
    let tail = lines.iter().rev().take_while(|line| loose(line)).count();
    let (rows, tail) = lines.split_at(lines.len() - tail);
    let last = rows.last()?;
    if tail.is_empty() || !is_value(&own[last.end - 1].text, profile) {
        return None;
    }
    let holes = holes(own, rows, profile, inside);
    if holes.is_empty() || holes.len() > tail.len() || tail.len() > MOST_LATE {
        return None;
    }
    let (groups, cost) = shared(own, tail, &holes, profile)?;
    Some((last.end, holes, groups, cost < DOUBTFUL))
}

/// A page has no more lines of such cells.
const MOST_LATE: usize = 60;
/// A cell that is no text has no more lines.
const MOST_LINES: usize = 4;
/// Cells that look so little like what is missing are in doubt.
const DOUBTFUL: f32 = 3.0;

/// What is missing in the rows of a page.
fn holes(own: &[Token], rows: &[Range<usize>], profile: &Profile, inside: bool) -> Vec<Hole> {
    let mut holes = Vec::new();
    let indicators = profile.indicators().map(|(at, _)| at);
    let deadline = profile.column_of(ColumnKind::Deadline).is_some();
    let mut current = inside.then_some(indicators).flatten();
    // The texts of a row of which no value came so far.
    let mut open: Vec<usize> = Vec::new();
    for line in rows {
        let mut from = line.start;
        if let Some((section, _)) = profile.section_of(&own[from].text) {
            current = Some(section);
            open.clear();
            let next = own.get(from + 1).filter(|next| !is_label(&next.text, profile));
            let kind = match &profile.sections[section].shape {
                Shape::Field(ColumnKind::Amount) => None,
                Shape::Field(_) => Some(Kind::Unit),
                Shape::Text => Some(Kind::Text),
                _ => None,
            };
            if let Some(kind) = kind.filter(|_| next.is_none()) {
                holes.push(Hole { at: from + 1, kind });
            }
            continue;
        }
        if current != indicators || current.is_none() {
            continue;
        }
        let values = own[line.clone()].iter().any(|token| is_value(&token.text, profile));
        if !values {
            // The beginning of a name, or a parent alone.
            open.extend(line.clone().filter(|&at| !is_parent(&own[at].text, profile)));
            continue;
        }
        if headers(own, from, &profile.sections[current.unwrap_or(0)]) >= HEADERS {
            continue;
        }
        // Where each value stands on a line of its own, a row ends with its deadline.
        let before = from.checked_sub(1).map(|before| own[before].text.as_str());
        let inside = before.is_some_and(|text| is_value(text, profile) && !is_deadline(text));
        let open = std::mem::take(&mut open);
        if line.len() == 1 && inside && open.is_empty() {
            continue;
        }
        while from < line.end && is_parent(&own[from].text, profile) {
            from += 1;
        }
        let rest = &own[from..line.end];
        let text = |token: &&Token| !is_value(&token.text, profile);
        let texts = open.len() + rest.iter().filter(text).count();
        let told = rest.iter().any(|token| {
            let word = profile.word(&token.text);
            profile.operator(&token.text).is_some() || kind_of(&token.text) == CellKind::Number || word.qualitative
        });
        let dated = !deadline || rest.last().is_some_and(|last| is_value(&last.text, profile));
        match texts {
            0 if told => holes.push(Hole { at: from, kind: Kind::Name }),
            1 if !told && dated && open.len() + rest.len() == 2 => {
                let only = open.first().copied().unwrap_or(from);
                let named = profile.word(&own[only].text).standard.is_some();
                let (at, kind) = if named { (only + 1, Kind::Value) } else { (only, Kind::Name) };
                holes.push(Hole { at, kind });
            }
            _ => {}
        }
    }
    holes
}

/// Whether `text` is a label or a header of the form.
fn is_label(text: &str, profile: &Profile) -> bool {
    let printed = |section: &Section| {
        section.parts().any(|part| part.label.matches(text).is_some())
            || section.columns().iter().any(|column| column.label.matches(text).is_some())
            || section.headers.iter().any(|header| header.matches(text).is_some())
    };
    profile.section_of(text).is_some() || profile.is_title(text) || profile.sections.iter().any(printed)
}

/// The lines of `tail` for each hole, in order: those that look most like what is missing, and how little they do.
fn shared(own: &[Token], tail: &[Range<usize>], holes: &[Hole], profile: &Profile) -> Option<(Vec<Range<usize>>, f32)> {
    let (count, all) = (tail.len(), holes.len());
    let mut best = vec![vec![(f32::INFINITY, 0_usize); count + 1]; all + 1];
    best[0][0].0 = 0.0;
    for (at, hole) in holes.iter().enumerate() {
        for from in 0..count {
            let before = best[at][from].0;
            if !before.is_finite() {
                continue;
            }
            let most = if hole.kind == Kind::Text { count } else { count.min(from + MOST_LINES) };
            for to in from + 1..=most {
                let cost = before + strange(own, &tail[from..to], hole.kind, profile);
                if cost < best[at + 1][to].0 {
                    best[at + 1][to] = (cost, from);
                }
            }
        }
    }
    let cost = best[all][count].0;
    if !cost.is_finite() {
        return None;
    }
    let mut groups = Vec::new();
    let mut to = count;
    for at in (0..all).rev() {
        let from = best[at + 1][to].1;
        groups.push(tail[from].start..tail[to - 1].end);
        to = from;
    }
    groups.reverse();
    Some((groups, cost))
}

/// How little some lines look like a missing cell.
fn strange(own: &[Token], lines: &[Range<usize>], kind: Kind, profile: &Profile) -> f32 {
    let texts: Vec<String> =
        lines.iter().map(|line| join(own[line.clone()].iter().map(|token| token.text.as_str()))).collect();
    let widths: Vec<usize> = texts.iter().map(|text| text.chars().count()).collect();
    let whole = join(texts.iter().map(String::as_str));
    let length = whole.chars().count();
    let full = &widths[..widths.len() - 1];
    let widest = full.iter().copied().max().unwrap_or(0);
    // Lines that are broken are all as wide, and the last is no wider.
    let uneven = full.iter().filter(|width| **width * 5 < widest * 4).count() as f32 * 2.0
        + if !full.is_empty() && widths[widths.len() - 1] > widest + 2 { 3.0 } else { 0.0 };
    let sentence = whole.contains(['。', '；']);
    let code = whole.chars().take_while(char::is_ascii_digit).count() >= 3;
    match kind {
        Kind::Unit => {
            uneven
                + 1.5 * full.len() as f32
                + if sentence || length > 60 { 5.0 } else { 0.0 }
                + if code { 0.0 } else { 0.5 }
        }
        Kind::Text => uneven + if code { 4.0 } else { 0.0 } + if length < 16 { 2.0 } else { 0.0 },
        Kind::Name | Kind::Value if profile.word(&whole).standard.is_some() => 0.0,
        Kind::Name | Kind::Value => {
            let single = if full.is_empty() { 1.0 } else { 0.0 };
            uneven
                + 0.3
                + single
                + 0.5 * full.len().saturating_sub(1) as f32
                + if sentence || code { 4.0 } else { 0.0 }
                + if length > 40 { 4.0 } else { 0.0 }
        }
    }
}
