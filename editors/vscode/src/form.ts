/** A form out of a sheet: the program drafts its `layout.toml` in a folder that is asked for. */

import { dirname, join } from "node:path";
import * as vscode from "vscode";
import { isTrusted, named, programOf, run, saved, sentence, target } from "./convert";
import { notRun, showError } from "./notify";
import { plain } from "./plain";
import type { Server } from "./server";

const { l10n } = vscode;

/** What a keybinding may hand over, so that it is not asked for. */
export interface GivenForm {
  name?: string;
}

/** Drafts a form out of the sheet of the explorer, or of the one in the editor, beside it in `forms`. */
export async function draftForm(server: Server, from?: unknown, given: GivenForm = {}): Promise<void> {
  if (!isTrusted()) return;
  const program = programOf(server);
  const source = target(from);
  if (program === undefined || source === undefined) return;
  if (source.scheme !== "file") {
    void showError(l10n.t("Save the sheet first: its form is drafted beside it."));
    return;
  }
  const name =
    given.name ??
    (await vscode.window.showInputBox({
      title: l10n.t("Save as form: its name"),
      prompt: l10n.t("Small letters, digits and hyphens, such as county-project; the folder forms/NAME is written"),
      value: "county-form",
      validateInput: (text) =>
        /^[a-z0-9-]+$/.test(text) ? undefined : l10n.t("Small letters, digits and hyphens alone"),
      ignoreFocusOut: true,
    }));
  if (!name) return;
  await saved(source);
  const folder = dirname(source.fsPath);
  try {
    const ran = await run(program, ["form", "draft", named(source.fsPath, folder), "-o", join("forms", name)], folder);
    server.log.info(`mubiao form draft ${source.fsPath}: ${ran.status}\n${ran.said}`);
    if (ran.status !== 0) {
      void showError(sentence(ran.said));
      return;
    }
    const layout = await vscode.workspace.openTextDocument(vscode.Uri.file(join(folder, "forms", name, "layout.toml")));
    await vscode.window.showTextDocument(layout);
    // The file is open, so a word at the edge is enough.
    vscode.window.setStatusBarMessage(plain(ran.out.trim().split("\n")[0] ?? ""), 10_000);
  } catch (error) {
    void notRun(program, error);
  }
}
