//! Pages drawn by the tests, and the tables that are read off them.

use super::*;
use crate::import::grid::{CellDoubt, GridName};

/// A PDF whose pages draw `contents`; `more` are further objects, from number 4 on, and `resources` name them.
fn made(contents: &[String], resources: &str, more: &[&str]) -> Vec<u8> {
    const FONT: &str = "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[<</Type\
        /Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>\
        /DW 1000/W[814 939 500]>>]>>";
    let first = 4 + more.len();
    let kids: Vec<String> = (0..contents.len()).map(|index| format!("{} 0 R", first + 2 * index)).collect();
    let pages = format!("<</Type/Pages/Count {}/Kids[{}]>>", contents.len(), kids.join(" "));
    let mut objects = vec!["<</Type/Catalog/Pages 2 0 R>>".to_owned(), pages, FONT.to_owned()];
    objects.extend(more.iter().map(|&object| object.to_owned()));
    for (index, content) in contents.iter().enumerate() {
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents {} 0 R/Resources<</Font<</F1 3 0 R>>{resources}>>>>",
            first + 2 * index + 1
        ));
        objects.push(stream("", content));
    }
    let mut out = String::from("%PDF-1.7\n");
    for (index, object) in objects.iter().enumerate() {
        out += &format!("{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    // Without a table of objects a reader looks for them.
    (out + "trailer\n<</Root 1 0 R>>\n%%EOF\n").into_bytes()
}

fn stream(dict: &str, content: &str) -> String {
    format!("<</Length {}{dict}>>\nstream\n{content}\nendstream", content.len())
}

/// A text of 10 points, from the left end of its line; y upwards, as a page has it.
fn text(x: i32, y: i32, text: &str) -> String {
    let codes: String = text.encode_utf16().map(|unit| format!("{unit:04x}")).collect();
    format!("BT /F1 10 Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET\n")
}

/// Rules across at each of `ys` and down at each of `xs`.
fn rules(xs: &[i32], ys: &[i32]) -> String {
    let (left, right) = (xs[0], xs[xs.len() - 1]);
    let (high, low) = (ys[0], ys[ys.len() - 1]);
    let across = ys.iter().map(|y| format!("{left} {y} m {right} {y} l S\n"));
    across.chain(xs.iter().map(|x| format!("{x} {low} m {x} {high} l S\n"))).collect()
}

/// Each grid, each cell on a line: row, column, extent where it is more than one, text.
fn shown(pages: &[String], resources: &str, more: &[&str]) -> String {
    let grids = match grids(&made(pages, resources, more), &[], &Heard::default()) {
        Ok(grids) => grids,
        Err(problem) => return format!("{problem:?}"),
    };
    let mut out = String::new();
    for grid in grids {
        out += match grid.name {
            GridName::Page(_) => "table\n",
            GridName::PageText(_) => "text\n",
            _ => "edge\n",
        };
        for cell in grid.cells {
            let extent =
                if (cell.rows, cell.cols) == (1, 1) { String::new() } else { format!(" {}x{}", cell.rows, cell.cols) };
            let doubt = if cell.doubt.is_some() { " ?" } else { "" };
            out += &format!("{},{}{extent} {}{doubt}\n", cell.row, cell.col, cell.text.replace('\n', "⏎"));
        }
    }
    out
}

#[track_caller]
fn check(page: &str, expected: &str) {
    assert_eq!(shown(&[page.to_owned()], "", &[]), expected);
}

#[test]
fn rules_make_cells_and_wrapped_lines_are_joined() {
    let page = rules(&[20, 100, 280], &[380, 340, 300])
        + &text(22, 364, "项目名")
        + &text(22, 350, "称")
        + &text(102, 360, "农村供水管网改造项目与配套泵站建")
        + &text(102, 346, "设（2023年）")
        + &text(22, 320, "合计")
        + &text(40, 390, "附件1");
    check(&page, "text\n0,0 附件1\ntable\n0,0 项目名⏎称\n0,1 农村供水管网改造项目与配套泵站建设（2023年）\n1,0 合计\n");
}

#[test]
fn a_cell_without_a_rule_between_is_one() {
    let page =
        "20 380 m 280 380 l S 20 340 m 280 340 l S 100 360 m 280 360 l S 20 340 m 20 380 l S 100 340 m 100 380 l S \
        280 340 m 280 380 l S 190 340 m 190 360 l S\n"
            .to_owned()
            + &text(22, 356, "目标")
            + &text(102, 366, "甲")
            + &text(102, 346, "乙")
            + &text(192, 346, "丙");
    check(&page, "table\n0,0 2x1 目标\n0,1 1x2 甲\n1,1 乙\n1,2 丙\n");
}

#[test]
fn thin_fills_frames_and_boxes_are_rules() {
    let fills = "20 379 260 1 re 20 339 260 1 re f 20 340 1 40 re 279 340 1 40 re 100 340 1 40 re f\n".to_owned();
    let boxes = "20 340 80 40 re S 100 340 180 40 re S\n".to_owned();
    let frames = "20 340 80 40 re 21 341 78 38 re f* 100 340 180 40 re 101 341 178 38 re f*\n".to_owned();
    for lines in [fills, boxes, frames] {
        check(&(lines + &text(22, 356, "甲") + &text(102, 356, "乙")), "table\n0,0 甲\n0,1 乙\n");
    }
    // White rules are not seen.
    let white = rules(&[20, 100, 280], &[380, 340])
        + "1 G 190 340 m 190 380 l S\n"
        + &text(22, 356, "甲")
        + &text(150, 356, "一二三四五");
    check(&white, "table\n0,0 甲\n0,1 一二三四五\n");
}

#[test]
fn what_is_drawn_twice_or_outside_the_clip_is_no_text() {
    let page = rules(&[20, 100, 280], &[380, 340])
        + &text(22, 356, "甲")
        + "q 100 340 180 40 re W n\n"
        + &text(22, 350, "藏")
        + "Q\n"
        + &text(102, 356, "粗体")
        + "BT /F1 10 Tf 1 0 0 1 102.3 356 Tm <7c974f53> Tj ET\n"
        + &text(150, 356, "11");
    check(&page, "table\n0,0 甲\n0,1 粗体11\n");
}

#[test]
fn actual_text_wins_and_look_alikes_are_folded() {
    let page = rules(&[20, 100, 280], &[380, 340])
        + "/Span <</ActualText <FEFF76EE>>> BDC\n"
        + &text(22, 356, "⽬")
        + "EMC\n"
        + &text(102, 356, "⽀出①537.12");
    check(&page, "table\n0,0 目\n0,1 支出①537.12\n");
}

#[test]
fn codes_of_gbk_are_read_without_a_map() {
    let font = "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/GBK-EUC-H/DescendantFonts[<</Type/Font/Subtype\
        /CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/W[814 939 500]>>]>>";
    let page =
        rules(&[20, 100, 280], &[380, 340]) + "BT /G 10 Tf 22 356 Td <C4BFB1EA313030> Tj ET\n" + &text(102, 356, "乙");
    assert_eq!(shown(&[page], "/Font<</F1 3 0 R/G 4 0 R>>", &[font]), "table\n0,0 目标100\n0,1 乙\n");
}

#[test]
fn fonts_of_one_byte_are_read_by_the_names_of_their_glyphs() {
    let font =
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[65/two]>>>>";
    let page =
        rules(&[20, 100, 280], &[380, 340]) + "BT /H 10 Tf 22 356 Td (A0.5\\200 a b) Tj ET\n" + &text(102, 356, "乙");
    assert_eq!(shown(&[page], "/Font<</F1 3 0 R/H 4 0 R>>", &[font]), "table\n0,0 20.5€ a b\n0,1 乙\n");
}

#[test]
fn a_drawing_within_the_drawing_is_drawn_at_its_place() {
    let cells = rules(&[20, 100, 280], &[380, 340]) + &text(22, 356, "甲") + &text(102, 356, "乙");
    let form = stream("/Type/XObject/Subtype/Form/BBox[0 0 300 400]/Matrix[.5 0 0 .5 0 0]", &cells);
    assert_eq!(
        shown(&["q 2 0 0 2 0 0 cm /X Do Q".to_owned()], "/XObject<</X 4 0 R>>", &[&form]),
        "table\n0,0 甲\n0,1 乙\n"
    );
}

#[test]
fn several_tables_and_the_text_between_keep_their_order() {
    let page = text(100, 390, "表一")
        + &rules(&[20, 100, 280], &[380, 360])
        + &text(22, 366, "甲")
        + &text(102, 366, "乙")
        + &text(20, 340, "金额单位：万元")
        + &text(200, 340, "第二张")
        + &rules(&[20, 100, 280], &[330, 310])
        + &text(22, 316, "丙")
        + &text(102, 316, "丁")
        + &text(20, 290, "注：无");
    check(
        &page,
        "text\n0,0 表一\ntable\n0,0 甲\n0,1 乙\ntext\n1,0 金额单位：万元\n1,1 第二张\ntable\n0,0 丙\n0,1 丁\ntext\n2,0 注：无\n",
    );
}

#[test]
fn a_box_to_tick_is_no_table() {
    let page = rules(&[20, 100, 280], &[380, 340])
        + "110 355 8 8 re S 10 330 280 60 re S\n"
        + &text(22, 356, "甲")
        + &text(122, 356, "新增项目");
    check(&page, "table\n0,0 甲\n0,1 新增项目\n");
}

#[test]
fn a_page_that_lies_on_its_side_is_turned() {
    let page = "0 1 -1 0 300 0 cm\n".to_owned()
        + &rules(&[20, 100, 280], &[280, 240, 200])
        + &text(22, 256, "甲")
        + &text(102, 256, "乙")
        + &text(22, 216, "丙");
    check(&page, "table\n0,0 甲\n0,1 乙\n1,0 丙\n");
}

#[test]
fn a_table_goes_on_over_pages() {
    let head = |y: i32| text(22, y, "一级指标") + &text(102, y, "三级指标") + &text(202, y, "指标值");
    let first = rules(&[20, 100, 200, 280], &[380, 360, 340])
        + &text(100, 390, "绩效目标表")
        + &head(366)
        + &text(22, 346, "产出指标")
        + &text(102, 346, "泵站数量")
        + &text(202, 346, "12")
        + &text(150, 10, "1");
    let second = rules(&[20, 100, 200, 280], &[380, 360, 340])
        + &text(100, 390, "绩效目标表")
        + &head(366)
        + &text(102, 346, "合格率")
        + &text(202, 346, "100%")
        + &text(150, 10, "2");
    assert_eq!(
        shown(&[first, second], "", &[]),
        "text\n0,0 绩效目标表\ntable\n0,0 一级指标\n0,1 三级指标\n0,2 指标值\n1,0 产出指标\n1,1 泵站数量\n1,2 12\n2,1 合格率\n\
         2,2 100%\nedge\n1,0 1\nedge\n0,0 绩效目标表\n0,0 一级指标\n0,1 三级指标\n0,2 指标值\n1,0 2\n"
    );
}

#[test]
fn the_next_sheet_begins_another_table() {
    let sheet = |name: &str| {
        text(100, 390, "绩效自评表")
            + &rules(&[20, 100, 280], &[380, 360, 340])
            + &text(22, 366, "项目名称")
            + &text(102, 366, name)
            + &text(22, 346, "年度目标")
    };
    assert_eq!(
        shown(&[sheet("泵站"), sheet("管网")], "", &[]),
        "text\n0,0 绩效自评表\ntable\n0,0 项目名称\n0,1 泵站\n1,0 年度目标\n\
         text\n0,0 绩效自评表\ntable\n0,0 项目名称\n0,1 管网\n1,0 年度目标\n"
    );
}

#[test]
fn a_row_that_the_page_cuts_is_put_together() {
    let first = rules(&[20, 100, 280], &[380, 340])
        + &text(22, 346, "年度目标")
        + &text(102, 346, "全年供水水质全面达标并建成新的水源");
    let second = rules(&[20, 100, 280], &[380, 340, 300]) + &text(102, 366, "厂。") + &text(22, 316, "合计");
    assert_eq!(
        shown(&[first, second], "", &[]),
        "table\n0,0 年度目标\n0,1 全年供水水质全面达标并建成新的水源厂。\n1,0 合计\n"
    );
}

#[test]
fn a_parent_that_the_page_cuts_is_one() {
    // The rules of its rows end before the first column.
    let part = |rows: &[i32]| {
        let (high, low) = (rows[0], rows[rows.len() - 1]);
        let frame = rules(&[20, 100, 280], &[high, low]);
        frame + &rows.iter().map(|y| format!("100 {y} m 280 {y} l S\n")).collect::<String>()
    };
    let first = part(&[380, 360, 340]) + &text(102, 366, "甲") + &text(102, 346, "乙");
    let second = part(&[380, 360, 340, 320])
        + &text(22, 346, "产出")
        + &text(102, 366, "丙")
        + &text(102, 346, "丁")
        + &text(102, 326, "戊");
    assert_eq!(shown(&[first, second], "", &[]), "table\n0,0 5x1 产出\n0,1 甲\n1,1 乙\n2,1 丙\n3,1 丁\n4,1 戊\n");
}

#[test]
fn the_halves_of_words_that_the_page_cuts_are_put_together() {
    // Each word has its second half on the next page, where others that end as it does follow.
    let first = rules(&[20, 60, 120, 280], &[380, 360])
        + &text(22, 366, "绩效")
        + &text(62, 366, "产出")
        + &text(122, 366, "甲");
    let column = |x: &[i32], ys: &[i32]| {
        let across = ys.iter().map(|y| format!("{} {y} m {} {y} l S\n", x[0], x[1]));
        across.collect::<String>()
    };
    let second = rules(&[20, 60, 120, 280], &[380, 280])
        + &column(&[60, 280], &[340, 310])
        + &column(&[120, 280], &[360])
        + &text(22, 330, "指标")
        + &text(62, 356, "指标")
        + &text(62, 326, "效益指标")
        + &text(62, 296, "成本指标")
        + &text(122, 366, "乙")
        + &text(122, 346, "丙")
        + &text(122, 326, "丁")
        + &text(122, 296, "戊");
    assert_eq!(
        shown(&[first, second], "", &[]),
        "table\n0,0 5x1 绩效指标\n0,1 3x1 产出指标\n0,2 甲\n1,2 乙\n2,2 丙\n3,1 效益指标\n3,2 丁\n4,1 成本指标\n4,2 戊\n"
    );
}

/// The rows of a table without rules, 20 points apart.
fn unruled(classes: &[(i32, &str)]) -> String {
    let mut page = text(100, 380, "绩效目标表") + &text(10, 350, "绩效指标");
    for (x, heading) in [(60, "一级指标"), (110, "三级指标"), (190, "指标值"), (240, "度量单位")] {
        page += &text(x, 350, heading);
    }
    for (row, name) in ["泵站数量", "管网长度", "合格率", "完工率"].iter().enumerate() {
        let y = 330 - 20 * row as i32;
        page = page + &text(110, y, name) + &text(200, y, "100") + &text(250, y, "个");
    }
    classes.iter().fold(page, |page, (y, class)| page + &text(60, *y, class))
}

#[test]
fn a_table_without_rules_is_read_by_its_headings() {
    let rows = |classes: &[(i32, &str)]| {
        let shown = shown(&[unruled(classes)], "", &[]);
        shown
            .lines()
            .filter(|line| line.contains(",1 ") && !line.contains("标值"))
            .map(|line| line.to_owned() + "\n")
            .collect::<String>()
    };
    // In the middle of two rows each; and on the first row of each, where it might be another one.
    assert_eq!(rows(&[(320, "产出指标"), (280, "效益指标")]), "1,1 一级指标\n2,1 产出指标\n4,1 效益指标\n");
    assert_eq!(rows(&[(330, "产出指标"), (310, "效益指标")]), "1,1 一级指标\n2,1 产出指标\n3,1 效益指标 ?\n");
}

#[test]
fn cells_without_rules_are_told_apart_by_their_places() {
    // Names of two lines, whose values stand in their middle; a row of one line is lower, so that a class is not in the
    // middle of the middles of its rows.
    let mut page = text(100, 374, "绩效目标表") + &text(10, 354, "项目名称") + &text(60, 354, "供水管网改造");
    for (x, heading) in [(60, "一级指标"), (120, "三级指标"), (190, "指标值"), (240, "度量单位")] {
        page += &text(x, 334, heading);
    }
    for (y, name, rest, value) in [
        (314, "更换老旧供水主", "管网长度", "42"),
        (288, "安装智能水表数", "量", "3600"),
        (268, "漏损率", "", "12"),
        (254, "满意度", "", "90"),
    ] {
        let high = if rest.is_empty() { y } else { y + 6 };
        page = page + &text(120, high, name) + &text(195, y, value) + &text(250, y, "个");
        if !rest.is_empty() {
            page += &text(120, y - 6, rest);
        }
    }
    page = page + &text(60, 294, "产出指标") + &text(60, 254, "满意度指标");
    page = page + &text(10, 300, "绩效") + &text(10, 288, "指标");
    check(
        &page,
        "table\n0,0 绩效目标表\n1,0 项目名称\n1,1 供水管网改造\n2,0 绩效指标\n2,1 一级指标\n2,2 三级指标\n2,3 指标值\n\
        2,4 度量单位\n3,1 产出指标\n3,2 更换老旧供水主管网长度\n3,3 42\n3,4 个\n4,2 安装智能水表数量\n4,3 3600\n4,4 个\n\
        5,2 漏损率\n5,3 12\n5,4 个\n6,1 满意度指标\n6,2 满意度\n6,3 90\n6,4 个\n",
    );
}

#[test]
fn text_that_was_recognised_in_a_picture_is_in_doubt() {
    let image = "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>\nstream\n0\nendstream";
    let scan = "q 300 0 0 400 0 0 cm /I Do Q\n".to_owned();
    let page =
        scan.clone() + &rules(&[20, 100, 280], &[380, 340]) + "3 Tr\n" + &text(22, 356, "甲") + &text(102, 356, "乙");
    assert_eq!(shown(&[page], "/XObject<</I 4 0 R>>", &[image]), "table\n0,0 甲 ?\n0,1 乙\n");
    assert_eq!(shown(&[scan], "/XObject<</I 4 0 R>>", &[image]), "Images");
    let message = CellDoubt::Recognised.message("甲", crate::diagnostic::Lang::En);
    assert!(message.starts_with("this page is a picture"), "{message}");
}

#[test]
fn characters_that_cannot_be_told_are_refused() {
    let page = text(22, 300, "预算收入") + &text(22, 280, "\u{e001}\u{e002}.\u{e003}");
    assert_eq!(shown(&[page], "", &[]), "Unreadable(3, 8)");
    assert_eq!(shown(&[String::new()], "", &[]), "Empty");
}

#[test]
fn pages_are_chosen() {
    let texts = |pages: &[RangeInclusive<u32>]| -> Result<String, PdfProblem> {
        let file = made(&["甲", "乙", "丙"].map(|word| text(22, 300, word)), "", &[]);
        let grids = grids(&file, pages, &Heard::default())?;
        Ok(grids.iter().flat_map(|grid| &grid.cells).map(|cell| cell.text.as_str()).collect())
    };
    assert_eq!(texts(&[]), Ok("甲乙丙".into()));
    assert_eq!(texts(&[2..=2, 3..=9]), Ok("乙丙".into()));
    assert_eq!(texts(&[4..=9]), Err(PdfProblem::NoSuchPage(3)));
}
