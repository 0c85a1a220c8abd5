// The first use: from an empty folder and last year's workbook to a printed sheet without a finding, by what the screen shows.
// usage: node test/real/first.mjs EXTENSION.vsix
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until, Workbench } from "./workbench.mjs";

const [packaged] = process.argv.slice(2);
/** Whoever needs more would rather use Excel. */
const MOST = 60;
/** The program that was packaged. */
const program = "server/mubiao";
const GOAL = "做好节能监察跟踪工作，推动企业严格落实节能法律法规和政策要求。";

const bench = await Workbench.start([packaged], {});
const { page, folder } = bench;
let actions = 0;
/** The icon of the view of the folder's sheets. */
const view = page.locator(".activitybar .action-label[aria-label*='绩效目标表']").first();

const cursor = () => bench.status("status.editor.selection");

/** One key, one click or one value typed, and what it brings about: a person looks before going on. */
async function act(what, run, holds) {
  actions += 1;
  await run();
  await until(what, holds);
}
const click = (what, place, holds, options = {}) => act(what, () => place.click(options), holds);
/** A key that moves the cursor. */
async function move(name) {
  const before = await cursor();
  await act(
    `${name} to move the cursor`,
    () => page.keyboard.press(name),
    async () => (await cursor()) !== before,
  );
}
const type = (words) =>
  act(
    `${words} to stand there`,
    () => page.keyboard.type(words, { delay: 15 }),
    async () => (await bench.shown()).includes(words),
  );
const isAt = async (line) => (await cursor()).includes(` ${line},`);
/** Goes to the next field that is empty, and into its cell. */
async function fill(line, value) {
  actions += 1;
  // It is found a moment after the one before was filled in.
  await until(`what is empty in row ${line}`, async () => {
    if (await isAt(line)) return true;
    await page.keyboard.press("Alt+Enter");
    return until("the cursor to move", () => isAt(line), 1);
  });
  await move("Tab");
  await type(value);
}
/** Goes to the row below. */
async function down(line) {
  const offered = page.locator(".suggest-widget.visible");
  // Words may be offered, and the arrow would go among them.
  actions += 2;
  await until(`row ${line}`, async () => {
    if (await isAt(line)) return true;
    await page.keyboard.press("Escape");
    await offered.waitFor({ state: "hidden" });
    await page.keyboard.press("ArrowDown");
    await until("the arrow", async () => (await isAt(line)) || (await offered.count()) > 0, 5);
    return isAt(line);
  });
}

await bench.step("last year's workbook becomes this year's sheet", async () => {
  const books = readFileSync("../../tests/corpus/chaoyang-2021.mubiao", "utf8").split("\n部门（单位）名称");
  const last = `${books[0]}\n部门（单位）名称${books[2].trimEnd()}\n`;
  const args = ["export", "-", "--to", "xlsx", "-o", join(folder, "去年.xlsx")];
  execFileSync(program, args, { input: last, stdio: ["pipe", "ignore", "ignore"] });
  // The editor shows itself before it knows its extensions.
  await view.waitFor({ timeout: 120_000 });
  actions += 2;
  await bench.menuOf(bench.fileRow("去年.xlsx"), /New Sheet from Last Year|从去年的表新建/, () =>
    bench.shot("first-1-menu"),
  );
  await page.waitForSelector('.tab.active[data-resource-name="703002-2022.mubiao"]', { timeout: 120_000 });
  await until("the first empty field", () => isAt(4));
});

