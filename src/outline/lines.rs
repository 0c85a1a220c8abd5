//! What a row is by its own words: a title, a year line, a unit line, furniture, or the row that names whom a sheet is of.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use crate::profile::{Heading, MoneyUnit, Notion, fold, folded, unnumbered};
use crate::text::bytes::{self, begins_han};

/// What a row says of the sheet it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// It names one of these sheets.
    Title,
    /// Nothing but a year.
    Year(i32),
    /// What stands above a title: the number of an attachment, of a table.
    Lead,
    /// A unit line, signatures, dates, notes.
    Furniture,
    /// It names the budget unit or the project.
    Identity,
    /// A row of the sheet itself.
    Body,
}

/// No title is longer than this, in characters.
const LONGEST_TITLE: usize = 60;

/// What a text says that may be a title.
#[derive(Clone, Copy)]
struct Said {
    is_title: bool,
    year: Option<i32>,
}

thread_local! {
    /// The texts that were looked at before: a book has the same title above every sheet.
    static SAID: RefCell<FxHashMap<Box<str>, Said>> = RefCell::default();
}

/// No more of them are kept.
const MOST_SAID: usize = 256;

/// What `text` says; `None` for what is no title.
fn said(text: &str) -> Option<Said> {
    // Most texts end otherwise: a Han character that ends no title, or the end of a sentence.
    match text.as_bytes() {
        [.., first, _, _] if begins_han(*first) && !text.ends_with(['表', '年', '度', '样', '式']) => return None,
        [.., 0xe3, 0x80, 0x82] => return None,
        _ => {}
    }
    if text.len() > 4 * LONGEST_TITLE || !bytes::holds(text, '绩') || !bytes::holds(text, '表') {
        return None;
    }
    SAID.with_borrow_mut(|known| {
        if let Some(said) = known.get(text) {
            return Some(*said);
        }
        let folded = folded(text);
        let said = Said { is_title: names_a_sheet(&folded), year: last_year(&folded) };
        if known.len() == MOST_SAID {
            known.clear();
        }
        known.insert(text.into(), said);
        Some(said)
    })
}

/// Whether `text`, folded, names a sheet.
pub fn is_title(text: &str) -> bool {
    said(text).is_some_and(|said| said.is_title)
}

/// Whether a folded text names a sheet.
fn names_a_sheet(folded: &str) -> bool {
    if folded.chars().count() > LONGEST_TITLE || folded.contains(['。', ';', ',', '|']) {
        return false;
    }
    let mut bare = folded;
    while let Some(inner) = bare.strip_suffix([')', ']']) {
        let Some(open) = inner.rfind(['(', '[']) else { break };
        bare = &inner[..open];
    }
    let bare = bare.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '年' | '度' | '-' | '样' | '式'));
    bare.ends_with('表') && !bare.ends_with("说明表") && names_a_kind(bare)
}

/// Whether `text` holds 绩效 and one of the words that stand behind it in titles.
fn names_a_kind(text: &str) -> bool {
    const KINDS: [&str; 17] = [
        "目标",
        "自评",
        "监控",
        "评价",
        "运行",
        "跟踪",
        "申报",
        "执行",
        "自我评价",
        "指标",
        "情况",
        "评估",
        "复评",
        "信息",
        "审核",
        "考核",
        "监测",
    ];
    let mut behind = text.match_indices('绩').filter_map(|(at, _)| text[at..].strip_prefix("绩效"));
    behind.any(|rest| KINDS.iter().any(|kind| rest.starts_with(kind)))
}

/// The year that `text` is, and nothing else: `（2023年度）`, `2023年`.
pub fn year_line(text: &str) -> Option<i32> {
    if text.len() > 48 {
        return None;
    }
    let folded = folded(text);
    let bare = folded.trim_matches(['(', ')', '[', ']']);
    let bare = bare.strip_prefix("年度:").or_else(|| bare.strip_prefix("年份:")).unwrap_or(bare);
    let digits = bare.strip_suffix("年度").or_else(|| bare.strip_suffix('年')).unwrap_or(bare);
    let year: i32 = (digits.len() == 4).then(|| digits.parse().ok()).flatten()?;
    let marked = digits.len() < bare.len() || bare.len() < folded.len();
    (marked && (1990..2100).contains(&year)).then_some(year)
}

/// The last year that `text` names as a year, `2023年度` or `2023 年`.
pub fn year_in(text: &str) -> Option<i32> {
    said(text).map_or_else(|| last_year(&folded(text)), |said| said.year)
}

