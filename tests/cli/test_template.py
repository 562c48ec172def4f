"""``template``: a workbook of what is known, for everyone or for one who has to fill it in."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest

from masterplan.cli import main
from masterplan.findings import Known
from masterplan.workbook.read import read
from masterplan.workbook.write import workbook
from tests.workbook.any_plan import CITY


class Answer(NamedTuple):
    code: int
    err: str
    tables: dict[str, Any]
    book: openpyxl.Workbook | None


Template = Callable[..., Answer]


@pytest.fixture
def template(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Template:
    """Call the command on the city of the workbook tests."""
    database, file = tmp_path / "m.duckdb", tmp_path / "template.xlsx"

    def call(*words: str, is_empty: bool = False) -> Answer:
        if not is_empty:
            (tmp_path / "city.xlsx").write_bytes(workbook(CITY))
            assert main(["load", str(tmp_path / "city.xlsx"), "--db", str(database)]) == 0
        capsys.readouterr()
        code = main(["template", str(file), "--db", str(database), *words])
        err = capsys.readouterr().err
        if not file.exists():
            return Answer(code, err, {}, None)
        content = file.read_bytes()
        tables = read(content, "a.xlsx", Known()).tables
        return Answer(code, err, tables, openpyxl.load_workbook(io.BytesIO(content)))

    return call


def days(answer: Answer) -> list[str]:
    """The days of the rows that wait for a value."""
    assert answer.book is not None
    rows = answer.book["Messwerte"].iter_rows(min_row=2)
    return [row[1].value.date().isoformat() for row in rows if row[2].value is None]


def test_values_that_are_due_are_asked_for_up_to_the_date(template: Template) -> None:
    assert days(template("--on", "31.12.2022")) == ["2020-12-31", "2021-12-31", "2022-12-31"]
    assert days(template("--on", "2019-12-31")) == []


def test_without_a_date_today_counts(template: Template) -> None:
    assert days(template())[-1] > "2024"


@pytest.mark.parametrize("part", [("--area", "01"), ("--group", "AG")])
def test_a_part_of_the_plan(template: Template, part: tuple[str, str]) -> None:
    answer = template(*part, "--on", "2022-12-31")
    assert len(answer.tables["measure"]) == 1 and len(answer.tables["evaluation"]) == 1
    assert answer.book is not None and part[1] in answer.book.worksheets[0]["A2"].value


def test_only_what_someone_answers_for(template: Template) -> None:
    answer = template("--owner", "Amt 13")
    assert len(answer.tables["indicator"]) == 1 and len(answer.tables["observation"]) == 2
    assert answer.book is not None and "Bewertungen" not in answer.book.sheetnames


@pytest.mark.parametrize("option", ["--owner", "--area", "--group"])
def test_a_part_that_is_not_there_is_refused(template: Template, option: str) -> None:
    answer = template(option, "XX")
    assert answer.code == 2 and "XX" in answer.err and answer.book is None


def test_without_a_plan_the_template_is_empty(template: Template) -> None:
    answer = template(is_empty=True)
    assert answer.code == 0 and answer.book is not None
    assert not any(len(rows) for rows in answer.tables.values())
    refused = template("--area", "01", is_empty=True)
    assert refused.code == 2 and refused.err
