//! The options that say which settings hold, and what becomes of them with the configuration.

use super::Status;
use super::help::{number, pick};
use super::input::Input;
use super::streams::Streams;
use crate::config::{At, ConfigError, Layer, Selector};
use crate::fs::{self, FileError};
use crate::profile::LAYOUT;
use crate::rules::RULES;
use crate::workspace::{Broken, Found, Lookup, Workspace};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Which configuration holds.
#[derive(Debug, Default, clap::Args)]
pub(super) struct ConfigArgs {
    #[arg(
        long,
        value_name = pick("文件", "FILE"),
        help = pick("用这个配置文件，不查找 mubiao.toml", "use this configuration instead of a mubiao.toml")
    )]
    config: Option<PathBuf>,
    #[arg(long, conflicts_with = "config", help = pick("不用任何配置文件", "use no configuration"))]
    no_config: bool,
}

/// How files are to be read, and which configuration holds.
#[derive(Debug, Default, clap::Args)]
pub(super) struct ReadingArgs {
    #[arg(
        long,
        value_name = pick("名称", "NAME"),
        help = pick(
            "文件没有写明时所用的表样，可写名称或文件夹",
            "the profile of files that do not name theirs, by its name or its folder"
        )
    )]
    profile: Option<String>,
    #[arg(
        long,
        value_name = pick("年度", "YEAR"),
        value_parser = number(1000..=9999),
        help = pick("文件没有写明时所用的年度", "the fiscal year of files that do not state theirs")
    )]
    fiscal_year: Option<i32>,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Which rules run.
#[derive(Debug, Default, clap::Args)]
pub(super) struct RuleArgs {
    #[arg(
        long,
        value_name = pick("规则", "RULES"),
        value_delimiter = ',',
        help = pick("只查这些规则（规则名、类名或 all，以逗号分隔）", "run only these rules (names, groups or all, separated by commas)")
    )]
    select: Vec<String>,
    #[arg(
        long,
        value_name = pick("规则", "RULES"),
        value_delimiter = ',',
        help = pick("不查这些规则", "do not run these rules")
    )]
    ignore: Vec<String>,
    #[arg(
        long,
        value_name = pick("规则", "RULES"),
        value_delimiter = ',',
        help = pick("另外再查这些规则", "run these rules too")
    )]
    extend_select: Vec<String>,
}

impl ConfigArgs {
    fn lookup(&self) -> Lookup {
        match &self.config {
            Some(file) => Lookup::Only(file.clone()),
            None if self.no_config => Lookup::Nothing,
            None => Lookup::Nearest,
        }
    }

    /// Lets a command that is about no file have the settings of the current directory, and speak their language.
    pub(super) fn here(&self, streams: &mut Streams) -> Result<Found, Arc<Broken>> {
        self.at(Path::new("-"), streams)
    }

    /// Lets a command have the settings of a file at `path`, and speak their language.
    pub(super) fn at(&self, path: &Path, streams: &mut Streams) -> Result<Found, Arc<Broken>> {
        let found = self.workspace(streams).find(path)?;
        streams.lang = found.lang();
        Ok(found)
    }

    /// The settings of all files, with the folder of the form that `profile` names, if it names one.
    pub(super) fn workspace_for(&self, profile: Option<&str>, streams: &Streams) -> Workspace {
        let lang = streams.lang_asked.then_some(at(streams.lang));
        let profiles = profile.and_then(form_folder).into_iter().map(at).collect();
        Workspace::new(Layer { lang, profiles, ..Layer::default() }, self.lookup(), streams.lang)
    }

    fn workspace(&self, streams: &Streams) -> Workspace {
        self.workspace_for(None, streams)
    }
}

/// The folder of a form that stands where the name of one is asked for.
fn form_folder(profile: &str) -> Option<PathBuf> {
    let folder = Path::new(profile);
    fs::is_regular(&folder.join(LAYOUT)).then(|| folder.to_owned())
}

/// The name of a form that was asked for by its name or its folder.
pub(super) fn form_name(profile: &str) -> String {
    let folder = form_folder(profile).map(|folder| fs::real(&folder));
    let name = folder.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    name.unwrap_or_else(|| profile.to_owned())
}

/// What `reading` and `rules` ask for, over the configuration; the error is a sentence.
pub(super) fn workspace(reading: &ReadingArgs, rules: &RuleArgs, streams: &Streams) -> Result<Workspace, String> {
    let named = |names: &[String], flag| -> Result<_, ConfigError> {
        if names.is_empty() {
            return Ok(None);
        }
        Selector::parse_all(names, flag, RULES).map(|rules| Some(at(rules)))
    };
    let asked = || -> Result<Layer, ConfigError> {
        Ok(Layer {
            profile: reading.profile.as_deref().map(form_name).map(at),
            profiles: reading.profile.as_deref().and_then(form_folder).into_iter().map(at).collect(),
            fiscal_year: reading.fiscal_year.map(at),
            select: named(&rules.select, "--select")?,
            ignore: named(&rules.ignore, "--ignore")?,
            extend_select: named(&rules.extend_select, "--extend-select")?,
            lang: streams.lang_asked.then_some(at(streams.lang)),
            ..Layer::default()
        })
    };
    let asked = asked().map_err(|error| error.message(streams.lang))?;
    Ok(Workspace::new(asked, reading.config.lookup(), streams.lang))
}

/// A value of the command line, which has no lines.
fn at<T>(value: T) -> At<T> {
    At { value, line: 0, column: 0 }
}

/// Lets a run's own words be in the language that holds for its first input.
pub(super) fn speak(workspace: &Workspace, inputs: &[Result<Input, FileError>], streams: &mut Streams) {
    let first = inputs.iter().flatten().next();
    // A configuration that cannot be used is told when its file's turn comes.
    if let Ok(found) = workspace.find(first.map_or(Path::new("-"), |input| &input.path)) {
        streams.lang = found.lang();
    }
}

/// Tells of configurations that cannot be used, of each once.
#[derive(Default)]
pub(super) struct Teller {
    told: HashSet<PathBuf>,
}

impl Teller {
    /// Whether it is told now for the first time.
    pub(super) fn tell(&mut self, broken: &Broken, streams: &mut Streams) -> bool {
        let new = self.told.insert(broken.path.clone());
        if new {
            tell(broken, streams);
        }
        new
    }
}

/// Tells of a configuration that cannot be used.
pub(super) fn tell(broken: &Broken, streams: &mut Streams) -> Status {
    broken.messages(streams.lang).iter().for_each(|message| streams.complain(message));
    Status { failed: true, ..Status::default() }
}
