//! What a page draws: its characters and the rules between them.

use super::area::{Area, Matrix, UNIT, place, then};
use super::font::{Font, Fonts, Text};
use super::problem::{Budget, MOST_MARKS, MOST_NESTING, MOST_STREAM, PdfProblem};
use super::unpack::unpack;
use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::dict::keys::{BBOX, CONTENTS, FONT, MATRIX, RESOURCES, SUBTYPE};
use hayro_syntax::object::{Array, Dict, Name, Object, Rect, Stream};
use hayro_syntax::page::{Page, Resources};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::rc::Rc;

/// A character as it is drawn; the page's own directions, y upwards, in points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) c: char,
    /// Where it stands on its line.
    pub(super) at: [f32; 2],
    /// How far it moves on.
    pub(super) along: [f32; 2],
    /// Its em, upwards.
    pub(super) up: [f32; 2],
    /// Drawn without a trace, as text recognition lays its text over a picture.
    pub(super) invisible: bool,
    /// Of a font of pictures.
    pub(super) symbolic: bool,
}

/// A straight rule that runs along the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    pub(super) from: [f32; 2],
    pub(super) to: [f32; 2],
}

/// What a page draws.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    pub(super) marks: Vec<Mark>,
    pub(super) rules: Vec<Rule>,
    /// How much of the page pictures cover, in square points.
    pub(super) pictures: f32,
}

/// What a drawing within the drawing costs, and looking something up, in operators.
const FORM: u64 = 200;
const LOOKUP: u64 = 20;

/// A rule is not thicker than this, in points.
const THICK: f32 = 3.5;

/// What `q` keeps and `Q` brings back.
#[derive(Clone)]
struct State<'a> {
    matrix: Matrix,
    clip: Area,
    width: f32,
    white_fill: bool,
    white_stroke: bool,
    font: Option<Rc<Font<'a>>>,
    size: f32,
    spacing: f32,
    word_spacing: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
    mode: i64,
}

/// Content that is open between `BDC` and `EMC`.
struct Tagged {
    /// The first mark in it.
    from: usize,
    /// What it says instead of its marks.
    actual: Option<String>,
}

/// Reads pages one after another.
pub(super) struct Reader<'a, 'f> {
    fonts: &'f mut Fonts<'a>,
    budget: &'f mut Budget,
    drawn: Drawn,
}

/// Draws `page`.
pub(super) fn draw<'a>(page: &Page<'a>, fonts: &mut Fonts<'a>, budget: &mut Budget) -> Result<Drawn, PdfProblem> {
    let mut reader = Reader { fonts, budget, drawn: Drawn::default() };
    let mut content = Vec::new();
    if let Some(stream) = page.raw().get::<Stream<'_>>(CONTENTS) {
        content = unpack(&stream, reader.budget)?.map(Cow::into_owned).unwrap_or_default();
    } else if let Some(parts) = page.raw().get::<Array<'_>>(CONTENTS) {
        for part in parts.iter::<Stream<'_>>() {
            content.extend_from_slice(&unpack(&part, reader.budget)?.unwrap_or_default());
            content.push(b' ');
            if content.len() as u64 > MOST_STREAM {
                return Err(PdfProblem::Bytes(MOST_STREAM));
            }
        }
    }
    let state = State {
        matrix: UNIT,
        // What runs over the edge of the page is part of its table all the same.
        clip: Area::ALL,
        width: 1.0,
        white_fill: false,
        white_stroke: false,
        font: None,
        size: 0.0,
        spacing: 0.0,
        word_spacing: 0.0,
        stretch: 1.0,
        leading: 0.0,
        rise: 0.0,
        mode: 0,
    };
    reader.run(&content, page.resources(), state, 0)?;
    Ok(reader.drawn)
}

/// The path that is being made.
#[derive(Default)]
struct Path {
    /// Its parts, each a row of points; `true` for those that are straight to the point before.
    parts: Vec<Vec<([f32; 2], bool)>>,
    clips: bool,
}

impl Path {
    fn begin(&mut self, at: [f32; 2]) {
        self.parts.push(vec![(at, true)]);
    }

    fn add(&mut self, at: [f32; 2], straight: bool) {
        match self.parts.last_mut() {
            Some(part) => part.push((at, straight)),
            None => self.begin(at),
        }
    }

    fn close(&mut self) {
        if let Some(part) = self.parts.last_mut()
            && let Some(&(first, _)) = part.first()
        {
            part.push((first, true));
        }
    }

