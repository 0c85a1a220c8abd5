//! The difference between two states of a text, as a unified diff.

use super::visible;
use anstyle::{AnsiColor, Style};
use similar::{Algorithm, DiffOp, capture_diff_slices, group_diff_ops};
use std::io::{self, Write};
use std::ops::Range;

/// Rows compared at a time: keeps the work proportional to the text however many rows differ.
const WINDOW: usize = 1024;

/// Rows shown around a difference.
const CONTEXT: usize = 3;

/// How a difference is to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// `patch` can apply it.
    Patch,
    /// It is looked at in a terminal: controls are pictured.
    Pictured,
    /// The same with colour.
    Coloured,
}

impl Look {
    /// For a place that may be a terminal, and may show colour.
    pub fn of(terminal: bool, color: bool) -> Self {
        match (terminal, color) {
            (_, true) => Self::Coloured,
            (true, false) => Self::Pictured,
            (false, false) => Self::Patch,
        }
    }
}

/// Writes the difference between `old` and `new`, headed by their names; writes nothing but the names when the texts
/// are the same.
///
/// # Errors
/// What `out` says.
pub fn write(out: &mut dyn Write, names: [&str; 2], old: &str, new: &str, look: Look) -> io::Result<()> {
    let painter = Painter { look };
    let bold = Style::new().bold();
    painter.line(out, bold, "--- ", names[0])?;
    painter.line(out, bold, "+++ ", names[1])?;
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let new: Vec<&str> = new.split_inclusive('\n').collect();
    for hunk in group_diff_ops(operations(&old, &new), CONTEXT) {
        // A hunk has at least one operation.
        let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else { continue };
        let before = extent(first.old_range().start..last.old_range().end);
        let after = extent(first.new_range().start..last.new_range().end);
        painter.line(out, AnsiColor::Cyan.on_default(), "@@ ", &format!("-{before} +{after} @@"))?;
        for operation in hunk {
            let (_, from, to) = operation.as_tag_tuple();
            if let DiffOp::Equal { .. } = operation {
                painter.rows(out, Style::new(), " ", &old[from])?;
            } else {
                painter.rows(out, AnsiColor::Red.on_default(), "-", &old[from])?;
                painter.rows(out, AnsiColor::Green.on_default(), "+", &new[to])?;
            }
        }
    }
    Ok(())
}

/// A range of rows as a hunk's head names it.
fn extent(rows: Range<usize>) -> String {
    match rows.len() {
        0 => format!("{},0", rows.start),
        1 => format!("{}", rows.start + 1),
        len => format!("{},{len}", rows.start + 1),
    }
}

/// What makes `new` of `old`: window by window, each beginning where the one before last agreed.
fn operations(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    let mut all: Vec<DiffOp> = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        let same = old[i..].iter().zip(&new[j..]).take_while(|(a, b)| a == b).count();
        if same > 0 {
            push(&mut all, DiffOp::Equal { old_index: i, new_index: j, len: same });
            (i, j) = (i + same, j + same);
            continue;
        }
        let (a, b) = (&old[i..old.len().min(i + WINDOW)], &new[j..new.len().min(j + WINDOW)]);
        let mut found = capture_diff_slices(Algorithm::Myers, a, b);
        if i + a.len() < old.len() || j + b.len() < new.len() {
            // The rows behind the last agreement may agree with rows outside the window.
            if let Some(agreed) = found.iter().rposition(|one| matches!(one, DiffOp::Equal { .. })) {
                found.truncate(agreed + 1);
            }
        }
        for one in found {
            push(&mut all, shifted(one, i, j));
        }
        if let Some(last) = all.last() {
            (i, j) = (last.old_range().end, last.new_range().end);
        }
    }
    all
}

/// Adds `one`, joined with the operation before where both are equal runs.
fn push(all: &mut Vec<DiffOp>, one: DiffOp) {
    if let (Some(DiffOp::Equal { len, .. }), DiffOp::Equal { len: more, .. }) = (all.last_mut(), &one) {
        *len += more;
        return;
    }
    all.push(one);
}

fn shifted(operation: DiffOp, i: usize, j: usize) -> DiffOp {
    match operation {
        DiffOp::Equal { old_index, new_index, len } => {
            DiffOp::Equal { old_index: old_index + i, new_index: new_index + j, len }
        }
        DiffOp::Delete { old_index, old_len, new_index } => {
            DiffOp::Delete { old_index: old_index + i, old_len, new_index: new_index + j }
        }
        DiffOp::Insert { old_index, new_index, new_len } => {
            DiffOp::Insert { old_index: old_index + i, new_index: new_index + j, new_len }
        }
        DiffOp::Replace { old_index, old_len, new_index, new_len } => {
            DiffOp::Replace { old_index: old_index + i, old_len, new_index: new_index + j, new_len }
        }
    }
}

