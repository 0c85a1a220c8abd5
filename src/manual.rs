//! The manual: rules found by what a reader knows of them, and their pages without the marks of tests.

use crate::diagnostic::{Lang, RuleInfo};
use crate::pinyin::Query;
use crate::rules::{RULES, find};

/// The rules that `query` stands for: the one of that name, or those whose names or titles hold it, by Chinese, English, full
/// pinyin or initials; the best first.
pub fn search(query: &str) -> Vec<&'static RuleInfo> {
    if let Some(rule) = find(query).or_else(|| find(&query.trim().to_lowercase().replace(['_', ' '], "-"))) {
        return vec![rule];
    }
    let query = Query::new(query.trim());
    if query.is_empty() {
        return Vec::new();
    }
    let found = |rule: &RuleInfo| {
        [rule.summary_zh, rule.name, rule.summary_en].iter().filter_map(|text| query.find(text)).min()
    };
    let mut found: Vec<_> = RULES.iter().filter_map(|&rule| Some((found(rule)?, rule))).collect();
    found.sort_by_key(|(how, _)| *how);
    found.into_iter().map(|(_, rule)| rule).collect()
}

/// The page of a rule in Markdown, below its title, with sentences where tests have marks. A TAB is shown as `⇥`.
pub fn page(rule: &RuleInfo, lang: Lang) -> String {
    let page = rule.page(lang).replace('\t', "⇥");
    let mut out = Vec::new();
    let mut example: Option<Example<'_>> = None;
    for line in page.lines() {
        match &mut example {
            None if line.starts_with("# ") => out.push(format!("{line} {}", rule.summary(lang))),
            None if line.starts_with("```mubiao") => example = Some(Example::default()),
            None => out.push(line.to_owned()),
            Some(shown) if line == "```" => {
                shown.end(&mut out, lang);
                example = None;
            }
            Some(shown) => shown.line(line, &mut out, lang),
        }
    }
    out.join("\n")
}

/// So many characters of a place are shown.
const PLACE: usize = 20;

/// An example, as far as it was read.
#[derive(Default)]
struct Example<'p> {
    /// Its rows, without marks.
    rows: Vec<String>,
    /// What is marked in them.
    marked: Vec<String>,
    /// What is reported of the rows: severity, rule and message.
    findings: Vec<(&'p str, &'p str)>,
}

impl<'p> Example<'p> {
    fn line(&mut self, line: &'p str, out: &mut Vec<String>, lang: Lang) {
        if let Some(finding) = line.strip_prefix("//~ ") {
            self.findings.extend(finding.split_once(": "));
        } else if let Some(title) = line.strip_prefix("--- fix: ") {
            self.end(out, lang);
            out.push(match lang {
                Lang::Zh => format!("待确认修复“{title}”之后：\n"),
                Lang::En => format!("After the fix \"{title}\", which a person decides on:\n"),
            });
        } else if line == "---" {
            self.end(out, lang);
            out.push(lang.pick("自动修复之后：\n", "After the safe fixes:\n").to_owned());
        } else {
            let (row, mut marks) = unmarked(line);
            marks.sort_unstable();
            self.marked.extend(marks.into_iter().map(|(start, end)| row[start..end].to_owned()));
            self.rows.push(row);
        }
    }

    /// Writes what was read: the rows, and below them what is reported.
    fn end(&mut self, out: &mut Vec<String>, lang: Lang) {
        let Self { rows, marked, findings } = std::mem::take(self);
        if !rows.is_empty() {
            out.push("```mubiao".to_owned());
            out.extend(rows);
            out.push("```\n".to_owned());
        }
        for (at, (kind, message)) in findings.into_iter().enumerate() {
            let (severity, rule) = kind.trim_end_matches(']').split_once('[').unwrap_or((kind, ""));
            let severity = match severity {
                "error" => lang.pick("错误", "error"),
                "warning" => lang.pick("警告", "warning"),
                _ => lang.pick("提示", "information"),
            };
            let place = marked.get(at).map(|text| place(text, lang)).unwrap_or_default();
            out.push(match lang {
                Lang::Zh => format!("- {severity} {rule}{place}：{message}"),
                Lang::En => format!("- {severity} {rule}{place}: {message}"),
            });
        }
        if out.last().is_some_and(|line| line.starts_with("- ")) {
            out.push(String::new());
        }
    }
}

