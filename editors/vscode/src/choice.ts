/** Which server to start, and whether its version fits. */

/** What is known when a server is chosen. */
export interface Places {
  /** The setting; empty when there is none. */
  setting: string;
  /** Whether the workspace is trusted; the setting counts only then. */
  trusted: boolean;
  /** Where the extension keeps its own. */
  bundled: string;
  home: string;
  /** The first folder of the workspace. */
  folder: string | undefined;
  /** The variable PATH, and what stands between its entries. */
  path: string;
  delimiter: string;
  windows: boolean;
  isFile: (path: string) => boolean;
}

/** The server to start, or why there is none. */
export type Choice =
  | { kind: "found"; path: string; from: "setting" | "bundled" | "path" }
  | { kind: "missing-setting"; path: string }
  | { kind: "none" };

/** The server that the setting names, the one that came with the extension, or the first one on PATH. */
export function chooseServer(places: Places): Choice {
  const named = places.setting.trim();
  if (named !== "" && places.trusted) {
    const path = named.replace(/^~(?=[/\\]|$)/, places.home).replaceAll("${workspaceFolder}", places.folder ?? "");
    return places.isFile(path) ? { kind: "found", path, from: "setting" } : { kind: "missing-setting", path };
  }
  if (places.isFile(places.bundled)) return { kind: "found", path: places.bundled, from: "bundled" };
  const names = places.windows ? ["mubiao.exe"] : ["mubiao"];
  const separator = places.windows ? "\\" : "/";
  for (const folder of places.path.split(places.delimiter).filter((entry) => entry !== "")) {
    for (const name of names) {
      const path = folder.endsWith(separator) ? folder + name : folder + separator + name;
      if (places.isFile(path)) return { kind: "found", path, from: "path" };
    }
  }
  return { kind: "none" };
}

/** The version that `mubiao --version` prints; `undefined` when it is something else. */
export function readVersion(output: string): string | undefined {
  return /^mubiao (\d+\.\d+\.\d+(?:[-+][\w.+-]+)?)\s*$/.exec(output.trim())?.[1];
}

/** Whether a server of that version does what an extension of that version asks: before 1.0 each minor version breaks. */
export function fits(server: string, extension: string): boolean {
  const [major, minor] = server.split(".");
  const [ownMajor, ownMinor] = extension.split(".");
  return major === ownMajor && (major !== "0" || minor === ownMinor);
}

/** Says whether a server that died may start again: at most `most` times within `within` milliseconds. */
export class RestartLimit {
  private readonly deaths: number[] = [];

  constructor(
    private readonly most = 4,
    private readonly within = 180_000,
  ) {}

  mayRestart(now: number): boolean {
    this.deaths.push(now);
    while ((this.deaths[0] ?? now) < now - this.within) this.deaths.shift();
    return this.deaths.length <= this.most;
  }

  reset(): void {
    this.deaths.length = 0;
  }
}
