//! A baseline: the findings that are known and accepted, so that only new ones are reported.
//!
//! A finding is known by its rule, its budget unit, its section and what its row says, not by its place: it may move, and
//! the row may be laid out otherwise.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::config::Policy;
use crate::diagnostic::{Diagnostic, Lang, say};
use crate::lint::{Outcome, Settings};
use crate::profile::{Shape, fold};
use crate::rules::{missing_section, missing_standard_indicator};
use crate::sheet::{CellRef, RowRole, Sheet};
use crate::syntax::{read_sheets, read_whole};
use crate::text::compatible::Reading;

/// The version of the file. It grows when a fingerprint is made otherwise.
pub const VERSION: u32 = 1;

/// What a finding is known by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Fingerprint {
    rule: String,
    /// The code of the budget unit, or its name where it has none; empty before the first sheet.
    unit: String,
    /// The label of the section; empty where there is none.
    section: String,
    /// A hash of what the row says, in hexadecimal.
    row: String,
}

/// What the findings of a text are known by, in their order, and which others it could have had.
#[derive(Clone, Debug)]
pub struct Fingerprints {
    findings: Vec<Fingerprint>,
    /// Its budget units.
    units: Vec<String>,
    policy: Arc<Policy>,
}

/// A known finding.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Known {
    #[serde(flatten)]
    fingerprint: Fingerprint,
    /// How many findings have it.
    count: usize,
    /// The message of the first, for readers.
    message: String,
}

#[derive(Serialize, Deserialize)]
struct File {
    version: u32,
    findings: Vec<Known>,
}

#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

/// Why a baseline cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BaselineError {
    /// It is no baseline; what its parser says, which is English.
    Broken(String),
    /// It has another version.
    Version(u32),
}

impl std::fmt::Display for BaselineError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message("-", Lang::En))
    }
}

impl std::error::Error for BaselineError {}

impl BaselineError {
    /// One sentence that names the file `path` and says what to do.
    pub fn message(&self, path: &str, lang: Lang) -> String {
        match self {
            Self::Broken(error) => say!(
                lang,
                "“{path}”不是有效的已知问题清单；请用 --write-baseline 重新写出",
                "\"{path}\" is no baseline ({error}); write it again with --write-baseline"
            ),
            Self::Version(version) => say!(
                lang,
                "已知问题清单“{path}”的版本是 {version}，本程序用的是 {VERSION}；请用 --write-baseline 重新写出",
                "the baseline \"{path}\" has version {version} and this program uses {VERSION}; write it again with --write-baseline"
            ),
        }
    }
}

