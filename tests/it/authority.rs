//! On what the rules rest: each severity has a ground, each page names its authority, and no Chinese text uses a forbidden word.

use std::collections::BTreeSet;

use mubiao::diagnostic::{Lang, RuleInfo, Severity};
use mubiao::profile::Profiles;
use mubiao::rules::RULES;

/// Why a rule has its severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ground {
    /// Error: no system, or no reader of this format, could store it.
    Unfit,
    /// Error: figures, dates or statements of the sheet contradict each other.
    Contradiction,
    /// Error: a stated rule of the form or of the format is broken.
    Stated,
    /// Warning: customary practice that was inferred.
    Custom,
    /// Information: worth a look.
    Look,
}

/// On what a rule rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Authority {
    /// A document, with whom it binds.
    Document,
    /// Published sheets: whose, of which year, how many.
    Sheets,
    /// Experience; no written rule was found.
    Experience,
}

use Authority::{Document, Experience, Sheets};
use Ground::{Contradiction, Custom, Look, Stated, Unfit};

/// How the line begins on the pages, in Chinese and in English.
const KINDS: [(Authority, &str, &str); 3] = [
    (Document, "文件条款。", "a document. "),
    (Sheets, "公开表。", "published sheets. "),
    (Experience, "经验判断，", "experience; no written rule was found."),
];

/// Every rule in the order of the manual: why it has its severity, and on what it rests.
const TABLE: &[(&str, Ground, Authority)] = &[
    ("misaligned-row", Unfit, Sheets),
    ("hoisted-parent", Unfit, Sheets),
    ("split-table", Custom, Sheets),
    ("broken-word", Custom, Sheets),
    ("leftover-markup", Custom, Sheets),
    ("mixed-width", Custom, Sheets),
    ("compatibility-character", Custom, Document),
    ("control-character", Unfit, Experience),
    ("foreign-encoding", Look, Document),
    ("overlong-row", Unfit, Experience),
    ("unknown-profile", Stated, Document),
    ("unknown-form", Look, Experience),
    ("missing-section", Stated, Sheets),
    ("duplicate-section", Contradiction, Experience),
    ("misplaced-section", Stated, Sheets),
    ("unknown-label", Stated, Sheets),
    ("wrong-header", Stated, Sheets),
    ("ambiguous-header", Custom, Experience),
    ("orphan-row", Stated, Document),
    ("stray-cell", Stated, Sheets),
    ("empty-field", Unfit, Experience),
    ("missing-cell", Custom, Experience),
    ("reversed-period", Contradiction, Experience),
    ("impossible-date", Custom, Experience),
    ("malformed-amount", Unfit, Experience),
    ("foreign-unit", Contradiction, Experience),
    ("imprecise-amount", Custom, Sheets),
    ("negative-amount", Contradiction, Experience),
    ("unbalanced-budget", Contradiction, Sheets),
    ("unbalanced-breakdown", Contradiction, Sheets),
    ("unbalanced-tasks", Contradiction, Sheets),
    ("unmatched-task", Contradiction, Sheets),
    ("implausible-amount", Custom, Experience),
    ("wrong-rate", Contradiction, Document),
    ("wrong-rate-score", Custom, Experience),
    ("overspent", Custom, Document),
    ("unknown-class", Custom, Sheets),
    ("unknown-group", Custom, Sheets),
    ("misplaced-indicator", Custom, Sheets),
    ("misspelled-indicator", Custom, Experience),
    ("missing-standard-indicator", Custom, Sheets),
    ("missing-class", Unfit, Experience),
    ("unbalanced-weights", Contradiction, Experience),
    ("unbalanced-scores", Contradiction, Experience),
    ("excessive-score", Contradiction, Experience),
    ("missing-actual", Stated, Document),
    ("missing-score", Contradiction, Experience),
    ("unearned-score", Custom, Document),
    ("unexplained-deviation", Custom, Document),
    ("duplicate-indicator", Unfit, Experience),
    ("missing-parent", Stated, Document),
    ("missing-operator", Unfit, Experience),
    ("unexpected-operator", Unfit, Experience),
    ("noncanonical-operator", Custom, Sheets),
    ("inexact-satisfaction", Custom, Experience),
    ("wrong-direction", Custom, Experience),
    ("implausible-target", Custom, Document),
    ("malformed-target", Unfit, Document),
    ("impossible-target", Contradiction, Experience),
    ("placeholder-target", Unfit, Experience),
    ("vague-target", Custom, Document),
    ("unit-in-target", Stated, Sheets),
    ("missing-measure", Unfit, Experience),
    ("unexpected-measure", Custom, Experience),
    ("mismatched-measure", Custom, Experience),
    ("inconsistent-measure", Custom, Experience),
    ("fraction-as-percent", Custom, Experience),
    ("noncanonical-measure", Custom, Sheets),
    ("missing-deadline", Stated, Sheets),
    ("malformed-deadline", Unfit, Sheets),
    ("deadline-outside-year", Custom, Sheets),
    ("overlong-name", Unfit, Document),
    ("figure-in-name", Look, Experience),
    ("empty-goal", Unfit, Document),
    ("overlong-goal", Unfit, Document),
    ("unmatched-goal", Stated, Sheets),
    ("placeholder-text", Unfit, Document),
    ("foreign-year-in-goal", Custom, Sheets),
    ("uncovered-figure", Look, Document),
    ("malformed-identity", Stated, Sheets),
    ("unknown-division", Custom, Document),
    ("duplicate-budget-unit", Contradiction, Experience),
    ("foreign-department", Look, Experience),
    ("copied-goal", Look, Experience),
    ("inconsistent-year", Custom, Experience),
    ("merge-conflict", Contradiction, Document),
    ("unknown-directive", Stated, Document),
    ("unknown-rule", Stated, Document),
    ("unused-allowance", Custom, Document),
];

