//! Three-way merges, in memory and by git.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use expect_test::expect;

use crate::cli::Desk;
use crate::generate::{Random, TITLE, sheet};
use mubiao::format::format;
use mubiao::lint::{Settings, lint};
use mubiao::merge::{Merged, merge};

const BOOK: &str = include_str!("../corpus/chaoyang-2021.mubiao");

/// Books of several forms, read row by row and by their headings.
const BOOKS: &[&str] = &[
    BOOK,
    include_str!("../corpus/mof-2015-department.mubiao"),
    include_str!("../corpus/mof-2021-department.mubiao"),
    include_str!("../headings/duties.mubiao"),
    include_str!("../headings/panes.mubiao"),
    include_str!("../headings/projects.mubiao"),
    include_str!("../headings/region.mubiao"),
    include_str!("../headings/self-evaluation.mubiao"),
];

fn merged(base: &str, ours: &str, theirs: &str) -> Merged {
    merge(base, ours, theirs, &Settings::default())
}

#[track_caller]
fn edited(book: &str, edits: &[(&str, &str)]) -> String {
    edits.iter().fold(book.to_owned(), |book, (from, to)| {
        assert!(book.contains(from), "{from}");
        book.replacen(from, to, 1)
    })
}

/// What differs between two texts, line by line.
fn diff(before: &str, after: &str) -> String {
    let mut out = Vec::new();
    mubiao::report::diff::write(&mut out, ["a", "b"], before, after, mubiao::report::diff::Look::Patch).unwrap();
    let text = String::from_utf8(out).unwrap();
    text.lines()
        .skip(2)
        .filter(|row| row.starts_with(['+', '-']))
        .map(|row| format!("{}\n", row.replace('\t', "⇥")))
        .collect()
}

