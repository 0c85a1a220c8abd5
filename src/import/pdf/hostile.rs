//! Files that ask for far more than they hold, and damaged ones: all end within the limits, with a word.

use super::*;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write;

/// A PDF of `objects`, numbered from 1; the first one is the catalogue.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", index + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    out.extend(format!("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).bytes());
    out
}

fn stream(dict: &str, data: &[u8]) -> Vec<u8> {
    let mut out = format!("<</Length {}{dict}>>\nstream\n", data.len()).into_bytes();
    out.extend(data);
    out.extend(b"\nendstream");
    out
}

/// A stream whose data are packed.
fn packed(dict: &str, parts: impl IntoIterator<Item = Vec<u8>>) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    for part in parts {
        encoder.write_all(&part).unwrap();
    }
    stream(&format!("/Filter/FlateDecode{dict}"), &encoder.finish().unwrap())
}

/// A PDF of one page with `content`, a font as object 4, and further objects from number 6 on.
fn page(content: Vec<u8>, resources: &str, more: &[Vec<u8>]) -> Vec<u8> {
    const FONT: &str = "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[<</Type\
        /Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>]>>";
    let page = format!(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 20000 20000]/Contents 5 0 R/Resources<</Font<</F1 4 0 R>>{resources}>>>>"
    );
    let pages = b"<</Type/Pages/Count 1/Kids[3 0 R]>>".to_vec();
    let mut objects = vec![b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), pages, page.into_bytes(), FONT.into(), content];
    objects.extend(more.iter().cloned());
    pdf(&objects)
}

/// `text` a thousand times, `times` over.
fn many(text: &str, times: usize) -> impl Iterator<Item = Vec<u8>> {
    (0..times).map(move |_| text.repeat(1000).into_bytes())
}

/// A drawing that shows the one of number `next`, `times` over.
fn form(next: usize, times: usize) -> Vec<u8> {
    let dict = format!("/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<</XObject<</X {next} 0 R>>>>");
    stream(&dict, "/X Do ".repeat(times).as_bytes())
}

#[track_caller]
fn ends(file: &[u8], expected: PdfProblem) {
    assert_eq!(grids(file, &[], &Heard::default()).map(|grids| grids.len()), Err(expected));
}

#[test]
fn what_unpacks_without_end_is_refused() {
    let blanks = || (0..100).map(|_| vec![b' '; 1 << 20]);
    ends(&page(packed("", blanks()), "", &[]), PdfProblem::Bytes(problem::MOST_STREAM));
    let objects = packed("/Type/ObjStm/N 1/First 4", [b"9 0 ".to_vec()].into_iter().chain(blanks()));
    ends(&page(stream("", b""), "", &[objects]), PdfProblem::Bytes(problem::MOST_STREAM));
    // Many that stay below the limit of one.
    let part = packed("", blanks().take(60));
    let parts: Vec<Vec<u8>> = (0..10).map(|_| part.clone()).collect();
    let mut file = page(stream("", b""), "", &parts);
    let contents = (0..10).map(|index| format!("{} 0 R ", index + 6)).collect::<String>();
    file = replaced(&file, "/Contents 5 0 R", &format!("/Contents[{contents}]"));
    ends(&file, PdfProblem::Bytes(problem::MOST_STREAM));
    // Names spelt so that nobody finds them.
    let masked =
        replaced(&page(stream("", b""), "", &[packed("/N 1/First 4", blanks())]), "/FlateDecode", "/Fl#61teDecode");
    assert!(grids(&masked, &[], &Heard::default()).is_err());
}

fn replaced(file: &[u8], from: &str, to: &str) -> Vec<u8> {
    let at = memchr::memmem::find(file, from.as_bytes()).unwrap();
    [&file[..at], to.as_bytes(), &file[at + from.len()..]].concat()
}

#[test]
fn drawings_in_drawings_end() {
    ends(&page(stream("", b"/X Do"), "/XObject<</X 6 0 R>>", &[form(6, 2)]), PdfProblem::Empty);
    let deep: Vec<Vec<u8>> = (7..40).map(|next| form(next, 1)).collect();
    ends(&page(stream("", b"/X Do"), "/XObject<</X 6 0 R>>", &deep), PdfProblem::Nesting(problem::MOST_NESTING));
    let mut wide: Vec<Vec<u8>> = (7..20).map(|next| form(next, 4)).collect();
    wide.push(stream("/Type/XObject/Subtype/Form/BBox[0 0 600 900]", b"q Q"));
    let wide = page(stream("", b"/X Do"), "/XObject<</X 6 0 R>>", &wide);
    ends(&wide, PdfProblem::Operators(problem::MOST_OPERATORS));
    ends(&page(packed("", many("q ", 10)), "", &[]), PdfProblem::Nesting(1000));
    ends(&page(packed("", many("/P BMC ", 10)), "", &[]), PdfProblem::Nesting(1000));
    ends(&page(stream("", "[".repeat(100_000).as_bytes()), "", &[]), PdfProblem::Empty);
}

