//! Mistakes in a configuration, in words for the one who has to mend them.

use std::fmt;

use crate::diagnostic::{Lang, say};
use crate::profile::toml_error;

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
    /// A word that is none of those there are for a rule.
    BadWord {
        /// The rule or group.
        name: Box<str>,
        /// The word.
        word: Box<str>,
        /// Those there are.
        known: &'static [&'static str],
        /// The one it nearly spells.
        near: Option<&'static str>,
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
            Self::Syntax(error) => {
                let zh = toml_error::chinese(error);
                say!(lang, "{zh}", "this is no TOML ({error})")
            }
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
            Self::BadWord { name, word, near: Some(near), .. } => say!(
                lang,
                "“{name}”不能取“{word}”，是不是“{near}”？",
                "\"{name}\" cannot be \"{word}\"; did you mean \"{near}\"?"
            ),
            Self::BadWord { name, word, known, near: None } => {
                let known = known.join(lang.pick("、", ", "));
                say!(
                    lang,
                    "“{name}”不能取“{word}”，可以取 {known}",
                    "\"{name}\" cannot be \"{word}\"; known are: {known}"
                )
            }
            Self::BadGlob(error) => {
                let zh = chinese_of_glob(error);
                say!(lang, "文件名通配{zh}", "this is no pattern of files ({error})")
            }
            Self::Profile([zh, en]) => say!(lang, "表样有误：{zh}", "the profile is broken: {en}"),
            Self::Circle => say!(
                lang,
                "“extend”循环引用了这个文件自身，请去掉其中一处",
                "\"extend\" leads back to this very file; remove one of them"
            ),
        }
    }
}

/// What is wrong with a pattern of files, from what its parser says.
fn chinese_of_glob(error: &str) -> &'static str {
    match error {
        error if error.contains("**") => "里的“**”应当独占一级文件夹",
        error if error.contains("class") => "里的“[”缺少结尾的“]”",
        error if error.contains("range") => "里方括号中的范围前后颠倒",
        error if error.starts_with("unopened") => "里的“}”缺少开头的“{”",
        error if error.starts_with("unclosed") => "里的“{”缺少结尾的“}”",
        error if error.starts_with("nested") => "里的花括号不能套花括号",
        error if error.starts_with("dangling") => "不能以“\\”结尾",
        _ => "的写法不对",
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
