//! Tokens as the protocol counts them: each from the one before, sheet by sheet, so that an edit costs its sheet alone.

use std::sync::Arc;

use super::{KINDS, Token};
use crate::ide::{Analysis, SheetPlace};
use crate::profile::Profile;
use crate::syntax::SheetText;
use crate::text::{Encoding, TextRange};

/// How many numbers a token is: rows and columns from the one before, length, kind, modifiers.
const NUMBERS: usize = 5;

/// The tokens of one sheet; nothing in them depends on where it stands.
#[derive(Debug, PartialEq, Eq)]
pub struct SheetTokens {
    /// Five numbers a token; the first row counts from the sheet's first.
    data: Vec<u32>,
    /// From the last token's row to the row behind the sheet; from the first row when there is no token.
    rest: u32,
}

/// The tokens of a book at one moment, kept to answer what changed since.
#[derive(Clone, Debug)]
pub struct Tokens {
    encoding: Encoding,
    sheets: Vec<Known>,
}

/// A sheet, the form it was read by, and its tokens.
type Known = (Arc<SheetText>, Arc<Profile>, Arc<SheetTokens>);

/// A change of the numbers of [`Tokens::data`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenEdit {
    /// The first number that goes.
    pub start: u32,
    /// How many go.
    pub delete: u32,
    /// What comes in their place.
    pub data: Vec<u32>,
}

impl Analysis {
    /// The tokens of all sheets, columns and lengths in `encoding`. What `before` has of sheets that did not change is used
    /// again.
    pub fn tokens(&self, encoding: Encoding, before: Option<&Tokens>) -> Tokens {
        let known = before.filter(|before| before.encoding == encoding).map_or(&[][..], |before| &before.sheets);
        let places: Vec<SheetPlace> = self.places().collect();
        // A sheet above may have changed the form of one whose text is the same.
        let same = |(place, (text, profile, _)): &(&SheetPlace, &Known)| {
            Arc::ptr_eq(&place.syntax, text) && Arc::ptr_eq(&place.profile, profile)
        };
        let head = places.iter().zip(known).take_while(same).count();
        let most = places.len().min(known.len()) - head;
        let tail = places.iter().rev().zip(known.iter().rev()).take(most).take_while(same).count();
        let sheets = places.iter().enumerate().map(|(at, place)| {
            let tokens = if at < head {
                known[at].2.clone()
            } else if at >= places.len() - tail {
                known[at + known.len() - places.len()].2.clone()
            } else {
                Arc::new(SheetTokens::new(place, &place.tokens(), encoding))
            };
            (place.syntax.clone(), place.profile.clone(), tokens)
        });
        Tokens { encoding, sheets: sheets.collect() }
    }

    /// The numbers of the tokens of the rows that `range` touches.
    pub fn tokens_in(&self, range: TextRange, encoding: Encoding) -> Vec<u32> {
        let rows = self.rows_around(range);
        let (mut data, mut row) = (Vec::new(), 0);
        for place in self.places_in(rows) {
            let inside = |token: &Token| {
                let range = place.in_text(token.range);
                rows.start <= range.start && range.start < rows.end
            };
            let tokens: Vec<Token> = place.tokens().into_iter().filter(inside).collect();
            let sheet = SheetTokens::new(&place, &tokens, encoding);
            append(&mut data, &sheet.data, place.row - row);
            if !sheet.data.is_empty() {
                row = place.row + place.syntax.syntax.rows().len() as u32 - sheet.rest;
            }
        }
        data
    }
}

/// Appends the numbers of a sheet whose first row is so many `rows` behind the last token.
fn append(data: &mut Vec<u32>, sheet: &[u32], rows: u32) {
    let first = data.len();
    data.extend_from_slice(sheet);
    if let Some(row) = data.get_mut(first) {
        *row += rows;
    }
}

