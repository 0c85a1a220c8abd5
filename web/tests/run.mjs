// What the page can do, in Chromium, compared with what the program writes. Pictures and files: target/web-tests.
// usage: node tests/run.mjs     MUBIAO is the program (by default target/debug/mubiao).
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { corpus, Desk, file, gb18030, here, out, program, until } from "./page.mjs";

const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const book = join(corpus, "chaoyang-2021.mubiao");
const sample = readFileSync(join(corpus, "chaoyang-2021.txt"), "utf8");
const clean = readFileSync(book, "utf8");
const evidence = [];

// What the program makes of the published book.
const source = file("book.mubiao", clean);
for (const to of ["xlsx", "docx", "html"]) program(["export", source, "--to", to, "--force", "--quiet"]);
const made = (name) => join(out, name);

const desk = await Desk.start();
const { page } = desk;
const step = (name, run) => desk.step(name, run);

/** What axe finds that is serious. */
async function audit(where) {
  // The policy of the page lets no other script in, so it comes by the debugger.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const told = serious.map(
    ({ id, nodes }) => `${where}: ${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`,
  );
  assert.deepEqual(told, []);
}

/** The text that a file becomes by the program. */
const imported = (path) => program(["import", path, "-o", "-", "--quiet"]).toString();

await step("what a file says cannot become markup or a request", () => {
  const sources = readdirSync(join(here, "page")).map((name) => readFileSync(join(here, "page", name), "utf8"));
  for (const source of sources) {
    assert.doesNotMatch(
      source,
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|eval\(|fetch\(|url\(|@import/,
    );
  }
});

await step("the page says what to do", async () => {
  assert.match(await page.textContent("#welcome"), /拖到这里/);
  assert.equal(await page.title(), "mubiao 绩效目标表检查");
  await audit("the empty page");
  await page.screenshot({ path: made("welcome.png") });
});

await step("an Excel file is shown as it is printed", async () => {
  await desk.drop(made("book.xlsx"));
  await desk.shown("book.xlsx");
  assert.equal(await page.locator(".desk h1").innerText(), "部门（单位）整体绩效目标表");
  assert.equal(await page.locator("#sheet option").count(), 6);
  assert.ok((await page.locator(".bar .part").count()) > 0);
  assert.ok((await desk.items().count()) > 0);
  assert.equal(readFileSync(await desk.download("mubiao"), "utf8"), imported(made("book.xlsx")));
});

for (const name of ["book.docx", "book.html", "book.mubiao"]) {
  await step(`${name} is opened`, async () => {
    await desk.closeAll();
    await desk.drop(made(name));
    await desk.shown(name);
    assert.equal(
      readFileSync(await desk.download("mubiao"), "utf8"),
      name === "book.mubiao" ? clean : imported(made(name)),
    );
  });
}

await step("a PDF is opened", async () => {
  await desk.closeAll();
  const pdf = join(corpus, "pdf/pages.pdf");
  await desk.drop(pdf);
  await desk.shown("pages.pdf");
  assert.equal(readFileSync(await desk.download("mubiao"), "utf8"), imported(pdf));
});

await step("a text in GB18030 is opened, and stays in it until asked", async () => {
  await desk.closeAll();
  const bytes = gb18030(sample);
  await desk.drop({ name: "gb.txt", bytes });
  await desk.shown("gb.txt");
  const first = desk.items().first();
  assert.equal(await first.getAttribute("data-code"), "foreign-encoding");
  assert.deepEqual(readFileSync(await desk.download("mubiao")), bytes);
  await first.locator(".fix").click();
  await until("UTF-8", async () => (await desk.items().first().getAttribute("data-code")) !== "foreign-encoding");
  assert.equal(readFileSync(await desk.download("mubiao"), "utf8"), sample);
});

await step("the damaged sample shows its findings in place", async () => {
  await desk.closeAll();
  await desk.drop(join(corpus, "chaoyang-2021.txt"));
  await desk.shown("chaoyang-2021.txt");
  const findings = JSON.parse(program(["lint", "--format", "json", join(corpus, "chaoyang-2021.txt")])).findings;
  assert.equal(await desk.items().count(), findings.length);
  assert.ok((await page.locator(".paper .found").count()) > 5);
  const [errors] = /\d+/.exec(await page.textContent(".list .counts"));
  assert.equal(Number(errors), findings.filter(({ severity }) => severity === "error").length);
  await page.locator(".paper .found").first().hover();
  assert.match(await page.locator("#tip").innerText(), /\[[a-z-]+\]/);
  await page.mouse.move(5, 5);
  await page.screenshot({ path: made("findings.png") });
  await audit("the findings");
});

await step("findings are filtered by rule", async () => {
  await page.selectOption("#rule", "misaligned-row");
  await until(
    "the filter",
    async () => (await page.locator('.findings > li:not([data-code="misaligned-row"])').count()) === 0,
  );
  assert.ok((await desk.items().count()) > 3);
  await page.selectOption("#rule", "");
  await until("all", async () => (await page.locator('.findings > li:not([data-code="misaligned-row"])').count()) > 0);
});

await step("a safe fix at a click, and back", async () => {
  const before = await desk.items().count();
  await page.locator(".findings .safe").first().click();
  await until("one less", async () => (await desk.items().count()) < before);
  await page.click("#undo");
  await until("as before", async () => (await desk.items().count()) === before);
  assert.equal(await page.locator("#undo").isDisabled(), true);
  assert.equal(readFileSync(await desk.download("mubiao"), "utf8"), sample);
});

await step("an unsafe fix is chosen", async () => {
  const risky = page
    .locator(".findings li")
    .filter({ has: page.locator(".risky") })
    .first();
  const before = await desk.items().count();
  assert.match(await risky.innerText(), /待确认/);
  await risky.locator(".risky").first().click();
  await until("another list", async () => (await desk.items().count()) !== before);
  await page.click("#undo");
  await until("as before", async () => (await desk.items().count()) === before);
});

await step("a rule is explained, and a finding allowed", async () => {
  const item = desk.items().first();
  await item.locator("summary").click();
  await item.locator("pre").waitFor();
  assert.match(await item.locator("pre").innerText(), /[一-龥]{4}/);
  const before = await desk.items().count();
  await item.getByText("本行豁免").click();
  await until("one less", async () => (await desk.items().count()) < before);
  assert.match(readFileSync(await desk.download("mubiao"), "utf8"), /# mubiao: allow\(/);
  await page.click("#undo");
  await until("as before", async () => (await desk.items().count()) === before);
});

await step("a press on a cell leads to its finding, one on a finding to its cell", async () => {
  await page.locator(".paper .found").nth(1).click();
  await until("the finding", async () => (await page.locator(".findings li.here").count()) > 0);
  await desk.items().last().locator(".message").click();
  await until("its cell", async () => (await page.locator(".paper .here").count()) === 1);
  assert.equal(await page.inputValue("#sheet"), "5");
  await page.selectOption("#sheet", "0");
  await desk.cell("703001").waitFor();
});

await step("all safe fixes are those of the program", async () => {
  await page.click("#fix-all");
  await until("fixed", async () => /修复了 \d+ 处/.test(await desk.status()));
  await until("no more", async () => (await page.locator("#fix-all").count()) === 0);
  const fixed = file("fixed.mubiao", sample);
  program(["lint", "--fix", "--quiet", fixed]);
  assert.equal(readFileSync(await desk.download("mubiao"), "utf8"), readFileSync(fixed, "utf8"));
});

await step("what is downloaded is what the program writes", async () => {
  const plain = await desk.download("mubiao");
  program(["export", plain, "--to", "html", "--force", "--quiet", "-o", made("cli.html")]);
  assert.deepEqual(readFileSync(await desk.download("html")), readFileSync(made("cli.html")));
  for (const to of ["xlsx", "docx"]) {
    program(["export", plain, "--to", to, "--force", "--quiet", "-o", made(`cli.${to}`)]);
    const path = await desk.download(to);
    assert.equal(imported(path), imported(made(`cli.${to}`)));
    evidence.push(
      `${to} of page and program ${readFileSync(path).equals(readFileSync(made(`cli.${to}`))) ? "byte for byte" : "by content"}`,
    );
  }
  // The report names the file as the page does.
  file("chaoyang-2021.txt", readFileSync(plain));
  const told = program(["lint", "--format", "html", "chaoyang-2021.txt"], { cwd: out });
  assert.deepEqual(readFileSync(await desk.download("report")), told);
});

await step("an amount is edited, and the sums follow", async () => {
  await desk.closeAll();
  await desk.drop(source);
  await desk.shown("book.mubiao");
  await page.locator(".holding summary").click();
  const before = await page.locator(".summary .sums").allInnerTexts();
  const times = [];
  for (const amount of ["999.99", "888.88", "777.77", "666.66", "555.55"]) {
    const cell = page
      .locator(".desk td.value[data-cell]")
      .filter({ hasText: /^\d+\.\d\d$/ })
      .first();
    await cell.dblclick();
    await page.keyboard.press("Control+A");
    await page.keyboard.type(amount);
    await page.evaluate(() => {
      const summary = document.querySelector(".summary");
      window.took = undefined;
      document
        .querySelector(".edit")
        .addEventListener("keydown", () => (window.from = performance.now()), { capture: true });
      new MutationObserver(() => (window.took ??= performance.now() - window.from)).observe(summary, {
        childList: true,
      });
    });
    await page.keyboard.press("Enter");
    times.push(await until("the sums", () => page.evaluate(() => window.took)));
    assert.match((await page.locator(".summary .sums").allInnerTexts()).join(), new RegExp(amount.replace(".", "\\.")));
    await until("the list", async () => (await desk.status()).includes(amount));
  }
  evidence.push(`sums follow an edited amount after ${times.map((took) => took.toFixed(0)).join(", ")} ms`);
  // A busy machine may take longer, but not each time.
  assert.ok(Math.min(...times) <= Number(process.env.MOST_MS ?? 50), String(times));
  for (let step = 0; step < times.length; step += 1) {
    await page.keyboard.press("Control+z");
    await until("undone", async () => (await desk.status()) === "已撤销");
    await page.waitForTimeout(100);
  }
  await until("as before", () => page.locator("#undo").isDisabled());
  assert.deepEqual(await page.locator(".summary .sums").allInnerTexts(), before);
});

await step("keys alone are enough", async () => {
  await page.locator(".desk [data-cell][tabindex='0']").first().focus();
  for (const key of ["ArrowDown", "ArrowRight", "ArrowDown"]) await page.keyboard.press(key);
  assert.equal(await page.evaluate(() => document.activeElement?.matches(".paper [data-cell]")), true);
  const value = page
    .locator(".desk td.value[data-cell]")
    .filter({ hasText: /^\d+\.\d\d$/ })
    .first();
  await value.focus();
  await page.keyboard.press("F2");
  await page.keyboard.type("1.00");
  await page.keyboard.press("Escape");
  assert.notEqual(await value.innerText(), "1.00");
  await value.press("F2");
  await page.keyboard.type("1.00");
  await page.keyboard.press("Enter");
  await until("the edit", async () => /1\.00/.test(await desk.status()));
  await page.keyboard.press("Control+z");
  await until("the undo", async () => (await desk.status()) === "已撤销");
  await page.keyboard.press("Control+y");
  await until("the redo", async () => (await desk.status()) === "已重做");
  await page.keyboard.press("Control+z");
  // From the top of the page the tab key comes to every button.
  await page.focus("#open");
  const seen = new Set(["open"]);
  for (let at = 0; at < 15; at += 1) {
    await page.keyboard.press("Tab");
    seen.add(await page.evaluate(() => document.activeElement?.id || document.activeElement?.className));
  }
  for (const id of ["open", "new", "compare", "lang", "sheet", "download", "print-button", "close"])
    assert.ok(seen.has(id), id);
  const coming = page.waitForEvent("download");
  await page.keyboard.press("Control+s");
  assert.match((await coming).suggestedFilename(), /\.mubiao$/);
});

await step("the printed pages are imported again", async () => {
  await until("as it was", async () => page.locator("#undo").isDisabled());
  await page.evaluate(() => (window.print = () => {}));
  await page.click("#print-button");
  await until("the pages", async () => (await page.locator("#print .paper").count()) === 6);
  await page.pdf({ path: made("printed.pdf"), preferCSSPageSize: true });
  assert.equal(imported(made("printed.pdf")), clean);
  await desk.closeAll();
  await desk.drop(made("printed.pdf"));
  await desk.shown("printed.pdf");
  assert.equal(readFileSync(await desk.download("mubiao"), "utf8"), clean);
});

await step("forty files make a table of units", async () => {
  await desk.closeAll();
  const files = Array.from({ length: 40 }, (_, at) => {
    // Every file has units of its own; every tenth is damaged, three have no findings, one is none.
    const number = String(at + 10);
    const text = (at % 10 === 0 ? sample : clean).replaceAll(/\b(70\d)(\d{3})/g, `$1${number}$2`);
    return { name: `单位${number}.mubiao`, bytes: Buffer.from(text) };
  });
  for (const [at, name] of ["chongqing-project", "fujian-department", "guangxi-department"].entries()) {
    files[20 + at] = { name: `${name}.mubiao`, bytes: readFileSync(join(corpus, `${name}.mubiao`)) };
  }
  files[7] = { name: "坏.xlsx", bytes: Buffer.from("PK\x03\x04 broken") };
  await desk.drop(...files);
  await page.locator("#progress progress").waitFor();
  await until("all files", async () => /39 个文件/.test(await desk.status()), 120);
  const rows = await page.locator("table.files tbody tr").count();
  assert.ok(rows > 200);
  assert.equal(await page.locator(".files .unread").count(), 1);
  assert.ok((await page.locator(".files td.off").count()) > 0);
  assert.ok((await page.locator(".files td.holds").count()) > 0);
  await page.screenshot({ path: made("table.png") });
  await audit("the table");
  await page.check("#only-off");
  const off = await page.locator("table.files tbody tr").count();
  assert.ok(off < rows, `${off} of ${rows}`);
  await page.locator(".files .link").nth(1).click();
  await page.locator(".desk .paper").waitFor();
  await page.uncheck("#only-off");
});

await step("reading is stopped, and goes on with other files", async () => {
  await page.reload();
  const files = Array.from({ length: 60 }, (_, at) => ({ name: `${at}.mubiao`, bytes: Buffer.from(clean) }));
  await desk.drop(...files);
  await page.locator("#progress button").click();
  await until("the stop", async () => /已停止，还有 \d+ 个文件没有读/.test(await desk.status()));
  await desk.drop(made("book.docx"));
  await desk.shown("book.docx");
});

await step("two files are compared", async () => {
  await page.reload();
  const changed = file("changed.mubiao", clean.replace("2021-12", "2021-11"));
  await desk.drop(source, changed);
  await until("both", async () => /2 个文件/.test(await desk.status()));
  await page.click("#compare");
  await audit("the dialog");
  await page.locator("dialog button.primary").click();
  await page.locator("#comparison").waitFor();
  assert.match(await page.textContent("#comparison"), /2021-12.*2021-11/);
  const coming = page.waitForEvent("download");
  await page.click("#compare-save");
  const path = await desk.kept(await coming);
  assert.equal(
    readFileSync(path, "utf8"),
    program(["compare", "--format", "html", "book.mubiao", "changed.mubiao"], { cwd: out }).toString(),
  );
  await page.click("#compare-back");
  await page.locator(".desk .paper").waitFor();
});

await step("next year's sheets, and the self-evaluation", async () => {
  await page.reload();
  await desk.drop(source);
  await desk.shown("book.mubiao");
  await page.click("#next-year");
  await desk.shown("book-新表.mubiao");
  assert.equal(readFileSync(await desk.download("mubiao"), "utf8"), program(["new", "--from", source]).toString());
});

await step("a new sheet of a form", async () => {
  await page.reload();
  await page.click("#new");
  await page.selectOption("#new-form", "liaoning-department");
  await page.fill("#new-unit", "703001朝阳市甲局-211300000");
  await page.fill("#new-year", "2027");
  await page.click("#new-make");
  await desk.shown("新表-2027.mubiao");
  const expected = program([
    "new",
    "--form",
    "liaoning-department",
    "--unit",
    "703001朝阳市甲局-211300000",
    "--year",
    "2027",
  ]);
  assert.equal(readFileSync(await desk.download("mubiao"), "utf8"), expected.toString());
});

await step("what cannot be read gets its sentence", async () => {
  await page.reload();
  const told = async (name, bytes, sentence) => {
    await desk.drop({ name, bytes });
    await until(name, async () => sentence.test(await desk.status()));
  };
  await told("broken.xlsx", Buffer.from("PK\x03\x04"), /broken\.xlsx.*(不完整|损坏|格式)/);
  await told("locked.pdf", readFileSync(join(corpus, "pdf/password.pdf")), /locked\.pdf.*密码/);
  await told("picture.png", Buffer.from("\x89PNG\r\n\x1a\n\0\0", "latin1"), /格式/);
  await told("empty.docx", Buffer.alloc(0), /空文件/);
  // The page itself makes what is too large to send there.
  await page.evaluate(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(65 << 20)], "large.xlsx"));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
  });
  await until("too large", async () => /64 MB/.test(await desk.status()));
  assert.equal(await page.locator(".files .unread").count(), 5);
});

