//! Values that come without cells, one after another: which of them make a row is read off their order and looks.

mod middles;
mod order;

use super::draft::{Draft, Left, Note, Why};
use super::glue;
use super::grid::{GridName, Place};
use super::text::is_page_number;
use super::words::join;
use crate::diagnostic::{Lang, say};
use crate::profile::{Column, ColumnKind, Label, Profile, Section, SectionKind, Shape, fold};
use crate::sheet::{read_amount, read_deadline, read_values};
use crate::syntax::{CellKind, kind_of};
use std::cell::Cell;

/// A value and the line it stands in, from 0.
#[derive(Clone, Debug)]
struct Token {
    text: String,
    line: u32,
    /// Whether it is the first one of its line.
    first: bool,
    /// Its page, from 0.
    page: u32,
}

/// What making one more row costs.
const ROW: u32 = 2;

/// As many parents of the next row may be printed on a row.
const MOST_PARENTS: usize = 2;

/// What it costs to read a row as one that carries the parents of the next.
const HOISTED: u32 = 3;

/// What it costs to join two lines into one cell.
const BROKEN: u32 = 1;

/// A row has no more lines that go on with the cell of the line before.
const MOST_BROKEN: usize = 3;

/// Lines of one text are joined into cells in no more ways; behind that each line is a cell. A sound book needs some hundred
/// a sheet.
const MOST_JOINS: u32 = 500_000;

/// No text with more values is read, which is some hundred sheets.
pub(super) const MOST_VALUES: usize = 150_000;

/// A row that costs this much is in doubt.
const DOUBTFUL: u32 = 6;

/// Makes the rows of a text whose values stand one a line, or several in a line with nothing but blanks between.
pub(super) fn read(text: &str, profile: &Profile, lang: Lang) -> Draft {
    read_joining(text, profile, lang, MOST_JOINS)
}

/// The same, with lines joined into cells in at most so many ways.
fn read_joining(text: &str, profile: &Profile, lang: Lang, most: u32) -> Draft {
    let mut draft = Draft::default();
    let joins = Cell::new(most);
    let tokens = whole(tokens(text, profile, &mut draft), profile, lang, &mut draft);
    let tokens = order::ordered(tokens, profile, lang, &mut draft);
    let label = |token: &Token| profile.section_of(&token.text).map(|(section, _)| section);
    let mut at = tokens.iter().position(|token| label(token).is_some()).unwrap_or(tokens.len());
    for token in &tokens[..at] {
        let place = token.place();
        if !draft.title_line(&token.text, place.clone(), profile) {
            draft.left.push(Left { place, text: token.text.clone(), cells: 1, why: Why::Outside });
        }
    }
    while at < tokens.len() {
        let Some(section) = label(&tokens[at]) else { break };
        let behind = tokens[at + 1..].iter().position(|token| {
            label(token).is_some_and(|next| !is_part(&profile.sections[section], &token.text) || next != section)
        });
        let end = behind.map_or(tokens.len(), |behind| at + 1 + behind);
        if section == profile.identity() {
            draft.begin();
        }
        let (own, repeated) = without_titles(&tokens[at + 1..end], profile);
        for token in repeated {
            draft.left.push(Left { place: token.place(), text: token.text, cells: 1, why: Why::Repeated });
        }
        Reader { profile, lang, draft: &mut draft, joins: &joins }.section(
            &profile.sections[section],
            &tokens[at],
            &own,
        );
        at = end;
    }
    draft
}

impl Token {
    fn place(&self) -> Place {
        Place { grid: GridName::Lines, row: self.line, col: 0 }
    }

    fn cell(&self) -> (String, Option<Place>) {
        (self.text.clone(), Some(self.place()))
    }
}

impl Draft {
    /// Takes a line before the first sheet as the title, when it is one.
    fn title_line(&mut self, text: &str, place: Place, profile: &Profile) -> bool {
        let titled = profile.is_title(text) || text.contains("绩效目标");
        if titled && self.rows.is_empty() && !text.starts_with('#') {
            self.row(vec![(text.to_owned(), Some(place))]);
            return true;
        }
        false
    }
}

