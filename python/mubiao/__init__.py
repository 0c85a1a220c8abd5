"""Lint, fix, format and import budget performance target sheets (绩效目标表).

A sheet is a ``str`` or the ``bytes`` of a file, in UTF-8 or GB18030. Lines and columns count from 1, columns in
characters. What mubiao cannot do raises :class:`MubiaoError`, which says what to do.

>>> import mubiao
>>> findings = mubiao.lint("预算\\n", lang="en")
>>> findings[0].rule, findings[0].line
('unknown-profile', 1)

Functions about many sheets at once, in Arrow: :mod:`mubiao.arrow`. Engines: :mod:`mubiao.spark`, :mod:`mubiao.ray`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal, overload

from . import _native
from ._native import MubiaoError, __version__
from ._types import (
    Edit,
    Finding,
    Fix,
    Fixed,
    Imported,
    Lang,
    Note,
    Related,
    Rule,
    Severity,
    Totals,
)

if TYPE_CHECKING:
    from .arrow import import_batch, lint_batch, totals_batch

__all__ = [
    "Edit",
    "Finding",
    "Fix",
    "Fixed",
    "Imported",
    "Lang",
    "MubiaoError",
    "Note",
    "Related",
    "Rule",
    "Severity",
    "Totals",
    "__version__",
    "explain",
    "export",
    "fix",
    "fmt",
    "format",
    "import_batch",
    "import_sheet",
    "lint",
    "lint_batch",
    "rules",
    "totals",
    "totals_batch",
]


def _settings(
    profile: str | None,
    fiscal_year: int | None,
    lang: Lang,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] | None = None,
) -> _native.Settings:
    for names in (select, ignore):
        if isinstance(names, str):
            raise TypeError(f"select and ignore are lists of rules, not a str: [{names!r}]")
    return _native.Settings(
        profile,
        fiscal_year,
        lang,
        None if select is None else list(select),
        None if ignore is None else list(ignore),
    )


def lint(
    content: str | bytes,
    *,
    path: str | None = None,
    profile: str | None = None,
    fiscal_year: int | None = None,
    lang: Lang = "zh",
    select: Iterable[str] | None = None,
    ignore: Iterable[str] | None = None,
) -> list[Finding]:
    """The findings of a book, by place, as in the JSON report.

    ``path`` is what the findings call it; no file is read, and no ``mubiao.toml``. ``profile`` and ``fiscal_year`` hold
    where the text does not state its own. ``select`` and ``ignore`` name rules, groups of rules, or ``"all"``. Other
    threads run meanwhile.

    >>> [finding.rule for finding in lint("", lang="en")]
    ['unknown-profile']
    >>> lint("", select=["amounts"])
    []
    """
    found = _native.lint(content, _settings(profile, fiscal_year, lang, select, ignore), path)
    return [Finding._of(one) for one in json.loads(found)]


def fix(
    content: str | bytes,
    *,
    unsafe: bool = False,
    path: str | None = None,
    profile: str | None = None,
    fiscal_year: int | None = None,
    lang: Lang = "zh",
    select: Iterable[str] | None = None,
    ignore: Iterable[str] | None = None,
) -> Fixed:
    """The text with its safe fixes applied, how many they were, and what is still found.

    ``unsafe`` applies those too that a person should decide on.

    >>> fix("预算\\n", lang="en").applied
    0
    """
    settings = _settings(profile, fiscal_year, lang, select, ignore)
    text, applied, found = _native.fix(content, settings, unsafe, path)
    return Fixed(text, applied, [Finding._of(one) for one in json.loads(found)])


def format(
    content: str | bytes,
    *,
    path: str | None = None,
    profile: str | None = None,
    fiscal_year: int | None = None,
    lang: Lang = "zh",
) -> str:
    """The text in the canonical layout; as it is when no form fits it.

    >>> format("预算\\n")
    '预算\\n'
    """
    return _native.format(content, _settings(profile, fiscal_year, lang), path)


fmt = format
"""The same as :func:`format`, under the name of the command."""


def totals(
    content: str | bytes,
    *,
    path: str | None = None,
    profile: str | None = None,
    fiscal_year: int | None = None,
    lang: Lang = "zh",
) -> list[Totals]:
    """What each budget unit of the book comes to, in the unit that its sheet states.

    >>> totals("")
    []
    """
    found = _native.totals(content, _settings(profile, fiscal_year, lang), path)
    return [Totals._of(one) for one in json.loads(found)]


def import_sheet(
    content: bytes | str,
    name: str,
    *,
    profile: str | None = None,
    lang: Lang = "zh",
) -> Imported:
    """The book that an office file, a PDF, a web page or a text becomes, and what was done to it.

    ``name`` is that of the file; its extension tells formats apart that their bytes do not.

    >>> import_sheet(b"", "empty.xlsx", lang="en")
    Traceback (most recent call last):
    ...
    mubiao.MubiaoError: the format of "empty.xlsx" is not known; ...
    """
    text, report, found = _native.import_sheet(content, name, _settings(profile, None, lang))
    return Imported._of(text, json.loads(report), [Finding._of(one) for one in json.loads(found)])


@overload
def export(
    content: str | bytes,
    to: Literal["json"],
    *,
    bom: bool = ...,
    path: str | None = ...,
    profile: str | None = ...,
    fiscal_year: int | None = ...,
    lang: Lang = ...,
) -> dict[str, Any]: ...
@overload
def export(
    content: str | bytes,
    to: Literal["xlsx", "docx", "html", "csv"],
    *,
    bom: bool = ...,
    path: str | None = ...,
    profile: str | None = ...,
    fiscal_year: int | None = ...,
    lang: Lang = ...,
) -> bytes: ...
def export(
    content: str | bytes,
    to: Literal["xlsx", "docx", "html", "csv", "json"],
    *,
    bom: bool = False,
    path: str | None = None,
    profile: str | None = None,
    fiscal_year: int | None = None,
    lang: Lang = "zh",
) -> bytes | dict[str, Any]:
    """The printed form as the bytes of a file, or the book as data: a dict where ``to`` is ``"json"``.

    ``bom`` begins a csv with a byte-order mark, by which Excel knows UTF-8.

    >>> export("", "csv", lang="en")
    Traceback (most recent call last):
    ...
    mubiao.MubiaoError: "-" cannot be exported: there is nothing in the text
    """
    made = _native.export_sheet(content, to, _settings(profile, fiscal_year, lang), bom, path)
    if to == "json":
        data: dict[str, Any] = json.loads(made)
        return data
    return made


def rules(*, lang: Lang = "zh") -> list[Rule]:
    """Every rule, in the order of the manual.

    >>> [rule.name for rule in rules()][:2]
    ['misaligned-row', 'hoisted-parent']
    """
    return [Rule._of(one) for one in json.loads(_native.rules_json(lang))]


def explain(rule: str, *, lang: Lang = "zh") -> str:
    """The page of a rule, in Markdown.

    >>> explain("unknown-rule", lang="en").splitlines()[0]
    '# unknown-rule an allowance names a rule that does not exist'
    """
    return _native.explain(rule, lang)


def __getattr__(name: str) -> Any:
    # pyarrow is loaded by those who use it.
    if name in ("import_batch", "lint_batch", "totals_batch"):
        from . import arrow

        return getattr(arrow, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
