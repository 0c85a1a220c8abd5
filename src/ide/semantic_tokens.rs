//! Semantic tokens: a colour a column, and what kind of value stands in it.
//!
//! A value has the colour of the column that it belongs to, whatever cell it landed in; a row whose reading is in doubt has
//! none. [`KINDS`] and [`MODIFIERS`] are the legend: names of the protocol, so that every theme has colours for them.

mod encode;

pub use encode::{SheetTokens, TokenEdit, Tokens};

use super::{SheetPlace, headed};
use crate::outline::{Notion, Shape as OutlineShape};
use crate::profile::{ColumnKind, Shape, Sum, Term, TermRows};
use crate::sheet::{CellRef, Damage, Headings, Indicator, NO_CELL, RowRole, Sheet, read_directive, read_figure};
use crate::syntax::CellKind;
use crate::text::TextRange;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenKind {
    /// A comment.
    Comment,
    /// A directive.
    Directive,
    /// The title.
    Title,
    /// The label of a section.
    Label,
    /// A column header, or the label of a part of a breakdown.
    Header,
    /// The budget unit's code or its fiscal division.
    Code,
    /// The budget unit's name.
    Unit,
    /// An amount, or a figure as target value.
    Number,
    /// The name of a task.
    Task,
    /// A class.
    Class,
    /// A group.
    Group,
    /// The name of an indicator.
    Name,
    /// An operator.
    Operator,
    /// A target value in words.
    Word,
    /// A unit of measure.
    Measure,
    /// A deadline.
    Deadline,
}

/// The kinds in the order of their numbers, each with the type of the protocol that stands for it.
pub const KINDS: [(TokenKind, &str); 16] = [
    (TokenKind::Comment, "comment"),
    (TokenKind::Directive, "decorator"),
    (TokenKind::Title, "namespace"),
    (TokenKind::Label, "keyword"),
    (TokenKind::Header, "property"),
    (TokenKind::Code, "enumMember"),
    (TokenKind::Unit, "struct"),
    (TokenKind::Number, "number"),
    (TokenKind::Task, "method"),
    (TokenKind::Class, "type"),
    (TokenKind::Group, "interface"),
    (TokenKind::Name, "function"),
    (TokenKind::Operator, "operator"),
    (TokenKind::Word, "string"),
    (TokenKind::Measure, "parameter"),
    (TokenKind::Deadline, "event"),
];

/// The word is one of the form's: a standard indicator, a class or a group of its tree, a value or a unit that it knows.
pub const OF_FORM: u8 = 1;

/// Other amounts of the sheet add up to this one.
pub const TOTAL: u8 = 2;

/// The modifiers of the protocol, the one for [`OF_FORM`] first.
pub const MODIFIERS: [&str; 2] = ["defaultLibrary", "static"];

/// A coloured range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands, within one row; counted from the sheet's start.
    pub range: TextRange,
    /// What it is.
    pub kind: TokenKind,
    /// [`OF_FORM`] and [`TOTAL`], added.
    pub modifiers: u8,
}

impl SheetPlace {
    /// The tokens of the sheet, in order and apart from each other.
    pub fn tokens(&self) -> Vec<Token> {
        let sheet = self.sheet();
        let mut painter = Painter { sheet: &sheet, tokens: Vec::new() };
        painter.paint();
        let mut tokens = painter.tokens;
        // A label that opens a section in an item's cell is painted twice; what is painted first stays.
        tokens.sort_by_key(|token| token.range.start);
        let mut end = 0;
        tokens.retain(|token| {
            let apart = end <= token.range.start;
            end = if apart { token.range.end } else { end };
            apart
        });
        tokens
    }
}

struct Painter<'s, 'a> {
    sheet: &'s Sheet<'a>,
    tokens: Vec<Token>,
}

impl Painter<'_, '_> {
    fn add(&mut self, range: TextRange, kind: TokenKind, modifiers: u8) {
        if !range.is_empty() {
            self.tokens.push(Token { range, kind, modifiers });
        }
    }

    fn cell(&mut self, at: CellRef, kind: TokenKind, modifiers: u8) {
        self.add(self.sheet.range(at), kind, modifiers);
    }