await step("a defect is told, and the next file is read", async () => {
  await page.reload();
  await desk.drop(source);
  await desk.shown("book.mubiao");
  await page
    .locator(".desk td.value[data-cell]")
    .filter({ hasText: /^\d+\.\d\d$/ })
    .first()
    .dblclick();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("1.25");
  await page.keyboard.press("Enter");
  await until("the edit", async () => /1\.25/.test(await desk.status()));
  await page.waitForTimeout(300);
  await page.evaluate(() => document.dispatchEvent(new Event("mubiao-panic")));
  await until("the defect", async () => /已重新启动（[\s\S]*asked for/.test(await desk.status()));
  await desk.shown("book.mubiao");
  assert.match(readFileSync(await desk.download("mubiao"), "utf8"), /1\.25/);
  await desk.drop(made("book.docx"));
  await desk.shown("book.docx");
});

await step("what a file says is never markup", async () => {
  await page.reload();
  const hostile = '<img src=x onerror="window.ran=1"><script>window.ran=1</script>';
  await desk.drop({ name: `${"<b>"}x.mubiao`, bytes: Buffer.from(clean.replaceAll("工作质量达标率", hostile)) });
  await page.locator(".desk .paper").waitFor();
  assert.ok((await desk.cell("<img").count()) > 0);
  assert.equal(await page.evaluate(() => window.ran), undefined);
  assert.equal(await page.locator("#stage img, #stage script, #bar b").count(), 0);
});

