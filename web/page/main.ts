/** The page: files come in, are shown, mended and written out again. */

import { element, fill } from "../../editors/vscode/src/webview/draw";
import { askCompare, askFresh, comparisonOf } from "./dialogs";
import { Closed, Crash, Engine, unpacked } from "./engine";
import { type File_, filesTable, summaryOf } from "./files";
import { type Host, View } from "./view";
import { type Lang, texts, words } from "./words";

const byId = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const bar = byId("bar");
const status = byId("status");
const progress = byId("progress");
const overview = byId("overview");
const stage = byId("stage");
const printed = byId("print");

// Chinese first; English is chosen.
let lang: Lang = "zh";
const engine = new Engine(lang);
let files: File_[] = [];
let nextId = 1;
let view: View | undefined;
let onlyOff = false;
/** The last drop; one that comes meanwhile waits for it. */
let queue: Promise<void> = Promise.resolve();
let stopped = false;

const host: Host = {
  engine,
  lang: () => lang,
  say,
  fail: (error) => void fail(error),
  turned: drawBar,
  changed: (changed) => void afterChange(changed),
  run: (command) => (command === "print" ? void print() : byId<HTMLButtonElement>("download").focus()),
};

function say(text: string): void {
  status.textContent = text;
}

/** Says what went wrong; a program that failed is started again, and the files that were open are opened again. */
async function fail(error: unknown): Promise<void> {
  if (error instanceof Closed) return;
  if (!(error instanceof Crash)) {
    say(fill(texts(lang).failed, String(error)));
    return;
  }
  const open = files.filter((file) => file.open);
  for (const file of open) file.open = false;
  const shown = view;
  if (shown !== undefined) {
    const file = files.find(({ id }) => id === shown.book);
    if (file !== undefined) await pick(file, shown.at).catch(() => setView(undefined));
  }
  say(fill(texts(lang).crashed, error.message.slice(0, 300)));
}

/** Reads files one after the other: a single one is opened, of several the units are told. */
function take(list: File[]): Promise<void> {
  queue = queue.then(() => read(list)).catch(fail);
  return queue;
}

async function read(list: File[]): Promise<void> {
  if (list.length === 0) return;
  stopped = false;
  const said = texts(lang);
  const fresh = list.map(
    (file): File_ => ({
      id: nextId++,
      name: file.name,
      content: file,
      contentName: file.name,
      known: file.name,
      units: undefined,
      error: undefined,
      open: false,
      changed: false,
    }),
  );
  const taken = new Set(files.map(({ name }) => name));
  for (const file of fresh) {
    file.name = file.contentName = file.known = nameOf(file.name, taken);
    taken.add(file.name);
  }
  // What several files show together is told of the later one, by name.
  fresh.sort((a, b) => (a.name < b.name ? -1 : 1));
  files.push(...fresh);
  const meter = element("progress");
  meter.max = fresh.length;
  meter.setAttribute("aria-label", said.files);
  const text = element("span");
  const stop = element("button", "", said.stop);
  stop.type = "button";
  stop.addEventListener("click", () => {
    stopped = true;
    engine.end(new Closed());
  });
  progress.replaceChildren(meter, text, stop);
  progress.hidden = false;
  if (fresh.length > 1) drawOverview();
  let drawnAt = performance.now();
  for (const [at, file] of fresh.entries()) {
    const name =
      fresh.length > 1 ? fill(said.readingOf, file.name, at + 1, fresh.length) : fill(said.reading, file.name);
    text.textContent = name;
    engine.onRead = (page, pages) => {
      text.textContent = fill(said.pagesOf, file.name, page, pages);
    };
    try {
      if (fresh.length === 1) await pick(file, 0);
      else file.units = await engine.call("units", file.known, await bytesOf(file));
    } catch (error) {
      if (stopped) break;
      file.error = error instanceof Crash ? fill(said.crashed, error.message.slice(0, 300)) : String(error);
      if (error instanceof Crash) for (const one of files) one.open = false;
      if (fresh.length === 1) say(file.error);
    }
    meter.value = at + 1;
    if (fresh.length > 1 && performance.now() - drawnAt > 200) {
      drawOverview();
      drawnAt = performance.now();
    }
  }
  progress.hidden = true;
  if (stopped) {
    const left = fresh.filter(({ units, error }) => units === undefined && error === undefined);
    files = files.filter((file) => !left.includes(file));
    for (const file of files) file.open = false;
    say(fill(said.stopped, left.length));
  } else if (fresh.length > 1) say(summaryOf(files, said));
  drawOverview();
}

