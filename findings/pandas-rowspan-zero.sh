#!/usr/bin/env bash
# In HTML `rowspan="0"` lets a cell reach to the end of its group of rows (HTML Standard, 4.9.11). pandas 3.1.1, with lxml as
# with html5lib, takes it for 1: the rows below lack the cell, and their values move one column to the left.
#
# Seen: lxml [['产出', '数量'], ['质量', nan]] · html5lib [['产出', '数量'], ['质量', nan]]
#
# Needs python3 with venv. Exits with 1 when pandas behaves otherwise than described.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"

python3 -m venv venv
venv/bin/pip install --quiet pandas==3.1.1 lxml==6.1.3 html5lib==1.1 beautifulsoup4==4.15.0
cat > probe.py <<'PYTHON'
import io

import pandas

PAGE = '<table><tbody><tr><td rowspan="0">产出</td><td>数量</td></tr><tr><td>质量</td></tr></tbody></table>'
for name in ("lxml", "html5lib"):
    print(name, pandas.read_html(io.StringIO(PAGE), flavor=name)[0].values.tolist())
PYTHON

said=$(venv/bin/python probe.py)
printf '%s\n' "$said"
[ "$said" = "lxml [['产出', '数量'], ['质量', nan]]
html5lib [['产出', '数量'], ['质量', nan]]" ]
