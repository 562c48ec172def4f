"""Columns and fields: what is proposed, how sure that is, and what is left open."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from masterplan.findings import Known
from masterplan.sheets import SHEETS
from masterplan.workbook.column_uses import Question
from masterplan.workbook.grid import Workbook, open_workbook
from masterplan.workbook.mapping import Mapping
from masterplan.workbook.names import names_by_table
from masterplan.workbook.propose import (
    LEAST,
    SheetProposal,
    needs_mapping,
    propose,
    propose_sheet,
    stored_mapping,
    stored_of,
)
from masterplan.workbook.reasons import reason_text
from masterplan.workbook.write import workbook as export
from tests.workbook.books import OBSERVATIONS
from tests.workbook.free_forms import (
    ENGLISH,
    FORMS,
    IST_AND_SOLL,
    KPI_LIST,
    NOTHING_KNOWN,
    STATUS_LIST,
    STORED,
    THOUSANDS,
    WIDE_YEARS,
    Form,
    grid,
    mapping_of,
    opened,
    proposal,
)


def only(form: Form, sheet: str = "Tabelle1") -> SheetProposal:
    [found] = proposal(form, sheet).sheets
    return found


def fields(found: SheetProposal) -> dict[str, str]:
    return {column.letter: column.field for column in found.columns if column.field}


def asked(found: SheetProposal, letter: str) -> dict[str, Question]:
    [column] = [column for column in found.columns if column.letter == letter]
    return {question.kind: question for question in column.questions}


@pytest.mark.parametrize(
    ("name", "table", "expected"),
    [
        ("KPI_LIST", "observation", {"A": "indicator_code", "C": "observed_on", "D": "value"}),
        ("SERIES", "observation", {"1": "indicator_code", **dict.fromkeys("234", "value")}),
        (
            "STATUS_LIST",
            "evaluation",
            {"A": "measure_code", "C": "rating", "D": "state", "E": "reason"},
        ),
        (
            "THOUSANDS",
            "funds",
            {"A": "measure_code", "B": "year", "C": "planned_eur", "D": "spent_eur"},
        ),
        (
            "ENGLISH",
            "observation",
            {"A": "indicator_code", "B": "observed_on", "C": "value", "D": "comment"},
        ),
        ("WIDE_YEARS", "observation", {"A": "indicator_code", **dict.fromkeys("CDE", "value")}),
        ("IST_AND_SOLL", "observation", {"A": "indicator_code", "C": "value", "E": "value"}),
        (
            "TWO_TABLES",
            "indicator",
            {"A": "indicator_code", "B": "name", "C": "unit", "D": "direction"}
            | {"E": "measure_code"},
        ),
    ],
)
def test_tables_and_fields_are_proposed(name: str, table: str, expected: dict[str, str]) -> None:
    found = only(FORMS[name])
    assert (found.table, fields(found)) == (table, expected)
    assert found.confidence >= LEAST
    assert [one.score for one in found.tables] == sorted(
        (one.score for one in found.tables), reverse=True
    )
    assert all(
        0 < column.confidence <= 1 and column.reasons for column in found.columns if column.field
    )


def test_samples_and_alternatives_are_shown() -> None:
    found = only(KPI_LIST)
    assert found.columns[0].samples == ("I1", "I2")
    assert found.columns[3].samples == ("510", "530", "61,5 %")
    assert found.columns[1].alternatives[0].field == "indicator_code"


def test_codes_win_over_names_and_names_over_nothing() -> None:
    codes = {reason.code for reason in only(KPI_LIST).columns[0].reasons}
    assert codes == {"synonym", "values_are_codes"}
    named = only(WIDE_YEARS).columns[0]
    assert "values_are_names" in {reason.code for reason in named.reasons}
    [use] = [use for use in mapping_of(WIDE_YEARS).columns.values() if use.by_name]
    assert use.field == "indicator_code"


def test_a_name_that_two_have_stands_for_nothing() -> None:
    known = replace(STORED, names={("MP", "indicator"): {"Quote": "I1", "QUOTE ": "I2"}})
    assert names_by_table(known, None) == {"indicator": {}}
    assert names_by_table(STORED, "XY") == {}
    assert names_by_table(Known(), None) == {}


def test_words_for_lights_and_states_are_translated() -> None:
    columns = mapping_of(STATUS_LIST).columns
    assert columns["C"].words == {"grün": "planmäßig", "rot": "verfehlt"}
    assert columns["D"].words == {"läuft": "in Umsetzung", "verschoben": "zurückgestellt"}
    assert only(STATUS_LIST).missing == ("reporting_date", "perspective")


def test_factors_come_from_headings() -> None:
    columns = mapping_of(THOUSANDS).columns
    assert [(columns[letter].factor, columns[letter].unit) for letter in "BCD"] == [
        (1, ""),
        (1000, "€"),
        (1000, "€"),
    ]
    assert asked(only(THOUSANDS), "D")["factor"].suggestion == "1000"


def test_values_that_are_kept_in_thousands_need_no_factor() -> None:
    form = (("Indikator", "Jahr", "Istwert in Tsd. €"), ("I1", 2024, 5))
    for unit, factor in (("Tsd. €", 1), ("€", 1000), ("Anzahl", 1000)):
        known = replace(STORED, units={("MP", "I1"): unit})
        [one] = propose({"x": grid(form)}, known).mapping.sheets
        assert one.columns["C"].factor == factor


def test_doubtful_values_are_asked_about_and_not_decided() -> None:
    assert asked(only(THOUSANDS), "C")["decimal"] == Question("decimal", ("1.250",), "comma")
    assert asked(only(ENGLISH), "C")["decimal"] == Question("decimal", ("1,234.5", "12.5"), "point")
    assert mapping_of(ENGLISH).columns["C"].decimal is None
    form = (
        ("Indikator", "Monat", "Messwert"),
        ("I2", dt.date(2024, 3, 1), 0.5),
        ("I2", "03/04/2024", 0.75),
        ("I2", "13/04/2024", 50),
    )
    found = only(form)
    assert asked(found, "B")["period"].suggestion == "month"
    assert asked(found, "B")["date_order"].suggestion == "day_first"
    assert asked(found, "C")["percent"] == Question("percent", ("0.5", "0.75"))


def test_nothing_known_is_said_and_nothing_proposed() -> None:
    found = only(NOTHING_KNOWN)
    assert (found.table, found.mapping, found.missing) == ("", None, ())
    assert found.confidence < LEAST
    assert not any(column.field for column in found.columns)
    assert proposal(NOTHING_KNOWN).mapping.sheets == ()


def test_the_table_can_be_decided() -> None:
    rows = grid(IST_AND_SOLL)
    found = propose_sheet("x", rows, stored_of(STORED), table="target")
    assert (found.table, fields(found)) == (
        "target",
        {"A": "indicator_code", "D": "value", "F": "value"},
    )
    assert found.mapping is not None
    assert found.mapping.constants == {"kind": "Zielwert"}
    forced = propose_sheet("x", grid(NOTHING_KNOWN), stored_of(STORED), table="observation")
    assert forced.mapping is not None
    assert forced.missing == ("observed_on",)
    assert max(column.confidence for column in forced.columns) < LEAST


def test_no_table_is_filled_by_two_sheets() -> None:
    workbook = opened({"Alt": WIDE_YEARS[:2], "KPI-Werte": KPI_LIST, "Leer": ((),)})
    found = propose(workbook.grids, STORED)
    assert [one.source for one in found.mapping.sheets] == ["KPI-Werte"]
    assert [one.table for one in found.sheets] == ["observation", "observation"]


def test_spelling_and_longer_headings_count_for_less() -> None:
    form = (("Indikator", "Berichtsjar", "Messwert laut Amt"), ("I1", 2024, 5))
    found = only(form)
    assert fields(found) == {"A": "indicator_code", "B": "observed_on", "C": "value"}
    reasons = [[reason.code for reason in column.reasons] for column in found.columns]
    assert "spelled_like" in reasons[1]
    assert "heading_contains" in reasons[2]
    assert found.columns[0].confidence == 1 > found.columns[2].confidence


def test_a_heading_that_its_values_contradict_counts_for_little() -> None:
    found = only((("Indikator", "Datum", "Wert"), ("I1", "rot", 5), ("I2", "blau", 6)))
    [reason] = [one for one in found.columns[1].reasons if one.code == "values_do_not_fit"]
    assert found.columns[1].confidence < 0.5
    assert "{" not in reason_text(reason, "de")


def test_an_export_scores_full_marks_and_needs_no_mapping() -> None:
    for sheet in SHEETS:
        for language in ("de", "en"):
            content = export({sheet.table: []}, language)
            workbook = open_workbook(content, lambda name: True, "x.xlsx")
            assert isinstance(workbook, Workbook)
            grids = workbook.grids
            [found] = propose(grids, STORED).sheets
            assert (found.is_own, found.table, found.mapping) == (True, sheet.table, None)
            assert {column.confidence for column in found.columns} == {1.0}
            assert not needs_mapping(grids)


def test_only_foreign_files_need_a_mapping_and_only_once() -> None:
    assert not needs_mapping({"Messwerte": grid((OBSERVATIONS, ("I1", 2024, 5)))})
    assert not needs_mapping({"Messwerte": []})
    assert needs_mapping({"Messwerte": grid(KPI_LIST)})
    grids = {"Tabelle1": grid(WIDE_YEARS)}
    mapping = proposal(WIDE_YEARS).mapping
    assert needs_mapping(grids)
    assert needs_mapping(grids, [Mapping("leer", ()), proposal(KPI_LIST).mapping])
    assert not needs_mapping(grids, [mapping])
    later = [(*row, value) for row, value in zip(WIDE_YEARS, (2025, 1, 2), strict=True)]
    assert stored_mapping({"Anderes Blatt": grid(later)}, [mapping]) == mapping
    assert stored_mapping({"Tabelle1": grid(KPI_LIST)}, [mapping]) is None


def test_no_mapping_is_taken_for_another_form() -> None:
    mappings = {name: proposal(form).mapping for name, form in FORMS.items()}
    for name, form in FORMS.items():
        grids = {"Tabelle1": grid(form)}
        others = [mapping for other, mapping in mappings.items() if other != name]
        assert stored_mapping(grids, others) is None
        if mappings[name].sheets:
            assert stored_mapping(grids, list(mappings.values())) == mappings[name]


def test_a_mapping_that_holds_a_date_is_confirmed_anew() -> None:
    one = replace(
        mapping_of(STATUS_LIST),
        constants={"reporting_date": "31.12.2024", "perspective": "Fachforum"},
    )
    grids = {"Tabelle1": grid(STATUS_LIST)}
    assert stored_mapping(grids, [Mapping("Status", (one,))]) is not None
    assert needs_mapping(grids, [Mapping("Status", (one,))])
    dated = replace(one, constants={"perspective": "Fachforum"})
    assert not needs_mapping(grids, [Mapping("Status", (dated,))])


def test_every_reason_has_words() -> None:
    seen = [
        reason
        for form in FORMS.values()
        for column in only(form).columns
        for match in (column, *column.alternatives)
        for reason in match.reasons
    ]
    assert len({reason.code for reason in seen}) > 6
    for reason in seen:
        for language in ("de", "en"):
            assert "{" not in reason_text(reason, language)