/** Files of one name stay apart. */
function nameOf(given: string, taken: Set<string>): string {
  const [, stem = given, extension = ""] = /^(.*?)(\.[^.]*)?$/.exec(given) ?? [];
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? given : `${stem} (${number})${extension}`;
    if (!taken.has(name)) return name;
  }
}

async function bytesOf(file: File_): Promise<Uint8Array> {
  return new Uint8Array(await file.content.arrayBuffer());
}

/** Opens a file and shows one of its sheets. */
async function pick(file: File_, sheet: number): Promise<void> {
  if (!file.open) {
    file.known = file.contentName;
    const about = await engine.call("open", file.id, file.known, await bytesOf(file));
    file.open = true;
    file.units ??= await engine.call("unitsOf", file.id);
    setView(new View(file.id, about, host));
  } else if (view?.book !== file.id) {
    setView(views.get(file.id));
  }
  if (view === undefined) return;
  views.set(file.id, view);
  await view.show(sheet);
  drawOverview();
  drawBar();
}

/** The files that are open, with how far they were read. */
const views = new Map<number, View>();

function setView(next: View | undefined): void {
  view = next;
  byId("welcome").hidden = files.length > 0;
  if (view === undefined) stage.replaceChildren();
  else stage.replaceChildren(view.element);
  drawBar();
}

/** What a change does outside of the form: the table, and the text to go on from when the program fails. */
async function afterChange(changed: View): Promise<void> {
  drawBar();
  const file = files.find(({ id }) => id === changed.book);
  if (file === undefined) return;
  try {
    file.units = await engine.call("unitsOf", file.id);
    drawOverview();
    if (changed.state.undo || file.changed) {
      file.changed = changed.state.undo;
      file.content = new Blob([await engine.call("write", file.id, "mubiao")]);
      file.contentName = changed.state.output;
    }
  } catch (error) {
    await fail(error);
  }
}

function drawOverview(): void {
  byId("welcome").hidden = files.length > 0;
  const several = files.length > 1 || files.some(({ error }) => error !== undefined);
  overview.hidden = !several;
  if (!several) {
    overview.replaceChildren();
    return;
  }
  const said = texts(lang);
  const top = element("div", "row");
  const filter = element("input");
  filter.type = "checkbox";
  filter.id = "only-off";
  filter.checked = onlyOff;
  filter.addEventListener("change", () => {
    onlyOff = filter.checked;
    drawOverview();
    byId("only-off").focus();
  });
  const label = element("label", "check");
  label.append(filter, said.onlyOff);
  top.append(element("strong", "", summaryOf(files, said)), label);
  const scroll = element("div", view === undefined ? "scroll alone" : "scroll");
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", said.files);
  const before = overview.querySelector(".scroll")?.scrollTop ?? 0;
  scroll.append(
    filesTable(files, view?.book, onlyOff, said, words(lang), (file, sheet) => void pick(file, sheet).catch(fail)),
  );
  overview.replaceChildren(top, scroll);
  scroll.scrollTop = before;
}

function tool(id: string, text: string, run: () => void, enabled = true): HTMLButtonElement {
  const made = element("button", "", text);
  made.type = "button";
  made.id = id;
  made.disabled = !enabled;
  made.addEventListener("click", run);
  return made;
}

