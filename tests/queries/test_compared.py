"""Indicators side by side: as measured, indexed, on the way to their targets, year by year."""

from __future__ import annotations

import datetime as dt

import pytest

from masterplan.access import local
from masterplan.store import Store
from tests.city import FRAME, PLAN, Row, asked, indicator, measure, observation, target
from tests.readings import reading

ON = dt.date(2025, 12, 31)
NOW = {"plan": PLAN, "on": ON, "known_at": None}
A, B, C = "A.1", "B.1", "C.1"
VALUES = {
    A: {2022: 20.0, 2023: 30.0, 2024: 40.0, 2025: 50.0},
    B: {2023: 4.0, 2024: 3.0, 2025: 2.0},
    C: {2023: 0.0, 2024: 5.0},
}


@pytest.fixture(scope="module")
def side_by_side(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A rises from 20 to 100, B falls from 4 to 0, C begins at nothing and has no target."""
    store = Store(tmp_path_factory.mktemp("compared") / "city.duckdb")
    tables = {
        **FRAME,
        "measure": [measure(code, code) for code in "ABC"],
        "indicator": [
            indicator(A, 20.0),
            indicator(B, 4.0, direction="down", unit="%"),
            indicator(C, None),
        ],
        "target": [target(A, 100.0), target(B, 0.0)],
        "observation": [
            observation(code, value, dt.date(year, 12, 31))
            for code, values in VALUES.items()
            for year, value in values.items()
        ],
    }
    store.commit(reading(tables, PLAN), local("Anna"))
    return store


def compared(
    store: Store, *codes: str, base_on: dt.date | None = None
) -> dict[tuple[str, int], Row]:
    rows = asked(store, "indicators/compared", **NOW, indicators=list(codes), base_on=base_on)
    return {(row["indicator_code"], row["observed_on"].year): row for row in rows}


def test_values_are_those_that_were_measured(side_by_side: Store) -> None:
    rows = compared(side_by_side, A, B)
    assert {key: row["value"] for key, row in rows.items()} == {
        (code, year): value for code in (A, B) for year, value in VALUES[code].items()
    }


def test_all_are_100_on_the_first_day_that_all_have(side_by_side: Store) -> None:
    rows = compared(side_by_side, A, B)
    assert rows[A, 2023]["indexed"] == rows[B, 2023]["indexed"] == 100
    assert rows[A, 2022]["indexed"] == pytest.approx(100 * 20 / 30)
    assert rows[B, 2025]["indexed"] == 50


def test_the_day_can_be_chosen(side_by_side: Store) -> None:
    """Between two values the one before it counts; who has none by then has no index."""
    rows = compared(side_by_side, A, B, base_on=dt.date(2023, 6, 30))
    assert rows[A, 2022]["indexed"] == 100 and rows[A, 2025]["indexed"] == 250
    assert rows[B, 2023]["indexed"] is None and rows[B, 2023]["base_on"] is None


def test_nothing_is_a_multiple_of_nothing(side_by_side: Store) -> None:
    rows = compared(side_by_side, B, C)
    assert [rows[C, year]["indexed"] for year in (2023, 2024)] == [None, None]
    assert rows[C, 2024]["base_value"] == 0


def test_position_is_the_way_covered_in_either_direction(side_by_side: Store) -> None:
    rows = compared(side_by_side, A, B, C)
    assert rows[A, 2025]["position"] == pytest.approx(30 / 80)
    assert rows[B, 2025]["position"] == pytest.approx(0.5)
    assert rows[C, 2024]["position"] is None
    status = {row["indicator_code"]: row for row in asked(side_by_side, "indicators/status", **NOW)}
    for code in (A, B):
        assert rows[code, 2025]["position"] == status[code]["position"]


def test_pairs_are_the_years_that_both_have(side_by_side: Store) -> None:
    rows = asked(side_by_side, "indicators/pairs", **NOW, one=C, other=A)
    assert [tuple(row.values()) for row in rows] == [
        (2023, 0.0, 30.0, False),
        (2024, 5.0, 40.0, False),
    ]


def test_a_break_parts_what_cannot_be_compared(empty_store: Store) -> None:
    values = {2022: 20.0, 2023: 30.0, 2024: 400.0, 2025: 500.0}
    tables = {
        **FRAME,
        "measure": [measure("A", "A")],
        "indicator": [indicator(A, 20.0), indicator("A.2")],
        "observation": [
            observation(code, value, dt.date(year, 12, 31), flag=flag if code == A else None)
            for code in (A, "A.2")
            for (year, value), flag in zip(values.items(), [None, None, "break", None], strict=True)
        ],
    }
    empty_store.commit(reading(tables, PLAN), local("Anna"))
    rows = compared(empty_store, A)
    assert [row["stretch"] for row in rows.values()] == [0, 0, 1, 1]
    assert [row["indexed"] for row in rows.values()] == [100.0, 150.0, None, None]
    since = compared(empty_store, A, base_on=dt.date(2024, 12, 31))
    assert [row["indexed"] for row in since.values()] == [None, None, 100.0, 125.0]
    pairs = asked(empty_store, "indicators/pairs", **NOW, one=A, other="A.2")
    assert [row["is_break"] for row in pairs] == [False, False, True, False]
