//! What several layers of configuration come to for a file, and where each setting comes from.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::GlobSet;
use rust_decimal::Decimal;

use super::{FixLevel, Level, Policy, RulePolicy, Rules, Selector};
use crate::diagnostic::{Lang, RuleInfo, Severity};

/// A value and the line it stands in, 1-based; 0 on the command line.
#[derive(Clone, Debug)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// The line.
    pub line: usize,
    /// The column, in characters, 1-based; 0 on the command line.
    pub column: usize,
}

/// Rules that are not to run on some files.
#[derive(Clone, Debug)]
pub struct FileIgnore {
    pub(super) pattern: At<String>,
    pub(super) glob: GlobSet,
    pub(super) rules: Vec<Selector>,
}

/// Files and folders that are left out.
#[derive(Clone, Debug)]
pub struct Exclude {
    pub(super) pattern: At<String>,
    pub(super) glob: GlobSet,
}

/// Where a layer comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// The command line.
    #[default]
    Flags,
    /// The settings of an editor.
    Editor,
    /// A file, as messages name it.
    File(Arc<str>),
}

/// What one file, the command line, or an editor asks for.
#[derive(Clone, Debug, Default)]
pub struct Layer {
    /// Where it comes from.
    pub source: Source,
    /// Where its patterns of files count from.
    pub dir: PathBuf,
    /// The file that gives way to it, relative to `dir`.
    pub extend: Option<At<PathBuf>>,
    /// The folders of profiles of the project's own, relative to `dir`.
    pub profiles: Vec<At<PathBuf>>,
    /// The profile.
    pub profile: Option<At<String>>,
    /// The fiscal year.
    pub fiscal_year: Option<At<i32>>,
    /// The rules to run.
    pub select: Option<At<Vec<Selector>>>,
    /// Rules not to run.
    pub ignore: Option<At<Vec<Selector>>>,
    /// Rules to run besides.
    pub extend_select: Option<At<Vec<Selector>>>,
    /// Severities, groups before rules.
    pub severity: Vec<(At<Selector>, Level)>,
    /// How fixes are applied, groups before rules.
    pub fix: Vec<(At<Selector>, FixLevel)>,
    /// Rules not to run on some files.
    pub file_ignores: Vec<FileIgnore>,
    /// Files and folders that are left out.
    pub exclude: Vec<Exclude>,
    /// Whether they are left out even where they are named.
    pub force_exclude: Option<At<bool>>,
    /// By how much a sum may be off.
    pub tolerance: Option<At<Decimal>>,
    /// The language of messages.
    pub lang: Option<At<Lang>>,
    /// The columns of a character of ambiguous width.
    pub ambiguous_width: Option<At<u8>>,
}

/// Where a setting comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// Nobody asked for anything else.
    #[default]
    Default,
    /// A line of a file.
    File(Arc<str>, usize),
    /// An option of the command line.
    Flag(&'static str),
}

impl Layer {
    fn origin(&self, line: usize, flag: &'static str) -> Origin {
        match &self.source {
            Source::Flags | Source::Editor => Origin::Flag(flag),
            Source::File(name) => Origin::File(name.clone(), line),
        }
    }
}

/// A setting and where it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Set<T> {
    /// The setting.
    pub value: T,
    /// Where it comes from.
    pub origin: Origin,
}

/// What holds for a rule.
#[derive(Clone, Debug)]
pub struct RuleSetting {
    /// The rule.
    pub rule: &'static RuleInfo,
    /// Whether it runs.
    pub enabled: Set<bool>,
    /// How much its findings matter; `None` as the rule has it.
    pub severity: Set<Option<Severity>>,
    /// How its fixes are applied; `None` as the rule has it.
    pub fix: Set<Option<FixLevel>>,
    /// Whether it is off because its severity is.
    off: bool,
}

