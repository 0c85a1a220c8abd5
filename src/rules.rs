//! The rules.

pub mod foreign_encoding;

use crate::diagnostic::RuleInfo;

/// Every rule, in the order of the manual.
pub static RULES: &[&RuleInfo] = &[&foreign_encoding::RULE];

/// The rule of that name.
pub fn find(name: &str) -> Option<&'static RuleInfo> {
    RULES.iter().copied().find(|rule| rule.name == name)
}
