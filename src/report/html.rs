//! The HTML report: one page for a browser, with every sheet that has findings as a table.
//!
//! The page needs nothing from elsewhere, and its policy lets nothing in but its own style and script.

mod table;

use super::place::Places;
use super::{Checked, Options, Statistics, Summary, omitted};
use crate::diagnostic::{Diagnostic, Lang, Severity};
use crate::rules::find;
use std::io::{self, Write};

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// The SHA-256 of the style and of the script, in base64, by which the page's policy knows them.
const STYLE_HASH: &str = "NK/Peax6A0YCSdKBfxTvUMDAEJTQbJSNlcjirB+8sAA=";
const SCRIPT_HASH: &str = "ZqvGTzdwjzNyOsVJv8opzIm06sn5VFj4UnSQUoCERSY=";

pub(super) fn begin(out: &mut dyn Write, lang: Lang) -> io::Result<()> {
    let (code, title) =
        (lang.pick("zh-CN", "en"), lang.pick("绩效目标表检查报告", "Report on budget performance target sheets"));
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; \
         script-src 'sha256-{SCRIPT_HASH}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"generator\" content=\"mubiao {}\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header><h1>{title}</h1></header>\n",
        env!("CARGO_PKG_VERSION")
    )
}

/// The sheets of a file that have findings.
pub(super) fn file(out: &mut dyn Write, checked: Checked<'_>, lang: Lang) -> io::Result<()> {
    let mut places = Places::new(checked.text);
    writeln!(out, "<section class=\"file\">\n<h2>{}</h2>", escape(checked.path))?;
    let findings = &checked.outcome.findings;
    let starts = &checked.outcome.starts;
    let mut columns = crate::lint::ColumnNames::new(checked.text, checked.outcome);
    let mut at = 0;
    while at < findings.len() {
        // Without a profile the whole text is one piece.
        let sheet = starts.partition_point(|&start| start <= findings[at].range.start);
        let next = starts.get(sheet).copied();
        let end = next.unwrap_or(checked.text.len() as u32);
        let here =
            findings[at..].iter().take_while(|finding| next.is_none_or(|next| finding.range.start < next)).count();
        let range = sheet.checked_sub(1).map_or(0, |sheet| starts[sheet])..end;
        let sheet = table::Sheet { text: checked.text, range, findings: &findings[at..at + here], lang };
        sheet.write(out, &mut places, &mut columns)?;
        at += here.max(1);
    }
    out.write_all(b"</section>\n")
}

pub(super) fn finish(
    out: &mut dyn Write,
    options: Options,
    summary: &Summary,
    statistics: Option<&Statistics>,
) -> io::Result<()> {
    let lang = options.lang;
    let none = Statistics::default();
    let statistics = statistics.unwrap_or(&none);
    out.write_all(b"<section id=\"summary\">\n")?;
    if let Some(sentence) = summary.sentence(lang, options.unsafe_fixes) {
        writeln!(out, "<p>{}</p>", escape(&sentence))?;
    }
    if summary.omitted > 0 {
        writeln!(out, "<p>{}</p>", escape(&omitted(summary.omitted, lang)))?;
    }
    if !statistics.is_empty() {
        totals(out, lang, statistics)?;
        filters(out, lang, statistics)?;
    }
    out.write_all(b"</section>\n")?;
    if !statistics.is_empty() {
        writeln!(out, "<script>{SCRIPT}</script>")?;
    }
    out.write_all(b"</body>\n</html>\n")
}

fn totals(out: &mut dyn Write, lang: Lang, statistics: &Statistics) -> io::Result<()> {
    let title = lang.pick("各规则的问题数", "Findings by rule");
    let heads = lang.pick(["规则", "数量", "自动修复", "待确认修复"], ["Rule", "Count", "Safe fix", "Unsafe fix"]);
    writeln!(out, "<details><summary>{title}</summary>\n<table>\n<thead><tr>")?;
    for head in heads {
        writeln!(out, "<th>{head}</th>")?;
    }
    out.write_all(b"</tr></thead>\n<tbody>\n")?;
    for (rule, counts) in statistics.rules() {
        write!(out, "<tr><td>{} {}</td>", escape(rule), escape(title_of(rule, lang)))?;
        for count in counts {
            write!(out, "<td class=\"number\">{count}</td>")?;
        }
        out.write_all(b"</tr>\n")?;
    }
    out.write_all(b"</tbody>\n</table>\n</details>\n")
}

fn filters(out: &mut dyn Write, lang: Lang, statistics: &Statistics) -> io::Result<()> {
    let (rule, every) = (lang.pick("规则", "Rule"), lang.pick("全部", "all"));
    writeln!(out, "<div id=\"filters\">\n<label>{rule} <select id=\"rule\"><option value=\"\">{every}</option>")?;
    let mut names: Vec<_> = statistics.rules().into_iter().map(|(name, _)| name).collect();
    names.sort_unstable();
    for name in names {
        let (name, title) = (escape(name), escape(title_of(name, lang)));
        writeln!(out, "<option value=\"{name}\">{name} {title}</option>")?;
    }
    out.write_all(b"</select></label>\n")?;
    for severity in [Severity::Error, Severity::Warning, Severity::Information] {
        let (name, label) = (severity.name(), severity.label(lang));
        writeln!(out, "<label><input type=\"checkbox\" name=\"severity\" value=\"{name}\" checked> {label}</label>")?;
    }
    let search = lang.pick("查找", "Search");
    let only = lang.pick("只看有问题的行", "Only rows with findings");
    writeln!(out, "<label>{search} <input type=\"search\" id=\"text\"></label>")?;
    writeln!(out, "<label><input type=\"checkbox\" id=\"only\"> {only}</label>")?;
    out.write_all(b"<output id=\"shown\"></output>\n</div>\n")
}

/// What a rule is about.
fn title_of(rule: &str, lang: Lang) -> &'static str {
    find(rule).map_or("", |rule| rule.summary(lang))
}

/// The class of a finding's marks.
fn class(finding: &Diagnostic) -> &'static str {
    finding.severity.name()
}

/// `text` for an element or an attribute, with what cannot be seen pictured.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| push(&mut out, c));
    out
}

fn push(out: &mut String, c: char) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\'' => out.push_str("&#39;"),
        c => {
            let before = out.len();
            super::visible::push(out, c, false);
            // A code that stands for a character is written with angle brackets.
            if c > '~' && out[before..].starts_with('<') {
                let code = out.split_off(before);
                out.push_str(&code.replace('<', "&lt;").replace('>', "&gt;"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};

    /// In base64.
    fn hash(text: &str) -> String {
        const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let bytes = Sha256::digest(text.as_bytes());
        let mut out = String::new();
        for group in bytes.chunks(3) {
            let bits = group.iter().fold(0u32, |bits, &byte| bits << 8 | u32::from(byte)) << (8 * (3 - group.len()));
            for i in 0..4 {
                let digit = DIGITS[(bits >> (18 - 6 * i) & 63) as usize];
                out.push(if i > group.len() { '=' } else { char::from(digit) });
            }
        }
        out
    }

    #[test]
    fn the_policy_knows_style_and_script() {
        assert_eq!([hash(STYLE), hash(SCRIPT)], [STYLE_HASH, SCRIPT_HASH]);
    }

    #[test]
    fn nothing_that_is_escaped_can_be_markup() {
        assert_eq!(
            escape("<b a=\"x\" c='y'>&amp;\t\u{202E}"),
            "&lt;b a=&quot;x&quot; c=&#39;y&#39;&gt;&amp;amp;⇥&lt;U+202E&gt;"
        );
    }
}
