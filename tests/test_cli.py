"""The command line: what it prints, what it stores, and how it ends."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest

from masterplan.access import ADMINISTER, LOCAL
from masterplan.cli import main, status
from masterplan.sheets import SHEETS
from masterplan.store import forget, open_store
from masterplan.vocabulary import Light
from masterplan.workbook.write import workbook

Tables = dict[str, list[dict[str, object]]]

START, END = dt.date(2020, 1, 1), dt.date(2030, 1, 1)


class Answer(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))


Run = Callable[..., Answer]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Call the command line with a database of its own."""

    def call(*words: object) -> Answer:
        code = main([*map(str, words), "--db", str(tmp_path / "m.duckdb")])
        return Answer(code, *capsys.readouterr())

    return call


def city(plan: str = "P", value: float = 60.0) -> Tables:
    """A plan with one measure whose indicator stands at ``value``, half way to 100."""
    return {
        "plan": [{"plan_code": plan, "title": "Masterplan"}],
        "phase": [{"phase": 1, "title": "Aufbruch", "starts_on": START, "ends_on": END}],
        "topic_area": [{"topic_area_code": "T", "title": "Netze"}],
        "measure": [
            {"measure_code": "M1", "title": "Glasfaser", "topic_area_code": "T", "phase": 1},
            {"measure_code": "M2", "title": "=WLAN()", "topic_area_code": "T", "phase": 1},
        ],
        "indicator": [
            {
                "indicator_code": "I1",
                "measure_code": "M1",
                "name": "Anschlüsse",
                "unit": "Anzahl",
                "direction": "up",
                "baseline": 0.0,
                "baseline_on": START,
            }
        ],
        "target": [{"indicator_code": "I1", "kind": "value", "value": 100.0, "due_on": END}],
        "observation": [
            {"indicator_code": "I1", "observed_on": dt.date(2024, 12, 31), "value": value}
        ],
    }


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    """Write tables into a workbook."""

    def write(name: str, tables: Tables) -> Path:
        path = tmp_path / name
        path.write_bytes(workbook(tables))
        return path

    return write


File = Callable[..., Path]
WRONG: Tables = {"observation": [{"indicator_code": "I1", "value": 5.0}]}  # it has no date


def test_load_says_what_each_sheet_did(run: Run, file: File) -> None:
    answer = run("load", file("a.xlsx", city()), "--json")
    assert (answer.code, answer.err) == (0, "")
    [loaded] = answer.json["files"]
    assert (loaded["file"], loaded["plan"]) == ("a.xlsx", "P")
    assert (loaded["upload_id"], loaded["stored"], loaded["findings"]) == (1, True, [])
    counts = {sheet["table"]: sheet for sheet in loaded["sheets"]}
    assert counts["measure"] == {
        "sheet": "Maßnahmen",
        "table": "measure",
        "new": 2,
        "corrected": 0,
        "unchanged": 0,
        "withdrawn": 0,
    }


def test_load_for_people_names_the_upload_and_the_sheets(run: Run, file: File) -> None:
    answer = run("load", file("a.xlsx", city()), "--language", "en")
    lines = answer.out.splitlines()
    assert lines[0] == "a.xlsx: stored as upload 1 of plan P."
    assert lines[1].split() == ["Sheet", "new", "corrected", "unchanged", "withdrawn"]
    assert ["Maßnahmen", "2", "0", "0", "0"] in [line.split() for line in lines]


def test_the_same_file_again_changes_nothing(run: Run, file: File) -> None:
    path = file("a.xlsx", city())
    run("load", path)
    again = run("load", path, "--json")
    assert (again.code, again.json["files"][0]["stored"]) == (0, False)
    assert run("load", path, "--language", "en").out.startswith("a.xlsx: changes nothing")
    assert len(run("uploads", "--json").json["uploads"]) == 1


def test_another_value_is_a_correction(run: Run, file: File) -> None:
    run("load", file("a.xlsx", city(value=60.0)))
    [loaded] = run("load", file("b.xlsx", city(value=70.0)), "--json").json["files"]
    assert {s["table"]: s["corrected"] for s in loaded["sheets"]}["observation"] == 1


