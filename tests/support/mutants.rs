//! Sources of every format, and damaged copies of them: bytes, elements, numbers and parts of archives that came, went or
//! are there a hundred times.

use std::io::{Cursor, Read, Write};
use std::ops::Range;

use mubiao::export;
use mubiao::fs::Source;
use mubiao::import::{Content, Format, Imported, Options, Refusal, import};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::generate::Random;

/// The extensions of what is damaged; `xml` is a workbook of Excel 2003.
pub const KINDS: &[&str] = &["xlsx", "xls", "ods", "docx", "html", "csv", "tsv", "txt", "json", "pdf", "mht", "xml"];

/// A damaged source grows to no more bytes, but for archives.
const LARGEST: usize = 1 << 20;

/// A source before it is damaged.
enum Original {
    Bytes(Vec<u8>),
    /// The parts of an archive.
    Parts(Vec<(String, Vec<u8>)>),
}

/// The sources of one kind.
pub struct Mutants {
    kind: &'static str,
    originals: Vec<Original>,
}

/// A file of the tests.
fn corpus(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/corpus/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn exported(text: &str, format: export::Format) -> Vec<u8> {
    export::export(text, format, &export::Options::default()).unwrap()
}

fn opened(bytes: Vec<u8>) -> Original {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let parts = (0..zip.len()).map(|index| {
        let mut part = zip.by_index(index).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        (part.name().unwrap().into_owned(), content)
    });
    Original::Parts(parts.filter(|(name, _)| !name.ends_with('/')).collect())
}

/// An archive with those parts.
pub fn archive<'p>(parts: impl IntoIterator<Item = (&'p str, &'p [u8])>, method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        // A name that stands there twice is not written.
        if zip.start_file(name, SimpleFileOptions::default().compression_method(method)).is_ok() {
            zip.write_all(content).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of Excel 2003 with those rows.
pub fn workbook_2003(text: &str) -> String {
    let mut book = String::from(
        "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>\n<Workbook \
         xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\
         <Styles><Style ss:ID=\"p\"><NumberFormat ss:Format=\"0.00\"/></Style><Style ss:ID=\"q\" ss:Parent=\"p\"/></Styles>\
         <Worksheet ss:Name=\"表\"><Table><Column ss:Span=\"2\"/>\n",
    );
    for row in text.lines() {
        book.push_str("<Row>");
        for (at, cell) in row.split('\t').enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let kind = if cell.parse::<f64>().is_ok() { "Number" } else { "String" };
            let cell = cell.replace('&', "&amp;").replace('<', "&lt;");
            book.push_str(&format!(
                "<Cell ss:Index=\"{}\" ss:MergeAcross=\"0\" ss:StyleID=\"q\"><Data ss:Type=\"{kind}\">{cell}</Data></Cell>",
                at + 1
            ));
        }
        book.push_str("</Row>\n");
    }
    book.push_str("</Table></Worksheet></Workbook>\n");
    book
}

/// A PDF of one page with a table of those rows, nothing in it packed.
pub fn pdf(text: &str) -> Vec<u8> {
    let mut drawn = String::new();
    for (row, line) in text.lines().enumerate() {
        let y = 3000 - 20 * row;
        for (col, cell) in line.split('\t').enumerate() {
            let x = 20 + 200 * col;
            let codes: String = cell.encode_utf16().take(20).map(|unit| format!("{unit:04x}")).collect();
            drawn.push_str(&format!(
                "{x} {} 200 20 re S BT /F1 9 Tf 1 0 0 1 {} {y} Tm <{codes}> Tj ET\n",
                y - 5,
                x + 4
            ));
        }
    }
    let font = "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[<</Type/Font\
                /Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>]>>";
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Count 1/Kids[3 0 R]>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 2000 3100]/Contents 5 0 R/Resources<</Font<</F1 4 0 R>>>>>>".to_owned(),
        font.to_owned(),
        format!("<</Length {}>>\nstream\n{drawn}\nendstream", drawn.len()),
    ];
    let (mut out, mut places) = (b"%PDF-1.7\n".to_vec(), Vec::new());
    for (index, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    places.iter().for_each(|place| out.extend(format!("{place:010} 00000 n \n").bytes()));
    out.extend(format!("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).bytes());
    out
}

impl Mutants {
    /// The sources of a kind.
    pub fn of(kind: &'static str) -> Self {
        let canonical = String::from_utf8(corpus("chaoyang-2021.mubiao")).unwrap();
        // One sheet of each form: what is small is damaged where it matters.
        let first = canonical.split("\n\n").take(2).collect::<Vec<_>>().join("\n\n") + "\n";
        let other = String::from_utf8(corpus("mof-2021-department.mubiao")).unwrap();
        let both = |format| [exported(&first, format), exported(&other, format)];
        let bytes = |all: Vec<Vec<u8>>| all.into_iter().map(Original::Bytes).collect();
        let originals: Vec<Original> = match kind {
            "xlsx" => both(export::Format::Xlsx).into_iter().chain([corpus("office/calc.xlsx")]).map(opened).collect(),
            "docx" => both(export::Format::Docx).into_iter().map(opened).collect(),
            "ods" => vec![opened(corpus("office/calc.ods"))],
            "xls" => bytes(vec![corpus("office/calc.xls")]),
            "html" => bytes(both(export::Format::Html).to_vec()),
            "csv" => bytes(
                [&first, &other]
                    .map(|text| {
                        format!("\"{}\"\n", text.trim_end().replace('\t', "\",\"").replace('\n', "\"\n\"")).into_bytes()
                    })
                    .into(),
            ),
            "json" => bytes(both(export::Format::Json).to_vec()),
            "tsv" => bytes(vec![first.into_bytes(), other.into_bytes()]),
            "txt" => {
                let pdf = String::from_utf8(corpus("office/pdf.txt")).unwrap();
                let lines: Vec<&str> = pdf.lines().take(80).collect();
                let unparted = lines.join("\n");
                let barred = first.replace('\t', " | ");
                bytes(vec![first.replace('\t', "\n").into_bytes(), unparted.into_bytes(), barred.into_bytes()])
            }
            "pdf" => bytes(vec![pdf(&first), pdf(&other), corpus("pdf/gbk.pdf"), corpus("pdf/boxes.pdf")]),
            "mht" => {
                let page = String::from_utf8(exported(&first, export::Format::Html)).unwrap();
                bytes(vec![
                    format!(
                        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"x\"\n\n--x\n{page}\n--x--\n"
                    )
                    .into_bytes(),
                ])
            }
            _ => bytes(vec![workbook_2003(&first).into_bytes(), workbook_2003(&other).into_bytes()]),
        };
        Self { kind, originals }
    }

    /// The damaged source of that number; the same number gives the same bytes.
    pub fn make(&self, number: u64) -> Vec<u8> {
        let mut random = Random::new(number.wrapping_mul(0x9e37_79b9) ^ self.kind.len() as u64);
        let original = random.pick(&self.originals);
        let parts = match original {
            Original::Bytes(bytes) => return damaged(&mut random, bytes, &self.originals),
            Original::Parts(parts) => parts,
        };
        if random.once_in(4) {
            let whole =
                archive(parts.iter().map(|(name, part)| (name.as_str(), part.as_slice())), CompressionMethod::Deflated);
            return damaged(&mut random, &whole, &[]);
        }
        let mut parts = parts.clone();
        for _ in 0..1 + random.below(2) {
            // Nothing reads the small ones at the side.
            let weights: Vec<usize> = parts
                .iter()
                .map(|(name, part)| part.len().min(5000) * usize::from(name.ends_with("xml") || name.ends_with("rels")))
                .collect();
            let mut at = random.below(weights.iter().sum::<usize>().max(1));
            let index = weights
                .iter()
                .position(|weight| {
                    let here = at < *weight;
                    at = at.saturating_sub(*weight);
                    here
                })
                .unwrap_or(0);
            if random.once_in(30) {
                parts.remove(index);
            } else {
                parts[index].1 = damaged(&mut random, &parts[index].1, &[]);
            }
            if parts.is_empty() {
                break;
            }
        }
        let method = if random.once_in(8) { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        archive(parts.iter().map(|(name, part)| (name.as_str(), part.as_slice())), method)
    }
}

/// What the program makes of a file with that extension.
pub fn read(bytes: Vec<u8>, extension: &str) -> Result<Imported, Refusal> {
    let format = Format::of(&bytes, Some(extension))?;
    let options = Options::default();
    if format.is_text() {
        match Source::from_bytes(bytes) {
            Ok(source) => import(Content::Text(source.text()), format, &options),
            Err(_) => Err(Refusal::UnknownFormat),
        }
    } else {
        import(Content::Bytes(&bytes), format, &options)
    }
}

/// What readers of counts, names and texts may stumble over.
const NUMBERS: &[&str] = &[
    "0",
    "1",
    "-1",
    "2",
    "255",
    "256",
    "1000",
    "16384",
    "65535",
    "65536",
    "1048576",
    "1048577",
    "99999999",
    "2147483647",
    "2147483648",
    "4294967295",
    "4294967296",
    "18446744073709551615",
    "1e308",
    "1e-308",
    "0.1",
    "NaN",
    "-0",
    "00",
    "",
    "99999999999999999999999999999999999999",
    "79228162514264337593543950335",
    "٣",
];
const WORDS: &[&str] = &[
    "<",
    ">",
    "</",
    "/>",
    "\"",
    "'",
    "&",
    "&#0;",
    "&#x110000;",
    "&lt;",
    "]]>",
    "<!--",
    "-->",
    "<![CDATA[",
    "<?x",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "\u{1F600}",
    "𠀀",
    "\t",
    "\n",
    "\r",
    "\n\n",
    ",",
    ";",
    "|",
    "=",
    "=1+1",
    "#",
    "# mubiao: allow(all)",
    "合计",
    "其中：",
    "部门（单位）名称",
    "年度绩效指标",
    "一级指标",
    "≥",
    "%",
    "万元",
    "2021年",
    "{",
    "}",
    "[",
    "]",
    "null",
    "true",
    "\\u0000",
    "\\",
    "((",
    "))",
    "<<",
    ">>",
    "obj",
    "endobj",
    "stream",
    "endstream",
    "R",
    "<table>",
    "</table>",
    "<tr>",
    "<td rowspan=9999>",
    "<td colspan=9999>",
    "<td>",
    "</div>",
    "<div>",
    "<style>",
    "</style>",
    "<svg>",
    "<template>",
];

/// `bytes` with some kinds of damage; pieces of `others` may come into it.
fn damaged(random: &mut Random, bytes: &[u8], others: &[Original]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..1 + random.below(5) {
        if bytes.is_empty() {
            break;
        }
        let at = random.below(bytes.len());
        match random.below(14) {
            0 => bytes[at] = random.below(256) as u8,
            1 => bytes[at] ^= 1 << random.below(8),
            2 => drop(bytes.drain(stretch(random, &bytes, at))),
            3 => {
                let copy = bytes[stretch(random, &bytes, at)].to_vec();
                let to = place(random, &bytes);
                insert(&mut bytes, to, &copy);
            }
            4 => {
                let range = stretch(random, &bytes, at);
                repeat(random, &mut bytes, range);
            }
            5 | 6 => {
                let Some(first) = bytes[at..].iter().position(u8::is_ascii_digit).map(|digit| at + digit) else {
                    continue;
                };
                let length = bytes[first..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                let number = random.pick(NUMBERS).bytes();
                drop(bytes.splice(first..first + length, number));
            }
            7 => {
                let to = place(random, &bytes);
                let word = random.pick(WORDS).as_bytes();
                insert(&mut bytes, to, word);
            }
            8 if random.once_in(4) => bytes.truncate(at),
            9 => {
                // The value of an attribute, or a text in quotes.
                let Some(open) = memchr::memchr(b'"', &bytes[at..]).map(|open| at + open + 1) else { continue };
                let Some(length) = memchr::memchr(b'"', &bytes[open..]) else { continue };
                let value = if random.once_in(2) { random.pick(NUMBERS) } else { random.pick(WORDS) };
                drop(bytes.splice(open..open + length, value.bytes()));
            }
            10 => {
                if let Some(range) = element(&bytes, at) {
                    repeat(random, &mut bytes, range);
                }
            }
            11 => {
                if let Some(range) = element(&bytes, at) {
                    let copy = bytes[range.clone()].to_vec();
                    drop(bytes.drain(range));
                    let to = bytes.len()
                        - memchr::memchr(b'<', &bytes[at.min(bytes.len())..])
                            .map_or(0, |to| bytes.len() - at.min(bytes.len()) - to);
                    insert(&mut bytes, to, &copy);
                }
            }
            12 => {
                if let Some(range) = element(&bytes, at) {
                    nest(random, &mut bytes, range);
                }
            }
            13 => {
                if others.is_empty() {
                    continue;
                }
                if let Original::Bytes(other) = random.pick(others) {
                    let from = random.below(other.len());
                    let piece = &other[from..(from + random.below(2000)).min(other.len())];
                    insert(&mut bytes, at, piece);
                }
            }
            _ => {}
        }
    }
    bytes
}

fn insert(bytes: &mut Vec<u8>, at: usize, what: &[u8]) {
    if bytes.len() + what.len() <= LARGEST {
        drop(bytes.splice(at..at, what.iter().copied()));
    }
}

/// A place, often one where something begins.
fn place(random: &mut Random, bytes: &[u8]) -> usize {
    let at = random.below(bytes.len());
    if random.once_in(2) { at } else { memchr::memchr3(b'<', b'\n', b'\t', &bytes[at..]).map_or(at, |next| at + next) }
}

/// A stretch of bytes from `at` on, often whole lines or tags.
fn stretch(random: &mut Random, bytes: &[u8], at: usize) -> Range<usize> {
    let end = (at + 1 + random.below(300)).min(bytes.len());
    match random.below(3) {
        0 => at..end,
        way => {
            let mark = if way == 1 { b'\n' } else { b'<' };
            let next = |from: usize| memchr::memchr(mark, &bytes[from..]).map_or(bytes.len(), |next| from + next);
            next(at)..next(end)
        }
    }
}

/// Has a stretch stand there many times.
fn repeat(random: &mut Random, bytes: &mut Vec<u8>, range: Range<usize>) {
    let times = 1 << random.below(10);
    let copy = bytes[range.clone()].repeat(times.min(LARGEST / range.len().max(1)));
    insert(bytes, range.end, &copy);
}

/// Has an element stand in itself, many times.
fn nest(random: &mut Random, bytes: &mut Vec<u8>, range: Range<usize>) {
    let Some(open) = memchr::memchr(b'>', &bytes[range.clone()]).map(|end| range.start + end + 1) else { return };
    let close = memchr::memrchr(b'<', &bytes[open..range.end]).map_or(range.end, |close| open + close);
    let times = 1 << random.below(9);
    let (first, last) = (bytes[range.start..open].repeat(times), bytes[close..range.end].repeat(times));
    if bytes.len() + first.len() + last.len() <= LARGEST {
        drop(bytes.splice(range.end..range.end, last));
        drop(bytes.splice(range.start..range.start, first));
    }
}

/// The element that begins behind `at`, up to its end tag.
fn element(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let start = at
        + memchr::memchr_iter(b'<', &bytes[at..])
            .find(|open| bytes.get(at + open + 1).is_some_and(u8::is_ascii_alphabetic))?;
    let (mut depth, mut from) = (0usize, start);
    for _ in 0..5000 {
        let open = from + memchr::memchr(b'<', &bytes[from..])?;
        let end = open + memchr::memchr(b'>', &bytes[open..])? + 1;
        from = end;
        match (bytes.get(open + 1)?, bytes[end - 2]) {
            (b'/', _) => depth = depth.checked_sub(1)?,
            (b'!' | b'?', _) | (_, b'/') => {}
            _ => depth += 1,
        }
        if depth == 0 {
            return Some(start..end);
        }
    }
    None
}
