//! foreign-department: a unit of another department than nearly all of the book.

use rustc_hash::FxHashMap;

use super::Book;
use crate::diagnostic::{Sink, say};

rule!(
    "foreign-department",
    Identity,
    Information,
    None,
    "套表里有别的部门的单位",
    "the book has a unit of another department"
);

/// With fewer units of one department, nobody can say whose book it is.
const LEAST: usize = 3;

pub(super) fn check(book: &Book<'_>, sink: &mut Sink) {
    let departments = || book.headed().filter_map(|sheet| sheet.facts.code?.0.department());
    let mut counts: FxHashMap<u16, usize> = FxHashMap::default();
    departments().for_each(|department| *counts.entry(department).or_default() += 1);
    let all: usize = counts.values().sum();
    let Some((&own, &count)) = counts.iter().max_by_key(|(department, count)| (**count, **department)) else { return };
    // The book of a whole finance bureau has units of every department.
    if counts.len() == 1 || count < LEAST || 3 * count <= 2 * all {
        return;
    }
    for sheet in book.headed() {
        let Some((code, range)) = sheet.facts.code else { continue };
        let Some(department) = code.department().filter(|department| *department != own) else { continue };
        let message = say!(
            sink.lang,
            "单位代码“{code}”属于 {department:03} 部门，而本套表 {all} 家单位中有 {count} 家属于 {own:03} 部门；请核对代码",
            "the code “{code}” is one of department {department:03}; {count} of the {all} units of this book are of department {own:03}; check the code"
        );
        sink.report(&RULE, range.shifted(sheet.base), message);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn one_of_four() {
        check(&expect![[r#"
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            …
            部门（单位）名称⇥703002朝阳市节能监察支队-211300000
            …
            部门（单位）名称⇥⟦730004⟧朝阳市盐政稽查支队-211300000
            //~ information[foreign-department]: 单位代码“730004”属于 730 部门，而本套表 4 家单位中有 3 家属于 703 部门；请核对代码
            …
            部门（单位）名称⇥703005朝阳市黄金工业办公室-211300000
            …
        "#]]);
    }

    #[test]
    fn a_book_of_several_departments() {
        check(&expect![[r#"
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            …
            部门（单位）名称⇥703002朝阳市节能监察支队-211300000
            …
            部门（单位）名称⇥001001朝阳市人大-211300000
            …
        "#]]);
    }
}
