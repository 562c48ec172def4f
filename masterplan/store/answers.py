"""Answers kept until the next write, so that pages may ask the same again at no cost."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager

import pandas as pd

_KEPT = 256
_LARGEST = 20_000  # rows


class Answers:
    """The last answers of one database, which only this process can write."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, pd.DataFrame] = OrderedDict()
        self._lock = threading.Lock()
        self._version = 0

    def find(self, key: Hashable) -> tuple[int, pd.DataFrame | None]:
        """The answer kept under ``key``, and the version to keep a new one under."""
        with self._lock:
            answer = self._kept.get(key)
            if answer is not None:
                self._kept.move_to_end(key)
            version = self._version
        return version, None if answer is None else answer.copy()

    @property
    def version(self) -> int:
        """The number of the state: it grows with every write."""
        with self._lock:
            return self._version

    def is_current(self, version: int) -> bool:
        """Has nothing been written since this version?"""
        with self._lock:
            return version == self._version

    def keep(self, key: Hashable, version: int, answer: pd.DataFrame) -> None:
        """Keep an answer, unless something was written since the question was put."""
        if key is None or len(answer) > _LARGEST:
            return
        answer = answer.copy()
        with self._lock:
            if version == self._version:
                self._kept[key] = answer
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)

    @contextmanager
    def forgotten(self) -> Iterator[None]:
        """Forget all, and let nobody have an answer until what happens within has happened.

        So nobody is told the old state once the new one can be seen.
        """
        with self._lock:
            self._version += 1
            self._kept.clear()
            yield


def answer_key(name: str, parameters: dict[str, object]) -> Hashable:
    """What an answer is kept under; None where a value cannot be part of a key.

    With the types: 1, 1.0 and True are equal to Python, not to a question.
    """
    key = (name, *((field, _frozen(value)) for field, value in sorted(parameters.items())))
    try:
        hash(key)
    except TypeError:
        return None
    return key


def _frozen(value: object) -> tuple[object, object]:
    if isinstance(value, (list, tuple)):
        return type(value), tuple(_frozen(item) for item in value)
    return type(value), value
