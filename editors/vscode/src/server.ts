/** The server: chosen, started, watched, stopped. */

import { type ChildProcess, execFile, spawn } from "node:child_process";
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
  RevealOutputChannelOn,
  SemanticTokensRegistrationType,
  State,
} from "vscode-languageclient/node";
import { chooseServer, fits, RestartLimit, readVersion } from "./choice";
import { showError } from "./notify";

const { l10n } = vscode;

/** A server that has not unanswered back by then counts as dead, in milliseconds. */
const PATIENCE = 30_000;

/** A client that writes down what fails. What has to be told is told by [`Server`], in words that help. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** The language client and what it takes to keep one running. */
export class Server implements vscode.Disposable {
  readonly log = vscode.window.createOutputChannel("mubiao", { log: true });
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when the server has started or stopped, or did not start. */
  readonly onChanged = this.changed.event;
  private readonly limit = new RestartLimit();
  private client: LanguageClient | undefined;
  /** The process of a server that has not unanswered back yet. */
  private unanswered: ChildProcess | undefined;
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
    // One that never answers would keep the next one waiting.
    this.unanswered?.kill();
    return this.again();
  }

  private again(): Promise<void> {
    this.turn = this.turn.then(async () => {
      await this.stop();
      this.problem = "";
      this.path = await this.choose();
      if (this.path !== undefined) await this.start(this.path);
      this.changed.fire();
    });
    return this.turn;
  }

  /** Has the hints between the texts asked for anew. */
  refreshHints(): void {
    const feature = this.running?.getFeature(InlayHintRequest.method);
    for (const document of vscode.workspace.textDocuments) feature?.getProvider(document)?.onDidChangeInlayHints.fire();
  }

  /** Has a text coloured anew: the editor draws rows that stay above what was scrolled away again then, and not before. */
  refreshColours(document: vscode.TextDocument): void {
    const feature = this.running?.getFeature(SemanticTokensRegistrationType.method);
    feature?.getProvider(document)?.onDidChangeSemanticTokensEmitter.fire();
  }

  /** The program to start; without one the user is told why, and what to do. */
  private async choose(): Promise<string | undefined> {
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
      return undefined;
    }
    if (choice.kind === "none") {
      this.tell(
        l10n.t(
          "The program mubiao that checks sheets is missing: please install this extension again, from the package for this computer. Whoever has the program elsewhere names it in the setting mubiao.server.path.",
        ),
        "settings",
      );
      return undefined;
    }
    const own: string = this.context.extension.packageJSON.version;
    const version = await versionOf(choice.path);
    if (version !== undefined && fits(version, own)) {
      this.log.info(`${choice.path} (${choice.from}), mubiao ${version}`);
      return choice.path;
    }
    const wrong =
      version === undefined
        ? l10n.t("{0} is not the program mubiao, or cannot be run.", choice.path)
        : l10n.t("{0} is mubiao {1}, and this extension needs {2}.", choice.path, version, own);
    const cure =
      choice.from === "setting"
        ? l10n.t("Correct the setting mubiao.server.path, or leave it empty to use the bundled server.")
        : l10n.t("Install the server of this version, or let the setting mubiao.server.path name it.");
    this.tell(wrong + (vscode.env.language.startsWith("zh") ? "" : " ") + cure, "settings");
    return undefined;
  }

  private async start(path: string): Promise<void> {
    let process: ChildProcess | undefined;
    let dead = false;
    const died = (client: LanguageClient) => {
      if (dead || this.client !== client) return;
      dead = true;
      this.client = undefined;
      this.died();
    };
    const client: LanguageClient = new QuietClient(
      "mubiao",
      "mubiao",
      async () => {
        process = spawn(path, ["lsp"], { windowsHide: true });
        process.once("error", (error) => this.log.error(`${path}: ${error.message}`));
        process.once("exit", (code, signal) => this.log.info(`${path} ended: ${signal ?? code}`));
        this.unanswered = process;
        return process;
      },
      {
        // What a comparison shows of a book, and what it was in a commit, is not found fault with once more.
        documentSelector: [
          { language: "mubiao", scheme: "file" },
          { language: "mubiao", scheme: "untitled" },
        ],
        outputChannel: this.log,
        middleware: this.middleware,
        // What a request failed of stands in the log; nobody who fills in a sheet can mend it.
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        // In a workspace that is not trusted the server reads no configuration from outside of it.
        initializationOptions: () => ({ trusted: vscode.workspace.isTrusted }),
        synchronize: { configurationSection: "mubiao" },
        initializationFailedHandler: () => false,
        errorHandler: {
          error: () => ({ action: ErrorAction.Continue, handled: true }),
          // Another client takes over: this one may have died before it was up, and cannot start again then.
          closed: () => {
            died(client);
            return { action: CloseAction.DoNotRestart, handled: true };
          },
        },
      },
    );
    this.client = client;
    const timer = setTimeout(() => process?.kill(), PATIENCE);
    try {
      await client.start();
      client.onDidChangeState(() => this.changed.fire());
    } catch (error) {
      this.log.error(error instanceof Error ? error : String(error));
      process?.kill();
      died(client);
    } finally {
      clearTimeout(timer);
      this.unanswered = undefined;
    }
  }

  private died(): void {
    if (this.limit.mayRestart(Date.now())) {
      this.log.warn("the server ended; it is started again");
      void this.again();
      return;
    }
    this.tell(
      l10n.t(
        "The mubiao server ended five times within three minutes and is not started again. The log may say why; restart it, or choose another with the setting mubiao.server.path.",
      ),
      "restart",
    );
    this.changed.fire();
  }

  private tell(message: string, offer: "settings" | "restart"): void {
    this.problem = message;
    this.log.error(message);
    const first = offer === "settings" ? l10n.t("Open Settings") : l10n.t("Restart Server");
    const log = l10n.t("Show Log");
    void showError(message, first, log).then((chosen) => {
      if (chosen === log) this.log.show();
      else if (chosen === first && offer === "restart") void this.restart();
      else if (chosen === first)
        void vscode.commands.executeCommand("workbench.action.openSettings", "mubiao.server.path");
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
    this.unanswered?.kill();
    await this.turn;
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
