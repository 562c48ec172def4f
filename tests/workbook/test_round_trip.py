"""What is written can be read back: the same rows, from cells to files to databases."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
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


CITY: Tables = {
    "plan": [
        {
            "plan_code": "P",
            "title": "=1+1",
            "resolved_on": dt.date(2019, 12, 31),
            "paper": "_x0041_",
            "supersedes": None,
        }
    ],
    "phase": [
        {
            "phase": 1,
            "title": "Aufbruch",
            "starts_on": dt.date(2020, 1, 1),
            "ends_on": dt.date(2029, 12, 31),
            "report_due_on": None,
        }
    ],
    "topic_area": [{"topic_area_code": "01", "title": "Netze", "from_phase": 1}],
    "goal": [
        {"goal_code": "Z1", "level": "vision", "title": "#N/A", "parent_code": None},
        {"goal_code": "Z2", "level": "sub_goal", "title": "Zwei", "parent_code": "Z1"},
    ],
    "working_group": [
        {
            "working_group_code": "AG",
            "title": "Gruppe",
            "topic_area_code": "01",
            "lead": "Amt 12",
            "sectors": ["politics", "science"],
        }
    ],
    "measure": [
        {
            "measure_code": "1.10",
            "title": "Glasfaser",
            "description": "Zeile eins\nZeile zwei",
            "topic_area_code": "01",
            "phase": 1,
            "working_group_code": "AG",
            "lead_unit": None,
            "starts_on": dt.date(2020, 2, 29),
            "ends_on": None,
            "goal_codes": ["Z2", "Z1"],
            "supersedes": None,
        }
    ],
    "milestone": [
        {
            "measure_code": "1.10",
            "milestone_number": "1",
            "title": "Start",
            "due_on": dt.date(2021, 1, 1),
            "reached_on": None,
            "weight": 2.0,
        }
    ],
    "funds": [
        {
            "measure_code": "1.10",
            "year": 2024,
            "planned_eur": 0.1 + 0.2,
            "spent_eur": 0.0,
            "forecast_eur": -1e-7,
            "grants_eur": None,
        }
    ],
    "indicator": [
        {
            "indicator_code": "I1",
            "measure_code": "1.10",
            "name": "Anteil",
            "definition": None,
            "unit": "%",
            "kind": "effect",
            "direction": "up",
            "baseline": 0.25,
            "baseline_on": dt.date(2020, 1, 1),
            "frequency": "yearly",
            "aggregation": "level",
            "weight": None,
            "owner": None,
            "source": None,
        }
    ],
    "target": [
        {
            "indicator_code": "I1",
            "kind": kind,
            "value": value,
            "upper": upper,
            "due_on": due_on,
            "valid_from": None,
            "valid_to": None,
            "reason": None,
        }
        for kind, value, upper, due_on in (
            ("direction", None, None, None),
            ("interval", 1.0, 2.5, None),
            ("value", 90.0, None, dt.date(2030, 1, 1)),
        )
    ],
    "observation": [
        {
            "indicator_code": "I1",
            "observed_on": dt.date(2023, 12, 31),
            "value": value,
            "flag": "at_least",
            "dimension": dimension,
            "category": category,
            "comment": None,
        }
        for dimension, category, value in (("", "", 0.5), ("Stadtteil", "Nord", 1e15 + 0.5))
    ],
    "evaluation": [
        {
            "measure_code": "1.10",
            "reporting_date": dt.date(2023, 12, 31),
            "perspective": "citizens_forum",
            "state": "in_progress",
            "rating": "at_risk",
            "progress_percent": 0.5,
            "reason": "–5 % im Vergleich",
        }
    ],
}
"""Something in every sheet, with what is easily lost on the way."""


@st.composite
def details(draw: st.DrawFn, known: dict[str, list[Any]]) -> Tables:
    """A row of each kind that hangs on a measure or an indicator."""
    keys: dict[str, list[Record]] = {"funds": [], "milestone": [], "observation": []}
    for measure in known["measure"]:
        year = draw(st.integers(1990, 2100))
        keys["funds"].append({"measure_code": measure, "year": year})
        keys["milestone"].append({"measure_code": measure, "milestone_number": draw(CODES)})
    for indicator in known["indicator"]:
        parts = [("", ""), ("Stadtteil", draw(CODES))]
        dimension, category = draw(st.sampled_from(parts))
        key = {"indicator_code": indicator, "observed_on": draw(PAST)}
        keys["observation"].append(key | {"dimension": dimension, "category": category})
    return {
        table: [draw(record(table, known, key)) for key in found] for table, found in keys.items()
    }


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
    return tables | draw(details(known))


# Plans are large: to look for the smallest one that fails would take minutes.
@settings(
    phases=[Phase.explicit, Phase.generate],
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
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


def call(*words: object) -> int:
    return main([str(word) for word in words])


def stored(path: Path) -> Tables:
    """What the database holds of the plan."""
    try:
        return contents(open_store(path), "P")
    finally:
        forget(path)


@pytest.fixture
def loaded(tmp_path: Path) -> Path:
    """A database that knows the city."""
    file = tmp_path / "city.xlsx"
    file.write_bytes(workbook(CITY))
    assert call("load", file, "--db", tmp_path / "first.duckdb") == 0
    return tmp_path / "first.duckdb"


def test_the_database_holds_what_was_written(loaded: Path) -> None:
    assert set(CITY) == {sheet.table for sheet in SHEETS}
    assert stored(loaded) == CITY


@pytest.mark.parametrize("language", ["de", "en"])
def test_an_export_fills_an_empty_database_with_the_same(
    loaded: Path, tmp_path: Path, language: str
) -> None:
    file, second = tmp_path / "export.xlsx", tmp_path / "second.duckdb"
    assert call("export", file, "--db", loaded, "--language", language) == 0
    assert call("load", file, "--db", second) == 0
    assert stored(second) == CITY


@pytest.mark.parametrize("command", ["export", "template"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_what_is_written_changes_nothing_where_it_came_from(
    loaded: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    command: str,
    language: str,
) -> None:
    file = tmp_path / "again.xlsx"
    assert call(command, file, "--db", loaded, "--language", language) == 0
    capsys.readouterr()
    assert call("load", file, "--db", loaded, "--json") == 0
    [answer] = json.loads(capsys.readouterr().out)["files"]
    assert not answer["stored"]
    assert sum(sheet["unchanged"] for sheet in answer["sheets"]) == sum(map(len, CITY.values()))


def test_an_export_of_then_is_what_was_known_then(loaded: Path, tmp_path: Path) -> None:
    file = tmp_path / "change.xlsx"
    change = {"measure": [{**CITY["measure"][0], "title": "Neuer Titel"}]}
    file.write_bytes(workbook(change))
    before = dt.datetime.now(dt.UTC).isoformat()
    assert call("load", file, "--db", loaded) == 0
    assert stored(loaded)["measure"][0]["title"] == "Neuer Titel"
    assert call("export", file, "--db", loaded, "--known-at", before) == 0
    assert call("load", file, "--db", tmp_path / "then.duckdb") == 0
    assert stored(tmp_path / "then.duckdb") == CITY