def test_an_error_in_one_file_stops_all(run: Run, file: File) -> None:
    good, bad = file("a.xlsx", city()), file("b.xlsx", WRONG)
    answer = run("load", good, bad, "--plan", "P", "--json")
    assert answer.code == 1
    first, second = answer.json["files"]
    assert not first["stored"] and not second["stored"]
    [error] = [finding for finding in second["findings"] if finding["severity"] == "error"]
    assert (error["sheet"], error["cell"][-1]) == ("Messwerte", "2")
    assert error["rule"] and error["problem"] and error["advice"]
    assert any(
        line.startswith(f"b.xlsx, Messwerte!{error['cell']}: ") and error["advice"] in line
        for line in answer.err.splitlines()
    )
    assert run("uploads", "--json").json["uploads"] == []


@pytest.mark.parametrize("name", ["missing.xlsx", ".", "a\0b.xlsx"])
def test_a_file_that_cannot_be_opened_is_a_finding(
    run: Run, file: File, tmp_path: Path, name: str
) -> None:
    answer = run("load", file("a.xlsx", city()), tmp_path / name, "--json")
    assert answer.code == 1
    good, missing = answer.json["files"]
    assert (good["stored"], missing["stored"]) == (False, False)
    assert [finding["severity"] for finding in missing["findings"]] == ["error"]
    assert "Traceback" not in answer.err


