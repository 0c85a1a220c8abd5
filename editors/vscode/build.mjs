// Bundles the extension into dist/; with --tests also its unit tests and the extension that tests it in the editor.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build, transform } from "esbuild";

const common = {
  bundle: true,
  platform: "node",
  target: "node20",
  external: ["vscode"],
  sourcemap: true,
  logLevel: "warning",
};
mkdirSync("dist", { recursive: true });
copyFileSync("../../grammar/mubiao.tmLanguage.json", "dist/mubiao.tmLanguage.json");
await build({
  ...common,
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  minify: true,
  sourcemap: false,
});
// The page of the preview: its script, and its style, with that of the exported page for the paper alone.
await build({
  bundle: true,
  platform: "browser",
  target: "chrome122",
  minify: true,
  logLevel: "warning",
  entryPoints: ["src/webview/main.ts"],
  outfile: "dist/preview.js",
});
const form = readFileSync("../../src/export/html/form.css", "utf8").replaceAll(/\bbody\b/g, "&");
const own = readFileSync("src/webview/preview.css", "utf8");
const style = await transform(`.paper {\n${form}}\n${own}`, { loader: "css", target: "chrome100", minify: true });
writeFileSync("dist/preview.css", style.code);
if (process.argv.includes("--tests")) {
  const tests = readdirSync("test/unit").map((name) => `test/unit/${name}`);
  await build({ ...common, entryPoints: tests, outdir: "dist/test", outExtension: { ".js": ".cjs" } });
  await build({ ...common, entryPoints: ["test/api/src/extension.ts"], outfile: "dist/api/extension.js" });
  copyFileSync("test/api/package.json", "dist/api/package.json");
}
