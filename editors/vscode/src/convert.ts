/** Export: the program that serves the editor does the work, on files. */

import { execFile } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, extname, join, relative } from "node:path";
import * as vscode from "vscode";
import { notRun, showError, showInformation, showWarning } from "./notify";
import { withoutOptions } from "./plain";
import type { Server } from "./server";
import { type Found, listed } from "./summary";

const { l10n } = vscode;

/** What becomes of a program that was run. */
interface Ran {
  status: number;
  out: string;
  said: string;
}

export const SOURCES = ["xlsx", "xls", "ods", "docx", "pdf", "html", "htm", "csv", "tsv", "txt", "json"];

/** Runs the program in `folder`, whose `mubiao.toml` holds; `input` goes to its standard input. */
export function run(
  program: string,
  args: string[],
  folder: string,
  input = "",
  token?: vscode.CancellationToken,
): Promise<Ran> {
  const lang = vscode.env.language.toLowerCase().startsWith("zh") ? "zh" : "en";
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, maxBuffer: 256 * 1024 * 1024 };
    const child = execFile(program, ["--lang", lang, ...args], options, (error, out, said) => {
      if (error !== null && typeof error.code !== "number" && error.killed !== true) reject(error);
      else resolve({ status: typeof error?.code === "number" ? error.code : error === null ? 0 : 2, out, said });
    });
    // A program that does not read its input, or has ended, says why itself.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input);
    token?.onCancellationRequested(() => child.kill("SIGINT"));
  });
}

/** A file as the program is to be told of it: short, and never taken for an option. */
export function named(path: string, folder: string): string {
  const short = relative(folder, path);
  return short.startsWith("-") ? join(folder, short) : short;
}

/** The program's path, after telling the user when there is none. */
export function programOf(server: Server): string | undefined {
  if (server.path === undefined)
    void showError(server.problem || l10n.t("The mubiao server is not running; restart it."));
  return server.path;
}

/** Whether files may be read and written here; in a folder that is not trusted the user is told why not. */
export function isTrusted(): boolean {
  if (vscode.workspace.isTrusted) return true;
  const manage = l10n.t("Manage Trust");
  const message = l10n.t("This folder is not trusted: files are neither imported nor exported until you trust it.");
  void showWarning(message, {}, manage).then((chosen) => {
    if (chosen === manage) void vscode.commands.executeCommand("workbench.trust.manage");
  });
  return false;
}

/** The book that a command is about: that of the explorer, or the one in the editor. */
export function target(uri: unknown): vscode.Uri | undefined {
  return uri instanceof vscode.Uri ? uri : vscode.window.activeTextEditor?.document.uri;
}

/** Draws the form of a book, or hands it on as data, into a file that is asked for. */
export async function exportBook(server: Server, from?: unknown): Promise<void> {
  if (!isTrusted()) return;
  const program = programOf(server);
  const source = target(from);
  if (program === undefined || source === undefined) return;
  const formats = [
    { label: "xlsx", description: l10n.t("Excel workbook, a worksheet for every sheet") },
    { label: "docx", description: l10n.t("Word document") },
    { label: "html", description: l10n.t("A page to print or to save as PDF") },
    { label: "json", description: l10n.t("Data for other programs, which can be imported again") },
    { label: "csv", description: l10n.t("A row an indicator, for Excel") },
  ];
  const name = basename(source.path);
  const format = await vscode.window.showQuickPick(formats, { title: l10n.t("Export {0}", name) });
  if (format === undefined) return;
  const folder = source.scheme === "file" ? dirname(source.fsPath) : firstFolder();
  const stem = name.slice(0, name.length - extname(name).length);
  const chosen = await vscode.window.showSaveDialog({
    title: l10n.t("Export {0}", name),
    saveLabel: l10n.t("Export"),
    defaultUri: vscode.Uri.file(join(folder, `${stem}.${format.label}`)),
    filters: { [format.description]: [format.label] },
  });
  if (chosen === undefined) return;
  if (chosen.scheme !== "file") {
    void showError(l10n.t("Choose a folder of this computer to export to."));
    return;
  }
  // What is not saved yet counts too.
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === source.toString());
  const typed = open !== undefined && (open.isDirty || source.scheme !== "file");
  const what = typed ? "-" : named(source.fsPath, folder);
  const bom = format.label === "csv" ? ["--bom"] : [];
  // The dialog has asked whether a file that exists may be written over.
  const args = ["export", what, "--to", format.label, "-o", chosen.fsPath, "--force", ...bom];
  try {
    const ran = await run(program, args, folder, typed ? open.getText() : "");
    server.log.info(`mubiao ${args.join(" ")}: ${ran.status}\n${ran.said}`);
    if (ran.status !== 0) {
      void showError(sentence(ran.said));
      return;
    }
    // The findings of what is open are known; others are looked for.
    const lint = open === undefined ? await run(program, ["lint", what, "--format", "json"], folder) : undefined;
    const errors =
      lint === undefined
        ? vscode.languages.getDiagnostics(source).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error)
            .length
        : listed<Found>(lint.out, "findings").filter(({ severity }) => severity === "error").length;
    await exported(source, chosen, format.label, errors);
  } catch (error) {
    void notRun(program, error);
  }
}

