"""What the commands say of rows and lights that change, and of what was said before."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from masterplan.access import ADMINISTER, LOCAL
from masterplan.cli import main
from masterplan.store import forget, open_store
from masterplan.vocabulary import Light
from masterplan.workbook.write import workbook

START, DAY, END = dt.date(2020, 1, 1), dt.date(2024, 12, 31), dt.date(2030, 1, 1)
ON = ("--on", "2025-01-01")

ON_TRACK, OFF_TRACK = Light.ON_TRACK.german, Light.OFF_TRACK.german

FRAME: dict[str, list[dict[str, object]]] = {
    "plan": [{"plan_code": "P", "title": "Masterplan"}],
    "phase": [{"phase": 1, "title": "Aufbruch", "starts_on": START, "ends_on": END}],
    "topic_area": [{"topic_area_code": "T", "title": "Netze"}],
    "measure": [{"measure_code": "M1", "title": "Funk", "topic_area_code": "T", "phase": 1}],
    "indicator": [
        {
            "indicator_code": "I1",
            "measure_code": "M1",
            "name": "Masten",
            "unit": "Anzahl",
            "direction": "up",
            "baseline": 0.0,
            "baseline_on": START,
        }
    ],
    "target": [{"indicator_code": "I1", "kind": "value", "value": 100.0, "due_on": END}],
}


def values(value: float, **fields: object) -> dict[str, list[dict[str, object]]]:
    """A file that says nothing but one value: half of the target is expected by then."""
    row = {"indicator_code": "I1", "observed_on": DAY, "value": value, **fields}
    return {"observation": [row]}


@pytest.fixture(scope="session")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a database with a good value and, loaded later by Ben, its correction."""
    folder = tmp_path_factory.mktemp("corrected")
    for name, person, day, tables in (
        ("good.xlsx", "Ada", "2025-02-01", FRAME | values(60.0)),
        ("bad.xlsx", "Ben", "2025-03-01", values(6.0)),
    ):
        (folder / name).write_bytes(workbook(tables))
        words = ["load", str(folder / name), "--person", person, "--recorded-at", day]
        assert main([*words, "--db", str(folder / "m.duckdb")]) == 0
    return folder


@pytest.fixture
def loaded(run: Callable[..., Any], corrected: Path, tmp_path: Path) -> Callable[..., Any]:
    """The command line on a copy of that database."""
    shutil.copytree(corrected, tmp_path, dirs_exist_ok=True)
    return run


def test_load_says_which_lights_changed(
    loaded: Callable[..., Any], file: Callable[..., Path]
) -> None:
    answer = loaded("load", file("better.xlsx", values(60.0)), *ON, "--json")
    assert answer.json["lights"] == [
        {
            "plan": "P",
            of: code,
            "aspect": "effect",
            "before": OFF_TRACK,
            "after": ON_TRACK,
            "change": "improved",
        }
        for of, code in (("measure", "M1"), ("indicator", "I1"))
    ]
    again = loaded("load", file("better.xlsx", values(60.0)), *ON).out
    assert "No light changes." in again
    text = loaded("withdraw", 3, *ON).out
    assert "Lights that change:" in text
    [line] = [line for line in text.splitlines() if line.startswith("I1")]
    assert line.split()[1:] == ["Masten", "Effect", "on", "track", "off", "track"]


def test_lights_that_are_new_or_gone_are_counted(
    run: Callable[..., Any], file: Callable[..., Path]
) -> None:
    text = run("load", file("good.xlsx", FRAME | values(60.0)), *ON).out
    assert "Lights of new measures and indicators: 4." in text
    gone = run("withdraw", 1, "--dry-run", *ON, "--json").json["lights"]
    assert [light["change"] for light in gone] == ["gone"] * 4
    assert "Lights of measures and indicators that are gone: 4." in run("withdraw", 1, *ON).out


def test_a_rehearsal_of_several_files_tells_the_lights_of_all(
    run: Callable[..., Any], file: Callable[..., Path]
) -> None:
    files = [file("good.xlsx", FRAME | values(60.0)), file("bad.xlsx", values(6.0))]
    answer = run("load", *files, "--dry-run", *ON, "--json").json
    first, second = answer["files"]
    assert (first["stored"], second["stored"]) == (False, False)
    counts = {sheet["table"]: sheet for sheet in second["sheets"]}
    assert (counts["observation"]["new"], counts["observation"]["corrected"]) == (0, 1)
    after = {light["after"] for light in answer["lights"] if light.get("indicator") == "I1"}
    assert after == {OFF_TRACK}
    assert run("uploads", "--json").json["uploads"] == []


