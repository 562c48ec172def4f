"""Stored values as readers see them."""

from __future__ import annotations

import pytest

from masterplan.store.values import heading, shown, shown_key


@pytest.mark.parametrize(
    ("table", "field", "value", "german", "english"),
    [
        ("observation", "value", "1234.5", "1.234,5", "1,234.5"),
        ("observation", "value", "5.0", "5", "5"),
        ("observation", "value", "-0.00012", "−0,00012", "−0.00012"),
        ("observation", "value", "1e+22", "10.000.000.000.000.000.000.000", None),
        ("observation", "value", "nan", "nan", "nan"),
        ("observation", "value", None, "–", "–"),
        ("observation", "flag", "revised", "berichtigt", "revised"),
        ("observation", "flag", "gone since", "gone since", "gone since"),
        ("observation", "observed_on", "2024-12-31", "31.12.2024", "31 Dec 2024"),
        ("funds", "year", "2024", "2024", "2024"),
        ("measure", "goal_codes", "Z1, Z2", "Z1, Z2", "Z1, Z2"),
        ("working_group", "sectors", "administration, science", "Verwaltung, Wissenschaft", None),
    ],
)
def test_a_value_is_shown_as_the_language_writes_it(
    table: str, field: str, value: str | None, german: str, english: str | None
) -> None:
    assert shown(table, field, value, "de") == german
    if english is not None:
        assert shown(table, field, value, "en") == english


def test_values_that_differ_look_different() -> None:
    assert shown("observation", "value", "0.30000001", "de") != shown(
        "observation", "value", "0.3", "de"
    )


def test_a_key_is_shown_without_its_blanks() -> None:
    assert shown_key("observation", ["I1", "2024-12-31", "", ""], "de") == "I1 · 31.12.2024"
    assert shown_key("target", ["I1", "limit", None, None], "en") == "I1 · limit"


def test_a_field_is_called_as_in_the_workbook() -> None:
    assert heading("milestone", "due_on", "de") == "Geplant am"
    assert heading("milestone", "due_on", "en") == "due_on"