#[test]
fn both_sides_of_a_row_and_of_a_section_come_together() {
    let ours = edited(
        BOOK,
        &[
            ("年度预算收入\t537.12", "年度预算收入\t540.00"),
            ("预算调整率\t<=\t5\t%\t2021-12", "预算调整率\t<=\t6\t%\t2021-12"),
            ("\t\t\t工作质量达标率\t=\t100\t%\t2021-12\n", ""),
            ("\t\t\t综合管理水平\t", "\t\t\t培训人次\t>=\t80\t人次\t2021-11\n\t\t\t综合管理水平\t"),
        ],
    );
    let theirs = edited(
        BOOK,
        &[
            ("预算调整率\t<=\t5\t%\t2021-12", "预算调整率\t<=\t5\t%\t2021-10"),
            ("工信产业监管专项业务经费\t5.00", "工信产业监管专项业务经费\t15.00"),
            ("\t\t\t综合管理水平\t", "# 与办公室核对过\n\t\t\t综合管理水平\t"),
            ("\t履职效能\t重点工作履行情况\t", "\t履职效能\t重点工作履行情况\t调研次数\t>=\t4\t次\t2021-12\n\t\t\t"),
        ],
    );
    let merged = merged(BOOK, &ours, &theirs);
    assert_eq!(merged.conflicts, 0);
    assert_eq!(merged.text, format(&merged.text, &Settings::default()));
    expect![[r#"
        -年度预算收入⇥537.12
        +年度预算收入⇥540.00
        -⇥工信产业监管专项业务经费⇥5.00
        +⇥工信产业监管专项业务经费⇥15.00
        +⇥⇥⇥调研次数⇥>=⇥4⇥次⇥2021-12
        -⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
        +⇥⇥⇥培训人次⇥>=⇥80⇥人次⇥2021-11
        +# 与办公室核对过
        -⇥⇥⇥预算调整率⇥<=⇥5⇥%⇥2021-12
        +⇥⇥⇥预算调整率⇥<=⇥6⇥%⇥2021-10
    "#]]
    .assert_eq(&diff(BOOK, &merged.text));
}

#[test]
fn a_conflict_leaves_both_alternatives() {
    let ours = edited(
        BOOK,
        &[("预算调整率\t<=\t5\t%\t2021-12", "预算调整率\t<=\t6\t%\t2021-12"), ("人员经费\t485.18", "人员经费\t1.00")],
    );
    let theirs = edited(
        BOOK,
        &[
            ("预算调整率\t<=\t5\t%\t2021-12", "预算调整率\t<=\t7\t%\t2021-10"),
            ("\t部门预算基本支出人员经费\t485.18\n", ""),
            ("做好工业领域工控系统信息安全自查", "做好自查"),
        ],
    );
    let merged = merged(BOOK, &ours, &theirs);
    assert_eq!(merged.conflicts, 2);
    expect![[r#"
        -⇥部门预算基本支出人员经费⇥485.18
        +# mubiao: conflict(ours)
        +⇥部门预算基本支出人员经费⇥1.00
        +# mubiao: conflict(theirs)
        +# 这一方删去了这里 / dropped on this side
        -年度绩效目标⇥做好工业领域工控系统信息安全自查、做好2020年全年两次软考保障工作 组织审核全市参加电力市场化交易企业准入工作，年目标任务为交易达量39亿度以上 组织审核全市“煤改电”用户准入工作，确保“蓝天保卫战”顺利实施。 推进全市涉密企业深入发展，推进涉密产业项目建设发展 加快全市老企业转型升级对外合资合作步伐，完成“小升规”“规升巨”年度任务。 加强民用爆炸物品安全管理，进行安全生产隐患问题排查，对应急演练进行安全指导。 参加省市组织的招商活动，完成全年招商引资包装项目洽谈项目
        +年度绩效目标⇥做好自查、做好2020年全年两次软考保障工作 组织审核全市参加电力市场化交易企业准入工作，年目标任务为交易达量39亿度以上 组织审核全市“煤改电”用户准入工作，确保“蓝天保卫战”顺利实施。 推进全市涉密企业深入发展，推进涉密产业项目建设发展 加快全市老企业转型升级对外合资合作步伐，完成“小升规”“规升巨”年度任务。 加强民用爆炸物品安全管理，进行安全生产隐患问题排查，对应急演练进行安全指导。 参加省市组织的招商活动，完成全年招商引资包装项目洽谈项目
        -⇥⇥⇥预算调整率⇥<=⇥5⇥%⇥2021-12
        +# mubiao: conflict(ours)
        +⇥⇥⇥预算调整率⇥<=⇥6⇥%⇥2021-10
        +# mubiao: conflict(theirs)
        +⇥⇥⇥预算调整率⇥<=⇥7⇥%⇥2021-10
    "#]].assert_eq(&diff(BOOK, &merged.text));
    let found = lint(&merged.text, &Settings::default()).findings;
    assert_eq!(found.iter().filter(|finding| finding.rule.name == "merge-conflict").count(), 4);
}

#[test]
fn a_list_of_projects_keeps_its_parents() {
    let base = format(include_str!("../headings/projects.mubiao"), &Settings::default());
    let ours: String = base.lines().filter(|row| !row.contains("村干部满意度")).map(|row| format!("{row}\n")).collect();
    // Every row of the project inherits its goal.
    let theirs =
        edited(&base, &[("公益设施维护。", "公益设施维护和清扫。"), ("村民满意度\t≥\t90", "村民满意度\t≥\t91")]);
    let expected =
        edited(&ours, &[("公益设施维护。", "公益设施维护和清扫。"), ("村民满意度\t≥\t90", "村民满意度\t≥\t91")]);
    assert_eq!(merged(&base, &ours, &theirs), Merged { text: expected, conflicts: 0 });
}

#[test]
fn sheets_come_and_go() {
    let (title, sheets) = BOOK.split_once("\n\n").unwrap();
    let sheets: Vec<&str> = sheets.trim_end().split("\n\n").collect();
    let book = |sheets: &[&str]| format!("{title}\n\n{}\n", sheets.join("\n\n"));
    let new = sheets[0].replace("703001", "703020").replace("工业和信息化局", "工业服务中心");
    let (mut ours, mut theirs) = (sheets.clone(), sheets.clone());
    ours.remove(0);
    theirs.insert(3, &new);
    let mut expected = sheets.clone();
    expected.insert(3, &new);
    expected.remove(0);
    assert_eq!(merged(BOOK, &book(&ours), &book(&theirs)), Merged { text: book(&expected), conflicts: 0 });
    // A sheet that one side changed and the other one dropped.
    let changed = sheets[0].replace("537.12", "538.12");
    let mut theirs = sheets.clone();
    theirs[0] = &changed;
    let merged = merged(BOOK, &book(&ours), &book(&theirs));
    assert_eq!(merged.conflicts, 1);
    assert!(merged.text.contains("# mubiao: conflict(theirs)\n部门（单位）名称\t703001"), "{}", merged.text);
    assert!(merged.text.contains("# mubiao: conflict(ours)\n# 这一方删去了整张表"), "{}", merged.text);
}

#[test]
fn a_column_that_one_side_added_is_that_of_all_rows() {
    let base = BOOKS[7];
    let ours = edited(base, &[("≥42公里\t43.6公里", "≥42公里\t43.7公里")]);
    let theirs: String = base
        .lines()
        .map(|row| match row {
            _ if row.contains("\t一级指标\t") => {
                format!("{}\n", row.replace("\t实际完成值", "\t完成时限\t实际完成值"))
            }
            _ if row.contains("公里") => format!("{}\n", row.replace("\t43.6公里", "\t2023-11\t43.6公里")),
            _ if row.contains("分）") || row.starts_with("\t\t") => {
                let cells: Vec<&str> = row.split('\t').collect();
                format!("{}\t\t{}\n", cells[..5].join("\t"), cells[5..].join("\t"))
            }
            _ if row.starts_with("\t总分") => format!("{}\n", row.replacen("\t\t\t\t\t", "\t\t\t\t\t\t", 1)),
            _ => format!("{row}\n"),
        })
        .collect();
    let merged = merged(base, &ours, &theirs);
    assert_eq!(merged, Merged { text: theirs.replace("43.6公里", "43.7公里"), conflicts: 0 });
}

/// The cells of a text that is laid out, comments and directives left out.
fn cells(text: &str) -> BTreeMap<String, usize> {
    let mut cells = BTreeMap::new();
    for cell in text.lines().filter(|row| !row.starts_with('#')).flat_map(|row| row.split('\t')) {
        if !cell.trim().is_empty() {
            *cells.entry(cell.trim().to_owned()).or_default() += 1;
        }
    }
    cells
}

/// Edits some rows of a book; each new text stands nowhere else. Returns the rows of the book that it touched.
fn edit(random: &mut Random, book: &str, side: &str, count: usize) -> (String, BTreeSet<usize>) {
    let mut rows: Vec<Option<String>> = book.lines().map(|row| Some(row.to_owned())).collect();
    let mut touched = BTreeSet::new();
    let width = |row: &str| row.split('\t').count();
    for nth in 0..count {
        let at = random.below(rows.len());
        let Some(row) = rows[at].clone() else { continue };
        let last = row.split('\n').next_back().unwrap().to_owned();
        let mut parts: Vec<String> = last.split('\t').map(str::to_owned).collect();
        // Without its headers a table cannot be read.
        if last.contains("\t总额\t")
            || last.contains("\t一级指标\t")
            || !last.starts_with('\t')
            || width(&last) < 3
            || touched.contains(&at)
        {
            continue;
        }
        let token = format!("{side}{nth}");
        let number = format!("{}.{nth}", if side == "甲" { 7001 + at } else { 9001 + at });
        let figure = |cell: &str| !cell.is_empty() && cell.chars().all(|c| c.is_ascii_digit() || c == '.');
        match random.below(5) {
            // A figure, or the end of a name.
            0 | 1 => {
                let filled: Vec<usize> = (1..parts.len()).filter(|cell| !parts[*cell].is_empty()).collect();
                let cell = *random.pick(&filled);
                parts[cell] = if figure(&parts[cell]) {
                    number
                } else if parts[cell].chars().count() > 5 {
                    format!("{}{token}", parts[cell])
                } else {
                    continue;
                };
                rows[at] = Some(parts.join("\t"));
            }
            // A row of the same group below.
            2 => {
                let words = |cell: &str| cell.chars().count() > 5 && !cell.contains(|c: char| c.is_ascii_digit());
                let name: Vec<usize> = (1..parts.len()).filter(|cell| words(&parts[*cell])).collect();
                let Some(&name) = name.last() else { continue };
                parts[name] = format!("新增的事项{token}号");
                (1..name).for_each(|cell| parts[cell].clear());
                rows[at] = Some(format!("{row}\n{}", parts.join("\t")));
            }
            // A row goes, when no other one takes its parents from it.
            3 => {
                let leads = |row: Option<&Option<String>>| {
                    let last = |row: &String| row.split('\n').next_back().is_some_and(|row| row.starts_with("\t\t"));
                    row.is_none_or(|row| row.as_ref().is_none_or(|row| !last(row)))
                };
                if (parts[1].is_empty() && parts[2].is_empty()) || leads(rows.get(at + 1)) {
                    rows[at] = None;
                } else {
                    continue;
                }
            }
            // A remark.
            _ => rows[at] = Some(format!("# 备注{token}\n{row}")),
        }
        touched.insert(at);
    }
    let mut out: String = rows.into_iter().flatten().map(|row| row + "\n").collect();
    out = format(&out, &Settings::default());
    (out, touched)
}

/// 10,000 are made where `MUBIAO_MERGES=10000` asks for them, from seed `MUBIAO_MERGES_FROM` on.
#[test]
fn every_cell_of_either_side_is_in_the_result() {
    let cases: u64 = std::env::var("MUBIAO_MERGES").ok().and_then(|count| count.parse().ok()).unwrap_or(150);
    let (mut conflicts, mut clean) = (0, 0);
    let first: u64 = std::env::var("MUBIAO_MERGES_FROM").ok().and_then(|first| first.parse().ok()).unwrap_or(0);
    for seed in first..first + cases {
        let mut random = Random::new(seed);
        let made;
        let base = match seed % 3 {
            0 => {
                made = format!("{TITLE}{}\n{}", sheet(&mut random, 0), sheet(&mut random, 1));
                &made
            }
            _ => *random.pick(BOOKS),
        };
        let base = format(base, &Settings::default());
        let count = 1 + random.below(5);
        let (ours, by_us) = edit(&mut random, &base, "甲", count);
        let (theirs, by_them) = edit(&mut random, &base, "乙", count);
        let result = merged(&base, &ours, &theirs);
        let shown = || {
            format!(
                "seed {seed}\nours\n{}\ntheirs\n{}\nmerged\n{}",
                diff(&base, &ours),
                diff(&base, &theirs),
                diff(&base, &result.text)
            )
        };
        let (of_base, of_ours, of_theirs, of_result) =
            (cells(&base), cells(&ours), cells(&theirs), cells(&result.text));
        for (cell, times) in of_ours.iter().chain(&of_theirs) {
            let (left, right) = (of_ours.get(cell).copied().unwrap_or(0), of_theirs.get(cell).copied().unwrap_or(0));
            let was = of_base.get(cell).copied().unwrap_or(0);
            // What a side wrote is there, and what none of them touched.
            if was == 0 || (left >= was && right >= was) {
                assert!(
                    of_result.get(cell).copied().unwrap_or(0) >= (*times).min(left.max(right)),
                    "{cell}\n{}",
                    shown()
                );
            }
        }
        for remark in ours.lines().chain(theirs.lines()).filter(|row| row.starts_with('#')) {
            assert!(result.text.lines().any(|row| row == remark), "{remark}\n{}", shown());
        }
        if by_us.is_disjoint(&by_them) {
            assert_eq!(result.conflicts, 0, "{}", shown());
        }
        let found = lint(&result.text, &Settings::default()).findings;
        let reported = found.iter().filter(|finding| finding.rule.name == "merge-conflict").count();
        assert_eq!(reported, 2 * result.conflicts, "{}", shown());
        // The other way round it is the same book.
        let turned = merged(&base, &theirs, &ours);
        assert_eq!(turned.conflicts, result.conflicts, "{}", shown());
        let turned = cells(&turned.text);
        assert_eq!(turned.keys().collect::<Vec<_>>(), of_result.keys().collect::<Vec<_>>(), "{}", shown());
        if result.conflicts > 0 { conflicts += 1 } else { clean += 1 }
    }
    assert!(conflicts > 0 && clean > 0, "{conflicts} {clean}");
}

#[test]
fn git_merges_by_the_driver() {
    let desk = Desk::new(&[("a.mubiao", BOOK.as_bytes()), (".gitattributes", b"*.mubiao merge=mubiao\n")]);
    let driver = format!("merge.mubiao.driver={} merge %O %A %B --path %P", env!("CARGO_BIN_EXE_mubiao"));
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=a", "-c", "user.email=a@b", "-c", &driver, "-c", "merge.mubiao.name=mubiao"]);
        command.args(args).current_dir(desk.path("."));
        command.output().unwrap()
    };
    let commit = |branch: &str, from: &str, edits: &[(&str, &str)]| {
        assert!(git(&["checkout", "-q", "-b", branch, from]).status.success());
        std::fs::write(desk.path("a.mubiao"), edited(BOOK, edits)).unwrap();
        assert!(git(&["commit", "-qam", branch]).status.success());
    };
    assert!(git(&["init", "-q", "-b", "main"]).status.success());
    assert!(git(&["add", "."]).status.success());
    assert!(git(&["commit", "-qm", "base"]).status.success());
    let row = "预算调整率\t<=\t5\t%\t2021-12";
    commit("ours", "main", &[(row, "预算调整率\t<=\t6\t%\t2021-12")]);
    commit("theirs", "main", &[(row, "预算调整率\t<=\t5\t%\t2021-10")]);
    commit("other", "main", &[(row, "预算调整率\t<=\t4\t%\t2021-12")]);
    assert!(git(&["checkout", "-q", "ours"]).status.success());
    // Lines of text would be in conflict; the cells are not.
    let output = git(&["merge", "-q", "-m", "m", "theirs"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let both = edited(BOOK, &[(row, "预算调整率\t<=\t6\t%\t2021-10")]);
    assert_eq!(String::from_utf8(desk.content("a.mubiao")).unwrap(), both);
    let output = git(&["merge", "-m", "m", "other"]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(desk.content("a.mubiao")).unwrap();
    let ours = "# mubiao: conflict(ours)\n\t\t\t预算调整率\t<=\t6\t%\t2021-10\n";
    let theirs = "# mubiao: conflict(theirs)\n\t\t\t预算调整率\t<=\t4\t%\t2021-10\n";
    assert!(text.contains(&format!("{ours}{theirs}")), "{text}");
    let unmerged = git(&["diff", "--name-only", "--diff-filter=U"]);
    assert_eq!(String::from_utf8(unmerged.stdout).unwrap(), "a.mubiao\n");
    let ran = desk.run(&["lint", "a.mubiao", "--select", "merge-conflict", "--format", "concise"]);
    assert_eq!((ran.status, ran.out().lines().count()), (1, 2));
}

#[test]
fn the_command_writes_ours_alone() {
    let ours = edited(BOOK, &[("年度预算收入\t537.12", "年度预算收入\t540.00")]).replace('\n', "\r\n");
    let theirs = edited(BOOK, &[("年度预算收入\t537.12", "年度预算收入\t541.00")]);
    let desk = Desk::new(&[("o", BOOK.as_bytes()), ("a", ours.as_bytes()), ("b", theirs.as_bytes())]);
    let ran = desk.run(&["merge", "o", "a", "b", "-p", "--lang", "en"]);
    assert_eq!((ran.status, ran.err.as_str()), (1, "a: 1 conflict; both alternatives are kept, see mubiao lint\n"));
    assert_eq!(desk.content("a"), ours.as_bytes());
    let printed = ran.out().to_owned();
    let ran = desk.run(&["merge", "o", "a", "b"]);
    assert_eq!((ran.status, ran.out()), (1, ""));
    assert_eq!(ran.err, "a：1 处冲突，两方的写法都留着，见 mubiao lint\n");
    assert_eq!(String::from_utf8(desk.content("a")).unwrap(), printed);
    assert!(printed.lines().count() > 10 && printed.matches("\r\n").count() == printed.matches('\n').count());
    assert_eq!(desk.content("b"), theirs.as_bytes());
    let ran = desk.run(&["merge", "o", "none", "b"]);
    assert_eq!(ran.status, 2);
}
