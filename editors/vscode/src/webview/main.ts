/** The page of the preview: shows the newest form, follows the cursor, and leads back to the text. */

import { cellAt, cellsOf } from "../cells";
import type { FromPage, PageState, ToPage, Words } from "../page";
import type { Finding, SheetForm } from "../protocol";
import { type Drawing, draw, element, sentence } from "./draw";

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
/** The field in which a cell is edited. */
let field: HTMLTextAreaElement | undefined;
/** A form that came while a cell is edited. */
let newer: Extract<ToPage, { kind: "form" }> | undefined;

window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
  if (data.kind === "form") show(data);
  else if (data.kind === "cursor") point(data.version, data.cursor);
  else say(data);
});

function show(data: Extract<ToPage, { kind: "form" }>): void {
  if (field !== undefined) {
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

/** Makes a paper that is wider than the panel as much smaller as it has to be. */
function fit(): void {
  if (shown === undefined) return;
  const { paper } = shown.drawing;
  paper.style.zoom = "1";
  const room = document.documentElement.clientWidth - 24;
  paper.style.zoom = String(zoom * Math.min(1, Math.max(0.4, room / paper.offsetWidth)));
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
  if (shown === undefined || field !== undefined) return false;
  const stated = target.closest<HTMLElement>("[data-range]")?.dataset["range"];
  const cell = target.closest<HTMLElement>("[data-cell]")?.dataset["cell"];
  const range = stated === undefined ? cellsOf(shown.form)[Number(cell)]?.range : JSON.parse(stated);
  if (range === undefined || range === null) return false;
  code.postMessage({ kind: "go", uri: shown.uri, version: shown.version, range });
  return true;
}

/** Shows the findings of a cell beside it. */
function tell(target: EventTarget | null): void {
  const cell = target instanceof Element ? target.closest<HTMLElement>(".found") : null;
  tip.hidden = cell === null;
  if (cell === null || shown === undefined) return;
  const { form } = shown;
  const here = cellsOf(form)[Number(cell.dataset["cell"])]?.findings ?? [];
  const found = here.map((at) => form.findings[at]).filter((one): one is Finding => one !== undefined);
  tip.replaceChildren(...found.map((finding) => element("p", "", sentence(finding, words))));
  const box = cell.getBoundingClientRect();
  const below = box.bottom + tip.offsetHeight + 8 < document.documentElement.clientHeight;
  tip.style.top = `${below ? box.bottom + 4 : Math.max(4, box.top - tip.offsetHeight - 4)}px`;
  tip.style.left = `${Math.max(4, Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 12))}px`;
}

/** The cell of an element, by index, where its text is what stands in the book, so that it can be written back. */
function editable(target: EventTarget | null): number | undefined {
  const found = target instanceof Element ? target.closest<HTMLElement>("[data-cell]")?.dataset["cell"] : undefined;
  const cell = found === undefined || shown === undefined ? undefined : cellsOf(shown.form)[Number(found)];
  if (cell == null || cell.range === null || (cell.look !== "value" && cell.look !== "text")) return undefined;
  const { start, end } = cell.range;
  return start.line === end.line && end.character - start.character === cell.text.length ? Number(found) : undefined;
}

/** Lets a cell be edited where it stands: Enter and leaving it keep what was typed, Escape does not. */
function edit(at: number): void {
  const drawn = shown?.drawing.cells[at];
  const cell = shown === undefined ? undefined : cellsOf(shown.form)[at];
  if (drawn === undefined || cell == null || cell.range === null || shown === undefined || field !== undefined) return;
  const { uri, version } = shown;
  const { range, text } = cell;
  tip.hidden = true;
  const before = [...drawn.childNodes];
  const made = element("textarea", "edit");
  made.value = text;
  made.rows = Math.max(1, Math.ceil(drawn.offsetHeight / 24));
  field = made;
  drawn.replaceChildren(made);
  made.focus();
  made.select();
  const leave = (keep: boolean) => {
    if (field !== made) return;
    field = undefined;
    drawn.replaceChildren(...before);
    drawn.focus({ preventScroll: true });
    if (keep && made.value !== text) code.postMessage({ kind: "edit", uri, version, range, text: made.value });
    if (newer !== undefined) show(newer);
    newer = undefined;
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

/** Goes from cell to cell with the arrows. */
function walk(event: KeyboardEvent): boolean {
  const from = event.target instanceof HTMLElement ? shown?.drawing.cells.indexOf(event.target) : undefined;
  if (shown === undefined || from === undefined || from < 0) return false;
  const stops = shown.drawing.cells.filter((cell) => cell.dataset["cell"] !== undefined);
  const here = (event.target as HTMLElement).getBoundingClientRect();
  const at = stops.indexOf(event.target as HTMLElement);
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

let clicked: ReturnType<typeof setTimeout> | undefined;
document.addEventListener("click", ({ target, detail }) => {
  clearTimeout(clicked);
  if (field !== undefined || detail > 1) return;
  // A second click may follow, and the editor must not take the keys from what it edits.
  if (editable(target) === undefined) follow(target);
  else clicked = setTimeout(() => follow(target), 250);
});
document.addEventListener("dblclick", (event) => {
  const at = editable(event.target);
  if (at !== undefined) edit(at);
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
  const at = event.key === "F2" ? editable(event.target) : undefined;
  if (at !== undefined) edit(at);
  if (at !== undefined || (event.key.startsWith("Arrow") && walk(event))) event.preventDefault();
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