/// What all layers come to in a directory.
#[derive(Clone, Debug, Default)]
pub struct Effective {
    /// The folders of profiles of the project's own, as the files name them.
    pub profiles: Vec<Set<PathBuf>>,
    /// The profile.
    pub profile: Set<Option<String>>,
    /// The fiscal year.
    pub fiscal_year: Set<Option<i32>>,
    /// Whether files that are left out are so even where they are named; `None` when nobody asked.
    pub force_exclude: Set<Option<bool>>,
    /// By how much a sum may be off; `None` as the form has it.
    pub tolerance: Set<Option<Decimal>>,
    /// The language of messages; `None` as the environment has it.
    pub lang: Set<Option<Lang>>,
    /// The columns of a character of ambiguous width; `None` when nobody asked.
    pub ambiguous_width: Set<Option<u8>>,
    /// Every rule, in the order of the manual.
    pub rules: Vec<RuleSetting>,
    file_ignores: Vec<(FileIgnore, PathBuf, Origin)>,
    excludes: Vec<(Exclude, PathBuf, Origin)>,
    policy: Arc<Policy>,
}

impl Effective {
    /// What `layers` come to; a later one wins over those before it.
    pub fn new(layers: &[Layer], rules: Rules) -> Self {
        let setting = |rule: &&'static RuleInfo| RuleSetting {
            rule,
            enabled: Set { value: true, origin: Origin::Default },
            severity: Set::default(),
            fix: Set::default(),
            off: false,
        };
        let mut effective = Self { rules: rules.iter().map(setting).collect(), ..Self::default() };
        for layer in layers {
            effective.add(layer);
        }
        effective.policy = Arc::new(policy(&effective.rules));
        effective
    }

    fn add(&mut self, layer: &Layer) {
        self.profiles.extend(
            layer
                .profiles
                .iter()
                .map(|folder| Set { value: folder.value.clone(), origin: layer.origin(folder.line, "") }),
        );
        set(&mut self.profile, layer, &layer.profile, "--profile");
        set(&mut self.fiscal_year, layer, &layer.fiscal_year, "--fiscal-year");
        set(&mut self.force_exclude, layer, &layer.force_exclude, "");
        set(&mut self.tolerance, layer, &layer.tolerance, "");
        set(&mut self.lang, layer, &layer.lang, "--lang");
        set(&mut self.ambiguous_width, layer, &layer.ambiguous_width, "");
        self.select(layer);
        for (at, level) in &layer.severity {
            let origin = layer.origin(at.line, "");
            for setting in self.rules.iter_mut().filter(|setting| at.value.takes(setting.rule)) {
                setting.severity = Set { value: level.severity(), origin: origin.clone() };
                // Giving a rule a severity again takes back that it was switched off by one.
                if *level == Level::Off || setting.off {
                    setting.off = *level == Level::Off;
                    setting.enabled = Set { value: !setting.off, origin: origin.clone() };
                }
            }
        }
        for (at, level) in &layer.fix {
            let origin = layer.origin(at.line, "");
            for setting in self.rules.iter_mut().filter(|setting| at.value.takes(setting.rule)) {
                setting.fix = Set { value: Some(*level), origin: origin.clone() };
            }
        }
        for ignore in &layer.file_ignores {
            let origin = layer.origin(ignore.pattern.line, "");
            self.file_ignores.push((ignore.clone(), layer.dir.clone(), origin));
        }
        for exclude in &layer.exclude {
            let origin = layer.origin(exclude.pattern.line, "");
            self.excludes.push((exclude.clone(), layer.dir.clone(), origin));
        }
    }

    /// Switches rules on and off: a list of rules to run replaces all that was said before; what is more exact wins, and of
    /// equals what switches off.
    fn select(&mut self, layer: &Layer) {
        if let Some(select) = &layer.select {
            for setting in &mut self.rules {
                setting.off = false;
                setting.enabled = Set { value: false, origin: layer.origin(select.line, "--select") };
            }
        }
        let lists = [
            (&layer.select, true, "--select"),
            (&layer.extend_select, true, "--extend-select"),
            (&layer.ignore, false, "--ignore"),
        ];
        for exactness in 0..3 {
            for (list, value, flag) in lists {
                let Some(list) = list else { continue };
                let exact = list.value.iter().filter(|selector| selector.exactness() == exactness);
                for selector in exact {
                    for setting in self.rules.iter_mut().filter(|setting| selector.takes(setting.rule)) {
                        setting.off = false;
                        setting.enabled = Set { value, origin: layer.origin(list.line, flag) };
                    }
                }
            }
        }
    }

    /// What becomes of the findings in files that nothing is said of.
    pub(super) fn every_file(&self) -> &Policy {
        &self.policy
    }

    /// What becomes of the findings in the file at `path`, which is absolute where the configuration's directory is.
    pub fn policy(&self, path: &Path) -> Arc<Policy> {
        let ignores: Vec<_> = self.ignores(path).collect();
        if ignores.is_empty() {
            return self.policy.clone();
        }
        Arc::new(policy(&self.rules_with(&ignores)))
    }

    /// What holds for each rule in the file at `path`.
    pub fn rules_of(&self, path: &Path) -> Vec<RuleSetting> {
        self.rules_with(&self.ignores(path).collect::<Vec<_>>())
    }

    /// Whether the file at `path`, or a folder that it stands in, is left out, and where that is said.
    pub fn excluded(&self, path: &Path) -> Option<&Origin> {
        let mut excludes = self.excludes.iter();
        let found = excludes.find(|(exclude, dir, _)| {
            // Only what is beside and below the configuration, or the place where both part, is looked at.
            let shared = path.components().zip(dir.components()).take_while(|(a, b)| a == b).count();
            let inside: PathBuf = path.components().skip(shared).collect();
            inside.ancestors().filter(|part| !part.as_os_str().is_empty()).any(|part| exclude.glob.is_match(part))
        });
        found.map(|(.., origin)| origin)
    }

    /// The patterns of what is left out.
    pub fn excludes(&self) -> impl Iterator<Item = (&str, &Origin)> {
        self.excludes.iter().map(|(exclude, _, origin)| (exclude.pattern.value.as_str(), origin))
    }

    fn ignores(&self, path: &Path) -> impl Iterator<Item = (&FileIgnore, &Origin)> {
        let ignores = self.file_ignores.iter().filter(move |(ignore, dir, _)| {
            let inside = path.strip_prefix(dir).unwrap_or(path);
            ignore.glob.is_match(inside)
        });
        ignores.map(|(ignore, _, origin)| (ignore, origin))
    }

    fn rules_with(&self, ignores: &[(&FileIgnore, &Origin)]) -> Vec<RuleSetting> {
        let mut rules = self.rules.clone();
        for (ignore, origin) in ignores {
            for setting in rules.iter_mut().filter(|one| ignore.rules.iter().any(|rules| rules.takes(one.rule))) {
                setting.enabled = Set { value: false, origin: (*origin).clone() };
            }
        }
        rules
    }
}

fn set<T: Clone>(setting: &mut Set<Option<T>>, layer: &Layer, asked: &Option<At<T>>, flag: &'static str) {
    if let Some(asked) = asked {
        *setting = Set { value: Some(asked.value.clone()), origin: layer.origin(asked.line, flag) };
    }
}

/// The policy of the rules that are not as they are made.
fn policy(rules: &[RuleSetting]) -> Policy {
    let changed =
        rules.iter().filter(|one| !one.enabled.value || one.severity.value.is_some() || one.fix.value.is_some());
    Policy::new(changed.map(|one| {
        let (enabled, severity, fix) = (one.enabled.value, one.severity.value, one.fix.value);
        (one.rule.name, RulePolicy { enabled, severity, fix })
    }))
}
