//! The grammar files say what the program reads: the ABNF is held to the parser, the highlighters' words to the profiles.

use std::sync::LazyLock;

use mubiao::diagnostic::Applicability;
use mubiao::format::format;
use mubiao::lint::{Settings, fix, lint};
use mubiao::profile::{ColumnKind, Profile, Section, Shape, builtin};
use mubiao::sheet::{AmountReading, read_amount, read_deadline};
use mubiao::skeleton::skeleton;
use mubiao::syntax::{CellKind, read_sheets, read_whole};

use crate::damage::{KINDS, Kind, damage_book, damage_sheet};
use crate::generate::{self, Random};
use crate::recogniser::Grammar;

mod colours;
mod directives;
mod tree_sitter;

const RULES: &str = include_str!("../../grammar/mubiao.abnf");
const DAMAGED: &str = include_str!("../corpus/chaoyang-2021.txt");
const CANONICAL: &str = include_str!("../corpus/chaoyang-2021.mubiao");

/// The grammar with what each profile states.
static GRAMMARS: LazyLock<Vec<Grammar>> =
    LazyLock::new(|| builtin().iter().map(|profile| Grammar::new(&[RULES, &profile_rules(profile)])).collect());

/// The grammar with what the first profile states.
static GRAMMAR: LazyLock<&Grammar> = LazyLock::new(|| &GRAMMARS[0]);

/// The rules that the grammar leaves to the profile.
fn profile_rules(profile: &Profile) -> String {
    let literal = |text: &str| {
        let values: Vec<String> = text.chars().map(|c| format!("{:X}", u32::from(c))).collect();
        format!("%x{}", values.join("."))
    };
    // What the form lacks is no character.
    let rule = |name: &str, texts: Vec<String>| {
        let texts = if texts.is_empty() { "%x110000".to_owned() } else { texts.join(" / ") };
        format!("{name} = {texts}\n")
    };
    let labels = |fits: &dyn Fn(usize, &Section) -> bool| -> Vec<String> {
        let sections = profile.sections.iter().enumerate().filter(|(at, section)| fits(*at, section));
        sections.map(|(_, section)| literal(&section.label.text)).collect()
    };
    let headers = |fits: &dyn Fn(&Section) -> bool| -> Vec<String> {
        let header = |section: &Section| {
            let rows = section.header_rows();
            let (_, rows) = rows.split_once('\t').unwrap();
            let row = |row: &str| {
                let cells = row.split('\t').map(|cell| if cell.is_empty() { String::new() } else { literal(cell) });
                cells.collect::<Vec<_>>().join(" HTAB ")
            };
            rows.split('\n').map(row).collect::<Vec<_>>().join(" line-end comments ")
        };
        profile.sections.iter().filter(|section| fits(section)).map(header).collect()
    };
    let title = |title: &String| {
        let parts = title.split("{Y}").map(|part| if part.is_empty() { String::new() } else { literal(part) });
        parts.collect::<Vec<_>>().join(" 4DIGIT ")
    };
    let parts = profile.sections.iter().flat_map(Section::parts).map(|part| literal(&part.label.text)).collect();
    let identity = profile.identity();
    let columns = profile.sections.iter().filter(|section| matches!(section.shape, Shape::Indicators(_)));
    let columns = columns.flat_map(Section::columns).map(|column| column.kind);
    let known: Vec<ColumnKind> = columns.skip_while(|kind| *kind != ColumnKind::Name).skip(1).collect();
    let columns = match known[..] {
        [ColumnKind::Operator, ColumnKind::Value, ColumnKind::Measure, ColumnKind::Deadline] => "apart",
        [ColumnKind::Target] => "together",
        _ => panic!("let the grammar say what the columns {known:?} of {} hold", profile.id),
    };
    [
        rule("title", profile.titles.iter().map(title).collect()),
        rule("identity-label", labels(&|at, _| at == identity)),
        rule("field-label", labels(&|at, section| at != identity && matches!(section.shape, Shape::Field(_)))),
        rule("breakdown-label", labels(&|_, section| matches!(section.shape, Shape::Breakdown(_)))),
        rule("list-label", labels(&|_, section| matches!(section.shape, Shape::List(_)))),
        rule("prose-label", labels(&|_, section| matches!(section.shape, Shape::Text))),
        rule("indicators-label", labels(&|_, section| matches!(section.shape, Shape::Indicators(_)))),
        rule("part-label", parts),
        rule("list-header", headers(&|section| matches!(section.shape, Shape::List(_)))),
        rule("indicator-header", headers(&|section| matches!(section.shape, Shape::Indicators(_)))),
        rule("indicator-columns", vec![columns.to_owned()]),
    ]
    .concat()
}

