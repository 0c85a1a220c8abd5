//! Indicator rows as the rules see them that look at one row at a time.

use super::printed;
use super::target::{self, Target};
use crate::outline::Notion;
use crate::profile::{ColumnKind, Standard};
use crate::rules::common::fill_cell;
use crate::sheet::{CellRef, Indicator, Pieces, Sheet};
use crate::syntax::CellKind;
use crate::text::{Edit, TextRange};

/// An indicator row that can be read for certain and is not what the catalogue has.
pub(super) struct Row<'s, 'a> {
    pub(super) sheet: &'s Sheet<'a>,
    pub(super) indicator: &'s Indicator,
    pub(super) places: &'s Places,
    /// What the row is by its name, if the form has such an indicator.
    pub(super) standard: Option<&'s Standard>,
    /// The values; empty where there is none.
    pub(super) name: &'a str,
    pub(super) operator: &'a str,
    pub(super) value: &'a str,
    pub(super) measure: &'a str,
    /// The operator as the form writes it.
    sign: Option<&'a str>,
    /// The unit of measure as the form writes it, where it is spelled otherwise.
    spelled: Option<&'a str>,
    /// The pieces of the cell that they share, in a form that has them together.
    pieces: Option<Pieces>,
    /// What the target value is, decided once for all rules.
    pub(super) target: Target,
}

/// Where a value stands: in a column, and there in the whole cell or in a piece of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) column: usize,
    /// The cell of a row that is in place, whether the row has it or not.
    cell: u32,
    /// What it is of a cell that holds operator, value and measure together.
    piece: Option<ColumnKind>,
}

/// Where the columns of a table stand; `None` for those that it has not.
pub(super) struct Places {
    pub(super) class: Option<Slot>,
    pub(super) group: Option<Slot>,
    pub(super) name: Option<Slot>,
    pub(super) operator: Option<Slot>,
    pub(super) value: Option<Slot>,
    pub(super) measure: Option<Slot>,
    pub(super) deadline: Option<Slot>,
}

impl Places {
    /// Those of the table that `indicator` stands in.
    fn of(sheet: &Sheet<'_>, indicator: &Indicator) -> Self {
        let place = |kind: ColumnKind| {
            let cell = sheet.column_cell(indicator, kind)?.cell;
            sheet.profile.column_of(kind).map(|column| Slot { column, cell, piece: None })
        };
        let piece = |kind: ColumnKind| {
            let shared = || place(ColumnKind::Target);
            place(kind).or_else(|| shared().map(|slot| Slot { piece: Some(kind), ..slot }))
        };
        Self {
            class: place(ColumnKind::Class),
            group: place(ColumnKind::Group),
            name: place(ColumnKind::Name),
            operator: piece(ColumnKind::Operator),
            value: piece(ColumnKind::Value),
            measure: piece(ColumnKind::Measure),
            deadline: place(ColumnKind::Deadline),
        }
    }

    /// Whether each of operator, value and measure has its place; otherwise a row is not judged by them.
    pub(super) fn are_apart(&self) -> bool {
        self.operator.is_some() && self.value.is_some() && self.measure.is_some()
    }

    /// Whether operator, value and measure share one cell.
    pub(super) fn are_together(&self) -> bool {
        self.value.is_some_and(|slot| slot.piece.is_some())
    }
}

/// Calls `look` on every row that can be read for certain and differs from what the catalogue has for its name. Most rows
/// are as the catalogue has them, and this comparison is all that is spent on them.
pub(super) fn each_unusual(sheet: &Sheet<'_>, mut look: impl FnMut(&Row<'_, '_>)) {
    if sheet.profile.indicators().is_none() {
        return;
    }
    // All rows of a table have their columns in the same places.
    let mut of_table: Option<(Option<(usize, usize)>, Places)> = None;
    for indicator in sheet.unusual().filter(|indicator| !indicator.is_in_doubt()) {
        let table = sheet.headings.as_deref().and_then(|headings| headings.pane_of_indicator(indicator));
        if of_table.as_ref().is_none_or(|(of, _)| *of != table) {
            of_table = Some((table, Places::of(sheet, indicator)));
        }
        if let Some((_, places)) = &of_table {
            look(&Row::new(sheet, indicator, places));
        }
    }
}

