"""What a user writes; mypy reads it in strict mode, and pytest does not."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa

import mubiao


def worst(text: str) -> str | None:
    errors: list[mubiao.Finding] = [one for one in mubiao.lint(text, select=["amounts"]) if one.severity == "error"]
    return errors[0].message if errors else None


def spent(content: bytes) -> Decimal:
    return sum((unit.expenditure or Decimal() for unit in mubiao.totals(content)), Decimal())


def as_data(content: bytes) -> int:
    return len(mubiao.export(content, "json")["sheets"]) + len(mubiao.export(content, "xlsx"))


def many(batch: pa.RecordBatch) -> int:
    found: pa.RecordBatch = mubiao.lint_batch(batch, lang="en")
    return int(found.num_rows)


fixed: mubiao.Fixed = mubiao.fix("", unsafe=True)
imported: mubiao.Imported = mubiao.import_sheet(b"a\tb", "a.txt", lang="en") if fixed.applied else mubiao.Imported("", 0, [], [], [], [])
print(worst(fixed.text), imported.sheets)
