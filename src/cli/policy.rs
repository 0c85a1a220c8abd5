//! The settings of each file: from the configuration beside or above it, and from the options that win over it.

use super::Status;
use super::input::Input;
use super::streams::Streams;
use crate::config::{self, ConfigError, Effective, FILE_NAME, Layer, Mistake, Selector};
use crate::diagnostic::Lang;
use crate::fs;
use crate::lint::Settings;
use crate::profile::builtin;
use crate::rules::RULES;
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How files are to be read, and which configuration holds.
#[derive(Debug, Default, clap::Args)]
pub(super) struct ReadingArgs {
    #[arg(long, value_name = "NAME", help = "文件没有写明时的表样 / the profile of files that do not name theirs")]
    profile: Option<String>,
    #[arg(
        long,
        value_name = "YEAR",
        value_parser = clap::value_parser!(i32).range(1000..=9999),
        help = "文件没有写明时的年度 / the fiscal year of files that do not state theirs"
    )]
    fiscal_year: Option<i32>,
    #[arg(
        long,
        value_name = "FILE",
        help = "用这个配置文件，不找 mubiao.toml / use this configuration, look for no mubiao.toml"
    )]
    config: Option<PathBuf>,
    #[arg(long, conflicts_with = "config", help = "不用任何配置文件 / use no configuration")]
    no_config: bool,
}

/// Which rules run.
#[derive(Debug, Default, clap::Args)]
pub(super) struct RuleArgs {
    #[arg(
        long,
        value_name = "RULES",
        value_delimiter = ',',
        help = "只查这些规则（规则名、类名或 all，逗号分隔） / run these rules only (names, groups or all, between commas)"
    )]
    select: Vec<String>,
    #[arg(long, value_name = "RULES", value_delimiter = ',', help = "不查这些规则 / do not run these rules")]
    ignore: Vec<String>,
    #[arg(long, value_name = "RULES", value_delimiter = ',', help = "另外再查这些规则 / run these rules besides")]
    extend_select: Vec<String>,
}

/// Why a file has no settings, a sentence each; none when that was said before.
#[derive(Debug)]
pub(super) struct Unconfigured {
    pub(super) messages: Vec<String>,
}

impl Unconfigured {
    /// Says why on standard error.
    pub(super) fn tell(&self, streams: &mut Streams) -> Status {
        self.messages.iter().for_each(|message| streams.complain(message));
        Status { failed: true, ..Status::default() }
    }
}

/// What holds in a directory.
#[derive(Clone)]
struct Place {
    /// The directory, from the root.
    directory: PathBuf,
    effective: Option<Arc<Effective>>,
    /// The configuration files, as messages name them; the one that wins comes last.
    files: Arc<[String]>,
}

/// What holds for a file.
pub(super) struct Found {
    /// What holds in its directory.
    pub(super) effective: Arc<Effective>,
    /// The configuration files, as messages name them; the one that wins comes last.
    pub(super) files: Arc<[String]>,
    /// The file, from the root.
    pub(super) path: PathBuf,
}

/// What a configuration file comes to, and the files it is made of.
type Loaded = (Option<Arc<Effective>>, Arc<[String]>);

/// Finds the settings of files; each directory and each configuration is looked at once.
pub(super) struct Resolver {
    flags: Layer,
    config: Option<PathBuf>,
    no_config: bool,
    /// The language to speak when nobody asks for another.
    lang: Lang,
    places: FxHashMap<PathBuf, Place>,
    loaded: FxHashMap<Option<PathBuf>, Loaded>,
}

impl Resolver {
    /// Reads the options.
    pub(super) fn new(reading: &ReadingArgs, rules: &RuleArgs, streams: &Streams) -> Result<Self, Unconfigured> {
        let at = |names: &[String], flag| -> Result<_, ConfigError> {
            if names.is_empty() {
                return Ok(None);
            }
            let value = Selector::parse_all(names, flag, RULES)?;
            Ok(Some(config::At { value, line: 0 }))
        };
        let flags = || -> Result<Layer, ConfigError> {
            if let Some(name) = &reading.profile
                && !builtin().iter().any(|profile| profile.id == *name)
            {
                let known = builtin().iter().map(|profile| profile.id.clone()).collect();
                return Err(ConfigError::of_flag("--profile", Mistake::UnknownProfile { name: name.clone(), known }));
            }
            Ok(Layer {
                profile: reading.profile.clone().map(|value| config::At { value, line: 0 }),
                fiscal_year: reading.fiscal_year.map(|value| config::At { value, line: 0 }),
                select: at(&rules.select, "--select")?,
                ignore: at(&rules.ignore, "--ignore")?,
                extend_select: at(&rules.extend_select, "--extend-select")?,
                lang: streams.lang_asked.then_some(config::At { value: streams.lang, line: 0 }),
                ..Layer::default()
            })
        };
        let flags = flags().map_err(|error| Unconfigured { messages: vec![error.message(streams.lang)] })?;
        Ok(Self {
            flags,
            config: reading.config.clone(),
            no_config: reading.no_config,
            lang: streams.lang,
            places: FxHashMap::default(),
            loaded: FxHashMap::default(),
        })
    }

