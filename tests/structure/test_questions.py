"""Every question is a file with a name, says its grain, and is asked."""

from __future__ import annotations

import ast
import re

import duckdb
import pytest

from tests.structure.questions import ASKED_FOLDERS, Question, listed, listing, questions
from tests.structure.source import ROOT, called, first_text, name, python_files, tree

ASKED = questions(*ASKED_FOLDERS)
ALL = [*ASKED, *questions("checks")]

NAME = re.compile(rf"({'|'.join((*ASKED_FOLDERS, 'checks', 'changes'))})/[a-z0-9_]+")


def outside(sql: str) -> str:
    """The statement without comments, texts, and everything in brackets."""
    rest = re.sub(r"--[^\n]*|'[^']*'", "", sql)
    while (shorter := re.sub(r"\([^()]*\)", "", rest)) != rest:
        rest = shorter
    return rest


def names_in_code() -> dict[str, str]:
    """Each name of a question that stands in the program, and where."""
    found: dict[str, str] = {}
    for file in python_files("masterplan", "pages", "app.py"):
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.Call) and called(node) in {"ask", "question"}:
                text = first_text(node)
                if text is not None:
                    found[text] = f"{name(file)}:{node.lineno}"
            elif isinstance(node, ast.Constant) and NAME.fullmatch(str(node.value)):
                found.setdefault(str(node.value), f"{name(file)}:{node.lineno}")
    return found


def test_every_question_is_asked() -> None:
    assert not {question.name for question in ASKED} - names_in_code().keys()


def test_everything_that_is_asked_is_a_file() -> None:
    for asked, where in names_in_code().items():
        assert (ROOT / "queries" / f"{asked}.sql").is_file(), f"{where} asks {asked}"


@pytest.mark.parametrize("question", ALL, ids=lambda one: one.name)
def test_question_opens_with_three_lines(question: Question) -> None:
    assert len(question.head) == 3
    assert question.asks.endswith("?")
    assert re.match(r"Rows: \S", question.head[1])
    assert question.head[2].startswith("Parameters: ")


@pytest.mark.parametrize("question", ALL, ids=lambda one: one.name)
def test_question_is_one_select_with_the_parameters_it_names(question: Question) -> None:
    statements = duckdb.extract_statements(question.sql)
    assert len(statements) == 1
    assert statements[0].type == duckdb.StatementType.SELECT
    assert set(statements[0].named_parameters) == question.parameters


@pytest.mark.parametrize("question", ALL, ids=lambda one: one.name)
def test_question_names_its_columns_and_its_order(question: Question) -> None:
    statement = outside(question.sql)
    assert not re.search(r"\bselect\s+(distinct\s+)?(\w+\.)?\*|,\s*(\w+\.)?\*", statement)
    if " per " in question.grain:
        assert "order by" in statement.split("select")[-1], "its rows have no order"


def test_outside_leaves_what_the_reader_gets() -> None:
    sql = "with a as (select * from (b))\nselect a.*, 'x * (' as y -- select *\nfrom a"
    assert outside(sql).split() == ["with", "a", "as", "select", "a.*,", "as", "y", "from", "a"]


def test_the_list_of_questions_is_complete() -> None:
    assert listed() == listing(), "write it with: python -m tests.structure.questions"
