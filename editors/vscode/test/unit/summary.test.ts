import assert from "node:assert/strict";
import { test } from "node:test";
import { type Found, listed, pageOf, unitsOf } from "../../src/summary";

const unit = (code: string) => ({ path: "a.mubiao", code, name: "某局", unit: "万元", difference: null, findings: 0 });
const found = (line: number, rule: string, severity: Found["severity"] = "warning"): Found => ({
  path: "a.mubiao",
  line,
  column: 2,
  rule,
  severity,
  message: rule,
});
const LINES = ["表", "部门\t703001某局", "收入", "部门\t703002某局", "收入"];

test("each finding belongs to the unit above it", () => {
  const all = [found(1, "unknown-label"), found(3, "empty-field"), found(5, "unbalanced-tasks", "error")];
  const units = unitsOf([unit("703001"), unit("703002")], all, LINES);
  assert.deepEqual(
    units.map(({ line, empty, off, errors, found }) => [line, empty, off, errors, found.length]),
    [
      [1, 1, false, 0, 2],
      [3, 0, true, 1, 1],
    ],
  );
});

test("the page names every place, errors first", () => {
  const units = unitsOf(
    [unit("703001"), unit("703002")],
    [found(3, "empty-field"), found(4, "x", "error"), found(4, "y")],
    LINES,
  );
  const words = { sound: "没有问题", empty: (count: number) => `还有 ${count} 处没填` };
  const lines = pageOf([...units, { ...unit("703003"), line: 9, found: [], empty: 0, off: false, errors: 0 }], words);
  assert.deepEqual(
    lines.map(({ text }) => text),
    [
      "a.mubiao  703001 某局  ✗ 还有 1 处没填",
      "  a.mubiao:3:2  empty-field [empty-field]",
      "",
      "a.mubiao  703002 某局  ✗",
      "  a.mubiao:4:2  x [x]",
      "  a.mubiao:4:2  y [y]",
      "",
      "a.mubiao  703003 某局  ✓ 没有问题",
      "",
    ],
  );
  const { link, text } = lines[1] ?? { text: "" };
  assert.equal(text.slice(link?.start, link?.end), "a.mubiao:3:2");
});

test("another report is none", () => {
  assert.deepEqual(listed('{"version":2,"units":[1]}', "units"), []);
  assert.deepEqual(listed("oops", "units"), []);
});
