"""CSV and Parquet files of any length, as Arrow columns below one row of headings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pyarrow as pa
from pyarrow import csv, parquet

from masterplan.workbook.cells import Problem
from masterplan.workbook.delimited import Decoded, decoded, first_rows, sheet_name
from masterplan.workbook.headings import sheet_named
from masterplan.workbook.kinds import Kind
from masterplan.workbook.preflight import Inspected
from masterplan.workbook.refused import Refused

Row = list[object]


@dataclass
class BulkSheet:
    """One table: its headings stand in row 1, its first record in row 2."""

    name: str
    headings: Row
    columns: list[pa.Array]
    """As many as there are headings, all of one length."""
    notes: list[Problem] = field(default_factory=list)
    has_decimal_point: bool = False

    def __len__(self) -> int:
        return len(self.columns[0]) if self.columns else 0

    def as_rows(self) -> list[Row]:
        """The same as a grid, as other files are read; "" where a cell is blank."""
        columns = [["" if cell is None else cell for cell in c.to_pylist()] for c in self.columns]
        return [self.headings, *map(list, zip(*columns, strict=True))]


def open_in_bulk(content: bytes, file_name: str, inspected: Inspected) -> BulkSheet | None:
    """The columns of a file; None for a text whose rows have to be looked at one by one."""
    if inspected.kind is Kind.PARQUET:
        return _open_parquet(content, file_name)
    return _open_text(content, file_name)


def _open_parquet(content: bytes, file_name: str) -> BulkSheet:
    try:
        table = parquet.ParquetFile(pa.BufferReader(content)).read(use_threads=False)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise Refused("file_is_damaged") from error
    headings: Row = list(table.column_names)
    columns = [_plain(table.column(index)) for index in range(table.num_columns)]
    return BulkSheet(sheet_name([headings], file_name), headings, columns)


def _open_text(content: bytes, file_name: str) -> BulkSheet | None:
    found = decoded(content)
    rows = first_rows(found)
    name = sheet_name(rows, file_name)
    if not rows or sheet_named(name) is None or not _begins_with_headings(name, rows):
        return None
    width = len(rows[0])
    invalid = False

    def stop_at(_row: object) -> str:
        nonlocal invalid
        invalid = True
        return "skip"

    table = _parsed(found, width, stop_at)
    if table is None or invalid or table.num_columns != width:
        return None
    columns = [_whole(table.column(index)) for index in range(width)]
    return BulkSheet(name, rows[0], columns, [found.note], found.separator == ",")


def _begins_with_headings(name: str, rows: list[Row]) -> bool:
    """Do the headings stand in the first row, and on one line?"""
    fits_name = sheet_name(rows[:1], "") == name or sheet_named(name) is not None
    return fits_name and not any("\n" in str(cell) for cell in rows[0]) and any(rows[0])


def _parsed(found: Decoded, width: int, stop_at: Callable[[object], str]) -> pa.Table | None:
    names = [str(index) for index in range(width)]
    try:
        return csv.read_csv(
            pa.BufferReader(found.text.rstrip("\r\n").encode()),
            read_options=csv.ReadOptions(use_threads=False, column_names=names, skip_rows=1),
            parse_options=csv.ParseOptions(
                delimiter=found.separator,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=stop_at,
            ),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowException:  # the slower way says what is wrong with it
        return None


def _plain(values: pa.ChunkedArray) -> pa.Array:
    whole = _whole(values)
    return whole.dictionary_decode() if pa.types.is_dictionary(whole.type) else whole


def _whole(values: pa.ChunkedArray) -> pa.Array:
    whole = values.combine_chunks()
    return whole.chunk(0) if isinstance(whole, pa.ChunkedArray) and whole.num_chunks else whole
