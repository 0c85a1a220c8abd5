//! Questions about all bytes of a text, many of which are compared in one step, and the characters beside Han characters.

/// So many bytes are compared in one step.
const WIDE: usize = 16;

/// Whether any of `bytes` is one that `is` takes, which must not branch.
#[inline]
pub fn any(bytes: &[u8], is: impl Fn(u8) -> bool) -> bool {
    // The last bytes are compared together with those before them, so that none is left to be compared alone.
    let wide = |block: &[u8; WIDE]| block.iter().fold(false, |found, &byte| found | is(byte));
    match bytes.last_chunk::<WIDE>() {
        Some(last) => {
            let (blocks, _) = bytes.as_chunks::<WIDE>();
            // Blocks are asked one by one: compilers make worse of a loop over them that has no end before the last.
            blocks.iter().any(wide) || wide(last)
        }
        None => bytes.iter().fold(false, |found, &byte| found | is(byte)),
    }
}

/// Whether two of `bytes` that stand side by side are a pair that `is` takes, which must not branch.
#[inline]
pub fn any_pair(bytes: &[u8], is: impl Fn(u8, u8) -> bool) -> bool {
    let behind = bytes.get(1..).unwrap_or_default();
    let wide = |ones: &[u8; WIDE], others: &[u8; WIDE]| {
        ones.iter().zip(others).fold(false, |found, (&one, &other)| found | is(one, other))
    };
    let ones = &bytes[..behind.len()];
    match (ones.last_chunk::<WIDE>(), behind.last_chunk::<WIDE>()) {
        (Some(last), Some(other)) => {
            let ((ones, _), (others, _)) = (ones.as_chunks::<WIDE>(), behind.as_chunks::<WIDE>());
            ones.iter().zip(others).fold(wide(last, other), |found, (one, other)| found | wide(one, other))
        }
        _ => ones.iter().zip(behind).fold(false, |found, (&one, &other)| found | is(one, other)),
    }
}

/// Whether `text` holds `sign`, which most texts do not: then its last two bytes stand nowhere.
#[inline]
pub fn holds(text: &str, sign: char) -> bool {
    let mut buffer = [0; 4];
    let [.., one, other] = *sign.encode_utf8(&mut buffer).as_bytes() else { return text.contains(sign) };
    any_pair(text.as_bytes(), |a, b| (a == one) & (b == other)) && text.contains(sign)
}

/// The bytes that most Han characters begin with, U+4000 to U+9FFF; all of them take three bytes.
#[inline]
pub fn begins_han(byte: u8) -> bool {
    byte.wrapping_sub(0xe4) < 6
}

/// Where the characters of `text` begin that are no Han characters, and their first bytes. In Chinese this takes fewer
/// steps than comparing every byte, and in a short text than comparing many at once.
#[inline]
pub fn beside_han(text: &str) -> impl Iterator<Item = (usize, u8)> {
    let (bytes, mut next) = (text.as_bytes(), 0);
    std::iter::from_fn(move || {
        while let Some(&byte) = bytes.get(next) {
            let at = next;
            if begins_han(byte) {
                next += 3;
                continue;
            }
            next += match byte {
                0xe0..0xf0 => 3,
                0xf0.. => 4,
                0xc0.. => 2,
                _ => 1,
            };
            return Some((at, byte));
        }
        None
    })
}

/// Whether `text` is nothing but characters that take three bytes and begin with E4 to E9: all Han characters in common use.
#[inline]
pub fn is_han(text: &str) -> bool {
    // No byte below 80, and none that begins another character.
    !any(text.as_bytes(), |byte| (byte < 0x80) | (byte.wrapping_sub(0xc0) < 0x24) | (byte > 0xe9))
}

/// Whether `text` holds an ASCII digit.
#[inline]
pub fn has_digit(text: &str) -> bool {
    any(text.as_bytes(), |byte| byte.is_ascii_digit())
}

/// Where the first ASCII digit of `bytes` stands.
#[inline]
pub fn next_digit(bytes: &[u8]) -> Option<usize> {
    let (blocks, rest) = bytes.as_chunks::<WIDE>();
    let digit = |bytes: &[u8]| bytes.iter().position(u8::is_ascii_digit);
    match blocks.iter().position(|block| any(block, |byte| byte.is_ascii_digit())) {
        Some(at) => digit(&blocks[at]).map(|digit| WIDE * at + digit),
        None => digit(rest).map(|digit| bytes.len() - rest.len() + digit),
    }
}

/// What the texts of a set look like, so that most others need not be looked for in it.
#[derive(Clone, Debug, Default)]
pub struct Shapes {
    /// A bit for the last byte of each, by half its length.
    bits: [u64; 32],
}

