/** The view of a folder: its files and units, whether each balances, what is open in it and what is still empty. */

import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import * as vscode from "vscode";
import { isTrusted, programOf, run, sentence } from "./convert";
import { showError, showInformation } from "./notify";
import { plain } from "./plain";
import type { Reports } from "./reports";
import type { Server } from "./server";
import { type Found, listed, pageOf, type Unit, type UnitTotals, unitsOf } from "./summary";

const { l10n } = vscode;

/** So long nothing has to be saved before the folder is read again, in milliseconds. */
const PAUSE = 300;

/** A line of the view: a file, or a unit of one. */
type Entry = { kind: "file"; path: string; units: Unit[] } | { kind: "unit"; path: string; unit: Unit };

export class Overview implements vscode.TreeDataProvider<Entry>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private timer: NodeJS.Timeout | undefined;
  private readonly view: vscode.TreeView<Entry>;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly server: Server,
    private readonly reports: Reports,
  ) {
    const files = vscode.workspace.createFileSystemWatcher("**/*.{mubiao,toml}");
    const ask = () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.changed.fire(), PAUSE);
    };
    this.view = vscode.window.createTreeView("mubiao.overview", { treeDataProvider: this, showCollapseAll: true });
    this.subscriptions = [
      this.changed,
      this.view,
      files,
      files.onDidChange(ask),
      files.onDidCreate(ask),
      files.onDidDelete(ask),
      server.onChanged(ask),
      vscode.workspace.onDidChangeWorkspaceFolders(ask),
    ];
  }

  refresh(): void {
    this.changed.fire();
  }

  async getChildren(entry?: Entry): Promise<Entry[]> {
    if (entry?.kind === "unit") return [];
    if (entry?.kind === "file") return entry.units.map((unit) => ({ kind: "unit", path: entry.path, unit }));
    const folders = vscode.workspace.workspaceFolders ?? [];
    const all = await Promise.all(folders.map(({ uri }) => this.read(uri)));
    return all.flat();
  }

  /** The files of a folder with their units; nothing where it cannot be read. */
  private async read(folder: vscode.Uri): Promise<{ kind: "file"; path: string; units: Unit[] }[]> {
    const program = this.server.path;
    if (program === undefined || folder.scheme !== "file") return [];
    try {
      const [sums, lint] = await Promise.all([
        run(program, ["totals", ".", "--format", "json"], folder.fsPath),
        run(program, ["lint", ".", "--format", "json"], folder.fsPath),
      ]);
      const totals = listed<UnitTotals>(sums.out, "units");
      const found = listed<Found>(lint.out, "findings");
      const paths = [...new Set(totals.map(({ path }) => path))];
      return await Promise.all(
        paths.map(async (path) => {
          const lines = (await readFile(join(folder.fsPath, path), "utf8")).split(/\r?\n/);
          const of = <T extends { path: string }>(all: T[]) => all.filter((one) => one.path === path);
          return {
            kind: "file" as const,
            path: join(folder.fsPath, path),
            units: unitsOf(of(totals), of(found), lines),
          };
        }),
      );
    } catch (error) {
      this.server.log.warn(`mubiao totals: ${String(error)}`);
      return [];
    }
  }

  getTreeItem(entry: Entry): vscode.TreeItem {
    if (entry.kind === "file") {
      const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
      const item = new vscode.TreeItem(basename(entry.path), entry.units.length > 30 ? Collapsed : Expanded);
      item.id = entry.path;
      item.resourceUri = vscode.Uri.file(entry.path);
      const open = entry.units.filter(({ found }) => found.length > 0).length;
      item.description = open === 0 ? "✓" : l10n.t("{0} of {1} units open", open, entry.units.length);
      return item;
    }
    const { unit, path } = entry;
    const item = new vscode.TreeItem(plain(`${unit.code} ${unit.name}`.trim()));
    item.id = `${path}#${unit.line}`;
    item.description = described(unit);
    item.tooltip = `${item.label}\n${item.description}`;
    const icon = unit.off ? "error" : unit.found.length > 0 ? "warning" : "pass";
    const colour = { error: "list.errorForeground", warning: "list.warningForeground", pass: "testing.iconPassed" }[
      icon
    ];
    item.iconPath = new vscode.ThemeIcon(icon, new vscode.ThemeColor(colour));
    const place = new vscode.Range(unit.line, 0, unit.line, 0);
    item.command = {
      command: "vscode.open",
      title: l10n.t("Open"),
      arguments: [vscode.Uri.file(path), { selection: place }],
    };
    return item;
  }

  /** One page of all that is open in the folders, each a link. */
  async check(): Promise<void> {
    if (!isTrusted() || programOf(this.server) === undefined) return;
    await vscode.workspace.saveAll(false);
    try {
      const files = (
        await Promise.all((vscode.workspace.workspaceFolders ?? []).map(({ uri }) => this.read(uri)))
      ).flat();
      if (files.length === 0) {
        void showInformation(l10n.t("No sheet was found in this folder. Make a new one, or import a file."));
        return;
      }
      const units = files.flatMap(({ path, units }) =>
        units.map((unit) => ({ ...unit, path: basename(path), found: unit.found.map((one) => ({ ...one, path })) })),
      );
      const lines = pageOf(units, {
        sound: l10n.t("nothing is open"),
        empty: (count) => l10n.t("{0} fields are still empty", count),
      });
      await this.reports.showLines(lines, false, l10n.t("Check before Reporting"));
      const open = units.filter(({ found }) => found.length > 0).length;
      if (open > 0) return;
      const exports = l10n.t("Export");
      const chosen = await showInformation(l10n.t("All {0} units are ready to be reported.", units.length), exports);
      const [first] = files;
      if (chosen === exports && first !== undefined)
        await vscode.commands.executeCommand("mubiao.export", vscode.Uri.file(first.path));
    } catch (error) {
      void showError(sentence(String(error)));
    }
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const one of this.subscriptions) one.dispose();
  }
}

/** What is said beside a unit. */
function described(unit: Unit): string {
  const gap = unit.difference !== null && /[1-9]/.test(unit.difference) ? unit.difference : undefined;
  const by = gap?.replace(/^[-+]/, "") ?? "";
  return [
    gap === undefined ? "" : `✗ ${gap.startsWith("-") ? l10n.t("{0} over", by) : l10n.t("{0} short", by)}`,
    gap === undefined && unit.off ? `✗ ${l10n.t("does not add up")}` : "",
    unit.empty > 0 ? l10n.t("{0} fields are still empty", unit.empty) : "",
    unit.found.length > 0 ? l10n.t("{0} findings", unit.found.length) : "✓",
  ]
    .filter((part) => part !== "")
    .join(" · ");
}
