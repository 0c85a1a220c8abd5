//! What is exported comes back as the book that it was.

use mubiao::diagnostic::Applicability;
use mubiao::export::{self, export};
use mubiao::format::format;
use mubiao::import::{Content, Format, Options, import};
use mubiao::lint::{self, Settings};
use mubiao::profile::{OwnProfile, Profiles, builtin};
use proptest::prelude::*;
use std::path::Path;

use crate::damage::{KINDS, Kind, damage_sheet};
use crate::generate::{HEADED, Random, TITLE, mixed, sheet};
use crate::import::{CANONICAL, same};

/// The formats that hold a whole book.
const FORMATS: [(export::Format, Format); 4] = [
    (export::Format::Html, Format::Html),
    (export::Format::Json, Format::Json),
    (export::Format::Xlsx, Format::Xlsx),
    (export::Format::Docx, Format::Docx),
];

pub(crate) fn exported(text: &str, to: export::Format) -> Vec<u8> {
    export(text, to, &export::Options::default()).unwrap()
}

/// `text` after the way out and back.
fn returned(text: &str, to: export::Format, from: Format) -> String {
    let bytes = exported(text, to);
    assert_eq!(bytes, exported(text, to), "the same book gives the same bytes");
    assert_eq!(Format::of(&bytes, Some(to.extension())), Ok(from));
    let content = match from.is_text() {
        true => Content::Text(std::str::from_utf8(&bytes).unwrap()),
        false => Content::Bytes(&bytes),
    };
    import(content, from, &Options::default()).unwrap().text
}

/// What import makes of those rows.
fn mended(text: &str) -> String {
    let settings = Settings::default();
    let mut text = text.to_owned();
    for _ in 0..4 {
        text = format(&lint::fix(&text, &settings, Applicability::Safe).text, &settings);
    }
    text
}

/// A book of every form: those that ship with the program, and those that projects could add.
fn books() -> Vec<(String, Profiles)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap();
    let mut books: Vec<(String, Profiles)> = builtin()
        .iter()
        .map(|profile| match profile.id.as_str() {
            "liaoning-department" => (CANONICAL.to_owned(), Profiles::default()),
            id => (read(&format!("corpus/{id}.mubiao")), Profiles::default()),
        })
        .collect();
    for name in ["guangxi", "hebei", "jiangxi"] {
        let layout = read(&format!("profiles/{name}/layout.toml"));
        let indicators = std::fs::read_to_string(root.join(format!("profiles/{name}/indicators.tsv"))).ok();
        let (profiles, errors) = Profiles::with(&[OwnProfile { layout, indicators }]);
        assert!(errors.is_empty(), "{errors:?}");
        books.push((read(&format!("profiles/{name}.mubiao")), profiles));
    }
    books
}

#[test]
fn books_of_every_form_come_back() {
    for (book, profiles) in books() {
        // Comments are no part of the form.
        let book: String = book.lines().filter(|row| !row.starts_with('#')).map(|row| format!("{row}\n")).collect();
        for (to, from) in FORMATS {
            let options = export::Options { profiles: profiles.clone(), ..export::Options::default() };
            let bytes = export(&book, to, &options).unwrap();
            let content = match from.is_text() {
                true => Content::Text(std::str::from_utf8(&bytes).unwrap()),
                false => Content::Bytes(&bytes),
            };
            let options = Options { profiles: profiles.clone(), ..Options::default() };
            let imported = import(content, from, &options).unwrap();
            let lines = imported.text.lines().filter(|row| !row.starts_with('#'));
            let text: String = lines.map(|row| format!("{row}\n")).collect();
            println!("{to:?} {}", book.lines().next().unwrap());
            same(&text, &book);
            assert!(imported.report.doubts.is_empty(), "{to:?} {:#?}", imported.report.doubts);
        }
    }
}

