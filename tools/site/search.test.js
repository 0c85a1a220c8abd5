// The search: Chinese within a text, several words, and what comes first. `node --test tools/site` runs it.
"use strict";

const { test } = require("node:test");
const assert = require("node:assert");
const { find, excerpt } = require("./search.js");

const index = [
  ["rules/missing-operator.html", "missing-operator 定量指标没有运算符号", "missing-operator 定量指标没有运算符号", "定量指标有数字，没有运算符号。"],
  ["rules/missing-operator.html#why", "missing-operator 定量指标没有运算符号", "为什么要紧", "没有运算符号，就不知道 200 是至少、至多还是正好。"],
  ["forms.html#check", "表样", "检查", "holds 是一个算式，运算符号两边要留空格。"],
  ["git.html", "Books in git", "Books in git", "mubiao shows and merges Books by what they say."],
];
const found = (query) => find(index, query).map((hit) => hit.address);

test("Chinese is found within a text, headings first", () => {
  assert.deepStrictEqual(found("运算符号"), ["rules/missing-operator.html", "rules/missing-operator.html#why", "forms.html#check"]);
  assert.deepStrictEqual(found("算式"), ["forms.html#check"]);
});

test("all words have to be there, in any width and case", () => {
  assert.deepStrictEqual(found("运算符号 空格"), ["forms.html#check"]);
  assert.deepStrictEqual(found("BOOKS ｍｅｒｇｅｓ"), ["git.html"]);
  assert.deepStrictEqual(found("books 运算"), []);
});

test("what does not stand there as typed is found by pairs of characters", () => {
  assert.deepStrictEqual(found("没有数字运算符号").slice(0, 1), ["rules/missing-operator.html"]);
  assert.deepStrictEqual(found("预算执行率"), []);
});

test("nothing is found for nothing", () => {
  for (const query of ["", "  ", "merging"]) assert.deepStrictEqual(found(query), []);
});

test("an excerpt marks what was looked for", () => {
  const text = "甲".repeat(40) + "运算符号" + "乙".repeat(200);
  const parts = excerpt(text, 40, "运算符号");
  assert.deepStrictEqual(parts.filter(([, marked]) => marked), [["运算符号", true]]);
  assert.deepStrictEqual([parts[0], parts.at(-1)], [["…", false], ["…", false]]);
});
