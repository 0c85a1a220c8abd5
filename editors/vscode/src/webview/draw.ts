/** Draws the form, its sums and its shares. All that a sheet says is set as text, so none of it is ever markup. */

import { cellsOf, pieces, widths } from "../cells";
import type { Cell, Finding, Row, Share, SheetForm, Sum, Words } from "../printed";

/** What is drawn, and the elements of its cells in reading order. */
export interface Drawing {
  summary: HTMLElement;
  paper: HTMLElement;
  cells: HTMLElement[];
}

const SEVERITIES = ["error", "warning", "information"];

/** A new element. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className = "",
  text = "",
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (className !== "") made.className = className;
  if (text !== "") made.textContent = text;
  return made;
}

export function draw(form: SheetForm, sheets: number, words: Words): Drawing {
  const cells: HTMLElement[] = [];
  const paper = element("main", "paper");
  paper.lang = "zh-CN";
  // The form's own width and the margins of the page.
  paper.style.width = `${form.widths.reduce((sum, width) => sum + width, 0) + 24}mm`;
  if (form.title !== null) paper.append(cellOf(form.title, "h1"));
  for (const table of form.tables) paper.append(tableOf(table, form.widths));
  const found = cellsOf(form);
  found.forEach((cell, at) => mark(cells[at], cell, at, form.findings, words));
  return { summary: summaryOf(form, sheets, words), paper, cells };

  function tableOf(table: { head: Row[]; body: Row[] }, grid: number[]): HTMLElement {
    const drawn = element("table");
    const columns = element("colgroup");
    const whole = grid.reduce((sum, width) => sum + width, 0);
    for (const width of grid) {
      const column = element("col");
      column.style.width = `${(width * 100) / whole}%`;
      columns.append(column);
    }
    drawn.append(columns);
    for (const [name, rows] of [
      ["thead", table.head],
      ["tbody", table.body],
    ] as const) {
      const part = element(name);
      for (const row of rows) {
        const line = element("tr");
        line.append(
          ...row.cells.map((cell) => cellOf(cell, ["title", "head", "rest"].includes(cell.look) ? "th" : "td")),
        );
        part.append(line);
      }
      if (rows.length > 0) drawn.append(part);
    }
    return drawn;
  }

  function cellOf(cell: Cell, name: "h1" | "th" | "td"): HTMLElement {
    const drawn = element(name, cell.look);
    if (drawn instanceof HTMLTableCellElement) {
      drawn.colSpan = cell.cols;
      drawn.rowSpan = cell.rows;
    }
    for (const { text, severity } of pieces(cell, form.findings)) {
      const into = severity === undefined ? drawn : element("span", `at ${SEVERITIES[severity - 1]}`);
      text.split("\n").forEach((line, at) => into.append(...(at > 0 ? [element("br")] : []), line));
      if (into !== drawn) drawn.append(into);
    }
    cells.push(drawn);
    return drawn;
  }
}

/** Shows what was found in a cell, and makes it one that can be gone to. */
function mark(drawn: HTMLElement | undefined, cell: Cell, at: number, findings: Finding[], words: Words): void {
  if (drawn === undefined || cell.range === null) return;
  drawn.dataset["cell"] = String(at);
  // The arrows lead from one to the next.
  drawn.tabIndex = -1;
  const here = cell.findings.map((index) => findings[index]).filter((finding) => finding !== undefined);
  if (here.length === 0) return;
  const worst = Math.min(...here.map((finding) => finding.severity));
  drawn.classList.add("found", SEVERITIES[worst - 1] ?? "information");
  drawn.tabIndex = 0;
  drawn.setAttribute("aria-description", here.map((finding) => sentence(finding, words)).join("\n"));
}

/** A finding in words. */
export function sentence(finding: Finding, words: Words): string {
  return `${words.severities[finding.severity - 1] ?? ""} ${finding.message} [${finding.code}]`.trim();
}

