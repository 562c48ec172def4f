"""Mappings as data: kept as text and found again, and every gap in them told at once."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from masterplan.workbook.mapping import (
    ColumnUse,
    DateOrder,
    DecimalSign,
    Mapping,
    MappingFormatError,
    PercentScale,
    SheetMapping,
    from_json,
    to_json,
)
from masterplan.workbook.mapping_check import problems
from masterplan.workbook.periods import GRAINS
from masterplan.workbook.rules import advice, problem
from masterplan.workbook.shape import LAYOUTS
from tests.workbook.free_forms import FORMS, WIDE_YEARS, grid, mapping_of, proposal

TEXTS = st.text(max_size=8)
USES = st.builds(
    ColumnUse,
    TEXTS,
    TEXTS,
    st.floats(allow_nan=False, allow_infinity=False),
    TEXTS,
    st.sampled_from((None, *get_args(DecimalSign))),
    st.sampled_from((None, *get_args(PercentScale))),
    st.sampled_from((None, *GRAINS)),
    st.sampled_from((None, *get_args(DateOrder))),
    st.dictionaries(TEXTS, TEXTS, max_size=2),
    st.booleans(),
    st.booleans(),
)
NAMES = st.lists(TEXTS, max_size=2).map(tuple)
SHEET_MAPPINGS = st.builds(
    SheetMapping,
    TEXTS,
    TEXTS,
    st.lists(st.integers(1, 99), max_size=2).map(tuple),
    st.sampled_from(LAYOUTS),
    st.dictionaries(TEXTS, USES, max_size=2),
    st.dictionaries(TEXTS, TEXTS, max_size=2),
    st.sampled_from((None, *GRAINS)),
    st.dictionaries(TEXTS, TEXTS, max_size=2),
    NAMES,
    NAMES,
    TEXTS,
)
MAPPINGS = st.builds(Mapping, TEXTS, st.lists(SHEET_MAPPINGS, max_size=2).map(tuple))

GOOD = SheetMapping(
    "Tabelle1",
    "observation",
    (1,),
    "long",
    {"A": ColumnUse("indicator_code"), "B": ColumnUse("observed_on"), "C": ColumnUse("value")},
)


def rules(*sheets: SheetMapping) -> list[str]:
    return [finding.rule for finding in problems(Mapping("Probe", sheets))]


@given(MAPPINGS)
@settings(deadline=None, max_examples=50)
def test_a_mapping_survives_as_text(mapping: Mapping) -> None:
    text = to_json(mapping)
    assert from_json(text) == mapping
    assert to_json(from_json(text)) == text
    assert from_json(text).fingerprint == mapping.fingerprint


@given(MAPPINGS)
@settings(deadline=None, max_examples=50)
def test_any_mapping_is_judged_without_an_exception(mapping: Mapping) -> None:
    for finding in problems(mapping, {"": [["x"]]}):
        assert finding.severity == "error"


@pytest.mark.parametrize("form", [form for form in FORMS if form != "NOTHING_KNOWN"])
def test_proposals_survive_as_text_and_lack_only_what_they_say(form: str) -> None:
    found = proposal(FORMS[form])
    assert from_json(to_json(found.mapping)) == found.mapping
    missing = [name for sheet in found.sheets for name in sheet.missing]
    grids = {"Tabelle1": grid(FORMS[form])}
    assert [one.rule for one in problems(found.mapping, grids)] == [
        "mapping_field_missing" for _ in missing
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.update(version=2),
        lambda content: content.pop("name"),
        lambda content: content.update(more=1),
        lambda content: content["sheets"][0].update(layout="diagonal"),
        lambda content: content["sheets"][0].update(period_grain="decade"),
        lambda content: content["sheets"][0]["columns"]["A"].update(decimal="dot"),
        lambda content: content["sheets"][0]["columns"]["A"].update(percent="both"),
        lambda content: content["sheets"][0]["columns"]["A"].update(period="decade"),
        lambda content: content["sheets"][0]["columns"]["A"].update(date_order="year_first"),
        lambda content: content.update(sheets=None),
    ],
)
def test_texts_that_are_no_mapping_are_refused(change: object) -> None:
    assert callable(change)
    content = json.loads(to_json(Mapping("Probe", (GOOD,))))
    change(content)
    with pytest.raises(MappingFormatError):
        from_json(json.dumps(content))


@pytest.mark.parametrize("text", ["", "[]", "null", "{}", "5", '"x"'])
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(MappingFormatError):
        from_json(text)


def test_a_complete_mapping_has_no_problems() -> None:
    assert rules(GOOD) == []
    assert rules(mapping_of(WIDE_YEARS)) == []
    dated = {key: use for key, use in GOOD.columns.items() if key != "B"}
    assert rules(replace(GOOD, columns=dated, constants={"observed_on": "Q1/2025"})) == []
    parts = {
        **GOOD.columns,
        "B": ColumnUse("observed_on", period="year"),
        "D": ColumnUse("observed_on", period="quarter"),
    }
    assert rules(replace(GOOD, columns=parts)) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"table": "weather"}, ["mapping_table_unknown"]),
        ({"header_rows": ()}, ["mapping_header_unclear"]),
        ({"header_rows": (0,)}, ["mapping_header_unclear"]),
        ({"header_rows": (1, 3)}, ["mapping_header_unclear"]),
        ({"columns": {**GOOD.columns, "A1": ColumnUse("flag")}}, ["mapping_letter_unknown"]),
        ({"columns": {**GOOD.columns, "D": ColumnUse("colour")}}, ["mapping_field_unknown"]),
        ({"columns": {**GOOD.columns, "D": ColumnUse("value")}}, ["mapping_field_twice"]),
        ({"constants": {"value": "5"}}, ["mapping_field_twice"]),
        ({"columns": {}}, ["mapping_field_missing"] * 3),
        (
            {"columns": {**GOOD.columns, "C": ColumnUse("value", factor=0.0)}},
            ["mapping_factor_impossible"],
        ),
        ({"constants": {"flag": "rosa"}}, ["mapping_constant_unreadable"]),
        ({"constants": {"flag": "zurückziehen"}}, ["mapping_constant_unreadable"]),
        ({"constants": {"flag": "-"}}, ["mapping_constant_unreadable"]),
        ({"periods": {"C": "2024"}}, ["mapping_field_twice"]),
        (
            {"periods": {"D": "bald"}},
            ["mapping_field_twice", "mapping_period_unreadable"] + ["mapping_period_not_used"],
        ),
        (
            {
                "table": "goal",
                "columns": {
                    "A": ColumnUse("goal_code"),
                    "B": ColumnUse("title"),
                    "C": ColumnUse("level"),
                },
                "periods": {"C": "2024"},
            },
            ["mapping_period_without_field"],
        ),
    ],
)
def test_gaps_and_contradictions_are_told(change: dict[str, object], expected: list[str]) -> None:
    assert sorted(rules(replace(GOOD, **change))) == sorted(expected)


def test_problems_of_the_whole_are_told_too() -> None:
    assert rules() == ["mapping_empty"]
    assert rules(GOOD, GOOD) == ["mapping_table_twice"]
    narrow = {"Tabelle1": [["Indikator", "Datum"]]}
    assert [one.value for one in problems(Mapping("", (GOOD,)), narrow)] == ["C"]


def test_problems_have_words() -> None:
    broken = replace(GOOD, columns={"A": ColumnUse("value"), "B": ColumnUse("value")})
    for finding in problems(Mapping("", (broken,))):
        for language in ("de", "en"):
            assert "{" not in problem(finding, language) + advice(finding, language)


def test_the_fingerprint_is_that_of_the_sheets() -> None:
    one, other = replace(GOOD, fingerprint="a"), replace(GOOD, fingerprint="b")
    assert Mapping("x", (one, other)).fingerprint == Mapping("y", (other, one)).fingerprint
    assert Mapping("x", (one,)).fingerprint != Mapping("x", (other,)).fingerprint
