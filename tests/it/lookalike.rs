//! A text with characters that only look like others is read, linted and mended as the clean one.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use crate::export::exported;
use crate::generate::Random;
use crate::import::office;
use crate::mutants::archive;
use mubiao::diagnostic::{Applicability, Diagnostic};
use mubiao::export;
use mubiao::format::format;
use mubiao::import::{Content, Format, Options, import};
use mubiao::lint::{Settings, fix, lint};
use mubiao::text::compatible::ordinary;
use zip::CompressionMethod;

const DAMAGED: &str = include_str!("../corpus/chaoyang-2021.txt");
const BOOKS: [&str; 3] = [
    include_str!("../corpus/chaoyang-2021.mubiao"),
    include_str!("../corpus/mof-2015-department.mubiao"),
    include_str!("../corpus/mof-2021-department.mubiao"),
];

/// A sheet of no form that the program has.
const PRINTED: &str = "\
附件1
项目支出绩效自评表（2023年度）
项目名称\t农村供水管网改造项目
主管部门\t301-禾川县水利局\t实施单位\t301005-禾川县水务服务中心
项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分
\t年度资金总额：\t380.00\t412.60\t405.18\t10\t98.20%\t9.82
\t其中：本年财政拨款\t300.00\t332.60\t329.40\t—\t99.04%\t—
\t其他资金\t80.00\t80.00\t75.78\t—\t94.73%\t—
年度总体目标\t预期目标\t实际完成情况
\t改造沿河三镇老旧供水管网。\t三镇管网改造全部完工。
绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施
\t产出指标（50分）\t数量指标\t改造供水主管网长度\t≥42公里\t43.6公里\t40\t40
\t\t时效指标\t完工时间\t2023年12月底前\t2023年11月\t10\t10
\t效益指标（40分）\t社会效益指标\t受益居民人数\t≥2800人\t2930人\t40\t40
\t总分\t\t\t\t\t100\t99.82
填报人：某某\t联系电话：0000-0000000\t填报日期：2024年2月26日
";

/// Each radical and radical supplement, with the character that it stands for.
fn radicals() -> impl Iterator<Item = (char, char)> {
    let all = ('\u{2e80}'..='\u{2ef3}').chain('\u{2f00}'..='\u{2fd5}');
    all.filter_map(|c| ordinary(c).map(|meant| (c, meant)))
}

/// `text` with about one character in `rate` replaced by one that only looks like it, where there is one.
fn disguise(seed: u64, text: &str, rate: usize) -> String {
    let mut faces: BTreeMap<char, Vec<char>> = BTreeMap::new();
    radicals().for_each(|(c, meant)| faces.entry(meant).or_default().push(c));
    let mut random = Random::new(seed);
    let disguised = |c: char, random: &mut Random| match faces.get(&c) {
        Some(faces) if random.once_in(rate) => *random.pick(faces),
        _ => c,
    };
    // Comments are nobody's names.
    let line = |line: &str, random: &mut Random| -> String {
        if line.starts_with('#') { line.to_owned() } else { line.chars().map(|c| disguised(c, random)).collect() }
    };
    text.split_inclusive('\n').map(|text| line(text, &mut random)).collect()
}

/// What is found but for the characters themselves.
fn findings(text: &str) -> Vec<(&'static str, std::ops::Range<usize>, String)> {
    let other = |finding: &Diagnostic| finding.rule.name != "compatibility-character";
    let found = lint(text, &Settings::default()).findings.into_iter().filter(other);
    found.map(|finding| (finding.rule.name, finding.range.usize(), finding.message)).collect()
}

fn mended(text: &str) -> String {
    let settings = Settings::default();
    format(&fix(text, &settings, Applicability::Safe).text, &settings)
}

#[test]
fn every_radical_is_read_and_mended_as_what_it_stands_for() {
    let [book, ..] = BOOKS;
    let own = |c: char| {
        book.replace("\t社会效应\t经济效益\t“走出去”企业", &format!("\t社会效应\t经济效益\t“{c}走出去”{c}企业"))
    };
    let mut seen = 0;
    for (c, meant) in radicals() {
        let (clean, disguised) = (own(meant), own(c));
        assert_ne!(clean, disguised);
        if clean.len() == disguised.len() {
            assert_eq!(findings(&disguised), findings(&clean), "{c}");
        }
        assert_eq!(mended(&disguised), mended(&clean), "{c}");
        let found = lint(&disguised, &Settings::default()).findings;
        assert_eq!(found.iter().filter(|finding| finding.rule.name == "compatibility-character").count(), 1, "{c}");
        seen += 1;
    }
    assert_eq!(seen, 214 + 115);
}

