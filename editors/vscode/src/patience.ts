/** What costs a whole book, such as its outline, is asked for in a long one only when nobody types. */

import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient/node";

/** From so many rows on a book is long. */
const LONG = 20_000;
/** So long it has to be left alone, in milliseconds; findings are there by then. */
const PAUSE = 1500;

/** Documents, and when each changed last. */
export class Patience implements vscode.Disposable {
  private readonly changes = new WeakMap<vscode.TextDocument, number>();
  private readonly subscription = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length > 0) this.changes.set(document, Date.now());
  });

  /** Waits until a long book is left alone; `false` when nobody waits for the answer any more. */
  private async rest(document: vscode.TextDocument, token: vscode.CancellationToken): Promise<boolean> {
    if (document.lineCount < LONG) return true;
    for (;;) {
      if (token.isCancellationRequested) return false;
      const left = (this.changes.get(document) ?? 0) + PAUSE - Date.now();
      if (left <= 0) return true;
      await new Promise((done) => setTimeout(done, left));
    }
  }

  /** Puts off what costs a whole book. */
  readonly middleware: Middleware = {
    provideDocumentSymbols: async (document, token, next) =>
      (await this.rest(document, token)) ? next(document, token) : undefined,
    provideFoldingRanges: async (document, context, token, next) =>
      (await this.rest(document, token)) ? next(document, context, token) : undefined,
    provideCodeLenses: async (document, token, next) =>
      (await this.rest(document, token)) ? next(document, token) : undefined,
    // What is in view is coloured by itself until the whole is.
    provideDocumentSemanticTokens: (document, token, next) =>
      document.lineCount < LONG ? next(document, token) : undefined,
    provideDocumentSemanticTokensEdits: (document, previous, token, next) =>
      document.lineCount < LONG ? next(document, previous, token) : undefined,
  };

  dispose(): void {
    this.subscription.dispose();
  }
}
