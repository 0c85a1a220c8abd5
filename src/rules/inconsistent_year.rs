//! inconsistent-year: the sheets of a book are for different years.

use super::Book;
use crate::diagnostic::{Sink, say};
use crate::sheet::PlacedFacts;

rule!(
    "inconsistent-year",
    Identity,
    Warning,
    None,
    "一套表里的各表不是同一年度的",
    "the sheets of a book are for different years"
);

/// Years, each with how many sheets state it.
type Years = Vec<(i32, usize)>;

pub(super) fn check(book: &Book<'_>, sink: &mut Sink) {
    // The years of the deadlines of each form, and how many sheets have it.
    let mut forms: Vec<(u64, usize, Years)> = Vec::new();
    for sheet in book.headed() {
        let at = forms.iter().position(|(form, ..)| *form == sheet.facts.form).unwrap_or_else(|| {
            forms.push((sheet.facts.form, 0, Vec::new()));
            forms.len() - 1
        });
        let (_, sheets, years) = &mut forms[at];
        *sheets += 1;
        let Some(year) = sheet.facts.deadline_year else { continue };
        match years.iter_mut().find(|(known, _)| *known == year) {
            Some((_, count)) => *count += 1,
            None => years.push((year, 1)),
        }
    }
    // The first of the years that most sheets have.
    let most = |form: u64| {
        let (_, sheets, years) = forms.iter().find(|(of, ..)| *of == form)?;
        let most = years.iter().rev().max_by_key(|(_, count)| *count).map(|&(year, _)| year);
        most.filter(|_| *sheets > 1)
    };
    let mut stated = book.fiscal_year;
    let mut before: Option<u64> = None;
    for sheet in book.sheets {
        // A title of its own begins anew: one without a year says of none, and another form has a year of its own.
        if sheet.facts.titled
            && let Some(before) = before
            && (sheet.facts.title_year.is_none() || before != sheet.facts.form)
        {
            stated = None;
        }
        let above = sheet.facts.titled_above_unit();
        if above {
            title(sheet, &mut stated, sink);
        }
        deadlines(sheet, stated, most(sheet.facts.form), sink);
        if !above {
            title(sheet, &mut stated, sink);
        }
        if sheet.facts.headed {
            before = Some(sheet.facts.form);
        }
    }
}

/// Compares the year of most deadlines of a sheet with the one that is stated, otherwise with that of most sheets.
fn deadlines(sheet: &PlacedFacts, stated: Option<i32>, most: Option<i32>, sink: &mut Sink) {
    let (lang, Some(year)) = (sink.lang, sheet.facts.deadline_year.filter(|_| sheet.facts.headed)) else { return };
    let range = sheet.facts.unit.shifted(sheet.base);
    match (stated, most) {
        (Some(stated), _) if year != stated => {
            let message = say!(
                lang,
                "这张表的完成时限多在 {year} 年，而套表是 {stated} 年度的；请核对",
                "most deadlines of this sheet are in {year}; the book is for {stated}; check it"
            );
            sink.report(&RULE, range, message);
        }
        (None, Some(most)) if year != most => {
            let message = say!(
                lang,
                "这张表的完成时限多在 {year} 年，而本套表其他各表多是 {most} 年度的；请核对",
                "most deadlines of this sheet are in {year}; most other sheets of the book are for {most}; check it"
            );
            sink.report(&RULE, range, message);
        }
        _ => {}
    }
}