impl SheetTokens {
    fn new(place: &SheetPlace, tokens: &[Token], encoding: Encoding) -> Self {
        let (text, rows) = (&place.syntax.text, place.syntax.syntax.rows());
        let mut data = Vec::with_capacity(tokens.len() * NUMBERS);
        let (mut row, mut last_row) = (0, 0);
        // The column in which the last token of the row starts, and the byte and column in which it ends.
        let (mut start, mut end, mut end_column) = (0, 0, 0);
        for token in tokens {
            while rows[row].end() <= token.range.start {
                row += 1;
            }
            if row > last_row || data.is_empty() {
                (start, end, end_column) = (0, rows[row].start, 0);
            }
            let column = end_column + length(&text[end as usize..token.range.start as usize], encoding);
            let size = length(&text[token.range.usize()], encoding);
            let kind = KINDS.iter().position(|(kind, _)| *kind == token.kind).unwrap_or(0);
            data.extend([(row - last_row) as u32, column - start, size, kind as u32, u32::from(token.modifiers)]);
            (last_row, start, end, end_column) = (row, column, token.range.end, column + size);
        }
        Self { rest: (rows.len() - last_row) as u32, data }
    }
}

fn length(text: &str, encoding: Encoding) -> u32 {
    match encoding {
        Encoding::Utf8 => text.len() as u32,
        Encoding::Utf16 => text.chars().map(|c| c.len_utf16() as u32).sum(),
        Encoding::Utf32 => text.chars().count() as u32,
    }
}

impl Tokens {
    /// The numbers of all tokens.
    pub fn data(&self) -> Vec<u32> {
        self.data_of(0..self.sheets.len())
    }

    /// The numbers of the tokens of some sheets.
    fn data_of(&self, sheets: std::ops::Range<usize>) -> Vec<u32> {
        let before = self.sheets[..sheets.start].iter().rev();
        // Sheets without tokens add their rows to the first token behind them.
        let empty = before.clone().take_while(|(.., tokens)| tokens.data.is_empty()).map(|(.., tokens)| tokens.rest);
        let last = before.map(|(.., tokens)| tokens).find(|tokens| !tokens.data.is_empty());
        let mut rows = empty.sum::<u32>() + last.map_or(0, |tokens| tokens.rest);
        let mut data = Vec::new();
        for (.., tokens) in &self.sheets[sheets] {
            append(&mut data, &tokens.data, rows);
            rows = if tokens.data.is_empty() { rows + tokens.rest } else { tokens.rest };
        }
        data
    }

