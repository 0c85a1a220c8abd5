//! The numbers that Word puts before paragraphs by itself: `1.`, `目标1：`, `（一）`.

use super::styles::Styles;
use crate::import::Refusal;
use crate::import::budget::Resource;
use crate::import::package::{Package, Xml, attribute};
use crate::import::rich::{Look, Rich};
use crate::import::styles::is_on;
use rustc_hash::FxHashMap;

const PART: &str = "word/numbering.xml";

/// A list has nine levels.
const LEVELS: usize = 9;

/// No label is longer, whatever its pattern says.
const LONGEST: usize = 100;

/// The lists of a document, and how far each has counted.
#[derive(Default)]
pub(super) struct Numbering {
    /// The lists, by the number that paragraphs name.
    lists: FxHashMap<u32, List>,
    /// What they count with.
    patterns: FxHashMap<u32, Pattern>,
    counts: FxHashMap<u32, [Option<u32>; LEVELS]>,
}

#[derive(Clone, Default)]
struct List {
    pattern: u32,
    /// Levels that are its own.
    levels: FxHashMap<usize, Level>,
    /// Where a level begins to count anew, once.
    restarts: FxHashMap<usize, u32>,
    begun: bool,
}

#[derive(Clone, Default)]
struct Pattern {
    levels: FxHashMap<usize, Level>,
    /// The style of the list that says what the levels are.
    link: Option<String>,
}

#[derive(Clone)]
struct Level {
    start: u32,
    format: String,
    text: String,
    /// Whether all numbers in it are of digits.
    digits: bool,
    /// The style whose paragraphs are of this level.
    style: Option<String>,
    look: Look,
    /// The level behind which it counts anew; `Some(0)` for none.
    restart: Option<u32>,
}

impl Default for Level {
    fn default() -> Self {
        let format = "decimal".to_owned();
        Self { start: 1, format, text: String::new(), digits: false, style: None, look: Look::default(), restart: None }
    }
}

impl Numbering {
    pub(super) fn read(package: &mut Package<'_>, styles: &Styles) -> Result<Self, Refusal> {
        let mut out = Self::default();
        if !package.has(PART) {
            return Ok(out);
        }
        let mut budget = package.budget.clone();
        let mut pattern: Option<(u32, Pattern)> = None;
        let mut list: Option<(u32, List)> = None;
        let mut level: Option<(usize, Level)> = None;
        let mut overridden = 0;
        package.walk(PART, |node| {
            match node {
                Xml::Start(element) => {
                    let of = |name: &str| attribute(element, name).and_then(|value| value.trim().parse::<u32>().ok());
                    let value = || super::number(element);
                    match element.local_name().as_ref() {
                        "abstractNum" => pattern = Some((of("abstractNumId").unwrap_or(0), Pattern::default())),
                        "numStyleLink" => {
                            if let Some((_, pattern)) = &mut pattern {
                                pattern.link = attribute(element, "val");
                            }
                        }
                        "num" => list = Some((of("numId").unwrap_or(0), List::default())),
                        "abstractNumId" => {
                            if let Some((_, list)) = &mut list {
                                list.pattern = value().unwrap_or(0);
                            }
                        }
                        "lvlOverride" => overridden = of("ilvl").unwrap_or(0) as usize,
                        "startOverride" => {
                            if let (Some((_, list)), Some(start)) = (&mut list, value()) {
                                list.restarts.insert(overridden, start);
                            }
                        }
                        "lvl" => {
                            budget.take(Resource::Nodes, 1)?;
                            level = Some((of("ilvl").unwrap_or(0) as usize, Level::default()));
                        }
                        name => {
                            if let Some((_, level)) = &mut level {
                                match name {
                                    "start" => level.start = value().unwrap_or(1),
                                    "numFmt" => level.format = attribute(element, "val").unwrap_or_default(),
                                    "lvlText" => level.text = attribute(element, "val").unwrap_or_default(),
                                    "isLgl" => level.digits = is_on(element, "val"),
                                    "pStyle" => level.style = attribute(element, "val"),
                                    "lvlRestart" => level.restart = value(),
                                    "rFonts" => {
                                        if let Some(font) = attribute(element, "ascii") {
                                            level.look.set_font(&font);
                                        }
                                    }
                                    _ => {}
                                }
                            }
                        }
                    }
                }
                Xml::End("lvl") => {
                    if let Some((_, level)) = &level {
                        let style = level.style.as_ref().map_or(0, String::len);
                        budget.take(Resource::Text, (level.text.len() + level.format.len() + style) as u64)?;
                    }
                    if let Some((at, level)) = level.take().filter(|(at, _)| *at < LEVELS) {
                        if let Some((_, pattern)) = &mut pattern {
                            pattern.levels.insert(at, level);
                        } else if let Some((_, list)) = &mut list {
                            list.levels.insert(at, level);
                        }
                    }
                }
                Xml::End("abstractNum") => {
                    budget.take(Resource::Nodes, 1)?;
                    out.patterns.extend(pattern.take());
                }
                Xml::End("num") => {
                    budget.take(Resource::Nodes, 1)?;
                    out.lists.extend(list.take());
                }
                _ => {}
            }
            Ok(())
        })?;
        package.budget = budget;
        out.follow(styles);
        Ok(out)
    }

