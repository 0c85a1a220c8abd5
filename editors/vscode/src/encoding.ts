/** Books that the editor read in the wrong encoding: shown as they are, said so, and not written over unasked. */

import * as vscode from "vscode";
import { isGarbled } from "./garbled";
import { showWarning } from "./notify";

const { l10n } = vscode;

/** Looks at books as they are opened. */
export class Encoding implements vscode.Disposable {
  private readonly asked = new Set<string>();
  private readonly subscriptions: vscode.Disposable[];

  constructor() {
    this.subscriptions = [
      vscode.window.onDidChangeActiveTextEditor((editor) => void this.look(editor)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.asked.delete(uri.toString())),
    ];
    void this.look(vscode.window.activeTextEditor);
  }

  private async look(editor: vscode.TextEditor | undefined): Promise<void> {
    const document = editor?.document;
    if (document === undefined || document.languageId !== "mubiao" || document.uri.scheme === "untitled") return;
    const key = document.uri.toString();
    if (this.asked.has(key) || document.isDirty || !isGarbled(document.getText())) return;
    this.asked.add(key);
    // What is read-only is not saved, whatever key is pressed before the question is answered.
    await vscode.commands.executeCommand("workbench.action.files.setActiveEditorReadonlyInSession");
    const again = l10n.t("Reopen as GB18030");
    const other = l10n.t("Other Encoding…");
    const edit = l10n.t("Edit It Nevertheless");
    const name = document.uri.path.split("/").pop() ?? "";
    const chosen = await showWarning(
      l10n.t(
        "{0} is not UTF-8: its characters are lost on the screen, and saving would lose them in the file. It is read-only until you choose.",
        name,
      ),
      {},
      again,
      other,
      edit,
    );
    // Without a choice it stays read-only; opened again, it is asked again.
    if (chosen === undefined) return;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.files.resetActiveEditorReadonlyInSession");
    if (chosen === again) await reopen(document.uri);
    if (chosen === other) await vscode.commands.executeCommand("workbench.action.editor.changeEncoding");
  }

  dispose(): void {
    for (const one of this.subscriptions) one.dispose();
  }
}

/** Reads the file again as GB18030; an editor that is too old for that lets the user choose. */
async function reopen(uri: vscode.Uri): Promise<void> {
  const open = vscode.workspace.openTextDocument as (
    uri: vscode.Uri,
    options: { encoding: string },
  ) => Thenable<vscode.TextDocument>;
  const document = await open(uri, { encoding: "gb18030" });
  await vscode.window.showTextDocument(document);
  if (isGarbled(document.getText())) await vscode.commands.executeCommand("workbench.action.editor.changeEncoding");
}
