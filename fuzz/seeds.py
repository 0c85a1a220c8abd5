"""Writes what the fuzz targets begin with, made of the files in tests and profiles: seeds.py FOLDER, a folder a target in it."""

import base64
import json
import random
import re
import sys
import zipfile
import zlib
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


def numbered(objects):
    """A PDF of objects by their numbers, the first of which is the catalogue."""
    out, places = b"%PDF-1.7\n", {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    rows = b"".join(b"%d 1\n%010d 00000 n \n" % entry for entry in sorted(places.items()))
    return out + b"xref\n0 1\n0000000000 65535 f \n%strailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        rows, max(places) + 1, next(iter(objects)), len(out)
    )


def opened(content):
    """A PDF's first page with what it draws unpacked, so that damage reaches it; `None` where that is not to be had."""
    found = re.findall(rb"(?:^|[\r\n])(\d+) 0 obj\b(.*?)\bendobj", content, re.DOTALL)
    objects = {int(number): body.strip() for number, body in found}
    root = next((number for number, body in objects.items() if re.search(rb"/Type\s*/Catalog\b", body)), None)
    if root is None or b"/Encrypt" in content:
        return None
    for number, body in objects.items():
        body = re.sub(rb"/Kids\s*\[\s*(\d+ 0 R)[^]]*\]", rb"/Kids[\1]", re.sub(rb"/Count \d+", b"/Count 1", body))
        # Fonts would be most of it; they are in the whole files.
        body = re.sub(rb"/FontFile\d? \d+ 0 R", b"", body)
        head, stream, data = body.partition(b"stream")
        # What is packed in some other way stays so.
        if stream and b"/DecodeParms" not in head:
            data = data.lstrip(b"\r\n").removesuffix(b"endstream")
            try:
                if b"/ASCII85Decode" in head:
                    data = base64.a85decode(data.strip().removesuffix(b"~>"))
                data = zlib.decompressobj().decompress(data)
                head = re.sub(rb"/Filter\s*(/FlateDecode|\[[^]]*\])", b"", head)
                head = re.sub(rb"/Length\s*\d+( 0 R)?", b"/Length %d" % len(data), head)
            except (ValueError, zlib.error):
                pass
            body = head + b"stream\n" + data + b"\nendstream"
        objects[number] = body
    # What only other pages name goes with them.
    kept, found = {}, [root]
    while found:
        number = found.pop()
        if number in objects and number not in kept:
            kept[number] = objects[number]
            found += [int(number) for number in re.findall(rb"(\d+) 0 R", objects[number].partition(b"stream")[0])]
    return numbered(kept)


def drawn(name, ruled):
    """A page with the rows of a sheet, with rules around the cells or without."""
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[<</Type/Font"
        b"/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>]>>"
    )
    out = []
    for row, line in enumerate(sheet(name).splitlines()[:24]):
        for col, cell in enumerate(line.split("\t")):
            x, y = 20 + 150 * col, 780 - 20 * row
            if ruled:
                out.append(f"{x} {y} 150 20 re S")
            if cell:
                out.append(f"BT /F1 9 Tf 1 0 0 1 {x + 4} {y + 5} Tm <{cell[:14].encode('utf-16-be').hex()}> Tj ET")
    content = "\n".join(out).encode()
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 1600 840]/Contents 5 0 R/Resources<</Font<</F1 4 0 R>>>>>>"
    stream = b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content)
    pages = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
    return numbered({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: pages, 3: page, 4: font, 5: stream})


def pages():
    for path in sorted((CORPUS / "pdf").iterdir()):
        content = path.read_bytes()
        yield path.name, content
        first = opened(content)
        if first is not None and len(first) < 65536:
            yield f"first-{path.name}", first
    for name in ["mof-2021-department", "mof-2020-project-evaluation", "hubei-department", "sichuan-project-list"]:
        for ruled in [False, True]:
            yield f"{name}-{'ruled' if ruled else 'bare'}", drawn(name, ruled)


def edited():
    """A text, then edits: where, how much, and what is put there."""
    for number, path in enumerate(sorted([*CORPUS.glob("*.mubiao"), *(ROOT / "tests/headings").glob("*.mubiao")])):
        chance = random.Random(number)
        pieces = ["", "\n", "\t", "\n\n", "合计\t1.00", "# mubiao: profile = none\n", "项目名称\t甲\n", "\r", "<p>"]
        edits = [chr(chance.randrange(1, 8000)) + chr(chance.randrange(1, 300)) + chance.choice(pieces) for _ in range(8)]
        yield path.stem, "\0".join([path.read_text("utf-8")[:4000], *edits]).encode()


def chances(first, count, longest):
    """Input for targets that make structures of bytes."""
    for number in range(count):
        chance = random.Random(number)
        yield str(number), first + bytes([number]) + chance.randbytes(chance.randrange(16, longest))


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
        'profiles = ["表样"]\nselect = ["amounts"]\nignore = ["unused-allowance"]\nexclude = ["草稿/**", "*.bak"]\n'
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
    targets = {
        "bytes": ((path.name, path.read_bytes()) for path in sorted(CORPUS.glob("*.mubiao"))),
        "compare_merge": chances(b"", 64, 400),
        "edits": edited(),
        "fixed_points": chances(b"", 64, 200),
        "import": imports(),
        "pdf": pages(),
        "protocol": [*protocol(), *((f"steps-{name}", content) for name, content in chances(b"\x02", 32, 600))],
        "settings": settings(),
    }
    for target, seeds in targets.items():
        (folder / target).mkdir(parents=True, exist_ok=True)
        for name, content in seeds:
            (folder / target / f"seed-{name}").write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
