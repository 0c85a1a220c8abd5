"""mubiao on Apache Spark.

>>> from mubiao import spark as mubiao_spark
>>> files = mubiao_spark.read(spark, "s3a://budget/2025")            # doctest: +SKIP
>>> mubiao_spark.lint(files).write.parquet("findings")               # doctest: +SKIP

As a job: ``python -m mubiao.spark lint s3a://budget/2025 --out findings``.

Spark's ``binaryFile`` gives no row for an empty file and none for a name that begins with ``_`` or ``.``. :func:`missing`
compares with a listing, and the job adds a row with an error for each.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ._tables import JOBS, Kind, mapper, schema_ddl
from .arrow import PARTITIONS

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["import_sheets", "lint", "main", "missing", "read", "totals"]

OPEN_COST = 256 * 1024
"""What opening a file counts as, in bytes. Spark's own 4 MiB makes a task of every 32 small files."""

NOT_READ = "the file is empty, or hidden by its name (_ or .), and was not read by Spark"


def read(spark: SparkSession, folder: str, pattern: str | None = None) -> DataFrame:
    """A row a file, ``path`` and ``content``, of a folder and those in it; ``pattern`` is one of names, such as ``*.mubiao``."""
    spark.conf.set("spark.sql.files.openCostInBytes", str(OPEN_COST))
    reader = spark.read.format("binaryFile").option("recursiveFileLookup", "true")
    if pattern is not None:
        reader = reader.option("pathGlobFilter", pattern)
    return reader.load(folder).select("path", "content")


def _run(kind: Kind, data: DataFrame, path: str, content: str, options: dict[str, Any]) -> DataFrame:
    run = mapper(kind, path, content, options)
    return data.select(path, content).mapInArrow(run, schema_ddl(JOBS[kind].schema))


def lint(data: DataFrame, *, path: str = "path", content: str = "content", **options: Any) -> DataFrame:
    """A row a finding, see :data:`mubiao.arrow.FINDINGS`. ``options`` are those of :func:`mubiao.lint_batch`."""
    return _run("lint", data, path, content, options)


def totals(data: DataFrame, *, path: str = "path", content: str = "content", **options: Any) -> DataFrame:
    """A row a budget unit, see :data:`mubiao.arrow.TOTALS`. ``options`` are those of :func:`mubiao.totals_batch`."""
    return _run("totals", data, path, content, options)


def import_sheets(data: DataFrame, *, path: str = "path", content: str = "content", **options: Any) -> DataFrame:
    """A row a budget unit, see :data:`mubiao.arrow.UNITS`. ``options`` are those of :func:`mubiao.import_batch`."""
    return _run("import", data, path, content, options)


def missing(spark: SparkSession, data: DataFrame, folder: str, pattern: str | None = None) -> list[str]:
    """The files of the folder, and of those in it, that ``data`` has no row for: those that are empty or hidden.

    ``pattern`` is one of names, as that of :func:`read`. The listing is Hadoop's, of whatever file system the folder is in.
    """
    jvm: Any = spark._jvm
    root = jvm.org.apache.hadoop.fs.Path(folder)
    system = root.getFileSystem(spark._jsparkSession.sessionState().newHadoopConf())
    files = system.listFiles(root, True)
    listed: set[str] = set()
    matches = jvm.org.apache.hadoop.fs.GlobFilter(pattern) if pattern is not None else None
    while files.hasNext():
        found = files.next().getPath()
        if matches is None or matches.accept(found):
            listed.add(_key(found.toString()))
    rows = {_key(row[0]) for row in data.select("path").toLocalIterator()}
    return sorted(listed - rows)


def _key(path: str) -> str:
    """The same for each of the ways in which Spark writes the path of a local file.

    >>> _key("file:///a/b") == _key("file:/a/b") == "file:/a/b"
    True
    """
    return "file:/" + path[8:] if path.startswith("file:///") else path


def main(args: Sequence[str] | None = None) -> int:
    """The job: ``python -m mubiao.spark {lint,totals,import} FOLDER --out PARQUET``."""
    parser = argparse.ArgumentParser(prog="python -m mubiao.spark", description=main.__doc__)
    parser.add_argument("what", choices=sorted(JOBS))
    parser.add_argument("folder", help="where the files are, a URI of any file system that Spark knows")
    parser.add_argument("--out", required=True, help="the Parquet folder, partitioned by division and year")
    parser.add_argument("--pattern", help="names of files, such as *.mubiao")
    parser.add_argument("--profile")
    parser.add_argument("--fiscal-year", type=int)
    parser.add_argument("--lang", choices=["zh", "en"], default="zh")
    parser.add_argument("--master", help="the Spark master; by default that of the environment")
    parser.add_argument("--overwrite", action="store_true", help="replace what is in the Parquet folder")
    asked = parser.parse_args(args)

    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName(f"mubiao {asked.what}")
    if asked.master:
        builder = builder.master(asked.master)
    spark = builder.getOrCreate()
    options = {"profile": asked.profile, "fiscal_year": asked.fiscal_year, "lang": asked.lang}
    files = read(spark, asked.folder, asked.pattern)
    made = _run(asked.what, files, "path", "content", options)
    lost = missing(spark, files, asked.folder, asked.pattern)
    if lost:
        schema = JOBS[asked.what].schema
        rows = [tuple({"path": path, "error": NOT_READ}.get(field.name) for field in schema) for path in lost]
        made = made.unionByName(spark.createDataFrame(rows, schema_ddl(schema)))
    mode = "overwrite" if asked.overwrite else "errorifexists"
    made.write.mode(mode).partitionBy(*PARTITIONS).parquet(asked.out)
    for path in lost:
        print(f"{path}: {NOT_READ}", file=sys.stderr)
    spark.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