/// The severity that a ground gives.
fn severity(ground: Ground) -> Severity {
    match ground {
        Unfit | Contradiction | Stated => Severity::Error,
        Custom => Severity::Warning,
        Look => Severity::Information,
    }
}

/// The line of a page that names its authority, without its beginning; every page has one such line.
fn stated(rule: &RuleInfo, lang: Lang, begins: &str) -> String {
    let lines: Vec<&str> = rule.page(lang).lines().filter_map(|line| line.strip_prefix(begins)).collect();
    let [line] = lines[..] else { panic!("{}: {} lines begin with {begins}", rule.name, lines.len()) };
    line.to_owned()
}

#[test]
fn every_severity_has_its_ground_and_every_page_its_authority() {
    let named: Vec<&str> = TABLE.iter().map(|&(name, ..)| name).collect();
    assert_eq!(named, RULES.iter().map(|rule| rule.name).collect::<Vec<_>>(), "the table names every rule once");
    for (rule, &(name, ground, authority)) in RULES.iter().zip(TABLE) {
        assert_eq!(rule.severity, severity(ground), "{name} is {ground:?}");
        // What only experience says is no stated rule.
        assert!(ground != Stated || authority != Experience, "{name} rests on experience and is called a stated rule");
        for (lang, begins) in [(Lang::Zh, "依据："), (Lang::En, "Authority: ")] {
            let line = stated(rule, lang, begins);
            let kind = KINDS.iter().find(|(_, zh, en)| line.starts_with(lang.pick(zh, en)));
            assert_eq!(kind.map(|(kind, ..)| *kind), Some(authority), "{name}: {begins}{line}");
        }
    }
}

#[test]
fn a_document_says_whom_it_binds_and_sheets_say_whose_they_are() {
    for (rule, (name, _, authority)) in RULES.iter().zip(TABLE) {
        let line = stated(rule, Lang::Zh, "依据：");
        let said: &[&str] = match authority {
            Document => &["约束", "适用于", "参照", "各级通用"],
            Sheets => &["公开"],
            Experience => &["未见"],
        };
        assert!(said.iter().any(|word| line.contains(word)), "{name}: {line}");
    }
}

