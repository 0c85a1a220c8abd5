// Bytes as the text of a script element: fourteen bytes are seventeen of 97 characters, which are those from the blank to the
// tilde but for `<`, and TAB, line feed and form feed. That is a tenth less than base64, and `fromText` of page/text.ts reads it.

const DIGITS = [9, 10, 12, ...Array.from({ length: 95 }, (_, at) => 32 + at).filter((code) => code !== 60)].map(
  (code) => String.fromCharCode(code),
);

/** `bytes` as text: how many they are, a colon, and the digits. */
export function toText(bytes) {
  const blocks = [`${bytes.length}:`];
  for (let at = 0; at < bytes.length; at += 14) {
    let number = 0n;
    for (let of = 0; of < 14; of += 1) number = number * 256n + BigInt(bytes[at + of] ?? 0);
    let text = "";
    for (let digit = 0; digit < 17; digit += 1) {
      text = DIGITS[Number(number % 97n)] + text;
      number /= 97n;
    }
    blocks.push(text);
  }
  return blocks.join("");
}
