//! malformed-amount: an amount that is no number.

use super::common::{figure, quote};
use super::mistyped::{Meant, meant, parted};
use crate::diagnostic::{Applicability, Sink, say};
use crate::sheet::{AmountReading, CellRef, FigureReading, Sheet, read_figure};
use crate::syntax::CellKind;
use crate::text::Edit;

rule!("malformed-amount", Amounts, Error, Some(Applicability::Safe), "金额不是数字", "an amount is not a number");

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    // Most are plain numbers.
    let odd = |cell: &CellRef| sheet.kind(*cell) != CellKind::Number;
    let headings = sheet.headings.iter();
    let cells = headings.flat_map(|headings| sheet.money_rows().flatten().map(|(_, at)| headings.cell(at)));
    for cell in cells.filter(odd) {
        if let Some(units) = two_units(sheet.value(cell)) {
            of_two_units(sheet, cell, units, sink);
        } else if let Some(slip) = slip(sheet.value(cell)) {
            mistyped(sheet, cell, slip, sink);
        }
    }
    for amount in sheet.amounts.iter().filter(|amount| !matches!(amount.reading, AmountReading::Exact(_))) {
        let lang = sink.lang;
        let range = sheet.range(amount.cell);
        let text = quote(sheet.value(amount.cell));
        let unit = &sheet.profile.amount.unit;
        match &amount.reading {
            AmountReading::Exact(_) => {}
            AmountReading::Misspelled(value) => {
                let plain = value.to_string();
                if let Some(other) = parted(sheet.value(amount.cell)) {
                    let message = say!(
                        lang,
                        "金额{text}中间有空格，是 {plain} 还是 {other}，请核对（单位{unit}）",
                        "the amount {text} has a blank in it; check whether {plain} or {other} is meant (in {unit})"
                    );
                    let finding = sink.report(&RULE, range, message);
                    for number in [plain, other] {
                        let title = say!(lang, "改为 {number}", "write {number}");
                        finding.fix(Applicability::Unsafe, title, vec![Edit::replace(range, number)]);
                    }
                    continue;
                }
                let message = say!(
                    lang,
                    "金额{text}应只写数字：{plain}（单位{unit}）",
                    "the amount {text} should be the number alone: {plain} (in {unit})"
                );
                sink.report(&RULE, range, message).fix(
                    Applicability::Safe,
                    say!(lang, "改为 {plain}", "write {plain}"),
                    vec![Edit::replace(range, plain)],
                );
            }
            AmountReading::OtherUnit(value) => {
                let converted = figure(*value, sheet.profile);
                let message = say!(
                    lang,
                    "金额{text}的单位不是{unit}；折合 {converted} {unit}",
                    "the amount {text} is not in {unit}; it makes {converted} {unit}"
                );
                sink.report(&RULE, range, message).fix(
                    Applicability::Unsafe,
                    say!(lang, "折算为 {converted}", "convert to {converted}"),
                    vec![Edit::replace(range, converted)],
                );
            }
            AmountReading::Malformed if sheet.kind(amount.cell) == CellKind::Number => {
                let message = say!(
                    lang,
                    "{text}位数太多，不会是金额（单位{unit}），请核对",
                    "{text} has too many digits to be an amount in {unit}; check it"
                );
                sink.report(&RULE, range, message);
            }
            AmountReading::Malformed if two_units(sheet.value(amount.cell)).is_some() => {
                let units = two_units(sheet.value(amount.cell)).unwrap_or_default();
                of_two_units(sheet, amount.cell, units, sink);
            }
            AmountReading::Malformed if meant(sheet.value(amount.cell)).is_some() => {
                if let Some(slip) = meant(sheet.value(amount.cell)) {
                    mistyped(sheet, amount.cell, slip, sink);
                }
            }
            AmountReading::Malformed => {
                let message = say!(
                    lang,
                    "{text}不是金额；应为数字（单位{unit}），没有就留空",
                    "{text} is no amount; a number in {unit} is expected, or an empty cell"
                );
                sink.report(&RULE, range, message);
            }
        }
    }
}

/// What a cell of figures below any heading was meant to be; words may stand there, and so may what ends like a sentence.
fn slip(text: &str) -> Option<Meant> {
    let words = !text.ends_with(['.', '。', ',', '，', '、']) && read_figure(text) == FigureReading::Words;
    words.then(|| meant(text)).flatten()
}

fn mistyped(sheet: &Sheet<'_>, cell: CellRef, slip: Meant, sink: &mut Sink) {
    let (lang, text, number) = (sink.lang, quote(sheet.value(cell)), slip.number);
    let message = if slip.certain {
        say!(lang, "金额{text}应只写数字：{number}", "the amount {text} should be the number alone: {number}")
    } else {
        say!(
            lang,
            "金额{text}不是数字，像是 {number}，请核对",
            "the amount {text} is no number; {number} is probably meant, check it"
        )
    };
    let applicability = if slip.certain { Applicability::Safe } else { Applicability::Unsafe };
    let title = say!(lang, "改为 {number}", "write {number}");
    let edits = vec![Edit::replace(sheet.range(cell), number)];
    sink.report(&RULE, sheet.range(cell), message).fix(applicability, title, edits);
}

