/** Bytes that the build wrote as text, see text.mjs. */

const LIMB = 0xffffff;

/** What each character stands for; 97 of them are digits. */
const VALUES = new Uint8Array(127);
[9, 10, 12].forEach((code, value) => {
  VALUES[code] = value;
});
for (let code = 32; code < 127; code += 1) VALUES[code] = code < 60 ? code - 29 : code - 30;

/** The bytes that `text` stands for: fourteen of them for seventeen characters. */
export function fromText(text: string): Uint8Array<ArrayBuffer> {
  const colon = text.indexOf(":");
  const bytes = new Uint8Array(Number(text.slice(0, colon)));
  let to = 0;
  for (let at = colon + 1; at + 17 <= text.length; at += 17) {
    // A number of 112 bits, in parts of 24; the highest has 16.
    let [a, b, c, d, e] = [0, 0, 0, 0, 0];
    for (let digit = at; digit < at + 17; digit += 1) {
      e = e * 97 + (VALUES[text.charCodeAt(digit)] as number);
      d = d * 97 + (e >>> 24);
      c = c * 97 + (d >>> 24);
      b = b * 97 + (c >>> 24);
      a = a * 97 + (b >>> 24);
      e &= LIMB;
      d &= LIMB;
      c &= LIMB;
      b &= LIMB;
    }
    bytes[to] = a >>> 8;
    bytes[to + 1] = a;
    to += 2;
    for (const part of [b, c, d, e]) {
      bytes[to] = part >>> 16;
      bytes[to + 1] = part >>> 8;
      bytes[to + 2] = part;
      to += 3;
    }
  }
  return bytes;
}
