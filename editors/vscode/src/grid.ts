/** What other programs put on the clipboard, as rows of cells, and what becomes of it in a book. */

import { rowsAround } from "./rows";
import type { Lines } from "./table";

/** A cell as a book has it: one line, without TABs or what cannot be seen. */
function cell(text: string): string {
  return text
    .replace(/\u200b|\u200c|\u2060|\ufeff|\u00ad/g, "")
    .replace(/[\u00a0\t]/g, " ")
    .replace(/\s*[\r\n\v\f\u2028\u2029]+\s*/g, " ")
    .replace(/^[ \u3000]+|[ \u3000]+$/g, "");
}

/** Rows of text between TABs; a cell with a line break or a quote stands in quotes, as Excel writes it. */
export function gridOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const quoted = /"((?:[^"]|"")*)"(?=\t|\r?\n|$)/y;
  const plain = /[^\t\r\n]*/y;
  while (at < text.length) {
    quoted.lastIndex = at;
    plain.lastIndex = at;
    // Quotes are an office's only where they keep a line break, a TAB or a quote together.
    const found = quoted.exec(text);
    const kept = found !== null && /[\r\n\t]|""/.test(found[1] ?? "") ? found : undefined;
    const value = kept === undefined ? (plain.exec(text)?.[0] ?? "") : (kept[1] ?? "").replaceAll('""', '"');
    row.push(cell(value));
    at += kept === undefined ? value.length : kept[0].length;
    if (text[at] === "\t") {
      at += 1;
      if (at === text.length) row.push("");
      continue;
    }
    rows.push(row);
    row = [];
    at += text.startsWith("\r\n", at) ? 2 : 1;
  }
  if (row.length > 0) rows.push(row);
  // What an office puts behind the last row.
  while (rows.length > 0 && rows.at(-1)?.every((one) => one === "")) rows.pop();
  return rows;
}

const ENTITIES: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ensp: " ",
  emsp: " ",
};

function textOf(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->|<(style|script)\b[\s\S]*?<\/\1\s*>/gi, "")
    .replace(/\s+/g, " ")
    .replace(/<br\b[^>]*>|<\/p\s*>|<\/div\s*>/gi, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]+));/gi, (whole, decimal, hex, name) => {
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0x1f && code <= 0x10ffff ? String.fromCodePoint(code) : " ";
    });
}

/** The rows of the first table of a page; `undefined` when it has none. A cell over several rows or columns stands in the first. */
export function gridOfHtml(html: string): string[][] | undefined {
  const table = /<table\b[\s\S]*?<\/table\s*>/i.exec(html)?.[0];
  if (table === undefined) return undefined;
  const grid: string[][] = [];
  for (const [at, source] of table
    .split(/<tr\b[^>]*>/i)
    .slice(1)
    .entries()) {
    grid[at] ??= [];
    let column = 0;
    for (const found of source.matchAll(/<t[dh]\b([^>]*)>([\s\S]*?)(?=<t[dh]\b|<\/tr|<\/table|$)/gi)) {
      const span = (name: string) =>
        Math.min(Number(new RegExp(`\\b${name}\\s*=\\s*["']?(\\d+)`, "i").exec(found[1] ?? "")?.[1] ?? 1) || 1, 100);
      const [rows, columns] = [span("rowspan"), span("colspan")];
      while (grid[at]?.[column] !== undefined) column += 1;
      for (let down = 0; down < rows; down += 1)
        for (let right = 0; right < columns; right += 1) {
          grid[at + down] ??= [];
          const row = grid[at + down] as string[];
          row[column + right] = down === 0 && right === 0 ? cell(textOf(found[2] ?? "")) : "";
        }
      column += columns;
    }
  }
  const width = Math.max(0, ...grid.map((row) => row.length));
  const rows = grid.map((row) => Array.from({ length: width }, (_, at) => row[at] ?? ""));
  const filled = rows.filter((row) => row.some((one) => one !== ""));
  return filled.length > 0 ? filled : undefined;
}

/** Rows that take the place of the lines `first..end`; how many of them came from the clipboard, and where the cursor is then. */
export interface Placed {
  first: number;
  end: number;
  rows: string[];
  count: number;
  cursor: { line: number; character: number };
}

/** Puts rows into the table at a place, whole ones below its row, others from its cell on; `undefined` where none of it is a table. */
export function placed(lines: Lines, at: number, character: number, grid: string[][]): Placed | undefined {
  const around = rowsAround(lines, at);
  if (around === undefined || grid.length === 0) return undefined;
  const { first, columns, rows } = around;
  const headers = rows.slice(0, around.heads).flatMap(({ text }) => text.split("\t").map(cell));
  const printed = (row: string[]) =>
    row.filter((one) => one !== "").length > 1 && row.every((one) => one === "" || headers.includes(one));
  const pasted = grid.filter((row) => !printed(row));
  if (pasted.length === 0) return undefined;
  const width = Math.max(...pasted.map((row) => row.length));
  const column = lines.line(at).slice(0, character).split("\t").length - 1;
  // Whole rows stand below each other, with the label's column or without it.
  if (width === columns || width === columns - 1) {
    const whole = pasted.map((row) => joined(width === columns ? row : ["", ...row], columns));
    const empty = /^[ \u3000\t]*$/.test(lines.line(at));
    const line = empty ? at : at + 1;
    const end = line + whole.length - 1;
    return {
      first: line,
      end: empty ? at + 1 : line,
      rows: whole,
      count: whole.length,
      cursor: { line: end, character: whole.at(-1)?.length ?? 0 },
    };
  }
  if (column + width > columns) return undefined;
  const changed = pasted.map((row, down) => {
    const line = at + down;
    const cells = line < first + rows.length ? lines.line(line).split("\t") : [];
    while (cells.length < column + row.length) cells.push("");
    row.forEach((one, right) => (cells[column + right] = one));
    return cells.join("\t");
  });
  const last = (changed.at(-1) ?? "").split("\t");
  return {
    first: at,
    end: Math.min(at + changed.length, first + rows.length),
    rows: changed,
    count: changed.length,
    cursor: { line: at + changed.length - 1, character: last.slice(0, column + width).join("\t").length },
  };
}

function joined(row: string[], columns: number): string {
  return Array.from({ length: columns }, (_, at) => row[at] ?? "").join("\t");
}

/** Paragraphs as one cell has them. */
export function oneCell(grid: string[][]): string {
  return grid
    .map((row) => row.filter((one) => one !== "").join(" "))
    .filter((line) => line !== "")
    .join(" ");
}
