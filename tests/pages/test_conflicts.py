"""The conflict list and the balance: what stands there, declaring a light and taking it back."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest

from masterplan.store import Store
from masterplan.ui.conflicts import KINDS
from masterplan.ui.rollups import GRAINS
from masterplan.vocabulary import Light, Perspective
from tests.pages.conftest import Enter
from tests.pages.visits import Visit

ON = "2026-09-30"
DAY = dt.date.fromisoformat(ON)
VIEW = {"plan": "BSP", "on": ON, "lang": "en"}
CLOCKS = {"plan": "BSP", "on": DAY, "known_at": None}


def test_each_kind_of_conflict_has_its_measures(samples: Store, enter: Enter) -> None:
    page = enter("conflicts", **VIEW)
    rows = samples.ask("measures/conflicts", **CLOCKS)
    kinds = [kind for kind in KINDS if (rows["kind"] == kind).any()]
    assert len(kinds) == len(page.tables) == 3, "the sample has conflicts of every kind"
    for kind, table in zip(kinds, page.tables, strict=True):
        right = list(rows[rows["kind"] == kind]["measure_code"])
        assert [words.split()[0] for words in table.column("Measure")] == right


def test_ratings_and_lights_stand_side_by_side(samples: Store, enter: Enter) -> None:
    table = enter("conflicts", **VIEW).tables[0]
    row = samples.ask("measures/conflicts", **CLOCKS).to_dict("records")[0]
    assert table.column("Delivery, computed")[0] == Light.of(row["light_delivery"]).english
    assert table.column("Effect, computed")[0] == Light.of(row["light_effect"]).english
    for one in row["ratings"]:
        word = Perspective.of(one["perspective"]).english
        cell = table.column(word[0].upper() + word[1:])[0]
        assert cell.startswith(Light.of(one["rating"]).english)


def test_a_plan_without_conflicts_says_so(samples: Store, enter: Enter) -> None:
    page = enter("conflicts", **{**VIEW, "plan": "DO"})
    assert not page.tables and page.blank is None
    assert [element.words for element in page.all("p")].count("No measure.") == 3


def declare(page: Visit, author: str, reason: str) -> Visit:
    page.widget("selectbox", "Which light").select("effect")
    page.widget("selectbox", "Declared as").select("on_track")
    page.app.text_input(key="author").set_value(author)
    page.app.text_input(key="reason").set_value(reason)
    page.widget("button", "Declare this light").click()
    return page.run()


def test_a_light_is_declared_shown_and_taken_back(own_samples: Store, enter: Enter) -> None:
    page = enter("conflicts", **VIEW, measure="WI-09")
    declare(page, "Lenkungskreis", "<b>Zugesagt</b>")
    assert page.messages and page.messages[0][0] == "success"
    assert "<b>Zugesagt</b>" in page.tables[-1].column("Reason, and who answers for it")[0]
    (row,) = own_samples.ask("measures/overrides", **CLOCKS, measure="WI-09").to_dict("records")
    assert (row["light"], row["light_computed"], row["state"]) == (
        "on_track",
        "off_track",
        "in_force",
    )
    shown = enter("measure", **VIEW, measure="WI-09")
    (lights,) = shown.all("div", "mp-lights")
    assert "off track" in lights.words and "Lenkungskreis" in lights.words
    page.app.text_input(key="author_of_revocation").set_value("Rat")
    page.app.text_input(key="reason_of_revocation").set_value("Nicht bestätigt")
    page.widget("button", "Take this light back").click()
    page.run()
    assert "Nicht bestätigt" in page.tables[-1].column("State")[0]
    (lights,) = enter("measure", **VIEW, measure="WI-09").all("div", "mp-lights")
    assert "Lenkungskreis" not in lights.words


def test_nothing_is_declared_without_name_and_reason(own_samples: Store, enter: Enter) -> None:
    page = enter("conflicts", **VIEW, measure="WI-09")
    for author, reason in (("", "Zugesagt"), ("Lenkungskreis", " ")):
        declare(page, author, reason)
        assert [kind for kind, _words in page.messages] == ["error"]
    assert own_samples.ask("measures/overrides", **CLOCKS, measure=None).empty


def test_measure_leads_to_the_form(samples: Store, enter: Enter) -> None:
    page = enter("measure", **VIEW, measure="VW-09")
    (link,) = [link for _words, link in page.links if link.startswith("conflicts?")]
    assert parse_qs(urlsplit(link).query)["measure"] == ["VW-09"]
    assert page.follow(link).widget("selectbox", "Measure").value == "VW-09"


def test_measure_says_why_its_lights_changed(samples: Store, enter: Enter) -> None:
    """The last milestone of VW-09 became overdue since the reporting date before."""
    table = enter("measure", **VIEW, measure="VW-09").tables[0]
    assert table.rows == [["Delivery", "on track", "at risk", "dates passed"]]


@pytest.mark.parametrize("grain", GRAINS)
def test_balance_adds_up_by_the_address(samples: Store, enter: Enter, grain: str) -> None:
    (table,) = enter("balance", **VIEW, by=grain).tables
    rows = samples.ask("plan/rollup", **CLOCKS, grain=grain)
    filled = rows[rows["measures"] > 0].to_dict("records")
    assert len(table.rows) == len(filled)
    for cells, row in zip(table.rows, filled, strict=True):
        assert row["title"] in cells[0] and f"{row['measures_counted']} measure" in cells[0]
        assert all(code in cells[0] for code in row["not_counted"])
        assert f"of {row['measures_counted']}" in cells[2], "the denominator is named"
        assert row["worst_code"] in cells[-1]


def test_balance_is_chosen_on_the_page(samples: Store, enter: Enter) -> None:
    page = enter("balance", **VIEW)
    assert page.tables[0].headings[0] == "Topic area"
    page.app.get("segmented_control")[1].select("goal")
    page.run()
    assert page.address["by"] == "goal" and page.tables[0].headings[0] == "Goal"


def test_groups_lead_to_their_measures(samples: Store, enter: Enter) -> None:
    page = enter("balance", **VIEW, by="phase")
    link = next(link for _words, link in page.links if "phase=1" in link)
    count = int(samples.ask("plan/rollup", **CLOCKS, grain="phase")["measures"][0])
    assert len(page.follow(link).tables[0].rows) == count
