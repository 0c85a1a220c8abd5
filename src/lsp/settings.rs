//! Where the settings of documents come from: the client, and `mubiao.toml`.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use rustc_hash::FxHashMap;
use serde_json::{Map, Value, json};

use super::to_proto::SOURCE;
use crate::config::Layer;
use crate::diagnostic::Lang;
use crate::workspace::{Broken, Found, Lookup, Workspace};

/// The settings of all documents.
#[derive(Debug)]
pub(super) struct Configuration {
    pub(super) found: RwLock<Arc<Sources>>,
    /// What the user has set.
    pub(super) section: Mutex<Value>,
    /// Counts the times that settings may have changed.
    pub(super) round: AtomicU64,
    /// What is broken and was reported, by the file to be corrected.
    pub(super) reported: Mutex<FxHashMap<PathBuf, Reported>>,
    /// What the client has handed over unasked, for when it has no answer.
    pub(super) pushed: Mutex<Value>,
    /// How often the client's settings were to be asked for since it answered last.
    pub(super) asking: AtomicUsize,
    /// What the client was asked to watch; nothing before it is ready.
    pub(super) watched: Mutex<Option<Vec<Value>>>,
}

/// Something broken that was reported.
#[derive(Debug)]
pub(super) struct Reported {
    pub(super) messages: Vec<String>,
    /// The file whose settings were asked for.
    pub(super) asked: PathBuf,
    /// The round in which it was found last.
    pub(super) round: u64,
}

/// Where settings come from.
#[derive(Debug)]
pub(super) struct Sources {
    /// For files: with the form that the user asks for, and without it where there is no such form.
    pub(super) near: Vec<Workspace>,
    /// The same for what is no file, and for files whose configuration is broken.
    pub(super) bare: Vec<Workspace>,
}

impl Configuration {
    pub(super) fn new(lang: Lang) -> Self {
        let found = RwLock::new(Arc::new(Sources::new(Layer::default(), lang, None)));
        Self {
            found,
            section: Mutex::default(),
            round: AtomicU64::new(0),
            reported: Mutex::default(),
            pushed: Mutex::default(),
            asking: AtomicUsize::new(0),
            watched: Mutex::default(),
        }
    }

    /// Takes settings that the client hands over; returns the section that is ours, when it says anything.
    pub(super) fn push(&self, settings: &Value) -> Option<Value> {
        let section = section_of(settings)?;
        *lock(&self.pushed) = section.clone();
        Some(section)
    }

    /// Which round of changes this is; settings found in an earlier one may be out of date.
    pub(super) fn round(&self) -> u64 {
        self.round.load(Ordering::Acquire)
    }

    /// Whether a change of the file at `path` may change settings.
    pub(super) fn depends_on(&self, path: &Path) -> bool {
        self.sources().near.iter().any(|workspace| workspace.depends_on(path))
    }

    pub(super) fn sources(&self) -> Arc<Sources> {
        self.found.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Sources {
    /// `confined` are the folders that are not trusted.
    pub(super) fn new(asked: Layer, lang: Lang, confined: Option<Vec<PathBuf>>) -> Self {
        let plain = asked.profile.is_some().then(|| Layer { profile: None, ..asked.clone() });
        let layers: Vec<Layer> = [asked].into_iter().chain(plain).collect();
        let one = |layer: &Layer, lookup: &Lookup| {
            let workspace = Workspace::new(layer.clone(), lookup.clone(), lang);
            match &confined {
                Some(folders) => workspace.confined_to(folders.clone()),
                None => workspace,
            }
        };
        let all = |lookup: Lookup| layers.iter().map(|layer| one(layer, &lookup)).collect();
        Self { near: all(Lookup::Nearest), bare: all(Lookup::Nothing) }
    }

    /// What holds for the file at `path`; what is broken goes to `report`.
    pub(super) fn near(&self, path: &Path, report: impl Fn(&Broken)) -> Option<Found> {
        for workspace in &self.near {
            match workspace.find(path) {
                Ok(found) => return Some(found),
                Err(broken) => {
                    report(&broken);
                    // A file that is broken is so whatever form is asked for.
                    if broken.path.is_absolute() {
                        return None;
                    }
                }
            }
        }
        None
    }
}

/// The section of a client's settings that is ours: by its name, in whatever it is wrapped, or the whole of it. `None`
/// when nothing is said.
fn section_of(settings: &Value) -> Option<Value> {
    let map = settings.as_object()?;
    if let Some(section) = map.get(SOURCE) {
        return Some(section.clone());
    }
    if let Some(section) = map.get("settings") {
        return section_of(section);
    }
    let prefix = format!("{SOURCE}.");
    let mut section = Value::Object(Map::new());
    for (key, value) in map {
        let Some(key) = key.strip_prefix(&prefix) else { continue };
        let mut at = &mut section;
        for part in key.split('.') {
            if !at.is_object() {
                *at = json!({});
            }
            at = &mut at[part];
        }
        *at = value.clone();
    }
    let flat = section.as_object().is_some_and(|section| !section.is_empty());
    if flat { Some(section) } else { (!map.is_empty()).then(|| settings.clone()) }
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_section_is_found_however_it_is_wrapped() {
        let own = json!({ "maxFindings": 3, "completion": { "pinyin": false } });
        for settings in [
            own.clone(),
            json!({ "mubiao": own }),
            json!({ "settings": { "mubiao": own, "other": {} } }),
            json!({ "mubiao.maxFindings": 3, "mubiao.completion.pinyin": false, "other.x": 1 }),
        ] {
            assert_eq!(section_of(&settings), Some(own.clone()));
        }
        assert_eq!((section_of(&Value::Null), section_of(&json!({}))), (None, None));
        assert_eq!(section_of(&json!({ "mubiao": {} })), Some(json!({})));
    }
}