#[test]
fn texts_of_every_form_are_imported() {
    for (book, profiles) in books() {
        let book: String = book.lines().filter(|row| !row.starts_with('#')).map(|row| format!("{row}\n")).collect();
        let options = Options { profiles, ..Options::default() };
        let cells = book.split(['\t', '\n']).filter(|cell| !cell.is_empty()).map(|cell| format!("{cell}\n"));
        for text in [book.clone(), book.replace('\t', " | "), cells.collect()] {
            let imported = import(Content::Text(&text), Format::Text, &options).unwrap();
            let lines = imported.text.lines().filter(|row| !row.starts_with('#'));
            let back: String = lines.map(|row| format!("{row}\n")).collect();
            // Which of two texts a row has, its order cannot tell.
            if imported.report.doubts.is_empty() || text.contains(['\t', '|']) {
                same(&back, &book);
            } else {
                let doubtful =
                    |row: &str| row.ends_with("未全部开放不得分") || row.ends_with("860.00") || row.ends_with("12.00");
                let rows =
                    |text: &str| text.lines().filter(|row| !doubtful(row)).map(str::to_owned).collect::<Vec<_>>();
                assert_eq!(rows(&back), rows(&book));
            }
        }
    }
}

#[test]
fn the_sample_comes_back() {
    for (to, from) in FORMATS {
        same(&returned(CANONICAL, to, from), CANONICAL);
    }
}

/// A self-evaluation of a form that nobody knows.
const EVALUATION: &str = "附件1
项目支出绩效自评表（2023年度）
项目名称\t农村供水管网改造项目
主管部门\t301-禾川县水利局\t实施单位\t301005-禾川县水务服务中心
项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分
\t年度资金总额：\t380.00\t412.60\t405.18\t10\t98.20%\t9.82
\t其中：本年财政拨款\t300.00\t332.60\t329.40\t—\t99.04%\t—
# 上年的自评表另存
年度总体目标\t预期目标\t实际完成情况
\t改造沿河三镇老旧供水管网。\t三镇管网改造全部完工。
绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施
\t产出指标（50分）\t数量指标\t改造供水主管网长度\t≥42公里\t43.6公里\t8\t8
\t\t\t安装智能水表数量\t≥3600块\t3580块\t8\t7.5\t20户因拆迁暂缓安装，下年度补装
\t总分\t\t\t\t\t100\t99.32
填报人：某某\t联系电话：0000-0000000\t填报日期：2024年2月26日
";

/// Two tables side by side.
const PANES: &str = "项目支出绩效目标申报表（2023年度）
项目名称\t高原湖泊监测站网建设
项目资金（万元）\t中期资金总额：\t2860\t年度资金总额：\t980
\t其中：财政拨款\t2400\t其中：财政拨款\t800
总体目标\t中期目标（2023年—2025年）\t年度目标
\t目标1：建成12座监测站；\t目标1：完成4座监测站选址；
\t目标2：形成水质周报。\t目标2：试运行数据接收系统。
绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值
\t产出指标\t数量指标\t指标1：建成监测站\t12座\t数量指标\t指标1：安装监测站\t4座
\t\t\t\t\t\t指标2：编制水质周报\t≥44期
\t\t质量指标\t指标1：数据有效率\t≥92%\t质量指标\t指标1：验收合格率\t100%
";

#[test]
fn sheets_read_by_their_headings_come_back_from_data() {
    for book in [
        EVALUATION,
        PANES,
        &format!("{EVALUATION}\n{PANES}"),
        &format!("{PANES}\n# 备注\n{EVALUATION}"),
        &format!("{PANES}\n{CANONICAL}"),
    ] {
        same(&returned(book, export::Format::Json, Format::Json), book);
    }
}

/// Asserts that `book` comes back from every format, with nothing in doubt and nothing left out.
fn comes_back(book: &str, to: export::Format, from: Format) {
    let bytes = exported(book, to);
    let content = match from.is_text() {
        true => Content::Text(std::str::from_utf8(&bytes).unwrap()),
        false => Content::Bytes(&bytes),
    };
    let imported = import(content, from, &Options::default()).unwrap();
    assert_eq!(imported.text, book, "{to:?}");
    assert!(imported.report.doubts.is_empty(), "{to:?} {:#?}", imported.report.doubts);
}

