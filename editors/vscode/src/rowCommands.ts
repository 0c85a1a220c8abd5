/** Rows inserted, deleted, moved and copied with the parents they have, and a word when a plain deletion gave some away. */

import * as vscode from "vscode";
import { linesOf } from "./columns";
import { showWarning } from "./notify";
import { act, type Row, type RowAction, rowsAround, strayed } from "./rows";
import { change, mayChange } from "./writable";

const { l10n } = vscode;

/** What the editor itself does outside of a table. */
const PLAIN: Record<RowAction, string> = {
  insertBelow: "editor.action.insertLineAfter",
  insertAbove: "editor.action.insertLineBefore",
  delete: "editor.action.deleteLines",
  moveUp: "editor.action.moveLinesUpAction",
  moveDown: "editor.action.moveLinesDownAction",
  duplicate: "editor.action.copyLinesDownAction",
};

/** How often a text that changes meanwhile is tried anew. */
const ATTEMPTS = 3;

/** Carries out an action on the rows that are selected. */
export async function rowAction(action: RowAction): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== "mubiao" || !(await mayChange(editor.document))) return;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const { version } = editor.document;
    if ((await rowActionIn(editor, action)) || editor.document.version === version) return;
  }
}

/** Carries it out on the text as it is; whether that was done. */
async function rowActionIn(editor: vscode.TextEditor, action: RowAction): Promise<boolean> {
  const { document, selection } = editor;
  const { start, end } = selection;
  // A selection that ends before a row does not mean it.
  const to = end.line > start.line && end.character === 0 ? end.line - 1 : end.line;
  if (rowsAround(linesOf(document), start.line) === undefined) {
    await vscode.commands.executeCommand(PLAIN[action]);
    return true;
  }
  const edit = act(linesOf(document), start.line, to, action);
  if (edit === undefined) return true;
  const eol = document.eol === vscode.EndOfLine.CRLF ? "\r\n" : "\n";
  const text = edit.rows.join(eol);
  // Whole lines, with the end of the last one before them where the book ends without one.
  const last = edit.end >= document.lineCount;
  const range = last
    ? new vscode.Range(document.lineAt(edit.first - 1).range.end, document.lineAt(document.lineCount - 1).range.end)
    : new vscode.Range(edit.first, 0, edit.end, 0);
  const newText = edit.rows.length === 0 ? "" : last ? eol + text : text + eol;
  if (!(await change(editor, [new vscode.TextEdit(range, newText)]))) return false;
  // Where rows go, the cursor is where it has to be; whoever has gone on meanwhile is not brought back.
  if (action === "delete") return true;
  const { line } = edit.cursor;
  const character = action.startsWith("insert") ? edit.cursor.character : start.character;
  const length = document.lineAt(line).text.length;
  const cursor = new vscode.Position(line, Math.min(character, length));
  const rows = to - start.line;
  editor.selection =
    action.startsWith("move") && rows > 0
      ? new vscode.Selection(new vscode.Position(line, 0), new vscode.Position(line + rows + 1, 0))
      : new vscode.Selection(cursor, cursor);
  editor.revealRange(editor.selection);
  return true;
}

/** Watches for rows that get other parents because somebody deleted the row that names theirs. */
export class Strays implements vscode.Disposable {
  /** The table around the cursor as it was. */
  private known: { document: vscode.TextDocument; first: number; rows: Row[] } | undefined;
  private readonly subscriptions: vscode.Disposable[];

  constructor() {
    this.subscriptions = [
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.learn(textEditor)),
      vscode.window.onDidChangeActiveTextEditor((editor) => this.learn(editor)),
      vscode.workspace.onDidChangeTextDocument((event) => this.heard(event)),
    ];
    this.learn(vscode.window.activeTextEditor);
  }

  private learn(editor: vscode.TextEditor | undefined): void {
    if (editor === undefined || editor.document.languageId !== "mubiao") return;
    const { document, selection } = editor;
    const { first, rows } = rowsAround(linesOf(document), selection.active.line) ?? { first: 0, rows: [] };
    this.known = { document, first, rows };
  }

  private heard({ document, contentChanges, reason }: vscode.TextDocumentChangeEvent): void {
    const known = this.known;
    if (known?.document !== document || contentChanges.length === 0) return;
    this.known = undefined;
    const [change] = contentChanges;
    if (reason !== undefined || contentChanges.length > 1 || change === undefined || change.text !== "") return;
    const { start, end } = change.range;
    if (end.line === start.line) return;
    // The row behind the deleted ones, where it was and where it is: whole lines go with the end before or behind them.
    const was = start.character === 0 && end.character === 0 ? end.line : end.line + 1;
    const is = start.character === 0 && end.character === 0 ? start.line : start.line + 1;
    const now = rowsAround(linesOf(document), is);
    const stray = strayed(known.rows[was - known.first], now?.rows[is - now.first]);
    if (stray === undefined) return;
    void this.tell(document, is, stray);
  }

  private async tell(document: vscode.TextDocument, line: number, stray: { was: string; is: string; text: string }) {
    const give = l10n.t("Give It Back");
    const message = stray.is
      ? l10n.t("The row that named {0} is gone: the next rows belong to {1} now.", stray.was, stray.is)
      : l10n.t("The row that named {0} is gone: the next rows belong to nothing now.", stray.was);
    const row = document.lineAt(line).text;
    const chosen = await showWarning(message, {}, give);
    if (chosen !== give) return;
    const editor = vscode.window.visibleTextEditors.find((one) => one.document === document);
    // The row may stand elsewhere by now.
    const at = document.lineAt(Math.min(line, document.lineCount - 1)).text === row ? line : -1;
    if (editor === undefined || at < 0) return;
    await change(editor, [new vscode.TextEdit(document.lineAt(at).range, stray.text)]);
  }

  dispose(): void {
    for (const one of this.subscriptions) one.dispose();
  }
}
