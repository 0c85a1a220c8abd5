"""Compares what reading PDF costs: mubiao import, pdftotext -layout and pdfplumber, each a process a file, side by side.

    cargo build --release
    python3 tools/pdf_speed.py target/release/mubiao tests/corpus/pdf/*.pdf
    python3 tools/pdf_speed.py target/release/mubiao --made 300

Prints user and system time and the largest resident set of each. What is not installed is left out. `--made PAGES` writes a
report of so many pages into a temporary file first: a table a page, and a picture that nobody reads.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import zlib

PLUMBER = "import sys, pdfplumber\nfor page in pdfplumber.open(sys.argv[1]).pages: page.extract_tables()"


def measured(command):
    """Seconds of CPU and KiB of memory that a command takes."""
    with open(os.devnull, "w") as nowhere:
        child = subprocess.Popen(command, stdout=nowhere, stderr=nowhere)
        _, _, usage = os.wait4(child.pid, 0)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def made(pages, path):
    """Writes a report of `pages` pages, of which every hundredth holds a sheet."""
    random.seed(1)
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", (
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[<</Type/Font"
        b"/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
        b"/DW 1000/W[814 939 500]>>]>>")]
    kids = []

    def stream(head, data):
        packed = zlib.compress(data, 1)
        objects.append(b"<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (head, len(packed), packed))
        return len(objects)

    for page in range(pages):
        picture = stream(b"/Type/XObject/Subtype/Image/Width 256/Height 256/BitsPerComponent 8/ColorSpace/DeviceGray",
                         random.randbytes(1 << 16))
        out = ["q 100 0 0 100 400 700 cm /I Do Q"]
        rows, xs, top = 45, [40, 120, 320, 400, 480, 560], 690
        sheet = [["部门（单位）名称", "703001朝阳市工业和信息化局-211300000"], ["年度预算收入", "537.12"]]
        for row in range(rows + 1):
            out.append(f"{xs[0]} {top - 14 * row} m {xs[-1]} {top - 14 * row} l S")
        for x in xs:
            out.append(f"{x} {top} m {x} {top - 14 * rows} l S")
        for row in range(rows):
            cells = [f"{row + 1}", "农村供水管网改造项目", f"{random.random() * 1000:.2f}", "万元", "一般公共预算"]
            if page % 100 == 50 and row < len(sheet):
                cells = sheet[row]
            for x, text in zip(xs, cells):
                code = text.encode("utf-16-be").hex()
                out.append(f"BT /F1 9 Tf 1 0 0 1 {x + 2} {top - 14 * row - 11} Tm <{code}> Tj ET")
        content = stream(b"", "\n".join(out).encode())
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>"
                       b"/XObject<</I %d 0 R>>>>>>" % (content, picture))
        kids.append(len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, b" ".join(b"%d 0 R" % kid for kid in kids))
    with open(path, "wb") as file:
        file.write(b"%PDF-1.7\n")
        places = []
        for number, body in enumerate(objects, 1):
            places.append(file.tell())
            file.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        start = file.tell()
        file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
        file.writelines(b"%010d 00000 n \n" % place for place in places)
        file.write(b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mubiao")
    parser.add_argument("files", nargs="*")
    parser.add_argument("--made", type=int, metavar="PAGES", default=0)
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = list(args.files)
        if args.made:
            files.append(os.path.join(folder, "made.pdf"))
            made(args.made, files[-1])
            print(f"made: {args.made} pages, {os.path.getsize(files[-1]) / 1e6:.1f} MB")
        readers = {"mubiao import": lambda file: [args.mubiao, "import", "--force", "-o", os.path.join(folder, "o"), file]}
        if shutil.which("pdftotext"):
            readers["pdftotext -layout"] = lambda file: ["pdftotext", "-layout", file, os.path.join(folder, "o.txt")]
        if subprocess.run([sys.executable, "-c", "import pdfplumber"], capture_output=True).returncode == 0:
            readers["pdfplumber"] = lambda file: [sys.executable, "-c", PLUMBER, file]
        # One after the other for each file, so that what else the machine does falls on all of them.
        times, most = dict.fromkeys(readers, 0.0), dict.fromkeys(readers, 0)
        for file in files:
            runs = {name: [] for name in readers}
            for turn in range(args.runs):
                for name, command in readers.items():
                    if turn == 0 or name != "pdfplumber":
                        runs[name].append(measured(command(file)))
            for name, measures in runs.items():
                times[name] += min(time for time, _ in measures)
                most[name] = max(most[name], *(memory for _, memory in measures))
        for name in readers:
            share = times[name] / times["mubiao import"]
            print(f"{name:20} {times[name]:8.3f} s CPU for {len(files)} files ({share:.2f} x), {most[name] / 1024:7.1f} MB at most")


if __name__ == "__main__":
    main()
