/**
 * Tells the editor which of its own commands TAB and Shift+TAB are. It carries those out at once; one of an extension comes
 * later, and what is typed meanwhile would land in the cell that was to be left.
 *
 * What is told is behind what is typed. So it holds only while the editor is armed, which every such key ends: it is armed
 * first, and told what it may do only when nothing was typed before it was armed. What is not told, a key reads off the row
 * itself: a snippet replaces the row by itself, with the value of the cell selected. That is right at any speed, but an edit,
 * which somebody who only looks around is not to make.
 *
 * A click or an arrow moves the cursor without a word to this extension, and what it was told is then of another place. So
 * what holds with a value selected, as a TAB leaves it, never holds for a caret, which a click leaves; and where something was
 * typed since the file was saved, the row is read whatever was told. Even the end of a row is read: a TAB is typed there, so
 * that words are offered, and where the row turns out to go on, it takes the place of the one that stands there. What is left
 * is a file that is as it was saved: nothing that the editor knows of a key tells where the cursor stands, and a row that is
 * read is an edit.
 */

import * as vscode from "vscode";
import { type Way, ways } from "./table";

/** So long nothing has to happen before something is told, in milliseconds. */
const PAUSE = 40;

type Told = "" | `${"caret" | "selected"}-${Way}`;

export class Ways implements vscode.Disposable {
  /** What the editor knows, as far as it is known here: for a caret, or for a selected value. */
  private readonly told: Record<"next" | "previous", Told> = { next: "", previous: "" };
  /** Counts what happens. */
  private events = 0;
  private timer: NodeJS.Timeout | undefined;
  private readonly subscriptions: vscode.Disposable[];

  constructor() {
    const heard = () => this.heard();
    this.subscriptions = [
      vscode.window.onDidChangeActiveTextEditor(heard),
      vscode.window.onDidChangeTextEditorSelection(heard),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === vscode.window.activeTextEditor?.document) heard();
      }),
    ];
    heard();
  }

  private heard(): void {
    this.events += 1;
    this.tell("next", "");
    this.tell("previous", "");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.rest(), PAUSE);
  }

  private async rest(): Promise<void> {
    const { events } = this;
    await vscode.commands.executeCommand("setContext", "mubiao.armed", true);
    // What was typed before the answer is heard before it.
    if (events !== this.events) return;
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== "mubiao") return;
    const { start, end } = editor.selection;
    if (start.line !== end.line || end.line >= editor.document.lineCount) return;
    const { next, previous } = ways(editor.document.lineAt(start.line).text, start.character, end.character);
    const state = editor.selection.isEmpty ? "caret" : "selected";
    this.tell("next", next === "" ? "" : `${state}-${next}`);
    this.tell("previous", previous === "" ? "" : `${state}-${previous}`);
  }

  private tell(key: "next" | "previous", way: Told): void {
    if (way === "" && this.told[key] === "") return;
    this.told[key] = way;
    void vscode.commands.executeCommand("setContext", `mubiao.${key}`, way);
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const one of this.subscriptions) one.dispose();
  }
}
