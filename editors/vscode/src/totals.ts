/** Totals: whether the sheet under the cursor balances, and the list of all sheets, which jumps. */

import * as vscode from "vscode";
import { showInformation } from "./notify";
import { plain } from "./plain";
import { type SheetTotals, totalsRequest } from "./protocol";
import type { Server } from "./server";

const { l10n } = vscode;

/** So long nothing has to happen before the server is asked, in milliseconds. */
const PAUSE = 150;

/** Whether an exact decimal is nought. */
export const isZero = (amount: string) => /^-?0*(\.0*)?$/.test(amount);

/** What the status bar says of a sheet: first the sum that fails, then what cannot be read; it balances only without either. */
export function balance(sheet: SheetTotals): string {
  const name = plain(sheet.code || sheet.name);
  if (sheet.failure != null) return `$(error) ${name} ${failed(sheet)}`;
  if (sheet.unread) return `$(warning) ${name} ${l10n.t("an amount cannot be read; check it")}`;
  // What there is too little of for a sum is not called balanced.
  if (sheet.difference === null) return `$(circle-slash) ${name}`;
  if (isZero(sheet.difference)) return `$(check) ${name} ${l10n.t("balanced")}`;
  return `$(error) ${name} ${off(sheet.difference)}`;
}

/** The first sum that fails, in words. */
function failed({ failure, failing }: SheetTotals): string {
  const { name, difference } = failure ?? { name: "", difference: null };
  // The sums of single rows may be off and their total be right.
  const by = difference === null || isZero(difference) ? l10n.t("does not add up") : off(difference);
  const more = failing > 1 ? ` ${l10n.t("(and {0} more)", failing - 1)}` : "";
  return `${plain(name)} ${by}${more}`;
}

function off(difference: string): string {
  const by = difference.replace(/^[-+]/, "");
  return difference.startsWith("-") ? l10n.t("{0} short", by) : l10n.t("{0} over", by);
}

/** The status bar item, and the list behind it. */
export class Totals implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("mubiao.balance", vscode.StatusBarAlignment.Right, 102);
  private readonly subscriptions: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;
  private asking = false;
  private again = false;

  constructor(private readonly server: Server) {
    this.item.name = l10n.t("mubiao: balance");
    this.item.command = "mubiao.showTotals";
    const ask = () => this.ask();
    this.subscriptions = [
      vscode.window.onDidChangeTextEditorSelection(ask),
      vscode.window.onDidChangeActiveTextEditor(ask),
      vscode.workspace.onDidChangeTextDocument(ask),
      vscode.workspace.onDidChangeConfiguration(ask),
      server.onChanged(ask),
      vscode.languages.onDidChangeDiagnostics(ask),
    ];
  }

  private ask(): void {
    // While someone types, and while an answer is awaited, nothing is asked.
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.asking) this.again = true;
      else void this.answer();
    }, PAUSE);
  }

  private async answer(): Promise<void> {
    this.asking = true;
    do {
      this.again = false;
      await this.show();
    } while (this.again);
    this.asking = false;
  }

  /** The totals of a book, or of the sheet at one place; `undefined` when the server cannot tell. */
  private async sheets(document: vscode.TextDocument, at?: vscode.Position): Promise<SheetTotals[] | undefined> {
    const client = this.server.running;
    if (client === undefined) return undefined;
    const textDocument = { uri: document.uri.toString() };
    const place = at && { position: { line: at.line, character: at.character } };
    try {
      return await client.sendRequest(totalsRequest, { textDocument, ...place });
    } catch (error) {
      this.server.log.debug(`mubiao/totals: ${String(error)}`);
      return undefined;
    }
  }

  private async show(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    const wanted = vscode.workspace.getConfiguration("mubiao").get("statusBar.balance", true);
    if (editor === undefined || !wanted || editor.document.languageId !== "mubiao") {
      this.item.hide();
      return;
    }
    if (this.server.problem !== "") {
      this.item.text = `$(error) mubiao`;
      this.item.tooltip = plain(this.server.problem);
      this.item.command = "mubiao.showLog";
      this.item.show();
      return;
    }
    this.item.command = "mubiao.showTotals";
    const [sheet] = (await this.sheets(editor.document, editor.selection.active)) ?? [];
    if (sheet === undefined) {
      this.item.hide();
      return;
    }
    this.item.text = balance(sheet);
    this.item.tooltip = `${plain(sheet.name)}\n${describe(sheet)}`;
    this.item.show();
  }

  /** Lists the sheets of the book; choosing one goes there. */
  async list(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    const sheets = editor === undefined ? undefined : await this.sheets(editor.document);
    if (editor === undefined || sheets === undefined || sheets.length === 0) {
      void showInformation(this.server.problem || l10n.t("This file has no sheet with totals yet."));
      return;
    }
    const items = sheets.map((sheet) => ({
      label: balance(sheet),
      description: plain(sheet.name),
      detail: describe(sheet),
      sheet,
    }));
    const chosen = await vscode.window.showQuickPick(items, {
      title: l10n.t("Totals of this book"),
      matchOnDescription: true,
      matchOnDetail: true,
    });
    if (chosen === undefined) return;
    const { line } = chosen.sheet.range.start;
    editor.selection = new vscode.Selection(line, 0, line, 0);
    editor.revealRange(new vscode.Range(line, 0, line, 0), vscode.TextEditorRevealType.AtTop);
    await vscode.window.showTextDocument(editor.document, editor.viewColumn);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.item.dispose();
    for (const one of this.subscriptions) one.dispose();
  }
}

/** What a sheet comes to, in a line. */
function describe(sheet: SheetTotals): string {
  const amount = (value: string | null) => plain(value === null ? "—" : `${value} ${sheet.unit}`);
  return [
    l10n.t("revenue {0}", amount(sheet.revenue)),
    l10n.t("expenditure {0}", amount(sheet.expenditure)),
    l10n.t("tasks {0}", amount(sheet.tasks)),
    ...(sheet.failure == null ? [] : [failed(sheet)]),
    ...(sheet.unread ? [l10n.t("an amount cannot be read; check it")] : []),
    ...(sheet.rate === undefined ? [] : [l10n.t("execution rate {0}%", plain(sheet.rate))]),
    ...(sheet.score === undefined ? [] : [l10n.t("score {0}", plain(sheet.score))]),
    l10n.t("{0} indicators", sheet.indicators),
    l10n.t("{0} findings", sheet.findings),
  ].join(" · ");
}
