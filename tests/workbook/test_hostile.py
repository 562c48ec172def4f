"""No file takes the app down: each is refused or read within 10 seconds and 500 MB."""

from __future__ import annotations

from pathlib import Path

import pytest

from masterplan.findings import Reading
from masterplan.workbook.cells import Problem
from masterplan.workbook.grid import open_workbook
from masterplan.workbook.read import read
from masterplan.workbook.reading import read_safely
from tests.workbook.books import KNOWN, book, found
from tests.workbook.hostile import CASES, ONE, WITHOUT_FINDING, backslashes
from tests.workbook.measured import measured_apart
from tests.workbook.packages import HEADINGS, SHEET, packed, xlsx, xlsx_parts

SECONDS = 10
MEGABYTES = 500


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file_is_refused_or_read_in_time(name: str, tmp_path: Path) -> None:
    make, rule = CASES[name]
    file = tmp_path / "Werte.xlsx"
    file.write_bytes(make())
    done = measured_apart(file)
    assert done.rules == ([] if rule == WITHOUT_FINDING else [rule])
    assert done.tables == (["observation"] if rule == WITHOUT_FINDING else [])
    assert done.seconds < SECONDS
    assert done.megabytes < MEGABYTES


def test_the_largest_rectangle_that_is_allowed_is_read(tmp_path: Path) -> None:
    file = tmp_path / "Werte.xlsx"
    file.write_bytes(xlsx(ONE + '<row r="1000000"><c r="E1000000"><v>1</v></c></row>'))
    done = measured_apart(file)
    assert (done.rules, done.tables) == (["column_without_heading"], ["observation"])
    assert done.seconds < SECONDS
    assert done.megabytes < MEGABYTES


def test_backslashes_in_the_names_of_parts_are_no_attack() -> None:
    [reading] = read_safely([("a.xlsx", backslashes())], KNOWN)
    assert reading.findings == []
    assert reading.tables["observation"].columns["value"] == [5.0]


def with_xml(change: tuple[bytes, bytes]) -> Reading:
    parts = xlsx_parts(ONE)
    return read(packed(parts | {SHEET: parts[SHEET].replace(*change)}), "a.xlsx", KNOWN)


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        ((b"</sheetData>", b""), ["file_is_damaged"]),
        ((b"<v>5</v>", b"<v>5</v"), ["file_is_damaged"]),
        ((b'r="C2"', b'r="2C"'), ["file_is_damaged"]),
        ((b'r="C2"', b'r="C9999999"'), ["file_is_damaged"]),
        ((b"<v>5</v>", b"<v>NaN</v>"), ["number_too_large"]),
        ((b"<v>5</v>", b"<v>INF</v>"), ["number_too_large"]),
    ],
)
def test_broken_sheets_are_named_as_such(change: tuple[bytes, bytes], rules: list[str]) -> None:
    assert [rule for rule, _ in found(with_xml(change))] == rules


def test_a_sheet_that_is_not_wanted_is_not_looked_at() -> None:
    content = book({"Messwerte": [HEADINGS, ["I1", "2024", 5]], "Anderes": [["x"]]})
    opened = open_workbook(content, lambda name: name == "Messwerte")
    assert not isinstance(opened, Problem)
    assert (opened.names, list(opened.grids)) == (["Messwerte", "Anderes"], ["Messwerte"])


def test_every_truncation_of_a_workbook_ends_in_a_finding() -> None:
    content = xlsx(ONE)
    for length in range(0, len(content), 37):
        reading = read(content[:length], "a.xlsx", KNOWN)
        assert reading.has_errors


def test_every_changed_byte_ends_in_a_reading() -> None:
    content = xlsx(ONE)
    for place in range(0, len(content), 5):
        broken = content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]
        reading = read(broken, "a.xlsx", KNOWN)
        assert reading.has_errors or reading.tables