fn of_two_units(sheet: &Sheet<'_>, cell: CellRef, (one, other): (&str, &str), sink: &mut Sink) {
    let (lang, text) = (sink.lang, quote(sheet.value(cell)));
    let message = say!(
        lang,
        "金额{text}写了两个单位：{one}和{other}，无法确定是哪个，请核对",
        "the amount {text} has two units, {one} and {other}, and nobody can tell which one holds; check it"
    );
    sink.report(&RULE, sheet.range(cell), message);
}

/// The two units that one amount is written with: two that differ, or one twice in a row.
fn two_units(text: &str) -> Option<(&str, &str)> {
    if text.len() > 64 || !text.contains(['元', '万', '亿']) || !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut units: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let unit = ["万元", "亿元", "元", "万", "亿"].iter().find(|unit| text[at..].starts_with(**unit));
        if let Some(unit) = unit {
            units.push((at, &text[at..at + unit.len()]));
        }
        at += unit.map_or(c.len_utf8(), |unit| unit.len());
    }
    let plain = |unit: &str| unit.trim_end_matches('元').to_owned();
    units.windows(2).find_map(|pair| {
        let ((first, one), (second, other)) = (pair[0], pair[1]);
        (plain(one) != plain(other) || first + one.len() == second).then_some((one, other))
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn separators_widths_and_the_unit_are_spelling() {
        check(&expect![[r#"
            年度预算收入⇥⟦1,234.50⟧
            //~ error[malformed-amount]: 金额“1,234.50”应只写数字：1234.50（单位万元）
            年度预算支出⇥年度部门预算支出⇥⟦１２３４．５０⟧
            //~ error[malformed-amount]: 金额“１２３４．５０”应只写数字：1234.50（单位万元）
            ⇥人员类项目⇥⟦1000.00万元⟧⇥其他运转类项目
            //~ error[malformed-amount]: 金额“1000.00万元”应只写数字：1000.00（单位万元）
            ⇥公用经费类项目⇥⟦￥200.00⟧⇥特定目标类项目⇥⟦34 .50⟧
            //~ error[malformed-amount]: 金额“￥200.00”应只写数字：200.00（单位万元）
            //~ error[malformed-amount]: 金额“34 .50”应只写数字：34.50（单位万元）
            ---
            年度预算收入⇥1234.50
            年度预算支出⇥年度部门预算支出⇥1234.50
            ⇥人员类项目⇥1000.00⇥其他运转类项目
            ⇥公用经费类项目⇥200.00⇥特定目标类项目⇥34.50
        "#]]);
    }

    #[test]
    fn another_unit_is_converted_on_request() {
        check(&expect![[r#"
            年度预算收入⇥⟦1000000元⟧
            //~ error[malformed-amount]: 金额“1000000元”的单位不是万元；折合 100.00 万元
            --- fix: 折算为 100.00
            年度预算收入⇥100.00
        "#]]);
    }

    #[test]
    fn words_and_dashes_are_no_amounts() {
        check(&expect![[r#"
            年度预算支出⇥年度部门预算支出⇥⟦约100⟧
            //~ error[malformed-amount]: “约100”不是金额；应为数字（单位万元），没有就留空
            ⇥人员类项目⇥60.00⇥其他运转类项目⇥⟦—⟧
            //~ error[malformed-amount]: “—”不是金额；应为数字（单位万元），没有就留空
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥⟦1.2.3⟧
            //~ error[malformed-amount]: “1.2.3”不是金额；应为数字（单位万元），没有就留空
        "#]]);
    }

    #[test]
    fn slips_get_the_number_that_was_meant() {
        check(&expect![[r#"
            年度预算收入⇥⟦5l2.50⟧
            //~ error[malformed-amount]: 金额“5l2.50”不是数字，像是 512.50，请核对
            年度预算支出⇥年度部门预算支出⇥⟦512。50⟧
            //~ error[malformed-amount]: 金额“512。50”应只写数字：512.50
            ⇥人员类项目⇥⟦20O.50⟧⇥其他运转类项目⇥⟦=100.00⟧
            //~ error[malformed-amount]: 金额“20O.50”不是数字，像是 200.50，请核对
            //~ error[malformed-amount]: 金额“=100.00”应只写数字：100.00
            ⇥公用经费类项目⇥⟦112,00⟧⇥特定目标类项目⇥⟦100 00⟧
            //~ error[malformed-amount]: 金额“112,00”不是数字，像是 112.00，请核对
            //~ error[malformed-amount]: 金额“100 00”中间有空格，是 10000 还是 100.00，请核对（单位万元）
            ---
            年度预算收入⇥5l2.50
            年度预算支出⇥年度部门预算支出⇥512.50
            ⇥人员类项目⇥20O.50⇥其他运转类项目⇥100.00
            ⇥公用经费类项目⇥112,00⇥特定目标类项目⇥100 00
            --- fix: 改为 200.50
            年度预算收入⇥5l2.50
            年度预算支出⇥年度部门预算支出⇥512。50
            ⇥人员类项目⇥200.50⇥其他运转类项目⇥=100.00
            ⇥公用经费类项目⇥112,00⇥特定目标类项目⇥100 00
            --- fix: 改为 100.00
            年度预算收入⇥5l2.50
            年度预算支出⇥年度部门预算支出⇥512。50
            ⇥人员类项目⇥20O.50⇥其他运转类项目⇥100.00
            ⇥公用经费类项目⇥112,00⇥特定目标类项目⇥100 00
        "#]]);
    }

    #[test]
    fn slips_below_any_heading_and_words_that_may_stand_there() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效目标申报表（2023年度）
            项目名称⇥水生态监测
            项目资金⇥年度资金总额⇥⟦98O.00⟧
            //~ error[malformed-amount]: 金额“98O.00”不是数字，像是 980.00，请核对
            ⇥其中：财政拨款⇥⟦800。00⟧
            //~ error[malformed-amount]: 金额“800。00”应只写数字：800.00
            ⇥其他资金⇥详见附件1
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥数量指标⇥建成监测站⇥≥12座
            ---
            # mubiao: profile = none
            项目支出绩效目标申报表（2023年度）
            项目名称⇥水生态监测
            项目资金⇥年度资金总额⇥98O.00
            ⇥其中：财政拨款⇥800.00
            ⇥其他资金⇥详见附件1
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥数量指标⇥建成监测站⇥≥12座
        "#]]);
    }

    #[test]
    fn more_digits_than_an_amount_has() {
        check(&expect![[r#"
            年度预算收入⇥⟦99999999999999999999999999999999999999⟧
            //~ error[malformed-amount]: “999999999999999999999999…”位数太多，不会是金额（单位万元），请核对
            年度预算支出⇥年度部门预算支出⇥⟦0.00000000000000000000000000000000000001⟧
            //~ error[malformed-amount]: “0.0000000000000000000000…”位数太多，不会是金额（单位万元），请核对
        "#]]);
    }

    #[test]
    fn two_faults_at_once() {
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥⟦6O.00⟧
            //~ error[malformed-amount]: 金额“6O.00”不是数字，像是 60.00，请核对
            ⇥工信产业监管专项业务经费⇥⟦１0.00元⟧
            //~ error[malformed-amount]: 金额“１0.00元”的单位不是万元；折合 0.001 万元
        "#]]);
    }

    #[test]
    fn a_carriage_return_is_no_part_of_an_amount() {
        check(&expect![[r#"
            年度预算收入⇥⟦100.00万元⟧<U+000D>
            //~ error[malformed-amount]: 金额“100.00万元”应只写数字：100.00（单位万元）
            年度预算支出⇥年度部门预算支出⇥100.00<U+000D>
            ⇥人员类项目⇥60.00⇥其他运转类项目<U+000D>
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00<U+000D>
            ---
            年度预算收入⇥100.00<U+000D>
            年度预算支出⇥年度部门预算支出⇥100.00<U+000D>
            ⇥人员类项目⇥60.00⇥其他运转类项目<U+000D>
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00<U+000D>
        "#]]);
    }

    #[test]
    fn zeros_integers_and_empty_parts_are_amounts() {
        check(&expect![[r#"
            年度预算收入⇥100
            年度预算支出⇥年度部门预算支出⇥100.0
            ⇥人员类项目⇥60⇥其他运转类项目⇥0
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥ 10.00 
        "#]]);
    }

    #[test]
    fn padding_of_a_printed_form() {
        check(&expect![[r#"
            年度预算收入⇥⇥⇥⇥⇥⇥⇥100.00⇥
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
            年度主要任务⇥对应项目⇥⇥⇥⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥⇥⇥⇥30.00
            ⇥部门预算基本支出人员经费⇥⇥⇥⇥60.00
            ⇥工信产业监管专项业务经费⇥⇥⇥⇥10.00
        "#]]);
    }

    #[test]
    fn two_units_of_one_amount() {
        check(&expect![[r#"
            年度预算收入⇥⟦12.5万元（125000元）⟧
            //~ error[malformed-amount]: 金额“12.5万元（125000元）”写了两个单位：万元和元，无法确定是哪个，请核对
        "#]]);
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效目标申报表（2023年度）
            项目名称⇥水生态监测
            项目资金⇥年度资金总额⇥⟦980万元元⟧
            //~ error[malformed-amount]: 金额“980万元元”写了两个单位：万元和元，无法确定是哪个，请核对
            ⇥其中：财政拨款⇥854万（其中本级300万）
            ⇥其他资金⇥180.00
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥数量指标⇥建成监测站⇥≥12座
        "#]]);
    }
}
