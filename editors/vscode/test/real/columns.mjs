// Rows filled in faster than anybody types, in the real workbench: every value lands in its cell, however busy the machine is.
// usage: node test/real/columns.mjs EXTENSION.vsix [RUNS] [MILLISECONDS A KEY]
import { readFileSync } from "node:fs";
import { until, Workbench } from "./workbench.mjs";

const [packaged, runs = "1", pause = "20"] = process.argv.slice(2);
const ROWS = 30;
const EMPTY = "\t".repeat(7);

/** The rows to be filled in: filled ones, some with blanks in a cell, empty ones, and ones that have no cell yet. */
const before = Array.from({ length: ROWS }, (_, at) => {
  const kinds = [
    `\t\t\t去年第${at}项指标\t>=\t10\t%\t2020-12`,
    EMPTY,
    `\t\t\t去年 第 ${at} 项 指标\t>=\t10\t%\t2020-12`,
    "",
    `\t数量指标\t\t去年第${at}项\t\t长期 坚持\t\t`,
  ];
  return kinds[at % kinds.length];
});
/** What each is to be, and the keys that make it so: `<` is Shift+TAB. */
const after = before.map((row, at) =>
  row.startsWith("\t数量指标")
    ? [`\t\t质量指标\t新${at}\t\t优 良\t次\t2021-12`, `\t\0\t质量指标\t新${at}\t\t优 良\t次\t2021-12`]
    : [`\t\t\t新${at}\t=\t${at}5\t次\t2021-12`, `\t\t\t新${at}\t>=\t9<=\t${at}6\t<${at}5\t次\t2021-12`],
);
const sample = readFileSync("../../tests/corpus/chaoyang-2021.mubiao", "utf8");
const sheet = sample.split("\n");
const first = sheet.findIndex((line) => line.startsWith("年度绩效指标")) + 1;
const text = `${[...sheet.slice(0, first), ...before].join("\n")}\n`;

// An offered word would be taken by TAB.
const quiet = {
  "editor.quickSuggestions": { other: "off", comments: "off", strings: "off" },
  "editor.suggestOnTriggerCharacters": false,
};
const names = Array.from({ length: Number(runs) }, (_, at) => `rows-${at + 1}.mubiao`);
const books = Object.fromEntries([...names, "saved.mubiao", "lagging.mubiao"].map((name) => [name, text]));
const bench = await Workbench.start([packaged], books, { "[mubiao]": quiet });
const { page } = bench;
const keys = await page.context().newCDPSession(page);
const CODES = { "\t": ["Tab", 9], "<": ["Tab", 9], "\0": ["Delete", 46] };

/** Presses a key, or enters a character as an input method does; does not wait for the editor. */
function send(character) {
  if (character > "~") return keys.send("Input.insertText", { text: character });
  const [key, code] = CODES[character] ?? [character, character.toUpperCase().charCodeAt(0)];
  const named = character in CODES;
  const modifiers = character === "<" ? 8 : 0;
  const event = {
    key,
    modifiers,
    windowsVirtualKeyCode: named || /\w/.test(character) ? code : 0,
    code: named ? key : "",
  };
  void keys.send("Input.dispatchKeyEvent", { type: "keyDown", ...event, ...(named ? {} : { text: character }) });
  return keys.send("Input.dispatchKeyEvent", { type: "keyUp", ...event });
}

/** Types at the pace of the run, whether the editor keeps up or not. */
async function type(words) {
  const began = Date.now();
  let heard;
  for (const [at, character] of [...words].entries()) {
    const due = began + at * Number(pause);
    while (Date.now() < due) await new Promise((done) => setTimeout(done, Math.max(1, due - Date.now())));
    heard = send(character);
  }
  await heard;
}

const expected = [...sheet.slice(0, first), ...after.map(([row]) => row), ""];
let right = 0;
await bench.step("the editor is ready", async () => {
  await bench.open("saved.mubiao");
  await bench.goto(first, 1);
  await until("the server", async () => (await bench.status("mubiao.balance")) !== "", 60);
});
for (const name of names) {
  await bench.step(`${ROWS} rows at ${pause} ms a key: ${name}`, async () => {
    await bench.open(name);
    for (const [at, [, words]] of after.entries()) {
      await bench.goto(first + at + 1, 1);
      await type(words);
    }
    await until("the file to be saved", async () => {
      await page.keyboard.press("Control+S");
      return (await page.locator(".tab.active.dirty").count()) === 0;
    });
    const found = bench.file(name).split("\n");
    const wrong = expected.flatMap((line, at) => (line === found[at] ? [] : [`${at + 1}: ${line}\n   ${found[at]}`]));
    right += ROWS - Math.min(wrong.length, ROWS);
    for (const one of wrong.slice(0, 8)) console.log(`   ${one.replaceAll("\t", "⇥")}`);
    if (wrong.length > 0 || found.length !== expected.length) throw new Error(`${wrong.length} rows are wrong`);
  });
}
console.log(`   ${right} of ${ROWS * Number(runs)} rows right`);

