//! The notation in which the rules are tested: a sheet or a part of one, its findings, and what its fixes make of it.
//!
//! `⇥` is a TAB, `⟦…⟧` the range of a finding, `<U+200B>` a character that cannot be seen. Below a row stand its findings,
//! `//~ severity[rule]: message`; below a line `---` stands the text after all safe fixes (absent when there are none),
//! below `--- fix: title` the text after that one fix.
//!
//! Rows that are no whole sheet are put into a sound one, and only what is found in them counts: rows that begin with a
//! label replace those sections of it; rows without any label are indicator rows, which stand under 履职效能 →
//! 整体工作完成情况 unless they say otherwise.
//!
//! A first row `# mubiao: profile = ID` chooses the form; the sound sheet of it is the one in `tests/corpus`, and indicator
//! rows without any label stand behind its own.
//!
//! A row `…` stands for the sections of a sound sheet between those that are written, `… 2022` with deadlines in that year;
//! what is found in it is not shown.

use std::fmt::Write as _;

use expect_test::Expect;

use crate::diagnostic::{Applicability, Diagnostic, Lang};
use crate::lint::{Settings, fix, lint};
use crate::outline::is_title;
use crate::profile::{Profile, builtin, fold};
use crate::text::apply_edits;

/// Asserts that `expected`, in the notation of this module, is what its input shows.
#[track_caller]
pub(crate) fn check(expected: &Expect) {
    expected.assert_eq(&render(expected.data()));
}

/// What the input of `fixture` shows, in the notation of this module.
pub(crate) fn render(fixture: &str) -> String {
    render_in(fixture, Lang::Zh)
}

/// The same with findings and fixes in `lang`; `fixture` names the fixes in Chinese.
pub(crate) fn render_in(fixture: &str, lang: Lang) -> String {
    assert!(!fixture.contains('\t'), "a fixture writes a TAB as ⇥");
    let fixture = trim_indent(fixture);
    let (input, rest) = fixture.split_once("\n---").map_or((fixture.as_str(), ""), |(input, rest)| (input, rest));
    let titles: Vec<&str> =
        rest.lines().filter_map(|line| line.trim_start_matches("---").strip_prefix(" fix: ")).collect();
    let rows: Vec<String> =
        input.lines().filter(|line| !line.starts_with("//~")).map(|line| raw(&line.replace(['⟦', '⟧'], ""))).collect();
    let (form, rows) = form_of(rows);
    let (text, range, rests) = match form {
        Some(form) => embed_in(form, &rows.join("\n")),
        None => embed_or_complete(&rows.join("\n")),
    };
    let settings = Settings { lang, ..Settings::default() };
    let inside = |finding: &&Diagnostic| range.contains(&(finding.range.start as usize)) || range.len() == text.len();
    let outcome = lint(&text, &settings);
    let findings: Vec<&Diagnostic> = outcome.findings.iter().filter(inside).collect();
    let mut out = form.map(|form| format!("{}\n", directive(form))).unwrap_or_default();
    out.push_str(&show(&text, range.clone(), &rests, &findings));
    let suffix = text.len() - range.end;
    let part = |fixed: &str| shown(&hide(&fixed[range.start..fixed.len() - suffix], &text, &rests));
    let fixed = fix(&text, &settings, Applicability::Safe).text;
    if fixed != text {
        let _ = write!(out, "---\n{}\n", part(&fixed));
    }
    let named = if titles.is_empty() { Vec::new() } else { lint(&text, &Settings::default()).findings };
    let named: Vec<&str> = titles_of(named.iter().filter(inside));
    let all = || findings.iter().flat_map(|finding| &finding.fixes);
    for title in titles {
        let fix = named.iter().position(|known| *known == title).and_then(|at| all().nth(at));
        let fix = fix.unwrap_or_else(|| panic!("there is no fix {title:?}; there are {named:#?}"));
        let _ = write!(out, "--- fix: {}\n{}\n", fix.title, part(&apply_edits(&text, &fix.edits)));
    }
    out
}

fn titles_of<'d>(findings: impl Iterator<Item = &'d Diagnostic>) -> Vec<&'d str> {
    findings.flat_map(|finding| &finding.fixes).map(|fix| fix.title.as_str()).collect()
}

