/** Tables in a book: where the columns of a row stand, read off the rows alone. */

import { filling, roughly, type Width, widest, widthOf } from "./width";

/** Something that has lines. */
export interface Lines {
  lineCount: number;
  line(at: number): string;
}

/** A section with column headers and its rows, by 0-based lines. */
export interface Table {
  /** The row of its label and headers. */
  first: number;
  /** The first line behind its header rows. */
  body: number;
  /** First line behind it. */
  end: number;
  /** The headers, that of the label's own column first. */
  headers: string[];
}

/** No table is looked at beyond so many rows. */
const MOST_ROWS = 2000;
/** A cell that is wider does not make its column wider, in narrow characters. */
const WIDEST = 64;
/** Between columns, in narrow characters. */
const GAP = 2;
const NUMBER = /^[-\d.,０-９]+$/;

const trim = (text: string) => text.replace(/^[ \u3000]+|[ \u3000]+$/g, "");
const isComment = (line: string) => /^[ \u3000]*#/.test(line);
const isBlank = (line: string) => /^[ \u3000\t]*$/.test(line);
const isLabelled = (line: string) => /^[ \u3000]*[^\t \u3000#]/.test(line);

/** The headers of the section that `line` opens; `undefined` when it has none. */
export function headersOf(line: string): string[] | undefined {
  if (!isLabelled(line)) return undefined;
  const cells = line.split("\t").map(trim);
  // Empty cells between headers are what a merged cell leaves behind.
  const headers = cells.slice(1).filter((cell) => cell !== "");
  if (headers.length < 2 || headers.some((cell) => NUMBER.test(cell) || /^\d{4}-\d/.test(cell) || cell.length > 20))
    return undefined;
  return [cells[0] ?? "", ...headers];
}

/** The headers with those of a second row, whose cells part the last of them; `undefined` when `line` is none. */
function withSecond(headers: string[], line: string): string[] | undefined {
  const cells = line.split("\t").map(trim);
  const last = headers.length - 1;
  const parts = cells.slice(last);
  const filled = (cell: string) => cell !== "" && !NUMBER.test(cell) && cell.length <= 20;
  if (isComment(line) || parts.length < 2 || cells.slice(0, last).some((cell) => cell !== "") || !parts.every(filled))
    return undefined;
  return [...headers.slice(0, last), ...parts.map((part) => `${headers[last]} · ${part}`)];
}

/**
 * Whether a section begins at `line`: one with headers, or a label with a value or nothing. A longer row whose first cell is
 * filled lost its label's cell, or a page break printed the label once more.
 */
function begins(line: string): boolean {
  if (!isLabelled(line)) return false;
  return headersOf(line) !== undefined || line.split("\t").filter((cell) => trim(cell) !== "").length <= 2;
}

/** The table that holds line `at`. */
export function tableAt(lines: Lines, at: number): Table | undefined {
  let first = at;
  while (first >= 0 && at - first < MOST_ROWS && !begins(lines.line(first))) first -= 1;
  const own = first < 0 ? undefined : headersOf(lines.line(first));
  if (own === undefined) return undefined;
  const second = first + 1 < lines.lineCount ? withSecond(own, lines.line(first + 1)) : undefined;
  const headers = second ?? own;
  const body = first + (second === undefined ? 1 : 2);
  let end = first + 1;
  let last = end;
  while (end < lines.lineCount && end - first < MOST_ROWS && !begins(lines.line(end))) {
    end += 1;
    // A row of TABs alone is one that is begun.
    if (lines.line(end - 1).includes("\t") || !isBlank(lines.line(end - 1))) last = end;
  }
  return at < last ? { first, body, end: last, headers } : undefined;
}

/** A TAB and how wide it is to be. */
export interface Stop {
  line: number;
  character: number;
  /** A CSS length. */
  width: string;
  /** Whether it is the last character of its row, or the one before when that is a TAB too. */
  place: "next" | "penultimate" | "last";
  /** How many UTF-16 units the character behind it has; two for a rare character, which must not be taken apart. */
  behind: 1 | 2;
  /** Nothing stands before it in the cell. */
  empty: boolean;
}

/** The cells of a row and where each starts. */
function cellsOf(line: string): { start: number; text: string; width: Width }[] {
  let start = 0;
  return line.split("\t").map((text) => {
    const cell = { start, text, width: widthOf(text) };
    start += text.length + 1;
    return cell;
  });
}

/** How wide the TABs of a table are in the lines `from..to` and in `others`, so that its columns stand below each other. */
export function stops(lines: Lines, table: Table, from: number, to: number, others: number[] = []): Stop[] {
  const columns: Width[][] = table.headers.map(() => []);
  for (let at = table.first; at < table.end; at += 1) {
    const line = lines.line(at);
    if (isComment(line)) continue;
    cellsOf(line).forEach((cell, column) => {
      if (roughly(cell.width) <= WIDEST) columns[column]?.push(cell.width);
    });
  }
  const limits = columns.map(widest);
  const found: Stop[] = [];
  const shown = others.filter((line) => line < from || line >= to);
  for (let line = Math.max(from, table.first); line < Math.min(to, table.end); line += 1) shown.push(line);
  for (const line of shown) {
    const text = lines.line(line);
    if (isComment(text)) continue;
    for (const [column, cell] of cellsOf(text).entries()) {
      const character = cell.start + cell.text.length;
      if (character >= text.length) break;
      const limit = limits[column];
      const wide = limit === undefined || limit.length === 0 || roughly(cell.width) > WIDEST;
      const width = wide ? `${GAP}ch` : filling(limit, cell.width, GAP);
      const left = text.length - character - 1;
      const place = left === 0 ? "last" : left === 1 && text.endsWith("\t") ? "penultimate" : "next";
      const behind = (text.codePointAt(character + 1) ?? 0) > 0xffff ? 2 : 1;
      found.push({ line, character, width, place, behind, empty: cell.text === "" });
    }
  }
  return found;
}

/** The column of a place, 0-based, and its name. */
export function columnAt(
  lines: Lines,
  at: number,
  character: number,
): { index: number; count: number; name: string } | undefined {
  const text = lines.line(at);
  if (isComment(text)) return undefined;
  const table = tableAt(lines, at);
  if (table === undefined) return undefined;
  const index = text.slice(0, character).split("\t").length - 1;
  const name = table.headers[index];
  return name === undefined ? undefined : { index, count: table.headers.length, name };
}

/** Where the value of the cell `by` cells away from `character` stands; `undefined` where the row has no such cell. */
export function neighbour(line: string, character: number, by: 1 | -1): { start: number; end: number } | undefined {
  const cells = cellsOf(line);
  const index = line.slice(0, character).split("\t").length - 1 + by;
  const cell = cells[index];
  return cell === undefined ? undefined : { start: cell.start, end: cell.start + cell.text.length };
}

/** Whether a change puts a TAB behind the text that it takes the place of, by how long that was. */
export function beginsCell(text: string, replaced: number): boolean {
  return text.endsWith("\t") && !text.includes("\n") && text.length === replaced + 1;
}
