/** Which books an import writes, and what becomes of those that are there already. */

import { basename, dirname, extname, join } from "node:path";

/** What is to become of a book whose place is taken. */
export type Taken = "overwrite" | "keep" | "skip";

/** Files that the program imports at once. */
export interface Job {
  sources: string[];
  /** Whether they may be written over what is there. */
  force: boolean;
  /** Where the one file of it goes; beside it when not said. */
  output?: string;
}

/** The book that is made of a file. */
export function bookOf(path: string): string {
  return join(dirname(path), `${basename(path, extname(path))}.mubiao`);
}

/** The first name that is free beside a book: `NAME-2.mubiao`. */
export function freeBeside(book: string, taken: (path: string) => boolean): string {
  const stem = book.slice(0, -".mubiao".length);
  for (let count = 2; ; count += 1) {
    const path = `${stem}-${count}.mubiao`;
    if (!taken(path)) return path;
  }
}

/**
 * What is to be run for these sources. Two files of one name never write over each other, whatever is chosen for the books that
 * are there already.
 */
export function jobsOf(sources: readonly string[], exists: (path: string) => boolean, taken: Taken): Job[] {
  const plain: Job = { sources: [], force: false };
  const forced: Job = { sources: [], force: true };
  const renamed: Job[] = [];
  const written = new Set<string>();
  for (const source of sources) {
    const book = bookOf(source);
    const again = written.has(book);
    if (!again && exists(book) && taken === "skip") continue;
    if (again || (exists(book) && taken === "keep")) {
      const output = freeBeside(book, (path) => written.has(path) || exists(path));
      written.add(output);
      renamed.push({ sources: [source], force: false, output });
      continue;
    }
    written.add(book);
    (exists(book) ? forced : plain).sources.push(source);
  }
  return [plain, forced, ...renamed].filter((job) => job.sources.length > 0);
}
