"""What the engines share: a table of results by its name, and the way a job's rows are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, NamedTuple

import pyarrow as pa

from . import arrow

Kind = Literal["lint", "totals", "import"]
"""What a job does with each sheet."""


class Job(NamedTuple):
    """What is made of each batch, and the schema of what comes out."""

    function: Callable[..., pa.RecordBatch]
    schema: pa.Schema


JOBS: dict[Kind, Job] = {
    "lint": Job(arrow.lint_batch, arrow.FINDINGS),
    "totals": Job(arrow.totals_batch, arrow.TOTALS),
    "import": Job(arrow.import_batch, arrow.UNITS),
}

def ddl(type_: pa.DataType) -> str:
    """The type as Spark writes it.

    >>> ddl(arrow.UNITS.field("indicators").type)[:45]
    'array<struct<`class`:string,`group`:string,`n'
    """
    if pa.types.is_list(type_):
        return f"array<{ddl(type_.value_type)}>"
    if pa.types.is_struct(type_):
        fields = [type_.field(at) for at in range(type_.num_fields)]
        return f"struct<{','.join(f'`{field.name}`:{ddl(field.type)}' for field in fields)}>"
    if pa.types.is_decimal(type_):
        return f"decimal({type_.precision},{type_.scale})"
    return {pa.string(): "string", pa.int32(): "int", pa.bool_(): "boolean"}[type_]


def schema_ddl(schema: pa.Schema) -> str:
    """The schema as Spark writes it, its columns in their order: ``mapInArrow`` goes by their place.

    >>> schema_ddl(arrow.TOTALS).split(", ")[:3]
    ['`path` string', '`sheet` int', '`division` string']
    """
    return ", ".join(f"`{field.name}` {ddl(field.type)}" for field in schema)


def mapper(kind: Kind, path: str, content: str, options: dict[str, Any]) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """The function that an engine calls with the batches of a partition."""

    def run(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        function = JOBS[kind].function
        for batch in batches:
            if batch.num_rows:
                yield function(batch, path=path, content=content, **options)

    return run
