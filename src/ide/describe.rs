//! What the form expects in a cell, and what it knows of a class, a group or a standard indicator, in words.

use std::fmt::Write as _;

use rust_decimal::Decimal;

use crate::diagnostic::{Lang, say};
use crate::profile::{Better, ColumnKind, Piece, Profile, Section, Shape, Standard};

/// The most words that a sentence lists.
const LISTED: usize = 8;

/// How many per cent of `total` `own` is, to two decimals; `None` when there is no total or one of them is negative.
pub(super) fn percent(own: Decimal, total: Decimal) -> Option<Decimal> {
    if total <= Decimal::ZERO || own < Decimal::ZERO {
        return None;
    }
    let share = own.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(total)?;
    Some(share.round_dp(2).normalize())
}

/// What is expected in a cell of that kind, in one sentence.
pub(super) fn expected(profile: &Profile, kind: ColumnKind, lang: Lang) -> String {
    let catalogue = &profile.catalogue;
    match kind {
        ColumnKind::Identity => identity(profile, lang),
        ColumnKind::Code => {
            lang.pick("单位代码，每级三位数字", "The budget unit's code, three digits a level").to_owned()
        }
        ColumnKind::Amount => {
            let (unit, decimals) = (&profile.amount.unit, profile.amount.decimals);
            say!(
                lang,
                "金额，单位{unit}，最多 {decimals} 位小数，不写单位和千位分隔符",
                "An amount in {unit} with {decimals} decimals at most, without unit or separators"
            )
        }
        ColumnKind::Task => lang.pick("任务（项目）的名称", "The name of a task or project").to_owned(),
        ColumnKind::Text => lang.pick("文字", "Text").to_owned(),
        ColumnKind::Class => {
            let classes = listed(catalogue.classes.iter().map(String::as_str), lang);
            say!(
                lang,
                "一级指标：{classes}；空着就是与上一行相同",
                "The class: {classes}; empty means that of the row above"
            )
        }
        ColumnKind::Group => lang
            .pick(
                "二级指标，属于本行的一级指标；空着就是与上一行相同",
                "The group, one of the row's class; empty means that of the row above",
            )
            .to_owned(),
        ColumnKind::Name => lang
            .pick("三级指标的名称，说明考核什么，不含数字", "The indicator's name: what is measured, without figures")
            .to_owned(),
        ColumnKind::Operator => {
            let operators = profile.operators().join(lang.pick("、", ", "));
            say!(
                lang,
                "定量指标填 {operators} 之一；定性指标空着",
                "One of {operators} for a quantitative indicator; empty for a qualitative one"
            )
        }
        ColumnKind::Value => {
            let words = listed(catalogue.qualitative.iter().map(String::as_str), lang);
            say!(
                lang,
                "定量指标填数字，不带单位；定性指标填表述，如 {words}",
                "A number without unit for a quantitative indicator; words for a qualitative one, such as {words}"
            )
        }
        ColumnKind::Measure => {
            let measures = listed(catalogue.measures.iter().map(String::as_str), lang);
            say!(
                lang,
                "定量指标的度量单位，如 {measures}；定性指标空着",
                "The unit of measure of a quantitative indicator, such as {measures}; empty for a qualitative one"
            )
        }
        ColumnKind::Target => {
            let (operators, example) = (profile.operators().join(lang.pick("、", ", ")), example(profile));
            say!(
                lang,
                "运算符号、数字、度量单位连着写，如 {example}，运算符号是 {operators} 之一；定性指标写表述",
                "Operator, number and unit together, such as {example}, with one of {operators}; words for a qualitative indicator"
            )
        }
        ColumnKind::Weight => {
            lang.pick("权重（分值），填数字", "How much the indicator counts, as a number").to_owned()
        }
        ColumnKind::Deadline => {
            lang.pick("完成时限，写作 YYYY-MM，如 2021-12", "The deadline as YYYY-MM, such as 2021-12").to_owned()
        }
    }
}

