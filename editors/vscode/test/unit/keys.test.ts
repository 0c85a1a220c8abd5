// TAB and Shift+TAB, which package.json makes of the editor's own commands: run here on rows as the editor runs them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { beginsCell, neighbour } from "../../src/table";

interface Arguments {
  snippet?: string;
  text?: string;
  replaceNextCharCnt?: number;
}
type Command = string | { command: string; args: Arguments };
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
    .replace(/([\w.]+) (==|!=) ([\w-]+)/g, (_, name, sign, value) => `(String(known["${name}"]) ${sign} "${value}")`)
    .replace(/(?<![\w."^-])(?!known|String)([a-zA-Z][\w.]*)(?![\w("\]])/g, (name) => `Boolean(known["${name}"])`);
  return new Function("known", `return ${script}`) as (known: Known) => boolean;
}
const keys = contributes.keybindings
  .filter(({ key }) => key === "tab" || key === "shift+tab")
  .map((binding) => ({ ...binding, holds: condition(binding) }));

interface Place {
  line: number;
  at: number;
}
interface Selection {
  anchor: Place;
  active: Place;
}
/** Something to be undone: what stood where, and what took its place. */
interface Step {
  edits: { line: number; at: number; old: string; text: string }[];
  before: Selection;
  after: Selection;
  version: number;
  newVersion: number;
  /** What is typed next joins it. */
  open: boolean;
}

const order = (a: Place, b: Place) => a.line - b.line || a.at - b.at;
const isEmpty = ({ anchor, active }: Selection) => order(anchor, active) === 0;

/** What takes the place of a selection, and what of it is selected then. */
function expand(source: string, selected: string): { text: string; start: number; end: number } {
  const part = /\$\{TM_SELECTED_TEXT\/(.*?)\/(.*?)\/\}/gs;
  const resolved = (text: string) =>
    text.replace(part, (_, pattern: string, format: string) =>
      selected.replace(new RegExp(pattern), (...groups) =>
        format.replace(/\$(\d)/g, (_, group) => (groups[Number(group)] as string | undefined) ?? ""),
      ),
    );
  const stop = /^(.*?)(?:\$\{0:(\$\{TM_SELECTED_TEXT\/.*?\/.*?\/\})\}|\$0)(.*)$/s.exec(source);
  const before = resolved(stop?.[1] ?? source);
  const value = resolved(stop?.[2] ?? "");
  return { text: before + value + resolved(stop?.[3] ?? ""), start: before.length, end: before.length + value.length };
}

/** An editor: rows, a selection, an anchor, and what can be undone. `hollow` is whether a change of nothing is a step. */
class Editor {
  selection: Selection;
  anchor: Place | undefined;
  undone: Step[] = [];
  done: Step[] = [];
  version = 1;

  constructor(
    readonly rows: string[],
    start: Place,
    end: Place,
    private readonly hollow: boolean,
  ) {
    this.selection = { anchor: start, active: end };
  }

  private row(line: number): string {
    return this.rows[line] ?? "";
  }

  /** The ends of the selection in the row that it is all in. */
  private get range(): { line: number; from: number; to: number } {
    const { anchor, active } = this.selection;
    assert.equal(anchor.line, active.line);
    return { line: active.line, from: Math.min(anchor.at, active.at), to: Math.max(anchor.at, active.at) };
  }

  private replace(line: number, at: number, old: string, text: string): void {
    const row = this.row(line);
    assert.equal(row.slice(at, at + old.length), old);
    this.rows[line] = row.slice(0, at) + text + row.slice(at + old.length);
    const mark = this.anchor;
    if (mark?.line !== line) return;
    // A place keeps its distance from the start of what is replaced, as far as the new text goes.
    const end = at + old.length;
    if (mark.at > end || (mark.at === end && old === "")) mark.at += text.length - old.length;
    else if (mark.at > at + text.length) mark.at = at + text.length;
  }

  /** A change, behind which `from..to` of the new text is selected. */
  private edit(at: number, end: number, text: string, from: number, to: number, typed: boolean): void {
    const { line } = this.selection.active;
    const old = this.row(line).slice(at, end);
    const { selection: before, version } = this;
    if (old + text !== "") this.version = Math.max(version, ...this.undone.map((step) => step.newVersion)) + 1;
    this.replace(line, at, old, text);
    this.selection = { anchor: { line, at: at + from }, active: { line, at: at + to } };
    const last = this.done.at(-1);
    const edits = [{ line, at, old, text }];
    const made = { after: this.selection, newVersion: this.version };
    if (old + text === "" && !this.hollow) return;
    this.undone = [];
    if (typed && last?.open) Object.assign(last, made, { edits: [...last.edits, ...edits] });
    else this.done.push({ edits, before, version, ...made, open: typed });
  }

