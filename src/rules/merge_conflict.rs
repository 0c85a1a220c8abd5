//! merge-conflict: a conflict that a merge left.

use crate::diagnostic::{Sink, say};
use crate::sheet::{ConflictSide, Order, RowRole, Sheet, read_directive};

rule!("merge-conflict", Identity, Error, None, "合并留下的冲突", "a conflict that a merge left");

/// Reports on the alternatives in a sheet.
pub(crate) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let comments = sheet.syntax.rows().iter().enumerate().filter(|(_, row)| row.comment);
    for (at, row) in comments {
        let comment = &sheet.text[row.range().usize()];
        let Some(directive) = read_directive(comment) else { continue };
        let Order::Conflict(side) = directive.order else { continue };
        let gone = sheet.roles.get(at + 1).is_none_or(|role| matches!(role, RowRole::Comment | RowRole::Blank));
        let lang = sink.lang;
        let whose = match side {
            ConflictSide::Ours => lang.pick("我方", "ours"),
            ConflictSide::Theirs => lang.pick("对方", "theirs"),
        };
        let message = if gone {
            say!(
                lang,
                "合并时两方都改了这里，{whose}删去了它；决定去留后，把这一行设置和不要的一方删去",
                "both sides of a merge changed this, and {whose} dropped it; decide, then delete the directives and what is not wanted"
            )
        } else {
            say!(
                lang,
                "合并时两方都改了这里，下面是{whose}的写法；留下要的一方，把这一行设置和另一方删去",
                "both sides of a merge changed this, and below stands {whose}; keep one side and delete the directives and the other"
            )
        };
        sink.report(&RULE, directive.range.shifted(row.range().start), message);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn both_alternatives_are_reported() {
        check(&expect![[r#"
            # mubiao: ⟦conflict(ours)⟧
            //~ error[merge-conflict]: 合并时两方都改了这里，下面是我方的写法；留下要的一方，把这一行设置和另一方删去
            ⇥社会效应⇥社会效益⇥举办培训班期数⇥>=⇥4⇥期⇥2021-12
            # mubiao: ⟦conflict(theirs)⟧
            //~ error[merge-conflict]: 合并时两方都改了这里，对方删去了它；决定去留后，把这一行设置和不要的一方删去
            # 这一方删去了这里 / dropped on this side
        "#]]);
    }

    #[test]
    fn other_comments_are_no_conflict() {
        check(&expect![[r#"
            # conflict(ours)
            # mubiao 合并后再看
            ⇥社会效应⇥社会效益⇥举办培训班期数⇥>=⇥4⇥期⇥2021-12
        "#]]);
    }
}
