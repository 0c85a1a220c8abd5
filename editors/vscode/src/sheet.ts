/** A new sheet: its form, whose it is and for which year, asked for one after the other; opened under the name it is to have. */

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import { programOf, run, sentence } from "./convert";
import { arranged, firstEmpty, nameOf, nextYear, unitProblem } from "./fresh";
import { notRun, showError } from "./notify";
import type { Server } from "./server";

const { l10n } = vscode;

/** What a keybinding may hand over, so that it is not asked for. */
export interface Given {
  profile?: string;
  unit?: string;
  year?: string;
}

/** What `mubiao form list --format json` says of a form. */
interface Form {
  id: string;
  name: { zh: string; en: string };
  unit: string;
  built_in: boolean;
}

export async function newSheet(server: Server, given: Given = {}): Promise<void> {
  const program = programOf(server);
  if (program === undefined) return;
  const folder = folderOf();
  // Where everything is handed over, the form is that of the folder, or the first one.
  const profile = given.profile ?? (given.unit === undefined ? await askForm(server, program, folder) : "");
  if (profile === undefined) return;
  const unit = given.unit ?? (await askUnit());
  if (!unit) return;
  const year = given.year ?? (await askYear());
  if (!year) return;
  const form = profile === "" ? [] : ["--profile", profile];
  try {
    const ran = await run(program, ["new", "--unit", unit, "--year", year, ...form], folder ?? process.cwd());
    if (ran.status !== 0) {
      void showError(sentence(ran.said));
      return;
    }
    await show(arranged(ran.out), folder, nameOf(unit, year));
  } catch (error) {
    void notRun(program, error);
  }
}

/** The folder that a new sheet belongs to: that of the book in the editor, or the first one of the workspace. */
function folderOf(): string | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  if (uri?.scheme === "file") return dirname(uri.fsPath);
  return vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === "file")?.uri.fsPath;
}

/** The form, where there are several; the folder's own come first. `undefined` when none is chosen. */
async function askForm(server: Server, program: string, folder: string | undefined): Promise<string | undefined> {
  const ran = await run(program, ["form", "list", "--format", "json"], folder ?? process.cwd());
  let forms: Form[] = [];
  try {
    forms = JSON.parse(ran.out).forms;
  } catch {
    server.log.warn(`mubiao form list: ${ran.status}\n${ran.said}`);
  }
  if (forms.length < 2) return "";
  const zh = vscode.env.language.toLowerCase().startsWith("zh");
  const items = [...forms]
    .sort((a, b) => Number(a.built_in) - Number(b.built_in))
    .map(({ id, name, unit, built_in }) => ({
      label: zh ? name.zh : name.en,
      description: built_in ? unit : `${unit} · ${l10n.t("of this folder")}`,
      detail: id,
      id,
    }));
  const title = l10n.t("New sheet: the form");
  const chosen = await vscode.window.showQuickPick(items, { title, matchOnDetail: true, ignoreFocusOut: true });
  return chosen?.id;
}

async function askUnit(): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: l10n.t("New sheet: the budget unit"),
    prompt: l10n.t("Code, name, a dash and the division"),
    placeHolder: "703001朝阳市工业和信息化局-211300000",
    ignoreFocusOut: true,
    validateInput: (text) => {
      const severities = vscode.InputBoxValidationSeverity;
      switch (unitProblem(text)) {
        case "empty":
          return { message: l10n.t("The name of the unit is missing; add it"), severity: severities.Error };
        case "controls":
          return { message: l10n.t("The unit is one line without TABs"), severity: severities.Error };
        case "code":
          return { message: l10n.t("A code has 3, 6, 9 or 12 digits"), severity: severities.Warning };
        case "division":
          return { message: l10n.t("A division has nine digits, such as -211300000"), severity: severities.Warning };
        default:
          return undefined;
      }
    },
  });
}

async function askYear(): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: l10n.t("New sheet: the fiscal year"),
    value: String(nextYear(new Date())),
    validateInput: (text) => (/^(19|20)\d{2}$/.test(text) ? undefined : l10n.t("A year of four digits, such as 2026")),
    ignoreFocusOut: true,
  });
}

/** Opens the text as a file that is not saved yet, under its name where there is a folder, at its first empty field. */
export async function show(text: string, folder: string | undefined, name: string): Promise<void> {
  const open = () => vscode.workspace.textDocuments.map(({ uri }) => uri.path);
  const taken = (path: string) => existsSync(path) || open().includes(vscode.Uri.file(path).path);
  let path = folder === undefined ? undefined : join(folder, `${name}.mubiao`);
  for (let count = 2; folder !== undefined && path !== undefined && taken(path); count += 1)
    path = join(folder, `${name}-${count}.mubiao`);
  const document =
    path === undefined
      ? await vscode.workspace.openTextDocument({ language: "mubiao", content: text })
      : await vscode.workspace.openTextDocument(vscode.Uri.file(path).with({ scheme: "untitled" }));
  const editor = await vscode.window.showTextDocument(document);
  if (path !== undefined) await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), text));
  const { line, character } = firstEmpty(text);
  const cursor = new vscode.Position(line, character);
  editor.selection = new vscode.Selection(cursor, cursor);
  editor.revealRange(editor.selection);
}
