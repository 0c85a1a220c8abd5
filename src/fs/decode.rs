//! What bytes are: UTF-8, GB18030, or no text at all.

use super::Problem;
use encoding_rs::{DecoderResult, GB18030};
use std::borrow::Cow;

/// The byte-order mark.
pub(super) const BOM: &str = "\u{FEFF}";

/// Refuses what is known not to be text by how it begins.
pub(super) fn reject_binary(bytes: &[u8]) -> Result<(), Problem> {
    const KINDS: [(&[u8], Problem); 6] = [
        (b"PK\x03\x04", Problem::Office),
        (b"PK\x05\x06", Problem::Office),
        (b"\xD0\xCF\x11\xE0", Problem::OldOffice),
        (b"%PDF-", Problem::Pdf),
        (b"\xFF\xFE", Problem::Utf16),
        (b"\xFE\xFF", Problem::Utf16),
    ];
    match KINDS.into_iter().find(|(start, _)| bytes.starts_with(start)) {
        Some((_, problem)) => Err(problem),
        None => Ok(()),
    }
}

/// The text of `bytes`, which are not valid UTF-8.
pub(super) fn gb18030(bytes: &[u8]) -> Result<String, Problem> {
    if let Some(offset) = damaged_utf8(bytes) {
        return Err(Problem::DamagedUtf8 { line: line_of(bytes, offset) });
    }
    let mut decoder = GB18030.new_decoder_without_bom_handling();
    let longest = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).ok_or(Problem::TooLarge)?;
    // Two bytes become three; what is left over is given back, and four-byte and ASCII text needs less.
    let mut text = String::with_capacity(longest.min(bytes.len() / 2 * 3 + 16));
    let mut read = 0;
    loop {
        let (result, now) = decoder.decode_to_string_without_replacement(&bytes[read..], &mut text, true);
        read += now;
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => text.reserve((bytes.len() - read).max(64) * 2),
            DecoderResult::Malformed(bad, after) => {
                let offset = read - usize::from(bad) - usize::from(after);
                return Err(Problem::NotText { line: line_of(bytes, offset) });
            }
        }
    }
    text.shrink_to_fit();
    Ok(text)
}

/// The line, counted from 1, that the byte at `offset` stands in.
fn line_of(bytes: &[u8], offset: usize) -> usize {
    1 + bytes[..offset.min(bytes.len())].iter().filter(|&&byte| byte == b'\n').count()
}

/// The offset of the first bad byte where `bytes` are UTF-8 with few bad bytes; read as GB18030 they would be gibberish
/// that is often valid.
fn damaged_utf8(bytes: &[u8]) -> Option<usize> {
    let (mut characters, mut bad, mut first) = (0, 0, None);
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        // Only GB18030 text of one or two characters holds UTF-8 sequences of three bytes without as many bad bytes.
        characters += chunk.valid().bytes().filter(|&byte| byte >= 0xE0).count();
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            bad += 1;
            first.get_or_insert(at);
            at += chunk.invalid().len();
        }
    }
    first.filter(|_| characters >= 4 * bad)
}

/// `text` in GB18030.
pub(super) fn to_gb18030(text: &str) -> Result<Cow<'_, [u8]>, Problem> {
    match GB18030.encode(text) {
        (bytes, _, false) => Ok(bytes),
        _ => Err(Problem::Lossy),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binary_files_are_told_apart() {
        assert!(matches!(reject_binary(b"PK\x03\x04\x14\0"), Err(Problem::Office)));
        assert!(matches!(reject_binary(b"\xD0\xCF\x11\xE0\xA1\xB1"), Err(Problem::OldOffice)));
        assert!(matches!(reject_binary(b"%PDF-1.7"), Err(Problem::Pdf)));
        assert!(matches!(reject_binary(b"\xFF\xFE\xE8\x90"), Err(Problem::Utf16)));
        assert!(matches!(reject_binary(b"\xFE\xFF\x90\xE8"), Err(Problem::Utf16)));
        assert!(reject_binary("部门".as_bytes()).is_ok());
        assert!(reject_binary(b"").is_ok());
    }

    #[test]
    fn the_first_bad_byte_is_named() {
        // 部, a tab, and a byte that begins nothing.
        assert!(matches!(gb18030(b"\xB2\xBF\t\xFF\xB2"), Err(Problem::NotText { line: 1 })));
        // A character cut in half at the end.
        assert!(matches!(gb18030(b"\xB2\xBF\xB2"), Err(Problem::NotText { line: 1 })));
    }

    #[test]
    fn damaged_utf8_is_not_taken_for_gb18030() {
        let mut bytes = "年度绩效目标".as_bytes().to_vec();
        bytes.push(0xE4);
        assert!(matches!(gb18030(&bytes), Err(Problem::DamagedUtf8 { line: 1 })));
    }

    #[test]
    fn gb18030_is_not_taken_for_damaged_utf8() {
        for text in ["联通", "年度绩效指标\t一级指标", "a b c 门", "部门（单位）整体绩效目标表"]
        {
            let (bytes, _, bad) = GB18030.encode(text);
            assert!(!bad);
            if simdutf8::basic::from_utf8(&bytes).is_err() {
                assert_eq!(gb18030(&bytes).unwrap(), text);
            }
        }
    }

    #[test]
    fn long_text_is_decoded_whole() {
        let text = "部门𠀀a€".repeat(5000);
        let bytes = to_gb18030(&text).unwrap();
        assert_eq!(gb18030(&bytes).unwrap(), text);
    }
}
