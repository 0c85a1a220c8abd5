//! The archives that office files are: what is in them is looked at before anything is unpacked.

use super::Refusal;
use super::budget::{Budget, Resource};
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesRef, BytesStart, Event};
use rustc_hash::FxHashMap;
use std::cell::Cell;
use std::io::{BufRead, BufReader, Cursor, Read};
use zip::ZipArchive;

/// No office file has more parts.
const MOST_PARTS: usize = 20_000;

/// An archive that was looked at.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// The places of the parts, by their names in small letters: programs spell them as they like.
    places: FxHashMap<String, usize>,
    /// What may still be read of it.
    pub(super) budget: Budget,
    /// How many bytes may still be unpacked: a part that many others name is not read for each of them.
    room: u64,
    /// How many bytes there were at first.
    all: u64,
    /// What the texts in its parts may still come to, before it is known which of them are kept.
    texts: Budget,
}

/// A part is read once, or a few times; small ones as often as they are named.
const READINGS: u64 = 3;
const LEAST_ROOM: u64 = 16 << 20;

impl<'a> Package<'a> {
    /// Looks at the archive `bytes`.
    ///
    /// # Errors
    /// When it is damaged, holds macros, is encrypted, or would unpack to far more than it should.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        if zip.len() > MOST_PARTS {
            return Err(Refusal::Bomb(zip.decompressed_size().map_or(u64::MAX, |size| size as u64)));
        }
        let (mut places, mut total) = (FxHashMap::default(), 0u64);
        let mut budget = Budget::of(bytes.len());
        for index in 0..zip.len() {
            let part = zip.by_index_raw(index).map_err(damaged)?;
            let name = part.name().map_err(damaged)?.into_owned();
            if part.encrypted() {
                return Err(Refusal::Encrypted);
            }
            total = total.saturating_add(part.size());
            let lower = name.to_ascii_lowercase();
            // OpenOffice keeps its macros in Basic and Scripts.
            let script = (lower.starts_with("basic/") && !lower.ends_with("script-lc.xml") && lower.ends_with(".xml"))
                || (lower.starts_with("scripts/") && !lower.ends_with('/'));
            if lower.ends_with("vbaproject.bin") || script || lower.contains("macrosheets/") {
                return Err(Refusal::Macros);
            }
            if lower == "xl/workbook.bin" {
                return Err(Refusal::BinaryWorkbook);
            }
            places.entry(lower.replace('\\', "/")).or_insert(index);
        }
        budget.take(Resource::Unpacked, total).map_err(|_| Refusal::Bomb(total))?;
        let all = total.saturating_mul(READINGS).saturating_add(LEAST_ROOM);
        Ok(Self { zip, places, texts: budget.again(), budget, room: all, all })
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.places.get(name).or_else(|| self.places.get(&name.to_ascii_lowercase())).copied()
    }

    /// Whether there is a part of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.place(name).is_some()
    }

    /// The part called `name`, to be read bit by bit, to no more than the size that it states.
    pub(super) fn part(&mut self, name: &str) -> Result<impl BufRead + '_, Refusal> {
        let place = self.place(name).ok_or_else(|| damaged(name))?;
        let part = self.zip.by_index(place).map_err(damaged)?;
        let size = part.size();
        self.room = self.room.checked_sub(size).ok_or(Refusal::Bomb(self.all))?;
        Ok(BufReader::with_capacity(1 << 15, Stated { part, left: size }))
    }

    /// Hands the elements of the part called `name` to `visit`.
    pub(super) fn walk(
        &mut self,
        name: &str,
        mut visit: impl FnMut(Xml<'_>) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let mut texts = std::mem::take(&mut self.texts);
        let walked = walk(self.part(name)?, name, |node| {
            if let Xml::Text(text) = node {
                texts.take(Resource::Text, text.len() as u64)?;
            }
            visit(node)
        });
        self.texts = texts;
        walked
    }

    /// The links of the part called `name`: identity, kind (the last word of its address) and target.
    pub(super) fn links(&mut self, name: &str) -> Result<Vec<Link>, Refusal> {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let part = format!("{folder}/_rels/{file}.rels");
        let (mut links, mut budget) = (Vec::new(), self.budget.again());
        let part = part.trim_start_matches('/');
        if !self.has(part) {
            return Ok(links);
        }
        self.walk(part, |node| {
            if let Xml::Start(element) = node
                && element.local_name().as_ref() == "Relationship"
                && links.len() < MOST_PARTS
            {
                budget.take(Resource::Text, element.len() as u64)?;
                let value = |name| attribute(element, name).unwrap_or_default();
                let kind = value("Type").rsplit('/').next().unwrap_or_default().to_owned();
                links.push(Link { id: value("Id"), kind, part: joined(folder, &value("Target")) });
            }
            Ok(())
        })?;
        Ok(links)
    }
}

/// A part of which no more is read than it says that it has.
struct Stated<R> {
    part: R,
    left: u64,
}

