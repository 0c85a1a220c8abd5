/** The cells of a printed form, and the bar of its shares. */

import type { Cell, Finding, Place, Share, SheetForm } from "./printed";

export type { Place } from "./printed";

const before = (a: Place, b: Place) => a.line < b.line || (a.line === b.line && a.character < b.character);

/** Whether `place` stands in a range, both its ends included. */
export function within(range: { start: Place; end: Place }, place: Place): boolean {
  return !before(place, range.start) && !before(range.end, place);
}

/** A change of a text: what stood from `start` to `end` is `text` now. */
export interface Change {
  start: Place;
  end: Place;
  text: string;
}

/** Where a place is after a change; one inside of what was replaced is at its start. */
export function moved(place: Place, { start, end, text }: Change): Place {
  if (!before(start, place)) return place;
  if (before(place, end)) return start;
  const lines = text.split("\n");
  const line = place.line - end.line + start.line + lines.length - 1;
  if (place.line !== end.line) return { line, character: place.character };
  const first = lines.length === 1 ? start.character : 0;
  return { line, character: place.character - end.character + first + (lines.at(-1) ?? "").length };
}

/** The title and all cells of a form, in reading order. */
export function cellsOf(form: SheetForm): Cell[] {
  const cells = form.tables.flatMap((table) => [...table.head, ...table.body].flatMap((row) => row.cells));
  return form.title === null ? cells : [form.title, ...cells];
}

/** The cell that `place` stands in, by index; next to cells of its line, the last one before it. -1 where there is none. */
export function cellAt(cells: Cell[], place: Place): number {
  let found = -1;
  let nearest = -1;
  cells.forEach((cell, at) => {
    if (cell.range === null) return;
    // Where several cells without a value share a place, the first one is meant.
    if (within(cell.range, place) && (found < 0 || (isEmpty(cells[found]) && !isEmpty(cell)))) found = at;
    const { end } = cell.range;
    if (end.line === place.line && before(end, place) && !before(end, cells[nearest]?.range?.end ?? end)) nearest = at;
  });
  return found < 0 ? nearest : found;
}

function isEmpty(cell: Cell | undefined): boolean {
  return cell === undefined || cell.text === "";
}

/** A piece of a cell's text, and the severity of what was found just there. */
export interface Piece {
  text: string;
  severity: number | undefined;
}

/** The text of a cell, cut where its findings begin and end; in one piece where it is not told what they are about. */
export function pieces(cell: Cell, findings: Finding[]): Piece[] {
  const { text, range } = cell;
  const whole = [{ text, severity: undefined }];
  if (range === null || range.start.line !== range.end.line) return whole;
  const { line, character: first } = range.start;
  // What the form prints in another spelling has other places.
  if (range.end.character - first !== text.length) return whole;
  const marks = cell.findings.flatMap((at) => {
    const finding = findings[at];
    if (finding === undefined || finding.range.start.line !== line || finding.range.end.line !== line) return [];
    const from = Math.max(finding.range.start.character - first, 0);
    const to = Math.min(finding.range.end.character - first, text.length);
    return from < to ? [{ from, to, severity: finding.severity }] : [];
  });
  const cuts = [...new Set([0, ...marks.flatMap(({ from, to }) => [from, to]), text.length])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, at) => {
    const over = marks.filter((mark) => mark.from <= from && from < mark.to);
    const severity = over.length === 0 ? undefined : Math.min(...over.map((mark) => mark.severity));
    return { text: text.slice(from, cuts[at + 1]), severity };
  });
}

/** How wide the parts of a bar are, in per cent of it: all of it is the whole, or the parts together where they are more. */
export function widths(shares: Share[]): number[] {
  const parts = shares.map((share) => Number(share.percent ?? 0));
  const whole = Math.max(
    100,
    parts.reduce((sum, part) => sum + part, 0),
  );
  return parts.map((part) => (part * 100) / whole);
}

/** Whether a cell's text is what stands in the book, so that it can be written back. */
export function editable(cell: Cell | undefined): boolean {
  if (cell === undefined || cell.range === null || (cell.look !== "value" && cell.look !== "text")) return false;
  const { start, end } = cell.range;
  return start.line === end.line && end.character - start.character === cell.text.length;
}
