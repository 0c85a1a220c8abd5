// The extension in VS Code for the Web: a window with no other side, where extensions run in a worker of the browser. What
// it says of the sample is compared with what the program says.
// usage: node test/real/web.mjs MUBIAO-WEB.vsix PROGRAM
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize, resolve } from "node:path";
import { build } from "esbuild";
import { until, Workbench } from "./workbench.mjs";

const [packaged, program] = process.argv.slice(2).map((path) => resolve(path));
const REFUSAL = "In a browser mubiao checks the files that are open";
const folder = mkdtempSync(join(tmpdir(), "mubiao-web-"));
execFileSync("python3", ["-m", "zipfile", "-e", packaged, folder]);
mkdirSync(join(folder, "tests"));
await build({
  bundle: true,
  format: "cjs",
  platform: "browser",
  target: "es2022",
  external: ["vscode"],
  logLevel: "warning",
  entryPoints: ["test/web/extension.ts"],
  outfile: join(folder, "tests/extension.js"),
});

/** What the program makes of the sample. */
function expected() {
  const text = readFileSync("../../tests/corpus/chaoyang-2021.txt", "utf8");
  const run = (args, input) => spawnSync(program, args, { input, encoding: "utf8", maxBuffer: 1 << 26 }).stdout;
  const report = JSON.parse(run(["lint", "--format", "json", "-"], text));
  const fixed = run(["lint", "--fix", "-"], text);
  return {
    text,
    findings: report.findings.map(({ rule, line }) => `${line} ${rule}`).sort(),
    fixed,
    formatted: run(["fmt", "-"], fixed),
    sheets: JSON.parse(run(["totals", "--format", "json", "-"], text)).units.map(({ name }) => name),
  };
}

const KINDS = {
  ".js": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".css": "text/css",
};
let said = "";

/** Serves the extensions from here, and the editor's own files from its server; its window is told of no other side. */
function front(editor) {
  return createServer(async (request, reply) => {
    const { pathname } = new URL(request.url, editor);
    if (request.method === "POST") {
      for await (const part of request) said += part;
      reply.end();
      return;
    }
    const [, own, ...rest] = pathname.split("/");
    if (own === "mubiao" || own === "tests") {
      const path = normalize(join(folder, own === "mubiao" ? "extension" : "tests", ...rest));
      const file = rest.join("/") === "package.json" && own === "tests" ? resolve("test/web/package.json") : path;
      if (rest[0] === "expected.json") reply.end(JSON.stringify(expected()));
      else if (!existsSync(file)) reply.writeHead(404).end();
      else
        reply
          .writeHead(200, { "content-type": KINDS[extname(file)] ?? "application/octet-stream" })
          .end(readFileSync(file));
      return;
    }
    const answer = await fetch(new URL(request.url, editor), { redirect: "follow" });
    const headers = Object.fromEntries(answer.headers);
    for (const name of ["content-encoding", "content-length", "transfer-encoding", "connection"]) delete headers[name];
    if (pathname !== "/") {
      reply.writeHead(answer.status, headers).end(Buffer.from(await answer.arrayBuffer()));
      return;
    }
    const html = (await answer.text()).replace(
      /(id="vscode-workbench-web-configuration" data-settings=")([^"]*)"/,
      (_, head, data) => {
        const {
          remoteAuthority: _a,
          connectionToken: _t,
          folderUri: _f,
          ...settings
        } = JSON.parse(data.replaceAll("&quot;", '"').replaceAll("&amp;", "&"));
        const from = (path) => ({ scheme: "http", authority: request.headers.host, path });
        settings.configurationDefaults = { "workbench.startupEditor": "none", "chat.disableAIFeatures": true };
        settings.additionalBuiltinExtensions = [from("/mubiao"), from("/tests")];
        return `${head}${JSON.stringify(settings).replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"`;
      },
    );
    reply.writeHead(answer.status, headers).end(html);
  });
}

const bench = await Workbench.start([], {}, {}, "en");
const { port } = new URL(bench.address);
const server = front(`http://127.0.0.1:${port}/`);
await new Promise((done) => server.listen(0, "127.0.0.1", done));
let failed = 0;
const report = (holds, what, more = "") => {
  if (!holds) failed += 1;
  console.log(`${holds ? "ok" : "FAILED"} ${what}${more && `\n${more}`}`);
};
try {
  const page = await bench.browser.newPage({ viewport: { width: 1400, height: 900 } });
  bench.page = page;
  const heard = [];
  page.on("console", (message) => heard.push(message.text()));
  await page.goto(`http://127.0.0.1:${server.address().port}/?ew=true`, { timeout: 120_000 });
  await page.waitForSelector(".monaco-workbench .part.statusbar", { timeout: 120_000 });
  const told = new Set();
  await until(
    "the results",
    async () => {
      for (const text of await page.locator(".notification-toast").allInnerTexts()) told.add(text);
      return said.endsWith("# done\n");
    },
    240,
  ).catch((error) => report(false, "the run", `${error.message}\n${heard.slice(-30).join("\n")}`));
  const cases = said.split(/\n(?=ok |not ok |# done)/).slice(1, -1);
  for (const one of cases) report(one.startsWith("ok "), one.replace(/^(not )?ok \d+ - /, ""));
  report(cases.length > 0 && cases.length === Number(/^1\.\.(\d+)/.exec(said)?.[1]), `all ${cases.length} cases ran`);
  await until("the refusal", async () =>
    [...told, ...(await page.locator(".notification-toast").allInnerTexts())].some((text) => text.includes(REFUSAL)),
  ).then(
    () => report(true, "a command of the program is refused in words"),
    (error) => report(false, "a command of the program is refused in words", error.message),
  );
  await bench.shot("web");
} finally {
  server.close();
  server.closeAllConnections();
  await bench.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failed > 0 ? 1 : 0;
