//! What a sheet is read by whose form does not say which columns it has: the words that all forms share or those of a form
//! of a project, and as many columns as the sheet has.

use std::sync::{Arc, LazyLock, OnceLock};

use super::file::LayoutFile;
use super::load::Definition;
use super::{Profile, registry};

/// Which columns the indicators of a sheet have, apart from class, group, name and target value; and its unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traits {
    /// Operators stand in a column of their own.
    pub operator: bool,
    /// Units of measure stand in a column of their own.
    pub measure: bool,
    /// There is a column of deadlines.
    pub deadline: bool,
    /// Amounts are in 元, not in 万元.
    pub yuan: bool,
    /// Amounts are in 亿元, not in 万元.
    pub hundred_million: bool,
}

impl Traits {
    const COUNT: usize = 24;

    fn at(self) -> usize {
        usize::from(self.operator)
            | usize::from(self.measure) << 1
            | usize::from(self.deadline) << 2
            | if self.hundred_million { 16 } else { usize::from(self.yuan) << 3 }
    }
}

/// One form for each kind of sheet that it is met in; each is made when it is first asked for.
#[derive(Debug)]
pub(super) struct Variants {
    definition: Definition,
    built: [OnceLock<Arc<Profile>>; Traits::COUNT],
}

impl Variants {
    pub(super) fn new(definition: Definition) -> Self {
        Self { definition, built: [const { OnceLock::new() }; Traits::COUNT] }
    }

    /// What a sheet with these traits is read by.
    pub(super) fn of(&self, traits: Traits) -> &Arc<Profile> {
        self.built[traits.at()].get_or_init(|| match self.definition.build_for(traits) {
            Ok(profile) => Arc::new(profile),
            // A test builds every one of them, and what a project adds differs in no more than what was built before.
            Err(error) => unreachable!("what sheets without a form are read by is broken: {error}"),
        })
    }
}

impl LayoutFile {
    /// Which columns the form itself says that its indicators have.
    pub(super) fn traits(&self) -> Traits {
        let printed = self.sections.iter().flatten().filter(|_| self.base_sections.is_some());
        let columns = || printed.clone().flat_map(|section| &section.get_ref().columns);
        let has = |kind: &str| columns().any(|column| column.kind.get_ref() == kind);
        let unit = self.amount.as_ref().map(|amount| amount.unit.get_ref().as_str());
        Traits {
            operator: has("operator"),
            measure: has("measure"),
            deadline: has("deadline"),
            yuan: unit == Some("元"),
            hundred_million: unit == Some("亿元"),
        }
    }

    /// The same for sheets with these traits.
    pub(super) fn with_traits(mut self, traits: Traits) -> Self {
        // A value beside both is a number alone; elsewhere its cell holds what has no column.
        let apart = traits.operator && traits.measure;
        for section in self.base_sections.as_mut().or(self.sections.as_mut()).into_iter().flatten() {
            section.get_mut().columns.retain(|column| match column.id.as_str() {
                "operator" => traits.operator,
                "measure" => traits.measure,
                "deadline" => traits.deadline,
                "value" => apart,
                "target" => !apart,
                _ => true,
            });
        }
        if let Some(amount) = &mut self.amount {
            let unit = match traits {
                Traits { hundred_million: true, .. } => "亿元",
                Traits { yuan: true, .. } => "元",
                _ => "万元",
            };
            unit.clone_into(amount.unit.get_mut());
        }
        self
    }
}

/// The data that sheets of no known form are read by.
pub(super) static NONE: LazyLock<Definition> = LazyLock::new(|| {
    let layout = include_str!("../../profiles/none/layout.toml");
    match Definition::read(layout, None, &registry::shipped_base) {
        Ok(definition) => definition,
        Err(error) => unreachable!("what sheets without a form are read by is broken: {error}"),
    }
});

static UNKNOWN: LazyLock<Variants> = LazyLock::new(|| Variants::new(NONE.clone()));

/// What a sheet of no known form with these traits is read by.
pub fn by_headings(traits: Traits) -> &'static Arc<Profile> {
    UNKNOWN.of(traits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::ColumnKind;

    #[test]
    fn all_of_them_load() {
        for at in 0..Traits::COUNT {
            let traits = Traits {
                operator: at & 1 > 0,
                measure: at & 2 > 0,
                deadline: at & 4 > 0,
                yuan: at & 8 > 0,
                hundred_million: at & 16 > 0,
            };
            let profile = by_headings(traits);
            assert!(profile.by_headings());
            assert_eq!(profile.column_of(ColumnKind::Operator).is_some(), traits.operator);
            assert_eq!(profile.column_of(ColumnKind::Value).is_some(), at & 3 == 3);
            assert_eq!(profile.column_of(ColumnKind::Target).is_some(), at & 3 != 3);
        }
    }
}
