/** Columns that one can see: aligned by decorations, named in the status bar, a TAB apart. */

import * as vscode from "vscode";
import type { Parents } from "./parents";
import { plain } from "./plain";
import { leadsOf, rowsAround } from "./rows";
import { columnAt, type Lines, neighbour, stops, tableAt } from "./table";
import { unsure } from "./width";

/** A document's lines. */
export function linesOf(document: vscode.TextDocument): Lines {
  return { lineCount: document.lineCount, line: (at) => document.lineAt(at).text };
}

const isBook = (document: vscode.TextDocument) => document.languageId === "mubiao";

const PARENT = new vscode.ThemeColor("editorInlayHint.foreground");

/** At most so many rows stay in view. */
const STAYING = 6;
/** So many lines above the view are looked at for rows that stay in it when one scrolls up. */
const NEAR = 80;

/** Aligns the columns of the visible rows. */
export class Alignment implements vscode.Disposable {
  /** A TAB itself takes no room. */
  private readonly tabs = vscode.window.createTextEditorDecorationType({
    letterSpacing: "-1ch",
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  /** What stands before or behind one does. What is typed before a room's character comes behind the room. */
  private readonly rooms = vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.OpenClosed,
  });
  /** Quotes and the like are 1 em wide here, in whatever font; an editor has no other way to say so. */
  private readonly wide = vscode.window.createTextEditorDecorationType({
    letterSpacing: "0",
    textDecoration: "none; display: inline-block; width: 1em; text-align: center;",
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  private readonly waiting = new Set<vscode.TextEditor>();
  private timer: NodeJS.Timeout | undefined;
  private readonly subscriptions: vscode.Disposable[];
  private readonly toggled = new vscode.EventEmitter<void>();
  /** Fires when columns begin or cease to be aligned. */
  readonly onToggled = this.toggled.event;
  /** The widths that were drawn last, by line. */
  private readonly drawn = new WeakMap<vscode.TextEditor, Map<number, string>>();
  private readonly moved = new vscode.EventEmitter<vscode.TextDocument>();
  /** Fires when a row that stays in view above what was scrolled away is drawn otherwise than it was. */
  readonly onMoved = this.moved.event;

  constructor(private readonly parents: Parents) {
    const all = () => vscode.window.visibleTextEditors.forEach((editor) => this.ask(editor));
    this.subscriptions = [
      this.toggled,
      this.moved,
      this.onToggled(all),
      parents.onChanged((document) => {
        for (const editor of vscode.window.visibleTextEditors) if (editor.document === document) this.ask(editor);
      }),
      vscode.window.onDidChangeVisibleTextEditors(all),
      vscode.window.onDidChangeTextEditorVisibleRanges((event) => this.ask(event.textEditor)),
      vscode.workspace.onDidChangeTextDocument((event) => {
        for (const editor of vscode.window.visibleTextEditors) if (editor.document === event.document) this.ask(editor);
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("mubiao.columns")) this.toggled.fire();
      }),
    ];
    all();
  }

  private on: boolean | undefined;

  /** Whether columns are aligned: as the setting has it, until the user toggles. */
  get enabled(): boolean {
    return this.on ?? vscode.workspace.getConfiguration("mubiao").get("columns.align", true);
  }

  toggle(): void {
    this.on = !this.enabled;
    this.toggled.fire();
  }

  private ask(editor: vscode.TextEditor): void {
    if (!isBook(editor.document)) return;
    this.waiting.add(editor);
    // One round for all that happens at once.
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      const editors = [...this.waiting];
      this.waiting.clear();
      for (const one of editors) this.align(one);
    }, 16);
  }

  private align(editor: vscode.TextEditor): void {
    const tabs: vscode.Range[] = [];
    const rooms: vscode.DecorationOptions[] = [];
    const wide: vscode.Range[] = [];
    const lines = linesOf(editor.document);
    const top = editor.visibleRanges[0]?.start.line ?? 0;
    const drawn = new Map<number, string>();
    const staying = new Set<number>();
    for (const visible of this.enabled ? editor.visibleRanges : []) {
      const to = Math.min(visible.end.line + 2, lines.lineCount);
      // Where one is scrolled to next, rows that stay in view are drawn before this extension hears of it.
      let at = Math.max(visible.start.line - NEAR, 0);
      while (at < to) {
        const table = tableAt(lines, at);
        if (table === undefined) {
          at += 1;
          continue;
        }
        const leads = leadsOf(lines, table, Math.max(at, Math.min(top + STAYING, table.end)));
        if (table.end > top) for (const line of leads) staying.add(line);
        const rows = rowsAround(lines, table.body);
        // Only what is in view, or may stay in it.
        for (const stop of stops(lines, table, Math.max(at, visible.start.line - 1), to, leads)) {
          if (!drawn.has(stop.line))
            for (const at of unsure(lines.line(stop.line)))
              wide.push(new vscode.Range(stop.line, at, stop.line, at + 1));
          drawn.set(stop.line, `${drawn.get(stop.line) ?? ""} ${stop.width}`);
          const parent = stop.empty ? this.parents.at(editor.document, rows, stop.line, stop.character) : undefined;
          const room = { contentText: parent ?? "", width: stop.width, color: PARENT };
          const tab = new vscode.Range(stop.line, stop.character, stop.line, stop.character + 1);
          const behind = tab.with(tab.end, tab.end.translate(0, stop.behind));
          tabs.push(tab);
          rooms.push(
            {
              // The caret at the start of a cell stands behind the room.
              next: { range: behind, renderOptions: { before: room } },
              // There can be one room before a character.
              penultimate: { range: tab, renderOptions: { after: room } },
              last: { range: tab, renderOptions: { before: room } },
            }[stop.place],
          );
        }
        at = table.end;
      }
    }
    editor.setDecorations(this.tabs, tabs);
    editor.setDecorations(this.rooms, rooms);
    editor.setDecorations(this.wide, wide);
    const before = this.drawn.get(editor);
    this.drawn.set(editor, drawn);
    if ([...staying].some((line) => drawn.get(line) !== before?.get(line))) this.moved.fire(editor.document);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.tabs.dispose();
    this.rooms.dispose();
    this.wide.dispose();
    for (const one of this.subscriptions) one.dispose();
  }
}

