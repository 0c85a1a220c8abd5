//! From characters to text: lines, and lines that a cell wraps.

use super::page::Glyph;
use crate::import::unparted::prose;

/// A line of text.
#[derive(Clone, Debug)]
pub(super) struct TextLine {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) base: f32,
    pub(super) em: f32,
    /// How wide its first word is: what would have had to fit on the line before.
    pub(super) first: f32,
    /// Whether a blank is drawn before it, and behind it, where a line was broken.
    blank_before: bool,
    pub(super) blank_behind: bool,
}

/// The lines that `glyphs` stand on, from the top.
pub(super) fn lines(glyphs: &mut [Glyph]) -> Vec<TextLine> {
    rows(glyphs).into_iter().filter_map(|row| line(row)).collect()
}

/// The pieces of a line that gaps part which are wider than a blank between words.
pub(super) fn pieces(row: &[Glyph]) -> Vec<TextLine> {
    parted(row, GAP)
}

/// The pieces of a line that gaps part which are wider than `gap` ems.
fn parted(row: &[Glyph], gap: f32) -> Vec<TextLine> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<&Glyph> = None;
    for (index, glyph) in row.iter().enumerate().filter(|(_, glyph)| !glyph.c.is_whitespace()) {
        if before.is_some_and(|before| glyph.left - before.right > gap * glyph.em.min(before.em)) {
            pieces.extend(line(&row[start..index]));
            start = index;
        }
        before = Some(glyph);
    }
    pieces.extend(line(&row[start..]));
    pieces
}

/// The cells of a line that no rules part: a gap that no blank fills stands between them, or one wider than words have.
pub(super) fn apart(row: &[Glyph]) -> Vec<TextLine> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<&Glyph> = None;
    let (mut blanks, mut last) = (0.0, 0.0);
    for (index, glyph) in row.iter().enumerate() {
        if glyph.c.is_whitespace() {
            blanks += glyph.right - glyph.left;
            continue;
        }
        if let Some(before) = before {
            let (em, gap) = (glyph.em.min(before.em), glyph.left - before.right);
            // `合  计`: a word is spaced to look even.
            let spaced = gap > GAP * em && (index < 2 || !row[index - 1].c.is_whitespace());
            // Between Chinese characters a program leaves a gap only where it evens a line out.
            let han = |c: char| ('\u{2e80}'..='\u{9fff}').contains(&c);
            let uneven = blanks == 0.0 && han(before.c) && han(glyph.c) && gap > 0.2 * em && last < 0.1 * em;
            if gap - blanks > NARROW * em || spaced || uneven || gap > WIDE * em {
                pieces.extend(line(&row[start..index]));
                start = index;
            }
            last = gap;
        }
        (before, blanks) = (Some(glyph), 0.0);
    }
    pieces.extend(line(&row[start..]));
    pieces
}

/// Cells stand no closer than this, in ems, and words of one cell no farther apart.
const NARROW: f32 = 0.42;
const WIDE: f32 = 2.6;

/// A gap wider than this parts a line, in ems.
const GAP: f32 = 1.8;

/// The lines that `glyphs` stand on, in pieces that any gap parts.
pub(super) fn runs(glyphs: &mut [Glyph]) -> Vec<Vec<TextLine>> {
    rows(glyphs).into_iter().map(|row| parted(row, 0.12)).collect()
}

/// The characters of each line, from the left.
pub(super) fn rows(glyphs: &mut [Glyph]) -> Vec<&mut [Glyph]> {
    glyphs.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut rest = glyphs;
    let mut rows = Vec::new();
    while !rest.is_empty() {
        // A raised or lowered character belongs to the line that it overlaps.
        let mut base = rest[0].base;
        let mut em = rest[0].em;
        let mut end = 1;
        while end < rest.len() && rest[end].base - base <= 0.45 * em.min(rest[end].em).max(em * 0.5) {
            if rest[end].em > em {
                (em, base) = (rest[end].em, rest[end].base);
            }
            end += 1;
        }
        let (row, behind) = rest.split_at_mut(end);
        row.sort_by(|a, b| a.left.total_cmp(&b.left));
        rows.push(row);
        rest = behind;
    }
    rows
}

fn line(row: &[Glyph]) -> Option<TextLine> {
    let inked = |glyph: &&Glyph| !glyph.c.is_whitespace();
    let (first, last) = (row.iter().find(inked)?, row.iter().rfind(inked)?);
    let mut text = String::new();
    let mut before: Option<&Glyph> = None;
    let mut word = 0.0;
    let mut open = true;
    for glyph in row {
        if let Some(before) = before {
            let wide = glyph.left - before.right;
            let em = before.em.min(glyph.em);
            let beside = |glyph: &Glyph| glyph.c.is_whitespace();
            let parted = is_western(before.c) && is_western(glyph.c) && wide > 0.22 * em;
            if parted && !beside(before) && !beside(glyph) {
                text.push(' ');
            }
        }
        if glyph.left >= first.left && open {
            open =
                before.is_none_or(|before| is_western(before.c) && is_western(glyph.c) || before.right <= first.left);
            if open {
                word = glyph.right - first.left;
            }
        }
        text.push(if glyph.c.is_whitespace() && glyph.c != '\u{3000}' { ' ' } else { glyph.c });
        before = Some(glyph);
    }
    let text = text.trim().to_owned();
    let em = row.iter().fold(0.0f32, |em, glyph| em.max(glyph.em));
    let base = row.iter().filter(inked).map(|glyph| glyph.base).fold(f32::MIN, f32::max);
    let blank = |glyph: Option<&Glyph>| glyph.is_some_and(|glyph| glyph.c.is_whitespace());
    let (blank_before, blank_behind) = (blank(row.first()), blank(row.last()));
    Some(TextLine { text, left: first.left, right: last.right, base, em, first: word, blank_before, blank_behind })
}

