//! overlong-goal: a goal longer than the systems take.

use super::common::quote;
use crate::diagnostic::{Sink, say};
use crate::profile::SectionKind;
use crate::sheet::Sheet;

rule!("overlong-goal", Goals, Error, None, "绩效目标超过 2000 字", "the goal has more than 2000 characters");

/// Length of the goal's field in the standard for budget management systems, in characters.
const MOST: usize = 2000;

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    paragraphs(sheet, sink);
    let texts = || sheet.goal().iter().map(|&cell| sheet.value(cell));
    // No text has more characters than bytes.
    if texts().map(str::len).sum::<usize>() <= MOST {
        return;
    }
    let count: usize = texts().map(|text| text.chars().count()).sum();
    if count <= MOST {
        return;
    }
    let Some((_, view)) = sheet.section(SectionKind::Goal) else { return };
    let (lang, label, over) = (sink.lang, quote(sheet.value(view.label)), count - MOST);
    let message = say!(
        lang,
        "{label}共 {count} 字，最多 {MOST} 字，超出 {over} 字，请压缩",
        "{label} has {count} characters; the most is {MOST}, so {over} are too many; shorten it"
    );
    sink.report(&RULE, sheet.range(view.label), message);
}

/// The paragraphs that are longer than the form allows each of them to be.
fn paragraphs(sheet: &Sheet<'_>, sink: &mut Sink) {
    for (open, view) in sheet.sections.iter().enumerate().filter(|(_, view)| !view.duplicate) {
        let section = view.section.map(|section| &sheet.profile.sections[section]);
        let Some(most) = section.and_then(|section| section.most) else { continue };
        for cell in sheet.paragraphs(open) {
            let count = sheet.value(cell).chars().count();
            if count <= most {
                continue;
            }
            let (lang, label, over) = (sink.lang, quote(sheet.value(view.label)), count - most);
            let message = say!(
                lang,
                "{label}的这一段共 {count} 字，每段最多 {most} 字，超出 {over} 字，请压缩",
                "this paragraph of {label} has {count} characters; the most is {most}, so {over} are too many; shorten it"
            );
            sink.report(&RULE, sheet.range(cell), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::render;

    /// A goal of so many characters in two paragraphs.
    fn goal(count: usize) -> String {
        format!("年度绩效目标⇥{}\n⇥{}", "目标".repeat(300), "。".repeat(count - 600))
    }

    #[track_caller]
    fn check(fixture: &str, expected: Option<&str>) {
        let shown = render(fixture);
        let found: Vec<&str> = shown.lines().filter(|line| line.starts_with("//~")).collect();
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>());
        assert_eq!(shown.starts_with("⟦年度绩效目标⟧⇥"), expected.is_some());
    }

    #[test]
    fn all_paragraphs_count() {
        check(&goal(2001), Some("//~ error[overlong-goal]: “年度绩效目标”共 2001 字，最多 2000 字，超出 1 字，请压缩"));
        check(
            &goal(20_000),
            Some("//~ error[overlong-goal]: “年度绩效目标”共 20000 字，最多 2000 字，超出 18000 字，请压缩"),
        );
        check(
            &format!("{}<U+000D>", goal(2046)),
            Some("//~ error[overlong-goal]: “年度绩效目标”共 2046 字，最多 2000 字，超出 46 字，请压缩"),
        );
    }

    #[test]
    fn line_ends_and_blanks_around_do_not_count() {
        check(&goal(2000), None);
        check(&format!("{}  <U+000D>", goal(2000)), None);
    }
}
