#!/usr/bin/env bash
# With `try_parse_dates=True`, polars 2.1.0 takes a column of section numbers for dates, because a year may have one digit:
# `1.1.2` becomes the first of January of the year 2. Dates stand where the numbers of indicators stood.
#
# Seen: ['1.1.1', '1.1.2', '2.1.3'] becomes ['0001-01-01', '0002-01-01', '0003-01-02']
#
# Needs python3 with venv. Exits with 1 when polars behaves otherwise than described.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"

python3 -m venv venv
venv/bin/pip install --quiet polars==2.1.0
cat > probe.py <<'PYTHON'
import io

import polars

numbers = ["1.1.1", "1.1.2", "2.1.3"]
table = "number,name\n" + "".join(f"{number},a\n" for number in numbers)
column = polars.read_csv(io.BytesIO(table.encode()), try_parse_dates=True)["number"]
print(f"{numbers} becomes {[str(value) for value in column]}")
PYTHON

said=$(venv/bin/python probe.py)
printf '%s\n' "$said"
[ "$said" = "['1.1.1', '1.1.2', '2.1.3'] becomes ['0001-01-01', '0002-01-01', '0003-01-02']" ]
