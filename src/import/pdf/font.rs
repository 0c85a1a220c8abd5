//! What the codes of a font stand for, and how wide they are.

use super::problem::{Budget, PdfProblem};
use super::unpack::unpack;
use encoding_rs::GB18030;
use hayro_cmap::{BfString, CMap, CMapName, CidFamily, WritingMode, load_embedded};
use hayro_font::{CMapResolverFn, FontCache, FontGlyph, FontQuery, FontResolverFn};
use hayro_syntax::object::dict::keys::{
    BASE_FONT, CID_TO_GID_MAP, CIDSYSTEMINFO, DESCENDANT_FONTS, DW, ENCODING, FIRST_CHAR, FONT_DESC, FONT_FILE2,
    FONT_FILE3, FONT_MATRIX, MISSING_WIDTH, ORDERING, REGISTRY, SUBTYPE, TO_UNICODE, TYPE0, TYPE3, W, WIDTHS,
};
use hayro_syntax::object::{self, Array, Dict, Name, Object, Stream};
use rustc_hash::FxHashMap;
use std::rc::Rc;
use std::sync::Arc;

/// What a code stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Text {
    Char(char),
    /// Several characters, such as a ligature.
    Chars(Rc<str>),
    /// Nobody knows.
    Unknown,
}

/// A code of a text that is shown.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub(super) text: Text,
    /// How far it moves on, in ems.
    pub(super) advance: f32,
    /// Whether it is the code 32 of one byte, which word spacing widens.
    pub(super) is_space: bool,
}

/// A font of the file.
#[derive(Debug)]
pub(super) struct Font<'a> {
    codes: Codes,
    to_unicode: Option<CMap>,
    /// From characters of a known collection to Unicode.
    collection: Option<Rc<CMap>>,
    /// From glyphs of the embedded font to Unicode.
    glyphs: Option<FxHashMap<u16, char>>,
    /// From the numbers of characters to glyphs; the same number where there is none.
    cid_to_gid: Option<Vec<u8>>,
    /// In thousandths of an em.
    widths: FxHashMap<u32, f32>,
    missing: f32,
    /// What a simple font says of its codes.
    simple: Option<hayro_font::Font<'a>>,
    /// The scale of widths, and how high an em is, both in units of the font's size.
    pub(super) scale: f32,
    pub(super) em: f32,
    pub(super) vertical: bool,
    /// Whether its characters are pictures, such as bullets, that have no codes of their own.
    pub(super) symbolic: bool,
    seen: std::cell::RefCell<FxHashMap<(u32, u8), Shown>>,
}

/// How bytes are taken as codes.
#[derive(Debug)]
enum Codes {
    /// One byte each.
    Single,
    /// Two bytes each, which are the character's number.
    Identity,
    /// Two or four bytes of UTF-16.
    Utf16(Rc<CMap>),
    /// GBK or GB 18030.
    Gb(Rc<CMap>),
    /// As a map says.
    Mapped(Rc<CMap>),
}

/// The fonts of a file, each read once.
#[derive(Default)]
pub(super) struct Fonts<'a> {
    fonts: FxHashMap<object::ObjectIdentifier, Rc<Font<'a>>>,
    maps: FxHashMap<Vec<u8>, Option<Rc<CMap>>>,
    library: FontCache<'a>,
}

