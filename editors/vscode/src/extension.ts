/** The extension: starts the server and offers what an editor of sheets needs. */

import * as vscode from "vscode";
import { Alignment, ColumnName, moveColumn } from "./columns";
import { Parents } from "./parents";
import { Server } from "./server";
import { newSheet } from "./sheet";
import { Totals } from "./totals";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<{ server: Server; alignment: Alignment }> {
  const parents = new Parents();
  const alignment = new Alignment(parents);
  const started = new Server(context, {
    provideInlayHints: async (document, range, token, next) => {
      const hints = await next(document, range, token);
      return hints && alignment.enabled ? parents.take(document, range, hints) : hints;
    },
  });
  server = started;
  const totals = new Totals(started);
  const register = (name: string, run: () => unknown) => vscode.commands.registerCommand(`mubiao.${name}`, run);
  context.subscriptions.push(
    parents,
    alignment,
    alignment.onToggled(() => started.refreshHints()),
    totals,
    new ColumnName(),
    register("fixAll", () => codeAction("source.fixAll.mubiao")),
    register("format", () => vscode.commands.executeCommand("editor.action.formatDocument")),
    register("insertStandardIndicators", () => codeAction("source.insertStandardIndicators.mubiao")),
    register("newSheet", () => newSheet(started)),
    register("nextFinding", () => vscode.commands.executeCommand("editor.action.marker.next")),
    register("showTotals", () => totals.list()),
    register("toggleAlignment", () => alignment.toggle()),
    register("nextColumn", () => moveColumn(1)),
    register("previousColumn", () => moveColumn(-1)),
    register("restartServer", () => started.restart()),
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

/** Applies the one action of that kind to the whole file. */
function codeAction(kind: string): Thenable<unknown> {
  return vscode.commands.executeCommand("editor.action.sourceAction", { kind, apply: "first" });
}
