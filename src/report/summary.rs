//! What a run comes to, in one sentence.

use crate::diagnostic::{Applicability, Diagnostic, Lang, Severity, say};
use crate::lint::Outcome;

/// The counts of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that were checked.
    pub files: usize,
    /// Files, or paths, that could not be read or written.
    pub failed: usize,
    /// Sheets in the checked files.
    pub sheets: usize,
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// The other findings.
    pub information: usize,
    /// Findings that have a safe fix.
    pub fixable: usize,
    /// Findings that have only unsafe fixes.
    pub fixable_unsafe: usize,
    /// Findings that were mended; `None` when nothing was to be.
    pub fixed: Option<usize>,
    /// Findings that are counted, but that the report leaves out.
    pub omitted: usize,
}

impl Summary {
    /// Counts a file that was checked.
    pub fn add(&mut self, outcome: &Outcome) {
        self.files += 1;
        self.sheets += outcome.sheets;
        for finding in &outcome.findings {
            self.count(finding);
        }
    }

    /// Adds what others counted.
    pub fn merge(&mut self, other: &Self) {
        self.files += other.files;
        self.failed += other.failed;
        self.sheets += other.sheets;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.information += other.information;
        self.fixable += other.fixable;
        self.fixable_unsafe += other.fixable_unsafe;
        self.fixed = match (self.fixed, other.fixed) {
            (None, None) => None,
            (a, b) => Some(a.unwrap_or(0) + b.unwrap_or(0)),
        };
        self.omitted += other.omitted;
    }

    fn count(&mut self, finding: &Diagnostic) {
        match finding.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Information => self.information += 1,
        }
        match finding.fixes.iter().map(|fix| fix.applicability).min() {
            Some(Applicability::Safe) => self.fixable += 1,
            Some(Applicability::Unsafe) => self.fixable_unsafe += 1,
            None => {}
        }
    }

    /// All findings.
    pub fn findings(&self) -> usize {
        self.errors + self.warnings + self.information
    }

    /// The sentence that ends a report; `None` when no file was checked. `unsafe_fixes` as in [`super::Options`].
    pub fn sentence(&self, lang: Lang, unsafe_fixes: bool) -> Option<String> {
        if self.files == 0 {
            return None;
        }
        let (files, counts, hint) = (self.extent(lang), self.counts(lang), self.hint(lang, unsafe_fixes));
        let clean = self.findings() == 0;
        let failed = self.failed_part(lang);
        Some(match self.fixed {
            Some(fixed) if clean => say!(
                lang,
                "已修复 {fixed} 处，没有剩下的问题（{files}{failed}）",
                "fixed {fixed}, no problems left ({files}{failed})"
            ),
            Some(fixed) => say!(
                lang,
                "已修复 {fixed} 处，还剩 {counts}{hint}（{files}{failed}）",
                "fixed {fixed}, {counts} left{hint} ({files}{failed})"
            ),
            None if clean => say!(lang, "没有发现问题（{files}{failed}）", "no problems found ({files}{failed})"),
            None => say!(lang, "{files}：{counts}{hint}{failed}", "{files}: {counts}{hint}{failed}"),
        })
    }

    fn extent(&self, lang: Lang) -> String {
        let (files, sheets) = (self.files, self.sheets);
        let (file, sheet) = (plural(files, "file", "files"), plural(sheets, "sheet", "sheets"));
        let join = if self.fixed.is_none() && self.findings() > 0 { "、" } else { "，" };
        say!(lang, "{files} 个文件{join}{sheets} 张表", "{files} {file}, {sheets} {sheet}")
    }

    fn counts(&self, lang: Lang) -> String {
        let parts = [
            (self.errors, "个错误", plural(self.errors, "error", "errors")),
            (self.warnings, "个警告", plural(self.warnings, "warning", "warnings")),
            (self.information, "个提示", plural(self.information, "information finding", "information findings")),
        ];
        let present = parts.into_iter().filter(|(count, ..)| *count > 0);
        let said: Vec<String> = present.map(|(count, zh, en)| format!("{count} {}", lang.pick(zh, en))).collect();
        said.join(lang.pick("，", ", "))
    }

    fn hint(&self, lang: Lang, unsafe_fixes: bool) -> String {
        let (safe, risky) = (self.fixable, self.fixable_unsafe);
        // What is left after --fix has no safe fix that could still be applied.
        match (safe, risky) {
            (0, 0) => String::new(),
            _ if unsafe_fixes && self.fixed.is_some() => String::new(),
            _ if unsafe_fixes => {
                let all = safe + risky;
                say!(
                    lang,
                    "；其中 {all} 个可用 --fix --unsafe-fixes 修复",
                    "; {all} can be fixed with --fix --unsafe-fixes"
                )
            }
            (0, risky) => say!(
                lang,
                "；其中 {risky} 个待确认修复，可用 --fix --unsafe-fixes",
                "; {risky} can be fixed with --fix --unsafe-fixes"
            ),
            (safe, 0) => say!(lang, "；其中 {safe} 个可用 --fix 自动修复", "; {safe} can be fixed with --fix"),
            (safe, risky) => say!(
                lang,
                "；其中 {safe} 个可用 --fix 自动修复，另有 {risky} 个待确认修复，可用 --fix --unsafe-fixes",
                "; {safe} can be fixed with --fix, {risky} more with --fix --unsafe-fixes"
            ),
        }
    }

    fn failed_part(&self, lang: Lang) -> String {
        match self.failed {
            0 => String::new(),
            failed => say!(lang, "；{failed} 个路径未能处理", "; {failed} could not be processed"),
        }
    }
}

