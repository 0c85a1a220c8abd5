"""Compares what mubiao says on Spark and on Ray with what the program says; see run.sh."""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

import mubiao
from mubiao import arrow

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = ["path", "rule", "severity", "line", "column", "end_line", "end_column", "message"]
# What only several files together show is not seen sheet by sheet.
ALONE = ["duplicate-budget-unit"]

# Of the run in which a worker is killed.
TASKS = 16

Row = tuple[object, ...]


def make(folder: Path, count: int) -> None:
    """Fills the folder with sheets, each a little different, and with files that are none."""
    damaged = (ROOT / "tests/corpus/chaoyang-2021.txt").read_bytes()
    book = pa.record_batch({"path": ["book.mubiao"], "content": [damaged]})
    parts: list[str] = mubiao.import_batch(book).column("text").to_pylist()
    for at in range(count):
        place = folder / f"{at // 1000:03}"
        place.mkdir(exist_ok=True)
        part = parts[at % len(parts)].replace("703", f"{700 + at % 200}")
        (place / f"{at:06}.mubiao").write_bytes(part.encode("gb18030" if at % 100 == 7 else "utf-8"))
    (folder / "empty.mubiao").write_bytes(b"")
    (folder / "office.mubiao").write_bytes(b"PK\x03\x04 an archive")
    (folder / "binary.mubiao").write_bytes(b"\xb2\xbf\t\xff\xb2")


def key(path: str) -> str:
    return path.removeprefix("file://").removeprefix("file:")


def expected(folder: Path) -> tuple[set[Row], set[str], float]:
    """The findings and the failed files of the program, and its CPU time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "mubiao", "lint", "--no-config", "--format", "jsonl", "--ignore", ",".join(ALONE), str(folder)]
    run = subprocess.run(command, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    rows: set[Row] = set()
    failed: set[str] = set()
    for line in run.stdout.decode().splitlines():
        said = json.loads(line)
        if "failed" in said:
            failed.add(said["failed"]["path"])
        else:
            rows.add(tuple(said[name] for name in COLUMNS))
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return rows, failed, cpu


def compare(name: str, found: list[dict[str, object]], rows: set[Row], failed: set[str], absent: set[str]) -> None:
    """Fails unless both say the same; `absent` are files that the engine does not read."""
    got = {tuple(key(str(row[name])) if name == "path" else row[name] for name in COLUMNS) for row in found if row["error"] is None}
    errors = {key(str(row["path"])) for row in found if row["error"] is not None}
    wanted = {row for row in rows if row[0] not in absent}
    if got != wanted or errors != failed:
        for title, lines in (("missing", wanted - got), ("not expected", got - wanted), ("errors", errors ^ failed)):
            print(f"{name}: {title}: {len(lines)}", *sorted(map(str, lines))[:5], sep="\n  ")
        sys.exit(1)
    print(f"{name}: {len(got)} findings and {len(errors)} errors, as the program has them", flush=True)


def identity(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    yield from batches


def kill(tracker: Any, worker: int) -> None:
    """Kills the worker as soon as some of the tasks are done and others are not."""
    while True:
        stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        if any(stage and stage.numTasks == TASKS and stage.numCompletedTasks >= 3 for stage in stages):
            os.kill(worker, signal.SIGKILL)
            return
        time.sleep(0.05)


def spent() -> float:
    """Seconds of CPU of the script that started this, and of all that it started, those that ended included."""
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(folder.name)] = int(fields[1])
        ticks[int(folder.name)] = sum(map(int, fields[11:15]))
    root = os.getppid()

    def own(process: int) -> bool:
        while process != root and process in parents:
            process = parents[process]
        return process == root

    return sum(ticks[process] for process in ticks if own(process)) / os.sysconf("SC_CLK_TCK")


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds that the work takes, and seconds of CPU on all cores."""
    start, before = time.monotonic(), spent()
    work()
    return time.monotonic() - start, spent() - before


