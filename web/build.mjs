// Makes mubiao.html: the program as WebAssembly, the page's script and its style in one file that asks for nothing.
// usage: node build.mjs     What it needs, wasm.mjs says.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import SevenZip from "7z-wasm";
import { build, transform } from "esbuild";
import { toText } from "./text.mjs";
import { wasm } from "./wasm.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "..");
const work = join(here, "target");
const MOST_BYTES = 4_000_000;
const read = (...path) => readFileSync(join(...path), "utf8");

const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
/** Packed as small as gzip's format allows within seconds, and as text. */
async function packed(name, bytes) {
  const zip = await SevenZip({ print: () => {} });
  zip.FS.writeFile(name, bytes);
  zip.callMain(["a", "-tgzip", "-mx=9", "-mfb=258", "-mpass=10", "packed.gz", name]);
  const gzip = zip.FS.readFile("packed.gz");
  // The time that the header states would make each build another file.
  gzip.fill(0, 4, 8);
  return toText(gzip);
}

mkdirSync(work, { recursive: true });
const module = wasm("mubiao-web", join(work, "pkg"));
const common = {
  bundle: true,
  write: false,
  format: "iife",
  platform: "browser",
  target: ["chrome105", "firefox115", "safari16.4"],
  minify: true,
  charset: "utf8",
  logLevel: "warning",
  absWorkingDir: here,
};
// The glue asks where it was loaded from only when it has to fetch the module.
const worker = await build({ ...common, entryPoints: ["page/worker.ts"], define: { "import.meta.url": '""' } });
const page = await build({
  ...common,
  entryPoints: ["page/main.ts"],
  define: { WORKER: JSON.stringify(worker.outputFiles[0].text) },
});
const script = page.outputFiles[0].text;
if (/<\/script|<!--/i.test(script)) throw new Error("the script would end the element that it stands in");
// The paper has the style of the exported page, as in the editor's preview.
const form = read(root, "src/export/html/form.css").replaceAll(/\bbody\b/g, "&");
const sources = [
  `.paper {\n${form}}`,
  read(root, "editors/vscode/src/webview/preview.css"),
  read(here, "page/page.css"),
];
const style = (await transform(sources.join("\n"), { loader: "css", target: "chrome112", minify: true })).code;
const policy = [
  "default-src 'none'",
  `script-src ${hash(script)} 'wasm-unsafe-eval'`,
  `style-src ${hash(style)}`,
  "worker-src blob:",
  // The icon: without one of its own the page would have a server asked for it.
  "img-src data:",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
const parts = {
  policy,
  style,
  script,
  version: /^version = "(.*)"$/m.exec(read(root, "Cargo.toml"))[1],
  icon: encodeURIComponent(read(root, "editors/vscode/icons/file.svg").trim()),
  wasm: await packed("module", module),
  notices: await packed("notices", readFileSync(join(root, "THIRD-PARTY.txt"))),
};
const html = read(here, "page/page.html").replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
writeFileSync(join(here, "mubiao.html"), html);
const size = Buffer.byteLength(html);
const kilo = (bytes) => `${Math.round(bytes / 1000)} kB`;
console.log(`mubiao.html: ${kilo(size)} (module ${kilo(module.length)}, packed ${kilo(parts.wasm.length)})`);
if (size > MOST_BYTES) {
  console.error(`that is more than ${kilo(MOST_BYTES)}`);
  process.exit(1);
}
