//! Parents that are printed in the middle of their rows stand before the first of them.

use super::Token;
use super::order::{is_parent, is_value, lines};
use crate::diagnostic::{Lang, say};
use crate::import::draft::{Draft, Note};
use crate::profile::Profile;

/// What a section of indicators on one page consists of.
#[derive(Debug, Default)]
struct Part {
    /// The values of each row but for its parents.
    rows: Vec<Vec<usize>>,
    /// The classes and the groups.
    parents: [Vec<Parent>; 2],
    /// Whether the section goes on from another page.
    carried: bool,
    /// Its values, from and to.
    from: usize,
    to: usize,
}

/// A parent: its value, and the rows whose middle it stands in at least and at most.
#[derive(Clone, Copy, Debug)]
struct Parent {
    token: usize,
    low: f32,
    high: f32,
}

/// A parent and the first of its rows, and whether it might as well begin elsewhere.
type Begun = (Parent, usize, bool);

/// What it costs that a row does not belong to a parent that the form knows.
const MISFIT: f32 = 1.5;
/// What it costs that a row has no parent.
const ORPHAN: f32 = 1.0;
/// What it costs that a class begins within a group.
const ACROSS: f32 = 1.0;
/// A place that costs so little more might be right as well.
const CLOSE: f32 = 0.35;
/// Longer parts are left as they are: work grows with the square of their rows.
const MOST_ROWS: usize = 120;

/// The values with each parent before the first of its rows, where parents stand in their middle.
pub(super) fn raised(tokens: Vec<Token>, profile: &Profile, lang: Lang, draft: &mut Draft) -> Vec<Token> {
    let parts = parts(&tokens, profile);
    let (mut first, mut middle) = (0.0, 0.0);
    let mut placed = Vec::new();
    for part in &parts {
        if part.rows.len() > MOST_ROWS {
            return tokens;
        }
        first += as_printed(&tokens, part, profile);
        let (groups, cost) = in_middle(&tokens, part, 1, None, profile);
        let (classes, more) = in_middle(&tokens, part, 0, Some(&groups), profile);
        middle += cost + more;
        placed.push((classes, groups));
    }
    if middle + 1.0 >= first {
        return tokens;
    }
    let mut out = Vec::with_capacity(tokens.len());
    let mut at = 0;
    for (part, (classes, groups)) in parts.iter().zip(placed) {
        out.extend_from_slice(&tokens[at..part.from]);
        at = part.to;
        for (row, values) in part.rows.iter().enumerate() {
            let mut first = true;
            let parents = classes.iter().chain(&groups).filter(|(_, begins, _)| *begins == row);
            for (parent, _, doubtful) in parents {
                let token = &tokens[parent.token];
                if *doubtful {
                    let text = token.text.clone();
                    let message = say!(
                        lang,
                        "“{text}”印在几行的中间，从哪一行起不能确定；请核对",
                        "\"{text}\" is printed in the middle of several rows, and it is not certain with which it begins; check it"
                    );
                    draft.doubts.push(Note { place: token.place(), text, message });
                }
                out.push(Token { first: std::mem::take(&mut first), ..token.clone() });
            }
            for value in values {
                let token = &tokens[*value];
                let starts = std::mem::take(&mut first) || token.first;
                out.push(Token { first: starts, ..token.clone() });
            }
        }
    }
    out.extend_from_slice(&tokens[at..]);
    out
}

/// The parts of the sections of indicators, page by page.
fn parts(tokens: &[Token], profile: &Profile) -> Vec<Part> {
    let Some((indicators, columns)) = profile.indicators() else { return Vec::new() };
    let mut parts: Vec<Part> = Vec::new();
    let mut inside = false;
    let mut at = 0;
    let header = |text: &str| columns.iter().any(|column| column.label.matches(text).is_some());
    while at < tokens.len() {
        if let Some((section, _)) = profile.section_of(&tokens[at].text) {
            inside = section == indicators;
            at += 1;
            while inside && at < tokens.len() && header(&tokens[at].text) {
                at += 1;
            }
            continue;
        }
        if !inside || profile.is_title(&tokens[at].text) {
            at += 1;
            continue;
        }
        let page = tokens[at].page;
        let ends = |token: &Token| {
            token.page != page || profile.section_of(&token.text).is_some() || profile.is_title(&token.text)
        };
        let end = tokens[at..].iter().position(ends).map_or(tokens.len(), |end| at + end);
        let carried = parts.last().is_some_and(|last| last.to == at);
        parts.push(part(tokens, at, end, carried, profile));
        at = end;
    }
    parts.retain(|part| !part.rows.is_empty());
    parts
}