    /// Gives the lists whose levels are those of a style the pattern that the style names.
    fn follow(&mut self, styles: &Styles) {
        let real = |pattern: u32| {
            let link = self.patterns.get(&pattern)?.link.as_ref()?;
            self.lists.get(&styles.list(link)?.0).map(|list| list.pattern)
        };
        let real: Vec<_> = self.lists.iter().filter_map(|(&id, list)| Some((id, real(list.pattern)?))).collect();
        for (id, pattern) in real {
            if let Some(list) = self.lists.get_mut(&id) {
                list.pattern = pattern;
            }
        }
    }

    /// The level of the list whose paragraphs are those of a style.
    pub(super) fn level_of(&self, list: u32, style: &str) -> u32 {
        let pattern = self.lists.get(&list).and_then(|list| self.patterns.get(&list.pattern));
        let levels = pattern.into_iter().flat_map(|pattern| &pattern.levels);
        levels.filter(|(_, level)| level.style.as_deref() == Some(style)).map(|(&at, _)| at as u32).min().unwrap_or(0)
    }

    /// Counts a paragraph of a list, and says what Word writes before it.
    pub(super) fn next(&mut self, list: u32, level: u32) -> Rich {
        let at = level as usize;
        let Some(of) = self.lists.get_mut(&list).filter(|_| at < LEVELS) else { return Rich::default() };
        let empty = Pattern::default();
        let pattern = self.patterns.get(&of.pattern).unwrap_or(&empty);
        let counts = self.counts.entry(of.pattern).or_default();
        if !std::mem::replace(&mut of.begun, true) {
            for (&level, &start) in of.restarts.iter().filter(|(level, _)| **level < LEVELS) {
                counts[level] = start.checked_sub(1);
            }
        }
        let level_at = |at: usize| of.levels.get(&at).or_else(|| pattern.levels.get(&at));
        let Some(this) = level_at(at) else { return Rich::default() };
        counts[at] = Some(counts[at].map_or(this.start, |count| count.saturating_add(1)));
        for (below, count) in counts.iter_mut().enumerate().skip(at + 1) {
            let behind = level_at(below).and_then(|level| level.restart);
            if behind.is_none_or(|behind| behind > level) {
                *count = None;
            }
        }
        let mut label = Rich::default();
        if this.format == "none" || this.format == "bullet" {
            // The points of a list say nothing.
            return label;
        }
        let mut chars = this.text.chars().take(LONGEST).peekable();
        while let Some(c) = chars.next() {
            let digit = chars.peek().and_then(|next| next.to_digit(10)).filter(|digit| c == '%' && *digit > 0);
            let Some(digit) = digit else {
                label.push(c.encode_utf8(&mut [0; 4]), &this.look);
                continue;
            };
            chars.next();
            let above = digit as usize - 1;
            let of = level_at(above);
            let count = counts[above].or(of.map(|level| level.start)).unwrap_or(1);
            let format = of.map_or("decimal", |level| level.format.as_str());
            label.text.push_str(&counted(count, if this.digits { "decimal" } else { format }));
        }
        if label.text.ends_with(char::is_alphanumeric) {
            label.text.push(' ');
        }
        label
    }
}