function summaryOf(form: SheetForm, sheets: number, words: Words): HTMLElement {
  const summary = element("header");
  summary.append(toolsOf(sheets, words));
  const unit = element("p", "unit");
  unit.append(element("strong", "", [form.totals.code, form.totals.name].join(" ").trim()));
  if (sheets > 1) unit.append(" ", element("span", "quiet", fill(words.sheet, form.sheet + 1, sheets)));
  const found = form.findings.length;
  if (found > 0) unit.append(" ", element("span", "quiet", fill(words.findings, found)));
  summary.append(unit);
  const holding = form.sums.filter((sum) => sum.holds);
  summary.append(
    ...sumsOf(
      form.sums.filter((sum) => !sum.holds),
      words,
    ),
  );
  if (holding.length > 0) {
    const details = element("details", "holding");
    const said = element("summary");
    said.append(element("span", "sign", "✓"), fill(words.holding, holding.length));
    details.append(said, ...sumsOf(holding, words));
    summary.append(details);
  }
  if (form.shares.length > 0) summary.append(...sharesOf(form.shares, form.unit, words));
  const loose = form.findings.filter((_, at) => !cellsOf(form).some((cell) => cell.findings.includes(at)));
  if (loose.length > 0) {
    const list = element("ul", "loose");
    for (const finding of loose) {
      const item = element("li");
      const button = element("button", SEVERITIES[finding.severity - 1], sentence(finding, words));
      goes(button, finding.range);
      item.append(button);
      list.append(item);
    }
    summary.append(list);
  }
  return summary;
}

/** The buttons above the form. */
function toolsOf(sheets: number, words: Words): HTMLElement {
  const tools = element("div", "tools");
  const button = (sign: string, title: string, key: string, value: string) => {
    const made = element("button", "tool", sign);
    made.title = title;
    made.setAttribute("aria-label", title);
    made.dataset[key] = value;
    tools.append(made);
  };
  if (sheets > 1) {
    button("‹", words.previous, "turn", "-1");
    button("›", words.next, "turn", "1");
  }
  button("−", words.smaller, "zoom", "-1");
  button("+", words.larger, "zoom", "1");
  button(words.print, words.print, "command", "print");
  button(words.export, words.export, "command", "export");
  return tools;
}

function sumsOf(sums: Sum[], words: Words): HTMLElement[] {
  if (sums.length === 0) return [];
  const list = element("ul", "sums");
  list.append(...sums.map((sum) => sumOf(sum, words)));
  return [list];
}

function sumOf(sum: Sum, words: Words): HTMLElement {
  const item = element("li", sum.holds ? "holds" : "off");
  const side = ({ name, amount }: Sum["total"]) => `${name} ${amount ?? words.unread}`;
  item.append(element("span", "sign", sum.holds ? "✓" : "✗"));
  item.append(`${side(sum.total)} ${sum.holds ? "=" : "≠"} ${side(sum.parts)} `);
  if (!sum.holds) item.append(element("em", "", off(sum.difference, words)));
  return item;
}

/** By how much the parts of a sum are off. */
export function off(difference: string | null, words: Words): string {
  if (difference === null) return words.unread;
  const by = difference.replace(/^[-+]/, "");
  return difference.startsWith("-") ? fill(words.short, by) : fill(words.over, by);
}

function sharesOf(shares: Share[], unit: string, words: Words): HTMLElement[] {
  const bar = element("div", "bar");
  bar.setAttribute("role", "img");
  const legend = element("ul", "legend");
  const told: string[] = [];
  const wide = widths(shares);
  shares.forEach((share, at) => {
    const part = element("span", `part part-${at % 6}`);
    part.style.width = `${wide[at]}%`;
    bar.append(part);
    const text = [share.name, share.amount, unit, share.percent === null ? "" : `${share.percent}%`].join(" ").trim();
    told.push(text);
    const item = element("li");
    const button = element("button");
    button.append(element("span", `dot part-${at % 6}`), text);
    goes(button, share.range);
    item.append(button);
    legend.append(item);
  });
  bar.setAttribute("aria-label", `${words.shares}: ${told.join("; ")}`);
  return [bar, legend];
}

/** Notes where a button leads. */
function goes(button: HTMLElement, range: Finding["range"]): void {
  button.dataset["range"] = JSON.stringify(range);
}

/** Puts values into the places {0}, {1} of a text. */
export function fill(text: string, ...values: (string | number)[]): string {
  return values.reduce<string>((filled, value, at) => filled.replace(`{${at}}`, () => String(value)), text);
}
