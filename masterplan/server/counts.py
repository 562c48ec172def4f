"""How often things happened since the start: plain numbers, without who or what."""

from __future__ import annotations

import threading
import time
from collections import Counter

STARTED = time.time()

_lock = threading.Lock()
_counted: Counter[str] = Counter()


def add(name: str) -> None:
    """Count one more."""
    with _lock:
        _counted[name] += 1


def all_of_them() -> dict[str, int]:
    """Every number, by its name."""
    with _lock:
        return dict(_counted)
