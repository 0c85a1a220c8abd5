/** Reports as documents that cannot be edited; what they speak of is a key away. */

import * as vscode from "vscode";
import type { PageLine } from "./summary";

/** Reports as documents that cannot be edited and need no saving; their places are links. */
export class Reports implements vscode.TextDocumentContentProvider, vscode.DocumentLinkProvider, vscode.Disposable {
  private readonly texts = new Map<string, { text: string; lines: readonly PageLine[] }>();
  private readonly registered = [
    vscode.workspace.registerTextDocumentContentProvider("mubiao-report", this),
    vscode.languages.registerDocumentLinkProvider({ scheme: "mubiao-report" }, this),
  ];
  private count = 0;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.path)?.text ?? "";
  }

  provideDocumentLinks({ uri }: vscode.TextDocument): vscode.DocumentLink[] {
    const lines = this.texts.get(uri.path)?.lines ?? [];
    return lines.flatMap(({ link }, at) => {
      if (link === undefined) return [];
      const target = vscode.Uri.file(link.path).with({ fragment: `L${link.line},${link.column}` });
      return [new vscode.DocumentLink(new vscode.Range(at, link.start, at, link.end), target)];
    });
  }

  /** Shows lines with links. */
  async showLines(lines: readonly PageLine[], beside: boolean, title: string): Promise<void> {
    await this.show(lines.map(({ text }) => text).join("\n"), beside, title, lines);
  }

  async show(text: string, beside: boolean, title: string, lines: readonly PageLine[] = []): Promise<void> {
    this.count += 1;
    const path = `/${title} ${this.count}.txt`;
    this.texts.set(path, { text, lines });
    const document = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: "mubiao-report", path }));
    const viewColumn = beside ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    await vscode.window.showTextDocument(document, { viewColumn, preserveFocus: beside, preview: true });
  }

  dispose(): void {
    for (const one of this.registered) one.dispose();
  }
}