/** Clicks on the first character of a text of a line, or selects the whole of it by two clicks. */
async function click(line, text, clickCount = 1) {
  const row = page.locator(".monaco-editor .view-line").filter({ hasText: text }).first();
  // A row is drawn anew while it is looked for.
  const { y, height } = await until(`${text} in view`, () => row.boundingBox());
  const place = await bench.places([text]);
  await page.mouse.click(place[text] + 2, y + height / 2, { clickCount });
  await until("the cursor to be there", async () =>
    (await bench.status("status.editor.selection")).includes(` ${line},`),
  );
}

/** Goes from cell to cell of a row that is filled in, from cell `at` on; the editor itself says what is selected. */
async function walk(line, at, steps) {
  const cells = text.split("\n")[line - 1].split("\t");
  let cell = at;
  let seen = await bench.status("status.editor.selection");
  for (const by of steps) {
    await page.keyboard.press(by === 1 ? "Tab" : "Shift+Tab");
    cell += by;
    const { length } = cells[cell];
    seen = await until(`cell ${cell} of row ${line}`, async () => {
      const now = await bench.status("status.editor.selection");
      const right = length > 0 ? now.includes(`(${length} selected)`) : !now.includes("selected");
      return right && now !== seen && now.includes(` ${line},`) && now;
    });
  }
}
const unchanged = async () => {
  if ((await page.locator(".tab.active.dirty").count()) > 0) throw new Error("the file was changed");
};
const [there, back] = [
  [1, 1, 1, 1, 1, 1, 1],
  [-1, -1, -1, -1, -1],
];

