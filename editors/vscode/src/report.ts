/** The report of an import, in words. */

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
}

/** What the kinds of entries are called. */
export interface ReportWords {
  doubts: string;
  leftOut: string;
  mended: string;
  failed: string;
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
    return report.version === 1 && Array.isArray(report.files) ? report : undefined;
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

/** The report: a paragraph a file, what needs a person first. */
export function reportText(files: FileReport[], words: ReportWords): string {
  return files.map((file) => paragraph(file, words).join("\n")).join("\n\n");
}

function paragraph(file: FileReport, words: ReportWords): string[] {
  const head = file.output === null ? file.path : `${file.path} → ${file.output}`;
  const lines = [head];
  if (file.error !== undefined) lines.push(`  ${words.failed}: ${file.error}`);
  for (const [kind, entries] of [
    [words.doubts, file.doubts],
    [words.leftOut, file.left_out],
    [words.mended, file.mended],
  ] as const) {
    for (const entry of entries) lines.push(`  ${kind}: ${line(entry)}`);
  }
  return lines;
}

function line({ place, text, message, rule }: Entry): string {
  const quote = text === "" || message.includes(text) ? "" : `“${text.replace(/\s+/g, " ")}” `;
  return `${place === null ? "" : `${place}: `}${quote}${message}${rule === undefined ? "" : ` [${rule}]`}`;
}
