import assert from "node:assert/strict";
import { test } from "node:test";
import type { CodeLens } from "vscode";
import { withCommand } from "../../src/lenses";

test("a line above a sheet does what it speaks of, and one that has a command keeps it", () => {
  const start = { line: 2, character: 0 };
  const lens = (says: string | undefined, command = "") =>
    ({ range: { start }, data: says && { says }, command: { title: "✓", command } }) as unknown as CodeLens;
  const run = (one: CodeLens) => withCommand(one, one).command;
  assert.deepEqual(run(lens("balance")), { title: "✓", command: "mubiao.showTotals", arguments: [start] });
  assert.equal(run(lens("standards"))?.command, "mubiao.insertStandardIndicators");
  assert.equal(run(lens(undefined))?.command, "mubiao.showTotals");
  assert.equal(run(lens("balance", "other"))?.command, "other");
  assert.equal(withCommand(undefined, lens("balance")), undefined);
});
