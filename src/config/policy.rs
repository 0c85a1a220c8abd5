//! What becomes of the findings of each rule.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::{At, Effective, Layer, Rules, Selector};
use crate::diagnostic::{Applicability, Diagnostic, Severity};

/// How much the findings of a rule are to matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// 错误 / an error
    Error,
    /// 警告 / a warning
    Warning,
    /// 提示 / worth a look
    Information,
    /// 不报告 / not reported
    Off,
}

impl Level {
    /// The severity, `None` for off.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Information => Some(Severity::Information),
            Self::Off => None,
        }
    }
}

/// How the fixes of a rule are to be applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum FixLevel {
    /// 自动修复（--fix）；有几种修复的，取第一种 / mended automatically (--fix); of several fixes the first
    Safe,
    /// 待确认修复（--fix --unsafe-fixes） / after a person confirmed it (--fix --unsafe-fixes)
    Unsafe,
    /// 不提供修复 / never
    None,
}

impl FixLevel {
    /// `safe`, `unsafe` or `none`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
            Self::None => "none",
        }
    }
}

/// What becomes of the findings of one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RulePolicy {
    /// Whether they are reported.
    pub enabled: bool,
    /// How much they matter; `None` as the rule has it.
    pub severity: Option<Severity>,
    /// How their fixes are applied; `None` as the rule has it.
    pub fix: Option<FixLevel>,
}

/// What becomes of the findings of every rule. The default leaves all as they are and costs nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    rules: FxHashMap<&'static str, RulePolicy>,
}

impl Policy {
    /// Rules that are not named keep what they have.
    pub fn new(rules: impl IntoIterator<Item = (&'static str, RulePolicy)>) -> Self {
        Self { rules: rules.into_iter().collect() }
    }

    /// Of `rules` those that `select` names, all where it is `None`, without those that `ignore` names; what is more exact
    /// wins, and of equals `ignore`.
    pub fn selecting(rules: Rules, select: Option<&[Selector]>, ignore: &[Selector]) -> Self {
        let at = |value: &[Selector]| At { value: value.to_vec(), line: 0, column: 0 };
        let layer = Layer { select: select.map(at), ignore: Some(at(ignore)), ..Layer::default() };
        Effective::new(&[layer], rules).every_file().clone()
    }

    /// Whether findings of that rule are reported.
    pub fn reports(&self, rule: &str) -> bool {
        self.rules.get(rule).is_none_or(|policy| policy.enabled)
    }

    /// Drops the findings that are not to be reported and gives the others the severity and the fixes they are to have.
    pub fn apply(&self, findings: &mut Vec<Diagnostic>) {
        if self.rules.is_empty() {
            return;
        }
        findings.retain_mut(|finding| {
            let Some(policy) = self.rules.get(finding.rule.name) else { return true };
            if let Some(severity) = policy.severity {
                finding.severity = severity;
            }
            match policy.fix {
                Some(FixLevel::Safe) => {
                    if let Some(first) = finding.fixes.first_mut() {
                        first.applicability = Applicability::Safe;
                    }
                }
                Some(FixLevel::Unsafe) => {
                    finding.fixes.iter_mut().for_each(|fix| fix.applicability = Applicability::Unsafe);
                }
                Some(FixLevel::None) => finding.fixes.clear(),
                None => {}
            }
            policy.enabled
        });
    }
}