/** Saves a file that is open and changed: what is not saved yet counts too. */
export async function saved(uri: vscode.Uri): Promise<void> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open?.isDirty) await open.save();
}

/** Draws the form of a book as a page and opens it where it can be printed. */
export async function printBook(server: Server, from?: unknown): Promise<void> {
  if (!isTrusted()) return;
  const program = programOf(server);
  const source = target(from);
  if (program === undefined || source === undefined) return;
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === source.toString());
  const name = basename(source.path);
  const folder = source.scheme === "file" ? dirname(source.fsPath) : firstFolder();
  const typed = open !== undefined && (open.isDirty || source.scheme !== "file");
  const out = join(
    await mkdtemp(join(tmpdir(), "mubiao-")),
    `${name.slice(0, name.length - extname(name).length)}.html`,
  );
  const args = ["export", typed ? "-" : named(source.fsPath, folder), "--to", "html", "-o", out];
  try {
    const ran = await run(program, args, folder, typed ? open.getText() : "");
    if (ran.status !== 0) {
      void showError(sentence(ran.said));
      return;
    }
    const page = vscode.Uri.file(out);
    // A browser elsewhere has no such file.
    if (vscode.env.remoteName === undefined && (await vscode.env.openExternal(page))) return;
    await vscode.commands.executeCommand("vscode.open", page);
  } catch (error) {
    void notRun(program, error);
  }
}

/** Says where the file is, and that errors are open where some are. */
async function exported(source: vscode.Uri, file: vscode.Uri, format: string, errors: number): Promise<void> {
  const open = l10n.t("Open");
  const reveal = l10n.t("Show in Folder");
  const show = l10n.t("Show Findings");
  const asText = format === "json" || format === "csv" || format === "html";
  const done = l10n.t("Exported to {0}", file.fsPath);
  const chosen =
    errors > 0
      ? await showWarning(
          `${done}\n${l10n.t("{0} errors of this book are still open.", errors)}`,
          {},
          open,
          reveal,
          show,
        )
      : await showInformation(done, open, reveal);
  if (chosen === show) {
    await vscode.commands.executeCommand("vscode.open", source);
    await vscode.commands.executeCommand("workbench.actions.view.problems");
  }
  if (chosen === reveal)
    await vscode.commands.executeCommand(
      vscode.env.remoteName === undefined ? "revealFileInOS" : "revealInExplorer",
      file,
    );
  if (chosen !== open) return;
  if (asText || vscode.env.remoteName !== undefined) await vscode.commands.executeCommand("vscode.open", file);
  else await vscode.env.openExternal(file);
}

export function firstFolder(): string {
  return vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === "file")?.uri.fsPath ?? process.cwd();
}

/** What the program said, without what belongs into a terminal. */
export function sentence(said: string): string {
  const own = withoutOptions(said.trim().replace(/^(错误|error): /gm, ""));
  return own || l10n.t("The program mubiao ended without a word. The log may say why.");
}
