//! The server as the framework sees it: each method of the protocol, and what answers it.

use std::sync::Arc;

use tower_lsp::LanguageServer;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::{
    CodeAction, CodeActionOrCommand, CodeActionParams, CodeActionResponse, CodeLens, CodeLensParams, CompletionItem,
    CompletionParams, CompletionResponse, DocumentDiagnosticParams, DocumentDiagnosticReport,
    DocumentDiagnosticReportResult, DocumentFormattingParams, DocumentHighlight, DocumentHighlightParams,
    DocumentOnTypeFormattingParams, DocumentRangeFormattingParams, DocumentSymbolParams, DocumentSymbolResponse,
    FoldingRange, FoldingRangeParams, GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverParams,
    InitializeParams, InitializeResult, InitializedParams, InlayHint, InlayHintParams, Location, PrepareRenameResponse,
    ReferenceParams, RelatedFullDocumentDiagnosticReport, RenameParams, SelectionRange, SelectionRangeParams,
    SemanticTokensDeltaParams, SemanticTokensFullDeltaResult, SemanticTokensParams, SemanticTokensRangeParams,
    SemanticTokensRangeResult, SemanticTokensResult, SignatureHelp, SignatureHelpParams, TextDocumentPositionParams,
    TextEdit, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport, WorkspaceDiagnosticReportResult, WorkspaceEdit,
    WorkspaceSymbolParams, WorkspaceSymbolResponse,
};

use super::client::By;
use super::pool::Line;
use super::requests::{
    Asked, DocumentRequest, WorkspaceRequest, code_action, code_action_resolve, code_lens, code_lens_resolve,
    completion, completion_resolve, definition, diagnostic, document_highlight, document_symbol, folding_range, form,
    formatting, hover, inlay_hint, on_type_formatting, prepare_rename, range_formatting, references, rename,
    selection_range, semantic_tokens_delta, semantic_tokens_full, semantic_tokens_range, signature_help, totals,
    workspace_diagnostic, workspace_symbol,
};
use super::session::Session;
use super::state::{Phase, Server};
use super::{capabilities, notices, publish, scan, watch};
use crate::diagnostic::say;

/// What the framework calls.
#[derive(Debug)]
pub(super) struct Backend {
    pub(super) server: Arc<Server>,
}

impl Backend {
    /// The answer to a question about one document, as it stood when the question came.
    async fn document<R: DocumentRequest>(&self, params: R::Params) -> Result<R::Answer> {
        self.work::<R, _>(params, |answer, _| answer).await
    }

    /// The same as JSON, which goes to the client as it is.
    async fn document_json<R: DocumentRequest>(&self, params: R::Params) -> Result<()> {
        let (asked, server) = (Asked::current(), self.server.clone());
        self.work::<R, _>(params, move |answer, by| asked.answer(&server.client, R::json(answer), by)).await?
    }

