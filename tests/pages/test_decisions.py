"""The pages on which is decided: record, follow up, compare, hold a meeting."""

from __future__ import annotations

import datetime as dt

import pytest

from masterplan.store import Store
from tests.pages.conftest import Enter
from tests.pages.visits import Visit

VIEW = {"plan": "BSP", "on": "2026-09-30"}
ON = dt.date(2026, 9, 30)


def held(store: Store, measure: str | None = None) -> list[dict[str, object]]:
    rows = store.ask("measures/decisions", plan="BSP", measure=measure, on=ON, known_at=None)
    return [dict(row) for row in rows.to_dict("records")]


def button(page: Visit, label: str) -> Visit:
    (found,) = [item for item in page.app.button if item.label == label]
    found.click()
    return page.run()


def test_a_decision_is_recorded_on_a_measure(own_samples: Store, enter: Enter) -> None:
    page = enter("decisions", **VIEW, measure="GE-05")
    page.widget("text_area", "Was beschlossen wurde").set_value("Termin vorziehen.")
    page.widget("text_input", "Zuständig").set_value("Gesundheitsamt")
    button(page, "Beschluss festhalten")
    assert ("success", "Festgehalten, mit dem Stand, der vorlag.") in page.messages
    (row,) = held(own_samples, "GE-05")
    assert (row["text"], row["owner"], row["state"]) == (
        "Termin vorziehen.", "Gesundheitsamt", "open",
    )  # fmt: skip
    assert "Termin vorziehen." in enter("measure", **VIEW, measure="GE-05").text


def test_a_decision_without_a_text_is_refused_in_words(own_samples: Store, enter: Enter) -> None:
    before = len(held(own_samples))
    page = button(enter("decisions", **VIEW, measure="GE-05"), "Beschluss festhalten")
    ((kind, words),) = page.messages
    assert kind == "error" and "welches Gremium was" in words
    assert len(held(own_samples)) == before


def test_what_became_of_it_is_added_on_its_page(own_samples: Store, enter: Enter) -> None:
    overdue = next(row for row in held(own_samples) if row["is_overdue"])
    page = enter("decisions", **VIEW, decision=str(overdue["decision_id"]))
    page.app.selectbox[-1].select("done")
    page.widget("text_area", "Was daraus wurde, oder warum").set_value("Vorgelegt.")
    button(page, "Zum Beschluss hinzufügen")
    now = next(row for row in held(own_samples) if row["decision_id"] == overdue["decision_id"])
    assert (now["state"], now["note"], now["is_overdue"]) == ("done", "Vorgelegt.", False)
    assert "Vorgelegt." in page.text


def test_an_overdue_decision_comes_back_to_the_overview(samples: Store, enter: Enter) -> None:
    (item,) = [one for one in enter("overview", **VIEW).all("li") if "WI-09" in one.words]
    assert "Ein Beschluss ist seit 30 Tagen überfällig" in item.words
    early = enter("overview", plan="BSP", on="2026-08-31")
    assert "überfällig:" not in early.text.replace("überfällig; „", "")


@pytest.mark.parametrize(("area", "codes"), [("", 7), ("BI", 0), ("WI", 1)])
def test_changes_of_a_topic_area(samples: Store, enter: Enter, area: str, codes: int) -> None:
    page = enter("changes", **VIEW, area=area)
    rows = page.tables[0].rows if page.tables and page.tables[0].rows else []
    assert len([row for row in rows if "verschlechtert" in " ".join(row)]) == codes


def test_changes_as_reported_then_show_corrections(samples: Store, enter: Enter) -> None:
    now = {"plan": "BSP", "on": "2024-12-31", "with": "2023-12-31"}
    assert "berichtigt" not in enter("changes", **now).text
    then = enter("changes", **now, knowledge="then")
    assert then.title == "Veränderungen" and then.tables


def test_the_meeting_goes_through_what_needs_us(samples: Store, enter: Enter) -> None:
    page = enter("meeting", **VIEW, meeting="2026-10-15")
    first = page.all("div", "mp-meeting")[0].words
    page.app.button(key="item_after").click()
    page.run()
    assert page.address["item"] == "2"
    assert page.all("div", "mp-meeting")[0].words != first
    last = enter("meeting", **VIEW, meeting="2026-10-15", item="9999")
    assert "Punkt 12 von 12" in last.text
    assert last.app.button(key="item_after").disabled


def test_plan_updates_name_what_changed(samples: Store, enter: Enter) -> None:
    page = enter("evolution", **VIEW, kind="retargeted")
    (row,) = page.tables[0].rows
    assert "60 %" in " ".join(row) and "45 %" in " ".join(row) and "Rat" in " ".join(row)
    early = enter("evolution", plan="BSP", on="2022-06-30")
    assert early.blank is not None


def test_participation_only_where_they_disagree(samples: Store, enter: Enter) -> None:
    every = enter("participation", **VIEW, area="BI")
    other = enter("participation", **VIEW, area="BI", which="other")
    assert len(other.tables[0].rows) < len(every.tables[0].rows)
    assert other.all("div", "other")