/// Texts of all kinds: the corpus, made-up books, damaged ones, and rows of characters that mean something.
fn texts() -> Vec<String> {
    let mut texts: Vec<String> = vec![DAMAGED.to_owned(), CANONICAL.to_owned(), CANONICAL.replace('\n', "\r\n")];
    texts.push(damage_book(7, &generate::book(3, 8_000), 3));
    let mut random = Random::new(11);
    let pieces = [
        "\t",
        "\t",
        " ",
        "\u{3000}",
        "\n",
        "\r\n",
        "\r",
        "#",
        "# mubiao:",
        "部门（单位）名称",
        "100",
        "-3.5",
        "1.",
        "2021-12",
        ">=",
        "<",
        "=",
        "≥",
        "%",
        "\u{0}",
        "\u{b}",
        "\u{2028}",
        "\u{feff}",
        "😀",
        "a b",
        "-",
        "１００",
        "!",
    ];
    texts.extend((0..300).map(|_| (0..random.below(24)).map(|_| *random.pick(&pieces)).collect()));
    texts
}

#[test]
fn rows_and_cells_are_those_of_the_grammar() {
    let mut kinds = [0; 3];
    for text in texts() {
        let sheet = read_whole(&text);
        let mut joined = String::new();
        for row in sheet.rows() {
            let content = &text[row.range().usize()];
            let end = &text[(row.start + row.len) as usize..row.end() as usize];
            assert!(end.is_empty() || GRAMMAR.matches("line-end", end), "{end:?}");
            let blank = sheet.cells(row).is_empty();
            let expected = [blank, row.comment, !blank && !row.comment];
            for (at, rule) in ["blank-row", "comment-row", "value-row"].into_iter().enumerate() {
                assert_eq!(GRAMMAR.matches(rule, content), expected[at], "{rule}: {content:?}");
                kinds[at] += usize::from(expected[at]);
            }
            joined.push_str(content);
            joined.push_str(end);
            let raw: Vec<&str> = content.split('\t').collect();
            for (at, raw) in raw.iter().enumerate() {
                assert!(GRAMMAR.matches("cell", raw), "{raw:?}");
                let cell = sheet.cells(row).get(at);
                let value = cell.map_or("", |cell| &content[cell.start as usize..cell.end as usize]);
                assert_eq!(value, raw.trim_matches([' ', '\u{3000}']));
                assert_eq!(GRAMMAR.matches("value", value), !value.is_empty(), "{value:?}");
                let kind = cell.map_or(CellKind::Empty, |cell| cell.kind);
                for (rule, of) in
                    [("number", CellKind::Number), ("month", CellKind::Month), ("operator", CellKind::Operator)]
                {
                    assert_eq!(GRAMMAR.matches(rule, value), kind == of, "{rule}: {value:?} is {kind:?}");
                }
            }
        }
        assert_eq!(joined, text);
        assert!(text.len() > 400 || GRAMMAR.matches("book", &text), "{text:?}");
    }
    assert!(kinds.iter().all(|count| *count > 20), "{kinds:?}");
}

#[test]
fn amounts_and_deadlines_are_those_of_the_grammar() {
    let profile = &builtin()[0];
    for text in texts() {
        let sheet = read_whole(&text);
        for row in sheet.rows() {
            for cell in sheet.cells(row) {
                let value = &text[(row.start + cell.start) as usize..(row.start + cell.end) as usize];
                let exact = matches!(read_amount(value, cell.kind, &profile.amount), AmountReading::Exact(_));
                assert_eq!(GRAMMAR.matches("amount", value), exact, "{value:?}");
            }
        }
    }
    let mut read = 0;
    for year in ["1899", "1900", "2021", "2199", "2200", "21"] {
        for month in ["00", "01", "02", "9", "09", "12", "13"] {
            for day in ["", "-", "-00", "-1", "-01", "-28", "-30", "-31", "-32"] {
                let text = format!("{year}-{month}{day}");
                let canonical = read_deadline(&text).is_some_and(|deadline| deadline.canonical() == text);
                assert_eq!(GRAMMAR.matches("deadline", &text), canonical, "{text}");
                read += usize::from(canonical);
            }
        }
    }
    assert_eq!(read, 3 * (4 * 3 + 3 + 2));
}

/// Whether the program takes `text` for sound and laid out.
fn is_laid_out(text: &str) -> bool {
    let settings = Settings::default();
    let shape = ["misaligned-row", "split-table"];
    let damaged = lint(text, &settings).findings.iter().any(|finding| shape.contains(&finding.rule.name));
    !damaged && format(text, &settings) == text
}

