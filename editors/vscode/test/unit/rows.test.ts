import assert from "node:assert/strict";
import { test } from "node:test";
import { act, inherited, leadsOf, type RowAction, rowsAround, strayed } from "../../src/rows";
import { type Lines, tableAt } from "../../src/table";

const lines = (text: string): Lines => {
  const all = text.split("\n");
  return { lineCount: all.length, line: (at) => all[at] ?? "" };
};
const BOOK = [
  "年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值",
  "⇥产出⇥数量⇥甲⇥1",
  "⇥⇥⇥乙⇥2",
  "⇥⇥质量⇥丙⇥3",
  "⇥效益⇥数量⇥丁⇥4",
  "⇥⇥⇥戊⇥5",
].join("\n");

/** The rows behind the header after an action at a line. */
function after(action: RowAction, from: number, to = from): string[] {
  const text = BOOK.replaceAll("⇥", "\t");
  const edit = act(lines(text), from, to, action);
  const all = text.split("\n");
  if (edit !== undefined) all.splice(edit.first, edit.end - edit.first, ...edit.rows);
  return all.slice(1).map((line) => line.replaceAll("\t", "⇥"));
}

test("a row that is deleted leaves its parents to those that inherited them", () => {
  assert.deepEqual(after("delete", 1), ["⇥产出⇥数量⇥乙⇥2", "⇥⇥质量⇥丙⇥3", "⇥效益⇥数量⇥丁⇥4", "⇥⇥⇥戊⇥5"]);
  assert.deepEqual(after("delete", 1, 2), ["⇥产出⇥质量⇥丙⇥3", "⇥效益⇥数量⇥丁⇥4", "⇥⇥⇥戊⇥5"]);
  assert.deepEqual(after("delete", 3), ["⇥产出⇥数量⇥甲⇥1", "⇥⇥⇥乙⇥2", "⇥效益⇥数量⇥丁⇥4", "⇥⇥⇥戊⇥5"]);
});

test("a row that moves takes its parents along and takes none from others", () => {
  assert.deepEqual(after("moveDown", 1), ["⇥产出⇥数量⇥乙⇥2", "⇥⇥⇥甲⇥1", "⇥⇥质量⇥丙⇥3", "⇥效益⇥数量⇥丁⇥4", "⇥⇥⇥戊⇥5"]);
  assert.deepEqual(after("moveUp", 4), [
    "⇥产出⇥数量⇥甲⇥1",
    "⇥⇥⇥乙⇥2",
    "⇥效益⇥数量⇥丁⇥4",
    "⇥产出⇥质量⇥丙⇥3",
    "⇥效益⇥数量⇥戊⇥5",
  ]);
  assert.deepEqual(after("moveUp", 1), BOOK.split("\n").slice(1));
  assert.deepEqual(after("moveDown", 5), BOOK.split("\n").slice(1));
});

test("a new row and a copy belong where they stand", () => {
  assert.deepEqual(after("insertAbove", 4).slice(3), ["⇥效益⇥数量⇥⇥", "⇥⇥⇥丁⇥4", "⇥⇥⇥戊⇥5"]);
  assert.deepEqual(after("insertBelow", 3).slice(2, 4), ["⇥⇥质量⇥丙⇥3", "⇥⇥⇥⇥"]);
  assert.deepEqual(after("duplicate", 1).slice(0, 3), ["⇥产出⇥数量⇥甲⇥1", "⇥⇥⇥甲⇥1", "⇥⇥⇥乙⇥2"]);
  assert.deepEqual(act(lines(BOOK.replaceAll("⇥", "\t")), 3, 3, "insertBelow")?.cursor, { line: 4, character: 3 });
});

test("a row that got another parent is known", () => {
  const before = rowsAround(lines(BOOK.replaceAll("⇥", "\t")), 5)?.rows;
  const left = BOOK.replaceAll("⇥", "\t").split("\n");
  left.splice(4, 1);
  const now = rowsAround(lines(left.join("\n")), 4)?.rows;
  assert.deepEqual(strayed(before?.[5], now?.[4]), { was: "效益", is: "产出", text: "\t效益\t数量\t戊\t5" });
  assert.equal(strayed(before?.[3], now?.[3]), undefined);
});

test("rows that stay in view are the headers and what names the parents", () => {
  const rows = [
    "指标\t一级指标\t二级指标\t三级指标",
    "\t产出\t数量\t甲",
    "\t\t质量\t乙",
    "",
    "\t\t\t丙",
    "\t效益\t\t丁",
    "\t\t\t戊",
  ];
  const text = rows.join("\n");
  const table = tableAt(lines(text), 1);
  assert.ok(table);
  const at = (line: number) => leadsOf(lines(text), table, line);
  assert.deepEqual(at(0), []);
  assert.deepEqual(at(1), [0]);
  assert.deepEqual(at(5), [0, 2, 1]);
  // The same name once more goes on with what was begun above.
  assert.deepEqual(at(6), [0, 5, 2, 1]);
});

test("an empty cell stands for the parent above it, and in a row without anything for nothing", () => {
  const around = rowsAround(lines(`${BOOK}\n⇥⇥⇥⇥\n⇥⇥可持续⇥己⇥6`.replaceAll("⇥", "\t")), 1);
  const cells = around?.rows.slice(around.heads).map((row) => [1, 2, 3].map((column) => inherited(row, column) ?? ""));
  assert.deepEqual(cells, [
    ["产出", "数量", ""],
    ["产出", "数量", ""],
    ["产出", "质量", ""],
    ["效益", "数量", ""],
    ["效益", "数量", ""],
    ["", "", ""],
    ["效益", "可持续", ""],
  ]);
});