/// The form of an English noun that goes with `count`.
pub(crate) fn plural<'a>(count: usize, one: &'a str, many: &'a str) -> &'a str {
    if count == 1 { one } else { many }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    #[track_caller]
    fn check(summary: Summary, unsafe_fixes: bool, expected: &Expect) {
        let zh = summary.sentence(Lang::Zh, unsafe_fixes).unwrap();
        let en = summary.sentence(Lang::En, unsafe_fixes).unwrap();
        expected.assert_eq(&format!("{zh}\n{en}\n"));
    }

    #[test]
    fn sentences() {
        let clean = Summary { files: 1, sheets: 6, ..Summary::default() };
        check(
            clean,
            false,
            &expect![[r"
                没有发现问题（1 个文件，6 张表）
                no problems found (1 file, 6 sheets)
            "]],
        );
        let found = Summary { errors: 51, warnings: 20, fixable: 65, ..clean };
        check(
            found,
            false,
            &expect![[r"
                1 个文件、6 张表：51 个错误，20 个警告；其中 65 个可用 --fix 自动修复
                1 file, 6 sheets: 51 errors, 20 warnings; 65 can be fixed with --fix
            "]],
        );
        let risky = Summary { files: 2, sheets: 1, errors: 1, information: 1, fixable_unsafe: 3, failed: 1, ..found };
        check(
            risky,
            false,
            &expect![[r#"
                2 个文件、1 张表：1 个错误，20 个警告，1 个提示；其中 65 个可用 --fix 自动修复，另有 3 个待确认修复，可用 --fix --unsafe-fixes；1 个路径未能处理
                2 files, 1 sheet: 1 error, 20 warnings, 1 information finding; 65 can be fixed with --fix, 3 more with --fix --unsafe-fixes; 1 could not be processed
            "#]],
        );
        check(
            risky,
            true,
            &expect![[r"
                2 个文件、1 张表：1 个错误，20 个警告，1 个提示；其中 68 个可用 --fix --unsafe-fixes 修复；1 个路径未能处理
                2 files, 1 sheet: 1 error, 20 warnings, 1 information finding; 68 can be fixed with --fix --unsafe-fixes; 1 could not be processed
            "]],
        );
        check(
            Summary { fixed: Some(65), warnings: 2, fixable_unsafe: 1, ..clean },
            false,
            &expect![[r#"
                已修复 65 处，还剩 2 个警告；其中 1 个待确认修复，可用 --fix --unsafe-fixes（1 个文件，6 张表）
                fixed 65, 2 warnings left; 1 can be fixed with --fix --unsafe-fixes (1 file, 6 sheets)
            "#]],
        );
        check(
            Summary { fixed: Some(0), failed: 2, ..clean },
            false,
            &expect![[r"
                已修复 0 处，没有剩下的问题（1 个文件，6 张表；2 个路径未能处理）
                fixed 0, no problems left (1 file, 6 sheets; 2 could not be processed)
            "]],
        );
        assert_eq!(Summary { failed: 1, ..Summary::default() }.sentence(Lang::Zh, false), None);
    }
}
