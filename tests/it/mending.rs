//! Damaged rows of all forms: no safe fix changes a value, what the rows determine is restored, and the rest is told.
//!
//! Some thousands of rows; `MUBIAO_ROWS=1000000 cargo test --test it mending` damages so many.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use mubiao::diagnostic::Applicability;
use mubiao::format::{edits, format};
use mubiao::lint::{Settings, fix};
use mubiao::profile::fold;
use mubiao::text::apply_edits;

use crate::generate::Random;

/// Damage that copying does to a row of any form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Harm {
    /// An empty cell too many, or too few.
    ExtraCell,
    LostCell,
    /// Empty cells behind the last value.
    Padding,
    /// A blank row above, alone or with the label again.
    Gap,
    Break,
    /// A blank between two Han characters.
    Blank,
    /// Figures and signs in full width.
    Wide,
    /// A character that nobody sees.
    Unseen,
    /// A character that only looks like the right one.
    Lookalike,
    /// Commas in an amount.
    Commas,
}

const HARMS: &[Harm] = &[
    Harm::ExtraCell,
    Harm::LostCell,
    Harm::Padding,
    Harm::Gap,
    Harm::Break,
    Harm::Blank,
    Harm::Wide,
    Harm::Unseen,
    Harm::Lookalike,
    Harm::Commas,
];

/// A sheet of each form, laid out.
static SHEETS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut sheets = Vec::new();
    for entry in std::fs::read_dir(corpus).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "mubiao") {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            // Of a book the first two sheets.
            let text = match name.as_str() {
                "chaoyang-2021" => text.split("\n\n").take(3).collect::<Vec<_>>().join("\n\n") + "\n",
                _ => text,
            };
            sheets.push((name, fix(&text, &Settings::default(), Applicability::Safe).text));
        }
    }
    sheets.sort();
    sheets
});

fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// Does one damage to a row; what stands in its place, `None` when there is nothing to do it to.
fn harm(random: &mut Random, row: &str, label: Option<&str>, harm: Harm) -> Option<String> {
    let mut cells: Vec<String> = row.split('\t').map(str::to_owned).collect();
    let filled: Vec<usize> = (0..cells.len()).filter(|cell| !cells[*cell].is_empty()).collect();
    match harm {
        Harm::ExtraCell => cells.insert(random.below(cells.len()), String::new()),
        Harm::LostCell => {
            let empty: Vec<usize> = (0..cells.len()).filter(|cell| cells[*cell].is_empty()).collect();
            if empty.is_empty() {
                return None;
            }
            cells.remove(*random.pick(&empty));
        }
        Harm::Padding => cells.push(String::new()),
        Harm::Gap | Harm::Break => {
            // Where a sheet has not begun yet, a blank row is no damage.
            let label = label?;
            if !cells[0].is_empty() {
                return None;
            }
            if harm == Harm::Break {
                label.clone_into(&mut cells[0]);
            }
            return Some(format!("\n{}", cells.join("\t")));
        }
        Harm::Blank | Harm::Unseen => {
            let cell = *random.pick(&filled);
            let chars: Vec<char> = cells[cell].chars().collect();
            let inside: Vec<usize> =
                (1..chars.len()).filter(|at| is_han(chars[at - 1]) && is_han(chars[*at])).collect();
            if inside.is_empty() {
                return None;
            }
            let at = *random.pick(&inside);
            let what = if harm == Harm::Blank { ' ' } else { *random.pick(&['\u{200b}', '\u{7}', '\u{feff}']) };
            cells[cell] = chars[..at].iter().chain([&what]).chain(&chars[at..]).collect();
        }
        Harm::Wide => {
            let plain =
                |cell: &String| cell.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '%' | '<' | '>' | '='));
            let plain: Vec<usize> = filled.into_iter().filter(|cell| plain(&cells[*cell])).collect();
            if plain.is_empty() {
                return None;
            }
            let cell = *random.pick(&plain);
            cells[cell] = cells[cell].chars().map(|c| char::from_u32(c as u32 + 0xfee0).unwrap()).collect();
        }
        Harm::Lookalike => {
            let cell = *random.pick(&filled);
            let like = [('一', '⼀'), ('目', '⽬'), ('水', '⽔'), ('工', '⼯'), ('人', '⼈'), ('生', '⽣')];
            let (right, wrong) = *random.pick(&like);
            if !cells[cell].contains(right) {
                return None;
            }
            cells[cell] = cells[cell].replacen(right, &wrong.to_string(), 1);
        }
        Harm::Commas => {
            let long = |cell: &&mut String| {
                cell.len() > 6 && cell.as_bytes()[cell.len() - 3] == b'.' && cell.parse::<f64>().is_ok()
            };
            let cell = cells.iter_mut().find(long)?;
            cell.insert(cell.len() - 6, ',');
        }
    }
    Some(cells.join("\t"))
}

