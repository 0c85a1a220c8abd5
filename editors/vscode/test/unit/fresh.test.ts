import assert from "node:assert/strict";
import { test } from "node:test";
import { arranged, bookName, firstEmpty, nameOf, nextYear, unitProblem } from "../../src/fresh";
import { isGarbled } from "../../src/garbled";

test("from October on it is next year's budget", () => {
  assert.equal(nextYear(new Date(2026, 8, 30)), 2026);
  assert.equal(nextYear(new Date(2026, 9, 1)), 2027);
});

test("a file is called by code and year", () => {
  assert.equal(nameOf("703001朝阳市工业和信息化局-211300000", "2027"), "703001-2027");
  assert.equal(nameOf("[703]朝阳市工业和信息化局", "2027"), "703-2027");
  assert.equal(nameOf("朝阳市：工信局/a-211300000", "2027"), "朝阳市：工信局a-2027");
});

test("a unit is checked while it is typed", () => {
  const said = [
    "703001朝阳市局-211300000",
    "朝阳市局",
    "703朝阳市局",
    "703001001朝阳市局",
    "703001001001朝阳市局",
    "70300朝阳市局",
    "",
    "703001",
    "甲\t乙",
    "703001朝阳市局-2113",
  ];
  assert.deepEqual(said.map(unitProblem), [
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    "code",
    "empty",
    "empty",
    "controls",
    "division",
  ]);
});

test("the title comes first and the directives last", () => {
  const text = "# mubiao: profile = a\n# mubiao: fiscal-year = 2027\n表\n\n部门\t甲\n年度预算收入\n";
  assert.equal(arranged(text), "表\n\n部门\t甲\n年度预算收入\n# mubiao: profile = a\n# mubiao: fiscal-year = 2027\n");
  assert.equal(arranged("表\n部门\n"), "表\n部门\n");
});

test("a book made out of another one is called by its unit and its year", () => {
  const rows = "部门（单位）整体绩效目标表\n\n部门（单位）名称\t703001朝阳市工业和信息化局-211300000\n";
  assert.equal(bookName(`# mubiao: fiscal-year=2022\n${rows}`, "去年"), "703001-2022");
  assert.equal(bookName(`${rows}\t\t\t工作完成及时率\t=\t100\t%\t2022-12\n`, "去年"), "703001-2022");
  assert.equal(
    bookName("项目支出绩效目标表（2024年度）\n\n项目名称\t甲\n年度资金总额\t120000.00\n", "甲项目2023年"),
    "甲项目-2024",
  );
  assert.equal(bookName("表\n", "2023"), "2023");
});

test("filling in begins at the first empty field", () => {
  assert.deepEqual(firstEmpty("表\n\n部门\t甲\n年度预算收入\n"), { line: 3, character: 6 });
  assert.deepEqual(firstEmpty("表\n部门\t甲\n\t人员\t\t其他\n"), { line: 2, character: 4 });
  assert.deepEqual(firstEmpty("表\n部门\t甲\n"), { line: 0, character: 1 });
});

test("a text in another encoding is told from one with a slip", () => {
  const bytes = Buffer.from("b2bfc3c5a3a8b5a5cebba3a9c3fbb3c609373033303031b3afd1f4cad0b9a4d2b5", "hex");
  assert.ok(isGarbled(new TextDecoder().decode(bytes)));
  assert.ok(!isGarbled(`部门（单位）名称\t703001朝阳市\uFFFD局${"甲".repeat(100)}`));
  assert.ok(!isGarbled(""));
});
