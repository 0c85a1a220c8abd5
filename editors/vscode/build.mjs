// Bundles the extension into dist/; with --tests also its unit tests and the extension that tests it in the editor.
import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { build } from "esbuild";

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
if (process.argv.includes("--tests")) {
  const tests = readdirSync("test/unit").map((name) => `test/unit/${name}`);
  await build({ ...common, entryPoints: tests, outdir: "dist/test", outExtension: { ".js": ".cjs" } });
  await build({ ...common, entryPoints: ["test/api/src/extension.ts"], outfile: "dist/api/extension.js" });
  copyFileSync("test/api/package.json", "dist/api/package.json");
}
