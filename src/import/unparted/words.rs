//! What the words of a text are, by the vocabulary of headings and by their looks.

use crate::outline::{
    FIELD_LABELS, Heading, INDICATOR_COLUMNS, LIST_COLUMNS, MONEY_COLUMNS, MONEY_LABELS, Notion, Notions,
    RESULT_COLUMNS, TEXT_LABELS, is_operator,
};
use crate::profile::{fold, fold_value};

/// The labels of parts of a sheet.
pub(super) const PARTS: Notions =
    Notions::of(&[Notion::Money, Notion::Tasks, Notion::Indicators, Notion::Goal, Notion::Result, Notion::Text]);

/// What heads a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heads {
    Indicators,
    Money,
    List,
}

/// What the folded label `text` stands for; a number at its end, as in `年度目标1`, is none of its words.
pub(super) fn notions(text: &str) -> Notions {
    let heading = Heading::read(text);
    if !heading.notions.is_empty() {
        return heading.notions;
    }
    let bare = heading.key.trim_end_matches(|c: char| c.is_ascii_digit() || c == ':');
    if bare.len() < heading.key.len() && !bare.is_empty() {
        Heading::read(bare).notions.among(TEXT_LABELS)
    } else {
        heading.notions
    }
}

/// Whether `notions` are those of a label.
pub(super) fn is_label(notions: Notions) -> bool {
    notions.any(PARTS) || notions.any(FIELD_LABELS) || notions.any(MONEY_LABELS)
}

/// Whether `notions` are those of a header.
pub(super) fn is_header(notions: Notions) -> bool {
    notions.any(INDICATOR_COLUMNS) || notions.any(MONEY_COLUMNS) || notions.any(LIST_COLUMNS)
}

/// What headers of these notions head; `None` when they are no row of headers.
pub(super) fn heads(all: &[Notions]) -> Option<Heads> {
    let count = |of: Notions| all.iter().filter(|notions| notions.any(of)).count();
    let names = Notions::of(&[Notion::Class, Notion::Group, Notion::Name, Notion::IndicatorName, Notion::Content]);
    let levels = count(Notions::of(&[Notion::Class, Notion::Group, Notion::Name]));
    let (named, indicators) = (count(names), count(INDICATOR_COLUMNS));
    let half = |found: usize| 2 * found >= all.len();
    if named > 0 && (levels > 1 || (named < indicators && indicators >= 2)) && half(indicators) {
        return Some(Heads::Indicators);
    }
    let money = count(MONEY_COLUMNS);
    if money >= 2 && half(all.iter().filter(|own| own.any(MONEY_COLUMNS) || own.any(RESULT_COLUMNS)).count()) {
        return Some(Heads::Money);
    }
    let list = count(LIST_COLUMNS);
    let tasks = count(Notions::of(&[Notion::Task, Notion::TaskContent, Notion::TaskAmount]));
    (list >= 2 && tasks >= 1 && half(list)).then_some(Heads::List)
}

/// Whether `text` is an amount, a rate, points, or what stands for none of them.
pub(super) fn is_figure(text: &str) -> bool {
    if text.len() > 60 || text.chars().any(|c| is_han(c) && !matches!(c, '元' | '万' | '亿' | '分')) {
        return false;
    }
    let folded: String = fold_value(text).chars().filter(|c| !c.is_whitespace()).collect();
    if is_dash(&folded) {
        return true;
    }
    let bare = folded.trim_start_matches(['¥', '￥', '-', '+', '−']);
    let number = bare.trim_end_matches(['%', '元', '万', '亿', '分']);
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
}

/// Whether `c` is a character that folding leaves as it is.
fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Whether `text` stands where there is nothing.
pub(super) fn is_dash(text: &str) -> bool {
    matches!(text, "/" | "\\" | "—" | "——" | "-" | "–" | "--" | "−")
}

