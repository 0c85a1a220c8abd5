//! The settings of every file: from the `mubiao.toml` beside or above it, and from what the caller asks, which wins.
//!
//! Whatever front end asks, from whatever thread: every directory and every configuration is looked at once, until
//! [`Workspace::forget`].

use std::collections::BTreeSet;
use std::hash::{Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use rustc_hash::{FxHashMap, FxHasher};

use crate::config::{self, ConfigError, Effective, FILE_NAME, Layer, Mistake, Source};
use crate::diagnostic::Lang;
use crate::fs::{self, FileError, Problem};
use crate::lint::Settings;
use crate::profile::{INDICATORS, LAYOUT, OwnProfile, Profiles};
use crate::rules::RULES;

/// The columns of a character of ambiguous width where nobody asks for another number.
pub const AMBIGUOUS_WIDTH: u8 = 1;

/// Which configuration holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Lookup {
    /// The nearest `mubiao.toml` beside or above each file.
    #[default]
    Nearest,
    /// This file for all.
    Only(PathBuf),
    /// None.
    Nothing,
}

/// Why a configuration cannot be used.
#[derive(Debug)]
pub struct Broken {
    /// The file that is to be mended, from the root.
    pub path: PathBuf,
    /// What is wrong in it, by place.
    pub mistakes: Vec<ConfigError>,
    /// Why it cannot be read.
    pub unread: Option<FileError>,
}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.messages(Lang::En).join("\n"))
    }
}

impl std::error::Error for Broken {}

impl Broken {
    /// What is wrong, a sentence each.
    pub fn messages(&self, lang: Lang) -> Vec<String> {
        let unread = self.unread.iter().map(|error| error.message(lang));
        unread.chain(self.mistakes.iter().map(|mistake| mistake.message(lang))).collect()
    }
}

/// What a configuration comes to.
#[derive(Clone, Debug)]
struct Configured {
    effective: Arc<Effective>,
    /// The forms that there are.
    profiles: Profiles,
    /// The files it is made of, as messages name them; the one that wins comes last.
    files: Arc<[String]>,
}

/// A directory, from the root, and what holds in it.
#[derive(Debug)]
struct Place {
    directory: PathBuf,
    configured: Result<Configured, Arc<Broken>>,
}

/// What holds for a file.
#[derive(Clone, Debug)]
pub struct Found {
    /// What holds in its directory.
    pub effective: Arc<Effective>,
    /// The forms that there are.
    pub profiles: Profiles,
    /// The configuration files, as messages name them; the one that wins comes last.
    pub files: Arc<[String]>,
    /// The file, from the root.
    pub path: PathBuf,
    lang: Lang,
}

impl Found {
    /// The settings for a lint of the file.
    pub fn settings(&self) -> Settings {
        let Effective { profile, fiscal_year, tolerance, .. } = &*self.effective;
        Settings {
            lang: self.lang(),
            profiles: self.profiles.clone(),
            profile: profile.value.clone(),
            fiscal_year: fiscal_year.value,
            decoded_from: None,
            tolerance: tolerance.value,
            policy: self.effective.policy(&self.path),
        }
    }

    /// The language of its messages.
    pub fn lang(&self) -> Lang {
        self.effective.lang.value.unwrap_or(self.lang)
    }

    /// The columns that a character of ambiguous width takes where it is read: 1 or 2.
    pub fn ambiguous_width(&self) -> u8 {
        self.effective.ambiguous_width.value.unwrap_or(AMBIGUOUS_WIDTH)
    }
}

/// Finds the settings of files.
#[derive(Debug)]
pub struct Workspace {
    asked: Layer,
    lookup: Lookup,
    /// The only folders that configurations are read in, where those of the workspace are not trusted.
    confined: Option<Vec<PathBuf>>,
    /// The language to speak where neither the caller nor a configuration asks for another.
    lang: Lang,
    /// By the directory as it is written, so that a file whose directory is known costs no look at the disk.
    places: RwLock<FxHashMap<PathBuf, Arc<Place>>>,
    disk: Mutex<Disk>,
}

/// What was found on the disk.
#[derive(Debug, Default)]
struct Disk {
    /// The configuration file of each directory.
    nearest: FxHashMap<PathBuf, Option<PathBuf>>,
    loaded: FxHashMap<Option<PathBuf>, Result<Configured, Arc<Broken>>>,
    /// The configuration files that were opened, or should have been, each with what tells its text from others.
    opened: FxHashMap<PathBuf, Option<u64>>,
}

