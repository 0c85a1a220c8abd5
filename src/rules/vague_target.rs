//! vague-target: a word that no result can be held against.

use super::common::quote;
use super::rows::Row;
use super::target::Target;
use crate::diagnostic::{Sink, say};

rule!(
    "vague-target",
    Indicators,
    Warning,
    None,
    "指标值太笼统，如“有效提升”“较好”",
    "a target that no result can be held against",
);

/// Words that only say that something gets better, and by no measure: the examples of published audit findings and of
/// 财预〔2015〕88号, with what usually stands before them.
const VAGUE: &[&str] = &[
    "改善",
    "提高",
    "提升",
    "加强",
    "增强",
    "优化",
    "好转",
    "促进",
    "推动",
    "推进",
    "增加",
    "扩大",
    "有效",
    "明显",
    "显著",
    "较好",
    "较高",
    "较强",
    "较大",
    "较为",
    "一般",
    "更好",
    "更高",
    "进一步",
    "不断",
    "逐步",
    "逐年",
    "逐渐",
    "稳步",
    "大幅",
    "有所",
    "得到",
    "切实",
    "持续",
    "日益",
    "极大",
    "很好",
    "很大",
    "效果",
    "成效",
    "下降",
    "降低",
    "减少",
    "上升",
    "增长",
    "高",
    "强",
    "大",
    "了",
    "地",
    "的",
];

/// Words of the list that alone describe a state for a time, as a qualitative indicator may.
const SOUND_ALONE: &[&str] = &["持续", "逐年", "的", "了", "地"];

pub(super) fn check(row: &Row<'_, '_>, sink: &mut Sink) {
    if !matches!(row.target, Target::Word) || !is_vague(row.value) || row.sheet.profile.word(row.value).own {
        return;
    }
    let (lang, text, name) = (sink.lang, quote(row.value), quote(row.name));
    let message = say!(
        lang,
        "{name}的指标值{text}太笼统，应写成可以考核的数字或具体表述",
        "the target {text} of {name} is vague; a number or something that can be checked is expected"
    );
    sink.report(&RULE, row.place(row.places.value), message);
}

/// Whether `text` is made of vague words alone.
fn is_vague(text: &str) -> bool {
    if text.is_empty() || text.len() > 36 || SOUND_ALONE.contains(&text) {
        return false;
    }
    let mut rest = text;
    while !rest.is_empty() {
        let Some(next) = VAGUE.iter().find_map(|word| rest.strip_prefix(word)) else { return false };
        rest = next;
    }
    true
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn words_without_measure() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥营商环境⇥⇥⟦改善⟧⇥⇥2021-12
            //~ warning[vague-target]: “营商环境”的指标值“改善”太笼统，应写成可以考核的数字或具体表述
            ⇥⇥⇥服务能力⇥⇥⟦有效提升⟧⇥⇥2021-12
            //~ warning[vague-target]: “服务能力”的指标值“有效提升”太笼统，应写成可以考核的数字或具体表述
            ⇥⇥⇥办事效率⇥⇥⟦进一步提高⟧⇥⇥2021-12
            //~ warning[vague-target]: “办事效率”的指标值“进一步提高”太笼统，应写成可以考核的数字或具体表述
            ⇥⇥⇥群众反映⇥⇥⟦较好⟧⇥⇥2021-12
            //~ warning[vague-target]: “群众反映”的指标值“较好”太笼统，应写成可以考核的数字或具体表述
        "#]]);
    }

    #[test]
    fn words_that_can_be_checked() {
        check(&expect![[r#"
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
            ⇥社会效应⇥社会效益⇥营商环境⇥⇥全省第一⇥⇥2021-12
            ⇥⇥⇥制度建设⇥⇥健全⇥⇥2021-12
            ⇥⇥⇥后续影响⇥⇥持续⇥⇥2021-12
            ⇥⇥⇥安全放心产品⇥⇥盐业保障⇥⇥2021-12
            ⇥⇥⇥设备验收⇥⇥合格⇥⇥2021-12
        "#]]);
    }
}
