//! Unpacks streams step by step, so that a small file cannot ask for a gigabyte.

use super::problem::{Budget, MOST_BYTES, MOST_STREAM, PdfProblem};
use flate2::{Decompress, FlushDecompress, Status};
use hayro_syntax::object::dict::keys::{DECODE_PARMS, DP, F, FILTER, PREDICTOR};
use hayro_syntax::object::{Array, Dict, Name, Stream};
use memchr::memmem;
use std::borrow::Cow;

/// The bytes of a stream, `None` when they cannot be unpacked.
pub(super) fn unpack<'a>(stream: &Stream<'a>, budget: &mut Budget) -> Result<Option<Cow<'a, [u8]>>, PdfProblem> {
    let filters = filters(stream.dict());
    let mut data = stream.raw_data();
    let predicted = || {
        let dict = stream.dict();
        dict.contains_key(DP)
            || dict.contains_key(DECODE_PARMS)
                && dict.get::<Dict<'_>>(DECODE_PARMS).is_none_or(|parms| parms.contains_key(PREDICTOR))
    };
    if filters.is_empty() {
        return Ok(Some(data));
    }
    if filters.iter().any(|filter| matches!(filter, Filter::Other(_))) || predicted() {
        // The library unpacks these in one go, so the most that they can come to is counted.
        let grown = filters.iter().fold(data.len() as u64, |size, filter| size.saturating_mul(filter.growth()));
        if grown > budget.room() {
            return Err(PdfProblem::Bytes(budget.room()));
        }
        let data = stream.decoded_data().ok();
        budget.unpacked(data.as_ref().map_or(0, |data| data.len() as u64))?;
        return Ok(data);
    }
    for filter in filters {
        let next = match filter {
            Filter::Flate => inflate(&data, budget.room())?,
            Filter::Ascii85 => ascii85(&data),
            Filter::Hex | Filter::Other(_) => hex(&data),
        };
        budget.unpacked(next.len() as u64)?;
        data = Cow::Owned(next);
    }
    Ok(Some(data))
}

/// A way to pack bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Filter {
    Flate,
    Ascii85,
    Hex,
    /// Left to the library: how many bytes it makes of one, at most.
    Other(u64),
}

impl Filter {
    /// How many bytes it makes of one, at most.
    fn growth(self) -> u64 {
        match self {
            Self::Flate => 1032,
            Self::Ascii85 => 4,
            Self::Hex => 1,
            Self::Other(growth) => growth,
        }
    }
}

/// The filters that a stream names, in the order in which they are undone.
fn filters(dict: &Dict<'_>) -> Vec<Filter> {
    let filter = |name: &Name<'_>| match &**name {
        b"FlateDecode" | b"Fl" => Filter::Flate,
        b"ASCII85Decode" | b"A85" => Filter::Ascii85,
        b"ASCIIHexDecode" | b"AHx" => Filter::Hex,
        b"LZWDecode" | b"LZW" => Filter::Other(2731),
        b"RunLengthDecode" | b"RL" => Filter::Other(64),
        _ => Filter::Other(1),
    };
    for key in [F, FILTER] {
        if let Some(name) = dict.get::<Name<'_>>(key) {
            return vec![filter(&name)];
        }
        if let Some(names) = dict.get::<Array<'_>>(key) {
            return names.iter::<Name<'_>>().map(|name| filter(&name)).collect();
        }
    }
    Vec::new()
}

/// Inflates `data` as far as it is sound, to at most `most` bytes.
fn inflate(data: &[u8], most: u64) -> Result<Vec<u8>, PdfProblem> {
    let mut out = Vec::with_capacity((data.len() * 4).clamp(1 << 10, 1 << 20));
    let zlib = data.len() >= 2 && data[0] & 0x0f == 8 && (u16::from(data[0]) << 8 | u16::from(data[1])) % 31 == 0;
    let mut state = Decompress::new(zlib);
    loop {
        let read = state.total_in() as usize;
        let before = out.len();
        let status = state.decompress_vec(data.get(read..).unwrap_or(&[]), &mut out, FlushDecompress::None);
        if out.len() as u64 > most {
            return Err(PdfProblem::Bytes(if most < MOST_STREAM { MOST_BYTES } else { MOST_STREAM }));
        }
        match status {
            Ok(Status::Ok | Status::BufError) if out.len() == out.capacity() => {
                out.reserve_exact(out.len().min(8 << 20))
            }
            Ok(Status::Ok) if out.len() > before || state.total_in() as usize > read => {}
            _ => return Ok(out),
        }
    }
}