/// The last year that a folded text names.
fn last_year(folded: &str) -> Option<i32> {
    let mut found = None;
    for (at, _) in folded.match_indices('年') {
        let split = at.checked_sub(4).and_then(|start| Some((folded.get(..start)?, folded.get(start..at)?)));
        let Some((before, digits)) = split else { continue };
        let year = digits.parse::<i32>().ok().filter(|year| (1990..2100).contains(year));
        found = year.filter(|_| !before.ends_with(|c: char| c.is_ascii_digit())).or(found);
    }
    found
}

/// The unit of money that a unit line states: `单位：万元`, `金额单位：元`, alone or behind other words.
pub fn unit_in(text: &str) -> Option<MoneyUnit> {
    if !text.contains('元') || text.len() > 400 {
        return None;
    }
    // A name such as 单位名称 may stand before it.
    text.match_indices("单位").find_map(|(at, _)| {
        let behind: String = text[at + "单位".len()..].chars().take(12).collect();
        let folded = fold(&behind);
        let unit = folded.strip_prefix([':', '(', '为'])?;
        let end = unit.find('元').map(|end| end + '元'.len_utf8())?;
        let rest = &unit[end..];
        // Blanks are folded away, so a year may follow at once.
        let over = rest.chars().next().is_none_or(|c| !c.is_alphanumeric() || c.is_ascii_digit());
        MoneyUnit::of(&unit[..end]).filter(|_| over)
    })
}

/// `label：value` in one cell: the two parts, the second perhaps empty.
pub fn labelled(text: &str) -> Option<(&str, &str)> {
    // Most texts have none: a colon has one of these bytes.
    memchr::memchr2(b':', 0xef, text.as_bytes())?;
    // A label is no longer than this, whatever stands around it.
    let (at, colon) = text.char_indices().take(48).find(|(_, c)| matches!(c, '：' | ':'))?;
    let (label, value) = (text[..at].trim(), text[at + colon.len_utf8()..].trim());
    (!label.is_empty() && label.chars().count() <= 16).then_some((label, value))
}

/// Whether `text` may be a year, or the number of an attachment or a table, by its first character.
pub(super) fn may_lead(text: &str) -> bool {
    let heads = ['附', '表', '报', '年', '第'];
    // Most texts begin with a Han character.
    if let Some(0xe5..=0xe9) = text.bytes().next() {
        return text.starts_with(heads);
    }
    text.trim_start()
        .chars()
        .next()
        .is_some_and(|first| !('\u{4e00}'..='\u{9fff}').contains(&first) || heads.contains(&first))
}

/// What `text` is, by itself, of what stands around a table.
pub(super) fn piece_kind(text: &str) -> LineKind {
    let trimmed = text.trim();
    if trimmed.is_empty() || trimmed.len() > 1200 {
        return LineKind::Body;
    }
    // Whatever is told by these words begins with one of a few characters.
    if trimmed.len() <= 4 * 16 && may_lead(trimmed) && trimmed.chars().count() <= 16 {
        let folded = folded(trimmed);
        let bare = folded.trim_start_matches(['(', '[']);
        let attachment = ["附件", "附表", "附"].iter().find_map(|head| bare.strip_prefix(head));
        let numbered = |rest: &str| {
            rest.trim_end_matches([':', ')', ']', '.', '、'])
                .chars()
                .all(|c| c.is_ascii_digit() || "一二三四五六七八九十-".contains(c))
        };
        if attachment.is_some_and(numbered) {
            return LineKind::Lead;
        }
        let table = bare.strip_prefix('表').filter(|rest| !rest.is_empty()).map(|rest| rest.trim_end_matches("表"));
        if table.is_some_and(|rest| numbered(rest) && !rest.trim_end_matches(':').is_empty()) {
            return LineKind::Lead;
        }
        if let Some(year) = year_line(trimmed) {
            return LineKind::Year(year);
        }
        if folded.starts_with('第') && folded.ends_with('页') {
            return LineKind::Furniture;
        }
    }
    let parted = labelled(trimmed);
    // Most labels begin with another Han character.
    let may_lead = |label: &str| !label.bytes().next().is_some_and(begins_han) || label.starts_with(['报', '表', '附']);
    if let Some((label, _)) = parted.filter(|(label, _)| may_lead(label)) {
        let label = folded(label);
        if ["报表编号", "表号", "附件", "附表"].iter().any(|head| label.starts_with(head)) {
            return LineKind::Lead;
        }
    }
    if is_note(trimmed) || unit_in(trimmed).is_some() {
        return LineKind::Furniture;
    }
    if let Some((label, value)) = parted {
        let heading = Heading::read(label);
        if heading.is(Notion::Furniture) && value.chars().count() <= 60 && !heading.among {
            return LineKind::Furniture;
        }
    }
    LineKind::Body
}

