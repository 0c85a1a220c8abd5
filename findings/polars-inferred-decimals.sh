#!/usr/bin/env bash
# polars 2.1.0 takes the decimals of a column of amounts from its first hundred texts (`Series.str.to_decimal()`, which
# infers the scale), and cuts the others to as many in silence: behind a hundred amounts with one decimal, 2.34 becomes 2.3.
# Neither an error nor a null marks it, and the sum of the column is wrong.
#
# Seen: 99 before: 2.34 · 100 before: 2.3
#
# Needs python3 with venv. Exits with 1 when polars behaves otherwise than described.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"

python3 -m venv venv
venv/bin/pip install --quiet polars==2.1.0
cat > probe.py <<'PYTHON'
import polars

for before in (99, 100):
    amounts = polars.Series(["1.5"] * before + ["2.34"]).str.to_decimal()
    print(f"{before} before: {amounts[-1]}")
PYTHON

said=$(venv/bin/python probe.py)
printf '%s\n' "$said"
[ "$said" = "99 before: 2.34
100 before: 2.3" ]