/// How many bytes `data` inflates to; nothing of it is kept.
fn inflated(data: &[u8], most: u64) -> Result<u64, PdfProblem> {
    let mut window = vec![0; 32 << 10];
    let mut state = Decompress::new(true);
    loop {
        let (read, written) = (state.total_in(), state.total_out());
        let rest = data.get(read as usize..).unwrap_or(&[]);
        let status = state.decompress(rest, &mut window, FlushDecompress::None);
        if state.total_out() > most {
            return Err(PdfProblem::Bytes(most));
        }
        match status {
            Ok(Status::Ok | Status::BufError) if state.total_out() > written || state.total_in() > read => {}
            _ => return Ok(state.total_out()),
        }
    }
}

fn hex(data: &[u8]) -> Vec<u8> {
    let digits = data.iter().take_while(|&&byte| byte != b'>').filter_map(|&byte| char::from(byte).to_digit(16));
    let digits: Vec<u32> = digits.collect();
    digits.chunks(2).map(|pair| (pair[0] * 16 + pair.get(1).copied().unwrap_or(0)) as u8).collect()
}

fn ascii85(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len() / 5 * 4 + 4);
    let (mut group, mut count) = (0u32, 0);
    for &byte in data {
        match byte {
            b'z' if count == 0 => out.extend([0; 4]),
            b'!'..=b'u' => {
                group = group.wrapping_mul(85).wrapping_add(u32::from(byte - b'!'));
                count += 1;
                if count == 5 {
                    out.extend(group.to_be_bytes());
                    (group, count) = (0, 0);
                }
            }
            b'~' => break,
            _ => {}
        }
    }
    if count > 1 {
        for _ in count..5 {
            group = group.wrapping_mul(85).wrapping_add(84);
        }
        out.extend(&group.to_be_bytes()[..count - 1]);
    }
    out
}

/// Looks at the streams that the library unpacks by itself while it opens a file, those that hold objects or the table
/// of them, before it does so.
pub(super) fn check(bytes: &[u8]) -> Result<(), PdfProblem> {
    let encrypted = memmem::find(bytes, b"/Encrypt").is_some();
    let (mut total, mut hidden) = (0u64, 0u64);
    for at in memmem::find_iter(bytes, b"stream") {
        if at >= 3 && &bytes[at - 3..at] == b"end" {
            continue;
        }
        let head = &bytes[at.saturating_sub(MOST_HEAD)..at];
        let head = &head[memmem::rfind(head, b"obj").unwrap_or(0)..];
        let objects = names(head, b"/First") || names(head, b"/N");
        let masked = is_masked(head);
        if !(objects || masked || names(head, b"/XRef") || names(head, b"/W")) {
            continue;
        }
        let data = bytes[at + 6..].strip_prefix(b"\r").unwrap_or(&bytes[at + 6..]);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        let filters = memmem::find_iter(head, b"Decode").count() - memmem::find_iter(head, b"DecodeParms").count();
        if masked || names(head, b"/LZWDecode") || filters > 1 || (encrypted && objects) {
            hidden += memmem::find(data, b"endstream").unwrap_or(data.len()) as u64;
        } else {
            total += inflated(data, MOST_STREAM)?;
        }
        if total > MOST_BYTES || hidden > MOST_HIDDEN {
            return Err(PdfProblem::Bytes(MOST_BYTES));
        }
    }
    Ok(())
}

/// Whether a dictionary holds a name.
fn names(head: &[u8], name: &[u8]) -> bool {
    memmem::find_iter(head, name).any(|at| !head.get(at + name.len()).is_some_and(u8::is_ascii_alphanumeric))
}

/// Whether a dictionary spells letters of a name by their numbers, which nobody needs to.
fn is_masked(head: &[u8]) -> bool {
    memchr::memchr_iter(b'#', head).any(|at| matches!(head.get(at + 1), Some(b'4'..=b'7')))
}

/// How far before its data the dictionary of a stream begins, at most.
const MOST_HEAD: usize = 2048;
/// Packed bytes of streams that cannot be looked into, at most: they unpack to about a thousand times as much.
const MOST_HIDDEN: u64 = 512 << 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_encodings_are_read() {
        assert_eq!(hex(b"48 656c6C6f7>ab"), b"Hellop");
        assert_eq!(ascii85(b"87cURD]j7BEbo80~>"), b"Hello world!");
        assert_eq!(ascii85(b"87cUR\nD]~>"), b"Hello");
    }
}
