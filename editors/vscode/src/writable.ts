/** Books that cannot be saved: what would change one says so instead of changing the screen alone. */

import * as vscode from "vscode";
import { showWarning } from "./notify";

const { l10n } = vscode;

/** Whether the disk lets the file at a path be written; where nothing asks the disk, the editor's word holds. */
let onDisk: (path: string) => Promise<boolean> = () => Promise.resolve(true);

/** Has the disk asked in this way from now on. */
export function askDisk(ask: (path: string) => Promise<boolean>): void {
  onDisk = ask;
}

/** Whether a book can be saved where it is, as far as its file says. */
export async function isWritable(document: vscode.TextDocument): Promise<boolean> {
  const { uri } = document;
  if (uri.scheme === "untitled") return true;
  if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) !== true) return false;
  try {
    const { permissions } = await vscode.workspace.fs.stat(uri);
    if (permissions !== undefined && (permissions & vscode.FilePermission.Readonly) !== 0) return false;
    // Whoever may write everything is still not meant to write what is read-only.
    return uri.scheme !== "file" || (await onDisk(uri.fsPath));
  } catch {
    // What is not there any more can be written again.
    return true;
  }
}

/** Says that a book stays as it is. */
export function refuse(document: vscode.TextDocument): void {
  const name = document.uri.path.split("/").pop() ?? "";
  void showWarning(l10n.t("{0} is read-only; nothing was changed. Make it writable first.", name), {});
}

/** Whether a book may be changed; when it may not, the user is told. */
export async function mayChange(document: vscode.TextDocument): Promise<boolean> {
  const may = await isWritable(document);
  if (!may) refuse(document);
  return may;
}

/** Makes these edits in one step; an editor that is read-only makes none, and the user is told. */
export async function change(editor: vscode.TextEditor, edits: readonly vscode.TextEdit[]): Promise<boolean> {
  const { document } = editor;
  if (!(await mayChange(document))) return false;
  const { version } = document;
  const done = await editor.edit((builder) => {
    for (const { range, newText } of edits) builder.replace(range, newText);
  });
  if (done && document.version !== version) return true;
  // An edit that came too late for its text is no matter of what may be written.
  const same = edits.every(({ range, newText }) => document.getText(range) === newText);
  if (done && !same) refuse(document);
  return false;
}
