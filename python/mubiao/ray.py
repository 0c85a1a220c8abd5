"""mubiao on Ray Data.

>>> import ray                                                       # doctest: +SKIP
>>> from mubiao import ray as mubiao_ray
>>> files = ray.data.read_binary_files("s3://budget/2025", include_paths=True)   # doctest: +SKIP
>>> mubiao_ray.lint(files, content="bytes").write_parquet("findings", partition_cols=["division", "year"])  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from ._tables import JOBS, Kind

if TYPE_CHECKING:
    from ray.data import Dataset

__all__ = ["import_sheets", "lint", "totals"]


def _run(kind: Kind, data: Dataset, path: str, content: str, options: dict[str, Any]) -> Dataset:
    def run(table: pa.Table) -> pa.Table:
        job = JOBS[kind]
        # Ray knows some types of its own; Arrow's are those of the file.
        made = job.function(table.select([path, content]), path=path, content=content, **options)
        return pa.Table.from_batches([made], schema=job.schema)

    return data.map_batches(run, batch_format="pyarrow")


def lint(data: Dataset, *, path: str = "path", content: str = "content", **options: Any) -> Dataset:
    """A row a finding, see :data:`mubiao.arrow.FINDINGS`. ``options`` are those of :func:`mubiao.lint_batch`."""
    return _run("lint", data, path, content, options)


def totals(data: Dataset, *, path: str = "path", content: str = "content", **options: Any) -> Dataset:
    """A row a budget unit, see :data:`mubiao.arrow.TOTALS`. ``options`` are those of :func:`mubiao.totals_batch`."""
    return _run("totals", data, path, content, options)


def import_sheets(data: Dataset, *, path: str = "path", content: str = "content", **options: Any) -> Dataset:
    """A row a budget unit, see :data:`mubiao.arrow.UNITS`. ``options`` are those of :func:`mubiao.import_batch`."""
    return _run("import", data, path, content, options)
