/**
 * The inherited parents of empty cells: drawn into the room of aligned columns, where a hint would push them apart. Where the
 * server tells none, because it does not run or hints are off, they are read off the rows.
 */

import * as vscode from "vscode";
import { inherited, type Rows } from "./rows";

/** The texts of hints by line and character. */
type Places = Map<number, Map<number, string>>;

/** Takes the hints in empty cells out of what the server answers, and keeps them. */
export class Parents implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.TextDocument>();
  /** Fires when there is something else to draw in a document. */
  readonly onChanged = this.changed.event;
  private readonly books = new Map<string, Places>();
  private readonly subscriptions: vscode.Disposable[];

  constructor() {
    this.subscriptions = [
      vscode.workspace.onDidChangeTextDocument((event) => this.follow(event)),
      vscode.workspace.onDidCloseTextDocument((document) => this.books.delete(document.uri.toString())),
      vscode.workspace.onDidChangeConfiguration((event) => {
        // Who wants no hints is asked for none, so what was kept would stay for ever.
        if (event.affectsConfiguration("editor.inlayHints")) this.forget();
      }),
    ];
  }

  /** Takes nothing of what the server told for true any more. */
  forget(): void {
    this.books.clear();
    for (const { document } of vscode.window.visibleTextEditors) this.changed.fire(document);
  }

  /** What the cell that is empty at that place of a table inherits. */
  at(document: vscode.TextDocument, rows: Rows | undefined, line: number, character: number): string | undefined {
    const told = this.books.get(document.uri.toString());
    if (told !== undefined) return told.get(line)?.get(character);
    const row = rows?.rows[line - rows.first];
    return row && inherited(row, row.text.slice(0, character).split("\t").length - 1);
  }

  /** Keeps the parents among the hints of `range`, and returns the others. */
  take(document: vscode.TextDocument, range: vscode.Range, hints: vscode.InlayHint[]): vscode.InlayHint[] {
    const places = this.books.get(document.uri.toString()) ?? new Map();
    for (let line = range.start.line; line <= range.end.line; line += 1) places.delete(line);
    const others: vscode.InlayHint[] = [];
    for (const hint of hints) {
      if (hint.kind !== vscode.InlayHintKind.Parameter || typeof hint.label !== "string") {
        others.push(hint);
        continue;
      }
      const { line, character } = hint.position;
      const row = places.get(line) ?? new Map();
      places.set(line, row.set(character, hint.label));
    }
    this.books.set(document.uri.toString(), places);
    this.changed.fire(document);
    return others;
  }

  /** Moves what is kept with the lines it belongs to, until the server is asked again. */
  private follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    let places = this.books.get(document.uri.toString());
    if (places === undefined) return;
    for (const { range, text } of contentChanges) {
      const by = text.split("\n").length - 1 - (range.end.line - range.start.line);
      if (by === 0) continue;
      const moved: Places = new Map();
      for (const [line, row] of places) {
        if (line <= range.start.line) moved.set(line, row);
        else if (line > range.end.line) moved.set(line + by, row);
      }
      places = moved;
    }
    this.books.set(document.uri.toString(), places);
  }

  dispose(): void {
    this.changed.dispose();
    for (const one of this.subscriptions) one.dispose();
  }
}
