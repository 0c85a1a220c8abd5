/** Text that the editor takes for nothing but text. */

/** What turns a line around. */
const MARKS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** Controls, but for the end of a line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to find
const CONTROLS = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/g;

/** `text` for a notification, the status bar or a list: the editor would make a link of `[text](command:…)` and an icon of `$(name)`. */
export function plain(text: string): string {
  return text
    .replaceAll("](", "] (")
    .replaceAll("$(", "$ (")
    .replace(CONTROLS, " ")
    .replace(MARKS, (mark) => `(U+${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")})`);
}

/** What is quoted, or a clause of a sentence that names an option of the command line. */
const OPTIONS = /(“[^”]*”|"[^"]*")|[；，;,][^；，。;,.“”"\n]*\s--?[a-z][a-z-]*\b[^；，。;,.“”"\n]*/g;

/** What the program said, without what is only of use in a terminal. */
export function withoutOptions(said: string): string {
  return said.replace(OPTIONS, (_, quoted?: string) => quoted ?? "");
}
