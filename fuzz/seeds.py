"""Writes what the fuzz targets begin with, made of the files in tests and profiles: seeds.py FOLDER, a folder a target in it."""

import json
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "tests" / "corpus"


def parts(path):
    """The parts of an archive as the target `import` takes them: names and contents, NULs between them."""
    with zipfile.ZipFile(path) as archive:
        texts = [(name, archive.read(name)) for name in archive.namelist() if name.endswith((".xml", ".rels"))]
    return b"\0".join(name.encode() + b"\0" + content for name, content in texts if b"\0" not in content)


def sheet(name):
    return (CORPUS / f"{name}.mubiao").read_text("utf-8")


def imports():
    office = CORPUS / "office"
    for kind, name in enumerate(["calc.xlsx", "writer.docx", "calc.ods"]):
        yield name, bytes([kind]) + parts(office / name)
    yield "calc.xls", b"\x04" + (office / "calc.xls").read_bytes()
    yield "calc.html", b"\x06" + (office / "calc.html").read_bytes()
    yield "book.json", b"\x07" + (CORPUS / "chaoyang-2021.json").read_bytes()[:20_000]
    yield "pdf.txt", b"\x0b" + (office / "pdf.txt").read_bytes()[:8_000]
    for name in ["mof-2021-department", "mof-2020-project-evaluation", "hubei-department"]:
        rows = [row.split("\t") for row in sheet(name).splitlines()]
        cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows)
        data = "".join("<Row>" + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row) + "</Row>" for row in rows)
        workbook = (
            '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
            f' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="1"><Table>{data}</Table></Worksheet></Workbook>'
        )
        texts = {
            5: workbook,
            6: f"<html><body><table>{cells}</table></body></html>",
            8: "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows),
            9: sheet(name),
            11: "\n".join("\n".join(row) for row in rows),
            23: "\n".join(" | ".join(row) for row in rows),
        }
        for kind, text in texts.items():
            yield f"{name}.{kind}", bytes([kind]) + text.encode()


def settings():
    forms = [folder for base in ["profiles", "tests/profiles"] for folder in sorted((ROOT / base).iterdir()) if folder.is_dir()]
    configuration = (
        'extend-profiles = ["表样"]\nselect = ["amounts"]\nignore = ["unused-allowance"]\nexclude = ["草稿/**", "*.bak"]\n'
        'tolerance = "0.01"\nlang = "en"\n[severity]\nbroken-word = "error"\n[per-file-ignores]\n"2021/*" = ["all"]\n'
    )
    for form in forms:
        files = [form / name for name in ["layout.toml", "indicators.tsv"]]
        texts = [path.read_text("utf-8") if path.exists() else "" for path in files]
        # A form that ships is taken under another name.
        texts[0] = texts[0].replace('id = "', 'id = "x-', 1)
        yield form.name, "\0".join([configuration, *texts]).encode()


def protocol():
    def message(method, number=None, **params):
        said = {"jsonrpc": "2.0", "method": method, "params": params}
        return json.dumps(said | ({} if number is None else {"id": number}), ensure_ascii=False)

    place = {"line": 3, "character": 5}
    of = {"textDocument": {"uri": "x:1"}, "position": place}
    messages = [
        message("initialize", 1, capabilities={}),
        message("initialized"),
        message("textDocument/didOpen", textDocument={"uri": "x:1", "languageId": "mubiao", "version": 1, "text": sheet("mof-2021-department")}),
        message("textDocument/didChange", textDocument={"uri": "x:1", "version": 2}, contentChanges=[{"range": {"start": place, "end": place}, "text": "目\t1\n"}]),
        message("textDocument/completion", 2, **of),
        message("textDocument/hover", 3, **of),
        message("textDocument/codeAction", 4, textDocument={"uri": "x:1"}, range={"start": place, "end": place}, context={"diagnostics": []}),
        message("textDocument/semanticTokens/full", 5, **of),
        message("textDocument/formatting", 6, options={"tabSize": 4}, **of),
        message("$/cancelRequest", id=6),
        message("workspace/didChangeConfiguration", settings={"mubiao": {"select": ["amounts"]}}),
        message("textDocument/didClose", **of),
        message("shutdown", 7),
        message("exit"),
    ]
    yield "messages", b"\x01" + "\0".join(messages).encode()
    framed = (f"Content-Length: {len(text.encode())}\r\n\r\n{text}" for text in messages)
    yield "stream", b"\0" + "".join(framed).encode()


def main(folder):
    texts = ((path.name, path.read_bytes()) for path in sorted(CORPUS.glob("*.mubiao")))
    pages = ((path.name, path.read_bytes()) for path in sorted((CORPUS / "pdf").iterdir()))
    for target, seeds in {"bytes": texts, "pdf": pages, "import": imports(), "settings": settings(), "protocol": protocol()}.items():
        (folder / target).mkdir(parents=True, exist_ok=True)
        for name, content in seeds:
            (folder / target / f"seed-{name}").write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
