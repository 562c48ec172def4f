"""The method in words: its thresholds are those of the table, its example is computed live."""

from __future__ import annotations

import datetime as dt

import pytest

from masterplan import explanation, texts
from masterplan.access import ADMINISTER, LOCAL, local
from masterplan.store import Store
from masterplan.vocabulary import Light, Symbol
from tests.city import FRAME, PLAN, indicator, measure, observation, target
from tests.pages.conftest import Enter
from tests.readings import reading

ON = "2026-09-30"
VIEW = {"plan": "BSP", "on": ON, "lang": "en"}


def words(enter: Enter, **query: str) -> str:
    """Everything that the tables and lists of the page say."""
    page = enter("method", **{**VIEW, **query})
    cells = [cell for table in page.tables for row in table.rows for cell in row]
    return "\n".join([*cells, page.text, *(part.words for part in page.all("dd"))])


def test_thresholds_are_those_of_the_table(own_samples: Store, enter: Enter) -> None:
    """Every threshold stands in the text, and follows the table when that is revised."""
    revised = {
        "at_risk_days": 77.0,
        "on_track_ratio": 0.91,
        "at_risk_ratio": 0.52,
        "grace_days": 41.0,
        "stale_periods": 3.0,
        "small_miss": 0.07,
        "large_miss": 0.23,
        "trend_points": 8.0,
        "trend_least_points": 5.0,
    }
    names = own_samples.ask("plan/method", known_at=None)["name"]
    assert set(names) == set(revised)
    with own_samples.write(LOCAL, ADMINISTER, "test") as cursor:
        for name, value in revised.items():
            cursor.execute(
                "insert into method values (2, $name, $value, now() at time zone 'UTC')",
                {"name": name, "value": value},
            )
    # what was known before is judged, and told, by the first version
    now, then = words(enter), words(enter, known_at="2026-01-01T00:00:00")
    for said in ("77 days", "91%", "52%", "41 days", "3 periods", "7%", "23%", "last 8", "least 5"):
        assert said in now and said not in then, said
    assert "90 days" in then and "last 6" in then


def shown(text: str) -> str:
    """A text as it is read from a page: with plain single blanks."""
    return " ".join(text.split())


@pytest.mark.parametrize("language", ["de", "en"])
def test_example_is_computed_from_the_plan(samples: Store, enter: Enter, language: str) -> None:
    page = enter("method", **{**VIEW, "lang": language})
    clocks = {"plan": "BSP", "on": dt.date.fromisoformat(ON), "known_at": None}
    rows = samples.ask("indicators/status", **clocks).sort_values("indicator_code")
    chosen = rows[(rows["rule"] == "trend") & rows["projected"].notna()].to_dict("records")[0]
    asking = {**clocks, "indicator": chosen["indicator_code"]}
    judged = samples.ask("indicators/target_lights", **asking).to_dict("records")[0]
    said = [part.words for part in page.all("dd")]
    assert shown(explanation.sentence(judged, language)) in said
    assert shown(explanation.counterfactual(judged, language)) in said
    assert explanation.robustness(chosen["is_robust"], chosen["flipped_by"], language) in said
    assert f"{chosen['name']} ({chosen['unit']})" in said
    symbol = Symbol.of(chosen["symbol"]).label(language)
    assert f"{Light.of(chosen['light']).label(language)} ({symbol})" in said
    (chart,) = page.app.get("plotly_chart")
    assert texts.number(chosen["last_value"], language) in chart.proto.alt


def test_plan_without_a_trend_is_explained_by_what_it_has(empty: Store, enter: Enter) -> None:
    """Half way with a single value: the planned path decides."""
    tables = {
        **FRAME,
        "measure": [measure("A", "A")],
        "indicator": [indicator("A.1"), indicator("A.2")],
        "target": [target("A.2", 100.0)],
        "observation": [observation("A.2", 10.0)],
    }
    empty.commit(reading(tables, PLAN), local("Erika Muster"))
    page = enter("method", lang="en", on="2025-06-30")
    said = [part.words for part in page.all("dd")]
    assert any(part.startswith("Indikator A.2") for part in said)
    assert any(part.startswith("(10 − 0) / (") for part in said)
    assert len(page.app.get("plotly_chart")) == 1


def test_every_kind_of_light_and_symbol_is_explained(samples: Store, enter: Enter) -> None:
    page = enter("method", **VIEW)
    headings = [heading for table in page.tables for heading in table.headings]
    assert {symbol.english for symbol in Symbol} <= set(headings)
    firsts = {row[0] for table in page.tables for row in table.rows}
    assert {light.english for light in Light if light is not Light.SUSPENDED} <= firsts
