/** The server that is a program: chosen by the settings, and run. */

import { type ChildProcess, execFile, spawn } from "node:child_process";
import { statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions } from "vscode-languageclient/node";
import { chooseServer, fits, readVersion } from "./choice";
import { type Running, Server } from "./server";

const { l10n } = vscode;

export class Program extends Server {
  protected schemes(): string[] {
    return ["file", "untitled"];
  }

  protected async begin(options: LanguageClientOptions): Promise<Running | undefined> {
    this.path = await this.choose();
    const { path } = this;
    if (path === undefined) return undefined;
    let process: ChildProcess | undefined;
    const started = async () => {
      process = spawn(path, ["lsp"], { windowsHide: true });
      process.once("error", (error) => this.log.error(`${path}: ${error.message}`));
      process.once("exit", (code, signal) => this.log.info(`${path} ended: ${signal ?? code}`));
      return process;
    };
    return { client: new LanguageClient("mubiao", "mubiao", started, options), end: () => process?.kill() };
  }

  protected endedTooOften(): string {
    return l10n.t(
      "The mubiao server ended five times within three minutes and is not started again. The log may say why; restart it, or choose another with the setting mubiao.server.path.",
    );
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
}

/** The version of the program at `path`; `undefined` when it is not mubiao or does not run. */
function versionOf(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(path, ["--version"], { timeout: 10_000 }, (_, output) => resolve(readVersion(String(output ?? ""))));
  });
}
