/** How wide a text is shown: narrow characters are 1 ch each, wide ones 1 em, whatever the fonts are. */

/** Characters that are wide in the fonts of Chinese and narrow in others, as quotes are; drawn 1 em wide. */
const EITHER =
  "\u00a1\u00a4\u00a7\u00a8\u00b0\u00b1\u00b4\u00b6-\u00ba\u00bf\u00d7\u00f7\u0391-\u03a9\u03b1-\u03c9\u0410-\u044f\u2010-\u2016\u2018\u2019\u201c\u201d\u2020-\u2022\u2024-\u2027\u2030\u2032\u2033\u203b\u2103\u2109\u2116\u2121\u2122\u2126\u2160-\u217f\u2190-\u2199\u2200-\u22ff\u2312\u2460-\u24ff\u2500-\u257f\u2580-\u2595\u25a0-\u25ff\u2605\u2606\u2609\u260e\u2640\u2642";
const UNSURE = new RegExp(`[${EITHER}]`, "g");

/** So many narrow and so many wide characters. */
export interface Width {
  ch: number;
  em: number;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const EITHER_ONE = new RegExp(`[${EITHER}]`);
const NONE = /\p{Mn}|\p{Cf}/u;

/** The width of `text`. */
export function widthOf(text: string): Width {
  const width = { ch: 0, em: 0 };
  for (const c of text) {
    if (WIDE.test(c) || EITHER_ONE.test(c)) width.em += 1;
    else if (!NONE.test(c)) width.ch += 1;
  }
  return width;
}

/** Where the characters of `text` stand whose width depends on the font. */
export function unsure(text: string): number[] {
  return [...text.matchAll(UNSURE)].map(({ index }) => index);
}

/** `width` in narrow characters, roughly: what decides which cells are too long to wait for. */
export function roughly(width: Width): number {
  return width.ch + 2 * width.em;
}

/** Those of `widths` that may be the widest, whatever the fonts are. */
export function widest(widths: Width[]): Width[] {
  const byEm = [...widths].sort((a, b) => b.em - a.em || b.ch - a.ch);
  const kept: Width[] = [];
  for (const width of byEm) {
    const last = kept[kept.length - 1];
    if (last === undefined || width.ch > last.ch) kept.push(width);
  }
  return kept;
}

/** The CSS length of `width`. */
export function css(width: Width): string {
  return `${width.ch}ch + ${width.em}em`;
}

/** The CSS length that fills a column, whose cells may be as wide as `column`, behind a cell as wide as `own`. */
export function filling(column: Width[], own: Width, gap: number): string {
  const all = column.map(css).join(", ");
  return `calc(max(${all}) + ${gap}ch - (${css(own)}))`;
}
