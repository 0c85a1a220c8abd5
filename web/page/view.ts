/** A file on the screen: its form, its findings, and what is done with them. */

import { cellAt, cellsOf, editable } from "../../editors/vscode/src/cells";
import { Newest } from "../../editors/vscode/src/newest";
import type { Range, SheetForm } from "../../editors/vscode/src/printed";
import { type Drawing, draw, element, fill } from "../../editors/vscode/src/webview/draw";
import { edit, fit, tell, walk } from "../../editors/vscode/src/webview/paper";
import type { Engine } from "./engine";
import { findingsList } from "./findings";
import type { About, Changed, FormAnswer, Found, ImportReport } from "./protocol";
import { type Lang, texts, words } from "./words";

/** So many findings are listed at first, and so many more at a time. */
const MANY = 200;

export interface Host {
  engine: Engine;
  lang(): Lang;
  /** Says something to the user, also to one who hears it. */
  say(text: string): void;
  /** Says why something could not be done. */
  fail(error: unknown): void;
  /** Another sheet is shown. */
  turned(): void;
  /** The book has changed. */
  changed(view: View): void;
  run(command: string): void;
}

export class View {
  readonly element = element("div", "view");
  private readonly summary = element("section", "summary");
  private readonly desk = element("div", "desk");
  private readonly panel = element("section", "panel");
  private readonly list = element("div", "list");
  private readonly report = element("div", "import");
  private readonly tip = element("div", "tip");
  private drawn: { form: SheetForm; drawing: Drawing; version: number } | undefined;
  private sheet = 0;
  private rule = "";
  private most = MANY;
  private zoom = 1;
  private holding = false;
  private editing = false;
  private newer: FormAnswer | undefined;
  private readonly newest = new Newest(() => this.refreshFindings());

  constructor(
    readonly book: number,
    private about: About,
    private readonly host: Host,
  ) {
    this.tip.id = "tip";
    this.tip.hidden = true;
    this.tip.setAttribute("role", "tooltip");
    this.panel.setAttribute("aria-label", texts(host.lang()).findings);
    this.panel.tabIndex = 0;
    this.summary.setAttribute("aria-label", texts(host.lang()).sums);
    this.panel.append(this.report, this.list);
    this.element.append(this.summary, this.desk, this.panel, this.tip);
    this.element.addEventListener("click", (event) => this.click(event));
    this.element.addEventListener("dblclick", ({ target }) => this.editAt(target));
    this.element.addEventListener("keydown", (event) => this.key(event));
    this.element.addEventListener("mouseover", ({ target }) => this.tell(target));
    this.element.addEventListener("focusin", ({ target }) => this.tell(target));
    this.element.addEventListener("focusout", () => (this.tip.hidden = true));
    this.element.addEventListener(
      "toggle",
      ({ target }) => {
        const isOurs = target instanceof HTMLDetailsElement && target.classList.contains("holding");
        if (isOurs && target.isConnected) this.holding = target.open;
      },
      true,
    );
    if (about.report !== null) this.report.append(...reportOf(about.report, texts(host.lang())));
  }

  get state(): About {
    return this.about;
  }

  get sheets(): number {
    return this.about.sheets;
  }

  get at(): number {
    return this.sheet;
  }

  /** Shows a sheet, and what is found in the book. */
  async show(sheet = this.sheet): Promise<void> {
    this.sheet = Math.max(0, Math.min(sheet, this.about.sheets - 1));
    this.draw(await this.host.engine.call("form", this.book, this.sheet));
    this.host.turned();
    await this.newest.ask();
  }

  private draw(answer: FormAnswer): void {
    if (this.editing) {
      this.newer = answer;
      return;
    }
    const { form, sheets, version, message } = answer;
    this.about = { ...this.about, version, sheets };
    this.tip.hidden = true;
    if (form === null) {
      this.drawn = undefined;
      this.summary.replaceChildren();
      this.desk.replaceChildren(element("p", "note", message ?? ""));
      return;
    }
    const focused =
      this.drawn?.form.sheet === form.sheet ? this.cells().indexOf(document.activeElement as HTMLElement) : -1;
    const scroll = this.drawn?.form.sheet === form.sheet ? this.desk.scrollTop : 0;
    const drawing = draw(form, sheets, words(this.host.lang()));
    drawing.summary.querySelectorAll<HTMLDetailsElement>("details.holding").forEach((one) => (one.open = this.holding));
    this.drawn = { form, drawing, version };
    this.summary.replaceChildren(drawing.summary);
    this.desk.replaceChildren(drawing.paper);
    this.fit();
    this.desk.scrollTop = scroll;
    const first = drawing.cells.find((cell) => cell.dataset["cell"] !== undefined);
    if (first !== undefined) first.tabIndex = 0;
    if (focused >= 0) drawing.cells[focused]?.focus({ preventScroll: true });
  }