/// The values of a text. A line is one value unless wide gaps part it, or blanks that stand beside words of the form.
fn tokens(text: &str, profile: &Profile, draft: &mut Draft) -> Vec<Token> {
    let mut tokens = Vec::new();
    // A page begins within a line, behind a mark.
    let mut before = 0;
    let rows = text.split('\u{c}').enumerate().flat_map(|(page, own)| {
        let from = before;
        before += own.matches('\n').count() as u32;
        own.split('\n').enumerate().map(move |(line, row)| (page as u32, from + line as u32, row))
    });
    for (page, line, row) in rows {
        let row = row.trim_matches(|c: char| c.is_whitespace());
        if row.is_empty() {
            continue;
        }
        if is_page_number(row) {
            let place = Place { grid: GridName::Lines, row: line, col: 0 };
            draft.left.push(Left { place, text: row.to_owned(), cells: 1, why: Why::PageNumber });
            continue;
        }
        let mut first = true;
        for piece in wide_pieces(row) {
            let blanks: Vec<&str> = piece.split_whitespace().collect();
            let known = blanks.iter().filter(|word| is_known(word, profile)).count();
            // A figure within a sentence is no cell; a word of the form is, and an amount at the end.
            let telling = |word: &&str| {
                is_name(word, profile) || profile.operator(word).is_some() || read_deadline(word).is_some()
            };
            let amount = blanks.last().is_some_and(|last| kind_of(last) == CellKind::Number);
            let parted = 3 * known >= blanks.len() && (amount || blanks.iter().any(telling));
            let whole = blanks.len() == 1 || !parted || is_known(piece, profile);
            let pieces = if whole { vec![piece.to_owned()] } else { blanks.into_iter().map(str::to_owned).collect() };
            let pieces = pieces.into_iter().flat_map(|text| match is_known(&text, profile) {
                true => vec![text],
                false => glue::cells(&text, profile).unwrap_or_else(|| vec![text]),
            });
            for text in pieces {
                tokens.push(Token { text, line, first: std::mem::take(&mut first), page });
            }
        }
    }
    tokens
}

/// The pieces of a line between gaps of two blanks or more.
fn wide_pieces(row: &str) -> impl Iterator<Item = &str> {
    row.split("  ").map(str::trim).filter(|piece| !piece.is_empty())
}

/// Whether a form has `text` as a label, a header, a word, an operator, a figure or a deadline.
fn is_known(text: &str, profile: &Profile) -> bool {
    is_name(text, profile)
        || !profile.word(text).is_unknown()
        || profile.operator(text).is_some()
        || matches!(kind_of(text), CellKind::Number | CellKind::Month)
        || read_deadline(text).is_some()
}

/// Whether `text` is printed in the form itself.
fn is_name(text: &str, profile: &Profile) -> bool {
    let printed = |section: &Section| {
        section.parts().any(|part| part.label.matches(text).is_some())
            || section.columns().iter().any(|column| column.label.matches(text).is_some())
            || section.headers.iter().any(|header| header.matches(text).is_some())
    };
    profile.section_of(text).is_some() || profile.word(text).is_path() || profile.sections.iter().any(printed)
}

fn is_part(section: &Section, text: &str) -> bool {
    section.parts().any(|part| part.label.matches(text).is_some())
}

/// Whether `text` is the number of a paragraph, such as `目标1`, where those are called `label`.
fn is_number(text: &str, label: &Label) -> bool {
    let folded = fold(text);
    let number = folded.strip_prefix(label.folded.as_str()).map(|number| number.trim_end_matches([':', '.', '、']));
    number.is_some_and(|number| {
        number.chars().count() <= 3 && number.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
    })
}

/// Whether a row leaves open which of several columns of a kind its texts or amounts stand for, because it has fewer, or
/// whether its target value is part of another cell.
fn is_open(assigned: &[usize], columns: &[Column]) -> bool {
    let value = |column: &Column| matches!(column.kind, ColumnKind::Value | ColumnKind::Target);
    if columns.iter().position(value).is_some_and(|at| !assigned.contains(&at)) {
        return true;
    }
    [ColumnKind::Text, ColumnKind::Amount].into_iter().any(|kind| {
        let all: Vec<usize> = (0..columns.len()).filter(|&at| columns[at].kind == kind).collect();
        let filled = all.iter().filter(|at| assigned.contains(at)).count();
        let required = all.iter().filter(|&&at| columns[at].required).count();
        filled > required && filled < all.len()
    })
}

/// Joins values that are a word of the form only together: a cell that was printed in several lines.
fn whole(tokens: Vec<Token>, profile: &Profile, lang: Lang, draft: &mut Draft) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let mut taken = 1;
        if !is_known(&tokens[at].text, profile) && tokens[at].text.chars().count() < 40 {
            for count in 2..=4.min(tokens.len() - at) {
                let parts = &tokens[at..at + count];
                let text = join(parts.iter().map(|part| part.text.as_str()));
                if parts[1..].iter().all(|part| part.first)
                    && (is_name(&text, profile) || profile.word(&text).qualitative)
                {
                    taken = count;
                    break;
                }
            }
        }
        let text = join(tokens[at..at + taken].iter().map(|part| part.text.as_str()));
        let token = Token { text, ..tokens[at].clone() };
        if taken > 1 {
            let message = say!(lang, "被拆成 {taken} 行的文字已并入一格", "{taken} lines were joined into one cell");
            draft.mended.push(Note { place: token.place(), text: token.text.clone(), message });
        }
        out.push(token);
        at += taken;
    }
    out
}