  type(text: string): void {
    const { from, to } = this.range;
    this.edit(from, to, text, text.length, text.length, true);
  }

  private close(): void {
    const last = this.done.at(-1);
    if (last !== undefined) last.open = false;
  }

  undo(): void {
    const step = this.done.pop();
    assert.ok(step, "there is nothing to undo");
    for (const { line, at, old, text } of [...step.edits].reverse()) this.replace(line, at, text, old);
    this.version = step.version;
    // A change of nothing brings the cursor nowhere.
    if (step.edits.some(({ old, text }) => old + text !== "")) this.selection = step.before;
    this.undone.push(step);
  }

  redo(): void {
    const step = this.undone.pop();
    assert.ok(step);
    for (const { line, at, old, text } of step.edits) this.replace(line, at, old, text);
    this.done.push(step);
  }

  private go(active: Place, select: boolean): void {
    this.close();
    this.selection = { anchor: select ? this.selection.anchor : active, active };
  }

  private beside({ line, at }: Place, by: 1 | -1): Place {
    if (at + by < 0) return line === 0 ? { line, at } : { line: line - 1, at: this.row(line - 1).length };
    if (at + by > this.row(line).length) return line + 1 < this.rows.length ? { line: line + 1, at: 0 } : { line, at };
    return { line, at: at + by };
  }

  run(name: string, { snippet, text = "", replaceNextCharCnt = 0 }: Arguments): void {
    const { anchor, active } = this.selection;
    const [first, last] = order(anchor, active) < 0 ? [anchor, active] : [active, anchor];
    const row = this.row(active.line);
    const none = isEmpty(this.selection);
    if (name === "cancelSelection") {
      if (!none) this.go(active, false);
    } else if (name === "cursorRight") this.go(none ? this.beside(active, 1) : last, false);
    else if (name === "cursorLeft") this.go(none ? this.beside(active, -1) : first, false);
    else if (name === "cursorRightSelect") this.go(this.beside(active, 1), true);
    else if (name === "cursorLeftSelect") this.go(this.beside(active, -1), true);
    else if (name === "cursorLineStart") this.go({ ...active, at: 0 }, false);
    else if (name === "cursorLineStartSelect") this.go({ ...active, at: 0 }, true);
    else if (name === "cursorLineEndSelect") this.go({ ...active, at: row.length }, true);
    else if (name === "editor.action.setSelectionAnchor") this.anchor = { ...active };
    else if (name === "editor.action.goToSelectionAnchor") {
      if (this.anchor) this.selection = { anchor: { ...this.anchor }, active: { ...this.anchor } };
    } else if (name === "editor.action.selectFromAnchorToCursor") {
      if (this.anchor) this.selection = { anchor: { ...this.anchor }, active };
      this.anchor = undefined;
    } else if (name === "undo") this.undo();
    else if (name === "default:compositionType") {
      const end = Math.min(active.at + replaceNextCharCnt, row.length);
      if (none) this.edit(active.at, end, text, text.length, text.length, true);
    } else {
      assert.equal(name, "editor.action.insertSnippet");
      assert.ok(snippet);
      const { from, to } = this.range;
      const made = expand(snippet, row.slice(from, to));
      this.close();
      this.edit(from, to, made.text, made.start, made.end, false);
      this.close();
    }
  }
}

/** What holds whenever somebody types into a sheet. */
const TYPING: Known = { editorTextFocus: true, editorLangId: "mubiao", "config.mubiao.columns.tabKey": true };

/** Presses a key; only one command may be meant. */
function press(key: string, editor: Editor, known: Known): void {
  const meant = keys.filter((one) => one.key === key && one.holds({ ...TYPING, ...known }));
  assert.equal(meant.length, 1, JSON.stringify([key, known]));
  for (const one of meant[0]?.args?.commands ?? []) {
    if (typeof one === "string") editor.run(one, {});
    else editor.run(one.command, one.args);
  }
}

const ROWS = [
  "\t数量指标\t\t去年第4项\t\t长期 坚持\t\t",
  "\t\t\t去年 第 2 项 指标\t>=\t10\t%\t2020-12",
  "年度预算收入\t537.12",
  "年度预算收入",
  "x\tx𠮷$1}/\\\u2028x\t x \t\u3000",
  "",
  "\t",
  "\t\t",
];
/** Every caret and every value, selected as a whole from either end, of a row. */
function* states(row: string): Generator<[number, number]> {
  for (let at = 0; at <= row.length; at += 1) yield [at, at];
  for (const { index, 0: value } of row.matchAll(/[^\t]+/g)) {
    yield [index, index + value.length];
    yield [index + value.length, index];
  }
}
const SAVED: Known = {};
const CHANGED: Known = { activeEditorIsDirty: true };