await step("English, dark, and narrow", async () => {
  await page.reload();
  await page.click("#lang");
  assert.equal(await page.getAttribute("html", "lang"), "en");
  await desk.drop(join(corpus, "chaoyang-2021.txt"));
  await desk.shown("chaoyang-2021.txt");
  assert.match(await page.textContent(".list .counts"), /errors/);
  assert.match(await desk.items().first().locator(".message").innerText(), /[a-z]{3}/);
  await page.click("#lang");
  await until("Chinese", async () => /错误/.test(await page.textContent(".list .counts")));
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.screenshot({ path: made("light.png") });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.screenshot({ path: made("dark.png") });
  await audit("dark");
  await page.setViewportSize({ width: 375, height: 800 });
  await page.waitForTimeout(100);
  await page.screenshot({ path: made("narrow-dark.png"), fullPage: true });
  await page.emulateMedia({ colorScheme: "light" });
  await page.screenshot({ path: made("narrow.png") });
  await audit("narrow");
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.equal(overflow, 0, "the page is as wide as the screen");
  await page.setViewportSize({ width: 1400, height: 1000 });
});

await step("the first findings come soon", async () => {
  // Warm is what a second file meets; cold is the page just opened.
  let text = clean;
  let path = source;
  for (let more = 1; readFileSync(path.replace(/\.mubiao$/, ".xlsx")).length < 50_000 && more < 40; more += 1) {
    text += clean.replaceAll(/\b(70\d)(\d{3})/g, `$1${more + 10}$2`);
    path = file("large.mubiao", text);
    program(["export", path, "--to", "xlsx", "--force", "--quiet"]);
  }
  const xlsx = path.replace(/\.mubiao$/, ".xlsx");
  for (const kind of ["cold", "warm"]) {
    if (kind === "cold") await page.reload();
    else await desk.closeAll();
    await page.evaluate(() => {
      window.took = undefined;
      new MutationObserver(() => {
        if (document.querySelector(".findings > li") !== null) window.took ??= performance.now() - window.droppedAt;
      }).observe(document.body, { childList: true, subtree: true });
    });
    await desk.drop(xlsx);
    const took = await until("findings", () => page.evaluate(() => window.took));
    evidence.push(`first findings of ${readFileSync(xlsx).length} bytes of xlsx, ${kind}: ${took.toFixed(0)} ms`);
    assert.ok(took <= Number(process.env.MOST_FIRST_MS ?? 1000), `${took} ms, ${kind}`);
  }
});

