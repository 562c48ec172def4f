"""What uploads may take of the memory and time of the server that serves everybody."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class ServerLimits:
    """All limits of the way in; those of reading a file are in masterplan/workbook/limits.py."""

    body: int = 28 * MEGABYTE
    """Bytes of one request: a file of 25 MB and what a browser puts around it."""
    parked: int = 300 * MEGABYTE
    """Bytes of all files that wait in memory, together with those that are arriving."""
    parked_by_one: int = 150 * MEGABYTE
    """The same for one address."""
    files_of_a_session: int = 3
    """One is looked at; the older ones go when another comes."""
    arriving: int = 8
    """Uploads at the same time."""
    arriving_of_one: int = 4
    per_minute: int = 60
    """Uploads that one address begins in a minute."""
    seconds_arriving: float = 120.0
    """How long a file may take to arrive."""
    seconds_parked: float = 3600.0
    """How long a file may wait for somebody to do something with it."""
    seconds_after_leaving: float = 120.0
    """The same once its page is closed: as long as Streamlit lets the page come back."""


LIMITS = ServerLimits()
