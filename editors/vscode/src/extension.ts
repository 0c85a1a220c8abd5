/** The extension: starts the server and offers what an editor of sheets needs. */

import * as vscode from "vscode";
import { Alignment, ColumnName, moveColumn } from "./columns";
import { fixAll, format, insertStandardIndicators, nextEmpty, nextFinding } from "./commands";
import { exportBook, printBook } from "./convert";
import { Encoding } from "./encoding";
import { draftForm, type GivenForm } from "./form";
import { importFiles } from "./importing";
import { compareWithLast, newFromLast } from "./lastYear";
import { withCommand } from "./lenses";
import { offered } from "./offers";
import { Overview } from "./overview";
import { Parents } from "./parents";
import { registerPaste } from "./paste";
import { Patience } from "./patience";
import { Preview } from "./preview";
import { Reports } from "./reports";
import { rowAction, Strays } from "./rowCommands";
import { Server } from "./server";
import { type Given, newSheet } from "./sheet";
import { Snippets } from "./snippets";
import { Totals } from "./totals";
import { Ways } from "./ways";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<{ server: Server; alignment: Alignment }> {
  const parents = new Parents();
  const alignment = new Alignment(parents);
  const patience = new Patience();
  const started = new Server(context, {
    ...patience.middleware,
    provideCodeActions: async (document, range, context, token, next) =>
      offered(document, (await next(document, range, context, token)) ?? []),
    provideInlayHints: async (document, range, token, next) => {
      const hints = await next(document, range, token);
      return hints && alignment.enabled ? parents.take(document, range, hints) : hints;
    },
    resolveCodeLens: async (lens, token, next) => withCommand(await next(lens, token), lens),
  });
  server = started;
  const totals = new Totals(started);
  const preview = new Preview(started, context.extensionUri);
  const reports = new Reports();
  const overview = new Overview(started, reports);
  const register = (name: string, run: (...given: never[]) => unknown) =>
    vscode.commands.registerCommand(`mubiao.${name}`, run);
  context.subscriptions.push(
    patience,
    parents,
    alignment,
    alignment.onToggled(() => started.refreshHints()),
    started.onChanged(() => parents.forget()),
    alignment.onMoved((document) => started.refreshColours(document)),
    totals,
    new ColumnName(),
    preview,
    reports,
    overview,
    new Ways(),
    new Encoding(),
    new Strays(),
    registerPaste(),
    vscode.languages.registerCompletionItemProvider({ language: "mubiao" }, new Snippets()),
    register("fixAll", () => fixAll(started)),
    register("format", format),
    register("insertStandardIndicators", (at?: unknown) => insertStandardIndicators(started, at)),
    register("newSheet", (given?: Given) => newSheet(started, given)),
    register("newFromLast", (uri?: unknown) => newFromLast(started, uri)),
    register("compareWithLast", (uri?: unknown, last?: unknown) => compareWithLast(started, reports, uri, last)),
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
    register("check", () => overview.check()),
    register("refreshOverview", () => overview.refresh()),
    register("restartServer", () => started.restart()),
    register("openPreview", () => preview.open()),
    register("export", (uri?: unknown) => exportBook(started, uri ?? preview.source)),
    register("print", (uri?: unknown) => printBook(started, uri ?? preview.source)),
    register("import", (uri?: unknown, selected?: unknown) => importFiles(started, reports, uri, selected)),
    register("draftForm", (uri?: unknown, given?: GivenForm) => draftForm(started, uri, given)),
    register("showLog", () => started.log.show()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => started.restart()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("mubiao.server")) void started.restart();
    }),
  );
  await started.restart();
  return { server: started, alignment };
}

export async function deactivate(): Promise<void> {
  await server?.dispose();
  server = undefined;
}