/// The values without the titles that are printed on each page.
fn without_titles(tokens: &[Token], profile: &Profile) -> (Vec<Token>, Vec<Token>) {
    tokens.iter().cloned().partition(|token| !profile.is_title(&token.text))
}

/// The cheapest way to read the values up to a place: what it costs, where its last row begins, the columns of that row
/// and what it alone costs.
type Way = (u32, usize, Vec<usize>, u32);

/// Makes the rows of one section.
struct Reader<'a> {
    profile: &'a Profile,
    lang: Lang,
    draft: &'a mut Draft,
    /// In how many more ways lines are joined.
    joins: &'a Cell<u32>,
}

impl Reader<'_> {
    fn section(&mut self, section: &Section, label: &Token, values: &[Token]) {
        match &section.shape {
            Shape::Field(ColumnKind::Amount) => {
                self.draft.row(std::iter::once(label).chain(values.first()).map(Token::cell).collect());
                for value in values.iter().skip(1) {
                    self.draft.row(vec![(String::new(), None), value.cell()]);
                }
            }
            Shape::Field(_) => {
                let text = join(values.iter().map(|value| value.text.as_str()));
                self.joined(values, &text);
                self.draft.row(vec![label.cell(), (text, values.first().map(Token::place))]);
            }
            Shape::Text => self.prose(label, values, section),
            Shape::Breakdown(rows) => {
                let row_of = |token: &Token| {
                    rows.iter().position(|row| row.iter().any(|part| part.label.matches(&token.text).is_some()))
                };
                let mut row = vec![label.cell()];
                let mut current = None;
                for value in values {
                    if let Some(of) = row_of(value) {
                        if current.is_some_and(|current| current != of) {
                            self.draft.row(std::mem::replace(&mut row, vec![(String::new(), None)]));
                        }
                        current = Some(of);
                    }
                    row.push(value.cell());
                }
                self.draft.row(row);
            }
            Shape::List(columns) | Shape::Indicators(columns) => {
                let first = |value: &&Token| section.headers.iter().any(|header| header.matches(&value.text).is_some());
                let below = |text: &str| {
                    columns.iter().position(|column| column.under.is_some() && column.label.matches(text).is_some())
                };
                let headers = values.iter().take_while(|value| first(value) || below(&value.text).is_some()).count();
                let (above, rest): (Vec<&Token>, Vec<&Token>) = values[..headers].iter().partition(first);
                self.draft.row(std::iter::once(label).chain(above).map(Token::cell).collect());
                let mut row = vec![(String::new(), None); columns.len() + 1];
                for value in rest {
                    if let Some(column) = below(&value.text) {
                        row[column + 1] = value.cell();
                    }
                }
                self.draft.row(row);
                let list = section.kind != SectionKind::Indicators;
                self.items(columns, &values[headers..], list);
            }
        }
    }

    /// Says that lines became one cell.
    fn joined(&mut self, values: &[Token], text: &str) {
        if let (Some(first), count @ 2..) = (values.first(), values.len()) {
            let message =
                say!(self.lang, "被拆成 {count} 行的文字已并入一格", "{count} lines were joined into one cell");
            self.draft.mended.push(Note { place: first.place(), text: text.to_owned(), message });
        }
    }

    /// Paragraphs: a line that does not end like a sentence goes on in the next one.
    fn prose(&mut self, label: &Token, values: &[Token], section: &Section) {
        let number = |value: &Token| section.numbered.as_ref().is_some_and(|label| is_number(&value.text, label));
        let mut paragraphs: Vec<Vec<Token>> = Vec::new();
        for value in values {
            let open = |before: &Vec<Token>| {
                let ended = before
                    .last()
                    .is_some_and(|last| last.text.ends_with(['。', '；', '！', '？', '：', ';', '!', '?', ':']));
                !ended || !value.first
            };
            match paragraphs.last_mut() {
                Some(before) if !number(value) && (open(before) || before.last().is_some_and(number)) => {
                    before.push(value.clone());
                }
                _ => paragraphs.push(vec![value.clone()]),
            }
        }
        let mut head = label.cell();
        if paragraphs.is_empty() {
            self.draft.row(vec![head.clone()]);
        }
        for mut paragraph in paragraphs {
            let numbered = paragraph.len() > 1 && number(&paragraph[0]);
            let own: Vec<_> = paragraph.drain(..usize::from(numbered)).map(|number| number.cell()).collect();
            let mut text = String::new();
            for (at, part) in paragraph.iter().enumerate() {
                if at > 0 && !part.first {
                    text.push(' ');
                    text.push_str(&part.text);
                } else {
                    text = join([text.as_str(), part.text.as_str()].into_iter().filter(|text| !text.is_empty()));
                }
            }
            let lines: Vec<Token> = paragraph.iter().filter(|part| part.first).cloned().collect();
            self.joined(&lines, &text);
            let place = paragraph.first().map(Token::place);
            let row = std::iter::once(std::mem::take(&mut head)).chain(own).chain([(text, place)]);
            self.draft.row(row.collect());
        }
    }

    /// The rows of a list: of all ways to part the values, the one in which they look most like their columns.
    fn items(&mut self, columns: &[Column], values: &[Token], list: bool) {
        let mut best: Vec<Option<Way>> = vec![None; values.len() + 1];
        best[0] = Some((0, 0, Vec::new(), 0));
        for end in 1..=values.len() {
            for start in end.saturating_sub(columns.len() + MOST_PARENTS + MOST_BROKEN)..end {
                let Some(before) = best[start].as_ref().map(|before| before.0) else { continue };
                let Some((assigned, cost)) = self.broken_row(&values[start..end], columns, list) else { continue };
                let total = before + cost + ROW;
                if best[end].as_ref().is_none_or(|known| total < known.0) {
                    best[end] = Some((total, start, assigned, cost));
                }
            }
        }
        // What cannot be read to its end is taken as it comes, a value a row.
        let mut end = (0..=values.len()).rev().find(|&end| best[end].is_some()).unwrap_or(0);
        let rest = end;
        let mut rows = Vec::new();
        while end > 0 {
            let Some((_, start, assigned, cost)) = best[end].take() else { break };
            rows.push((start, assigned, cost));
            end = start;
        }
        for (start, assigned, cost) in rows.into_iter().rev() {
            let mut cells = vec![(String::new(), None); columns.len() + MOST_PARENTS + 1];
            for (at, column) in assigned.iter().enumerate() {
                let value = &values[start + at];
                let (text, place) = &mut cells[column + 1];
                if text.is_empty() {
                    (*text, *place) = value.cell();
                } else {
                    // The rest of a cell that was printed in two lines.
                    *text = join([text.as_str(), &value.text].into_iter());
                    let text = text.clone();
                    self.joined(&values[start + at - 1..=start + at], &text);
                }
            }
            if cost >= DOUBTFUL || is_open(&assigned, columns) {
                self.doubt(&values[start]);
            }
            self.draft.row(cells);
        }
        for value in &values[rest..] {
            self.doubt(value);
            self.draft.row(vec![(String::new(), None), value.cell()]);
        }
    }

    fn doubt(&mut self, value: &Token) {
        let text = &value.text;
        let message = say!(
            self.lang,
            "从“{text}”起的一行，分不清各格属于哪一栏；请核对",
            "in the row from \"{text}\" on it is not certain which column each cell stands for; check it"
        );
        self.draft.doubts.push(Note { place: value.place(), text: value.text.clone(), message });
    }

    /// A row that begins with the parents of the next one: its values as they come, for the repair to tell apart.
    fn hoisted(&self, values: &[&str], columns: &[Column]) -> Option<(Vec<usize>, u32)> {
        let is_parent = |text: &&&str| {
            let word = self.profile.word(text);
            word.class.is_some() || word.group.is_some()
        };
        let parents = values.iter().take(MOST_PARENTS).take_while(is_parent).count();
        (1..=parents).rev().find_map(|parents| {
            let (_, cost) = read_values(&values[parents..], columns, self.profile)?;
            (cost < HOISTED).then(|| ((0..values.len()).collect(), cost + HOISTED))
        })
    }

    /// As [`Self::row`], where some of the cells may have been printed in several lines: these have the same column then.
    fn broken_row(&self, values: &[Token], columns: &[Column], list: bool) -> Option<(Vec<usize>, u32)> {
        let texts: Vec<&str> = values.iter().map(|value| value.text.as_str()).collect();
        let most = columns.len() + MOST_PARENTS + 1;
        let mut best = if values.len() <= most { self.row(&texts, columns, list) } else { None };
        if best.as_ref().is_some_and(|(_, cost)| *cost <= BROKEN) {
            return best;
        }
        let joins = (1..values.len()).filter(|&at| {
            let (head, rest) = (&values[at - 1], &values[at]);
            // A target that holds its operator is a cell of its own, and no line of a name.
            let target = |text: &str| text.starts_with(['≥', '≤', '＝', '=', '＞', '>', '＜', '<']);
            let words = [head, rest].iter().all(|part| !is_known(&part.text, self.profile) && !target(&part.text));
            words && rest.first && rest.line == head.line + 1
        });
        let joins: Vec<usize> = joins.take(2 * MOST_BROKEN).collect();
        for chosen in 1_u32..1 << joins.len() {
            let count = chosen.count_ones();
            if count as usize > MOST_BROKEN {
                continue;
            }
            let Some(left) = self.joins.get().checked_sub(1) else { break };
            self.joins.set(left);
            let is_rest =
                |at: usize| joins.iter().position(|join| *join == at).is_some_and(|join| chosen >> join & 1 == 1);
            let mut whole: Vec<String> = Vec::new();
            for (at, text) in texts.iter().enumerate() {
                match whole.last_mut() {
                    Some(last) if is_rest(at) => *last = join([last.as_str(), text].into_iter()),
                    _ => whole.push((*text).to_owned()),
                }
            }
            let whole: Vec<&str> = whole.iter().map(String::as_str).collect();
            // A line that is narrower than the one before it is the last of its cell.
            let length = |at: usize| texts[at].chars().count();
            let narrow = |at: &usize| is_rest(*at) && is_rest(at + 1) && length(*at) + 1 < length(at - 1);
            let count = count + 2 * (1..values.len()).filter(narrow).count() as u32;
            if let Some((assigned, cost)) = self.row(&whole, columns, list)
                && best.as_ref().is_none_or(|(_, least)| cost + BROKEN * count < *least)
            {
                let mut next = 0;
                let each = (0..values.len()).map(|at| {
                    next += usize::from(!is_rest(at));
                    assigned[next - 1]
                });
                best = Some((each.collect(), cost + BROKEN * count));
            }
        }
        best
    }

    /// The columns that the values stand for, and how little they look like them.
    fn row(&self, values: &[&str], columns: &[Column], list: bool) -> Option<(Vec<usize>, u32)> {
        if !list {
            let read = read_values(values, columns, self.profile);
            return if read.as_ref().is_some_and(|(_, cost)| *cost < HOISTED) {
                read
            } else {
                self.hoisted(values, columns).or(read)
            };
        }
        // A list: texts and amounts, in the order of the columns.
        let (mut assigned, mut cost, mut from) = (Vec::new(), 0, 0);
        for value in values {
            let amount = read_amount(value, kind_of(value), &self.profile.amount).amount().is_some();
            let fits = |column: &Column| (column.kind == ColumnKind::Amount) == amount;
            let at = columns[from..].iter().position(fits)?;
            cost += at as u32;
            from += at + 1;
            assigned.push(from - 1);
        }
        let missing =
            columns.iter().enumerate().filter(|(at, column)| column.required && !assigned.contains(at)).count();
        Some((assigned, cost + 8 * missing as u32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Content, Format, Options, Refusal, Resource, import};

    const SHEET: &str = "部门（单位）名称\n703001某局-211300000\n年度绩效指标\n一级指标\n二级指标\n三级指标\n运算符号\n\
        指标值\n度量单位\n完成时限\n履职效能\n重点工作履行情况\n检查全市重点\n企业数量\n>=\n90\n家\n2021-12\n";

    fn text(joins: u32) -> String {
        read_joining(SHEET, &crate::profile::builtin()[0], Lang::Zh, joins).text()
    }

    #[test]
    fn lines_of_a_cell_are_joined_as_long_as_there_are_ways_left() {
        assert!(text(MOST_JOINS).contains("检查全市重点企业数量"));
        let apart = text(0);
        for value in SHEET.lines() {
            assert!(apart.contains(value), "{value}: {apart}");
        }
        assert!(!apart.contains("检查全市重点企业数量"));
    }

    #[test]
    fn a_text_of_too_many_values_is_refused() {
        let long = SHEET.to_owned() + &"甲\n".repeat(MOST_VALUES);
        let read = import(Content::Text(&long), Format::Text, &Options::default());
        assert_eq!(read.map(|book| book.text), Err(Refusal::TooMuch(Resource::Cells, MOST_VALUES as u64)));
    }
}
