//! Configuration: what `mubiao.toml` and the command line ask for, and what that comes to for a file.
//!
//! Nothing here reads a file: texts come in, settings go out. The names of the rules come in too, because the rules know
//! this module.

mod effective;
mod error;
mod file;
mod policy;
mod selection;

pub use effective::{At, Effective, Exclude, Layer, Origin, RuleSetting, Set, Source};
pub use error::{ConfigError, Mistake, unknown_rule};
#[cfg(test)]
pub(crate) use file::schema;
pub use file::{FILE_NAME, KEYS, parse};
pub use policy::{FixLevel, Level, Policy, RulePolicy};
pub use selection::Selector;

use crate::diagnostic::RuleInfo;

/// The rules that there are.
pub type Rules = &'static [&'static RuleInfo];

/// How like two names must be for one to be taken for the other, from 0 to 1.
const ALIKE: f64 = 0.5;

/// The one of `names` that is most like `name`.
pub fn nearest<'n>(name: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let name = name.to_lowercase().replace(['_', ' '], "-");
    let likeness = names.into_iter().map(|known| (strsim::normalized_damerau_levenshtein(&name, known), known));
    let (alike, nearest) = likeness.max_by(|(a, _), (b, _)| a.total_cmp(b))?;
    (alike >= ALIKE).then_some(nearest)
}
