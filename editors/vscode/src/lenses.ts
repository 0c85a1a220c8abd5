/** What a click on a line above a sheet does: the totals, or the standard indicators that the sheet lacks. */

import type * as vscode from "vscode";

/** A lens with what the server has it carry. */
type Carrying = vscode.CodeLens & { data?: { says?: "balance" | "standards" } };

/** What came of a lens, whose title is a command's now; the server names none, as other editors know none of these. */
export function withCommand<T extends vscode.CodeLens | null | undefined>(lens: T, asked: vscode.CodeLens): T {
  if (lens == null || lens.command?.command !== "") return lens;
  const { says } = (asked as Carrying).data ?? {};
  const command = says === "standards" ? "mubiao.insertStandardIndicators" : "mubiao.showTotals";
  lens.command = { ...lens.command, command, arguments: [lens.range.start] };
  return lens;
}
