/** The dialogs: a new sheet, and the comparison of two files. */

import { element, fill } from "../../editors/vscode/src/webview/draw";
import type { Change, Comparison, FormName } from "./protocol";
import type { Texts } from "./words";

/** A dialog that is shown until it is closed; then it is gone. */
function dialog(title: string, texts: Texts): { box: HTMLDialogElement; form: HTMLFormElement; end: HTMLElement } {
  const box = element("dialog");
  const form = element("form");
  form.method = "dialog";
  const heading = element("h2", "", title);
  heading.id = "dialog-title";
  box.setAttribute("aria-labelledby", heading.id);
  const end = element("div", "row end");
  const cancel = element("button", "", texts.cancel);
  cancel.value = "";
  cancel.formNoValidate = true;
  end.append(cancel);
  form.append(heading);
  box.append(form);
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  return { box, form, end };
}

function labelled(text: string, field: HTMLElement): HTMLLabelElement {
  const label = element("label", "field", text);
  label.append(field);
  return label;
}

function submit(text: string, value: string): HTMLButtonElement {
  const made = element("button", "primary", text);
  made.value = value;
  return made;
}

export interface FreshDeeds {
  blank(form: string, unit: string, year: number): void;
  from(file: File, evaluates: boolean): void;
}

/** Asks for what a new sheet is made of. */
export function askFresh(forms: FormName[], texts: Texts, deeds: FreshDeeds): void {
  const { box, form, end } = dialog(texts.newBlank, texts);
  const choice = element("select");
  choice.id = "new-form";
  for (const { id, name } of forms) choice.append(new Option(name, id));
  const unit = element("input");
  unit.id = "new-unit";
  unit.required = true;
  const unitText = document.createTextNode("");
  const unitField = element("label", "field");
  unitField.append(unitText, unit);
  const say = () => {
    unitText.textContent = fill(texts.unitOf, forms.find(({ id }) => id === choice.value)?.unit ?? "");
  };
  choice.addEventListener("change", say);
  say();
  const year = element("input");
  year.id = "new-year";
  year.type = "number";
  year.min = "1994";
  year.max = "2099";
  year.required = true;
  year.value = String(new Date().getFullYear() + 1);
  const make = submit(texts.make, "blank");
  make.id = "new-make";
  const from = element("fieldset");
  const source = element("input");
  source.type = "file";
  source.id = "new-from";
  source.setAttribute("aria-label", texts.choose);
  const next = submit(texts.nextYear, "next");
  const evaluation = submit(texts.evaluation, "evaluation");
  for (const button of [next, evaluation]) {
    button.formNoValidate = true;
    button.disabled = true;
  }
  source.addEventListener("change", () => {
    next.disabled = evaluation.disabled = source.files?.length !== 1;
  });
  const row = element("div", "row");
  row.append(source, next, evaluation);
  from.append(element("legend", "", texts.newFrom), element("p", "hint", texts.newFromHint), row);
  end.append(make);
  form.append(labelled(texts.form, choice), unitField, labelled(texts.year, year), end, from);
  box.addEventListener("close", () => {
    const [file] = source.files ?? [];
    if (box.returnValue === "blank") deeds.blank(choice.value, unit.value, Number(year.value));
    else if (file !== undefined && box.returnValue !== "") deeds.from(file, box.returnValue === "evaluation");
  });
  box.showModal();
}

/** Asks for two of the files. */
export function askCompare(
  files: { id: number; name: string }[],
  texts: Texts,
  compare: (before: number, after: number, across: boolean) => void,
): void {
  const { box, form, end } = dialog(texts.compare, texts);
  const choices = [0, 1].map((at) => {
    const choice = element("select");
    choice.id = at === 0 ? "compare-before" : "compare-after";
    for (const { id, name } of files) choice.append(new Option(name, String(id)));
    choice.selectedIndex = Math.min(at, files.length - 1);
    form.append(labelled(at === 0 ? texts.before : texts.after, choice));
    return choice;
  });
  const across = element("input");
  across.type = "checkbox";
  across.id = "compare-years";
  const line = element("label", "check");
  line.append(across, texts.acrossYears);
  end.append(submit(texts.doCompare, "compare"));
  form.append(line, end);
  box.addEventListener("close", () => {
    if (box.returnValue === "compare") compare(Number(choices[0]?.value), Number(choices[1]?.value), across.checked);
  });
  box.showModal();
}

/** Draws what tells two files apart. */
export function comparisonOf(comparison: Comparison, texts: Texts): HTMLElement[] {
  const changes = comparison.sheets.reduce((sum, sheet) => sum + sheet.changes.length, 0);
  const said = comparison.same ? texts.same : fill(texts.differ, comparison.sheets.length, changes);
  const drawn: HTMLElement[] = [element("p", "counts", said)];
  for (const sheet of comparison.sheets) {
    const lone = { changed: "", new: texts.newSheet, dropped: texts.dropped }[sheet.fate];
    drawn.push(element("h3", "", `${sheet.name}${lone}`));
    if (sheet.changes.length === 0) continue;
    const table = element("table", "files changes");
    const head = element("tr");
    for (const name of [texts.where, texts.was, texts.now, texts.grew]) {
      const cell = element("th", "", name);
      cell.scope = "col";
      head.append(cell);
    }
    const heads = element("thead");
    heads.append(head);
    const body = element("tbody");
    body.append(...sheet.changes.map(changeOf));
    table.append(heads, body);
    drawn.push(table);
  }
  return drawn;

  function changeOf(change: Change): HTMLElement {
    const row = element("tr", change.warning ? "off" : change.kind);
    const where = [...change.section, ...change.row, ...(change.column === null ? [] : [change.column])];
    row.append(
      element("td", "", where.filter((part) => part !== "").join(" › ")),
      element("td", "", change.before || (change.kind === "new" ? texts.newSheet : "")),
      element("td", "", change.after || (change.kind === "dropped" ? texts.dropped : "")),
      element("td", "number", change.difference ?? ""),
    );
    return row;
  }
}