  private cells(): HTMLElement[] {
    return this.drawn?.drawing.cells ?? [];
  }

  fit(): void {
    if (this.drawn !== undefined) fit(this.drawn.drawing.paper, this.zoom, this.desk.clientWidth - 4);
  }

  private async refreshFindings(): Promise<void> {
    try {
      const findings = await this.host.engine.call("findings", this.book, this.rule, this.most);
      if (this.rule !== "" && findings.list.length === 0) {
        this.rule = "";
        void this.newest.ask();
        return;
      }
      const focused = document.activeElement?.closest<HTMLElement>("li")?.dataset["at"];
      findingsList(this.list, findings, this.rule, texts(this.host.lang()), {
        go: (found) => void this.go(found).catch((error) => this.host.fail(error)),
        apply: (found, fix) => {
          const title = found.fixes[fix]?.title ?? "";
          const said = fill(texts(this.host.lang()).applied, title);
          void this.change(
            () => this.host.engine.call("apply", this.book, this.sheetOf(found), findings.version, found.at, fix),
            said,
          );
        },
        allow: (found) => {
          const said = fill(texts(this.host.lang()).applied, `${texts(this.host.lang()).allow} ${found.code}`);
          void this.change(
            () => this.host.engine.call("allow", this.book, this.sheetOf(found), findings.version, found.at),
            said,
          );
        },
        fixAll: () => void this.fixAll(),
        filter: (rule) => {
          this.rule = rule;
          this.most = MANY;
          void this.newest.ask().then(() => document.getElementById("rule")?.focus());
        },
        more: () => {
          this.most += MANY;
          void this.newest.ask();
        },
        explain: (rule) => this.host.engine.call("explain", rule),
      });
      // The keys stay in the list when an item goes.
      if (focused !== undefined) {
        const items = [...this.list.querySelectorAll<HTMLElement>("li")];
        const next = items.find((item) => Number(item.dataset["at"]) >= Number(focused)) ?? items.at(-1);
        next?.querySelector("button")?.focus({ preventScroll: true });
      }
    } catch (error) {
      this.host.fail(error);
    }
  }

  private sheetOf(found: Found): number {
    return found.sheet ?? this.sheet;
  }

  /** Shows where a finding is. */
  private async go(found: Found): Promise<void> {
    const sheet = this.sheetOf(found);
    if (sheet !== this.sheet) await this.show(sheet);
    this.point(found.range);
  }

  private point(range: Range): void {
    if (this.drawn === undefined) return;
    const at = cellAt(cellsOf(this.drawn.form), range.start);
    this.cells().forEach((cell, index) => cell.classList.toggle("here", index === at));
    const cell = this.cells()[at];
    cell?.scrollIntoView({ block: "center", inline: "nearest" });
    cell?.focus({ preventScroll: true });
  }

  /** Carries out a change, and shows what it made. */
  async change(make: () => Promise<Changed>, said: string): Promise<void> {
    try {
      const { about, answer } = await make();
      this.about = { ...about, report: this.about.report };
      if (answer.form !== null) this.sheet = answer.form.sheet;
      this.draw(answer);
      this.host.say(said);
      this.host.changed(this);
      await this.newest.ask();
    } catch (error) {
      this.host.fail(error);
    }
  }

  async fixAll(): Promise<void> {
    let fixed = 0;
    await this.change(async () => {
      const changed = await this.host.engine.call("fixAll", this.book, this.sheet);
      fixed = changed.fixed;
      return changed;
    }, "");
    this.host.say(fill(texts(this.host.lang()).fixedAll, fixed));
  }

  async undo(): Promise<void> {
    if (!this.about.undo) return;
    await this.change(() => this.host.engine.call("undo", this.book, this.sheet), texts(this.host.lang()).undone);
  }

  async redo(): Promise<void> {
    if (!this.about.redo) return;
    await this.change(() => this.host.engine.call("redo", this.book, this.sheet), texts(this.host.lang()).redone);
  }

  private tell(target: EventTarget | null): void {
    tell(this.tip, target, this.drawn?.form, words(this.host.lang()));
  }

