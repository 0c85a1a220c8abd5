// The preview in the real workbench: the form beside the text, and the way from the office to the sheet and back.
// usage: node test/real/preview.mjs EXTENSION.vsix
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until, Workbench } from "./workbench.mjs";

const [packaged] = process.argv.slice(2);
const sample = readFileSync("../../tests/corpus/chaoyang-2021.mubiao", "utf8");
const HOSTILE = '<script>window.ran = 1</script><img src="x" onerror="window.ran = 1">';
/** A row with a value too many, in row 16 of the book and two lines further down in the source. */
const doubtful = 16;
const row = "工作质量达标率\t=\t100\t%\t2021-12";
assert.ok(sample.split("\n")[doubtful - 1].endsWith(row));
const bench = await Workbench.start([packaged], {
  "sheet.mubiao": sample,
  "doubt.txt": `\n\n${sample.replace(row, `${row}\t多余的话`)}`,
  "empty.mubiao": "",
  "broken.xlsx": "PK",
});
const { page } = bench;
const IMPORT = /Import…|导入 Excel/;
const step = (name, run) => bench.step(name, run);

/** The page of the preview. */
const form = () => page.frameLocator("iframe.webview.ready").frameLocator("#active-frame").locator("body");
const cell = (text) => form().locator(".paper [data-cell]").filter({ hasText: text }).first();
const here = () => form().locator(".paper .here");
const inFolder = (name) => join(bench.folder, name);
const lines = sample.split("\n");
const line = (words) => lines.findIndex((one) => one.includes(words)) + 1;

/** Opens a file beside the preview, wherever the keys are. */
async function open(name) {
  await page.keyboard.press("Control+1");
  await bench.open(name);
}

/** The line and the column that the status bar shows. */
const cursor = () => bench.status("status.editor.selection");

await step("the preview stands beside the text", async () => {
  await open("sheet.mubiao");
  await until("the server", () => page.locator(".squiggly-error, .squiggly-warning").count(), 60);
  await bench.goto(3, 1);
  await page.keyboard.press("Control+K");
  await page.keyboard.press("v");
  await until("the form", async () => (await cell("703001").count()) === 1, 30);
  assert.equal(await form().locator(".paper h1").innerText(), "部门（单位）整体绩效目标表");
  assert.equal((await form().locator(".paper th[rowspan], .paper td[rowspan]").count()) > 5, true);
  assert.equal(await form().locator(".bar .part").count(), 3);
});

await step("a finding is marked where it is, and told", async () => {
  const marked = form().locator(".paper .found.error").first();
  await marked.hover();
  const tip = form().locator("#tip");
  await until("the finding in words", async () => (await tip.isVisible()) && (await tip.innerText()).includes("["));
  assert.ok((await marked.getAttribute("aria-description")).includes("["));
  assert.equal(await marked.getAttribute("tabindex"), "0");
  await page.mouse.move(5, 5);
});

await step("the sums say by how much they are off", async () => {
  assert.match(await form().locator(".sums .off").first().innerText(), /10\.00/);
  assert.match(await form().locator(".holding summary").innerText(), /4/);
});

await step("a picture", async () => {
  await page.keyboard.press("Control+B");
  await open("sheet.mubiao");
  await bench.goto(line("工信产业监管专项业务经费"), 16);
  await until("the amount of the task", async () => (await here().innerText()) === "5.00");
  await form().evaluate(() => window.scrollTo(0, 0));
  await page.mouse.move(5, 500);
  await page.waitForTimeout(500);
  await bench.shot("preview");
  await bench.picture("preview");
  await page.keyboard.press("Control+B");
});

await step("what is typed shows", async () => {
  await open("sheet.mubiao");
  const row = line("工信产业监管专项业务经费");
  await bench.goto(row, lines[row - 1].indexOf("5.00") + 1);
  await page.keyboard.type("1");
  await until("the amount", async () => (await cell("15.00").count()) > 0 && (await here().innerText()) === "15.00");
  await until("the sums to hold", async () => (await form().locator(".sums .off").count()) === 0);
  // What is typed into a cell in view leaves the page where it is.
  await bench.goto(3, lines[2].length + 1);
  await until("the first row", async () => (await here().innerText()).includes("703001"));
  const scrolled = await form().evaluate(() => {
    window.scrollTo(0, 30);
    return window.scrollY;
  });
  assert.ok(scrolled > 0);
  await page.keyboard.type("9");
  await until("the division", async () => (await here().innerText()).endsWith("2113000009"));
  assert.equal(await form().evaluate(() => window.scrollY), scrolled);
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Control+S");
});

