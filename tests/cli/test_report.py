"""``report`` and ``reports``: drafts and frozen reports as files, from the command line."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from masterplan.access import ADMINISTER, LOCAL
from masterplan.reports.snapshot import fingerprint
from masterplan.store import forget, open_store
from tests.cli.conftest import Run

ON = "2025-12-31"
START, END = dt.date(2020, 1, 1), dt.date(2030, 1, 1)


@pytest.fixture
def loaded(run: Run, file: Callable[..., Path]) -> Run:
    city = {
        "plan": [{"plan_code": "P", "title": "Masterplan"}],
        "phase": [{"phase": 1, "title": "Aufbruch", "starts_on": START, "ends_on": END}],
        "topic_area": [{"topic_area_code": "T", "title": "Netze"}],
        "measure": [{"measure_code": "M1", "title": "Labor", "phase": 1, "topic_area_code": "T"}],
    }
    assert run("load", file("plan.xlsx", city)).code == 0
    return run


def test_a_draft_is_written_in_the_form_that_the_file_names(loaded: Run, tmp_path: Path) -> None:
    for name, begins in (("a.pdf", b"%PDF"), ("a.pptx", b"PK"), ("a.xlsx", b"PK")):
        answer = loaded("report", tmp_path / name, "--phase", 1, "--on", ON)
        assert (answer.code, answer.err) == (0, ""), name
        assert (tmp_path / name).read_bytes().startswith(begins)
    loaded("report", tmp_path / "a.json", "--area", "T", "--on", ON)
    told = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert told["meta"]["is_draft"] and told["meta"]["topic_area"]["topic_area_code"] == "T"
    assert loaded("reports").out.startswith("No report has been frozen yet.")


def test_a_report_is_frozen_and_written_again(loaded: Run, tmp_path: Path) -> None:
    first, again = tmp_path / "first.json", tmp_path / "again.json"
    answer = loaded(
        *("report", first, "--on", ON, "--freeze"),
        *("--title", "Zwischenbericht", "--paper", "7-25", "--person", "Ada"),
    )
    assert answer.code == 0 and "Frozen as report 1" in answer.out
    assert loaded("report", again, "--frozen", 1).code == 0
    assert first.read_bytes() == again.read_bytes()
    (listed,) = loaded("reports", "--json").json
    assert (listed["title"], listed["paper"], listed["person"]) == (
        "Zwischenbericht",
        "7-25",
        "Ada",
    )
    assert listed["sha256"] == fingerprint(first.read_text("utf-8")) and listed["is_intact"]
    table = loaded("reports", "--plan", "P").out
    assert "Zwischenbericht" in table and "31 Dec 2025" in table and listed["sha256"][:16] in table


def test_a_report_that_was_altered_is_told(loaded: Run, tmp_path: Path) -> None:
    loaded("report", tmp_path / "a.json", "--on", ON, "--freeze", "--title", "Bericht")
    path = tmp_path / "m.duckdb"
    with open_store(path).write(LOCAL, ADMINISTER, "test") as cursor:
        cursor.execute("update frozen_report set data = '{}'")
    forget(path)
    answer = loaded("reports")
    assert answer.code == 1 and "altered" in answer.out
    assert loaded("check", "--quick").code == 1


def test_what_cannot_be_reported_is_said(loaded: Run, tmp_path: Path) -> None:
    wrong: tuple[tuple[tuple[object, ...], str], ...] = (
        (("a.docx",), ".pdf"),
        (("a",), ".pdf"),
        (("a.json", "--frozen", 9), "no frozen report 9"),
        (("a.json", "--plan", "X"), "no plan X"),
        (("a.json", "--phase", 9), "no such part"),
        (("a.json", "--area", "X"), "no such part"),
        (("a.json", "--known-at", "2000-01-01"), "not known"),
        (("a.json", "--freeze"), "title"),
        (("a.json", "--freeze", "--title", "B", "--phase", 9), "no phase 9"),
        (("a.json", "--freeze", "--title", "B", "--on", "2999-01-01"), "ahead"),
        (("a.json", "--freeze", "--title", "B", "--known-at", "2000-01-01"), "not known"),
    )
    for (name, *options), said in wrong:
        answer = loaded("report", tmp_path / str(name), *options)
        assert answer.code == 2 and said in answer.err, options
        assert not (tmp_path / str(name)).exists()
    assert loaded("reports", "--json").json == []


def test_without_a_plan_there_is_nothing_to_report(run: Run, tmp_path: Path) -> None:
    answer = run("report", tmp_path / "a.pdf")
    assert answer.code == 2 and "no plan yet" in answer.err