await bench.step("what is empty is filled in", async () => {
  await bench.shot("first-2-new");
  await bench.picture("first-new");
  await move("Tab");
  await type("102.00");
  await fill(5, "102.00");
  for (const [line, value] of [
    [6, "90.00"],
    [7, "11.00"],
  ]) {
    await down(line);
    // In a row that begins with an empty cell it goes to the name behind it.
    await act(
      "Home",
      () => page.keyboard.press("Home"),
      () => isAt(line),
    );
    await move("Tab");
    await type(value);
  }
  await move("Tab");
  await move("Tab");
  await type("1.00");
  await fill(9, "11.00");
  await fill(10, "90.00");
  await fill(11, "1.00");
  await fill(12, GOAL);
  await until("the balance", async () => /✓|平衡|相符/.test(await bench.status("mubiao.balance")));
  // What stands above the unit follows a moment later.
  const above = page.locator(".codelens-decoration").first();
  await until("the sums above the unit", async () => !/✗/.test(await above.innerText()));
  await bench.shot("first-3-filled");
  await bench.picture("first-filled");
});

await bench.step("what is left is mended", async () => {
  await act(
    "the finding",
    () => page.keyboard.press("F8"),
    () => isAt(34),
  );
  actions += 2;
  await bench.mend(/./, () => bench.shot("first-4-fix"));
  await until("no finding", async () => /^\D*0\D+0\D*(0\D*)?$/.test(await bench.status("status.problems")));
  const peek = page.locator(".monaco-editor .marker-widget");
  await act(
    "what F8 opened to close",
    () => page.keyboard.press("Escape"),
    async () => (await peek.count()) === 0,
  );
  await act(
    "the file",
    () => page.keyboard.press("Control+S"),
    () => readdirSync(folder).includes("703002-2022.mubiao"),
  );
});

await bench.step("the folder is ready to be reported", async () => {
  const unit = page.locator(".part.sidebar .monaco-list-row").filter({ hasText: "703002" }).first();
  await click("the units", view, async () => (await unit.count()) > 0);
  const title = page.locator(".part.sidebar .composite.title .action-label, .part.sidebar .pane-header .action-label");
  const check = title.filter({ has: page.locator("xpath=self::*[contains(@class,'codicon-checklist')]") }).first();
  await bench.shot("first-5-overview");
  const toast = page.locator(".notification-toast").filter({ hasText: /ready to be reported|可以上报/ });
  await click("that it may be reported", check, async () => (await toast.count()) > 0);
  await bench.shot("first-6-check");
});

await bench.step("the sheet is seen and printed", async () => {
  const preview = page.locator(".editor-actions .codicon-open-preview").first();
  await click("the sheet", page.locator('.tab[data-resource-name="703002-2022.mubiao"]'), () => preview.isVisible());
  const form = page.frameLocator("iframe.webview.ready").frameLocator("#active-frame").locator("body");
  await click("the form", preview, async () => (await form.innerText({ timeout: 5000 })).includes("102.00"));
  await bench.shot("first-7-preview");
  const began = Date.now() - 1000;
  const printed = () =>
    readdirSync(tmpdir())
      .filter((name) => name.startsWith("mubiao-"))
      .map((name) => join(tmpdir(), name, "703002-2022.html"))
      .find((path) => existsSync(path) && statSync(path).mtimeMs > began);
  const print = form
    .locator("button")
    .filter({ hasText: /Print|打印/ })
    .first();
  await click("the page", print, printed);
  const path = printed();
  const paper = await bench.browser.newPage();
  await paper.goto(`file://${path}`);
  await paper.screenshot({ path: "../../target/editors/first-8-printed.png", fullPage: true });
  await paper.locator("table").first().screenshot({ path: "../../target/editors/pages/first-printed.png" });
  const text = await paper.locator("body").innerText();
  await paper.close();
  for (const words of ["102.00", "90.00", GOAL, "2022-12"]) assert.ok(text.includes(words), words);
  const lint = spawnSync(program, ["lint", join(folder, "703002-2022.mubiao")], { encoding: "utf8" });
  assert.equal(lint.status, 0, lint.stdout);
});

await bench.step(`no more than ${MOST} actions`, async () => {
  console.log(`   ${actions} actions`);
  assert.ok(actions <= MOST);
});
await bench.stop();
bench.sum();
