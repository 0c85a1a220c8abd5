//! The forms that ship with the program: a sheet of each is known, sound, laid out, printed and read back.

use std::path::Path;

use mubiao::diagnostic::{Applicability, Severity};
use mubiao::export::{self, export};
use mubiao::format::format;
use mubiao::import::{self, Content, Format, import};
use mubiao::lint::{self, Settings, lint};
use mubiao::profile::{Profile, Profiles};

/// The forms that are read by their headings, each with its sheet.
fn sheets() -> Vec<(&'static Profile, String)> {
    static ALL: std::sync::LazyLock<Profiles> = std::sync::LazyLock::new(Profiles::default);
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let read = |profile: &Profile| {
        let path = corpus.join(format!("{}.mubiao", profile.id));
        std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{} is wanted", path.display()))
    };
    let all = ALL.iter().filter(|profile| profile.by_headings());
    all.map(|profile| (&**profile, read(profile))).collect()
}

#[test]
fn a_sound_sheet_of_each_form_is_known_and_silent() {
    for (profile, text) in sheets() {
        let outcome = lint(&text, &Settings::default());
        assert_eq!(outcome.forms.iter().map(|form| &*form.profile.id).collect::<Vec<_>>(), [&*profile.id]);
        for finding in &outcome.findings {
            assert!(finding.severity == Severity::Information, "{}: {}", profile.id, finding.message);
        }
        assert_eq!(format(&text, &Settings::default()), text, "{}", profile.id);
        // Nothing is left that belongs to no part of the form.
        assert!(!outcome.findings.iter().any(|finding| finding.rule.name == "unknown-form"));
    }
}

/// What sheets of a form have otherwise than the one that it was made from, and mean the same by.
#[test]
fn sheets_of_a_form_differ() {
    let others: &[(&str, &str, &str)] = &[
        // The label that stands for the indicators is called as elsewhere.
        ("fujian-department", "\n年度绩效指标\t", "\n绩效指标\t"),
        // The amounts are told in words.
        (
            "hunan-project",
            "FUNDS",
            "资金总额及构成\t总额160.00万元\n\t一、财政拨款：160.00万元（其中：本级财政：160.00万元）\n\t二、自有资金：0.00万元\n",
        ),
        // The label around goal and result has a row of its own.
        (
            "sichuan-project-evaluation",
            "\n项目基本情况\t1.项目年度目标完成情况\t项目年度目标\t年度目标完成情况\n\t\t",
            "\n项目基本情况\t1.项目年度目标完成情况\n\t项目年度目标\t年度目标完成情况\n\t",
        ),
        // Who signs has not signed yet.
        ("sichuan-project-evaluation", "项目负责人：简宁\t财务负责人：阮承志", "项目负责人：\t财务负责人："),
    ];
    for (name, usual, other) in others {
        let (profile, text) = sheets().into_iter().find(|(profile, _)| profile.id == *name).unwrap();
        let text = match *usual {
            "FUNDS" => {
                let from = text.find("资金总额及构成").unwrap();
                let to = from + text[from..].find("\n项目概况").unwrap() + 1;
                format!("{}{other}{}", &text[..from], &text[to..])
            }
            usual => {
                assert!(text.contains(usual), "{name}: {usual}");
                text.replace(usual, other)
            }
        };
        let outcome = lint(&text, &Settings::default());
        assert_eq!(outcome.forms.iter().map(|form| &*form.profile.id).collect::<Vec<_>>(), [&*profile.id]);
        let findings = outcome.findings.iter().filter(|finding| finding.severity != Severity::Information);
        let messages: Vec<&str> = findings.map(|finding| &*finding.message).collect();
        assert!(messages.is_empty(), "{name} {other}: {messages:#?}");
    }
}

#[test]
fn each_form_is_printed_and_read_back() {
    let formats = [
        (export::Format::Html, Format::Html),
        (export::Format::Xlsx, Format::Xlsx),
        (export::Format::Docx, Format::Docx),
    ];
    for (profile, text) in sheets() {
        let text: String = text.lines().filter(|row| !row.starts_with('#')).map(|row| format!("{row}\n")).collect();
        for (to, from) in formats {
            let bytes = export(&text, to, &export::Options::default()).unwrap();
            let content = match from {
                Format::Html => Content::Text(std::str::from_utf8(&bytes).unwrap()),
                _ => Content::Bytes(&bytes),
            };
            let back = import(content, from, &import::Options::default()).unwrap();
            assert_eq!(back.text, text, "{} {to:?}", profile.id);
        }
    }
}

#[test]
fn a_form_is_not_taken_for_another_that_it_resembles() {
    // A table of another form between its labels, and a label that the form has not.
    for (own, from, to) in [
        ("mof-2020-project-evaluation", "全年执行数\t分值\t执行率\t得分", "支付进度\t备注"),
        ("mof-2020-project-evaluation", "绩效指标\t一级指标", "部门职能概述\t负责供水\n绩效指标\t一级指标"),
        (
            "ningxia-department",
            "年度任务\t任务名称\t任务内容",
            "年度任务\t任务名称\t主要内容\t预算金额（万元）\t其中：财政拨款",
        ),
        (
            "rural-project",
            "绩效指标\t一级指标\t二级指标\t三级指标\t指标值",
            "绩效指标\t一级指标\t二级指标\t三级指标\t分值\t指标值\t评分标准",
        ),
    ] {
        let (_, text) = sheets().into_iter().find(|(profile, _)| profile.id == own).unwrap();
        assert!(text.contains(from), "{own}");
        let outcome = lint(&text.replace(from, to), &Settings::default());
        assert!(outcome.forms.iter().all(|form| form.profile.is_none()), "{own}: {to}");
    }
}

#[test]
fn the_unit_of_amounts_tells_two_forms_apart() {
    for (unit, expected) in [("万元", "mof-2020-project-evaluation"), ("元", "mof-2020-project-evaluation-yuan")] {
        let (_, text) = sheets().into_iter().find(|(profile, _)| profile.id == expected).unwrap();
        assert!(text.contains(&format!("项目资金（{unit}）")));
        assert_eq!(lint(&text, &Settings::default()).forms[0].profile.id, expected);
    }
}

#[test]
fn the_checks_of_a_form_leave_parts_that_it_does_not_know_to_its_headings() {
    let (_, text) = sheets().into_iter().find(|(profile, _)| profile.id == "rural-project").unwrap();
    let more = text.replace("其他资金\t56", "自筹资金\t16\n\t其他资金\t40");
    assert_ne!(more, text);
    let said = |text: &str| {
        let found = lint(text, &Settings::default()).findings;
        found
            .iter()
            .filter(|finding| finding.severity != Severity::Information)
            .map(|finding| finding.message.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(said(&more), Vec::<String>::new());
    assert_eq!(said(&more.replace("\t自筹资金\t16", "\t自筹资金\t17")), ["年度资金总额 436，应为 380 + 17 + 40 = 437"]);
    let mended = lint::fix(&text, &Settings::default(), Applicability::Safe).text;
    assert_eq!(mended, text);
}