    fn paint(&mut self) {
        let sheet = self.sheet;
        for (row, role) in sheet.roles.iter().enumerate() {
            let row = row as u32;
            match role {
                RowRole::Comment => {
                    let range = sheet.row(row).range();
                    let directive = read_directive(&sheet.text[range.usize()]).is_some();
                    self.add(range, if directive { TokenKind::Directive } else { TokenKind::Comment }, 0);
                }
                RowRole::Title => {
                    let cells: Vec<u32> = sheet.values(row).map(|(cell, _)| cell).collect();
                    cells.into_iter().for_each(|cell| self.cell(CellRef { row, cell }, TokenKind::Title, 0));
                }
                RowRole::Label(open) | RowRole::LabelItem(open) => {
                    let label = sheet.sections[*open].label;
                    let of_form = u8::from(sheet.sections[*open].section.is_some()) * OF_FORM;
                    self.cell(label, TokenKind::Label, of_form);
                    let headed = !sheet.sections[*open]
                        .section
                        .is_none_or(|section| sheet.profile.sections[section].columns().is_empty());
                    if headed && matches!(role, RowRole::Label(_)) {
                        self.headers(row, Some(label.cell));
                    }
                }
                RowRole::RepeatedLabel(_) => self.cell(CellRef { row, cell: 0 }, TokenKind::Label, OF_FORM),
                RowRole::RepeatedHeader(_) => {
                    self.cell(CellRef { row, cell: 0 }, TokenKind::Label, OF_FORM);
                    self.headers(row, Some(0));
                }
                RowRole::SubHeader(_) => self.headers(row, None),
                RowRole::Blank | RowRole::Item(_) | RowRole::Orphan | RowRole::Furniture | RowRole::Printed => {}
            }
        }
        if let Some(headings) = &sheet.headings {
            self.headings(headings);
        }
        self.identity();
        self.amounts();
        self.parts();
        for (_, item) in &sheet.items {
            if item.cells[0] != NO_CELL {
                let cell = CellRef { row: item.row, cell: u32::from(item.cells[0]) };
                let kind = if item.total { TokenKind::Header } else { TokenKind::Task };
                self.cell(cell, kind, u8::from(item.named || item.total) * OF_FORM);
            }
        }
        for indicator in &sheet.indicators {
            self.indicator(indicator);
        }
    }

    /// The labels, headers and values of a sheet that is read by its headings, but for what its indicators have of all forms.
    fn headings(&mut self, headings: &Headings<'_>) {
        let sheet = self.sheet;
        let sums = sheet.checks().iter().filter(|check| headed::is_sum(check) && check.expr.cells().len() > 1);
        let totals: Vec<CellRef> = sums.map(|check| check.at).collect();
        let own = sheet.identity().map(|identity| identity.cell);
        for block in &headings.outline.blocks {
            for at in [block.section, block.label].into_iter().flatten() {
                self.cell(headings.cell(at), TokenKind::Label, 0);
            }
            for at in block.columns.iter().flat_map(|column| [column.group, column.header]).flatten() {
                self.cell(headings.cell(at), TokenKind::Header, 0);
            }
            for at in block.cells.iter().filter(|_| block.shape == OutlineShape::Field) {
                let cell = headings.cell(*at);
                if read_figure(headings.text(*at)).figure().is_some() && own != Some(cell) {
                    self.cell(cell, TokenKind::Number, u8::from(totals.contains(&cell)) * TOTAL);
                }
            }
            for row in &block.rows {
                self.cells(row.total.map(|at| headings.cell(at)), TokenKind::Header, 0);
                for (column, at) in row.cells.iter().enumerate() {
                    let Some(at) = at.filter(|at| row.total != Some(*at)) else { continue };
                    let cell = headings.cell(at);
                    let notion = block.columns[column].notion;
                    let indicator = block.shape == OutlineShape::Indicators && row.total.is_none();
                    if indicator && sheet.column_at(cell).is_some() {
                        continue;
                    }
                    let kind = if read_figure(headings.text(at)).figure().is_some() {
                        TokenKind::Number
                    } else if block.shape == OutlineShape::Pairs && column % 2 == 0 {
                        TokenKind::Header
                    } else if matches!(notion, Some(Notion::Task | Notion::Project | Notion::Identity)) {
                        TokenKind::Task
                    } else if block.shape == OutlineShape::List && column == 0 {
                        TokenKind::Header
                    } else if notion == Some(Notion::Actual) {
                        TokenKind::Word
                    } else {
                        continue;
                    };
                    self.cell(cell, kind, u8::from(totals.contains(&cell)) * TOTAL);
                }
            }
        }
    }

