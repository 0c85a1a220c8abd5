#!/usr/bin/env node
// Runs the program of this platform, which a package of its own holds.
"use strict";
const { spawnSync } = require("node:child_process");

const platform = `${process.platform}-${process.arch}`;
let program;
try {
  program = require.resolve(`@mubiao/${platform}/mubiao${process.platform === "win32" ? ".exe" : ""}`);
} catch {
  console.error(`mubiao: the package @mubiao/${platform} is not installed; install mubiao with its optional dependencies`);
  process.exit(2);
}
const run = spawnSync(program, process.argv.slice(2), { stdio: "inherit" });
if (run.error) {
  console.error(`mubiao: ${run.error.message}`);
  process.exit(2);
}
if (run.signal) process.kill(process.pid, run.signal);
process.exit(run.status ?? 2);
