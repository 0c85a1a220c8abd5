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

/** One key, one click or one value typed. */
async function act(run) {
  actions += 1;
  await run();
  // A person looks.
  await page.waitForTimeout(150);
}
const key = (name) => act(() => page.keyboard.press(name));
const click = (place, options = {}) => act(() => place.click(options));
const type = (words) => act(() => page.keyboard.type(words, { delay: 15 }));
const row = (number) => until(`row ${number}`, async () => (await cursor()).includes(` ${number},`));
const cursor = () => bench.status("status.editor.selection");
/** Goes to the next field that is empty, and into its cell. */
async function fill(line, value) {
  await until("what is empty to be known", async () => {
    await key("Alt+Enter");
    if ((await cursor()).includes(` ${line},`)) return true;
    // It was not found yet: that one did not count.
    actions -= 1;
    await page.waitForTimeout(200);
    return false;
  });
  await key("Tab");
  await type(value);
}

await bench.step("last year's workbook becomes this year's sheet", async () => {
  const books = readFileSync("../../tests/corpus/chaoyang-2021.mubiao", "utf8").split("\n部门（单位）名称");
  const last = `${books[0]}\n部门（单位）名称${books[2].trimEnd()}\n`;
  const args = ["export", "-", "--to", "xlsx", "-o", join(folder, "去年.xlsx")];
  execFileSync(program, args, { input: last, stdio: ["pipe", "ignore", "ignore"] });
  const file = page.locator(".explorer-folders-view .monaco-list-row").filter({ hasText: "去年.xlsx" });
  await file.waitFor();
  // The editor shows itself before it knows its extensions.
  await view.waitFor();
  await page.waitForTimeout(1000);
  await click(file, { button: "right" });
  const item = page.locator(".monaco-menu .action-item").filter({ hasText: /New Sheet from Last Year|从上年的表新建/ });
  await bench.shot("first-1-menu");
  // A menu heeds no click in its first moments.
  await act(() =>
    until("the menu to close", async () => {
      await item
        .first()
        .click({ timeout: 1000 })
        .catch(() => undefined);
      return (await item.count()) === 0;
    }),
  );
  await page.waitForSelector('.tab.active[data-resource-name="703002-2022.mubiao"]', { timeout: 60_000 });
  await row(4);
});

await bench.step("what is empty is filled in", async () => {
  await bench.shot("first-2-new");
  await bench.picture("first-new");
  await key("Tab");
  await type("102.00");
  await fill(5, "102.00");
  for (const value of ["90.00", "11.00"]) {
    // Words may be offered, and the arrow would go among them.
    await key("Escape");
    await key("ArrowDown");
    // In a row that begins with an empty cell it goes to the name behind it.
    await key("Home");
    await key("Tab");
    await type(value);
  }
  await key("Tab");
  await key("Tab");
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
  await key("F8");
  await until("the finding", async () => (await cursor()).includes(" 34,"));
  await key("Control+.");
  const widget = page.locator(".action-widget:not(.action-list-submenu-panel)");
  await widget.waitFor();
  await bench.shot("first-4-fix");
  await key("Enter");
  await until("no finding", async () => /^\D*0\D+0\D*(0\D*)?$/.test(await bench.status("status.problems")));
  await key("Escape");
  await key("Control+S");
  await until("the file", () => readdirSync(folder).includes("703002-2022.mubiao"));
});

await bench.step("the folder is ready to be reported", async () => {
  await click(view);
  const title = page.locator(".part.sidebar .composite.title .action-label, .part.sidebar .pane-header .action-label");
  await page.locator(".part.sidebar .monaco-list-row").filter({ hasText: "703002" }).first().waitFor();
  await bench.shot("first-5-overview");
  await click(title.filter({ has: page.locator("xpath=self::*[contains(@class,'codicon-checklist')]") }).first());
  await page
    .locator(".notification-toast")
    .filter({ hasText: /ready to be reported|可以上报/ })
    .waitFor();
  await bench.shot("first-6-check");
});

await bench.step("the sheet is seen and printed", async () => {
  await click(page.locator('.tab[data-resource-name="703002-2022.mubiao"]'));
  await click(page.locator(".editor-actions .codicon-open-preview").first());
  const form = page.frameLocator("iframe.webview.ready").frameLocator("#active-frame").locator("body");
  await until("the form", async () => (await form.innerText()).includes("102.00"));
  await bench.shot("first-7-preview");
  const printed = () =>
    readdirSync(tmpdir())
      .filter((name) => name.startsWith("mubiao-"))
      .map((name) => join(tmpdir(), name, "703002-2022.html"))
      .filter((path) => existsSync(path) && statSync(path).mtimeMs > began);
  const began = Date.now() - 1000;
  await click(
    form
      .locator("button")
      .filter({ hasText: /Print|打印/ })
      .first(),
  );
  const [path] = await until("the page", () => (printed().length > 0 ? printed() : undefined));
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
