// The page in Firefox: one file is opened and checked.
// usage: node tests/firefox.mjs     FIREFOX is the browser (by default firefox-esr).
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";
import { corpus, here, until } from "./page.mjs";

const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
  headless: true,
});
try {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(join(here, "mubiao.html")).href);
  const chooser = await page.$("#chooser");
  await chooser.uploadFile(join(corpus, "chaoyang-2021.txt"));
  await until("the findings", () => page.$(".findings > li"), 60);
  const said = await page.$eval(".list .counts", (one) => one.textContent);
  const cells = await page.$$eval(".desk .paper .found", (all) => all.length);
  assert.match(said, /^\d+ 个错误/);
  assert.ok(cells > 5);
  console.log(`ok   ${await browser.version()}: ${said}`);
} finally {
  await browser.close();
}
