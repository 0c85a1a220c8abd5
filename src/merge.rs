//! Three books made one: what either side changed of their common base, by the same keys as a comparison.
//!
//! Nothing is lost: where both sides changed one cell, both alternatives stay, each under a directive.

mod rows;
mod units;
mod widen;

use crate::compare::pair;
use crate::export::record::{self, Sheet};
use crate::format::format;
use crate::lint::Settings;
use crate::profile::Profiles;
use rows::Side;
use units::Units;

/// What became of three books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The book, in the canonical layout.
    pub text: String,
    /// How many places both sides changed, each in another way.
    pub conflicts: usize,
}

/// Merges what `ours` and `theirs` made of `base`.
pub fn merge(base: &str, ours: &str, theirs: &str, settings: &Settings) -> Merged {
    let whole = |text: &str| Merged { text: text.to_owned(), conflicts: 0 };
    if ours == theirs || base == theirs {
        return whole(ours);
    }
    if base == ours {
        return whole(theirs);
    }
    let end = crate::format::main_line_end(ours);
    let laid = [base, ours, theirs].map(|text| format(&text.replace("\r\n", "\n"), settings));
    let books = laid.each_ref().map(|text| sheets(text, settings));
    let mut merger = Merger { out: rows::Out::default() };
    match books {
        [Some(base), Some(ours), Some(theirs)] => merger.books([&base, &ours, &theirs]),
        // What no form reads is merged row by row.
        _ => merger.sheets(laid.each_ref().map(|text| Some(Units::of_rows(text)))),
    }
    let (rows, conflicts) = merger.out.finish();
    let mut text = String::new();
    for row in rows {
        text.push_str(&row);
        text.push_str(end);
    }
    Merged { text, conflicts }
}

/// The sheets of a text; none of a text without anything in it.
fn sheets(text: &str, settings: &Settings) -> Option<Vec<Sheet>> {
    if text.trim().is_empty() {
        return Some(Vec::new());
    }
    let profiles: &Profiles = &settings.profiles;
    let book = record::book(text, profiles, settings.profile.as_deref(), settings.fiscal_year).ok()?;
    (!book.sheets.is_empty()).then_some(book.sheets)
}

struct Merger {
    out: rows::Out,
}

impl Merger {
    fn books(&mut self, books: [&[Sheet]; 3]) {
        let [base, ours, theirs] = books;
        let (of_ours, of_theirs) = (pair(base, ours), pair(base, theirs));
        let find = |pairs: &[(usize, usize)], base: usize| pairs.iter().find(|(at, _)| *at == base).map(|(_, at)| *at);
        // The sheets that each side added may be the same one.
        let fresh = |pairs: &[(usize, usize)], side: &[Sheet]| -> Vec<usize> {
            (0..side.len()).filter(|at| !pairs.iter().any(|(_, of)| of == at)).collect()
        };
        let (new_ours, new_theirs) = (fresh(&of_ours, ours), fresh(&of_theirs, theirs));
        let pick = |side: &[Sheet], at: &[usize]| -> Vec<Sheet> { at.iter().map(|at| side[*at].clone()).collect() };
        let both_new = pair(&pick(ours, &new_ours), &pick(theirs, &new_theirs));
        let mut order: Vec<[Option<usize>; 3]> = Vec::new();
        for at in 0..ours.len() {
            let base = of_ours.iter().find(|(_, of)| *of == at).map(|(base, _)| *base);
            let their = match base {
                Some(base) => find(&of_theirs, base),
                None => {
                    let new = new_ours.iter().position(|new| *new == at);
                    both_new.iter().find(|(of, _)| Some(*of) == new).map(|(_, of)| new_theirs[*of])
                }
            };
            order.push([base, Some(at), their]);
        }
        // What they alone have stands behind what stands before it there.
        let mut behind = 0;
        for at in 0..theirs.len() {
            if let Some(place) = order.iter().position(|all| all[2] == Some(at)) {
                behind = place + 1;
                continue;
            }
            let base = of_theirs.iter().find(|(_, of)| *of == at).map(|(base, _)| *base);
            order.insert(behind, [base, None, Some(at)]);
            behind += 1;
        }
        for all in order {
            let units = |side: usize| all[side].map(|at| Units::of(&books[side][at]));
            self.sheets([units(0), units(1), units(2)]);
        }
    }

    /// One sheet, as far as each of the three books has it.
    fn sheets(&mut self, sheets: [Option<Units>; 3]) {
        match sheets {
            [base, Some(ours), Some(theirs)] => {
                let base = base.unwrap_or_default();
                rows::merge([base, ours, theirs], &mut self.out);
            }
            [None, Some(only), None] | [None, None, Some(only)] => self.out.whole(only),
            [Some(base), Some(left), None] if !base.is_same(&left) => self.out.lost(left, Side::Theirs),
            [Some(base), None, Some(left)] if !base.is_same(&left) => self.out.lost(left, Side::Ours),
            // One side dropped what the other one left as it was.
            [Some(_), Some(left), None] | [Some(_), None, Some(left)] => self.out.dropped(left),
            [_, None, None] => {}
        }
    }
}
