/** Settings: each is heeded at once, goes before `mubiao.toml`, and counts as not set when it is empty. */

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { behind, type Case, extension, findings, inFolder, open, ruleOf, rules, set, until } from "./harness";

const damaged = () => readFileSync(inFolder("sample.txt"), "utf8");
const canonical = () => readFileSync(inFolder("canonical.txt"), "utf8");

/** The sample, with its findings there. */
async function sample(): Promise<vscode.TextEditor> {
  const editor = await open("sheet.mubiao", damaged());
  await until("findings", () => rules(editor).includes("misaligned-row") && rules(editor).includes("unbalanced-tasks"));
  return editor;
}

const toml = (text: string) => writeFileSync(inFolder("mubiao.toml"), text);
const has = (editor: vscode.TextEditor, rule: string) => rules(editor).includes(rule);
/** Whether all messages are in English; user text in them may be Chinese. */
const english = (editor: vscode.TextEditor) =>
  findings(editor).every(({ message }) => /[a-z]{2} [a-z]{2}/.test(message));
const chinese = (editor: vscode.TextEditor) =>
  findings(editor).every(({ message }) => !/[a-z]{2} [a-z]{2}/.test(message));

export const settings: Case[] = [
  [
    "ignore, select, extendSelect",
    async () => {
      const editor = await sample();
      await set("ignore", ["misaligned-row"]);
      await until("the rule to be silent", () => !has(editor, "misaligned-row") && has(editor, "unbalanced-tasks"));
      await set("ignore", undefined);
      await until("the rule to speak", () => has(editor, "misaligned-row"));
      await set("select", ["amounts"]);
      await until("amounts alone", () => !has(editor, "misaligned-row") && has(editor, "unbalanced-tasks"));
      await set("extendSelect", ["misaligned-row"]);
      await until("one rule besides", () => has(editor, "misaligned-row") && has(editor, "unbalanced-tasks"));
    },
  ],
  [
    "severity",
    async () => {
      const editor = await sample();
      await set("severity", { "misaligned-row": "information", amounts: "off" });
      await until("the severities", () => {
        const rows = findings(editor).filter((finding) => ruleOf(finding) === "misaligned-row");
        const all = rows.every(({ severity }) => severity === vscode.DiagnosticSeverity.Information);
        return rows.length > 0 && all && !has(editor, "unbalanced-tasks");
      });
    },
  ],
  [
    "maxFindings",
    async () => {
      const editor = await sample();
      await set("maxFindings", 3);
      await until("three findings, and how many are left", () => findings(editor).length === 4);
      await set("maxFindings", undefined);
      await until("all of them", () => findings(editor).length > 20);
    },
  ],
  [
    "lang",
    async () => {
      const editor = await sample();
      await set("lang", "zh");
      await until("Chinese", () => findings(editor).length > 5 && chinese(editor));
      await set("lang", "en");
      await until("English", () => english(editor));
    },
  ],
  [
    "fix",
    async () => {
      const editor = await sample();
      const offered = async () => {
        const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
          "vscode.executeCodeActionProvider",
          editor.document.uri,
          editor.document.lineAt(16).range,
        );
        return actions.some((action) => action.isPreferred);
      };
      await until("a preferred fix", offered);
      await set("fix", { "misaligned-row": "none" });
      await until("no fix", async () => !(await offered()));
    },
  ],
  [
    "tolerance",
    async () => {
      const editor = await sample();
      await set("tolerance", "10");
      await until("a sum that may be off by so much", () => !has(editor, "unbalanced-tasks"));
      assert.ok(findings(editor).length > 5);
    },
  ],
  [
    "fiscalYear",
    async () => {
      const editor = await open("sheet.mubiao", canonical());
      await until("findings", () => has(editor, "unbalanced-tasks"));
      assert.ok(has(editor, "deadline-outside-year") && !has(editor, "inconsistent-year"));
      await set("fiscalYear", 2030);
      await until("sheets of another year", () => has(editor, "inconsistent-year"));
    },
  ],
  [
    "profile",
    async () => {
      const editor = await sample();
      await set("profile", "mof-2021-department");
      await until("another form", () => has(editor, "missing-section") && !has(editor, "unbalanced-tasks"));
      // It is told, and counts as not set.
      await set("profile", "no-such-form");
      await until("the form of the sheet", () => !has(editor, "missing-section") && has(editor, "unbalanced-tasks"));
    },
  ],
  [
    "completion.pinyin",
    async () => {
      const text = canonical().replace("\t\t\t预算执行率\t=\t100\t%\t2021-12", "\t\t\tyszxl");
      const editor = await open("sheet.mubiao", text);
      const offered = async () => {
        const list = await vscode.commands.executeCommand<vscode.CompletionList>(
          "vscode.executeCompletionItemProvider",
          editor.document.uri,
          behind(editor.document, "yszxl"),
        );
        return list.items.some(({ label }) => (typeof label === "string" ? label : label.label).includes("预算执行率"));
      };
      await until("the indicator", offered);
      await set("completion.pinyin", false);
      await until("nothing by pinyin", async () => !(await offered()));
    },
  ],
  [
    "scanFolders",
    async () => {
      writeFileSync(inFolder("other.mubiao"), canonical());
      const editor = await open("sheet.mubiao", canonical());
      await until("the unit in two files", () => has(editor, "duplicate-budget-unit"));
      await set("scanFolders", false);
      await until("this file alone", () => findings(editor).length > 0 && !has(editor, "duplicate-budget-unit"));
      await vscode.workspace.fs.delete(vscode.Uri.file(inFolder("other.mubiao")));
    },
  ],
  [
    "what is wrong is told and counts as not set",
    async () => {
      const editor = await sample();
      await set("ignore", ["misaligned-rwo"]);
      await set("maxFindings", 3);
      await until("the other setting", () => findings(editor).length === 4);
      await set("maxFindings", undefined);
      await until("all findings", () => has(editor, "misaligned-row"));
    },
  ],
  [
    "mubiao.toml holds where the settings are empty, and is read again when it changes",
    async () => {
      const editor = await sample();
      toml('select = ["all"]\nignore = ["misaligned-row"]\nlang = "zh"\ntolerance = "10"\n[severity]\ngoals = "off"\n');
      const held = () =>
        findings(editor).length > 0 &&
        !has(editor, "misaligned-row") &&
        !has(editor, "unbalanced-tasks") &&
        chinese(editor);
      await until("the configuration", held);
      const empty = {
        ignore: [],
        select: [],
        extendSelect: [],
        severity: {},
        fix: {},
        tolerance: "",
        profile: "",
        lang: "",
      };
      for (const [key, value] of Object.entries(empty)) await set(key, value);
      await set("fiscalYear", null);
      // A setting that shows that all of them have arrived.
      await set("maxFindings", 1);
      await until("the last setting", () => findings(editor).length <= 2);
      await set("maxFindings", 1000);
      await until("the configuration still", () => findings(editor).length > 2 && held());
      toml('lang = "zh"\n');
      await until("the changed configuration", () => has(editor, "misaligned-row") && chinese(editor));
    },
  ],
  [
    "the user's settings go before mubiao.toml",
    async () => {
      const editor = await sample();
      toml(
        'ignore = ["misaligned-row"]\nlang = "zh"\n[severity]\nunbalanced-tasks = "off"\nmisaligned-row = "error"\n',
      );
      await until("the configuration", () => !has(editor, "misaligned-row") && !has(editor, "unbalanced-tasks"));
      await set("lang", "en");
      await set("extendSelect", ["misaligned-row"]);
      await set("severity", { "unbalanced-tasks": "information" });
      const held = () => {
        const sum = findings(editor).find((finding) => ruleOf(finding) === "unbalanced-tasks");
        const row = findings(editor).find((finding) => ruleOf(finding) === "misaligned-row");
        return (
          english(editor) &&
          sum?.severity === vscode.DiagnosticSeverity.Information &&
          row?.severity === vscode.DiagnosticSeverity.Error
        );
      };
      await until("the settings", held).catch((error: Error) => {
        const all = findings(editor).map((one) => `${ruleOf(one)} ${one.severity}: ${one.message}`);
        throw new Error(`${error.message}\n${all.join("\n")}`);
      });
    },
  ],
  [
    "a mistake in mubiao.toml is told at its place",
    async () => {
      await sample();
      toml('slect = ["all"]\n');
      const uri = vscode.Uri.file(inFolder("mubiao.toml"));
      await until("the finding", () => vscode.languages.getDiagnostics(uri).length > 0);
    },
  ],
  [
    "every setting has a default that is not set, a type and a description",
    async () => {
      const { properties } = extension().packageJSON.contributes.configuration as {
        properties: Record<string, Record<string, unknown>>;
      };
      for (const [name, setting] of Object.entries(properties)) {
        const text = String(setting["markdownDescription"] ?? setting["description"]);
        assert.ok(text !== "undefined" && !text.startsWith("%"), name);
        const inspected = vscode.workspace.getConfiguration().inspect(name);
        assert.deepEqual(inspected?.defaultValue, setting["default"], name);
        assert.equal(inspected?.globalValue, undefined, `${name} was written`);
      }
    },
  ],
];