/// The findings that are known.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    known: BTreeMap<Fingerprint, (usize, String)>,
    /// The budget units that were looked at, and what became of the findings there.
    seen: FxHashMap<String, Arc<Policy>>,
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// When it is none, or one of another version.
    pub fn parse(text: &str) -> Result<Self, BaselineError> {
        let broken = |error: serde_json::Error| BaselineError::Broken(error.to_string());
        let Versioned { version } = serde_json::from_str(text).map_err(broken)?;
        if version != VERSION {
            return Err(BaselineError::Version(version));
        }
        let file: File = serde_json::from_str(text).map_err(broken)?;
        let mut baseline = Self::default();
        for Known { fingerprint, count, message } in file.findings {
            baseline.known.entry(fingerprint).or_insert((0, message)).0 += count;
        }
        Ok(baseline)
    }

    /// The baseline as a file, sorted, so that two of them can be compared.
    pub fn to_json(&self) -> String {
        let known = self.known.iter().map(|(fingerprint, (count, message))| Known {
            fingerprint: fingerprint.clone(),
            count: *count,
            message: message.clone(),
        });
        let file = File { version: VERSION, findings: known.collect() };
        // Strings and numbers can always be written.
        serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
    }

    /// Takes in the findings of `outcome`, whose [`fingerprints`] are given.
    pub fn add(&mut self, outcome: &Outcome, fingerprints: Fingerprints) {
        for (finding, fingerprint) in outcome.findings.iter().zip(fingerprints.findings) {
            self.known.entry(fingerprint).or_insert_with(|| (0, finding.message.clone())).0 += 1;
        }
    }

    /// Takes the known findings out of `outcome`, whose [`fingerprints`] are given, each as often as it is known.
    pub fn silence(&mut self, outcome: &mut Outcome, fingerprints: Fingerprints) {
        let Fingerprints { findings, units, policy } = fingerprints;
        self.seen.extend(units.into_iter().map(|unit| (unit, policy.clone())));
        let mut fingerprints = findings.into_iter();
        outcome.findings.retain(|_| {
            let known = fingerprints.next().and_then(|fingerprint| self.known.get_mut(&fingerprint));
            match known {
                Some((count, _)) if *count > 0 => {
                    *count -= 1;
                    false
                }
                _ => true,
            }
        });
    }

    /// How many of the findings that are left behind [`Baseline::silence`] could have come up: their budget units were
    /// looked at, and their rules run.
    pub fn gone(&self) -> usize {
        let could = |found: &Fingerprint| self.seen.get(&found.unit).is_some_and(|policy| policy.reports(&found.rule));
        self.known.iter().filter(|(found, _)| could(found)).map(|(_, (count, _))| count).sum()
    }

    /// How many findings it knows; behind [`Baseline::silence`], how many of them did not come up.
    pub fn len(&self) -> usize {
        self.known.values().map(|(count, _)| count).sum()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What the findings of `outcome`, the lint of `text` by `settings`, are known by.
pub fn fingerprints(text: &str, outcome: &Outcome, settings: &Settings) -> Fingerprints {
    let mut units = Vec::new();
    let mut prints = Vec::with_capacity(outcome.findings.len());
    let Some(profile) = &outcome.profile else {
        let rows = read_whole(text);
        prints.extend(outcome.findings.iter().map(|finding| {
            let row = rows.row_at(finding.range.start).map_or("", |row| &text[rows.rows()[row].range().usize()]);
            print(finding, "", "", &fold(row))
        }));
        return Fingerprints { findings: prints, units, policy: settings.policy.clone() };
    };
    for (index, &start) in outcome.starts.iter().enumerate() {
        let next = outcome.starts.get(index + 1).copied();
        let rest = &outcome.findings[prints.len()..];
        let count = rest.partition_point(|finding| next.is_none_or(|next| finding.range.start < next));
        let text = &text[start as usize..next.map_or(text.len(), |next| next as usize)];
        read_sheets(text, &**profile, |_, text, syntax| {
            let Some(form) = outcome.forms.get(index) else { return };
            let text = Reading::of(text);
            let sheet = form.read(&text, syntax);
            let unit = unit(&sheet);
            units.extend(Some(unit.clone()).filter(|unit| !unit.is_empty()));
            prints.extend(rest[..count].iter().map(|finding| {
                let row = syntax.row_at(finding.range.start - start).unwrap_or(0);
                let content = match named(finding) {
                    Some(name) => name.to_owned(),
                    None => content(&sheet, row as u32),
                };
                print(finding, &unit, section(&sheet, row), &content)
            }));
        });
    }
    prints.resize_with(outcome.findings.len(), || Fingerprint {
        rule: String::new(),
        unit: String::new(),
        section: String::new(),
        row: String::new(),
    });
    Fingerprints { findings: prints, units, policy: settings.policy.clone() }
}

fn print(finding: &Diagnostic, unit: &str, section: &str, row: &str) -> Fingerprint {
    Fingerprint {
        rule: finding.rule.name.to_owned(),
        unit: unit.to_owned(),
        section: section.to_owned(),
        row: format!("{:016x}", hash(row.as_bytes())),
    }
}

/// FNV-1a, which is the same on every machine.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The code of the sheet's budget unit, or its name where it has none.
fn unit(sheet: &Sheet<'_>) -> String {
    let open = || sheet.view_of(sheet.profile.identity()).and_then(|open| sheet.field(open));
    let cell = if sheet.headings.is_some() { sheet.identity().map(|identity| identity.cell) } else { open() };
    let name = fold(cell.map_or("", |cell| sheet.value(cell)));
    let code: String = name.chars().take_while(char::is_ascii_digit).collect();
    if code.is_empty() { name } else { code }
}

/// The form's label of the section that row stands in.
fn section<'s>(sheet: &'s Sheet<'_>, row: usize) -> &'s str {
    let open = sheet.sections.iter().find(|view| (view.first..view.end).contains(&row));
    open.and_then(|view| view.section).map_or("", |section| &sheet.profile.sections[section].label.text)
}

/// What is missing, in a finding that stands in a row only because it has to stand somewhere. The name is the same in the
/// messages of both languages.
fn named(finding: &Diagnostic) -> Option<&str> {
    let missing = [missing_section::RULE.name, missing_standard_indicator::RULE.name].contains(&finding.rule.name);
    let (_, name) = finding.message.split_once('“').filter(|_| missing)?;
    name.split_once('”').map(|(name, _)| name)
}

/// What a row says in any layout, nothing in prose, which a unit has once: its values folded, without the section's label and without the parents of an indicator,
/// which may stand in the row or above it.
fn content(sheet: &Sheet<'_>, row: u32) -> String {
    let Some(role) = sheet.roles.get(row as usize) else { return String::new() };
    if *role == RowRole::Comment {
        return fold(&sheet.text[sheet.row(row).range().usize()]);
    }
    if let RowRole::Label(open) | RowRole::LabelItem(open) | RowRole::Item(open) = *role
        && let Some(section) = sheet.sections[open].section
        && matches!(sheet.profile.sections[section].shape, Shape::Text)
    {
        return String::new();
    }
    let own = |value: &&str| {
        let word = sheet.profile.word(value);
        let parent = (word.class.is_some() || word.group.is_some()) && word.standard.is_none();
        !parent && sheet.profile.section_of(value).is_none()
    };
    let values = sheet.values(row).map(|(cell, _)| sheet.value(CellRef { row, cell }));
    values.filter(own).map(fold).collect::<Vec<_>>().join("\t")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Applicability;
    use crate::format::format;
    use crate::lint::{fix, lint};

    const DAMAGED: &str = include_str!("../tests/corpus/chaoyang-2021.txt");

    fn baseline(text: &str) -> Baseline {
        let mut baseline = Baseline::default();
        let outcome = lint(text, &Settings::default());
        baseline.add(&outcome, fingerprints(text, &outcome, &Settings::default()));
        Baseline::parse(&baseline.to_json()).unwrap()
    }

    /// The rules of what is new in `text`, and how many known findings did not come up.
    fn news(baseline: &Baseline, text: &str) -> (Vec<&'static str>, usize) {
        let mut baseline = baseline.clone();
        let mut outcome = lint(text, &Settings::default());
        let fingerprints = fingerprints(text, &outcome, &Settings::default());
        baseline.silence(&mut outcome, fingerprints);
        let of_units = baseline.known.iter().filter(|(known, _)| !known.unit.is_empty());
        assert_eq!(baseline.gone(), of_units.map(|(_, (count, _))| count).sum::<usize>());
        (outcome.findings.iter().map(|finding| finding.rule.name).collect(), baseline.len())
    }

    #[test]
    fn known_findings_are_silent_wherever_they_move() {
        let known = baseline(DAMAGED);
        let count = known.len();
        assert!(count > 60);
        assert_eq!(news(&known, DAMAGED), (vec![], 0));
        assert_eq!(news(&known, &DAMAGED.replace('\n', "\r\n")), (vec![], 0));
        assert_eq!(
            news(&known, &format!("# 送审稿\n{}", DAMAGED.replace("\n年度绩效目标", "\n# 目标\n年度绩效目标"))),
            (vec![], 0)
        );
        let mended = fix(DAMAGED, &Settings::default(), Applicability::Safe).text;
        let (new, gone) = news(&known, &format(&mended, &Settings::default()));
        assert_eq!(new, Vec::<&str>::new());
        assert!(gone > 0 && gone < count);
    }

    #[test]
    fn another_finding_like_a_known_one_speaks() {
        let row = "\t\t\t举办培训班期数\t>=\t4\t期\n";
        let sheet = |rows: &str| {
            format!(
                "# mubiao: profile = liaoning-department\n年度绩效指标\t一级指标\t二级指标\t三级指标\t运算符号\t指标值\t度量单位\t完成时限\n\t社会效应\t社会效益\t举办展览次数\t>=\t4\t次\t2021-12\n{rows}"
            )
        };
        let known = baseline(&sheet(row));
        assert_eq!(news(&known, &sheet(row)), (vec![], 0));
        let (new, gone) = news(&known, &sheet(&row.repeat(2)));
        assert!(new.contains(&"missing-deadline") && gone == 0, "{new:?}");
        assert_eq!(news(&known, &sheet(&row.replace("期\n", "期\t2021-12\n"))), (vec![], 1));
    }

    #[test]
    fn texts_that_no_profile_reads() {
        let text = "项目支出绩效目标表\n项目名称\t节能监察\n";
        assert_eq!(news(&baseline(text), text), (vec![], 0));
        assert_eq!(news(&baseline(""), ""), (vec![], 0));
    }

    #[test]
    fn other_files_are_refused() {
        assert_eq!(Baseline::parse("{\"version\": 2}").unwrap_err(), BaselineError::Version(2));
        for text in ["", "[]", "{\"version\":1}", "{\"version\":1,\"findings\":[{}]}"] {
            assert!(matches!(Baseline::parse(text), Err(BaselineError::Broken(_))), "{text}");
        }
    }
}
