"""What is drawn beside a series, of parts and months, and of several indicators together."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pandas as pd
import pytest

from masterplan import charts
from masterplan.charts import Beside, Drawing
from masterplan.charts.compare import MOST
from masterplan.charts.parts import MOST_PARTS

ON = dt.date(2026, 9, 30)
HOSTILE = '<a href="https://example.org">hier</a> <b>fett</b><br>$x^2$'
DAYS = pd.to_datetime(["2023-12-31", "2024-12-31", "2025-12-31"])
SEEN = pd.DataFrame({"observed_on": DAYS, "value": [10.0, 12.5, 20.0], "is_break": [False] * 3})
PATH = pd.DataFrame(
    {
        "day": pd.to_datetime(["2022-12-31", "2024-12-31", "2027-12-31"]),
        "value": [8.0, 14.0, 30.0],
        "is_target": [False, True, True],
    }
)
CONTINUED = pd.DataFrame(
    {
        "day": pd.to_datetime(["2025-12-31", "2026-12-31", "2027-12-31"]),
        "value": [20.0, 25.0, 30.5],
        "lower": [20.0, 23.0, 27.0],
        "upper": [20.0, 27.0, 34.0],
        "is_mark": [True, True, True],
    }
)
FORMER = pd.DataFrame(
    {
        "day": pd.to_datetime(["2022-12-31", "2027-12-31"]),
        "value": [8.0, 60.0],
        "is_former": [False, True],
    }
)
CORRECTED = pd.DataFrame(
    {
        "observed_on": DAYS[:1],
        "value_then": [99.0],
        "person": [HOSTILE],
        "recorded_at": [dt.datetime(2024, 2, 1, 8)],
    }
)
ASSUMED = pd.DataFrame({"observed_on": pd.to_datetime(["2026-12-31"]), "value": [41.0]})
BOUNDS = pd.DataFrame({"kind": ["interval"], "value": [5.0], "upper": [35.0]})
ALL = Beside(CONTINUED, FORMER, CORRECTED, ASSUMED, BOUNDS)


def series(beside: Beside, language: str = "de", unit: str = "%", is_dark: bool = False) -> Drawing:
    return charts.series(SEEN, PATH, unit, ON, language, is_dark, "Verlauf", beside=beside)


def figure(drawing: Drawing) -> dict[str, Any]:
    return json.loads(drawing.figure.to_json())  # type: ignore[no-any-return]


@pytest.mark.parametrize("is_dark", [False, True])
@pytest.mark.parametrize("language", ["de", "en"])
def test_everything_beside_stands_in_words_and_numbers(language: str, is_dark: bool) -> None:
    drawing = series(ALL, language, is_dark=is_dark)
    flags = " ".join(drawing.numbers[drawing.numbers.columns[-1]])
    expected = {
        "de": ["Annahme", "bei Fortsetzung der Entwicklung, Spanne 27 bis 34", "früheres Ziel"],
        "en": ["assumption", "if the development continues, range 27 to 34", "former target"],
    }[language]
    for words in expected:
        assert words in flags
    for number in ("41", "30", "99", "35"):
        assert number in drawing.alternative


def test_nothing_beside_changes_nothing() -> None:
    plain = charts.series(SEEN, PATH, "%", ON, "de", False, "Verlauf")
    assert figure(series(Beside())) == figure(plain)
    assert list(plain.numbers.columns) == ["Datum", "Wert (%)"]


def test_only_what_was_observed_is_a_full_line() -> None:
    """All other lines are dashed or dotted, or have no width."""
    lines = [trace["line"] for trace in figure(series(ALL))["data"] if "line" in trace]
    full = [line for line in lines if line.get("dash") is None and line.get("width")]
    assert len(full) == 1


def test_last_target_is_named_where_the_continuation_is_not() -> None:
    above = figure(series(Beside(continuation=CONTINUED)))["data"]
    below = figure(series(Beside(continuation=CONTINUED.assign(value=[20.0, 20.0, 20.0]))))["data"]
    places = [
        next(trace["textposition"] for trace in traces if "Ziel 30" in (trace.get("text") or []))
        for traces in (above, below)
    ]
    assert places == [["top center", "bottom center"], ["top center", "top center"]]


@pytest.mark.parametrize("is_dark", [False, True])
def test_text_of_the_plan_is_never_markup(is_dark: bool) -> None:
    drawings = [
        series(ALL, unit=HOSTILE, is_dark=is_dark),
        charts.parts(parts(["A"], HOSTILE), HOSTILE, HOSTILE, "de", is_dark, "Teile"),
        charts.months(MONTHS, HOSTILE, "de", is_dark, "Monate"),
        compared({HOSTILE: HOSTILE}, "value", HOSTILE, is_dark),
        charts.pairs(PAIRS, (HOSTILE, HOSTILE), (HOSTILE, HOSTILE), "de", is_dark, "Paare", ""),
    ]
    for drawing in drawings:
        text = json.dumps(figure(drawing)["data"]) + json.dumps(figure(drawing)["layout"])
        assert "<a href" not in text and "<b>fett" not in text


def parts(names: list[str], suffix: str = "", share: float | None = None) -> pd.DataFrame:
    """Two values of each part; the first part is the largest."""
    return pd.DataFrame(
        [
            {
                "category": name + suffix,
                "observed_on": pd.Timestamp(f"{year}-12-31"),
                "value": float(len(names) - at) * (year - 2020),
                "share": share,
            }
            for at, name in enumerate(names)
            for year in (2024, 2025)
        ]
    )


def test_many_parts_are_drawn_in_part_and_all_in_the_table() -> None:
    names = [f"Bezirk {number:02}" for number in range(30)]
    drawing = charts.parts(parts(names), "Bezirk", "%", "de", False, "Aufgegliedert")
    assert len(figure(drawing)["data"]) == MOST_PARTS
    assert list(drawing.numbers["Teil"]) == names
    assert drawing.note == f"Die {MOST_PARTS} größten von 30."
    axes = [axis for name, axis in figure(drawing)["layout"].items() if name.startswith("yaxis")]
    assert sum("matches" not in axis for axis in axes) == 1, "all have one scale"


def test_parts_without_a_whole_have_no_column_of_shares() -> None:
    assert len(charts.parts(parts(["A"]), "B", "%", "de", False, "T").numbers.columns) == 3
    with_share = charts.parts(parts(["A"], share=1.0), "B", "%", "de", False, "T").numbers
    assert with_share.iloc[0, -1] == "100\u202f%"


MONTHS = pd.DataFrame(
    [
        {"year": year, "month": month, "value": float(month)}
        for year in (2023, 2024, 2025)
        for month in range(1, 13 if year < 2025 else 4)
    ]
)


def test_months_have_a_line_for_each_year_and_a_row_in_the_table() -> None:
    drawing = charts.months(MONTHS, "%", "de", False, "Monate")
    assert len(figure(drawing)["data"]) == 3
    assert list(drawing.numbers["Jahr"]) == ["2023", "2024", "2025"]
    assert drawing.numbers.iloc[2, 4] == "–", "a month that is not over has no value, and no 0"


def compared(names: dict[str, str], column: str, unit: str = "%", is_dark: bool = False) -> Drawing:
    rows = pd.DataFrame(
        [
            {
                "indicator_code": code,
                "observed_on": day,
                "stretch": 0,
                "value": 5.0,
                "indexed": 100.0 + at,
            }
            for code in names
            for at, day in enumerate(DAYS)
        ]
    )
    rows["position"] = None
    return charts.compared(rows, names, column, unit, ON, "de", is_dark, "Vergleich")


@pytest.mark.parametrize("is_dark", [False, True])
def test_names_at_the_end_do_not_lie_on_each_other(is_dark: bool) -> None:
    names = {f"I{number}": f"Indikator {number}" for number in range(MOST)}
    layout = figure(compared(names, "indexed", is_dark=is_dark))["layout"]
    ends = [note for note in layout["annotations"] if note["text"].startswith("<b>I")]
    heights = sorted(note["y"] for note in ends)
    assert len({note["font"]["color"] for note in ends}) == MOST
    assert all(b - a > 0.1 for a, b in zip(heights, heights[1:], strict=False))


def test_who_has_nothing_to_show_is_named() -> None:
    names = {"A": "A Quote", "B": "B Anteil"}
    rows = pd.DataFrame(
        {
            "indicator_code": ["A", "B"],
            "observed_on": DAYS[:2],
            "stretch": [0, 0],
            "position": [0.4, None],
        }
    )
    drawing = charts.compared(rows, names, "position", "%", ON, "de", False, "Weg", "So.")
    assert drawing.note == "So. Nicht im Bild, weil sich nichts sagen lässt: B Anteil."
    places = [note["x"] for note in figure(drawing)["layout"]["annotations"]]
    assert not any(isinstance(place, bool) for place in places), "the browser takes no truth for 1"


def test_what_none_has_says_nothing() -> None:
    drawing = compared({"A": "A"}, "position")
    assert drawing.alternative == "" and drawing.numbers.empty


def test_a_break_interrupts_the_line() -> None:
    rows = pd.DataFrame(
        {"indicator_code": "A", "observed_on": DAYS, "stretch": [0, 0, 1], "value": [1.0, 2.0, 9.0]}
    )
    drawing = charts.compared(rows, {"A": "A"}, "value", "%", ON, "de", False, "Alle", "So.")
    assert [len(trace["x"]) for trace in figure(drawing)["data"]] == [2, 1]
    assert drawing.note.startswith("So. Eine Linie ist dort unterbrochen")
    broken = charts.pairs(
        PAIRS.assign(is_break=[False, True]), ("Eins", "%"), ("Zwei", "%"), "de", False, "Paare", ""
    )
    assert len(figure(broken)["data"]) == 2


PAIRS = pd.DataFrame(
    {
        "year": [2024, 2025],
        "value_one": [1.0, 2.0],
        "value_other": [5.5, 4.0],
        "is_break": [False, False],
    }
)


def test_each_year_of_a_pair_is_marked() -> None:
    drawing = charts.pairs(PAIRS, ("Eins", "%"), ("Zwei", "Anzahl"), "de", False, "Paare", "")
    (trace,) = figure(drawing)["data"]
    assert trace["text"] == ["2024", "2025"]
    assert drawing.alternative == "2024: 1 %, 5,5 Anzahl; 2025: 2 %, 4 Anzahl"
