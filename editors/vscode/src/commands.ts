/** What is done on command: safe fixes, missing indicators, the next finding. Each says so when there is nothing to do. */

import * as vscode from "vscode";
import { showError, showInformation } from "./notify";
import type { Server } from "./server";
import { change, mayChange } from "./writable";

const { l10n } = vscode;

/** How often a text that changes meanwhile is tried anew. */
const ATTEMPTS = 3;

/** The editor of a book that has the focus; without one, or without a server where one is needed, the user is told. */
function bookEditor(server?: Server): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== "mubiao") {
    void showInformation(l10n.t("Open a .mubiao file first."));
    return undefined;
  }
  if (server !== undefined && server.running === undefined) {
    void showError(server.problem || l10n.t("The mubiao server is not running; restart it."));
    return undefined;
  }
  return editor;
}

/** Applies every safe fix of the book. */
export async function fixAll(server: Server): Promise<void> {
  const editor = bookEditor(server);
  if (editor === undefined || !(await mayChange(editor.document))) return;
  const whole = () => new vscode.Range(0, 0, editor.document.lineCount, 0);
  if (!(await act(editor, whole, "source.fixAll.mubiao")))
    void showInformation(
      l10n.t("Nothing to mend: no finding of this file has a fix that is safe. Ctrl+. offers the others."),
    );
}

/** Inserts the standard indicators that the sheet at a place lacks, or that under the cursor. */
export async function insertStandardIndicators(server: Server, at?: unknown): Promise<void> {
  const editor = bookEditor(server);
  if (editor === undefined || !(await mayChange(editor.document))) return;
  const place = at instanceof vscode.Position ? at : editor.selection.active;
  const here = () => new vscode.Range(place, place);
  if (!(await act(editor, here, "source.insertStandardIndicators.mubiao")))
    void showInformation(
      l10n.t("Nothing to insert: this sheet lacks no standard indicator, or its indicators have to be mended first."),
    );
}

/** Lays the book out as the form has it. */
export async function format(): Promise<void> {
  const editor = bookEditor();
  if (editor === undefined || !(await mayChange(editor.document))) return;
  await vscode.commands.executeCommand("editor.action.formatDocument");
}

/** Carries out the action of that kind; whether there is one, also where the editor is read-only and the user was told. */
async function act(editor: vscode.TextEditor, range: () => vscode.Range, kind: string): Promise<boolean> {
  const { document } = editor;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const { version } = document;
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      document.validateRange(range()),
      kind,
      1,
    );
    const edit = actions.find((action) => action.edit !== undefined)?.edit;
    // Edits of an older text would land in the wrong place.
    if (document.version !== version) continue;
    if (edit === undefined) return false;
    await change(editor, edit.get(document.uri));
    return true;
  }
  return false;
}

/** What a field that is still to be filled in is found as. */
const EMPTY = new Set(["empty-field", "empty-goal", "missing-cell"]);

/** Goes to the first finding behind the cursor, behind the last one to the first, and shows what it says. */
export async function nextFinding(): Promise<void> {
  if (await next(() => true, l10n.t("No findings in this file.")))
    await vscode.commands.executeCommand("editor.action.showHover");
}

/** Goes to the next field that is still empty, behind the last one to the first. */
export async function nextEmpty(): Promise<void> {
  const code = ({ code }: vscode.Diagnostic) => String(typeof code === "object" ? code.value : code);
  await next((finding) => EMPTY.has(code(finding)), l10n.t("Every field of this file is filled in."));
}

/** Goes to the next of these findings; whether there is one. */
async function next(wanted: (finding: vscode.Diagnostic) => boolean, none: string): Promise<boolean> {
  const editor = bookEditor();
  if (editor === undefined) return false;
  const { active } = editor.selection;
  const found = vscode.languages.getDiagnostics(editor.document.uri).filter(wanted);
  const starts = found.map(({ range }) => range.start).sort((a, b) => a.compareTo(b));
  const next = starts.find((start) => start.isAfter(active)) ?? starts[0];
  if (next === undefined) {
    void showInformation(none);
    return false;
  }
  editor.selection = new vscode.Selection(next, next);
  editor.revealRange(new vscode.Range(next, next), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return true;
}