/** The buttons: those of the page, and those of the file that is shown. */
function drawBar(): void {
  const said = texts(lang);
  const focused = document.activeElement?.id;
  document.title = `mubiao ${said.title}`;
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
  const page = element("div", "row");
  const open = tool("open", said.open, () => chooser.click());
  open.className = "primary";
  page.append(
    element("h1", "", "mubiao"),
    open,
    tool("new", said.fresh, () => void fresh()),
    tool("compare", said.compare, compareFiles),
  );
  const language = tool("lang", said.language, () => void speak(lang === "zh" ? "en" : "zh"));
  language.lang = lang === "zh" ? "en" : "zh-CN";
  page.append(language);
  bar.replaceChildren(page);
  byId("drop-text").textContent = said.drop;
  byId("kinds").textContent = said.kinds;
  byId("stays").textContent = said.stays;
  byId("foot").replaceChildren(tool("licences", said.licences, () => void licences()));
  const shown = view;
  const file = files.find(({ id }) => id === shown?.book);
  if (shown === undefined || file === undefined) {
    if (focused !== undefined && focused !== "") document.getElementById(focused)?.focus();
    return;
  }
  const book = element("div", "row book");
  const sheets = element("select");
  sheets.id = "sheet";
  sheets.setAttribute("aria-label", said.sheet);
  (file.units?.units ?? []).forEach((unit, at) => {
    sheets.append(new Option(`${at + 1}. ${[unit.code, unit.name].join(" ").trim()}`, String(at)));
  });
  sheets.value = String(shown.at);
  sheets.hidden = sheets.options.length < 2;
  sheets.addEventListener("change", () => void shown.show(Number(sheets.value)).catch(fail));
  const download = element("select");
  download.id = "download";
  download.setAttribute("aria-label", said.download);
  download.append(new Option(said.download, ""));
  for (const [to, name] of [
    ["xlsx", "Excel (.xlsx)"],
    ["docx", "Word (.docx)"],
    ["mubiao", ".mubiao"],
    ["report", `${said.report} (.html)`],
    ["html", `${said.toHtml} (.html)`],
    ["csv", "CSV"],
    ["json", "JSON"],
  ] as const)
    download.append(new Option(name, to));
  download.addEventListener("change", () => {
    const to = download.value;
    download.value = "";
    void save(shown, to).catch(fail);
  });
  const { undo, redo } = shown.state;
  book.append(
    element("strong", "name", file.name),
    sheets,
    tool("undo", said.undo, () => void shown.undo(), undo),
    tool("redo", said.redo, () => void shown.redo(), redo),
    download,
    tool("print-button", said.print, () => void print()),
    tool("next-year", said.nextYear, () => void roll(shown, false)),
    tool("evaluation", said.evaluation, () => void roll(shown, true)),
    tool("close", said.close, () => void close(file)),
  );
  bar.append(book);
  if (focused !== undefined && focused !== "") document.getElementById(focused)?.focus();
}

/** Shows under what licences the parts of the page stand. */
async function licences(): Promise<void> {
  const shown = document.getElementById("notices");
  if (shown !== null) {
    shown.remove();
    return;
  }
  const text = element("pre", "", new TextDecoder().decode(await unpacked("packed-notices")));
  text.id = "notices";
  text.tabIndex = 0;
  byId("foot").before(text);
  text.focus();
}

const stemOf = (name: string) => name.replace(/\.[^.]*$/, "");

