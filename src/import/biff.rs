//! The records of an old workbook (BIFF8, MS-XLS), and the strings, numbers and fonts in them.

use super::Refusal;
use super::budget::{Budget, Resource};
use super::rich::{Look, Rich};

/// The kinds of records that are read.
pub(super) mod kind {
    pub(in super::super) const FORMULA: u16 = 0x0006;
    pub(in super::super) const EOF: u16 = 0x000A;
    pub(in super::super) const HEADER: u16 = 0x0014;
    pub(in super::super) const FOOTER: u16 = 0x0015;
    pub(in super::super) const NOTE: u16 = 0x001C;
    pub(in super::super) const DATE_MODE: u16 = 0x0022;
    pub(in super::super) const FILE_PASS: u16 = 0x002F;
    pub(in super::super) const FONT: u16 = 0x0031;
    pub(in super::super) const CONTINUE: u16 = 0x003C;
    pub(in super::super) const OBJ: u16 = 0x005D;
    pub(in super::super) const COL_INFO: u16 = 0x007D;
    pub(in super::super) const BOUND_SHEET: u16 = 0x0085;
    pub(in super::super) const MUL_RK: u16 = 0x00BD;
    pub(in super::super) const R_STRING: u16 = 0x00D6;
    pub(in super::super) const XF: u16 = 0x00E0;
    pub(in super::super) const MERGE_CELLS: u16 = 0x00E5;
    pub(in super::super) const SST: u16 = 0x00FC;
    pub(in super::super) const LABEL_SST: u16 = 0x00FD;
    pub(in super::super) const TXO: u16 = 0x01B6;
    pub(in super::super) const DIMENSIONS: u16 = 0x0200;
    pub(in super::super) const NUMBER: u16 = 0x0203;
    pub(in super::super) const LABEL: u16 = 0x0204;
    pub(in super::super) const BOOL_ERR: u16 = 0x0205;
    pub(in super::super) const STRING: u16 = 0x0207;
    pub(in super::super) const ROW: u16 = 0x0208;
    pub(in super::super) const RK: u16 = 0x027E;
    pub(in super::super) const FORMAT: u16 = 0x041E;
    pub(in super::super) const BOF: u16 = 0x0809;
}

/// A record: its kind and its content.
#[derive(Clone, Copy)]
pub(super) struct Record<'s> {
    pub(super) kind: u16,
    pub(super) data: &'s [u8],
}

impl Record<'_> {
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.data.get(at).copied().unwrap_or(0)
    }

    pub(super) fn word(&self, at: usize) -> u16 {
        u16::from_le_bytes([self.byte(at), self.byte(at + 1)])
    }

    pub(super) fn long(&self, at: usize) -> u32 {
        u32::from(self.word(at)) | u32::from(self.word(at + 2)) << 16
    }

    pub(super) fn float(&self, at: usize) -> f64 {
        f64::from_bits(u64::from(self.long(at)) | u64::from(self.long(at + 4)) << 32)
    }
}

/// The records of a stream from a byte on.
pub(super) struct Records<'s> {
    stream: &'s [u8],
    pub(super) at: usize,
}

impl<'s> Records<'s> {
    pub(super) fn from(stream: &'s [u8], at: usize) -> Self {
        Self { stream, at }
    }

    /// The contents of the records that go on with the last one.
    pub(super) fn continued(&mut self) -> Vec<&'s [u8]> {
        let mut parts = Vec::new();
        while let Some(record) = Records::from(self.stream, self.at).next().filter(|next| next.kind == kind::CONTINUE) {
            self.at += 4 + record.data.len();
            parts.push(record.data);
        }
        parts
    }
}

impl<'s> Iterator for Records<'s> {
    type Item = Record<'s>;

    fn next(&mut self) -> Option<Record<'s>> {
        let head = self.stream.get(self.at..self.at.checked_add(4)?)?;
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let data = self.stream.get(self.at + 4..self.at + 4 + length)?;
        self.at += 4 + length;
        Some(Record { kind: u16::from_le_bytes([head[0], head[1]]), data })
    }
}

/// Bytes that stand in several records, one after the other.
struct Parts<'s> {
    parts: Vec<&'s [u8]>,
    part: usize,
    at: usize,
}

impl<'s> Parts<'s> {
    fn byte(&mut self) -> Option<u8> {
        loop {
            let part = self.parts.get(self.part)?;
            if let Some(&byte) = part.get(self.at) {
                self.at += 1;
                return Some(byte);
            }
            (self.part, self.at) = (self.part + 1, 0);
        }
    }

    fn word(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let left = self.parts.get(self.part)?.len() - self.at;
            let step = left.min(count);
            self.at += step;
            count -= step;
            if count > 0 {
                (self.part, self.at) = (self.part + 1, 0);
            }
        }
        Some(())
    }

    /// Characters; a record that goes on with them says anew how wide they are.
    fn characters(&mut self, count: usize, mut wide: bool, out: &mut Vec<u16>) -> Option<()> {
        for _ in 0..count {
            if self.parts.get(self.part)?.len() == self.at {
                (self.part, self.at) = (self.part + 1, 0);
                wide = self.byte()? & 1 != 0;
            }
            out.push(if wide { self.word()? } else { u16::from(self.byte()?) });
        }
        Some(())
    }
}

