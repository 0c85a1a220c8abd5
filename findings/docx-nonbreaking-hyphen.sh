#!/usr/bin/env bash
# Word writes a non-breaking hyphen (Ctrl+Shift+_) as `w:noBreakHyphen` between two texts of one run (ECMA-376 Part 1,
# 17.3.3.18). docx2txt 0.9 joins what stands before and behind it, so the month `2021-12` becomes the number `202112`;
# python-docx 1.2.0 gives a hyphen.
#
# Seen: docx2txt 202112 · python-docx 2021-12
#
# Needs python3 with venv. Exits with 1 when one of them behaves otherwise than described.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"

python3 -m venv venv
venv/bin/pip install --quiet python-docx==1.2.0 docx2txt==0.9
cat > probe.py <<'PYTHON'
import docx
import docx2txt
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

made = docx.Document()
made.add_paragraph()._p.append(parse_xml(
    f'<w:r {nsdecls("w")}><w:t>2021</w:t><w:noBreakHyphen/><w:t>12</w:t></w:r>'))
made.save("month.docx")

print("docx2txt", docx2txt.process("month.docx").strip())
print("python-docx", docx.Document("month.docx").paragraphs[0].text)
PYTHON

said=$(venv/bin/python probe.py)
printf '%s\n' "$said"
[ "$said" = "docx2txt 202112
python-docx 2021-12" ]
