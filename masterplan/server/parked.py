"""The files that Streamlit keeps in memory between an upload and its end, and who may park one.

Streamlit itself takes any file of any session and keeps it until the session is gone for good.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from masterplan.server.limits import LIMITS

Key = tuple[str, str]
"""A session and a file of it."""


@dataclass(frozen=True)
class Place:
    """When a file was parked, and by which address."""

    since: float
    origin: str


def manager() -> MemoryUploadedFileManager:
    """Streamlit's own store of these files."""
    kept = Runtime.instance().uploaded_file_mgr
    assert isinstance(kept, MemoryUploadedFileManager)
    return kept


def has_a_place(session_id: str) -> bool:
    """Was the person of this session shown a page with a field for files? Others park nothing."""
    session = Runtime.instance().get_app_session(session_id)
    if session is None:
        return False
    known = session.session_state._new_widget_state.widget_metadata  # there is no other way to ask
    return any(one.value_type == "file_uploader_state_value" for one in list(known.values()))


def sizes() -> dict[Key, int]:
    """The bytes of every parked file."""
    kept = manager()
    with kept._lock:
        return {
            (session, file): len(record.data)
            for session, files in kept.file_storage.items()
            for file, record in files.items()
        }


class Places:
    """What is parked, by whom and since when."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._places: dict[Key, Place] = {}
        self._left_since: dict[str, float] = {}

    def note(self, key: Key, origin: str) -> None:
        """A file was parked; of one session only the newest few stay."""
        self._places[key] = Place(self._clock(), origin)
        mine = [one for one in self._places if one[0] == key[0]]
        for old in mine[: -LIMITS.files_of_a_session]:
            self._remove(old)

    def of(self, origin: str) -> int:
        """The bytes that an address has parked."""
        held = sizes()
        return sum(
            held.get(key, 0) for key, place in self._places.items() if place.origin == origin
        )

    def sweep(self) -> None:
        """Let go what is older than allowed, and what belonged to a session that is over."""
        now, held = self._clock(), sizes()
        self._note_who_left(now, {session for session, _file in held})
        for key in held:
            self._places.setdefault(key, Place(now, ""))
        for key, place in list(self._places.items()):
            away = now - self._left_since.get(key[0], now)
            if key not in held:
                del self._places[key]
            elif away > LIMITS.seconds_after_leaving or now - place.since > LIMITS.seconds_parked:
                self._remove(key)

    def _note_who_left(self, now: float, sessions: set[str]) -> None:
        """Whose page is closed, and since which sweep. It may come back: a network was lost."""
        runtime = Runtime.instance()
        gone = {session for session in sessions if not runtime.is_active_session(session)}
        self._left_since = {session: self._left_since.get(session, now) for session in gone}

    def _remove(self, key: Key) -> None:
        manager().remove_file(*key)
        self._places.pop(key, None)
        storage: dict[str, Any] = manager().file_storage
        if not storage.get(key[0], True):
            storage.pop(key[0], None)


PLACES = Places()