/// The form, if not the first one, that the first row chooses, and the other rows. A text that is whole by itself keeps
/// that row.
fn form_of(mut rows: Vec<String>) -> (Option<&'static Profile>, Vec<String>) {
    let chosen = rows.first().and_then(|row| builtin().iter().skip(1).find(|form| *row == directive(form)));
    let whole = |form: &Profile| {
        rows.len() == 1
            || rows[1..].iter().any(|row| {
                label(form, row) == Some(form.identity()) || form.is_title(row.split('\t').next().unwrap_or(""))
            })
    };
    match chosen.filter(|form| !whole(form)) {
        Some(form) => (Some(&**form), rows.split_off(1)),
        None => (None, rows),
    }
}

fn directive(form: &Profile) -> String {
    format!("# mubiao: profile = {}", form.id)
}

/// The sound sheet of a form that `tests/corpus` has.
fn sample(form: &Profile) -> &'static str {
    match form.id.as_str() {
        "mof-2015-department" => include_str!("../../tests/corpus/mof-2015-department.mubiao"),
        "mof-2021-department" => include_str!("../../tests/corpus/mof-2021-department.mubiao"),
        other => panic!("tests/corpus has no sheet of {other}"),
    }
}

/// The whole text for `rows` in a sound sheet of `form`, and where they stand in it.
fn embed_in(form: &Profile, rows: &str) -> (String, std::ops::Range<usize>, Vec<Rest>) {
    let labels: Vec<usize> = rows.lines().filter_map(|row| label(form, row)).collect();
    let mut text = directive(form) + "\n";
    let (mut place, mut replaced) = (None, false);
    for row in sample(form).lines().filter(|row| !row.starts_with('#')) {
        if let Some(section) = label(form, row) {
            replaced = labels.contains(&section);
        }
        if !replaced {
            text.push_str(row);
            text.push('\n');
        } else if place.is_none() {
            place = Some(text.len());
            text.push_str(rows);
            text.push('\n');
        }
    }
    let start = place.unwrap_or(text.len());
    if place.is_none() {
        text.push_str(rows);
        text.push('\n');
    }
    (text, start..start + rows.len() + 1, Vec::new())
}

/// The text without the blanks that all its lines begin with.
pub(crate) fn trim_indent(text: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let least = text.lines().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    let lines: Vec<&str> = text.lines().map(|line| line.get(least..).unwrap_or("")).collect();
    let lines = lines.join("\n");
    lines.trim_start_matches('\n').trim_end_matches('\n').to_owned()
}

/// Notation to text.
pub(crate) fn raw(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find("<U+") {
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end);
        let code = u32::from_str_radix(&rest[at + 3..end], 16).ok().and_then(char::from_u32);
        out.push_str(&rest[..at]);
        out.push(code.unwrap_or_else(|| panic!("no character: {}", &rest[at..])));
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    out.replace('⇥', "\t")
}

/// Text to notation.
pub(crate) fn shown(text: &str) -> String {
    let mut out = String::new();
    for c in text.trim_end_matches('\n').chars() {
        match c {
            '\t' => out.push('⇥'),
            '\n' => out.push('\n'),
            c if c.is_control()
                || matches!(c, '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{3000}') =>
            {
                let _ = write!(out, "<U+{:04X}>", c as u32);
            }
            c => out.push(c),
        }
    }
    out
}

/// The rows of `range` with the findings marked in them and named below them.
fn show(text: &str, range: std::ops::Range<usize>, rests: &[Rest], findings: &[&Diagnostic]) -> String {
    let mut out = String::new();
    let mut at = range.start;
    for row in text[range.clone()].split_inclusive('\n') {
        let end = at + row.len();
        if let Some(rest) = rests.iter().find(|rest| rest.range.contains(&at)) {
            if rest.range.start == at {
                out.push_str(&rest.row);
                out.push('\n');
            }
            at = end;
            continue;
        }
        let last = end == range.end;
        let here: Vec<&&Diagnostic> = findings
            .iter()
            .filter(|finding| {
                let start = finding.range.start as usize;
                (at..end).contains(&start) || (last && start >= end)
            })
            .collect();
        let mut marks: Vec<(usize, char)> = Vec::new();
        for finding in &here {
            let stop = at + row.trim_end_matches('\n').len();
            marks.push(((finding.range.start as usize).clamp(at, stop), '⟦'));
            marks.push(((finding.range.end as usize).clamp(at, stop), '⟧'));
        }
        // Stable: marks at one place keep the order in which the findings come.
        marks.sort_by_key(|mark| mark.0);
        let mut from = at;
        for (place, mark) in marks {
            out.push_str(&shown(&text[from..place]));
            out.push(mark);
            from = place;
        }
        out.push_str(&shown(&text[from..end]));
        out.push('\n');
        for finding in here {
            let (severity, rule) = (finding.severity.name(), finding.rule.name);
            let _ = writeln!(out, "//~ {severity}[{rule}]: {}", finding.message);
        }
        at = end;
    }
    out
}

