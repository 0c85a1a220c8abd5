//! The damage that copying does to sheets, done on purpose.

use super::generate::Random;

/// A kind of damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// An empty cell too many in an indicator row.
    ExtraCell,
    /// An empty cell lost from an indicator row.
    LostCell,
    /// The label's cell lost from an indicator row.
    LostLabel,
    /// A page break inside the tasks or the indicators.
    PageBreak,
    /// The next row's parents printed on a row.
    HoistedParents,
    /// A blank inside a name.
    BrokenWord,
    /// Markup around the goal.
    Markup,
    /// Full-width operators and figures, half-width brackets in labels.
    MixedWidth,
    /// Empty cells at the end of rows.
    Padding,
}

/// All kinds.
pub const KINDS: &[Kind] = &[
    Kind::ExtraCell,
    Kind::LostCell,
    Kind::LostLabel,
    Kind::PageBreak,
    Kind::HoistedParents,
    Kind::BrokenWord,
    Kind::Markup,
    Kind::MixedWidth,
    Kind::Padding,
];

/// Where the indicator rows of a sheet's rows begin.
pub fn first_indicator(rows: &[String]) -> usize {
    rows.iter().position(|row| row.starts_with("年度绩效指标\t一级指标")).map_or(rows.len(), |at| at + 1)
}

fn cells(row: &str) -> Vec<String> {
    row.split('\t').map(str::to_owned).collect()
}

/// Does damage of `kind` to one row of the sheet that is not `touched`. Returns the rows it touched, `None` when there is
/// no row to do it to.
fn damage(random: &mut Random, rows: &mut Vec<String>, kind: Kind, touched: &[usize]) -> Option<Vec<usize>> {
    let first = first_indicator(rows);
    let free: Vec<usize> =
        (first..rows.len()).filter(|at| !touched.contains(at) && rows[*at].starts_with('\t')).collect();
    if free.is_empty() {
        return None;
    }
    let at = *random.pick(&free);
    let mut row = cells(&rows[at]);
    match kind {
        Kind::ExtraCell => {
            let place = random.below(row.len());
            row.insert(place, String::new());
            rows[at] = row.join("\t");
            Some(vec![at])
        }
        Kind::LostCell => {
            let empty: Vec<usize> = (0..row.len()).filter(|cell| row[*cell].is_empty()).collect();
            row.remove(*random.pick(&empty));
            rows[at] = row.join("\t");
            Some(vec![at])
        }
        Kind::LostLabel => {
            row.remove(0);
            rows[at] = row.join("\t");
            Some(vec![at])
        }
        Kind::PageBreak => {
            let break_tasks = random.once_in(4);
            let (label, at) = if break_tasks {
                let tasks = rows.iter().position(|row| row.starts_with("年度主要任务\t对应项目"))?;
                ("年度主要任务", tasks + 1)
            } else {
                ("年度绩效指标", at)
            };
            if touched.contains(&at) || at > 0 && rows[at - 1].is_empty() {
                return None;
            }
            let mut row = cells(&rows[at]);
            label.clone_into(&mut row[0]);
            if !break_tasks {
                let above = parents(rows, at - 1)?;
                if row[1].is_empty() {
                    row[1] = above.0;
                    if row[2].is_empty() {
                        row[2] = above.1;
                    }
                }
            }
            rows[at] = row.join("\t");
            rows.insert(at, String::new());
            Some(vec![at, at + 1])
        }
        Kind::HoistedParents => {
            let openers: Vec<usize> = free
                .iter()
                .copied()
                .filter(|at| {
                    *at > first
                        && cells(&rows[*at]).len() == 8
                        && !cells(&rows[*at])[2].is_empty()
                        && free.contains(&(at - 1))
                })
                .collect();
            if openers.is_empty() {
                return None;
            }
            let next = *random.pick(&openers);
            let (mut this, mut opened) = (cells(&rows[next - 1]), cells(&rows[next]));
            let moved: Vec<String> = opened[1..3].iter().filter(|cell| !cell.is_empty()).cloned().collect();
            opened[1].clear();
            opened[2].clear();
            let own: Vec<String> = this[1..3].iter().filter(|cell| !cell.is_empty()).cloned().collect();
            let rest = this.split_off(3);
            // Printed where there is room for them: at the right end of the parents' columns, or pushing the rest right.
            let parents: Vec<String> = moved.into_iter().chain(own).collect();
            let mut row = vec![String::new(); 1 + 2usize.saturating_sub(parents.len())];
            row.extend(parents);
            row.extend(rest);
            rows[next - 1] = row.join("\t");
            rows[next] = opened.join("\t");
            Some(vec![next - 1, next])
        }
        Kind::BrokenWord => {
            let named: Vec<usize> = (1..4.min(row.len())).filter(|cell| row[*cell].chars().count() > 3).collect();
            if named.is_empty() {
                return None;
            }
            let cell = *random.pick(&named);
            let chars: Vec<char> = row[cell].chars().collect();
            let han = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}');
            let places: Vec<usize> = (1..chars.len()).filter(|at| han(chars[at - 1]) && han(chars[*at])).collect();
            let place = *random.pick(&places);
            row[cell] = chars[..place].iter().chain([&' ']).chain(&chars[place..]).collect();
            rows[at] = row.join("\t");
            Some(vec![at])
        }
        Kind::Markup => {
            let goal = rows.iter().position(|row| row.starts_with("年度绩效目标\t"))?;
            if touched.contains(&goal) {
                return None;
            }
            let (label, text) = rows[goal].split_once('\t')?;
            rows[goal] = format!("{label}\t<p style=\"text-align: center;\">{text}</p>");
            Some(vec![goal])
        }
        Kind::MixedWidth => {
            if random.once_in(3) {
                let place = *random.pick(&[0, 5]);
                if touched.contains(&place) || !rows[place].contains('（') {
                    return None;
                }
                rows[place] = rows[place].replace('（', "(").replace('）', ")");
                return Some(vec![place]);
            }
            if row.len() < 6 || row[4].is_empty() {
                return None;
            }
            row[4] = row[4].replace('=', "＝").replace('>', "＞").replace('<', "＜");
            if random.once_in(2) {
                row[5] = row[5]
                    .chars()
                    .map(|c| char::from_u32(c as u32 + 0xfee0).filter(|_| c.is_ascii_digit()).unwrap_or(c))
                    .collect();
            }
            rows[at] = row.join("\t");
            Some(vec![at])
        }
        Kind::Padding => {
            rows[at].push_str("\t\t");
            Some(vec![at])
        }
    }
}

