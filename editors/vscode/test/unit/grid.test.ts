import assert from "node:assert/strict";
import { test } from "node:test";
import { gridOf, gridOfHtml, oneCell, placed } from "../../src/grid";
import type { Lines } from "../../src/table";

const lines = (text: string): Lines => {
  const all = text.replaceAll("⇥", "\t").split("\n");
  return { lineCount: all.length, line: (at) => all[at] ?? "" };
};
const TASKS = "年度主要任务⇥对应项目⇥资金\n⇥修路⇥5\n⇥⇥\n年度绩效目标⇥";

test("what an office puts on the clipboard", () => {
  assert.deepEqual(gridOf("95\r\n"), [["95"]]);
  assert.deepEqual(gridOf("甲\t1\r\n乙\t\r\n\r\n"), [
    ["甲", "1"],
    ["乙", ""],
  ]);
  assert.deepEqual(gridOf('"修路\n修桥"\t5\n'), [["修路 修桥", "5"]]);
  assert.deepEqual(gridOf('"说""好"""\t5'), [['说"好"', "5"]]);
  assert.deepEqual(gridOf('"三公"经费\t5'), [['"三公"经费', "5"]]);
  assert.deepEqual(gridOf('"三公"\t5'), [['"三公"', "5"]]);
  assert.deepEqual(gridOf("一\u00a0\u200b二\t\u3000三"), [["一 二", "三"]]);
});

test("a table of a page, its merged cells once", () => {
  const html =
    '<html><style>td{}</style><table><tr><td rowspan=2>产出</td><td>甲&amp;乙<br>丙</td></tr><tr><td>丁&#20013;</td></tr><tr><td colspan="2">&nbsp;</td></tr></table>';
  assert.deepEqual(gridOfHtml(html), [
    ["产出", "甲&乙 丙"],
    ["", "丁中"],
  ]);
  assert.equal(gridOfHtml("<p>甲</p>"), undefined);
});

test("whole rows stand below the row, in the place of an empty one", () => {
  const found = placed(lines(TASKS), 1, 0, [
    ["对应项目", "资金"],
    ["修桥", "6"],
    ["修渠", "7"],
  ]);
  assert.deepEqual(found, {
    first: 2,
    end: 2,
    rows: ["\t修桥\t6", "\t修渠\t7"],
    count: 2,
    cursor: { line: 3, character: 5 },
  });
  assert.deepEqual(placed(lines(TASKS), 2, 0, [["修桥", "6"]])?.end, 3);
});

test("a column goes down from the cell", () => {
  const found = placed(lines(TASKS), 1, 4, [["6"], ["7"], ["8"]]);
  assert.deepEqual(found, {
    first: 1,
    end: 3,
    rows: ["\t修路\t6", "\t\t7", "\t\t8"],
    count: 3,
    cursor: { line: 3, character: 3 },
  });
  assert.equal(placed(lines(TASKS), 1, 4, [["6", "7", "8", "9"]]), undefined);
  assert.equal(placed(lines(TASKS), 3, 7, [["6"], ["7"]]), undefined);
});

test("paragraphs are one cell", () => {
  assert.equal(oneCell(gridOf("一、修路。\r\n\r\n二、修桥。\r\n")), "一、修路。 二、修桥。");
});
