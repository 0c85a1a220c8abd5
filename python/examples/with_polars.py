"""Findings a rule, in Polars: python with_polars.py FOLDER."""

import sys
from pathlib import Path

import polars as pl

import mubiao

files = [(str(path), path.read_bytes()) for path in sorted(Path(sys.argv[1]).rglob("*.mubiao"))]
sheets = pl.DataFrame(files, schema={"path": pl.String, "content": pl.Binary}, orient="row")
findings = pl.DataFrame(pl.from_arrow(mubiao.lint_batch(sheets, lang="en")))
print(findings.group_by("rule").len().sort("len", "rule", descending=[True, False]))
