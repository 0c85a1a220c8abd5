/** The preview: the sheet under the cursor as it is printed, in a panel beside the text. */

import * as vscode from "vscode";
import { type Change, moved, type Place, within } from "./cells";
import { Newest } from "./newest";
import { type FromPage, type Offer, type PageState, page, type ToPage, type Words } from "./page";
import { type FormAnswer, formRequest } from "./protocol";
import type { Server } from "./server";
import { mayChange } from "./writable";

const { l10n } = vscode;
const TYPE = "mubiao.preview";
/** The page is never further behind than so many changes. */
const MOST_CHANGES = 500;
const isBook = (document: vscode.TextDocument) => document.languageId === "mubiao";

export class Preview implements vscode.Disposable, vscode.WebviewPanelSerializer<PageState> {
  private panel: vscode.WebviewPanel | undefined;
  private document: vscode.TextDocument | undefined;
  /** Where the cursor was last in the document. */
  private cursor = new vscode.Position(0, 0);
  /** What the page shows: `same` is all but the version. */
  private shown: { uri: string; version: number; range: vscode.Range | undefined; same: string } | undefined;
  /** The last changes of the document, each with the version that it made. */
  private changes: { version: number; change: Change }[] = [];
  private timer: NodeJS.Timeout | undefined;
  private readonly newest = new Newest(() => this.update());
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly server: Server,
    private readonly extension: vscode.Uri,
  ) {
    const ask = () => this.ask();
    this.subscriptions = [
      vscode.window.registerWebviewPanelSerializer(TYPE, this),
      vscode.window.onDidChangeActiveTextEditor((editor) => this.turn(editor)),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.follow(textEditor)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (document !== this.document) return;
        for (const { range, text } of contentChanges) {
          this.changes.push({ version: document.version, change: { start: range.start, end: range.end, text } });
        }
        this.changes.splice(0, this.changes.length - MOST_CHANGES);
        this.ask();
      }),
      vscode.workspace.onDidCloseTextDocument((document) => document === this.document && this.ask()),
      // Another file may bring a finding into this one.
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        if (uris.some((uri) => uri.toString() === this.document?.uri.toString())) this.ask();
      }),
      server.onChanged(ask),
    ];
  }

  /** The book that is shown, where the panel has the focus. */
  get source(): vscode.Uri | undefined {
    return this.panel?.active === true ? this.document?.uri : undefined;
  }

  /** Opens the panel beside the text, or brings it to the front. */
  open(): void {
    const editor = vscode.window.activeTextEditor;
    if (this.panel === undefined) {
      const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
      this.adopt(vscode.window.createWebviewPanel(TYPE, "", column, { enableFindWidget: true }));
    } else {
      this.panel.reveal(undefined, true);
    }
    this.turn(editor);
    this.ask();
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: PageState | undefined): Promise<void> {
    if (this.panel !== undefined) {
      panel.dispose();
      return;
    }
    this.turn(vscode.window.activeTextEditor);
    if (this.document === undefined && state?.uri !== undefined) {
      // Without the file the page says what to do.
      this.document = await reopen(vscode.Uri.parse(state.uri));
    }
    this.adopt(panel);
  }

  private adopt(panel: vscode.WebviewPanel): void {
    const dist = vscode.Uri.joinPath(this.extension, "dist");
    const resource = (name: string) => panel.webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
    this.panel = panel;
    this.shown = undefined;
    panel.iconPath = vscode.Uri.joinPath(this.extension, "icons", "file.svg");
    panel.title = this.title();
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    panel.webview.onDidReceiveMessage((message: FromPage) => this.hear(message));
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.shown = undefined;
    });
    panel.webview.html = page({
      source: panel.webview.cspSource,
      nonce: crypto.randomUUID(),
      script: resource("preview.js"),
      style: resource("preview.css"),
      words: words(),
    });
  }

  private title(): string {
    const name = this.document?.uri.path.split("/").pop();
    return name ? l10n.t("Preview {0}", name) : l10n.t("Preview");
  }

  /** Turns to the document of another editor. */
  private turn(editor: vscode.TextEditor | undefined): void {
    if (editor === undefined || !isBook(editor.document)) return;
    this.cursor = editor.selection.active;
    if (editor.document === this.document) return;
    this.document = editor.document;
    this.changes = [];
    if (this.panel !== undefined) this.panel.title = this.title();
    this.ask();
  }

  /** Follows the cursor: into another sheet by asking, within the one that is shown by telling where it is. */
  private follow(editor: vscode.TextEditor): void {
    if (editor.document !== this.document) return;
    this.cursor = editor.selection.active;
    const { shown } = this;
    const known = shown?.uri === this.document.uri.toString() && shown.version === this.document.version;
    if (known && shown.range !== undefined && within(shown.range, this.cursor)) {
      this.post({ kind: "cursor", version: shown.version, cursor: this.cursor });
    }
    // At the end of a sheet another one begins, and only the server knows which of them it is.
    if (!known || shown.range === undefined || !within(shown.range, this.cursor) || this.cursor.character === 0)
      this.ask();
  }

  private ask(): void {
    if (this.panel === undefined) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.newest.ask();
    }, 30);
  }

  private async update(): Promise<void> {
    if (this.panel?.visible !== true) return;
    if (this.document?.isClosed === true) {
      const { uri } = this.document;
      const again = uri.scheme === "untitled" ? undefined : await reopen(uri);
      if (this.document?.uri.toString() === uri.toString()) [this.document, this.changes] = [again, []];
    }
    const { document } = this;
    if (document === undefined) {
      this.say(l10n.t("Open a .mubiao file: its form is shown here."), [offer("newSheet", l10n.t("New Sheet"))]);
      return;
    }
    const client = this.server.running;
    if (client === undefined) {
      this.say(this.server.problem || l10n.t("The mubiao server is not running; restart it."), [
        offer("restartServer", l10n.t("Restart Server")),
        offer("showLog", l10n.t("Show Log")),
      ]);
      return;
    }
    if (client.initializeResult?.capabilities.experimental?.form !== true) {
      this.say(l10n.t("{0} is too old to draw forms. Update it.", this.server.path ?? "mubiao"), []);
      return;
    }
    let answer: FormAnswer;
    try {
      answer = await client.sendRequest(formRequest, {
        textDocument: { uri: client.code2ProtocolConverter.asUri(document.uri) },
        position: client.code2ProtocolConverter.asPosition(this.cursor),
      });
    } catch (error) {
      this.server.log.warn(`mubiao/form: ${String(error)}`);
      // What the server does not know yet, or no more, is asked for again when something happens.
      if (this.server.running !== undefined && document === this.document) return;
      this.ask();
      return;
    }
    if (document !== this.document || document.isClosed || answer.version !== document.version) {
      // It is no longer what the text says.
      this.ask();
      return;
    }
    const { form, version, sheets } = answer;
    if (form === null) {
      this.say(answer.message ?? "", sheets === 0 ? [offer("newSheet", l10n.t("New Sheet"))] : []);
      return;
    }
    const uri = document.uri.toString();
    const same = JSON.stringify([uri, sheets, form]);
    const cursor = this.cursor;
    const range = client.protocol2CodeConverter.asRange(form.range);
    const unchanged = this.shown?.same === same;
    this.shown = { uri, version, range, same };
    this.post(unchanged ? { kind: "cursor", version, cursor } : { kind: "form", uri, version, form, sheets, cursor });
  }

  private say(text: string, offers: Offer[]): void {
    const uri = this.document?.uri.toString() ?? "";
    const same = JSON.stringify([uri, text, offers]);
    if (this.shown?.same === same) return;
    this.shown = { uri, version: -1, range: undefined, same };
    this.post({ kind: "message", uri, text, offers });
  }

  private post(message: ToPage): void {
    void this.panel?.webview.postMessage(message);
  }

  private async hear(message: FromPage): Promise<void> {
    switch (message.kind) {
      case "ready":
        // The page is new, or has come back.
        this.shown = undefined;
        this.ask();
        break;
      case "go":
        if (this.document?.uri.toString() === message.uri) {
          await this.go(this.document, this.now(message.range, message.version));
        }
        break;
      case "edit":
        if (this.document?.uri.toString() === message.uri) {
          const { start, end } = this.now(message.range, message.version);
          await this.put(this.document, new vscode.Range(start, end), message.text);
        }
        break;
      case "sheet":
        await this.turnSheet(message.by);
        break;
      case "run":
        if (["print", "export", "newSheet", "restartServer", "showLog"].includes(message.command)) {
          await vscode.commands.executeCommand(`mubiao.${message.command}`);
        }
        break;
    }
  }

  /** Where a range of a version is now: the page may be a moment behind the text. */
  private now(range: { start: Place; end: Place }, version: number): vscode.Range {
    const since = this.changes.filter((change) => change.version > version);
    const at = (place: Place) => {
      const { line, character } = since.reduce((now, { change }) => moved(now, change), place);
      return new vscode.Position(line, character);
    };
    return new vscode.Range(at(range.start), at(range.end));
  }

  /** Puts a value into a cell of the text, as typing it there does. */
  private async put(document: vscode.TextDocument, cell: vscode.Range, text: string): Promise<void> {
    const value = text.replace(/[\t\r\n\u2028\u2029]+/g, " ").trim();
    if (!cell.isSingleLine || document.getText(cell) === value || !(await mayChange(document))) return;
    const edit = new vscode.WorkspaceEdit();
    const row = document.lineAt(cell.start.line).text;
    // A field that is still a label alone has no cell yet.
    const begun = cell.isEmpty && cell.start.character === row.length && !row.includes("\t");
    edit.replace(document.uri, cell, begun ? `\t${value}` : value);
    await vscode.workspace.applyEdit(edit);
  }

  /** Turns to another sheet of the book, and the cursor with it. */
  private async turnSheet(by: 1 | -1): Promise<void> {
    const { document } = this;
    const range = this.shown?.range;
    if (document === undefined || range === undefined) return;
    const line = by === 1 ? range.end.line : range.start.line - 1;
    if (line < 0 || line >= document.lineCount) return;
    const at = document.validatePosition(new vscode.Position(line, 0));
    this.cursor = at;
    const editor = vscode.window.visibleTextEditors.find((one) => one.document === document);
    if (editor !== undefined) {
      editor.selection = new vscode.Selection(at, at);
      editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.AtTop);
    }
    this.ask();
  }

  /** Puts the cursor on a cell: its value is selected, as TAB does it. */
  private async go(document: vscode.TextDocument, cell: vscode.Range): Promise<void> {
    const editor = vscode.window.visibleTextEditors.find((one) => one.document === document);
    const selection = cell.isSingleLine ? cell : new vscode.Range(cell.start, cell.start);
    const viewColumn = editor?.viewColumn ?? vscode.ViewColumn.One;
    const shown = await vscode.window.showTextDocument(document, { viewColumn, selection });
    shown.revealRange(cell, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.panel?.dispose();
    for (const one of this.subscriptions) one.dispose();
  }
}

function offer(command: string, title: string): Offer {
  return { command, title };
}

/** A file's document; `undefined` when it is not there any more. */
async function reopen(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}

function words(): Words {
  return {
    lang: vscode.env.language,
    short: l10n.t("{0} short"),
    over: l10n.t("{0} over"),
    holding: l10n.t("{0} sums hold"),
    unread: l10n.t("not stated"),
    shares: l10n.t("Shares of the expenditure"),
    sheet: l10n.t("sheet {0} of {1}"),
    findings: l10n.t("{0} findings"),
    previous: l10n.t("Previous sheet"),
    next: l10n.t("Next sheet"),
    larger: l10n.t("Larger"),
    smaller: l10n.t("Smaller"),
    print: l10n.t("Print"),
    export: l10n.t("Export"),
    severities: [l10n.t("Error:"), l10n.t("Warning:"), l10n.t("Note:")],
  };
}
