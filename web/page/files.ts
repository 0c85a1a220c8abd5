/** The files of the page, and the table of their units. */

import type { Words } from "../../editors/vscode/src/printed";
import { element, fill, off } from "../../editors/vscode/src/webview/draw";
import type { Unit, Units } from "./protocol";
import type { Texts } from "./words";

/** A file. */
export interface File_ {
  /** Its number. */
  id: number;
  name: string;
  /** What it holds; once it was changed, the book that it has become, by that name. */
  content: Blob;
  contentName: string;
  /** The name by which the worker knows it. */
  known: string;
  /** What it holds, once it is read. */
  units: Units | undefined;
  /** Why it cannot be read. */
  error: string | undefined;
  /** Whether the worker holds it. */
  open: boolean;
  /** Whether it was changed since it was read. */
  changed: boolean;
}

/** Whether nothing was found in a unit and its sums hold. */
export const isClean = (unit: Unit) => unit.findings === 0 && unit.failing === 0;

/** Whether a file has something to be looked at. */
const isOff = (file: File_) =>
  file.error !== undefined ||
  (file.units?.counts.some((count) => count > 0) ?? false) ||
  !file.units?.units.every(isClean);

/** What all files come to, in a sentence. */
export function summaryOf(files: File_[], texts: Texts): string {
  const read = files.filter((file) => file.units !== undefined);
  const units = read.flatMap((file) => file.units?.units ?? []);
  const clean = units.filter(isClean).length;
  const failed = files.filter((file) => file.error !== undefined).length;
  return fill(texts.summary, read.length, units.length, clean, units.length - clean, failed);
}

/** The table: a row a unit, and one for a file without units. `pick` is what a press on a row does. */
export function filesTable(
  files: File_[],
  shown: number | undefined,
  onlyOff: boolean,
  texts: Texts,
  words: Words,
  pick: (file: File_, sheet: number) => void,
): HTMLElement {
  const table = element("table", "files");
  const head = element("tr");
  for (const name of [texts.file, texts.unit, texts.expenditure, texts.sums, texts.errors, texts.warnings]) {
    const isNumber = [texts.expenditure, texts.errors, texts.warnings].includes(name);
    const cell = element("th", isNumber ? "number" : "", name);
    cell.scope = "col";
    head.append(cell);
  }
  const heads = element("thead");
  heads.append(head);
  const body = element("tbody");
  for (const file of files.filter((one) => !onlyOff || isOff(one))) body.append(...rowsOf(file));
  table.append(heads, body);
  return table;

  function rowsOf(file: File_): HTMLElement[] {
    const units = (file.units?.units ?? []).map((unit, sheet) => ({ unit, sheet }));
    const told = units.filter(({ unit }) => !onlyOff || !isClean(unit));
    if (told.length === 0) {
      const row = element("tr", file.error === undefined ? "" : "unread");
      row.append(nameOf(file, 0));
      const said = element("td", "said", file.error ?? file.units?.message ?? (file.units === undefined ? "…" : ""));
      said.colSpan = 5;
      row.append(said);
      return [row];
    }
    return told.map(({ unit, sheet }, at) => {
      const row = element("tr", file.id === shown ? "shown" : "");
      row.append(at === 0 ? nameOf(file, sheet) : element("td"));
      const name = element("td");
      name.append(button([unit.code, unit.name].join(" ").trim() || `${texts.sheet} ${sheet + 1}`, file, sheet));
      const amount = element("td", "number", unit.expenditure === null ? "" : `${unit.expenditure} ${unit.unit}`);
      const sums = element("td", unit.failing === 0 ? "holds" : "off");
      sums.textContent = unit.failing === 0 ? texts.held : fill(texts.off, unit.failing);
      const failure = unit.failure;
      if (failure !== null) sums.append(` ${failure.name} ${off(failure.difference, words)}`);
      row.append(name, amount, sums, number(unit.errors, "error"), number(unit.warnings, "warning"));
      return row;
    });
  }

  function nameOf(file: File_, sheet: number): HTMLElement {
    const cell = element("td");
    if (file.error === undefined) cell.append(button(file.name, file, sheet));
    else cell.textContent = file.name;
    return cell;
  }

  function button(text: string, file: File_, sheet: number): HTMLElement {
    const made = element("button", "link", text);
    made.type = "button";
    made.addEventListener("click", () => pick(file, sheet));
    return made;
  }

  function number(count: number, kind: string): HTMLElement {
    return element("td", count > 0 ? `number ${kind}` : "number", String(count));
  }
}