/// What a row `…` stands for.
pub(crate) struct Rest {
    /// Where it stands in the text.
    pub(crate) range: std::ops::Range<usize>,
    /// The row.
    pub(crate) row: String,
}

/// The whole text for `rows`, where they stand in it, and what stands for the rows `…`.
pub(crate) fn embed_or_complete(rows: &str) -> (String, std::ops::Range<usize>, Vec<Rest>) {
    if !rows.lines().any(|row| row.starts_with('…')) {
        let (text, range) = embed(rows);
        return (text, range, Vec::new());
    }
    let profile = &builtin()[0];
    let lines: Vec<&str> = rows.lines().collect();
    let (mut text, mut rests, mut sheets, mut written) = (String::new(), Vec::new(), 0, 0);
    for (at, line) in lines.iter().enumerate() {
        let Some(year) = line.strip_prefix('…') else {
            if let Some(section) = label(profile, line) {
                sheets += usize::from(section == profile.identity());
                written = section;
            }
            text.push_str(line);
            text.push('\n');
            continue;
        };
        let next = lines[at + 1..].iter().find_map(|line| label(profile, line));
        let until = next.filter(|next| *next != profile.identity()).unwrap_or(profile.sections.len());
        let start = text.len();
        for (section, rows) in sound_sheet(profile) {
            if section <= written || section >= until {
                continue;
            }
            // No two sheets have the same goal.
            let rows = rows.replace("节能监察", ["节能", "盐业", "黄金", "无线电", "老企业"][sheets % 5]);
            text.push_str(&rows);
            text.push('\n');
            if Some(section) == profile.indicators().map(|(section, _)| section) {
                for (_, row) in standard_rows(profile) {
                    let year = if year.trim().is_empty() { "2021" } else { year.trim() };
                    text.push_str(&row.replace("2021", year));
                    text.push('\n');
                }
            }
        }
        rests.push(Rest { range: start..text.len(), row: (*line).to_owned() });
    }
    let range = 0..text.len();
    (text, range, rests)
}

/// The text for a fixture without marks.
pub(crate) fn whole(fixture: &str) -> String {
    let rows: Vec<String> = fixture.lines().map(raw).collect();
    embed_or_complete(&rows.join("\n")).0
}

/// `fixed`, what became of `text`, with its rows `…` again.
pub(crate) fn hide(fixed: &str, text: &str, rests: &[Rest]) -> String {
    let (mut out, mut left) = (String::new(), fixed);
    for rest in rests {
        let Some((before, behind)) = left.split_once(&text[rest.range.clone()]) else { break };
        out.push_str(before);
        out.push_str(&rest.row);
        out.push('\n');
        left = behind;
    }
    out + left
}

/// A sheet without a fault, every parent stated.
fn sound_sheet(profile: &Profile) -> Vec<(usize, String)> {
    let head = "\
# mubiao: fiscal-year = 2021
部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
年度预算收入⇥100.00
年度预算支出⇥年度部门预算支出⇥100.00
⇥人员类项目⇥60.00⇥其他运转类项目
⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
年度主要任务⇥对应项目⇥预算资金情况（万元）
⇥部门预算基本支出公用经费⇥30.00
⇥部门预算基本支出人员经费⇥60.00
⇥工信产业监管专项业务经费⇥10.00
年度绩效目标⇥做好节能监察工作，加强监察结果的分析应用。
年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限";
    let mut sections: Vec<(usize, String)> = Vec::new();
    for line in head.lines() {
        let line = raw(line);
        match label(profile, &line) {
            Some(section) => sections.push((section, line)),
            None => match sections.last_mut() {
                Some((_, text)) => {
                    text.push('\n');
                    text.push_str(&line);
                }
                None => sections.push((usize::MAX, line)),
            },
        }
    }
    sections
}