await step("memory is given back", async () => {
  const memory = async () => {
    await page.evaluate(() => {
      delete document.documentElement.dataset.memory;
      document.dispatchEvent(new Event("mubiao-memory"));
    });
    return Number(await until("the memory", () => page.getAttribute("html", "data-memory")));
  };
  await page.reload();
  const least = await memory();
  const text = Array.from({ length: 80 }, (_, at) => clean.replaceAll(/\b(70\d)(\d{3})/g, `$1${at + 10}$2`)).join("");
  await desk.drop({ name: "large.mubiao", bytes: Buffer.from(text) });
  await desk.shown("large.mubiao");
  const most = await memory();
  await desk.closeAll();
  assert.ok(most > least);
  assert.ok((await memory()) <= least * 1.1);
  evidence.push(
    `memory of the module: ${least >> 20} MiB, ${most >> 20} MiB with a book of ${text.length >> 10} Ki characters, and back`,
  );
});

console.log(evidence.join("\n"));
await desk.end();

// From a server it is the same, and the server is asked for the page alone.
const asked = [];
const server = createServer((request, answer) => {
  asked.push(request.url);
  answer.setHeader("content-type", "text/html; charset=utf-8");
  answer.end(readFileSync(join(here, "mubiao.html")));
});
await new Promise((listens) => server.listen(0, "127.0.0.1", listens));
const served = await Desk.start({ url: `http://127.0.0.1:${server.address().port}/` });
await served.step("from a server", async () => {
  await served.drop(source);
  await served.shown("book.mubiao");
  assert.ok((await served.items().count()) > 0);
  assert.deepEqual(asked, ["/"]);
});
await served.end();
server.close();
console.log(`the page asks for nothing: ${here}mubiao.html`);
