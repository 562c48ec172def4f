"""How the columns of a foreign workbook become fields of the format, as data.

A mapping is made once, in the mapping step, kept under a name, and used again for every file of
the same shape. It says everything that could be understood in two ways; nothing else is guessed.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from masterplan.workbook.periods import GRAINS, Grain
from masterplan.workbook.shape import LAYOUTS, Layout

DecimalSign = Literal["comma", "point"]
PercentScale = Literal["percent", "share"]
DateOrder = Literal["day_first", "month_first"]

PERIOD_FIELDS = {
    "observation": "observed_on",
    "funds": "year",
    "target": "due_on",
    "evaluation": "reporting_date",
}
"""The field that the periods above the columns of a wide sheet fill."""

_VERSION = 1


@dataclass(frozen=True)
class ColumnUse:
    """What one column of the file means."""

    field: str
    heading: str = ""
    """What stands above it, so that it is found in the next file though it has moved."""
    factor: float = 1.0
    """What its numbers are multiplied by: 1000 for a column “in Tsd. €”."""
    unit: str = ""
    """What its numbers are counted in, after the factor."""
    decimal: DecimalSign | None = None
    """The decimal sign of numbers that are written as texts; None where texts stay doubtful."""
    percent: PercentScale | None = None
    """Does 0.125 mean 0,125 % ("percent") or 12,5 % ("share")? None where that stays doubtful."""
    period: Grain | None = None
    """What a date stands for: "month" for the month it lies in. None where it is a day."""
    date_order: DateOrder | None = None
    """What 01/02/2025 means; None where that stays doubtful."""
    words: dict[str, str] = dataclasses.field(default_factory=dict)
    """Words of the file and what they mean in the format: “grün” means “planmäßig”."""
    by_name: bool = False
    """Does it hold names where the format has codes? They are looked up in what is stored."""
    fill_down: bool = False
    """Does a blank cell mean the one above it, as in merged cells?"""


@dataclass(frozen=True)
class SheetMapping:
    """How one sheet of the file fills one table. A sheet may fill several tables."""

    source: str
    """The sheet's name in the file."""
    table: str
    header_rows: tuple[int, ...]
    """As the spreadsheet numbers them; of a transposed sheet its columns, A being 1."""
    layout: Layout
    columns: dict[str, ColumnUse]
    """By letter; of a transposed sheet by row number. Columns of periods stand here too."""
    periods: dict[str, str] = dataclasses.field(default_factory=dict)
    """For each column that stands for a period, by letter, that period: “2025”, “Q1/2025”."""
    period_grain: Grain | None = None
    """What a date above a column stands for, as for ``ColumnUse.period``."""
    constants: dict[str, str] = dataclasses.field(default_factory=dict)
    """By field what all rows have, though no column says it."""
    skip_rows: tuple[str, ...] = ()
    """The first texts of rows that are no records; totals are passed over without being listed."""
    left_out: tuple[str, ...] = ()
    """The headings of columns that are meant not to be read."""
    fingerprint: str = ""
    """The shape of the sheet."""

    @property
    def period_field(self) -> str | None:
        """The field that the periods fill; None where no column stands for a period."""
        return PERIOD_FIELDS.get(self.table) if self.periods else None


@dataclass(frozen=True)
class Mapping:
    """How a file is read that does not follow the format."""

    name: str
    sheets: tuple[SheetMapping, ...]

    @property
    def fingerprint(self) -> str:
        """The shape of the file, as far as the mapping reads it."""
        parts = sorted({one.fingerprint for one in self.sheets})
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


class MappingFormatError(ValueError):
    """A text that is no mapping, or one of a later version."""


def to_json(mapping: Mapping) -> str:
    """The mapping as a text to be stored; the same mapping always gives the same text."""
    content = {"version": _VERSION, **asdict(mapping)}
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def from_json(text: str) -> Mapping:
    """The mapping of a stored text; MappingFormatError where it is none."""
    try:
        content = json.loads(text)
        if content.pop("version") != _VERSION:
            raise MappingFormatError("another version")
        content["sheets"] = tuple(_sheet(one) for one in content["sheets"])
        return Mapping(**content)
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise MappingFormatError(str(error)) from error


def _sheet(content: dict[str, Any]) -> SheetMapping:
    content["columns"] = {letter: _use(use) for letter, use in content["columns"].items()}
    for name in ("header_rows", "skip_rows", "left_out"):
        content[name] = tuple(content[name])
    _one_of(content["layout"], LAYOUTS)
    _one_of(content["period_grain"], (None, *GRAINS))
    return SheetMapping(**content)


def _use(content: dict[str, Any]) -> ColumnUse:
    _one_of(content["decimal"], (None, *get_args(DecimalSign)))
    _one_of(content["percent"], (None, *get_args(PercentScale)))
    _one_of(content["date_order"], (None, *get_args(DateOrder)))
    _one_of(content["period"], (None, *GRAINS))
    return ColumnUse(**content)


def _one_of(value: object, allowed: tuple[object, ...]) -> None:
    if value not in allowed:
        raise MappingFormatError(f"{value!r} is none of {allowed}")
