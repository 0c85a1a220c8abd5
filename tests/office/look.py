"""Looks at the printed pages: A4, every value of the book in them, and the lines of a table around the text.

Run as look.py BOOK FOLDER, where the folder holds xlsx/book.pdf, docx/book.pdf and their pages in pages/*.pgm.
"""

import subprocess
import sys
from pathlib import Path


def text_of(pdf):
    return subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout


def plain(text):
    return "".join(text.split())


def page(path):
    """A grey page: rows of bytes."""
    data = path.read_bytes()
    parts = data.split(b"\n", 3)
    width, height = map(int, parts[1].split())
    return [parts[3][row * width : (row + 1) * width] for row in range(height)]


def longest_dark(line):
    return max(map(len, bytes(byte < 160 for byte in line).split(b"\0")))


def main():
    book, folder = Path(sys.argv[1]), Path(sys.argv[2])
    rows = book.read_text(encoding="utf-8").split("\n")
    units = sum(row.startswith("部门（单位）名称") for row in rows)
    for kind in ("xlsx", "docx"):
        pdf = folder / kind / "book.pdf"
        info = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout
        assert "A4" in info, info
        # Cells break their lines, so characters are counted, not words.
        printed = plain(text_of(pdf))
        for row in rows:
            for cell in row.split("\t"):
                missing = {c for c in plain(cell) if c not in printed}
                assert not missing, (kind, cell, missing)
        pages = sorted((folder / "pages").glob(f"{kind}-*.pgm"))
        assert len(pages) >= units, (kind, len(pages))
        first = page(pages[0])
        width, height = len(first[0]), len(first)
        across = sum(longest_dark(line) > 0.6 * width for line in first)
        down = sum(longest_dark(line) > 0.2 * height for line in map(bytes, zip(*first)))
        assert across >= 8 and down >= 6, (kind, across, down)
        print(f"{kind}: {len(pages)} pages of A4, {across} lines across and {down} down the first one")


main()
