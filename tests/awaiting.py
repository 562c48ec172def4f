"""What takes its time, awaited by a test that is no coroutine itself."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def awaited(what: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine, run in a thread of its own.

    The browser of other tests may still run its loop in this one.
    """
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, what).result()
