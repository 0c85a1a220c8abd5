/** What the extension and its server do in the editor, as other extensions see it. */

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { behind, type Case, cursor, extension, findings, inFolder, open, replace, rules, until } from "./harness";

const damaged = () => readFileSync(inFolder("sample.txt"), "utf8");
const canonical = () => readFileSync(inFolder("canonical.txt"), "utf8");

/** What the providers answer to `command`, as soon as they answer something. */
function ask<T>(command: string, ...given: unknown[]): Promise<T> {
  return until(command, async () => {
    const answer = await vscode.commands.executeCommand<T | undefined>(command, ...given);
    return Array.isArray(answer) && answer.length === 0 ? undefined : answer;
  }) as Promise<T>;
}

export const features: Case[] = [
  [
    "the extension is started by a sheet, and by nothing else",
    async () => {
      writeFileSync(inFolder("notes.txt"), "部门（单位）名称\n");
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(inFolder("notes.txt")));
      assert.equal(extension().isActive, false);
      const editor = await open("sheet.mubiao", damaged());
      assert.equal(editor.document.languageId, "mubiao");
      await until("the extension to be active", () => extension().isActive);
      await until("the server", () => extension().exports.server.running);
    },
  ],
  [
    "the language's defaults are in force, and in force for it alone",
    async () => {
      const defaults = extension().packageJSON.contributes.configurationDefaults["[mubiao]"] as Record<string, unknown>;
      assert.ok(Object.keys(defaults).length > 10);
      const own = vscode.workspace.getConfiguration(undefined, { languageId: "mubiao" });
      for (const [key, value] of Object.entries(defaults)) assert.deepEqual(own.get(key), value, key);
      assert.equal(vscode.workspace.getConfiguration("editor", { languageId: "plaintext" }).get("insertSpaces"), true);
      const editor = await open("spaces.mubiao", "    四个空格\n    又四个\n    再四个\n");
      assert.equal(editor.options.insertSpaces, false);
    },
  ],
  [
    "a bracket pairs with nothing, a comment goes before the TABs, a word is a cell",
    async () => {
      const editor = await open("typing.mubiao", canonical());
      const place = behind(editor.document, "整体工作完成情况");
      cursor(editor, place);
      await vscode.commands.executeCommand("type", { text: "（" });
      await vscode.commands.executeCommand("type", { text: "“" });
      const row = () => editor.document.lineAt(place.line).text;
      assert.ok(row().includes("整体工作完成情况（“\t"), row());
      await vscode.commands.executeCommand("undo");
      await vscode.commands.executeCommand("undo");
      await replace(editor, canonical());
      const before = row();
      cursor(editor, place);
      await vscode.commands.executeCommand("editor.action.commentLine");
      assert.equal(row(), `# ${before}`);
      await vscode.commands.executeCommand("editor.action.commentLine");
      assert.equal(row(), before);
      const cell = editor.document.getWordRangeAtPosition(place);
      assert.equal(cell && editor.document.getText(cell), "整体工作完成情况");
    },
  ],
  [
    "findings come, and change with the text",
    async () => {
      const editor = await open("sheet.mubiao", damaged());
      await until("findings", () => rules(editor).includes("misaligned-row"));
      assert.ok(findings(editor).every((finding) => finding.source === "mubiao" && finding.message !== ""));
      await replace(editor, canonical());
      await until("fewer findings", () => !rules(editor).includes("misaligned-row"));
      assert.ok(rules(editor).includes("unbalanced-tasks"));
    },
  ],
  [
    "code actions mend a shifted row",
    async () => {
      const editor = await open("sheet.mubiao", damaged());
      await until("findings", () => rules(editor).includes("misaligned-row"));
      const row = editor.document.lineAt(16).range;
      const actions = await ask<vscode.CodeAction[]>("vscode.executeCodeActionProvider", editor.document.uri, row);
      const fix = actions.find((action) => action.isPreferred);
      assert.ok(fix?.edit, JSON.stringify(actions.map((action) => action.title)));
      await vscode.workspace.applyEdit(fix.edit);
      assert.equal(editor.document.lineAt(16).text, "\t\t整体工作完成情况\t工作完成及时率\t=\t100\t%\t2021-12");
    },
  ],
  [
    "completion finds by initials",
    async () => {
      const text = canonical().replace("\t\t\t预算执行率\t=\t100\t%\t2021-12", "\t\t\tyszxl");
      const editor = await open("sheet.mubiao", text);
      const at = behind(editor.document, "yszxl");
      const found = await until("the indicator", async () => {
        const list = await vscode.commands.executeCommand<vscode.CompletionList>(
          "vscode.executeCompletionItemProvider",
          editor.document.uri,
          at,
        );
        const named = (item: vscode.CompletionItem) =>
          (typeof item.label === "string" ? item.label : item.label.label).includes("预算执行率");
        return list.items.find(named);
      });
      const inserted = typeof found.insertText === "string" ? found.insertText : found.insertText?.value;
      assert.match(inserted ?? "", /^预算执行率\t\$\{1:=\}\t/);
    },
  ],
  [
    "hover, outline, lenses, hints, colours, folding, highlights and references answer",
    async () => {
      const editor = await open("sheet.mubiao", canonical());
      const { uri } = editor.document;
      const amount = behind(editor.document, "年度部门预算支出\t5");
      const hovers = await ask<vscode.Hover[]>("vscode.executeHoverProvider", uri, amount);
      const said = hovers.flatMap((hover) => hover.contents.map((one) => (typeof one === "string" ? one : one.value)));
      assert.ok(said.join("\n").includes("537.12"), said.join("\n"));
      const outline = await ask<vscode.DocumentSymbol[]>("vscode.executeDocumentSymbolProvider", uri);
      const names = (all: vscode.DocumentSymbol[]): string[] =>
        all.flatMap((one) => [one.name, ...names(one.children)]);
      assert.ok(names(outline).some((name) => name.includes("预算执行率")));
      const lenses = await ask<vscode.CodeLens[]>("vscode.executeCodeLensProvider", uri, 100);
      assert.ok(lenses.length >= 12 && lenses[0]?.command?.title, JSON.stringify(lenses[0]));
      const all = new vscode.Range(0, 0, editor.document.lineCount, 0);
      const hints = await ask<vscode.InlayHint[]>("vscode.executeInlayHintProvider", uri, all);
      assert.ok(hints.length > 10);
      const tokens = await ask<vscode.SemanticTokens>("vscode.provideDocumentSemanticTokens", uri);
      assert.ok(tokens.data.length > 1000 && tokens.data.length % 5 === 0);
      const legend = await ask<vscode.SemanticTokensLegend>("vscode.provideDocumentSemanticTokensLegend", uri);
      assert.ok(legend.tokenTypes.length > 3);
      const folds = await ask<vscode.FoldingRange[]>("vscode.executeFoldingRangeProvider", uri);
      assert.ok(folds.length > 12);
      const lit = await ask<vscode.DocumentHighlight[]>("vscode.executeDocumentHighlights", uri, amount);
      assert.ok(lit.length > 1);
      const unit = behind(editor.document, "703001朝");
      const places = await ask<vscode.Location[]>("vscode.executeReferenceProvider", uri, unit);
      assert.ok(places.length >= 1);
      const found = await ask<vscode.SymbolInformation[]>("vscode.executeWorkspaceSymbolProvider", "yszxl");
      assert.ok(found.some((symbol) => symbol.name.includes("预算执行率")));
    },
  ],
  [
    "a line above a sheet is a command, of its own sheet",
    async () => {
      const row = "\t\t\t预算执行率\t=\t100\t%\t2021-12\n";
      const text = canonical();
      const second = text.lastIndexOf(row);
      assert.ok(second > text.indexOf(row));
      const editor = await open("sheet.mubiao", text.slice(0, second) + text.slice(second + row.length));
      cursor(editor, new vscode.Position(0, 0));
      // Another sheet of the book may miss something too.
      const sheet = editor.document.positionAt(text.lastIndexOf("部门（单位）名称", second)).line;
      const missing = ({ command, range }: vscode.CodeLens) =>
        range.start.line === sheet && command?.title.includes("1 missing") === true;
      const lenses = await until("the lens that something is missing", async () => {
        const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
          "vscode.executeCodeLensProvider",
          editor.document.uri,
          100,
        );
        return all.some(missing) ? all : undefined;
      });
      const names = new Set(lenses.map(({ command }) => command?.command));
      assert.deepEqual([...names].sort(), ["mubiao.insertStandardIndicators", "mubiao.showTotals"]);
      const lens = lenses.find(missing)?.command;
      await vscode.commands.executeCommand(lens?.command ?? "", ...(lens?.arguments ?? []));
      assert.equal(editor.document.getText(), text);
    },
  ],
  [
    "findings of a book are counted once, whatever else shows its text",
    async () => {
      const editor = await open("sheet.mubiao", damaged());
      const { uri } = editor.document;
      await until("findings", () => rules(editor).includes("misaligned-row"));
      const before = rules(editor);
      const old = { provideTextDocumentContent: () => damaged() };
      const registered = ["git", "mubiao-old"].map((scheme) =>
        vscode.workspace.registerTextDocumentContentProvider(scheme, old),
      );
      for (const scheme of ["git", "mubiao-old"]) {
        const side = uri.with({ scheme, query: "HEAD" });
        await vscode.commands.executeCommand("vscode.diff", side, uri, "sheet.mubiao");
        await until("both sides", () => {
          const shown = vscode.window.visibleTextEditors.map(({ document }) => document);
          return (
            shown.some((document) => document.uri.scheme === scheme && document.languageId === "mubiao") &&
            shown.some((document) => document.uri.toString() === uri.toString())
          );
        });
      }
      // A twin that is not saved has findings of its own, and is no second sheet of the unit.
      const twin = await vscode.workspace.openTextDocument({ language: "mubiao", content: damaged() });
      await vscode.window.showTextDocument(twin);
      await until("the findings of the twin", () => vscode.languages.getDiagnostics(twin.uri).length > 0);
      const found = vscode.languages.getDiagnostics().filter(([, all]) => all.length > 0);
      const schemes = new Set(found.map(([one]) => one.scheme));
      assert.deepEqual([...schemes].sort(), ["file", "untitled"]);
      assert.equal(found.filter(([one]) => one.path === uri.path).length, 1);
      assert.deepEqual(rules(editor), before);
      await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
      for (const one of registered) one.dispose();
    },
  ],
  [
    "formatting lays the sample out as published",
    async () => {
      const editor = await open(
        "sheet.mubiao",
        canonical().replace("\t=\t100\t%", "\t＝\t100\t%\t\t").replace(/$/gm, " "),
      );
      const edits = await ask<vscode.TextEdit[]>("vscode.executeFormatDocumentProvider", editor.document.uri, {
        tabSize: 4,
        insertSpaces: false,
      });
      const edit = new vscode.WorkspaceEdit();
      edit.set(editor.document.uri, edits);
      await vscode.workspace.applyEdit(edit);
      assert.equal(editor.document.getText().replace("＝", "="), canonical());
    },
  ],
];
