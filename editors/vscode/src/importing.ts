/** Import: files of an office become books beside them, and a report says what became of everything in them. */

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import * as vscode from "vscode";
import { bookOf, freeBeside, type Job, jobsOf, type Taken } from "./books";
import { firstFolder, isTrusted, named, programOf, run, SOURCES, sentence } from "./convert";
import { notRun, showError, showInformation, showWarning } from "./notify";
import { plain } from "./plain";
import { countsOf, type FileReport, readReport, reportLines } from "./report";
import type { Reports } from "./reports";
import type { Server } from "./server";

const { l10n } = vscode;

/** Makes books of files, beside them. */
export async function importFiles(server: Server, reports: Reports, from?: unknown, selected?: unknown): Promise<void> {
  if (!isTrusted()) return;
  const program = programOf(server);
  if (program === undefined) return;
  const sources = await sourcesOf(from, selected);
  const first = sources[0];
  if (first === undefined) return;
  const taken = await ask(sources);
  if (taken === undefined) return;
  const jobs = jobsOf(sources, existsSync, taken);
  const count = jobs.reduce((sum, job) => sum + job.sources.length, 0);
  const folder = dirname(first);
  const title = count === 1 ? plain(l10n.t("Importing {0}", basename(first))) : l10n.t("Importing {0} files", count);
  const progress = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  try {
    const files: FileReport[] = [];
    const said = await vscode.window.withProgress(progress, async (_, token) => {
      for (const job of jobs) {
        if (token.isCancellationRequested) break;
        const ran = await run(program, argumentsOf(job, folder), folder, "", token);
        const report = readReport(ran.out);
        if (report === undefined) return sentence(ran.said);
        files.push(...report.files);
      }
      return undefined;
    });
    if (said !== undefined) void showError(said);
    const order = sources.map((source) => named(source, folder));
    files.sort((a, b) => order.indexOf(a.path) - order.indexOf(b.path));
    if (files.length > 0) await imported(files, folder, server, reports);
  } catch (error) {
    void notRun(program, error);
  }
}

function argumentsOf({ sources, force, output }: Job, folder: string): string[] {
  const to = output === undefined ? [] : ["-o", named(output, folder)];
  const files = sources.map((path) => named(path, folder));
  return ["import", ...files, "--format", "json", ...(force ? ["--force"] : []), ...to];
}

/** What is to become of books that are there already; `undefined` when nothing is to be done. */
async function ask(sources: string[]): Promise<Taken | undefined> {
  const taken = sources.map(bookOf).filter((book) => existsSync(book));
  const [first] = taken;
  if (first === undefined) return "skip";
  const overwrite = l10n.t("Overwrite");
  const keep = l10n.t("Keep Both");
  const skip = l10n.t("Skip");
  const names = [...new Set(taken)].map((path) => basename(path));
  const question = l10n.t(
    "{0} exists already. Keep both, the new one under another name such as {1}, or overwrite?",
    names.slice(0, 8).join(", ") + (names.length > 8 ? " …" : ""),
    basename(freeBeside(first, existsSync)),
  );
  const offers = taken.length < sources.length ? [keep, overwrite, skip] : [keep, overwrite];
  const chosen = await showWarning(question, { modal: true }, ...offers);
  if (chosen === undefined) return undefined;
  return chosen === keep ? "keep" : chosen === overwrite ? "overwrite" : "skip";
}

async function sourcesOf(from: unknown, selected: unknown): Promise<string[]> {
  const given = Array.isArray(selected) && selected.length > 0 ? selected : [from];
  const uris = given.filter((uri): uri is vscode.Uri => uri instanceof vscode.Uri);
  if (uris.length > 0) return uris.filter((uri) => uri.scheme === "file").map((uri) => uri.fsPath);
  const chosen = await vscode.window.showOpenDialog({
    title: l10n.t("Import"),
    openLabel: l10n.t("Import"),
    canSelectMany: true,
    defaultUri: vscode.Uri.file(firstFolder()),
    filters: { [l10n.t("Spreadsheets, documents, web pages and text")]: SOURCES },
  });
  return (chosen ?? []).filter((uri) => uri.scheme === "file").map((uri) => uri.fsPath);
}

/** The rows of a book that was written. */
async function rowsOf(path: string): Promise<string[]> {
  return (await readFile(path, "utf8").catch(() => "")).split(/\r?\n/);
}

/** Shows what became of the files: the first book, and the report where a person has to look. */
async function imported(files: FileReport[], folder: string, server: Server, reports: Reports): Promise<void> {
  const words = {
    doubts: l10n.t("in doubt"),
    leftOut: l10n.t("left out"),
    mended: l10n.t("mended"),
    failed: l10n.t("not imported"),
    line: (line: number) => l10n.t("line {0}", line),
    several: (text: string, count: number) => l10n.t("“{0}” and others, {1} in all:", text, count),
  };
  const books = await Promise.all(
    files.map(async ({ output }) => {
      if (output === null) return undefined;
      const path = resolve(folder, output);
      return { path, rows: await rowsOf(path) };
    }),
  );
  const lines = reportLines(files, books, words);
  const title = l10n.t("Import Report");
  const counts = countsOf(files);
  server.log.info(`mubiao import\n${lines.map(({ text }) => text).join("\n")}`);
  const written = books.find((book) => book !== undefined);
  if (written !== undefined) await vscode.window.showTextDocument(vscode.Uri.file(written.path), { preview: false });
  if (counts.doubts > 0 || (counts.failed > 0 && files.length > 1))
    await reports.showLines(lines, written !== undefined, title);
  const show = l10n.t("Show Report");
  const summary = l10n.t(
    "Imported: {0} of {1}; {2} mended, {3} in doubt, {4} left out.",
    counts.written,
    files.length,
    counts.mended,
    counts.doubts,
    counts.leftOut,
  );
  const failures = files.flatMap((file) => (file.error === undefined ? [] : [file.error]));
  const chosen =
    failures.length > 0
      ? await showError([...failures.slice(0, 3), counts.written > 0 ? summary : ""].join("\n"), show)
      : counts.doubts > 0
        ? await showWarning(summary, {}, show)
        : await showInformation(summary, show);
  if (chosen === show) await reports.showLines(lines, false, title);
}