/// The texts that cells share; `looks` are those of the fonts.
pub(super) fn shared_strings(parts: Vec<&[u8]>, looks: &[Look], budget: &mut Budget) -> Result<Vec<Rich>, Refusal> {
    let mut parts = Parts { parts, part: 0, at: 0 };
    let mut texts = Vec::new();
    let _ = parts.skip(8);
    let mut units = Vec::new();
    while let Some(count) = parts.word() {
        budget.take(Resource::Nodes, 1)?;
        units.clear();
        let Some(rich) = shared_string(&mut parts, usize::from(count), looks, &mut units) else { break };
        texts.push(rich);
    }
    Ok(texts)
}

fn shared_string(parts: &mut Parts<'_>, count: usize, looks: &[Look], units: &mut Vec<u16>) -> Option<Rich> {
    let flags = parts.byte()?;
    let runs = if flags & 8 != 0 { usize::from(parts.word()?) } else { 0 };
    let extra = if flags & 4 != 0 { usize::from(parts.word()?) | usize::from(parts.word()?) << 16 } else { 0 };
    parts.characters(count, flags & 1 != 0, units)?;
    let mut changes = Vec::new();
    for _ in 0..runs {
        changes.push((usize::from(parts.word()?), parts.word()?));
    }
    // How it is read aloud.
    parts.skip(extra)?;
    Some(rich(units, &changes, looks))
}

/// A text whose font changes at some characters.
pub(super) fn rich(units: &[u16], changes: &[(usize, u16)], looks: &[Look]) -> Rich {
    let mut out = Rich::default();
    let mut from = 0;
    let mut look = Look::default();
    for (at, next) in changes.iter().map(|&(at, font)| (at, look_of(looks, font))).chain([(units.len(), None)]) {
        let at = at.clamp(from, units.len());
        out.push(&super::package::lines(String::from_utf16_lossy(&units[from..at])), &look);
        (from, look) = (at, next.cloned().unwrap_or_default());
    }
    out
}

/// The look of a font: there is no font 4.
pub(super) fn look_of(looks: &[Look], font: u16) -> Option<&Look> {
    looks.get(usize::from(if font > 4 { font - 1 } else { font }))
}

/// A string at `at` in a record, whose length is one byte or two.
pub(super) fn string(data: &[u8], at: usize, wide_length: bool) -> Option<String> {
    let data = data.get(at..)?;
    let mut parts = Parts { parts: vec![data], part: 0, at: 0 };
    let count = if wide_length { usize::from(parts.word()?) } else { usize::from(parts.byte()?) };
    let flags = parts.byte()?;
    if flags & 8 != 0 {
        parts.skip(2)?;
    }
    if flags & 4 != 0 {
        parts.skip(4)?;
    }
    let mut units = Vec::new();
    parts.characters(count, flags & 1 != 0, &mut units)?;
    Some(super::package::lines(String::from_utf16_lossy(&units)))
}

/// The characters of a text that stands in records of its own.
pub(super) fn text(parts: Vec<&[u8]>, count: usize) -> Option<String> {
    let mut parts = Parts { parts, part: 0, at: 0 };
    let wide = parts.byte()? & 1 != 0;
    let mut units = Vec::new();
    parts.characters(count, wide, &mut units)?;
    Some(super::package::lines(String::from_utf16_lossy(&units)))
}

/// A number in four bytes (MS-XLS 2.5.122).
pub(super) fn rk(bits: u32) -> f64 {
    let number = if bits & 2 != 0 { f64::from((bits as i32) >> 2) } else { f64::from_bits(u64::from(bits & !3) << 32) };
    if bits & 1 != 0 { number / 100.0 } else { number }
}

/// What an error value looks like.
pub(super) fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_packed_in_four_bytes() {
        assert_eq!([rk(0x3FF0_0000), rk((42 << 2) | 2), rk((4250 << 2) | 3)], [1.0, 42.0, 42.5]);
        assert_eq!(rk(((-5i32 as u32) << 2) | 2), -5.0);
    }

    #[test]
    fn a_text_goes_on_in_the_next_record() {
        let first = [&[1u8, 0, 0, 0, 1, 0, 0, 0, 3, 0, 1][..], &[0x32, 0x75]].concat();
        // The second record has narrow characters; how the text is read aloud follows another text.
        let second = [0u8, b'a', b'b', 1, 0, 4, 2, 0, 0, 0, b'c', 9, 9, 1, 0, 8, 1, 0, b'd', 0, 0, 2, 0];
        let struck = [Look::default(), Look::default(), Look { hidden: true, font: None }];
        let texts = shared_strings(vec![&first, &second], &struck, &mut Budget::of(0)).unwrap();
        let texts: Vec<_> = texts.iter().map(|rich| (rich.text.as_str(), rich.hidden.as_str())).collect();
        assert_eq!(texts, [("甲ab", ""), ("c", ""), ("", "d")]);
    }
}
