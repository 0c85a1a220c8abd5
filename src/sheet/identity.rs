//! Who a sheet is of: the budget unit's code, its name, and its fiscal division.

use super::{CellRef, Sheet};
use crate::profile::{Pattern, Piece, SectionKind};
use crate::text::{TextRange, compatible};

/// What the identity cell states. Ranges count from the sheet's start; a part that is not there is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The cell.
    pub cell: CellRef,
    /// The budget unit's code: digits of any number and width.
    pub code: Option<TextRange>,
    /// Its name.
    pub name: Option<TextRange>,
    /// The fiscal division: what stands behind the last dash, mostly digits.
    pub division: Option<TextRange>,
    /// Whether the parts are joined as they should be: code and name by nothing, name and division by a dash.
    pub joined: bool,
}

impl Sheet<'_> {
    /// Whom the sheet is of; `None` when its first section is empty or absent.
    pub fn identity(&self) -> Option<Identity> {
        *self.whose.get_or_init(|| self.find_identity())
    }

    fn find_identity(&self) -> Option<Identity> {
        let cell = match &self.headings {
            Some(headings) => headings.identity()?,
            None => self.field(self.section(SectionKind::Identity)?.0)?,
        };
        let start = self.range(cell).start;
        let parts = read_identity(self.value(cell), self.profile.pattern());
        let place = |part: Option<Span>| part.map(|(from, to)| TextRange::new(start + from as u32, start + to as u32));
        let (code, name, division) = (place(parts.code), place(parts.name), place(parts.division));
        Some(Identity { cell, code: code.or_else(|| self.own_code()), name, division, joined: parts.joined })
    }

    /// The budget unit's code in a section of its own.
    fn own_code(&self) -> Option<TextRange> {
        let open = self.view_of(self.profile.code()?)?;
        self.field(open).map(|cell| self.range(cell))
    }
}

/// First byte, and first byte behind.
type Span = (usize, usize);

/// The parts of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Parts {
    code: Option<Span>,
    name: Option<Span>,
    division: Option<Span>,
    joined: bool,
}

/// Numbers that units are named by, with what follows them: 120急救中心, 12345政务热线.
const SERVICES: [&str; 10] = ["110", "119", "120", "122", "12315", "12319", "12333", "12345", "12348", "8890"];
const SERVED: [&str; 12] =
    ["急救", "指挥", "报警", "接警", "消防", "热线", "政务", "便民", "服务", "举报", "投诉", "公共"];

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '－' | '—' | '–') || compatible::is_dash(c)
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}')
}

/// Whether `text` begins with a code, as `pattern` has it.
pub(super) fn has_code(text: &str, pattern: &Pattern) -> bool {
    pattern.has_code() && read_identity(text, pattern).code.is_some()
}

/// Reads a text that is written as `pattern` has it or, such as `[703001]朝阳市…` and `703001-朝阳市…`, as another form
/// would.
fn read_identity(text: &str, pattern: &Pattern) -> Parts {
    let mut parts = Parts { joined: true, ..Parts::default() };
    if !pattern.has_code() && !pattern.has_division() {
        // Digits before a name that stands alone are its own.
        parts.name = (!text.is_empty()).then_some((0, text.len()));
        return parts;
    }
    if !is_chained(pattern)
        && let Some(parts) = matched(text, pattern)
    {
        return parts;
    }
    let mut rest = code(text, &mut parts);
    if pattern.has_division() {
        rest = division(text, rest, &mut parts);
    }
    if !is_chained(pattern) {
        // All is there, but not as the form has it; what is not there is told by itself.
        parts.joined =
            (pattern.has_code() && parts.code.is_none()) || (pattern.has_division() && parts.division.is_none());
    }
    let name = text[rest.0..rest.1].trim_matches(is_blank);
    if !name.is_empty() {
        let start = name.as_ptr() as usize - text.as_ptr() as usize;
        parts.name = Some((start, start + name.len()));
    }
    parts
}

/// Whether the pattern is code and name without anything between, a dash, and the division, whose parts are told apart
/// without it.
fn is_chained(pattern: &Pattern) -> bool {
    matches!(pattern.pieces(), [Piece::Code, Piece::Name, Piece::Text(dash), Piece::Division] if dash == "-")
}