/// A row without its marks, and where in it these begin and end; they may stand within one another.
fn unmarked(line: &str) -> (String, Vec<(usize, usize)>) {
    let (mut row, mut open, mut marks) = (String::new(), Vec::new(), Vec::new());
    for c in line.chars() {
        match c {
            '⟦' => open.push(row.len()),
            '⟧' => marks.extend(open.pop().map(|start| (start, row.len()))),
            c => row.push(c),
        }
    }
    (row, marks)
}

/// Where in its row a finding stands, by the first cell of its place.
fn place(marked: &str, lang: Lang) -> String {
    let cells = marked.trim_matches('⇥');
    let first = cells.split('⇥').next().unwrap_or_default();
    let shown: String = first.chars().take(PLACE).collect();
    let more = if shown.len() < cells.len() { "…" } else { "" };
    match (format!("{shown}{more}").as_str(), lang) {
        ("", Lang::Zh) => "（空着的一格）".to_owned(),
        ("", Lang::En) => " (the empty cell)".to_owned(),
        (text, Lang::Zh) => format!("（“{text}”处）"),
        (text, Lang::En) => format!(" (at \"{text}\")"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[track_caller]
    fn check(query: &str, expected: &[&str]) {
        let found: Vec<&str> = search(query).into_iter().map(|rule| rule.name).collect();
        assert_eq!(found.iter().filter(|name| expected.contains(name)).count(), expected.len(), "{query}: {found:?}");
    }

    #[test]
    fn rules_are_found_by_name_title_and_pinyin() {
        let one = |query: &str| search(query).into_iter().map(|rule| rule.name).collect::<Vec<_>>();
        assert_eq!(one("missing-operator"), ["missing-operator"]);
        assert_eq!(one("missing_operator"), ["missing-operator"]);
        check("运算符号", &["missing-operator", "noncanonical-operator", "unexpected-operator"]);
        check("yunsuanfuhao", &["missing-operator", "noncanonical-operator"]);
        check("ysfh", &["missing-operator", "noncanonical-operator"]);
        check("operator", &["missing-operator", "noncanonical-operator", "unexpected-operator"]);
        check("预算收入与预算支出", &["unbalanced-budget"]);
        assert_eq!(one("不会有的"), Vec::<&str>::new());
        assert_eq!(one(" "), Vec::<&str>::new());
    }

    #[test]
    fn every_rule_is_found_by_its_title() {
        for rule in RULES {
            assert!(search(rule.summary_zh).iter().any(|found| found.name == rule.name), "{}", rule.name);
        }
    }

    #[test]
    fn no_page_shows_marks_of_tests() {
        for (rule, lang) in RULES.iter().flat_map(|rule| [(rule, Lang::Zh), (rule, Lang::En)]) {
            let page = page(rule, lang);
            for mark in ["//~", "⟦", "⟧", "--- fix", "\n---\n", "\t"] {
                assert!(!page.contains(mark), "{}: {page}", rule.name);
            }
            assert!(page.contains(rule.summary(lang)), "{}", rule.name);
            assert_eq!(page.matches("```").count() % 2, 0, "{}", rule.name);
        }
    }

    #[test]
    fn marks_become_sentences() {
        let mut out = Vec::new();
        let mut example = Example::default();
        let text = "⇥甲⇥⟦⟧⇥200\n⟦⟦⇥乙⟧⇥大于⇥3⟧\n//~ error[missing-operator]: “甲”缺运算符号\n//~ warning[x]: 位置不对\n//~ warning[y]: 应写作“>”\n---\n⇥甲⇥>=⇥200\n--- fix: 填上“=”\n⇥甲⇥=⇥200";
        text.lines().for_each(|line| example.line(line, &mut out, Lang::Zh));
        example.end(&mut out, Lang::Zh);
        expect![[r#"
            ```mubiao
            ⇥甲⇥⇥200
            ⇥乙⇥大于⇥3
            ```

            - 错误 missing-operator（空着的一格）：“甲”缺运算符号
            - 警告 x（“乙”处）：位置不对
            - 警告 y（“乙…”处）：应写作“>”

            自动修复之后：

            ```mubiao
            ⇥甲⇥>=⇥200
            ```

            待确认修复“填上“=””之后：

            ```mubiao
            ⇥甲⇥=⇥200
            ```
        "#]]
        .assert_eq(&out.join("\n"));
    }
}
