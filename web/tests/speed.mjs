// How much longer WebAssembly takes than the program for the same report on the same book of 1 MB, by processor time.
// usage: node tests/speed.mjs     MUBIAO is a release build of the program.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as web from "../target/pkg/mubiao_web.js";
import { corpus, file, here, mubiao } from "./page.mjs";

const MOST = 3;
globalThis.mubiaoPageRead = () => {};
web.initSync({ module: readFileSync(join(here, "target/pkg/mubiao_web_bg.wasm")) });
const sample = readFileSync(join(corpus, "chaoyang-2021.txt"), "utf8");
const bytes = Buffer.from(
  Array.from({ length: 76 }, (_, at) => sample.replaceAll(/\b(70\d)(\d{3})/g, `$1${at + 10}$2`)).join(""),
);
const path = file("speed.mubiao", bytes);

/** Processor seconds of the program: those of the shell's children. */
function ofProgram() {
  const script = 'TIMEFORMAT="%U %S"; { time "$0" lint --format html "$1" > /dev/null; } 2>&1; true';
  const [user, system] = execFileSync("bash", ["-c", script, mubiao, path], { encoding: "utf8" })
    .trim()
    .split(" ")
    .map(Number);
  return user + system;
}

/** Processor seconds of the module; the first run compiles it as well. */
function ofModule() {
  const desk = new web.Desk("zh");
  const book = desk.open("speed.mubiao", bytes);
  const start = process.cpuUsage();
  book.write("report");
  const { user, system } = process.cpuUsage(start);
  book.free();
  desk.free();
  return (user + system) / 1e6;
}

const least = (run) => Math.min(run(), run(), run());
const [one, other] = [least(ofModule), least(ofProgram)];
console.log(
  `${(bytes.length / 1e6).toFixed(2)} MB: ${one.toFixed(2)} s in WebAssembly, ${other.toFixed(2)} s in the program, ${(one / other).toFixed(1)} times`,
);
assert.ok(one <= MOST * other, `more than ${MOST} times`);
