//! The columns of a table: its headers, what they hold, and which tables stand side by side.

use smallvec::SmallVec;

use super::read::{is_figure, is_operator};
use super::{At, Column, Entry, Line, Pane, Piece, piece};
use crate::profile::{INDICATOR_COLUMNS, LIST_COLUMNS, MONEY_COLUMNS, Notion, Notions, RESULT_COLUMNS, Words};

/// What a row of headers heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heads {
    /// Indicators.
    Indicators,
    /// Rows of money.
    Money,
    /// Tasks, projects, a schedule.
    List,
}

/// The notions that the name of an indicator can have.
const NAMES: Notions =
    Notions::of(&[Notion::Class, Notion::Group, Notion::Name, Notion::IndicatorName, Notion::Content]);

/// What the row of `pieces` heads, by its words; `None` when it is no row of headers.
pub(super) fn heads(words: &Words, pieces: &[Piece<'_>]) -> Option<Heads> {
    // Most rows end in a figure.
    if pieces.len() < 2 || !pieces.iter().rev().all(|piece| may_head(piece.text)) {
        return None;
    }
    let headings: SmallVec<[Notions; 12]> = pieces.iter().map(|piece| words.stands_for(piece.text)).collect();
    heads_by(&headings)
}

/// What the row of `pieces` heads, and what it heads without its first cell.
pub(super) fn heads_with_label(words: &Words, pieces: &[Piece<'_>]) -> (Option<Heads>, Option<Heads>) {
    let [first, rest @ ..] = pieces else { return (None, None) };
    if rest.is_empty() || !rest.iter().rev().all(|piece| may_head(piece.text)) {
        return (None, None);
    }
    let headings: SmallVec<[Notions; 12]> = pieces.iter().map(|piece| words.stands_for(piece.text)).collect();
    let all = if may_head(first.text) { heads_by(&headings) } else { None };
    (all, if rest.len() > 1 { heads_by(&headings[1..]) } else { None })
}

/// Whether a cell of a row of headers may hold `text`.
fn may_head(text: &str) -> bool {
    // Nothing that long has 48 characters or fewer.
    text.len() <= 4 * 48 && !is_figure(text) && (text.len() <= 48 || text.chars().count() <= 48)
}

/// What headings in a row head that stand for these.
fn heads_by(headings: &[Notions]) -> Option<Heads> {
    // Most rows are none.
    if headings.iter().filter(|notions| !notions.is_empty()).count() < 2 {
        return None;
    }
    let count = |all: Notions| headings.iter().filter(|notions| notions.any(all)).count();
    let named = count(NAMES);
    let levels = count(Notions::of(&[Notion::Class, Notion::Group, Notion::Name]));
    let indicators = count(INDICATOR_COLUMNS);
    let half = |found: usize| 2 * found >= headings.len();
    if named > 0 && (levels > 1 || (named < indicators && indicators >= 2)) && half(indicators) {
        return Some(Heads::Indicators);
    }
    let money = count(MONEY_COLUMNS);
    if money >= 2 && half(count(MONEY_COLUMNS) + count(RESULT_COLUMNS).saturating_sub(count_both(headings))) {
        return Some(Heads::Money);
    }
    let list = count(LIST_COLUMNS);
    let task = count(Notions::of(&[Notion::Task, Notion::TaskContent, Notion::TaskAmount]));
    (list >= 2 && task >= 1 && half(list)).then_some(Heads::List)
}

/// How many headings are of money and of results at once.
fn count_both(headings: &[Notions]) -> usize {
    headings.iter().filter(|notions| notions.any(MONEY_COLUMNS) && notions.any(RESULT_COLUMNS)).count()
}

/// The column that a header stands for by the end of its words, where the words themselves are not known.
fn guess(key: &str, heads: Heads) -> Option<Notion> {
    let ends = |all: &[&str]| all.iter().any(|end| key.ends_with(end));
    let has = |all: &[&str]| all.iter().any(|word| key.contains(word));
    Some(match heads {
        Heads::Indicators => match () {
            () if has(&["原因", "改进措施", "偏差"]) => Notion::Reason,
            () if has(&["评分标准", "评分细则", "计分", "扣分", "赋分", "评分办法"]) => {
                Notion::Scoring
            }
            () if ends(&["得分", "自评分", "评分"]) => Notion::Score,
            () if ends(&["分值", "权重", "满分", "标准分"]) => Notion::Weight,
            () if has(&["上年", "前年", "历史", "去年", "近三年", "近两年", "往年"]) => Notion::History,
            () if ends(&["完成值", "实际值", "完成情况", "执行情况", "实现值", "完成结果"]) => {
                Notion::Actual
            }
            () if ends(&["指标值", "目标值", "预期值", "计划值"]) => Notion::Target,
            () if ends(&["解释", "释义", "内涵", "计算公式"]) => Notion::Explanation,
            () if ends(&["备注", "说明", "依据", "来源", "佐证材料"]) => Notion::Note,
            () if ends(&["计量单位", "度量单位"]) => Notion::Measure,
            () if is_year(key) => Notion::History,
            () => return None,
        },
        Heads::Money | Heads::List => match () {
            () if ends(&["执行率", "支付率", "完成率", "到位率", "支出率"]) => Notion::Rate,
            () if ends(&["得分"]) => Notion::Score,
            () if ends(&["分值", "权重"]) => Notion::Weight,
            () if has(&["原因", "说明", "备注"]) => Notion::Note,
            () if ends(&["占比", "比例", "比重"]) => Notion::Share,
            () if has(&["年初"]) && ends(&["数", "金额", "预算"]) => Notion::Initial,
            () if ends(&["执行数", "支出数", "支付数", "执行金额", "决算数", "支出金额"]) => {
                Notion::Executed
            }
            () if ends(&["预算数", "预算金额", "预算"]) && heads == Heads::Money => Notion::Adjusted,
            () if is_year(key) => Notion::YearAmount,
            () if ends(&["金额", "资金", "预算", "数额", "预算数"]) => Notion::TaskAmount,
            () if ends(&["开始时间"]) => Notion::Start,
            () if ends(&["完成时间", "结束时间"]) => Notion::Deadline,
            () if ends(&["任务", "项目"]) => Notion::Task,
            () => return None,
        },
    })
}

/// `2021年`, `2021年度`.
fn is_year(key: &str) -> bool {
    let digits = key.strip_suffix("年度").or_else(|| key.strip_suffix('年')).unwrap_or("");
    digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The headers of a table.
pub(super) struct Headers<'t, 'a> {
    pub(super) lines: &'t [Line<'a>],
    pub(super) words: &'t Words,
    /// The line of the first row of headers.
    pub(super) line: u32,
    /// The first column of the table.
    pub(super) lo: u32,
    /// The line of the second row of headers.
    pub(super) sub: Option<u32>,
    pub(super) heads: Heads,
}

impl<'a> Headers<'_, 'a> {
    /// The headers of a row from the table's first column on.
    fn of(&self, line: u32) -> impl Iterator<Item = (At, Piece<'a>)> + '_ {
        let pieces = self.lines[line as usize].pieces.iter().enumerate();
        pieces.filter(|(_, piece)| piece.col >= self.lo).map(move |(at, piece)| (At { line, piece: at as u32 }, *piece))
    }

    /// Whether `line`, right below the headers, is a second row of headers.
    pub(super) fn has_sub(&self, line: u32) -> bool {
        let (Some((_, first)), Some((_, own))) = (self.of(self.line).next(), self.of(line).next()) else {
            return false;
        };
        // The first column says what a row is of, so a row that fills it is none of headers.
        if own.col <= first.col.max(self.lo) {
            return false;
        }
        let above: SmallVec<[Piece<'_>; 9]> = self.of(self.line).map(|(_, piece)| piece).collect();
        let below: SmallVec<[Piece<'_>; 9]> = self.of(line).map(|(_, piece)| piece).collect();
        if below.iter().any(|piece| is_figure(piece.text) && !is_year(&self.words.key(piece.text))) {
            return false;
        }
        let over = |piece: &Piece<'_>| above.iter().rposition(|header| header.col <= piece.col);
        let mut counts: SmallVec<[u32; 9]> = SmallVec::from_elem(0, above.len());
        for piece in &below {
            let Some(at) = over(piece) else { return false };
            counts[at] += 1;
        }
        // A merged header reaches to the next one or as far as the source says.
        let wide = |at: usize| {
            let next = above.get(at + 1).map_or(u32::MAX, |next| next.col);
            above[at].cols > 1 || next > above[at].col + 1
        };
        let known = || {
            below.iter().all(|piece| {
                let heading = self.words.heading(piece.text);
                heading.notions.any(MONEY_COLUMNS) || heading.notions.any(LIST_COLUMNS) || is_year(&heading.key)
            })
        };
        let split = counts.iter().enumerate().any(|(at, count)| *count >= 2 && wide(at));
        let apart = counts.iter().enumerate().all(|(at, count)| *count == 0 || wide(at));
        apart && (split || known())
    }

    /// The columns of the table, of which `rows` are the rows below.
    pub(super) fn columns(&self, rows: &[u32]) -> Vec<Column> {
        let headers: SmallVec<[(At, Piece<'_>); 9]> = self.of(self.line).collect();
        let subs: SmallVec<[(At, Piece<'_>); 9]> = self.sub.map(|line| self.of(line).collect()).unwrap_or_default();
        // The place before the first header belongs to a blank one.
        let mut spans: SmallVec<[(Option<At>, u32); 9]> = SmallVec::new();
        if headers.first().is_none_or(|(_, piece)| piece.col > self.lo) {
            spans.push((None, self.lo));
        }
        spans.extend(headers.iter().map(|(at, piece)| (Some(*at), piece.col)));
        let mut columns = Vec::with_capacity(spans.len() + subs.len());
        let several = self.several(rows, &spans);
        for (at, &(header, start)) in spans.iter().enumerate() {
            let end = spans.get(at + 1).map_or(u32::MAX, |(_, next)| *next);
            let within = |col: u32| col >= start && col < end;
            let before = columns.len();
            let below = subs.iter().filter(|(_, piece)| within(piece.col));
            columns.extend(below.map(|(sub, piece)| Column {
                header: Some(*sub),
                group: header,
                notion: None,
                col: piece.col,
            }));
            if columns.len() > before {
                continue;
            }
            if !several {
                columns.push(Column { header, group: None, notion: None, col: start });
                continue;
            }
            let mut starts: Vec<u32> = vec![start];
            for line in rows {
                let own = self.lines[*line as usize].pieces.iter().map(|piece| piece.col).filter(|col| within(*col));
                // Two values of one row below one header stand in two columns.
                if own.clone().nth(1).is_some() {
                    starts.extend(own);
                }
            }
            starts.sort_unstable();
            starts.dedup();
            if starts.len() > 1
                && !rows.iter().any(|line| self.lines[*line as usize].pieces.iter().any(|piece| piece.col == start))
            {
                starts.remove(0);
            }
            columns.extend(starts.into_iter().map(|col| Column { header, group: None, notion: None, col }));
        }
        for column in &mut columns {
            column.notion = self.notion(column);
        }
        columns
    }

    /// Whether two values of one of `rows` may stand below one header; each of `spans` begins at a column.
    fn several(&self, rows: &[u32], spans: &[(Option<At>, u32)]) -> bool {
        let in_one = |line: &u32| {
            let mut next = 0;
            let own = self.lines[*line as usize].pieces.iter().map(|piece| piece.col);
            own.filter(|col| *col >= self.lo).any(|col| {
                let begun = spans[next..].iter().take_while(|(_, start)| *start <= col).count();
                next += begun;
                begun == 0
            })
        };
        !spans.is_sorted_by_key(|(_, start)| *start) || rows.iter().any(in_one)
    }

    /// What a column holds, by its header and what stands above that.
    fn notion(&self, column: &Column) -> Option<Notion> {
        let context = match self.heads {
            Heads::Indicators => INDICATOR_COLUMNS,
            Heads::Money => MONEY_COLUMNS,
            Heads::List => LIST_COLUMNS,
        };
        let known = |at: At| {
            let heading = self.words.heading(piece(self.lines, at).text);
            let own = heading.notions.among(context).first();
            let other = || {
                let all = match self.heads {
                    Heads::Indicators => LIST_COLUMNS,
                    Heads::Money => RESULT_COLUMNS,
                    Heads::List => RESULT_COLUMNS,
                };
                heading.notions.among(all).first()
            };
            let money = || heading.notions.among(MONEY_COLUMNS).first();
            let task = || {
                let amount = Notions::of(&[Notion::TaskAmount]);
                (self.heads == Heads::Money).then(|| heading.notions.among(amount).first()).flatten()
            };
            own.or_else(other).or_else(money).or_else(task).or_else(|| guess(&heading.key, self.heads))
        };
        let own = column.header.and_then(known);
        // A year below a header says whose it is; the header above says what it is.
        match (own, column.group) {
            (Some(Notion::YearAmount | Notion::History) | None, Some(group)) => known(group).or(own),
            _ => own,
        }
    }
}

/// Tells apart what headers leave open, by each other and by the cells below.
pub(super) fn settle(lines: &[Line<'_>], columns: &mut [Column], rows: &[Entry]) {
    let cells = |at: usize| {
        rows.iter()
            .filter(|row| row.total.is_none())
            .filter_map(move |row| row.cells[at])
            .map(|at| piece(lines, at).text)
    };
    let has = |columns: &[Column], notion: Notion| columns.iter().any(|column| column.notion == Some(notion));
    for at in 0..columns.len() {
        match columns[at].notion {
            // 指标性质 holds operators in some forms.
            Some(Notion::Nature) => {
                let (signs, all) = (cells(at).filter(|cell| is_operator(cell)).count(), cells(at).count());
                let qualitative = cells(at).filter(|cell| cell.trim() == "定性").count();
                if signs > 0 && 2 * (signs + qualitative) > all {
                    columns[at].notion = Some(Notion::Operator);
                }
            }
            Some(Notion::IndicatorName) => {
                let group = has(columns, Notion::Name) || {
                    let short = cells(at)
                        .filter(|cell| cell.chars().count() <= 8 && GROUPS.iter().any(|group| cell.contains(group)));
                    !has(columns, Notion::Group) && 2 * short.count() > cells(at).count()
                };
                columns[at].notion = Some(if group { Notion::Group } else { Notion::Name });
            }
            Some(Notion::Content) => {
                let named = has(columns, Notion::Name) || has(columns, Notion::IndicatorName);
                columns[at].notion = Some(if named { Notion::Explanation } else { Notion::Name });
            }
            // Beside an operator or a unit the target is a number alone.
            Some(Notion::Target)
                if (has(columns, Notion::Operator) || has(columns, Notion::Measure))
                    && has(columns, Notion::Operator)
                    && has(columns, Notion::Measure) =>
            {
                columns[at].notion = Some(Notion::Value);
            }
            _ => {}
        }
    }
}

/// What the level-2 names of every form have in them.
const GROUPS: [&str; 9] = ["数量", "质量", "时效", "成本", "经济", "社会", "生态", "可持续", "满意"];

/// The tables that stand side by side: each begins where a level or a name comes once more. A class that stands before the
/// first serves all.
pub(super) fn panes(columns: &[Column]) -> Vec<Pane> {
    let level = |at: usize| {
        columns[at].notion.filter(|notion| {
            matches!(notion, Notion::Class | Notion::Group | Notion::Name | Notion::IndicatorName | Notion::Content)
        })
    };
    let names = columns
        .iter()
        .filter(|column| matches!(column.notion, Some(Notion::Name | Notion::IndicatorName | Notion::Content)))
        .count();
    let targets = columns.iter().filter(|column| matches!(column.notion, Some(Notion::Target | Notion::Value))).count();
    let mut starts = vec![0];
    if names >= 2 && targets >= 2 {
        let mut seen: Vec<Notion> = Vec::new();
        for at in 0..columns.len() {
            let Some(notion) = level(at) else { continue };
            if seen.contains(&notion) {
                starts.push(at);
                seen.clear();
            }
            seen.push(notion);
        }
    }
    let shared: Vec<usize> = match starts.get(1) {
        Some(&second) if columns[second].notion != Some(Notion::Class) => {
            (0..second).filter(|&at| columns[at].notion == Some(Notion::Class)).collect()
        }
        _ => Vec::new(),
    };
    let mut panes = Vec::new();
    for (at, &start) in starts.iter().enumerate() {
        let end = starts.get(at + 1).copied().unwrap_or(columns.len());
        let mut own: Vec<usize> = if at > 0 { shared.clone() } else { Vec::new() };
        own.extend(start..end);
        panes.push(Pane { label: None, columns: own });
    }
    panes
}
