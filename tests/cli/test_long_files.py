"""CSV and Parquet on the command line: of any length, and rebuilt like every other upload."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from masterplan.workbook.limits import Limits
from masterplan.workbook.write import workbook
from tests.cli.conftest import Run

START, END = dt.date(2020, 1, 1), dt.date(2030, 1, 1)
DAYS = [dt.date(2024, 1, 1) + dt.timedelta(days=n) for n in range(30)]


@pytest.fixture
def plan(run: Run, tmp_path: Path) -> None:
    """A plan with the indicator I1."""
    tables: dict[str, list[dict[str, object]]] = {
        "plan": [{"plan_code": "P", "title": "Masterplan"}],
        "phase": [{"phase": 1, "title": "Aufbruch", "starts_on": START, "ends_on": END}],
        "topic_area": [{"topic_area_code": "T", "title": "Netze"}],
        "measure": [{"measure_code": "M", "title": "Funk", "topic_area_code": "T", "phase": 1}],
        "indicator": [
            {
                "indicator_code": "I1",
                "measure_code": "M",
                "name": "Masten",
                "unit": "Anzahl",
                "direction": "up",
            }
        ],
    }
    (tmp_path / "plan.xlsx").write_bytes(workbook(tables))
    assert run("load", tmp_path / "plan.xlsx").code == 0


def text_file(folder: Path) -> Path:
    file = folder / "Messwerte.csv"
    lines = [f"I1;{day:%d.%m.%Y};{n},5" for n, day in enumerate(DAYS)]
    file.write_text("\n".join(["Indikator;Datum;Wert", *lines]), encoding="cp1252")
    return file


def parquet_file(folder: Path) -> Path:
    file = folder / "export.parquet"
    values = [n + 0.5 for n in range(len(DAYS))]
    columns = {"indicator": ["I1"] * len(DAYS), "date": DAYS, "value": values}
    parquet.write_table(pa.table(columns), file)
    return file


@pytest.mark.usefixtures("plan")
def test_long_files_are_stored_and_rebuilt(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("masterplan.workbook.limits.LIMITS", Limits(rows=10))
    loaded = run("load", text_file(tmp_path), "--json")
    assert loaded.code == 0, loaded.err
    [sheet] = loaded.json["files"][0]["sheets"]
    assert (sheet["table"], sheet["new"]) == ("observation", len(DAYS))
    again = run("load", parquet_file(tmp_path), "--json")
    [sheet] = again.json["files"][0]["sheets"]
    assert (sheet["unchanged"], again.json["files"][0]["stored"]) == (len(DAYS), False)
    rebuilt = run("rebuild")
    assert rebuilt.code == 0, rebuilt.err
    assert run("check").code == 0


@pytest.mark.usefixtures("plan")
def test_a_mistake_in_a_long_file_is_told_at_its_cell(run: Run, tmp_path: Path) -> None:
    file = text_file(tmp_path)
    file.write_bytes(file.read_bytes() + b"\nI1;31.02.2024;5\n")
    answer = run("load", file, "--json")
    [error] = [one for one in answer.json["files"][0]["findings"] if one["severity"] == "error"]
    assert (answer.code, error["sheet"], error["cell"]) == (1, "Messwerte", f"B{len(DAYS) + 2}")