#[test]
fn a_page_holds_so_much_and_no_more() {
    let text = [b"BT /F1 9 Tf ".to_vec()].into_iter().chain(many("1 0 0 1 99 99 Tm <4e00> Tj ", 210));
    ends(&page(packed("", text), "", &[]), PdfProblem::Marks(problem::MOST_MARKS));
    let rules = packed("", many("0 0 m 9 0 l S ", 210));
    ends(&page(rules, "", &[]), PdfProblem::Marks(problem::MOST_MARKS));
    let crossing = (0..2800).map(|at| at * 7).map(|at| format!("{at} 0 m {at} 20000 l S 0 {at} m 20000 {at} l S "));
    let crossing = packed("", crossing.map(String::into_bytes));
    ends(&page(crossing, "", &[]), PdfProblem::Marks(problem::MOST_MARKS));
}

#[test]
fn tables_and_trees_without_end_end() {
    let file = page(stream("", b""), "", &[]);
    let wide = replaced(&replaced(&file, "xref\n0 6\n", "xref\n0 4294967295\n"), "/Size 6", "/Size 4294967295");
    ends(&wide, PdfProblem::Empty);
    let mut tree = vec![b"<</Type/Catalog/Pages 2 0 R>>".to_vec()];
    tree.extend((0..5_000).map(|step| format!("<</Type/Pages/Kids[{} 0 R 2 0 R]/Count 1>>", step + 3).into_bytes()));
    ends(&pdf(&tree), PdfProblem::Damaged);
    let kids = "<</Type/Page/Contents 3 0 R>>".repeat(problem::MOST_PAGES + 1);
    let pages = format!("<</Type/Pages/Count 1/Kids[{kids}]>>").into_bytes();
    let many = pdf(&[b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), pages, stream("", b"")]);
    ends(&many, PdfProblem::Pages(problem::MOST_PAGES));
    let widths = "0 4294967295 500 ".repeat(1000);
    let font = format!(
        "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2\
         /W[{widths}]>>]>>"
    );
    let shown = stream("", b"BT /G 9 Tf <0041> Tj ET");
    ends(&page(shown, "/Font<</G 6 0 R>>", &[font.into_bytes()]), PdfProblem::Unreadable(1, 1));
}

/// Numbers that look random and are the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

/// `file` with up to eight kinds of damage.
fn damaged(file: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = file.to_vec();
    for _ in 0..1 + numbers.below(8) {
        let at = numbers.below(bytes.len());
        let digit = bytes[at..].iter().position(u8::is_ascii_digit).map(|digit| at + digit);
        match (numbers.below(7), digit) {
            (0, _) => bytes[at] = numbers.below(256) as u8,
            (1, _) => bytes[at] ^= 1 << numbers.below(8),
            (2, _) if bytes.len() > 400 => {
                let end = (at + numbers.below(200)).min(bytes.len());
                drop(bytes.drain(at..end));
            }
            (3, _) => {
                let copy = bytes[at..(at + numbers.below(400)).min(bytes.len())].to_vec();
                let to = numbers.below(bytes.len());
                drop(bytes.splice(to..to, copy));
            }
            (4, Some(digit)) => bytes[digit] = b'0' + numbers.below(10) as u8,
            (5, Some(digit)) => drop(bytes.splice(digit..digit, vec![b'9'; numbers.below(12)])),
            (6, _) if numbers.below(4) == 0 => bytes.truncate(at.max(1)),
            _ => {}
        }
    }
    bytes
}

/// Reads `times` damaged copies of `file`; what they come to does not matter, that they end does.
fn survives(file: &[u8], times: usize, seed: u64) {
    let mut numbers = Numbers(seed);
    let mut read = 0;
    for _ in 0..times {
        read += usize::from(grids(&damaged(file, &mut numbers), &[], &Heard::default()).is_ok());
    }
    assert!(read > 0, "the damage leaves something to read");
}

#[test]
fn damaged_boxes_do_no_harm() {
    survives(include_bytes!("../../../tests/corpus/pdf/boxes.pdf"), 700, 1);
}

#[test]
fn damaged_maps_do_no_harm() {
    survives(include_bytes!("../../../tests/corpus/pdf/gbk.pdf"), 600, 2);
}

#[test]
fn damaged_tables_of_objects_do_no_harm() {
    survives(include_bytes!("../../../tests/corpus/pdf/shifted.pdf"), 500, 3);
}

#[test]
fn damaged_encryption_does_no_harm() {
    survives(include_bytes!("../../../tests/corpus/pdf/encrypted.pdf"), 200, 4);
}
