"""The functions about batches."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import mubiao

pa = pytest.importorskip("pyarrow")

from mubiao import _tables, arrow  # noqa: E402

COLUMNS = {
    "findings": "path division year unit_code unit_name rule severity line column end_line end_column message fixable error",
    "totals": "path sheet division year unit_code unit_name revenue expenditure tasks difference amount_unit indicators"
    " findings error",
    "units": "path sheet division year unit_code unit_name revenue expenditure tasks difference amount_unit profile"
    " indicators findings mended doubts left_out text error",
}


def batch(*contents: Any, type: Any = None) -> Any:
    paths = [f"{at}.mubiao" for at in range(len(contents))]
    return pa.record_batch({"path": paths, "content": pa.array(contents, type or pa.binary())})


def test_schemas_do_not_change() -> None:
    for name, schema in [("findings", arrow.FINDINGS), ("totals", arrow.TOTALS), ("units", arrow.UNITS)]:
        assert schema.names == COLUMNS[name].split()
        assert all(field.nullable for field in schema)
        assert schema.metadata == {b"mubiao.schema": name.encode(), b"mubiao.version": b"1"}
    assert arrow.TOTALS.field("revenue").type == pa.decimal128(20, 6)
    assert arrow.FINDINGS.field("line").type == pa.int32()
    assert _tables.schema_ddl(arrow.FINDINGS).startswith("`path` string, `division` string, `year` int, `unit_code` string")


def test_findings_are_those_of_one_text(damaged: Path) -> None:
    found = mubiao.lint_batch(batch(damaged.read_bytes()), lang="en")
    assert found.schema.equals(arrow.FINDINGS, check_metadata=True)
    one = mubiao.lint(damaged.read_bytes(), path="0.mubiao", lang="en")
    columns = ["path", "rule", "severity", "line", "column", "end_line", "end_column", "message", "fixable"]
    assert found.select(columns).to_pylist() == [{name: getattr(finding, name) for name in columns} for finding in one]
    row = found.to_pylist()[-1]
    assert (row["division"], row["year"], row["unit_code"][:3], row["error"]) == ("211300000", 2021, "703", None)
    assert "朝阳" in row["unit_name"]


@pytest.mark.parametrize("type", ["binary", "large_binary", "binary_view", "string", "large_string", "string_view"])
def test_every_arrow_type_of_text_is_read(damaged: Path, type: str) -> None:
    if not hasattr(pa, type):
        pytest.skip("not in this pyarrow")
    content = damaged.read_text("utf-8") if "string" in type else damaged.read_bytes()
    found = mubiao.lint_batch(batch(content, None, type=getattr(pa, type)()))
    expected = mubiao.lint_batch(batch(damaged.read_bytes(), None))
    assert found == expected


def test_a_bad_row_is_a_row_with_an_error(damaged: Path) -> None:
    bad = [b"PK\x03\x04", b"%PDF-1.7", b"\xb2\xbf\t\xff\xb2", None, b"\xff\xfe\xe8\x90"]
    found = mubiao.lint_batch(batch(damaged.read_bytes(), *bad, b"", damaged.read_bytes()), lang="en")
    errors = {row["path"]: row["error"] for row in found.to_pylist() if row["error"]}
    assert list(errors) == [f"{at}.mubiao" for at in range(1, 6)]
    assert "use import_batch" in errors["1.mubiao"] and "use import_batch" in errors["2.mubiao"]
    assert "neither UTF-8 nor GB18030" in errors["3.mubiao"] and errors["4.mubiao"] == "the content is null"
    empty = [row for row in found.to_pylist() if row["path"] == "6.mubiao"]
    assert [row["rule"] for row in empty] == ["unknown-profile"]
    assert found.to_pylist()[-1]["path"] == "7.mubiao"


def test_totals_are_in_yuan(sound: Path) -> None:
    rows = mubiao.totals_batch(batch(sound.read_bytes(), b"")).to_pylist()
    assert [row["sheet"] for row in rows] == [1, 2, 3, 4, 5, 6, None]
    first = rows[0]
    assert (first["unit_code"], first["division"], first["year"]) == ("703001", "211300000", 2021)
    assert (first["revenue"], first["amount_unit"]) == (Decimal("5371200.000000"), "万元")
    assert rows[-1]["error"]


def test_units_are_imported_from_any_file(sound: Path) -> None:
    contents = {
        "book.xlsx": mubiao.export(sound.read_bytes(), "xlsx"),
        "book.mubiao": sound.read_bytes(),
        "broken.xlsx": b"PK\x03\x04",
        "empty.docx": b"",
    }
    table = pa.table({"path": list(contents), "content": list(contents.values())})
    made = mubiao.import_batch(table, lang="en")
    assert made.schema.equals(arrow.UNITS, check_metadata=True)
    rows = made.to_pylist()
    books = {path: [row for row in rows if row["path"] == path] for path in contents}
    assert [len(books[path]) for path in contents] == [6, 6, 1, 1]
    assert all(row["error"] for path in ("broken.xlsx", "empty.docx") for row in books[path])
    for from_office, from_text in zip(books["book.xlsx"], books["book.mubiao"]):
        for column in ("unit_code", "division", "year", "revenue", "amount_unit", "indicators", "text"):
            assert from_office[column] == from_text[column], column
    first = books["book.mubiao"][0]
    assert first["revenue"] == Decimal("5371200.000000")
    assert first["indicators"][0] == {
        "class": "履职效能",
        "group": "重点工作履行情况",
        "name": "重点工作办结率",
        "operator": "=",
        "target": "100",
        "measure": "%",
        "deadline": "2021-12",
    }
    assert "".join(row["text"] for row in books["book.mubiao"])[-200:] == sound.read_text("utf-8")[-200:]


def test_tables_are_taken_whole(damaged: Path) -> None:
    one = mubiao.lint_batch(batch(damaged.read_bytes()))
    table = pa.Table.from_batches([batch(damaged.read_bytes())] * 3)
    assert mubiao.lint_batch(table).num_rows == 3 * one.num_rows
    assert mubiao.lint_batch(table.slice(0, 0)).num_rows == 0
    assert mubiao.lint_batch(batch(damaged.read_bytes(), b"x").slice(1)).to_pylist()[0]["path"] == "1.mubiao"


def test_columns_are_named(damaged: Path) -> None:
    other = batch(damaged.read_bytes()).rename_columns(["file", "body"])
    assert mubiao.lint_batch(other, path="file", content="body").num_rows
    with pytest.raises(mubiao.MubiaoError, match='no column "path"; it has: "file", "body"'):
        mubiao.lint_batch(other)
    with pytest.raises(TypeError, match="must be string or binary, not Int64"):
        mubiao.lint_batch(pa.record_batch({"path": ["a"], "content": [1]}))
    for nothing in (None, [b""], {"path": []}):
        with pytest.raises(TypeError, match="Arrow C interface"):
            mubiao.lint_batch(nothing)  # type: ignore[arg-type]


def test_an_old_pyarrow_is_refused() -> None:
    with pytest.raises(ImportError, match="15 or later, and this is 14.0.2"):
        arrow._check_version("14.0.2")


def test_a_parquet_folder_with_nulls_is_read_back(sound: Path, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    dataset = pytest.importorskip("pyarrow.dataset")
    units = mubiao.totals_batch(batch(sound.read_bytes(), b"x"))
    dataset.write_dataset(pa.Table.from_batches([units]), tmp_path, format="parquet", partitioning=arrow.partitioning())
    read = pandas.read_parquet(tmp_path, partitioning=arrow.partitioning())
    assert len(read) == units.num_rows
    assert set(read["year"].dropna()) == {2021} and read["year"].isna().any()
