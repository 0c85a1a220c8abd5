//! copied-goal: two units have the same goal.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use super::Book;
use crate::diagnostic::{Sink, say};

rule!("copied-goal", Identity, Information, None, "两家单位的绩效目标完全相同", "two units have the same goal");

/// A goal with fewer characters may well be everybody's.
const LEAST: u32 = 12;

pub(super) fn check(book: &Book<'_>, sink: &mut Sink) {
    let mut first: FxHashMap<(u64, u32), usize> = FxHashMap::default();
    first.reserve(book.sheets.len());
    for (at, sheet) in book.sheets.iter().enumerate() {
        let Some(goal) = sheet.facts.goal.filter(|goal| goal.length >= LEAST) else { continue };
        let known = match first.entry((goal.hash, goal.length)) {
            Entry::Vacant(entry) => {
                entry.insert(at);
                continue;
            }
            Entry::Occupied(entry) => &book.sheets[*entry.get()],
        };
        let (Some(there), code) = (known.facts.goal, known.facts.code.map(|(code, _)| code)) else { continue };
        // One unit twice is another rule's.
        if code.is_some() && code == sheet.facts.code.map(|(code, _)| code) {
            continue;
        }
        let (lang, row) = (sink.lang, known.row + known.facts.row + 1);
        let unit = match code {
            Some(code) => say!(lang, "单位“{code}”", "unit “{code}”"),
            None => say!(lang, "第 {row} 行的单位", "the unit in row {row}"),
        };
        let message = say!(
            lang,
            "绩效目标与{unit}的完全相同，请核对是否照抄",
            "the goal is the same as that of {unit}; check whether it was copied"
        );
        sink.report(&RULE, goal.range.shifted(sheet.base), message)
            .relate(there.range.shifted(known.base), say!(lang, "相同的目标在这里", "the same goal stands here"));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn a_goal_taken_over() {
        check(&expect![[r#"
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            …
            年度绩效目标⇥做好节能监察跟踪工作，加强监察结果的分析应用。
            …
            部门（单位）名称⇥703002朝阳市节能监察支队-211300000
            …
            年度绩效目标⇥⟦做好节能监察跟踪工作, 加强监察结果的分析应用⟧
            //~ information[copied-goal]: 绩效目标与单位“703001”的完全相同，请核对是否照抄
            …
        "#]]);
    }

    #[test]
    fn goals_that_differ_or_are_everybodys() {
        check(&expect![[r#"
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            …
            年度绩效目标⇥保障单位正常运转。
            …
            部门（单位）名称⇥703002朝阳市节能监察支队-211300000
            …
            年度绩效目标⇥保障单位正常运转。
            …
            部门（单位）名称⇥703004朝阳市盐政稽查支队-211300000
            …
            年度绩效目标⇥做好节能监察跟踪工作，加强监察结果的分析应用（盐业）。
            …
            部门（单位）名称⇥703005朝阳市黄金工业办公室-211300000
            …
            年度绩效目标⇥做好节能监察跟踪工作，加强监察结果的分析应用（黄金）。
            …
        "#]]);
    }

    #[test]
    fn goals_in_several_paragraphs() {
        check(&expect![[r#"
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            …
            年度绩效目标⇥做好节能监察跟踪工作。
            ⇥加强监察结果的分析应用。
            …
            部门（单位）名称⇥703002朝阳市节能监察支队-211300000
            …
            年度绩效目标⇥⟦做好节能监察跟踪工作。加强监察结果的分析应用。⟧
            //~ information[copied-goal]: 绩效目标与单位“703001”的完全相同，请核对是否照抄
            …
            部门（单位）名称⇥703004朝阳市盐政稽查支队-211300000
            …
            年度绩效目标⇥做好节能监察跟踪工作。
            ⇥加强稽查结果的分析应用。
            …
        "#]]);
    }
}