    fn area(part: &[([f32; 2], bool)]) -> Area {
        part.iter().fold(Area::NONE, |area, (point, _)| Area {
            low: [area.low[0].min(point[0]), area.low[1].min(point[1])],
            high: [area.high[0].max(point[0]), area.high[1].max(point[1])],
        })
    }
}

impl<'a> Reader<'a, '_> {
    fn run(
        &mut self,
        content: &[u8],
        resources: &Resources<'a>,
        mut state: State<'a>,
        depth: usize,
    ) -> Result<(), PdfProblem> {
        let mut stack: Vec<State<'a>> = Vec::new();
        let mut path = Path::default();
        let mut tagged: Vec<Tagged> = Vec::new();
        // The fonts by their names here: some files name one before each word, and the library reads it anew each time.
        let mut named: FxHashMap<Vec<u8>, Option<Rc<Font<'a>>>> = FxHashMap::default();
        let (mut text, mut line) = (UNIT, UNIT);
        let mut operators = UntypedIter::new(content);
        while let Some(operator) = operators.next() {
            self.budget.drawn(1)?;
            let mut numbers = [0.0f32; 6];
            let mut count = 0;
            for operand in operator.operands() {
                if let (Object::Number(number), true) = (operand, count < 6) {
                    let number = number.as_f32();
                    numbers[count] = if number.is_finite() { number } else { 0.0 };
                    count += 1;
                }
            }
            let last = || operator.operands().last();
            let n = numbers;
            match &**operator.operator {
                b"q" => {
                    if stack.len() > 1000 {
                        return Err(PdfProblem::Nesting(1000));
                    }
                    stack.push(state.clone());
                }
                b"Q" => {
                    if let Some(before) = stack.pop() {
                        state = before;
                    }
                }
                b"cm" if count == 6 => state.matrix = then(&n, &state.matrix),
                b"w" => state.width = n[0],
                b"m" if count == 2 => path.begin(place(&state.matrix, n[0], n[1])),
                b"l" if count == 2 => path.add(place(&state.matrix, n[0], n[1]), true),
                b"c" => path.add(place(&state.matrix, n[4], n[5]), false),
                b"v" | b"y" => path.add(place(&state.matrix, n[2], n[3]), false),
                b"h" => path.close(),
                b"re" if count == 4 => {
                    let m = &state.matrix;
                    path.begin(place(m, n[0], n[1]));
                    path.add(place(m, n[0] + n[2], n[1]), true);
                    path.add(place(m, n[0] + n[2], n[1] + n[3]), true);
                    path.add(place(m, n[0], n[1] + n[3]), true);
                    path.close();
                }
                b"W" | b"W*" => path.clips = true,
                b"n" => Self::end(&mut path, &mut state),
                b"S" => {
                    self.stroke(&path, &state)?;
                    Self::end(&mut path, &mut state);
                }
                b"s" => {
                    path.close();
                    self.stroke(&path, &state)?;
                    Self::end(&mut path, &mut state);
                }
                b"f" | b"F" | b"f*" => {
                    self.fill(&path, &state)?;
                    Self::end(&mut path, &mut state);
                }
                b"B" | b"B*" | b"b" | b"b*" => {
                    if operator.operator.starts_with(b"b") {
                        path.close();
                    }
                    self.fill(&path, &state)?;
                    self.stroke(&path, &state)?;
                    Self::end(&mut path, &mut state);
                }
                b"g" => state.white_fill = n[0] >= 0.999,
                b"G" => state.white_stroke = n[0] >= 0.999,
                b"rg" | b"sc" | b"scn" => state.white_fill = count == 3 && n[..3].iter().all(|part| *part >= 0.999),
                b"RG" | b"SC" | b"SCN" => state.white_stroke = count == 3 && n[..3].iter().all(|part| *part >= 0.999),
                b"k" => state.white_fill = n[..4].iter().all(|part| *part <= 0.001),
                b"K" => state.white_stroke = n[..4].iter().all(|part| *part <= 0.001),
                b"cs" => state.white_fill = false,
                b"CS" => state.white_stroke = false,
                b"gs" => {
                    self.budget.drawn(LOOKUP)?;
                    if let Some(Object::Name(name)) = last()
                        && let Some(set) = resources.get_ext_g_state(name)
                        && let Some(font) = set.get::<Array<'_>>(FONT)
                    {
                        let mut items = font.flex_iter();
                        if let (Some(font), Some(size)) = (items.next::<Dict<'_>>(), items.next::<f32>()) {
                            state.font = Some(self.fonts.font(&font, self.budget)?);
                            state.size = size;
                        }
                    }
                }
                b"BT" => (text, line) = (UNIT, UNIT),
                b"Tf" => {
                    state.size = n[0];
                    let name = operator.operands().find_map(|operand| match operand {
                        Object::Name(name) => Some(name),
                        _ => None,
                    });
                    let Some(name) = name else {
                        state.font = None;
                        continue;
                    };
                    if let Some(font) = named.get(&name[..]) {
                        state.font.clone_from(font);
                        continue;
                    }
                    self.budget.drawn(LOOKUP)?;
                    let key = name.to_vec();
                    state.font = match resources.get_font(name) {
                        Some(font) => Some(self.fonts.font(&font, self.budget)?),
                        None => None,
                    };
                    named.insert(key, state.font.clone());
                }
                b"Tc" => state.spacing = n[0],
                b"Tw" => state.word_spacing = n[0],
                b"Tz" => state.stretch = n[0] / 100.0,
                b"TL" => state.leading = n[0],
                b"Ts" => state.rise = n[0],
                b"Tr" => state.mode = n[0] as i64,
                b"Td" | b"TD" => {
                    if &**operator.operator == b"TD" {
                        state.leading = -n[1];
                    }
                    line = then(&[1.0, 0.0, 0.0, 1.0, n[0], n[1]], &line);
                    text = line;
                }
                b"Tm" if count == 6 => (text, line) = (n, n),
                b"T*" => {
                    line = then(&[1.0, 0.0, 0.0, 1.0, 0.0, -state.leading], &line);
                    text = line;
                }
                b"Tj" => {
                    if let Some(Object::String(bytes)) = last() {
                        self.show(bytes, &state, &mut text)?;
                    }
                }
                b"'" | b"\"" => {
                    if count >= 2 {
                        (state.word_spacing, state.spacing) = (n[0], n[1]);
                    }
                    line = then(&[1.0, 0.0, 0.0, 1.0, 0.0, -state.leading], &line);
                    text = line;
                    if let Some(Object::String(bytes)) = last() {
                        self.show(bytes, &state, &mut text)?;
                    }
                }
                b"TJ" => {
                    if let Some(Object::Array(items)) = last() {
                        for item in items.iter::<Object<'_>>() {
                            match item {
                                Object::String(bytes) => self.show(&bytes, &state, &mut text)?,
                                Object::Number(back) => {
                                    let back = -back.as_f32() / 1000.0 * state.size;
                                    let vertical = state.font.as_ref().is_some_and(|font| font.vertical);
                                    let step = if vertical { [0.0, back] } else { [back * state.stretch, 0.0] };
                                    text = then(&[1.0, 0.0, 0.0, 1.0, step[0], step[1]], &text);
                                }
                                _ => {}
                            }
                        }
                    }
                }
                b"BMC" | b"BDC" => {
                    if tagged.len() > 1000 {
                        return Err(PdfProblem::Nesting(1000));
                    }
                    let actual = match last() {
                        Some(Object::Dict(properties)) => actual_text(properties),
                        Some(Object::Name(name)) if &**operator.operator == b"BDC" => {
                            resources.properties.get::<Dict<'_>>(name).and_then(|properties| actual_text(&properties))
                        }
                        _ => None,
                    };
                    tagged.push(Tagged { from: self.drawn.marks.len(), actual });
                }
                b"EMC" => {
                    if let Some(Tagged { from, actual: Some(actual) }) = tagged.pop() {
                        replace(&mut self.drawn.marks, from, &actual);
                    }
                }
                b"BI" => self.picture(&state),
                b"Do" => {
                    if let Some(Object::Name(name)) = last()
                        && let Some(object) = resources.get_x_object(name)
                    {
                        self.object(&object, resources, &state, depth)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// A drawing within the drawing, or a picture.
    fn object(
        &mut self,
        object: &Stream<'a>,
        resources: &Resources<'a>,
        state: &State<'a>,
        depth: usize,
    ) -> Result<(), PdfProblem> {
        let dict = object.dict();
        if dict.get::<Name<'_>>(SUBTYPE).is_none_or(|subtype| &*subtype != b"Form") {
            self.picture(state);
            return Ok(());
        }
        if depth >= MOST_NESTING {
            return Err(PdfProblem::Nesting(MOST_NESTING));
        }
        self.budget.drawn(FORM)?;
        let mut state = state.clone();
        state.matrix = then(&dict.get::<Matrix>(MATRIX).unwrap_or(UNIT), &state.matrix);
        if let Some(area) = dict.get::<Rect>(BBOX) {
            let corners = [(area.x0, area.y0), (area.x1, area.y0), (area.x0, area.y1), (area.x1, area.y1)];
            let corners = corners.map(|(x, y)| place(&state.matrix, x as f32, y as f32));
            state.clip = state.clip.within(Area::of(&corners));
        }
        let Some(content) = unpack(object, self.budget)? else { return Ok(()) };
        match dict.get::<Dict<'a>>(RESOURCES) {
            Some(own) => self.run(&content, &Resources::new(own), state, depth + 1),
            None => self.run(&content, resources, state, depth + 1),
        }
    }

    fn picture(&mut self, state: &State<'_>) {
        let corners = [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]];
        let area = Area::of(&corners.map(|[x, y]| place(&state.matrix, x, y))).within(state.clip);
        let [width, height] = area.size();
        if width > 0.0 && height > 0.0 {
            self.drawn.pictures += width * height;
        }
    }

    fn end(path: &mut Path, state: &mut State<'_>) {
        if path.clips {
            let all = path.parts.iter().map(|part| Path::area(part));
            let area = all.reduce(|a, b| Area::of(&[a.low, a.high, b.low, b.high]));
            state.clip = state.clip.within(area.unwrap_or(Area::NONE));
        }
        path.parts.clear();
        path.clips = false;
    }

    /// The straight lines of a path are rules.
    fn stroke(&mut self, path: &Path, state: &State<'_>) -> Result<(), PdfProblem> {
        if state.white_stroke {
            return Ok(());
        }
        let scale = (state.matrix[0] * state.matrix[3] - state.matrix[1] * state.matrix[2]).abs().sqrt();
        let width = state.width * scale;
        for part in &path.parts {
            for pair in part.windows(2) {
                let [(from, _), (to, straight)] = [pair[0], pair[1]];
                let reach = [(to[0] - from[0]).abs(), (to[1] - from[1]).abs()];
                let (thin, long) = (reach[0].min(reach[1]), reach[0].max(reach[1]));
                if !straight || thin > 1.0 {
                    continue;
                }
                let half = width / 2.0;
                let across = if reach[0] > reach[1] { [0.0, half] } else { [half, 0.0] };
                let low = [from[0].min(to[0]) - across[0], from[1].min(to[1]) - across[1]];
                let high = [from[0].max(to[0]) + across[0], from[1].max(to[1]) + across[1]];
                if width <= THICK || (long <= THICK && width > 3.0 * long) {
                    self.rule(Area { low, high }, state)?;
                }
            }
        }
        Ok(())
    }

    /// Thin areas are rules, and so are the sides of a frame.
    fn fill(&mut self, path: &Path, state: &State<'_>) -> Result<(), PdfProblem> {
        if state.white_fill {
            return Ok(());
        }
        let mut outer: Option<Area> = None;
        for part in &path.parts {
            let area = Path::area(part);
            let seen = area.within(state.clip).size();
            if seen[0].min(seen[1]) <= THICK {
                self.rule(area, state)?;
                continue;
            }
            let (wide, inner) = match outer {
                Some(before) if before.size()[0] >= area.size()[0] => (before, area),
                Some(before) => (area, before),
                None => {
                    outer = Some(area);
                    continue;
                }
            };
            let edges = [
                inner.low[0] - wide.low[0],
                inner.low[1] - wide.low[1],
                wide.high[0] - inner.high[0],
                wide.high[1] - inner.high[1],
            ];
            if edges.iter().all(|edge| (-0.1..=THICK).contains(edge)) {
                let (low, high) = (wide.low, wide.high);
                self.rule(Area { low, high: [inner.low[0], high[1]] }, state)?;
                self.rule(Area { low, high: [high[0], inner.low[1]] }, state)?;
                self.rule(Area { low: [inner.high[0], low[1]], high }, state)?;
                self.rule(Area { low: [low[0], inner.high[1]], high }, state)?;
                outer = None;
            } else {
                outer = Some(area);
            }
        }
        Ok(())
    }

    /// Adds the middle of a thin area, as far as it is seen.
    fn rule(&mut self, area: Area, state: &State<'_>) -> Result<(), PdfProblem> {
        let clip = state.clip;
        let grown =
            Area { low: [clip.low[0] - 1.0, clip.low[1] - 1.0], high: [clip.high[0] + 1.0, clip.high[1] + 1.0] };
        let seen = area.within(grown);
        let [width, height] = seen.size();
        if !(width >= 0.0 && height >= 0.0 && width.max(height) > 0.3 && width.max(height) < 1e5) {
            return Ok(());
        }
        if self.drawn.rules.len() >= MOST_MARKS {
            return Err(PdfProblem::Marks(MOST_MARKS));
        }
        let middle = [(seen.low[0] + seen.high[0]) / 2.0, (seen.low[1] + seen.high[1]) / 2.0];
        let (from, to) = if width >= height {
            ([seen.low[0], middle[1]], [seen.high[0], middle[1]])
        } else {
            ([middle[0], seen.low[1]], [middle[0], seen.high[1]])
        };
        self.drawn.rules.push(Rule { from, to });
        Ok(())
    }

    /// Shows a text.
    fn show(&mut self, bytes: &[u8], state: &State<'_>, text: &mut Matrix) -> Result<(), PdfProblem> {
        let Some(font) = &state.font else { return Ok(()) };
        let marks = &mut self.drawn.marks;
        let all = then(text, &state.matrix);
        let em = state.size * font.em;
        // Both run with the characters shown so far.
        let mut moved = 0.0f32;
        let linear = |x: f32, y: f32| [all[0] * x + all[2] * y, all[1] * x + all[3] * y];
        let up = linear(0.0, em);
        font.codes(bytes, |shown| {
            let width = shown.advance * state.size;
            let spacing = state.spacing + if shown.is_space { state.word_spacing } else { 0.0 };
            let (at, along) = if font.vertical {
                (place(&all, -em / 2.0, moved - em * 0.88 + state.rise), linear(em, 0.0))
            } else {
                (place(&all, moved, state.rise), linear(width * state.stretch, 0.0))
            };
            moved += if font.vertical { -em + spacing } else { (width + spacing) * state.stretch };
            let middle = [at[0] + along[0] / 2.0 + up[0] * 0.35, at[1] + along[1] / 2.0 + up[1] * 0.35];
            if !state.clip.holds(middle) || state.mode == 7 || !(middle[0] + middle[1]).is_finite() {
                return;
            }
            let mark = |c| Mark { c, at, along, up, invisible: state.mode == 3, symbolic: font.symbolic };
            match &shown.text {
                Text::Char(c) => marks.push(mark(*c)),
                Text::Unknown => marks.push(mark('\u{fffd}')),
                Text::Chars(chars) => {
                    let count = chars.chars().count() as f32;
                    for (step, c) in chars.chars().enumerate() {
                        let part = [along[0] / count, along[1] / count];
                        let at = [at[0] + part[0] * step as f32, at[1] + part[1] * step as f32];
                        marks.push(Mark { at, along: part, ..mark(c) });
                    }
                }
            }
        });
        let step = if font.vertical { [0.0, moved] } else { [moved, 0.0] };
        *text = then(&[1.0, 0.0, 0.0, 1.0, step[0], step[1]], text);
        self.budget.drawn(bytes.len() as u64 / 2)?;
        if marks.len() > MOST_MARKS { Err(PdfProblem::Marks(MOST_MARKS)) } else { Ok(()) }
    }
}