/// Whether `text` heads a row of totals.
pub(super) fn is_total(text: &str) -> bool {
    let folded = fold(text);
    let key = folded.trim_end_matches(':');
    matches!(
        key,
        "合计"
            | "总分"
            | "总计"
            | "总得分"
            | "得分合计"
            | "自评总分"
            | "合计得分"
            | "综合得分"
            | "总分值"
            | "评价总分"
    )
}

/// Whether `text` begins with an operator.
pub(super) fn leads_operator(text: &str) -> bool {
    text.starts_with(['=', '>', '<', '≥', '≤', '≧', '≦', '＝', '＞', '＜', '±'])
}

/// What the level-2 names of every form have in them.
const GROUPS: [&str; 12] =
    ["数量", "质量", "时效", "成本", "经济", "社会", "生态", "可持续", "满意", "环境", "效益", "产出"];

/// Whether `text` is a level-2 name.
pub(super) fn is_group(text: &str) -> bool {
    may_be_group(&fold(text)) && is_group_key(&Heading::read(text).key)
}

/// Whether the heading of `folded` may be a level-2 name: it has a root of one.
fn may_be_group(folded: &str) -> bool {
    GROUPS.iter().any(|root| folded.contains(root))
}

fn is_group_key(key: &str) -> bool {
    let count = key.chars().count();
    let root = GROUPS.iter().any(|root| key.contains(root));
    let bare = matches!(
        key,
        "数量"
            | "质量"
            | "时效"
            | "成本"
            | "经济效益"
            | "社会效益"
            | "生态效益"
            | "可持续影响"
            | "服务对象满意度"
            | "满意度"
            | "社会成本"
            | "经济成本"
            | "生态环境成本"
            | "可持续发展"
    );
    bare || (root && key.find("指标").is_some_and(|at| at + "指标".len() == key.len()) && count <= 16)
}

/// Whether `text` is a level-2 name whose end another page has.
pub(super) fn is_cut_group(text: &str) -> bool {
    let names = [
        "服务对象满意度指标",
        "社会公众或服务对象满意度指标",
        "可持续影响指标",
        "社会效益指标",
        "经济效益指标",
        "生态效益指标",
    ];
    text.chars().count() >= 4 && names.iter().any(|name| name.starts_with(text))
}

/// Whether `text` is a part of a level's name, as a narrow column breaks it.
pub(super) fn is_level_part(text: &str) -> bool {
    const PARTS: &str = "产出效益指标满意度成本影响数量质时社会经济生态";
    let mut chars = text.chars();
    matches!(text, "标" | "指标" | "度指标" | "意度指标" | "影响指标" | "响指标" | "效益" | "产出" | "满意度")
        || (chars.next().is_some_and(|c| PARTS.contains(c)) && chars.next().is_none())
}

/// What the level-1 names of every form begin with.
const CLASSES: [&str; 11] =
    ["产出", "效益", "满意度", "成本", "投入", "过程", "效果", "影响力", "管理", "决策", "履职"];

/// Whether `text` is a level-1 name.
pub(super) fn is_class(text: &str) -> bool {
    may_be_class(&fold(text)) && is_class_key(&Heading::read(text).key)
}

/// Whether `text` is a level-1 name, and whether it is a level-2 name.
pub(super) fn levels(text: &str) -> (bool, bool) {
    let folded = fold(text);
    let (class, group) = (may_be_class(&folded), may_be_group(&folded));
    if !class && !group {
        return (false, false);
    }
    let key = Heading::read(text).key;
    (class && is_class_key(&key), group && is_group_key(&key))
}

/// Whether the heading of `folded` may be a level-1 name: it has a root of one.
fn may_be_class(folded: &str) -> bool {
    CLASSES.iter().chain(&["社会效应", "可持续性"]).any(|root| folded.contains(root))
}

