// Bytes as the text of a script element: nine bytes are eleven of the 94 characters from the blank to the tilde but for `<`.
// That is an eighth less than base64, and `fromText` of page/text.ts reads it.

const DIGITS = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).filter((digit) => digit !== "<");

/** `bytes` as text: how many they are, a colon, and the digits. */
export function toText(bytes) {
  const blocks = [`${bytes.length}:`];
  for (let at = 0; at < bytes.length; at += 9) {
    let number = 0n;
    for (let of = 0; of < 9; of += 1) number = number * 256n + BigInt(bytes[at + of] ?? 0);
    let text = "";
    for (let digit = 0; digit < 11; digit += 1) {
      text = DIGITS[Number(number % 94n)] + text;
      number /= 94n;
    }
    blocks.push(text);
  }
  return blocks.join("");
}