    fn cells(&mut self, cells: impl IntoIterator<Item = CellRef>, kind: TokenKind, modifiers: u8) {
        cells.into_iter().for_each(|cell| self.cell(cell, kind, modifiers));
    }

    fn headers(&mut self, row: u32, label: Option<u32>) {
        let cells: Vec<u32> =
            self.sheet.values(row).map(|(cell, _)| cell).filter(|cell| Some(*cell) != label).collect();
        cells.into_iter().for_each(|cell| self.cell(CellRef { row, cell }, TokenKind::Header, 0));
    }

    fn identity(&mut self) {
        let Some(identity) = self.sheet.identity() else { return };
        let parts =
            [(identity.code, TokenKind::Code), (identity.name, TokenKind::Unit), (identity.division, TokenKind::Code)];
        for (part, kind) in parts {
            if let Some(range) = part {
                self.add(range, kind, 0);
            }
        }
    }

    fn amounts(&mut self) {
        let sheet = self.sheet;
        let adds_up = |sum: &&Sum| {
            let list = |term: &Term| matches!(term, Term::Column(_, _, TermRows::All));
            sum.total.len() == 1 && (sum.parts.len() > 1 || sum.parts.iter().any(list))
        };
        let sums = sheet.profile.sums.iter().filter(adds_up);
        let totals: Vec<CellRef> = sums.flat_map(|sum| sheet.sums_of(sum)).flat_map(|sum| sum.total.cells).collect();
        for amount in &sheet.amounts {
            self.cell(amount.cell, TokenKind::Number, u8::from(totals.contains(&amount.cell)) * TOTAL);
        }
    }

    /// The labels of the parts of breakdowns.
    fn parts(&mut self) {
        let sheet = self.sheet;
        for (open, view) in sheet.sections.iter().enumerate() {
            let Some(section) = view.section.map(|section| &sheet.profile.sections[section]) else { continue };
            if view.duplicate || !matches!(section.shape, Shape::Breakdown(_)) {
                continue;
            }
            for row in sheet.rows_of(open) {
                for cell in sheet.values_of(open, row) {
                    let text = sheet.value(cell);
                    if section.parts().any(|part| part.label.matches(text).is_some()) {
                        self.cell(cell, TokenKind::Header, OF_FORM);
                    }
                }
            }
        }
    }

    fn indicator(&mut self, indicator: &Indicator) {
        let sheet = self.sheet;
        let Some((_, columns)) = sheet.profile.indicators() else { return };
        for (at, column) in columns.iter().enumerate() {
            let Some(cell) = indicator.cell(at) else { continue };
            if column.kind == ColumnKind::Target {
                self.target(indicator);
                continue;
            }
            let word = sheet.profile.word(sheet.value(cell));
            let known = |of_form: bool| u8::from(of_form) * OF_FORM;
            let (kind, modifiers) = match column.kind {
                ColumnKind::Class => (TokenKind::Class, known(word.class.is_some())),
                ColumnKind::Group => (TokenKind::Group, known(word.group.is_some())),
                ColumnKind::Name => (TokenKind::Name, known(word.standard.is_some())),
                ColumnKind::Operator => (TokenKind::Operator, 0),
                ColumnKind::Value if sheet.kind(cell) == CellKind::Number => (TokenKind::Number, 0),
                ColumnKind::Value => (TokenKind::Word, known(word.own)),
                ColumnKind::Measure => (TokenKind::Measure, known(word.measure)),
                ColumnKind::Deadline => (TokenKind::Deadline, 0),
                ColumnKind::Weight => (TokenKind::Number, 0),
                _ => continue,
            };
            self.cell(cell, kind, modifiers);
        }
        // The parents that the row carries for the next one are in no column of its own.
        if let Some(Damage::Hoisted(hoist)) = indicator.damage.as_deref()
            && hoist.confirmed
        {
            for (&cell, &column) in hoist.parents.iter().zip(&hoist.columns) {
                let class = columns[column].kind == ColumnKind::Class;
                let kind = if class { TokenKind::Class } else { TokenKind::Group };
                self.cell(CellRef { row: hoist.carrier, cell }, kind, OF_FORM);
            }
        }
    }

