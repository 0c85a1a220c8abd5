// Typing at 30 characters a second in a book of 10 MB, in the real workbench: nothing is lost or reordered, and squiggles follow.
// usage: node test/real/typing.mjs EXTENSION.vsix [BYTES]
import { readFileSync } from "node:fs";
import { until, Workbench } from "./workbench.mjs";

const [packaged, bytes = "10000000"] = process.argv.slice(2);
/** Characters a second. */
const RATE = 30;
/** So many seconds after the last character its finding has to be there, on the slowest machine; how long it took is printed. */
const PATIENCE = 30;

/** The second sheet of the sample without its one finding, again and again, each for a unit of its own. */
function book() {
  const sample = readFileSync("../../tests/corpus/chaoyang-2021.mubiao", "utf8");
  const sheet = `部门（单位）名称${sample.split("\n部门（单位）名称")[2]}`.trimEnd().replace("\t=\t90\t", "\t>=\t90\t");
  const goal = /年度绩效目标\t.*/.exec(sheet)[0];
  const sheets = [];
  for (let code = 100_000, left = Number(bytes); left > 0; code += 1) {
    const name = `朝阳市节能监察支队${[...String(code)].map((digit) => "甲乙丙丁戊己庚辛壬癸"[digit]).join("")}`;
    const one = sheet.replace(/703002.*?-/, `${code}${name}-`).replace(goal, `${goal}（${name}）`);
    sheets.push(one);
    left -= Buffer.byteLength(one) + 2;
  }
  return sheets;
}

const sheets = book();
const middle = Math.floor(sheets.length / 2);
const ROWS = 5;
// A flaw at the beginning shows when the whole book was read.
sheets[0] = sheets[0].replace(/年度绩效目标\t.*/, "$&。2019年");
const EMPTY = "\t".repeat(7);
// In the middle of the book rows without anything, and one of empty cells, to be filled.
sheets[middle] += `${"\n".repeat(ROWS + 1)}${EMPTY}\n`;
const text = `${sheets.join("\n\n")}\n`;
const lines = text.split("\n");
const first = sheets.slice(0, middle).join("\n\n").split("\n").length + 1;
const prose = lines.findIndex((line, at) => at >= first && line.startsWith("年度绩效目标"));
const rows = lines.indexOf("", first + 1);

let passed = 0;
let failed = 0;

function report(holds, what) {
  if (holds) passed += 1;
  else failed += 1;
  console.log(`${holds ? "ok" : "FAILED"} ${what}`);
}

// An offered word would be taken by TAB.
const quiet = {
  "editor.quickSuggestions": { other: "off", comments: "off", strings: "off" },
  "editor.suggestOnTriggerCharacters": false,
};
const settings = { "problems.showCurrentInStatus": true, "[mubiao]": quiet };
const start = Date.now();
const bench = await Workbench.start([packaged], { "book.mubiao": text }, settings);
const { page } = bench;
const keys = await page.context().newCDPSession(page);

const CODES = { "\t": ["Tab", 9], "\n": ["Enter", 13] };

/** Sends one character as the keyboard does, or, like an input method, as text. */
function send(character) {
  const [key, code] = CODES[character] ?? [character, character.toUpperCase().charCodeAt(0)];
  if (character > "~") return keys.send("Input.insertText", { text: character });
  const event = { key, windowsVirtualKeyCode: /[\w\t\n]/.test(character) ? code : 0, code: CODES[character] && key };
  const typed = character === "\t" ? {} : { text: character === "\n" ? "\r" : character };
  void keys.send("Input.dispatchKeyEvent", { type: "keyDown", ...event, ...typed });
  return keys.send("Input.dispatchKeyEvent", { type: "keyUp", ...event });
}

/** Types at the rate, whether the editor keeps up or not; returns when the last key was pressed and how long it took to be heard. */
async function type(words) {
  const began = Date.now();
  let heard;
  for (const [at, character] of [...words].entries()) {
    const due = began + (at * 1000) / RATE;
    while (Date.now() < due) await new Promise((done) => setTimeout(done, Math.max(1, due - Date.now())));
    heard = send(character);
  }
  const pressed = Date.now();
  await heard;
  console.log(
    `   ${[...words].length} characters in ${pressed - began} ms, the last one heard ${Date.now() - pressed} ms later`,
  );
  return pressed;
}

/** Waits for what the last character brings; says how long after `since` it came, most of which the browser takes to draw. */
async function follows(what, look, since) {
  await until(what, look, PATIENCE);
  report(true, `${what} came ${Date.now() - since} ms after the last character`);
}

/** The underlined places that can be seen. */
const warnings = () => page.locator(".squiggly-warning").count();

async function saved() {
  await page.keyboard.press("Control+S");
  await until("the file to be saved", async () => (await page.locator(".tab.active.dirty").count()) === 0, 60);
  return bench.file("book.mubiao").split("\n");
}

/** The lines of the file that are not as expected. */
function compare(what, found) {
  const wrong = lines.map((line, at) => [at, line, found[at]]).filter(([, line, other]) => line !== other);
  report(wrong.length === 0 && found.length === lines.length, `${what}: no character is lost or in another place`);
  for (const [at, line, other] of wrong.slice(0, 5)) console.log(`   ${at + 1}: ${line}\n   ${at + 1}: ${other}`);
}

try {
  console.log(`   a book of ${Buffer.byteLength(text)} bytes, ${sheets.length} sheets, ${lines.length} rows`);
  const opening = Date.now();
  await bench.open("book.mubiao");
  await bench.goto(prose + 1, lines[prose].length + 1);
  await until("the balance of the sheet", async () => (await bench.status("mubiao.balance")) !== "", 120);
  await until("the flaw at the beginning", async () => /1/.test(await bench.status("status.problems")), 120);
  console.log(`   ready after ${Date.now() - opening} ms (the editor itself: ${opening - start} ms)`);

  await page.keyboard.press("End");
  const goal = Array.from({ length: 12 }, (_, at) => `第${at + 1}项：检查企业 ${at * 37} 家，item ${at} done；`).join(
    "",
  );
  const words = `${goal}并且做好善后工作。2019年`;
  // The year is found with its last character, and not before.
  report((await warnings()) === 0, "nothing is underlined before");
  await follows("the squiggle under the year", async () => (await warnings()) === 1, await type(words));
  lines[prose] += words;
  compare("prose", await saved());
  await bench.shot("typing-prose");

  let last = 0;
  for (let row = 0; row <= ROWS; row += 1) {
    const year = row === ROWS ? 2031 : 2021;
    const cells = `\t\t\t本单位第${row + 1}项指标完成率\t>=\t${90 + row}\t%\t${year}-12`;
    await bench.goto(rows + row + 1, 1);
    // Who types sees first that he is there.
    await until("the column", async () => (await bench.status("mubiao.column")).includes("年度绩效指标"));
    last = await type(cells);
    lines[rows + row] = cells;
  }
  const told = async () => (await bench.status("currentProblem")).includes("2031-12");
  await follows("the finding on the deadline", told, last);
  compare("rows", await saved());
  await bench.shot("typing-rows");
} catch (error) {
  report(false, error.stack);
  await bench.shot("failed-typing");
}
await bench.stop();
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