#[test]
fn a_disguised_book_shows_the_same_and_is_mended_to_the_same() {
    let texts = BOOKS.into_iter().chain([DAMAGED, PRINTED]);
    for (at, clean) in texts.enumerate() {
        let (shown, expected) = (findings(clean), mended(clean));
        for seed in 0..40 {
            // One character in 200 of all is more of those that can be disguised.
            let disguised = disguise(seed, clean, if seed % 2 == 0 { 20 } else { 2 });
            assert_eq!(findings(&disguised), shown, "text {at}, seed {seed}");
            assert_eq!(mended(&disguised), expected, "text {at}, seed {seed}");
        }
    }
}

#[test]
fn a_disguised_source_is_imported_as_the_clean_one() {
    let table = |text: &str| {
        let cell = |cell: &str| format!("<td>{}</td>", cell.replace('&', "&amp;").replace('<', "&lt;"));
        let row = |row: &str| format!("<tr>{}</tr>", row.split('\t').map(cell).collect::<String>());
        format!("<table>{}</table>", text.lines().map(row).collect::<String>())
    };
    for (at, clean) in BOOKS.into_iter().chain([PRINTED]).enumerate() {
        for format in [Format::Tsv, Format::Html, Format::Text] {
            let source = |text: &str| if format == Format::Html { table(text) } else { text.to_owned() };
            let read = |text: &str| import(Content::Text(&source(text)), format, &Options::default());
            let expected = read(clean).map(|imported| imported.text);
            for seed in 0..6 {
                let disguised = disguise(seed, clean, 10);
                let imported = read(&disguised);
                if let Ok(imported) = &imported {
                    assert!(!imported.report.mended.is_empty(), "text {at}, {format:?}, seed {seed}");
                }
                let text = imported.map(|imported| imported.text);
                assert_eq!(text.ok(), expected.as_ref().ok().cloned(), "text {at}, {format:?}, seed {seed}");
            }
        }
    }
}

/// The archive `bytes` with the text of its parts disguised.
fn disguised_parts(seed: u64, bytes: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for index in 0..zip.len() {
        let mut part = zip.by_index(index).unwrap();
        let (name, mut content) = (part.name().unwrap().into_owned(), Vec::new());
        part.read_to_end(&mut content).unwrap();
        let held = ["sharedStrings.xml", "document.xml", "content.xml"].iter().any(|end| name.ends_with(end));
        if held {
            content = disguise(seed, std::str::from_utf8(&content).unwrap(), 3).into_bytes();
        }
        parts.push((name, content));
    }
    archive(parts.iter().map(|(name, part)| (name.as_str(), part.as_slice())), CompressionMethod::Deflated)
}

#[test]
fn a_disguised_office_file_is_imported_as_the_clean_one() {
    let mut sources: Vec<(Format, Vec<u8>)> = vec![
        (Format::Ods, office("calc.ods")),
        (Format::Xlsx, office("calc.xlsx")),
        (Format::Docx, office("writer.docx")),
    ];
    for text in BOOKS.into_iter().chain([PRINTED]) {
        sources.push((Format::Xlsx, exported(text, export::Format::Xlsx)));
        sources.push((Format::Docx, exported(text, export::Format::Docx)));
    }
    for (at, (format, source)) in sources.iter().enumerate() {
        let read = |bytes: &[u8]| import(Content::Bytes(bytes), *format, &Options::default()).unwrap();
        let expected = read(source).text;
        for seed in 0..3 {
            let disguised = disguised_parts(seed, source);
            let imported = read(&disguised);
            assert!(!imported.report.mended.is_empty(), "source {at}, {format:?}, seed {seed}");
            assert_eq!(imported.text, expected, "source {at}, {format:?}, seed {seed}");
        }
    }
}