/// What marked content says instead of its characters.
fn actual_text(properties: &Dict<'_>) -> Option<String> {
    let text = properties.get::<hayro_syntax::object::String<'_>>(&b"ActualText"[..])?;
    let bytes = text.as_bytes();
    let utf16 = |bytes: &[u8], number: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| number([pair[0], pair[1]]));
        char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect::<String>()
    };
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        bytes => bytes.iter().map(|&byte| char::from(byte)).collect(),
    };
    Some(text.trim_matches(['\0', '\u{feff}']).to_owned())
}

/// Puts `actual` into the place of the marks from `from` on.
fn replace(marks: &mut Vec<Mark>, from: usize, actual: &str) {
    let count = actual.chars().count();
    let Some(drawn) = marks.get_mut(from..).filter(|drawn| !drawn.is_empty()) else { return };
    if drawn.len() == count {
        drawn.iter_mut().zip(actual.chars()).for_each(|(mark, c)| mark.c = c);
        return;
    }
    if count == 0 {
        // Nothing is said for an ornament; what else is drawn stays.
        if drawn.iter().all(|mark| super::fold::is_unreadable(mark.c) || mark.symbolic) {
            marks.truncate(from);
        }
        return;
    }
    let (first, last) = (drawn[0], drawn[drawn.len() - 1]);
    let end = [last.at[0] + last.along[0], last.at[1] + last.along[1]];
    let step = [(end[0] - first.at[0]) / count as f32, (end[1] - first.at[1]) / count as f32];
    marks.truncate(from);
    for (index, c) in actual.chars().enumerate() {
        let at = [first.at[0] + step[0] * index as f32, first.at[1] + step[1] * index as f32];
        marks.push(Mark { c, at, along: step, ..first });
    }
}
