"""The pages of the steering committee: overview, list of measures, one measure."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest

from masterplan.store import Store
from masterplan.ui.lists import ROWS_OF_A_PAGE
from masterplan.vocabulary import Light
from tests.pages.conftest import Enter

ON = "2026-09-30"


def status(store: Store, plan: str = "BSP", on: str = ON) -> pd.DataFrame:
    """How each measure stands, by its code."""
    rows = store.ask("measures/status", plan=plan, on=dt.date.fromisoformat(on), known_at=None)
    return rows.set_index("measure_code")


def query(link: str) -> dict[str, str]:
    """What a link asks for."""
    return {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}


@pytest.mark.parametrize("aspect", ["delivery", "effect", "evidence"])
def test_overview_counts_what_the_method_says(samples: Store, enter: Enter, aspect: str) -> None:
    page = enter("overview", plan="BSP", on=ON)
    lights = status(samples).query("is_counted")[f"light_{aspect}"]
    shown = {
        query(link)[aspect]: int(words.split()[0])
        for words, link in page.links
        if aspect in query(link)
    }
    assert shown == dict(Counter(lights))


def test_overview_names_what_counts_nowhere(samples: Store, enter: Enter) -> None:
    page = enter("overview", plan="BSP", on=ON)
    uncounted = status(samples).query("not is_counted").index
    for code in uncounted:
        assert any(words == code and query(link)["measure"] == code for words, link in page.links)


def test_each_cell_of_the_matrix_leads_to_its_measures(samples: Store, enter: Enter) -> None:
    page = enter("overview", plan="BSP", on=ON)
    rows = status(samples).query("is_counted")
    expected = Counter(zip(rows["phase"].astype(str), rows["topic_area_code"], strict=True))
    shown = {}
    for words, link in page.links:
        asked = query(link)
        if "phase" in asked and "area" in asked:
            (count,) = re.findall(r"(\d+) Maßnahmen?,", words)
            shown[asked["phase"], asked["area"]] = int(count)
    assert shown == dict(expected)


def test_overview_shows_what_got_worse(samples: Store, enter: Enter) -> None:
    """The sample has four measures that got worse since the last reporting date."""
    page = enter("overview", plan="BSP", on="2026-11-23")
    changed = samples.ask(
        "measures/changes",
        plan="BSP",
        before_on=dt.date(2026, 9, 30),
        before_known_at=None,
        on=dt.date(2026, 11, 23),
        known_at=None,
    )
    assert len(changed)
    for code in changed["measure_code"][:8]:
        assert any(words.startswith(code) for words, link in page.links)


def test_every_chart_has_words_and_numbers(samples: Store, enter: Enter) -> None:
    page = enter("overview", plan="BSP", on=ON)
    charts = page.app.get("plotly_chart")
    assert len(charts) == len(page.app.get("expander")) == 2
    assert [len(table.rows) for table in page.tables if table.rows][-2:] > [0, 0]
    for chart in charts:
        assert "Ausbau" in chart.proto.alt or "%" in chart.proto.alt


@pytest.mark.parametrize(
    ("chosen", "condition"),
    [
        ({"phase": "2"}, "phase == 2"),
        ({"area": "VW"}, "topic_area_code == 'VW'"),
        ({"delivery": "off_track"}, "is_counted and light_delivery == 'off_track'"),
        ({"effect": "achieved"}, "is_counted and light_effect == 'achieved'"),
        ({"evidence": "off_track"}, "is_counted and light_evidence == 'off_track'"),
        ({"phase": "1", "area": "BI"}, "phase == 1 and topic_area_code == 'BI'"),
        ({"q": "bi-0"}, "measure_code.str.startswith('BI-0')"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_list_filters_by_the_address(
    samples: Store, enter: Enter, chosen: dict[str, str], condition: str
) -> None:
    page = enter("measures", plan="BSP", on=ON, **chosen)
    expected = status(samples).query(condition, engine="python")
    (table,) = page.tables
    assert table.caption == f"{len(expected)} Maßnahme" + "n" * (len(expected) != 1)
    assert sorted(words.split()[0] for words in table.column("Maßnahme")) == sorted(expected.index)


def test_filters_say_what_the_address_asks(samples: Store, enter: Enter) -> None:
    page = enter("measures", plan="BSP", on=ON, delivery="off_track", q="schule")
    assert page.widget("selectbox", "Umsetzung").value == "off_track"
    assert page.widget("text_input", "Suche").value == "schule"


def test_a_choice_filters_the_list(samples: Store, enter: Enter) -> None:
    page = enter("measures", plan="BSP", on=ON)
    page.widget("selectbox", "Wirkung").select("achieved")
    (table,) = page.run().tables
    assert set(table.column("Wirkung")) == {Light.ACHIEVED.german}


def test_search_finds_whatever_the_accents(samples: Store, enter: Enter) -> None:
    found = [
        enter("measures", plan="BSP", on=ON, q=words).tables[0].rows
        for words in ("BURGER", "Bürger", "bürger")
    ]
    assert found[0] == found[1] == found[2] != []


@pytest.mark.parametrize(
    ("order", "column", "ascending"),
    [
        ("title", "title", True),
        ("position", "mean_position", True),
        ("late", "days_late", False),
        ("delivery", "delivery_rank", True),
        ("effect", "effect_rank", True),
    ],
)
def test_list_is_sorted_by_the_address(
    samples: Store, enter: Enter, order: str, column: str, ascending: bool
) -> None:
    page = enter("measures", plan="BSP", on=ON, order=order)
    codes = [words.split()[0] for words in page.tables[0].column("Maßnahme")]
    rows = samples.ask(
        "measures/list",
        plan="BSP",
        on=dt.date.fromisoformat(ON),
        known_at=None,
        **dict.fromkeys(("phase", "area", "delivery", "effect", "evidence", "search")),
    )
    values = rows.set_index("measure_code")[column].loc[codes].dropna()
    assert len(values) > 3
    assert values.is_monotonic_increasing if ascending else values.is_monotonic_decreasing


def test_pages_of_the_list_show_everything_once(samples: Store, enter: Enter) -> None:
    seen = []
    for number in ("1", "2"):
        (table,) = enter("measures", plan="BSP", on=ON, page=number).tables
        assert len(table.rows) <= ROWS_OF_A_PAGE
        seen += [words.split()[0] for words in table.column("Maßnahme")]
    assert sorted(seen) == sorted(status(samples).index)


def test_nothing_found_says_what_to_do(samples: Store, enter: Enter) -> None:
    page = enter("measures", plan="BSP", on=ON, q="gibt es nicht")
    assert page.blank is not None
    (link,) = [link for _, link in page.links if link.startswith("measures?")]
    assert len(page.follow(link).tables[0].rows) == ROWS_OF_A_PAGE


KINDS = {
    "BI-01": ("achieved", "achieved"),
    "BI-05": ("zurückgestellt", "keine Bewertung"),
    "VW-05": ("entfallen", "keine Bewertung"),
    "BI-07": ("erreicht", "ausgesetzt"),
    "VW-06": ("Fortschritt", "planmäßig"),
    "WI-05": ("Weder", "keine Bewertung"),
    "WI-06": ("überfällig", "verfehlt"),
    "GE-05": ("gefährdet", "gefährdet"),
    "KU-03": ("Weder", "keine Bewertung"),
}
"""One measure of each kind, by what its page says of it."""


@pytest.mark.parametrize("code", KINDS)
def test_measure_of_every_kind(samples: Store, enter: Enter, code: str) -> None:
    page = enter("measure", plan="BSP", on=ON, measure=code)
    row = status(samples).loc[code]
    assert page.title == f"{code} {row['title']}"
    (lights,) = page.all("div", "mp-lights")
    said = lights.words
    for aspect in ("delivery", "effect", "evidence"):
        assert Light.of(row[f"light_{aspect}"]).german in said
    if code != "BI-01":
        assert all(word in said for word in KINDS[code]), said
    drawn = [chart.proto.alt for chart in page.app.get("plotly_chart")]
    assert bool(row["milestones"]) == any(text.startswith("Meilensteine") for text in drawn)


@pytest.mark.parametrize("code", ["B1", "V1", "V3", "V4", "S1"])
def test_measure_of_a_plan_with_few_facts(samples: Store, enter: Enter, code: str) -> None:
    page = enter("measure", plan="DO", on=ON, measure=code)
    assert page.title.startswith(code)
    assert len(page.app.get("plotly_chart")) <= 8


def test_measure_leads_to_its_indicators_and_says_where_values_come_from(
    samples: Store, enter: Enter
) -> None:
    page = enter("measure", plan="BSP", on=ON, measure="BI-02")
    leads = [query(link)["indicator"] for _, link in page.links if link.startswith("indicator?")]
    assert len(leads) == status(samples).loc["BI-02"]["indicators"]
    cells = page.tables[-1].column("Zelle")
    assert cells and all(re.fullmatch(r"\w+![A-Z]+\d+", cell) for cell in cells)


@pytest.mark.parametrize("query", [{}, {"measure": "XX-99"}, {"measure": "<b>x</b>"}], ids=str)
def test_unknown_measure_leads_to_the_list(
    samples: Store, enter: Enter, query: dict[str, str]
) -> None:
    page = enter("measure", plan="BSP", on=ON, **query)
    assert page.blank is not None and query.get("measure", "–") in page.blank.words
    (link,) = [link for _, link in page.links]
    assert page.follow(link).tables


def test_charts_of_a_measure_in_the_dark(samples: Store, enter: Enter) -> None:
    light = enter("measure", plan="BSP", on=ON, measure="BI-02")
    dark = enter("measure", theme="dark", plan="BSP", on=ON, measure="BI-02")
    figures = [
        [chart.proto.spec for chart in page.app.get("plotly_chart")] for page in (light, dark)
    ]
    assert len(figures[0]) == len(figures[1]) and figures[0] != figures[1]
