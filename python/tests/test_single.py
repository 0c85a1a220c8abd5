"""The functions about one text."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from decimal import Decimal
from pathlib import Path

import pytest

import mubiao


def program(*args: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "mubiao", *args], capture_output=True, **options)  # type: ignore[call-overload,no-any-return]


def test_findings_are_those_of_the_json_report(damaged: Path) -> None:
    report = json.loads(program("lint", "--lang", "en", "--format", "json", str(damaged)).stdout)
    found = mubiao.lint(damaged.read_bytes(), path=str(damaged), lang="en")
    assert [finding.to_dict() for finding in found] == report["findings"]
    assert len(found) > 10 and any(finding.fixable for finding in found)


def test_text_and_bytes_are_the_same(damaged: Path) -> None:
    assert mubiao.lint(damaged.read_text("utf-8")) == mubiao.lint(damaged.read_bytes())


def test_gb18030_is_read_and_found(sound: Path) -> None:
    found = mubiao.lint(sound.read_text("utf-8").encode("gb18030"))
    assert "foreign-encoding" in {finding.rule for finding in found}
    assert mubiao.format(sound.read_text("utf-8").encode("gb18030")) == sound.read_text("utf-8")


def test_rules_are_chosen(damaged: Path) -> None:
    text = damaged.read_bytes()
    amounts = {rule.name for rule in mubiao.rules() if rule.group == "amounts"}
    assert {finding.rule for finding in mubiao.lint(text, select=["amounts"])} <= amounts
    assert not amounts & {finding.rule for finding in mubiao.lint(text, ignore=["amounts"])}
    with pytest.raises(mubiao.MubiaoError, match="unbalanced-tasks"):
        mubiao.lint(text, select=["unbalanced-task"])
    with pytest.raises(TypeError, match="lists of rules"):
        mubiao.lint(text, select="amounts")


def test_fixes_are_applied(damaged: Path, sound: Path) -> None:
    fixed = mubiao.fix(damaged.read_bytes())
    assert fixed.applied > 0
    assert fixed.remaining == mubiao.lint(fixed.text)
    assert mubiao.fix(fixed.text).applied == 0
    assert mubiao.fmt(sound.read_bytes()) == sound.read_text("utf-8")


def test_totals_are_exact(sound: Path) -> None:
    first = mubiao.totals(sound.read_bytes())[0]
    assert (first.code, first.amount_unit) == ("703001", "万元")
    assert first.revenue == Decimal("537.12")
    assert len(mubiao.totals(sound.read_bytes())) == 6


@pytest.mark.parametrize("to", ["xlsx", "docx", "html", "csv"])
def test_what_is_exported_is_imported(sound: Path, to: str) -> None:
    made = mubiao.export(sound.read_bytes(), to)  # type: ignore[call-overload]
    assert isinstance(made, bytes) and made
    if to != "csv":
        imported = mubiao.import_sheet(made, f"book.{to}")
        assert imported.sheets == 6 and "537.12" in imported.text


def test_a_book_is_data(sound: Path) -> None:
    book = mubiao.export(sound.read_bytes(), "json")
    assert book["version"] == 2 and len(book["sheets"]) == 6
    again = mubiao.import_sheet(json.dumps(book), "book.json")
    assert again.text == sound.read_text("utf-8")


def test_an_old_sheet_keeps_its_notes(damaged: Path) -> None:
    imported = mubiao.import_sheet(damaged.read_bytes(), damaged.name, lang="en")
    assert imported.sheets == 6 and imported.mended
    assert all(note.message for note in imported.mended)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 and so on", "import_sheet"),
        (b"\xd0\xcf\x11\xe0 and so on", "import_sheet"),
        (b"%PDF-1.7", "import_sheet"),
        (b"\xff\xfe\xe8\x90", "UTF-16"),
        (b"\xb2\xbf\t\xff\xb2", "neither UTF-8 nor GB18030"),
        ("年度绩效目标".encode() + b"\xe4", "damaged UTF-8"),
    ],
)
def test_what_is_no_text_says_what_to_do(content: bytes, said: str) -> None:
    with pytest.raises(mubiao.MubiaoError, match=said) as raised:
        mubiao.lint(content, path="a.mubiao", lang="en")
    assert "a.mubiao" in str(raised.value)


@pytest.mark.parametrize("content", [None, 1, ["a"], Path("a.mubiao")])
def test_what_is_no_content_is_a_type_error(content: object) -> None:
    with pytest.raises(TypeError, match="must be str or bytes, not"):
        mubiao.lint(content)  # type: ignore[arg-type]


def test_settings_are_checked() -> None:
    for wrong in ({"lang": "fr"}, {"profile": "nowhere"}, {"fiscal_year": 21}):
        with pytest.raises(mubiao.MubiaoError):
            mubiao.lint("", **wrong)  # type: ignore[arg-type]
    with pytest.raises(mubiao.MubiaoError, match="known are"):
        mubiao.export("", "pdf")  # type: ignore[call-overload]
    with pytest.raises(mubiao.MubiaoError, match="unknown-rule"):
        mubiao.explain("unknwon-rule", lang="en")


def test_a_cell_of_100_mb_is_read(sound: Path) -> None:
    text = sound.read_text("utf-8").replace("537.12", "9" * 100_000_000, 1)
    assert mubiao.lint(text)


def test_other_threads_run_meanwhile(damaged: Path) -> None:
    text = damaged.read_text("utf-8") * 400
    done = threading.Event()
    thread = threading.Thread(target=lambda: (mubiao.lint(text, select=["unknown-rule"]), done.set()))
    thread.start()
    turns = 0
    while not done.is_set():
        turns += 1
        time.sleep(0.001)
    thread.join()
    assert turns > 1


def test_the_program_is_the_same(damaged: Path, tmp_path: Path) -> None:
    assert program("--version").stdout.decode().split()[-1] == mubiao.__version__
    assert program("lint", str(damaged)).returncode == 1
    assert program("lint", "nowhere.mubiao").returncode == 2
    assert program("lint", "--nonsense").returncode == 2
    sheet = tmp_path / "a.mubiao"
    sheet.write_bytes(damaged.read_bytes())
    program("lint", "--fix", str(sheet))
    assert sheet.read_text("utf-8") == mubiao.fix(damaged.read_bytes()).text
    from_stdin = program("fmt", "-", input=damaged.read_bytes())
    assert from_stdin.stdout.decode() == mubiao.format(damaged.read_bytes())


def test_the_program_serves_editors() -> None:
    message = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}).encode()
    head = b"Content-Length: %d\r\n\r\n" % len(message)
    served = program("lsp", input=head + message, timeout=60)
    assert b'"capabilities"' in served.stdout
