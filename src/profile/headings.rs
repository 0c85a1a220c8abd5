//! What a sheet without a form is read by: the words that all forms share, and as many columns as the sheet has.

use std::sync::{Arc, LazyLock};

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

const LAYOUT: &str = include_str!("../../profiles/none/layout.toml");

static FORMS: [LazyLock<Arc<Profile>>; 24] = {
    const fn form<const AT: u8>() -> LazyLock<Arc<Profile>> {
        LazyLock::new(|| build(AT))
    }
    [
        form::<0>(),
        form::<1>(),
        form::<2>(),
        form::<3>(),
        form::<4>(),
        form::<5>(),
        form::<6>(),
        form::<7>(),
        form::<8>(),
        form::<9>(),
        form::<10>(),
        form::<11>(),
        form::<12>(),
        form::<13>(),
        form::<14>(),
        form::<15>(),
        form::<16>(),
        form::<17>(),
        form::<18>(),
        form::<19>(),
        form::<20>(),
        form::<21>(),
        form::<22>(),
        form::<23>(),
    ]
};

impl Traits {
    fn at(self) -> usize {
        usize::from(self.operator)
            | usize::from(self.measure) << 1
            | usize::from(self.deadline) << 2
            | if self.hundred_million { 16 } else { usize::from(self.yuan) << 3 }
    }
}

/// What a sheet with these traits is read by.
pub fn by_headings(traits: Traits) -> &'static Arc<Profile> {
    &FORMS[traits.at()]
}

fn build(at: u8) -> Arc<Profile> {
    let traits = Traits {
        operator: at & 1 > 0,
        measure: at & 2 > 0,
        deadline: at & 4 > 0,
        yuan: at & 8 > 0,
        hundred_million: at & 16 > 0,
    };
    // A value beside both is a number alone; elsewhere its cell holds what has no column.
    let apart = traits.operator && traits.measure;
    let kept = |line: &&str| {
        let drops = |id: &str| line.trim_start().starts_with(&format!("{{ id = \"{id}\""));
        !(drops("operator") && !traits.operator
            || drops("measure") && !traits.measure
            || drops("deadline") && !traits.deadline
            || drops("value") && !apart
            || drops("target") && apart)
    };
    let mut layout: String = LAYOUT.lines().filter(kept).flat_map(|line| [line, "\n"]).collect();
    if traits.yuan {
        layout = layout.replace("unit = \"万元\"", "unit = \"元\"");
    } else if traits.hundred_million {
        layout = layout.replace("unit = \"万元\"", "unit = \"亿元\"");
    }
    match Definition::read(&layout, None, &registry::shipped_base).and_then(|definition| definition.build()) {
        Ok(profile) => Arc::new(profile),
        // A test builds every one of them.
        Err(error) => unreachable!("what sheets without a form are read by is broken: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::ColumnKind;

    #[test]
    fn all_of_them_load() {
        for (at, profile) in FORMS.iter().enumerate() {
            assert!(profile.by_headings());
            assert_eq!(profile.column_of(ColumnKind::Operator).is_some(), at & 1 > 0);
            assert_eq!(profile.column_of(ColumnKind::Value).is_some(), at & 3 == 3);
            assert_eq!(profile.column_of(ColumnKind::Target).is_some(), at & 3 != 3);
        }
    }
}
