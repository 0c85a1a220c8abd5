//! The rules: one file and one page each.
//!
//! A rule looks at one sheet and reports what it finds there; it changes nothing and knows nothing of other rules. What a
//! sheet cannot show alone, a rule about the book reads off the facts that every sheet leaves behind.

mod common;
mod dates;
mod figure;
mod mistyped;
mod printed;
mod rows;
mod sums;
mod target;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod together;

pub(crate) use common::{figure, line_end};
pub use duplicate_budget_unit::UnitKey;
pub(crate) use sums::{name as side_name, owner as amount_owner};

use crate::config;
use crate::diagnostic::{RuleInfo, Sink};
use crate::profile::Profiles;
use crate::sheet::{NoProfile, PlacedFacts, Sheet, SheetForm};

/// Declares what is known of a rule: name, group, severity, fix, and one line in Chinese and in English. Its page stands
/// beside its file. A rule that came after the first version ends with `since: "0.2.0"`, one that was called otherwise
/// before with `since: "0.1.0", former: ["old-name"]`.
macro_rules! rule {
    ($name:literal, $group:ident, $severity:ident, $fix:expr, $zh:literal, $en:literal $(,)?) => {
        rule!($name, $group, $severity, $fix, $zh, $en, since: "0.1.0");
    };
    (
        $name:literal, $group:ident, $severity:ident, $fix:expr, $zh:literal, $en:literal,
        since: $since:literal $(, former: [$($former:literal),*])? $(,)?
    ) => {
        #[doc = $en]
        pub static RULE: $crate::diagnostic::RuleInfo = $crate::diagnostic::RuleInfo {
            name: $name,
            group: $crate::diagnostic::Group::$group,
            severity: $crate::diagnostic::Severity::$severity,
            fix: $fix,
            summary_zh: $zh,
            summary_en: $en,
            page: include_str!(concat!($name, ".md")),
            since: $since,
            former: &[$($($former),*)?],
        };
    };
}

/// Lists the rules once: those that look at a sheet, those that look at one row of indicators that is not as the catalogue
/// has it, those that look at the facts of all sheets of a book, and those that look at a text (their findings are made
/// elsewhere).
macro_rules! rules {
    ($($kind:ident $module:ident),* $(,)?) => {
        $(pub mod $module;)*

        /// Every rule, in the order of the manual.
        pub static RULES: &[&RuleInfo] = &[$(&$module::RULE),*];

        /// Reports what all rules find in `sheet`.
        pub fn check_sheet(sheet: &Sheet<'_>, sink: &mut Sink) {
            $(rules!(@$kind $module, sheet, sink);)*
            rows::each_unusual(sheet, |row| {
                $(rules!(@in_row $kind $module, row, sink);)*
            });
        }

        /// Reports what only the sheets of a book together show; ranges count from the text's start. Costs the same
        /// however large the sheets are, so it may be repeated whenever the facts of one of them have changed.
        pub fn check_book(book: &Book<'_>, sink: &mut Sink) {
            $(rules!(@in_book $kind $module, book, sink);)*
        }
    };
    (@sheet $module:ident, $sheet:ident, $sink:ident) => { $module::check($sheet, $sink) };
    (@row $module:ident, $sheet:ident, $sink:ident) => {};
    (@book $module:ident, $sheet:ident, $sink:ident) => {};
    (@text $module:ident, $sheet:ident, $sink:ident) => {};
    (@in_book book $module:ident, $book:ident, $sink:ident) => { $module::check($book, $sink) };
    (@in_book $other:ident $module:ident, $book:ident, $sink:ident) => {};
    (@in_row row $module:ident, $row:ident, $sink:ident) => { $module::check($row, $sink) };
    (@in_row $other:ident $module:ident, $row:ident, $sink:ident) => {};
}

