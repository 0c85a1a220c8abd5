//! Characters that a PDF holds instead of those that are meant: they look the same, and nothing matches them.

use crate::text::compatible;

/// The character that `c` is meant as.
pub(super) fn fold(c: char) -> char {
    match c {
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => ' ',
        _ if compatible::is_dash(c) => '-',
        _ => compatible::ordinary(c).unwrap_or(c),
    }
}

/// Whether a character only looks like another one.
pub(super) fn is_compatible(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fd5}' | '\u{f900}'..='\u{faff}')
}

/// Whether nobody can tell what a character stands for: private use, control characters, and the mark of a failure.
pub(super) fn is_unreadable(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{80}'..='\u{9f}' | '\u{fffd}' | '\u{f0000}'..='\u{10ffff}' | '\u{1}'..='\u{8}' | '\u{e}'..='\u{1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_alikes_become_what_is_meant() {
        let folded: String = "⽬⾏⽀⼈⻚⻓⻔①²\u{2212}\u{ad}豈".chars().map(fold).collect();
        assert_eq!(folded, "目行支人页长门①²--豈");
        assert_eq!(fold('\u{2fd5}'), '龠');
        assert_eq!(fold('\u{2ef3}'), '龟');
        assert!(is_unreadable('\u{e012}') && !is_unreadable('目'));
    }
}
