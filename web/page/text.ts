/** Bytes that the build wrote as text, see text.mjs. */

const LESS = "<".charCodeAt(0);
const LIMB = 0xffffff;

/** The bytes that `text` stands for: nine of them for eleven characters. */
export function fromText(text: string): Uint8Array<ArrayBuffer> {
  const colon = text.indexOf(":");
  const bytes = new Uint8Array(Number(text.slice(0, colon)));
  let to = 0;
  for (let at = colon + 1; at + 11 <= text.length; at += 11) {
    // A number of 72 bits, in three parts of 24.
    let [high, middle, low] = [0, 0, 0];
    for (let digit = at; digit < at + 11; digit += 1) {
      const code = text.charCodeAt(digit);
      low = low * 94 + code - (code > LESS ? 33 : 32);
      middle = middle * 94 + (low >>> 24);
      high = high * 94 + (middle >>> 24);
      low &= LIMB;
      middle &= LIMB;
    }
    for (const part of [high, middle, low]) {
      bytes[to] = part >>> 16;
      bytes[to + 1] = part >>> 8;
      bytes[to + 2] = part;
      to += 3;
    }
  }
  return bytes;
}
