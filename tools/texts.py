"""Lists every Chinese text that a user may read, one a line: place, TAB, text.

    python3 tools/texts.py [PART …]

The parts are messages (Rust, outside tests), pages (of the rules), profiles (names, definitions, sources), vscode (the
extension, its settings, commands and snippets), web (the page for a browser), python (the module), site (its frame and
search), readme (with what stands beside it) and docs; all of them without arguments. The texts of a `say!` come with the
English beside them, after another TAB, so that both are read together. Manual pages and completions repeat the messages.
"""

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HAN = re.compile("[\u3400-\u9fff]")
#: What Rust code is made of as far as texts are concerned: comments, strings raw and plain, characters, lifetimes, the rest.
TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|r(?P<mark>\#*)"(?P<raw>.*?)"(?P=mark)|"(?P<text>(?:\\.|[^"\\])*)"|'(?:\\.[^']*|[^'\\])'|'\w+|.""",
    re.DOTALL,
)
#: Files that only tests compile.
OF_TESTS = re.compile(r"(^|/)(tests|testing|fixtures|hostile|anything|forms_test|together|unknown_forms|views)(/|\.rs$)")


def unescaped(text):
    """A Rust string as it is shown: lines that are continued joined, the commonest escapes undone."""
    text = re.sub(r"\\\n\s*", "", text)
    return text.replace('\\"', '"').replace("\n", "\\n").replace("\t", "⇥")


def tested(code):
    """Where the tests at the end of a file begin."""
    at = code.find("#[cfg(test)]\nmod tests {")
    at = at if at >= 0 else code.find("#[cfg(test)]\n// ")
    return len(code) if at < 0 else at


def messages():
    return rust("src")


def rust(folder):
    for path in sorted((ROOT / folder).rglob("*.rs")):
        name = path.relative_to(ROOT).as_posix()
        if OF_TESTS.search(name):
            continue
        code = path.read_text(encoding="utf-8")
        code = code[: tested(code)]
        strings = []
        for token in TOKEN.finditer(code):
            text = token["raw"] if token["raw"] is not None else token["text"]
            if text is not None:
                strings.append((token.start(), token.end(), unescaped(text)))
        for at, (start, end, text) in enumerate(strings):
            if not HAN.search(text):
                continue
            place = f"{name}:{code.count(chr(10), 0, start) + 1}"
            english = ""
            if at + 1 < len(strings):
                following, _, other = strings[at + 1]
                if not HAN.search(other) and re.fullmatch(r"\s*,\s*", code[end:following]):
                    english = other
            yield place, f"{text}\t{english}" if english else text


def pages():
    for path in sorted((ROOT / "src/rules").glob("*.md")):
        fenced = False
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line == "<!-- en -->":
                break
            fenced ^= line.startswith("```")
            if HAN.search(line) and not fenced:
                yield f"{path.relative_to(ROOT).as_posix()}:{number}", line


def profiles():
    for path in sorted((ROOT / "profiles").glob("*/*")):
        name = path.relative_to(ROOT).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("#") or not HAN.search(line):
                continue
            if path.suffix == ".toml":
                if line.startswith(("name", "describes", "authority", "source", "note")):
                    yield f"{name}:{number}", line
            else:
                cells = line.split("\t")
                yield f"{name}:{number}", " | ".join(cell for cell in cells if cell)


def vscode():
    base = ROOT / "editors/vscode"
    for path in [base / "package.nls.zh-cn.json", *sorted((base / "l10n").glob("*.zh-cn.json"))]:
        for key, text in json.loads(path.read_text(encoding="utf-8")).items():
            yield f"{path.relative_to(ROOT).as_posix()}", f"{text}\t{key}"
    for path in sorted((base / "src").rglob("*.ts")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            code = re.sub(r"(^|\s)(//|\*|/\*\*).*", "", line)
            if HAN.search(code):
                yield f"{path.relative_to(ROOT).as_posix()}:{number}", code.strip()
    yield from lines(*sorted((base / "snippets").glob("*.json")), base / "package.json", base / "CHANGELOG.md")


def web():
    yield from rust("web/src")
    yield from lines(ROOT / "web/page/page.html")
    for path in sorted((ROOT / "web/page").rglob("*.ts")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if HAN.search(line):
                yield f"{path.relative_to(ROOT).as_posix()}:{number}", line.strip()


def lines(*paths):
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if HAN.search(line):
                yield f"{path.relative_to(ROOT).as_posix()}:{number}", line


def python():
    yield from rust("python/src")
    yield from lines(*sorted((ROOT / "python/mubiao").glob("*.py")))


def site():
    return lines(*(ROOT / "tools/site" / name for name in ("build.py", "index.html", "search.js")))


def readme():
    files = ("README.zh-CN.md", "editors/vscode/README.md", "SECURITY.md", "action.yml", ".pre-commit-hooks.yaml")
    return lines(*(ROOT / name for name in files))


def docs():
    return lines(*sorted([*(ROOT / "docs").glob("*.zh-CN.md"), *(ROOT / "editors").glob("*.zh-CN.md")]))


PARTS = {
    "messages": messages,
    "pages": pages,
    "profiles": profiles,
    "vscode": vscode,
    "web": web,
    "python": python,
    "site": site,
    "readme": readme,
    "docs": docs,
}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        for place, text in PARTS[part]():
            print(f"{place}\t{text}")
