"""Readings made directly from records, without a spreadsheet: what the store's tests load.

The content of such a file is the records as JSON, so that the same reading can be had from its
original again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from masterplan.findings import Finding, Known, Reading
from masterplan.sheets import SHEET_OF, Rows, Sheet

Record = Mapping[str, Any]
"""The fields of a row that say something; ``is_withdrawn`` where it takes the row back."""
Tables = Mapping[str, Sequence[Record]]


def reading(
    tables: Tables,
    plan_code: str = "MP",
    file_name: str = "plan.json",
    findings: Sequence[Finding] = (),
) -> Reading:
    """The reading of a file that has these records."""
    content = json.dumps({"plan": plan_code, "tables": tables}, default=str, sort_keys=True)
    return Reading(
        file_name=file_name,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        content=content.encode(),
        plan_code=plan_code,
        tables={table: _rows(SHEET_OF[table], records) for table, records in tables.items()},
        findings=list(findings),
    )


def read(
    content: bytes,
    file_name: str,
    known: Known,
    plan_code: str | None,
    mapping: str | None = None,
) -> Reading:
    """Read such a file again, as a rebuild does."""
    file = json.loads(content)
    tables = {
        table: [_typed(SHEET_OF[table], record) for record in records]
        for table, records in file["tables"].items()
    }
    again = reading(tables, file["plan"], file_name)
    assert again.content == content
    return again


def basic_plan(plan_code: str = "MP", indicators: Sequence[str] = ("I1", "I2")) -> Reading:
    """The smallest plan that observations can belong to: one phase, topic area and measure."""
    return reading(
        {
            "plan": [{"plan_code": plan_code, "title": f"Masterplan {plan_code}"}],
            "phase": [
                {
                    "phase": 1,
                    "title": "Aufbau",
                    "starts_on": dt.date(2023, 1, 1),
                    "ends_on": dt.date(2025, 12, 31),
                }
            ],
            "topic_area": [{"topic_area_code": "T1", "title": "Bildung", "from_phase": 1}],
            "measure": [
                {"measure_code": "M1", "title": "Labor", "topic_area_code": "T1", "phase": 1}
            ],
            "indicator": [
                {
                    "indicator_code": code,
                    "measure_code": "M1",
                    "name": f"Indikator {code}",
                    "unit": "Anzahl",
                    "direction": "up",
                }
                for code in indicators
            ],
        },
        plan_code,
    )


def observed(
    value: float | None,
    indicator_code: str = "I1",
    on: dt.date = dt.date(2024, 12, 31),
    **fields: object,
) -> dict[str, Any]:
    """The record of an observation."""
    return {"indicator_code": indicator_code, "observed_on": on, "value": value, **fields}


def observations(*records: Record, plan_code: str = "MP") -> Reading:
    """The reading of a file that has nothing but these observations."""
    return reading({"observation": records}, plan_code)


def _rows(sheet: Sheet, records: Sequence[Record]) -> Rows:
    letters = {column.field: chr(ord("A") + at) for at, column in enumerate(sheet.columns)}
    for record in records:
        unknown = record.keys() - letters.keys() - {"is_withdrawn"}
        assert not unknown, f"{sheet.table} has no {unknown}"
    return Rows(
        table=sheet.table,
        sheet=sheet.german,
        column_letters=letters,
        columns={
            column.field: [record.get(column.field, _blank(column.field)) for record in records]
            for column in sheet.columns
        },
        cells=[f"{letters[sheet.principal]}{row}" for row in range(2, len(records) + 2)],
        is_withdrawn=[bool(record.get("is_withdrawn", False)) for record in records],
    )


def _blank(field: str) -> str | None:
    return "" if field in ("dimension", "category") else None


def _typed(sheet: Sheet, record: Record) -> Record:
    dates = {column.field for column in sheet.columns if column.type == "date"}
    return {
        field: dt.date.fromisoformat(value) if field in dates and value else value
        for field, value in record.items()
    }