/// The parts of a text that is as `pattern` has it.
fn matched(text: &str, pattern: &Pattern) -> Option<Parts> {
    let mut parts = Parts { joined: true, ..Parts::default() };
    let pieces = pattern.pieces();
    let mut at = 0;
    for (index, piece) in pieces.iter().enumerate() {
        let rest = &text[at..];
        let end = match piece {
            Piece::Text(literal) => {
                at += rest.strip_prefix(literal.as_str()).map(|_| literal.len())?;
                continue;
            }
            Piece::Code | Piece::Division => at + rest.find(|c| !is_digit(c)).unwrap_or(rest.len()),
            // A name goes on to what stands behind it: the last such text, or the digits at the end.
            Piece::Name => match pieces.get(index + 1) {
                None => text.len(),
                Some(Piece::Text(literal)) => at + rest.rfind(literal.as_str())?,
                Some(_) => rest.trim_end_matches(is_digit).len() + at,
            },
        };
        let span = (end > at).then_some((at, end))?;
        match piece {
            Piece::Code => parts.code = Some(span),
            Piece::Name => parts.name = Some(span),
            Piece::Division => parts.division = Some(span),
            Piece::Text(_) => {}
        }
        at = end;
    }
    (at == text.len()).then_some(parts)
}

/// Reads the code and returns what is left.
fn code(text: &str, parts: &mut Parts) -> Span {
    let digits = |from: usize| from + text[from..].find(|c| !is_digit(c)).unwrap_or(text.len() - from);
    const OPEN: [char; 7] = ['[', '［', '【', '〔', '(', '（', '〈'];
    const CLOSE: [char; 7] = [']', '］', '】', '〕', ')', '）', '〉'];
    if let Some(bracket) = text.chars().next().filter(|c| OPEN.contains(c)) {
        let from = bracket.len_utf8();
        let to = digits(from);
        if let Some(close) = text[to..].chars().next().filter(|c| CLOSE.contains(c))
            && to > from
        {
            parts.code = Some((from, to));
            parts.joined = false;
            return (to + close.len_utf8(), text.len());
        }
    }
    let to = code_end(text, digits(0));
    if to == 0 {
        return (0, text.len());
    }
    parts.code = Some((0, to));
    let rest = text[to..].trim_start_matches(is_blank);
    let name = rest.trim_start_matches(is_dash).trim_start_matches(is_blank);
    // What has nothing but digits behind the dash has no name.
    if name.len() < rest.len() && !name.is_empty() && !name.chars().all(is_digit) {
        parts.joined = false;
        return (text.len() - name.len(), text.len());
    }
    (to, text.len())
}

/// Where the code ends of a text that begins with digits up to `end`: digits of the name may follow it.
fn code_end(text: &str, end: usize) -> usize {
    let (run, rest) = text.split_at(end);
    let named = |service: &&&str| {
        let code = run.strip_suffix(**service).map_or(0, str::len);
        matches!(code, 3 | 6 | 9 | 12) && SERVED.iter().any(|word| rest.starts_with(word))
    };
    SERVICES.iter().find(named).map_or(end, |service| end - service.len())
}

/// Reads the division at the end of `rest` and returns what is before it.
fn division(text: &str, rest: Span, parts: &mut Parts) -> Span {
    let tail = &text[rest.0..rest.1];
    let Some((at, dash)) = tail.char_indices().rev().find(|&(_, c)| is_dash(c)) else {
        return unhyphenated(text, rest, parts);
    };
    let name = (rest.0, rest.0 + tail[..at].trim_end_matches(is_dash).len());
    let value = tail[at + dash.len_utf8()..].trim_matches(is_blank);
    if value.is_empty() {
        return name;
    }
    let start = value.as_ptr() as usize - text.as_ptr() as usize;
    let digits = value.chars().filter(|c| is_digit(*c)).count();
    let others = value.chars().count() - digits;
    if digits == 0 || (others > 0 && (digits < 4 || value.starts_with(|c| !is_digit(c)))) {
        return rest;
    }
    parts.division = Some((start, start + value.len()));
    name
}

/// The division without its dash: six or nine digits at the end, bare or in brackets.
fn unhyphenated(text: &str, rest: Span, parts: &mut Parts) -> Span {
    let tail = text[rest.0..rest.1].trim_end_matches([']', '］', '】', '）', ')']);
    let value = &tail[tail.trim_end_matches(is_digit).len()..];
    if !matches!(value.chars().count(), 6 | 9) || value.len() == tail.len() {
        return rest;
    }
    let start = rest.0 + tail.len() - value.len();
    parts.division = Some((start, start + value.len()));
    parts.joined = false;
    (rest.0, rest.0 + text[rest.0..start].trim_end_matches(['[', '［', '【', '（', '(']).len())
}

