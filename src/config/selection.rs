//! Names that stand for rules: of one rule, of a group, or of all.

use super::{ConfigError, Mistake, Rules, nearest};
use crate::diagnostic::{Group, RuleInfo};

/// Rules, by name.
#[derive(Clone, Copy, Debug)]
pub enum Selector {
    /// Every rule.
    All,
    /// The rules of a group.
    Group(Group),
    /// One rule.
    Rule(&'static RuleInfo),
}

impl Selector {
    /// What stands for every rule.
    pub const ALL: &'static str = "all";

    /// The rules that `name` stands for.
    ///
    /// # Errors
    /// When it stands for none; says which name is near.
    pub fn parse(name: &str, rules: Rules) -> Result<Self, Mistake> {
        if name == Self::ALL {
            return Ok(Self::All);
        }
        if let Some(group) = Group::ALL.into_iter().find(|group| group.name() == name) {
            return Ok(Self::Group(group));
        }
        match rules.iter().find(|rule| rule.is_called(name)) {
            Some(rule) => Ok(Self::Rule(rule)),
            None => Err(Mistake::UnknownRule { name: name.to_owned(), near: nearest(name, Self::names(rules)) }),
        }
    }

    /// The rules that the names given to the option `flag` stand for.
    ///
    /// # Errors
    /// The first name that stands for none.
    pub fn parse_all(names: &[String], flag: &'static str, rules: Rules) -> Result<Vec<Self>, ConfigError> {
        let parse = |name: &String| Self::parse(name.trim(), rules);
        names.iter().map(parse).collect::<Result<_, _>>().map_err(|mistake| ConfigError::of_flag(flag, mistake))
    }

    /// All names that stand for rules.
    pub fn names(rules: Rules) -> impl Iterator<Item = &'static str> {
        let groups = Group::ALL.into_iter().map(Group::name);
        std::iter::once(Self::ALL).chain(groups).chain(rules.iter().map(|rule| rule.name))
    }

    /// Whether it stands for `rule`.
    pub fn takes(self, rule: &RuleInfo) -> bool {
        match self {
            Self::All => true,
            Self::Group(group) => rule.group == group,
            Self::Rule(one) => one.name == rule.name,
        }
    }

    /// 0 for all, 1 for a group, 2 for a rule; what is more exact wins.
    pub fn exactness(self) -> usize {
        match self {
            Self::All => 0,
            Self::Group(_) => 1,
            Self::Rule(_) => 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;

    static RENAMED: RuleInfo = RuleInfo {
        name: "missing-deadline",
        group: Group::Indicators,
        severity: Severity::Error,
        fix: None,
        summary_zh: "",
        summary_en: "",
        page: "",
        since: "0.1.0",
        former: &["missing-due"],
    };

    #[test]
    fn a_former_name_stands_for_its_rule() {
        static RULES: &[&RuleInfo] = &[&RENAMED];
        for name in ["missing-deadline", "missing-due"] {
            assert!(matches!(Selector::parse(name, RULES), Ok(Selector::Rule(rule)) if rule.name == RENAMED.name));
        }
        assert!(Selector::parse("missing", RULES).is_err());
        assert!(!Selector::names(RULES).any(|name| name == "missing-due"), "it is not offered");
    }
}
