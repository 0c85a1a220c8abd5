// One session in the real workbench, from the first squiggle to the saved file.
// usage: node test/real/session.mjs EXTENSION.vsix
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { until, Workbench } from "./workbench.mjs";

const [packaged] = process.argv.slice(2);
const damaged = readFileSync("../../tests/corpus/chaoyang-2021.txt", "utf8");
const lines = damaged.split("\n");
/** A table that is longer than the window, whose headers stay above it. */
const long = (() => {
  const rows = readFileSync("../../tests/corpus/chaoyang-2021.mubiao", "utf8").split("\n");
  const head = rows.findIndex((row) => row.startsWith("年度绩效指标")) + 1;
  const group = (at) => (at % 25 === 0 ? "产出指标\t数量指标" : "\t");
  const many = Array.from(
    { length: 150 },
    (_, at) => `\t${group(at)}\t甲乙丙丁${at}号指标完成率\t>=\t${at}\t%\t2021-12`,
  );
  return `${[...rows.slice(0, head), ...many].join("\n")}\n`;
})();
const bench = await Workbench.start([packaged], { "sheet.mubiao": damaged, "long.mubiao": long });
const { page } = bench;
const step = (name, run) => bench.step(name, run);

/** Half a narrow character, in pixels. */
const HALF = 4;
const squiggles = () => page.locator(".squiggly-error, .squiggly-warning").count();
const lens = () => page.locator(".monaco-editor .view-line").allInnerTexts();

await step("the sample opens with squiggles and a list of problems", async () => {
  await bench.open("sheet.mubiao");
  // The side bar, for the pictures.
  await page.keyboard.press("Control+B");
  await until("squiggles", squiggles, 60);
  await bench.command("Problems: Focus on Problems View");
  await until("problems", () => page.locator(".markers-panel .monaco-list-row").count());
  await bench.shot("problems");
  await page.keyboard.press("Control+J");
  await page.locator(".monaco-editor .view-lines").click({ position: { x: 300, y: 10 } });
});

await step("columns stand below each other", async () => {
  await bench.goto(30, 1);
  const measure = () => bench.places(["预算编制管理", "预算监督管理", "资产管理", "财务管理", "业务管理"]);
  const places = await until("three groups below each other", async () => {
    const found = await measure();
    const left = Object.values(found);
    return left.length >= 3 && Math.max(...left) - Math.min(...left) < HALF && found;
  });
  console.log(JSON.stringify(places));
  await bench.shot("columns");
  await bench.picture("columns");
});

await step("the status bar names the column", async () => {
  await bench.goto(16, lines[15].indexOf("100") + 1);
  await until("the column's name", async () => (await bench.status("mubiao.column")).includes("指标值"));
});

await step("the status bar says how far the sheet is off", async () => {
  await until("the balance", async () => /10\.00/.test(await bench.status("mubiao.balance")));
  await bench.shot("balance");
});

await step("a hover on an amount shows the sum", async () => {
  await bench.goto(7, lines[6].indexOf("537") + 2);
  await page.keyboard.press("Control+K");
  await page.keyboard.press("Control+I");
  const hover = page.locator(".monaco-hover-content:visible");
  await until("the hover", async () => (await hover.first().innerText()).includes("537.12"));
  await page.waitForTimeout(300);
  await bench.shot("hover");
  await bench.picture("hover");
  await page.keyboard.press("Escape");
});

/** Chooses the fix with these words at a place. */
async function mend(line, character, words) {
  await bench.goto(line, character);
  await bench.mend(words, async () => {
    await bench.shot(`fixes-${line}`);
    await bench.picture("fixes");
  });
}

await step("a shifted row is mended with one choice", async () => {
  await mend(17, lines[16].indexOf("=") + 1, /移回|归位/);
  await until(
    "the row in its columns",
    async () => (await text()).split("\n")[16] === "\t\t整体工作完成情况\t工作完成及时率\t=\t100\t%\t2021-12",
  );
});

await step("a sum is mended by choosing among its fixes", async () => {
  await mend(10, 2, "15.00");
  await until("the task's amount", async () =>
    /工信产业监管专项业务经费\t+15\.00/.test((await text()).split("\n")[12]),
  );
});

/** The text in the editor: what saving writes. */
async function text() {
  // A change may come after the key.
  await until("the file to be saved", async () => {
    await page.keyboard.press("Control+S");
    return (await page.locator(".tab.active.dirty").count()) === 0;
  });
  return bench.file("sheet.mubiao");
}

await step("initials bring a standard indicator with its whole row", async () => {
  const rows = (await text()).split("\n");
  const row = rows.findIndex((one) => one.includes("预算执行率")) + 1;
  await bench.goto(row, 1);
  await page.keyboard.press("Control+Shift+K");
  await until("the row to be gone", async () => !(await text()).split("\n")[row - 1].includes("预算执行率"));
  await bench.goto(row - 1, 1);
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("yszxl", { delay: 40 });
  await page.locator(".suggest-widget.visible .monaco-list-row").filter({ hasText: "预算执行率" }).first().waitFor();
  await bench.shot("completion");
  await bench.picture("completion");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await until("the row", async () => (await text()).split("\n")[row - 1] === "\t\t\t预算执行率\t=\t100\t%\t2021-12");
});