await step("the cell under the cursor is marked, and another sheet is another form", async () => {
  await bench.goto(line("703004"), 12);
  await until(
    "the third sheet",
    async () => (await here().count()) === 1 && (await here().innerText()).includes("703004"),
  );
  await bench.goto(lines.length - 2, 3);
  await until("the last sheet", async () => (await cell("703009").count()) === 1);
  const visible = await here().evaluate((one) => {
    const box = one.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= window.innerHeight;
  });
  assert.ok(visible, "the cell is in view");
});

await step("a click on a cell puts the cursor on its text", async () => {
  await bench.goto(3, 1);
  await until("the first sheet", async () => (await cell("703001").count()) === 1);
  await cell("预算执行率").click();
  const row = line("预算执行率");
  await until("the cursor there", async () => (await cursor()).includes(` ${row},`));
  await until("the editor to have the keys", async () => (await page.locator(".monaco-editor.focused").count()) === 1);
  await page.keyboard.type("预算执行率");
  await until("the same text", async () => (await here().innerText()) === "预算执行率");
  assert.equal(await page.locator(".tab.active.dirty").count(), 1);
  await page.keyboard.press("Control+Z");
});

await step("a cell is edited where it stands, and the text undoes it", async () => {
  await open("sheet.mubiao");
  await bench.goto(3, 1);
  const before = bench.file("sheet.mubiao");
  const amount = cell("485.18");
  await amount.dblclick();
  const field = form().locator(".paper textarea");
  await field.fill("486.18");
  await field.press("Escape");
  assert.equal(await amount.innerText(), "485.18");
  await amount.focus();
  await page.keyboard.press("F2");
  await field.fill("486.18");
  await field.press("Enter");
  await until("the amount in the form", async () => (await cell("486.18").count()) === 1);
  await until("the amount in the text", async () => {
    await page.keyboard.press("Control+1");
    await page.keyboard.press("Control+S");
    return bench.file("sheet.mubiao").includes("人员类项目\t486.18\t");
  });
  await page.keyboard.press("Control+Z");
  await until("the amount as it was", async () => {
    await page.keyboard.press("Control+S");
    return bench.file("sheet.mubiao") === before;
  });
});

await step("the arrows go from cell to cell, the buttons to the next sheet and nearer", async () => {
  await cell("537.12").focus();
  const focused = () => form().locator(".paper [data-cell]:focus").getAttribute("data-cell");
  const start = await focused();
  await page.keyboard.press("ArrowDown");
  assert.notEqual(await focused(), start);
  await page.keyboard.press("ArrowUp");
  assert.equal(await focused(), start);
  const wide = () =>
    form()
      .locator(".paper")
      .evaluate((paper) => paper.getBoundingClientRect().width);
  const before = await wide();
  await form().locator("[data-zoom='1']").click();
  assert.ok((await wide()) > before);
  await form().locator("[data-zoom='-1']").click();
  await form().locator("[data-turn='1']").click();
  await until("the next sheet", async () => (await cell("703002").count()) === 1);
  await form().locator("[data-turn='-1']").click();
  await until("the sheet before", async () => (await cell("703001").count()) === 1);
});

await step("the keyboard goes from finding to finding", async () => {
  const marked = form().locator(".paper .found").first();
  await marked.focus();
  assert.ok(await form().locator("#tip").isVisible());
  await page.keyboard.press("Enter");
  await until("the editor to have the keys", async () => (await page.locator(".monaco-editor.focused").count()) === 1);
});

await step("text that looks like a program stays text", async () => {
  writeFileSync(inFolder("hostile.mubiao"), sample.replace("服务企业满意度", HOSTILE));
  await page.locator(".explorer-folders-view .monaco-list-row").filter({ hasText: "hostile" }).first().dblclick();
  await until("the text", async () => (await cell(HOSTILE).count()) === 1);
  const held = await form().evaluate(() => ({
    ran: window.ran,
    inside: document.querySelectorAll("main script, main img").length,
  }));
  assert.deepEqual(held, { ran: undefined, inside: 0 });
  const policy = await form().evaluate(() => document.querySelector("meta[http-equiv]").content);
  assert.match(policy, /^default-src 'none'; style-src [^;]+; script-src 'nonce-[^']+'$/);
  const reached = await form().evaluate(async () =>
    fetch("/")
      .then(() => true)
      .catch(() => false),
  );
  assert.equal(reached, false);
});