/// The rows and parents of the values from `from` to before `to`.
fn part(tokens: &[Token], from: usize, to: usize, carried: bool, profile: &Profile) -> Part {
    let mut part = Part { carried, from, to, ..Part::default() };
    let level = |token: usize| usize::from(profile.word(&tokens[token].text).class.is_none());
    // What belongs to the next row: the beginning of its name.
    let mut open: Vec<usize> = Vec::new();
    let mut waiting: Vec<usize> = Vec::new();
    for line in lines(&tokens[from..to]) {
        let line = line.start + from..line.end + from;
        let parents = line.clone().take_while(|&at| is_parent(&tokens[at].text, profile)).count();
        let rest = line.start + parents..line.end;
        let index = part.rows.len();
        let row = index as f32;
        // A parent on a line of its own stands between two rows, or beside the lines of one.
        let (low, high) = match () {
            () if !rest.is_empty() && open.is_empty() => (row, row),
            () if !open.is_empty() => (row, row),
            () => (row - 0.5, row - 0.5),
        };
        for token in line.start..line.start + parents {
            part.parents[level(token)].push(Parent { token, low, high });
            if rest.is_empty() && open.is_empty() {
                waiting.push(token);
            }
        }
        if rest.is_empty() {
            continue;
        }
        let values = rest.clone().any(|at| is_value(&tokens[at].text, profile));
        if !values {
            open.extend(rest);
            continue;
        }
        if rest.len() == 1 && open.is_empty() && index > 0 && parents == 0 {
            part.rows[index - 1].extend(rest);
            continue;
        }
        // Where the row has several lines, a parent before the first of them may stand beside them.
        if !open.is_empty() {
            let beside = |parent: &&mut Parent| waiting.contains(&parent.token);
            part.parents.iter_mut().flatten().filter(beside).for_each(|parent| parent.high = row);
        }
        waiting.clear();
        let mut own = std::mem::take(&mut open);
        own.extend(rest);
        part.rows.push(own);
    }
    if !open.is_empty() {
        match part.rows.last_mut() {
            Some(last) => last.extend(open),
            None => part.rows.push(open),
        }
    }
    part
}

/// What the form knows against a parent of a row: a name that belongs to another group, a group to another class.
fn misfit(tokens: &[Token], part: &Part, row: usize, parent: usize, profile: &Profile) -> f32 {
    let word = profile.word(&tokens[parent].text);
    let known = part.rows[row].iter().find_map(|&value| {
        let mut at = profile.word(&tokens[value].text).standard;
        at?;
        let mut fits = false;
        while let Some(index) = at {
            let standard = &profile.catalogue.standards[index as usize];
            let group = word.group.is_some_and(|group| {
                let groups = &profile.catalogue.groups;
                groups[standard.group as usize].name == groups[group as usize].name
            });
            fits |= word.class == Some(standard.class) || (word.class.is_none() && group);
            at = standard.next;
        }
        Some(fits)
    });
    if known == Some(false) { MISFIT } else { 0.0 }
}

/// What it costs to read a part as it is printed: each parent stands before the first of its rows.
fn as_printed(tokens: &[Token], part: &Part, profile: &Profile) -> f32 {
    let mut cost = 0.0;
    let begins = |parent: &Parent| parent.low.max(0.0).ceil() as usize;
    for own in part.parents.iter().filter(|own| !own.is_empty()) {
        let orphans = if part.carried { 0 } else { begins(&own[0]) };
        cost += orphans as f32 * ORPHAN;
        for (at, parent) in own.iter().enumerate() {
            let end = own.get(at + 1).map_or(part.rows.len(), begins);
            cost += (begins(parent)..end).map(|row| misfit(tokens, part, row, parent.token, profile)).sum::<f32>();
        }
    }
    let across = |class: &&Parent| !part.parents[1].iter().any(|group| begins(group) == begins(class));
    cost + part.parents[0].iter().filter(across).count() as f32 * ACROSS
}

