//! The columns of the row at the cursor.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{Request as _, SignatureHelpRequest};
use tower_lsp::ls_types::{
    self, Documentation, ParameterInformation, ParameterLabel, ServerCapabilities, SignatureHelpOptions,
    SignatureHelpParams, SignatureInformation,
};

use super::super::session::Session;
use super::super::snapshot::Snapshot;
use super::DocumentRequest;
use crate::ide;

/// `textDocument/signatureHelp`.
pub(in crate::lsp) struct SignatureHelp;

impl DocumentRequest for SignatureHelp {
    const METHOD: &'static str = SignatureHelpRequest::METHOD;
    type Params = SignatureHelpParams;
    type Answer = Option<ls_types::SignatureHelp>;

    fn offer(capabilities: &mut ServerCapabilities, _session: &Session) {
        let tab = || Some(vec!["\t".to_owned()]);
        capabilities.signature_help_provider = Some(SignatureHelpOptions {
            trigger_characters: tab(),
            retrigger_characters: tab(),
            ..SignatureHelpOptions::default()
        });
    }

    fn answer(snapshot: &Snapshot, params: SignatureHelpParams) -> Result<Self::Answer> {
        let offset = snapshot.offset(params.text_document_position_params.position);
        let document = snapshot.session.client.text_document.as_ref();
        let signature = document.and_then(|document| document.signature_help.as_ref()?.signature_information.as_ref());
        let offsets = signature.and_then(|signature| signature.parameter_information.as_ref()?.label_offset_support);
        Ok(ide::signature_help(&snapshot.analysis, offset).map(|found| shown(&found, offsets == Some(true))))
    }
}

fn shown(found: &ide::Signature, offsets: bool) -> ls_types::SignatureHelp {
    let label = &found.label;
    let units = |byte: u32| label[..byte as usize].encode_utf16().count() as u32;
    let column = |column: &ide::SignatureColumn| ParameterInformation {
        label: if offsets {
            ParameterLabel::LabelOffsets([units(column.range.start), units(column.range.end)])
        } else {
            ParameterLabel::Simple(label[column.range.usize()].to_owned())
        },
        documentation: Some(Documentation::String(column.expected.clone())),
    };
    // Beyond all columns nothing is marked: a client would mark the first column where none is named.
    let active = found.active.map(|active| active as u32);
    let signature = SignatureInformation {
        label: label.clone(),
        documentation: None,
        parameters: active.map(|_| found.columns.iter().map(column).collect()),
        active_parameter: active,
    };
    ls_types::SignatureHelp { signatures: vec![signature], active_signature: Some(0), active_parameter: active }
}
