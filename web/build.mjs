// Makes mubiao.html: the program as WebAssembly, the page's script and its style in one file that asks for nothing.
// usage: node build.mjs     Needs rustup's target wasm32-unknown-unknown, or Debian's rustc-web, cargo-web, rust-web-src and lld.
// What takes long to build is kept in ${XDG_CACHE_HOME:-~/.cache}/mubiao-ci.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import zopfli from "@gfx/zopfli";
import { build, transform } from "esbuild";
import { toText } from "./text.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "..");
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "mubiao-ci");
const work = join(here, "target");
const TARGET = "wasm32-unknown-unknown";
const MOST_BYTES = 4_000_000;
const read = (...path) => readFileSync(join(...path), "utf8");

const run = (command, args, env = {}) =>
  execFileSync(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
const output = (command, args) => {
  try {
    return execFileSync(command, args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return "";
  }
};

/** Debian's linker for WebAssembly, of whatever version. */
function linker() {
  const names = readdirSync("/usr/bin").filter((name) => /^wasm-ld(-\d+)?$/.test(name));
  return names.sort((a, b) => Number(b.slice(8)) - Number(a.slice(8)))[0];
}

/** Compiles the crate, by the toolchain at hand that can; where that has no library for the target, it is built as well. */
function compiled() {
  const library = output("rustc", ["--print", "target-libdir", "--target", TARGET]);
  const common = ["build", "--package", "mubiao-web", "--profile", "web", "--target", TARGET, "--locked"];
  if (library !== "" && existsSync(library)) {
    const folder = join(root, "target", "web");
    run("cargo", [...common, "--target-dir", folder]);
    return join(folder, TARGET, "web", "mubiao_web.wasm");
  }
  const version = output("/usr/bin/rustc", ["--version"]).split(" ")[1];
  const source = output("/usr/bin/rustc", ["--print", "sysroot"]);
  if (version === undefined || !existsSync(join(source, "lib/rustlib/src/rust/library")) || linker() === undefined) {
    console.error(
      "WebAssembly cannot be compiled here: run `rustup target add wasm32-unknown-unknown`,\n" +
        "or on Debian `apt-get install rustc-web cargo-web rust-web-src lld-19`",
    );
    process.exit(3);
  }
  const folder = join(cache, `wasm-${version}`);
  forgetOthers(folder);
  run("/usr/bin/cargo", [...common, "-Z", "build-std=std,panic_abort", "--target-dir", folder], {
    RUSTC: "/usr/bin/rustc",
    RUSTC_BOOTSTRAP: "1",
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER: linker(),
  });
  return join(folder, TARGET, "web", "mubiao_web.wasm");
}

/** What another checkout left in the folder is of no use to this one. */
function forgetOthers(folder) {
  mkdirSync(folder, { recursive: true });
  const mark = join(folder, "checkout");
  const before = existsSync(mark) ? readFileSync(mark, "utf8") : root;
  if (before !== root) {
    for (const part of ["deps", ".fingerprint"]) {
      const place = join(folder, TARGET, "web", part);
      const ours = existsSync(place) ? readdirSync(place).filter((name) => /^(lib)?mubiao/.test(name)) : [];
      for (const name of ours) rmSync(join(place, name), { recursive: true });
    }
  }
  writeFileSync(mark, root);
}

/** The program that makes the glue, in the version of the crate. */
function bindgen() {
  const version = /name = "wasm-bindgen"\nversion = "(.*)"/.exec(read(root, "Cargo.lock"))[1];
  if (output("wasm-bindgen", ["--version"]) === `wasm-bindgen ${version}`) return "wasm-bindgen";
  const folder = join(cache, `wasm-bindgen-${version}`);
  const program = join(folder, "bin", "wasm-bindgen");
  if (!existsSync(program)) {
    const options = ["--version", version, "--no-default-features", "--root", folder];
    // It runs once, for a second: it is not worth optimising.
    run("cargo", ["install", "wasm-bindgen-cli", ...options, "--config", "profile.release.opt-level=0"]);
  }
  return program;
}

/** The module and its glue. What wasm-opt makes of it is smaller, but larger when it is packed. */
function wasm() {
  const module = compiled();
  const folder = join(work, "pkg");
  run(bindgen(), [
    module,
    "--target",
    "web",
    "--out-dir",
    folder,
    "--remove-name-section",
    "--remove-producers-section",
  ]);
  return readFileSync(join(folder, "mubiao_web_bg.wasm"));
}

const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
/** Packed as well as gzip can be, in as many blocks as pay, which takes a minute, and as text. */
const packed = async (bytes) => toText(await zopfli.gzipAsync(bytes, { numiterations: 4, blocksplittingmax: 0 }));

mkdirSync(work, { recursive: true });
const module = wasm();
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
  wasm: await packed(module),
  notices: await packed(readFileSync(join(root, "THIRD-PARTY.txt"))),
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
