/** What the extension and the server say to each other beyond LSP. */

import type { Position, TextDocumentIdentifier } from "vscode-languageclient";
import { RequestType } from "vscode-languageclient";
import type { SheetForm, SheetTotals } from "./printed";

export type { Cell, Finding, Row, Share, SheetForm, SheetTotals, Sum } from "./printed";

/** Asks for the totals of a book, or of the sheet at one place of it. */
export interface TotalsParams {
  textDocument: TextDocumentIdentifier;
  position?: Position;
}

/** `mubiao/totals`: one entry a sheet, in the order of the text. */
export const totalsRequest = new RequestType<TotalsParams, SheetTotals[], void>("mubiao/totals");

/** Asks for a sheet as it is printed: that at a place. */
export interface FormParams {
  textDocument: TextDocumentIdentifier;
  position: Position;
}

/** A sheet of a document, or why there is none to show. */
export interface FormAnswer {
  /** The document's version. */
  version: number;
  /** How many sheets the book has. */
  sheets: number;
  form: SheetForm | null;
  message: string | null;
}

/** `mubiao/form`: the sheet at a place as it is printed. */
export const formRequest = new RequestType<FormParams, FormAnswer, void>("mubiao/form");