await step("a file without a sheet says what to do", async () => {
  await open("empty.mubiao");
  await until("what to do", async () => /还没有表|no sheet here/.test(await form().innerText()));
});

await step("a window that is loaded again has its preview", async () => {
  await open("sheet.mubiao");
  await until("the form", async () => (await cell("703001").count()) === 1);
  await page.reload();
  await page.waitForSelector(".monaco-workbench .part.statusbar", { timeout: 60_000 });
  await until("the panel again", async () => (await form().innerText()).trim() !== "", 60);
  await open("sheet.mubiao");
  await until("the form again", async () => (await cell("703001").count()) === 1, 30);
});

await step("a book is exported from the explorer, and what is open is said", async () => {
  await page.keyboard.press("Control+Shift+E");
  await bench.menuOf(bench.fileRow("sheet.mubiao"), /Export…|导出…/);
  await page.locator(".quick-input-list .monaco-list-row").filter({ hasText: "xlsx" }).first().click();
  await bench.answer(inFolder("out.xlsx"));
  await until("the workbook", () => existsSync(inFolder("out.xlsx")));
  const toast = await bench.told("out.xlsx");
  assert.match(await toast.innerText(), /(errors of this book are still open|个错误没有解决)/);
  await bench.shot("exported");
  await toast
    .locator(".monaco-button")
    .filter({ hasText: /Show in Folder|打开所在文件夹/ })
    .click();
  await until("the workbook in the explorer", async () =>
    (await page.locator(".explorer-folders-view .monaco-list-row.selected").allInnerTexts()).includes("out.xlsx"),
  );
});

await step("it is imported back, and is the same book", async () => {
  await bench.menuOf(bench.fileRow("out.xlsx"), IMPORT);
  await until("the book", () => existsSync(inFolder("out.mubiao")));
  assert.equal(bench.file("out.mubiao"), bench.file("sheet.mubiao"));
  await page.waitForSelector('.tab.active[data-resource-name="out.mubiao"]');
});

await step("a book that exists is kept, and the new one has another name", async () => {
  writeFileSync(inFolder("out.mubiao"), "# 改过\n");
  await bench.menuOf(bench.fileRow("out.xlsx"), IMPORT);
  const dialog = page.locator(".monaco-dialog-box");
  await dialog.filter({ hasText: "out.mubiao" }).waitFor();
  assert.match(await dialog.innerText(), /out-2\.mubiao/);
  await bench.shot("overwrite");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  assert.equal(existsSync(inFolder("out-2.mubiao")), false);
  await bench.menuOf(bench.fileRow("out.xlsx"), IMPORT);
  await dialog
    .locator(".monaco-button")
    .filter({ hasText: /Keep Both|都保留/ })
    .click();
  await until("the other book", () => existsSync(inFolder("out-2.mubiao")));
  await page.waitForSelector('.tab.active[data-resource-name="out-2.mubiao"]');
  assert.equal(bench.file("out-2.mubiao"), bench.file("sheet.mubiao"));
  assert.equal(bench.file("out.mubiao"), "# 改过\n");
});

await step("a place of the report leads to its row of the book", async () => {
  await bench.menuOf(bench.fileRow("doubt.txt"), IMPORT);
  await page.waitForSelector('.tab[data-resource-name="doubt.mubiao"]');
  const report = page.locator(".monaco-editor").filter({ hasText: "doubt.txt →" });
  await report.waitFor();
  await bench.shot("import-report");
  const link = report.locator(".detected-link").nth(1);
  await until("the row of the book", async () => {
    await link.click({ modifiers: ["Control"], timeout: 2000 }).catch(() => undefined);
    return (
      (await page.locator('.tab.active[data-resource-name="doubt.mubiao"]').count()) > 0 &&
      (await cursor()).includes(` ${doubtful},`)
    );
  });
});

await step("what cannot be imported says why", async () => {
  await bench.menuOf(bench.fileRow("broken.xlsx"), IMPORT);
  await bench.told("broken.xlsx");
  assert.equal(existsSync(inFolder("broken.mubiao")), false);
});

await step("without a server it says so", async () => {
  await open("sheet.mubiao");
  // The row of the report was shown in its group, above the preview.
  await page.locator(".tab").filter({ hasText: "预览" }).click();
  await until("the form", async () => (await cell("703001").count()) === 1);
  await bench.endServers();
  await until("the words", async () => (await form().locator(".note").count()) === 1, 30);
  await bench.shot("preview-no-server");
  await form().locator(".offer").first().click();
  await until("the form again", async () => (await cell("703001").count()) === 1, 30);
});

await bench.stop();
bench.sum();