#[test]
fn every_form_and_every_entry_of_it_names_its_authority() {
    const KINDS: [(&str, &str); 3] =
        [("文件条款：", "a document: "), ("公开表：", "published sheets: "), ("经验判断，", "experience, ")];
    for profile in Profiles::default().iter() {
        let (zh, en) = &profile.authority;
        assert!(KINDS.iter().any(|(begins, _)| zh.starts_with(begins)), "{}: {zh}", profile.id);
        assert!(KINDS.iter().any(|(_, begins)| en.starts_with(begins)), "{}: {en}", profile.id);
        for standard in &profile.catalogue.standards {
            let source = &standard.source;
            assert!(KINDS.iter().any(|(begins, _)| source.starts_with(begins)), "{}: {source}", standard.name);
        }
    }
}

#[test]
fn english_names_forms_and_documents_alone_in_chinese() {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    for profile in Profiles::default().iter() {
        // 财预〔2015〕88号 is the name of a document.
        let named = profile.authority.1.replace("财预〔", "").replace('号', "");
        assert!(!named.contains(han), "{}: {}", profile.id, profile.authority.1);
        for standard in &profile.catalogue.standards {
            let (english, definition) = (&standard.english, &standard.definition);
            assert!(!english.contains(han), "{}: {english}", profile.id);
            assert_eq!(english.is_empty(), definition.is_empty(), "{}: {definition} has no English", profile.id);
        }
    }
}

#[test]
fn every_line_of_the_data_names_its_authority() {
    for path in ["data/headings.tsv", "data/points.tsv", "data/synonyms.tsv"] {
        let text = read(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path));
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let grounds = line.rsplit('\t').next().unwrap_or_default();
            for ground in grounds.split('；').map(|ground| ground.trim_start_matches("其余：")) {
                let named = |begins: &&str| ground.strip_prefix(*begins).is_some_and(|rest| !rest.is_empty());
                assert!(
                    ["文件条款：", "公开表："].iter().any(named) || ground == "经验判断，未见成文规定",
                    "{path}: {line}"
                );
            }
        }
    }
}

/// What no Chinese text says, and what it says instead.
const FORBIDDEN: &[(&str, &str)] = &[
    ("未收入", "略去"),
    ("一般做法", "经验判断，未见成文规定"),
    ("general knowledge", "经验判断，未见成文规定"),
    ("general practice", "经验判断，未见成文规定"),
    ("corpus/", "公开表：…"),
    ("语料", "朝阳市 2021 年公开的表"),
    ("填表人", "填报人"),
    ("作者", "填报人"),
    ("标准指标", "共性指标"),
    ("栏目", "项目"),
    ("列名", "栏名"),
    ("单位编码", "单位代码"),
    ("财政区划：", "财政区划代码："),
    ("平衡", "勾稽相符"),
    ("合计相符", "勾稽相符"),
    ("表内关系", "勾稽关系"),
    ("安全修复", "自动修复"),
    ("可选修复", "待确认修复"),
    ("备选修改", "待确认修复"),
    ("基线", "已知问题清单"),
    ("衡量", "考核"),
    ("本工具", "本程序"),
    ("服务器", "检查程序"),
    ("画出", "生成"),
    ("认得", "能识别"),
    ("读不准", "不能确定"),
    ("看不懂", "不能识别"),
    ("由人确认", "由填报人确认"),
    ("差一分", "差 0.01"),
    ("一体化系统保存时", "有的预算管理一体化系统"),
];

/// Headings of published sheets, which say it in their own words.
const QUOTED: &[&str] = &["衡量指标", "部门预算编码", "收支平衡", "可以安全修复"];

