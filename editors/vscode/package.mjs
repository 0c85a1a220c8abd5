// Makes the .vsix for this platform, with its server inside.
// usage: node package.mjs [SERVER] [OUT]   (the release build and ./mubiao-PLATFORM.vsix by default)
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { basename } from "node:path";

const windows = process.platform === "win32";
const name = windows ? "mubiao.exe" : "mubiao";
const server = process.argv[2] ?? `../../target/release/${name}`;
const target = `${process.platform}-${process.arch}`;
const out = process.argv[3] ?? `mubiao-${target}.vsix`;
if (!existsSync(server)) {
  console.error(`${server} is not there: run cargo build --release first`);
  process.exit(1);
}
rmSync("server", { recursive: true, force: true });
mkdirSync("server");
copyFileSync(server, `server/${name}`);
if (!windows) chmodSync(`server/${name}`, 0o755);
// What the package has to carry: its licence, and those of what it contains.
for (const file of ["LICENSE", "LICENSE-MIT", "LICENSE-APACHE", "THIRD-PARTY.txt"]) copyFileSync(`../../${file}`, file);
execFileSync(process.execPath, ["build.mjs"], { stdio: "inherit" });
execFileSync(
  process.execPath,
  [
    "node_modules/@vscode/vsce/vsce",
    "package",
    "--no-dependencies",
    "--allow-missing-repository",
    "--no-rewrite-relative-links",
    "--target",
    target,
    "--out",
    out,
  ],
  { stdio: "inherit" },
);
console.log(basename(out));
