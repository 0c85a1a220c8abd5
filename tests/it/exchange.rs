//! `import` and `export` as a user runs them.

use crate::cli::Desk;
use crate::import::{CANONICAL, PUBLISHED, office};

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_book_is_written_beside_its_source() {
    let desk = Desk::new(&[("a.xlsx", &office("calc.xlsx")), ("b/表.docx", &office("writer.docx"))]);
    let ran = desk.run(&["import", "a.xlsx", "b/表.docx", "--quiet"]);
    assert_eq!((ran.status, ran.out(), ran.err.as_str()), (0, "", ""));
    assert_eq!(desk.content("a.mubiao"), CANONICAL.as_bytes());
    assert_eq!(desk.content("b/表.mubiao"), CANONICAL.as_bytes());
}

#[test]
fn the_report_tells_every_place() {
    let desk = Desk::new(&[("a.txt", PUBLISHED.as_bytes()), ("b.xlsx", &office("calc.xlsx"))]);
    let ran = desk.run(&["import", "a.txt"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert!(ran.out().contains("a.txt: 第 17 行: 已修复: "), "{}", ran.out());
    assert!(ran.out().contains("[misaligned-row]\n"), "{}", ran.out());
    let last = ran.out().lines().last().unwrap();
    assert!(last.starts_with("a.txt → a.mubiao: 6 张表，已修复 "), "{last}");
    assert!(last.contains("，存疑 0 处，"), "{last}");
    let ran = desk.run(&["import", "b.xlsx", "--lang", "en"]);
    assert!(ran.out().contains("b.xlsx: 单位1!A1: left out: \"附件1\" stands outside the sheets\n"), "{}", ran.out());
    let last = "b.xlsx → b.mubiao: 6 sheets, 0 mended, 0 in doubt, 18 left out; 12 findings left, see mubiao lint\n";
    assert!(ran.out().ends_with(last), "{}", ran.out());

    let ran = desk.run(&["import", "b.xlsx", "-o", "c.mubiao", "--format", "json"]);
    let report = json(ran.out());
    assert_eq!((&report["version"], &report["files"][0]["output"]), (&1.into(), &"c.mubiao".into()));
    let left = &report["files"][0]["left_out"];
    assert_eq!((&left[0]["place"], &left[0]["line"]), (&"说明!A1".into(), &serde_json::Value::Null));
    assert_eq!((&left[1]["place"], &left[1]["line"]), (&"单位1!A1".into(), &1.into()));
    assert_eq!(report["files"][0]["sheets"], 6);
}

#[test]
fn nothing_is_overwritten_unasked() {
    let desk = Desk::new(&[
        ("a.tsv", CANONICAL.as_bytes()),
        ("a.mubiao", b"x\n"),
        ("b/a.csv", b"x"),
        ("c/a.tsv", CANONICAL.as_bytes()),
    ]);
    let ran = desk.run(&["import", "a.tsv"]);
    assert_eq!(ran.status, 2);
    assert_eq!(ran.err, "错误: “a.mubiao”已经存在，未改动；要覆盖请加 --force，或用 -o 另取文件名\n");
    assert_eq!(desk.content("a.mubiao"), b"x\n");
    let ran = desk.run(&["import", "a.tsv", "--force", "--quiet"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert_eq!(desk.content("a.mubiao"), CANONICAL.as_bytes());
    // Two sources never take each other's place, whatever is asked for.
    let ran = desk.run(&["import", "a.tsv", "c/a.tsv", "-o", "out/", "--force", "--quiet"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.starts_with("错误: “c/a.tsv”和“a.tsv”都要写到“out/a.mubiao”；"), "{}", ran.err);
    let ran = desk.run(&["import", "a.tsv", "c/a.tsv", "-o", "one.mubiao"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.starts_with("错误: 2 个来源不能写到一处；"), "{}", ran.err);
    let ran = desk.run(&["export", "a.mubiao", "--to", "html", "-o", "a.mubiao", "--force"]);
    assert_eq!(ran.status, 2);
    assert_eq!(desk.content("a.mubiao"), CANONICAL.as_bytes(), "a source is never written over");
}

#[test]
fn standard_input_goes_to_standard_output() {
    let desk = Desk::new(&[]);
    let ran = desk.run_on(&["import", "-", "--from", "text"], CANONICAL.replace('\t', " | ").as_bytes());
    assert_eq!((ran.status, ran.out()), (0, CANONICAL));
    assert_eq!(ran.err, "-: 6 张表，已修复 0 处，存疑 0 处，略去 0 处；还有 12 个问题，见 mubiao lint\n");
    let ran = desk.run_on(&["import", "-", "--quiet"], &office("calc.xls"));
    assert_eq!((ran.status, ran.out(), ran.err.as_str()), (0, CANONICAL, ""));
    let (gb18030, _, _) = encoding(CANONICAL);
    let ran = desk.run_on(&["import", "-", "--quiet"], &gb18030);
    assert_eq!((ran.status, ran.out()), (0, CANONICAL));
    let ran = desk.run_on(&["export", "-", "--to", "json"], CANONICAL.as_bytes());
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert_eq!(json(ran.out())["sheets"].as_array().unwrap().len(), 6);
}

fn encoding(text: &str) -> (std::borrow::Cow<'_, [u8]>, &'static encoding_rs::Encoding, bool) {
    encoding_rs::GB18030.encode(text)
}

#[test]
fn strict_writes_nothing_in_doubt() {
    // Two readings are possible: the unit knows neither of the names.
    let doubtful = CANONICAL.replace("\t\t\t服务企业满意度\t=\t90\t%\t2021-12", "\t服务企业满意度\t=\t90\t%\t2021-12")
        + "\t另一项\t未知\t词语\n";
    let desk = Desk::new(&[("a.tsv", doubtful.as_bytes())]);
    let ran = desk.run(&["import", "a.tsv", "--strict", "--quiet"]);
    // Quiet, it leaves standard output to what runs behind it.
    assert_eq!((ran.status, ran.out()), (1, ""));
    assert!(ran.err.contains("a.tsv: 第 "), "{}", ran.err);
    assert!(ran.err.lines().all(|line| line.contains("存疑")), "{}", ran.err);
    assert!(ran.err.ends_with("；按 --strict 未写入\n"), "{}", ran.err);
    assert!(!desk.path("a.mubiao").exists());
    assert_eq!(desk.run(&["import", "a.tsv", "--quiet"]).status, 0);
    assert!(desk.path("a.mubiao").exists());
}

#[test]
fn one_bad_source_does_not_stop_the_others() {
    let desk = Desk::new(&[("a.tsv", CANONICAL.as_bytes()), ("b.xlsx", b"PK\x03\x04half"), ("c.pdf", b"%PDF-1.4")]);
    let ran = desk.run(&["import", "b.xlsx", "c.pdf", "none.txt", "a.tsv", "--quiet", "--lang", "en"]);
    assert_eq!((ran.status, ran.err.lines().count()), (2, 3));
    assert!(ran.err.contains("error: \"b.xlsx\" is incomplete or damaged ("), "{}", ran.err);
    assert!(ran.err.contains("error: no page can be found in \"c.pdf\""), "{}", ran.err);
    assert!(ran.err.contains("error: cannot find \"none.txt\"; check the path"), "{}", ran.err);
    assert_eq!(desk.content("a.mubiao"), CANONICAL.as_bytes());
}

#[test]
fn a_hundred_files_go_at_once() {
    let names: Vec<String> = (0..100).map(|at| format!("{at}.tsv")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), CANONICAL.as_bytes())).collect();
    let desk = Desk::new(&files);
    let args: Vec<&str> = ["import", "-o", "out/"].into_iter().chain(names.iter().map(String::as_str)).collect();
    let ran = desk.run(&args);
    assert_eq!((ran.status, ran.out().lines().count()), (0, 100));
    assert_eq!(std::fs::read_dir(desk.path("out")).unwrap().count(), 100);
    assert_eq!(desk.content("out/99.mubiao"), CANONICAL.as_bytes());
}

#[test]
fn every_format_is_exported() {
    let desk = Desk::new(&[("a.mubiao", CANONICAL.as_bytes())]);
    for (format, starts) in [
        ("xlsx", &b"PK\x03\x04"[..]),
        ("docx", b"PK\x03\x04"),
        ("html", b"<!doctype html>"),
        ("json", b"{\n"),
        ("csv", b"fiscal_year,"),
    ] {
        let ran = desk.run(&["export", "a.mubiao", "--to", format]);
        assert_eq!((ran.status, ran.out()), (0, ""));
        assert_eq!(ran.err, format!("a.mubiao → a.{format}: 6 张表\n"));
        assert!(desk.content(&format!("a.{format}")).starts_with(starts), "{format}");
    }
    let ran = desk.run(&["export", "a.mubiao", "--to", "csv", "--bom", "-o", "-"]);
    assert!(ran.out.starts_with("\u{feff}fiscal_year,mof_div_code,".as_bytes()));
    let rows: Vec<&str> = ran.out().lines().collect();
    assert_eq!(
        rows[1],
        "2021,211300000,703,703001,朝阳市工业和信息化局,履职效能,重点工作履行情况,重点工作办结率,3,=,100,%,2021-12"
    );
    assert_eq!(rows.len(), 132);
    let ran = desk.run(&["export", "a.mubiao", "--to", "json", "--bom"]);
    assert_eq!((ran.status, ran.err.as_str()), (2, "错误: --bom 只用于 --to csv；请去掉\n"));
}

#[test]
fn data_have_the_labels_of_the_form_and_the_names_of_the_system() {
    let desk = Desk::new(&[("a.mubiao", CANONICAL.as_bytes())]);
    let ran = desk.run(&["export", "a.mubiao", "--to", "json", "-o", "-"]);
    let book = json(ran.out());
    assert_eq!((&book["format"], &book["version"]), (&"mubiao-book".into(), &2.into()));
    let sheet = &book["sheets"][0];
    assert_eq!(
        sheet["form"],
        json(
            r#"{"profile":"liaoning-department","title":"部门（单位）整体绩效目标表","row":0,"year":2021,"amount_unit":"万元","kind":"target","level":"department"}"#
        )
    );
    assert_eq!(
        (&sheet["mof_div_code"], &sheet["dept_code"], &sheet["agency_code"]),
        (&"211300000".into(), &"703".into(), &"703001".into())
    );
    assert_eq!(sheet["fields"][1], json(r#"{"label":"年度预算收入","value":"537.12","section":null,"row":3}"#));
    assert_eq!(sheet["tables"][0]["rows"][0], json(r#"["年度部门预算支出","537.12","",""]"#));
    assert!(sheet["texts"][0]["paragraphs"][0].as_str().unwrap().starts_with("做好工业领域"));
    let indicators = &sheet["indicators"][0];
    assert_eq!(
        indicators["names"],
        json(r#"["kpi_lv1","kpi_lv2","kpi_lv3","computesign","kpi_val","meterunit","deadline"]"#)
    );
    // Class and group stand in every row.
    assert_eq!(indicators["rows"][4], json(r#"["履职效能","基础管理","依法行政能力","","管理规范","","2021-12"]"#));
    assert_eq!((&sheet["printed"], &sheet["other"]), (&serde_json::Value::Null, &json("[]")));
}

/// A list of projects: their columns are merged down over the indicators of each.
const PROJECTS: &str = "部门预算项目绩效目标申报表（2023年度）
\t单位名称\t项目名称\t预算数\t年度目标\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t权重
\t612-云岭乡部门\t\t3,806,500.00
\t612001-云岭乡人民政府\t岗位补贴\t2,946,500.00\t按月发放。\t产出指标\t数量指标\t享受补贴人数\t=\t96\t人\t20
\t\t\t\t\t\t质量指标\t补贴发放准确率\t=\t100\t%\t20
\t612001-云岭乡人民政府\t运行经费\t860,000.00\t保障办公。\t产出指标\t数量指标\t保障村数\t=\t12\t个\t20
";

#[test]
fn a_list_of_projects_is_told_in_both_ways() {
    let desk = Desk::new(&[("a.mubiao", PROJECTS.as_bytes())]);
    let book = json(desk.run(&["export", "a.mubiao", "--to", "json", "-o", "-"]).out());
    let sheet = &book["sheets"][0];
    // A form that is known by its headings is named too.
    assert_eq!(sheet["form"]["profile"], "sichuan-project-list");
    assert_eq!(
        sheet["tables"][0]["rows"],
        json(
            r#"[["612-云岭乡部门","","3,806,500.00",""],["612001-云岭乡人民政府","岗位补贴","2,946,500.00","按月发放。"],["612001-云岭乡人民政府","运行经费","860,000.00","保障办公。"]]"#
        )
    );
    let rows = sheet["indicators"][0]["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 3);
    assert_eq!(
        rows[1],
        json(
            r#"["612001-云岭乡人民政府","岗位补贴","2,946,500.00","按月发放。","产出指标","质量指标","补贴发放准确率","=","100","%","20"]"#
        )
    );
    let csv = desk.run(&["export", "a.mubiao", "--to", "csv", "-o", "-"]).out().to_owned();
    let head = "fiscal_year,mof_div_code,dept_code,agency_code,agency_name,title,label,pane,单位名称,项目名称,";
    assert!(csv.starts_with(head), "{csv}");
    assert_eq!(csv.lines().count(), 4);
}

#[test]
fn a_page_of_the_form_holds_no_program_and_tells_its_places() {
    let book = CANONICAL.replace("服务企业满意度", "<script>alert(1)</script>\"&'");
    let desk = Desk::new(&[("a.mubiao", book.as_bytes())]);
    let page = desk.run(&["export", "a.mubiao", "--to", "html", "-o", "-"]).out().to_owned();
    assert!(!page.contains("<script") && page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(page.contains("default-src 'none'"));
    // Every value's place in the book is the value.
    let mut places = 0;
    for cell in page.split("data-start=\"").skip(1) {
        let (start, rest) = cell.split_once('"').unwrap();
        let (end, rest) = rest.strip_prefix(" data-end=\"").unwrap().split_once('"').unwrap();
        let shown = rest[1..].split('<').next().unwrap();
        let stated = &book[start.parse().unwrap()..end.parse().unwrap()];
        if !stated.contains('\n') {
            places += 1;
            assert_eq!(html_escape::decode_html_entities(shown), stated);
        }
    }
    assert!(places > 900, "{places}");
}

#[test]
fn a_formula_never_runs() {
    let book = CANONICAL.replace("服务企业满意度", "=HYPERLINK(\"http://x\")").replace("管理规范", "@SUM(A1)");
    let desk = Desk::new(&[("a.mubiao", book.as_bytes())]);
    let csv = desk.run(&["export", "a.mubiao", "--to", "csv", "-o", "-"]);
    assert!(csv.out().contains(",\"'=HYPERLINK(\"\"http://x\"\")\",") && csv.out().contains(",'@SUM(A1),"));
    assert!(desk.run(&["export", "a.mubiao", "--to", "xlsx"]).status == 0);
    let back = desk.run(&["import", "a.xlsx", "-o", "-", "--quiet"]);
    assert_eq!(back.out(), book);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(desk.content("a.xlsx"))).unwrap();
    let mut sheet = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("xl/worksheets/sheet1.xml").unwrap(), &mut sheet).unwrap();
    assert!(sheet.contains("<c ") && !sheet.contains("<f"));
}

#[test]
fn what_cannot_be_exported_says_why() {
    let desk = Desk::new(&[("a.mubiao", "记事\n".as_bytes()), ("b.mubiao", "部门（单位）整体绩效目标表\n".as_bytes())]);
    let ran = desk.run(&["export", "a.mubiao", "b.mubiao", "--to", "xlsx"]);
    assert_eq!(ran.status, 2);
    let lines: Vec<&str> = ran.err.lines().collect();
    assert!(lines[0].starts_with("错误: a.mubiao: 认不出表样"), "{}", ran.err);
    assert_eq!(lines[1], "错误: “b.mubiao”里没有表，没有可导出的内容；请核对文件");
    assert!(!desk.path("a.xlsx").exists() && !desk.path("b.xlsx").exists());
}
