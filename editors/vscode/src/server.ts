/** The server: chosen, started, watched, stopped. */

import { execFile } from "node:child_process";
import { statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  InlayHintRequest,
  LanguageClient,
  type Middleware,
  State,
  Trace,
} from "vscode-languageclient/node";
import { chooseServer, fits, RestartLimit, readVersion } from "./choice";

const { l10n } = vscode;

/** The language client and what it takes to keep one running. */
export class Server implements vscode.Disposable {
  readonly log = vscode.window.createOutputChannel("mubiao", { log: true });
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when the server has started or stopped. */
  readonly onChanged = this.changed.event;
  private readonly limit = new RestartLimit();
  private client: LanguageClient | undefined;
  private turn: Promise<void> = Promise.resolve();
  /** What the user was told last; empty while all is well. */
  problem = "";
  /** The program that serves, once it was found and fits. */
  path: string | undefined;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly middleware: Middleware,
  ) {}

  /** The running client. */
  get running(): LanguageClient | undefined {
    return this.client?.state === State.Running ? this.client : undefined;
  }

  /** Stops the server, if there is one, and starts the one that the settings ask for. */
  restart(): Promise<void> {
    this.limit.reset();
    this.turn = this.turn.then(
      () => this.again(),
      () => this.again(),
    );
    return this.turn;
  }

  /** Has the hints between the texts asked for anew. */
  refreshHints(): void {
    const feature = this.running?.getFeature(InlayHintRequest.method);
    for (const document of vscode.workspace.textDocuments) feature?.getProvider(document)?.onDidChangeInlayHints.fire();
  }

  private async again(): Promise<void> {
    await this.stop();
    try {
      await this.start();
    } catch (error) {
      this.tell(l10n.t("The mubiao server did not start: {0}", String(error instanceof Error ? error.message : error)));
    }
    this.changed.fire();
  }

  private async start(): Promise<void> {
    this.problem = "";
    this.path = undefined;
    const name = process.platform === "win32" ? "mubiao.exe" : "mubiao";
    const choice = chooseServer({
      setting: vscode.workspace.getConfiguration("mubiao").get("server.path", ""),
      trusted: vscode.workspace.isTrusted,
      bundled: this.context.asAbsolutePath(join("server", name)),
      home: homedir(),
      folder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
      path: process.env["PATH"] ?? "",
      delimiter,
      windows: process.platform === "win32",
      isFile: (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false,
    });
    if (choice.kind === "missing-setting") {
      this.tell(
        l10n.t(
          "The setting mubiao.server.path names {0}, which is no file. Correct it, or leave it empty to use the bundled server.",
          choice.path,
        ),
        "settings",
      );
      return;
    }
    if (choice.kind === "none") {
      this.tell(
        l10n.t(
          "No mubiao server was found: this extension has none for this platform, and there is none on PATH. Install it with “cargo install mubiao”, or set mubiao.server.path.",
        ),
        "settings",
      );
      return;
    }
    const own: string = this.context.extension.packageJSON.version;
    const version = await versionOf(choice.path);
    if (version === undefined) {
      this.tell(
        l10n.t("{0} is not the program mubiao, or cannot be run. Correct the setting mubiao.server.path.", choice.path),
        "settings",
      );
      return;
    }
    if (!fits(version, own)) {
      this.tell(
        l10n.t(
          "{0} is mubiao {1}, and this extension needs {2}. Update the one that is older, or leave mubiao.server.path empty to use the bundled server.",
          choice.path,
          version,
          own,
        ),
        "settings",
      );
      return;
    }
    this.log.info(`${choice.path} (${choice.from}), mubiao ${version}`);
    this.path = choice.path;
    const run = { command: choice.path, args: ["lsp"] };
    const client = new LanguageClient(
      "mubiao",
      "mubiao",
      { run, debug: run },
      {
        documentSelector: [{ language: "mubiao" }],
        outputChannel: this.log,
        middleware: this.middleware,
        synchronize: { configurationSection: "mubiao" },
        errorHandler: { error: () => ({ action: ErrorAction.Continue, handled: true }), closed: () => this.died() },
      },
    );
    this.client = client;
    await client.start();
    await client.setTrace(Trace.fromString(vscode.workspace.getConfiguration("mubiao").get("server.trace", "off")));
    client.onDidChangeState(() => this.changed.fire());
  }

  private died(): { action: CloseAction; handled: boolean } {
    if (this.limit.mayRestart(Date.now())) {
      this.log.warn("the server ended; it is started again");
      return { action: CloseAction.Restart, handled: true };
    }
    this.tell(l10n.t("The mubiao server ended five times within three minutes and is not started again."), "restart");
    return { action: CloseAction.DoNotRestart, handled: true };
  }

  private tell(message: string, offer: "settings" | "restart" | undefined = undefined): void {
    this.problem = message;
    this.log.error(message);
    const settings = l10n.t("Open Settings");
    const again = l10n.t("Restart Server");
    const log = l10n.t("Show Log");
    const first = offer === "settings" ? [settings] : offer === "restart" ? [again] : [];
    void vscode.window.showErrorMessage(message, ...first, log).then((chosen) => {
      if (chosen === settings)
        void vscode.commands.executeCommand("workbench.action.openSettings", "mubiao.server.path");
      if (chosen === again) void this.restart();
      if (chosen === log) this.log.show();
    });
  }

  private async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    // A client that never came up cannot be stopped.
    if (client?.needsStop()) await client.stop().catch((error: unknown) => this.log.warn(String(error)));
    await client?.dispose().catch(() => undefined);
  }

  async dispose(): Promise<void> {
    await this.turn.catch(() => undefined);
    await this.stop();
    this.changed.dispose();
    this.log.dispose();
  }
}

/** The version of the program at `path`; `undefined` when it is not mubiao or does not run. */
function versionOf(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(path, ["--version"], { timeout: 10_000 }, (_, output) => resolve(readVersion(String(output ?? ""))));
  });
}
