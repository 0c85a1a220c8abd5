#!/usr/bin/env bash
# The number formats 27 to 36 and 50 to 58 of a workbook are dates in Chinese (ECMA-376, 18.8.30: 31 is `yyyy"年"m"月"d"日"`)
# and, as built-in ones, stand in no `numFmts`. openpyxl 3.1.5 gives the cell of such a format as a plain number and names
# the format General, where the same cell in format 14 is a date; python-calamine 0.9.1 gives the date in all three.
#
# Seen: 14: openpyxl 2024-01-01 mm-dd-yy, calamine 2024-01-01 · 31 and 57: openpyxl 45292 General, calamine 2024-01-01
#
# Needs python3 with venv. Exits with 1 when one of them behaves otherwise than described.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"

python3 -m venv venv
venv/bin/pip install --quiet openpyxl==3.1.5 python-calamine==0.9.1
cat > probe.py <<'PYTHON'
import zipfile

import openpyxl
import python_calamine

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def workbook(path, number_format):
    """One cell, the first of January 2024, in that built-in format."""
    part = lambda name, kind: f'<Override PartName="/xl/{name}.xml" ContentType="{TYPE}.{kind}+xml"/>'
    relation = lambda at, kind, to: f'<Relationship Id="r{at}" Type="{OFFICE}/{kind}" Target="{to}"/>'
    relations = f'<Relationships xmlns="{PACKAGE}/relationships">%s</Relationships>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + part("workbook", "sheet.main") + part("sheet", "worksheet") + part("styles", "styles") + "</Types>",
        "_rels/.rels": relations % relation(1, "officeDocument", "xl/workbook.xml"),
        "xl/_rels/workbook.xml.rels": relations
        % (relation(1, "worksheet", "sheet.xml") + relation(2, "styles", "styles.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/styles.xml": f'<styleSheet xmlns="{SHEET}"><fonts count="1"><font/></fonts>'
        '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        f'<xf numFmtId="{number_format}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
        "xl/sheet.xml": f'<worksheet xmlns="{SHEET}"><sheetData><row r="1">'
        '<c r="A1" s="1"><v>45292</v></c></row></sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)


for number_format in (14, 31, 57):
    path = f"{number_format}.xlsx"
    workbook(path, number_format)
    cell = openpyxl.load_workbook(path).active["A1"]
    value = cell.value.date() if cell.is_date else cell.value
    other = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[0][0]
    print(f"{number_format}: openpyxl {value} {cell.number_format}, calamine {other}")
PYTHON

said=$(venv/bin/python probe.py)
printf '%s\n' "$said"
[ "$said" = "14: openpyxl 2024-01-01 mm-dd-yy, calamine 2024-01-01
31: openpyxl 45292 General, calamine 2024-01-01
57: openpyxl 45292 General, calamine 2024-01-01" ]