impl Shapes {
    /// Half the length of `text`, and a bit for its last byte.
    #[inline]
    fn of(text: &str) -> (usize, u64) {
        let last = text.as_bytes().last().copied().unwrap_or_default();
        (text.len() / 2 % 32, 1 << (last % 64))
    }

    /// Adds a text of the set.
    pub fn add(&mut self, text: &str) {
        let (at, bit) = Self::of(text);
        self.bits[at] |= bit;
    }

    /// Whether `text` may be in the set; what is false is certain.
    #[inline]
    pub fn may_hold(&self, text: &str) -> bool {
        let (at, bit) = Self::of(text);
        self.bits[at] & bit != 0
    }
}

/// The bytes of a text.
pub type Short = (u64, usize);

/// The bytes of a text of eight at most, none of which is like those of another; `None` where it is longer.
#[inline]
pub fn short(text: &str) -> Option<Short> {
    let bytes = text.as_bytes();
    let half = |bytes: &[u8; 4]| u64::from(u32::from_le_bytes(*bytes));
    let value = match (bytes, bytes.first_chunk(), bytes.last_chunk()) {
        ([], ..) => 0,
        // The first, the last and the one between them are all that there are.
        ([first, .., last], None, _) => {
            u64::from(*first) | u64::from(bytes[bytes.len() / 2]) << 8 | u64::from(*last) << 16
        }
        ([one], ..) => u64::from(*one),
        (_, Some(first), Some(last)) if bytes.len() <= 8 => half(first) | half(last) << 32,
        _ => return None,
    };
    Some((value, bytes.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_is_found_wherever_it_stands() {
        for length in 0..70 {
            let mut text = vec![b'a'; length];
            assert!(!any(&text, |byte| byte == b'x'));
            for at in 0..length {
                text[at] = b'x';
                assert!(any(&text, |byte| byte == b'x'), "{at} of {length}");
                text[at] = b'a';
            }
        }
    }

    #[test]
    fn a_pair_is_found_wherever_it_stands() {
        for length in 2..70 {
            let mut text = vec![b'a'; length];
            let found = |text: &[u8]| any_pair(text, |one, other| (one == b'x') & (other == b'y'));
            for at in 0..length - 1 {
                text[at] = b'x';
                assert!(!found(&text));
                text[at + 1] = b'y';
                assert!(found(&text), "{at} of {length}");
                (text[at], text[at + 1]) = (b'a', b'a');
            }
        }
        assert!(!any_pair(b"", |_, _| true) && !any_pair(b"x", |_, _| true));
    }

    #[test]
    fn a_sign_is_found() {
        for (text, sign, held) in [("绩效表", '表', true), ("绩效", '表', false), ("", '表', false), ("a=b", '=', true)]
        {
            assert_eq!(holds(text, sign), held, "{text} {sign}");
        }
        // Its last two bytes, of two other characters, are not it.
        assert!(!holds("\u{6ee1}\u{6868}", '\u{7868}') && holds("\u{7868}", '\u{7868}'));
    }

    #[test]
    fn characters_beside_han_are_found_where_they_begin() {
        let text = "绩效a×、（\u{20000}表\u{3fff}\u{4000}\u{9fff}\u{a000}";
        let expected: Vec<_> = text.char_indices().filter(|(_, c)| !('\u{4000}'..='\u{9fff}').contains(c)).collect();
        let found: Vec<_> = beside_han(text).collect();
        assert_eq!(found, expected.iter().map(|(at, _)| (*at, text.as_bytes()[*at])).collect::<Vec<_>>());
    }

    #[test]
    fn the_first_digit_is_found() {
        for length in 0..70 {
            let mut text = vec![b'a'; length];
            assert_eq!(next_digit(&text), None);
            for at in (0..length).rev() {
                text[at] = b'0';
                assert_eq!(next_digit(&text), Some(at), "{at} of {length}");
            }
        }
    }

    #[test]
    fn short_texts_are_told_apart() {
        let texts = (0..=8).flat_map(|length| {
            (0..3_usize.pow(length)).map(move |number| {
                (0..length).map(|at| ['\0', 'a', 'b'][number / 3_usize.pow(at) % 3]).collect::<String>()
            })
        });
        let texts: Vec<String> = texts.collect();
        let keys: std::collections::HashSet<_> = texts.iter().map(|text| short(text)).collect();
        assert_eq!((keys.len(), keys.contains(&None)), (texts.len(), false));
        assert_eq!(short("万元/公里"), None);
    }

    #[test]
    fn han_is_told_from_everything_else() {
        for c in (0..=0x2_0000).filter_map(char::from_u32) {
            let han = ('\u{4000}'..='\u{9fff}').contains(&c);
            assert_eq!(is_han(&c.to_string()), han, "{c:?}");
            assert_eq!(is_han(&format!("绩效目标完成及时率{c}预算执行")), han, "{c:?}");
        }
        assert!(is_han(""));
    }
}
