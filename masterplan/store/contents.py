"""All that is known of one plan, as the records of its sheets.

The statements are put together from the sheets of the workbook format, as in ``staging``: only
names from that format go into the text, never a value.
"""

from __future__ import annotations

import datetime as dt

from masterplan.sheets import SHEETS, Sheet
from masterplan.store.uploads import Store


def contents(
    store: Store, plan_code: str, known_at: dt.datetime | None = None
) -> dict[str, list[dict[str, object]]]:
    """Per table of the workbook the records of a plan, in the order of their keys.

    ``known_at`` (UTC, null: now) asks what had been recorded at that moment. Tables without a
    record are there, and empty.
    """
    parameters = {"plan": plan_code, "known_at": known_at}
    found: dict[str, list[dict[str, object]]] = {}
    # One transaction, so that no upload comes between two sheets; it writes nothing.
    with store.write(keep=False) as cursor:
        for sheet in SHEETS:
            fields = [column.field for column in sheet.columns]
            rows = cursor.execute(_statement(sheet, fields), parameters).fetchall()
            found[sheet.table] = [dict(zip(fields, row, strict=True)) for row in rows]
    return found


def _statement(sheet: Sheet, fields: list[str]) -> str:
    return (
        f"select {', '.join(fields)} from known_{sheet.table}($known_at::timestamp) "
        f"where plan_code = $plan::varchar order by {', '.join(sheet.keys)}"
    )