impl<'a> Fonts<'a> {
    /// The font that a dictionary describes.
    pub(super) fn font(&mut self, dict: &Dict<'a>, budget: &mut Budget) -> Result<Rc<Font<'a>>, PdfProblem> {
        if let Some(font) = dict.obj_id().and_then(|id| self.fonts.get(&id)) {
            return Ok(Rc::clone(font));
        }
        let font = Rc::new(self.read(dict, budget)?);
        if let Some(id) = dict.obj_id() {
            self.fonts.insert(id, Rc::clone(&font));
        }
        Ok(font)
    }

    fn read(&mut self, dict: &Dict<'a>, budget: &mut Budget) -> Result<Font<'a>, PdfProblem> {
        let to_unicode = match dict.get::<Stream<'_>>(TO_UNICODE) {
            Some(stream) => unpack(&stream, budget)?.and_then(|data| CMap::parse(&data, load_embedded)),
            None => None,
        };
        let is = |name: &[u8]| dict.get::<Name<'_>>(SUBTYPE).is_some_and(|subtype| &*subtype == name);
        let mut font = Font {
            codes: Codes::Single,
            to_unicode,
            collection: None,
            glyphs: None,
            cid_to_gid: None,
            widths: FxHashMap::default(),
            missing: 0.0,
            simple: None,
            scale: 0.001,
            em: 1.0,
            vertical: false,
            symbolic: dict.get::<Name<'_>>(BASE_FONT).is_some_and(|name| is_symbolic(name.as_str())),
            seen: Default::default(),
        };
        if is(TYPE0) {
            self.composite(dict, &mut font, budget)?;
        } else {
            self.simple(dict, &mut font, is(TYPE3), budget)?;
        }
        Ok(font)
    }

    fn composite(&mut self, dict: &Dict<'a>, font: &mut Font<'a>, budget: &mut Budget) -> Result<(), PdfProblem> {
        let descendant = dict.get::<Array<'_>>(DESCENDANT_FONTS).and_then(|fonts| fonts.iter::<Dict<'_>>().next());
        let descendant = descendant.unwrap_or_default();
        font.missing = descendant.get::<f32>(DW).unwrap_or(1000.0);
        if let Some(widths) = descendant.get::<Array<'_>>(W) {
            read_widths(&widths, &mut font.widths);
        }
        let mut family = descendant.get::<Dict<'_>>(CIDSYSTEMINFO).and_then(|info| {
            let registry = info.get::<object::String<'_>>(REGISTRY)?;
            let ordering = info.get::<object::String<'_>>(ORDERING)?;
            Some(CidFamily::from_registry_ordering(&registry, &ordering))
        });
        font.codes = match dict.get::<Object<'_>>(ENCODING) {
            Some(Object::Name(name)) => {
                font.vertical = name.ends_with(b"-V");
                match CMapName::from_bytes(&name) {
                    CMapName::IdentityH | CMapName::IdentityV => Codes::Identity,
                    known => {
                        let map = self.map(known);
                        let own = map.as_ref().and_then(|map| map.metadata().character_collection.clone());
                        family = own.map(|own| own.family).or(family);
                        let utf16 = name.windows(3).any(|part| part == b"UCS" || part == b"UTF");
                        match map {
                            Some(map) if utf16 => Codes::Utf16(map),
                            Some(map) if name.starts_with(b"GB") => Codes::Gb(map),
                            Some(map) => Codes::Mapped(map),
                            None => Codes::Identity,
                        }
                    }
                }
            }
            Some(Object::Stream(stream)) => {
                let data = unpack(&stream, budget)?;
                match data.and_then(|data| CMap::parse(&data, load_embedded)) {
                    Some(map) => {
                        font.vertical = map.metadata().writing_mode == Some(WritingMode::Vertical);
                        Codes::Mapped(Rc::new(map))
                    }
                    None => Codes::Identity,
                }
            }
            _ => Codes::Identity,
        };
        if font.to_unicode.is_some() {
            return Ok(());
        }
        if let Some(name) = family.as_ref().and_then(CidFamily::ucs2_cmap)
            && !matches!(font.codes, Codes::Utf16(_) | Codes::Gb(_))
        {
            font.collection = self.map(name);
        }
        let descriptor = descendant.get::<Dict<'_>>(FONT_DESC).unwrap_or_default();
        let program = descriptor.get::<Stream<'_>>(FONT_FILE2).or_else(|| descriptor.get::<Stream<'_>>(FONT_FILE3));
        if font.collection.is_none()
            && let Some(program) = program
            && let Some(data) = unpack(&program, budget)?
        {
            font.glyphs = glyphs(&data);
            if let Some(map) = descendant.get::<Stream<'_>>(CID_TO_GID_MAP) {
                font.cid_to_gid = unpack(&map, budget)?.map(|map| map.into_owned());
            }
        }
        Ok(())
    }

    fn simple(
        &mut self,
        dict: &Dict<'a>,
        font: &mut Font<'a>,
        drawn: bool,
        budget: &mut Budget,
    ) -> Result<(), PdfProblem> {
        let descriptor = dict.get::<Dict<'_>>(FONT_DESC).unwrap_or_default();
        font.missing = descriptor.get::<f32>(MISSING_WIDTH).unwrap_or(0.0);
        let widths = dict.get::<Array<'_>>(WIDTHS);
        if let Some(widths) = &widths {
            let first = dict.get::<u32>(FIRST_CHAR).unwrap_or(0);
            font.widths.extend((first..).zip(widths.iter::<f32>().take(256)));
        }
        if drawn {
            let matrix = dict.get::<[f32; 6]>(FONT_MATRIX).unwrap_or([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]);
            font.scale = matrix[0].abs();
            let widest = font.widths.values().fold(0.0f32, |most, width| most.max(*width));
            font.em = (widest * font.scale).clamp(0.01, 2.0);
        }
        if font.to_unicode.is_some() && widths.is_some() {
            return Ok(());
        }
        // The library unpacks the font itself; what it would come to is tried first.
        for key in [FONT_FILE2, FONT_FILE3, &b"FontFile"[..]] {
            if let Some(program) = descriptor.get::<Stream<'_>>(key) {
                unpack(&program, budget)?;
            }
        }
        let fonts: FontResolverFn = Arc::new(|query| {
            Some(match query {
                FontQuery::Standard(font) => font.get_font_data(),
                FontQuery::Fallback(query) => query.pick_standard_font().get_font_data(),
            })
        });
        let maps: CMapResolverFn = Arc::new(load_embedded);
        font.simple = self.library.font(dict, &fonts, &maps);
        Ok(())
    }

    /// A map that the library brings along.
    fn map(&mut self, name: CMapName<'_>) -> Option<Rc<CMap>> {
        let known = self.maps.entry(name.to_bytes().to_vec());
        known.or_insert_with(|| CMap::parse(load_embedded(name)?, load_embedded).map(Rc::new)).clone()
    }
}

