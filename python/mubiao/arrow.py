"""Many sheets at once, in Arrow.

Each function takes a ``pyarrow.RecordBatch``, or anything with the Arrow C interface (a pyarrow or Polars table, a DuckDB
relation), with a column of paths and a column of contents, text or bytes. It returns a ``pyarrow.RecordBatch`` of a fixed
schema. A content that cannot be read is a row whose ``error`` says why; nothing that stands in one row ends the others.

>>> import pyarrow as pa
>>> batch = pa.record_batch({"path": ["a.mubiao", "b.mubiao"], "content": [b"", b"PK\\x03\\x04"]})
>>> found = lint_batch(batch, lang="en").to_pylist()
>>> found[0]["rule"], found[0]["error"]
('unknown-profile', None)
>>> found[1]["rule"], found[1]["error"]
(None, '"b.mubiao" is an Office file such as xlsx or docx (or a zip archive), not text; use import_batch on it')
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol, TypeAlias, Union

try:
    import pyarrow as pa
except ImportError as error:  # pragma: no cover
    raise ImportError("mubiao.arrow needs pyarrow 15 or later: pip install 'mubiao[arrow]'") from error

from . import _native, _settings
from ._types import Lang

__all__ = ["FINDINGS", "TOTALS", "UNITS", "import_batch", "lint_batch", "partitioning", "totals_batch"]

_OLDEST = 15


def _check_version(version: str) -> None:
    if int(version.split(".")[0]) < _OLDEST:
        raise ImportError(
            f"mubiao.arrow needs pyarrow {_OLDEST} or later, and this is {version}: pip install -U pyarrow"
        )


_check_version(pa.__version__)


class _Stream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...


class _Array(Protocol):
    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]: ...


ArrowData: TypeAlias = Union[_Stream, _Array]
"""A batch or a table: whatever has the Arrow C interface."""

FINDINGS: pa.Schema = _native.schema("findings")
"""The schema of :func:`lint_batch`, version 1."""

TOTALS: pa.Schema = _native.schema("totals")
"""The schema of :func:`totals_batch`, version 1."""

UNITS: pa.Schema = _native.schema("units")
"""The schema of :func:`import_batch`, version 1."""


PARTITIONS = ["division", "year"]
"""The columns that a Parquet folder is partitioned by; both may be null."""


def partitioning() -> Any:
    """How the Parquet folders of :mod:`mubiao.spark` are parted, a ``pyarrow.dataset.Partitioning``.

    Readers that are not told guess the types of division and year from the names of the folders, and
    ``pandas.read_parquet`` fails where one of them is null:

    >>> import pandas
    >>> pandas.read_parquet("findings", partitioning=partitioning())  # doctest: +SKIP
    """
    import pyarrow.dataset as ds

    return ds.partitioning(pa.schema([FINDINGS.field(name) for name in PARTITIONS]), flavor="hive")


def _batches(data: Any) -> list[pa.RecordBatch]:
    if isinstance(data, pa.RecordBatch):
        return [data]
    if isinstance(data, pa.Table):
        return list(data.to_batches())
    if hasattr(data, "__arrow_c_stream__"):
        return list(pa.RecordBatchReader.from_stream(data))
    if hasattr(data, "__arrow_c_array__"):
        return [pa.record_batch(data)]
    raise TypeError(f"a pyarrow.RecordBatch is needed, or a table with the Arrow C interface, not {type(data).__name__}")


def _run(
    function: Callable[[pa.RecordBatch, _native.Settings, str, str], pa.RecordBatch],
    schema: pa.Schema,
    data: Any,
    settings: _native.Settings,
    path: str,
    content: str,
) -> pa.RecordBatch:
    made = [function(batch, settings, path, content) for batch in _batches(data)]
    if len(made) == 1:
        return made[0]
    whole = pa.Table.from_batches(made, schema=schema).combine_chunks().to_batches()
    return whole[0] if whole else pa.RecordBatch.from_pylist([], schema=schema)


def lint_batch(
    data: ArrowData,
    *,
    path: str = "path",
    content: str = "content",
    profile: str | None = None,
    fiscal_year: int | None = None,
    lang: Lang = "zh",
    select: Iterable[str] | None = None,
    ignore: Iterable[str] | None = None,
) -> pa.RecordBatch:
    """A row a finding, see :data:`FINDINGS`; a sheet without findings has none.

    Each content is looked at by itself: a code that two files share is not found.
    """
    settings = _settings(profile, fiscal_year, lang, select, ignore)
    return _run(_native.lint_batch, FINDINGS, data, settings, path, content)


def totals_batch(
    data: ArrowData,
    *,
    path: str = "path",
    content: str = "content",
    profile: str | None = None,
    fiscal_year: int | None = None,
    lang: Lang = "zh",
) -> pa.RecordBatch:
    """A row a budget unit, see :data:`TOTALS`. Amounts are in 元; ``amount_unit`` is the unit that the sheet states."""
    settings = _settings(profile, fiscal_year, lang)
    return _run(_native.totals_batch, TOTALS, data, settings, path, content)


def import_batch(
    data: ArrowData,
    *,
    path: str = "path",
    content: str = "content",
    profile: str | None = None,
    fiscal_year: int | None = None,
    lang: Lang = "zh",
) -> pa.RecordBatch:
    """A row a budget unit of office files, PDF, web pages and texts, see :data:`UNITS`.

    Amounts are in 元; ``amount_unit`` is the unit that the sheet states. ``text`` is the sheet as ``.mubiao``;
    ``mended``, ``doubts`` and ``left_out`` count what the import of the whole file says.
    """
    settings = _settings(profile, fiscal_year, lang)
    return _run(_native.import_batch, UNITS, data, settings, path, content)
