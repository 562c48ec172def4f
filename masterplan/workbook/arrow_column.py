"""A column of many rows that stays as it arrived until somebody looks at its values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, overload

import pyarrow as pa


class ArrowColumn(Sequence[Any]):
    """The values of an Arrow array as Python values, made when they are first asked for."""

    def __init__(self, values: pa.Array) -> None:
        self._values = values
        self._list: list[Any] | None = None

    def __arrow_array__(self, type: pa.DataType | None = None) -> pa.Array:
        """For ``pyarrow.array``: the values without a detour."""
        is_same = type is None or self._values.type == type
        return self._values if is_same else self._values.cast(type)

    def __len__(self) -> int:
        return len(self._values)

    @overload
    def __getitem__(self, place: int) -> Any: ...
    @overload
    def __getitem__(self, place: slice) -> list[Any]: ...
    def __getitem__(self, place: int | slice) -> Any:
        if self._list is not None:
            return self._list[place]
        if isinstance(place, slice):
            return self._values[place].to_pylist()
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        return self._values[place].as_py()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._as_list())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, ArrowColumn):
            return bool(self._values.equals(other._values))
        return self._as_list() == other

    __hash__ = None  # type: ignore[assignment]  # like a list

    def __repr__(self) -> str:
        return f"ArrowColumn({self._values.type}, {len(self)})"

    def _as_list(self) -> list[Any]:
        if self._list is None:
            self._list = self._values.to_pylist()
        return self._list