/// A number in a format of numbering (ECMA-376 part 1, 17.18.59).
fn counted(number: u32, format: &str) -> String {
    let one_of = |all: &str, first: u32| all.chars().nth(number.wrapping_sub(first) as usize).map(String::from);
    let circle = || match number {
        1..=20 => char::from_u32(0x2460 + number - 1).map(String::from),
        21..=35 => char::from_u32(0x3251 + number - 21).map(String::from),
        _ => None,
    };
    let found = match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseCounting"
        | "ideographLegalTraditional"
        | "chineseLegalSimplified"
        | "chineseLegal"
        | "japaneseLegal" => {
            let legal = format.contains("egal");
            chinese(
                number,
                if legal {
                    "零壹贰叁肆伍陆柒捌玖拾佰仟"
                } else {
                    "〇一二三四五六七八九十百千"
                },
                legal,
            )
        }
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
            let digits = number.to_string();
            Some(digits.bytes().filter_map(|digit| "〇一二三四五六七八九".chars().nth((digit - b'0').into())).collect())
        }
        "ideographTraditional" => one_of("甲乙丙丁戊己庚辛壬癸", 1),
        "ideographZodiac" => one_of("子丑寅卯辰巳午未申酉戌亥", 1),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" | "ideographEnclosedCircle" => circle(),
        "decimalEnclosedParen" if (1..=20).contains(&number) => char::from_u32(0x2474 + number - 1).map(String::from),
        "decimalEnclosedFullstop" if (1..=20).contains(&number) => {
            char::from_u32(0x2488 + number - 1).map(String::from)
        }
        "decimalFullWidth" | "decimalFullWidth2" => Some(
            number.to_string().bytes().filter_map(|digit| char::from_u32(0xFF10 + u32::from(digit - b'0'))).collect(),
        ),
        "decimalZero" => Some(format!("{number:02}")),
        "upperLetter" => letters(number, b'A'),
        "lowerLetter" => letters(number, b'a'),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).map(|roman| roman.to_lowercase()),
        _ => None,
    };
    found.unwrap_or_else(|| number.to_string())
}

/// A number in Chinese words; `signs` are its digits, then ten, hundred and thousand.
fn chinese(number: u32, signs: &str, legal: bool) -> Option<String> {
    let signs: Vec<char> = signs.chars().collect();
    if number == 0 || number > 9999 {
        return None;
    }
    let (mut out, mut gap) = (String::new(), false);
    for (place, unit) in [(1000, 12), (100, 11), (10, 10), (1, 0)] {
        let digit = (number / place % 10) as usize;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push(if legal { signs[0] } else { '零' });
        }
        // 十一, not 一十一, where nothing is greater than ten.
        if !(digit == 1 && place == 10 && out.is_empty() && !legal) {
            out.push(signs[digit]);
        }
        if unit > 0 {
            out.push(signs[unit]);
        }
    }
    Some(out)
}

/// A, B … Z, AA, BB … as Word has it.
fn letters(number: u32, first: u8) -> Option<String> {
    let at = number.checked_sub(1)?;
    let letter = char::from(first + (at % 26) as u8);
    Some(std::iter::repeat_n(letter, (at / 26 + 1).min(20) as usize).collect())
}

fn roman(mut number: u32) -> Option<String> {
    if !(1..=3999).contains(&number) {
        return None;
    }
    const SIGNS: &[(u32, &str)] = &[
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut out = String::new();
    for &(value, sign) in SIGNS {
        while number >= value {
            out.push_str(sign);
            number -= value;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn numbers_are_counted_as_word_does() {
        let of = |format| [1, 10, 11, 20, 105].map(|number| counted(number, format)).join(" ");
        assert_eq!(of("decimal"), "1 10 11 20 105");
        assert_eq!(of("chineseCounting"), "一 十 十一 二十 一百零五");
        assert_eq!(of("chineseLegalSimplified"), "壹 壹拾 壹拾壹 贰拾 壹佰零伍");
        assert_eq!(of("decimalEnclosedCircleChinese"), "① ⑩ ⑪ ⑳ 105");
        assert_eq!(of("upperLetter"), "A J K T AAAAA");
        assert_eq!(of("lowerRoman"), "i x xi xx cv");
        assert_eq!(of("decimalFullWidth"), "１ １０ １１ ２０ １０５");
        assert_eq!(of("ideographDigital"), "一 一〇 一一 二〇 一〇五");
        assert_eq!(of("ideographTraditional"), "甲 癸 11 20 105");
    }
}
