//! unknown-profile: no form fits the text.

use super::common::quote_all;
use crate::diagnostic::{Sink, say};
use crate::profile::builtin;
use crate::sheet::NoProfile;
use crate::text::TextRange;

rule!("unknown-profile", Structure, Error, None, "认不出这是哪一种表", "no profile fits the text");

/// Reports why nothing fits.
pub(super) fn report(text: &str, reason: &NoProfile, sink: &mut Sink) {
    let lang = sink.lang;
    let known = quote_all(builtin().iter().map(|profile| profile.id.as_str()), lang);
    let start = text.find(|c: char| !c.is_whitespace()).unwrap_or(0);
    let end = text[start..].find(['\n', '\r', '\t']).map_or(text.len(), |len| start + len);
    let first = TextRange::new(start as u32, end as u32);
    let (range, message) = match reason {
        NoProfile::Empty => (
            TextRange::empty(0),
            say!(lang, "文件是空的，里面没有绩效目标表", "the file is empty; there is no target sheet in it"),
        ),
        NoProfile::Unknown { name, place } => (
            place.unwrap_or(first),
            say!(lang, "没有名为“{name}”的表样；现有的是：{known}", "there is no profile “{name}”; known are: {known}"),
        ),
        NoProfile::NoneFits(tried) => {
            let why = tried.iter().map(|misfit| {
                let (profile, identity) = (&misfit.profile, &misfit.identity);
                let (found, of) = misfit.labels;
                say!(
                    lang,
                    "{profile} 要有“{identity}”一行（{of} 个栏目名里找到 {found} 个）",
                    "{profile} needs a row “{identity}” ({found} of its {of} labels found)"
                )
            });
            let why = why.collect::<Vec<_>>().join(lang.pick("；", "; "));
            (
                first,
                say!(
                    lang,
                    "认不出这是哪一种表：{why}；可在文件开头写“# mubiao: profile = 表样名”",
                    "no profile fits: {why}; “# mubiao: profile = NAME” at the top of the file names one"
                ),
            )
        }
    };
    sink.report(&RULE, range, message);
}
