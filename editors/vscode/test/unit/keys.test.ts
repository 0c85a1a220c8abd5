import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ways } from "../../src/table";

type Command = string | { command: string; args: { snippet?: string; text?: string } };
interface Binding {
  key: string;
  when: string;
  args?: { commands: Command[] };
}
const { contributes } = JSON.parse(readFileSync("package.json", "utf8")) as {
  contributes: { keybindings: Binding[] };
};
/** What the editor knows when a key is pressed. */
type Known = Record<string, string | boolean>;

/** The condition of a key, as the editor reads it. */
function condition({ when }: Binding): (known: Known) => boolean {
  const script = when
    .replace(/([\w.]+) =~ (\/[^/]+\/)/g, (_, name, pattern) => `${pattern}.test(known["${name}"])`)
    .replace(/([\w.]+) (==|!=) ([\w-]+)/g, (_, name, sign, value) => `(String(known["${name}"]) ${sign} "${value}")`)
    .replace(/(?<![\w."^-])(?!known|String|test)([a-zA-Z][\w.]*)(?![\w("\]])/g, (name) => `Boolean(known["${name}"])`);
  return new Function("known", `return ${script}`) as (known: Known) => boolean;
}
const keys = contributes.keybindings
  .filter(({ key }) => key === "tab" || key === "shift+tab")
  .map((binding) => ({ ...binding, holds: condition(binding) }));

/** A row, and what is selected in it. */
interface State {
  row: string;
  start: number;
  end: number;
}

const isBlank = (character: string | undefined) => character === " " || character === "\t";

/** Where the end of a word behind a place is, and the start of one before it, with a cell as a word. */
function wordEnd(row: string, at: number): number {
  let to = at;
  while (isBlank(row[to])) to += 1;
  while (to < row.length && !isBlank(row[to])) to += 1;
  return to;
}
function wordStart(row: string, at: number): number {
  let to = at;
  while (to > 0 && isBlank(row[to - 1])) to -= 1;
  while (to > 0 && !isBlank(row[to - 1])) to -= 1;
  return to;
}

/** What stands in the place of a selection: the text, and what of it is selected then. */
function snippet(source: string, selected: string): { text: string; start: number; end: number } {
  const part = /\$\{TM_SELECTED_TEXT\/(.*?)\/(.*?)\/\}/g;
  const resolved = (text: string) =>
    text.replace(part, (_, pattern: string, format: string) =>
      selected.replace(new RegExp(pattern), (...groups) =>
        format.replace(/\$(\d)/g, (_, group) => (groups[Number(group)] as string | undefined) ?? ""),
      ),
    );
  const found = /^(.*?)\$\{0:(\$\{TM_SELECTED_TEXT\/.*?\/.*?\/\})\}(.*)$/s.exec(source);
  assert.ok(found, source);
  const [before, value, behind] = [found[1] ?? "", found[2] ?? "", found[3] ?? ""].map(resolved) as [
    string,
    string,
    string,
  ];
  return { text: before + value + behind, start: before.length, end: before.length + value.length };
}

function run(commands: Command[], { row, start, end }: State): State {
  let state = { row, start, end };
  const put = (text: string, from: number, to: number) => {
    const { row, start, end } = state;
    state = { row: row.slice(0, start) + text + row.slice(end), start: start + from, end: start + to };
  };
  for (const one of commands) {
    const { row, start, end } = state;
    const name = typeof one === "string" ? one : one.command;
    const { snippet: source = "", text = "" } = typeof one === "string" ? {} : one.args;
    const at = (place: number) => {
      state = { row, start: place, end: place };
    };
    if (name === "cursorRight") at(start < end ? end : Math.min(end + 1, row.length));
    else if (name === "cursorLeft") at(start < end ? start : Math.max(start - 1, 0));
    else if (name === "cursorLineStart") at(0);
    else if (name === "cursorLineEnd") at(row.length);
    else if (name === "cursorLineEndSelect") state = { row, start, end: row.length };
    else if (name === "cursorLineStartSelect") state = { row, start: 0, end };
    else if (name === "cursorWordEndRight") at(wordEnd(row, end));
    else if (name === "cursorWordStartLeft") at(wordStart(row, start));
    else if (name === "cursorWordEndRightSelect") state = { row, start, end: wordEnd(row, end) };
    else if (name === "cursorWordStartLeftSelect") state = { row, start: wordStart(row, start), end };
    else if (name === "type") put(text, text.length, text.length);
    else if (name === "editor.action.insertSnippet") {
      const made = snippet(source, row.slice(start, end));
      put(made.text, made.start, made.end);
    } else assert.equal(name, "_setContext");
  }
  return state;
}

