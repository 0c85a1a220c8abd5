//! Books that a command is given as `.mubiao` or as whatever `import` reads.

use super::import::book_of;
use super::input::Input;
use crate::fs::{self, Source};
use crate::import::Options;
use crate::lint::Settings;
use std::path::Path;

/// The text of the book at `path`, whose format is that of a file called `named`. The error is a sentence.
pub(super) fn text_of(path: &Path, named: &Path, settings: &Settings) -> Result<String, String> {
    let input = Input::named(path);
    if named.extension().is_none_or(|extension| extension.eq_ignore_ascii_case("mubiao")) {
        return source_of(&input, settings).map(|source| source.text().to_owned());
    }
    let options = Options {
        lang: settings.lang,
        profiles: settings.profiles.clone(),
        profile: settings.profile.clone(),
        ..Options::default()
    };
    book_of(&input, None, &options).map(|imported| imported.text)
}

/// The text of a `.mubiao` file as it stands.
pub(super) fn source_of(input: &Input, settings: &Settings) -> Result<Source, String> {
    input.read().map_err(|error: fs::FileError| error.message(settings.lang))
}
