/** The page of the preview: shows the newest form, follows the cursor, and leads back to the text. */

import { cellAt, cellsOf, editable } from "../cells";
import type { FromPage, PageState, ToPage } from "../page";
import type { SheetForm, Words } from "../printed";
import { type Drawing, draw, element } from "./draw";
import { edit, fit as fitInto, tell as tellIn, walk } from "./paper";

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
};

const code = acquireVsCodeApi();
const words: Words = JSON.parse(document.body.dataset["words"] ?? "{}");
const tip = element("div", "tip");
tip.id = "tip";
tip.setAttribute("role", "tooltip");
let shown: { uri: string; version: number; form: SheetForm; drawing: Drawing } | undefined;
/** Whether the sums that hold are listed. */
let open = false;
let state: PageState | undefined = code.getState();
let zoom = state?.zoom ?? 1;
/** Whether a cell is edited. */
let editing = false;
/** A form that came while a cell is edited. */
let newer: Extract<ToPage, { kind: "form" }> | undefined;

window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
  if (data.kind === "form") show(data);
  else if (data.kind === "cursor") point(data.version, data.cursor);
  else say(data);
});

function show(data: Extract<ToPage, { kind: "form" }>): void {
  if (editing) {
    newer = data;
    return;
  }
  const { uri, version, form, sheets, cursor } = data;
  const same = shown?.uri === uri && shown.form.sheet === form.sheet;
  // A page that comes back goes on where it was.
  const back = shown === undefined && state?.uri === uri && state.sheet === form.sheet ? state.scroll : 0;
  const focused = same ? shown?.drawing.cells.indexOf(document.activeElement as HTMLElement) : undefined;
  const scroll = same ? window.scrollY : back;
  const drawing = draw(form, sheets, words);
  shown = { uri, version, form, drawing };
  tip.hidden = true;
  drawing.summary.querySelectorAll("details").forEach((details) => (details.open = open));
  document.body.replaceChildren(drawing.summary, drawing.paper, tip);
  fit();
  window.scrollTo({ top: scroll, behavior: "instant" });
  const first = drawing.cells.find((cell) => cell.dataset["cell"] !== undefined);
  if (first !== undefined) first.tabIndex = 0;
  if (focused !== undefined) drawing.cells[focused]?.focus({ preventScroll: true });
  point(version, cursor);
  remember();
}

/** Marks the cell under the cursor and brings it into view, where the cursor is in the text that is shown. */
function point(version: number, cursor: Extract<ToPage, { kind: "cursor" }>["cursor"]): void {
  if (shown === undefined || shown.version !== version) return;
  const at = cursor === null ? -1 : cellAt(cellsOf(shown.form), cursor);
  shown.drawing.cells.forEach((cell, index) => cell.classList.toggle("here", index === at));
  const here = shown.drawing.cells[at];
  here?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function say({ uri, text, offers }: Extract<ToPage, { kind: "message" }>): void {
  shown = undefined;
  state = { uri, sheet: 0, scroll: 0, zoom };
  code.setState(state);
  const note = element("main", "note");
  note.setAttribute("role", "status");
  note.append(element("p", "", text));
  for (const offer of offers) {
    const button = element("button", "offer", offer.title);
    button.dataset["command"] = offer.command;
    note.append(button);
  }
  document.body.replaceChildren(note);
}

function fit(): void {
  if (shown !== undefined) fitInto(shown.drawing.paper, zoom, document.documentElement.clientWidth - 24);
}

function tell(target: EventTarget | null): void {
  tellIn(tip, target, shown?.form, words);
}

function remember(): void {
  if (shown === undefined) return;
  state = { uri: shown.uri, sheet: shown.form.sheet, scroll: window.scrollY, zoom };
  code.setState(state);
}

/** Goes to what an element stands for; whether it stands for something. */
function follow(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  const command = target.closest<HTMLElement>("[data-command]")?.dataset["command"];
  if (command !== undefined) {
    code.postMessage({ kind: "run", command });
    return true;
  }
  const turn = target.closest<HTMLElement>("[data-turn]")?.dataset["turn"];
  if (turn !== undefined) {
    code.postMessage({ kind: "sheet", by: turn === "1" ? 1 : -1 });
    return true;
  }
  const step = target.closest<HTMLElement>("[data-zoom]")?.dataset["zoom"];
  if (step !== undefined) {
    zoom = Math.min(4, Math.max(0.5, zoom * (step === "1" ? 1.25 : 0.8)));
    fit();
    remember();
    return true;
  }
  if (shown === undefined || editing) return false;
  const stated = target.closest<HTMLElement>("[data-range]")?.dataset["range"];
  const cell = target.closest<HTMLElement>("[data-cell]")?.dataset["cell"];
  const range = stated === undefined ? cellsOf(shown.form)[Number(cell)]?.range : JSON.parse(stated);
  if (range === undefined || range === null) return false;
  code.postMessage({ kind: "go", uri: shown.uri, version: shown.version, range });
  return true;
}

/** The cell of an element, by index, where it can be edited. */
function editableAt(target: EventTarget | null): number | undefined {
  const found = target instanceof Element ? target.closest<HTMLElement>("[data-cell]")?.dataset["cell"] : undefined;
  if (found === undefined || shown === undefined) return undefined;
  return editable(cellsOf(shown.form)[Number(found)]) ? Number(found) : undefined;
}

function editAt(at: number): void {
  const drawn = shown?.drawing.cells[at];
  const cell = shown === undefined ? undefined : cellsOf(shown.form)[at];
  if (drawn === undefined || cell == null || cell.range === null || shown === undefined || editing) return;
  const { uri, version } = shown;
  const { range } = cell;
  tip.hidden = true;
  editing = true;
  edit(drawn, cell.text, (text) => {
    editing = false;
    if (text !== undefined) code.postMessage({ kind: "edit", uri, version, range, text });
    if (newer !== undefined) show(newer);
    newer = undefined;
  });
}

let clicked: ReturnType<typeof setTimeout> | undefined;
document.addEventListener("click", ({ target, detail }) => {
  clearTimeout(clicked);
  if (editing || detail > 1) return;
  // A second click may follow, and the editor must not take the keys from what it edits.
  if (editableAt(target) === undefined) follow(target);
  else clicked = setTimeout(() => follow(target), 250);
});
document.addEventListener("dblclick", (event) => {
  const at = editableAt(event.target);
  if (at !== undefined) editAt(at);
});
document.addEventListener(
  "toggle",
  ({ target }) => {
    if (target instanceof HTMLDetailsElement && target.isConnected) open = target.open;
  },
  true,
);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") tip.hidden = true;
  const at = event.key === "F2" ? editableAt(event.target) : undefined;
  if (at !== undefined) editAt(at);
  const walked = event.key.startsWith("Arrow") && shown !== undefined && walk(event, shown.drawing.cells);
  if (at !== undefined || walked) event.preventDefault();
  const isButton = event.target instanceof HTMLButtonElement;
  if (!isButton && (event.key === "Enter" || event.key === " ") && follow(event.target)) event.preventDefault();
});
document.addEventListener("mouseover", (event) => tell(event.target));
document.documentElement.addEventListener("mouseleave", () => (tip.hidden = true));
document.addEventListener("focusin", (event) => tell(event.target));
document.addEventListener("focusout", () => (tip.hidden = true));
let waiting: ReturnType<typeof setTimeout> | undefined;
window.addEventListener("scroll", () => {
  tip.hidden = true;
  clearTimeout(waiting);
  waiting = setTimeout(remember, 200);
});
window.addEventListener("resize", fit);
code.postMessage({ kind: "ready" });
