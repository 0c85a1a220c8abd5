//! The atoms of a text: what stands between blanks, with what parts each from the one before.

use crate::import::words::is_chinese;

/// What stands before an atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// A line end.
    Line,
    /// Two blanks or more.
    Wide,
    /// One blank.
    Blank,
}

/// A piece of a line without blanks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom<'t> {
    pub(super) text: &'t str,
    /// Its line, from 0.
    pub(super) line: u32,
    pub(super) gap: Gap,
}

/// A line that holds something, and its number from 0.
pub(super) type Printed<'t> = (u32, &'t str);

/// How the cells of a text are parted.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spacing {
    /// Whether blanks between Chinese characters and digits are none of the text: a typesetter's gaps.
    pub(super) gapped: bool,
    /// Whether wide gaps part cells, so that single blanks do not.
    pub(super) wide: bool,
}

/// The lines of `text` that hold something.
pub(super) fn printed(text: &str) -> Vec<Printed<'_>> {
    let lines =
        text.split('\n').enumerate().map(|(at, line)| (at as u32, line.trim_matches(|c: char| c.is_whitespace())));
    lines.filter(|(_, line)| !line.is_empty()).collect()
}

impl Spacing {
    /// How the cells of `lines` are parted.
    pub(super) fn of(lines: &[Printed<'_>]) -> Self {
        let (mut apart, mut close, mut wide, mut single) = (0, 0, 0, 0);
        for (_, line) in lines {
            wide += usize::from(line.contains("  ") || line.contains('\u{3000}'));
            let mut before: [char; 2] = ['\0'; 2];
            let mut blanks = false;
            for c in line.chars() {
                let [two, one] = before;
                if one == ' ' && two != ' ' && c != ' ' {
                    blanks = true;
                    apart += usize::from(meets(two, c));
                }
                close += usize::from(meets(one, c));
                before = [one, c];
            }
            single += usize::from(blanks);
        }
        Self { gapped: apart >= 4 && 10 * close <= apart, wide: wide >= 3 && 2 * wide > single }
    }

    /// What parts two atoms of one line, when they are one cell.
    pub(super) fn between(self, before: &str, next: &str) -> &'static str {
        let ends = before.chars().next_back().zip(next.chars().next());
        match ends {
            Some((one, other)) if self.gapped && (meets(one, other) || is_mark(one) || is_mark(other)) => "",
            _ => " ",
        }
    }
}

/// Whether a digit or letter meets a Chinese character.
fn meets(one: char, other: char) -> bool {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    (one.is_ascii_alphanumeric() && han(other)) || (han(one) && other.is_ascii_alphanumeric())
}

/// Whether `c` is a Chinese mark.
fn is_mark(c: char) -> bool {
    is_chinese(c) && !('\u{2e80}'..='\u{9fff}').contains(&c) || ('\u{3000}'..='\u{303f}').contains(&c)
}

/// The atoms of some lines.
pub(super) fn atoms<'t>(lines: &[Printed<'t>]) -> Vec<Atom<'t>> {
    let mut atoms = Vec::new();
    for &(line, text) in lines {
        let mut gap = Gap::Line;
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(|c: char| c.is_whitespace()).unwrap_or(rest.len());
            if end > 0 {
                atoms.push(Atom { text: &rest[..end], line, gap });
            }
            let behind = &rest[end..];
            let next = behind.find(|c: char| !c.is_whitespace()).unwrap_or(behind.len());
            gap = if behind[..next].chars().nth(1).is_some() || behind.starts_with('\u{3000}') {
                Gap::Wide
            } else {
                Gap::Blank
            };
            rest = &behind[next..];
        }
    }
    atoms
}

/// The text of atoms that make one cell; between atoms of two lines stands a line end.
pub(super) fn text(atoms: &[Atom<'_>], spacing: Spacing) -> String {
    let mut out = String::new();
    for (at, atom) in atoms.iter().enumerate() {
        if at > 0 {
            out.push_str(if atom.gap == Gap::Line { "\n" } else { spacing.between(atoms[at - 1].text, atom.text) });
        }
        out.push_str(atom.text);
    }
    out
}

/// How wide `text` is in a font of one width: a Chinese character counts two.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|c| if is_chinese(c) { 2 } else { 1 }).sum()
}
