import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { columnAt, headersOf, type Lines, neighbour, stops, tableAt } from "../../src/table";
import { filling, unsure, widest, widthOf } from "../../src/width";

const text = readFileSync("../../tests/corpus/chaoyang-2021.mubiao", "utf8").split("\n");
const damaged = readFileSync("../../tests/corpus/chaoyang-2021.txt", "utf8").split("\n");
const lines = (all: string[]): Lines => ({ lineCount: all.length, line: (at) => all[at] ?? "" });

/** What a CSS length comes to when 1em is so many ch. */
function px(width: string, em: number): number {
  const script = width
    .replace(/calc/g, "")
    .replace(/max/g, "Math.max")
    .replace(/(\d+)ch/g, "$1")
    .replace(/(\d+)em/g, `($1*${em})`);
  return Number(new Function(`return ${script}`)());
}

test("wide and narrow characters are told apart", () => {
  // A quote is as wide as its font has it, and made as wide as a character of Chinese.
  assert.deepEqual(widthOf("“三公”经费A1"), { ch: 2, em: 6 });
  assert.deepEqual(unsure("“三公”经费A1…"), [0, 3, 8]);
  assert.deepEqual(widthOf("（％\u200b）😀"), { ch: 0, em: 4 });
});

test("only what may be the widest decides", () => {
  assert.deepEqual(
    widest([
      { ch: 1, em: 5 },
      { ch: 2, em: 4 },
      { ch: 0, em: 5 },
      { ch: 1, em: 4 },
    ]),
    [
      { ch: 1, em: 5 },
      { ch: 2, em: 4 },
    ],
  );
  assert.equal(filling([{ ch: 1, em: 5 }], { ch: 2, em: 0 }, 2), "calc(max(1ch + 5em) + 2ch - (2ch + 0em))");
});

test("columns stand below each other whatever the fonts are", () => {
  for (const em of [1.2, 1.66, 2, 2.4]) {
    const table = tableAt(lines(text), 20);
    assert.ok(table);
    const starts = new Map<number, Set<string>>();
    const own = new Map<number, number>();
    const column = new Map<number, number>();
    const from = new Map<number, number>();
    for (const stop of stops(lines(text), table, table.first, table.end)) {
      const at = from.get(stop.line) ?? 0;
      const cell = widthOf((text[stop.line] ?? "").slice(at, stop.character));
      const x = (own.get(stop.line) ?? 0) + cell.ch + cell.em * em + px(stop.width, em);
      const index = (column.get(stop.line) ?? 0) + 1;
      own.set(stop.line, x);
      column.set(stop.line, index);
      from.set(stop.line, stop.character + 1);
      const known = starts.get(index) ?? new Set();
      known.add(x.toFixed(6));
      starts.set(index, known);
    }
    assert.equal(starts.size, 7);
    for (const [index, all] of starts) assert.equal(all.size, 1, `column ${index}`);
  }
});

test("a room stands at whole characters, and at one of its own", () => {
  const rows = lines(["年度绩效指标\t一级指标\t二级指标", "\t甲\t𠮷林省", "\t\t", "\t甲\t"]);
  const table = tableAt(rows, 1);
  assert.ok(table);
  assert.deepEqual(
    stops(rows, table, 1, 4).map(({ line, character, place, behind }) => [line, character, place, behind]),
    [
      [1, 0, "next", 1],
      [1, 2, "next", 2],
      [2, 0, "penultimate", 1],
      [2, 1, "last", 1],
      [3, 0, "next", 1],
      [3, 2, "last", 1],
    ],
  );
});

test("a table is the section with headers", () => {
  assert.deepEqual(tableAt(lines(text), 9), {
    first: 7,
    body: 8,
    end: 11,
    headers: ["年度主要任务", "对应项目", "预算资金情况（万元）"],
  });
  assert.equal(tableAt(lines(text), 5), undefined);
  assert.equal(tableAt(lines(text), 11), undefined);
  assert.equal(tableAt(lines([]), 0), undefined);
  assert.deepEqual(headersOf(damaged[9] ?? ""), ["年度主要任务", "对应项目", "预算资金情况（万元）"]);
  assert.equal(headersOf("年度预算支出\t年度部门预算支出\t537.12"), undefined);
});

test("a table goes on behind a page break and a lost label", () => {
  const table = tableAt(lines(damaged), 25);
  assert.deepEqual(table && [table.first, table.end, table.headers.length], [14, 38, 8]);
  assert.equal(tableAt(lines(damaged), 41), undefined);
});

test("a column has a name", () => {
  assert.deepEqual(columnAt(lines(text), 14, 3), { index: 2, count: 8, name: "二级指标" });
  assert.equal(columnAt(lines(text), 3, 2), undefined);
  assert.equal(columnAt(lines(["# 说明\t甲"]), 0, 5), undefined);
});

test("TAB goes to the value of the next cell", () => {
  assert.deepEqual(neighbour("\t甲\t乙丙", 1, 1), { start: 3, end: 5 });
  assert.deepEqual(neighbour("\t甲\t乙丙", 4, -1), { start: 1, end: 2 });
  assert.equal(neighbour("\t甲\t乙丙", 4, 1), undefined);
  assert.equal(neighbour("甲", 0, -1), undefined);
});

test("a second header row parts the last header", () => {
  const form = lines(
    "年度主要任务\t任务名称\t主要内容\t预算金额\n\t\t\t总额\t财政拨款\t其他资金\n\t修路\t二级路\t5\t3\t2".split("\n"),
  );
  const table = tableAt(form, 2);
  assert.deepEqual([table?.first, table?.body, table?.end], [0, 2, 3]);
  assert.equal(columnAt(form, 2, "\t修路\t二级路\t5\t".length)?.name, "预算金额 · 财政拨款");
  assert.equal(columnAt(form, 2, 1)?.name, "任务名称");
  // A row is none, and neither is one of names alone.
  for (const row of ["\t修路\t二级路\t5\t3\t2", "\t\t\t5\t3", "\t修路\t二级路\t总额\t其他"])
    assert.equal(tableAt(lines(["年度主要任务\t任务名称\t主要内容\t预算金额", row]), 1)?.body, 1);
});
