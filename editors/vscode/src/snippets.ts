/** An indicator to be filled in, from the column where it is asked for on, with the year of its sheet. */

import * as vscode from "vscode";
import { linesOf } from "./columns";
import { type Lines, tableAt } from "./table";

/** So many lines above and below are looked at for the year. */
const NEAR = 200;

/** The fiscal year that the rows around a line are for: as a directive or their deadlines have it. */
export function yearAround(lines: Lines, at: number): string | undefined {
  const counts = new Map<string, number>();
  for (let line = Math.max(0, at - NEAR); line < Math.min(lines.lineCount, at + NEAR); line += 1) {
    const found = /\t((?:19|20)\d{2})-\d{1,2}(?:-\d{1,2})?[ \u3000]*$/.exec(lines.line(line))?.[1];
    if (found !== undefined) counts.set(found, (counts.get(found) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** The two indicators, by what begins them. */
const KINDS = [
  { prefix: "dingliang", label: "定量指标", operator: "${9|>=,=,<=|}", target: "${10:100}", measure: "${11:%}" },
  { prefix: "dingxing", label: "定性指标", operator: "", target: "${10:管理规范}", measure: "" },
];

/** The snippet of a kind whose first cell is in `column` of a table with these headers. */
export function bodyOf(kind: (typeof KINDS)[number], headers: string[], column: number, year: string): string {
  const cells = headers.map((header, at) => {
    if (/^[一二三]级指标$/.test(header)) return `\${${at}:${header}}`;
    if (/运算符号|计算符号/.test(header)) return kind.operator;
    if (header === "指标值" || header.endsWith("指标值")) return kind.target;
    if (/度量单位|计量单位/.test(header)) return kind.measure;
    return /完成时限|时限/.test(header) ? `\${12:${year}-12}` : "";
  });
  return cells.slice(column).join("\t");
}

export class Snippets implements vscode.CompletionItemProvider {
  provideCompletionItems(document: vscode.TextDocument, position: vscode.Position): vscode.CompletionItem[] {
    const lines = linesOf(document);
    const table = tableAt(lines, position.line);
    const text = lines.line(position.line);
    const column = text.slice(0, position.character).split("\t").length - 1;
    if (table === undefined || position.line < table.body || !table.headers.includes("三级指标")) return [];
    // Behind its name a row is not begun any more, and what follows would be written twice.
    const names = table.headers.indexOf("三级指标");
    if (column > names || text.slice(position.character).trim() !== "") return [];
    const year = yearAround(lines, position.line) ?? String(new Date().getFullYear());
    const typed = text.slice(0, position.character).split("\t").at(-1)?.length ?? 0;
    const range = new vscode.Range(position.translate(0, -typed), new vscode.Position(position.line, text.length));
    return KINDS.map((kind) => {
      const item = new vscode.CompletionItem(
        { label: kind.prefix, description: kind.label },
        vscode.CompletionItemKind.Snippet,
      );
      // The cell of the label is empty in a row.
      const from = Math.max(column, 1);
      item.insertText = new vscode.SnippetString((column === 0 ? "\t" : "") + bodyOf(kind, table.headers, from, year));
      item.range = range;
      item.filterText = kind.prefix;
      return item;
    });
  }
}
