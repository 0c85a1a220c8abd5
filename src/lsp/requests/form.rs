//! A sheet as it is printed, for a preview beside its text: the form, what was found in each cell, its sums and shares.

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Position, Range, ServerCapabilities};

use super::super::session::Session;
use super::super::snapshot::Snapshot;
use super::DocumentRequest;
use crate::ide::{self, SheetForm, Which};

/// `mubiao/form`.
pub(in crate::lsp) struct Form;

/// The sheet that is asked about: that at `position`, or that of the index `sheet`; without either the first one.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::lsp) struct FormParams {
    position: Option<Position>,
    sheet: Option<usize>,
}

/// A sheet of a document as it stood when it was asked for.
#[derive(Serialize)]
pub(in crate::lsp) struct FormAnswer {
    /// The version that the client gave the text last.
    version: i32,
    /// How many sheets the book has.
    sheets: usize,
    form: Option<SheetForm<Range>>,
    /// Why there is no form, and what to do about it.
    message: Option<String>,
}

impl DocumentRequest for Form {
    const METHOD: &'static str = "mubiao/form";
    type Params = FormParams;
    type Answer = FormAnswer;

    fn offer(capabilities: &mut ServerCapabilities, _session: &Session) {
        let own = capabilities.experimental.get_or_insert_with(|| serde_json::json!({}));
        own["form"] = true.into();
    }

    fn answer(snapshot: &Snapshot, params: FormParams) -> Result<Self::Answer> {
        let which = match (params.sheet, params.position) {
            (None, Some(position)) => Which::At(snapshot.offset(position)),
            (sheet, _) => Which::Nth(sheet.unwrap_or(0)),
        };
        let (form, message) = match ide::printed(&snapshot.analysis, which) {
            Ok(printed) => (Some(SheetForm::new(printed, |bytes| snapshot.range(bytes))), None),
            Err(message) => (None, Some(message)),
        };
        let version = snapshot.analysis.document().version();
        Ok(FormAnswer { version, sheets: ide::sheet_count(&snapshot.analysis), form, message })
    }
}