impl<R: Read> Read for Stated<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.part.read(buffer)?;
        self.left = self
            .left
            .checked_sub(count as u64)
            .ok_or_else(|| std::io::Error::other("a part is larger than the archive says"))?;
        Ok(count)
    }
}

/// Where a part of an archive points to.
pub(super) struct Link {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) part: String,
}

/// The name of the part at `target`, as a part in `folder` says it.
fn joined(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// What an XML text consists of; an empty element begins and ends.
pub(super) enum Xml<'a> {
    Start(&'a BytesStart<'a>),
    /// The name without prefix.
    End(&'a str),
    Text(&'a str),
}

/// Hands what `source` consists of to `visit`; `what` it is, for a refusal.
///
/// # Errors
/// When it is no XML, defines anything of its own, or ends before its end.
pub(super) fn walk(
    mut source: impl BufRead,
    what: &str,
    visit: impl FnMut(Xml<'_>) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let mut steps = Steps { visit, what, depth: 0, begun: false };
    let mut head = Vec::new();
    source.by_ref().take(HELD).read_to_end(&mut head).map_err(damaged)?;
    // Most parts are small, and what is held need not be copied event by event.
    if (head.len() as u64) < HELD
        && let Ok(text) = std::str::from_utf8(&head)
    {
        let mut reader = quick_xml::Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        while steps.take(reader.read_event().map_err(damaged)?)? {}
        return Ok(());
    }
    let left = Cell::new(LONGEST);
    let source = Cursor::new(head).chain(source);
    let mut reader = quick_xml::Reader::from_reader(Bounded { source, left: &left });
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    loop {
        left.set(LONGEST);
        if !steps.take(reader.read_event_into(&mut buffer).map_err(damaged)?)? {
            return Ok(());
        }
        buffer.clear();
    }
}

/// The most bytes of a part that are held at once.
const HELD: u64 = 8 << 20;

/// An XML text, event by event.
struct Steps<'w, V> {
    visit: V,
    what: &'w str,
    depth: usize,
    begun: bool,
}

impl<V: FnMut(Xml<'_>) -> Result<(), Refusal>> Steps<'_, V> {
    /// Hands on what an event says; false at the end.
    fn take(&mut self, event: Event<'_>) -> Result<bool, Refusal> {
        match event {
            Event::Start(element) => {
                self.depth += 1;
                self.begun = true;
                (self.visit)(Xml::Start(&element))?;
            }
            Event::End(element) => {
                self.depth -= 1;
                (self.visit)(Xml::End(element.local_name().as_ref()))?;
            }
            Event::Text(text) => (self.visit)(Xml::Text(&text))?,
            Event::CData(text) => (self.visit)(Xml::Text(&text))?,
            Event::GeneralRef(of) => {
                if let Some(c) = reference(&of) {
                    (self.visit)(Xml::Text(c.encode_utf8(&mut [0; 4])))?;
                }
            }
            Event::DocType(_) => return Err(Refusal::Entities),
            Event::Eof if self.depth > 0 || !self.begun => return Err(damaged(self.what)),
            Event::Eof => return Ok(false),
            _ => {}
        }
        Ok(true)
    }
}

/// No tag and no text between two tags has more bytes.
const LONGEST: usize = 32 << 20;

/// What is read of XML until its next tag begins or ends, and no more than `left`.
struct Bounded<'c, R> {
    source: R,
    left: &'c Cell<usize>,
}

impl<R: BufRead> Read for Bounded<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Bounded<'_, R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        let bytes = self.source.fill_buf()?;
        if self.left.get() == 0 && !bytes.is_empty() {
            return Err(std::io::Error::other("a tag or a text without end"));
        }
        Ok(&bytes[..bytes.len().min(self.left.get())])
    }

    fn consume(&mut self, count: usize) {
        self.left.set(self.left.get().saturating_sub(count));
        self.source.consume(count);
    }
}

/// The refusal that something is damaged, in the words of whoever noticed.
pub(super) fn damaged(error: impl std::fmt::Display) -> Refusal {
    Refusal::Damaged(error.to_string())
}

/// The attributes of an element, as they come: a tag may have a great many, and those that stand there twice are not
/// looked for.
pub(super) fn attributes<'e>(element: &'e BytesStart<'_>) -> impl Iterator<Item = Attribute<'e>> {
    let mut all = element.attributes();
    all.with_checks(false);
    all.flatten()
}

/// The value of the attribute whose name without prefix is `name`.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    attributes(element).find(|attribute| attribute.key.local_name().as_ref() == name).map(|attribute| {
        quick_xml::escape::unescape(&attribute.value)
            .map_or_else(|_| attribute.value.clone().into_owned(), |value| value.into_owned())
    })
}

/// What a reference such as `&amp;` or `&#20013;` stands for.
fn reference(of: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(c)) = of.resolve_char_ref() {
        return Some(c);
    }
    match &**of {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// `text` with `\n` at the end of each line.
pub(super) fn lines(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}