    /// The answer to a question about one document, and what becomes of it where it is made.
    async fn work<R: DocumentRequest, T: Send + 'static>(
        &self,
        params: R::Params,
        then: impl FnOnce(R::Answer, By) -> T + Send + 'static,
    ) -> Result<T> {
        let asked = Asked::current();
        let Some(snapshot) = asked.document.clone() else {
            let lang = self.server.session().map_or(self.server.lang, |session| session.lang);
            let uri = &asked.uri;
            let answer = R::absent(&self.server, &params);
            let answer = answer.map(|answer| then(answer, By::Task));
            return answer.ok_or_else(|| {
                Error::invalid_params(say!(lang, "“{uri}”没有打开，请先打开", "“{uri}” is not open; open it first"))
            });
        };
        let stale = snapshot.session.retries(R::METHOD).then(|| self.server.clone());
        let work = move || {
            // The client asks again, and what it makes of this answer is wrong by now.
            if stale.is_some_and(|server| server.is_stale(&snapshot)) {
                return Err(Error::new(ErrorCode::ContentModified));
            }
            R::answer(&snapshot, params).map(|answer| then(answer, By::Thread))
        };
        let answer = self.server.pool.run(R::LINE, work).await?;
        self.server.spread();
        answer
    }

    /// The answer to a question about no document, or about all, and what becomes of it where it is made.
    async fn workspace<R: WorkspaceRequest, T: Send + 'static>(
        &self,
        params: R::Params,
        then: impl FnOnce(R::Answer) -> T + Send + 'static,
    ) -> Result<T> {
        let (asked, server) = (Asked::current(), self.server.clone());
        let work = move || R::answer(&server, &asked, params).map(then);
        let answer = self.server.pool.run(Line::Whole, work).await?;
        self.server.spread();
        answer
    }

    /// An item as the client gave it back, with what was left for later.
    async fn resolve<R: DocumentRequest>(&self) -> Result<()>
    where
        R::Params: serde::de::DeserializeOwned,
    {
        let given = Asked::current().given.clone();
        let params = serde_json::from_value(given).map_err(|error| Error::invalid_params(error.to_string()))?;
        self.document_json::<R>(params).await
    }

    pub(super) async fn totals(&self, params: totals::TotalsParams) -> Result<()> {
        self.document_json::<totals::Totals>(params).await
    }

    pub(super) async fn form(&self, params: form::FormParams) -> Result<()> {
        self.document_json::<form::Form>(params).await
    }

    #[cfg(test)]
    pub(super) async fn faulty(&self, params: tower_lsp::ls_types::TextDocumentIdentifier) -> Result<()> {
        self.document::<super::requests::tests::Faulty>(params).await
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let server = &self.server;
        let session = Session::new(&params, server.lang);
        let greeting = capabilities::of(&session);
        if server.begin(session) {
            server.folders.begin(&params);
            server.speak();
            if let Some(options) = &params.initialization_options {
                server.begin_with(options);
            }
            let (publisher, index) = (server.clone(), server.clone());
            server.runtime.spawn_thread(move || publish::run(&publisher));
            server.runtime.spawn_thread(move || scan::run(&index));
            if let Some(process) = params.process_id.filter(|_| server.runtime.has_timers()) {
                server.runtime.spawn(watch::watch(process, server.gone.clone()));
            }
        }
        Ok(greeting)
    }

    async fn initialized(&self, _: InitializedParams) {
        notices::ready(&self.server);
    }

    async fn shutdown(&self) -> Result<()> {
        self.server.set_phase(Phase::Ending);
        Ok(())
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        Ok(Some(CompletionResponse::List(self.document::<completion::Completion>(params).await?)))
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        self.resolve::<completion_resolve::CompletionResolve>().await?;
        Ok(item)
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        self.document::<hover::Hover>(params).await
    }

    async fn signature_help(&self, params: SignatureHelpParams) -> Result<Option<SignatureHelp>> {
        self.document::<signature_help::SignatureHelp>(params).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let actions = self.document::<code_action::CodeAction>(params).await?;
        Ok(Some(actions.into_iter().map(CodeActionOrCommand::CodeAction).collect()))
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        self.resolve::<code_action_resolve::CodeActionResolve>().await?;
        Ok(action)
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        self.document_json::<code_lens::CodeLens>(params).await?;
        Ok(None)
    }

    async fn code_lens_resolve(&self, lens: CodeLens) -> Result<CodeLens> {
        self.resolve::<code_lens_resolve::CodeLensResolve>().await?;
        Ok(lens)
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        Ok(Some(GotoDefinitionResponse::Array(self.document::<definition::Definition>(params).await?)))
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        self.workspace::<references::References, _>(params, Some).await
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        self.document::<document_highlight::DocumentHighlight>(params).await.map(Some)
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        self.document_json::<document_symbol::DocumentSymbol>(params).await?;
        Ok(None)
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        let symbols = self.workspace::<workspace_symbol::WorkspaceSymbol, _>(params, |symbols| symbols).await?;
        Ok(Some(WorkspaceSymbolResponse::Nested(symbols)))
    }

    async fn prepare_rename(&self, params: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        self.document::<prepare_rename::PrepareRename>(params).await.map(Some)
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        self.document::<rename::Rename>(params).await.map(Some)
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.document::<formatting::DocumentFormatting>(params).await.map(Some)
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.document::<range_formatting::DocumentRangeFormatting>(params).await.map(Some)
    }

    async fn on_type_formatting(&self, params: DocumentOnTypeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.document::<on_type_formatting::DocumentOnTypeFormatting>(params).await.map(Some)
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        self.document::<inlay_hint::InlayHint>(params).await.map(Some)
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.document_json::<folding_range::FoldingRange>(params).await?;
        Ok(None)
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        self.document::<selection_range::SelectionRange>(params).await.map(Some)
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        self.document_json::<diagnostic::DocumentDiagnostic>(params).await?;
        let nothing = RelatedFullDocumentDiagnosticReport::default();
        Ok(DocumentDiagnosticReportResult::Report(DocumentDiagnosticReport::Full(nothing)))
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        let (asked, server) = (Asked::current(), self.server.clone());
        let answer = move |json| asked.answer(&server.client, Ok(json), By::Thread);
        self.workspace::<workspace_diagnostic::WorkspaceDiagnostic, _>(params, answer).await??;
        Ok(WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport::default()))
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        self.document_json::<semantic_tokens_full::SemanticTokensFull>(params).await?;
        Ok(None)
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        self.document_json::<semantic_tokens_delta::SemanticTokensDelta>(params).await?;
        Ok(None)
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        self.document_json::<semantic_tokens_range::SemanticTokensRange>(params).await?;
        Ok(None)
    }
}
