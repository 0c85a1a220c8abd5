/** The client of the server: started, watched, stopped, whatever the server runs in. */

import * as vscode from "vscode";
import {
  type BaseLanguageClient,
  CloseAction,
  ErrorAction,
  InlayHintRequest,
  type LanguageClientOptions,
  type Middleware,
  RevealOutputChannelOn,
  SemanticTokensRegistrationType,
  State,
} from "vscode-languageclient";
import { RestartLimit } from "./choice";
import { showError } from "./notify";

const { l10n } = vscode;

/** A server that has not unanswered back by then counts as dead, in milliseconds. */
const PATIENCE = 30_000;

/** A server that is to be spoken to. */
export interface Running {
  client: BaseLanguageClient;
  /** Ends what runs, whether it answers or not. */
  end(): void;
}

/** A client writes down what fails. What has to be told is told by [`Server`], in words that help. */
function quieted(client: BaseLanguageClient): BaseLanguageClient {
  const error = client.error.bind(client);
  client.error = (message, data) => error(message, data, false);
  return client;
}

/** The language client and what it takes to keep one running. */
export abstract class Server implements vscode.Disposable {
  readonly log = vscode.window.createOutputChannel("mubiao", { log: true });
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when the server has started or stopped, or did not start. */
  readonly onChanged = this.changed.event;
  private readonly limit = new RestartLimit();
  private current: Running | undefined;
  /** A server that has not unanswered back yet. */
  private unanswered: Running | undefined;
  private turn: Promise<void> = Promise.resolve();
  /** What the user was told last; empty while all is well. */
  problem = "";
  /** The program that serves, once it was found and fits; `undefined` as well where the server is no program. */
  path: string | undefined;

  constructor(
    protected readonly context: vscode.ExtensionContext,
    private readonly middleware: Middleware,
  ) {}

  /**
   * The schemes of the documents that are looked at. What a comparison shows of a book, and what it was in a commit, is not
   * found fault with once more.
   */
  protected abstract schemes(): string[];

  /** The server, and a client of these options that was not started; without a server the user is told why. */
  protected abstract begin(options: LanguageClientOptions): Promise<Running | undefined>;

  /** The running client. */
  get running(): BaseLanguageClient | undefined {
    const client = this.current?.client;
    return client?.state === State.Running ? client : undefined;
  }

  /** Stops the server, if there is one, and starts the one that the settings ask for. */
  restart(): Promise<void> {
    this.limit.reset();
    // One that never answers would keep the next one waiting.
    this.unanswered?.end();
    return this.again();
  }

  private again(): Promise<void> {
    this.turn = this.turn.then(async () => {
      await this.stop();
      this.problem = "";
      await this.start();
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

  private async start(): Promise<void> {
    let dead = false;
    const died = () => {
      if (dead || running === undefined || this.current !== running) return;
      dead = true;
      this.current = undefined;
      this.died();
    };
    const running = await this.begin({
      documentSelector: this.schemes().map((scheme) => ({ language: "mubiao", scheme })),
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
          died();
          return { action: CloseAction.DoNotRestart, handled: true };
        },
      },
    });
    if (running === undefined) return;
    const client = quieted(running.client);
    this.current = running;
    this.unanswered = running;
    const timer = setTimeout(() => running.end(), PATIENCE);
    try {
      await client.start();
      client.onDidChangeState(() => this.changed.fire());
    } catch (error) {
      this.log.error(error instanceof Error ? error : String(error));
      running.end();
      died();
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
    this.tell(this.endedTooOften(), "restart");
    this.changed.fire();
  }

  /** What the user is told of a server that is not started again. */
  protected abstract endedTooOften(): string;

  protected tell(message: string, offer: "settings" | "restart"): void {
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
    const running = this.current;
    this.current = undefined;
    if (running === undefined) return;
    // A client that never came up cannot be stopped.
    if (running.client.needsStop()) await running.client.stop().catch((error: unknown) => this.log.warn(String(error)));
    await running.client.dispose().catch(() => undefined);
  }

  async dispose(): Promise<void> {
    this.unanswered?.end();
    await this.turn;
    await this.stop();
    this.changed.dispose();
    this.log.dispose();
  }
}
