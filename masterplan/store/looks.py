"""Lights kept ready for the last looks: pages ask many questions about one day and knowledge.

A question reads lights through the macros ``indicator_light`` and ``measure_light``. To work them
out takes longer than everything else about most questions. So they are worked out once for a look,
and on the connection of a question the two macros are covered by temporary ones that give the kept
rows. What is kept holds until the next write.
"""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

Cursor = duckdb.DuckDBPyConnection

VIEWS = Path(__file__).parents[2] / "queries" / "views"

LIGHTS = ("indicator_light", "measure_light")
"""What is kept of a look; the second is worked out of the first."""

_CLOCKS = (("on", "known_at"), ("before_on", "before_known_at"))
"""The parameters of a question that make a look."""

_KEPT = 8
_MACRO = re.compile(r"^create or replace macro (\w+)\(", re.MULTILINE)


@dataclass(frozen=True)
class Look:
    """A reporting date and a moment of knowledge (UTC; None: now)."""

    on: dt.date
    known_at: dt.datetime | None

    @property
    def condition(self) -> str:
        """Are the parameters of a macro those of this look?"""
        known = "null" if self.known_at is None else f"timestamp '{self.known_at.isoformat(' ')}'"
        return f"on_day = date '{self.on.isoformat()}' and known_at is not distinct from {known}"


Rows = dict[str, pa.Table]
"""The kept rows of a look by the name of their macro."""


class Looks:
    """The lights of the last looks at one database."""

    def __init__(self, cursor: Callable[[], AbstractContextManager[Cursor]]) -> None:
        self._cursor = cursor
        self._kept: OrderedDict[Look, tuple[int, Rows]] = OrderedDict()
        self._lock = threading.Lock()
        self._working = threading.Lock()

    def cover(self, cursor: Cursor, looks: list[Look], version: int) -> None:
        """Let the questions of this connection read the lights of some looks from what is kept."""
        if not looks:
            return
        rows = [self._rows(look, version) for look in looks]
        for macro in LIGHTS:
            _cover(cursor, macro, looks, [kept[macro] for kept in rows])

    def _rows(self, look: Look, version: int) -> Rows:
        found = self._find(look, version)
        if found is not None:
            return found
        with self._working:  # after a write everybody asks: one works it out, the others wait
            found = self._find(look, version)
            if found is not None:
                return found
            rows = self._worked_out(look)
            with self._lock:
                self._kept[look] = version, rows
                self._kept.move_to_end(look)
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            return rows

    def _find(self, look: Look, version: int) -> Rows | None:
        """What is kept of a look; a newer one will do, since who asks finds that it is newer."""
        with self._lock:
            found = self._kept.get(look)
        return found[1] if found is not None and found[0] >= version else None

    def _worked_out(self, look: Look) -> Rows:
        rows: Rows = {}
        with self._cursor() as cursor:
            for macro in LIGHTS:
                asked = f"select * from {macro}($on::date, $known_at::timestamp)"
                params = {"on": look.on, "known_at": look.known_at}
                rows[macro] = cursor.sql(asked, params=params).to_arrow_table()
                _cover(cursor, macro, [look], [rows[macro]])
        return rows


def looks_of(sql: str, parameters: Mapping[str, object]) -> list[Look]:
    """The looks whose lights a question reads; none where it reads none."""
    if not reads_lights(sql):
        return []
    looks = []
    for on_name, known_name in _CLOCKS:
        on, known_at = parameters.get(on_name), parameters.get(known_name)
        is_moment = known_at is None or (
            isinstance(known_at, dt.datetime) and known_at.tzinfo is None
        )
        if type(on) is dt.date and is_moment:
            looks.append(Look(on, known_at))  # type: ignore[arg-type]
    return list(dict.fromkeys(looks))


@cache
def reads_lights(sql: str) -> bool:
    """Does a question read kept lights, itself or through other macros?"""
    return re.search(rf"\b({'|'.join(_reading())})\(", sql) is not None


@cache
def _reading() -> frozenset[str]:
    """The macros that lead to lights."""
    text = "\n".join(file.read_text(encoding="utf-8") for file in sorted(VIEWS.glob("*.sql")))
    pieces = _MACRO.split(text)[1:]
    bodies = dict(zip(pieces[::2], pieces[1::2], strict=True))
    found = set(LIGHTS)
    while True:
        calls = re.compile(rf"\b({'|'.join(sorted(found))})\(")
        more = {name for name, body in bodies.items() if calls.search(body)} - found
        if not more:
            return frozenset(found)
        found |= more


def _cover(cursor: Cursor, macro: str, looks: list[Look], tables: list[pa.Table]) -> None:
    """Put a temporary macro over one of the database; of another look it refuses to speak."""
    for number, table in enumerate(tables):
        cursor.register(f"kept_{macro}_{number}", table)
    refused = f"error('{macro} is kept for other dates than these')::boolean"
    known = " or ".join(f"({look.condition})" for look in looks)
    pieces = [
        f"select * from kept_{macro}_{number} where {look.condition}"
        for number, look in enumerate(looks)
    ]
    pieces.append(
        f"select * from kept_{macro}_0 where case when {known} then false else {refused} end"
    )
    body = " union all ".join(pieces)
    cursor.execute(f"create or replace temp macro {macro}(on_day, known_at) as table {body}")
