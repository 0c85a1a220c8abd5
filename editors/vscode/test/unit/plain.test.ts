import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { plain } from "../../src/plain";

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