impl<'s, 'a> Row<'s, 'a> {
    fn new(sheet: &'s Sheet<'a>, indicator: &'s Indicator, places: &'s Places) -> Self {
        let value =
            |slot: Option<Slot>| slot.and_then(|slot| indicator.cell(slot.column)).map_or("", |cell| sheet.value(cell));
        let pieces = if places.are_together() { sheet.pieces(indicator) } else { None };
        let piece = |slot: Option<Slot>| match slot.and_then(|slot| slot.piece) {
            Some(kind) => pieces.and_then(|pieces| pieces.of(kind)).map_or("", |range| &sheet.text[range.usize()]),
            None => value(slot),
        };
        // Such a sheet says in the operator's column, or in one of its own, that a target is none of numbers.
        let nature = printed::value(sheet, indicator.row, Notion::Nature).is_some_and(|nature| nature.trim() == "定性");
        let marked = |text: &str| sheet.profile.marks.iter().any(|mark| mark == text);
        let qualitative = sheet.headings.is_some() && (nature || marked(piece(places.operator)));
        let standard = indicator.standard.map(|standard| &sheet.profile.catalogue.standards[standard as usize]);
        let operator = if qualitative && marked(piece(places.operator)) { "" } else { piece(places.operator) };
        let unit = piece(places.measure);
        let measure =
            if qualitative && matches!(unit, "其他" | "其它" | "/" | "无" | "—" | "-") { "" } else { unit };
        let mut row = Self {
            sheet,
            indicator,
            places,
            standard,
            name: value(places.name),
            operator,
            value: piece(places.value),
            measure,
            sign: sheet.profile.operator(operator),
            spelled: sheet.profile.measures.canonical(measure),
            pieces,
            target: Target::Word,
        };
        row.target = target::read(&row);
        row
    }

    /// The cell in a column, if the form has that column and the row a value there.
    pub(super) fn cell(&self, slot: Option<Slot>) -> Option<CellRef> {
        self.indicator.cell(slot?.column)
    }

    /// Where a piece of a cell stands or should stand; `None` for what has a cell of its own.
    fn piece(&self, slot: Option<Slot>) -> Option<TextRange> {
        self.pieces?.of(slot?.piece?)
    }

    /// Whether the target value looks like a number.
    pub(super) fn is_number(&self) -> bool {
        match (self.pieces, self.cell(self.places.value)) {
            (Some(_), _) => is_plain_number(self.value),
            (None, Some(cell)) => self.sheet.kind(cell) == CellKind::Number,
            (None, None) => false,
        }
    }

    /// Where the value of a column stands or should stand. The empty columns of a row that is out of place are nowhere, so
    /// its name stands for them.
    pub(super) fn place(&self, slot: Option<Slot>) -> TextRange {
        let name = || {
            self.cell(self.places.name)
                .map_or(self.sheet.row(self.indicator.row).range(), |cell| self.sheet.range(cell))
        };
        if let Some(piece) = self.piece(slot) {
            return piece;
        }
        match (self.cell(slot), slot) {
            (Some(cell), _) => self.sheet.range(cell),
            (None, Some(slot)) if self.is_in_place() => self.sheet.place(self.indicator.row, slot.cell),
            _ => name(),
        }
    }

    /// The unit in the cell of the target, where the form has a column for units.
    pub(super) fn extra_measure(&self) -> Option<(&'a str, TextRange)> {
        let apart = self.places.measure.is_some_and(|slot| slot.piece.is_none());
        let range = self.pieces.filter(|_| apart && self.is_number())?.measure;
        (range.start < range.end).then(|| (&self.sheet.text[range.usize()], range))
    }

    /// Where the whole cell of the target value stands, with what shares it.
    pub(super) fn whole_target(&self) -> TextRange {
        match self.cell(self.places.value) {
            Some(cell) => self.sheet.range(cell),
            None => self.place(self.places.value),
        }
    }

    /// Whether every value stands in its column, so that an empty one can be filled.
    pub(super) fn is_in_place(&self) -> bool {
        self.indicator.damage.is_none()
    }

    /// Writes `text` into a column; `None` where the table has no such column, and where that column is empty and the row
    /// has to be put in order first.
    pub(super) fn write(&self, slot: Option<Slot>, text: &str) -> Option<Edit> {
        if let Some(piece) = self.piece(slot) {
            return Some(Edit::replace(piece, text));
        }
        match self.cell(slot) {
            Some(cell) => Some(Edit::replace(self.sheet.range(cell), text)),
            None => {
                let cell = CellRef { row: self.indicator.row, cell: slot?.cell };
                let free = self.sheet.cells(cell.row).get(cell.cell as usize).is_none_or(|own| own.is_empty());
                (free && self.is_in_place()).then(|| fill_cell(self.sheet, cell, text))
            }
        }
    }

