/** What the extension and the server say to each other beyond LSP. */

import type { Position, Range, TextDocumentIdentifier } from "vscode-languageclient/node";
import { RequestType } from "vscode-languageclient/node";

/** Asks for the totals of a book, or of the sheet at one place of it. */
export interface TotalsParams {
  textDocument: TextDocumentIdentifier;
  position?: Position;
}

/** What a sheet comes to. Amounts are decimal texts in the form's unit, `null` where the sheet states none. */
export interface SheetTotals {
  /** The budget unit's name. */
  name: string;
  /** Its code; empty when the sheet has none. */
  code: string;
  /** The sheet, from its identity row to its last one. */
  range: Range;
  revenue: string | null;
  expenditure: string | null;
  /** The sum of all tasks. */
  tasks: string | null;
  /** By how much the tasks differ from the expenditure: negative when they are less; `"0"` when they balance. */
  difference: string | null;
  /** How many indicators it has. */
  indicators: number;
  /** How many findings it has. */
  findings: number;
}

/** `mubiao/totals`: one entry a sheet, in the order of the text. */
export const totalsRequest = new RequestType<TotalsParams, SheetTotals[], void>("mubiao/totals");