struct Painter {
    look: Look,
}

impl Painter {
    fn rows(&self, out: &mut dyn Write, style: Style, mark: &str, rows: &[&str]) -> io::Result<()> {
        for row in rows {
            match row.strip_suffix('\n') {
                Some(row) => self.line(out, style, mark, row)?,
                None => {
                    self.line(out, style, mark, row)?;
                    writeln!(out, "\\ No newline at end of file")?;
                }
            }
        }
        Ok(())
    }

    fn line(&self, out: &mut dyn Write, style: Style, mark: &str, text: &str) -> io::Result<()> {
        let row = text.strip_suffix('\r').unwrap_or(text);
        match self.look {
            Look::Patch => writeln!(out, "{mark}{text}"),
            Look::Pictured => writeln!(out, "{mark}{}", visible(row)),
            Look::Coloured => writeln!(out, "{style}{mark}{}{style:#}", visible(row)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    fn diff(old: &str, new: &str) -> String {
        let mut out = Vec::new();
        write(&mut out, ["a", "b"], old, new, Look::Patch).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// Applies a diff, as `patch` would.
    fn patched(old: &str, diff: &str) -> String {
        let old: Vec<&str> = old.split_inclusive('\n').collect();
        let (mut out, mut at) = (String::new(), 0);
        for line in diff.split_inclusive('\n').skip(2) {
            let (mark, row) = line.split_at(1);
            match mark {
                "@" => {
                    let place = row.split(['-', ',', ' ']).nth(2).unwrap().parse::<usize>().unwrap();
                    let from = if row.contains(",0 +") { place } else { place - 1 };
                    old[at..from].iter().for_each(|row| out.push_str(row));
                    at = from;
                }
                "+" => out.push_str(row),
                "\\" => {
                    out.pop();
                }
                _ => {
                    assert_eq!(old[at].trim_end_matches('\n'), row.trim_end_matches('\n'));
                    if mark == " " {
                        out.push_str(row);
                    }
                    at += 1;
                }
            }
        }
        old[at..].iter().for_each(|row| out.push_str(row));
        out
    }

    #[test]
    fn hunks_have_context() {
        let old = "1\n2\n3\n4\n5\n6\n7\n8\n9";
        let new = "1\n2\n3\n4\n五\n6\n7\n8\n9\n";
        expect![[r"
            --- a
            +++ b
            @@ -2,8 +2,8 @@
             2
             3
             4
            -5
            +五
             6
             7
             8
            -9
            \ No newline at end of file
            +9
        "]]
        .assert_eq(&diff(old, new));
        expect![[r"
            --- a
            +++ b
            @@ -0,0 +1 @@
            +x
        "]]
        .assert_eq(&diff("", "x\n"));
        assert_eq!(diff("x\n", "x\n"), "--- a\n+++ b\n");
    }

    #[test]
    fn long_texts_that_differ_throughout_still_patch() {
        // Rows that repeat, rows that change, rows that go and rows that come, over many windows.
        let old: String = (0..9000).map(|i| format!("{}\n", i % 7)).collect();
        let new: String = (0..9000)
            .filter(|i| i % 5 != 0)
            .map(|i| if i % 3 == 0 { format!("x{i}\ny\n") } else { format!("{}\n", i % 7) })
            .collect();
        assert_eq!(patched(&old, &diff(&old, &new)), new);
        let other: String = (0..5000).map(|i| format!("z{i}\n")).collect();
        assert_eq!(patched(&old, &diff(&old, &other)), other);
        assert_eq!(patched("", &diff("", &other)), other);
        assert_eq!(patched(&other, &diff(&other, "")), "");
    }

    #[test]
    fn colour_is_for_looking_at() {
        let mut out = Vec::new();
        write(&mut out, ["a", "b"], "\u{1B}[2J\tx\r\n", "y\r\n", Look::Coloured).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("-␛[2J⇥x\u{1B}[0m\n") && text.contains("+y\u{1B}[0m\n"), "{text:?}");
    }
    #[test]
    fn a_terminal_without_colour_shows_no_control_either() {
        let mut out = Vec::new();
        write(&mut out, ["a", "b"], "\u{1B}[2J\tx\n", "y\n", Look::Pictured).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "--- a\n+++ b\n@@ -1 +1 @@\n-␛[2J⇥x\n+y\n");
    }
}
