/** The report of an import, in words. */

import { withoutOptions } from "./plain";
import type { PageLine } from "./summary";

/** What `mubiao import --format json` prints, version 1. */
export interface ImportReport {
  version: number;
  files: FileReport[];
}

export interface FileReport {
  path: string;
  /** The file that was written; `null` when none was. */
  output: string | null;
  /** Why nothing came of it. */
  error?: string;
  sheets: number;
  mended: Entry[];
  doubts: Entry[];
  left_out: Entry[];
}

export interface Entry {
  /** Where in the source; `null` when it concerns all of it. */
  place: string | null;
  text: string;
  message: string;
  rule?: string;
  /** Its line in the book, from 1: that it became, or else one beside it; not said by older programs. */
  line?: number | null;
}

/** What the kinds of entries are called. */
export interface ReportWords {
  doubts: string;
  leftOut: string;
  mended: string;
  failed: string;
  line: (line: number) => string;
  /** What begins a line about so many texts, of which this is the first. */
  several: (text: string, count: number) => string;
}

export interface Counts {
  written: number;
  failed: number;
  mended: number;
  doubts: number;
  leftOut: number;
}

/** The report of version 1 that `output` is; `undefined` when it is something else. */
export function readReport(output: string): ImportReport | undefined {
  try {
    const report: ImportReport = JSON.parse(output);
    if (report.version !== 1 || !Array.isArray(report.files)) return undefined;
    for (const file of report.files) if (file.error !== undefined) file.error = withoutOptions(file.error);
    return report;
  } catch {
    return undefined;
  }
}

export function countsOf(files: FileReport[]): Counts {
  const counts = { written: 0, failed: 0, mended: 0, doubts: 0, leftOut: 0 };
  for (const file of files) {
    if (file.error !== undefined) counts.failed += 1;
    else if (file.output !== null) counts.written += 1;
    counts.mended += file.mended.length;
    counts.doubts += file.doubts.length;
    counts.leftOut += file.left_out.length;
  }
  return counts;
}

/** A book that was written: its path, and its rows. */
export interface Book {
  path: string;
  rows: readonly string[];
}

/** How the program says of a text that it stands in the book already, as a new page prints it once more. */
export const REPRINTED = ["前面已有，不重复导入", "stands above already and was not imported again"];

/** The report: a paragraph a file, what needs a person first; each place leads to its row of the book, where there is one. */
export function reportLines(
  files: readonly FileReport[],
  books: readonly (Book | undefined)[],
  words: ReportWords,
): PageLine[] {
  return files.flatMap((file, at) => [...(at === 0 ? [] : [{ text: "" }]), ...paragraph(file, books[at], words)]);
}

function paragraph(file: FileReport, book: Book | undefined, words: ReportWords): PageLine[] {
  const head = file.output === null ? file.path : `${file.path} → ${file.output}`;
  const lines: PageLine[] = [linked(head, head.length - (file.output ?? "").length, head.length, book, 1, "")];
  if (file.error !== undefined) lines.push({ text: `  ${words.failed}: ${file.error}` });
  for (const [kind, entries] of [
    [words.doubts, file.doubts],
    [words.leftOut, file.left_out],
    [words.mended, file.mended],
  ] as const) {
    const again = entries.filter(isReprinted);
    for (const entry of entries) {
      // What is printed on every page is told of once.
      if (again.length > 1 && isReprinted(entry) && entry !== again[0]) continue;
      const count = again.length > 1 && entry === again[0] ? again.length : 1;
      lines.push(line(kind, entry, count, book, words));
    }
  }
  return lines;
}

const isReprinted = ({ message }: Entry) => REPRINTED.some((end) => message.endsWith(end));

function line(kind: string, entry: Entry, count: number, book: Book | undefined, words: ReportWords): PageLine {
  const { place, text, message, rule, line: number } = entry;
  const shown = text.replace(/\s+/g, " ");
  const quote =
    count > 1 ? `${words.several(shown, count)} ` : text === "" || message.includes(text) ? "" : `“${shown}” `;
  const at = place ?? (number == null ? "" : words.line(number));
  const before = `  ${kind}: `;
  const rest = `${at === "" ? "" : ": "}${quote}${message}${rule === undefined ? "" : ` [${rule}]`}`;
  return linked(before + at + rest, before.length, before.length + at.length, book, number, text);
}

/** A line whose part `start..end` leads to row `number` of the book, and to the cell with this text there. */
function linked(
  text: string,
  start: number,
  end: number,
  book: Book | undefined,
  number: number | null | undefined,
  cell: string,
): PageLine {
  if (book === undefined || number == null || start === end) return { text };
  const column = cell === "" ? 0 : Math.max(0, book.rows[number - 1]?.indexOf(cell) ?? 0);
  return { text, link: { start, end, path: book.path, line: number, column: column + 1 } };
}
