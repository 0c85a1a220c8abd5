//! Mistakes in a configuration, in words for the one who has to mend them.

use std::fmt;

use crate::diagnostic::{Lang, say};

/// A mistake and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The file as messages name it, or the option of the command line.
    pub place: String,
    /// 1-based line and column, in characters; `None` on the command line.
    pub position: Option<(usize, usize)>,
    /// What is wrong.
    pub mistake: Mistake,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mistake {
    /// No TOML; what its parser says, which is English.
    Syntax(String),
    /// A key that there is not.
    UnknownKey {
        /// The key.
        key: String,
        /// The one it nearly spells.
        near: Option<&'static str>,
    },
    /// A name that stands for no rule.
    UnknownRule {
        /// The name.
        name: String,
        /// The one it nearly spells.
        near: Option<&'static str>,
    },
    /// A profile that there is not.
    UnknownProfile {
        /// Its name.
        name: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// A value that its key cannot have.
    BadValue {
        /// The key.
        key: String,
        /// What it can have, Chinese and English.
        expected: [&'static str; 2],
    },
    /// A pattern of files that cannot be read; what its parser says, which is English.
    BadGlob(String),
    /// A file that extends itself, perhaps by way of others.
    Circle,
    /// What is wrong in a profile of the project's own, Chinese and English.
    Profile([String; 2]),
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for ConfigError {}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for Mistake {}

impl ConfigError {
    /// The mistake in an option of the command line.
    pub fn of_flag(flag: &str, mistake: Mistake) -> Self {
        Self { place: flag.to_owned(), position: None, mistake }
    }

    /// One sentence, with the place before it.
    pub fn message(&self, lang: Lang) -> String {
        let (place, what) = (&self.place, self.mistake.message(lang));
        match self.position {
            Some((line, column)) => format!("{place}:{line}:{column}: {what}"),
            None => format!("{place}: {what}"),
        }
    }
}

impl Mistake {
    /// One sentence.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Syntax(error) => say!(lang, "不是合格的 TOML（{error}）", "this is no TOML ({error})"),
            Self::UnknownKey { key, near: Some(near) } => say!(
                lang,
                "没有名为“{key}”的设置，是不是“{near}”？",
                "there is no setting \"{key}\"; did you mean \"{near}\"?"
            ),
            Self::UnknownKey { key, near: None } => {
                let known = super::KEYS.join(lang.pick("、", ", "));
                say!(
                    lang,
                    "没有名为“{key}”的设置，可用的有 {known}",
                    "there is no setting \"{key}\"; known are: {known}"
                )
            }
            Self::UnknownRule { name, near } => unknown_rule(name, *near, lang),
            Self::UnknownProfile { name, known } => {
                let known = known.join(lang.pick("、", ", "));
                say!(
                    lang,
                    "没有名为“{name}”的表样，可用的有 {known}",
                    "there is no profile \"{name}\"; known are: {known}"
                )
            }
            Self::BadValue { key, expected } => {
                let [zh, en] = expected;
                say!(lang, "“{key}”应为{zh}", "\"{key}\" must be {en}")
            }
            Self::BadGlob(error) => {
                say!(lang, "不是合格的文件名通配（{error}）", "this is no pattern of files ({error})")
            }
            Self::Profile([zh, en]) => say!(lang, "表样有误：{zh}", "the profile is broken: {en}"),
            Self::Circle => say!(lang, "“extend”绕回了这个文件自身", "\"extend\" leads back to this very file"),
        }
    }
}

/// What to say to one who names a rule that does not exist; `near` is the name it nearly spells.
pub fn unknown_rule(name: &str, near: Option<&str>, lang: Lang) -> String {
    match near {
        Some(near) => {
            say!(
                lang,
                "没有名为“{name}”的规则，是不是“{near}”？全部规则见 mubiao rules",
                "there is no rule \"{name}\"; did you mean \"{near}\"? mubiao rules lists them all"
            )
        }
        None => say!(
            lang,
            "没有名为“{name}”的规则；全部规则见 mubiao rules",
            "there is no rule \"{name}\"; mubiao rules lists them all"
        ),
    }
}
