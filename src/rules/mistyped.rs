//! Amounts that a slip of the keyboard or of a scanner spoiled, and the numbers that were meant.

use crate::profile::fold_value;

/// A number that was probably meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Meant {
    /// Digits and at most one point.
    pub(super) number: String,
    /// Whether no other number can have been meant.
    pub(super) certain: bool,
}

/// The number that `text`, which is no amount, was meant to be: `20O.50`, `537。12`, `537,12`, `=537.12`.
pub(super) fn meant(text: &str) -> Option<Meant> {
    if text.len() > 64 || !text.bytes().any(|byte| byte.is_ascii_digit() || byte == 0xef) {
        return None;
    }
    let folded: String = fold_value(text).chars().filter(|c| !c.is_whitespace()).collect();
    let bare = folded.trim_start_matches(['=', '\'', '‘', '’', '`', '¥', '￥']);
    let (sign, bare) = bare.strip_prefix('-').map_or(("", bare), |bare| ("-", bare));
    let mut certain = true;
    let mut plain = String::with_capacity(bare.len());
    let (mut digits, mut letters) = (0, 0);
    for c in bare.chars() {
        plain.push(match c {
            '0'..='9' => {
                digits += 1;
                c
            }
            'O' | 'o' | 'Q' | '〇' | '○' => {
                letters += 1;
                '0'
            }
            'l' | 'I' | '|' => {
                letters += 1;
                '1'
            }
            // What an input method for Chinese writes with the key of the point.
            '.' | '。' | '｡' | '·' | '・' | '‧' => '.',
            ',' => ',',
            _ => return None,
        });
        certain &= c != ',';
    }
    // Words are no slips.
    if letters > digits {
        return None;
    }
    certain &= letters == 0;
    let number = pointed(&plain, &mut certain)?;
    // Behind a point that was no point, three digits may as well be a group of thousands.
    certain &= bare == number || number.split_once('.').is_none_or(|(_, fraction)| fraction.len() != 3);
    let number = format!("{sign}{number}");
    (number != text && number.len() <= 18).then_some(Meant { number, certain })
}

/// The number in digits, points and commas that are not all in their places.
fn pointed(text: &str, certain: &mut bool) -> Option<String> {
    let mut text = text.to_owned();
    if text.contains("..") || text.ends_with(['.', ',']) {
        *certain = false;
        text = text.trim_end_matches(['.', ',']).to_owned();
        while text.contains("..") {
            text = text.replace("..", ".");
        }
    }
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = match text.split_once('.') {
        // 1,234 with another slip in it, 12,3456 in groups of four, 537,12.
        None => match text.rsplit_once(',') {
            None => (text, None),
            Some((whole, last)) if last.len() <= 2 => (whole.to_owned(), Some(last.to_owned())),
            Some((whole, _)) if whole.split(',').next()?.len() <= 3 => (text.replace(',', ""), None),
            Some(_) => return None,
        },
        Some((whole, fraction)) if !fraction.contains('.') => (whole.replace(',', ""), Some(fraction.to_owned())),
        // Points for the separators of thousands: 1.234.50.
        Some((first, rest)) => {
            *certain = false;
            let (groups, last) = rest.rsplit_once('.')?;
            let thousands = first.len() <= 3 && groups.split('.').all(|group| group.len() == 3) && last.len() <= 2;
            (thousands.then(|| format!("{first}{}", groups.replace('.', "")))?, Some(last.to_owned()))
        }
    };
    let whole = whole.replace(',', "");
    let sound = digits(&whole) && fraction.as_deref().is_none_or(digits);
    sound.then(|| fraction.map_or(whole.clone(), |fraction| format!("{whole}.{fraction}")))
}

/// The other number that `text`, two runs of digits with a blank between them, may be: 537.12 for `537 12`.
pub(super) fn parted(text: &str) -> Option<String> {
    let mut parts = text.split_whitespace();
    let (whole, fraction) = (parts.next()?, parts.next()?);
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let two = parts.next().is_none() && digits(whole) && digits(fraction) && fraction.len() <= 2;
    two.then(|| format!("{whole}.{fraction}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_keyboard_mean_a_number() {
        let check = |text: &str, number: &str, certain: bool| {
            assert_eq!(meant(text), Some(Meant { number: number.to_owned(), certain }), "{text}");
        };
        check("537。12", "537.12", true);
        check("５３７。１２", "537.12", true);
        check("537·12", "537.12", true);
        check("=537.12", "537.12", true);
        check("＝537.12", "537.12", true);
        check("'537.12", "537.12", true);
        check("=-537.12", "-537.12", true);
        check("=12", "12", true);
        check("=0.125", "0.125", true);
        check("1。234", "1.234", false);
        check("20O.50", "200.50", false);
        check("2o0.5O", "200.50", false);
        check("l2.50", "12.50", false);
        check("1〇0", "100", false);
        check("537,12", "537.12", false);
        check("537，12", "537.12", false);
        check("1,0.00", "10.00", false);
        check("1,2O0", "1200", false);
        check("12,3456", "123456", false);
        check("1,234,50", "1234.50", false);
        check("1.234.50", "1234.50", false);
        check("12..5", "12.5", false);
        check("537.12。", "537.12", false);
    }

    #[test]
    fn other_texts_mean_none() {
        for text in [
            "",
            "约100",
            "—",
            "无",
            "O",
            "Il",
            "oO1",
            "12.5万人",
            "2021.12.31",
            "2021,2022",
            "1、2",
            "1.2.3",
            "12%",
            "=",
            "12-5",
            "537.12",
        ] {
            assert_eq!(meant(text), None, "{text}");
        }
        assert_eq!(parted("537 12").as_deref(), Some("537.12"));
        for text in ["537 123", "5 3 7", "537.1 2", "537", "a 12"] {
            assert_eq!(parted(text), None, "{text}");
        }
    }
}
