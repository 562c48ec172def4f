"""Observations by the million: checked as columns, except for the rows that are not plain.

A row is doubtful where a rule could have anything to say about it. Doubtful rows, together with
all that they could contradict, become a table like any other, and the rules look at that. So the
rules stand in one place, and here only has to be known which rows they cannot concern.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from masterplan.sheets import Column, Rows, Sheet
from masterplan.workbook.arrow_column import ArrowColumn
from masterplan.workbook.bulk_columns import Mask, is_readable, parse
from masterplan.workbook.bulk_source import BulkSheet
from masterplan.workbook.collector import Collector
from masterplan.workbook.headings import Header
from masterplan.workbook.numerals import POINTED
from masterplan.workbook.table import Table, read_columns
from masterplan.workbook.totals import is_total, without_totals
from masterplan.workbook.transfer import array_of, arrow_type

TABLE = "observation"
_FIRST_ROW = 2
_FIELDS_THAT_SAY_SOMETHING = ("value", "flag", "comment")


@dataclass
class BulkTable:
    """The observations of one file."""

    sheet: Sheet
    source: BulkSheet
    header: Header
    found: Collector
    columns: dict[str, pa.Array] = field(default_factory=dict)
    """Every field as it was read."""
    is_doubtful: Mask = field(default_factory=lambda: np.zeros(0, np.bool_))
    is_silent: Mask = field(default_factory=lambda: np.zeros(0, np.bool_))
    """Rows that say nothing."""
    table: Table | None = None
    """The doubtful rows, once they are checked."""

    def doubtful(self, codes: Set[str] | None, in_percent: Set[str], today: dt.date) -> Table:
        """The rows that the rules have to look at, among them those of unknown ``codes``."""
        self.is_doubtful |= _true(pc.greater(self.columns["observed_on"], today))
        if codes is not None:
            self._doubt_unknown(codes)
        self._doubt_shares(in_percent)
        self.is_doubtful &= ~self.is_silent
        self.table = self._table_of_doubtful()
        return self.table

    def as_rows(self) -> Rows:
        """What the rest of the program works with."""
        assert self.table is not None, "rows are handed over after they are checked"
        rest = self.table.as_rows()
        is_plain = pa.array(~(self.is_doubtful | self.is_silent))
        numbers = pa.array(np.arange(len(self.source)) + _FIRST_ROW).filter(is_plain)
        letter = rest.column_letters[self.sheet.principal]
        cells = pc.binary_join_element_wise(letter, numbers.cast(pa.string()), "")
        columns = {
            column.field: _joined(
                self.columns[column.field].filter(is_plain),
                array_of(column, rest.columns[column.field]),
            )
            for column in self.sheet.columns
        }
        none = pa.array(np.zeros(len(numbers), np.bool_))
        return Rows(
            TABLE,
            self.source.name,
            rest.column_letters,
            columns,
            _joined(cells, pa.array(rest.cells, pa.string())),
            _joined(none, pa.array(rest.is_withdrawn, pa.bool_())),
        )

    def _doubt_unknown(self, known: Set[str]) -> None:
        codes = self.columns["indicator_code"]
        unknown = [code for code in pc.unique(codes).to_pylist() if code and code not in known]
        self.is_doubtful |= _true(pc.is_in(codes, pa.array(unknown, pa.string())))

    def _doubt_shares(self, in_percent: Set[str]) -> None:
        """Numbers below 1 of indicators in percent, where they were not written as texts."""
        raw = self.source.columns[self.header.columns["value"]]
        if not in_percent or pa.types.is_string(raw.type):
            return
        is_small = pc.less(pc.abs(self.columns["value"]), 1.0)
        codes = pa.array(sorted(in_percent), pa.string())
        is_theirs = pc.is_in(self.columns["indicator_code"], codes)
        self.is_doubtful |= _true(is_small) & _true(is_theirs)

    def _table_of_doubtful(self) -> Table:
        places = np.flatnonzero(self.is_doubtful)
        cells = [
            ["" if cell is None else cell for cell in column.take(pa.array(places)).to_pylist()]
            for column in self.source.columns
        ]
        lines = [int(place) + _FIRST_ROW - 1 for place in places]
        rows = dict(zip(lines, map(list, zip(*cells, strict=True)), strict=True))
        kept = without_totals(self.sheet, self.header, rows, lines, self.found)
        raw: dict[str, Sequence[object]] = {
            name: [rows[line][index] for line in kept]
            for name, index in self.header.columns.items()
        }
        numbers = [line + 1 for line in kept]
        has_point = self.source.has_decimal_point
        name = self.source.name
        return read_columns(
            Table(self.sheet, self.header, self.found, name, numbers, raw, may_have_point=has_point)
        )


def bulk_table(
    sheet: Sheet, source: BulkSheet, header: Header, found: Collector
) -> BulkTable | None:
    """Read the columns of a file; None, with an error, where one cannot be read."""
    made = BulkTable(sheet, source, header, found)
    count = len(source)
    made.is_doubtful = np.zeros(count, np.bool_)
    for column in sheet.columns:
        index = header.columns.get(column.field)
        if index is None:
            made.columns[column.field] = pa.nulls(count, arrow_type(column))
            continue
        raw = source.columns[index]
        if not is_readable(raw.type):
            details = {"column": header.headings[column.field], "type": str(raw.type)}
            found.add("column_unreadable", 1, index, details=details)
            continue
        parsed = parse(column, raw, _has_point(source, column, raw))
        made.columns[column.field] = parsed.values
        made.is_doubtful |= parsed.is_doubtful
    if found.has("column_unreadable"):
        return None
    _settle(made)
    return made


def _settle(made: BulkTable) -> None:
    """What can be said of the rows before anything else is known."""
    columns = made.columns
    says_nothing = [_true(columns[name].is_null()) for name in _FIELDS_THAT_SAY_SOMETHING]
    made.is_silent = np.logical_and.reduce(says_nothing) & ~made.is_doubtful
    for name in ("dimension", "category"):
        columns[name] = columns[name].fill_null("")
    halves = (_true(pc.equal(columns[name], "")) for name in ("dimension", "category"))
    made.is_doubtful |= np.not_equal(*halves)
    for name in ("indicator_code", "observed_on"):
        made.is_doubtful |= _true(columns[name].is_null())
    codes = pc.unique(columns["indicator_code"]).to_pylist()
    totals = [code for code in codes if code and is_total([code])]
    made.is_doubtful |= _true(pc.is_in(columns["indicator_code"], pa.array(totals, pa.string())))
    made.is_doubtful |= _repeated([columns[name] for name in made.sheet.keys])


def _repeated(keys: Iterable[pa.Array]) -> Mask:
    """Which rows have a key that comes more than once?"""
    key = np.zeros(0, np.int64)
    for values in keys:
        encoded = values.dictionary_encode(null_encoding="encode")
        places = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
        key = places if not len(key) else key * len(encoded.dictionary) + places
        # Numbered anew after each part, the key never grows past what its type holds.
        key = np.unique(key, return_inverse=True)[1]
    found: Mask = np.bincount(key)[key] > 1 if len(key) else np.zeros(0, np.bool_)
    return found


def _has_point(source: BulkSheet, column: Column, raw: pa.Array) -> bool:
    """Are the numbers of a column written with a decimal point? A comma would say otherwise."""
    if not source.has_decimal_point or column.type != "number":
        return False
    is_pointed = pc.match_substring_regex(raw, f"^{POINTED.pattern}$")
    has_comma = pc.match_substring(raw, ",")
    return bool(pc.any(is_pointed).as_py()) and not pc.any(has_comma).as_py()


def _true(values: pa.Array) -> Mask:
    """Where a condition holds; where it cannot be told, it does not."""
    found: Mask = values.fill_null(False).to_numpy(zero_copy_only=False).astype(np.bool_)
    return found


def _joined(first: pa.Array, second: pa.Array) -> list[Any]:
    return cast("list[Any]", ArrowColumn(pa.concat_arrays([first, second])))
