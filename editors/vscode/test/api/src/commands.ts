/** Every command does what it says. */

import assert from "node:assert/strict";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import * as vscode from "vscode";
import {
  behind,
  type Case,
  cursor,
  extension,
  findings,
  inFolder,
  open,
  processes,
  rules,
  server,
  set,
  until,
} from "./harness";

const damaged = () => readFileSync(inFolder("sample.txt"), "utf8");
const canonical = () => readFileSync(inFolder("canonical.txt"), "utf8");
const run = (name: string, ...given: unknown[]) => vscode.commands.executeCommand(`mubiao.${name}`, ...given);
const done = new Set<string>();

/** A case of one command. */
function command(names: string[], says: string, test: () => Promise<void>): Case {
  for (const name of names) done.add(`mubiao.${name}`);
  return [`${names.join(", ")}: ${says}`, test];
}

/** The sample, with its findings there. */
async function book(text: string): Promise<vscode.TextEditor> {
  const editor = await open("sheet.mubiao", text);
  await until("findings", () => findings(editor).length > 0);
  return editor;
}

export const commands: Case[] = [
  command(["fixAll", "format"], "mend and lay out the sample as published", async () => {
    const editor = await book(damaged());
    cursor(editor, new vscode.Position(0, 0));
    await run("fixAll");
    await until("mended rows", () => !rules(editor).includes("misaligned-row"));
    assert.notEqual(editor.document.getText(), damaged());
    await run("format");
    assert.equal(editor.document.getText(), canonical());
    // Nothing is left to mend; it says so and changes nothing.
    const { version } = editor.document;
    await run("fixAll");
    await run("format");
    assert.equal(editor.document.version, version);
    await vscode.commands.executeCommand("undo");
    await vscode.commands.executeCommand("undo");
    assert.equal(editor.document.getText(), damaged());
  }),
  command(["insertStandardIndicators"], "from anywhere in the sheet, and nothing when none is missing", async () => {
    const row = "\t\t\t预算执行率\t=\t100\t%\t2021-12\n";
    const editor = await book(canonical().replace(row, ""));
    cursor(editor, behind(editor.document, "703001"));
    await run("insertStandardIndicators");
    assert.equal(editor.document.getText(), canonical());
    const { version } = editor.document;
    await run("insertStandardIndicators");
    assert.equal(editor.document.version, version);
  }),
  command(["newSheet"], "a sheet of that unit and year, as a file without a name", async () => {
    await run("newSheet", { unit: "703009朝阳市某某中心-211300000", year: "2027" });
    const editor = await until("the new sheet", () => vscode.window.activeTextEditor);
    assert.ok(editor.document.isUntitled && editor.document.languageId === "mubiao");
    const text = editor.document.getText();
    assert.ok(editor.document.uri.path.endsWith("/703009-2027.mubiao"), editor.document.uri.path);
    assert.match(text, /^部门（单位）整体绩效目标表\n/);
    assert.equal(editor.document.lineAt(editor.selection.active.line).text, "年度预算收入");
    assert.ok(editor.selection.active.character > 0);
    assert.ok(
      text.includes("703009朝阳市某某中心-211300000") && text.includes("2027-12") && text.includes("预算执行率"),
    );
    await until("its findings", () => findings(editor).length > 0);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }),
  command(["nextFinding"], "one after the other, then the first again", async () => {
    const editor = await book(damaged());
    await until("all findings", () => rules(editor).includes("misaligned-row"));
    const starts = findings(editor).map(({ range }) => editor.document.offsetAt(range.start));
    const places = [...new Set(starts)].sort((a, b) => a - b);
    assert.ok(places.length > 5);
    cursor(editor, editor.document.positionAt(places[0] ?? 0));
    const visited: number[] = [];
    for (let step = 0; step < places.length + 1; step += 1) {
      await run("nextFinding");
      visited.push(editor.document.offsetAt(editor.selection.active));
    }
    assert.deepEqual(visited, [...places.slice(1), ...places.slice(0, 2)]);
    const sound = await open("empty.mubiao", "# 无\n");
    await run("nextFinding");
    assert.ok(sound.selection.active.isEqual(new vscode.Position(0, 0)));
  }),
  command(["nextEmpty"], "from one field to the next, and says so when all are filled in", async () => {
    const editor = await book(
      canonical().replace("年度预算收入\t537.12", "年度预算收入").replace("年度预算收入\t99.20", "年度预算收入"),
    );
    await until("both", () => rules(editor).filter((rule) => rule === "empty-field").length === 2);
    cursor(editor, new vscode.Position(0, 0));
    const seen: number[] = [];
    for (let step = 0; step < 3; step += 1) {
      await run("nextEmpty");
      assert.equal(editor.document.lineAt(editor.selection.active.line).text, "年度预算收入");
      seen.push(editor.selection.active.line);
    }
    assert.ok((seen[0] ?? 0) < (seen[1] ?? 0) && seen[2] === seen[0]);
  }),
  [
    "what silences a finding is never offered first or alone",
    async () => {
      const editor = await book(damaged());
      await until("all findings", () => rules(editor).includes("misaligned-row"));
      for (const { range } of findings(editor).slice(0, 40)) {
        const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
          "vscode.executeCodeActionProvider",
          editor.document.uri,
          range,
          vscode.CodeActionKind.QuickFix.value,
        );
        const silences = actions.map(({ title }) => /^allow in this row: /.test(title));
        assert.ok(!silences.includes(true) || silences[0] === false, actions.map(({ title }) => title).join("; "));
      }
      chmodSync(editor.document.uri.fsPath, 0o444);
      const none = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        editor.document.uri,
        editor.document.lineAt(16).range,
      );
      chmodSync(editor.document.uri.fsPath, 0o644);
      assert.deepEqual(none, []);
    },
  ],
  command(["showTotals"], "a list that jumps", async () => {
    const editor = await book(canonical());
    cursor(editor, new vscode.Position(0, 0));
    const listed = run("showTotals");
    await until("the second sheet", async () => {
      await vscode.commands.executeCommand("workbench.action.quickOpenSelectNext");
      await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      return editor.selection.active.line > 0;
    });
    await listed;
    assert.match(editor.document.lineAt(editor.selection.active.line).text, /部门（单位）名称/);
  }),
  command(["toggleAlignment"], "off and on, whatever the setting is", async () => {
    const { alignment } = extension().exports;
    await book(canonical());
    assert.equal(alignment.enabled, true);
    await run("toggleAlignment");
    assert.equal(alignment.enabled, false);
    await run("toggleAlignment");
    assert.equal(alignment.enabled, true);
    assert.equal(vscode.workspace.getConfiguration("mubiao").inspect("columns.align")?.globalValue, undefined);
  }),
  command(["nextColumn", "previousColumn"], "to the value of the cell, and a TAB behind the last one", async () => {
    const editor = await book(canonical());
    const { line } = behind(editor.document, "重点工作办结率");
    const chosen = () => editor.document.getText(editor.selection);
    cursor(editor, new vscode.Position(line, 0));
    const seen: string[] = [];
    for (let step = 0; step < 7; step += 1) {
      await run("nextColumn");
      seen.push(chosen());
    }
    assert.deepEqual(seen, editor.document.lineAt(line).text.split("\t").slice(1));
    await run("previousColumn");
    assert.equal(chosen(), "%");
    await run("nextColumn");
    const before = editor.document.lineAt(line).text;
    await run("nextColumn");
    assert.equal(editor.document.lineAt(line).text, `${before}\t`);
  }),
  command(["openPreview"], "a panel beside the text, which keeps the cursor", async () => {
    const editor = await book(canonical());
    const panels = () =>
      vscode.window.tabGroups.all.flatMap(({ tabs, viewColumn }) =>
        tabs
          .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith("mubiao.preview"))
          .map((tab) => ({ tab, viewColumn })),
      );
    await run("openPreview");
    await until("the panel", () => panels().length === 1);
    assert.notEqual(panels()[0]?.viewColumn, editor.viewColumn);
    await vscode.window.tabGroups.close(panels().map(({ tab }) => tab));
    await until("no panel", () => panels().length === 0);
  }),
  command(["export", "import"], "a question, and nothing when it is not answered", async () => {
    await book(canonical());
    for (const name of ["export", "import"]) {
      const asked = run(name);
      const answered = asked.then(() => true);
      // The question comes when it comes; it is closed as often as it takes.
      await until(`the end of ${name}`, async () => {
        await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
        return Promise.race([answered, new Promise<boolean>((later) => setTimeout(() => later(false), 100))]);
      });
    }
  }),
  command(["print"], "a page of the form, also of what is not saved", async () => {
    const editor = await book(canonical());
    await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), "# 未保存\n"));
    await run("print");
    const page = () => vscode.window.activeTextEditor?.document;
    await until("the page", () => page()?.fileName.endsWith("sheet.html") === true);
    assert.match(page()?.getText() ?? "", /<table/);
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
  }),
  command(["check", "refreshOverview"], "one page of what is open, each a link to its place", async () => {
    const { document } = await book(canonical());
    await run("refreshOverview");
    await run("check");
    const page = () => vscode.window.activeTextEditor?.document;
    await until("the page", () => page()?.uri.scheme === "mubiao-report");
    const text = page()?.getText() ?? "";
    assert.match(text, /703001 朝阳市工业和信息化局 {2}✗/);
    assert.match(text, /\[unbalanced-tasks\]/);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      "vscode.executeLinkProvider",
      page()?.uri,
    );
    assert.ok(links.length > 5);
    assert.ok(links.every(({ target }) => target?.path === document.uri.path && /^L\d+,\d+$/.test(target.fragment)));
  }),
  [
    "an indicator to be filled in has the columns that are left and the year of its sheet",
    async () => {
      const row = "\t\t\t预算执行率\t=\t100\t%\t2021-12";
      for (const [typed, expected] of [
        ["\t\t\tdingliang", "${3:三级指标}\t${9|>=,=,<=|}\t${10:100}\t${11:%}\t${12:2021-12}"],
        ["\t\t\tdingxing", "${3:三级指标}\t\t${10:管理规范}\t\t${12:2021-12}"],
        ["\tdingxing", "${1:一级指标}\t${2:二级指标}\t${3:三级指标}\t\t${10:管理规范}\t\t${12:2021-12}"],
      ] as const) {
        const editor = await book(canonical().replace(row, typed));
        const list = await vscode.commands.executeCommand<vscode.CompletionList>(
          "vscode.executeCompletionItemProvider",
          editor.document.uri,
          behind(editor.document, typed),
        );
        const found = list.items.find(({ label }) => typeof label !== "string" && label.label === typed.trim());
        assert.equal((found?.insertText as vscode.SnippetString | undefined)?.value, expected);
      }
    },
  ],
  command(["newFromLast"], "next year's sheet out of this one, not saved yet, at its first empty field", async () => {
    const { document } = await book(canonical());
    await run("newFromLast", document.uri);
    await until("the sheet", () => vscode.window.activeTextEditor?.document.isUntitled === true);
    const editor = vscode.window.activeTextEditor;
    const text = editor?.document.getText() ?? "";
    assert.ok(text.includes("工作完成及时率\t=\t100\t%\t2022-12") && !text.includes("537.12"));
    assert.match(editor?.document.fileName ?? "", /703001-2022(-\d)?\.mubiao$/);
    assert.match(editor?.document.lineAt(editor.selection.active.line).text ?? "", /^年度预算收入/);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }),
  command(["compareWithLast"], "what differs between two years, cell by cell", async () => {
    const now = canonical().replaceAll("2021-", "2022-").replace("年度预算收入\t537.12", "年度预算收入\t540.00");
    const { document } = await book(`# mubiao: fiscal-year=2022\n${now}`);
    const last = vscode.Uri.joinPath(document.uri, "..", "last-year.mubiao");
    await vscode.workspace.fs.writeFile(last, new TextEncoder().encode(canonical()));
    await run("compareWithLast", document.uri, last);
    const report = () =>
      vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === "mubiao-report");
    await until("the report", () => report() !== undefined);
    const text = report()?.document.getText() ?? "";
    assert.ok(text.includes("537.12 → 540.00") && !text.includes("工作完成及时率"), text);
    await vscode.workspace.fs.delete(last);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  }),
  command(["draftForm"], "a form beside the sheet, opened", async () => {
    const { document } = await book(canonical());
    await run("draftForm", document.uri, { name: "drafted" });
    await until("the form", () => vscode.window.activeTextEditor?.document.fileName.endsWith("layout.toml") === true);
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? "", /^id = "drafted"$/m);
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
  }),
  command(
    ["insertRowBelow", "insertRowAbove", "deleteRows", "moveRowsUp", "moveRowsDown", "duplicateRows"],
    "every row keeps its parents, in one step that can be undone",
    async () => {
      const editor = await book(canonical());
      const { document } = editor;
      const at = behind(document, "重点工作办结率").line;
      const line = (number: number) => document.lineAt(number).text;
      const rest = "\t=\t100\t%\t2021-12";
      const inherits = `\t\t整体工作完成情况\t工作完成及时率${rest}`;
      cursor(editor, new vscode.Position(at, 3));
      for (const [name, ...expected] of [
        ["deleteRows", inherits.replace("\t\t", "\t履职效能\t")],
        ["moveRowsDown", inherits.replace("\t\t", "\t履职效能\t"), `\t\t重点工作履行情况\t重点工作办结率${rest}`],
        ["insertRowAbove", "\t履职效能\t重点工作履行情况\t\t\t\t\t", `\t\t\t重点工作办结率${rest}`],
        ["insertRowBelow", line(at), "\t\t\t\t\t\t\t", inherits],
        ["duplicateRows", line(at), `\t\t\t重点工作办结率${rest}`, inherits],
      ] as const) {
        await run(name);
        assert.deepEqual(
          expected.map((_, index) => line(at + index)),
          expected,
          name,
        );
        await vscode.commands.executeCommand("undo");
        assert.equal(document.getText(), canonical(), name);
        cursor(editor, new vscode.Position(at, 3));
      }
      // The first row stays below its headers.
      await run("moveRowsUp");
      assert.equal(document.getText(), canonical());
    },
  ),
  [
    "a plain deletion that gives rows to another parent is told",
    async () => {
      const editor = await book(canonical());
      const { line } = behind(editor.document, "\t基础管理");
      cursor(editor, new vscode.Position(line, 0));
      await new Promise((done) => setTimeout(done, 300));
      await vscode.commands.executeCommand("editor.action.deleteLines");
      await until("the row to be gone", () => !editor.document.lineAt(line).text.includes("基础管理"));
      await new Promise((done) => setTimeout(done, 500));
    },
  ],
  [
    "a file that is read-only stays as it is, and that is told",
    async () => {
      const editor = await book(damaged());
      chmodSync(editor.document.uri.fsPath, 0o444);
      const { version } = editor.document;
      for (const name of ["fixAll", "format", "insertStandardIndicators", "deleteRows"]) await run(name);
      assert.equal(editor.document.version, version);
      chmodSync(editor.document.uri.fsPath, 0o644);
      // An editor that is read-only makes no edit either.
      await vscode.commands.executeCommand("workbench.action.files.setActiveEditorReadonlyInSession");
      for (const name of ["fixAll", "insertStandardIndicators", "deleteRows"]) await run(name);
      assert.equal(editor.document.version, version);
      await vscode.commands.executeCommand("workbench.action.files.resetActiveEditorReadonlyInSession");
      await run("fixAll");
      assert.notEqual(editor.document.version, version);
    },
  ],
  [
    "a file of another encoding is not written over, and opens in its own",
    async () => {
      const bytes = Buffer.from("b2bfc3c5a3a8b5a5cebba3a9c3fbb3c609373033303031b3afd1f4cad0b9a4d2b5", "hex");
      const editor = await open("gbk.mubiao", "");
      writeFileSync(editor.document.uri.fsPath, bytes);
      await vscode.commands.executeCommand("workbench.action.files.revert");
      await until("the garbled text", () => editor.document.getText().includes("\uFFFD"));
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
      const again = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(editor.document.uri));
      await until("the question", async () => {
        await vscode.commands.executeCommand("workbench.action.files.save");
        const { version } = again.document;
        await vscode.commands.executeCommand("type", { text: "x" });
        const locked = again.document.version === version;
        if (!locked) await vscode.commands.executeCommand("undo");
        return locked;
      });
      await vscode.commands.executeCommand("workbench.action.files.save");
      assert.deepEqual(readFileSync(again.document.uri.fsPath), bytes);
      await vscode.commands.executeCommand("notification.acceptPrimaryAction");
      await until("the text", () =>
        vscode.window.activeTextEditor?.document.getText().startsWith("部门（单位）名称\t703001朝阳市工业"),
      );
    },
  ],
  command(["restartServer"], "another process, and the findings again", async () => {
    const editor = await book(damaged());
    const program = server().path ?? "";
    const [before] = processes(program);
    assert.ok(before);
    await run("restartServer");
    await until("another process", () => {
      const all = processes(program);
      return all.length === 1 && all[0] !== before;
    });
    await until("findings", () => rules(editor).includes("misaligned-row"));
  }),
  command(["showLog"], "the log is in view", async () => {
    await run("showLog");
    await until("the log", () =>
      vscode.window.visibleTextEditors.some(({ document }) => document.uri.scheme === "output"),
    );
    await vscode.commands.executeCommand("workbench.action.closePanel");
  }),
  [
    "mubiao.trace.server writes the conversation to the log, without a restart",
    async () => {
      const editor = await book(canonical());
      const running = server().running;
      await run("showLog");
      await set("trace.server", "messages");
      const traced = () =>
        vscode.workspace.textDocuments.some(
          ({ uri, getText }) => uri.scheme === "output" && getText().includes("textDocument/hover"),
        );
      await until("the trace", async () => {
        await vscode.commands.executeCommand(
          "vscode.executeHoverProvider",
          editor.document.uri,
          new vscode.Position(0, 1),
        );
        return traced();
      });
      assert.equal(server().running, running);
      await vscode.commands.executeCommand("workbench.action.closePanel");
    },
  ],
  [
    "no command is left out",
    async () => {
      const offered = extension().packageJSON.contributes.commands as { command: string }[];
      const known = await vscode.commands.getCommands(true);
      for (const { command: name } of offered) assert.ok(known.includes(name), name);
      assert.deepEqual(
        offered.map(({ command: name }) => name).filter((name) => !done.has(name)),
        [],
      );
    },
  ],
  [
    "commands without a book say so and do no harm",
    async () => {
      await vscode.workspace.saveAll(false);
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
      for (const name of [
        "fixAll",
        "insertStandardIndicators",
        "nextFinding",
        "showTotals",
        "nextColumn",
        "previousColumn",
      ])
        await run(name);
    },
  ],
];
