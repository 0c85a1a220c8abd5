/** What costs a whole book, such as its outline, is asked for in a long one only when nobody types. */

import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient";

/** From so many rows on a book is long. */
const LONG = 20_000;
/** So long it has to be left alone, in milliseconds; findings are there by then. */
const PAUSE = 1500;

const isLong = (document: vscode.TextDocument) => document.lineCount >= LONG;

function later(): never {
  throw new vscode.CancellationError();
}

/** Documents, and when each changed last. */
export class Patience implements vscode.Disposable {
  private readonly changes = new WeakMap<vscode.TextDocument, number>();
  private readonly subscription = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length > 0) this.changes.set(document, Date.now());
  });

  /** Waits until a long book is left alone; `false` when nobody waits for the answer any more. */
  private async rest(document: vscode.TextDocument, token: vscode.CancellationToken): Promise<boolean> {
    if (!isLong(document)) return true;
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
    // What is in view is coloured by itself. No answer would mean that there is nothing more to colour; a failure that says
    // "canceled" means that the whole is to be had later.
    provideDocumentSemanticTokens: (document, token, next) => (isLong(document) ? later() : next(document, token)),
    provideDocumentSemanticTokensEdits: (document, previous, token, next) =>
      isLong(document) ? later() : next(document, previous, token),
  };

  dispose(): void {
    this.subscription.dispose();
  }
}
