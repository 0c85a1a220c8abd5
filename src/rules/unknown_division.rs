//! unknown-division: a fiscal division whose first six digits no edition of GB/T 2260 has.

use std::sync::atomic::{AtomicU32, Ordering};

use super::common::quote;
use crate::diagnostic::{Sink, say};
use crate::division;
use crate::profile::fold_value;
use crate::sheet::Sheet;

rule!(
    "unknown-division",
    Identity,
    Warning,
    None,
    "财政区划代码的前六位不在历次国家标准中",
    "the first six digits of the division are in no edition of the standard"
);

/// The last code that was found: the sheets of a book mostly have one division.
static KNOWN: AtomicU32 = AtomicU32::new(u32::MAX);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let Some(range) = sheet.identity().and_then(|identity| identity.division) else { return };
    let text = &sheet.text[range.usize()];
    // Nine digits of another width are 27 bytes; what has not nine digits is malformed-identity's.
    let text = if text.len() == 9 { text.into() } else { fold_value(text) };
    if text.len() != 9 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return;
    }
    let (code, lang) = (&text[..6], sink.lang);
    let number = code.parse().unwrap_or(u32::MAX);
    if KNOWN.load(Ordering::Relaxed) == number {
        return;
    }
    if division::find(code).is_some() || is_fiscal_zone(code) {
        KNOWN.store(number, Ordering::Relaxed);
        return;
    }
    let (shown, six, two) = (quote(&text), quote(code), &code[..2]);
    let above = [(4, "00"), (2, "0000")].into_iter().find_map(|(digits, rest)| {
        let above = format!("{}{rest}", &code[..digits]);
        Some((code[..digits].to_owned(), division::path(&above)?))
    });
    let message = match above {
        Some((digits, name)) => say!(
            lang,
            "财政区划代码{shown}的前六位{six}不在历次行政区划代码（GB/T 2260）中；“{digits}”开头的是{name}，请核对",
            "the first six digits {six} of the division {shown} are in no edition of GB/T 2260; those of {name} begin with {digits}, so check it"
        ),
        None => say!(
            lang,
            "财政区划代码{shown}的前六位{six}不在历次行政区划代码（GB/T 2260）中，没有哪个省份以“{two}”开头；请核对本级财政部门公布的代码",
            "the first six digits {six} of the division {shown} are in no edition of GB/T 2260, nor does any province begin with {two}; look it up in the bureau's list"
        ),
    };
    sink.report(&RULE, range, message);
}

/// Whether the code is one that finance bureaus add: the centre, 新疆生产建设兵团, a level's own budget (xx9900, xxxx99), or
/// a development zone (xxxx71 to xxxx80) of a place that is known.
fn is_fiscal_zone(code: &str) -> bool {
    let (place, last) = code.split_at(4);
    let zone = last == "99" || ("71"..="80").contains(&last);
    let own_budget = place.ends_with("99") && last == "00";
    matches!(code, "100000" | "000000")
        || code.starts_with("66")
        || (zone && division::find(&format!("{place}00")).is_some())
        || (own_budget && division::find(&format!("{}0000", &code[..2])).is_some())
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn digits_in_the_wrong_place() {
        check(&expect![[r#"
            部门（单位）名称⇥703001朝阳市工业和信息化局-⟦213100000⟧
            //~ warning[unknown-division]: 财政区划代码“213100000”的前六位“213100”不在历次行政区划代码（GB/T 2260）中；“21”开头的是辽宁省，请核对
            …
        "#]]);
        check(&expect![[r#"
            部门（单位）名称⇥703001朝阳市工业和信息化局-⟦211398000⟧
            //~ warning[unknown-division]: 财政区划代码“211398000”的前六位“211398”不在历次行政区划代码（GB/T 2260）中；“2113”开头的是辽宁省朝阳市，请核对
            …
        "#]]);
        check(&expect![[r#"
            部门（单位）名称⇥703001朝阳市工业和信息化局-⟦991300000⟧
            //~ warning[unknown-division]: 财政区划代码“991300000”的前六位“991300”不在历次行政区划代码（GB/T 2260）中，没有哪个省份以“99”开头；请核对本级财政部门公布的代码
            …
        "#]]);
    }

    #[test]
    fn divisions_of_every_level_and_age() {
        for division in ["210000000", "211302000", "211326000", "330103000", "110101000", "429004000", "810001000"] {
            let fixture = format!("部门（单位）名称⇥703001某局-{division}\n…\n");
            assert_eq!(crate::rules::testing::render(&fixture), fixture);
        }
    }

    #[test]
    fn zones_of_the_bureau_s_own() {
        for division in ["211300001", "211302900", "330199000", "339900000", "211372000", "660100000", "100000000"] {
            let fixture = format!("部门（单位）名称⇥703001某局-{division}\n…\n");
            assert_eq!(crate::rules::testing::render(&fixture), fixture);
        }
    }

    #[test]
    fn what_has_not_nine_digits_is_left_to_its_own_rule() {
        check(&expect![[r#"
            部门（单位）名称⇥703001朝阳市工业和信息化局-⟦991300⟧
            //~ error[malformed-identity]: 财政区划代码“991300”有 6 位，应为 9 位，如“991300000”
            …
        "#]]);
    }
}