  private editAt(target: EventTarget | null): boolean {
    const { drawn } = this;
    const drawnCell = target instanceof Element ? target.closest<HTMLElement>(".paper [data-cell]") : null;
    if (drawn === undefined || drawnCell === null || this.editing) return false;
    const cell = cellsOf(drawn.form)[Number(drawnCell.dataset["cell"])];
    if (!editable(cell) || cell === undefined || cell.range === null) return false;
    const { range } = cell;
    this.tip.hidden = true;
    this.editing = true;
    edit(drawnCell, cell.text, (text) => {
      this.editing = false;
      if (this.newer !== undefined) this.draw(this.newer);
      this.newer = undefined;
      if (text === undefined) return;
      const said = fill(texts(this.host.lang()).kept, text);
      void this.change(() => this.host.engine.call("edit", this.book, this.sheet, drawn.version, range, text), said);
    });
    return true;
  }

  private click({ target, detail }: MouseEvent): void {
    if (!(target instanceof Element) || this.editing || detail > 1) return;
    const of = (name: string) => target.closest<HTMLElement>(`[data-${name}]`)?.dataset[name];
    const command = of("command");
    if (command !== undefined) {
      this.host.run(command);
      return;
    }
    const turn = of("turn");
    if (turn !== undefined) {
      void this.show(this.sheet + Number(turn)).catch((error) => this.host.fail(error));
      return;
    }
    const step = of("zoom");
    if (step !== undefined) {
      this.zoom = Math.min(4, Math.max(0.5, this.zoom * (step === "1" ? 1.25 : 0.8)));
      this.fit();
      return;
    }
    const range = of("range");
    if (range !== undefined) this.point(JSON.parse(range));
    const cell = this.drawn === undefined ? undefined : cellsOf(this.drawn.form)[Number(of("cell"))];
    if (cell !== undefined && cell.findings.length > 0) this.tellOf(cell.findings);
  }

  /** Brings the findings of a cell into view in the list. */
  private tellOf(findings: number[]): void {
    const form = this.drawn?.form;
    const first = form?.findings[findings[0] ?? -1];
    if (form === undefined || first === undefined) return;
    const items = [...this.list.querySelectorAll<HTMLElement>("li")];
    const same = items.filter(
      (item) => item.dataset["code"] === first.code && item.querySelector(".message")?.textContent === first.message,
    );
    for (const item of items) item.classList.toggle("here", same.includes(item));
    same[0]?.scrollIntoView({ block: "nearest" });
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "Escape") this.tip.hidden = true;
    if (this.editing) return;
    const onCell = event.target instanceof Element && event.target.closest(".paper [data-cell]") !== null;
    const edits = onCell && (event.key === "F2" || event.key === "Enter") && this.editAt(event.target);
    const walks = event.key.startsWith("Arrow") && walk(event, this.cells());
    if (edits || walks) event.preventDefault();
  }

  /** The paper of every sheet, unmarked, to be printed. */
  async papers(): Promise<HTMLElement[]> {
    const papers: HTMLElement[] = [];
    for (let sheet = 0; sheet < this.about.sheets; sheet += 1) {
      const { form } = await this.host.engine.call("form", this.book, sheet);
      if (form === null) continue;
      const bare = { ...form, findings: [] };
      for (const cell of cellsOf(bare)) cell.findings = [];
      const { paper } = draw(bare, this.about.sheets, words(this.host.lang()));
      paper.classList.add(form.landscape ? "landscape" : "portrait");
      paper.style.width = "";
      papers.push(paper);
    }
    return papers;
  }
}

/** What an import says, in a part that is closed at first. */
function reportOf(report: ImportReport, said: ReturnType<typeof texts>): HTMLElement[] {
  const { mended, doubts, left_out } = report;
  if (mended.length + doubts.length + left_out.length === 0) return [];
  const details = element("details");
  details.append(element("summary", "", fill(said.imported, mended.length, doubts.length, left_out.length)));
  const list = element("ul");
  for (const [kind, notes] of [
    [said.doubts, doubts],
    [said.leftOut, left_out],
    [said.mended, mended],
  ] as const) {
    for (const { place, text, message } of notes.slice(0, 500)) {
      const quoted = text === "" || message.includes(text) ? "" : `“${text}”`;
      list.append(
        element("li", "", [place === null ? "" : `${place}:`, `${kind}:`, `${quoted}${message}`].join(" ").trim()),
      );
    }
  }
  details.append(list);
  return [details];
}
