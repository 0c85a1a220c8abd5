/** What an editor of sheets needs of the server alone, wherever it runs. */

import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient";
import { Alignment, ColumnName, moveColumn } from "./columns";
import { fixAll, format, insertStandardIndicators, nextEmpty, nextFinding } from "./commands";
import { Encoding } from "./encoding";
import { BegunCells } from "./keys";
import { withCommand } from "./lenses";
import { offered } from "./offers";
import { Parents } from "./parents";
import { registerPaste } from "./paste";
import { Patience } from "./patience";
import { Preview } from "./preview";
import { rowAction, Strays } from "./rowCommands";
import type { Server } from "./server";
import { Snippets } from "./snippets";
import { Totals } from "./totals";

/** Registers a command of ours. */
export const register = (name: string, run: (...given: never[]) => unknown) =>
  vscode.commands.registerCommand(`mubiao.${name}`, run);

/** What the editor was given. */
export interface Features<S extends Server> {
  server: S;
  alignment: Alignment;
  preview: Preview;
}

/** Gives the editor all of it, with the server that `make` makes, which is not started. */
export function registerFeatures<S extends Server>(
  context: vscode.ExtensionContext,
  make: (middleware: Middleware) => S,
): Features<S> {
  const parents = new Parents();
  const alignment = new Alignment(parents);
  const patience = new Patience();
  const server = make({
    ...patience.middleware,
    provideCodeActions: async (document, range, context, token, next) =>
      offered(document, (await next(document, range, context, token)) ?? []),
    provideInlayHints: async (document, range, token, next) => {
      const hints = await next(document, range, token);
      return hints && alignment.enabled ? parents.take(document, range, hints) : hints;
    },
    resolveCodeLens: async (lens, token, next) => withCommand(await next(lens, token), lens),
  });
  const totals = new Totals(server);
  const preview = new Preview(server, context.extensionUri);
  context.subscriptions.push(
    patience,
    parents,
    alignment,
    alignment.onToggled(() => server.refreshHints()),
    server.onChanged(() => parents.forget()),
    alignment.onMoved((document) => server.refreshColours(document)),
    totals,
    new ColumnName(),
    preview,
    new BegunCells(),
    new Encoding(),
    new Strays(),
    registerPaste(),
    vscode.languages.registerCompletionItemProvider({ language: "mubiao" }, new Snippets()),
    register("fixAll", () => fixAll(server)),
    register("format", format),
    register("insertStandardIndicators", (at?: unknown) => insertStandardIndicators(server, at)),
    register("nextFinding", nextFinding),
    register("nextEmpty", nextEmpty),
    register("showTotals", () => totals.list()),
    register("toggleAlignment", () => alignment.toggle()),
    register("nextColumn", () => moveColumn(1)),
    register("previousColumn", () => moveColumn(-1)),
    register("insertRowBelow", () => rowAction("insertBelow")),
    register("insertRowAbove", () => rowAction("insertAbove")),
    register("deleteRows", () => rowAction("delete")),
    register("moveRowsUp", () => rowAction("moveUp")),
    register("moveRowsDown", () => rowAction("moveDown")),
    register("duplicateRows", () => rowAction("duplicate")),
    register("restartServer", () => server.restart()),
    register("openPreview", () => preview.open()),
    register("showLog", () => server.log.show()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => server.restart()),
  );
  return { server, alignment, preview };
}
