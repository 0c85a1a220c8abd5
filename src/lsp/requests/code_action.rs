//! What can be done at a place.

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{CodeActionRequest, Request as _};
use tower_lsp::ls_types::{
    self, CodeActionKind, CodeActionOptions, CodeActionParams, CodeActionProviderCapability, NumberOrString,
    ServerCapabilities, Uri,
};

use super::super::from_proto;
use super::super::session::Session;
use super::super::snapshot::Snapshot;
use super::super::to_proto::SOURCE;
use super::DocumentRequest;
use crate::ide::code_action::{Action, ActionKind, Errand, Work};
use crate::rules::RULES;
use crate::text::{Encoding, TextRange};

/// `textDocument/codeAction`.
pub(in crate::lsp) struct CodeAction;

/// What an action brings with it when it is chosen.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::lsp) struct Chosen {
    pub(super) uri: Uri,
    pub(super) version: i32,
    /// What is still to be done; nothing when the action has its edits.
    pub(super) errand: Option<ErrandData>,
}

/// An [`Errand`] as it is given to the client and back.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum ErrandData {
    FixAll,
    BookYear(i32),
}

impl From<Errand> for ErrandData {
    fn from(errand: Errand) -> Self {
        match errand {
            Errand::FixAll => Self::FixAll,
            Errand::BookYear(year) => Self::BookYear(year),
        }
    }
}

impl From<ErrandData> for Errand {
    fn from(errand: ErrandData) -> Self {
        match errand {
            ErrandData::FixAll => Self::FixAll,
            ErrandData::BookYear(year) => Self::BookYear(year),
        }
    }
}

/// The kind of all safe fixes, for settings that ask for it when a file is saved.
const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.mubiao");

/// The kind of the missing standard indicators, for a command that asks for it anywhere in the sheet.
const INSERT_STANDARDS: CodeActionKind = CodeActionKind::new("source.insertStandardIndicators.mubiao");

fn kind(kind: ActionKind) -> CodeActionKind {
    match kind {
        ActionKind::QuickFix => CodeActionKind::QUICKFIX,
        ActionKind::Rewrite => CodeActionKind::REFACTOR_REWRITE,
        ActionKind::FixAll => FIX_ALL,
        ActionKind::InsertStandards => INSERT_STANDARDS,
    }
}

/// Whether the client may choose first and ask for the edits afterwards.
fn resolves(session: &Session) -> bool {
    let action = session.client.text_document.as_ref().and_then(|document| document.code_action.as_ref());
    action.is_some_and(|action| {
        let edit = |support: &ls_types::CodeActionCapabilityResolveSupport| {
            support.properties.iter().any(|property| property == "edit")
        };
        action.data_support == Some(true) && action.resolve_support.as_ref().is_some_and(edit)
    })
}

impl DocumentRequest for CodeAction {
    const METHOD: &'static str = CodeActionRequest::METHOD;
    type Params = CodeActionParams;
    type Answer = Vec<ls_types::CodeAction>;

    fn offer(capabilities: &mut ServerCapabilities, session: &Session) {
        let action = session.client.text_document.as_ref().and_then(|document| document.code_action.as_ref());
        // Other clients know commands alone.
        if action.is_some_and(|action| action.code_action_literal_support.is_some()) {
            capabilities.code_action_provider = Some(CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(vec![
                    CodeActionKind::QUICKFIX,
                    CodeActionKind::REFACTOR_REWRITE,
                    FIX_ALL,
                    INSERT_STANDARDS,
                ]),
                resolve_provider: Some(resolves(session)),
                ..CodeActionOptions::default()
            }));
        }
    }

    fn answer(snapshot: &Snapshot, params: CodeActionParams) -> Result<Self::Answer> {
        let only = params.context.only.as_deref();
        let wanted = |own: ActionKind| {
            let own = kind(own);
            only.is_none_or(|only| only.iter().any(|asked| is_kind_of(own.as_str(), asked.as_str())))
        };
        let about = named(snapshot, &params);
        let actions = snapshot.analysis.actions(snapshot.text_range(params.range), about.as_deref(), wanted);
        // A client that knows no preferred action may carry out whatever it gets: the best one of each finding.
        let actions = if prefers(&snapshot.session) { actions } else { best(actions) };
        let later = resolves(&snapshot.session);
        // Where work cannot wait it is done for those alone who ask for that kind.
        let worth = |action: &Action| later || only.is_some() || matches!(action.work, Work::Done(_));
        Ok(actions.into_iter().filter(worth).map(|action| shown(snapshot, action, &params, later)).collect())
    }
}

