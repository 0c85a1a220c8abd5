/** The server: missing, another program, another version, dying; and what the user is told of it. */

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { type Case, extension, findings, inFolder, open, processes, rules, server, set, until } from "./harness";

const sample = () => open("sheet.mubiao", readFileSync(inFolder("sample.txt"), "utf8"));

/** Programs that a setting may name: the real one by another name, and some that are not what they should be. */
async function programs(): Promise<void> {
  const { extensionPath, packageJSON } = extension();
  mkdirSync(inFolder("bin"));
  symlinkSync(join(extensionPath, "server/mubiao"), inFolder("bin/same"));
  const script = (name: string, version: string, run: string) =>
    writeFileSync(inFolder(`bin/${name}`), `#!/bin/sh\n[ "$1" = lsp ] || { echo ${version}; exit; }\n${run}\n`, {
      mode: 0o755,
    });
  script("other", "ruff 1.2.3", "exit 1");
  script("newer", "mubiao 9.9.9", "exit 1");
  script("dying", `mubiao ${packageJSON.version}`, `printf x >> '${inFolder("deaths")}'; exit 1`);
  script("silent", `mubiao ${packageJSON.version}`, `: > '${inFolder("silent")}'; while read -r line; do :; done`);
}

/** Takes the setting back and sees the bundled server at work. */
async function recovers(editor: vscode.TextEditor): Promise<void> {
  await set("server.path", undefined);
  await until("the bundled server", () => server().running && server().path?.startsWith(extension().extensionPath));
  await until("its findings", () => rules(editor).includes("misaligned-row"));
  assert.equal(server().problem, "");
}

/** A setting that names a program that will not do. */
function refused(what: string, path: () => string, said: RegExp): Case {
  return [
    `${what} is told, and corrected without a restart of the editor`,
    async () => {
      const editor = await sample();
      await until("findings", () => rules(editor).includes("misaligned-row"));
      await set("server.path", path());
      await until("the message", () => said.test(server().problem));
      assert.equal(server().running, undefined);
      await until("no findings", () => findings(editor).length === 0);
      assert.deepEqual(processes(path()), []);
      await vscode.commands.executeCommand("mubiao.fixAll");
      await vscode.commands.executeCommand("mubiao.showTotals");
      await recovers(editor);
    },
  ];
}

export const servers: Case[] = [
  ["programs to choose from", programs],
  refused("a missing server", () => inFolder("bin/nothing"), /bin\/nothing, which is no file/),
  refused("a folder for a server", () => inFolder("bin"), /which is no file/),
  refused("another program", () => inFolder("bin/other"), /bin\/other is not the program mubiao/),
  refused("a file that cannot be run", () => inFolder("sample.txt"), /sample\.txt is not the program mubiao/),
  refused(
    "another version",
    () => inFolder("bin/newer"),
    /bin\/newer is mubiao 9\.9\.9, and this extension needs 0\.1\./,
  ),
  [
    "a server of the setting serves, and the setting knows the folder",
    async () => {
      const editor = await sample();
      await set("server.path", "${workspaceFolder}/bin/same");
      await until("the server of the setting", () => server().running && server().path === inFolder("bin/same"));
      await until("its findings", () => rules(editor).includes("misaligned-row"));
      await recovers(editor);
    },
  ],
  [
    "a server that is killed is started again",
    async () => {
      const editor = await sample();
      const program = server().path ?? "";
      await until("findings", () => rules(editor).includes("misaligned-row"));
      for (let death = 0; death < 2; death += 1) {
        const [before] = processes(program);
        assert.ok(before);
        process.kill(before, "SIGKILL");
        await until("another process", () => processes(program).some((id) => id !== before));
        await until("findings", () => server().running && rules(editor).includes("misaligned-row"));
      }
      assert.equal(server().problem, "");
      await vscode.commands.executeCommand("mubiao.restartServer");
    },
  ],
  [
    "a server that dies at once is started five times and then left alone",
    async () => {
      const editor = await sample();
      await set("server.path", inFolder("bin/dying"));
      await until("the message", () => /five times within three minutes/.test(server().problem));
      assert.equal(readFileSync(inFolder("deaths"), "utf8").length, 5);
      assert.equal(server().running, undefined);
      await recovers(editor);
    },
  ],
  [
    "a server that never answers gives way to another",
    async () => {
      const editor = await sample();
      await set("server.path", inFolder("bin/silent"));
      await until("the silent server", () => existsSync(inFolder("silent")));
      await recovers(editor);
    },
  ],
  [
    "one server is left, and none of those that failed",
    async () => {
      await until("one server", () => processes(server().path ?? "").length === 1);
      for (const name of ["dying", "silent", "same"]) assert.deepEqual(processes(inFolder(`bin/${name}`)), [], name);
    },
  ],
];
