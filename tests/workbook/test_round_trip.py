"""What is written can be read back: the same rows, from cells to files to databases."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, HealthCheck, given, settings
from hypothesis import strategies as st

from masterplan.cli import main
from masterplan.findings import Known
from masterplan.sheets import SHEET_OF, SHEETS, Column
from masterplan.store import forget, open_store
from masterplan.store.contents import contents
from masterplan.workbook.cells import clean, says_nothing, withdraws
from masterplan.workbook.read import read_files
from masterplan.workbook.write import workbook

Record = dict[str, Any]
Tables = dict[str, list[Record]]

PAST = st.dates(dt.date(1990, 1, 1), dt.date(2024, 12, 31))
CODES = st.from_regex(r"K[A-Za-z0-9äöüÄÖÜß_./ -]{0,8}", fullmatch=True).map(
    lambda text: " ".join(clean(text).split())
)
TEXTS = (
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn"), include_characters="\n"))
    .map(clean)
    .filter(lambda text: not says_nothing(text) and not withdraws(text))
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False).map(lambda number: number + 0.0)


def codes() -> st.SearchStrategy[list[str]]:
    return st.lists(CODES, min_size=1, max_size=4, unique_by=str.casefold)


def value_of(column: Column, known: dict[str, list[Any]]) -> st.SearchStrategy[Any]:
    """Any value that a column can hold."""
    if column.choices is not None:
        one = st.sampled_from([member.code for member in column.choices])
        return one if column.type == "choice" else st.lists(one, min_size=1, unique=True)
    if column.refers_to is not None:
        one = st.sampled_from(known[column.refers_to])
        return one if column.type != "codes" else st.lists(one, min_size=1, unique=True)
    if column.field == "weight":
        return st.floats(min_value=0.001, max_value=1e6)
    by_type: dict[str, st.SearchStrategy[Any]] = {
        "code": CODES,
        "text": TEXTS,
        "date": PAST,
        "number": NUMBERS,
        "percent": st.floats(min_value=0, max_value=100).map(lambda number: number + 0.0),
        "integer": st.integers(1, 9),
        "year": st.integers(1990, 2100),
    }
    return by_type[column.type]


def record(table: str, known: dict[str, list[Any]], keys: Record) -> st.SearchStrategy[Record]:
    """A row with these keys; what is not required may be missing."""
    fields = {}
    for column in SHEET_OF[table].columns:
        if not column.is_key:
            some = value_of(column, known)
            fields[column.field] = some if column.is_required else st.none() | some
    return st.fixed_dictionaries(fields).map(lambda values: {**keys, **values})


@st.composite
def plans(draw: st.DrawFn) -> Tables:
    """A plan whose rows refer to each other as the format asks."""
    known: dict[str, list[Any]] = {
        "phase": draw(st.lists(st.integers(1, 9), min_size=1, unique=True))
    }
    for table in ("topic_area", "goal", "working_group", "measure", "indicator"):
        known[table] = draw(codes())
    tables: Tables = {"plan": [draw(record("plan", known, {"plan_code": draw(CODES)}))]}
    for table, found in known.items():
        [key] = SHEET_OF[table].keys
        tables[table] = [draw(record(table, known, {key: code})) for code in found]
    for row in tables["goal"]:
        row["parent_code"] = None  # no goal lies above itself
    for row in tables["phase"] + tables["measure"]:
        row["ends_on"] = row["starts_on"]  # no end before its beginning
    for row in tables["indicator"]:
        row["unit"] = "Anzahl"  # of a percentage, 0,5 is doubted
    for measure in known["measure"]:
        keys = {"measure_code": measure, "year": draw(st.integers(1990, 2100))}
        tables.setdefault("funds", []).append(draw(record("funds", known, keys)))
        keys = {"measure_code": measure, "milestone_number": draw(CODES)}
        tables.setdefault("milestone", []).append(draw(record("milestone", known, keys)))
    for indicator in known["indicator"]:
        part = {"dimension": "Stadtteil", "category": draw(CODES)}
        total = {"dimension": "", "category": ""}
        keys = {
            "indicator_code": indicator,
            "observed_on": draw(PAST),
            **draw(st.sampled_from([part, total])),
        }
        tables.setdefault("observation", []).append(draw(record("observation", known, keys)))
    return tables


@settings(phases=[Phase.generate], max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(tables=plans(), language=st.sampled_from(["de", "en"]))
def test_any_rows_are_read_back_as_they_were(tables: Tables, language: str) -> None:
    [reading] = read_files([("a.xlsx", workbook(tables, language))], Known())
    assert [f for f in reading.findings if f.severity == "error"] == []
    assert reading.plan_code == tables["plan"][0]["plan_code"]
    assert set(reading.tables) == set(tables)
    for table, records in tables.items():
        rows = reading.tables[table]
        assert not any(rows.is_withdrawn)
        for column in SHEET_OF[table].columns:
            written = [row[column.field] for row in records]
            assert rows.columns[column.field] == written, f"{table}.{column.field}"