impl Font<'_> {
    /// The next code of `bytes` and how many bytes it takes; `bytes` hold something.
    fn next(&self, bytes: &[u8]) -> (u32, usize) {
        let number = |length: usize| bytes[..length].iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
        let length = match &self.codes {
            Codes::Single => 1,
            Codes::Identity => 2,
            Codes::Utf16(_) if matches!(bytes[0], 0xd8..=0xdb) => 4,
            Codes::Utf16(_) => 2,
            Codes::Gb(_) => match (bytes[0], bytes.get(1)) {
                (0..=0x80 | 0xff, _) => 1,
                (_, Some(b'0'..=b'9')) => 4,
                _ => 2,
            },
            Codes::Mapped(map) => {
                let most = bytes.len().min(4);
                let mapped = |&length: &usize| map.lookup_cid_code(number(length), length as u8).is_some();
                (1..=most).find(mapped).unwrap_or(1)
            }
        };
        let length = length.min(bytes.len());
        (number(length), length)
    }

    /// Calls `show` for every code of `bytes`.
    pub(super) fn codes(&self, mut bytes: &[u8], mut show: impl FnMut(&Shown)) {
        while !bytes.is_empty() {
            let (code, length) = self.next(bytes);
            let mut seen = self.seen.borrow_mut();
            let shown = seen.entry((code, length as u8)).or_insert_with(|| self.shown(code, &bytes[..length]));
            show(shown);
            bytes = &bytes[length..];
        }
    }

    fn shown(&self, code: u32, bytes: &[u8]) -> Shown {
        let cid = match &self.codes {
            Codes::Single | Codes::Identity => code,
            Codes::Utf16(map) | Codes::Gb(map) | Codes::Mapped(map) => {
                map.lookup_cid_code(code, bytes.len() as u8).unwrap_or(0)
            }
        };
        let width = self.widths.get(&cid).copied();
        let width = match (width, &self.simple) {
            (None, Some(font)) if self.missing == 0.0 => font.code_advance(code).x as f32,
            _ => width.unwrap_or(self.missing),
        };
        Shown {
            text: self.text(code, cid, bytes),
            advance: if width.is_finite() { width * self.scale } else { 0.0 },
            is_space: bytes == [32],
        }
    }

    fn text(&self, code: u32, cid: u32, bytes: &[u8]) -> Text {
        if let Some(text) = self.to_unicode.as_ref().and_then(|map| map.lookup_bf_string(code)).and_then(known) {
            return text;
        }
        match &self.codes {
            Codes::Utf16(_) => {
                let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
                if let Some(Ok(c)) = char::decode_utf16(units).next() {
                    return Text::Char(c);
                }
            }
            Codes::Gb(_) => {
                let (text, _, failed) = GB18030.decode(bytes);
                let mut chars = text.chars();
                if let (false, Some(c), None) = (failed, chars.next(), chars.next()) {
                    return Text::Char(c);
                }
            }
            _ => {}
        }
        if let Some(text) = self.collection.as_ref().and_then(|map| map.lookup_bf_string(cid)).and_then(known) {
            return text;
        }
        if let Some(glyphs) = &self.glyphs {
            let glyph = match &self.cid_to_gid {
                Some(map) => {
                    map.get(cid as usize * 2..cid as usize * 2 + 2).map(|at| u16::from_be_bytes([at[0], at[1]]))
                }
                None => u16::try_from(cid).ok(),
            };
            if let Some(&c) = glyph.and_then(|glyph| glyphs.get(&glyph)) {
                return Text::Char(c);
            }
        }
        let named = self.simple.as_ref().and_then(|font| match font.glyph(font.map_code(code), code) {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        });
        named.and_then(known).unwrap_or(Text::Unknown)
    }
}