def noop(frame: Any) -> None:
    frame.write.format("noop").mode("overwrite").save()


def spark(asked: argparse.Namespace, sheets: Path, rows: set[Row], failed: set[str], cpu: float) -> None:
    from pyspark.sql import SparkSession

    from mubiao import spark as engine

    session = (
        SparkSession.builder.master(asked.master)
        .config("spark.executor.memory", "700m")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.task.maxFailures", "8")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    files = engine.read(session, f"file://{sheets}")
    lost = {key(path) for path in engine.missing(session, files, f"file://{sheets}")}
    assert lost == {str(sheets / "empty.mubiao")}, lost
    options = {"ignore": ALONE}

    passed = files.mapInArrow(identity, "path string, content binary")
    linted = engine.lint(files, **options)
    # Once before it counts: what starts and what is compiled at run time is not asked about.
    for work in (passed, linted):
        noop(work)
    same, own = measured(lambda: noop(passed)), measured(lambda: noop(linted))
    print(f"identity mapInArrow: {same[0]:.1f} s, {same[1]:.1f} s of CPU", flush=True)
    print(f"lint: {own[0]:.1f} s, {own[1]:.1f} s of CPU", flush=True)
    print(f"CPU: {own[1] / (cpu + same[1]):.2f} times that of the program and of the identity", flush=True)
    compare("spark", [row.asDict() for row in linted.collect()], rows, failed, lost)

    # A worker that dies in the middle: its tasks run again on the other one.
    killer = threading.Thread(target=kill, args=(session.sparkContext.statusTracker(), asked.worker), daemon=True)
    killer.start()
    found = [row.asDict() for row in engine.lint(files.repartition(TASKS), **options).collect()]
    assert not killer.is_alive(), "the worker was not killed"
    compare("spark, a worker killed", found, rows, failed, lost)
    session.stop()

    out = asked.folder / "parquet"
    job = ["lint", f"file://{sheets}", "--out", f"file://{out}", "--master", asked.master]
    subprocess.run([sys.executable, "-m", "mubiao.spark", *job], check=True, stderr=subprocess.DEVNULL)
    import pyarrow.dataset as ds

    table = ds.dataset(out, partitioning=arrow.partitioning()).to_table()
    written = [row for row in table.to_pylist() if row["rule"] not in ALONE]
    absent = [row for row in written if key(row["path"]) in lost]
    assert len(absent) == 1 and "empty" in absent[0]["error"], absent
    compare("python -m mubiao.spark", [row for row in written if row not in absent], rows, failed, lost)


def ray(sheets: Path, rows: set[Row], failed: set[str]) -> None:
    import ray as cluster

    from mubiao import ray as engine

    cluster.init(num_cpus=2, include_dashboard=False, logging_level="ERROR")
    files = cluster.data.read_binary_files(str(sheets), include_paths=True)
    start = time.monotonic()
    found = engine.lint(files, content="bytes", ignore=ALONE).take_all()
    print(f"ray: {time.monotonic() - start:.1f} s", flush=True)
    compare("ray", found, rows, failed, set())
    cluster.shutdown()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sheets", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--master", required=True)
    parser.add_argument("--worker", type=int, required=True, help="the process of a worker that may be killed")
    asked = parser.parse_args()
    sheets = asked.folder / "sheets"
    sheets.mkdir()
    make(sheets, asked.sheets)
    rows, failed, cpu = expected(sheets)
    print(f"the program: {asked.sheets} sheets, {len(rows)} findings, {cpu:.1f} s of CPU", flush=True)
    assert arrow.FINDINGS.names[0] == "path" and mubiao.__version__
    spark(asked, sheets, rows, failed, cpu)
    if importlib.util.find_spec("ray") is not None:
        ray(sheets, rows, failed)
    else:
        print("ray: not installed, not run")


if __name__ == "__main__":
    main()
