/** How wide a text is shown: narrow characters are 1 ch each, wide ones 1 em, whatever the fonts are. */

/** So many narrow and so many wide characters. */
export interface Width {
  ch: number;
  em: number;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const NONE = /\p{Mn}|\p{Cf}/u;

/** The width of `text`. */
export function widthOf(text: string): Width {
  const width = { ch: 0, em: 0 };
  for (const c of text) {
    if (WIDE.test(c)) width.em += 1;
    else if (!NONE.test(c)) width.ch += 1;
  }
  return width;
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
