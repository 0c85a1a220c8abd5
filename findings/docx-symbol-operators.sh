#!/usr/bin/env bash
# Word's dialogue "Symbol" writes a sign of the font Symbol as `w:sym`, not as text: `≥` is character F0B3 (ECMA-376 Part 1,
# 17.3.3.30). python-docx 1.2.0 and docx2txt 0.9 leave it out, so a target of `≥90%` is read as `90%`; mammoth 1.13.0
# reads it.
#
# Seen: python-docx 90% · docx2txt 90% · mammoth ≥90%
#
# Needs python3 with venv. Exits with 1 when one of them behaves otherwise than described.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"

python3 -m venv venv
venv/bin/pip install --quiet python-docx==1.2.0 docx2txt==0.9 mammoth==1.13.0
cat > probe.py <<'PYTHON'
import docx
import docx2txt
import mammoth
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

made = docx.Document()
paragraph = made.add_table(1, 1).cell(0, 0).paragraphs[0]
symbol = OxmlElement("w:sym")
symbol.set(qn("w:font"), "Symbol")
symbol.set(qn("w:char"), "F0B3")
paragraph.add_run()._r.append(symbol)
paragraph.add_run("90%")
made.save("target.docx")

print("python-docx", docx.Document("target.docx").tables[0].cell(0, 0).text)
print("docx2txt", docx2txt.process("target.docx").strip())
with open("target.docx", "rb") as file:
    print("mammoth", mammoth.extract_raw_text(file).value.strip())
PYTHON

said=$(venv/bin/python probe.py)
printf '%s\n' "$said"
[ "$said" = "python-docx 90%
docx2txt 90%
mammoth ≥90%" ]