fn is_class_key(key: &str) -> bool {
    let bare = key.find('(').filter(|_| key.ends_with(')')).map_or(key, |open| &key[..open]);
    let ends = ["指标", "目标", "效能", "效率"];
    let short = bare.chars().count() <= 10 && bare.matches("指标").count() <= 1;
    let plain = matches!(
        bare,
        "产出" | "效益" | "满意度" | "投入" | "过程" | "效果" | "成本" | "决策" | "运行成本" | "社会效应" | "可持续性"
    );
    plain || (short && CLASSES.iter().any(|root| bare.starts_with(root)) && ends.iter().any(|end| bare.ends_with(end)))
}

/// Whether `text` is a value with a number: `12座`, `43.6公里`, `≥3期`, `2023年10月底前`.
pub(super) fn is_quantity(text: &str) -> bool {
    let bare = text.trim_start_matches(['=', '>', '<', '≥', '≤', '≧', '≦', '＝', '±', '约', '第', '不', '少', '于']);
    // `1：预警信息` is the end of a name that begins with a number.
    let behind = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    behind.len() < bare.len() && !behind.starts_with(['：', ':', '、', '）', ')']) && text.chars().count() <= 24
}

/// Whether `text` is a date or a time.
pub(super) fn is_date(text: &str) -> bool {
    let folded = fold(text);
    let digits = folded.starts_with(|c: char| c.is_ascii_digit());
    // A year begins a date, and there is one.
    let years = folded.matches('年').count();
    digits
        && (years == 0 || folded.find('年').is_some_and(|at| at == 4) || folded.contains('至'))
        && (folded.contains('年') || folded.contains('月') || folded.contains(['-', '.', '/']))
        && folded.chars().count() <= 24
}

/// Whether `text` is a unit of measure by its looks.
pub(super) fn is_measure(text: &str) -> bool {
    let count = text.chars().count();
    !text.starts_with(|c: char| c.is_ascii_digit()) && count <= 6 && !is_operator(text) && !is_dash(text)
}

/// Whether `text` is a note under a table.
pub(super) fn is_note(text: &str) -> bool {
    let folded: String = fold(&text.chars().take(10).collect::<String>());
    ["注:", "注.", "备注:", "说明:", "填表说明", "填报说明", "注意:", "注1", "附注:"]
        .iter()
        .any(|head| folded.starts_with(head))
}

/// The units that stand behind numbers most.
const UNITS: &str = " 个 人 家 户 次 场 期 座 套 台 份 件 项 处 条 块 公里 千米 米 平方米 立方米 亩 万亩 公顷 吨 元 万元 亿元 天 日 月 年 小时 分 \
    人次 家次 户次 万人 万人次 万户 批 批次 篇 本 册 页 万页 部 辆 艘 间 栋 套次 名 人天 村 镇 所 株 头 只 尾 万尾 组 道 眼 口 起 例 类 种 \
    个月 工作日 个工作日 分钟 年度 季度 元/人 元/亩 万元/公里 个/年 次/年 千瓦 千瓦时 度 班 班次 课时 ";

/// Whether `text` is a unit as it stands behind a number.
pub(super) fn is_unit(text: &str) -> bool {
    text.len() <= 18 && UNITS.contains(&format!(" {text} "))
}

/// Whether `text` names a budget unit: it has a code or ends as such names do.
pub(super) fn is_unit_name(text: &str) -> bool {
    let code = text.chars().take_while(char::is_ascii_digit).count() >= 3;
    let ends = [
        "局",
        "政府",
        "部门",
        "中心",
        "委员会",
        "委",
        "医院",
        "学校",
        "站",
        "所",
        "大队",
        "厅",
        "处",
        "办公室",
        "馆",
        "学院",
        "办事处",
        "小学",
        "中学",
        "幼儿园",
    ];
    let within = ["政府", "委员会", "中心"].iter().any(|end| text.contains(end) && !text.ends_with(end));
    (code || ends.iter().any(|end| text.ends_with(end))) && !within
}