/// The places of `text` that use a forbidden word outside of what is quoted.
fn forbidden<'w>(
    path: &str,
    text: &str,
    found: &mut BTreeSet<String>,
    words: impl Iterator<Item = &'w (&'w str, &'w str)>,
) {
    let words: Vec<_> = words.collect();
    for (at, line) in text.lines().enumerate() {
        let own = QUOTED.iter().fold(line.to_owned(), |line, quoted| line.replace(quoted, ""));
        for (word, instead) in &words {
            if own.contains(word) {
                found.insert(format!("{path}:{}: {word}, say {instead}: {}", at + 1, line.trim()));
            }
        }
    }
}

fn read(path: &std::path::Path) -> String {
    std::fs::read_to_string(path).unwrap().replace("\r\n", "\n")
}

/// The files below `folder` whose names end in `ext`.
fn below(folder: &str, ext: &str) -> Vec<std::path::PathBuf> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut folders, mut files) = (vec![root.join(folder)], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true if path.ends_with("node_modules") || path.ends_with("dist") => {}
                true => folders.push(path),
                false if path.to_string_lossy().ends_with(ext) => files.push(path),
                false => {}
            }
        }
    }
    files
}

/// What the program says: the strings of its code before their tests, comments left out.
fn said(code: &str) -> String {
    let code = code.split("\n#[cfg(test)]\n").next().unwrap_or_default();
    // A line of help that has both languages is no text of either.
    let own = |line: &&str| !line.trim_start().starts_with("//") && !line.contains(" / ");
    code.lines().map(|line| if own(&line) { line } else { "" }).collect::<Vec<_>>().join("\n")
}

#[test]
fn no_chinese_text_uses_a_forbidden_word() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let shown = |path: &std::path::Path| path.strip_prefix(root).unwrap().display().to_string();
    let mut found = BTreeSet::new();
    // Vocabularies hold the words of sheets, not the program's.
    const VOCABULARIES: [&str; 4] =
        ["src/import/unparted", "src/outline", "src/profile/vocabulary.rs", "src/ide/unknown_forms"];
    for path in ["src", "web/src", "python/src"].into_iter().flat_map(|folder| below(folder, ".rs")) {
        let name = shown(&path).replace('\\', "/");
        if !VOCABULARIES.iter().any(|vocabulary| name.starts_with(vocabulary))
            && !["tests.rs", "testing.rs", "hostile.rs"].iter().any(|end| name.ends_with(end))
        {
            let english = ["general knowledge", "general practice", "作者"];
            let words = FORBIDDEN.iter().filter(|(word, _)| !english.contains(word));
            forbidden(&name, &said(&read(&path)), &mut found, words);
        }
    }
    for rule in RULES {
        forbidden(rule.name, rule.page(Lang::Zh), &mut found, FORBIDDEN.iter());
        forbidden(rule.name, rule.page(Lang::En), &mut found, FORBIDDEN.iter().skip(2).take(3));
    }
    for path in below("profiles", ".tsv") {
        let rows = read(&path);
        let rows: Vec<&str> = rows.lines().map(|line| if line.starts_with('#') { "" } else { line }).collect();
        forbidden(&shown(&path), &rows.join("\n"), &mut found, FORBIDDEN.iter());
    }
    let texts = [
        "README.zh-CN.md",
        "SECURITY.md",
        "web/page/words.ts",
        "editors/vscode/package.nls.zh-cn.json",
        "editors/vscode/l10n/bundle.l10n.zh-cn.json",
        "editors/vscode/snippets/mubiao.json",
        "editors/vscode/README.md",
    ];
    let pages = ["docs", "editors"].into_iter().flat_map(|folder| below(folder, ".zh-CN.md"));
    let texts = texts.iter().map(|path| root.join(path)).chain(pages);
    for path in texts {
        // Where a command is shown, so is the path of a file; a programmer reads of servers.
        let text = read(&path).replace("语言服务器", "");
        let words = FORBIDDEN.iter().filter(|(word, _)| *word != "corpus/");
        forbidden(&shown(&path), &text, &mut found, words);
    }
    let found: Vec<String> = found.into_iter().collect();
    assert!(found.is_empty(), "one word for one thing (FORBIDDEN in tests/it/authority.rs):\n{}", found.join("\n"));
}
