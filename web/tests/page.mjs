// The page in Chromium, from file://, and what is done with it by hand.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

export const here = fileURLToPath(new URL("..", import.meta.url));
export const root = join(here, "..");
export const corpus = join(root, "tests/corpus");
export const mubiao = resolve(process.env.MUBIAO ?? join(root, "target/debug/mubiao"));
export const out = join(root, "target/web-tests");
mkdirSync(out, { recursive: true });

const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** What the program prints; it may end with 1, which says that something was found. */
export function program(args, options = {}) {
  try {
    return execFileSync(mubiao, args, { maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "pipe"], ...options });
  } catch (error) {
    if (error.status !== 1) throw new Error(`mubiao ${args.join(" ")}: ${error.stderr}`);
    return error.stdout;
  }
}

/** A file of the test's folder; made by `make` where it is not there yet. */
export function file(name, content) {
  const path = join(out, name);
  writeFileSync(path, content);
  return path;
}

export async function until(what, check, seconds = 30) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await check();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s`);
    await new Promise((go) => setTimeout(go, 20));
  }
}

export class Desk {
  /** Opens the page in a browser of its own, and listens to all that it says and asks for. */
  static async start(options = {}) {
    const executablePath =
      process.env.CHROMIUM ??
      ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
    const browser = await chromium.launch({ executablePath, args: ARGS });
    const desk = new Desk();
    desk.browser = browser;
    desk.context = await browser.newContext({
      viewport: { width: 1400, height: 1000 },
      acceptDownloads: true,
      locale: "zh-CN",
      ...options,
    });
    desk.page = await desk.context.newPage();
    desk.page.setDefaultTimeout(15_000);
    desk.failed = [];
    desk.requests = [];
    desk.said = [];
    desk.page.on("request", (request) => desk.requests.push(request.url()));
    desk.page.on("console", (message) => desk.said.push(message.text()));
    desk.page.on("dialog", (dialog) => dialog.accept());
    desk.page.on("pageerror", (error) => desk.said.push(String(error)));
    await desk.page.goto(options.url ?? pathToFileURL(join(here, "mubiao.html")).href);
    return desk;
  }

  async step(name, run) {
    const start = performance.now();
    try {
      await run();
      console.log(`ok   ${name}, ${Math.round(performance.now() - start)} ms`);
    } catch (error) {
      await this.page.screenshot({ path: join(out, `failed-${this.failed.length}.png`) });
      console.log(`FAIL ${name}`);
      console.log(`     the page says: ${await this.status()} ${this.said.join(" | ")}`);
      console.log(String(error.stack).replaceAll(/^/gm, "     "));
      this.failed.push(name);
    }
  }

  /** Drops files, as a hand would; each is a path, or a name and bytes. */
  async drop(...files) {
    const given = files.map((one) =>
      typeof one === "string"
        ? { name: one.split("/").at(-1), base64: readFileSync(one).toString("base64") }
        : { name: one.name, base64: Buffer.from(one.bytes).toString("base64") },
    );
    const transfer = await this.page.evaluateHandle((given) => {
      const made = new DataTransfer();
      for (const { name, base64 } of given) {
        made.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name));
      }
      window.droppedAt = performance.now();
      return made;
    }, given);
    await this.page.dispatchEvent("body", "dragover", { dataTransfer: transfer });
    await this.page.dispatchEvent("body", "drop", { dataTransfer: transfer });
    await transfer.dispose();
  }

  status() {
    return this.page.locator("#status").textContent();
  }

  cell(text) {
    return this.page.locator(".desk .paper [data-cell]").filter({ hasText: text }).first();
  }

  items() {
    return this.page.locator(".findings > li");
  }

  /** Waits for the form of a file, and for its findings. */
  async shown(name) {
    await until(`the form of ${name}`, async () =>
      (await this.page.locator(".book .name").allTextContents()).includes(name),
    );
    await this.page.locator(".desk .paper").waitFor();
    await this.page.locator(".list .counts").waitFor();
  }

  async closeAll() {
    while ((await this.page.locator("#close").count()) > 0) {
      await this.page.click("#close");
      await this.page.waitForTimeout(50);
    }
  }

  /** What a press on a menu's entry downloads. */
  async download(to) {
    const coming = this.page.waitForEvent("download");
    await this.page.selectOption("#download", to);
    return this.kept(await coming);
  }

  async kept(download) {
    const path = join(out, download.suggestedFilename());
    await download.saveAs(path);
    return path;
  }

  /** What the page asked for besides itself and what it made itself. */
  asked() {
    const own = (url) => url.startsWith("blob:") || url.startsWith("data:") || url === this.page.url();
    return this.requests.filter((url) => !own(url));
  }

  async end() {
    await this.browser.close();
    assert.deepEqual(this.failed, [], "what failed");
    assert.deepEqual(this.said, [], "what the page complains of");
    assert.deepEqual(this.asked(), [], "requests");
  }
}

/** `text` in GB18030, as far as two bytes a character go. */
export function gb18030(text) {
  const decoder = new TextDecoder("gb18030");
  const codes = new Map();
  for (let first = 0x81; first <= 0xfe; first += 1) {
    for (let second = 0x40; second <= 0xfe; second += 1) {
      if (second === 0x7f) continue;
      const bytes = [first, second];
      const character = decoder.decode(new Uint8Array(bytes));
      if ([...character].length === 1 && character !== "\ufffd" && !codes.has(character)) codes.set(character, bytes);
    }
  }
  return Buffer.from([...text].flatMap((c) => (c < "\x80" ? [c.charCodeAt(0)] : codes.get(c))));
}