impl Workspace {
    /// Settings made of `asked`, which wins, and of the configuration that `lookup` names; `lang` is for files that
    /// nobody asks a language for.
    pub fn new(asked: Layer, lookup: Lookup, lang: Lang) -> Self {
        Self { asked, lookup, confined: None, lang, places: RwLock::default(), disk: Mutex::default() }
    }

    /// The same, but no configuration outside of `folders` is looked for or read, nor what it names.
    #[must_use]
    pub fn confined_to(self, folders: Vec<PathBuf>) -> Self {
        Self { confined: Some(folders), ..self }
    }

    /// What holds for the file at `path`, which need not exist.
    ///
    /// # Errors
    /// When its configuration cannot be used; all files that it holds for share the error.
    pub fn find(&self, path: &Path) -> Result<Found, Arc<Broken>> {
        let place = self.place(path);
        let Configured { effective, profiles, files } = place.configured.clone()?;
        let path = place.directory.join(path.file_name().unwrap_or_default());
        Ok(Found { effective, profiles, files, path, lang: self.lang })
    }

    /// Forgets what was read, because files have changed.
    pub fn forget(&self) {
        // Held while the places go, so that none comes back with what was read before.
        let mut disk = self.disk.lock().unwrap_or_else(PoisonError::into_inner);
        *disk = Disk::default();
        self.places.write().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Whether a change of the file or folder at `path`, which is from the root, may change settings.
    pub fn depends_on(&self, path: &Path) -> bool {
        let named = self.lookup == Lookup::Nearest && path.file_name().is_some_and(|name| name == FILE_NAME);
        named
            || self.disk.lock().unwrap_or_else(PoisonError::into_inner).opened.keys().any(|file| file.starts_with(path))
    }

    /// Whether all configuration files are as they were read. Costs another reading of them.
    pub fn is_current(&self) -> bool {
        let disk = self.disk.lock().unwrap_or_else(PoisonError::into_inner);
        let there = |(directory, found): (&PathBuf, &Option<PathBuf>)| {
            let file = directory.join(FILE_NAME);
            fs::is_file(&file) == (found.as_ref() == Some(&file))
        };
        let same = |(path, state): (&PathBuf, &Option<u64>)| self.read(path).ok().as_ref().map(state_of) == *state;
        disk.nearest.iter().all(there) && disk.opened.iter().all(same)
    }

    /// The configuration files that were opened, or should have been, from the root.
    pub fn files(&self) -> BTreeSet<PathBuf> {
        self.disk.lock().unwrap_or_else(PoisonError::into_inner).opened.keys().cloned().collect()
    }

    /// The directories where a changed file may change the settings of the files asked for so far.
    pub fn directories(&self) -> BTreeSet<PathBuf> {
        let disk = self.disk.lock().unwrap_or_else(PoisonError::into_inner);
        let beside = disk.opened.keys().filter_map(|path| path.parent());
        beside.map(Path::to_owned).chain(disk.nearest.keys().cloned()).collect()
    }

    fn place(&self, path: &Path) -> Arc<Place> {
        let parent = path.parent().unwrap_or(Path::new(""));
        if let Some(place) = self.places.read().unwrap_or_else(PoisonError::into_inner).get(parent) {
            return place.clone();
        }
        let directory = fs::directory_of(path);
        let mut disk = self.disk.lock().unwrap_or_else(PoisonError::into_inner);
        let file = match &self.lookup {
            Lookup::Nearest => disk.nearest(&directory, self.confined.as_deref()),
            Lookup::Only(file) => Some(real(file)),
            Lookup::Nothing => None,
        };
        let configured = match disk.loaded.get(&file) {
            Some(configured) => configured.clone(),
            None => {
                let configured = self.load(file.as_deref(), &mut disk.opened).map_err(Arc::new);
                disk.loaded.insert(file, configured.clone());
                configured
            }
        };
        let place = Arc::new(Place { directory, configured });
        self.places.write().unwrap_or_else(PoisonError::into_inner).insert(parent.to_owned(), place.clone());
        place
    }

    /// Reads a configuration and those that it extends, and puts what the caller asks on top.
    fn load(&self, file: Option<&Path>, opened: &mut FxHashMap<PathBuf, Option<u64>>) -> Result<Configured, Broken> {
        let (mut layers, mut read, mut names) = (vec![self.asked.clone()], Vec::new(), Vec::new());
        let mut next = file.map(Path::to_owned);
        while let Some(path) = next {
            let name = fs::display(&fs::shorten(&path)).into_owned();
            let source = self.open(&path, opened).map_err(|error| Broken {
                path: path.clone(),
                mistakes: Vec::new(),
                unread: Some(FileError::new(&fs::shorten(&path), error.problem)),
            })?;
            let broken = |mistakes| Broken { path: path.clone(), mistakes, unread: None };
            let layer = config::parse(source.text(), &name, fs::directory_of(&path), RULES).map_err(broken)?;
            read.push(path.clone());
            next = layer.extend.as_ref().map(|extend| place(&layer, &extend.value)).transpose()?;
            if let (Some(again), Some(extend)) = (&next, &layer.extend)
                && read.contains(again)
            {
                let position = Some((extend.line, 1));
                return Err(broken(vec![ConfigError { place: name, position, mistake: Mistake::Circle }]));
            }
            names.push(name);
            layers.push(layer);
        }
        layers.reverse();
        names.reverse();
        let profiles = self.own_profiles(&layers, opened)?;
        for layer in &layers {
            let Some(profile) = layer.profile.as_ref().filter(|profile| profiles.find(&profile.value).is_none()) else {
                continue;
            };
            let known = profiles.names().map(str::to_owned).collect();
            let mistake = Mistake::UnknownProfile { name: profile.value.clone(), known };
            return Err(match &layer.source {
                source @ (Source::Flags | Source::Editor) => {
                    let name = if *source == Source::Flags { "--profile" } else { "mubiao.profile" };
                    let error = ConfigError::of_flag(name, mistake);
                    Broken { path: PathBuf::from(name), mistakes: vec![error], unread: None }
                }
                Source::File(name) => {
                    let position = Some((profile.line, profile.column));
                    let error = ConfigError { place: name.to_string(), position, mistake };
                    Broken { path: layer.dir.join(FILE_NAME), mistakes: vec![error], unread: None }
                }
            });
        }
        Ok(Configured { effective: Arc::new(Effective::new(&layers, RULES)), profiles, files: names.into() })
    }

    /// Reads a configuration, or a file of a profile, and notes that it was read.
    fn open(&self, path: &Path, opened: &mut FxHashMap<PathBuf, Option<u64>>) -> Result<fs::Source, FileError> {
        let source = self.read(path);
        let state = source.as_ref().ok().map(state_of);
        opened.insert(path.to_owned(), state);
        opened.insert(fs::real(path), state);
        source
    }

    /// A configuration, or a file of a profile.
    fn read(&self, path: &Path) -> Result<fs::Source, FileError> {
        if self.confined.as_ref().is_some_and(|folders| !fs::is_inside(path, folders)) {
            return Err(FileError::new(path, Problem::Outside));
        }
        fs::read_config(path)
    }

    /// The forms that ship with the program and those in the folders that `layers` name.
    fn own_profiles(&self, layers: &[Layer], opened: &mut FxHashMap<PathBuf, Option<u64>>) -> Result<Profiles, Broken> {
        let folders = layers.iter().flat_map(|layer| layer.profiles.iter().map(|folder| place(layer, &folder.value)));
        let mut folders: Vec<PathBuf> = folders.collect::<Result<_, _>>()?;
        // One that is asked for may be one of the configuration's.
        let mut known: Vec<PathBuf> = Vec::new();
        folders.retain(|folder| {
            let real = fs::real(folder);
            let new = !known.contains(&real);
            known.extend(new.then_some(real));
            new
        });
        if folders.is_empty() {
            return Ok(Profiles::default());
        }
        let mut read = |path: PathBuf| {
            self.open(&path, opened).map(|source| source.text().to_owned()).map_err(|error| Broken {
                unread: Some(FileError::new(&fs::shorten(&path), error.problem)),
                path,
                mistakes: Vec::new(),
            })
        };
        let mut own = Vec::new();
        for folder in &folders {
            let layout = read(folder.join(LAYOUT))?;
            let indicators = folder.join(INDICATORS);
            let indicators = if fs::is_file(&indicators) { Some(read(indicators)?) } else { None };
            own.push(OwnProfile { layout, indicators });
        }
        let (profiles, errors) = Profiles::with(&own);
        let Some((first, _)) = errors.first() else { return Ok(profiles) };
        let mistakes = errors.iter().map(|(at, error)| ConfigError {
            place: fs::display(&fs::shorten(&folders[*at].join(error.file))).into_owned(),
            position: (error.line > 0 && error.of.is_none()).then_some((error.line, 1)),
            mistake: Mistake::Profile([error.zh(), error.en()]),
        });
        Err(Broken { path: folders[*first].join(LAYOUT), mistakes: mistakes.collect(), unread: None })
    }
}

/// What tells a text from others.
fn state_of(source: &fs::Source) -> u64 {
    let mut hasher = FxHasher::default();
    source.text().hash(&mut hasher);
    hasher.finish()
}

impl Disk {
    /// The `mubiao.toml` in `directory` or in the nearest directory above it, up to the root of its repository: what lies
    /// above belongs to somebody else. Where configurations are `confined` to folders it is inside of one.
    fn nearest(&mut self, directory: &Path, confined: Option<&[PathBuf]>) -> Option<PathBuf> {
        let (mut passed, mut found) = (Vec::new(), None);
        for directory in directory.ancestors() {
            if confined.is_some_and(|folders| !fs::is_inside(&directory.join(FILE_NAME), folders)) {
                break;
            }
            if let Some(known) = self.nearest.get(directory) {
                found.clone_from(known);
                break;
            }
            passed.push(directory.to_owned());
            let file = directory.join(FILE_NAME);
            if fs::is_file(&file) {
                found = Some(file);
                break;
            }
            if fs::is_repository(directory) {
                break;
            }
        }
        self.nearest.extend(passed.into_iter().map(|directory| (directory, found.clone())));
        found
    }
}

/// Where the file or folder stands that `layer` names. What is on another machine is not even looked at.
fn place(layer: &Layer, path: &Path) -> Result<PathBuf, Broken> {
    if fs::is_network(path) {
        let unread = Some(FileError::new(path, Problem::Network));
        return Err(Broken { path: layer.dir.join(FILE_NAME), mistakes: Vec::new(), unread });
    }
    Ok(real(&layer.dir.join(path)))
}

/// The path from the root, its directory without links.
fn real(path: &Path) -> PathBuf {
    fs::directory_of(path).join(path.file_name().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(root: &Path, name: &str, text: &str) -> PathBuf {
        let path = root.join(name);
        #[expect(clippy::disallowed_methods, reason = "the test makes the files")]
        std::fs::create_dir_all(path.parent().unwrap()).and_then(|()| std::fs::write(&path, text)).unwrap();
        path
    }

    fn year(workspace: &Workspace, path: &Path) -> Option<i32> {
        workspace.find(path).unwrap().settings().fiscal_year
    }

    #[test]
    fn a_directory_and_a_configuration_are_looked_at_once() {
        let root = tempfile::tempdir().unwrap();
        let config = write(root.path(), "mubiao.toml", "fiscal-year = 2021");
        let workspace = Workspace::new(Layer::default(), Lookup::Nearest, Lang::Zh);
        let (a, b) = (root.path().join("a/b/c.mubiao"), root.path().join("a/x/c.mubiao"));
        write(root.path(), "a/b/c.mubiao", "");
        assert_eq!(year(&workspace, &a), Some(2021));
        write(root.path(), "mubiao.toml", "fiscal-year = 2022");
        write(root.path(), "a/mubiao.toml", "fiscal-year = 2023");
        assert_eq!((year(&workspace, &a), year(&workspace, &b)), (Some(2021), Some(2021)));
        assert!(workspace.depends_on(&config.canonicalize().unwrap()));
        assert!(workspace.directories().contains(&root.path().canonicalize().unwrap()));
        workspace.forget();
        assert_eq!((year(&workspace, &a), year(&workspace, &config)), (Some(2023), Some(2022)));
    }

    #[test]
    fn nothing_is_looked_for_above_the_repository() {
        let root = tempfile::tempdir().unwrap();
        write(root.path(), "mubiao.toml", "fiscal-year = 2021");
        write(root.path(), "r/.git/HEAD", "");
        write(root.path(), "r/inner/.git", "gitdir: elsewhere");
        let workspace = Workspace::new(Layer::default(), Lookup::Nearest, Lang::Zh);
        let year = |path: &str| year(&workspace, &root.path().join(path));
        write(root.path(), "r/a/b/c.mubiao", "");
        assert_eq!((year("c.mubiao"), year("r/c.mubiao"), year("r/a/b/c.mubiao")), (Some(2021), None, None));
        write(root.path(), "r/mubiao.toml", "fiscal-year = 2022");
        workspace.forget();
        let years = ["r/a/b/c.mubiao", "r/c.mubiao", "r/inner/c.mubiao"].map(year);
        assert_eq!(years, [Some(2022), Some(2022), None]);
    }

    #[test]
    fn what_is_not_trusted_names_nothing_outside() {
        let root = tempfile::tempdir().unwrap();
        write(root.path(), "mubiao.toml", "fiscal-year = 2021");
        write(root.path(), "base.toml", "fiscal-year = 2021");
        write(root.path(), "w/a/mubiao.toml", "extend = '../base.toml'");
        write(root.path(), "w/b/mubiao.toml", "extend = '../../base.toml'");
        write(root.path(), "w/c/mubiao.toml", "profiles = ['../../form']");
        write(root.path(), "w/base.toml", "fiscal-year = 2022");
        write(root.path(), "w/d/e/x.mubiao", "");
        let find = |workspace: &Workspace, path: &str| match workspace.find(&root.path().join(path)) {
            Ok(found) => Ok(found.settings().fiscal_year),
            Err(broken) => Err(matches!(broken.unread, Some(FileError { problem: Problem::Outside, .. }))),
        };
        let free = || Workspace::new(Layer::default(), Lookup::Nearest, Lang::En);
        let confined = free().confined_to(vec![root.path().join("w")]);
        let paths = ["w/a/x.mubiao", "w/b/x.mubiao", "w/c/x.mubiao", "w/d/e/x.mubiao", "x.mubiao"];
        assert_eq!(paths.map(|path| find(&confined, path)), [Ok(Some(2022)), Err(true), Err(true), Ok(None), Ok(None)]);
        let years = paths.map(|path| find(&free(), path));
        assert_eq!(years, [Ok(Some(2022)), Ok(Some(2021)), Err(false), Ok(Some(2021)), Ok(Some(2021))]);
    }

    #[test]
    fn nothing_is_read_from_another_machine() {
        let root = tempfile::tempdir().unwrap();
        let workspace = Workspace::new(Layer::default(), Lookup::Nearest, Lang::En);
        for (at, text) in [r"extend = '//host/share/mubiao.toml'", r"profiles = ['\\host\share']"].iter().enumerate() {
            write(root.path(), &format!("{at}/mubiao.toml"), text);
            let broken = workspace.find(&root.path().join(format!("{at}/x.mubiao"))).unwrap_err();
            assert!(matches!(broken.unread, Some(FileError { problem: Problem::Network, .. })), "{text}");
        }
    }

    #[test]
    fn all_threads_share_what_one_has_read() {
        let root = tempfile::tempdir().unwrap();
        write(root.path(), "mubiao.toml", "ignore = ['all']");
        let workspace = Workspace::new(Layer::default(), Lookup::Nearest, Lang::Zh);
        let path = |at: usize| root.path().join(format!("{}/{at}.mubiao", at % 7));
        let first = workspace.find(&path(0)).unwrap().effective;
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let (workspace, first) = (&workspace, &first);
                scope.spawn(move || {
                    for at in 0..100 {
                        assert!(Arc::ptr_eq(&workspace.find(&path(4 * at + thread)).unwrap().effective, first));
                    }
                });
            }
        });
    }

    #[test]
    fn what_is_broken_is_shared_and_has_its_place() {
        let root = tempfile::tempdir().unwrap();
        write(root.path(), "base.toml", "\nslect = []");
        write(root.path(), "mubiao.toml", "extend = 'base.toml'");
        let workspace = Workspace::new(Layer::default(), Lookup::Nearest, Lang::En);
        let broken = |name: &str| workspace.find(&root.path().join(name)).unwrap_err();
        let one = broken("a.mubiao");
        assert!(Arc::ptr_eq(&one, &broken("d/b.mubiao")));
        assert_eq!(one.path.file_name().unwrap(), "base.toml");
        assert_eq!((one.mistakes[0].position, one.messages(Lang::En).len()), (Some((2, 1)), 1));
    }
}
