//! Damage done on purpose is mended wherever the rows determine it, and left alone where they do not.

use proptest::prelude::*;

use crate::damage::{KINDS, Kind, damage_share, damage_sheet, first_indicator, shift_row};
use crate::generate::{Random, TITLE, sheet};
use mubiao::diagnostic::Applicability;
use mubiao::format::format;
use mubiao::lint::{Settings, fix, lint};

const OTHER: [&str; 2] =
    [include_str!("../corpus/mof-2015-department.mubiao"), include_str!("../corpus/mof-2021-department.mubiao")];

#[test]
fn a_generated_book_is_sound_and_canonical() {
    let book = crate::generate::book(7, 300_000);
    let settings = Settings::default();
    let outcome = lint(&book, &settings);
    let messages: Vec<_> = outcome.findings.iter().map(|finding| (finding.rule.name, &finding.message)).collect();
    assert!(messages.is_empty(), "{messages:#?}");
    assert_eq!(format(&book, &settings), book);
}

/// A sheet as it was, and after damage of those kinds.
fn damaged(seed: u64, kinds: &[Kind]) -> (String, String, Vec<Kind>) {
    let mut random = Random::new(seed);
    let sound = sheet(&mut random, 0);
    let mut rows: Vec<String> = sound.lines().map(str::to_owned).collect();
    let done = damage_sheet(&mut random, &mut rows, kinds);
    (format!("{TITLE}{sound}"), format!("{TITLE}{}\n", rows.join("\n")), done)
}

/// The values of a text without blanks and widths, sorted: what damage and repair may not change.
fn values(text: &str) -> Vec<String> {
    let mut values: Vec<String> =
        text.split(['\t', '\n']).map(mubiao::profile::fold).filter(|value| !value.is_empty()).collect();
    values.sort();
    values
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn damage_is_mended_or_reported(seed in any::<u64>(), kinds in prop::collection::vec(prop::sample::select(KINDS), 1..6)) {
        let (sound, damaged, done) = damaged(seed, &kinds);
        let settings = Settings::default();
        let fixed = fix(&damaged, &settings, Applicability::Safe);
        let mended = format(&fixed.text, &settings);
        if mended != sound {
            // Nothing was guessed: what is not as it was is reported, and no value came or went.
            let left = fixed.remaining.findings.iter().any(|finding| matches!(finding.rule.name, "misaligned-row" | "hoisted-parent" | "misplaced-indicator" | "unknown-class" | "unknown-group"));
            prop_assert!(left, "{done:?}\n{damaged}\n=>\n{mended}");
            if !done.contains(&Kind::PageBreak) && !done.contains(&Kind::Markup) {
                prop_assert_eq!(values(&mended), values(&damaged));
            }
        }
        prop_assert_eq!(fix(&fixed.text, &settings, Applicability::Safe).text, fixed.text);
        prop_assert_eq!(format(&mended, &settings), mended);
    }
}