/** Runs a key on every place of every row, as the first, a middle and the last one of a file. */
function everywhere(key: string, known: Known, check: (editor: Editor, row: string, at: number) => void): void {
  for (const row of ROWS)
    for (const [start, end] of states(row))
      for (const [above, below] of [
        [[], []],
        [["上\t文"], [""]],
        [[""], ["下"]],
      ] as [string[], string[]][])
        for (const hollow of [true, false]) {
          const line = above.length;
          const editor = new Editor([...above, row, ...below], { line, at: start }, { line, at: end }, hollow);
          // Something was typed before, and the editor would put more to it.
          const typed = { edits: [], before: editor.selection, after: editor.selection, version: 0, newVersion: 1 };
          editor.done.push({ ...typed, open: true });
          press(key, editor, known);
          const context = JSON.stringify([key, known, row, start, end, above, below, hollow, editor.selection]);
          const { active, anchor } = editor.selection;
          assert.deepEqual([active.line, anchor.line], [line, line], context);
          assert.deepEqual(
            editor.rows.filter((_, at) => at !== line),
            [...above, ...below],
            context,
          );
          try {
            check(editor, row, end);
          } catch (error) {
            throw new Error(`${context}\n${String(error)}`);
          }
        }
}

const selected = ({ selection: { anchor, active } }: Editor) => [anchor.at, active.at];
const here = ({ rows, selection }: Editor) => rows[selection.active.line];

test("TAB selects the value of the next cell, and begins one where none follows", () => {
  for (const known of [SAVED, CHANGED, { accessibilityModeEnabled: true }])
    everywhere("tab", known, (editor, row, at) => {
      const next = neighbour(row, at, 1);
      assert.equal(here(editor), next ? row : `${row}\t`);
      assert.deepEqual(selected(editor), next ? [next.start, next.end] : [row.length + 1, row.length + 1]);
    });
});

test("Shift+TAB selects the value of the cell before, and stays in the first one", () => {
  for (const known of [SAVED, CHANGED, { accessibilityModeEnabled: true }])
    everywhere("shift+tab", known, (editor, row, at) => {
      const previous = neighbour(row, at, -1);
      assert.equal(here(editor), row);
      if (previous) assert.deepEqual(selected(editor), [previous.start, previous.end]);
      else assert.ok(selected(editor).every((at) => at <= (row.split("\t")[0] ?? "").length));
    });
});

test("in a file that is as it was saved no key leaves a change, and none takes one of the user's", () => {
  for (const key of ["tab", "shift+tab"])
    everywhere(key, SAVED, (editor, row, at) => {
      const begun = key === "tab" && neighbour(row, at, 1) === undefined;
      assert.equal(editor.done.length, begun ? 2 : 1);
      assert.equal(editor.version === 1, !begun);
      assert.equal(editor.anchor, undefined);
      if (begun) {
        const { undone } = editor;
        editor.undone = [];
        editor.undo();
        assert.equal(here(editor), row);
        editor.redo();
        editor.undone = undone;
      }
      // What can be redone changes nothing; behind the only cell of a row it is a TAB at its end.
      const text = here(editor);
      while (editor.undone.length > 0) {
        editor.redo();
        assert.ok(here(editor) === text || (!row.includes("\t") && here(editor) === `${row}\t`), here(editor));
      }
    });
});

test("what was typed is a step of its own behind a key", () => {
  for (const known of [SAVED, CHANGED])
    for (const key of ["tab", "shift+tab"]) {
      const editor = new Editor(["\t甲\t乙"], { line: 0, at: 2 }, { line: 0, at: 2 }, true);
      editor.type("子");
      press(key, editor, known);
      editor.type("新");
      assert.equal(here(editor), key === "tab" ? "\t甲子\t新" : "新\t甲子\t乙");
      editor.undo();
      assert.equal(here(editor), "\t甲子\t乙");
    }
});

test("a change that puts a TAB behind a text begins a cell", () => {
  assert.ok(beginsCell("\t", 0));
  assert.ok(beginsCell("甲\t", 1));
  for (const [text, replaced] of [
    ["甲\t", 2],
    ["甲\t", 0],
    ["甲", 0],
    ["\n\t", 1],
    ["", 1],
  ] as const)
    assert.ok(!beginsCell(text, replaced), JSON.stringify([text, replaced]));
});
