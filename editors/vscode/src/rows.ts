/** Rows of a table and the parents they inherit: an empty cell of 一级指标 or 二级指标 stands for the one above it. */

import { type Lines, type Table, tableAt } from "./table";

/** Columns whose empty cells inherit, by index. */
function inheriting(headers: string[]): number[] {
  const levels = headers.flatMap((header, at) => (/^[一二三]级指标$/.test(header) ? [at] : []));
  // The last level names the row itself.
  return levels.slice(0, -1);
}

const skipped = (line: string) => /^[ \u3000]*#/.test(line) || /^[ \u3000\t]*$/.test(line);
const blank = (cell: string | undefined) => (cell ?? "").replace(/[ \u3000]/g, "") === "";

/** A row of a table: its text, and the parents that hold for it, by the index of their column. */
export interface Row {
  text: string;
  parents: Map<number, string>;
}

/** The rows of a table, its header rows first. */
export interface Rows {
  /** The line of the first header row. */
  first: number;
  /** How many header rows there are. */
  heads: number;
  columns: number;
  rows: Row[];
}

/** So many rows that name parents are looked for above a line. */
const MOST_LEADS = 60;

/** The rows above line `at` of a table that may stay in view when it is scrolled: its headers, and those that name parents. */
export function leadsOf(lines: Lines, { first, body, headers }: Table, at: number): number[] {
  const heads = Array.from({ length: Math.min(body, at) - first }, (_, row) => first + row);
  const parents = inheriting(headers);
  const named: number[] = [];
  for (let line = at - 1; line >= body && named.length < MOST_LEADS; line -= 1) {
    const text = lines.line(line);
    const cells = text.split("\t", headers.length);
    if (!skipped(text) && parents.some((column) => !blank(cells[column]))) named.push(line);
  }
  return [...heads, ...named];
}

/** The rows of the table that holds line `at`; `undefined` outside of one and in its header rows. */
export function rowsAround(lines: Lines, at: number): Rows | undefined {
  const table = tableAt(lines, at);
  if (table === undefined || at < table.body) return undefined;
  const columns = inheriting(table.headers);
  const rows: Row[] = [];
  let parents = new Map<number, string>();
  for (let line = table.first; line < table.end; line += 1) {
    const text = lines.line(line);
    if (line >= table.body && !skipped(text)) parents = below(parents, text, columns);
    rows.push({ text, parents });
  }
  return { first: table.first, heads: table.body - table.first, columns: table.headers.length, rows };
}

/** What the empty cell of a column stands for in a row; nothing in a row that is empty itself. */
export function inherited(row: Row, column: number): string | undefined {
  return skipped(row.text) ? undefined : row.parents.get(column);
}

/** The parents of a row below one with `parents`; another one of a higher level ends those below it. */
function below(parents: Map<number, string>, text: string, columns: number[]): Map<number, string> {
  const cells = text.split("\t");
  const own = new Map(parents);
  columns.forEach((column, level) => {
    if (blank(cells[column])) return;
    own.set(column, cells[column] ?? "");
    for (const lower of columns.slice(level + 1)) own.delete(lower);
  });
  return own;
}

/** What can be done with rows. */
export type RowAction = "insertBelow" | "insertAbove" | "delete" | "moveUp" | "moveDown" | "duplicate";

/** Rows that take the place of lines `first..end`, and where the cursor is then. */
export interface RowEdit {
  first: number;
  end: number;
  rows: string[];
  cursor: { line: number; character: number };
}

/**
 * What an action makes of the rows `from..=to`: every row keeps its parents, also one that inherited them from a row that goes
 * or moves. `undefined` where there is nothing to do.
 */
