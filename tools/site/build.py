"""Builds the documentation site: one mdBook in Chinese and one in English, of the pages of this repository.

usage: build.py MUBIAO MDBOOK OUT     OUT/index.html is the site; OUT/source holds what mdBook reads.

The pages of rules are what `mubiao explain` says. Links between pages are kept, those to files that are no pages become text.
Dead links end with an error.
"""

import html.parser
import json
import os
import posixpath
import re
import shutil
import subprocess
import sys
import tomllib
import urllib.parse
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
LANGS = {"zh": "zh-CN", "en": "en"}

# Page of the book: its title in Chinese and English, and the files it is made of, Chinese first.
PAGES = {
    "index.md": (("开始", "Start"), ("README.zh-CN.md", "README.md")),
    "forms.md": (("表样", "Forms"), ("docs/forms.zh-CN.md", "docs/forms.md")),
    "commands.md": (("命令行", "Command line"), ("docs/commands.zh-CN.md", "docs/commands.md")),
    "editors.md": (("编辑器", "Editors"), ("editors/README.zh-CN.md", "editors/README.md")),
    "vscode.md": (("VS Code", "VS Code"), ("editors/vscode/README.md", "editors/vscode/README.en.md")),
    "colours.md": (("颜色", "Colours"), ("editors/colours.zh-CN.md", "editors/colours.md")),
    "language-server.md": (("语言服务器", "Language server"), ("docs/language-server.zh-CN.md", "docs/language-server.md")),
    "git.md": (("git", "git"), ("docs/git.zh-CN.md", "docs/git.md")),
    "python.md": (("Python", "Python"), ("docs/python.zh-CN.md", "docs/python.md")),
    "engines.md": (("Spark、Ray 等", "Spark, Ray and others"), ("docs/engines.zh-CN.md", "docs/engines.md")),
    "json.md": (("JSON 数据", "JSON"), ("docs/json.zh-CN.md", "docs/json.md")),
}
# These stand below the page before them.
BELOW = {"vscode.md", "colours.md", "language-server.md", "engines.md"}

WORDS = {
    "zh": {
        "title": "mubiao 绩效目标表",
        "rules": "规则",
        "rules head": "# 规则\n\n[English](../../en/rules/index.html)\n\n每条规则一页。`mubiao explain` 显示同样的内容，可按规则名、中文标题或拼音查找。\n",
        "table": "| 规则 | 标题 | 严重程度 | 修复 |\n|---|---|---|---|\n",
        "other": "[English](../../en/rules/{name}.html)",
        "groups": {"damage": "文本受损", "structure": "结构", "amounts": "金额", "indicators": "指标", "goals": "目标", "identity": "单位、套表、文件内设置"},
        "severities": {"error": "错误", "warning": "警告", "information": "提示"},
        "fixes": {"safe": "自动修复", "unsafe": "待确认修复", None: ""},
    },
    "en": {
        "title": "mubiao",
        "rules": "Rules",
        "rules head": "# Rules\n\n[中文](../../zh/rules/index.html)\n\nOne page a rule. `mubiao explain` shows the same, by name, title or pinyin.\n",
        "table": "| rule | title | severity | fix |\n|---|---|---|---|\n",
        "other": "[中文](../../zh/rules/{name}.html)",
        "groups": {"damage": "The text was damaged", "structure": "Structure", "amounts": "Amounts", "indicators": "Indicators", "goals": "Goals", "identity": "Identity, book, directives"},
        "severities": {"error": "error", "warning": "warning", "information": "information"},
        "fixes": {"safe": "safe", "unsafe": "unsafe", None: ""},
    },
}

# What mdBook says in English.
CHROME = {
    "Toggle Table of Contents": "显示或隐藏目录",
    "Change theme": "更换配色",
    "Next chapter": "下一页",
    "Previous chapter": "上一页",
    "Keyboard shortcuts": "快捷键",
    "Table of contents": "目录",
    ">Auto<": ">自动<",
    ">Light<": ">浅色<",
    ">Rust<": ">铁锈<",
    ">Coal<": ">炭黑<",
    ">Navy<": ">藏青<",
    ">Ayu<": ">深色<",
}


