//! An edited document is the same as one read anew: rows, sheets, findings, and positions in every encoding.

use proptest::prelude::*;

use mubiao::diagnostic::{Diagnostic, Lang, Sink};
use mubiao::ide::Buffer;
use mubiao::lint::{Settings, lint};
use mubiao::profile::{Profile, Traits, builtin, by_headings};
use mubiao::rules::check_sheet;
use mubiao::sheet::Sheet;
use mubiao::syntax::{Book, SheetText};
use mubiao::text::{Document, Edit, Encoding};

use crate::generate::{HEADED, OTHER};

const DAMAGED: &str = include_str!("../corpus/chaoyang-2021.txt");

/// What an author, a clipboard or a program may put in.
const PIECES: &[&str] = &[
    "",
    "1",
    "目标",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\u{2028}",
    "\u{b}",
    "\u{85}",
    "😀",
    "👨‍👩‍👧",
    "#",
    "# mubiao: fiscal-year = 2021\n",
    "# 注\n",
    "# mubiao: allow(missing-measure, missing-operator)\n",
    "# mubiao: allow-sheet(missing-standard-indicator)：年中撤并\n",
    "# mubiao: allow-file(empty-field, unused-allowance)\n",
    "# mubiao: allow-file(missing-section)\n",
    "# mubiao: allow(nonsense)\n",
    "# mubiao: profile = none\n",
    "# mubiao: ",
    " ",
    "\u{3000}",
    "\n\n",
    "部门（单位）名称\t703011某某中心-211300000\n",
    "部门(单位)名称",
    "\n部门（单位）名称\t703012某某站-211300000\n年度预算收入\t1.00\n",
    "年度绩效指标\t",
    "年度主要任务\t对应项目\t预算资金情况（万元）\n\t甲\t5.00\n",
    "\t社会效应\t经济效益\t带动就业\t>=\t120\t人\t2021-12\n",
    "部门（单位）整体绩效目标表\n",
    "２０２１",
    "≥",
    "年度主要任务\t任务名称\t主要内容\t预算金额（万元）\n\t\t\t总额\t财政拨款\t其他资金\n",
    "\t金额合计\t\t5.00\t5.00\n",
    "\t产出指标\t数量指标\t培训人次\t≥120人次\n",
    "<p>",
    // What makes one form of another: titles, rows of headers, the row that names whom a sheet is of.
    "项目支出绩效自评表（2023年度）\n",
    "\n部门整体绩效目标申报表\n（2022年度）\n",
    "2024年部门（单位）整体绩效目标表\n",
    "附件2\n",
    "\n项目名称\t村道改造\n",
    "单位名称：某某局\n",
    "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t分值\t得分\n",
    "\t一级指标\t二级指标\t三级指标\t运算符号\t指标值\t度量单位\n",
    "项目资金（万元）\t\t年初预算数\t全年执行数\t执行率\n\t年度资金总额：\t5.00\t4.00\t80.00%\n",
    "实际完成值",
    "单位：元",
    "# mubiao: profile = mof-2021-department\n",
    "# mubiao: profile = gansu\n",
];

/// An edit by fractions of the text, so that it shrinks well and hits every place.
#[derive(Clone, Debug)]
struct Stroke {
    at: prop::sample::Index,
    length: usize,
    piece: usize,
}

fn strokes() -> impl Strategy<Value = Vec<Stroke>> {
    let length = prop_oneof![4 => Just(0usize), 3 => 1usize..4, 2 => 4usize..80, 1 => 80usize..4000];
    let stroke = (any::<prop::sample::Index>(), length, 0..PIECES.len());
    prop::collection::vec(stroke.prop_map(|(at, length, piece)| Stroke { at, length, piece }), 1..24)
}

/// A book of few sheets, some of it damaged, in one of several line ends.
fn start(kind: usize) -> String {
    if kind >= 24 {
        return crate::generate::mixed(kind as u64, 4);
    }
    if kind >= 18 {
        return HEADED[kind % HEADED.len()].to_owned();
    }
    let sheets = crate::generate::book(kind as u64, 3_000);
    if kind >= 12 {
        return OTHER[kind % OTHER.len()].to_owned();
    }
    match kind % 6 {
        0 => sheets,
        1 => sheets.replace('\n', "\r\n"),
        2 => DAMAGED.lines().take(40).collect::<Vec<_>>().join("\n"),
        3 => sheets.replace('\n', "\r"),
        4 => String::new(),
        _ => format!("{sheets}# 末尾\n\n# 又一条\n{sheets}"),
    }
}

fn findings(sheet: &SheetText, profile: &Profile) -> Vec<String> {
    let mut sink = Sink::new(Lang::Zh);
    check_sheet(&Sheet::read(&sheet.text, &sheet.syntax, profile, Some(2021)), &mut sink);
    let shown = |finding: Diagnostic| format!("{:?} {} {}", finding.range, finding.rule.name, finding.message);
    sink.take().into_iter().map(shown).collect()
}

