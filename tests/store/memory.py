"""What the uploads of a plan say, read slowly in plain Python: the other road to the same facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from masterplan.sheets import SHEET_OF

Key = tuple[object, ...]
Held = dict[Key, dict[str, Any]]
"""Per key what holds, with the upload that spoke last."""


@dataclass
class Remembered:
    """One upload, with the moments at which it was withdrawn or reinstated."""

    upload_id: int
    recorded_at: dt.datetime
    tables: Mapping[str, Sequence[Mapping[str, Any]]]
    turns: list[tuple[dt.datetime, bool]] = field(default_factory=list)

    def is_visible(self, known_at: dt.datetime) -> bool:
        """Had it been recorded by then, and was it not withdrawn?"""
        turns = [is_withdrawn for moment, is_withdrawn in self.turns if moment <= known_at]
        return self.recorded_at <= known_at and not (turns and turns[-1])


@dataclass
class Memory:
    """The uploads of one plan, in the order in which they came."""

    uploads: list[Remembered] = field(default_factory=list)

    def held(self, table: str, known_at: dt.datetime = dt.datetime.max) -> Held:
        """What held of a table at a moment: said last, not blank, not taken back since."""
        held: Held = {}
        for upload in self.uploads:
            if upload.is_visible(known_at):
                for record in upload.tables.get(table, ()):
                    _say(held, table, record, upload.upload_id)
        return held

    def would_change(self, tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> bool:
        """Would any of these records make a difference now?"""
        return any(
            self._is_news(table, record) for table, records in tables.items() for record in records
        )

    def _is_news(self, table: str, record: Mapping[str, Any]) -> bool:
        known = self.held(table).get(key_of(table, record))
        if record.get("is_withdrawn"):
            return known is not None
        values = SHEET_OF[table].values
        said = {name: record[name] for name in values if record.get(name) is not None}
        return known is None or any(known[name] != value for name, value in said.items())


def key_of(table: str, record: Mapping[str, Any]) -> Key:
    """The key of a record; a part that it does not name is blank."""
    blank = {"dimension": "", "category": ""}
    return tuple(record.get(name, blank.get(name)) for name in SHEET_OF[table].keys)


def _say(held: Held, table: str, record: Mapping[str, Any], upload_id: int) -> None:
    key = key_of(table, record)
    if record.get("is_withdrawn"):
        held.pop(key, None)
        return
    row = held.setdefault(key, dict.fromkeys(SHEET_OF[table].values))
    row["upload_id"] = upload_id
    for name in SHEET_OF[table].values:
        if record.get(name) is not None:
            row[name] = record[name]
    if table == "milestone":
        row.setdefault("first_due_on", None)
        row["first_due_on"] = row["first_due_on"] or record.get("due_on")
