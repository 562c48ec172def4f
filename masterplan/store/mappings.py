"""Ways of reading files of another form, kept under a name. The store does not look into them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from masterplan.store.database import Cursor, utc_now
from masterplan.store.recording import insert, next_id


@dataclass(frozen=True)
class KeptMapping:
    """A way of reading, as it was kept last under its name."""

    name: str
    fingerprint: str
    """Of the form of the file: another file of the same fingerprint is read the same way."""
    content: str
    """JSON."""
    person: str
    recorded_at: dt.datetime
    """UTC."""


def record_mapping(cursor: Cursor, name: str, fingerprint: str, content: str, person: str) -> None:
    """Add the row that says that a mapping was kept; taken back, where the content is empty."""
    row: dict[str, object] = {
        "mapping_id": next_id(cursor, "mapping"),
        "name": name,
        "fingerprint": fingerprint,
        "content": content,
        "person": person,
        "recorded_at": utc_now(),
    }
    insert(cursor, "mapping", [row])