/// The digits of `text` as a number that keeps leading zeros apart: the value with a 1 before it. `None` when there are
/// more than 18 or none.
pub(super) fn digits(text: &str) -> Option<u64> {
    let mut value = 1u64;
    for c in text.chars() {
        let digit = match c {
            '0'..='9' => c as u32 - '0' as u32,
            '０'..='９' => c as u32 - '０' as u32,
            _ => return None,
        };
        value = value.checked_mul(10)?.checked_add(u64::from(digit))?;
    }
    (value > 1).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        check_as("{code}{name}-{division}", text, expected);
    }

    #[track_caller]
    fn check_as(pattern: &str, text: &str, expected: &str) {
        let parts = read_identity(text, &Pattern::parse(pattern).unwrap());
        let part = |span: Option<Span>| span.map_or("∅", |(from, to)| &text[from..to]);
        let (code, name, division) = (part(parts.code), part(parts.name), part(parts.division));
        let shown = format!("{code}|{name}|{division}{}", if parts.joined { "" } else { " otherwise" });
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn the_parts_are_told_apart() {
        check("703001朝阳市工业和信息化局-211300000", "703001|朝阳市工业和信息化局|211300000");
        check("703001 朝阳市工业和信息化局 - 211300000", "703001|朝阳市工业和信息化局|211300000");
        check("７０３朝阳市局－２１１３００００００", "７０３|朝阳市局|２１１３００００００");
        check("703001朝阳市-凌源市联合中心-211300000", "703001|朝阳市-凌源市联合中心|211300000");
        check("703001120急救中心-211300000", "703001|120急救中心|211300000");
        check("70300112345政务服务热线-211300000", "703001|12345政务服务热线|211300000");
    }

    #[test]
    fn other_spellings_are_understood() {
        check("[703001]朝阳市局", "703001|朝阳市局|∅ otherwise");
        check("【703001】朝阳市局-211300000", "703001|朝阳市局|211300000 otherwise");
        check("703001-朝阳市局", "703001|朝阳市局|∅ otherwise");
        check("703001-朝阳市局-211300000", "703001|朝阳市局|211300000 otherwise");
        check("703001朝阳市局（211300000）", "703001|朝阳市局|211300000 otherwise");
        check("703001朝阳市局211300000", "703001|朝阳市局|211300000 otherwise");
    }

    #[test]
    fn a_form_says_how_the_unit_is_written() {
        check_as("{name}", "某某市某某局", "∅|某某市某某局|∅");
        check_as("{name}", "120急救中心", "∅|120急救中心|∅");
        check_as("[{code}]{name}", "[820001]某某县某某局", "820001|某某县某某局|∅");
        check_as("[{code}]{name}", "820001某某县某某局", "820001|某某县某某局|∅ otherwise");
        check_as("[{code}]{name}", "820001-某某县某某局", "820001|某某县某某局|∅ otherwise");
        check_as("[{code}]{name}", "某某县某某局", "∅|某某县某某局|∅");
        check_as("[{code}]{name}", "[820001]某某-某某局", "820001|某某-某某局|∅");
        check_as("{name}（{code}）", "某某局（820001）", "820001|某某局|∅");
        check_as("{code}-{name}", "820001-某某局", "820001|某某局|∅");
    }

    #[test]
    fn what_is_missing_is_missing() {
        check("朝阳市局-211300000", "∅|朝阳市局|211300000");
        check("朝阳市局", "∅|朝阳市局|∅");
        check("703001朝阳市局-", "703001|朝阳市局|∅");
        check("703001-211300000", "703001|∅|211300000");
        check("703001", "703001|∅|∅");
        check("（朝阳市局）", "∅|（朝阳市局）|∅");
        check("-", "∅|∅|∅");
    }

    #[test]
    fn divisions_of_any_length_are_divisions() {
        check("703001朝阳市局-2113", "703001|朝阳市局|2113");
        check("703001朝阳市局-21130000O", "703001|朝阳市局|21130000O");
        check("703001朝阳市局-第2分局", "703001|朝阳市局-第2分局|∅");
    }

    #[test]
    fn leading_zeros_count() {
        assert_ne!(digits("001"), digits("0001"));
        assert_eq!(digits("７０３"), digits("703"));
        assert_eq!(digits(""), None);
        assert_eq!(digits("7a"), None);
    }
}