fn standard_rows(profile: &Profile) -> Vec<(String, String)> {
    let catalogue = &profile.catalogue;
    let row = |standard: &crate::profile::Standard| {
        let (class, group) =
            (&catalogue.classes[standard.class as usize], &catalogue.groups[standard.group as usize].name);
        let crate::profile::Standard { name, operator, value, measure, .. } = standard;
        (name.clone(), format!("\t{class}\t{group}\t{name}\t{operator}\t{value}\t{measure}\t2021-12"))
    };
    catalogue.standards.iter().map(row).collect()
}

fn label(profile: &Profile, row: &str) -> Option<usize> {
    let mut cells = row.split('\t');
    let first = cells.next().unwrap_or("").trim();
    let lead = if first.is_empty() { cells.next().unwrap_or("").trim() } else { first };
    profile.section_of(lead).map(|(section, _)| section)
}

/// The whole text for `rows`, and where they stand in it.
fn embed(rows: &str) -> (String, std::ops::Range<usize>) {
    let profile = &builtin()[0];
    let labels: Vec<usize> = rows.lines().filter_map(|row| label(profile, row)).collect();
    let whole = labels.contains(&profile.identity())
        || rows.lines().any(|row| is_title(row.split('\t').next().unwrap_or("")))
        || rows.lines().any(|row| profile.is_title(row.split('\t').next().unwrap_or("")))
        || rows.starts_with("# mubiao: profile")
        || rows.is_empty();
    if whole {
        return (rows.to_owned(), 0..rows.len());
    }
    let sections = sound_sheet(profile);
    let (before, inner, after) = if labels.is_empty() {
        let head: Vec<String> = sections.into_iter().map(|(_, text)| text).collect();
        let folded = fold(rows);
        let mut standards = standard_rows(profile);
        let lead: Vec<String> = standards.drain(..2).map(|(_, row)| row).collect();
        let rest: Vec<String> =
            standards.into_iter().filter(|(name, _)| !folded.contains(&fold(name))).map(|(_, row)| row).collect();
        (format!("{}\n{}\n", head.join("\n"), lead.join("\n")), rows.to_owned(), rest.join("\n"))
    } else {
        let standards: Vec<String> = standard_rows(profile).into_iter().map(|(_, row)| row).collect();
        let last = sections.len() - 1;
        let (mut before, mut after) = (String::new(), String::new());
        let mut placed = false;
        for (at, (section, text)) in sections.into_iter().enumerate() {
            if labels.contains(&section) {
                placed = true;
                continue;
            }
            let side = if placed { &mut after } else { &mut before };
            side.push_str(&text);
            side.push('\n');
            if at == last {
                side.push_str(&standards.join("\n"));
                side.push('\n');
            }
        }
        (before, rows.to_owned(), after)
    };
    let start = before.len();
    // The line end behind the rows is theirs: a finding may stand at their very end.
    let text = format!("{before}{inner}\n{after}");
    (text, start..start + inner.len() + 1)
}

#[test]
fn the_sound_sheet_is_sound() {
    let (text, _) = embed("\t社会效应\t服务对象满意度\t服务企业满意度\t>=\t90\t%\t2021-12");
    let outcome = lint(&text, &Settings::default());
    assert_eq!(outcome.findings.iter().map(|finding| &finding.message).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn the_sound_sheets_of_all_forms_are_sound() {
    for form in builtin().iter().skip(1) {
        for text in [sample(form).to_owned(), embed_in(form, "").0] {
            let outcome = lint(&text, &Settings::default());
            assert_eq!(outcome.profile.as_ref().map(|found| &found.id), Some(&form.id));
            let messages: Vec<&String> = outcome.findings.iter().map(|finding| &finding.message).collect();
            assert_eq!(messages, Vec::<&String>::new(), "{}", form.id);
        }
    }
}
