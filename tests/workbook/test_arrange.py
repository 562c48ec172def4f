"""Foreign sheets read by a mapping: the rows, and every objection at its true cell."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from masterplan.workbook.mapping import ColumnUse, Mapping, SheetMapping, from_json
from masterplan.workbook.read import read
from tests.workbook.books import MEASURES, book
from tests.workbook.free_forms import (
    DATE,
    ENGLISH,
    INDICATOR,
    IST_AND_SOLL,
    KPI_LIST,
    SERIES,
    STATUS_LIST,
    STORED,
    THOUSANDS,
    TRANSPOSED,
    TWO_TABLES,
    VALUE,
    WIDE_QUARTERS,
    WIDE_YEARS,
    Form,
    grave,
    mapping_of,
    noted,
    observations,
    read_mapped,
    values,
)

END_OF = {year: dt.date(year, 12, 31) for year in (2022, 2023, 2024, 2025)}


def changed(one: SheetMapping, letter: str, **options: object) -> SheetMapping:
    use = replace(one.columns[letter], **options)  # type: ignore[arg-type]
    return replace(one, columns={**one.columns, letter: use})


def test_a_list_is_read_between_its_notes_and_its_totals() -> None:
    reading = read_mapped(KPI_LIST, mapping_of(KPI_LIST))
    assert values(reading) == [
        ("I1", END_OF[2023], 510),
        ("I1", END_OF[2024], 530),
        ("I2", END_OF[2024], 61.5),
    ]
    rows = reading.tables["observation"]
    assert (rows.sheet, rows.cells) == ("Tabelle1", ["D6", "D7", "D8"])
    assert (rows.column_letters["value"], rows.column_letters["flag"]) == ("D", "")
    assert grave(reading) == []
    assert noted(reading) == [
        ("column_unknown", "B4"),
        ("column_unknown", "E4"),
        ("row_left_out", "A5"),
        ("row_is_total", "A9"),
        ("row_left_out", "A11"),
    ]
    assert reading.mapping is not None
    assert from_json(reading.mapping).sheets == (mapping_of(KPI_LIST),)


def test_years_as_columns_and_names_instead_of_codes() -> None:
    reading = read_mapped(WIDE_YEARS, mapping_of(WIDE_YEARS))
    assert values(reading) == [
        *(("I1", END_OF[year], value) for year, value in ((2022, 490), (2023, 510), (2024, 530))),
        ("I2", END_OF[2022], 60.5),
        ("I2", END_OF[2024], 61.5),
    ]
    rows = reading.tables["observation"]
    assert rows.cells == ["C2", "D2", "E2", "C3", "E3"]
    assert rows.column_letters["indicator_code"] == "A"
    assert rows.column_letters["value"] == rows.column_letters["observed_on"] == ""
    assert grave(reading) == []


def test_quarters_below_years() -> None:
    reading = read_mapped(WIDE_QUARTERS, mapping_of(WIDE_QUARTERS))
    ends = [(2024, 3, 31), (2024, 6, 30), (2024, 9, 30), (2024, 12, 31), (2025, 3, 31)]
    assert [day for _, day, _ in values(reading)] == [dt.date(*end) for end in ends]
    assert reading.tables["observation"].cells == ["C4", "D4", "E4", "F4", "G4"]


def test_one_sheet_can_fill_two_tables() -> None:
    ist = mapping_of(IST_AND_SOLL)
    soll = replace(
        ist,
        table="target",
        columns={
            "A": ColumnUse("indicator_code", "Nr."),
            "D": ColumnUse("value", "2024 / Soll"),
            "F": ColumnUse("value", "2025 / Soll"),
        },
        periods={"D": "2024", "F": "2025"},
        constants={"kind": "Zielwert"},
    )
    reading = read_mapped(IST_AND_SOLL, ist, soll)
    assert values(reading) == [("I1", END_OF[2024], 510), ("I1", END_OF[2025], 530)]
    targets = reading.tables["target"]
    assert (targets.columns["value"], targets.cells) == ([520, 540], ["D3", "F3"])
    assert targets.columns["due_on"] == [END_OF[2024], END_OF[2025]]
    assert grave(reading) == []
    assert {cell for rule, cell in noted(reading) if rule == "column_unknown"} == {"B2", "G2"}


def test_headings_down_a_column() -> None:
    one = replace(mapping_of(TRANSPOSED), constants={"perspective": "Fachforum"})
    reading = read_mapped(TRANSPOSED, one)
    rows = reading.tables["evaluation"]
    assert grave(reading) == []
    assert rows.columns["measure_code"] == ["M-1", "M-2"]
    assert rows.columns["rating"] == ["on_track", "at_risk"]
    assert rows.columns["progress_percent"] == [50, 20]
    assert rows.cells == ["B3", "C3"]
    assert set(rows.column_letters.values()) == {""}


def test_indicators_as_columns() -> None:
    reading = read_mapped(SERIES, mapping_of(SERIES))
    assert values(reading)[:3] == [
        ("I1", END_OF[2022], 490),
        ("I1", END_OF[2023], 510),
        ("I1", END_OF[2024], 530),
    ]
    assert reading.tables["observation"].cells == ["B2", "B3", "B4", "C2", "C3", "C4"]


def test_findings_point_to_the_true_cells() -> None:
    form: Form = (
        ("Kennzahl", 2024, 2099),
        ("Kitaplätz", 1, 2),
        ("Kitaplätze", "ca. 5", 6),
        ("Erwerbsquote", 0.5, 61),
    )
    reading = read_mapped(form, mapping_of(form))
    assert sorted(grave(reading)) == [
        ("date_in_future", "C1"),
        ("number_is_approximate", "B3"),
        ("percent_or_share", "B4"),
        ("reference_unknown", "A2"),
    ]
    series = read_mapped((("Jahr", "I1", "I9"), (2023, 1, "x"), (2024, 3, 4)), mapping_of(SERIES))
    assert sorted(grave(series)) == [("not_a_number", "C2"), ("reference_unknown", "C1")]


def test_contradictions_name_the_other_true_cell() -> None:
    form = (("Kennzahl", 2023, 2024), ("I1", 1, 2), ("I1", 1, 3))
    reading = read_mapped(form, mapping_of(form))
    told = {finding.cell: finding.details.get("other") for finding in reading.findings}
    assert told == {"B3": "B2", "C2": "C3", "C3": "C2"}


def test_factors_apply_once_the_decimal_sign_is_settled() -> None:
    one = mapping_of(THOUSANDS)
    open_ = read_mapped(THOUSANDS, one)
    assert grave(open_) == [("number_ambiguous", "C2")]
    assert [one.value for one in open_.findings if one.cell == "C2"] == ["1.250"]
    reading = read_mapped(THOUSANDS, changed(one, "C", decimal="comma"))
    rows = reading.tables["funds"]
    assert rows.columns["planned_eur"] == [1_250_000, 12_500]
    assert rows.columns["spent_eur"] == [900_500, 4350]
    assert grave(reading) == []


def test_a_declared_point_is_one() -> None:
    one = mapping_of(ENGLISH)
    assert {cell for _, cell in grave(read_mapped(ENGLISH, one))} == {"C2", "C3"}
    reading = read_mapped(ENGLISH, changed(one, "C", decimal="point"))
    assert values(reading) == [
        ("I1", dt.date(2025, 3, 31), 1234.5),
        ("I2", dt.date(2025, 6, 30), 12.5),
    ]


def test_words_of_the_file_mean_words_of_the_format() -> None:
    constants = {"reporting_date": "31.12.2024", "perspective": "Fachforum"}
    reading = read_mapped(STATUS_LIST, replace(mapping_of(STATUS_LIST), constants=constants))
    rows = reading.tables["evaluation"]
    assert grave(reading) == []
    assert rows.columns["rating"] == ["on_track", "off_track"]
    assert rows.columns["state"] == ["in_progress", "postponed"]
    assert set(rows.columns["perspective"]) == {"expert_forum"}
    assert rows.column_letters["perspective"] == ""
    assert noted(reading)[:2] == [("mapped_constant", ""), ("mapped_constant", "")]


def test_what_a_constant_gets_wrong_is_said_once() -> None:
    one = replace(observations(VALUE), constants={"indicator_code": "X", "observed_on": "2024"})
    reading = read_mapped((("Wert",), (1,), (2,)), one)
    told = [(one.rule, one.cell, one.value) for one in reading.findings if one.severity == "error"]
    assert ("reference_unknown", "", "X") in told
    assert len([rule for rule, _, _ in told if rule == "reference_unknown"]) == 1


def test_rows_and_columns_can_be_left_out_and_blanks_filled_down() -> None:
    form = (
        ("Nr.", "Jahr", "Ist", "intern"),
        ("Themenfeld Kinder", None, None, None),
        ("I1", 2023, 1, "x"),
        (None, 2024, 2, "x"),
        ("Muster", 2024, 3, "x"),
    )
    one = observations(replace(INDICATOR, fill_down=True), DATE, VALUE)
    skipped = ("Themenfeld Kinder", "Muster")
    reading = read_mapped(form, replace(one, skip_rows=skipped, left_out=("intern",)))
    assert values(reading) == [("I1", END_OF[2023], 1), ("I1", END_OF[2024], 2)]
    assert noted(reading) == [("row_left_out", "A2"), ("row_left_out", "A5")]


def test_a_total_is_no_category_and_a_category_no_total() -> None:
    form = (
        ("Stadtteil", "Indikator", "Jahr", "Wert"),
        ("Gesamt", "I1", 2024, 3),
        ("Nord", "I1", 2024, 1),
        ("Gesamt", None, None, 4),
    )
    one = observations(ColumnUse("category"), INDICATOR, DATE, VALUE)
    one = replace(one, constants={"dimension": "Stadtteil"})
    reading = read_mapped(form, one)
    assert reading.tables["observation"].columns["category"] == ["Gesamt", "Nord"]
    assert ("row_is_total", "A4") in noted(reading)


def test_each_column_of_a_period_keeps_its_own_use() -> None:
    form = (("Indikator", "2023", "2024 (T€)"), ("I1", 1, 2))
    reading = read_mapped(form, mapping_of(form))
    assert [value for _, _, value in values(reading)] == [1, 2000]
    doubled = (("Indikator", 2023, "2024 (T€)", 2023), ("I1", 1, 2, 3))
    again = read_mapped(doubled, mapping_of(form))
    assert [value for _, _, value in values(again)] == [1, 2000]
    assert noted(again) == [("column_unknown", "D1")]


def test_a_period_without_the_principal_value_still_has_a_cell() -> None:
    form = (
        ("Maßnahme", "2023 / Plan", "2023 / Ist", "2024 / Ist"),
        ("M-1", 1, 2, 3),
        ("M-1", 1, 2, 4),
    )
    reading = read_mapped(form, mapping_of(form))
    assert sorted(grave(reading)) == [
        ("row_contradicts", "D2"),
        ("row_contradicts", "D3"),
        ("row_repeated", "B3"),
    ]
    one = read_mapped(form[:2], mapping_of(form)).tables["funds"]
    assert (one.columns["spent_eur"], one.cells) == ([2, 3], ["B2", "D2"])


def test_the_next_file_has_more_years_and_other_places() -> None:
    one = mapping_of(WIDE_YEARS)
    later = (
        ("Bericht",),
        ("Einheit", "Kennzahl", 2023, 2024, 2025),
        ("Anzahl", "Kitaplätze", 510, 530, 550),
    )
    content = book({"Neu": later})
    reading = read(content, "Neu.xlsx", STORED, None, Mapping("Jahre", (one,)))
    assert [(day, value) for _, day, value in values(reading)] == [
        (END_OF[2023], 510),
        (END_OF[2024], 530),
        (END_OF[2025], 550),
    ]
    assert reading.tables["observation"].sheet == "Neu"
    assert ("period_added", "E2") in noted(reading)
    kept = replace(one, left_out=("2025",))
    shorter = read(content, "Neu.xlsx", STORED, None, Mapping("Jahre", (kept,)))
    assert len(values(shorter)) == 2


def test_periods_said_by_hand_are_noted() -> None:
    columns = {"A": INDICATOR, "B": ColumnUse("value", "Vorjahr"), "C": ColumnUse("value", "Ist")}
    one = SheetMapping("Tabelle1", "observation", (1,), "wide", columns, {"B": "2023", "C": "2024"})
    reading = read_mapped((("Indikator", "Vorjahr", "Ist"), ("I1", 1, 2)), one)
    assert values(reading) == [("I1", END_OF[2023], 1), ("I1", END_OF[2024], 2)]
    assert noted(reading) == [("period_by_hand", "B1"), ("period_by_hand", "C1")]


def test_days_above_columns_stand_for_their_month() -> None:
    form = (("Indikator", dt.date(2024, 1, 1), dt.date(2024, 2, 1)), ("I1", 1, 2))
    one = replace(mapping_of(form), period_grain="month")
    days = [day for _, day, _ in values(read_mapped(form, one))]
    assert days == [dt.date(2024, 1, 31), dt.date(2024, 2, 29)]


def test_what_the_mapping_needs_and_the_file_lacks_is_an_error() -> None:
    one = mapping_of(KPI_LIST)
    renamed = [tuple("X" if cell == "Istwert" else cell for cell in row) for row in KPI_LIST]
    reading = read_mapped(renamed, one)
    assert grave(reading) == [("mapped_column_missing", "")]
    assert reading.tables == {}
    other = read(book({"A": [["x"]]}), "a.xlsx", STORED, None, Mapping("", (one,)))
    assert grave(other) == [("mapped_sheet_missing", "")]
    unfinished = read_mapped(STATUS_LIST, mapping_of(STATUS_LIST))
    assert [rule for rule, _ in grave(unfinished)] == ["mapping_field_missing"] * 2


def test_sheets_of_the_format_are_read_beside_mapped_ones() -> None:
    content = book(
        {"Tabelle1": WIDE_YEARS, "Maßnahmen": [MEASURES, ["M-9", "Neu", "T1", 1]], "Notiz": [["x"]]}
    )
    mapping = Mapping("", (mapping_of(WIDE_YEARS),))
    reading = read(content, "a.xlsx", STORED, None, mapping)
    assert set(reading.tables) == {"measure", "observation"}
    assert ("sheet_unknown", "") in noted(reading)


def test_two_sheets_of_one_form_can_lie_in_two_tables_worth_of_columns() -> None:
    master = mapping_of(TWO_TABLES)
    series = observations(ColumnUse("indicator_code", "Indikator-Nr."))
    series = replace(
        series,
        columns={
            **series.columns,
            "F": ColumnUse("observed_on", "Jahr"),
            "G": ColumnUse("value", "Istwert"),
        },
    )
    reading = read_mapped(TWO_TABLES, master, series)
    assert set(reading.tables) == {"indicator", "observation"}
    assert noted(reading) == []
    assert reading.tables["indicator"].cells == ["B2", "B3"]
    assert reading.tables["observation"].cells == ["G2", "G3"]
