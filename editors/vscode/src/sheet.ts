/** A new sheet: whose it is and for which year, asked for in two lines; opened as a file that has no name yet. */

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as vscode from "vscode";
import { showError } from "./notify";
import type { Server } from "./server";

const { l10n } = vscode;

/** What a keybinding may hand over, so that it is not asked for. */
export interface Given {
  unit?: string;
  year?: string;
}

export async function newSheet(server: Server, given: Given = {}): Promise<void> {
  if (server.path === undefined) {
    void showError(server.problem || l10n.t("The mubiao server is not running."));
    return;
  }
  const unit =
    given.unit ??
    (await vscode.window.showInputBox({
      title: l10n.t("New sheet: the budget unit"),
      prompt: l10n.t("Code, name, a dash and the division"),
      placeHolder: "703001朝阳市工业和信息化局-211300000",
      ignoreFocusOut: true,
    }));
  if (!unit) return;
  const year =
    given.year ??
    (await vscode.window.showInputBox({
      title: l10n.t("New sheet: the fiscal year"),
      value: String(new Date().getFullYear()),
      validateInput: (text) => (/^\d{4}$/.test(text) ? undefined : l10n.t("A year of four digits, such as 2026")),
      ignoreFocusOut: true,
    }));
  if (!year) return;
  try {
    const { stdout } = await promisify(execFile)(server.path, ["new", "--unit", unit, "--year", year]);
    const document = await vscode.workspace.openTextDocument({ language: "mubiao", content: stdout });
    await vscode.window.showTextDocument(document);
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim();
    void showError(said || String(error));
  }
}
