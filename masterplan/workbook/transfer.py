"""What goes between the app and the process that reads: JSON, and Arrow for rows.

Nothing in it is code, as it would be with pickle: the process may have read a hostile file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO, Any, cast

import pyarrow as pa

from masterplan.findings import Finding, Known, Reading
from masterplan.sheets import SHEET_OF, Column, Rows
from masterplan.workbook.arrow_column import ArrowColumn

_ARROW: dict[str, pa.DataType] = {
    "date": pa.date32(),
    "number": pa.float64(),
    "percent": pa.float64(),
    "integer": pa.int32(),
    "year": pa.int32(),
    "codes": pa.list_(pa.string()),
    "choices": pa.list_(pa.string()),
}


@dataclass(frozen=True)
class Request:
    """What is to be read, and within which limits."""

    files: Sequence[tuple[str, bytes]]
    known: Known
    chosen_plan: str | None
    mapping: str | None
    is_bulk: bool
    memory: int
    seconds: int


def write_request(request: Request, to: IO[bytes]) -> None:
    """Write a request, the files behind it."""
    head = {
        "files": [[name, len(content)] for name, content in request.files],
        "known": _known_as_json(request.known),
        "chosen_plan": request.chosen_plan,
        "mapping": request.mapping,
        "is_bulk": request.is_bulk,
        "memory": request.memory,
        "seconds": request.seconds,
    }
    _write_head(head, to)
    for _name, content in request.files:
        to.write(content)


def read_request(source: IO[bytes]) -> Request:
    """The request that ``write_request`` wrote."""
    head = json.loads(source.readline())
    files = [(name, source.read(size)) for name, size in head.pop("files")]
    return Request(files=files, known=_known_of_json(head.pop("known")), **head)


def write_readings(readings: Iterable[Reading], to: IO[bytes]) -> None:
    """Write what came of the files, without their contents; the rows behind it."""
    head: list[dict[str, Any]] = []
    parts: list[pa.Buffer] = []
    for reading in readings:
        tables = []
        for rows in reading.tables.values():
            part = _rows_as_arrow(rows)
            parts.append(part)
            tables.append([rows.table, rows.sheet, rows.column_letters, part.size])
        head.append(
            {
                "sha256": reading.sha256,
                "plan_code": reading.plan_code,
                "mapping": reading.mapping,
                "findings": [list(vars(finding).values()) for finding in reading.findings],
                "tables": tables,
            }
        )
    _write_head(head, to)
    for part in parts:
        to.write(memoryview(part))


def read_readings(source: IO[bytes], files: Sequence[tuple[str, bytes]]) -> list[Reading]:
    """What ``write_readings`` wrote, for these files; ValueError where it is not whole."""
    head = json.loads(source.readline())
    made = []
    for (name, content), one in zip(files, head, strict=True):
        tables = {
            table: _rows_of_arrow(table, sheet, letters, source.read(size))
            for table, sheet, letters, size in one["tables"]
        }
        findings = [Finding(*finding) for finding in one["findings"]]
        mapping = one["mapping"]
        made.append(
            Reading(name, one["sha256"], content, one["plan_code"], tables, findings, mapping)
        )
    return made


def arrow_type(column: Column) -> pa.DataType:
    """The type in which Arrow keeps a field."""
    return _ARROW.get(column.type, pa.string())


def array_of(column: Column, values: Sequence[object]) -> pa.Array:
    """The values of a field as Arrow keeps them."""
    return pa.array(values, arrow_type(column))


def _write_head(head: object, to: IO[bytes]) -> None:
    to.write(json.dumps(head, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")


def _known_as_json(known: Known) -> dict[str, Any]:
    return {
        "plans": sorted(known.plans),
        "codes": [[*key, sorted(codes)] for key, codes in known.codes.items()],
        "units": [[*key, unit] for key, unit in known.units.items()],
        "names": [[*key, names] for key, names in known.names.items()],
    }


def _known_of_json(content: dict[str, Any]) -> Known:
    return Known(
        frozenset(content["plans"]),
        {(plan, table): frozenset(codes) for plan, table, codes in content["codes"]},
        {(plan, code): unit for plan, code, unit in content["units"]},
        {(plan, table): names for plan, table, names in content["names"]},
    )


def _rows_as_arrow(rows: Rows) -> pa.Buffer:
    columns = {
        column.field: array_of(column, rows.columns[column.field])
        for column in SHEET_OF[rows.table].columns
    }
    columns["cell"] = pa.array(rows.cells, pa.string())
    columns["is_withdrawn"] = pa.array(rows.is_withdrawn, pa.bool_())
    table = pa.table(columns)
    target = pa.BufferOutputStream()
    with pa.ipc.new_stream(target, table.schema) as writer:
        writer.write_table(table)
    return target.getvalue()


def _rows_of_arrow(table: str, sheet: str, letters: dict[str, str], data: bytes) -> Rows:
    found = pa.ipc.open_stream(data).read_all()
    columns = {name: _column(found, name) for name in found.column_names}
    cells, is_withdrawn = columns.pop("cell"), columns.pop("is_withdrawn")
    return Rows(table, sheet, letters, columns, cells, is_withdrawn)


def _column(table: pa.Table, name: str) -> list[Any]:
    values = table.column(name)
    whole = values.chunk(0) if values.num_chunks == 1 else values.combine_chunks()
    # It is all of a list but the name; and nobody changes the rows of a reading.
    return cast("list[Any]", ArrowColumn(whole))