/// How the form writes the budget unit.
fn identity(profile: &Profile, lang: Lang) -> String {
    let pattern = profile.pattern();
    let piece = |piece: &Piece| match piece {
        Piece::Code => lang.pick("〈单位代码〉", "〈unit code〉").to_owned(),
        Piece::Name => lang.pick("〈单位名称〉", "〈unit name〉").to_owned(),
        Piece::Division => lang.pick("〈九位财政区划代码〉", "〈nine digits of the fiscal division〉").to_owned(),
        Piece::Text(text) => text.clone(),
    };
    let written: String = pattern.pieces().iter().map(piece).collect();
    let digits = match (pattern.has_code(), lang) {
        (true, Lang::Zh) => "，代码每级三位数字",
        (true, Lang::En) => ", the code with three digits a level",
        (false, _) => "",
    };
    say!(lang, "预算单位，写作 {written}{digits}", "The budget unit, written {written}{digits}")
}

/// A target value of the form with operator and measure.
fn example(profile: &Profile) -> String {
    let mut standards = profile.catalogue.standards.iter().filter(|standard| !standard.operator.is_empty());
    standards.next().map_or_else(|| "95%".to_owned(), Standard::target)
}

/// What a section holds, in one sentence.
pub(super) fn section(profile: &Profile, section: &Section, lang: Lang) -> String {
    match &section.shape {
        Shape::Field(kind) => expected(profile, *kind, lang),
        Shape::Breakdown(_) => {
            let parts = listed(section.parts().map(|part| part.label.text.as_str()), lang);
            let unit = &profile.amount.unit;
            say!(lang, "金额（{unit}）：{parts}", "Amounts in {unit}: {parts}")
        }
        Shape::List(columns) | Shape::Indicators(columns) => {
            let columns = columns.iter().map(|column| column.label.text.as_str()).collect::<Vec<_>>();
            let columns = columns.join(lang.pick("、", ", "));
            say!(lang, "每项一行：{columns}", "One row an item: {columns}")
        }
        Shape::Text => lang
            .pick(
                "文字；另起一段就另起一行，首格空着",
                "Text; each further paragraph is a row with an empty first cell",
            )
            .to_owned(),
    }
}

/// `words` one behind the other, cut when there are many.
pub(super) fn listed<'w>(words: impl Iterator<Item = &'w str>, lang: Lang) -> String {
    let words: Vec<&str> = words.collect();
    let shown = words.iter().take(LISTED).copied().collect::<Vec<_>>().join(lang.pick("、", ", "));
    if words.len() > LISTED { format!("{shown}{}", lang.pick("等", " …")) } else { shown }
}

/// Operator, target value and unit of measure as one text: `<= 5 %`, `管理规范`.
pub(super) fn target(operator: &str, value: &str, measure: &str) -> String {
    [operator, value, measure].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The page of a standard indicator: where it stands, what it measures, what is usual, and the source.
pub(super) fn standard(profile: &Profile, standard: &Standard, lang: Lang) -> String {
    let catalogue = &profile.catalogue;
    let class = &catalogue.classes[usize::from(standard.class)];
    let group = &catalogue.groups[usize::from(standard.group)].name;
    let usual = target(&standard.operator, &standard.value, &standard.measure);
    let Standard { name, definition, english, source, .. } = standard;
    let definition = if lang == Lang::En && !english.is_empty() { english } else { definition };
    let mut page = format!("**{}**\n\n{} › {}", literal(name), literal(class), literal(group));
    if !definition.is_empty() {
        let _ = write!(page, "\n\n{}", literal(definition));
    }
    if !usual.is_empty() {
        page.push_str("\n\n");
        let usual = code(&usual);
        page.push_str(&say!(lang, "通常：{usual}", "Usual: {usual}"));
    }
    if let Some(better) = better(profile, name, lang) {
        page.push_str(lang.pick("；", "; "));
        page.push_str(better);
    }
    if !source.is_empty() {
        let source = literal(&authority(source, lang));
        page.push_str("\n\n");
        page.push_str(&say!(lang, "依据：{source}", "Authority: {source}"));
    }
    page
}

/// The phrases by which the forms of this program say what an entry rests on, and what they are in English.
const AUTHORITIES: &[(&str, &str)] = &[
    ("文件条款：", "document: "),
    ("公开表：朝阳市 2021 年 6 张", "published sheets: 6 of Chaoyang, 2021"),
    ("，6 张都有", ", in all 6"),
    ("，5 张有", ", in 5"),
    ("公式、指标值：", "formula and value: "),
    ("名称：", "name: "),
    ("公式：", "formula: "),
    ("释义：", "definition: "),
    ("经验判断，未见成文规定", "experience, no written rule found"),
    ("所附自评表", ", its form"),
    ("（约束中央部门，地方参照）", " (binds central departments, places follow it)"),
    ("（供评价时参照，不强制）", " (a frame for evaluations, not binding)"),
    ("；", "; "),
];

/// What an entry rests on; a form of the user's own says it in its own words.
fn authority(source: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => source.to_owned(),
        Lang::En => AUTHORITIES.iter().fold(source.to_owned(), |text, (zh, en)| text.replace(zh, en)),
    }
}

