#!/usr/bin/env bash
# A phonetic guide of Word (拼音指南) puts the characters that it explains into `w:rubyBase` (ECMA-376 Part 1, 17.3.3.26).
# mammoth 1.13.0 and python-docx 1.2.0 lose these characters and not only the guide above them: `缙云县` with a guide over
# its first character is read as `云县`.
#
# Seen: mammoth 云县 · python-docx 云县
#
# Needs python3 with venv. Exits with 1 when one of them behaves otherwise than described.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"

python3 -m venv venv
venv/bin/pip install --quiet python-docx==1.2.0 mammoth==1.13.0
cat > probe.py <<'PYTHON'
import docx
import mammoth
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

made = docx.Document()
paragraph = made.add_paragraph()
paragraph._p.append(parse_xml(
    f'<w:r {nsdecls("w")}><w:ruby><w:rubyPr><w:rubyAlign w:val="center"/><w:hps w:val="10"/><w:hpsRaise w:val="18"/>'
    '<w:hpsBaseText w:val="21"/><w:lid w:val="zh-CN"/></w:rubyPr><w:rt><w:r><w:t>jìn</w:t></w:r></w:rt>'
    "<w:rubyBase><w:r><w:t>缙</w:t></w:r></w:rubyBase></w:ruby></w:r>"))
paragraph.add_run("云县")
made.save("name.docx")

with open("name.docx", "rb") as file:
    print("mammoth", mammoth.extract_raw_text(file).value.strip())
print("python-docx", docx.Document("name.docx").paragraphs[0].text)
PYTHON

said=$(venv/bin/python probe.py)
printf '%s\n' "$said"
[ "$said" = "mammoth 云县
python-docx 云县" ]
