"""What would change: rows and lights, seen before and after within one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd
import pyarrow as pa

from masterplan.store.comparing import refresh_and_compare
from masterplan.store.database import Cursor, question
from masterplan.store.recording import Receipt
from masterplan.store.staging import SheetChange

SHOWN_ROWS = 2_000
"""So many rows of each sheet are told one by one; all of them are counted."""

_COLUMNS = [
    *("file_name", "table_name", "sheet", "cell", "row_key"),
    *("kind", "field", "value_before", "value_after"),
]


@dataclass(frozen=True)
class Lights:
    """The lights of some plans on a reporting date, as they stood at one moment."""

    plans: tuple[str, ...]
    on: dt.date
    rows: pa.Table


@dataclass(frozen=True, eq=False)
class Rehearsal:
    """What an upload, several of them, or a withdrawal would do."""

    receipts: tuple[Receipt, ...]
    """One per file; of a withdrawal one, which counts as new the rows that come back."""
    rows: pd.DataFrame
    """A line for each field that would change: ``file_name``, ``table_name``, ``sheet``, ``cell``,
    ``row_key`` (the parts of the key), ``kind`` (new, corrected, withdrawn), ``field``,
    ``value_before``, ``value_after``. Values are texts of the database, null where there is none;
    ``values.shown`` and ``values.shown_key`` put them for readers."""
    lights: pd.DataFrame
    """The lights that would change, as ``uploads/light_changes`` tells them."""

    @property
    def changes(self) -> tuple[SheetChange, ...]:
        """The counts per sheet, of one file after the other."""
        return tuple(change for receipt in self.receipts for change in receipt.changes)

    @property
    def rows_changed(self) -> int:
        """How many rows would change, told or not."""
        return sum(change.changes for change in self.changes)

    @property
    def is_cut(self) -> bool:
        """Are there more rows than ``rows`` tells? Those that are new are left out first."""
        return any(change.changes > SHOWN_ROWS for change in self.changes)

    @property
    def is_without_effect(self) -> bool:
        """Would nothing change?"""
        return not self.rows_changed

    @property
    def plan_code(self) -> str:
        """The plan of the first file."""
        return self.receipts[0].plan_code


def rehearse(
    cursor: Cursor,
    plans: Iterable[str],
    on: dt.date,
    steps: Iterable[tuple[Receipt, str]],
    in_full: bool = False,
) -> Rehearsal:
    """Go through ``steps``, each recorded when it is asked for, and see what they change.

    A step is a receipt, with the id of the upload whose rows came or went, and the file's name.
    """
    before = None
    receipts: list[Receipt] = []
    lines: list[pd.DataFrame] = []
    for receipt, file_name in steps:
        changes = receipt.changes
        if receipt.upload_id is not None:
            # What has been recorded cannot be seen before what holds is brought up to date.
            before = before or lights(cursor, plans, on)
            changes, frames = refresh_and_compare(cursor, receipt, SHOWN_ROWS, in_full)
            lines += [frame.assign(file_name=file_name) for frame in frames]
        receipts.append(replace(receipt, changes=changes))
    filled = [frame[_COLUMNS] for frame in lines if not frame.empty]
    rows = pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=_COLUMNS)
    changed = pd.DataFrame() if before is None else lights_changed(cursor, before)
    return Rehearsal(tuple(receipts), rows, changed)


def lights(cursor: Cursor, plans: Iterable[str], on: dt.date) -> Lights:
    """The lights as they stand now."""
    asked = tuple(sorted(set(plans)))
    rows = cursor.sql(question("uploads/lights"), params={"plans": list(asked), "on": on})
    return Lights(asked, on, rows.to_arrow_table())


def lights_changed(cursor: Cursor, before: Lights) -> pd.DataFrame:
    """The lights that stand differently now."""
    seen = {"seen_before": before.rows, "seen_after": lights(cursor, before.plans, before.on).rows}
    for name, rows in seen.items():
        cursor.register(name, rows)
    changed = cursor.execute(question("uploads/light_changes")).df()
    for name in seen:
        cursor.unregister(name)
    return changed
