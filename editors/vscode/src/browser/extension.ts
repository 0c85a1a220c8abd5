/** The extension in a browser, where no program runs: the server runs in a worker, and knows the open documents alone. */

import * as vscode from "vscode";
import { register, registerFeatures } from "../features";
import { showInformation } from "../notify";
import type { Server } from "../server";
import ofTheProgram from "./ofTheProgram.json";
import { Thread } from "./thread";

const { l10n } = vscode;

let running: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<{ server: Server }> {
  const { server } = registerFeatures(context, (middleware) => new Thread(context, middleware));
  running = server;
  // The package for the web offers none of them; a button of the preview, or a key of the user's own, still may.
  context.subscriptions.push(...ofTheProgram.map((name) => register(name, refuse)));
  await server.restart();
  return { server };
}

function refuse(): void {
  void showInformation(
    l10n.t(
      "In a browser mubiao checks the files that are open, and does no more with files: to make, import, print or compare sheets, open the folder in VS Code on a computer, or use the page mubiao.html.",
    ),
  );
}

export async function deactivate(): Promise<void> {
  await running?.dispose();
  running = undefined;
}