    /// Operator, value and measure in one cell.
    fn target(&mut self, indicator: &Indicator) {
        let sheet = self.sheet;
        let Some(pieces) = sheet.pieces(indicator) else { return };
        let text = |range: TextRange| &sheet.text[range.usize()];
        let figure = text(pieces.value).starts_with(|c: char| c == '-' || c.is_numeric());
        let known = |of_form: bool| u8::from(of_form) * OF_FORM;
        let value = if figure {
            (TokenKind::Number, 0)
        } else {
            (TokenKind::Word, known(sheet.profile.word(text(pieces.value)).own))
        };
        self.add(pieces.operator, TokenKind::Operator, 0);
        self.add(pieces.value, value.0, value.1);
        self.add(pieces.measure, TokenKind::Measure, known(sheet.profile.word(text(pieces.measure)).measure));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use crate::diagnostic::Lang;
    use crate::ide::testing::{PUBLISHED, analysis, check as check_answer};

    #[track_caller]
    fn check(expected: &Expect) {
        check_answer(expected, |fixture| {
            let mut notes = Vec::new();
            for place in fixture.analysis.places() {
                for token in place.tokens() {
                    let range = place.in_text(token.range);
                    let marks = ["", "*", "+", "*+"][token.modifiers as usize];
                    notes.push((range.start, format!("{:?}{marks}⟦", token.kind).to_lowercase()));
                    notes.push((range.end, "⟧".to_owned()));
                }
            }
            fixture.annotated(notes)
        });
    }

    #[test]
    fn every_column_has_its_colour() {
        check(&expect![[r#"
            部门（单位）整体绩效目标表

            # 初稿
            # mubiao: fiscal-year = 2021
            部门（单位）名称⇥703001甲局-211300000
            年度预算收入⇥100.00
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥节能监察⇥10.00
            年度绩效目标⇥做好节能监察工作。
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
            ⇥⇥基础管理⇥综合管理水平⇥⇥管理规范⇥⇥2021-12
            ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥200⇥人次⇥2021-06
            ---
            title⟦部门（单位）整体绩效目标表⟧

            comment⟦# 初稿⟧
            directive⟦# mubiao: fiscal-year = 2021⟧
            label*⟦部门（单位）名称⟧⇥code⟦703001⟧unit⟦甲局⟧-code⟦211300000⟧
            label*⟦年度预算收入⟧⇥number⟦100.00⟧
            label*⟦年度预算支出⟧⇥header*⟦年度部门预算支出⟧⇥number+⟦100.00⟧
            ⇥header*⟦人员类项目⟧⇥number⟦60.00⟧⇥header*⟦其他运转类项目⟧
            label*⟦年度主要任务⟧⇥header⟦对应项目⟧⇥header⟦预算资金情况（万元）⟧
            ⇥task*⟦部门预算基本支出公用经费⟧⇥number⟦30.00⟧
            ⇥task⟦节能监察⟧⇥number⟦10.00⟧
            label*⟦年度绩效目标⟧⇥做好节能监察工作。
            label*⟦年度绩效指标⟧⇥header⟦一级指标⟧⇥header⟦二级指标⟧⇥header⟦三级指标⟧⇥header⟦运算符号⟧⇥header⟦指标值⟧⇥header⟦度量单位⟧⇥header⟦完成时限⟧
            ⇥class*⟦履职效能⟧⇥group*⟦重点工作履行情况⟧⇥name*⟦重点工作办结率⟧⇥operator⟦=⟧⇥number⟦100⟧⇥measure*⟦%⟧⇥deadline⟦2021-12⟧
            ⇥⇥group*⟦基础管理⟧⇥name*⟦综合管理水平⟧⇥⇥word*⟦管理规范⟧⇥⇥deadline⟦2021-12⟧
            ⇥class*⟦社会效应⟧⇥group*⟦社会效益⟧⇥name⟦培训人次⟧⇥operator⟦>=⟧⇥number⟦200⟧⇥measure*⟦人次⟧⇥deadline⟦2021-06⟧
        "#]]);
    }

    #[test]
    fn a_value_out_of_place_keeps_its_colour_and_a_row_in_doubt_has_none() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥在职人员控制率⇥100⇥<=⇥%⇥2021-12⇥5
            ---
            ⇥⇥⇥name*⟦工作质量达标率⟧⇥⇥operator⟦=⟧⇥number⟦100⟧⇥measure*⟦%⟧⇥deadline⟦2021-12⟧
            ⇥⇥⇥在职人员控制率⇥100⇥<=⇥%⇥2021-12⇥5
        "#]]);
    }

    #[test]
    fn tokens_are_apart_and_within_a_row() {
        for text in PUBLISHED {
            let analysis = analysis(text, Lang::Zh);
            for place in analysis.places() {
                let tokens = place.tokens();
                for pair in tokens.windows(2) {
                    assert!(pair[0].range.end <= pair[1].range.start, "{pair:?}");
                }
                let rows = tokens.iter().map(|token| &place.syntax.text[token.range.usize()]);
                assert!(!rows.clone().any(|text| text.contains(['\n', '\t'])));
                assert!(!place.syntax.syntax.headed() || tokens.len() > 100);
            }
        }
    }

    #[test]
    fn a_label_in_the_cell_of_an_item_has_one_colour() {
        check(&expect![[r#"
            部门（单位）名称⇥703001某局-211300000
            ⇥年度主要任务⇥36.94
            ---
            label*⟦部门（单位）名称⟧⇥code⟦703001⟧unit⟦某局⟧-code⟦211300000⟧
            ⇥label*⟦年度主要任务⟧⇥number⟦36.94⟧
        "#]]);
    }

    /// Small books of rows that do not go together.
    #[test]
    fn tokens_of_odd_books_are_apart() {
        const LABELS: [&str; 8] = [
            "部门（单位）名称",
            "年度预算收入",
            "年度预算支出",
            "年度主要任务",
            "年度绩效目标",
            "年度绩效指标",
            "年度部门预算支出",
            "703001某局-211300000",
        ];
        let mut random = 1u32;
        let mut next = |below: u32| {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (random >> 16) % below
        };
        for _ in 0..2000 {
            let mut text = String::from("部门（单位）名称\t703001某局-211300000\n");
            for _ in 0..1 + next(4) {
                for _ in 0..next(4) {
                    match next(4) {
                        0 => {}
                        1 => text.push_str("36.94"),
                        2 => text.push_str("项目"),
                        _ => text.push_str(LABELS[next(8) as usize]),
                    }
                    text.push('\t');
                }
                text.push_str(LABELS[next(8) as usize]);
                text.push('\n');
            }
            let analysis = analysis(&text, Lang::Zh);
            let _ = analysis.tokens(crate::text::Encoding::Utf16, None).data();
            for place in analysis.places() {
                for pair in place.tokens().windows(2) {
                    assert!(pair[0].range.end <= pair[1].range.start, "{pair:?} in {text}");
                }
            }
        }
    }

    #[test]
    fn one_cell_may_hold_three_colours() {
        check(&expect![[r#"
            # mubiao: profile = mof-2015-department
            部门（单位）名称⇥某某局
            年度主要任务⇥任务名称⇥主要内容⇥预算金额（万元）
            ⇥⇥⇥总额⇥财政拨款⇥其他资金
            ⇥节水宣传⇥进社区⇥12.00⇥10.00⇥2.00
            ⇥金额合计⇥⇥12.00⇥10.00⇥2.00
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥数量指标⇥节水宣传场次⇥≥24场
            ⇥⇥质量指标⇥“三公”经费变动率⇥≤-3%
            ⇥效益指标⇥可持续影响指标⇥管护制度⇥定性制度健全
            ---
            directive⟦# mubiao: profile = mof-2015-department⟧
            label*⟦部门（单位）名称⟧⇥unit⟦某某局⟧
            label*⟦年度主要任务⟧⇥header⟦任务名称⟧⇥header⟦主要内容⟧⇥header⟦预算金额（万元）⟧
            ⇥⇥⇥header⟦总额⟧⇥header⟦财政拨款⟧⇥header⟦其他资金⟧
            ⇥task⟦节水宣传⟧⇥进社区⇥number+⟦12.00⟧⇥number⟦10.00⟧⇥number⟦2.00⟧
            ⇥header*⟦金额合计⟧⇥⇥number+⟦12.00⟧⇥number+⟦10.00⟧⇥number+⟦2.00⟧
            label*⟦年度绩效指标⟧⇥header⟦一级指标⟧⇥header⟦二级指标⟧⇥header⟦三级指标⟧⇥header⟦指标值⟧
            ⇥class*⟦产出指标⟧⇥group*⟦数量指标⟧⇥name⟦节水宣传场次⟧⇥operator⟦≥⟧number⟦24⟧measure*⟦场⟧
            ⇥⇥group*⟦质量指标⟧⇥name⟦“三公”经费变动率⟧⇥operator⟦≤⟧number⟦-3⟧measure*⟦%⟧
            ⇥class*⟦效益指标⟧⇥group*⟦可持续影响指标⟧⇥name⟦管护制度⟧⇥定性word⟦制度健全⟧
        "#]]);
    }
}
