/** The year's round: a new sheet out of last year's, and what differs between both. */

import { basename, dirname, extname } from "node:path";
import * as vscode from "vscode";
import { isTrusted, named, programOf, run, SOURCES, saved, sentence, target } from "./convert";
import { bookName } from "./fresh";
import { notRun, showError, showInformation } from "./notify";
import type { Reports } from "./reports";
import type { Server } from "./server";
import { show } from "./sheet";

const { l10n } = vscode;

/** Rolls last year's sheet, of any format that import reads, into the next year, and opens it at its first empty field. */
export async function newFromLast(server: Server, from?: unknown): Promise<void> {
  if (!isTrusted()) return;
  const program = programOf(server);
  if (program === undefined) return;
  const last = from instanceof vscode.Uri ? from : await ask(l10n.t("New sheet: last year's sheet"));
  if (last === undefined) return;
  const folder = dirname(last.fsPath);
  try {
    await saved(last);
    const ran = await run(program, ["new", "--from", named(last.fsPath, folder)], folder);
    server.log.info(`mubiao new --from ${last.fsPath}: ${ran.status}\n${ran.said}`);
    if (ran.status !== 0) void showError(sentence(ran.said));
    else await show(ran.out, folder, bookName(ran.out, basename(last.fsPath, extname(last.fsPath))));
  } catch (error) {
    void notRun(program, error);
  }
}

/** Shows what differs between last year's sheet and this one, cell by cell. */
export async function compareWithLast(
  server: Server,
  reports: Reports,
  from?: unknown,
  given?: unknown,
): Promise<void> {
  if (!isTrusted()) return;
  const program = programOf(server);
  const source = target(from);
  if (program === undefined || source === undefined) return;
  if (source.scheme !== "file") {
    void showError(l10n.t("Save the sheet first: files are compared."));
    return;
  }
  const last = given instanceof vscode.Uri ? given : await ask(l10n.t("Compare: last year's sheet"));
  if (last === undefined) return;
  const folder = dirname(source.fsPath);
  try {
    for (const uri of [source, last]) await saved(uri);
    const books = [last, source].map(({ fsPath }) => named(fsPath, folder));
    const ran = await run(program, ["compare", "--across-years", ...books], folder);
    server.log.info(`mubiao compare ${books.join(" ")}: ${ran.status}\n${ran.said}`);
    // Two books that differ end with 1, as files do for `diff`.
    if (ran.status > 1) void showError(sentence(ran.said));
    else if (ran.status === 0) void showInformation(ran.out.trim());
    else await reports.show(`${ran.out}${ran.said}`, true, l10n.t("Compared with Last Year"));
  } catch (error) {
    void notRun(program, error);
  }
}

async function ask(title: string): Promise<vscode.Uri | undefined> {
  const filters = { [l10n.t("Target sheets")]: ["mubiao", ...SOURCES] };
  const chosen = await vscode.window.showOpenDialog({ title, filters, openLabel: l10n.t("Choose") });
  return chosen?.[0];
}
