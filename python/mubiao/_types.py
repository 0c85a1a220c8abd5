"""What the functions return."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any, Literal

Lang = Literal["zh", "en"]
"""The language of messages."""

Severity = Literal["error", "warning", "information"]
"""How much a finding matters."""


@dataclasses.dataclass(frozen=True)
class Edit:
    """A replacement of a range by a text; ranges count in the text before any edit."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


@dataclasses.dataclass(frozen=True)
class Fix:
    """A way to mend a finding: all its edits or none."""

    title: str
    applicability: Literal["safe", "unsafe"]
    edits: list[Edit]


@dataclasses.dataclass(frozen=True)
class Related:
    """Another place that a finding speaks of."""

    line: int
    column: int
    end_line: int
    end_column: int
    message: str


@dataclasses.dataclass(frozen=True)
class Finding:
    """A finding, as in the JSON report. Lines and columns count from 1, columns in characters; the end is exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    rule: str
    severity: Severity
    message: str
    related: list[Related]
    fixes: list[Fix]
    more_related: int = 0
    more_fixes: int = 0

    @property
    def fixable(self) -> bool:
        """Whether :func:`mubiao.fix` mends it."""
        return any(fix.applicability == "safe" for fix in self.fixes)

    def to_dict(self) -> dict[str, Any]:
        """The finding as the JSON report has it."""
        found = dataclasses.asdict(self)
        for count in ("more_related", "more_fixes"):
            if not found[count]:
                del found[count]
        return found

    @classmethod
    def _of(cls, data: dict[str, Any]) -> Finding:
        related = [Related(**one) for one in data["related"]]
        fixes = [
            Fix(one["title"], one["applicability"], [Edit(**edit) for edit in one["edits"]])
            for one in data["fixes"]
        ]
        return cls(**{**data, "related": related, "fixes": fixes})


@dataclasses.dataclass(frozen=True)
class Fixed:
    """A text after its fixes."""

    text: str
    applied: int
    remaining: list[Finding]


@dataclasses.dataclass(frozen=True)
class Totals:
    """What a budget unit comes to. Amounts are exact, in ``amount_unit``; ``None`` where nothing is stated or it cannot be
    read."""

    code: str
    name: str
    amount_unit: str
    revenue: Decimal | None
    expenditure: Decimal | None
    tasks: Decimal | None
    difference: Decimal | None
    indicators: int
    findings: int

    @classmethod
    def _of(cls, data: dict[str, Any]) -> Totals:
        amounts = {
            name: None if data[name] is None else Decimal(data[name])
            for name in ("revenue", "expenditure", "tasks", "difference")
        }
        return cls(**{**data, **amounts})


@dataclasses.dataclass(frozen=True)
class Note:
    """What an import says of a place in its source."""

    place: str | None
    text: str
    message: str
    rule: str | None


@dataclasses.dataclass(frozen=True)
class Imported:
    """A book and how it came about."""

    text: str
    sheets: int
    mended: list[Note]
    doubts: list[Note]
    left_out: list[Note]
    findings: list[Finding]

    @classmethod
    def _of(cls, text: str, report: dict[str, Any], findings: list[Finding]) -> Imported:
        mended, doubts, left_out = (
            [Note(**note) for note in report[kind]] for kind in ("mended", "doubts", "left_out")
        )
        return cls(text, report["sheets"], mended, doubts, left_out, findings)


@dataclasses.dataclass(frozen=True)
class Rule:
    """What is known of a rule without running it."""

    name: str
    group: str
    severity: Severity
    fix: Literal["safe", "unsafe"] | None
    summary: str
    since: str
    former: tuple[str, ...]

    @classmethod
    def _of(cls, data: dict[str, Any]) -> Rule:
        return cls(**{**data, "former": tuple(data["former"])})
