// What is found where people look, and how it looks to everybody: menus, the palette, themes, fonts, without hints and without a server.
// usage: node test/real/found.mjs EXTENSION.vsix
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { until, Workbench } from "./workbench.mjs";

const [packaged] = process.argv.slice(2);
const sample = readFileSync("../../tests/corpus/chaoyang-2021.mubiao", "utf8");
const lines = sample.split("\n");
const line = (words) => lines.findIndex((one) => one.includes(words)) + 1;
const bench = await Workbench.start([packaged], { "sheet.mubiao": sample, "去年.xlsx": "PK" });
const { page } = bench;
const step = (name, run) => bench.step(name, run);
await step("a sheet opens", () => bench.open("sheet.mubiao"));

/** Half a narrow character, in pixels. */
const HALF = 4;
/** The names of five groups, one below the other. */
const GROUPS = ["预算编制管理", "预算监督管理", "资产管理", "财务管理", "业务管理"];
const NEW = /New Sheet$|新建一张表/;
const LAST = /New Sheet from Last Year|从去年的表新建/;

/** Colours as numbers: how light each of red, green and blue is, from 0 to 1. */
const channels = (colour) =>
  colour
    .match(/[\d.]+/g)
    .slice(0, 3)
    .map((part) => Number(part) / 255);
const luminance = (colour) => {
  const [r, g, b] = channels(colour).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
/** How much two colours differ, as the guidelines for accessibility reckon it. */
const contrast = (one, other) => {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
};

/** The parents that are drawn into empty cells of the rows in view, with their colour, and the colour behind them. */
const parents = () =>
  page.evaluate(() => {
    const editor = document.querySelector(".monaco-editor");
    const behind = getComputedStyle(editor.querySelector(".monaco-editor-background")).backgroundColor;
    const found = [];
    for (const span of editor.querySelectorAll(".view-lines .view-line span span"))
      for (const side of ["::before", "::after"]) {
        const { content, color } = getComputedStyle(span, side);
        const text = content.replaceAll('"', "").replaceAll("\u00a0", " ").trim();
        if (/^[一-鿿]+$/.test(text)) found.push({ text, color, behind });
      }
    return found;
  });
/** The colour in which a text of a row begins, however many parts it is drawn in. */
const colour = (words) =>
  page.evaluate((wanted) => {
    for (const line of document.querySelectorAll(".monaco-editor .view-lines .view-line")) {
      let at = line.textContent.indexOf(wanted);
      if (at < 0) continue;
      const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (at < node.data.length) return getComputedStyle(node.parentElement).color;
        at -= node.data.length;
      }
    }
    return undefined;
  }, words);

/** Whether groups stand below each other, and the operators far behind them, also behind names in quotes. */
async function aligned() {
  const groups = Object.values(await bench.places(GROUPS));
  const operators = await bench.lefts(/</);
  const below = (left) => left.length >= 3 && Math.max(...left) - Math.min(...left) < HALF;
  assert.ok(below(groups) && below(operators), JSON.stringify([groups, operators]));
  return true;
}
const inColumns = (what) => until(`columns ${what}`, aligned);

await step("a sheet is there under New File", async () => {
  await until("findings", () => page.locator(".squiggly-error").count());
  const rows = page.locator(".quick-input-widget .quick-input-list .monaco-list-row");
  const listed = async () => (await rows.allInnerTexts()).flatMap((row) => row.split("\n").map((one) => one.trim()));
  // The editor has its list only some time after it has opened its files.
  await until("what can be made", async () => {
    await bench.command("Create: New File...");
    await page.waitForTimeout(1000);
    const names = await listed();
    return [NEW, LAST].every((name) => names.some((one) => name.test(one))) || names.join("; ");
  });
  await bench.shot("new-file");
  await page.keyboard.press("Escape");
  await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
});

await step("the palette knows the words of an office", async () => {
  for (const [words, wanted] of [
    ["绩效", "绩效目标表: "],
    ["新建", "新建一张表"],
    ["打印", "打印"],
    ["导出", "导出"],
    ["导入", "Excel"],
    ["去年", "从去年的表新建"],
  ]) {
    const found = await bench.palette(words);
    assert.ok(
      found.some((row) => row.includes(wanted)),
      `${words}: ${found.join("; ")}`,
    );
  }
});

await step("the menu of the text has what is done with a sheet", async () => {
  await bench.goto(line("工作质量达标率"), 4);
  const row = page.locator(".monaco-editor .view-line").filter({ hasText: "工作质量达标率" }).first();
  const menu = page.locator(".monaco-menu .action-item");
  const wanted = [
    /^行|^Rows/,
    /自动修复|Fix All/,
    /共性指标|Standard Indicators/,
    /预览|Preview/,
    /导出|Export/,
    /去年|Last Year/,
  ];
  await until("the menu", async () => {
    await page.keyboard.press("Escape");
    await row.click({ button: "right", position: { x: 300, y: 5 } });
    await menu.first().waitFor({ timeout: 1000 });
    const items = (await menu.allInnerTexts()).map((item) => item.trim());
    return wanted.every((one) => items.some((item) => one.test(item))) || items.join("; ");
  });
  await bench.shot("menu");
  await page.keyboard.press("Escape");
  await menu.first().waitFor({ state: "hidden" });
});

await step("a click on the line above a sheet lists the totals", async () => {
  await bench.goto(1, 1);
  const lens = page.locator(".codelens-decoration a").first();
  await lens.waitFor();
  assert.match(await page.locator(".codelens-decoration").first().innerText(), /✗/);
  await lens.click();
  const rows = page.locator(".quick-input-list .monaco-list-row");
  await until("six sheets", async () => (await rows.count()) === 6);
  await page.keyboard.press("Escape");
});

