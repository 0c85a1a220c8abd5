// Compiles a crate to WebAssembly and makes its glue, by rustup's target wasm32-unknown-unknown, or by Debian's rustc-web,
// cargo-web, rust-web-src and lld. What takes long to build is kept in ${XDG_CACHE_HOME:-~/.cache}/mubiao-ci.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "mubiao-ci");
const TARGET = "wasm32-unknown-unknown";

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

/** Compiles a package, by the toolchain at hand that can; where that has no library for the target, it is built as well. */
function compiled(name) {
  const library = output("rustc", ["--print", "target-libdir", "--target", TARGET]);
  const common = ["build", "--package", name, "--profile", "web", "--target", TARGET, "--locked"];
  if (library !== "" && existsSync(library)) {
    const folder = join(root, "target", "web");
    run("cargo", [...common, "--target-dir", folder]);
    return join(folder, TARGET, "web", `${name.replaceAll("-", "_")}.wasm`);
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
  return join(folder, TARGET, "web", `${name.replaceAll("-", "_")}.wasm`);
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
  const version = /name = "wasm-bindgen"\nversion = "(.*)"/.exec(readFileSync(join(root, "Cargo.lock"), "utf8"))[1];
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

/**
 * The module of a package; it stands in `folder` with its glue. What wasm-opt makes of it is smaller, but larger when it is
 * packed.
 */
export function wasm(name, folder) {
  const options = ["--target", "web", "--out-dir", folder, "--remove-name-section", "--remove-producers-section"];
  run(bindgen(), [compiled(name), ...options]);
  return readFileSync(join(folder, `${name.replaceAll("-", "_")}_bg.wasm`));
}