/// The class and the group that hold in row `at`.
fn parents(rows: &[String], at: usize) -> Option<(String, String)> {
    let mut group = None;
    for row in rows[..=at].iter().rev() {
        let row = cells(row);
        if row == [""] {
            continue;
        }
        if row.len() < 4 || row[0] == "年度绩效指标" && row[1] == "一级指标" {
            return None;
        }
        if !row[0].is_empty() && row[0] != "年度绩效指标" {
            return None;
        }
        if group.is_none() && !row[2].is_empty() {
            group = Some(row[2].clone());
        }
        if !row[1].is_empty() {
            return Some((row[1].clone(), group?));
        }
    }
    None
}

/// Adds and takes empty cells of one indicator row, once for each of `kinds`.
pub fn shift_row(random: &mut Random, row: &str, kinds: &[Kind]) -> String {
    let mut row = cells(row);
    for kind in kinds {
        match kind {
            Kind::ExtraCell => {
                let place = random.below(row.len());
                row.insert(place, String::new());
            }
            Kind::LostLabel if row[0].is_empty() => {
                row.remove(0);
            }
            Kind::LostCell => {
                let empty: Vec<usize> = (0..row.len()).filter(|cell| row[*cell].is_empty()).collect();
                if !empty.is_empty() {
                    row.remove(*random.pick(&empty));
                }
            }
            _ => row.push(String::new()),
        }
    }
    row.join("\t")
}

/// Does damage of all `kinds` to the rows of a sheet, each to rows of its own; returns the kinds that found a row.
pub fn damage_sheet(random: &mut Random, rows: &mut Vec<String>, kinds: &[Kind]) -> Vec<Kind> {
    let (mut touched, mut done) = (Vec::new(), Vec::new());
    // A page break repeats the parents of the rows above, so it comes while they are sound.
    let mut kinds = kinds.to_vec();
    kinds.sort_by_key(|kind| *kind != Kind::PageBreak);
    for kind in kinds {
        if let Some(more) = damage(random, rows, kind, &touched) {
            if kind == Kind::PageBreak {
                touched.iter_mut().filter(|at| **at >= more[0]).for_each(|at| *at += 1);
            }
            touched.extend(more);
            done.push(kind);
        }
    }
    done
}

/// Damages about one row in `rate` of every sheet of `book`, with all kinds of damage.
pub fn damage_book(seed: u64, book: &str, rate: usize) -> String {
    damage_share(seed, book, 1, rate)
}

/// Damages about `share` rows in `of` of every sheet of `book`, with all kinds of damage.
pub fn damage_share(seed: u64, book: &str, share: usize, of: usize) -> String {
    let mut random = Random::new(seed);
    let mut sheets: Vec<String> = Vec::new();
    for sheet in book.split("\n\n") {
        let mut rows: Vec<String> = sheet.lines().map(str::to_owned).collect();
        let kinds: Vec<Kind> = (0..rows.len() * share / of).map(|_| *random.pick(KINDS)).collect();
        damage_sheet(&mut random, &mut rows, &kinds);
        sheets.push(rows.join("\n"));
    }
    sheets.join("\n\n") + "\n"
}