#[test]
fn sheets_read_by_their_headings_come_back_as_they_are_printed() {
    for (to, from) in FORMATS {
        for book in HEADED {
            // A year in a line of its own joins the title.
            let book = book.replace("绩效目标表\n（2023年度）", "绩效目标表（2023年度）");
            comes_back(&book, to, from);
        }
    }
}

#[test]
fn books_that_mix_forms_come_back() {
    let [evaluation, panes, projects, duties, _] = HEADED;
    for (to, from) in FORMATS {
        comes_back(&format!("{evaluation}\n{panes}"), to, from);
        comes_back(&format!("{panes}\n{CANONICAL}"), to, from);
        comes_back(&format!("{projects}\n{duties}\n{evaluation}"), to, from);
    }
}

#[test]
fn a_sheet_read_by_its_headings_looks_as_it_is_printed() {
    let page = String::from_utf8(exported(HEADED[0], export::Format::Html)).unwrap();
    let row = |words: &str| {
        let line = page.lines().find(|line| line.contains(words)).unwrap();
        let mut shown = String::new();
        for cell in line.split("<t").skip(2) {
            let (head, text) = cell.split_once('>').unwrap();
            let span = |name: &str| {
                head.split_once(&format!("{name}=\"")).map_or("1", |(_, rest)| rest.split('"').next().unwrap())
            };
            let text = text.split("</t").next().unwrap();
            shown.push_str(&format!("{text}[{}x{}] ", span("colspan"), span("rowspan")));
        }
        shown.trim_end().to_owned()
    };
    assert_eq!(row("项目支出绩效自评表（2023年度）<"), "项目支出绩效自评表（2023年度）[9x1]");
    assert_eq!(row("附件1"), "附件1[9x1]");
    assert_eq!(row("农村供水管网改造项目"), "项目名称[1x1] 农村供水管网改造项目[8x1]");
    // The label reaches down its rows; so do a class and a group.
    assert!(row("年初预算数").starts_with("项目资金（万元）[1x5] "), "{}", row("年初预算数"));
    let first = row("改造供水主管网长度");
    assert!(first.starts_with("产出指标（50分）[1x3] 数量指标[1x2] 改造供水主管网长度[1x1]"), "{first}");
    assert!(row("安装智能水表数量").starts_with("安装智能水表数量[1x1]"), "{}", row("安装智能水表数量"));
    assert!(page.contains("size: A4 landscape"), "nine columns need it");
}

#[test]
fn comments_come_back_from_data() {
    for name in ["chaoyang-2021", "mof-2015-department", "mof-2021-department"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/corpus/{name}.mubiao"));
        let book = std::fs::read_to_string(path).unwrap().replacen("\n年度", "\n# 备注\n年度", 1);
        same(&returned(&book, export::Format::Json, Format::Json), &book);
    }
}

#[test]
fn what_a_program_changes_in_data_is_changed_in_the_book() {
    let data = String::from_utf8(exported(EVALUATION, export::Format::Json)).unwrap();
    let changed = data.replace("3580块", "3590块").replace("412.60", "412.61");
    let text = import(Content::Text(&changed), Format::Json, &Options::default()).unwrap().text;
    same(&text, &EVALUATION.replace("3580块", "3590块").replace("412.60", "412.61"));
}

#[test]
fn data_of_another_program_are_read_without_places() {
    let data = r#"{"format": "mubiao-book", "version": 2, "sheets": [{
        "form": {"title": "项目支出绩效目标表（2024年度）"},
        "fields": [{"label": "项目名称", "value": "冷藏库建设"}],
        "tables": [], "texts": [{"label": "年度目标", "paragraphs": ["建成两间。", "投入使用。"]}],
        "indicators": [{"label": "绩效指标", "columns": ["一级指标", "二级指标", "三级指标", "指标值"],
            "rows": [["产出指标", "数量指标", "新建冷藏库", "2间"]]}],
        "totals": [], "furniture": ["附件1", "填报人：某某"], "other": []}]}"#;
    let text = import(Content::Text(data), Format::Json, &Options::default()).unwrap().text;
    same(
        &text,
        "附件1\n项目支出绩效目标表（2024年度）\n项目名称\t冷藏库建设\n年度目标\t建成两间。\n\t投入使用。\n绩效指标\t一级指标\t二级指标\t三级指标\t指标值\n\t产出指标\t数量指标\t新建冷藏库\t2间\n填报人：某某\n",
    );
}

