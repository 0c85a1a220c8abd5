//! Reading a profile from its two files, `layout.toml` and `indicators.tsv`.

use std::sync::Arc;

use super::build::Builder;
use super::error::{ProfileError, Texts, line_of, meant, plain, said};
use super::file::{LayoutFile, ReadFile};
use super::headings::{Traits, Variants};
use super::{LAYOUT, Profile};

/// The data of a form, with all that it takes over from the form that it extends.
#[derive(Clone, Debug)]
pub(super) struct Definition {
    texts: Texts,
    layout: LayoutFile,
    indicators: Arc<str>,
}

impl Definition {
    /// Reads the texts of `layout.toml` and, if there is one, `indicators.tsv`; `base` knows the forms that can be extended,
    /// by name.
    ///
    /// # Errors
    /// The first mistake, with its file and line where it has one.
    pub(super) fn read<'b>(
        layout: &str,
        indicators: Option<&str>,
        base: &dyn Fn(&str) -> Result<&'b Self, Vec<String>>,
    ) -> Result<Self, ProfileError> {
        let mut file: LayoutFile = toml::from_str(layout).map_err(|mistake| ProfileError {
            file: LAYOUT,
            line: mistake.span().map_or(0, |span| line_of(layout, span.start)),
            of: None,
            message: plain(mistake.message()),
        })?;
        let mut texts = Texts::of(file.id.get_ref(), layout);
        let mut inherited: Arc<str> = "".into();
        if let Some(extended) = &file.extends {
            let name = extended.get_ref().as_str();
            let base = base(name).map_err(|known| {
                let [zh, en] = meant(name, known.iter().map(String::as_str));
                let message =
                    said!("没有名为“{name}”的表样可以沿用{zh}", "there is no profile \"{name}\" to extend{en}");
                texts.error(&extended.span(), message)
            })?;
            file.inherit(&base.layout, texts.end());
            texts.extend(&base.texts);
            inherited = Arc::clone(&base.indicators);
        }
        Ok(Self { texts, layout: file, indicators: indicators.map_or(inherited, Into::into) })
    }

    /// The form's name in kebab case.
    pub(super) fn id(&self) -> &str {
        self.layout.id.get_ref()
    }

    /// The 1-based line that states it.
    pub(super) fn id_line(&self) -> usize {
        self.texts.line(self.layout.id.span().start).0
    }

    /// Makes a profile of it.
    ///
    /// # Errors
    /// The first mistake, with its file and line where it has one.
    pub(super) fn build(&self) -> Result<Profile, ProfileError> {
        if self.layout.read != Some(ReadFile::Headings) {
            return self.builder().profile(self.layout.clone(), &self.indicators);
        }
        let mut profile = self.build_for(self.layout.traits())?;
        profile.variants = Some(Variants::new(self.clone()));
        Ok(profile)
    }

    /// Makes a profile of it for a sheet with these columns, where sheets are read by their headings.
    ///
    /// # Errors
    /// The first mistake, with its file and line where it has one.
    pub(super) fn build_for(&self, traits: Traits) -> Result<Profile, ProfileError> {
        let layout = self.layout.clone().with_traits(traits);
        self.builder().profile(layout, &self.indicators)
    }

    fn builder(&self) -> Builder<'_> {
        Builder { texts: &self.texts }
    }
}
