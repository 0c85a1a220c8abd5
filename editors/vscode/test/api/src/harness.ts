/** Cases, one after the other, and what they share: files of the workspace, settings, waiting for what is to come. */

import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { Alignment } from "../../../src/columns";
import type { Server } from "../../../src/server";

/** A case: its name, and what has to hold. */
export type Case = [name: string, run: () => Promise<void>];

/** A case that has not ended by then has failed, in milliseconds. */
const LONGEST = 90_000;

/** The extension under test. */
export const extension = () => {
  const found = vscode.extensions.getExtension<{ server: Server; alignment: Alignment }>("mubiao.mubiao");
  if (found === undefined) throw new Error("the extension mubiao.mubiao is not installed");
  return found;
};

export const server = () => extension().exports.server;

/** The path of a file of the workspace. */
export function inFolder(name: string): string {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error("no folder is open");
  return join(folder.uri.fsPath, name);
}

/** What `look` finds once it finds something; `what` is for the failure. */
export async function until<T>(what: string, look: () => T | Promise<T>, seconds = 20): Promise<NonNullable<T>> {
  const end = Date.now() + seconds * 1000;
  let last: unknown;
  while (Date.now() < end) {
    try {
      const found = await look();
      if (found !== undefined && found !== null && found !== false) return found as NonNullable<T>;
      last = found;
    } catch (error) {
      last = error;
    }
    await new Promise((done) => setTimeout(done, 30));
  }
  throw new Error(`waited ${seconds} s for: ${what} (last: ${String(last)})`);
}

let opened: string | undefined;
let count = 0;

/** Opens a new file of the folder with this text, whose name ends so; it is the only one that is open, and the only sheet. */
export async function open(name: string, text: string): Promise<vscode.TextEditor> {
  // What is not saved would be asked about.
  await vscode.workspace.saveAll(false);
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  if (opened !== undefined) rmSync(opened, { force: true });
  count += 1;
  opened = inFolder(`${count}-${name}`);
  writeFileSync(opened, text);
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(opened));
}

/** Puts `text` in the place of all that stands in the editor. */
export async function replace(editor: vscode.TextEditor, text: string): Promise<void> {
  const whole = new vscode.Range(0, 0, editor.document.lineCount, 0);
  await editor.edit((edit) => edit.replace(editor.document.validateRange(whole), text));
}

/** The place behind `words`. */
export function behind(document: vscode.TextDocument, words: string): vscode.Position {
  const at = document.getText().indexOf(words);
  if (at < 0) throw new Error(`${words} does not stand there`);
  return document.positionAt(at + words.length);
}

export function cursor(editor: vscode.TextEditor, at: vscode.Position): void {
  editor.selection = new vscode.Selection(at, at);
}

export const findings = (editor: vscode.TextEditor) => vscode.languages.getDiagnostics(editor.document.uri);

/** The rules of the findings, sorted. */
export const rules = (editor: vscode.TextEditor) => findings(editor).map(ruleOf).sort();

export function ruleOf(finding: vscode.Diagnostic): string {
  const { code } = finding;
  return String(typeof code === "object" ? code.value : code);
}

const changed = new Set<string>();

/** Sets a setting of the section `mubiao` for the user of this test. */
export async function set(key: string, value: unknown): Promise<void> {
  changed.add(key);
  await vscode.workspace.getConfiguration("mubiao").update(key, value, vscode.ConfigurationTarget.Global);
}

/** Takes back what cases have set. */
export async function reset(): Promise<void> {
  for (const key of changed)
    await vscode.workspace.getConfiguration("mubiao").update(key, undefined, vscode.ConfigurationTarget.Global);
  changed.clear();
  rmSync(inFolder("mubiao.toml"), { force: true });
}

/** The processes that run this program as a server. */
export function processes(program: string): number[] {
  const runs = (id: string) => {
    try {
      const line = readFileSync(`/proc/${id}/cmdline`, "utf8").split("\0");
      return line.includes("lsp") && line.some((word) => word === program);
    } catch {
      return false;
    }
  };
  return readdirSync("/proc")
    .filter((id) => /^\d+$/.test(id) && runs(id))
    .map(Number);
}

/** Runs the cases and writes to `result`, in the Test Anything Protocol, how each went; the last line is `# done`. */
export async function run(cases: Case[], result: string): Promise<void> {
  writeFileSync(result, `1..${cases.length}\n`);
  const say = (text: string) => writeFileSync(result, text, { flag: "a" });
  for (const [at, [name, test]] of cases.entries()) {
    const start = Date.now();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((_, fail) => {
      timer = setTimeout(() => fail(new Error(`not done after ${LONGEST} ms`)), LONGEST);
    });
    try {
      await Promise.race([test(), late]);
      say(`ok ${at + 1} - ${name} # ${Date.now() - start} ms\n`);
    } catch (error) {
      const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
      say(`not ok ${at + 1} - ${name}\n${said.replace(/^/gm, "#   ")}\n`);
    } finally {
      clearTimeout(timer);
      await reset();
    }
  }
  say("# done\n");
}
