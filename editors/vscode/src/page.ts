/** The page of the preview, which runs one script, loads one style, and reaches nothing else. */

import type { Position, Range } from "vscode-languageclient";
import type { SheetForm, Words } from "./printed";

export type { Words } from "./printed";

/** What the extension tells the page. */
export type ToPage =
  | { kind: "form"; uri: string; version: number; form: SheetForm; sheets: number; cursor: Position | null }
  | { kind: "cursor"; version: number; cursor: Position | null }
  | { kind: "message"; uri: string; text: string; offers: Offer[] };

/** What the page tells the extension. */
export type FromPage =
  | { kind: "ready" }
  | { kind: "go"; uri: string; version: number; range: Range }
  /** Puts a value into the cell whose value stands at `range`. */
  | { kind: "edit"; uri: string; version: number; range: Range; text: string }
  /** Turns to the next sheet or to the one before. */
  | { kind: "sheet"; by: 1 | -1 }
  | { kind: "run"; command: string };

/** Something that can be done when there is no form. */
export interface Offer {
  command: string;
  title: string;
}

/** What the page remembers of itself. */
export interface PageState {
  uri: string;
  sheet: number;
  scroll: number;
  /** By how much the paper is larger than what fits. */
  zoom: number;
}

export interface Parts {
  /** Where resources of the extension come from. */
  source: string;
  nonce: string;
  script: string;
  style: string;
  words: Words;
}

export const escaped = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** The page. */
export function page({ source, nonce, script, style, words }: Parts): string {
  const policy = `default-src 'none'; style-src ${source}; script-src 'nonce-${nonce}'`;
  return `<!doctype html>
<html lang="${escaped(words.lang)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escaped(style)}">
</head>
<body data-words="${escaped(JSON.stringify(words))}">
<script nonce="${escaped(nonce)}" src="${escaped(script)}"></script>
</body>
</html>
`;
}
