import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { cellAt, editable, moved, pieces, widths, within } from "../../src/cells";
import { Newest } from "../../src/newest";
import { page, type Words } from "../../src/page";
import type { Cell } from "../../src/protocol";

/** A promise and what ends it. */
function pending(): { promise: Promise<void>; end: () => void } {
  let end = () => {};
  const promise = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { promise, end };
}

test("however often it is asked, one runs at a time and the last one sees the newest", async () => {
  let state = 0;
  let running = 0;
  const seen: number[] = [];
  const gates = [pending(), pending()];
  const newest = new Newest(async () => {
    running += 1;
    assert.equal(running, 1);
    seen.push(state);
    await gates[seen.length - 1]?.promise;
    running -= 1;
  });
  const first = newest.ask();
  for (state = 1; state < 5; state += 1) void newest.ask();
  assert.deepEqual(seen, [0]);
  gates[0]?.end();
  gates[1]?.end();
  await first;
  assert.deepEqual(seen, [0, 5]);
  await newest.ask();
  assert.deepEqual(seen, [0, 5, 5]);
});

const cell = (text: string, line: number, start: number, end: number, last = line): Cell => ({
  text,
  look: "value",
  cols: 1,
  rows: 1,
  range: { start: { line, character: start }, end: { line: last, character: end } },
  findings: [],
});

test("the cell under the cursor", () => {
  const cells = [
    cell("甲", 0, 0, 1),
    cell("", 0, 2, 2),
    cell("", 0, 2, 2),
    cell("乙", 0, 3, 4),
    cell("文", 1, 5, 2, 3),
  ];
  cells.push({ ...cell("印", 0, 0, 0), range: null });
  const at = (line: number, character: number) => cellAt(cells, { line, character });
  assert.deepEqual([at(0, 0), at(0, 1), at(0, 2), at(0, 3), at(0, 4)], [0, 0, 1, 3, 3]);
  // Behind the last value, in the middle of a text of several rows, and where nothing is.
  assert.deepEqual([at(0, 9), at(2, 0), at(1, 2), at(9, 0)], [3, 4, -1, -1]);
  // Where a value ends as an empty cell begins, the value is meant.
  assert.equal(cellAt([cell("", 0, 1, 1), cell("甲", 0, 0, 1)], { line: 0, character: 1 }), 1);
  assert.ok(within({ start: { line: 1, character: 0 }, end: { line: 2, character: 0 } }, { line: 1, character: 7 }));
});

test("a place goes with its text", () => {
  const at = (line: number, character: number) => ({ line, character });
  const change = (start: [number, number], end: [number, number], text: string) => ({
    start: at(...start),
    end: at(...end),
    text,
  });
  // Before, at, inside, at the end of and behind what is replaced, on its line and below.
  const one = change([1, 2], [1, 5], "x");
  const places = [at(1, 1), at(1, 2), at(1, 4), at(1, 5), at(1, 9), at(2, 3)];
  assert.deepEqual(
    places.map((place) => moved(place, one)),
    [at(1, 1), at(1, 2), at(1, 2), at(1, 3), at(1, 7), at(2, 3)],
  );
  assert.deepEqual(moved(at(1, 6), change([1, 2], [1, 5], "a\nbc")), at(2, 3));
  assert.deepEqual(moved(at(4, 6), change([1, 2], [3, 0], "a\n")), at(3, 6));
  assert.deepEqual(moved(at(3, 6), change([1, 2], [3, 4], "")), at(1, 4));
});

test("a finding is marked on just what it is about", () => {
  const found = (from: number, to: number, severity: number, line = 3) => ({
    range: { start: { line, character: from }, end: { line, character: to } },
    severity,
    code: "",
    message: "",
  });
  const cut = (of: Cell, ...findings: ReturnType<typeof found>[]) =>
    pieces({ ...of, findings: findings.map((_, at) => at) }, findings)
      .map(({ text, severity }) => text + (severity ?? ""))
      .join("|");
  const text = cell("甲乙丙丁", 3, 5, 9);
  assert.equal(cut(text), "甲乙丙丁");
  assert.equal(cut(text, found(6, 8, 2)), "甲|乙丙2|丁");
  assert.equal(cut(text, found(0, 6, 2), found(7, 99, 1), found(8, 9, 3)), "甲2|乙|丙1|丁1");
  // At another place, of no width, or in a spelling of the form's own: the cell as a whole.
  assert.equal(cut(text, found(6, 6, 2), found(6, 8, 2, 4)), "甲乙丙丁");
  assert.equal(cut(cell("甲乙丙丁", 3, 5, 12), found(6, 8, 2)), "甲乙丙丁");
});

test("the bar is the whole, or the parts where they are more", () => {
  const shares = (...percents: (string | null)[]) =>
    percents.map((percent) => ({ name: "", amount: "", percent, range: cell("", 0, 0, 0).range as never }));
  assert.deepEqual(widths(shares("90", "5.5")), [90, 5.5]);
  assert.deepEqual(widths(shares("150", "50")), [75, 25]);
  assert.deepEqual(widths(shares(null)), [0]);
});

const words: Words = {
  lang: "zh-cn",
  short: "</body><script>alert(1)</script>",
  over: "\"'&",
  holding: "",
  unread: "",
  shares: "",
  sheet: "",
  findings: "",
  severities: [],
  previous: "",
  next: "",
  larger: "",
  smaller: "",
  print: "",
  export: "",
};

test("what stands in the book as it is shown can be edited", () => {
  const of = (more: Partial<Cell>) => editable({ ...cell("甲乙", 3, 5, 7), ...more });
  assert.deepEqual([of({}), of({ look: "text" }), of({ text: "" })], [true, true, false]);
  // A label, what the form prints, another spelling than the book's, and a text of several rows.
  assert.deepEqual([of({ look: "head" }), of({ range: null }), of({ text: "甲 乙" })], [false, false, false]);
  assert.deepEqual([editable(cell("甲乙", 3, 5, 7, 4)), editable(undefined)], [false, false]);
});

test("the page runs its own script alone, whatever its words say", () => {
  const html = page({
    source: "https://x.test",
    nonce: "bm9uY2U=",
    script: "https://x.test/a.js",
    style: "b.css",
    words,
  });
  const policy = /content="(default-src[^"]*)"/.exec(html)?.[1]?.replaceAll("&#39;", "'");
  assert.equal(policy, "default-src 'none'; style-src https://x.test; script-src 'nonce-bm9uY2U='");
  assert.equal(html.match(/<script/g)?.length, 1);
  assert.ok(html.includes('<script nonce="bm9uY2U=" src="https://x.test/a.js"></script>'));
  const stated = /data-words="([^"]*)"/.exec(html)?.[1] ?? "";
  const read = stated.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
  assert.deepEqual(JSON.parse(read), words);
});

test("what a sheet says never becomes markup", () => {
  for (const name of readdirSync("src/webview").filter((name) => name.endsWith(".ts"))) {
    const source = readFileSync(`src/webview/${name}`, "utf8");
    assert.doesNotMatch(
      source,
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|eval\(/,
    );
  }
});

test("the page asks for nothing from elsewhere", () => {
  const style = readFileSync("src/webview/preview.css", "utf8");
  const form = readFileSync("../../src/export/html/form.css", "utf8");
  assert.doesNotMatch(style + form, /url\(|@import/);
});
