/** The extension where programs run: the server is one, and so is what reads and writes files. */

import { stat } from "node:fs/promises";
import * as vscode from "vscode";
import type { Alignment } from "./columns";
import { exportBook, printBook } from "./convert";
import { register, registerFeatures } from "./features";
import { draftForm, type GivenForm } from "./form";
import { importFiles } from "./importing";
import { compareWithLast, newFromLast } from "./lastYear";
import { Overview } from "./overview";
import { Program } from "./program";
import { Reports } from "./reports";
import type { Server } from "./server";
import { type Given, newSheet } from "./sheet";
import { askDisk } from "./writable";

let running: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<{ server: Server; alignment: Alignment }> {
  askDisk(async (path) => ((await stat(path)).mode & 0o222) !== 0);
  const { server, alignment, preview } = registerFeatures(context, (middleware) => new Program(context, middleware));
  running = server;
  const reports = new Reports();
  const overview = new Overview(server, reports);
  context.subscriptions.push(
    reports,
    overview,
    register("newSheet", (given?: Given) => newSheet(server, given)),
    register("newFromLast", (uri?: unknown) => newFromLast(server, uri)),
    register("compareWithLast", (uri?: unknown, last?: unknown) => compareWithLast(server, reports, uri, last)),
    register("check", () => overview.check()),
    register("refreshOverview", () => overview.refresh()),
    register("export", (uri?: unknown) => exportBook(server, uri ?? preview.source)),
    register("print", (uri?: unknown) => printBook(server, uri ?? preview.source)),
    register("import", (uri?: unknown, selected?: unknown) => importFiles(server, reports, uri, selected)),
    register("draftForm", (uri?: unknown, given?: GivenForm) => draftForm(server, uri, given)),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("mubiao.server")) void server.restart();
    }),
  );
  await server.restart();
  return { server, alignment };
}

export async function deactivate(): Promise<void> {
  await running?.dispose();
  running = undefined;
}
