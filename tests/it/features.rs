//! Whatever an editor asks of whatever text: nothing panics, every edit can be carried out, and what is done by hand is what
//! the commands do.

use proptest::prelude::*;

use mubiao::diagnostic::Applicability;
use mubiao::format::format;
use mubiao::ide::code_action::{Errand, Work};
use mubiao::ide::on_type::TRIGGERS;
use mubiao::ide::{Analysis, Buffer};
use mubiao::lint::{Settings, fix};
use mubiao::text::{Edit, Encoding, TextRange, apply_edits};

use super::damage::damage_book;
use super::generate::book;

const CANONICAL: &str = include_str!("../corpus/chaoyang-2021.mubiao");
const DAMAGED: &str = include_str!("../corpus/chaoyang-2021.txt");

const OTHER_FORMS: [&str; 2] =
    [include_str!("../corpus/mof-2015-department.mubiao"), include_str!("../corpus/mof-2021-department.mubiao")];

/// What is put into a text.
const PIECES: &[&str] = &[
    "",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\u{3000}",
    "😀",
    "#",
    "\n# mubiao: allow(misaligned-row)\n",
    "# mubiao: fiscal-year = 2021\n",
    "\n部门（单位）名称\t703011某某中心-211300000\n",
    "年度绩效指标\t",
    "≥",
    ">=95％",
    "２０２１",
    "2021年",
    "年度绩效目标\t2021年做好。2020年总结；\n",
];

/// Books, sound and damaged, with pieces put in and cut out.
fn texts() -> impl Strategy<Value = String> {
    let base = prop_oneof![
        Just(CANONICAL.lines().take(90).collect::<Vec<_>>().join("\n")),
        Just(DAMAGED.lines().take(80).collect::<Vec<_>>().join("\r\n")),
        any::<u64>().prop_map(|seed| book(seed, 9000)),
        Just(OTHER_FORMS[0].to_owned()),
        Just(OTHER_FORMS[1].replace("\n\t\t", "\n\t")),
        (any::<u64>(), 2usize..9).prop_map(|(seed, rate)| damage_book(seed, &book(seed, 9000), rate)),
        any::<String>(),
    ];
    let strokes = prop::collection::vec((any::<prop::sample::Index>(), 0usize..60, 0..PIECES.len()), 0..8);
    (base, strokes).prop_map(|(mut text, strokes)| {
        for (at, length, piece) in strokes {
            let start = text.floor_char_boundary(at.index(text.len() + 1));
            let end = text.floor_char_boundary((start + length).min(text.len()));
            text.replace_range(start..end, PIECES[piece]);
        }
        text
    })
}

/// That the edits are sorted, apart from each other and between characters, and never between the halves of a line end.
fn clean(text: &str, edits: &[Edit]) -> Result<(), TestCaseError> {
    for edit in edits {
        for at in [edit.range.start as usize, edit.range.end as usize] {
            prop_assert!(text.is_char_boundary(at), "{:?}", edit);
            let halves = at > 0 && at < text.len() && &text.as_bytes()[at - 1..=at] == b"\r\n";
            prop_assert!(!halves, "{:?}", edit);
        }
    }
    for pair in edits.windows(2) {
        prop_assert!(pair[0].range.end <= pair[1].range.start, "{:?}", pair);
    }
    apply_edits(text, edits);
    Ok(())
}

fn inside(text: &str, ranges: impl IntoIterator<Item = TextRange>) -> Result<(), TestCaseError> {
    for range in ranges {
        prop_assert!(text.get(range.usize()).is_some(), "{:?}", range);
    }
    Ok(())
}

/// Asks everything there is to ask at `range`.
fn ask(analysis: &Analysis, text: &str, range: TextRange) -> Result<(), TestCaseError> {
    let at = range.start;
    clean(text, &analysis.format_range(range))?;
    for typed in TRIGGERS {
        clean(text, &analysis.format_on_type(at, typed))?;
    }
    let selection = analysis.selection(at);
    inside(text, selection.iter().copied())?;
    for pair in selection.windows(2) {
        prop_assert!(pair[1].start <= pair[0].start && pair[0].end <= pair[1].end && pair[0] != pair[1]);
    }
    inside(text, analysis.highlights(at).into_iter().map(|(range, _)| range))?;
    inside(text, analysis.definition(at))?;
    inside(text, analysis.references(at, true))?;
    if let Some(code) = analysis.unit_at(at) {
        inside(text, analysis.sheets_of_unit(code))?;
    }
    match analysis.renamable(at) {
        Ok(range) => {
            inside(text, [range])?;
            let edits = analysis.rename(at, "新名称").map_err(|reason| TestCaseError::fail(format!("{reason:?}")))?;
            prop_assert!(!edits.is_empty());
            clean(text, &edits)?;
        }
        Err(reason) => prop_assert_eq!(analysis.rename(at, "新名称"), Err(reason)),
    }
    prop_assert_eq!(analysis.tokens_in(range, Encoding::Utf16).len() % 5, 0);
    for action in analysis.actions(range, None, |_| true) {
        let parts = match action.work {
            Work::Done(parts) => {
                prop_assert!(parts.iter().all(|part| !part.edits.is_empty()), "{}", action.title);
                parts
            }
            Work::Later(errand) => analysis.carry_out(errand),
        };
        let mut all = Vec::new();
        for part in parts {
            clean(text, &part.edits)?;
            all.extend(part.edits);
        }
        all.sort();
        clean(text, &all)?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_question_of_any_text(
        text in texts(),
        places in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0u32..3), 1..6),
    ) {
        let analysis = Buffer::new(&text, 1, Settings::default().into()).analysis();
        for (at, other, beyond) in places {
            // Places beyond the end and inside characters come from clients too.
            let (at, other) = (at.index(text.len() + 1) as u32 + beyond, other.index(text.len() + 1) as u32);
            ask(&analysis, &text, TextRange::empty(at))?;
            ask(&analysis, &text, TextRange::new(at.min(other), at.max(other)))?;
        }
        for place in analysis.places() {
            for fold in place.folds() {
                prop_assert!(fold.first < fold.last);
            }
        }
    }

    #[test]
    fn laid_out_and_mended_as_the_commands_do(text in texts()) {
        let settings = Settings::default();
        let analysis = Buffer::new(&text, 1, settings.clone().into()).analysis();
        let edits = analysis.format();
        clean(&text, &edits)?;
        prop_assert_eq!(apply_edits(&text, &edits), format(&text, &settings));
        prop_assert_eq!(&analysis.format_range(TextRange::new(0, text.len() as u32)), &edits);
        let fixed = fix(&text, &settings, Applicability::Safe);
        let parts = analysis.carry_out(Errand::FixAll);
        clean(&text, &parts[0].edits)?;
        prop_assert_eq!(apply_edits(&text, &parts[0].edits), fixed.text);
    }
}