/// The row with words that no profile knows, its deadline or measure perhaps left out.
fn reword(random: &mut Random, row: &str) -> String {
    const HAN: &[char] = &[
        '建', '设', '高', '标', '准', '农', '田', '面', '积', '服', '务', '群', '众', '提', '供', '优', '化', '环',
        '境', '数', '量',
    ];
    let word = |least: usize, more: usize, random: &mut Random| -> String {
        (0..least + random.below(more)).map(|_| *random.pick(HAN)).collect()
    };
    let mut cells: Vec<String> = row.split('\t').map(str::to_owned).collect();
    cells[3] = word(4, 10, random);
    if cells[4].is_empty() {
        cells[5] = word(2, 5, random);
    } else {
        cells[6] = [String::new(), word(1, 2, random), "万元".to_owned(), "%".to_owned()][random.below(4)].clone();
    }
    // Without a deadline, a unit that nobody knows may as well be a deadline that cannot be read.
    let known = matches!(cells[6].as_str(), "" | "万元" | "%");
    if known && random.once_in(5) {
        cells.pop();
    }
    while cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    cells.join("\t")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    /// Several cells came or went in one row: it is as it was, or nobody touched it and it is reported.
    #[test]
    fn a_row_is_restored_or_left_alone(
        seed in any::<u64>(),
        kinds in prop::collection::vec(prop::sample::select(&[Kind::ExtraCell, Kind::LostCell, Kind::LostLabel][..]), 1..4),
        unknown in any::<bool>(),
    ) {
        let mut random = Random::new(seed);
        let sound = sheet(&mut random, 0);
        let mut rows: Vec<String> = sound.lines().map(str::to_owned).collect();
        let first = first_indicator(&rows);
        let at = first + random.below(rows.len() - first);
        if unknown {
            rows[at] = reword(&mut random, &rows[at]);
        }
        let original = rows[at].clone();
        rows[at] = shift_row(&mut random, &original, &kinds);
        let damaged = format!("{TITLE}{}\n", rows.join("\n"));
        let settings = Settings::default();
        let fixed = fix(&damaged, &settings, Applicability::Safe);
        let mended: Vec<&str> = fixed.text.lines().skip(2).collect();
        let row = mended[at].trim_end_matches('\t');
        if row != original {
            prop_assert_eq!(row, rows[at].trim_end_matches('\t'), "{:?} was {:?}", rows[at], original);
            let start = fixed.text.len() - mended[at..].iter().map(|row| row.len() + 1).sum::<usize>();
            let reported = |finding: &mubiao::diagnostic::Diagnostic| {
                (start..=start + mended[at].len()).contains(&(finding.range.start as usize))
            };
            prop_assert!(fixed.remaining.findings.iter().any(reported), "{:?} was {:?}", rows[at], original);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// The same where operator, value and measure share one cell, in every form that has them so.
    #[test]
    fn a_row_of_another_form_is_restored_or_left_alone(
        seed in any::<u64>(),
        form in 0..OTHER.len(),
        kinds in prop::collection::vec(prop::sample::select(&[Kind::ExtraCell, Kind::LostCell, Kind::LostLabel][..]), 1..4),
    ) {
        let mut random = Random::new(seed);
        let sound = OTHER[form];
        let mut rows: Vec<String> = sound.lines().map(str::to_owned).collect();
        let first = first_indicator(&rows);
        let at = first + random.below(rows.len() - first);
        let original = rows[at].clone();
        rows[at] = shift_row(&mut random, &original, &kinds);
        let settings = Settings::default();
        let fixed = fix(&format!("{}\n", rows.join("\n")), &settings, Applicability::Safe);
        let mended: Vec<&str> = fixed.text.lines().collect();
        let row = mended[at].trim_end_matches('\t');
        if row != original {
            prop_assert_eq!(row, rows[at].trim_end_matches('\t'), "{:?} was {:?}", rows[at], original);
            let start = fixed.text.len() - mended[at..].iter().map(|row| row.len() + 1).sum::<usize>();
            let reported = |finding: &mubiao::diagnostic::Diagnostic| {
                (start..=start + mended[at].len()).contains(&(finding.range.start as usize))
            };
            prop_assert!(fixed.remaining.findings.iter().any(reported), "{:?} was {:?}", rows[at], original);
        }
        prop_assert_eq!(&fix(&fixed.text, &settings, Applicability::Safe).text, &fixed.text);
        let formatted = format(&fixed.text, &settings);
        prop_assert_eq!(format(&formatted, &settings), formatted);
    }
}

/// How much of the damage of one kind is mended; the figures are printed with `--nocapture`.
#[test]
fn nearly_all_damage_is_mended() {
    let settings = Settings::default();
    let mut all = (0, 0);
    for &kind in KINDS {
        let (mut restored, mut cases) = (0, 0);
        let mut missed: Vec<String> = Vec::new();
        for seed in 0..400 {
            let (sound, damaged, done) = damaged(seed, &[kind]);
            if done.is_empty() || damaged == sound {
                continue;
            }
            cases += 1;
            let mended = format(&fix(&damaged, &settings, Applicability::Safe).text, &settings);
            if mended == sound {
                restored += 1;
            } else {
                let differs = mended.lines().zip(sound.lines()).find(|(one, other)| one != other);
                missed.push(format!("{differs:?}"));
            }
        }
        println!("{kind:?}: {restored} of {cases} restored");
        missed.iter().take(4).for_each(|row| println!("    {row}"));
        all = (all.0 + restored, all.1 + cases);
    }
    for (count, unknown) in [(1, false), (2, false), (1, true), (2, true)] {
        let (mut restored, mut cases) = (0, 0);
        let mut missed: Vec<String> = Vec::new();
        for seed in 0..1000 {
            let mut random = Random::new(seed);
            let sound = sheet(&mut random, 0);
            let mut rows: Vec<String> = sound.lines().map(str::to_owned).collect();
            let first = first_indicator(&rows);
            let at = first + random.below(rows.len() - first);
            if unknown {
                rows[at] = reword(&mut random, &rows[at]);
            }
            let sound = rows.join("\n") + "\n";
            let kinds: Vec<Kind> =
                (0..count).map(|_| *random.pick(&[Kind::ExtraCell, Kind::LostCell, Kind::LostLabel])).collect();
            let mut damaged = rows.clone();
            damaged[at] = shift_row(&mut random, &rows[at], &kinds);
            let text = format!("{TITLE}{}\n", damaged.join("\n"));
            cases += 1;
            if format(&fix(&text, &settings, Applicability::Safe).text, &settings) == format!("{TITLE}{sound}") {
                restored += 1;
            } else {
                missed.push(format!("{:?} was {:?}", damaged[at], rows[at]));
            }
        }
        println!("{count} shifts in one row, unknown words {unknown}: {restored} of {cases} restored");
        missed.iter().take(12).for_each(|row| println!("    {row}"));
    }
    println!("{} of {} restored", all.0, all.1);
    assert!(all.0 * 100 >= all.1 * 90, "{all:?}");
}

/// Of all kinds of damage at once, in a few rows and in every second one, nothing is left that the rows determine.
#[test]
fn every_damaged_book_is_restored() {
    let settings = Settings::default();
    let books = [include_str!("../corpus/chaoyang-2021.mubiao").to_owned(), crate::generate::book(11, 20_000)];
    let mut missed: Vec<String> = Vec::new();
    for (at, book) in books.iter().enumerate() {
        for (share, of) in [(15, 100), (50, 100)] {
            for seed in 0..150 {
                let damaged = damage_share(seed, book, share, of);
                let mended = format(&fix(&damaged, &settings, Applicability::Safe).text, &settings);
                if mended != *book {
                    let differs = mended.lines().zip(book.lines()).find(|(one, other)| one != other);
                    missed.push(format!("book {at}, {share} in {of}, seed {seed}: {differs:?}"));
                }
            }
        }
    }
    assert!(missed.is_empty(), "{} of 600 missed:\n{}", missed.len(), missed.join("\n"));
}