/// What version 1 wrote.
const VERSION1: &str = r#"{"format": "mubiao-book", "version": 1, "profile": "liaoning-department", "title": "部门（单位）整体绩效目标表",
    "sheets": [{"sections": [
        {"id": "identity", "label": "部门（单位）名称", "value": "703001朝阳市工业和信息化局-211300000"},
        {"id": "revenue", "label": "年度预算收入", "value": "537.12"},
        {"id": "indicators", "label": "年度绩效指标", "indicators": [{"kpi_lv1": "履职效能", "kpi_lv2": "基础管理",
            "kpi_lv3": "依法行政能力", "computesign": "6", "kpi_val": "管理规范", "deadline": "2021-12"}]}]}]}"#;

#[test]
fn version_1_is_still_read() {
    let text = import(Content::Text(VERSION1), Format::Json, &Options::default()).unwrap().text;
    assert!(text.contains("部门（单位）名称\t703001朝阳市工业和信息化局-211300000\n年度预算收入\t537.12\n"), "{text}");
    assert!(text.contains("\t履职效能\t基础管理\t依法行政能力\t\t管理规范\t\t2021-12\n"), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_book_comes_back(seed in any::<u64>(), sheets in 1..4usize) {
        let mut random = Random::new(seed);
        let book: Vec<String> = (0..sheets).map(|at| sheet(&mut random, at)).collect();
        let book = format!("{TITLE}{}", book.join("\n"));
        for (to, from) in FORMATS {
            prop_assert_eq!(&returned(&book, to, from), &book, "{:?}", to);
        }
    }

    #[test]
    fn any_book_of_mixed_forms_is_drawn(seed in any::<u64>(), cuts in prop::collection::vec((any::<prop::sample::Index>(), 0usize..40), 0..6)) {
        let mut book = mixed(seed, 3);
        for (at, len) in cuts {
            let from = book.floor_char_boundary(at.index(book.len() + 1));
            let to = book.floor_char_boundary((from + len).min(book.len()));
            book.replace_range(from..to, if len % 3 == 0 { "\t" } else { "" });
        }
        for (to, _) in FORMATS {
            prop_assert!(!exported(&book, to).is_empty());
        }
    }

    #[test]
    fn no_value_of_a_damaged_book_is_lost(seed in any::<u64>(), kinds in prop::collection::vec(prop::sample::select(KINDS), 1..4)) {
        let mut random = Random::new(seed);
        let mut rows: Vec<String> = sheet(&mut random, 0).lines().map(str::to_owned).collect();
        let done = damage_sheet(&mut random, &mut rows, &kinds);
        let book = format!("{TITLE}{}\n", rows.join("\n"));
        // Data hold the rows of any book as they are.
        prop_assert_eq!(returned(&book, export::Format::Json, Format::Json), mended(&book), "{}", book);
        // What a page break repeats, and markup, need not come back.
        if done.contains(&Kind::PageBreak) || done.contains(&Kind::Markup) {
            return Ok(());
        }
        // A row with more values than the form has columns shares a cell between two of them, and import joins words.
        let values = |text: &str| {
            let mut values: Vec<char> = mubiao::profile::fold(text).chars().collect();
            values.sort_unstable();
            values
        };
        let expected = values(&book);
        for (to, from) in FORMATS {
            prop_assert_eq!(values(&returned(&book, to, from)), expected.clone(), "{:?}\n{}", to, book);
        }
    }
}
