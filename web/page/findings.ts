/** The list of findings: filtered by rule, each with what can be done about it. */

import { element, fill } from "../../editors/vscode/src/webview/draw";
import type { Findings, Found } from "./protocol";
import type { Texts } from "./words";

export interface Deeds {
  /** Shows where a finding is. */
  go(found: Found): void;
  apply(found: Found, fix: number): void;
  allow(found: Found): void;
  fixAll(): void;
  filter(rule: string): void;
  more(): void;
  /** The page of a rule. */
  explain(rule: string): Promise<string>;
}

const SEVERITIES = ["error", "warning", "information"];

/** Draws the list, into `into`. */
export function findingsList(into: HTMLElement, findings: Findings, rule: string, texts: Texts, deeds: Deeds): void {
  const total = findings.counts.reduce((sum, count) => sum + count, 0);
  const head = element("div", "counts", total === 0 ? texts.none : fill(texts.counts, ...findings.counts));
  const tools = element("div", "row");
  if (findings.fixable > 0) {
    const all = element("button", "primary", fill(texts.fixAll, findings.fixable));
    all.type = "button";
    all.id = "fix-all";
    all.addEventListener("click", () => deeds.fixAll());
    tools.append(all);
  }
  if (total > 0) {
    const choice = element("select");
    choice.id = "rule";
    choice.setAttribute("aria-label", texts.rule);
    choice.append(new Option(`${texts.allRules}（${total}）`, ""));
    for (const { name, summary, count } of findings.rules) choice.append(new Option(`${count} · ${summary}`, name));
    choice.value = rule;
    choice.addEventListener("change", () => deeds.filter(choice.value));
    tools.append(choice);
  }
  const list = element("ol", "findings");
  list.append(...findings.list.map((found) => itemOf(found, texts, deeds)));
  const most = rule === "" ? total : (findings.rules.find(({ name }) => name === rule)?.count ?? 0);
  into.replaceChildren(head, tools, list);
  if (findings.list.length < most) {
    const more = element("button", "", texts.more);
    more.type = "button";
    more.addEventListener("click", () => deeds.more());
    into.append(more);
  }
}

function itemOf(found: Found, texts: Texts, deeds: Deeds): HTMLElement {
  const item = element("li", SEVERITIES[found.severity - 1]);
  item.dataset["at"] = String(found.at);
  item.dataset["code"] = found.code;
  const said = element("button", "message", found.message);
  said.type = "button";
  said.addEventListener("click", () => deeds.go(found));
  const row = element("div", "row");
  found.fixes.forEach((fix, at) => {
    const made = element("button", fix.safe ? "fix safe" : "fix risky", fix.title);
    made.type = "button";
    if (!fix.safe) made.append(" ", element("small", "", texts.risky));
    made.addEventListener("click", () => deeds.apply(found, at));
    row.append(made);
  });
  const allow = element("button", "quiet-button", texts.allow);
  allow.type = "button";
  allow.addEventListener("click", () => deeds.allow(found));
  const why = element("details", "why");
  why.append(element("summary", "", `${texts.why} ${found.code}`));
  why.addEventListener("toggle", () => {
    if (!why.open || why.childElementCount > 1) return;
    void deeds.explain(found.code).then((page) => why.append(element("pre", "", page)));
  });
  row.append(allow);
  item.append(said, row, why);
  return item;
}