#[test]
fn the_layout_that_fmt_writes_is_that_of_the_grammar() {
    assert!(GRAMMAR.matches("canonical-book", CANONICAL));
    assert!(!GRAMMAR.matches("canonical-book", DAMAGED));
    let settings = Settings::default();
    let mut random = Random::new(5);
    let (mut sound, mut odd) = (0, 0);
    for number in 0..60 {
        let sheet = generate::sheet(&mut random, number);
        assert!(is_laid_out(&sheet) && GRAMMAR.matches("canonical-book", &sheet), "{sheet}");
        let mut rows: Vec<String> = sheet.lines().map(str::to_owned).collect();
        // Parents printed on the wrong row leave its cells as they are: only the catalogue tells.
        let kinds: Vec<Kind> = KINDS.iter().copied().filter(|kind| *kind != Kind::HoistedParents).collect();
        damage_sheet(&mut random, &mut rows, &kinds);
        let damaged = rows.join("\n") + "\n";
        let mended = format(&fix(&damaged, &settings, Applicability::Safe).text, &settings);
        for text in [damaged, mended] {
            let laid_out = is_laid_out(&text);
            assert_eq!(GRAMMAR.matches("canonical-book", &text), laid_out, "{text}");
            if laid_out { sound += 1 } else { odd += 1 }
        }
    }
    assert!(sound > 10 && odd > 30, "{sound} sound, {odd} odd");
}

/// A book of every form with its standard indicators, and one that is filled in where there is a sample of it.
fn books() -> Vec<(usize, String)> {
    let mut books = Vec::new();
    for (at, profile) in builtin().iter().enumerate() {
        books.push((at, skeleton(profile, "703001甲-211300000", 2026)));
        let sample = format!("{}/tests/corpus/{}.mubiao", env!("CARGO_MANIFEST_DIR"), profile.id);
        books.extend(std::fs::read_to_string(sample).ok().map(|sample| (at, sample)));
    }
    assert!(books.len() > 2 * builtin().len() - 2, "{} books", books.len());
    books.push((0, generate::sheet(&mut Random::new(9), 3)));
    books
}

#[test]
fn the_layout_of_every_form_is_that_of_the_grammar() {
    // Of rows with a cell more or less: in neither, in the grammar alone, in both.
    let mut counts = [0; 3];
    for (form, book) in books() {
        let fits = |text: &str| GRAMMARS[form].matches("canonical-book", text);
        assert!(is_laid_out(&book) && fits(&book), "{book}");
        let rows: Vec<&str> = book.lines().collect();
        for at in 0..rows.len() {
            let with = |new: &[&str]| [&rows[..at], new, &rows[at + 1..]].concat().join("\n") + "\n";
            let row = rows[at];
            if !row.is_empty() {
                // None of these changes what the sheet says.
                let changed = [
                    format!("{row}\t"),
                    format!("{row} "),
                    format!("{row}\n"),
                    row.replacen('\t', " \t", 1),
                    row.replacen('\t', "\t\u{3000}", 1),
                ];
                for new in changed.iter().filter(|new| *new != row) {
                    let text = with(&[new]);
                    assert!(!is_laid_out(&text), "{text}");
                    assert!(!fits(&text), "{text}");
                }
                let commented = with(&["# 说明\t甲", row]);
                assert!(is_laid_out(&commented) && fits(&commented), "{commented}");
            }
            // An empty cell more or less is another text, and what is laid out then the grammar has as well.
            let tabs = row.match_indices('\t').map(|(tab, _)| tab).filter(|tab| *tab > 0 && row.starts_with('\t'));
            for tab in tabs {
                let lost = row[..tab].ends_with('\t').then_some("");
                for cells in lost.into_iter().chain(["\t\t"]) {
                    let text = with(&[&format!("{}{cells}{}", &row[..tab], &row[tab + 1..])]);
                    let (laid_out, fit) = (is_laid_out(&text), fits(&text));
                    assert!(fit || !laid_out, "{text}");
                    counts[usize::from(laid_out) + usize::from(fit)] += 1;
                }
            }
        }
    }
    assert!(counts[0] > 400 && counts[1] < 100, "{counts:?}");
}

#[test]
fn sheets_begin_where_the_grammar_has_an_identity() {
    let profile = &builtin()[0];
    for text in [CANONICAL.to_owned(), generate::book(2, 6_000)] {
        let mut sheets = 0;
        read_sheets(&text, &|label: &str| profile.starts_sheet(label), |_, text, syntax| {
            let rows = text.trim_end_matches('\n').to_owned() + "\n";
            assert_eq!(GRAMMAR.matches("sheet", &rows), syntax.headed());
            sheets += usize::from(syntax.headed());
        });
        assert!(sheets > 2);
    }
}
