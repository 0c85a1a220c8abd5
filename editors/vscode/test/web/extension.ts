/** Tests the extension from inside the extension host of a browser; the page's server hands over texts and takes results. */

import * as vscode from "vscode";

/** What the program makes of the same text. */
interface Expected {
  text: string;
  /** The rules of its findings, with the 1-based line of each, sorted. */
  findings: string[];
  fixed: string;
  formatted: string;
  sheets: string[];
}

type Case = [name: string, run: () => Promise<void>];

const ID = "mubiao.mubiao";

function assert(holds: unknown, what: string): asserts holds {
  if (!holds) throw new Error(what);
}

function same(found: unknown, expected: unknown, what: string): void {
  const [a, b] = [found, expected].map((one) => JSON.stringify(one) ?? "nothing") as [string, string];
  if (a === b) return;
  let at = 0;
  while (a[at] === b[at]) at += 1;
  throw new Error(
    `${what}: …${a.slice(Math.max(0, at - 40), at + 80)} instead of …${b.slice(Math.max(0, at - 40), at + 80)}`,
  );
}

async function until<T>(what: string, look: () => T | Thenable<T>): Promise<NonNullable<T>> {
  const end = Date.now() + 30_000;
  while (Date.now() < end) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found as NonNullable<T>;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`waited for ${what}`);
}

const findings = (document: vscode.TextDocument) =>
  vscode.languages
    .getDiagnostics(document.uri)
    .map(({ code, range }) => `${range.start.line + 1} ${typeof code === "object" ? code.value : code}`)
    .sort();

/** What the providers answer, once they answer something. */
const ask = <T>(command: string, ...given: unknown[]) =>
  until(command, async () => {
    const answer = await vscode.commands.executeCommand<T | undefined>(command, ...given);
    return Array.isArray(answer) && answer.length === 0 ? undefined : answer;
  });

/** The place behind `words`. */
function behind(document: vscode.TextDocument, words: string): vscode.Position {
  const at = document.getText().indexOf(words);
  assert(at >= 0, `${words} does not stand there`);
  return document.positionAt(at + words.length);
}