/** Names the column under the cursor in the status bar. */
export class ColumnName implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("mubiao.column", vscode.StatusBarAlignment.Right, 101);
  private readonly subscriptions: vscode.Disposable[];

  constructor() {
    this.item.name = vscode.l10n.t("mubiao: column");
    const show = () => this.show();
    this.subscriptions = [
      vscode.window.onDidChangeTextEditorSelection(show),
      vscode.window.onDidChangeActiveTextEditor(show),
      vscode.workspace.onDidChangeConfiguration(show),
    ];
    show();
  }

  private show(): void {
    const editor = vscode.window.activeTextEditor;
    const wanted = vscode.workspace.getConfiguration("mubiao").get("statusBar.column", true);
    if (editor === undefined || !wanted || !isBook(editor.document)) {
      this.item.hide();
      return;
    }
    const { line, character } = editor.selection.active;
    const column = columnAt(linesOf(editor.document), line, character);
    if (column === undefined) {
      this.item.hide();
      return;
    }
    this.item.text = `$(symbol-field) ${plain(column.name)}`;
    this.item.tooltip = vscode.l10n.t("Column {0} of {1}", column.index + 1, column.count);
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
    for (const one of this.subscriptions) one.dispose();
  }
}

/** Goes to the value one column on or back; behind the last one, a TAB begins the next. */
export async function moveColumn(by: 1 | -1): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return;
  const { active } = editor.selection;
  const found = neighbour(editor.document.lineAt(active.line).text, active.character, by);
  if (found !== undefined) {
    editor.selection = new vscode.Selection(active.line, found.start, active.line, found.end);
    editor.revealRange(editor.selection);
  } else if (by === 1) {
    // The value that was gone to is selected, and would give way to the TAB.
    editor.selection = new vscode.Selection(editor.selection.end, editor.selection.end);
    await vscode.commands.executeCommand("type", { text: "\t" });
  } else if (editor.selection.isEmpty === false) {
    editor.selection = new vscode.Selection(active, active);
  }
}