export function act(lines: Lines, from: number, to: number, action: RowAction): RowEdit | undefined {
  const around = rowsAround(lines, from);
  if (around === undefined || to >= around.first + around.rows.length) return undefined;
  const { first, heads, rows } = around;
  const columns = [...new Set(rows.flatMap(({ parents }) => [...parents.keys()]))].sort((a, b) => a - b);
  const chosen = rows.slice(from - first, to - first + 1);
  const moved = new Set<Row>();
  const order = [...rows];
  let cursor = from;
  const at = from - first;
  const fresh = (parents: Map<number, string>): Row => {
    const row = { text: "\t".repeat(around.columns - 1), parents };
    moved.add(row);
    return row;
  };
  if (action === "delete") order.splice(at, chosen.length);
  if (action === "insertBelow") {
    order.splice(to - first + 1, 0, fresh(rows[to - first]?.parents ?? new Map()));
    cursor = to + 1;
  }
  if (action === "insertAbove") order.splice(at, 0, fresh(rows[at]?.parents ?? new Map()));
  if (action === "duplicate") {
    const copies = chosen.map((row) => ({ ...row }));
    for (const copy of copies) moved.add(copy);
    order.splice(to - first + 1, 0, ...copies);
    cursor = to + 1;
  }
  if (action === "moveUp" || action === "moveDown") {
    const place = action === "moveUp" ? at - 1 : at + 1;
    // The header rows stay where they are.
    if (place < heads || place + chosen.length > rows.length) return undefined;
    order.splice(at, chosen.length);
    order.splice(place, 0, ...chosen);
    for (const row of chosen) moved.add(row);
    cursor = first + place;
  }
  const texts = written(order, heads, moved, columns);
  // What is the same at both ends stays.
  let same = 1;
  while (same < Math.min(texts.length, rows.length) && texts[same] === rows[same]?.text) same += 1;
  let tail = 0;
  while (tail < Math.min(texts.length, rows.length) - same && texts.at(-1 - tail) === rows.at(-1 - tail)?.text)
    tail += 1;
  if (same === texts.length && texts.length === rows.length) return undefined;
  const line = Math.min(cursor, first + texts.length - 1);
  const text = texts[line - first] ?? "";
  const inherited = columns.length === 0 ? 1 : (columns.at(-1) ?? 0) + 1;
  const character = action.startsWith("insert") ? startOf(text, inherited) : 0;
  return {
    first: first + same,
    end: first + rows.length - tail,
    rows: texts.slice(same, texts.length - tail),
    cursor: { line, character },
  };
}

function startOf(text: string, column: number): number {
  return text
    .split("\t")
    .slice(0, column)
    .reduce((sum, cell) => sum + cell.length + 1, 0);
}

/** The texts of rows in a new order: a parent is written where it begins, and stays written where it was and nothing moved. */
function written(order: Row[], heads: number, moved: Set<Row>, columns: number[]): string[] {
  let above = new Map<number, string>();
  let touched = false;
  return order.map((row, at) => {
    if (at < heads || (skipped(row.text) && !moved.has(row))) return row.text;
    const cells = row.text.split("\t");
    let begins = false;
    for (const column of columns) {
      const parent = row.parents.get(column);
      begins ||= parent !== above.get(column);
      if (parent === undefined) continue;
      if (begins) {
        while (cells.length <= column) cells.push("");
        if (blank(cells[column])) cells[column] = parent;
      } else if (moved.has(row) || touched) cells[column] = "";
    }
    above = row.parents;
    touched = moved.has(row);
    return cells.join("\t");
  });
}

/** What a removal of lines did to the row that stands at `line` now: the parents it had, where they are others now. */
export function strayed(
  before: Row | undefined,
  after: Row | undefined,
): { was: string; is: string; text: string } | undefined {
  if (before === undefined || after === undefined || before.text !== after.text || skipped(after.text))
    return undefined;
  for (const column of before.parents.keys()) {
    const [was, is] = [before.parents.get(column) ?? "", after.parents.get(column) ?? ""];
    if (was === is) continue;
    const cells = after.text.split("\t");
    for (const [at, parent] of before.parents) if (blank(cells[at])) cells[at] = parent;
    return { was, is, text: cells.join("\t") };
  }
  return undefined;
}