/// A sheet after damage to about one of its rows in `rate`, and how many that were.
fn damaged(random: &mut Random, sound: &str, harms: &[Harm], rate: usize) -> (String, usize) {
    let (mut out, mut done, mut label) = (String::new(), 0, None);
    for row in sound.lines() {
        let whole = row.starts_with('#') || row.is_empty() || !random.once_in(rate);
        let kind = *random.pick(harms);
        let changed = if whole { None } else { harm(random, row, label, kind) };
        done += usize::from(changed.is_some());
        out.push_str(changed.as_deref().unwrap_or(row));
        out.push('\n');
        label = row.split('\t').next().filter(|own| !own.is_empty()).or(label);
    }
    (out, done)
}

/// The values of a text and how often each stands there; blanks, widths and look-alikes make no difference.
fn values(text: &str) -> BTreeMap<String, usize> {
    let mut values = BTreeMap::new();
    for cell in text.lines().filter(|row| !row.starts_with('#')).flat_map(|row| row.split('\t')) {
        let seen: String = cell.chars().filter(|c| !matches!(c, '\u{200b}' | '\u{7}' | '\u{feff}' | ',')).collect();
        let value = fold(&seen);
        if !value.is_empty() {
            *values.entry(value).or_default() += 1;
        }
    }
    values
}

