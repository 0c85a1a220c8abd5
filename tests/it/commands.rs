//! The commands beside `lint` and `fmt`: what they print, and what they refuse.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const UNIT: &str = "703001朝阳市工业和信息化局-211300000";

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mubiao"));
    command.args(args).current_dir(folder).env_remove("LC_ALL").env_remove("LC_MESSAGES").env_remove("LANG");
    command.output().unwrap()
}

/// Standard output, standard error and the exit status.
fn said(output: &Output) -> (String, String, Option<i32>) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout), text(&output.stderr), output.status.code())
}

#[test]
fn totals_add_up() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.mubiao"), include_str!("../corpus/chaoyang-2021.mubiao")).unwrap();
    let (out, err, status) = said(&run(folder.path(), &["totals"]));
    assert_eq!((err.as_str(), status), ("", Some(0)));
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 8);
    assert_eq!(lines[1], "703001  朝阳市工业和信息化局          537.12  537.12  527.12  10.00    22     6");
    assert_eq!(lines[7], "合计    6 家单位（万元）              800.70  800.70  790.70  10.00   131    12");

    let (out, _, _) = said(&run(folder.path(), &["totals", "--format", "csv", "--lang", "en"]));
    assert!(out.starts_with("path,code,name,revenue,expenditure,tasks,difference,indicators,findings,unit\n"), "{out}");
    assert!(out.ends_with("\n,total,,800.70,800.70,790.70,10.00,131,12,万元\n"), "{out}");

    let (out, _, _) = said(&run(folder.path(), &["totals", "--format", "json"]));
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&report["version"], &report["total"]["tasks"]), (&1.into(), &"790.70".into()));
    assert_eq!(report["units"].as_array().unwrap().len(), 6);
}

#[test]
fn totals_of_what_is_no_sheet() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.mubiao"), "记事\n").unwrap();
    let (_, err, status) = said(&run(folder.path(), &["totals"]));
    assert!(err.starts_with("错误: a.mubiao: 认不出表样"), "{err}");
    assert_eq!(status, Some(2));
}

#[test]
fn a_unit_in_two_files() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.mubiao", "b.mubiao"] {
        fs::write(folder.path().join(name), include_str!("../corpus/chaoyang-2021.mubiao")).unwrap();
    }
    let (out, _, _) = said(&run(folder.path(), &["lint", "--format", "concise"]));
    let found: Vec<&str> = out.lines().filter(|line| line.contains("[duplicate-budget-unit]")).collect();
    assert_eq!(found.len(), 6);
    assert_eq!(
        found[0],
        "b.mubiao:3:10: 错误[duplicate-budget-unit] 单位代码“703001”在“a.mubiao”第 3 行已经用过；一个单位只能有一张表，请核对代码"
    );
}

#[test]
fn the_catalogue_is_searched() {
    let here = Path::new(".");
    let (out, _, status) = said(&run(here, &["catalogue", "--search", "yszxl"]));
    assert_eq!((out.lines().count(), status), (3, Some(0)));
    assert!(out.contains("预算执行率  =         100     %         预算执行  预算执行效率\n"), "{out}");
    let (out, err, status) = said(&run(here, &["catalogue", "-s", "不会有的"]));
    assert_eq!(
        (out.as_str(), err.as_str(), status),
        ("", "没有找到“不会有的”；请换用汉字、全拼或首字母，不加 -s 列出全部\n", Some(0))
    );
    let (out, _, _) = said(&run(here, &["catalogue", "liaoning-department", "--format", "json"]));
    let list: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(list["indicators"].as_array().unwrap().len(), 19);
    let (_, err, status) = said(&run(here, &["catalogue", "gansu"]));
    assert_eq!(
        (err.as_str(), status),
        (
            "错误: 没有名为“gansu”的表样；可用的有 liaoning-department、mof-2015-department、mof-2021-department、mof-2015-project、mof-2021-project、mof-2020-project-evaluation、mof-2020-project-evaluation-yuan、mof-2020-department-evaluation、rural-project、rural-project-evaluation、regional-transfer、regional-transfer-evaluation、fujian-department、fujian-department-evaluation、hubei-department、hubei-department-evaluation、hubei-project-evaluation、hubei-project-monitoring、hebei-department、jiangxi-department、ningxia-department、guangxi-department、zhejiang-department、sichuan-project-evaluation、sichuan-project-list、chongqing-project、shanghai-project、hunan-project\n",
            Some(2)
        )
    );
}

#[test]
fn a_new_sheet_is_written_once() {
    let folder = tempfile::tempdir().unwrap();
    let args = ["new", "--unit", UNIT, "--year", "2027", "-o", "a.mubiao"];
    assert_eq!(said(&run(folder.path(), &args)), (String::new(), String::new(), Some(0)));
    let written = fs::read_to_string(folder.path().join("a.mubiao")).unwrap();
    let (_, err, status) = said(&run(folder.path(), &args));
    assert_eq!((err.as_str(), status), ("错误: “a.mubiao”已经存在，未改动；请换一个文件名\n", Some(2)));
    assert_eq!(said(&run(folder.path(), &args[..5])), (written, String::new(), Some(0)));
    assert_eq!(run(folder.path(), &["fmt", "--check"]).status.code(), Some(0));
}

#[test]
fn a_new_sheet_wants_a_unit() {
    let refused = |unit: &str| said(&run(Path::new("."), &["new", "--unit", unit, "--year", "2027"]));
    let (out, err, status) = refused("70301朝阳市工业和信息化局-211300000");
    assert_eq!((out.as_str(), status), ("", Some(2)));
    assert_eq!(err, "错误: --unit: 单位代码“70301”有 5 位，应为 3、6、9 或 12 位\n");
    assert_eq!(refused("703001\t局-211300000").2, Some(2));
    assert_eq!(refused("").2, Some(2));
}

#[test]
fn pages_and_completions_are_printed() {
    let here = Path::new(".");
    assert!(said(&run(here, &["man", "lint"])).0.contains("mubiao\\-lint"));
    assert!(said(&run(here, &["completions", "bash"])).0.contains("_mubiao()"));
    assert_eq!(run(here, &["man", "none"]).status.code(), Some(2));
}
