//! What is published as PDF becomes the book that it is.

use crate::import::{CANONICAL, same};
use mubiao::diagnostic::Lang;
use mubiao::import::{Content, Format, Imported, Options, PdfProblem, Refusal, import};
use std::fs;

fn corpus(name: &str) -> Vec<u8> {
    fs::read(format!("{}/tests/corpus/pdf/{name}.pdf", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn imported(name: &str, pages: &str) -> Result<Imported, Refusal> {
    let bytes = corpus(name);
    assert_eq!(Format::of(&bytes, Some("pdf")), Ok(Format::Pdf));
    let pages = pages.split_once('-').map(|(first, last)| first.parse().unwrap()..=last.parse().unwrap());
    let options = Options { pages: pages.into_iter().collect(), ..Options::default() };
    import(Content::Bytes(&bytes), Format::Pdf, &options)
}

#[test]
fn a_published_pdf_becomes_the_book() {
    // Boxes around cells, a font that is not in the file; codes of GBK; encrypted without a password to open it; tables that
    // pages cut, with their parents on either part.
    for name in ["boxes", "gbk", "encrypted", "pages"] {
        let imported = imported(name, "").unwrap();
        same(&imported.text, CANONICAL);
        assert_eq!(imported.sheets, 6, "{name}");
        assert!(imported.report.doubts.is_empty(), "{name}: {:#?}", imported.report.doubts);
    }
}

#[test]
fn a_broken_table_of_objects_is_put_right() {
    let imported = imported("shifted", "").unwrap();
    // A blank at the end of a line is not in this file.
    let without_blanks = |text: &str| text.replace(' ', "");
    same(&without_blanks(&imported.text), &without_blanks(CANONICAL));
}

#[test]
fn pages_can_be_chosen() {
    let two = imported("boxes", "2-3").unwrap();
    assert_eq!(two.sheets, 2);
    assert!(two.text.contains("703002") && two.text.contains("703004") && !two.text.contains("703001"), "{}", two.text);
    assert_eq!(imported("boxes", "7-9").unwrap_err(), Refusal::Pdf(PdfProblem::NoSuchPage(6)));
}

#[test]
fn what_pages_print_once_more_is_left_out_and_told() {
    let imported = imported("pages", "").unwrap();
    let left = imported.report.left.iter();
    let left: Vec<String> = left
        .map(|entry| format!("{} {} {}", entry.place.as_ref().unwrap().show(Lang::Zh), entry.text, entry.message))
        .collect();
    for expected in [
        "第 2 页 第 1 行 一级指标 前面已有，不重复导入",
        "第 3 页 表外第 1 行 部门（单位）整体绩效目标表 前面已有，不重复导入",
    ] {
        assert!(left.iter().any(|entry| entry == expected), "{expected}: {left:#?}");
    }
}

#[test]
fn what_cannot_be_trusted_is_refused_with_its_reason() {
    let refused = |name: &str, lang| imported(name, "").unwrap_err().message("x", lang);
    assert_eq!(refused("password", Lang::Zh), "“x”有打开密码，不能读取；请打开后去掉密码再另存");
    assert_eq!(
        refused("private", Lang::En),
        "1179 of the 5108 characters of \"x\" have no code that can be trusted, so that its figures or words cannot be \
         read; use the Word or Excel file that it was made from, or print it to PDF again"
    );
    let nothing = import(Content::Bytes(b"%PDF-1.7\n"), Format::Pdf, &Options::default()).unwrap_err();
    assert_eq!(nothing, Refusal::Pdf(PdfProblem::Damaged));
    for lang in [Lang::Zh, Lang::En] {
        assert!(nothing.message("x", lang).contains('x'));
    }
}

/// The indicators of a book, each with its class and group.
fn indicators(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut levels, mut inside) = (Vec::new(), [String::new(), String::new()], false);
    for line in text.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        inside = if cells[0].is_empty() { inside } else { cells.contains(&"一级指标") };
        if !inside || !cells[0].is_empty() || cells.len() < 4 {
            continue;
        }
        for level in 0..2 {
            if !cells[1 + level].is_empty() {
                cells[1 + level].clone_into(&mut levels[level]);
            }
        }
        rows.push(levels.iter().cloned().chain(cells[3..].iter().map(|&cell| cell.to_owned())).collect());
    }
    rows
}

#[test]
fn what_pdftotext_makes_of_a_pdf_is_read_too() {
    let all = indicators(CANONICAL);
    assert!(all.len() > 100);
    for (option, least) in [("-raw", 97), ("-layout", 90)] {
        for name in ["boxes", "gbk", "shifted", "pages"] {
            let path = format!("{}/tests/corpus/pdf/{name}.pdf", env!("CARGO_MANIFEST_DIR"));
            // Where it is not installed, or has no maps of Chinese codes, there is nothing to read.
            let Ok(output) = std::process::Command::new("pdftotext").args([option, &path, "-"]).output() else {
                return;
            };
            let text = String::from_utf8_lossy(&output.stdout);
            if !text.contains("三级指标") {
                continue;
            }
            let imported = import(Content::Text(&text), Format::Text, &Options::default()).unwrap();
            let mut found = indicators(&imported.text);
            let right = all.iter().filter(|row| {
                let at = found.iter().position(|other| other == *row);
                at.map(|at| found.swap_remove(at)).is_some()
            });
            let right = right.count();
            assert!(100 * right >= least * all.len(), "{name} {option}: {right} of {}", all.len());
            // What stands in a wrong place is named.
            let doubts = &imported.report.doubts;
            for row in &found {
                let cells = || row.iter().filter(|cell| cell.chars().count() > 3);
                let named = |text: &str| cells().any(|cell| text.contains(cell.as_str()));
                let told = doubts.iter().any(|doubt| named(&doubt.text) || named(&doubt.message));
                assert!(told, "{name} {option}: {row:?} is in no doubt: {doubts:#?}");
            }
        }
    }
}

/// The rows of the book that `text`, copied from a viewer, becomes, and what is in doubt.
fn copied(text: &str) -> (Vec<String>, Vec<String>) {
    let imported = import(Content::Text(text), Format::Text, &Options::default()).unwrap();
    let rows = imported.text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
    (rows, imported.report.doubts.into_iter().map(|doubt| doubt.message).collect())
}

#[test]
fn cells_that_a_page_gives_after_its_rows_go_back_into_them() {
    let (rows, doubts) = copied(
        "部门（单位）整体绩效目标表\n部门（单位）名称\n年度预算收入 1.00\n年度绩效目标\n年度绩效指标\n\
         一级指标 二级指标 三级指标 运算符号 指标值 度量单位 完成时限\n管理效率\n\
         资产管理 固定资产利用率 = 100 % 2021-12\n业务管理 = 0 次 2021-12\n社会效应 社会效益 盐业保障 2021-12\n\
         703001朝阳市甲局-211300000\n完成全年各项任务目标，确保各项工作按时完成并且\n取得预期的效果。\n\
         政府采购管理违法违规行为发\n生次数\n为社会提供更多的安全放心产\n品\n\u{c}",
    );
    for expected in [
        "部门（单位）名称\t703001朝阳市甲局-211300000",
        "年度绩效目标\t完成全年各项任务目标，确保各项工作按时完成并且取得预期的效果。",
        "\t\t业务管理\t政府采购管理违法违规行为发生次数\t=\t0\t次\t2021-12",
        "\t社会效应\t社会效益\t为社会提供更多的安全放心产品\t\t盐业保障\t\t2021-12",
    ] {
        assert!(rows.iter().any(|row| row == expected), "{expected}: {rows:#?}");
    }
    assert!(doubts.iter().all(|doubt| doubt.contains("一项，请补上")), "{doubts:#?}");
}

#[test]
fn parents_in_the_middle_of_their_rows_go_before_them() {
    let (rows, _) = copied(
        "部门（单位）整体绩效目标表\n部门（单位）名称 703001朝阳市甲局-211300000\n年度预算收入 1.00\n\
         年度部门预算支出 1.00\n人员类项目 1.00 其他运转类项目\n年度预算支出\n公用经费类项目 特定目标类项目\n\
         年度绩效目标 完成任务。\n\
         年度绩效指标 一级指标 二级指标 三级指标 运算符号 指标值 度量单位 完成时限\n\
         重点工作履行情况 重点工作办结率 = 100 % 2021-12\n工作完成及时率 = 100 % 2021-12\n\
         整体工作完成情况 工作质量达标率 = 100 % 2021-12\n履职效能\n总体工作完成率 = 100 % 2021-12\n\
         依法行政能力 管理规范 2021-12\n基础管理\n综合管理水平 管理规范 2021-12\n\
         结转结余变动率 <= 0 % 2021-12\n预算执行 预算执行效率 预算调整率 <= 5 % 2021-12\n\
         预算执行率 = 100 % 2021-12\n",
    );
    let from = rows.iter().position(|row| row.starts_with("年度预算支出")).unwrap();
    assert_eq!(rows[from], "年度预算支出\t年度部门预算支出\t1.00", "{rows:#?}");
    let from = rows.iter().position(|row| row.starts_with("年度绩效指标")).unwrap();
    let levels: Vec<Vec<&str>> = rows[from + 1..].iter().map(|row| row.split('\t').skip(1).take(3).collect()).collect();
    assert_eq!(
        levels,
        [
            ["履职效能", "重点工作履行情况", "重点工作办结率"],
            ["", "整体工作完成情况", "工作完成及时率"],
            ["", "", "工作质量达标率"],
            ["", "", "总体工作完成率"],
            ["", "基础管理", "依法行政能力"],
            ["", "", "综合管理水平"],
            ["预算执行", "预算执行效率", "结转结余变动率"],
            ["", "", "预算调整率"],
            ["", "", "预算执行率"],
        ]
    );
}