/// Compares the year of a sheet's last title with the one stated above; it holds from there on.
fn title(sheet: &PlacedFacts, stated: &mut Option<i32>, sink: &mut Sink) {
    let (lang, Some((year, range))) = (sink.lang, sheet.facts.title_year) else { return };
    if let Some(stated) = stated.filter(|stated| *stated != year) {
        let message = say!(
            lang,
            "标题是 {year} 年度的，而前面写的是 {stated} 年度；请核对",
            "the title is for {year}; the year stated above is {stated}; check both"
        );
        sink.report(&RULE, range.shifted(sheet.base), message);
    }
    // A directive or the caller's word outweighs the title of the book, not one further down.
    if sheet.facts.headed || stated.is_none() {
        *stated = Some(year);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::lint::{Settings, lint};
    use crate::rules::testing::{check, whole};

    #[test]
    fn another_year_than_most() {
        check(&expect![[r#"
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            … 2021
            部门（单位）名称⇥⟦703002朝阳市节能监察支队-211300000⟧
            //~ warning[inconsistent-year]: 这张表的完成时限多在 2020 年，而本套表其他各表多是 2021 年度的；请核对
            … 2020
            部门（单位）名称⇥703004朝阳市盐政稽查支队-211300000
            … 2021
        "#]]);
    }

    #[test]
    fn two_sheets() {
        check(&expect![[r#"
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            … 2021
            部门（单位）名称⇥⟦703002朝阳市节能监察支队-211300000⟧
            //~ warning[inconsistent-year]: 这张表的完成时限多在 2022 年，而本套表其他各表多是 2021 年度的；请核对
            … 2022
        "#]]);
    }

    #[test]
    fn another_year_than_the_title() {
        check(&expect![[r#"
            2021年部门（单位）整体绩效目标表
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            … 2021
            部门（单位）名称⇥⟦703002朝阳市节能监察支队-211300000⟧
            //~ warning[inconsistent-year]: 这张表的完成时限多在 2022 年，而套表是 2021 年度的；请核对
            … 2022
        "#]]);
    }

    #[test]
    fn the_title_of_another_year() {
        check(&expect![[r#"
            2021年部门（单位）整体绩效目标表

            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            … 2021

            ⟦2022年部门（单位）整体绩效目标表⟧
            //~ warning[inconsistent-year]: 标题是 2022 年度的，而前面写的是 2021 年度；请核对

            部门（单位）名称⇥703002朝阳市节能监察支队-211300000
            … 2022
        "#]]);
        check(&expect![[r#"
            # mubiao: fiscal-year = 2021
            ⟦2020年部门（单位）整体绩效目标表⟧
            //~ warning[inconsistent-year]: 标题是 2020 年度的，而前面写的是 2021 年度；请核对
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            … 2021
            部门（单位）名称⇥703002朝阳市节能监察支队-211300000
            … 2021
        "#]]);
    }

    #[test]
    fn one_year_throughout() {
        check(&expect![[r#"
            2021年部门（单位）整体绩效目标表

            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            … 2021

            2021年部门（单位）整体绩效目标表

            部门（单位）名称⇥703002朝阳市节能监察支队-211300000
            … 2021
        "#]]);
    }

    #[test]
    fn sheets_of_other_forms_have_a_year_of_their_own() {
        let known = whole("2021年部门（单位）整体绩效目标表\n部门（单位）名称⇥703001朝阳市局-211300000\n… 2021");
        let found = |other: &str| {
            let text = format!("{known}\n{}", other.replace('⇥', "\t"));
            let findings = lint(&text, &Settings::default()).findings;
            findings.iter().filter(|finding| finding.rule.name == super::RULE.name).count()
        };
        let rows = "项目名称⇥村道改造\n绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值⇥实际完成值⇥完成时限\n\
                    ⇥产出指标⇥数量指标⇥改造长度⇥≥4公里⇥4公里⇥2023-06\n⇥⇥⇥改造桥梁数量⇥≥2座⇥2座⇥2023-08\n\
                    ⇥⇥质量指标⇥验收合格率⇥≥95%⇥98%⇥2023-12\n";
        assert_eq!(found(&format!("项目支出绩效自评表\n{rows}")), 0);
        assert_eq!(found(&format!("项目支出绩效自评表（2023年度）\n{rows}")), 0);
        assert_eq!(found(&format!("项目支出绩效自评表\n（2023年度）\n{rows}")), 0);
        assert_eq!(found(&format!("项目支出绩效自评表（2022年度）\n{rows}")), 1);
    }

    #[test]
    fn a_sheet_alone_is_told_once_and_not_row_by_row() {
        check(&expect![[r#"
            # mubiao: fiscal-year = 2022
            部门（单位）名称⇥⟦703001朝阳市工业和信息化局-211300000⟧
            //~ warning[inconsistent-year]: 这张表的完成时限多在 2021 年，而套表是 2022 年度的；请核对
            … 2021
        "#]]);
    }
}
