/** What a new sheet is called, how it is laid out, and where filling it in begins. */

/** The fiscal year that a budget made now is for: from October on it is the next one. */
export function nextYear(now: Date): number {
  return now.getFullYear() + (now.getMonth() >= 9 ? 1 : 0);
}

/** The file's name without its ending: the code and the year, or the name where there is no code. */
export function nameOf(unit: string, year: string): string {
  const code = /^\s*[[【]?\s*(\d{3,})/.exec(unit)?.[1];
  const name = unit.replace(/-\d+\s*$/, "").replace(/[\\/:*?"<>|\s.]+/g, "");
  return `${code ?? (name || "mubiao")}-${year}`;
}

/** What a book that was made out of another one is called: by the unit that it is of, or as the other one, and by its year. */
export function bookName(text: string, other: string): string {
  const stated = /(?:fiscal-year\s*=\s*|[（(\s])(\d{4})(?:\s*年|\s*$)/m.exec(text)?.[1];
  // A form without a year in its title has it in its deadlines.
  const year = stated ?? /\t(\d{4})-\d{2}(?=\s|$)/m.exec(text)?.[1] ?? "";
  const code = /^[^#\n]*\t(\d{6,9})[^\d.\t\n][^\t\n]*$/m.exec(text)?.[1];
  const name = code ?? (other.replace(/[-_ ]?\d{4}年?$/, "") || other);
  return year === "" ? name : `${name}-${year}`;
}

/** What is wrong with a unit while it is typed. */
export function unitProblem(text: string): "empty" | "controls" | "code" | "division" | undefined {
  if (text.replace(/[\s\u3000]/g, "") === "") return "empty";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to find
  if (/[\u0000-\u001f]/.test(text)) return "controls";
  const code = /^\s*(\d+)/.exec(text)?.[1];
  if (code !== undefined && ![3, 6, 9, 12].includes(code.length)) return "code";
  if (/^\s*\d+\s*(-|$)/.test(text)) return "empty";
  const division = /[-－—](\d*)\s*$/.exec(text)?.[1];
  if (division !== undefined && division.length !== 9) return "division";
  return undefined;
}

/** The sheet with its title first and its directives last, where they are out of the way. */
export function arranged(text: string): string {
  const lines = text.split("\n");
  const first = lines.findIndex((line) => !line.startsWith("# mubiao:"));
  if (first <= 0) return text;
  const rest = lines.slice(first).join("\n").trimEnd();
  return `${rest}\n${lines.slice(0, first).join("\n")}\n`;
}

/** The first field that is empty: behind a label that stands alone, or between two TABs of a row with a label. */
export function firstEmpty(text: string): { line: number; character: number } {
  const lines = text.split("\n");
  for (const [line, row] of lines.entries()) {
    if (line === 0 || row.startsWith("#") || row === "") continue;
    const cells = row.split("\t");
    if (cells.length === 1) return { line, character: row.length };
    // A label and its empty value; what a row inherits, and the headers of a table, are not to be filled in.
    const at = cells.findIndex((cell, index) => cell === "" && index > 0 && (cells[index - 1] ?? "") !== "");
    if (at > 0) return { line, character: cells.slice(0, at).join("\t").length + 1 };
  }
  return { line: 0, character: lines[0]?.length ?? 0 };
}