await step("an indicator begun after Enter stands in its column, with the year of its sheet", async () => {
  const at = line("工作质量达标率");
  await bench.goto(at, 1);
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await until("the third level", async () => (await bench.status("mubiao.column")).includes("三级指标"));
  await page.keyboard.type("dingliang", { delay: 40 });
  await page.locator(".suggest-widget.visible .monaco-list-row").filter({ hasText: "定量指标" }).first().waitFor();
  await bench.shot("snippet");
  await page.keyboard.press("Enter");
  await page.keyboard.type("新指标");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await until("the row", async () => {
    await page.keyboard.press("Control+S");
    return bench.file("sheet.mubiao").split("\n")[at] === "\t\t\t新指标\t>=\t100\t%\t2021-12";
  });
  await bench.goto(at + 1, 1);
  await page.keyboard.press("Control+Shift+K");
  await until("the text as it was", async () => {
    await page.keyboard.press("Control+S");
    return bench.file("sheet.mubiao") === sample;
  });
});

await step("columns stand below each other in a font of 18 px, wide or narrow", async () => {
  await bench.goto(line("预算编制管理") + 4, 1);
  for (const font of ["'Noto Sans CJK SC'", "'Noto Sans Mono CJK SC'", "monospace"]) {
    bench.configure({ "editor.fontSize": 18, "editor.fontFamily": font });
    await until(`18 px of ${font}`, async () => {
      const shown = await page.evaluate(() => {
        const { fontSize, fontFamily } = getComputedStyle(document.querySelector(".monaco-editor .view-lines"));
        return `${fontSize} ${fontFamily}`;
      });
      return shown.includes("18px") && shown.includes(font.replaceAll("'", ""));
    });
    await inColumns(`in ${font}`);
  }
  await bench.shot("font");
  bench.configure({ "editor.fontSize": undefined, "editor.fontFamily": undefined });
});

await step("no guide of an indentation stands in a sheet", async () => {
  await bench.goto(line("预算编制管理") + 4, 1);
  await inColumns("begin with TABs");
  assert.equal(await page.locator(".monaco-editor .core-guide-indent").count(), 0);
});

const THEMES = {
  light: "Default Light Modern",
  dark: "Default Dark Modern",
  "high-contrast": "Default High Contrast",
  "high-contrast-light": "Default High Contrast Light",
};
await step("parents and findings are legible in light, dark and high contrast", async () => {
  for (const [name, theme] of Object.entries(THEMES)) {
    const before = (await parents())[0]?.behind;
    bench.configure({ "workbench.colorTheme": theme });
    await until(theme, async () => {
      const seen = await page.evaluate(() => document.querySelector(".monaco-workbench").className);
      const kind = { light: "vs", dark: "vs-dark", "high-contrast": "hc-black", "high-contrast-light": "hc-light" }[
        name
      ];
      return ` ${seen} `.includes(` ${kind} `);
    });
    await inColumns(`in ${theme}`);
    const drawn = await until(`the parents in ${theme}`, async () => {
      const found = await parents();
      return found.length > 3 && (name === "light" || found[0].behind !== before) && found;
    });
    // What is grey on purpose may be fainter than text, and has to stand out in high contrast.
    const least = name.startsWith("high") ? 4.5 : 2.5;
    for (const { text, color, behind } of drawn)
      assert.ok(contrast(color, behind) >= least, `${theme}: ${text} ${color} on ${behind}`);
    await bench.goto(line("预算编制管理") + 4, 1);
    await bench.shot(`theme-${name}`);
  }
  bench.configure({ "workbench.colorTheme": THEMES.light });
});

await step("parents are drawn without hints, and nothing beside them", async () => {
  bench.configure({ "editor.inlayHints.enabled": "off" });
  await bench.goto(line("预算编制管理") + 4, 1);
  await until("the parents", async () => (await parents()).filter(({ text }) => text === "管理效率").length > 3);
  await inColumns("are there");
});

await step("without a server headers are no errors, and parents are there", async () => {
  await bench.endServers();
  await bench.told(/ended five times|退出了五次/);
  await bench.goto(line("三级指标"), 1);
  const header = await until("the header", () => colour("三级指标"));
  await inColumns("are there");
  const [red, green, blue] = channels(header);
  assert.ok(!(red > 0.6 && green < 0.4 && blue < 0.4), `a header is drawn in ${header}`);
  assert.ok((await parents()).length > 3);
  await bench.shot("no-server");
  bench.configure({ "editor.inlayHints.enabled": undefined });
  await bench.command("mubiao: Restart Server");
  await until("the server", () => bench.servers().length === 1);
});

await step("in restricted mode the explorer says why nothing is imported", async () => {
  bench.configure({
    "security.workspace.trust.enabled": true,
    "security.workspace.trust.startupPrompt": "never",
    "security.workspace.trust.emptyWindow": false,
  });
  await page.reload();
  await page.waitForSelector(".monaco-workbench .part.statusbar", { timeout: 60_000 });
  await page.keyboard.press("Control+Shift+E");
  await bench.menuOf(bench.fileRow("去年.xlsx"), /Import…|导入 Excel/);
  const toast = await bench.told(/not trusted|未受信任/);
  assert.match(await toast.innerText(), /Manage Trust|管理信任/);
  await bench.shot("restricted");
  await bench.menuOf(bench.fileRow("sheet.mubiao"), /Export…|导出…/);
  await bench.told(/not trusted|未受信任/);
});

await bench.stop();
bench.sum();
