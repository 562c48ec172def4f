"""A single row that somebody enters: a small workbook, so that it is read and kept like any other.

Because the workbook is kept as the original, the upload can be checked, withdrawn and read again
as if it had been filled in elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from masterplan.findings import Finding
from masterplan.sheets import SHEET_OF, Sheet
from masterplan.workbook.cells import column_letter
from masterplan.workbook.write import WITHDRAW, Record, workbook

_ROW = 2  # below the heading


def form_workbook(
    table: str, record: Record, language: str = "de", withdraw: bool = False
) -> bytes:
    """A workbook with one row of ``table``; what it holds as a text is read as if it were typed.

    With ``withdraw`` the row takes back what is stored under its key.
    """
    sheet = SHEET_OF[table]
    if withdraw:
        record = {name: record[name] for name in sheet.keys if name in record}
        record = {**record, sheet.principal: WITHDRAW[language]}
    return workbook({table: [record]}, language)


def form_name(table: str, record: Record, language: str = "de") -> str:
    """The name under which the small workbook is kept: the sheet and what the row is about."""
    sheet = SHEET_OF[table]
    title = sheet.german if language == "de" else sheet.english
    parts = [title, *(str(record[name]) for name in sheet.keys if record.get(name))]
    plain = re.sub(r"[^\w.-]+", "-", " ".join(parts)).strip("-.")
    return f"{plain[:100]}.xlsx"


def by_field(table: str, findings: Iterable[Finding]) -> dict[str | None, list[Finding]]:
    """What was found in such a workbook, by the field of its row; under None all that is left."""
    fields = _fields(SHEET_OF[table])
    found: dict[str | None, list[Finding]] = {}
    for finding in findings:
        found.setdefault(fields.get(finding.cell), []).append(finding)
    return found


def _fields(sheet: Sheet) -> dict[str, str]:
    return {
        f"{column_letter(index)}{_ROW}": column.field for index, column in enumerate(sheet.columns)
    }