def said(mubiao, lang, *args):
    run = subprocess.run([mubiao, *args, "--lang", lang, "--no-config"], capture_output=True, check=True, text=True)
    return run.stdout


def outside_fences(text, change):
    """Changes the lines of a page that stand in no fence."""
    lines, fenced = [], False
    for line in text.split("\n"):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced:
            line = change(line)
        lines.append(line)
    return "\n".join(lines)


class Book:
    def __init__(self, lang, source):
        self.lang, self.at = lang, source / lang / "src"
        self.side = list(LANGS).index(lang)
        self.files = {}

    def place(self, file):
        """The page that a file of the repository became, and its language."""
        for lang in (self.lang, *(other for other in LANGS if other != self.lang)):
            for page, (_, sources) in PAGES.items():
                if sources[list(LANGS).index(lang)] == file:
                    return lang, page
        return None

    def links(self, text, file):
        """The page with its links led to pages of the site; images are taken along."""

        def replace(match):
            mark, label, target = match.groups()
            path, _, anchor = target.partition("#")
            if not path or "://" in target or target.startswith("mailto:"):
                return match.group(0)
            path = posixpath.normpath(posixpath.join(posixpath.dirname(file), urllib.parse.unquote(path)))
            if mark:
                shutil.copy(ROOT / path, self.at / posixpath.basename(path))
                return f"![{label}]({posixpath.basename(path)})"
            found = self.place(path)
            if found is None:
                return label
            lang, page = found
            anchor = anchor and f"#{anchor}"
            if lang == self.lang:
                return f"[{label}]({page}{anchor})"
            return f"[{label}](../{lang}/{page.removesuffix('.md')}.html{anchor})"

        return outside_fences(text, lambda line: re.sub(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)", replace, line))

    def write(self, page, text):
        path = self.at / page
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.files[page] = text

    def rules(self, mubiao):
        words = WORDS[self.lang]
        rules = json.loads(said(mubiao, self.lang, "rules", "--format", "json"))["rules"]
        names = sorted((rule["name"] for rule in rules), key=len, reverse=True)
        named = re.compile(r"(?<![\w-])(" + "|".join(map(re.escape, names)) + r")(?![\w-])")
        index, summary, group = words["rules head"], [], None
        for rule in rules:
            name = rule["name"]
            if rule["group"] != group:
                group = rule["group"]
                index += f"\n## {words['groups'][group]}\n\n{words['table']}"
            severity, fix = words["severities"][rule["severity"]], words["fixes"][rule["fix"]]
            index += f"| [{name}]({name}.md) | {rule['summary']} | {severity} | {fix} |\n"
            summary.append(f"  - [{rule['summary']}](rules/{name}.md)\n")
            page = said(mubiao, self.lang, "explain", name)
            head, _, rest = page.partition("\n")
            link = lambda match: match.group(0) if match.group(1) == name else f"[{match.group(1)}]({match.group(1)}.md)"
            # Names in code are left alone.
            prose = lambda line: "`".join(
                part if at % 2 else named.sub(link, part) for at, part in enumerate(line.split("`"))
            )
            rest = outside_fences(rest, lambda line: line if line.startswith("#") else prose(line))
            self.write(f"rules/{name}.md", f"{head}\n\n{words['other'].format(name=name)}\n{rest}")
        self.write("rules/index.md", index)
        return f"- [{words['rules']}](rules/index.md)\n" + "".join(summary)

    def assemble(self, mubiao):
        words = WORDS[self.lang]
        self.at.mkdir(parents=True)
        summary = "# " + words["title"] + "\n\n"
        for page, (titles, sources) in PAGES.items():
            file = sources[self.side]
            self.write(page, self.links((ROOT / file).read_text(encoding="utf-8"), file))
            summary += f"{'  ' if page in BELOW else ''}- [{titles[self.side]}]({page})\n"
            if page == "index.md":
                summary += self.rules(mubiao)
        (self.at / "SUMMARY.md").write_text(summary, encoding="utf-8")
        for name in ("search.js", "site.css"):
            shutil.copy(HERE / name, self.at.parent / name)
        version = tomllib.loads((ROOT / "Cargo.toml").read_text(encoding="utf-8"))["package"]["version"]
        (self.at.parent / "book.toml").write_text(
            f"""[book]
title = "{words['title']} {version}"
language = "{LANGS[self.lang]}"

[output.html]
additional-js = ["search.js"]
additional-css = ["site.css"]
no-section-label = true
smart-punctuation = false
input-404 = ""

[output.html.fold]
enable = true

[output.html.print]
enable = false
""",
            encoding="utf-8",
        )

    def index(self, out):
        """Writes what the search looks in: a section each, with its address, its page, its heading and its text."""
        sections = []
        for page in self.files:
            reader = Reader()
            reader.feed((out / page.replace(".md", ".html")).read_text(encoding="utf-8"))
            for anchor, heading, text in reader.sections:
                address = page.replace(".md", ".html") + (f"#{anchor}" if anchor else "")
                sections.append([address, reader.sections[0][1], heading, " ".join(text.split())])
        data = json.dumps(sections, ensure_ascii=False, separators=(",", ":"))
        (out / "search-index.js").write_text(f"window.searchIndex={data};\n", encoding="utf-8")
        return len(sections)


class Reader(html.parser.HTMLParser):
    """Reads a page: the sections of its main part, all of its links and anchors."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.sections, self.links, self.anchors = [], [], set()
        self.main = self.heading = False

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.anchors.add(attrs.get("id"))
        self.links += [attrs[name] for name in ("href", "src") if attrs.get(name)]
        if tag == "main":
            self.main = True
        elif self.main and re.fullmatch("h[1-6]", tag):
            self.heading = True
            self.sections.append([attrs.get("id", ""), "", ""])

    def handle_endtag(self, tag):
        if tag == "main":
            self.main = False
        elif re.fullmatch("h[1-6]", tag):
            self.heading = False

    def handle_data(self, data):
        if self.main and self.sections:
            self.sections[-1][1 if self.heading else 2] += data if self.heading else f" {data}"


def dead_links(out):
    pages = {}
    for path in sorted(out.rglob("*.html")):
        reader = Reader()
        reader.feed(path.read_text(encoding="utf-8"))
        pages[path] = reader
    dead = []
    for path, reader in pages.items():
        for link in reader.links:
            if re.match(r"[a-z][a-z0-9+.-]*:|//", link):
                continue
            target, _, anchor = urllib.parse.unquote(link).partition("#")
            target = target.partition("?")[0]
            file = Path(os.path.normpath(path.parent / target)) if target else path
            if file.is_dir():
                file /= "index.html"
            if not file.is_file():
                dead.append(f"{path.relative_to(out)}: {link} leads nowhere")
            elif anchor and file in pages and anchor not in pages[file].anchors:
                dead.append(f"{path.relative_to(out)}: {link}: there is no such place on that page")
    return dead, len(pages)


def main():
    known = {source for _, sources in PAGES.values() for source in sources}
    forgotten = [f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md") if f"docs/{path.name}" not in known]
    if forgotten:
        sys.exit(f"{', '.join(sorted(forgotten))}: name it in PAGES of tools/site/build.py")
    mubiao, mdbook, out = (os.path.abspath(path) for path in sys.argv[1:4])
    out = Path(out)
    shutil.rmtree(out, ignore_errors=True)
    source = out / "source"
    site = out / "html"
    for lang in LANGS:
        book = Book(lang, source)
        book.assemble(mubiao)
        subprocess.run([mdbook, "build", str(book.at.parent), "--dest-dir", str(site / lang)], check=True)
        if lang == "zh":
            for path in (site / lang).rglob("*.html"):
                text = path.read_text(encoding="utf-8")
                for english, chinese in CHROME.items():
                    text = text.replace(english, chinese)
                path.write_text(text, encoding="utf-8")
        print(f"{lang}: {len(book.files)} pages, {book.index(site / lang)} sections")
    shutil.copy(HERE / "index.html", site / "index.html")
    dead, pages = dead_links(site)
    print("\n".join(dead) or f"no dead link on {pages} pages")
    sys.exit(1 if dead else 0)


main()
