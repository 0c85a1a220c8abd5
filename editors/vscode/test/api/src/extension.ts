/** Tests the extension from inside the extension host: which cases, a file of the folder says, and another takes the results. */

import { existsSync, readFileSync } from "node:fs";
import * as vscode from "vscode";
import { commands } from "./commands";
import { features } from "./features";
import { type Case, inFolder, open, run, until } from "./harness";
import { servers } from "./servers";
import { settings } from "./settings";

/** A second window has a server of its own. */
const second: Case[] = [
  [
    "a second window shows the findings of its own folder",
    async () => {
      const editor = await open("second.mubiao", readFileSync(inFolder("sample.txt"), "utf8"));
      await until("findings", () => vscode.languages.getDiagnostics(editor.document.uri).length > 5);
    },
  ],
];

export async function activate(): Promise<void> {
  if (!existsSync(inFolder("test.json"))) return;
  const { suite, only } = JSON.parse(readFileSync(inFolder("test.json"), "utf8")) as { suite: string; only?: string };
  const cases = suite === "second" ? second : [...features, ...settings, ...commands, ...servers];
  const wanted = cases.filter(([name]) => only === undefined || new RegExp(only).test(name));
  await run(wanted, inFolder("results.tap"));
}
