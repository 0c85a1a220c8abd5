/** A sheet as it is printed, as the server and the page in a browser are sent it, and the words beside it. */

/** A line and a column, both from 0; the column counts UTF-16. */
export interface Place {
  line: number;
  character: number;
}

export interface Range {
  start: Place;
  end: Place;
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
  /** What was executed, the execution rate in per cent and the points, where the form states them. */
  executed?: string;
  rate?: string;
  score?: string;
  /** How many indicators it has. */
  indicators: number;
  /** How many findings it has. */
  findings: number;
  /** The unit of the amounts: 元, 万元 or 亿元. */
  unit: string;
  /** How many of its sums do not hold. */
  failing: number;
  /** The first of them: what its parts are called, and parts less total. */
  failure: { name: string; difference: string | null } | null;
  /** Whether it has an amount that cannot be read. */
  unread: boolean;
}

/** A sheet as it is printed. Amounts are decimal texts in the form's unit. */
export interface SheetForm {
  /** Which sheet it is, 0-based. */
  sheet: number;
  range: Range;
  landscape: boolean;
  unit: string;
  /** The widths of the columns, in mm. */
  widths: number[];
  title: Cell | null;
  tables: { head: Row[]; body: Row[] }[];
  findings: Finding[];
  totals: SheetTotals;
  sums: Sum[];
  shares: Share[];
}

export interface Row {
  /** The section's id in the form's layout. */
  section: string;
  cells: Cell[];
}

/** A cell; one that goes over several rows stands in the first of them alone. */
export interface Cell {
  /** One paragraph a line. */
  text: string;
  /** `rest` is a label's column going on; `title` and `aside` stand around the table, among its rows. */
  look: "title" | "aside" | "head" | "rest" | "value" | "text";
  cols: number;
  rows: number;
  /** What states it; `null` for what the form itself prints. */
  range: Range | null;
  /** By index. */
  findings: number[];
}

export interface Finding {
  range: Range;
  /** 1 error, 2 warning, 3 information. */
  severity: number;
  code: string;
  message: string;
}

/** A sum that the form prescribes. */
export interface Sum {
  total: Side;
  parts: Side;
  /** Parts less total; `null` when an amount cannot be read. */
  difference: string | null;
  holds: boolean;
}

export interface Side {
  name: string;
  amount: string | null;
}

/** A part of the expenditure. */
export interface Share {
  name: string;
  amount: string;
  /** `null` when no expenditure is stated. */
  percent: string | null;
  range: Range;
}

/** The words that the page shows. */
export interface Words {
  lang: string;
  short: string;
  over: string;
  /** How many sums hold. */
  holding: string;
  unread: string;
  shares: string;
  sheet: string;
  findings: string;
  severities: string[];
  /** What the buttons above the form do. */
  previous: string;
  next: string;
  larger: string;
  smaller: string;
  print: string;
  export: string;
}
