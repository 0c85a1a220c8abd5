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

window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
  if (data.kind === "form") show(data);
  else if (data.kind === "cursor") point(data.version, data.cursor);
  else say(data);
});

function show({ uri, version, form, sheets, cursor }: Extract<ToPage, { kind: "form" }>): void {
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
  state = { uri, sheet: 0, scroll: 0 };
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
  paper.style.zoom = String(Math.min(1, Math.max(0.4, room / paper.offsetWidth)));
}

function remember(): void {
  if (shown === undefined) return;
  state = { uri: shown.uri, sheet: shown.form.sheet, scroll: window.scrollY };
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
  if (shown === undefined) return false;
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

document.addEventListener("click", (event) => follow(event.target));
document.addEventListener(
  "toggle",
  ({ target }) => {
    if (target instanceof HTMLDetailsElement && target.isConnected) open = target.open;
  },
  true,
);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") tip.hidden = true;
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