    /// The settings of an input.
    pub(super) fn settings(&mut self, input: &Input) -> Result<Settings, Unconfigured> {
        let Found { effective, path, .. } = self.find(&input.path)?;
        Ok(Settings {
            lang: effective.lang.value.unwrap_or(self.lang),
            profile: effective.profile.value.clone(),
            fiscal_year: effective.fiscal_year.value,
            decoded_from: None,
            tolerance: effective.tolerance.value,
            policy: effective.policy(&path),
        })
    }

    /// What holds for the file at `path`, which need not exist.
    pub(super) fn find(&mut self, path: &Path) -> Result<Found, Unconfigured> {
        let parent = path.parent().unwrap_or(Path::new("")).to_owned();
        let place = match self.places.get(&parent) {
            Some(place) => place.clone(),
            None => {
                let directory = fs::directory_of(path);
                let file = match &self.config {
                    Some(file) => Some(fs::directory_of(file).join(file.file_name().unwrap_or_default())),
                    None if self.no_config => None,
                    None => fs::find_up(&directory, FILE_NAME),
                };
                let mut messages = Vec::new();
                let loaded = match self.loaded.get(&file) {
                    Some(loaded) => loaded.clone(),
                    None => {
                        let loaded = self.load(file.as_deref(), &mut messages);
                        self.loaded.insert(file, loaded.clone());
                        loaded
                    }
                };
                let place = Place { directory, effective: loaded.0, files: loaded.1 };
                self.places.insert(parent, place.clone());
                if !messages.is_empty() {
                    return Err(Unconfigured { messages });
                }
                place
            }
        };
        let effective = place.effective.ok_or(Unconfigured { messages: Vec::new() })?;
        Ok(Found { effective, files: place.files, path: place.directory.join(path.file_name().unwrap_or_default()) })
    }

    /// Reads a configuration and those that it extends, and puts the options on top.
    fn load(&self, file: Option<&Path>, messages: &mut Vec<String>) -> Loaded {
        let (mut layers, mut read, mut names) = (vec![self.flags.clone()], Vec::new(), Vec::new());
        let mut next = file.map(Path::to_owned);
        while let Some(path) = next {
            let name = fs::display(&fs::shorten(&path)).into_owned();
            let layer = fs::read(&path)
                .map_err(|error| {
                    let error = fs::FileError::new(&fs::shorten(&path), error.problem);
                    vec![error.message(self.lang)]
                })
                .and_then(|source| {
                    let directory = fs::directory_of(&path);
                    config::parse(source.text(), &name, directory, RULES)
                        .map_err(|errors| errors.iter().map(|error| error.message(self.lang)).collect())
                });
            let layer = match layer {
                Ok(layer) => layer,
                Err(said) => {
                    messages.extend(said);
                    return (None, Arc::default());
                }
            };
            names.push(name.clone());
            read.push(path);
            next = layer.extend.as_ref().map(|extend| {
                let path = layer.dir.join(&extend.value);
                fs::directory_of(&path).join(path.file_name().unwrap_or_default())
            });
            if let (Some(again), Some(extend)) = (&next, &layer.extend)
                && read.contains(again)
            {
                let position = Some((extend.line, 1));
                messages.push(ConfigError { place: name, position, mistake: Mistake::Circle }.message(self.lang));
                return (None, Arc::default());
            }
            layers.push(layer);
        }
        layers.reverse();
        names.reverse();
        (Some(Arc::new(Effective::new(&layers, RULES))), names.into())
    }

    /// Lets the run's own words be in the language that holds for the first input, unless another is asked for.
    pub(super) fn speak(&mut self, first: Option<&Input>, streams: &mut Streams) {
        let path = first.map_or(Path::new("-"), |input| input.path.as_path());
        match self.find(path) {
            Ok(found) => {
                if let Some(lang) = found.effective.lang.value {
                    (self.lang, streams.lang) = (lang, lang);
                }
            }
            // It is told when the file's turn comes.
            Err(_) => {
                self.places.clear();
                self.loaded.clear();
            }
        }
    }
}
