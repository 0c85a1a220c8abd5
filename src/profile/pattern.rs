//! How a form writes the budget unit: code, name and division, with what stands between them.

use std::fmt;

use super::error::{Said, said};

/// A piece of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// The budget unit's code: digits.
    Code,
    /// Its name.
    Name,
    /// Its fiscal division: digits.
    Division,
    /// What stands there as it is.
    Text(String),
}

/// How the budget unit is written, such as `{code}{name}-{division}` or `[{code}]{name}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(Vec<Piece>);

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, Said> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            if let Some(inner) = rest.strip_prefix('{') {
                let (name, behind) =
                    inner.split_once('}').ok_or_else(|| said!("花括号没有闭合", "a brace is not closed"))?;
                pieces.push(match name {
                    "code" => Piece::Code,
                    "name" => Piece::Name,
                    "division" => Piece::Division,
                    _ => {
                        return Err(said!(
                            "“{{{name}}}”不是 {{code}}、{{name}}、{{division}} 之一",
                            "\"{{{name}}}\" is none of {{code}}, {{name}} and {{division}}"
                        ));
                    }
                });
                rest = behind;
            } else {
                let end = rest.find('{').unwrap_or(rest.len());
                pieces.push(Piece::Text(rest[..end].to_owned()));
                rest = &rest[end..];
            }
        }
        if !pieces.contains(&Piece::Name) {
            return Err(said!("缺少 {{name}}", "it lacks {{name}}"));
        }
        Ok(Self(pieces))
    }

    /// The usual one where a form says nothing else.
    pub(super) fn usual() -> Self {
        Self(vec![Piece::Code, Piece::Name, Piece::Text("-".to_owned()), Piece::Division])
    }

    /// Its pieces in order.
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// Whether the budget unit's code is part of it.
    pub fn has_code(&self) -> bool {
        self.0.contains(&Piece::Code)
    }

    /// Whether the fiscal division is part of it.
    pub fn has_division(&self) -> bool {
        self.0.contains(&Piece::Division)
    }

    /// The pattern with its pieces filled in.
    pub fn fill(&self, code: &str, name: &str, division: &str) -> String {
        let piece = |piece: &Piece| -> String {
            match piece {
                Piece::Code => code.to_owned(),
                Piece::Name => name.to_owned(),
                Piece::Division => division.to_owned(),
                Piece::Text(text) => text.clone(),
            }
        };
        self.0.iter().map(piece).collect()
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.fill("{code}", "{name}", "{division}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_read_and_shown() {
        for text in ["{code}{name}-{division}", "[{code}]{name}", "{name}", "{name}（{code}）"] {
            assert_eq!(Pattern::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Pattern::parse("{code}{name}-{division}"), Ok(Pattern::usual()));
        assert!(Pattern::parse("{code}").is_err());
        assert!(Pattern::parse("{name").is_err());
        assert!(Pattern::parse("{unit}{name}").is_err());
    }
}
