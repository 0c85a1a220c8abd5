/** The paper under the hands: what was found in a cell beside it, editing in place, and the arrows. */

import { cellsOf } from "../cells";
import type { Finding, SheetForm, Words } from "../printed";
import { element, sentence } from "./draw";

/** Makes a paper that is wider than its room as much smaller as it has to be. */
export function fit(paper: HTMLElement, zoom: number, room: number): void {
  paper.style.zoom = "1";
  paper.style.zoom = String(zoom * Math.min(1, Math.max(0.4, room / paper.offsetWidth)));
}

/** Shows the findings of the cell that an element stands in beside it, or nothing. */
export function tell(tip: HTMLElement, target: EventTarget | null, form: SheetForm | undefined, words: Words): void {
  const cell = target instanceof Element ? target.closest<HTMLElement>(".paper .found") : null;
  tip.hidden = cell === null || form === undefined;
  if (cell === null || form === undefined) return;
  const here = cellsOf(form)[Number(cell.dataset["cell"])]?.findings ?? [];
  const found = here.map((at) => form.findings[at]).filter((one): one is Finding => one !== undefined);
  tip.replaceChildren(...found.map((finding) => element("p", "", sentence(finding, words))));
  const box = cell.getBoundingClientRect();
  const below = box.bottom + tip.offsetHeight + 8 < document.documentElement.clientHeight;
  tip.style.top = `${below ? box.bottom + 4 : Math.max(4, box.top - tip.offsetHeight - 4)}px`;
  tip.style.left = `${Math.max(4, Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 12))}px`;
}

/** Lets a cell be edited where it stands: Enter and leaving it keep what was typed, Escape does not. `left` gets the new text, if there is one. */
export function edit(drawn: HTMLElement, text: string, left: (text: string | undefined) => void): void {
  const before = [...drawn.childNodes];
  const made = element("textarea", "edit");
  made.value = text;
  made.rows = Math.max(1, Math.ceil(drawn.offsetHeight / 24));
  drawn.replaceChildren(made);
  made.focus();
  made.select();
  let over = false;
  const leave = (keep: boolean) => {
    if (over) return;
    over = true;
    drawn.replaceChildren(...before);
    drawn.focus({ preventScroll: true });
    left(keep && made.value !== text ? made.value : undefined);
  };
  made.addEventListener("blur", () => leave(true));
  made.addEventListener("keydown", (event) => {
    // The keys of an input method are its own.
    if (event.isComposing) return;
    event.stopPropagation();
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    leave(event.key === "Enter");
  });
}

/** Goes from cell to cell with the arrows; whether there was one to go to. */
export function walk(event: KeyboardEvent, cells: HTMLElement[]): boolean {
  const from = event.target;
  if (!(from instanceof HTMLElement) || !cells.includes(from)) return false;
  const stops = cells.filter((cell) => cell.dataset["cell"] !== undefined);
  const here = from.getBoundingClientRect();
  const at = stops.indexOf(from);
  const beside = { ArrowLeft: stops[at - 1], ArrowRight: stops[at + 1] }[event.key];
  const middle = (here.left + here.right) / 2;
  const column = (cell: HTMLElement) => {
    const box = cell.getBoundingClientRect();
    return box.left <= middle && middle <= box.right;
  };
  const above = () =>
    stops
      .slice(0, at)
      .reverse()
      .find((cell) => column(cell) && cell.getBoundingClientRect().bottom <= here.top + 2);
  const below = () =>
    stops.slice(at + 1).find((cell) => column(cell) && cell.getBoundingClientRect().top >= here.bottom - 2);
  const to = event.key === "ArrowUp" ? above() : event.key === "ArrowDown" ? below() : beside;
  to?.focus();
  return to !== undefined;
}
