import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseServer, fits, type Places, RestartLimit, readVersion } from "../../src/choice";

const places = (files: string[], more: Partial<Places> = {}): Places => ({
  setting: "",
  trusted: true,
  bundled: "/ext/server/mubiao",
  home: "/home/u",
  folder: "/w",
  path: "/bin:/opt/",
  delimiter: ":",
  windows: false,
  isFile: (path) => files.includes(path),
  ...more,
});

test("the setting wins, then what came with the extension, then PATH", () => {
  const all = ["/w/m", "/ext/server/mubiao", "/opt/mubiao"];
  assert.deepEqual(chooseServer(places(all, { setting: "${workspaceFolder}/m" })), {
    kind: "found",
    path: "/w/m",
    from: "setting",
  });
  assert.deepEqual(chooseServer(places(all)), { kind: "found", path: "/ext/server/mubiao", from: "bundled" });
  assert.deepEqual(chooseServer(places(["/opt/mubiao"])), { kind: "found", path: "/opt/mubiao", from: "path" });
  assert.deepEqual(chooseServer(places([])), { kind: "none" });
});

test("a setting that names no file is said, not passed over", () => {
  assert.deepEqual(chooseServer(places(["/ext/server/mubiao"], { setting: "~/m" })), {
    kind: "missing-setting",
    path: "/home/u/m",
  });
});

test("a workspace that is not trusted chooses no program", () => {
  assert.deepEqual(chooseServer(places(["/w/m", "/opt/mubiao"], { setting: "/w/m", trusted: false })), {
    kind: "found",
    path: "/opt/mubiao",
    from: "path",
  });
});

test("Windows looks for the .exe", () => {
  const found = chooseServer(places(["C:\\a\\mubiao.exe"], { windows: true, path: "D:\\b;C:\\a", delimiter: ";" }));
  assert.deepEqual(found, { kind: "found", path: "C:\\a\\mubiao.exe", from: "path" });
});

test("versions", () => {
  assert.equal(readVersion("mubiao 0.1.0\n"), "0.1.0");
  assert.equal(readVersion("ruff 0.1.0"), undefined);
  assert.equal(readVersion(""), undefined);
  assert.ok(fits("0.1.9", "0.1.0") && fits("1.2.0", "1.0.0"));
  assert.ok(!fits("0.2.0", "0.1.0") && !fits("2.0.0", "1.0.0"));
});

test("a server that keeps dying is left alone", () => {
  const limit = new RestartLimit(4, 1000);
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((now) => limit.mayRestart(now)),
    [true, true, true, true, false],
  );
  assert.ok(limit.mayRestart(5000));
});
