"""How fast the module is beside the program: python speed.py [SHEETS].

Prints, each a median of five: how much faster two threads are than one, the CPU time of `lint_batch` over that of the
program on the same files, and over that of starting the program for each file.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa

import mubiao

CORPUS = Path(__file__).resolve().parents[2] / "tests" / "corpus" / "chaoyang-2021.mubiao"
BATCH = 1000


def cpu(who: int) -> float:
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def measured(work: Callable[[], object], who: int) -> float:
    def once() -> float:
        before = cpu(who)
        work()
        return cpu(who) - before

    return statistics.median(once() for _ in range(5))


def elapsed(work: Callable[[], object]) -> float:
    def once() -> float:
        before = time.perf_counter()
        work()
        return time.perf_counter() - before

    return statistics.median(once() for _ in range(5))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    whole = pa.record_batch({"path": ["book.mubiao"], "content": [CORPUS.read_bytes()]})
    parts: list[str] = mubiao.import_batch(whole).column("text").to_pylist()
    texts = [parts[at % len(parts)].encode() for at in range(count)]
    paths = [f"{at:06}.mubiao" for at in range(count)]
    batches = [
        pa.record_batch({"path": paths[at : at + BATCH], "content": texts[at : at + BATCH]})
        for at in range(0, count, BATCH)
    ]

    book = "".join(parts) * 200
    with ThreadPoolExecutor(2) as pool:
        one = elapsed(lambda: [mubiao.lint(book, select=["unknown-rule"]) for _ in range(2)])
        two = elapsed(lambda: list(pool.map(lambda _: mubiao.lint(book, select=["unknown-rule"]), range(2))))
    print(f"two threads: {one / two:.2f} times as fast as one")

    module = measured(lambda: [mubiao.lint_batch(batch) for batch in batches], resource.RUSAGE_SELF)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"lint_batch: {module:.2f} s of CPU for {count} sheets; {memory} MiB at most")
    with tempfile.TemporaryDirectory() as folder:
        for path, text in zip(paths, texts):
            (Path(folder) / path).write_bytes(text)
        lint = [sys.executable, "-m", "mubiao", "lint", "--no-config", "--quiet", "--format", "jsonl"]
        program = measured(lambda: subprocess.run([*lint, folder], stdout=subprocess.DEVNULL), resource.RUSAGE_CHILDREN)
        some = paths[:20]
        each = measured(
            lambda: [subprocess.run([*lint, f"{folder}/{path}"], stdout=subprocess.DEVNULL) for path in some],
            resource.RUSAGE_CHILDREN,
        )
    print(f"the program: {program:.2f} s of CPU; lint_batch takes {module / program:.2f} times that")
    print(f"the program for each file: {each / len(some) * count / module:.0f} times the CPU of lint_batch")


if __name__ == "__main__":
    main()
