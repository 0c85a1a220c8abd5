//! The paragraphs of texts whose lines are broken where a column ends.

use super::atoms::width;
use crate::import::words::join;

/// Whether a line ends a sentence.
pub(in crate::import) fn ends(line: &str) -> bool {
    line.ends_with(['。', '；', '！', '？', '：', ';', '!', '?', ':'])
}

/// The number that a line begins with, as in `目标1：`, `2.`, `（三）`.
pub(in crate::import) fn number(line: &str) -> Option<u32> {
    let bare: String = line.chars().filter(|c| !c.is_whitespace()).take(8).collect();
    let bare = bare.trim_start_matches("目标").trim_start_matches("任务").trim_start_matches("指标");
    let marked = bare.len() < line.len() && !line.starts_with(bare);
    let inner = bare.trim_start_matches(['（', '(']);
    let chinese = "一二三四五六七八九十";
    let first = inner.chars().next()?;
    if let Some(at) = chinese.chars().position(|c| c == first) {
        let rest = &inner[first.len_utf8()..];
        return rest.starts_with(['、', '）', ')', '.', '：', ':']).then_some(at as u32 + 1);
    }
    if ('①'..='⑳').contains(&first) {
        return Some(first as u32 - '①' as u32 + 1);
    }
    let digits: String = inner.chars().take_while(char::is_ascii_digit).collect();
    let rest = &inner[digits.len()..];
    let behind = rest.strip_prefix(['.', '、', '）', ')', '：', ':', '．']);
    let stop = behind.is_some_and(|behind| !behind.starts_with(|c: char| c.is_ascii_digit()));
    let value = digits.parse::<u32>().ok().filter(|value| *value < 100)?;
    (stop || (marked && !rest.starts_with('%'))).then_some(value)
}

/// The paragraphs of `lines`.
pub(super) fn paragraphs(lines: &[String]) -> Vec<String> {
    let widest = lines.iter().map(|line| width(line)).max().unwrap_or(0);
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    for line in lines {
        match out.last_mut() {
            Some(last) if open && number(line).is_none() => *last = join([last.as_str(), line.as_str()].into_iter()),
            _ => out.push(line.clone()),
        }
        open = !ends(line) && width(line) + 6 >= widest;
    }
    out
}

/// Parts the lines of texts that stand side by side, one after the other, into `panes`; false where it is a guess.
pub(super) fn parted(lines: &[String], panes: usize) -> (Vec<Vec<String>>, bool) {
    let mut parts: Vec<Vec<String>> = Vec::new();
    let (mut rest, mut sure) = (lines, true);
    for left in (1..=panes).rev() {
        if left == 1 || rest.is_empty() {
            parts.push(rest.to_vec());
            rest = &[];
            continue;
        }
        let share = rest.len() as f32 / left as f32;
        let cost = |at: usize| {
            let (before, next) = (&rest[at - 1], &rest[at]);
            let mut cost = (at as f32 - share).abs() * 0.6;
            cost += if before.ends_with(['。', '.']) {
                0.0
            } else if ends(before) {
                1.0
            } else {
                4.0
            };
            let numbered = rest[..at].iter().any(|line| number(line).is_some());
            cost + match number(next) {
                Some(1) if numbered => -8.0,
                Some(1) => 0.0,
                Some(_) => 6.0,
                None if numbered && !before.ends_with('。') => 2.0,
                None => 0.0,
            }
        };
        let costs: Vec<(usize, f32)> = (1..rest.len()).map(|at| (at, cost(at))).collect();
        let Some(&(at, least)) = costs.iter().min_by(|one, other| one.1.total_cmp(&other.1)) else {
            parts.push(rest.to_vec());
            rest = &[];
            continue;
        };
        let close = costs.iter().filter(|(other, cost)| *other != at && *cost < least + 1.0).count();
        sure &= close == 0 && least < 3.0;
        parts.push(rest[..at].to_vec());
        rest = &rest[at..];
    }
    (parts, sure)
}
