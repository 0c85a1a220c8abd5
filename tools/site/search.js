// The search of the documentation. mdBook's own cuts text at blanks, so it finds nothing within Chinese; this one looks for what is
// typed as it stands, and for pairs of its characters where it does not stand there.
"use strict";

const fold = (text) => text.normalize("NFKC").toLowerCase();

/** The pairs of neighbours of a text: 运算符 has 运算 and 算符. */
function pairs(text) {
  const characters = Array.from(text);
  return characters.slice(1).map((character, at) => characters[at] + character);
}

/** How well a term is found in a heading, the title of its page and a text; 0 is not at all. */
function score(term, heading, title, text) {
  if (heading.includes(term)) return heading === term ? 100 : 50;
  if (title.includes(term)) return 20;
  if (text.includes(term)) return 10 + Math.min(text.split(term).length - 1, 5);
  if (!/[^\x00-\x7f]/.test(term)) return 0;
  const wanted = pairs(term);
  const held = wanted.filter((pair) => heading.includes(pair) || text.includes(pair)).length;
  return wanted.length > 1 && held / wanted.length > 0.6 ? (5 * held) / wanted.length : 0;
}

/** The sections of an index that hold all terms of a query, the best first: address, title, heading, text and where to look. */
function find(index, query, most = 30) {
  const terms = fold(query).split(/\s+/).filter(Boolean);
  if (terms.length === 0) return [];
  const found = [];
  for (const [address, title, heading, text] of index) {
    const [foldedHeading, foldedTitle, folded] = [heading, title, text].map(fold);
    const scores = terms.map((term) => score(term, foldedHeading, foldedTitle, folded));
    if (scores.some((one) => one === 0)) continue;
    const at = terms.map((term) => folded.indexOf(term)).filter((place) => place >= 0);
    found.push({ address, title, heading, text, at: at.length > 0 ? Math.min(...at) : 0, score: scores.reduce((a, b) => a + b) });
  }
  return found.sort((a, b) => b.score - a.score).slice(0, most);
}

/** The parts of a text around a place, each with whether it is a term. */
function excerpt(text, at, query, length = 90) {
  const start = Math.max(0, at - 20);
  const cut = text.slice(start, start + length);
  const terms = fold(query).split(/\s+/).filter(Boolean);
  const parts = start > 0 ? [["…", false]] : [];
  let from = 0;
  const folded = fold(cut);
  // Folding may change the length of a text; then nothing is marked.
  while (folded.length === cut.length) {
    const hits = terms.map((term) => [folded.indexOf(term, from), term.length]).filter(([place]) => place >= 0);
    if (hits.length === 0) break;
    const [place, size] = hits.sort((a, b) => a[0] - b[0])[0];
    parts.push([cut.slice(from, place), false], [cut.slice(place, place + size), true]);
    from = place + size;
  }
  parts.push([cut.slice(from), false]);
  if (start + length < text.length) parts.push(["…", false]);
  return parts;
}

function start() {
  const root = typeof path_to_root === "string" ? path_to_root : "";
  const chinese = document.documentElement.lang.startsWith("zh");
  const box = document.createElement("div");
  box.id = "site-search";
  const input = document.createElement("input");
  input.type = "search";
  input.placeholder = chinese ? "查找（按 / 键）" : "Search (press /)";
  input.setAttribute("aria-label", chinese ? "查找" : "Search");
  const list = document.createElement("ol");
  list.setAttribute("aria-live", "polite");
  box.append(input, list);
  const main = document.querySelector("main");
  main.parentElement.insertBefore(box, main);

  const show = () => {
    const found = find(window.searchIndex ?? [], input.value);
    list.replaceChildren();
    if (found.length === 0 && input.value.trim() !== "" && window.searchIndex) {
      const none = document.createElement("li");
      none.textContent = chinese ? "没有找到" : "Nothing was found";
      list.append(none);
    }
    for (const hit of found) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = root + hit.address;
      link.textContent = hit.heading === hit.title ? hit.title : `${hit.title} › ${hit.heading}`;
      const text = document.createElement("p");
      for (const [part, marked] of excerpt(hit.text, hit.at, input.value)) {
        const node = document.createElement(marked ? "mark" : "span");
        node.textContent = part;
        text.append(node);
      }
      item.append(link, text);
      list.append(item);
    }
  };
  const load = () => {
    if (window.searchIndex || document.getElementById("site-search-index")) return;
    const script = document.createElement("script");
    script.id = "site-search-index";
    script.src = `${root}search-index.js`;
    script.addEventListener("load", show);
    document.head.append(script);
  };
  input.addEventListener("focus", load);
  input.addEventListener("input", () => {
    load();
    show();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(document.activeElement?.tagName ?? "")) {
      event.preventDefault();
      input.focus();
    } else if (event.key === "Escape" && document.activeElement === input) {
      input.value = "";
      show();
    }
  });
}

if (typeof module === "object") module.exports = { find, excerpt };
else start();