/// Whether `text` is a note under a table: `注：…`, `备注：…`, `填表说明：…`.
pub(super) fn is_note(text: &str) -> bool {
    // Most texts begin with a Han character that begins neither a note nor a number.
    if text.bytes().next().is_some_and(begins_han)
        && !text.starts_with(['注', '备', '说', '填', '附', '第'])
        && !text.starts_with(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'])
    {
        return false;
    }
    let end = text.char_indices().nth(10).map_or(text.len(), |(end, _)| end);
    // Every one of them has one of these.
    if !text[..end].contains(['注', '说']) {
        return false;
    }
    let folded: String = fold(&text[..end]);
    let bare = unnumbered(&folded);
    ["注:", "注.", "备注:", "说明:", "填表说明", "填报说明", "注意:", "注1", "注释:", "附注:", "*注", "注一"]
        .iter()
        .any(|head| bare.starts_with(head))
}

/// Whether `text` goes on with notes: it begins with a number.
pub fn is_numbered(text: &str) -> bool {
    let folded: String = fold(&text.chars().take(8).collect::<String>());
    unnumbered(&folded).len() < folded.len()
}

/// Whether `text` heads a row of totals.
pub(super) fn is_total(text: &str) -> bool {
    // A Han character at its end is the last of its words.
    if let [.., first, _, _] = text.as_bytes()
        && begins_han(*first)
        && !text.ends_with(['计', '分', '值'])
    {
        return false;
    }
    // The last bytes of 分 and of 计: every one of them has one of these, and most labels have none.
    let may = |one: u8, other: u8| ((one == 0x88) & (other == 0x86)) | ((one == 0xae) & (other == 0xa1));
    if text.len() > 120 || !bytes::any_pair(text.as_bytes(), may) || !text.contains(['分', '计']) {
        return false;
    }
    matches!(
        &*Heading::read(text).key,
        "合计"
            | "总分"
            | "总计"
            | "自评总分"
            | "总得分"
            | "得分合计"
            | "自评得分"
            | "合计得分"
            | "综合得分"
            | "自评得分合计"
            | "指标得分合计"
            | "合计分值"
            | "总分值"
            | "评价总分"
            | "合计总分"
            | "绩效自评总分"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_a_sheet() {
        for text in [
            "部门（单位）整体绩效目标表",
            "项目支出绩效自评表（2023年度）",
            "绩效目标申报表（基础设施建设类）",
            "石汀县项目支出绩效监控表",
            "2022年度财政项目绩效自评表",
            "附件2 部门整体支出绩效评价指标评分表",
        ] {
            assert!(is_title(text), "{text}");
        }
        for text in ["年度绩效目标", "绩效目标表填报说明", "完成绩效目标，编制报表", "预算表", "绩效自评得分"]
        {
            assert!(!is_title(text), "{text}");
        }
    }

    #[test]
    fn years_and_units_are_read_off_their_lines() {
        assert_eq!(year_line("（2023年度）"), Some(2023));
        assert_eq!(year_line("2023"), None);
        assert_eq!(year_line("2023年目标"), None);
        assert_eq!(year_in("到2023年底"), Some(2023));
        assert_eq!(year_in("年初到2023年底的年度"), Some(2023));
        assert_eq!(year_in("自评表（2023年度）年"), Some(2023));
        assert_eq!(year_in("12023年"), None);
        assert_eq!(unit_in("金额单位：元"), Some(MoneyUnit::Yuan));
        assert_eq!(unit_in("单位:万元"), Some(MoneyUnit::TenThousand));
        assert_eq!(unit_in("单位：某局"), None);
        assert_eq!(unit_in("单位名称：某某局    金额单位：万元"), Some(MoneyUnit::TenThousand));
        assert_eq!(unit_in("单位：万元 2023年"), Some(MoneyUnit::TenThousand));
    }

    #[test]
    fn furniture_is_known_by_its_words() {
        assert_eq!(piece_kind("附件2"), LineKind::Lead);
        assert_eq!(piece_kind("附件："), LineKind::Lead);
        assert_eq!(piece_kind("表十"), LineKind::Lead);
        assert_eq!(piece_kind("报表编号：990000_0013zp"), LineKind::Lead);
        assert_eq!(piece_kind("填报人：某某"), LineKind::Furniture);
        assert_eq!(piece_kind("填报单位（盖章）：某局"), LineKind::Furniture);
        assert_eq!(piece_kind("注：本表一式两份。"), LineKind::Furniture);
        for text in ["其中：财政拨款", "目标1：完成任务。", "年度资金总额：", "任务1：做好安置", "项目概况"]
        {
            assert_eq!(piece_kind(text), LineKind::Body, "{text}");
        }
    }
}
