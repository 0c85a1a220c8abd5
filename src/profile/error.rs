//! Mistakes in the data of a form, in words for the one who has to mend them.

use std::fmt;
use std::ops::Range;

use super::toml_error::chinese;

/// A sentence in Chinese and in English.
pub type Said = [String; 2];

/// A sentence in both languages: `said!("没有 {id}", "there is no {id}")`.
macro_rules! said {
    ($zh:literal, $en:literal $(,)?) => {
        [format!($zh), format!($en)]
    };
}
pub(super) use said;

/// A mistake in a profile's data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileError {
    /// `layout.toml` or `indicators.tsv`.
    pub file: &'static str,
    /// 1-based line, 0 when the mistake has no place.
    pub line: usize,
    /// The profile whose file it is, where that is not the one that was read but one that it extends.
    pub of: Option<String>,
    /// What is wrong.
    pub message: Said,
}

impl ProfileError {
    /// One sentence in Chinese.
    pub fn zh(&self) -> String {
        match &self.of {
            Some(of) => {
                format!("{}（在它所沿用的表样“{of}”的 {} 第 {} 行）", self.message[0], self.file, self.line)
            }
            None => self.message[0].clone(),
        }
    }

    /// One sentence in English.
    pub fn en(&self) -> String {
        match &self.of {
            Some(of) => format!(
                "{} (in line {} of {} of the profile \"{of}\" that it extends)",
                self.message[1], self.line, self.file
            ),
            None => self.message[1].clone(),
        }
    }
}

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            line if line > 0 && self.of.is_none() => write!(f, "{}:{line}: {}", self.file, self.en()),
            _ => write!(f, "{}: {}", self.file, self.en()),
        }
    }
}

impl std::error::Error for ProfileError {}

/// The texts that a profile was made of, one behind the other: its own, then those of what it extends.
#[derive(Clone, Debug)]
pub(super) struct Texts {
    /// Each with the name of its profile and the place where it begins.
    parts: Vec<(usize, String, std::sync::Arc<str>)>,
}

impl Texts {
    /// One text alone.
    pub(super) fn of(id: &str, text: &str) -> Self {
        Self { parts: vec![(0, id.to_owned(), text.into())] }
    }

    /// The first text.
    pub(super) fn first(&self) -> std::sync::Arc<str> {
        self.parts[0].2.clone()
    }

    /// The place behind the last text, where another one can begin.
    pub(super) fn end(&self) -> usize {
        self.parts.last().map_or(0, |(start, _, text)| start + text.len() + 1)
    }

    /// Appends the texts of what is extended.
    pub(super) fn extend(&mut self, base: &Self) {
        let by = self.end();
        self.parts.extend(base.parts.iter().map(|(start, id, text)| (start + by, id.clone(), text.clone())));
    }

    /// The 1-based line of the place `at` and, where it is not the first text's, the name of its profile.
    pub(super) fn line(&self, at: usize) -> (usize, Option<&str>) {
        let part = self.parts.iter().rposition(|(start, ..)| *start <= at).unwrap_or(0);
        let (start, id, text) = &self.parts[part];
        (line_of(text, at - start), (part > 0).then_some(id.as_str()))
    }

    /// A mistake at `span` of `layout.toml`; an empty one has no place.
    pub(super) fn error(&self, span: &Range<usize>, message: Said) -> ProfileError {
        let (line, of) = if span.is_empty() { (0, None) } else { self.line(span.start) };
        ProfileError { file: super::LAYOUT, line, of: of.map(str::to_owned), message }
    }
}

/// The 1-based line that byte `at` of `text` stands in.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    text[..text.floor_char_boundary(at.min(text.len()))].matches('\n').count() + 1
}

/// The message of the TOML reader, which names all keys there are, with the nearest one of them instead.
pub(super) fn plain(message: &str) -> Said {
    let message = message.lines().collect::<Vec<_>>().join("; ");
    let name = |text: &str| text.split('`').nth(1).unwrap_or_default().to_owned();
    if let Some((head, known)) = message.split_once(", expected one of ").or_else(|| message.split_once(", expected "))
        && head.starts_with("unknown")
    {
        let wrong = name(head);
        let [zh, en] = meant(&wrong, known.split('`').skip(1).step_by(2));
        return if head.starts_with("unknown field") {
            said!("没有名为“{wrong}”的设置{zh}", "{head}{en}")
        } else {
            said!("不能写“{wrong}”{zh}", "{head}{en}")
        };
    }
    if message.starts_with("missing field") {
        let missing = name(&message);
        return said!("缺少“{missing}”", "{message}");
    }
    let zh = chinese(&message);
    said!("{zh}", "{message}")
}

/// `; did you mean "label"?`, or what there is.
pub(super) fn meant<'k>(wrong: &str, known: impl Iterator<Item = &'k str> + Clone) -> Said {
    let near = known.clone().map(|known| (strsim::normalized_damerau_levenshtein(wrong, known), known));
    let near = near.map(
        |(alike, known)| if known.starts_with(wrong) && !wrong.is_empty() { (1.0, known) } else { (alike, known) },
    );
    match near.max_by(|(a, _), (b, _)| a.total_cmp(b)).filter(|(alike, _)| *alike >= 0.5) {
        Some((_, near)) => said!("，是不是“{near}”？", "; did you mean \"{near}\"?"),
        None => {
            let zh = known.clone().collect::<Vec<_>>().join("、");
            let en = known.collect::<Vec<_>>().join(", ");
            if en.is_empty() {
                [String::new(), String::new()]
            } else {
                said!("，可以写的有：{zh}", "; expected is one of {en}")
            }
        }
    }
}