/// The findings of ours that the client asks about, by rule and place; `None` when it names none. Neovim 0.7 hands places
/// back with columns in bytes, whatever was agreed, so each stands there by both counts.
fn named<'p>(snapshot: &Snapshot, params: &'p CodeActionParams) -> Option<Vec<(&'p str, TextRange)>> {
    let named = params.context.diagnostics.iter().filter_map(|given| {
        let ours = given.source.as_deref().is_none_or(|source| source == SOURCE);
        match &given.code {
            Some(NumberOrString::String(rule)) if ours && RULES.iter().any(|known| known.name == rule) => {
                let bytes = from_proto::range(snapshot.analysis.document(), given.range, Encoding::Utf8);
                Some([(&**rule, snapshot.text_range(given.range)), (&**rule, bytes)])
            }
            _ => None,
        }
    });
    let named: Vec<_> = named.flatten().collect();
    (!named.is_empty()).then_some(named)
}

/// Whether the client tells a preferred action from others.
fn prefers(session: &Session) -> bool {
    let action = session.client.text_document.as_ref().and_then(|document| document.code_action.as_ref());
    action.and_then(|action| action.is_preferred_support).unwrap_or(false)
}

/// Of the quick fixes of each finding the first one, but none that only silences it.
fn best(actions: Vec<Action>) -> Vec<Action> {
    let mut known = Vec::new();
    let first = |action: &Action| {
        let Some(finding) = action.finding.filter(|_| action.kind == ActionKind::QuickFix) else { return true };
        let new = !known.contains(&finding);
        known.push(finding);
        new
    };
    actions.into_iter().filter(|action| !action.allows).filter(first).collect()
}

/// Whether `own` is `asked` or a kind of it.
fn is_kind_of(own: &str, asked: &str) -> bool {
    own.strip_prefix(asked).is_some_and(|rest| asked.is_empty() || rest.is_empty() || rest.starts_with('.'))
}

fn shown(snapshot: &Snapshot, action: Action, params: &CodeActionParams, later: bool) -> ls_types::CodeAction {
    let about = action.finding.map(|(rule, range)| (NumberOrString::String(rule.to_owned()), snapshot.range(range)));
    let findings = about.map(|(code, range)| {
        let given = params.context.diagnostics.iter();
        given.filter(|given| given.code.as_ref() == Some(&code) && given.range == range).cloned().collect::<Vec<_>>()
    });
    let (errand, edit) = match &action.work {
        Work::Done(parts) => (None, Some(snapshot.workspace_edit(parts))),
        Work::Later(errand) if later => (Some(ErrandData::from(*errand)), None),
        Work::Later(errand) => (None, Some(snapshot.workspace_edit(&snapshot.analysis.carry_out(*errand)))),
    };
    let version = snapshot.analysis.document().version();
    let data = later.then(|| Some(Chosen { uri: snapshot.uri()?, version, errand })).flatten();
    ls_types::CodeAction {
        title: action.title,
        kind: Some(kind(action.kind)),
        diagnostics: findings.filter(|findings| !findings.is_empty()),
        edit,
        is_preferred: (action.preferred && prefers(&snapshot.session)).then_some(true),
        data: data.and_then(|data| serde_json::to_value(data).ok()),
        ..ls_types::CodeAction::default()
    }
}
