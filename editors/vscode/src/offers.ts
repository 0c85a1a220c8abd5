/** What is offered at a finding: nothing where nothing can be saved, and never to silence it first or alone. */

import * as vscode from "vscode";
import { isWritable } from "./writable";

const { l10n } = vscode;

/** Whether an action lets a comment silence a rule. */
const silences = ({ title }: { title: string }) => /^(本行豁免：|allow in this row: )/.test(title);

/** The actions of the server as they are offered. */
export async function offered(
  document: vscode.TextDocument,
  actions: (vscode.CodeAction | vscode.Command)[],
): Promise<(vscode.CodeAction | vscode.Command)[]> {
  if (!(await isWritable(document))) return [];
  const mends = actions.filter((action) => !silences(action));
  const silencing = actions.filter(silences);
  const fixes = mends.filter(
    (action) =>
      action instanceof vscode.CodeAction &&
      action.kind !== undefined &&
      vscode.CodeActionKind.QuickFix.contains(action.kind),
  );
  if (silencing.length === 0 || fixes.length > 0) return [...mends, ...silencing];
  const explain = new vscode.CodeAction(l10n.t("What is wrong here?"), vscode.CodeActionKind.QuickFix);
  explain.command = { command: "editor.action.showHover", title: explain.title };
  // The editor puts actions that are of a finding before all others.
  explain.diagnostics = silencing.flatMap((action) =>
    action instanceof vscode.CodeAction ? (action.diagnostics ?? []) : [],
  );
  return [explain, ...mends, ...silencing];
}