rules! {
    sheet misaligned_row,
    sheet hoisted_parent,
    sheet split_table,
    sheet broken_word,
    sheet leftover_markup,
    sheet mixed_width,
    sheet compatibility_character,
    sheet control_character,
    text foreign_encoding,
    sheet overlong_row,
    text unknown_profile,
    sheet unknown_form,
    sheet missing_section,
    sheet duplicate_section,
    sheet misplaced_section,
    sheet unknown_label,
    sheet wrong_header,
    sheet ambiguous_header,
    sheet orphan_row,
    sheet stray_cell,
    sheet empty_field,
    sheet missing_cell,
    sheet reversed_period,
    sheet impossible_date,
    sheet malformed_amount,
    sheet foreign_unit,
    sheet imprecise_amount,
    sheet negative_amount,
    sheet unbalanced_budget,
    sheet unbalanced_breakdown,
    sheet unbalanced_tasks,
    sheet unmatched_task,
    sheet implausible_amount,
    sheet wrong_rate,
    sheet wrong_rate_score,
    sheet overspent,
    row unknown_class,
    row unknown_group,
    row misplaced_indicator,
    row misspelled_indicator,
    sheet missing_standard_indicator,
    sheet missing_class,
    sheet unbalanced_weights,
    sheet unbalanced_scores,
    sheet excessive_score,
    sheet missing_actual,
    sheet missing_score,
    sheet unearned_score,
    sheet unexplained_deviation,
    sheet duplicate_indicator,
    row missing_parent,
    row missing_operator,
    row unexpected_operator,
    row noncanonical_operator,
    row inexact_satisfaction,
    row wrong_direction,
    sheet implausible_target,
    row malformed_target,
    row impossible_target,
    row placeholder_target,
    row vague_target,
    row unit_in_target,
    row missing_measure,
    row unexpected_measure,
    row mismatched_measure,
    sheet inconsistent_measure,
    row fraction_as_percent,
    row noncanonical_measure,
    sheet missing_deadline,
    row malformed_deadline,
    sheet deadline_outside_year,
    row overlong_name,
    row figure_in_name,
    sheet empty_goal,
    sheet overlong_goal,
    sheet unmatched_goal,
    sheet placeholder_text,
    sheet foreign_year_in_goal,
    sheet uncovered_figure,
    sheet malformed_identity,
    sheet unknown_division,
    book duplicate_budget_unit,
    book foreign_department,
    book copied_goal,
    book inconsistent_year,
    sheet merge_conflict,
    text unknown_directive,
    text unknown_rule,
    text unused_allowance,
}

/// What the rules about a book look at.
#[derive(Clone, Copy, Debug)]
pub struct Book<'a> {
    /// The sheets in their order, what stands before the first one included.
    pub sheets: &'a [PlacedFacts],
    /// The fiscal year that a directive, the caller or the title states.
    pub fiscal_year: Option<i32>,
}

impl<'a> Book<'a> {
    /// The sheets alone.
    fn headed(&self) -> impl Iterator<Item = &'a PlacedFacts> {
        self.sheets.iter().filter(|sheet| sheet.facts.headed)
    }
}

/// The rule that is or was of that name.
pub fn find(name: &str) -> Option<&'static RuleInfo> {
    RULES.iter().copied().find(|rule| rule.is_called(name))
}

/// The rule whose name is most like `name`.
pub fn nearest(name: &str) -> Option<&'static str> {
    config::nearest(name, RULES.iter().map(|rule| rule.name))
}

/// Reports what is wrong with how a sheet says its form.
pub fn check_form(form: &SheetForm, profiles: &Profiles, sink: &mut Sink) {
    unknown_profile::check_named(form, profiles, sink);
}

/// Reports what can be found in a text that no profile reads.
pub fn check_unread(text: &str, reason: &NoProfile, sink: &mut Sink) {
    unknown_profile::report(text, reason, sink);
    overlong_row::check_text(text, sink);
    control_character::check_text(text, sink);
}

#[cfg(test)]
// The pages are files, and the test that compares them may rewrite them.
#[expect(clippy::disallowed_methods)]
mod tests {
    use super::*;
    use crate::diagnostic::Lang;

    /// The rules whose page cannot hold an example: a file that is not UTF-8, a row of 64 KiB, what no built-in form has.
    /// Other tests show them.
    const NOT_SHOWN: [&str; 5] = [
        foreign_encoding::RULE.name,
        overlong_row::RULE.name,
        overlong_goal::RULE.name,
        unbalanced_weights::RULE.name,
        unmatched_goal::RULE.name,
    ];