def test_withdrawing_can_be_rehearsed(loaded: Callable[..., Any]) -> None:
    answer = loaded("withdraw", 2, "--dry-run", *ON, "--json").json
    assert answer["rows_changed"] == 1
    [row] = answer["rows"]
    assert (row["kind"], row["field"], row["before"], row["after"]) == (
        "corrected",
        "value",
        "6.0",
        "60.0",
    )
    assert (row["file"], row["table"], row["key"]) == (
        "bad.xlsx",
        "observation",
        ["I1", "2024-12-31", "", ""],
    )
    assert {light["change"] for light in answer["lights"]} == {"improved"}
    text = loaded("withdraw", 2, "--dry-run", *ON).out
    assert "I1 · 31 Dec 2024" in text and "rehearsal" in text
    assert not loaded("uploads", "--json").json["uploads"][0]["is_withdrawn"]


def test_withdrawing_and_reinstating_say_which_lights_changed(loaded: Callable[..., Any]) -> None:
    withdrawn = loaded("withdraw", 2, *ON, "--json").json
    assert {light["change"] for light in withdrawn["lights"]} == {"improved"}
    rehearsed = loaded("reinstate", 2, "--dry-run", *ON, "--json").json
    assert [(row["before"], row["after"]) for row in rehearsed["rows"]] == [("60.0", "6.0")]
    assert "Lights that change:" in loaded("reinstate", 2, *ON).out
    assert [loaded("withdraw", 7, "--dry-run").code, loaded("withdraw", 7).code] == [2, 2]


def test_history_tells_who_said_what_and_what_holds(loaded: Callable[..., Any]) -> None:
    answer = loaded("history", "I1", "--json").json
    assert (answer["plan"], answer["indicator"]) == ("P", "I1")
    assert [
        (one["value"], one["person"], one["file_name"], one["cell"], one["is_holding"])
        for one in answer["statements"]
    ] == [(60.0, "Ada", "good.xlsx", "C2", False), (6.0, "Ben", "bad.xlsx", "C2", True)]
    loaded("withdraw", 2, "--person", "Eva")
    lines = loaded("history", "I1", "31.12.2024").out.splitlines()
    assert "holds" in lines[2] and "Eva" in lines[3]
    assert len(loaded("history", "I1", "2020-01-01").out.splitlines()) == 1


def test_history_needs_an_indicator_of_one_plan(
    loaded: Callable[..., Any], file: Callable[..., Path]
) -> None:
    assert loaded("history", "I9").code == 2
    loaded("load", file("other.xlsx", FRAME | {"plan": [{"plan_code": "Q", "title": "Q"}]}))
    assert loaded("history", "I1").code == 2
    assert loaded("history", "I1", "--plan", "P", "--json").json["plan"] == "P"
    assert loaded("history", "I1", "--plan", "R").code == 2


def test_two_uploads_are_compared(loaded: Callable[..., Any]) -> None:
    [different] = [
        row
        for row in loaded("uploads", "--compare", 1, 2, "--json").json["differences"]
        if row["table_name"] == "observation"
    ]
    assert (different["value_first"], different["value_second"]) == ("60.0", "6.0")
    text = loaded("uploads", "--compare", 1, 2).out
    assert "Upload 1" in text and "60" in text
    assert "say the same" in loaded("uploads", "--compare", 2, 2).out
    assert loaded("uploads", "--compare", 1, 7).code == 2


def test_the_findings_of_an_upload_are_told_again(
    run: Callable[..., Any], file: Callable[..., Path], tmp_path: Path
) -> None:
    path = file("good.xlsx", FRAME | values(60.0))
    first = run("load", path, "--json").json["files"][0]["findings"]
    told = run("uploads", "--findings", 1, "--json").json["findings"]
    assert [(one["rule"], one["problem"]) for one in told] == [
        (one["rule"], one["problem"]) for one in first
    ]
    with open_store(tmp_path / "m.duckdb").write(LOCAL, ADMINISTER, "test") as cursor:
        cursor.execute(
            "insert into finding values "
            "(1, 9, 'Messwerte', 'C2', 'warning', 'forgotten rule', '60', '{}')"
        )
    forget(tmp_path / "m.duckdb")
    assert run("uploads", "--findings", 1, "--json").json["findings"][-1]["cell"] == "C2"
    assert "C2" in run("uploads", "--findings", 1).out
    assert run("uploads", "--findings", 7).code == 2


def test_check_says_how_to_mend_what_a_withdrawal_left(loaded: Callable[..., Any]) -> None:
    loaded("withdraw", 1)
    answer = loaded("check")
    assert answer.code == 1
    assert "reinstate" in answer.out and "Withdrawn uploads of the plan P: 1." in answer.out
    assert "must not be there" not in answer.out
    loaded("reinstate", 1)
    assert loaded("check").code == 0


def test_files_loaded_together_can_be_rebuilt(
    run: Callable[..., Any], file: Callable[..., Path]
) -> None:
    parts = file("a.xlsx", values(60.0)), file("b.xlsx", FRAME)
    assert run("load", *parts, "--plan", "P").code == 0
    before = run("status", "--json").json
    assert run("rebuild").code == 0
    assert run("status", "--json").json == before