/// The parents of a level, each with the first of the rows that it stands in the middle of, and what that costs. A class
/// begins with one of the `groups`.
fn in_middle(
    tokens: &[Token],
    part: &Part,
    level: usize,
    groups: Option<&[Begun]>,
    profile: &Profile,
) -> (Vec<Begun>, f32) {
    let own = &part.parents[level];
    let (count, rows) = (own.len(), part.rows.len());
    if own.is_empty() {
        return (Vec::new(), 0.0);
    }
    let begins = |row: usize| match groups {
        Some(groups) if row > 0 && row < rows && !groups.iter().any(|(_, start, _)| *start == row) => ACROSS,
        _ => 0.0,
    };
    // Whether the form has the group of a row below another class.
    let strange = |parent: usize, row: usize| {
        let group = groups.and_then(|groups| groups.iter().rfind(|(_, start, _)| *start <= row));
        group.is_some_and(|(group, ..)| {
            let (text, class) = (&tokens[group.token].text, profile.word(&tokens[parent].text).class);
            profile.word(text).group.is_some()
                && class.is_some_and(|class| !profile.catalogue.has_group(class, profile.canonical(text)))
        })
    };
    let off = |parent: &Parent, row: usize, end: usize| {
        let middle = f32::midpoint(row as f32, end as f32 - 1.0);
        (parent.low - middle).max(middle - parent.high).max(0.0)
    };
    let misfits: Vec<Vec<f32>> = own
        .iter()
        .map(|parent| {
            let mut sum = 0.0;
            let each = (0..rows).map(|row| {
                let strange = if strange(parent.token, row) { MISFIT } else { 0.0 };
                sum += misfit(tokens, part, row, parent.token, profile).max(strange);
                sum
            });
            std::iter::once(0.0).chain(each).collect()
        })
        .collect();
    let mut best = vec![vec![(f32::INFINITY, 0_usize); rows + 1]; count + 1];
    for (row, cost) in best[0].iter_mut().enumerate() {
        cost.0 = match row {
            0 => 0.0,
            _ if part.carried => 0.3 + begins(row),
            _ => 2.0 + row as f32 * ORPHAN,
        };
    }
    for (at, parent) in own.iter().enumerate() {
        for row in 0..rows {
            let before = best[at][row].0;
            if !before.is_finite() {
                continue;
            }
            for end in row + 1..=rows {
                let misfit = misfits[at][end] - misfits[at][row];
                let cost = before + off(parent, row, end) + misfit + begins(end);
                if cost < best[at + 1][end].0 {
                    best[at + 1][end] = (cost, row);
                }
            }
        }
    }
    let cost = best[count][rows].0;
    if !cost.is_finite() {
        return (own.iter().map(|parent| (*parent, parent.low.max(0.0) as usize, true)).collect(), 1000.0);
    }
    let mut ends = vec![rows; count + 1];
    for at in (0..count).rev() {
        ends[at] = best[at + 1][ends[at + 1]].1;
    }
    let close = |at: usize| {
        let (low, here, high) = (ends[at - 1], ends[at], ends[at + 1]);
        let cost = |row: usize| {
            let misfit = misfits[at - 1][row] - misfits[at - 1][low] + misfits[at][high] - misfits[at][row];
            off(&own[at - 1], low, row) + off(&own[at], row, high) + begins(row) + misfit
        };
        let found = cost(here);
        (here.saturating_sub(2).max(low + 1)..=(here + 2).min(high - 1))
            .any(|row| row != here && cost(row) < found + CLOSE)
    };
    let begun = (0..count).map(|at| {
        let far = off(&own[at], ends[at], ends[at + 1]) > 1.0;
        (own[at], ends[at], far || (at > 0 && close(at)))
    });
    (begun.collect(), cost)
}
