//! duplicate-indicator: one level-3 name twice in a sheet.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;
use smallvec::SmallVec;

use super::common::quote;
use crate::diagnostic::{Sink, say};
use crate::profile::ColumnKind;
use crate::sheet::{CellRef, Sheet};

rule!("duplicate-indicator", Indicators, Error, None, "同一张表里三级指标重名", "one name twice in a sheet");

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let Some((_, columns)) = sheet.profile.indicators() else { return };
    let Some(column) = columns.iter().position(|column| column.kind == ColumnKind::Name) else { return };
    // The standard indicators are told apart by their index, so that one name may stand under two groups of the form.
    let mut seen = [0_u64; 8];
    let mut repeated = false;
    let mut own: SmallVec<[((u32, &str), CellRef); 16]> = SmallVec::new();
    for indicator in &sheet.indicators {
        let Some(cell) = indicator.cell(column) else { continue };
        match indicator.standard.map(usize::from) {
            Some(standard) if standard < 64 * seen.len() => {
                let bit = 1 << (standard % 64);
                repeated |= seen[standard / 64] & bit != 0;
                seen[standard / 64] |= bit;
            }
            _ => own.push(((indicator.part, sheet.value(cell)), cell)),
        }
    }
    if repeated {
        let mut standards: Vec<(u16, CellRef)> = sheet
            .indicators
            .iter()
            .filter_map(|indicator| Some((indicator.standard?, indicator.cell(column)?)))
            .collect();
        report(sheet, sink, &mut standards);
    }
    if may_repeat(&own) {
        report(sheet, sink, &mut own);
    }
}

/// Whether two of `names` may be the same; what is false is certain, and costs less than to sort them.
fn may_repeat(names: &[((u32, &str), CellRef)]) -> bool {
    let mut seen = [0_u64; 64];
    names.len() > 256 || names.iter().any(|(name, _)| {
        let mut hasher = FxHasher::default();
        name.hash(&mut hasher);
        let hash = hasher.finish() as usize;
        let (word, bit) = (&mut seen[hash / 64 % 64], 1 << (hash % 64));
        let again = *word & bit != 0;
        *word |= bit;
        again
    })
}

/// Reports every cell but the first of those that stand for the same.
fn report<K: Ord + Copy>(sheet: &Sheet<'_>, sink: &mut Sink, names: &mut [(K, CellRef)]) {
    names.sort_unstable();
    for same in names.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
        let first = sheet.range(same[0].1);
        for &(_, cell) in &same[1..] {
            let (lang, name) = (sink.lang, quote(sheet.value(cell)));
            let message = say!(lang, "三级指标{name}在本表里已经有了，请合并或改名", "the sheet has an indicator {name} already; merge or rename one");
            sink.report(&RULE, sheet.range(cell), message)
                .relate(first, say!(lang, "第一次出现在这里", "it stands here first"));
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn a_standard_indicator_twice() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥⟦工作质量达标率⟧⇥=⇥100⇥%⇥2021-12
            //~ error[duplicate-indicator]: 三级指标“工作质量达标率”在本表里已经有了，请合并或改名
        "#]]);
    }

    #[test]
    fn the_unit_s_own_indicator_twice() {
        check(&expect![[r#"
            ⇥社会效应⇥服务对象满意度⇥群众满意度⇥>=⇥95⇥%⇥2021-12
            ⇥⇥社会公众满意度⇥⟦群众满意度⟧⇥>=⇥90⇥%⇥2021-12
            //~ error[duplicate-indicator]: 三级指标“群众满意度”在本表里已经有了，请合并或改名
        "#]]);
    }

    #[test]
    fn names_that_differ() {
        check(&expect![[r#"
            ⇥社会效应⇥服务对象满意度⇥群众满意度⇥>=⇥95⇥%⇥2021-12
            ⇥⇥社会公众满意度⇥服务群众满意度⇥>=⇥90⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn one_name_in_two_panes() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效目标申报表（2023年度）
            项目名称⇥水生态监测
            绩效指标⇥⟦一级指标⟧⇥二级指标⇥三级指标⇥指标值⇥二级指标⇥三级指标⇥指标值
            //~ warning[ambiguous-header]: 左右并列的两张表没有写明各是什么（如“中期”“年度”）；请在上面写明
            ⇥产出指标⇥数量指标⇥编制水质周报⇥≥150期⇥数量指标⇥编制水质周报⇥≥44期
            ⇥⇥质量指标⇥数据有效率⇥≥92%⇥质量指标⇥数据有效率⇥≥90%
        "#]]);
    }
}