/// Whether blanks part words of such characters.
fn is_western(c: char) -> bool {
    !c.is_whitespace() && (c as u32) < 0x2000 && c.is_alphanumeric()
}

impl TextLine {
    /// Whether it goes as far as it can between `left` and `right`, as one of `lines`.
    pub(super) fn is_full(&self, lines: &[Self], left: f32, right: f32) -> bool {
        let edge = lines.iter().fold(f32::MAX, |edge, line| edge.min(line.left)) - left;
        (right - left) - (self.right - self.left) < self.em + 2.0 * edge.clamp(0.0, 0.6 * self.em)
    }
}

/// The text of a cell between `left` and `right`: lines that it wrapped are joined, and a line that ended before its end
/// ends a paragraph.
pub(super) fn joined(lines: &[TextLine], left: f32, right: f32) -> String {
    let Some(first) = lines.first() else { return String::new() };
    let mut text = first.text.clone();
    // As much room is on the right as on the left, unless a line needs more.
    let edge = lines.iter().fold(f32::MAX, |edge, line| edge.min(line.left)) - left;
    let widest = lines.iter().fold(f32::MIN, |most, line| most.max(line.right));
    let end = widest.max(right - edge.clamp(0.0, first.em * 1.5));
    let aligned = lines.iter().filter(|line| line.left < left + edge + 0.3 * line.em).count() * 2 >= lines.len();
    for pair in lines.windows(2) {
        let (line, next) = (&pair[0], &pair[1]);
        let centred = ((line.left - left) - (right - line.right)).abs() < 0.5 * line.em && line.left - left > line.em;
        let room = if centred { end - line.right + (line.left - left - edge) } else { end - line.right };
        // Lines end early where a mark must not begin the next one, and where a program evens them out.
        let ends = room > next.first + 3.0 * line.em;
        let even = ((next.left - left) - (right - next.right)).abs() < next.em;
        let indent = (next.left - left - edge) / next.em;
        // However full a line is, the next item of a list begins anew: `目标2：`, `二、`, `(3)`.
        let item = prose::ends(&line.text) && prose::number(&next.text).is_some();
        let indented = aligned && !even && (1.5..4.5).contains(&indent) && line.left < left + edge + 0.3 * line.em;
        if ends && centred && line.right - line.left > 10.0 * line.em {
            // Prose in the middle of its cell breaks at blanks.
            text.push(' ');
            text.push_str(&next.text);
        } else if ends || indented || item {
            text.push('\n');
            text.push_str(&next.text);
        } else if line.blank_behind || next.blank_before {
            text.push(' ');
            text.push_str(&next.text);
        } else {
            join(&mut text, &next.text);
        }
    }
    text
}

/// Adds the next line of a paragraph.
pub(super) fn join(text: &mut String, next: &str) {
    if let (Some(last), Some(first)) = (text.chars().next_back(), next.chars().next())
        && last.is_ascii_alphabetic()
        && first.is_ascii_alphabetic()
    {
        text.push(' ');
    }
    text.push_str(next);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of text that fill a cell from 0 to 100 but for the room behind them.
    #[track_caller]
    fn check(lines: &[(&str, f32)], expected: &str) {
        let line = |(text, room): &(&str, f32)| TextLine {
            text: (*text).to_owned(),
            left: 0.0,
            right: 100.0 - room,
            base: 0.0,
            em: 10.0,
            first: 10.0,
            blank_before: false,
            blank_behind: false,
        };
        let lines: Vec<TextLine> = lines.iter().map(line).collect();
        assert_eq!(joined(&lines, 0.0, 100.0), expected);
    }

    #[test]
    fn a_full_line_goes_on_in_the_next_one_unless_that_begins_an_item() {
        check(&[("完成年度任务，保障", 0.0), ("开放；", 70.0)], "完成年度任务，保障开放；");
        check(
            &[("目标1：完成年度任务；", 5.0), ("目标2：保障开放。", 20.0)],
            "目标1：完成年度任务；\n目标2：保障开放。",
        );
        check(&[("一、完成任务；", 5.0), ("二、保障开放。", 20.0)], "一、完成任务；\n二、保障开放。");
        // A number within a sentence is none of a list.
        check(&[("全年完成投资", 5.0), ("1.5亿元。", 50.0)], "全年完成投资1.5亿元。");
        check(&[("按时完成下列任务：", 5.0), ("1.5亿元投资。", 30.0)], "按时完成下列任务：1.5亿元投资。");
    }
}