/** What holds whenever somebody types into a sheet. */
const TYPING: Known = {
  editorTextFocus: true,
  editorLangId: "mubiao",
  "config.mubiao.columns.tabKey": true,
  "mubiao.armed": true,
};

/** The state after a key, when the extension was told of `told`; only one command may be meant. */
function press(key: string, state: State, known: Known, told: State = state): State {
  const { next, previous } = ways(told.row, told.start, told.end);
  const kind = told.start === told.end ? "caret" : "selected";
  const all: Known = {
    ...TYPING,
    editorHasSelection: state.start < state.end,
    "mubiao.next": next && `${kind}-${next}`,
    "mubiao.previous": previous && `${kind}-${previous}`,
    ...known,
  };
  const meant = keys.filter((one) => one.key === key && one.holds(all));
  assert.equal(meant.length, 1, JSON.stringify([key, state, all]));
  return run(meant[0]?.args?.commands ?? [], state);
}

const ROWS = [
  "\t数量指标\t\t去年第4项\t\t长期 坚持\t\t",
  "\t\t\t去年 第 2 项 指标\t>=\t10\t%\t2020-12",
  "年度预算收入\t537.12",
  "年度预算收入",
  "",
  "\t\t",
];
/** Every caret and every cell with a value, selected as a whole. */
const STATES: State[] = ROWS.flatMap((row) => {
  const carets = Array.from({ length: row.length + 1 }, (_, at) => ({ row, start: at, end: at }));
  const values = [...row.matchAll(/[^\t]+/g)].map(({ index, 0: { length } }) => ({
    row,
    start: index,
    end: index + length,
  }));
  return [...carets, ...values];
});

/** The cell beside a place: the row, and what of it is selected then. */
function beside({ row, start, end }: State, by: 1 | -1): State {
  const cells = row.split("\t");
  const from = row.slice(0, by === 1 ? end : start).split("\t").length - 1;
  if (from + by >= cells.length) return { row: `${row}\t`, start: row.length + 1, end: row.length + 1 };
  if (from + by < 0) return { row, start: by === -1 ? -1 : 0, end: -1 };
  const at = cells.slice(0, from + by).join("\t").length + (from + by > 0 ? 1 : 0);
  return { row, start: at, end: at + (cells[from + by]?.length ?? 0) };
}

test("TAB and Shift+TAB go to the cell beside, whatever is known of the file", () => {
  for (const state of STATES)
    for (const known of [{}, { activeEditorIsDirty: true }, { "mubiao.armed": false }, { "mubiao.next": "" }]) {
      assert.deepEqual(press("tab", state, known), beside(state, 1), JSON.stringify([state, known]));
      const back = beside(state, -1);
      const went = press("shift+tab", state, { ...known, "mubiao.previous": "" });
      assert.equal(went.row, state.row);
      if (back.start >= 0) assert.deepEqual(went, back, JSON.stringify([state, known]));
    }
});

test("no TAB follows what was told of another place once something was typed", () => {
  const dirty = { activeEditorIsDirty: true };
  for (const told of STATES)
    for (const state of STATES) {
      const wanted = beside(state, 1);
      const went = press("tab", state, dirty, told);
      assert.equal(went.row, wanted.row);
      // Told of a row's end, TAB is typed for the words that it brings up: it leads to the cell, and selects nothing.
      assert.equal(went.start, wanted.start, JSON.stringify([told, state]));
      const back = beside(state, -1);
      if (back.start >= 0) assert.deepEqual(press("shift+tab", state, dirty, told), back);
    }
});
