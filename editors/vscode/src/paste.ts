/** What is pasted from other programs becomes cells and rows of the table under the cursor. */

import * as vscode from "vscode";
import { linesOf } from "./columns";
import { gridOf, gridOfHtml, oneCell, placed } from "./grid";

const { l10n } = vscode;

/** What newer editors have beyond the types of the oldest one. */
interface PasteApi {
  languages: {
    registerDocumentPasteEditProvider?: (
      selector: vscode.DocumentSelector,
      provider: object,
      metadata: { providedPasteEditKinds: unknown[]; pasteMimeTypes: string[] },
    ) => vscode.Disposable;
  };
  DocumentPasteEdit: new (text: string, title: string, kind: unknown) => { additionalEdit?: vscode.WorkspaceEdit };
  DocumentDropOrPasteEditKind: { Empty: { append(...parts: string[]): unknown } };
}

/** No more is looked at, in UTF-16 units; the editor pastes it as it is. */
const LONGEST = 2_000_000;

/** Registers it, where the editor can. */
export function registerPaste(): vscode.Disposable {
  const api = vscode as unknown as PasteApi;
  const register = api.languages.registerDocumentPasteEditProvider;
  if (register === undefined) return new vscode.Disposable(() => undefined);
  const kind = api.DocumentDropOrPasteEditKind.Empty.append("mubiao", "cells");
  const provider = {
    async provideDocumentPasteEdits(
      document: vscode.TextDocument,
      ranges: readonly vscode.Range[],
      data: vscode.DataTransfer,
    ) {
      const [range] = ranges;
      if (range === undefined || ranges.length > 1) return undefined;
      const text = (await data.get("text/plain")?.asString()) ?? "";
      const html = (await data.get("text/html")?.asString()) ?? "";
      // One piece of a line is pasted as it is.
      if (!/[\t\r\n]/.test(text) || text.length + html.length > LONGEST) return undefined;
      const edit = editOf(document, range, text, html);
      if (edit === undefined) return undefined;
      const { count, ...rest } = edit;
      if (count > 0) vscode.window.setStatusBarMessage(l10n.t("{0} rows put in order", count), 10_000);
      const made = new api.DocumentPasteEdit(rest.text, l10n.t("Paste as cells"), kind);
      if (rest.additional !== undefined) made.additionalEdit = rest.additional;
      return [made];
    },
  };
  return register({ language: "mubiao" }, provider, {
    providedPasteEditKinds: [kind],
    pasteMimeTypes: ["text/plain", "text/html"],
  });
}

interface Made {
  text: string;
  additional?: vscode.WorkspaceEdit;
  count: number;
}

function editOf(document: vscode.TextDocument, range: vscode.Range, text: string, html: string): Made | undefined {
  const grid = gridOfHtml(html) ?? gridOf(text);
  const lines = linesOf(document);
  const { start } = range;
  const only = grid.length === 1 && grid[0]?.length === 1 ? grid[0][0] : undefined;
  // One cell, with what an office puts behind it.
  if (only !== undefined) return only === "" ? undefined : { text: only, count: 0 };
  // Rows of a book that are pasted between rows are rows already.
  const between = start.character === 0 && range.isEmpty;
  if (between && /\n$/.test(text) && text.startsWith("\t") && html === "") return undefined;
  const made = start.line === range.end.line ? placed(lines, start.line, start.character, grid) : undefined;
  if (made !== undefined) {
    const eol = document.eol === vscode.EndOfLine.CRLF ? "\r\n" : "\n";
    const rows = made.rows.join(eol);
    const additional = new vscode.WorkspaceEdit();
    if (made.end > made.first) {
      const last = document.lineAt(made.end - 1).range.end;
      additional.replace(document.uri, new vscode.Range(new vscode.Position(made.first, 0), last), rows);
    } else {
      additional.insert(document.uri, document.lineAt(made.first - 1).range.end, eol + rows);
    }
    return { text: "", additional, count: made.count };
  }
  const row = lines.line(start.line);
  // Paragraphs of a goal are one cell: behind a label that has no columns.
  const inValue = /^[ \u3000]*[^\t \u3000#]/.test(row) && row.slice(0, start.character).includes("\t");
  if (between || !inValue || grid.some((cells) => cells.length > 1)) return undefined;
  return { text: oneCell(grid), count: 0 };
}
