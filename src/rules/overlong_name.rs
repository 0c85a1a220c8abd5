//! overlong-name: a level-3 indicator whose name is longer than its field.

use super::common::quote;
use super::rows::Row;
use crate::diagnostic::{Sink, say};
use crate::text::bytes::is_han;

rule!("overlong-name", Indicators, Error, None, "三级指标名超过 30 个字", "a name of more than 30 characters");

/// The length of the field `kpi_lv3` in the standard for exchange of the 预算管理一体化 systems.
const MOST: usize = 30;

pub(super) fn check(row: &Row<'_, '_>, sink: &mut Sink) {
    if row.name.len() <= MOST {
        return;
    }
    // Most names are Chinese characters alone.
    let count = if is_han(row.name) { row.name.len() / 3 } else { row.name.chars().count() };
    if count <= MOST {
        return;
    }
    let (lang, name) = (sink.lang, quote(row.name));
    let message = say!(
        lang,
        "三级指标{name}有 {count} 个字，最多 {MOST} 个，请压缩",
        "the name {name} has {count} characters; at most {MOST} are allowed, so shorten it"
    );
    sink.report(&RULE, row.place(row.places.name), message);
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn more_than_thirty() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥⟦为全市规模以上工业企业提供电力市场化交易准入审核和政策咨询服务企业数⟧⇥>=⇥20⇥家⇥2021-12
            //~ error[overlong-name]: 三级指标“为全市规模以上工业企业提供电力市场化交易准入审核…”有 34 个字，最多 30 个，请压缩
        "#]]);
    }

    #[test]
    fn thirty() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥为全市规模以上工业企业提供电力市场化交易准入审核和政策咨询服⇥>=⇥20⇥家⇥2021-12
        "#]]);
    }
}
