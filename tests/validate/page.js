// Opens the HTML report in Chromium, filters it and takes pictures: page.js FOLDER.
"use strict";
const assert = require("node:assert");
const fs = require("node:fs");
const { chromium } = require("playwright-core");

const work = process.argv[2];
const findings = JSON.parse(fs.readFileSync(`${work}/report.json`, "utf8")).findings;

const main = async () => {
  const executablePath = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(fs.existsSync);
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("dialog", (dialog) => { said.push(dialog.message()); dialog.dismiss(); });
  page.on("request", (request) => { if (!/^(file|data):/.test(request.url())) said.push(request.url()); });
  const visible = (selector) => page.$$eval(selector, (all) => all.filter((one) => one.offsetParent !== null).length);

  for (const name of ["report.html", "report-en.html"]) {
    await page.goto(`file://${work}/${name}`);
    assert.equal(await visible("tr.finding"), findings.length);
    assert.equal(await page.textContent("#shown"), `${findings.length} / ${findings.length}`);
    assert.equal(await page.$$eval("script", (all) => all.length), 1, "no script but its own");
  }
  await page.screenshot({ path: `${work}/page-en.png` });
  await page.goto(`file://${work}/report.html`);
  await page.screenshot({ path: `${work}/page.png` });

  const rules = [...new Set(findings.map((finding) => finding.rule))];
  for (const rule of rules) {
    await page.selectOption("#rule", rule);
    const of = findings.filter((finding) => finding.rule === rule);
    assert.equal(await visible("tr.finding"), of.length, rule);
    assert.equal(await visible(`tr.finding[data-rule="${rule}"]`), of.length, rule);
    const rows = new Set(of.map((finding) => `${finding.path}:${finding.line}`));
    assert.equal(await visible("tr.row"), rows.size, rule);
    assert.equal(await visible(".file"), new Set(of.map((finding) => finding.path)).size, rule);
  }
  await page.selectOption("#rule", "misaligned-row");
  await page.screenshot({ path: `${work}/page-rule.png` });
  await page.selectOption("#rule", "");
  await page.uncheck("[name=severity][value=error]");
  assert.equal(await visible("tr.finding"), findings.filter((finding) => finding.severity !== "error").length);
  await page.check("[name=severity][value=error]");
  await page.fill("#text", "<SCRIPT>");
  assert.ok(await visible("tr.finding") > 0, "the search reads the row");
  assert.equal(await visible(".file"), 1);
  await page.fill("#text", "");
  assert.equal(await visible("tr.finding"), findings.length);

  await page.emulateMedia({ colorScheme: "dark" });
  await page.screenshot({ path: `${work}/page-dark.png` });
  await page.emulateMedia({ colorScheme: null });
  await page.pdf({ path: `${work}/page.pdf`, format: "A4", landscape: true });
  assert.deepEqual(said, []);
  await browser.close();
  process.stdout.write(`html shows ${findings.length} findings of ${rules.length} rules, and filters them\n`);
};

main().catch((error) => { process.stderr.write(`${error.stack}\n`); process.exit(1); });