def test_what_is_no_workbook_is_a_finding(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("no workbook")
    answer = run("load", tmp_path / "a.xlsx", "--json")
    assert (answer.code, answer.json["files"][0]["findings"][0]["severity"]) == (1, "error")


def test_a_rehearsal_counts_and_stores_nothing(run: Run, file: File) -> None:
    answer = run("load", file("a.xlsx", city()), "--dry-run", "--json")
    [loaded] = answer.json["files"]
    assert (answer.code, loaded["stored"], loaded["upload_id"]) == (0, False, None)
    assert sum(sheet["new"] for sheet in loaded["sheets"]) == 8
    assert run("uploads", "--json").json["uploads"] == []


def test_who_and_why_are_recorded(run: Run, file: File) -> None:
    path = file("a.xlsx", city())
    run("load", path, "--person", "Ada", "--reason", "Anfang", "--recorded-at", "2024-03-01T12:00Z")
    [upload] = run("uploads", "--json").json["uploads"]
    assert (upload["plan"], upload["person"], upload["reason"]) == ("P", "Ada", "Anfang")
    assert (upload["recorded_at"], upload["is_withdrawn"]) == ("2024-03-01T12:00:00Z", False)
    assert (upload["rows_new"], upload["withdrawn_at"]) == (8, None)


def test_a_moment_ahead_is_refused_and_answered(run: Run, file: File) -> None:
    answer = run("load", file("a.xlsx", city()), "--recorded-at", "2999-01-01", "--json")
    assert (answer.code, answer.json["files"][0]["stored"]) == (2, False)
    assert len(answer.err.splitlines()) == 1


def last_value(run: Run, *words: str) -> float | None:
    found = run("status", "--on", "2025-01-01", "--json", *words).json["indicators"]
    return found[0]["last_value"] if found else None


def test_status_of_then_knows_what_was_recorded_then(run: Run, file: File) -> None:
    run("load", file("a.xlsx", city(value=60.0)), "--recorded-at", "2025-02-01T22:30")
    run("load", file("b.xlsx", city(value=70.0)), "--recorded-at", "2025-03-01")
    assert last_value(run) == 70.0
    assert last_value(run, "--known-at", "2025-02-01T22:29") is None
    assert last_value(run, "--known-at", "2025-02-01") == 60.0  # the end of that day
    assert last_value(run, "--known-at", "01.03.2025") == 70.0  # its beginning counts to it


def test_status_as_json(run: Run, file: File) -> None:
    run("load", file("a.xlsx", city()))
    found = run("status", "--on", "2025-01-01", "--json").json
    assert (found["on"], found["known_at"]) == ("2025-01-01", None)
    measure, other = found["measures"]
    assert (measure["plan"], measure["measure"], measure["title"]) == ("P", "M1", "Glasfaser")
    assert (measure["phase"], measure["topic_area"], measure["state"]) == (1, "T", None)
    assert measure["light_effect"] == Light.ON_TRACK.german
    assert (measure["mean_position"], other["mean_position"]) == (0.6, None)
    assert other["light_effect"] == Light.NOT_ASSESSABLE.german
    assert {"light_delivery", "light_evidence", "delivery_rule"} <= measure.keys()
    [indicator] = found["indicators"]
    assert (indicator["indicator"], indicator["measure"]) == ("I1", "M1")
    assert (indicator["light"], indicator["rule"]) == (Light.ON_TRACK.german, "planned_path")
    assert (indicator["position"], indicator["last_value"]) == (0.6, 60.0)
    assert (indicator["last_on"], indicator["target_due_on"]) == ("2024-12-31", "2030-01-01")
    assert (indicator["last_file"], indicator["last_sheet"]) == ("a.xlsx", "Messwerte")
    assert indicator["last_cell"] == "C2"
    assert {"name", "symbol", "expected", "ratio", "target_value", "freshness", "reason"} <= set(
        indicator
    )


def test_status_as_csv_is_one_table(run: Run, file: File) -> None:
    run("load", file("a.xlsx", city()))
    answer = run("status", "--on", "2025-01-01", "--csv")
    rows = list(csv.DictReader(io.StringIO(answer.out)))
    assert [row["type"] for row in rows] == ["measure", "measure", "indicator"]
    assert [row["measure"] for row in rows] == ["M1", "M2", "M1"]
    assert (rows[2]["light"], rows[2]["last_on"]) == (Light.ON_TRACK.german, "2024-12-31")
    assert rows[1]["mean_position"] == ""


@pytest.mark.parametrize("language", ["de", "en"])
def test_status_for_people_is_aligned(run: Run, file: File, language: str) -> None:
    run("load", file("a.xlsx", city()))
    lines = run("status", "--on", "2025-01-01", "--language", language).out.splitlines()
    assert any(Light.ON_TRACK.label(language) in line for line in lines)
    first = lines[1].index(lines[1].split()[2])
    assert [line[first - 1 : first + 9] for line in lines[3:5]] == [" Glasfaser", " =WLAN()  "]


@pytest.mark.parametrize("form", [(), ("--json",), ("--csv",)])
def test_status_of_nothing_is_no_error(run: Run, form: tuple[str, ...]) -> None:
    answer = run("status", *form)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out


@pytest.mark.parametrize("command", ["status", "uploads"])
def test_a_plan_that_does_not_exist_is_named(run: Run, command: str) -> None:
    answer = run(command, "--plan", "Q")
    assert (answer.code, answer.out) == (2, "")
    assert "Q" in answer.err


def test_a_template_shows_what_is_known_and_can_be_loaded(run: Run, file: File) -> None:
    run("load", file("a.xlsx", city()))
    path = file("template.xlsx", {})
    assert run("template", path).code == 0
    answer = run("load", path, "--json")
    assert (answer.code, answer.json["files"][0]["findings"]) == (0, [])
    assert not answer.json["files"][0]["stored"]


def test_a_template_of_nothing_has_every_sheet(run: Run, tmp_path: Path) -> None:
    assert run("template", tmp_path / "new" / "t.xlsx", "--language", "en").code == 0
    names = openpyxl.load_workbook(tmp_path / "new" / "t.xlsx").sheetnames
    assert {sheet.english for sheet in SHEETS} < set(names)


def test_several_plans_are_exported_into_a_folder(run: Run, file: File, tmp_path: Path) -> None:
    run("load", file("a.xlsx", city("p/1")), file("b.xlsx", city("P.1")))
    assert run("export", tmp_path / "one.xlsx").code == 2
    assert run("template", tmp_path / "one.xlsx").code == 2
    assert run("export", tmp_path / "one.xlsx", "--plan", "P.1").code == 0
    assert run("export", tmp_path / "all").code == 0
    assert len({path.name.lower() for path in (tmp_path / "all").iterdir()}) == 2
    run("withdraw", 1)
    assert run("template", tmp_path / "one.xlsx").code == 0
    assert run("export", tmp_path / "one.xlsx").code == 0


def test_an_export_needs_something_known_and_a_place(run: Run, file: File, tmp_path: Path) -> None:
    assert run("export", tmp_path / "e.xlsx").code == 2
    path = file("a.xlsx", city())
    run("load", path)
    assert run("export", tmp_path / "e.xlsx", "--known-at", "2001-01-01").code == 2
    answer = run("export", path / "e.xlsx")
    assert (answer.code, len(answer.err.splitlines())) == (2, 1)


def test_withdrawn_uploads_no_longer_count_until_reinstated(run: Run, file: File) -> None:
    run("load", file("a.xlsx", city()))
    assert run("withdraw", 1, "--person", "Ada", "--reason", "falsche Datei").code == 0
    assert run("status", "--json").json["measures"] == []
    [upload] = run("uploads", "--json").json["uploads"]
    assert (upload["withdrawn_by"], upload["withdrawal_reason"]) == ("Ada", "falsche Datei")
    assert "Ada" in run("uploads").out
    assert run("withdraw", 1).code == 2
    assert run("reinstate", 1).code == 0
    assert len(run("status", "--json").json["measures"]) == 2
    assert [run("reinstate", 1).code, run("withdraw", 7).code] == [2, 2]


def test_check_finds_what_disagrees(run: Run, file: File, tmp_path: Path) -> None:
    run("load", file("a.xlsx", city()))
    assert run("check").code == 0
    with open_store(tmp_path / "m.duckdb").write(LOCAL, ADMINISTER, "test") as cursor:
        cursor.execute("delete from current_measure")
    answer = run("check")
    assert answer.code == 1
    assert "current_differs_from_history" in answer.out and "measure" in answer.out


def test_a_backup_brings_everything_back(run: Run, file: File, tmp_path: Path) -> None:
    run("load", file("a.xlsx", city()))
    assert run("backup", tmp_path / "b.zip").code == 0
    run("load", file("b.xlsx", city(value=70.0)))
    assert run("restore", tmp_path / "b.zip").code == 0
    assert len(run("uploads", "--json").json["uploads"]) == 1
    assert run("restore", tmp_path / "missing.zip").code == 2


def test_a_rebuilt_database_says_the_same(run: Run, file: File) -> None:
    run("load", file("a.xlsx", city()), "--recorded-at", "2025-02-01")
    run("load", file("b.xlsx", city(value=70.0)))
    before = run("status", "--json").json
    assert run("rebuild").code == 0
    assert run("status", "--json").json == before
    assert run("check").code == 0


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("load",),
        ("fly",),
        ("status", "--on", "yesterday"),
        ("status", "--known-at", "2025-13-01"),
        ("status", "--known-at", "9999-12-31T23:59-12:00"),
        ("status", "--json", "--csv"),
    ],
)
def test_a_wrong_call_gets_usage(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    assert "usage:" in capsys.readouterr().err


def test_an_interrupted_command_ends_quietly(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_path: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(status, "open_store", interrupt)
    assert run("status") == Answer(130, "", "")


def start(path: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "masterplan", *words, "--db", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def test_a_held_database_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "m.duckdb"
    open_store(path)
    try:
        with start(path, "status") as process:
            out, err = process.communicate(timeout=60)
    finally:
        forget(path)
    assert (process.returncode, out, len(err.splitlines())) == (2, "", 1)
    assert str(path) in err


def test_nobody_reading_on_is_no_error(tmp_path: Path) -> None:
    with start(tmp_path / "m.duckdb", "status", "--json") as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 141