    /// The blocks of a page that are written in the notation of the tests.
    fn examples(page: &str) -> impl Iterator<Item = &str> {
        page.split("```mubiao\n").skip(1).filter_map(|rest| rest.split_once("```").map(|(example, _)| example))
    }

    /// An English page with `examples` as its part of that name.
    fn with_examples(page: &str, examples: &[String]) -> String {
        const HEAD: &str = "## Example\n";
        let (before, behind) = page.split_once("## The fix\n").unwrap();
        let before = before.split_once(HEAD).map_or(before, |(before, _)| before);
        let blocks: Vec<String> = examples.iter().map(|example| format!("```mubiao\n{example}```\n\n")).collect();
        let head = if blocks.is_empty() { String::new() } else { format!("{HEAD}\n") };
        format!("{before}{head}{}## The fix\n{behind}", blocks.concat())
    }

    #[test]
    fn every_page_s_examples_run() {
        let update = std::env::var_os("UPDATE_EXPECT").is_some();
        for rule in RULES {
            let mut page = rule.page.to_owned();
            for example in examples(rule.page(Lang::Zh)) {
                let shown = testing::render(example);
                let findings = shown.lines().filter(|line| line.starts_with("//~"));
                assert!(
                    findings.clone().any(|line| line.contains(&format!("[{}]", rule.name))),
                    "{}: the example does not show the rule:\n{shown}",
                    rule.name
                );
                if update {
                    page = page.replace(example, &shown);
                } else {
                    assert_eq!(example, shown, "{}: the example shows something else", rule.name);
                }
            }
            // The English page has the same sheets, with what is said of them in English.
            let (chinese, english) = (rule.page(Lang::Zh), rule.page(Lang::En));
            let expected: Vec<String> =
                examples(chinese).map(|example| testing::render_in(example, Lang::En)).collect();
            if update {
                page = page.replace(english, &with_examples(english, &expected));
            } else {
                let shown: Vec<&str> = examples(english).collect();
                assert_eq!(shown, expected, "{}: the English page shows something else", rule.name);
            }
            if update {
                let path = format!("{}/src/rules/{}.md", env!("CARGO_MANIFEST_DIR"), rule.name);
                std::fs::write(path, page).unwrap();
            } else {
                let shows = examples(rule.page).count() > 0 || NOT_SHOWN.contains(&rule.name);
                assert!(shows, "{}: the page has no example", rule.name);
            }
        }
    }

    #[test]
    fn the_schema_of_the_configuration_is_current() {
        let path = format!("{}/editors/mubiao.schema.json", env!("CARGO_MANIFEST_DIR"));
        let schema = config::schema(RULES);
        let keys: std::collections::BTreeSet<&str> =
            schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, config::KEYS.into_iter().collect());
        let schema = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(path, schema).unwrap();
        } else {
            assert_eq!(std::fs::read_to_string(path).unwrap().replace("\r\n", "\n"), schema);
        }
    }

    #[test]
    fn the_nearest_name_is_found() {
        for rule in RULES {
            assert_eq!(nearest(&rule.name.to_uppercase().replace('-', "_")), Some(rule.name));
        }
        assert_eq!(nearest("forein-encodng"), Some("foreign-encoding"));
        assert_eq!(nearest("xyzzy"), None);
        assert_eq!(nearest(""), None);
    }

    #[test]
    fn every_page_has_both_languages_and_its_parts() {
        for rule in RULES {
            let title = format!("# {}", rule.name);
            let (zh, en) =
                rule.page.split_once("\n<!-- en -->\n").unwrap_or_else(|| panic!("{}: no English", rule.name));
            for (part, headings) in [
                (zh, ["## 发现什么", "## 为什么要紧", "## 怎么修复"]),
                (en, ["## What it finds", "## Why it matters", "## The fix"]),
            ] {
                assert!(part.trim_start().starts_with(&title), "{}: the page is headed otherwise", rule.name);
                for heading in headings {
                    assert!(part.contains(heading), "{}: the page lacks {heading}", rule.name);
                }
            }
        }
    }
}
