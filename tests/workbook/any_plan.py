"""Plans of every kind for the tests of writing and reading: one by hand, and any number made up."""

from __future__ import annotations

import datetime as dt
from math import isfinite
from typing import Any

from hypothesis import strategies as st

from masterplan.sheets import SHEET_OF, Column
from masterplan.workbook.cells import clean, says_nothing, withdraws

Record = dict[str, Any]
Tables = dict[str, list[Record]]
Numbers = st.SearchStrategy[float]

PAST = st.dates(dt.date(1990, 1, 1), dt.date(2024, 12, 31))
CODES = st.from_regex(r"K[A-Za-z0-9äöüÄÖÜß_./ -]{0,8}", fullmatch=True).map(
    lambda text: " ".join(clean(text).split())
)
TEXTS = (
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn"), include_characters="\n"))
    .map(clean)
    .filter(lambda text: not says_nothing(text) and not withdraws(text))
    .filter(lambda text: not text.startswith("#"))  # such as #REF!, which is an error, not a text
)


def fifteen_digits(number: float) -> float:
    """The number that a spreadsheet keeps of it: that many significant digits and no more."""
    return float(f"{number:.15g}")


ANY_NUMBER = st.floats(allow_nan=False, allow_infinity=False).map(lambda number: number + 0.0)
"""Without the zero that has a sign."""
KEPT_NUMBER = ANY_NUMBER.map(fifteen_digits).filter(isfinite)


def any_plan(numbers: Numbers = ANY_NUMBER) -> st.SearchStrategy[Tables]:
    """A plan with rows in all twelve tables, which refer to each other as the format asks."""
    return _plans(numbers)


def _codes() -> st.SearchStrategy[list[str]]:
    return st.lists(CODES, min_size=1, max_size=4, unique_by=str.casefold)


def _value_of(
    column: Column, known: dict[str, list[Any]], numbers: Numbers
) -> st.SearchStrategy[Any]:
    """Any value that a column can hold."""
    if column.choices is not None:
        one = st.sampled_from([member.code for member in column.choices])
        return one if column.type == "choice" else st.lists(one, min_size=1, unique=True)
    if column.refers_to is not None:
        one = st.sampled_from(known[column.refers_to])
        return one if column.type != "codes" else st.lists(one, min_size=1, unique=True)
    if column.field == "weight":
        return numbers.map(lambda number: abs(number) or 1.0)
    by_type: dict[str, st.SearchStrategy[Any]] = {
        "code": CODES,
        "text": TEXTS,
        "date": PAST,
        "number": numbers,
        "percent": numbers.map(_progress),
        "integer": st.integers(1, 9),
        "year": st.integers(1990, 2100),
    }
    return by_type[column.type]


def _progress(number: float) -> float:
    """A percentage; below a millionth of a percent nobody tells any progress."""
    return round(fifteen_digits(abs(number) % 100), 6)


def _record(
    table: str, known: dict[str, list[Any]], keys: Record, numbers: Numbers
) -> st.SearchStrategy[Record]:
    """A row with these keys; what is not required may be missing."""
    fields = {}
    for column in SHEET_OF[table].columns:
        if not column.is_key:
            some = _value_of(column, known, numbers)
            fields[column.field] = some if column.is_required else st.none() | some
    return st.fixed_dictionaries(fields).map(lambda values: {**keys, **values})


@st.composite
def _details(draw: st.DrawFn, known: dict[str, list[Any]], numbers: Numbers) -> Tables:
    """Rows of each kind that hangs on a measure or an indicator."""
    keys: dict[str, list[Record]] = {
        table: [] for table in ("milestone", "funds", "target", "observation", "evaluation")
    }
    for measure in known["measure"]:
        key = {"measure_code": measure}
        keys["funds"].append({**key, "year": draw(st.integers(1990, 2100))})
        keys["milestone"].append({**key, "milestone_number": draw(CODES)})
        for perspective in draw(st.lists(_choice("evaluation", "perspective"), unique=True)):
            said = {"reporting_date": draw(PAST), "perspective": perspective}
            keys["evaluation"].append({**key, **said})
    for indicator in known["indicator"]:
        key = {"indicator_code": indicator}
        part = draw(st.sampled_from([("", ""), ("Stadtteil", draw(CODES))]))
        day = {"observed_on": draw(PAST), "dimension": part[0], "category": part[1]}
        keys["observation"].append({**key, **day})
        for kind in draw(st.lists(_choice("target", "kind"), unique=True)):
            days = {name: draw(st.none() | PAST) for name in ("due_on", "valid_from")}
            keys["target"].append({**key, "kind": kind, **days})
    return {
        table: [draw(_record(table, known, key, numbers)) for key in found]
        for table, found in keys.items()
    }


def _choice(table: str, field: str) -> st.SearchStrategy[str]:
    choices = SHEET_OF[table].column(field).choices
    assert choices is not None
    return st.sampled_from([member.code for member in choices])