    /// The operator as the form writes it; `None` when there is none or it is no operator.
    pub(super) fn sign(&self) -> Option<&'a str> {
        self.sign
    }

    /// The unit of measure as the form writes it, where the row spells it otherwise.
    pub(super) fn spelled(&self) -> Option<&'a str> {
        self.spelled
    }

    /// The unit of measure as the form writes it.
    pub(super) fn unit(&self) -> &'a str {
        self.spelled.unwrap_or(self.measure)
    }
}

/// Whether `text` is a number as the lexer knows one.
fn is_plain_number(text: &str) -> bool {
    let bytes = text.strip_prefix('-').unwrap_or(text).as_bytes();
    let mut pointed = false;
    let plain = bytes.iter().enumerate().all(|(at, byte)| {
        // A point stands between digits, and once.
        let point = *byte == b'.' && !pointed && at > 0 && at + 1 < bytes.len();
        pointed |= point;
        point || byte.is_ascii_digit()
    });
    plain && !bytes.is_empty()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::diagnostic::Applicability;
    use crate::lint::{Settings, fix, lint};
    use crate::profile::builtin;
    use crate::rules::testing::check;
    use crate::syntax::read_sheets;

    const SOUND: &str = include_str!("../../tests/corpus/chaoyang-2021.mubiao");
    const DAMAGED: &str = include_str!("../../tests/corpus/chaoyang-2021.txt");

    /// What is found in the published sheets by the rules that look at indicators.
    const PUBLISHED: &[&str] =
        &["inexact-satisfaction", "missing-standard-indicator", "missing-deadline", "deadline-outside-year"];

    #[test]
    fn published_sheets_show_nothing_else() {
        for text in [SOUND, DAMAGED] {
            let outcome = lint(text, &Settings::default());
            let indicators = |rule: &crate::diagnostic::RuleInfo| rule.group == crate::diagnostic::Group::Indicators;
            let other = outcome.findings.iter().filter(|of| indicators(of.rule) && !PUBLISHED.contains(&of.rule.name));
            assert_eq!(other.map(|finding| finding.message.as_str()).collect::<Vec<_>>(), Vec::<&str>::new());
        }
    }

    #[test]
    fn only_the_unit_s_own_rows_are_looked_at() {
        let profile = &builtin()[0];
        let mut unusual = Vec::new();
        read_sheets(SOUND, &**profile, |_, text, syntax| {
            let sheet = Sheet::read(text, syntax, profile, Some(2021));
            each_unusual(&sheet, |row| unusual.push(row.standard.is_some()));
        });
        // One standard row of the book has no deadline.
        assert_eq!(unusual.iter().filter(|standard| **standard).count(), 1);
        assert!(unusual.contains(&false));
    }

    #[test]
    fn what_units_write_is_left_alone() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥200⇥人次⇥2021-12
            ⇥⇥⇥项目验收合格率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥资金拨付及时率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥执法办案行为投诉率⇥<=⇥5⇥%⇥2021-12
            ⇥⇥⇥公开时限⇥<=⇥20⇥工作日⇥2021-12
            ⇥⇥⇥经费增长率⇥<=⇥-3⇥%⇥2021-12
            ⇥⇥⇥一般公共预算支出下降率⇥>=⇥5⇥%⇥2021-12
            ⇥⇥⇥事故起数⇥=⇥0⇥起⇥2021-12
            ⇥⇥⇥成本控制数⇥<=⇥28.8⇥万元⇥2021-12
            ⇥⇥⇥空气质量优良天数⇥>=⇥300⇥天⇥2021-12
            ⇥⇥⇥公众知晓率⇥>=⇥90⇥%⇥2021-12
            ⇥⇥⇥亩均增收⇥>=⇥200⇥元/亩⇥2021-12
            ⇥⇥⇥5G基站数⇥>=⇥50⇥座⇥2021-12
            ⇥⇥⇥“十四五”规划完成率⇥>=⇥20⇥%⇥2021-12
            ⇥⇥⇥2021年项目完成率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥A级景区数⇥>=⇥3⇥个⇥2021-12
            ⇥⇥⇥招商引资任务完成率⇥>=⇥110⇥%⇥2021-12
            ⇥⇥⇥受理群众投诉件数⇥>=⇥300⇥件⇥2021-12
            ⇥⇥⇥单位GDP能耗下降率⇥>=⇥3.2⇥%⇥2021-12
            ⇥⇥⇥林木成活率⇥>=⇥85⇥%⇥2021-06
            ⇥⇥⇥设备采购单价⇥<=⇥1.5⇥万元/台⇥2021-12
            ⇥⇥⇥文物安全⇥⇥无损毁⇥⇥2021-12
            ⇥⇥⇥应急响应时间⇥<⇥30⇥分钟⇥2021-12
            ⇥⇥⇥补贴标准⇥=⇥80⇥元/人·月⇥2021-12-31
            ⇥⇥服务对象满意度⇥群众满意度⇥>=⇥95⇥%⇥2021-12
            ⇥可持续性⇥体制机制改革⇥长效机制建设⇥⇥制度有效⇥⇥2021-12
            ⇥⇥人才支撑⇥引进高层次人才⇥>=⇥2⇥名⇥2021-12
        "#]]);
    }

    /// Cells as units write them, sound and not.
    const CELLS: &[&str] = &[
        "",
        "",
        "",
        "社会效应",
        "产出指标",
        "服务对象满意度",
        "基础管理",
        "群众满意度",
        "预算执行率",
        "预算行执率",
        "培训3人",
        "三公经费变动率",
        "=",
        ">=",
        "≥",
        "约",
        "＞＝",
        "100",
        "-5",
        "95%",
        "≥95%",
        "1,200",
        "三次",
        "无",
        "XX",
        "改善",
        "管理规范",
        "１００",
        "95以上",
        "次",
        "%",
        "百分比",
        "万元",
        "2021-12",
        "2021年12月",
        "年底",
        "2021-13",
        "5m2",
        "百分之",
        "九成",
        "—",
    ];

    proptest::proptest! {
        #[test]
        fn any_rows_are_judged_and_every_fix_can_be_applied(
            rows in proptest::collection::vec(proptest::collection::vec(0..CELLS.len(), 3..9), 1..8),
        ) {
            let head = "# mubiao: fiscal-year = 2021\n部门（单位）名称\t703001朝阳市工业和信息化局-211300000\n\
                        年度绩效指标\t一级指标\t二级指标\t三级指标\t运算符号\t指标值\t度量单位\t完成时限\n";
            let row = |row: &Vec<usize>| format!("\t{}", row.iter().map(|&at| CELLS[at]).collect::<Vec<_>>().join("\t"));
            let text = format!("{head}{}", rows.iter().map(row).collect::<Vec<_>>().join("\n"));
            let outcome = lint(&text, &Settings::default());
            for fix in outcome.findings.iter().flat_map(|finding| &finding.fixes) {
                for pair in fix.edits.windows(2) {
                    proptest::prop_assert!(pair[0].range.end <= pair[1].range.start, "{fix:?} in {text}");
                }
            }
            let fixed = fix(&text, &Settings::default(), Applicability::Safe);
            let left = fixed.remaining.findings.iter().filter(|finding| finding.safe_fix().is_some());
            proptest::prop_assert_eq!(left.map(|finding| &finding.message).collect::<Vec<_>>(), Vec::<&String>::new(), "{}", text);
        }
    }

    #[test]
    fn one_flaw_is_reported_once() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥培训人次⇥⟦≥⟧⇥⟦XX⟧⇥人次⇥2021-12
            //~ warning[noncanonical-operator]: 运算符号“≥”应写作“>=”
            //~ error[placeholder-target]: “培训人次”的指标值“XX”只是占位，应填实际的数字或表述
            ⇥⇥⇥公众知晓率⇥⇥⟦１００％⟧⇥⇥2021-12
            //~ warning[mixed-width]: “１００％”全角、半角混用，应写作“100%”
            ⇥⇥⇥培训合格率⇥⇥⟦⟧⇥⇥2021-12
            //~ error[malformed-target]: “培训合格率”没有指标值，请填写
            ⇥⇥⇥培训覆盖率⇥=⇥⟦⟧⇥⇥2021-12
            //~ error[malformed-target]: “培训覆盖率”没有指标值，应为数字
            ⇥⇥⇥事故起数⇥=⇥⟦无⟧⇥起⇥2021-12
            //~ error[placeholder-target]: “事故起数”的指标值“无”只是占位，应填实际的数字或表述
            ⇥⇥⇥服务能力⇥⟦=⟧⇥⟦提升⟧⇥⇥2021-12
            //~ error[unexpected-operator]: 指标值“提升”是文字，运算符号“=”应去掉
            //~ warning[vague-target]: “服务能力”的指标值“提升”太笼统，应写成可以考核的数字或具体表述
            ---
            ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥XX⇥人次⇥2021-12
            ⇥⇥⇥公众知晓率⇥⇥100⇥%⇥2021-12
            ⇥⇥⇥培训合格率⇥⇥⇥⇥2021-12
            ⇥⇥⇥培训覆盖率⇥=⇥⇥⇥2021-12
            ⇥⇥⇥事故起数⇥=⇥无⇥起⇥2021-12
            ⇥⇥⇥服务能力⇥=⇥提升⇥⇥2021-12
        "#]]);
    }
}