/// How many rows are damaged: `few`, unless a long run is asked for.
fn rows(few: usize) -> usize {
    std::env::var("MUBIAO_ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(few)
}

#[test]
fn no_safe_fix_and_no_layout_changes_a_value_in_any_form() {
    let settings = Settings::default();
    let (mut done, mut seed) = (0, 0);
    while done < rows(5_000) {
        let mut random = Random::new(seed);
        let (name, sound) = &SHEETS[seed as usize % SHEETS.len()];
        let rate = 2 + random.below(4);
        let (text, count) = damaged(&mut random, sound, HARMS, rate);
        let fixed = fix(&text, &settings, Applicability::Safe).text;
        let formatted = format(&fixed, &settings);
        let (first, before) = (values(sound), values(&text));
        for (how, after) in
            [("mended", &fixed), ("mended and laid out", &formatted), ("laid out", &format(&text, &settings))]
        {
            let after_all = values(after);
            for (value, times) in &before {
                let left = after_all.get(value).copied().unwrap_or(0);
                // What a page break printed once more may go.
                let least = first.get(value).copied().unwrap_or(0).min(*times);
                assert!(
                    left >= least && left <= *times,
                    "{name}, seed {seed}, {how}: {value:?} {least}..{times}: {left}\n{text}\n=>\n{after}"
                );
            }
            let new = after_all.keys().find(|value| !before.contains_key(*value));
            assert_eq!(new, None, "{name}, seed {seed}, {how}\n{text}\n=>\n{after}");
        }
        assert_eq!(fix(&fixed, &settings, Applicability::Safe).text, fixed, "{name}, seed {seed}");
        assert_eq!(format(&formatted, &settings), formatted, "{name}, seed {seed}");
        done += count;
        seed += 1;
    }
    println!("{done} rows in {seed} sheets");
}

#[test]
fn what_the_row_determines_is_restored_in_every_form() {
    let settings = Settings::default();
    let sure = [Harm::Padding, Harm::Gap, Harm::Unseen, Harm::Lookalike];
    let (mut done, mut seed) = (0, 0);
    while done < rows(2_500) {
        let mut random = Random::new(seed);
        let (name, sound) = &SHEETS[seed as usize % SHEETS.len()];
        let rate = 2 + random.below(4);
        let (text, count) = damaged(&mut random, sound, &sure, rate);
        let mended = format(&fix(&text, &settings, Applicability::Safe).text, &settings);
        assert_eq!(mended, format(sound, &settings), "{name}, seed {seed}\n{text}");
        done += count;
        seed += 1;
    }
    println!("{done} rows in {seed} sheets");
}

#[test]
fn a_title_of_another_year_is_no_page_break() {
    let title = |year| format!("部门（单位）整体绩效目标表（{year}年度）\n");
    let text = format!(
        "{}\n部门（单位）名称\t703001甲局-211300000\n年度预算收入\t0.00\n\n{}年度预算支出\t年度部门预算支出\t0.00\n",
        title(2021),
        title(2022)
    );
    let settings = Settings::default();
    let fixed = fix(&text, &settings, Applicability::Safe).text;
    let formatted = format(&fixed, &settings);
    assert!(fixed.contains(&title(2022)) && formatted.contains(&title(2022)), "{formatted}");
    let again = text.replace("2022", "2021");
    let fixed = fix(&again, &settings, Applicability::Safe).text;
    assert_eq!(fixed.matches(&title(2021)).count(), 1, "{fixed}");
}

/// A label that has lost its value ends no head: the title below it is the only one, and states the year.
#[test]
fn a_title_below_a_label_alone_is_no_page_break() {
    let title = "部门（单位）整体支出绩效目标申报表（2024年度）\n";
    let text = format!("部门（单位）名称\n{title}年度主要任务\t任务名称\t主要内容\n\t节水宣传\t进社区\n");
    let settings = Settings::default();
    let fixed = fix(&text, &settings, Applicability::Safe).text;
    let formatted = format(&text, &settings);
    assert_eq!((fixed.matches(title).count(), formatted.matches(title).count()), (1, 1), "{fixed}{formatted}");
    assert_eq!(format(&formatted, &settings), formatted);
    // Printed once more it says nothing new.
    let again = format!("{text}{title}\t节水检查\t进单位\n");
    let fixed = fix(&again, &settings, Applicability::Safe).text;
    assert_eq!(fixed.matches(title).count(), 1, "{fixed}");
    // The title of another form is none that is printed once more.
    let other = "部门（单位）整体绩效目标表\n";
    let text = format!("部门整体支出绩效自评表（2023年度）\n部门（单位）名称\t甲\n资金结余率（%）\t乙\n{other}丙\n");
    for text in [fix(&text, &settings, Applicability::Safe).text, format(&text, &settings)] {
        assert!(text.contains(other), "{text}");
    }
}

/// Laid out, such a text is read by another form: a label went to the front, or the title by which the form was known.
#[test]
fn what_is_laid_out_stays_though_its_form_changes() {
    let settings = Settings::default();
    for text in [
        "年度主要任务\t主要内容\t预算金额（万元）\n\t年度绩效指标\t甲\n\t成本指标\t经济成本指标\t\t甲\t甲\n",
        "甲\n部门（单位）名称\t甲\n甲\t占比\t近两年收支金额\n部门（单位）整体绩效目标表\n甲\n",
    ] {
        let formatted = format(text, &settings);
        assert_eq!(format(&formatted, &settings), formatted, "{text}");
        assert_eq!(apply_edits(text, &edits(text, &settings)), formatted, "{text}");
    }
}

/// Of the forms that are read row by row the columns are known: a row is restored, or it is told and left alone.
#[test]
fn a_row_of_a_form_that_is_read_row_by_row_is_restored_or_told() {
    let settings = Settings::default();
    let by_rows: Vec<&(String, String)> = SHEETS.iter().filter(|(_, sheet)| is_read_by_rows(sheet)).collect();
    assert!(by_rows.len() >= 3, "{}", by_rows.len());
    let kinds = [Harm::ExtraCell, Harm::LostCell, Harm::Break];
    let mut counts: BTreeMap<(Harm, bool), usize> = BTreeMap::new();
    let (mut done, mut seed) = (0, 0);
    while done < rows(2_500) {
        let mut random = Random::new(seed);
        seed += 1;
        let (name, sound) = by_rows[random.below(by_rows.len())];
        let lines: Vec<&str> = sound.lines().collect();
        let at = random.below(lines.len());
        let label = lines[..at].iter().rev().map(|row| row.split('\t').next().unwrap()).find(|own| !own.is_empty());
        if lines[at].is_empty() || lines[at].starts_with('#') {
            continue;
        }
        let kind = *random.pick(&kinds);
        let Some(changed) = harm(&mut random, lines[at], label, kind) else { continue };
        let text: String = lines
            .iter()
            .enumerate()
            .map(|(row, own)| if row == at { &*changed } else { *own })
            .fold(String::new(), |text, row| text + row + "\n");
        done += 1;
        let fixed = fix(&text, &settings, Applicability::Safe);
        let restored = format(&fixed.text, &settings) == format(sound, &settings);
        let told = fixed.remaining.findings.len() > mubiao::lint::lint(sound, &settings).findings.len();
        assert!(restored || told, "{name}, seed {}: {:?} was {:?}", seed - 1, changed, lines[at]);
        *counts.entry((kind, restored)).or_default() += 1;
    }
    println!("{counts:?}");
    let of = |restored| counts.iter().filter(|((_, is), _)| *is == restored).map(|(_, count)| count).sum::<usize>();
    assert!(of(true) * 100 >= done * 85, "{counts:?}");
}

fn is_read_by_rows(sheet: &str) -> bool {
    let outcome = mubiao::lint::lint(sheet, &Settings::default());
    outcome.forms.iter().all(|form| !form.profile.is_none() && !form.profile.by_headings())
}
