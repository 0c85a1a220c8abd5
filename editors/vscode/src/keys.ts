/**
 * TAB and Shift+TAB are commands of the editor itself, which it carries out at once and by the text alone (`runCommands` in
 * package.json). This extension is not asked: it hears of a key late, and what is typed meanwhile would land in another cell.
 *
 * No command of the editor looks for a TAB, but a snippet reads the text that it takes the place of. Where the file has changes,
 * the row gives way to itself with the value of the next cell selected, or to itself and a TAB where no cell follows.
 *
 * Where the file is as it was saved, what a snippet does is undone at once, and the key leaves no change:
 * - The row gets a TAB at its end, with what follows the cell selected. A composition types over no selection, so the `x` that
 *   comes next stands only where nothing follows. It is what is undone there, and the new TAB stays; elsewhere the TAB goes.
 * - The anchor of a selection keeps its place while the text around it is undone. It takes over the place that was found: the
 *   end of the cell, then the end of the next value. Undoing brings the cursor back to where it was before, so one end of the
 *   value is the cursor's and the other one the anchor's.
 * - Shift+TAB finds the cell by a character of its own that stands at the cursor meanwhile. Then the TAB behind the value gives
 *   way to itself, for the place that undoing leads back to.
 * - What is undone is never nothing, or the last change of the user would be; and what could be redone then changes no letter.
 *
 * An anchor is read out by a screen reader, so with one the row is rewritten in a saved file too.
 *
 * Words are offered where something is typed, and a TAB of a snippet is not. So the extension has them offered in a cell that
 * was begun.
 */

import * as vscode from "vscode";
import { beginsCell } from "./table";

/** So long nothing has to happen before words are offered, in milliseconds: a key is several changes. */
const PAUSE = 20;

/** Has words offered in a cell that TAB began. */
export class BegunCells implements vscode.Disposable {
  /** The row that got a TAB, and its length with it. */
  private begun: { document: vscode.TextDocument; line: number; length: number } | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly subscriptions: vscode.Disposable[];

  constructor() {
    this.subscriptions = [
      vscode.workspace.onDidChangeTextDocument((event) => this.heard(event)),
      vscode.window.onDidChangeTextEditorSelection(() => this.wait()),
    ];
  }

  private heard({ document, contentChanges: [change], reason }: vscode.TextDocumentChangeEvent): void {
    if (document.languageId !== "mubiao" || change === undefined) return;
    const { start } = change.range;
    const end = start.character + change.text.length;
    if (reason === undefined && beginsCell(change.text, change.rangeLength) && start.line < document.lineCount)
      this.begun = { document, line: start.line, length: end };
    this.wait();
  }

  private wait(): void {
    if (this.begun === undefined) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.offer(), PAUSE);
  }

  private async offer(): Promise<void> {
    const { begun } = this;
    const editor = vscode.window.activeTextEditor;
    this.begun = undefined;
    if (begun === undefined || editor?.document !== begun.document || begun.line >= begun.document.lineCount) return;
    const { active } = editor.selection;
    // Where a cell followed, the TAB is gone again.
    const behind = active.line === begun.line && active.character === begun.length && editor.selection.isEmpty;
    if (!behind || begun.document.lineAt(begun.line).text.length !== begun.length) return;
    // Where a composition ends, the editor looks at the character before the cursor, as at one that was typed.
    await vscode.commands.executeCommand("default:compositionEnd");
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const one of this.subscriptions) one.dispose();
  }
}
