import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { plain, withoutOptions } from "../../src/plain";

/** How the editor finds links in a notification, and icons in a label. */
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)/i;
const ICON = /\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/;

test("no text becomes a link, a command or an icon", () => {
  const text = "没有 [甲](command:x) 和 [乙](https://x)，$(zap)$(sync~spin)";
  assert.match(text, LINK);
  assert.match(text, ICON);
  assert.doesNotMatch(plain(text), LINK);
  assert.doesNotMatch(plain(text), ICON);
});

test("controls and marks of direction are seen", () => {
  assert.equal(plain("预算\u202e算\u0007\t完\n下一行"), "预算(U+202E)算  完\n下一行");
  assert.equal(plain("预算（万元）≥ 100%"), "预算（万元）≥ 100%");
});

test("notifications go by one way", () => {
  for (const name of readdirSync("src").filter((name) => name.endsWith(".ts") && name !== "notify.ts"))
    assert.doesNotMatch(readFileSync(`src/${name}`, "utf8"), /window\s*\.show(Error|Warning|Information)Message/, name);
});

test("nobody who fills in a sheet is sent to a command line", () => {
  for (const [said, shown] of [
    ["“a.mubiao”已经存在，未改动；要覆盖请加 --force，或用 -o 另取文件名", "“a.mubiao”已经存在，未改动"],
    ["“a.pdf”里没有识别出绩效目标表；请核对文件，或用 --profile 指明表样", "“a.pdf”里没有识别出绩效目标表；请核对文件"],
    ['"a" exists already; overwrite it with --force, or choose another name with -o', '"a" exists already'],
    ["“甲，乙 -o 丙.xlsx”有密码；请去掉密码", "“甲，乙 -o 丙.xlsx”有密码；请去掉密码"],
    ["甲－－乙，丙-丁", "甲－－乙，丙-丁"],
  ] as const)
    assert.equal(withoutOptions(said), shown);
});
