"""The pages of managers: the list of indicators, one indicator."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from masterplan.store import Store
from masterplan.ui.lists import ROWS_OF_A_PAGE, any_indicator
from masterplan.vocabulary import Freshness, Light
from tests.pages.conftest import Enter

ON = "2026-09-30"


def indicators(store: Store, plan: str = "BSP", **chosen: object) -> pd.DataFrame:
    """The indicators that fit a filter, by their code."""
    rows = store.ask(
        "indicators/list",
        plan=plan,
        on=dt.date.fromisoformat(ON),
        known_at=None,
        **any_indicator(**chosen),
    )
    return rows.set_index("indicator_code")


@pytest.mark.parametrize(
    ("chosen", "condition"),
    [
        ({"phase": "3"}, "phase == 3"),
        ({"area": "MO"}, "topic_area_code == 'MO'"),
        ({"light": "off_track"}, "light == 'off_track'"),
        ({"freshness": "stale"}, "freshness == 'stale'"),
        ({"freshness": "missing"}, "freshness == 'missing'"),
        ({"q": "wlan"}, "(name + measure).str.lower().str.contains('wlan')"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_list_filters_by_the_address(
    samples: Store, enter: Enter, chosen: dict[str, str], condition: str
) -> None:
    page = enter("indicators", plan="BSP", on=ON, **chosen)
    expected = indicators(samples).query(condition, engine="python")
    if expected.empty:
        assert page.blank is not None
        return
    (table,) = page.tables
    assert table.caption == f"{len(expected)} Indikator" + "en" * (len(expected) != 1)
    assert len(table.rows) == min(len(expected), ROWS_OF_A_PAGE)


def test_every_light_and_age_that_is_there_can_be_chosen_and_says_how_often(
    samples: Store, enter: Enter
) -> None:
    page = enter("indicators", plan="BSP", on=ON)
    rows = indicators(samples)
    for label, column, members in (
        ("Wirkung", "light", Light),
        ("Datenlage", "freshness", Freshness),
    ):
        counts = rows[column].value_counts()
        expected = {f"{members.of(code).german} ({count})" for code, count in counts.items()}
        assert set(page.widget("multiselect", label).options) == expected


@pytest.mark.parametrize("look", ["table", "multiples"])
def test_several_values_of_a_filter_add_up(samples: Store, enter: Enter, look: str) -> None:
    page = enter("indicators", plan="BSP", on=ON, look=look, light=["off_track", "at_risk"])
    expected = indicators(samples).query("light in ['off_track', 'at_risk']")
    if look == "table":
        assert len(page.tables[0].rows) == len(expected)
        assert not page.all("div", "mp-blank")
    else:
        drawn = len(page.app.get("plotly_chart"))
        assert drawn == len(expected[expected["last_on"].notna()])


def test_what_is_picked_leads_to_the_comparison(samples: Store, enter: Enter) -> None:
    page = enter("indicators", plan="BSP", on=ON, pick=["BI-01.1", "BI-02.1"])
    (link,) = [link for words, link in page.links if "vergleichen" in words]
    assert link.startswith("compare?") and "indicators=BI-01.1%2CBI-02.1" in link


@pytest.mark.parametrize("order", ["plan", "light", "position", "gap", "change", "age", "name"])
def test_orders_show_the_same_indicators(samples: Store, enter: Enter, order: str) -> None:
    page = enter("indicators", plan="BSP", on=ON, order=order)
    assert len(page.tables[0].rows) == ROWS_OF_A_PAGE
    if order == "age":
        days = page.tables[0].column("Letzter Wert")
        dates = [dt.datetime.strptime(words.split()[-1], "%d.%m.%Y") for words in days]
        assert dates == sorted(dates)


def kinds(store: Store) -> dict[str, str]:
    """One indicator of each kind: why it has no light, how fresh it is, which way it should go."""
    rows = pd.concat([indicators(store), indicators(store, "DO")])
    found: dict[str, str] = {}
    for column in ("reason", "freshness", "direction", "light", "frequency", "kind"):
        for code, value in rows[column].dropna().items():
            found.setdefault(f"{column} {value}", str(code))
    return found


def test_indicator_of_every_kind(samples: Store, enter: Enter) -> None:
    page = enter("indicators", plan="BSP", on=ON)
    for kind, code in kinds(samples).items():
        plan = "BSP" if code in indicators(samples).index else "DO"
        row = indicators(samples, plan).loc[code]
        page.open("indicator", plan=plan, on=ON, indicator=code)
        assert page.title == row["name"], kind
        (lights,) = page.all("div", "mp-lights")
        assert Light.of(row["light"]).german in lights.words, kind
        assert bool(row["observations"]) == bool(page.app.get("plotly_chart")), kind


def test_each_value_stands_with_its_cell(samples: Store, enter: Enter) -> None:
    page = enter("indicator", plan="BSP", on=ON, indicator="BI-02.1")
    rows = samples.ask(
        "indicators/observations",
        plan="BSP",
        indicator="BI-02.1",
        on=dt.date.fromisoformat(ON),
        known_at=None,
    )
    (table,) = [table for table in page.tables if "Messwerte" in table.caption]
    origins = [f"{row['file_name']}, {row['sheet']}!{row['cell']}" for _, row in rows.iterrows()]
    assert table.column("Herkunft") == origins


def test_a_withdrawn_upload_is_told_as_correction(samples: Store, enter: Enter) -> None:
    corrected = [
        code
        for code in indicators(samples).index
        if len(samples.ask("indicators/corrections", plan="BSP", indicator=code))
    ]
    page = enter("indicator", plan="BSP", on=ON, indicator=corrected[0])
    (table,) = [table for table in page.tables if "zurückgenommene" in table.caption]
    assert table.rows


def test_indicator_leads_back_to_its_measure(samples: Store, enter: Enter) -> None:
    page = enter("indicator", plan="BSP", on=ON, indicator="BI-02.1")
    (link, *_) = [link for _, link in page.links if link.startswith("measure?")]
    assert page.follow(link).title.startswith("BI-02 ")


@pytest.mark.parametrize("query", [{}, {"indicator": "XX"}], ids=str)
def test_unknown_indicator_leads_to_the_list(
    samples: Store, enter: Enter, query: dict[str, str]
) -> None:
    page = enter("indicator", plan="BSP", on=ON, **query)
    assert page.blank is not None
    (link,) = [link for _, link in page.links]
    assert page.follow(link).tables