/// What a form rests on, as a paragraph of its own; nothing where it does not say.
pub(super) fn form_authority(profile: &Profile, lang: Lang) -> String {
    match lang.pick(&profile.authority.0, &profile.authority.1).as_str() {
        "" => String::new(),
        text => {
            let text = literal(text);
            say!(lang, "\n\n依据：{text}", "\n\nAuthority: {text}")
        }
    }
}

/// Which values of an indicator are better, where its name says so.
pub(super) fn better(profile: &Profile, name: &str, lang: Lang) -> Option<&'static str> {
    Some(match profile.directions.better(name)? {
        Better::Smaller => lang.pick("越小越好", "smaller is better"),
        Better::Larger => lang.pick("越大越好", "larger is better"),
    })
}

/// `text` as Markdown that shows it as it stands: no link, picture or icon comes of it, of a bare address neither.
pub(super) fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let (before, behind) = (&text[..at], &text[at + c.len_utf8()..]);
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '@' => out.extend(['\\', c]),
            ':' if behind.starts_with("//") => out.push_str("\\:"),
            '$' if behind.starts_with('(') => out.push_str("\\$"),
            '.' if ends_in_www(before) => out.push_str("\\."),
            c => shown(&mut out, c),
        }
    }
    out
}

fn ends_in_www(text: &str) -> bool {
    text.len() >= 3 && text.as_bytes()[text.len() - 3..].eq_ignore_ascii_case(b"www")
}

/// `text` as code in Markdown, as it stands.
pub(super) fn code(text: &str) -> String {
    let mut out = String::from("`");
    text.chars().for_each(|c| if c == '`' { out.push('\'') } else { shown(&mut out, c) });
    out.push('`');
    out
}

/// Appends `c`, a blank for a control, and a code for what would turn the line around.
fn shown(out: &mut String, c: char) {
    match c {
        c if c.is_control() => out.push(' '),
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            // Writing to a string cannot fail.
            let _ = write!(out, "(U+{:04X})", c as u32);
        }
        c => out.push(c),
    }
}

/// `text` as a notification shows it: editors make links of `[text](command:…)`, and icons of `$(name)`.
pub fn notification(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| if c == '\n' { out.push('\n') } else { shown(&mut out, c) });
    out.replace("](", "] (").replace("$(", "$ (")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_pages_hold_no_chinese_but_names() {
        let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        let profiles = crate::profile::Profiles::default();
        for profile in profiles.iter() {
            for of in &profile.catalogue.standards {
                let page = standard(profile, of, Lang::En);
                // Names, the form's own words for a target, and the numbers of documents are Chinese.
                let group = &profile.catalogue.groups[usize::from(of.group)].name;
                // A group's name may begin with that of its class.
                let class = &profile.catalogue.classes[usize::from(of.class)];
                let names = [&of.name, group, class, &of.value, &of.measure].into_iter();
                let left = names.fold(page.clone(), |page, name| page.replace(literal(name).as_str(), ""));
                assert!(!left.replace("财预", "").replace('号', "").contains(han), "{page}");
            }
        }
    }

    #[test]
    fn no_text_becomes_a_link_or_an_icon() {
        assert_eq!(literal("[甲](command:x) ![乙](http://x)"), r"\[甲\](command:x) !\[乙\](http\://x)");
        assert_eq!(
            literal("见 https://x.cn、www.x.cn、WWW.x、a@b.cn，$(zap)"),
            r"见 https\://x.cn、www\.x.cn、WWW\.x、a\@b.cn，\$(zap)"
        );
        assert_eq!(literal("比例 1:2，3.5，预算\u{202E}算\n"), "比例 1:2，3.5，预算(U+202E)算 ");
        assert_eq!(code("a`b\nc\u{202E}"), "`a'b c(U+202E)`");
        let text = "没有 [甲](command:x) 和 $(zap)\n\u{202E}\t";
        assert_eq!(notification(text), "没有 [甲] (command:x) 和 $ (zap)\n(U+202E) ");
    }
}