await bench.step("TAB through a saved file changes nothing, and waits for no extension", async () => {
  await bench.open("saved.mubiao");
  await bench.withoutExtensions(async () => {
    for (const line of [first + 1, first + 2, first + 3, first + 5]) {
      await bench.goto(line, 1);
      await walk(line, 0, [...there, ...back]);
    }
    // A row that is shown in several lines.
    const goal = sheet.findIndex((line) => line.length > 120) + 1;
    await bench.goto(goal, 1);
    await walk(goal, 0, [1, -1]);
    // A value is selected; then a click elsewhere, two clicks, and keys that move the cursor.
    await click(first + 1, "去年第0项指标");
    await walk(first + 1, 3, [1, 1, -1, -1]);
    await click(first + 5, "去年第4项", 2);
    await walk(first + 5, 3, [1, 1, -1]);
    // A blank is drawn as one that breaks no line.
    await click(first + 3, "去年\u00a0第\u00a02");
    await page.keyboard.press("ArrowRight");
    await walk(first + 3, 3, [-1, 1, 1]);
    await page.keyboard.press("End");
    await walk(first + 3, 7, [-1, -1]);
    await unchanged();
  });
  await until("the cursor where it was left", async () => (await bench.status("mubiao.column")).includes("指标值"));
  await unchanged();
});
await bench.step("what is typed while no extension runs stands in its cell", async () => {
  await bench.open("lagging.mubiao");
  const rows = [first + 1, first + 3, first + 4, first + 5, first + 10];
  await bench.withoutExtensions(async () => {
    await click(rows[1], "去年\u00a0第\u00a02");
    await page.keyboard.press("Tab");
    await page.keyboard.type("<=");
    await click(rows[0], "去年第0项指标");
    await page.keyboard.press("Tab");
    await page.keyboard.type("=");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.type("新名");
    await click(rows[3], "去年第4项", 2);
    await page.keyboard.press("Tab");
    await page.keyboard.type("<=");
    // A row that has no cell yet, then the middle of another one.
    await bench.goto(rows[2], 1);
    await type("\t\t\t新3\t=\t95<8\t\t次\t2021-12");
    await click(rows[4], "去年第9项");
    await page.keyboard.press("Tab");
    await page.keyboard.type(">=");
    await page.keyboard.press("Shift+Tab");
  });
  const wanted = [
    "\t\t\t新名\t=\t10\t%\t2020-12",
    "\t\t\t去年 第 2 项 指标\t<=\t10\t%\t2020-12",
    "\t\t\t新3\t8\t95\t次\t2021-12",
    "\t数量指标\t\t去年第4项\t<=\t长期 坚持\t\t",
    "\t数量指标\t\t去年第9项\t>=\t长期 坚持\t\t",
  ];
  const saved = async () => {
    await until("the file to be saved", async () => {
      await page.keyboard.press("Control+S");
      return (await page.locator(".tab.active.dirty").count()) === 0;
    });
    const found = bench.file("lagging.mubiao").split("\n");
    for (const [at, row] of rows.entries())
      if (found[row - 1] !== wanted[at]) throw new Error(JSON.stringify([found[row - 1], wanted[at]]));
  };
  await saved();
  // The extensions have heard of it all, and the value that Shift+TAB came to is selected still.
  await until("the cursor where it was left", async () => (await bench.status("mubiao.column")).includes("三级指标"));
  await page.keyboard.type("新9");
  wanted[4] = "\t数量指标\t\t新9\t>=\t长期 坚持\t\t";
  await saved();
});
await bench.step("a key in a saved file leaves what was done and undone", async () => {
  await bench.open("saved.mubiao");
  await bench.goto(first + 1, 1);
  await page.keyboard.press("Tab");
  await page.keyboard.type("一");
  await page.keyboard.press("Tab");
  await page.keyboard.type("二");
  await page.keyboard.press("Control+S");
  await until("the file to be saved", async () => (await page.locator(".tab.active.dirty").count()) === 0);
  const filled = bench.file("saved.mubiao");
  for (const key of ["Tab", "Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab"]) await page.keyboard.press(key);
  await unchanged();
  // What is redone is what the last key undid, which changes no letter.
  await page.keyboard.press("Control+Y");
  await page.keyboard.press("Control+Y");
  await page.keyboard.press("Control+S");
  await until("the file to be saved", async () => (await page.locator(".tab.active.dirty").count()) === 0);
  if (bench.file("saved.mubiao") !== filled) throw new Error("the file was changed");
  await until("the text as it was", async () => {
    await page.keyboard.press("Control+Z");
    await page.keyboard.press("Control+S");
    return bench.file("saved.mubiao") === text;
  });
});

/** Pastes what an office would put on the clipboard. */
async function paste(text, html) {
  await page.evaluate(
    async ([plain, rich]) => {
      const item = { "text/plain": new Blob([plain], { type: "text/plain" }) };
      if (rich) item["text/html"] = new Blob([rich], { type: "text/html" });
      await navigator.clipboard.write([new ClipboardItem(item)]);
    },
    [text, html],
  );
  await page.keyboard.press("Control+V");
}

async function saved(wanted) {
  await until("the pasted rows", async () => {
    await page.keyboard.press("Control+S");
    const rows = bench.file("saved.mubiao").split("\n");
    return wanted.every((row) => rows.includes(row));
  });
}

await bench.step("what is pasted from an office becomes cells and rows, in one step", async () => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await bench.open("saved.mubiao");
  const task = sheet.findIndex((line) => line.includes("工信产业监管专项业务经费")) + 1;
  await bench.goto(task, 1);
  const table = "<table><tr><td>修桥</td><td>6.00</td></tr><tr><td>修渠</td><td>7.00</td></tr></table>";
  await paste("修桥\t6.00\r\n修渠\t7.00\r\n", table);
  await saved([sheet[task - 1], "\t修桥\t6.00", "\t修渠\t7.00"]);
  await page.keyboard.press("Control+Z");
  await until("the text as it was", async () => {
    await page.keyboard.press("Control+S");
    return bench.file("saved.mubiao") === text;
  });
  await bench.goto(task, sheet[task - 1].indexOf("5.00") + 1);
  await page.keyboard.press("Shift+End");
  await paste("95.00\r\n");
  await saved(["\t工信产业监管专项业务经费\t95.00"]);
  await bench.goto(task + 1, 1);
  // A goal is wrapped: once goes to the end of what stands beside the cursor, twice to the end of the row.
  await page.keyboard.press("End");
  await page.keyboard.press("End");
  await paste("一、修路。\r\n二、修桥。\r\n");
  await saved([`${sheet[task]}一、修路。 二、修桥。`]);
});

await bench.stop();
bench.sum();
