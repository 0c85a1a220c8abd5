//! What was agreed with the client at the start: how columns count, which language, what it can show.

use tower_lsp::ls_types::{ClientCapabilities, DiagnosticTag, InitializeParams, PositionEncodingKind, TagSupport};

use super::preferences::{self, Preferences};
use crate::diagnostic::Lang;
use crate::text::Encoding;

/// What holds until the client leaves, or until the user sets something else.
#[derive(Clone, Debug)]
pub(super) struct Session {
    /// How columns count.
    pub(super) encoding: Encoding,
    /// The language that its user reads.
    pub(super) lang: Lang,
    /// All that the client can do.
    pub(super) client: ClientCapabilities,
    /// What it shows of a finding.
    pub(super) shows: Shows,
    /// Whether the client announces pull diagnostics; until its first pull findings are published.
    pub(super) pulls: bool,
    /// What the user has set.
    pub(super) preferences: Preferences,
    /// Whether configurations from outside of the folders are read.
    pub(super) trusted: bool,
}

/// What a client shows of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shows {
    /// Other places that it speaks of.
    pub(super) related: bool,
    /// That something is not needed.
    pub(super) tags: bool,
    /// It gives data back when it asks for actions.
    pub(super) data: bool,
    /// Its language.
    pub(super) lang: Lang,
}

impl Session {
    /// Whether the client can be asked for the user's settings.
    pub(super) fn hands_over_settings(&self) -> bool {
        self.client.workspace.as_ref().and_then(|workspace| workspace.configuration).unwrap_or(false)
    }

    /// Whether the client can be asked to watch files.
    pub(super) fn watches(&self) -> bool {
        let watches = self.client.workspace.as_ref().and_then(|workspace| workspace.did_change_watched_files);
        watches.and_then(|watches| watches.dynamic_registration).unwrap_or(false)
    }

    /// Whether the client watches files in a folder that the server names.
    pub(super) fn watches_elsewhere(&self) -> bool {
        let watches = self.client.workspace.as_ref().and_then(|workspace| workspace.did_change_watched_files);
        watches.and_then(|watches| watches.relative_pattern_support).unwrap_or(false)
    }

    /// Whether the client has to be asked to tell of changed settings.
    pub(super) fn registers_settings(&self) -> bool {
        let settings = self.client.workspace.as_ref().and_then(|workspace| workspace.did_change_configuration);
        settings.and_then(|settings| settings.dynamic_registration).unwrap_or(false)
    }

    /// Whether the client asks for findings again when it is told to.
    pub(super) fn refreshes(&self) -> bool {
        let workspace = self.client.workspace.as_ref();
        let diagnostics = workspace.and_then(|workspace| workspace.diagnostics.as_ref());
        diagnostics.and_then(|diagnostics| diagnostics.refresh_support).unwrap_or(false)
    }

    /// Whether the client shows how far work has come.
    pub(super) fn shows_progress(&self) -> bool {
        self.client.window.as_ref().and_then(|window| window.work_done_progress).unwrap_or(false)
    }

    /// Whether the client asks `method` again when it is told that the document has changed meanwhile.
    pub(super) fn retries(&self, method: &str) -> bool {
        let general = self.client.general.as_ref();
        let stale = general.and_then(|general| general.stale_request_support.as_ref());
        stale.is_some_and(|stale| stale.retry_on_content_modified.iter().any(|one| one == method))
    }

    /// What `params` come to; `lang` holds where the client says nothing.
    pub(super) fn new(params: &InitializeParams, lang: Lang) -> Self {
        let client = &params.capabilities;
        let document = client.text_document.as_ref();
        let pull = document.and_then(|document| document.diagnostic.as_ref());
        let publish = document.and_then(|document| document.publish_diagnostics.as_ref());
        let shows = |either: Option<bool>, other: Option<bool>| either.or(other).unwrap_or(false);
        let related = publish.and_then(|publish| publish.related_information);
        let known = |tags: &TagSupport<DiagnosticTag>| tags.value_set.contains(&DiagnosticTag::UNNECESSARY);
        let tags = publish.map(|publish| publish.tag_support.as_ref().is_some_and(known));
        let data = publish.and_then(|publish| publish.data_support);
        let lang = match params.locale.as_deref().map(str::to_ascii_lowercase) {
            Some(locale) if locale.starts_with("zh") => Lang::Zh,
            Some(locale) if !locale.is_empty() => Lang::En,
            _ => lang,
        };
        Self {
            encoding: encoding(client),
            lang,
            shows: Shows {
                related: shows(related, pull.and_then(|pull| pull.related_information)),
                tags: shows(tags, pull.map(|pull| pull.tag_support.is_some())),
                data: shows(data, pull.and_then(|pull| pull.data_support)),
                lang,
            },
            pulls: pull.is_some(),
            preferences: Preferences::default(),
            trusted: preferences::trusted(params.initialization_options.as_ref()),
            client: client.clone(),
        }
    }
}

/// UTF-8, which costs nothing, where the client has it; UTF-16 unless it has neither.
fn encoding(client: &ClientCapabilities) -> Encoding {
    let offered = client.general.as_ref().and_then(|general| general.position_encodings.as_deref()).unwrap_or(&[]);
    let has = |kind: &PositionEncodingKind| offered.contains(kind);
    if has(&PositionEncodingKind::UTF8) {
        Encoding::Utf8
    } else if has(&PositionEncodingKind::UTF32) && !has(&PositionEncodingKind::UTF16) {
        Encoding::Utf32
    } else {
        Encoding::Utf16
    }
}