    /// How `before` becomes this: at most one edit. Costs what the sheets cost that differ.
    pub fn since(&self, before: &Self) -> Option<TokenEdit> {
        let same = |(one, other): &(&Known, &Known)| Arc::ptr_eq(&one.2, &other.2) || one.2 == other.2;
        let (old, new) = (&before.sheets, &self.sheets);
        let head = old.iter().zip(new).take_while(same).count();
        let most = old.len().min(new.len()) - head;
        let mut tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(same).count();
        // The first token behind the changed sheets counts from them.
        while tail > 0 {
            tail -= 1;
            if !new[new.len() - tail - 1].2.data.is_empty() {
                break;
            }
        }
        let (old, new) = (before.data_of(head..old.len() - tail), self.data_of(head..new.len() - tail));
        let start: usize = before.sheets[..head].iter().map(|(.., tokens)| tokens.data.len()).sum();
        let (tokens_old, tokens_new) = (old.chunks(NUMBERS), new.chunks(NUMBERS));
        let equal = |(one, other): &(&[u32], &[u32])| one == other;
        let first = tokens_old.clone().zip(tokens_new.clone()).take_while(equal).count() * NUMBERS;
        let most = (old.len().min(new.len()) - first) / NUMBERS;
        let last = tokens_old.rev().zip(tokens_new.rev()).take(most).take_while(equal).count() * NUMBERS;
        let delete = old.len() - last - first;
        let data = new[first..new.len() - last].to_vec();
        (delete > 0 || !data.is_empty()).then_some(TokenEdit {
            start: (start + first) as u32,
            delete: delete as u32,
            data,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Lang;
    use crate::ide::Buffer;
    use crate::ide::testing::{PUBLISHED, analysis};
    use crate::lint::Settings;
    use crate::text::{Edit, Position};

    const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    /// The texts that the numbers name, read as a client reads them.
    fn read(data: &[u32], analysis: &Analysis, encoding: Encoding) -> Vec<String> {
        let document = analysis.document();
        let (mut line, mut character) = (0, 0);
        let read = data.chunks(NUMBERS).map(|token| {
            character = if token[0] > 0 { token[1] } else { character + token[1] };
            line += token[0];
            let place = |character: u32| document.offset(Position { line, character }, encoding);
            document.slice(place(character)..place(character + token[2]))
        });
        read.collect()
    }

    #[test]
    fn a_client_finds_the_tokens() {
        for text in PUBLISHED {
            let text = text.replacen("自查", "自查😀", 1).replacen("\n\n", "\r\n\r\n", 3);
            let analysis = analysis(&text, Lang::Zh);
            let tokens = analysis.places().flat_map(|place| {
                let text = place.syntax.text.clone();
                place.tokens().into_iter().map(move |token| text[token.range.usize()].to_owned())
            });
            let tokens: Vec<String> = tokens.collect();
            for encoding in ENCODINGS {
                assert_eq!(read(&analysis.tokens(encoding, None).data(), &analysis, encoding), tokens);
                let whole = TextRange::new(0, text.len() as u32);
                assert_eq!(analysis.tokens_in(whole, encoding), analysis.tokens(encoding, None).data());
            }
        }
    }

    #[test]
    fn a_range_has_the_tokens_of_its_rows() {
        let text = PUBLISHED[1];
        let analysis = analysis(text, Lang::Zh);
        let start = text.find("\t可持续性").unwrap();
        let end = text.find("年度预算收入\t99.20").unwrap();
        let data = analysis.tokens_in(TextRange::new(start as u32 + 3, end as u32), Encoding::Utf16);
        let read = read(&data, &analysis, Encoding::Utf16);
        assert_eq!(read.first().map(String::as_str), Some("可持续性"));
        assert_eq!(read.last().map(String::as_str), Some("211300000"));
    }

    #[test]
    fn what_changed_is_one_edit_of_its_sheet() {
        let text = PUBLISHED[1];
        let mut buffer = Buffer::new(text, 1, Settings::default().into());
        let mut before = buffer.analysis().tokens(Encoding::Utf16, None);
        let at = |text: &str, of: &str| TextRange::empty(text.find(of).unwrap() as u32);
        for edit in [
            Edit::insert(at(text, "9.20").start, "1"),
            Edit::insert(at(text, "年度预算收入\t53.53").start, "\n# 注\n"),
            Edit::delete(TextRange::new(
                at(text, "部门（单位）名称\t703004").start,
                at(text, "年度预算收入\t10.08").start,
            )),
            Edit::insert(0, "# 抬头\n\n"),
            Edit::delete(TextRange::new(0, 2000)),
        ] {
            let text = buffer.document().text();
            let inside = |at: u32| text.floor_char_boundary((at as usize).min(text.len())) as u32;
            let range = TextRange::new(inside(edit.range.start), inside(edit.range.end).max(inside(edit.range.start)));
            buffer.apply(&Edit::replace(range, edit.text));
            let analysis = buffer.analysis();
            let after = analysis.tokens(Encoding::Utf16, Some(&before));
            assert_eq!(after.data(), analysis.tokens(Encoding::Utf16, None).data());
            let mut data = before.data();
            if let Some(edit) = after.since(&before) {
                let (start, end) = (edit.start as usize, (edit.start + edit.delete) as usize);
                assert_eq!((start % NUMBERS, edit.delete as usize % NUMBERS), (0, 0));
                data.splice(start..end, edit.data);
            }
            assert_eq!(data, after.data());
            before = after;
        }
        assert_eq!(before.since(&before), None);
    }
}
