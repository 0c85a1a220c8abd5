//! Symbol fonts: what their characters look like, since the code of each is that of another one.

/// Whether a font shows other characters than those that the text holds.
pub(super) fn is_symbol_font(font: &str) -> bool {
    let name = font.trim().to_ascii_lowercase();
    name == "symbol" || name.starts_with("wingdings") || name == "webdings" || name == "marlett"
}

/// What a character looks like in a symbol font; `None` where that is not known.
pub(super) fn symbol(font: &str, c: char) -> Option<char> {
    let code = match c as u32 {
        // Word moves the codes of symbol fonts into the private use area.
        code @ 0xF000..=0xF0FF => code - 0xF000,
        code @ 0..=0xFF => code,
        // A character that no symbol font has is shown in another font.
        _ => return Some(c),
    };
    if code == 0x20 || code == 0x0A || code == 0x09 || code == 0xA0 {
        return char::from_u32(code);
    }
    let name = font.trim().to_ascii_lowercase();
    let known = match name.as_str() {
        "symbol" => SYMBOL,
        "wingdings" => WINGDINGS,
        "wingdings 2" => WINGDINGS_2,
        "wingdings 3" => WINGDINGS_3,
        "webdings" => WEBDINGS,
        _ => return None,
    };
    // Digits and most signs of Symbol are where they are in any font.
    let plain = char::from_u32(code).filter(|plain| plain.is_ascii_digit() || "!%()+,./:;<=>?[]_{|}".contains(*plain));
    if name == "symbol" && plain.is_some() {
        return plain;
    }
    known.iter().find(|(known, _)| u32::from(*known) == code).map(|&(_, shown)| shown)
}

/// Of the many, those that stand in forms: boxes, ticks, signs of comparison, numbers in circles, points of lists.
const SYMBOL: &[(u8, char)] = &[
    (0xA3, '≤'),
    (0xA5, '∞'),
    (0xAB, '↔'),
    (0xAC, '←'),
    (0xAD, '↑'),
    (0xAE, '→'),
    (0xAF, '↓'),
    (0xB0, '°'),
    (0xB1, '±'),
    (0xB3, '≥'),
    (0xB4, '×'),
    (0xB7, '•'),
    (0xB8, '÷'),
    (0xB9, '≠'),
    (0xBA, '≡'),
    (0xBB, '≈'),
    (0xD6, '√'),
    (0xE5, '∑'),
    (0x2D, '−'),
    (0x61, 'α'),
    (0x62, 'β'),
    (0x6D, 'μ'),
    (0x44, 'Δ'),
    (0x53, 'Σ'),
];

const WINGDINGS: &[(u8, char)] = &[
    (0x6C, '●'),
    (0x6D, '❍'),
    (0x6E, '■'),
    (0x6F, '□'),
    (0x70, '◻'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x77, '◆'),
    (0x80, '⓪'),
    (0x81, '①'),
    (0x82, '②'),
    (0x83, '③'),
    (0x84, '④'),
    (0x85, '⑤'),
    (0x86, '⑥'),
    (0x87, '⑦'),
    (0x88, '⑧'),
    (0x89, '⑨'),
    (0x8A, '⑩'),
    (0x8B, '⓿'),
    (0x8C, '❶'),
    (0x8D, '❷'),
    (0x8E, '❸'),
    (0x8F, '❹'),
    (0x90, '❺'),
    (0x91, '❻'),
    (0x92, '❼'),
    (0x93, '❽'),
    (0x94, '❾'),
    (0x95, '❿'),
    (0x9F, '•'),
    (0xA1, '○'),
    (0xA7, '▪'),
    (0xA8, '☐'),
    (0xD8, '➢'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE1, '↑'),
    (0xE2, '↓'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
];

const WINGDINGS_2: &[(u8, char)] = &[
    (0x4F, '✗'),
    (0x50, '✓'),
    (0x51, '☒'),
    (0x52, '☑'),
    (0x53, '☒'),
    (0x54, '☒'),
    (0x69, '⓪'),
    (0x6A, '①'),
    (0x6B, '②'),
    (0x6C, '③'),
    (0x6D, '④'),
    (0x6E, '⑤'),
    (0x6F, '⑥'),
    (0x70, '⑦'),
    (0x71, '⑧'),
    (0x72, '⑨'),
    (0x73, '⑩'),
    (0x97, '●'),
    (0xA2, '■'),
    (0xA3, '☐'),
];

const WINGDINGS_3: &[(u8, char)] =
    &[(0x66, '←'), (0x67, '→'), (0x68, '↑'), (0x69, '↓'), (0x70, '▲'), (0x71, '▼'), (0x74, '◀'), (0x75, '▶')];

const WEBDINGS: &[(u8, char)] = &[(0x61, '✓'), (0x63, '☐'), (0x67, '■'), (0x6E, '●'), (0x72, '✗')];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_what_they_look_like() {
        let shown = |font, c| symbol(font, c).unwrap_or('?');
        assert_eq!(shown("Wingdings 2", 'R'), '☑');
        assert_eq!(shown("Wingdings", '\u{f0fe}'), '☑');
        assert_eq!(shown("wingdings", '\u{f0a8}'), '☐');
        assert_eq!(shown("Symbol", '\u{f0b3}'), '≥');
        assert_eq!(shown("Symbol", '5'), '5');
        assert_eq!(shown("Wingdings", '年'), '年');
        assert_eq!(shown("Wingdings", 'Z'), '?');
        assert!(is_symbol_font("Wingdings 2") && !is_symbol_font("宋体"));
    }
}