/// What a map says, when it says something.
fn known(text: BfString) -> Option<Text> {
    match text {
        BfString::Char('\0' | '\u{fffd}') => None,
        BfString::Char(c) => Some(Text::Char(c)),
        BfString::String(text) if text.chars().all(|c| matches!(c, '\0' | '\u{fffd}')) => None,
        BfString::String(text) => Some(Text::Chars(text.into())),
    }
}

fn is_symbolic(name: &str) -> bool {
    ["Wingdings", "Webdings", "Symbol", "ZapfDingbats", "Marlett"].iter().any(|known| name.contains(known))
}

/// The widths of a composite font: `[first [width …] first last width …]`.
fn read_widths(array: &Array<'_>, widths: &mut FxHashMap<u32, f32>) {
    const MOST: u32 = 0xffff;
    let number = |object: Option<Object<'_>>| match object {
        Some(Object::Number(number)) => Some(number.as_f32()),
        _ => None,
    };
    let mut room = MOST_STEPS;
    let mut items = array.iter::<Object<'_>>();
    while let Some(first) = number(items.next()) {
        let first = first.max(0.0) as u32;
        match items.next() {
            Some(Object::Array(list)) => {
                for (cid, width) in (first..=MOST).zip(list.iter::<f32>()) {
                    widths.insert(cid, width);
                }
            }
            Some(Object::Number(last)) => {
                let Some(width) = number(items.next()) else { return };
                let last = (last.as_f32().max(0.0) as u32).min(MOST);
                room = room.saturating_sub(last.saturating_sub(first));
                if room == 0 {
                    return;
                }
                widths.extend((first..=last).map(|cid| (cid, width)));
            }
            _ => return,
        }
    }
}

/// Entries of a table of a font that are looked at, at most.
const MOST_STEPS: u32 = 1_000_000;

/// Which character each glyph of a TrueType or OpenType font draws.
fn glyphs(font: &[u8]) -> Option<FxHashMap<u16, char>> {
    let short = |at: usize| Some(u16::from_be_bytes(font.get(at..at + 2)?.try_into().ok()?));
    let long = |at: usize| Some(u32::from_be_bytes(font.get(at..at + 4)?.try_into().ok()?));
    let tables = usize::from(short(4)?);
    let record = (0..tables).map(|table| 12 + table * 16).find(|&at| font.get(at..at + 4) == Some(b"cmap"))?;
    let cmap = long(record + 8)? as usize;
    let mut found = FxHashMap::default();
    let mut room = MOST_STEPS;
    for table in 0..usize::from(short(cmap + 2)?) {
        let at = cmap + 4 + table * 8;
        let (platform, encoding) = (short(at)?, short(at + 2)?);
        if !(platform == 0 || (platform == 3 && matches!(encoding, 1 | 10))) {
            continue;
        }
        let at = cmap.checked_add(long(at + 4)? as usize)?;
        let mut add = |glyph: u16, c: u32| {
            if let (true, Some(c)) = (glyph != 0, char::from_u32(c)) {
                let known = found.entry(glyph).or_insert(c);
                // A glyph may stand for a radical and for the character that looks the same.
                if super::fold::is_compatible(*known) {
                    *known = c;
                }
            }
        };
        match short(at)? {
            4 => {
                let segments = usize::from(short(at + 6)? / 2);
                for segment in 0..segments {
                    let end = short(at + 14 + segment * 2)?;
                    let start = short(at + 16 + (segments + segment) * 2)?;
                    let delta = short(at + 16 + (2 * segments + segment) * 2)?;
                    let place = at + 16 + (3 * segments + segment) * 2;
                    let offset = short(place)?;
                    for c in start..=end {
                        room = room.saturating_sub(1);
                        if c == 0xffff || room == 0 {
                            break;
                        }
                        let glyph = if offset == 0 {
                            c.wrapping_add(delta)
                        } else {
                            match short(place + usize::from(offset) + usize::from(c - start) * 2) {
                                Some(0) | None => continue,
                                Some(glyph) => glyph.wrapping_add(delta),
                            }
                        };
                        add(glyph, u32::from(c));
                    }
                }
            }
            12 => {
                for group in 0..(long(at + 12)? as usize).min(0x10000) {
                    let group = at + 16 + group * 12;
                    let (Some(start), Some(end), Some(glyph)) = (long(group), long(group + 4), long(group + 8)) else {
                        break;
                    };
                    room = room.saturating_sub(end.saturating_sub(start).min(0xffff) + 1);
                    if room == 0 {
                        break;
                    }
                    for step in 0..=end.saturating_sub(start).min(0xffff) {
                        add(u16::try_from(glyph.saturating_add(step)).unwrap_or(0), start.saturating_add(step));
                    }
                }
            }
            _ => {}
        }
    }
    (!found.is_empty()).then_some(found)
}
