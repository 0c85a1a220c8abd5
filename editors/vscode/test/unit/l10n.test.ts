import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const json = (path: string) => JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
const keys = (path: string) => Object.keys(json(path)).sort();

test("every text of the package stands in both languages", () => {
  assert.deepEqual(keys("package.nls.json"), keys("package.nls.zh-cn.json"));
  const used = [...readFileSync("package.json", "utf8").matchAll(/"%([\w.-]+)%"/g)].map((match) => match[1]);
  assert.deepEqual([...new Set(used)].sort(), keys("package.nls.json"));
});

test("every message of the program stands in Chinese too", () => {
  const used = new Set<string>();
  for (const name of readdirSync("src", { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".ts")) continue;
    for (const match of readFileSync(`src/${name}`, "utf8").matchAll(/l10n\.t\(\s*"((?:[^"\\]|\\.)*)"/g))
      used.add(match[1] ?? "");
  }
  assert.ok(used.size > 20);
  assert.deepEqual([...used].sort(), keys("l10n/bundle.l10n.zh-cn.json"));
});

test("every command is offered, named and carried out", () => {
  const contributes = json("package.json")["contributes"] as { commands: { command: string }[] };
  const names = (path: string) =>
    [...readFileSync(path, "utf8").matchAll(/register\("(\w+)"/g)].map(([, name]) => name);
  const offered = contributes.commands.map(({ command }) => command.replace("mubiao.", "")).sort();
  const everywhere = names("src/features.ts");
  assert.deepEqual([...everywhere, ...names("src/extension.ts")].sort(), offered);
  // In a browser what the program does is refused.
  const refused = json("src/browser/ofTheProgram.json") as unknown as string[];
  assert.deepEqual([...everywhere, ...refused].sort(), offered);
});

test("both pages name every command and every setting", () => {
  const pages = ["README.md", "README.en.md"].map((path) => readFileSync(path, "utf8"));
  const contributes = json("package.json")["contributes"] as {
    commands: { command: string }[];
    configuration: { properties: Record<string, unknown> };
  };
  const names = [
    ...contributes.commands.map(({ command }) => command),
    ...Object.keys(contributes.configuration.properties),
  ];
  for (const name of names) for (const page of pages) assert.ok(page.includes(`| \`${name}\``), name);
});
