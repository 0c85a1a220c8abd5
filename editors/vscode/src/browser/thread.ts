/** The server that is a worker of the browser. */

import * as vscode from "vscode";
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type LanguageClientOptions,
  type MessageTransports,
  State,
} from "vscode-languageclient/browser";
import { type Running, Server } from "../server";
import type { Start } from "./worker";

const { l10n } = vscode;

/** What the worker says; it ends when the worker fails, which the library does not know of. */
class Reader extends BrowserMessageReader {
  end(): void {
    this.fireClose();
  }
}

class WorkerClient extends LanguageClient {
  constructor(
    options: LanguageClientOptions,
    private readonly thread: Worker,
  ) {
    super("mubiao", "mubiao", options, thread);
  }

  protected override createMessageTransports(): Promise<MessageTransports> {
    const reader = new Reader(this.thread);
    this.thread.addEventListener("error", () => reader.end());
    return Promise.resolve({ reader, writer: new BrowserMessageWriter(this.thread) });
  }
}

export class Thread extends Server {
  protected schemes(): string[] {
    const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme);
    return [...new Set(["file", "untitled", "vscode-remote", "vscode-vfs", "tmp", ...folders])];
  }

  protected async begin(options: LanguageClientOptions): Promise<Running | undefined> {
    const dist = vscode.Uri.joinPath(this.context.extensionUri, "dist", "browser");
    let wasm: Uint8Array;
    try {
      wasm = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(dist, "server.wasm"));
    } catch (error) {
      this.log.error(String(error));
      this.tell(
        l10n.t(
          "The server that checks sheets in a browser could not be loaded: please install this extension again, from the package for the web.",
        ),
        "restart",
      );
      return undefined;
    }
    const thread = new Worker(vscode.Uri.joinPath(dist, "worker.js").toString(true));
    thread.addEventListener("error", (event) => {
      this.log.error(`the worker ended: ${event.message}`);
      thread.terminate();
    });
    const start: Start = { wasm, lang: vscode.env.language.startsWith("zh") ? "zh" : "en" };
    thread.postMessage(start);
    const client = new WorkerClient(options, thread);
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Stopped) thread.terminate();
    });
    return { client, end: () => thread.terminate() };
  }

  protected endedTooOften(): string {
    return l10n.t(
      "The mubiao server ended five times within three minutes and is not started again. The log may say why; restart it.",
    );
  }
}
