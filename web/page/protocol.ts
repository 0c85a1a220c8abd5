/** What the page and its worker say to each other. */

import type { Range, SheetForm, SheetTotals } from "../../editors/vscode/src/printed";

/** What the worker can be asked, by name: what is given, and what comes back. */
export interface Calls {
  /** Opens a file under a number, and keeps it open. */
  open: (book: number, name: string, bytes: Uint8Array) => About;
  /** The units of a file that is not kept open. */
  units: (name: string, bytes: Uint8Array) => Units;
  unitsOf: (book: number) => Units;
  /** Takes the file off the desk; its number too, where it is open. */
  close: (book: number | undefined, name: string) => void;
  form: (book: number, sheet: number) => FormAnswer;
  findings: (book: number, rule: string, most: number) => Findings;
  /** A change, and the sheet as it is afterwards. */
  apply: (book: number, sheet: number, version: number, finding: number, fix: number) => Changed;
  allow: (book: number, sheet: number, version: number, finding: number) => Changed;
  edit: (book: number, sheet: number, version: number, range: Range, text: string) => Changed;
  fixAll: (book: number, sheet: number) => Changed & { fixed: number };
  undo: (book: number, sheet: number) => Changed;
  redo: (book: number, sheet: number) => Changed;
  write: (book: number, to: string) => Uint8Array<ArrayBuffer>;
  nextYear: (book: number) => string;
  evaluation: (book: number) => string;
  compare: (before: number, after: number, acrossYears: boolean) => Comparison;
  comparePage: (before: number, after: number, acrossYears: boolean) => string;
  forms: () => FormName[];
  newSheet: (form: string, unit: string, year: number) => string;
  explain: (rule: string) => string;
  /** Has messages in a language from now on. */
  speak: (lang: string) => void;
  /** How many bytes the module holds. */
  memory: () => number;
  /** Fails as a defect would. */
  panic: () => void;
}

export type Name = keyof Calls;

export interface Call {
  id: number;
  name: Name;
  args: unknown[];
}

export type Reply =
  | { id: number; value: unknown }
  /** A sentence. */
  | { id: number; error: string }
  /** The worker is of no use any more. */
  | { id: number; crash: string }
  | { read: number; of: number };

/** What starts a worker. */
export interface Start {
  wasm: Uint8Array;
  lang: string;
}

export interface About {
  output: string;
  version: number;
  sheets: number;
  undo: boolean;
  redo: boolean;
  report: ImportReport | null;
}

export interface Note {
  place: string | null;
  text: string;
  message: string;
  rule: string | null;
}

export interface ImportReport {
  mended: Note[];
  doubts: Note[];
  left_out: Note[];
}

export interface FormAnswer {
  version: number;
  sheets: number;
  form: SheetForm | null;
  message: string | null;
}

export interface Changed {
  about: About;
  answer: FormAnswer;
}

export interface Found {
  at: number;
  code: string;
  severity: number;
  message: string;
  range: Range;
  sheet: number | null;
  fixes: { title: string; safe: boolean }[];
}

export interface Findings {
  version: number;
  counts: [number, number, number];
  fixable: number;
  rules: { name: string; summary: string; count: number }[];
  list: Found[];
}

export type Unit = SheetTotals & { errors: number; warnings: number };

export interface Units {
  units: Unit[];
  counts: [number, number, number];
  message: string | null;
}

export interface FormName {
  id: string;
  name: string;
  unit: string;
}

export interface Change {
  kind: "changed" | "new" | "dropped" | "renamed";
  warning: boolean;
  section: string[];
  row: string[];
  column: string | null;
  before: string;
  after: string;
  difference: string | null;
}

export interface Comparison {
  same: boolean;
  sheets: { name: string; fate: "changed" | "new" | "dropped"; changes: Change[] }[];
}
