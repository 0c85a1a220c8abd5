//! The lines above each sheet.

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{CodeLensRequest, Request as _};
use tower_lsp::ls_types::{self, CodeLensOptions, CodeLensParams, ServerCapabilities, Uri};

use super::super::pool::Line;
use super::super::session::Session;
use super::super::snapshot::Snapshot;
use super::DocumentRequest;
use crate::ide::{self, LensKind};

/// `textDocument/codeLens`.
pub(in crate::lsp) struct CodeLens;

/// What a lens carries until it comes into view.
#[derive(Serialize, Deserialize)]
pub(in crate::lsp) struct Carried {
    /// The document that it stands in.
    pub(super) uri: Uri,
    /// Its sheet, by index.
    pub(super) sheet: usize,
    /// What it says.
    pub(super) says: Says,
}

/// What a lens says.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Says {
    Balance,
    Standards,
}

impl From<LensKind> for Says {
    fn from(kind: LensKind) -> Self {
        match kind {
            LensKind::Balance => Self::Balance,
            LensKind::Standards => Self::Standards,
        }
    }
}

impl From<Says> for LensKind {
    fn from(says: Says) -> Self {
        match says {
            Says::Balance => Self::Balance,
            Says::Standards => Self::Standards,
        }
    }
}

impl DocumentRequest for CodeLens {
    const METHOD: &'static str = CodeLensRequest::METHOD;
    const LINE: Line = Line::Whole;
    type Params = CodeLensParams;
    type Answer = Vec<ls_types::CodeLens>;

    fn offer(capabilities: &mut ServerCapabilities, _session: &Session) {
        capabilities.code_lens_provider = Some(CodeLensOptions { resolve_provider: Some(true) });
    }

    fn answer(snapshot: &Snapshot, _params: CodeLensParams) -> Result<Self::Answer> {
        let Some(uri) = snapshot.uri() else { return Ok(Vec::new()) };
        let shown = |lens: ide::CodeLens| {
            let data = Carried { uri: uri.clone(), sheet: lens.sheet, says: lens.kind.into() };
            let data = serde_json::to_value(data).ok();
            ls_types::CodeLens { range: snapshot.range(lens.range), command: None, data }
        };
        Ok(ide::code_lenses(&snapshot.analysis).into_iter().map(shown).collect())
    }
}
