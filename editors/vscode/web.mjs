// Makes the .vsix for VS Code in a browser: the server as WebAssembly in a worker, and none of what only the program does.
// usage: node web.mjs [OUT]   (./mubiao-web.vsix by default; what compiles to WebAssembly, ../../web/wasm.mjs says)
import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { build } from "esbuild";
import { wasm } from "../../web/wasm.mjs";

const out = resolve(process.argv[2] ?? "mubiao-web.vsix");
const stage = "dist/web";
const json = (path) => JSON.parse(readFileSync(path, "utf8"));

const module = wasm("mubiao-worker", resolve("dist/pkg"));
execFileSync(process.execPath, ["build.mjs"], { stdio: "inherit" });
rmSync(stage, { recursive: true, force: true });
mkdirSync(`${stage}/dist/browser`, { recursive: true });
const common = { bundle: true, platform: "browser", target: "es2022", minify: true, logLevel: "warning" };
await build({
  ...common,
  entryPoints: ["src/browser/extension.ts"],
  outfile: `${stage}/dist/browser/extension.js`,
  format: "cjs",
  external: ["vscode"],
});
await build({
  ...common,
  entryPoints: ["src/browser/worker.ts"],
  outfile: `${stage}/dist/browser/worker.js`,
  format: "iife",
  // The glue asks where it was loaded from only when it has to fetch the module.
  define: { "import.meta.url": '""' },
});
writeFileSync(`${stage}/dist/browser/server.wasm`, module);
for (const name of ["preview.js", "preview.css", "mubiao.tmLanguage.json"])
  copyFileSync(`dist/${name}`, `${stage}/dist/${name}`);
for (const name of ["icons", "images", "l10n", "snippets"]) cpSync(name, `${stage}/${name}`, { recursive: true });
for (const name of ["README.md", "README.en.md", "CHANGELOG.md", "language-configuration.json"])
  copyFileSync(name, `${stage}/${name}`);
for (const name of ["package.nls.json", "package.nls.zh-cn.json"]) copyFileSync(name, `${stage}/${name}`);
for (const name of ["LICENSE", "LICENSE-MIT", "LICENSE-APACHE", "THIRD-PARTY.txt"])
  copyFileSync(`../../${name}`, `${stage}/${name}`);
writeFileSync(`${stage}/package.json`, JSON.stringify(manifest(), null, 2));
execFileSync(
  process.execPath,
  [
    resolve("node_modules/@vscode/vsce/vsce"),
    "package",
    "--no-dependencies",
    "--allow-missing-repository",
    "--no-rewrite-relative-links",
    "--target",
    "web",
    "--out",
    out,
  ],
  { cwd: stage, stdio: "inherit" },
);
console.log(basename(out));

/** What the package offers: without the program's commands, its setting and its view. */
function manifest() {
  const { main: _, extensionKind: _k, scripts: _r, devDependencies: _d, contributes, ...rest } = json("package.json");
  const gone = new Set(json("src/browser/ofTheProgram.json").map((name) => `mubiao.${name}`));
  const kept = ({ command }) => !gone.has(command);
  const { walkthroughs: _w, views: _v, viewsContainers: _c, viewsWelcome: _e, ...offered } = contributes;
  const { "mubiao.server.path": _p, "mubiao.scanFolders": _s, ...properties } = offered.configuration.properties;
  const menus = Object.entries(offered.menus).map(([place, items]) => [place, items.filter(kept)]);
  return {
    ...rest,
    browser: "./dist/browser/extension.js",
    capabilities: { untrustedWorkspaces: { supported: true }, virtualWorkspaces: true },
    contributes: {
      ...offered,
      commands: offered.commands.filter(kept),
      keybindings: offered.keybindings.filter(kept),
      configuration: { ...offered.configuration, properties },
      menus: Object.fromEntries(menus.filter(([, items]) => items.length > 0)),
    },
  };
}
