// Makes the packages for npm of the archives of a release: `mubiao`, and one a platform that holds its program.
// usage: node pack.mjs ARCHIVES OUT
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const [archives, out] = process.argv.slice(2).map((path) => resolve(path));
const version = /^version = "(.*)"$/m.exec(readFileSync(join(root, "Cargo.toml"), "utf8"))[1];
const PLATFORMS = {
  "x86_64-unknown-linux-musl": ["linux", "x64"],
  "aarch64-unknown-linux-musl": ["linux", "arm64"],
  "x86_64-apple-darwin": ["darwin", "x64"],
  "aarch64-apple-darwin": ["darwin", "arm64"],
  "x86_64-pc-windows-msvc": ["win32", "x64"],
  "aarch64-pc-windows-msvc": ["win32", "arm64"],
};
const shared = {
  version,
  description: "A linter, formatter and language server for Chinese budget performance target sheets (绩效目标表)",
  license: "MIT OR Apache-2.0",
};
mkdirSync(out, { recursive: true });
const work = mkdtempSync(join(tmpdir(), "mubiao-npm-"));

function pack(folder, manifest, files) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), `${JSON.stringify({ ...manifest, ...shared }, null, 2)}\n`);
  for (const [from, to] of files) cpSync(from, join(folder, to));
  for (const file of ["LICENSE", "LICENSE-MIT", "LICENSE-APACHE", "THIRD-PARTY.txt"]) cpSync(join(root, file), join(folder, file));
  // npm for Windows is a script of the shell.
  execFileSync("npm", ["pack", "--silent", "--pack-destination", out], { cwd: folder, shell: process.platform === "win32" });
}

try {
  const made = {};
  for (const [target, [os, cpu]] of Object.entries(PLATFORMS)) {
    const windows = os === "win32";
    const archive = readdirSync(archives).find((name) => name === `mubiao-${version}-${target}.${windows ? "zip" : "tar.gz"}`);
    if (archive === undefined) {
      console.error(`${target}: no archive, no package`);
      continue;
    }
    execFileSync(windows ? "unzip" : "tar", windows ? ["-q", join(archives, archive), "-d", work] : ["-xzf", join(archives, archive), "-C", work]);
    const program = windows ? "mubiao.exe" : "mubiao";
    const from = join(work, `mubiao-${version}-${target}`, program);
    chmodSync(from, 0o755);
    const name = `@mubiao/${os}-${cpu}`;
    pack(join(work, `${os}-${cpu}`), { name, os: [os], cpu: [cpu], files: [program, "THIRD-PARTY.txt", "LICENSE*"] }, [[from, program]]);
    made[name] = version;
  }
  if (Object.keys(made).length === 0) throw new Error(`no archive of a release in ${archives}`);
  const manifest = {
    name: "mubiao",
    bin: { mubiao: "mubiao.cjs" },
    files: ["mubiao.cjs", "THIRD-PARTY.txt", "LICENSE*"],
    engines: { node: ">=18" },
    optionalDependencies: made,
  };
  pack(join(work, "mubiao"), manifest, [[join(here, "mubiao.cjs"), "mubiao.cjs"], [join(root, "README.md"), "README.md"]]);
} finally {
  rmSync(work, { recursive: true, force: true });
}
