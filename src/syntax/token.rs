//! The tokens of a cell, and what a cell looks like.

use logos::Logos;

/// A token. A cell is one of them but `Tab`, which stands between cells.
#[derive(Logos, Clone, Copy, Debug, PartialEq, Eq)]
#[logos(utf8 = false)]
pub(super) enum Token {
    #[token(b"\t")]
    Tab,
    #[regex(b"-?[0-9]+(\\.[0-9]+)?", priority = 20)]
    Number,
    #[regex(b"[0-9][0-9][0-9][0-9]-[0-9][0-9]", priority = 20)]
    Month,
    #[regex(b"=|>=|<=|>|<", priority = 20)]
    Operator,
    #[regex(b"[^\t]+", priority = 1, allow_greedy = true)]
    Text,
}

/// What the value of a cell looks like, read off its characters alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CellKind {
    /// Nothing but blanks.
    Empty,
    /// An ASCII decimal number, `-12` or `537.12`.
    Number,
    /// `2021-12`; any two digits for the month.
    Month,
    /// One of `=`, `>=`, `<=`, `>`, `<`.
    Operator,
    /// Anything else.
    Text,
}

impl From<Token> for CellKind {
    fn from(token: Token) -> Self {
        match token {
            Token::Number => Self::Number,
            Token::Month => Self::Month,
            Token::Operator => Self::Operator,
            Token::Text | Token::Tab => Self::Text,
        }
    }
}

/// What `value`, which has no TAB in it and no blanks around it, looks like.
pub fn kind_of(value: &str) -> CellKind {
    kind_of_bytes(value.as_bytes())
}

/// The same for the bytes of a value.
#[inline]
pub(super) fn kind_of_bytes(value: &[u8]) -> CellKind {
    match value.first() {
        None => CellKind::Empty,
        // Every token but `Text` begins with one of these, and most cells do not.
        Some(b'0'..=b'9' | b'-' | b'<'..=b'>') => lex(value),
        Some(_) => CellKind::Text,
    }
}

fn lex(value: &[u8]) -> CellKind {
    let mut lexer = Token::lexer(value);
    match lexer.next() {
        None => CellKind::Empty,
        Some(Ok(token)) if lexer.remainder().is_empty() => token.into(),
        Some(_) => CellKind::Text,
    }
}

/// Whether `c` is a blank of the format: no part of a value at its ends.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_look_like_what_they_are() {
        for (value, kind) in [
            ("", CellKind::Empty),
            ("100", CellKind::Number),
            ("-3.5", CellKind::Number),
            ("3.", CellKind::Text),
            ("１００", CellKind::Text),
            ("2021-12", CellKind::Month),
            ("2021-12-31", CellKind::Text),
            ("<=", CellKind::Operator),
            ("=100", CellKind::Text),
            ("重点工作办结率", CellKind::Text),
        ] {
            assert_eq!(kind_of(value), kind, "{value:?}");
        }
    }
}
