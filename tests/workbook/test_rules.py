"""The words of the rules: complete, with what the findings bring, and never an exception."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from masterplan.findings import Finding
from masterplan.workbook import rules as rules_module
from masterplan.workbook.rules import RULES, advice, problem

SOURCES = Path(rules_module.__file__).parent.glob("*.py")
CODE = {path.stem: path.read_text() for path in SOURCES if not path.stem.startswith("rules")}


def test_every_rule_is_used_and_every_twin_has_its_rule() -> None:
    quoted = set(re.findall(r'"(\w+)"', "\n".join(CODE.values())))
    assert {rule.removesuffix("_resembles") for rule in RULES} <= quoted


def test_every_objection_in_the_code_has_words() -> None:
    calls = r'(?:Problem|Unreadable|found\.add|object_to|_object)\(\s*(?:table, )?"(\w+)"'
    named = set(re.findall(calls, "\n".join(CODE.values())))
    assert len(named) > 40
    assert named <= RULES.keys()


def test_findings_that_propose_something_have_words_for_it() -> None:
    for rule in RULES:
        if rule.endswith("_resembles"):
            assert rule.removesuffix("_resembles") in RULES
            assert "{suggestion}" in RULES[rule].problem + RULES[rule].advice


@pytest.mark.parametrize("language", ["de", "en"])
def test_value_and_details_are_filled_in(language: str) -> None:
    finding = Finding(
        "Messwerte", "C2", "error", "number_ambiguous", "1.234", {"first": "A1", "second": "B2"}
    )
    for text in (problem(finding, language) + advice(finding, language),):
        assert {"1.234", "A1", "B2"} <= set(re.findall(r"1\.234|A1|B2", text))
        assert "{" not in text


def test_dates_are_written_as_the_language_writes_them() -> None:
    finding = Finding("", "E3", "warning", "date_in_future", "", {"today": "2025-03-01"})
    assert "01.03.2025" in problem(finding, "de")
    assert "1 Mar 2025" in problem(finding, "en")
    assert "neulich" in problem(
        Finding("", "", "warning", "date_in_future", "", {"today": "neulich"}), "de"
    )


@pytest.mark.parametrize("rule", [*RULES, "a rule that was given up"])
@pytest.mark.parametrize("value", ["", "{", "}{0}", "{value.__class__}", "%s {x!r:>10}"])
def test_stored_findings_always_have_words(rule: str, value: str) -> None:
    for details in ({}, {"first": value, "message": value, "language": value, "date": value}):
        finding = Finding("Blatt", "A1", "note", rule, value, details)
        for language in ("de", "en"):
            assert problem(finding, language)
            assert advice(finding, language)
