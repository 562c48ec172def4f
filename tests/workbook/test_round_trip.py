"""What is written can be read back: the same rows, from cells to files to databases."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from masterplan.cli import main
from masterplan.findings import Known
from masterplan.sheets import SHEET_OF, SHEETS
from masterplan.store import forget, open_store
from masterplan.store.contents import contents
from masterplan.workbook.read import read_files
from masterplan.workbook.template import template
from masterplan.workbook.write import workbook
from tests.workbook.any_plan import CITY, Tables, any_plan


# Plans are large: to look for the smallest one that fails would take minutes.
@settings(
    phases=[Phase.explicit, Phase.generate],
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("write", [workbook, template])
@given(tables=any_plan())
def test_any_rows_are_read_back_as_they_were(
    write: Callable[[Tables, str], bytes], language: str, tables: Tables
) -> None:
    assert set(tables) == {sheet.table for sheet in SHEETS}
    [reading] = read_files([("a.xlsx", write(tables, language))], Known())
    assert [f for f in reading.findings if f.severity == "error"] == []
    assert reading.plan_code == tables["plan"][0]["plan_code"]
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