@st.composite
def _plans(draw: st.DrawFn, numbers: Numbers) -> Tables:
    known: dict[str, list[Any]] = {
        "phase": draw(st.lists(st.integers(1, 9), min_size=1, unique=True))
    }
    for table in ("topic_area", "goal", "working_group", "measure", "indicator"):
        known[table] = draw(_codes())
    tables: Tables = {"plan": [draw(_record("plan", known, {"plan_code": draw(CODES)}, numbers))]}
    for table, found in known.items():
        [key] = SHEET_OF[table].keys
        tables[table] = [draw(_record(table, known, {key: code}, numbers)) for code in found]
    tables |= draw(_details(known, numbers))
    _settle(tables)
    return tables


def _settle(tables: Tables) -> None:
    """What the rules ask beyond a single cell."""
    for row in tables["goal"]:
        row["parent_code"] = None  # no goal lies above itself
    for row in tables["phase"] + tables["measure"]:
        row["ends_on"] = row["starts_on"]  # no end before its beginning
    for row in tables["indicator"]:
        row["unit"] = "Anzahl"  # of a percentage, 0,5 is doubted
    for row in tables["target"]:
        row["valid_to"] = row["valid_from"]
        row["value"] = row["value"] or 1.0
        row["upper"] = row["value"]
    for row in tables["evaluation"]:
        row["reason"] = row["reason"] or "Anlass"


CITY: Tables = {
    "plan": [
        {
            "plan_code": "P",
            "title": "=1+1",
            "resolved_on": dt.date(2019, 12, 31),
            "paper": "_x0041_",
            "supersedes": None,
        }
    ],
    "phase": [
        {
            "phase": 1,
            "title": "Aufbruch",
            "starts_on": dt.date(2020, 1, 1),
            "ends_on": dt.date(2029, 12, 31),
            "report_due_on": None,
        }
    ],
    "topic_area": [{"topic_area_code": "01", "title": "Netze", "from_phase": 1}],
    "goal": [
        {"goal_code": "Z1", "level": "vision", "title": "#1: Zahl", "parent_code": None},
        {"goal_code": "Z2", "level": "sub_goal", "title": "Zwei", "parent_code": "Z1"},
    ],
    "working_group": [
        {
            "working_group_code": "AG",
            "title": "Gruppe",
            "topic_area_code": "01",
            "lead": "Amt 12",
            "sectors": ["politics", "science"],
        }
    ],
    "measure": [
        {
            "measure_code": "1.10",
            "title": "Glasfaser",
            "description": "Zeile eins\nZeile zwei",
            "topic_area_code": "01",
            "phase": 1,
            "working_group_code": "AG",
            "lead_unit": None,
            "starts_on": dt.date(2020, 2, 29),
            "ends_on": None,
            "goal_codes": ["Z2", "Z1"],
            "supersedes": None,
        }
    ],
    "milestone": [
        {
            "measure_code": "1.10",
            "milestone_number": "1",
            "title": "Start",
            "due_on": dt.date(2021, 1, 1),
            "reached_on": None,
            "weight": 2.0,
        }
    ],
    "funds": [
        {
            "measure_code": "1.10",
            "year": 2024,
            "planned_eur": 0.1 + 0.2,
            "spent_eur": 0.0,
            "forecast_eur": -1e-7,
            "grants_eur": None,
        }
    ],
    "indicator": [
        {
            "indicator_code": "I1",
            "measure_code": "1.10",
            "name": "Anteil",
            "definition": None,
            "unit": "%",
            "kind": "effect",
            "direction": "up",
            "baseline": 0.25,
            "baseline_on": dt.date(2020, 1, 1),
            "frequency": "yearly",
            "aggregation": "level",
            "weight": None,
            "owner": "Amt 13",
            "source": None,
        }
    ],
    "target": [
        {
            "indicator_code": "I1",
            "kind": kind,
            "value": value,
            "upper": upper,
            "due_on": due_on,
            "valid_from": None,
            "valid_to": None,
            "reason": None,
        }
        for kind, value, upper, due_on in (
            ("direction", None, None, None),
            ("interval", 1.0, 2.5, None),
            ("value", 90.0, None, dt.date(2030, 1, 1)),
        )
    ],
    "observation": [
        {
            "indicator_code": "I1",
            "observed_on": dt.date(2023, 12, 31),
            "value": value,
            "flag": "at_least",
            "dimension": dimension,
            "category": category,
            "comment": None,
        }
        for dimension, category, value in (("", "", 0.5), ("Stadtteil", "Nord", 1e15 + 0.5))
    ],
    "evaluation": [
        {
            "measure_code": "1.10",
            "reporting_date": dt.date(2023, 12, 31),
            "perspective": "citizens_forum",
            "state": "in_progress",
            "rating": "at_risk",
            "progress_percent": 0.5,
            "reason": "–5 % im Vergleich",
        }
    ],
}
"""Something in every sheet, with what is easily lost on the way."""
