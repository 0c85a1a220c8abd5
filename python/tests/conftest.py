"""The sample that the tests share: six sheets, damaged by copying."""

from __future__ import annotations

from pathlib import Path

import pytest

CORPUS = Path(__file__).resolve().parents[2] / "tests" / "corpus"


@pytest.fixture(scope="session")
def damaged() -> Path:
    return CORPUS / "chaoyang-2021.txt"


@pytest.fixture(scope="session")
def sound() -> Path:
    return CORPUS / "chaoyang-2021.mubiao"
