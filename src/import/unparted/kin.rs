//! Which level-2 name stands below which level-1 name, and which indicator below which of them, as far as that is known.

use super::words::{is_class, is_group};
use crate::profile::Profile;

/// What is known of the levels of a form.
#[derive(Clone, Copy, Default)]
pub(in crate::import) struct Kin<'p> {
    /// The form, where it is known.
    pub(in crate::import) profile: Option<&'p Profile>,
}

impl Kin<'_> {
    /// Whether `text` is the whole name of a level.
    pub(super) fn is_level(self, text: &str) -> bool {
        is_class(text) || is_group(text) || self.is_named(text)
    }

    /// Whether the form has `text` as the name of a level.
    pub(super) fn is_named(self, text: &str) -> bool {
        let word = self.profile.map(|profile| profile.word(text));
        word.is_some_and(|word| word.class.is_some() || word.group.is_some())
    }

    /// Whether `group` belongs to `class`; `None` where nobody knows.
    pub(super) fn of_class(self, class: &str, group: &str) -> Option<bool> {
        let (class, group) = (flat(class), flat(group));
        if class.is_empty() || group.is_empty() {
            return None;
        }
        if let Some(profile) = self.profile
            && let (Some(own), Some(_)) = (profile.word(&class).class, profile.word(&group).group)
        {
            return Some(profile.catalogue.has_group(own, profile.canonical(&group)));
        }
        let is = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
        let output = is(&group, &["数量", "质量", "时效"]);
        let effect = is(&group, &["经济", "社会", "生态", "可持续"]) && !group.contains("成本");
        let pleased = group.contains("满意");
        match () {
            () if class.starts_with("产出") => (output || effect || pleased).then_some(output),
            () if class.starts_with("效益") => (output || effect).then_some(effect),
            () if class.starts_with("满意") => (output || effect || pleased).then_some(pleased),
            () if class.starts_with("成本") => (output || pleased).then_some(false),
            () => None,
        }
    }

    /// Whether the indicator `name` belongs to `group`; `None` where nobody knows.
    pub(super) fn of_group(self, group: &str, name: &str) -> Option<bool> {
        let profile = self.profile?;
        let (group, name) = (flat(group), flat(name));
        let catalogue = &profile.catalogue;
        profile.word(&group).group?;
        let mut at = profile.word(&name).standard;
        at?;
        let group = profile.canonical(&group);
        while let Some(index) = at {
            let standard = &catalogue.standards[index as usize];
            if catalogue.groups[standard.group as usize].name == group {
                return Some(true);
            }
            at = standard.next;
        }
        Some(false)
    }
}

fn flat(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_levels_tell_what_they_belong_to() {
        let kin = Kin::default();
        assert_eq!(kin.of_class("产出\n指标", "数量指标"), Some(true));
        assert_eq!(kin.of_class("产出指标", "社会效益指标"), Some(false));
        assert_eq!(kin.of_class("成本指标", "经济成本指标"), None);
        assert_eq!(kin.of_class("效益指标", "服务对象满意度"), None);
        assert_eq!(kin.of_class("满意度指标", "服务对象满意度"), Some(true));
        assert_eq!(kin.of_class("履职效能", "基础管理"), None);
        assert_eq!(kin.of_group("数量指标", "新建泵站数量"), None);
    }
}
