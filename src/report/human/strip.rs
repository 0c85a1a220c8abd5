//! A line of a terminal that can be cut at any column.

use super::super::visible;
use std::ops::Range;

/// Characters with the columns they take.
#[derive(Default)]
pub(super) struct Strip {
    text: String,
    glyphs: Vec<Glyph>,
    width: usize,
    /// Whether characters of ambiguous width take two columns.
    wide: bool,
}

struct Glyph {
    /// First column.
    x: usize,
    width: usize,
    /// Where its text begins.
    start: usize,
    dim: bool,
}

/// Runs of text, with whether they are to be dimmed.
pub(super) type Runs = Vec<(String, bool)>;

impl Strip {
    /// An empty line, where characters of ambiguous width take two columns or one.
    pub(super) fn new(wide: bool) -> Self {
        Self { wide, ..Self::default() }
    }

    /// What stands where something is cut away; it takes one column.
    fn cut_mark(&self) -> &'static str {
        // The usual one would take two columns.
        if self.wide { "⋯" } else { "…" }
    }

    /// How many columns it takes.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Adds `c`, pictured where it has to be; a TAB as a dim `⇥`.
    pub(super) fn push(&mut self, c: char) {
        let start = self.text.len();
        let width = visible::push(&mut self.text, c, self.wide);
        self.glyphs.push(Glyph { x: self.width, width, start, dim: c == '\t' });
        self.width += width;
    }

    /// Adds blanks up to column `x`.
    pub(super) fn pad_to(&mut self, x: usize) {
        while self.width < x {
            self.push(' ');
        }
    }

    /// The columns `from` to `to`, with `…` in the column before and behind where something is cut away. A character
    /// that is cut in half becomes blanks.
    pub(super) fn cut(&self, window: Range<usize>) -> Runs {
        let mut runs = Runs::new();
        if window.start > 0 && !self.glyphs.is_empty() {
            add(&mut runs, self.cut_mark(), true);
        }
        // Characters of one run stand side by side in the text, and are added together.
        let mut run: Option<(Range<usize>, bool)> = None;
        let end_run = |runs: &mut Runs, run: Option<(Range<usize>, bool)>| {
            if let Some((range, dim)) = run {
                add(runs, &self.text[range], dim);
            }
        };
        for (at, glyph) in self.glyphs.iter().enumerate() {
            let (left, right) = (glyph.x, glyph.x + glyph.width);
            if right <= window.start && window.start > 0 {
                continue;
            }
            // A combining character belongs to the one before it.
            if left > window.end || (left == window.end && glyph.width > 0) {
                break;
            }
            if left < window.start || right > window.end {
                let blanks = right.min(window.end) - left.max(window.start);
                end_run(&mut runs, run.take());
                add(&mut runs, &" ".repeat(blanks), false);
                continue;
            }
            let end = self.glyphs.get(at + 1).map_or(self.text.len(), |next| next.start);
            match &mut run {
                Some((range, dim)) if *dim == glyph.dim => range.end = end,
                _ => end_run(&mut runs, run.replace((glyph.start..end, glyph.dim))),
            }
        }
        end_run(&mut runs, run);
        if self.width > window.end {
            add(&mut runs, self.cut_mark(), true);
        }
        let trailing = |run: &(String, bool)| run.0.trim_end_matches(' ').is_empty();
        while runs.last().is_some_and(trailing) {
            runs.pop();
        }
        if let Some((last, _)) = runs.last_mut() {
            last.truncate(last.trim_end_matches(' ').len());
        }
        runs
    }
}

fn add(runs: &mut Runs, text: &str, dim: bool) {
    match runs.last_mut() {
        Some((last, as_dim)) if *as_dim == dim => last.push_str(text),
        _ => runs.push((text.to_owned(), dim)),
    }
}

/// The columns to show of `total`, when `available` can be, so that `mark` is among them; the dots that stand for the
/// rest take columns too.
pub(super) fn window(total: usize, mark: &Range<usize>, available: usize) -> Range<usize> {
    if total <= available {
        return 0..total;
    }
    if mark.end < available {
        return 0..available - 1;
    }
    let room = available - 2;
    let around = room - mark.len().min(room);
    let start = mark.start.saturating_sub(around / 2);
    if start == 0 {
        0..available - 1
    } else if start + room >= total {
        total - (available - 1)..total
    } else {
        start..start + room
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, range: Range<usize>) -> String {
        let mut strip = Strip::new(false);
        text.chars().for_each(|c| strip.push(c));
        strip.cut(range).into_iter().map(|(text, _)| text).collect()
    }

    #[test]
    fn wide_characters_are_not_halved() {
        assert_eq!(cut("一二三四", 0..8), "一二三四");
        assert_eq!(cut("一二三四", 2..6), "…二三…");
        assert_eq!(cut("一二三四", 1..5), "… 二 …");
        assert_eq!(cut("abc", 0..2), "ab…");
        assert_eq!(cut("abc", 1..3), "…bc");
        assert_eq!(cut("e\u{301}x", 0..1), "e\u{301}…");
    }

    #[test]
    fn the_window_holds_the_mark() {
        assert_eq!(window(80, &(70..75), 80), 0..80);
        assert_eq!(window(90, &(0..5), 80), 0..79);
        assert_eq!(window(90, &(85..90), 80), 11..90);
        assert_eq!(window(1000, &(500..502), 80), 462..540);
        assert_eq!(window(1000, &(500..900), 80), 500..578);
        assert_eq!(window(1000, &(10..900), 80), 10..88);
        for start in 0..300 {
            for len in 1..30 {
                let mark = start..start + len;
                let shown = window(330, &mark, 40);
                assert!(shown.start <= mark.start && mark.start < shown.end, "{mark:?} in {shown:?}");
                let dots = usize::from(shown.start > 0) + usize::from(shown.end < 330);
                assert!(shown.len() + dots <= 40);
            }
        }
    }
}
