/** What the program says of a folder: its units with their totals, and what is found in each. */

/** A unit of `mubiao totals --format json`, version 1. */
export interface UnitTotals {
  path: string;
  code: string;
  name: string;
  unit: string;
  /** Expenditure less tasks. */
  difference: string | null;
  findings: number;
}

/** A finding of `mubiao lint --format json`, version 1; line and column count from 1. */
export interface Found {
  path: string;
  line: number;
  column: number;
  rule: string;
  severity: "error" | "warning" | "information";
  message: string;
}

/** A unit as it is listed. */
export interface Unit extends UnitTotals {
  /** The line of its identity, 0-based. */
  line: number;
  /** What is found in it, in the order of the text. */
  found: Found[];
  /** How many fields are still to be filled in. */
  empty: number;
  /** Whether a sum of it fails or an amount cannot be read. */
  off: boolean;
  /** How many findings are errors. */
  errors: number;
}

/** What `output` lists under `key`; nothing when it is something else. */
export function listed<T>(output: string, key: string): T[] {
  try {
    const report = JSON.parse(output);
    return report.version === 1 && Array.isArray(report[key]) ? report[key] : [];
  } catch {
    return [];
  }
}

const isEmpty = ({ rule }: Found) => rule === "empty-field" || rule === "empty-goal" || rule === "missing-cell";
const isOff = ({ rule }: Found) => rule.startsWith("unbalanced-") || rule === "malformed-amount";

/** The units of one file, whose text has these lines, each with what is found from its identity on. */
export function unitsOf(totals: UnitTotals[], found: Found[], lines: string[]): Unit[] {
  let from = 0;
  const places = totals.map(({ code, name }) => {
    const at = lines.findIndex(
      (line, index) => index >= from && line.includes("\t") && line.includes(code) && line.includes(name),
    );
    const line = at < 0 ? from : at;
    from = line + 1;
    return line;
  });
  return totals.map((unit, at) => {
    // What stands above the first unit is counted there.
    const start = at === 0 ? 0 : (places[at] ?? 0);
    const end = places[at + 1] ?? Number.POSITIVE_INFINITY;
    const own = found.filter(({ line }) => line - 1 >= start && line - 1 < end);
    return {
      ...unit,
      line: places[at] ?? 0,
      found: own,
      empty: own.filter(isEmpty).length,
      off: own.some(isOff),
      errors: own.filter(({ severity }) => severity === "error").length,
    };
  });
}

/** A line of a page of findings, and where it leads. */
export interface PageLine {
  text: string;
  /** The part that is a link, and what it leads to. */
  link?: { start: number; end: number; path: string; line: number; column: number };
}

/** The page of what is open in these units: a unit a paragraph, errors first. */
export function pageOf(units: Unit[], words: { sound: string; empty: (count: number) => string }): PageLine[] {
  const lines: PageLine[] = [];
  const order = { error: 0, warning: 1, information: 2 };
  for (const unit of units) {
    const said = unit.found.length === 0 ? `✓ ${words.sound}` : unit.empty > 0 ? `✗ ${words.empty(unit.empty)}` : "✗";
    lines.push({ text: `${unit.path}  ${`${unit.code} ${unit.name}`.trim()}  ${said}` });
    const sorted = [...unit.found].sort((a, b) => order[a.severity] - order[b.severity] || a.line - b.line);
    for (const { path, line, column, message, rule } of sorted) {
      const place = `${path}:${line}:${column}`;
      lines.push({
        text: `  ${place}  ${message} [${rule}]`,
        link: { start: 2, end: 2 + place.length, path, line, column },
      });
    }
    lines.push({ text: "" });
  }
  return lines;
}
