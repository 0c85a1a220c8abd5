import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { bookOf, freeBeside, jobsOf } from "../../src/books";
import { countsOf, type FileReport, REPRINTED, readReport, reportLines } from "../../src/report";

const file = (path: string, more: Partial<FileReport>): FileReport => ({
  path,
  output: null,
  sheets: 0,
  mended: [],
  doubts: [],
  left_out: [],
  ...more,
});
const words = {
  doubts: "存疑",
  leftOut: "略去",
  mended: "已修复",
  failed: "未导入",
  line: (line: number) => `第 ${line} 行`,
  several: (text: string, count: number) => `“${text}”等 ${count} 处：`,
};

test("the report of an import says what needs a person first", () => {
  const files = [
    file("a.xlsx", {
      output: "a.mubiao",
      mended: [{ place: "Sheet1!B2", text: "≥", message: "写作“>=”", rule: "noncanonical-operator" }],
      doubts: [{ place: null, text: "甲\n乙", message: "两种读法" }],
    }),
    file("b.docx", { error: "“b.docx”有密码" }),
  ];
  const lines = reportLines(files, [undefined, undefined], words);
  assert.deepEqual(
    lines.map(({ text }) => text),
    [
      "a.xlsx → a.mubiao",
      "  存疑: “甲 乙” 两种读法",
      "  已修复: Sheet1!B2: “≥” 写作“>=” [noncanonical-operator]",
      "",
      "b.docx",
      "  未导入: “b.docx”有密码",
    ],
  );
  assert.ok(lines.every(({ link }) => link === undefined));
  assert.deepEqual(countsOf(files), { written: 1, failed: 1, mended: 1, doubts: 1, leftOut: 0 });
  assert.deepEqual(readReport(JSON.stringify({ version: 1, files }))?.files, files);
  for (const other of ["", "错误", "[]", '{"version":2,"files":[]}']) assert.equal(readReport(other), undefined);
});

test("a place of the report leads to its row and its cell of the book", () => {
  const files = [
    file("a.xlsx", {
      output: "a.mubiao",
      doubts: [
        { place: "Sheet1!B2", text: "乙", message: "两种读法", line: 2 },
        { place: null, text: "丙", message: "没有对应的栏", line: 1 },
        { place: "Sheet1!B9", text: "丁", message: "在表外", line: null },
      ],
    }),
  ];
  const [head, ...rest] = reportLines(files, [{ path: "/x/a.mubiao", rows: ["甲", "\t\t乙"] }], words);
  const shown = ({ text, link }: NonNullable<typeof head>) =>
    link && [text.slice(link.start, link.end), link.path, link.line, link.column];
  assert.deepEqual(head && shown(head), ["a.mubiao", "/x/a.mubiao", 1, 1]);
  assert.deepEqual(rest.map(shown), [["Sheet1!B2", "/x/a.mubiao", 2, 3], ["第 1 行", "/x/a.mubiao", 1, 1], undefined]);
});

test("what every page prints once more is told of once, and all else by itself", () => {
  const [reprinted] = REPRINTED;
  const entry = (place: string, text: string, message = `${reprinted}`) => ({ place, text, message, line: 1 });
  const left = [
    entry("A9", "绩效目标表"),
    entry("A10", "填报人", "在表外"),
    entry("A20", "绩效目标表"),
    entry("A21", "一级指标"),
  ];
  const lines = reportLines([file("a.xlsx", { left_out: left })], [undefined], words);
  assert.deepEqual(
    lines.slice(1).map(({ text }) => text),
    [`  略去: A9: “绩效目标表”等 3 处： ${reprinted}`, "  略去: A10: “填报人” 在表外"],
  );
  assert.equal(countsOf([file("a.xlsx", { left_out: left })]).leftOut, 4);
  // The program says it so.
  const program = readFileSync("../../src/import/draft.rs", "utf8");
  for (const words of REPRINTED) assert.ok(program.includes(`"${words}"`), words);
});

test("no book is written over unasked, and none twice", () => {
  const there = new Set(["/x/a.mubiao", "/x/a-2.mubiao"]);
  const exists = (path: string) => there.has(path);
  assert.equal(bookOf("/x/甲.乙.xlsx"), "/x/甲.乙.mubiao");
  assert.equal(freeBeside("/x/a.mubiao", exists), "/x/a-3.mubiao");
  const sources = ["/x/a.xlsx", "/x/b.xlsx", "/x/b.docx"];
  const second = { sources: ["/x/b.docx"], force: false, output: "/x/b-2.mubiao" };
  assert.deepEqual(jobsOf(sources, exists, "keep"), [
    { sources: ["/x/b.xlsx"], force: false },
    { sources: ["/x/a.xlsx"], force: false, output: "/x/a-3.mubiao" },
    second,
  ]);
  assert.deepEqual(jobsOf(sources, exists, "overwrite"), [
    { sources: ["/x/b.xlsx"], force: false },
    { sources: ["/x/a.xlsx"], force: true },
    second,
  ]);
  assert.deepEqual(jobsOf(sources, exists, "skip"), [{ sources: ["/x/b.xlsx"], force: false }, second]);
  assert.deepEqual(jobsOf(["/x/a.xlsx"], exists, "skip"), []);
  // A new name is not given twice either.
  assert.deepEqual(
    jobsOf(["/x/a.xlsx", "/x/a.docx"], exists, "keep").map(({ output }) => output),
    ["/x/a-3.mubiao", "/x/a-4.mubiao"],
  );
});