await step("TAB goes from column to column", async () => {
  await bench.goto(16, 1);
  const names = ["年度绩效指标", "一级指标", "二级指标", "三级指标", "运算符号", "指标值", "度量单位", "完成时限"];
  for (const [at, name] of names.entries()) {
    if (at > 0) await page.keyboard.press("Tab");
    await until(name, async () => (await bench.status("mubiao.column")).trim() === name);
  }
});

await step("the caret stands in its column, also where the cell is empty", async () => {
  await bench.goto(17, 1);
  for (const header of ["一级指标", "二级指标", "三级指标"]) {
    await page.keyboard.press("Tab");
    await until(header, async () => (await bench.status("mubiao.column")).includes(header));
    // What TAB comes to is selected; the first cell of that row is empty.
    if (header !== "一级指标") await page.keyboard.press("ArrowLeft");
    const places = await bench.places([header]);
    await until(`the caret under ${header}`, async () => Math.abs((await bench.caret()) - places[header]) < HALF);
  }
});

await step("TAB leads on while words are offered", async () => {
  const before = await text();
  await bench.goto(17, 1);
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await until("the row's third column", async () => (await bench.status("mubiao.column")).includes("三级指标"));
  // Who types faster is offered nothing before the next letter.
  await page.waitForTimeout(1500);
  await page.keyboard.press("Tab");
  await page.locator(".suggest-widget.visible .monaco-list-row").first().waitFor();
  await page.keyboard.press("Tab");
  await until("the column behind", async () => (await bench.status("mubiao.column")).includes("指标值"));
  // The row's column stands in the status bar; a widget with it would cover the row above.
  assert.equal(await page.locator(".parameter-hints-widget.visible").count(), 0);
  await page.keyboard.press("Escape");
  const rows = (await text()).split("\n");
  assert.equal(rows[17], "\t\t\t\t\t");
  await page.keyboard.press("Control+Shift+K");
  await until("the text as it was", async () => (await text()) === before);
});

await step("all is mended, formatted and saved", async () => {
  await bench.command("mubiao: Fix All Safe Findings");
  await until("fewer squiggles", async () => !(await text()).includes("<p style"));
  await bench.command("mubiao: Format Book");
  const expected = readFileSync("../../tests/corpus/chaoyang-2021.mubiao", "utf8").replace("经费\t5.00", "经费\t15.00");
  await until("the expected file", async () => (await text()) === expected);
  await bench.shot("mended");
});

await step("the totals are a list that jumps", async () => {
  await bench.command("mubiao: Show Totals");
  const rows = page.locator(".quick-input-list .monaco-list-row");
  await until("six sheets", async () => (await rows.count()) === 6);
  await bench.shot("totals");
  await rows.filter({ hasText: "703004" }).first().click();
  await until("the third sheet", async () => (await lens()).some((line) => line.includes("703004")));
});

await step("a server that dies comes back", async () => {
  const [before] = bench.servers();
  assert.ok(before);
  process.kill(before, "SIGKILL");
  await until("another server", () => bench.servers().some((id) => id !== before));
});

await step("headers and parents that stay in view stand above their columns", async () => {
  const sticky = ".sticky-widget .sticky-line-content";
  const aligned = async () => {
    const heads = await bench.places(["三级指标", "运算符号", "完成时限"], sticky);
    const parents = await bench.places(["数量指标", "甲乙丙丁", "2021-12"], sticky);
    const body = await bench.places(["甲乙丙丁", ">=", "2021-12"]);
    const pairs = [
      [heads.三级指标, body.甲乙丙丁],
      [heads.运算符号, body[">="]],
      [heads.完成时限, body["2021-12"]],
      [parents.甲乙丙丁, body.甲乙丙丁],
      [parents["2021-12"], body["2021-12"]],
    ];
    return (
      pairs.every(([above, below]) => Math.abs(above - below) < HALF) || `${JSON.stringify([heads, parents, body])}`
    );
  };
  const holds = (what) => until(what, async () => (await aligned()) === true);
  await bench.open("long.mubiao");
  await bench.goto(120, 1);
  await holds("headers after a jump");
  await bench.shot("sticky");
  await page.setViewportSize({ width: 700, height: 900 });
  await holds("headers in a narrow window");
  await page.setViewportSize({ width: 1400, height: 900 });
  // A wider cell makes its column wider.
  await bench.goto(124, 4);
  await page.keyboard.insertText("很长很长很长很长的名称");
  await holds("headers above a column that was made wider");
  await page.keyboard.press("Control+S");
  await until("the saved file", async () =>
    readFileSync(join(bench.folder, "long.mubiao"), "utf8").includes("很长很长"),
  );
  await page.reload();
  await page.waitForSelector(".monaco-editor .view-line");
  // A busy editor may not have noted which file was open, and where, before it was loaded again.
  await bench.open("long.mubiao");
  await bench.goto(124, 1);
  await holds("headers after the window was loaded again");
});

await step("closing the window leaves no server", async () => {
  await bench.browser.close();
  bench.browser = undefined;
  const ended = new Promise((done) => bench.server.once("exit", done));
  process.kill(-bench.server.pid, "SIGTERM");
  await ended;
  await until("no server", () => bench.servers().length === 0, 20);
});

await bench.stop();
bench.sum();
