// The extension tested through the API of VS Code, by a second extension beside it in the real workbench.
// usage: node test/real/api.mjs EXTENSION.vsix [CASES]   CASES is a pattern; without one all run.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until, Workbench } from "./workbench.mjs";

/** So long all cases may take, in seconds. */
const LONGEST = 600;
/** What has to be told in a message, and not only known. */
const MESSAGES = [
  "bin/nothing, which is no file",
  "bin/other is not the program mubiao, or cannot be run. Correct the setting",
  "bin/newer is mubiao 9.9.9",
  "ended five times within three minutes",
  "Nothing to mend",
  "Nothing to insert",
  "No findings in this file",
  "Open a .mubiao file first",
  "misaligned-rwo",
  "mubiao.profile: there is no profile",
  "is read-only; nothing was changed",
  "is not UTF-8: its characters are lost",
  "The row that named 基础管理 is gone: the next rows belong to 整体工作完成情况 now",
];

const [packaged, only] = process.argv.slice(2);
execFileSync(process.execPath, ["build.mjs", "--tests"], { stdio: "inherit" });
const vsce = join(import.meta.dirname, "../../node_modules/@vscode/vsce/vsce");
const flags = ["--no-dependencies", "--skip-license", "--allow-missing-repository", "--out", "tests.vsix"];
execFileSync(process.execPath, [vsce, "package", ...flags], { cwd: "dist/api", stdio: "pipe" });

const files = {
  "sample.txt": readFileSync("../../tests/corpus/chaoyang-2021.txt", "utf8"),
  "canonical.txt": readFileSync("../../tests/corpus/chaoyang-2021.mubiao", "utf8"),
};
const test = (suite) => ({ "test.json": JSON.stringify({ suite, only }) });
const bench = await Workbench.start([packaged, "dist/api/tests.vsix"], { ...files, ...test("first") }, {}, "en");
let passed = 0;
let failed = 0;

function report(holds, what, said = "") {
  if (holds) passed += 1;
  else failed += 1;
  console.log(`${holds ? "ok" : "FAILED"} ${what}${said && `\n${said}`}`);
}

/** What a page shows in messages from now on. */
async function listen(page) {
  await page.evaluate(() => {
    window.told = new Set();
    const look = () => {
      for (const one of document.querySelectorAll(".notification-toast")) window.told.add(one.innerText);
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
    look();
  });
}

/** Waits for the results in `folder` and reports each case. */
async function results(folder) {
  const path = join(folder, "results.tap");
  let said = 0;
  await until(
    "the results",
    () => {
      const text = existsSync(path) ? readFileSync(path, "utf8") : "";
      const whole = text.slice(0, text.lastIndexOf("\nok ") < 0 ? 0 : undefined);
      const cases = whole.split(/\n(?=ok |not ok |# done)/).slice(1);
      // The last case may still be written.
      const told = whole.endsWith("# done\n") ? cases.length : cases.length - 1;
      for (const one of cases.slice(said, told)) {
        const [first, ...rest] = one.split("\n");
        if (!one.startsWith("# done"))
          report(one.startsWith("ok "), first.replace(/^(not )?ok \d+ - /, ""), rest.join("\n"));
      }
      said = Math.max(said, told);
      return whole.endsWith("# done\n");
    },
    LONGEST,
  );
  const planned = Number(/^1\.\.(\d+)/.exec(readFileSync(path, "utf8"))?.[1]);
  report(planned > 0 && planned === said - 1, `all ${planned} cases ran`);
}

try {
  await listen(bench.page);
  await results(bench.folder);
  const told = (await bench.page.evaluate(() => [...window.told])).join("\n");
  report(!told.includes("Go to output"), "the client library says nothing of its own");
  for (const message of only === undefined ? MESSAGES : [])
    report(told.includes(message), `told: ${message}`, told.includes(message) ? "" : told);

  const folder = join(bench.home, "second");
  mkdirSync(folder);
  for (const [name, text] of Object.entries({ ...files, ...test("second") })) writeFileSync(join(folder, name), text);
  const second = await bench.browser.newPage();
  await second.goto(bench.address.replace(bench.folder, folder));
  await results(folder);
  report(bench.servers().length === 2, "each window has a server", bench.servers().join(" "));
  await second.close({ runBeforeUnload: true });
  await until("the server of a closed window to end", () => bench.servers().length === 1, 30);
  report(true, "the server of a closed window ends");
} catch (error) {
  report(false, "the run", error.stack);
  await bench.shot("failed-api");
}
await bench.browser?.close();
bench.browser = undefined;
process.kill(-bench.server.pid, "SIGTERM");
await until("no server", () => bench.servers().length === 0, 30)
  .then(() => report(true, "no server is left"))
  .catch((error) => report(false, "no server is left", error.message));
await bench.stop();
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