async function cases({ text, findings: expected, fixed, formatted, sheets }: Expected): Promise<Case[]> {
  const extension = vscode.extensions.getExtension(ID);
  assert(extension, "the extension is not there");
  const open = async (content: string) =>
    vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: "mubiao", content }));
  let editor: vscode.TextEditor;
  const document = () => editor.document;
  const found = () => findings(document());
  return [
    [
      "no program is there: the extension is in the browser",
      async () => {
        same(vscode.env.uiKind, vscode.UIKind.Web, "the window");
        same("WorkerGlobalScope" in globalThis, true, "a worker of the browser");
        same(extension.packageJSON.main, undefined, "the entry for programs");
        assert(!extension.isActive, "it was started by no sheet");
      },
    ],
    [
      "the findings are those of the program",
      async () => {
        editor = await open(text);
        await until("findings", () => found().length > 0);
        await until("all findings", () => found().length === expected.length);
        same(found(), expected, "the findings");
      },
    ],
    [
      "hover explains a finding",
      async () => {
        const [first] = vscode.languages.getDiagnostics(document().uri);
        assert(first, "there is no finding");
        const hovers = await ask<vscode.Hover[]>("vscode.executeHoverProvider", document().uri, first.range.start);
        const said = hovers.flatMap(({ contents }) =>
          contents.map((one) => (typeof one === "string" ? one : one.value)),
        );
        assert(said.join().length > 20, said.join());
      },
    ],
    [
      "the outline has every sheet",
      async () => {
        const symbols = await ask<vscode.DocumentSymbol[]>("vscode.executeDocumentSymbolProvider", document().uri);
        const [book] = symbols;
        assert(book && symbols.length === 1, "the title is not above all of them");
        same(book.children.length, sheets.length, "the sheets");
        for (const [at, { name }] of book.children.entries())
          assert(sheets[at]?.includes(name) || name.includes(sheets[at] ?? ""), name);
      },
    ],
    [
      "cells have colours by their meaning",
      async () => {
        const tokens = await ask<vscode.SemanticTokens>("vscode.provideDocumentSemanticTokens", document().uri);
        assert(tokens.data.length > 100, String(tokens.data.length));
      },
    ],
    [
      "a quick fix is offered where a finding is",
      async () => {
        const fix = await until("a fix", async () => {
          for (const { range } of vscode.languages.getDiagnostics(document().uri)) {
            const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
              "vscode.executeCodeActionProvider",
              document().uri,
              range,
              "quickfix",
              5,
            );
            const fix = actions.find(({ edit }) => edit !== undefined);
            if (fix?.edit !== undefined) return fix;
          }
          return undefined;
        });
        const before = document().getText();
        assert(await vscode.workspace.applyEdit(fix.edit ?? new vscode.WorkspaceEdit()), "the fix is not applied");
        assert(document().getText() !== before, "the fix changes nothing");
        await vscode.commands.executeCommand("undo");
        await until("the text as before", () => document().getText() === before);
      },
    ],
    [
      "all safe fixes make what the program makes",
      async () => {
        await until("all findings", () => found().length === expected.length);
        await vscode.commands.executeCommand("mubiao.fixAll");
        await until("fewer findings", () => found().length < expected.length);
        same(document().getText(), fixed, "the text");
      },
    ],
    [
      "the layout is the program's",
      async () => {
        editor = await open(fixed);
        await until("findings", () => found().length > 0);
        const edits = await ask<vscode.TextEdit[]>("vscode.executeFormatDocumentProvider", document().uri, {
          insertSpaces: false,
          tabSize: 4,
        });
        const all = new vscode.WorkspaceEdit();
        all.set(document().uri, edits);
        assert(await vscode.workspace.applyEdit(all), "the layout is not applied");
        same(document().getText(), formatted, "the text");
      },
    ],
    [
      "completion finds a standard indicator by its initials",
      async () => {
        const name = behind(document(), "重点工作办结率").translate(0, -"重点工作办结率".length);
        await editor.edit((edit) => edit.replace(new vscode.Range(name, name.translate(0, 7)), "zdgz"));
        const list = await until("重点工作办结率", async () => {
          const list = await vscode.commands.executeCommand<vscode.CompletionList>(
            "vscode.executeCompletionItemProvider",
            document().uri,
            name.translate(0, 4),
          );
          const labels = list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
          return labels.includes("重点工作办结率") ? list : undefined;
        });
        assert(list.items.length > 0, "there is none");
      },
    ],
    [
      "findings follow what is typed",
      async () => {
        const before = found().length;
        const amount = behind(document(), "公用经费类项目\t");
        await editor.edit((edit) => edit.insert(amount, "9"));
        await until("a sum that fails", () => found().some((one) => /unbalanced/.test(one)));
        await vscode.commands.executeCommand("undo");
        await until("as before", () => found().length <= before);
      },
    ],
    [
      "the preview draws the sheet",
      async () => {
        await vscode.commands.executeCommand("mubiao.openPreview");
        await until("the preview", () =>
          vscode.window.tabGroups.all.some(({ tabs }) =>
            tabs.some(({ input }) => input instanceof vscode.TabInputWebview),
          ),
        );
      },
    ],
    [
      "a server that is started again knows the open texts",
      async () => {
        editor = await open(text);
        await until("all findings", () => found().length === expected.length);
        await vscode.commands.executeCommand("mubiao.restartServer");
        await until("all findings, once more", () => found().length === expected.length);
        same(found(), expected, "the findings");
      },
    ],
    [
      "what only the program does is not offered, and refused",
      async () => {
        const offered = (extension.packageJSON.contributes.commands as { command: string }[]).map(
          ({ command }) => command,
        );
        for (const name of ["export", "print", "import", "newSheet", "check"])
          assert(!offered.includes(`mubiao.${name}`), name);
        await vscode.commands.executeCommand("mubiao.export");
      },
    ],
  ];
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const at = (name: string) => vscode.Uri.joinPath(context.extensionUri, name).toString(true);
  const say = (text: string) => fetch(at("results"), { method: "POST", body: text });
  const all = await cases((await (await fetch(at("expected.json"))).json()) as Expected);
  await say(`1..${all.length}\n`);
  for (const [index, [name, run]] of all.entries()) {
    const start = Date.now();
    try {
      await run();
      await say(`ok ${index + 1} - ${name} (${Date.now() - start} ms)\n`);
    } catch (error) {
      await say(`not ok ${index + 1} - ${name}\n${error instanceof Error ? error.stack : String(error)}\n`);
    }
  }
  await say("# done\n");
}