function offer(name: string, content: Blob): void {
  const link = element("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function save(shown: View, to: string): Promise<void> {
  if (to === "") return;
  const bytes = await engine.call("write", shown.book, to);
  const file = files.find(({ id }) => id === shown.book);
  if (file !== undefined && to === "mubiao") file.changed = false;
  const stem = stemOf(shown.state.output);
  const name = to === "report" ? `${stem}.${texts(lang).report}.html` : `${stem}.${to}`;
  offer(name, new Blob([bytes]));
}

/** Prints all sheets of the book, as the form has them. */
async function print(): Promise<void> {
  if (view === undefined) return;
  printed.replaceChildren(...(await view.papers()));
  window.print();
}

async function close(file: File_): Promise<void> {
  if (file.changed && !window.confirm(fill(texts(lang).unsaved, file.name))) return;
  files = files.filter((one) => one !== file);
  views.delete(file.id);
  if (view?.book === file.id) setView(undefined);
  drawOverview();
  say("");
  // A module keeps the memory that it once took; one that holds nothing gives it back by beginning again.
  if (files.length === 0) engine.renew();
  else await engine.call("close", file.open ? file.id : undefined, file.known).catch(fail);
  if (view === undefined) byId("open").focus();
}

/** The book that comes of one that is open. */
async function roll(shown: View, evaluates: boolean): Promise<void> {
  try {
    const text = await engine.call(evaluates ? "evaluation" : "nextYear", shown.book);
    const said = texts(lang);
    const stem = stemOf(shown.state.output);
    await take([new File([text], `${stem}-${evaluates ? said.evaluationName : said.newName}.mubiao`)]);
  } catch (error) {
    await fail(error);
  }
}

async function fresh(): Promise<void> {
  try {
    askFresh(await engine.call("forms"), texts(lang), {
      blank: (form, unit, year) =>
        void engine
          .call("newSheet", form, unit, year)
          .then((text) => take([new File([text], `${texts(lang).newName}-${year}.mubiao`)]))
          .catch(fail),
      from: (file, evaluates) =>
        void take([file]).then(() => {
          if (view !== undefined && files.at(-1)?.id === view.book) return roll(view, evaluates);
          return undefined;
        }),
    });
  } catch (error) {
    await fail(error);
  }
}

function compareFiles(): void {
  const said = texts(lang);
  const readable = files.filter(({ error }) => error === undefined);
  if (readable.length < 2) {
    say(said.needTwo);
    return;
  }
  askCompare(readable, said, (before, after, across) => void compareTwo(before, after, across).catch(fail));
}

async function compareTwo(before: number, after: number, across: boolean): Promise<void> {
  const said = texts(lang);
  for (const id of [before, after]) {
    const file = files.find((one) => one.id === id);
    if (file !== undefined && !file.open) await pick(file, 0);
  }
  const comparison = await engine.call("compare", before, after, across);
  const box = element("section", "comparison");
  box.id = "comparison";
  const names = [before, after].map((id) => files.find((file) => file.id === id)?.name ?? "");
  const row = element("div", "row");
  const page = async () => {
    const html = await engine.call("comparePage", before, after, across);
    offer(`${stemOf(names[0] ?? "")}-${stemOf(names[1] ?? "")}.html`, new Blob([html], { type: "text/html" }));
  };
  row.append(
    tool("compare-back", said.back, () => {
      setView(view);
      byId("compare").focus();
    }),
    tool("compare-save", said.savePage, () => void page().catch(fail)),
  );
  box.append(element("h2", "", names.join(" → ")), row, ...comparisonOf(comparison, said));
  stage.replaceChildren(box);
  byId("compare-back").focus();
}

async function speak(to: Lang): Promise<void> {
  lang = to;
  say("");
  drawBar();
  drawOverview();
  await engine.call("speak", to).catch(fail);
  await view?.show().catch(fail);
}

const chooser = element("input");
chooser.type = "file";
chooser.multiple = true;
chooser.hidden = true;
chooser.id = "chooser";
chooser.addEventListener("change", () => {
  const chosen = [...(chooser.files ?? [])];
  chooser.value = "";
  void take(chosen);
});
document.body.append(chooser);

document.addEventListener("dragover", (event) => {
  event.preventDefault();
  document.body.classList.add("over");
});
document.addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) document.body.classList.remove("over");
});
document.addEventListener("drop", (event) => {
  event.preventDefault();
  document.body.classList.remove("over");
  void take([...(event.dataTransfer?.files ?? [])]);
});
document.addEventListener("paste", (event) => {
  const pasted = [...(event.clipboardData?.files ?? [])];
  if (pasted.length > 0) void take(pasted);
});
document.addEventListener("keydown", (event) => {
  const types = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
  if (!(event.ctrlKey || event.metaKey) || event.altKey || document.querySelector("dialog[open]") !== null) return;
  const key = event.key.toLowerCase();
  const run = {
    z: () => !types && void (event.shiftKey ? view?.redo() : view?.undo()),
    y: () => !types && void view?.redo(),
    o: () => chooser.click(),
    p: () => void print(),
    s: () => view !== undefined && void save(view, "mubiao").catch(fail),
  }[key];
  if (run === undefined || (types && (key === "z" || key === "y"))) return;
  event.preventDefault();
  run();
});
window.addEventListener("resize", () => view?.fit());
window.addEventListener("beforeunload", (event) => {
  if (files.some(({ changed }) => changed)) event.preventDefault();
});
window.addEventListener("afterprint", () => printed.replaceChildren());

// For the tests: what a defect does, and how much memory there is.
document.addEventListener("mubiao-panic", () => void engine.call("panic").catch(fail));
document.addEventListener("mubiao-memory", () => {
  void engine.call("memory").then((bytes) => (document.documentElement.dataset["memory"] = String(bytes)));
});

drawBar();
if (typeof WebAssembly === "undefined" || typeof DecompressionStream === "undefined") say(texts(lang).old);
else engine.renew();