fn boundary(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.min(text.len()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edits_read_as_the_whole_text_does(kind in 0usize..32, strokes in strokes()) {
        let headings = by_headings(Traits::default());
        let profile = if kind % 4 == 3 { headings } else { &builtin()[kind % builtin().len()] };
        let starts = &**profile;
        let mut text = start(kind);
        let mut book = Book::new(&text, starts);
        let mut document = Document::new(&text, 0);
        for stroke in strokes {
            let from = boundary(&text, stroke.at.index(text.len() + 1));
            let to = boundary(&text, from + stroke.length).max(from);
            let edit = Edit::replace((from as u32..to as u32).into(), PIECES[stroke.piece]);
            let before = book.sheets().len();
            let change = book.apply(&edit, starts);
            document.replace(from..to, PIECES[stroke.piece]);
            text.replace_range(from..to, PIECES[stroke.piece]);

            prop_assert_eq!(book.sheets().len(), before - change.removed.len() + change.added);
            let fresh = Book::new(&text, starts);
            for (at, (edited, fresh)) in book.sheets().iter().zip(fresh.sheets().iter()).enumerate() {
                prop_assert_eq!(edited, fresh, "sheet {} of {:?}", at, text);
            }
            prop_assert_eq!(book.sheets().len(), fresh.sheets().len());
            prop_assert_eq!(book.sheets().size(), fresh.sheets().size());
            prop_assert_eq!(&document.text(), &text);
        }
        let joined: String = book.sheets().iter().map(|sheet| sheet.text.as_str()).collect();
        prop_assert_eq!(&joined, &text);
        let fresh = Book::new(&text, starts);
        for (edited, fresh) in book.sheets().iter().zip(fresh.sheets().iter()) {
            prop_assert_eq!(findings(edited, profile), findings(fresh, profile));
        }
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let mut at = 0;
            for (line, row) in book.sheets().iter().flat_map(|sheet| sheet.syntax.rows()).enumerate() {
                let position = document.position(at, encoding);
                prop_assert_eq!((position.line as usize, position.character), (line, 0));
                at += (row.len + u32::from(row.line_end)) as usize;
            }
        }
    }

    /// The sheets that an edit does not touch stay the very same ones, so that what was computed for them stays.
    #[test]
    fn an_edit_leaves_the_other_sheets_alone(at in any::<prop::sample::Index>(), piece in 0..PIECES.len()) {
        let profile = &builtin()[0];
        let starts = &**profile;
        let text = crate::generate::book(3, 40_000);
        let mut book = Book::new(&text, starts);
        let old: Vec<_> = book.sheets().iter().cloned().collect();
        let from = boundary(&text, at.index(text.len()));
        let change = book.apply(&Edit::insert(from as u32, PIECES[piece]), starts);
        prop_assert!(change.removed.len() <= 3, "{:?}", change);
        let new: Vec<_> = book.sheets().iter().cloned().collect();
        let same = |one: &[std::sync::Arc<SheetText>], other: &[std::sync::Arc<SheetText>]| {
            one.iter().zip(other).all(|(one, other)| std::sync::Arc::ptr_eq(one, other))
        };
        prop_assert!(same(&old[..change.removed.start], &new));
        prop_assert!(same(&old[change.removed.end..], &new[change.removed.start + change.added..]));
    }
}

/// The findings as a reader sees them.
fn shown(findings: &[Diagnostic]) -> Vec<String> {
    let mut shown: Vec<String> = findings.iter().map(|finding| format!("{finding:?}")).collect();
    shown.sort();
    shown
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whether they are asked for after every edit or once at the end, and of whatever moment.
    #[test]
    fn findings_of_an_edited_document_are_those_of_its_text(
        kind in 0usize..40,
        strokes in strokes(),
        asked in prop::collection::vec(any::<bool>(), 24),
    ) {
        let tolerance = (kind % 2 == 1).then(|| "0.5".parse().unwrap());
        // Some of the books are read by their headings whatever they look like.
        let profile = (kind % 7 == 6).then(|| "none".to_owned());
        let settings = std::sync::Arc::new(Settings { tolerance, profile, ..Settings::default() });
        let mut text = start(kind);
        let mut buffer = Buffer::new(&text, 0, settings.clone());
        let early = (buffer.analysis(), text.clone());
        for (stroke, asked) in strokes.iter().zip(asked) {
            let from = boundary(&text, stroke.at.index(text.len() + 1));
            let to = boundary(&text, from + stroke.length).max(from);
            buffer.apply(&Edit::replace((from as u32..to as u32).into(), PIECES[stroke.piece]));
            text.replace_range(from..to, PIECES[stroke.piece]);
            if asked {
                prop_assert_eq!(shown(&buffer.analysis().findings()), shown(&lint(&text, &settings).findings), "{}", text);
            }
        }
        prop_assert_eq!(shown(&buffer.analysis().findings()), shown(&lint(&text, &settings).findings), "{}", text);
        prop_assert_eq!(shown(&early.0.findings()), shown(&lint(&early.1, &settings).findings));
    }
}
