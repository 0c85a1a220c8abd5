//! Edits of a document as a change of the workspace: for a version of it, and with questions to the reader where a person
//! decides.

use std::collections::HashMap;

use tower_lsp::ls_types::{
    AnnotatedTextEdit, ChangeAnnotation, DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier,
    TextDocumentEdit, TextEdit, WorkspaceEdit,
};

use super::session::Session;
use super::snapshot::Snapshot;
use crate::ide::code_action::Part;

impl Session {
    /// Whether an edit may say for which version of a document it is.
    fn takes_versions(&self) -> bool {
        let edit = self.client.workspace.as_ref().and_then(|workspace| workspace.workspace_edit.as_ref());
        edit.and_then(|edit| edit.document_changes).unwrap_or(false)
    }

    /// Whether the client asks its user before it makes changes that are marked.
    fn asks(&self) -> bool {
        let edit = self.client.workspace.as_ref().and_then(|workspace| workspace.workspace_edit.as_ref());
        let action = self.client.text_document.as_ref().and_then(|document| document.code_action.as_ref());
        self.takes_versions()
            && edit.is_some_and(|edit| edit.change_annotation_support.is_some())
            && action.and_then(|action| action.honors_change_annotations).unwrap_or(false)
    }
}

impl Snapshot {
    /// The change that `parts` come to. Its user is asked about the parts that he decides; where those are all, he has
    /// chosen them by the title and is not asked again. A client that cannot ask is given what needs no question.
    pub(super) fn workspace_edit(&self, parts: &[Part]) -> WorkspaceEdit {
        let Some(uri) = self.uri() else { return WorkspaceEdit::default() };
        if !self.session.takes_versions() {
            let edits = sorted(self.unasked(parts));
            return WorkspaceEdit { changes: Some(HashMap::from([(uri, edits)])), ..WorkspaceEdit::default() };
        }
        let mut annotations = HashMap::new();
        let edits: Vec<OneOf<TextEdit, AnnotatedTextEdit>> = if self.session.asks() {
            let mut edits = Vec::new();
            let chosen = chosen(parts);
            for (at, part) in parts.iter().enumerate() {
                let id = at.to_string();
                if part.confirm {
                    let annotation = ChangeAnnotation {
                        label: part.label.clone(),
                        needs_confirmation: Some(!chosen),
                        description: None,
                    };
                    annotations.insert(id.clone(), annotation);
                }
                edits.extend(self.edits(&part.edits).into_iter().map(|edit| (part.confirm.then(|| id.clone()), edit)));
            }
            edits.sort_by_key(|(_, edit)| (edit.range.start, edit.range.end));
            let annotated = |(id, edit): (Option<String>, TextEdit)| match id {
                Some(annotation_id) => OneOf::Right(AnnotatedTextEdit { text_edit: edit, annotation_id }),
                None => OneOf::Left(edit),
            };
            edits.into_iter().map(annotated).collect()
        } else {
            sorted(self.unasked(parts)).into_iter().map(OneOf::Left).collect()
        };
        let version = Some(self.analysis.document().version());
        let text_document = OptionalVersionedTextDocumentIdentifier { uri, version };
        WorkspaceEdit {
            document_changes: Some(DocumentChanges::Edits(vec![TextDocumentEdit { text_document, edits }])),
            change_annotations: (!annotations.is_empty()).then_some(annotations),
            ..WorkspaceEdit::default()
        }
    }

    fn unasked(&self, parts: &[Part]) -> Vec<TextEdit> {
        let chosen = chosen(parts);
        parts.iter().filter(|part| chosen || !part.confirm).flat_map(|part| self.edits(&part.edits)).collect()
    }
}

/// Whether a person decides all of it.
fn chosen(parts: &[Part]) -> bool {
    parts.iter().all(|part| part.confirm)
}

fn sorted(mut edits: Vec<TextEdit>) -> Vec<TextEdit> {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    edits
}
