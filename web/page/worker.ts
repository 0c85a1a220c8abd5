/** The worker: books are read, checked and written here, so that the page stays at hand. */

import * as mubiao from "../target/pkg/mubiao_web.js";
import type { Call, Calls, Changed, Reply, Start } from "./protocol";

const scope = self as unknown as {
  postMessage(message: Reply, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent) => void) | null;
  mubiaoPageRead: (read: number, of: number) => void;
};

let lang = "zh";
let desk: mubiao.Desk;
let memory: WebAssembly.Memory;
const books = new Map<number, mubiao.Book>();

function book(id: number): mubiao.Book {
  const found = books.get(id);
  if (found === undefined) throw "closed";
  return found;
}

function changed(id: number, sheet: number): Changed {
  const of = book(id);
  return { about: JSON.parse(of.about()), answer: JSON.parse(of.form(sheet)) };
}

const calls: Calls = {
  open(id, name, bytes) {
    const opened = desk.open(name, bytes);
    books.get(id)?.free();
    books.set(id, opened);
    return JSON.parse(opened.about());
  },
  units: (name, bytes) => JSON.parse(desk.units(name, bytes)),
  unitsOf: (id) => JSON.parse(book(id).units()),
  close(id, name) {
    desk.remove(name);
    if (id === undefined) return;
    books.get(id)?.free();
    books.delete(id);
  },
  form: (id, sheet) => JSON.parse(book(id).form(sheet)),
  findings: (id, rule, most) => JSON.parse(book(id).findings(rule, most)),
  apply(id, sheet, version, finding, fix) {
    book(id).apply(version, finding, fix);
    return changed(id, sheet);
  },
  allow(id, sheet, version, finding) {
    book(id).allow(version, finding);
    return changed(id, sheet);
  },
  edit(id, sheet, version, { start, end }, text) {
    book(id).edit(version, new Uint32Array([start.line, start.character, end.line, end.character]), text);
    return changed(id, sheet);
  },
  fixAll(id, sheet) {
    const fixed = book(id).fix_all();
    return { ...changed(id, sheet), fixed };
  },
  undo(id, sheet) {
    book(id).undo();
    return changed(id, sheet);
  },
  redo(id, sheet) {
    book(id).redo();
    return changed(id, sheet);
  },
  write: (id, to) => book(id).write(to) as Uint8Array<ArrayBuffer>,
  nextYear: (id) => book(id).next_year(),
  evaluation: (id) => book(id).evaluation(),
  compare: (before, after, across) => JSON.parse(book(before).compare(book(after), across, false)),
  comparePage: (before, after, across) => book(before).compare(book(after), across, true),
  forms: () => JSON.parse(mubiao.forms(lang)),
  newSheet: (form, unit, year) => mubiao.new_sheet(form, unit, year, lang),
  explain: (rule) => mubiao.explain(rule, lang),
  speak(to) {
    lang = to;
    desk.speak(to);
    for (const open of books.values()) open.speak(to);
  },
  memory: () => memory.buffer.byteLength,
  panic: () => mubiao.panic_now(),
};

scope.mubiaoPageRead = (read, of) => scope.postMessage({ read, of });

scope.onmessage = ({ data }: MessageEvent<Start>) => {
  memory = mubiao.initSync({ module: data.wasm as Uint8Array<ArrayBuffer> }).memory;
  lang = data.lang;
  desk = new mubiao.Desk(lang);
  scope.onmessage = ({ data: { id, name, args } }: MessageEvent<Call>) => {
    try {
      const value = (calls[name] as (...args: unknown[]) => unknown)(...args);
      scope.postMessage({ id, value }, value instanceof Uint8Array ? [value.buffer as ArrayBuffer] : []);
    } catch (error) {
      if (typeof error === "string") scope.postMessage({ id, error });
      else scope.postMessage({ id, crash: mubiao.last_panic() || String(error) });
    }
  };
  scope.postMessage({ id: 0, value: null });
};
