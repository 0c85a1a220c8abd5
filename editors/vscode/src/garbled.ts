/** Texts that were read in the wrong encoding. */

/** What stands where a byte made no character. */
const LOST = /\uFFFD/g;
/** So many of them are no slip of the one who wrote it. */
const FEW = 5;
/** No more of a book is looked at, in UTF-16 units. */
const LOOKED_AT = 200_000;

/** Whether a text was read in the wrong encoding: many characters are lost, and not only in one place of a long one. */
export function isGarbled(text: string): boolean {
  const lost = text.slice(0, LOOKED_AT).match(LOST)?.length ?? 0;
  return lost >= FEW && lost * 50 > Math.min(text.length, LOOKED_AT);
}
