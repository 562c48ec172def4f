"""Single values, ratings and milestones, entered on the page that shows them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from masterplan.store import Store
from tests.pages.conftest import Enter
from tests.pages.visits import Visit

ON = "2026-09-30"
DAY = dt.date(2026, 8, 31)
INDICATOR, MEASURE = "BI-02.1", "BI-02"
FORMS = {"observation": "Wert eintragen", "evaluation": "Bewertung eintragen"}


@pytest.fixture
def indicator(own_samples: Store, enter: Enter) -> Visit:
    """The page of an indicator, with the samples behind it."""
    return enter("indicator", plan="BSP", on=ON, indicator=INDICATOR)


@pytest.fixture
def measure(own_samples: Store, enter: Enter) -> Visit:
    """The page of its measure."""
    return enter("measure", plan="BSP", on=ON, measure=MEASURE)


def field(page: Visit, table: str, name: str) -> Any:
    """A field or button of a form."""
    kinds = ("text_input", "text_area", "date_input", "selectbox", "checkbox", "button")
    found = [
        item
        for kind in kinds
        for item in page.app.get(kind)
        if str(item.key).startswith(f"form_{table}_") and str(item.key).endswith(f"_{name}")
    ]
    assert len(found) == 1, f"{table}.{name}: {[item.key for item in found]}"
    return found[0]


def fill(page: Visit, table: str, **values: Any) -> Visit:
    """Type into the fields of a form."""
    for name, value in values.items():
        field(page, table, name).set_value(value)
    return page


def press(page: Visit, table: str, button: str = "store") -> Visit:
    """Press one of the two buttons."""
    field(page, table, button).click()
    return page.run()


def found(page: Visit) -> str:
    """What is said at the fields."""
    return "\n".join(element.words for element in page.all("div", "mp-found"))


def newest(store: Store) -> Any:
    """The last upload."""
    return store.ask("uploads/list", plan="BSP").iloc[0]


def uploads(store: Store) -> int:
    return len(store.ask("uploads/list", plan="BSP"))


def kinds(page: Visit) -> list[str]:
    """The kinds of the messages."""
    return [kind for kind, _ in page.messages]


def values(page: Visit) -> dict[str, str]:
    """The observations that the page shows, by their day."""
    table = next(table for table in page.tables if table.caption.startswith("Messwerte"))
    return dict(zip(table.column("Datum"), table.column("Wert"), strict=True))


def test_a_value_is_stored_and_shown(own_samples: Store, indicator: Visit) -> None:
    fill(indicator, "observation", observed_on=DAY, value="1.234,5", flag="preliminary")
    fill(indicator, "observation", comment="=laut Bericht", person="Anna Beispiel")
    press(indicator, "observation")
    assert values(indicator)["31.08.2026"] == "1.234,5"
    upload = newest(own_samples)
    assert (upload["person"], upload["kind"]) == ("Anna Beispiel", "form")
    assert kinds(indicator) == ["success"]
    links = [link for _, link in indicator.links if f"upload={upload['upload_id']}" in link]
    assert links and indicator.follow(links[0]).title == "Uploads"
    assert indicator.app.selectbox(key="choice_upload").value == str(upload["upload_id"])


def test_what_would_change_is_shown_first(own_samples: Store, indicator: Visit) -> None:
    before = uploads(own_samples)
    day = next(iter(values(indicator)))
    old = values(indicator)[day]
    parsed = dt.datetime.strptime(day, "%d.%m.%Y").date()
    press(
        fill(indicator, "observation", observed_on=parsed, value="98.765,0"), "observation", "check"
    )
    [table] = [table for table in indicator.tables if "berichtigt" in table.caption]
    assert table.rows == [["Wert", old, "98.765"]]
    assert uploads(own_samples) == before and kinds(indicator) == []


@pytest.mark.parametrize("typed", ["ca. 5", "1.234", "zehn", "5 Mio. €"])
def test_a_wrong_value_is_said_at_its_field_and_not_stored(
    own_samples: Store, indicator: Visit, typed: str
) -> None:
    before = uploads(own_samples)
    press(fill(indicator, "observation", observed_on=DAY, value=typed), "observation")
    assert typed in found(indicator)
    assert kinds(indicator) == ["error"] and uploads(own_samples) == before


def test_nothing_entered_is_nothing_to_store(own_samples: Store, indicator: Visit) -> None:
    before = uploads(own_samples)
    press(indicator, "observation")
    assert found(indicator) and uploads(own_samples) == before
    press(fill(indicator, "observation", observed_on=None, value="5"), "observation")
    assert found(indicator) and uploads(own_samples) == before


def test_the_same_value_again_is_nothing_to_do(own_samples: Store, indicator: Visit) -> None:
    press(fill(indicator, "observation", observed_on=DAY, value="5"), "observation")
    before = uploads(own_samples)
    press(fill(indicator, "observation", observed_on=DAY, value="5,0"), "observation")
    assert kinds(indicator) == ["info"] and uploads(own_samples) == before


def test_a_correction_needs_a_reason_and_a_value_a_name(
    own_samples: Store, indicator: Visit
) -> None:
    press(fill(indicator, "observation", observed_on=DAY, value="5", person=" "), "observation")
    assert found(indicator) and "31.08.2026" not in values(indicator)
    press(fill(indicator, "observation", person="Anna"), "observation")
    before = uploads(own_samples)
    press(fill(indicator, "observation", observed_on=DAY, value="6"), "observation")
    assert found(indicator) and uploads(own_samples) == before
    press(fill(indicator, "observation", why="Zahlendreher"), "observation")
    assert newest(own_samples)["reason"] == "Zahlendreher"
    assert values(indicator)["31.08.2026"] == "6"


def test_a_value_is_taken_back(own_samples: Store, indicator: Visit) -> None:
    fill(indicator, "observation", observed_on=DAY, withdraw=True)
    press(indicator, "observation")
    assert kinds(indicator) == ["info"], "there is none yet"
    fill(indicator, "observation", observed_on=DAY, value="5", withdraw=False)
    press(indicator, "observation")
    assert "31.08.2026" in values(indicator)
    fill(indicator, "observation", observed_on=DAY, withdraw=True, why="Irrtum")
    press(indicator, "observation")
    assert "31.08.2026" not in values(indicator)
    assert newest(own_samples)["rows_withdrawn"] == 1


def test_a_rating_is_stored_and_shown(own_samples: Store, measure: Visit) -> None:
    fill(measure, "evaluation", perspective="science", state="in_progress", rating="at_risk")
    fill(measure, "evaluation", progress_percent="33", reason="Es fehlt Personal <b>")
    press(measure, "evaluation")
    assert newest(own_samples)["kind"] == "form"
    table = next(table for table in measure.tables if "Begründung" in table.headings)
    row = dict(zip(table.column("Perspektive"), table.rows, strict=True))["Wissenschaft"]
    assert "gefährdet" in row and "Es fehlt Personal <b>" in row and "30.09.2026" in row


def test_a_rating_that_needs_a_reason_says_so(own_samples: Store, measure: Visit) -> None:
    before = uploads(own_samples)
    press(fill(measure, "evaluation", perspective="science", rating="off_track"), "evaluation")
    assert "verfehlt" in found(measure) and uploads(own_samples) == before
    fill(measure, "evaluation", rating="on_track", progress_percent="120")
    press(measure, "evaluation")
    assert "120" in found(measure) and uploads(own_samples) == before


def test_a_new_milestone_is_stored_and_shown(own_samples: Store, measure: Visit) -> None:
    fill(measure, "milestone", milestone_number="99", title="Abnahme", due_on=DAY, weight="1,5")
    press(measure, "milestone")
    stored = own_samples.ask(
        "measures/milestones", plan="BSP", measure=MEASURE, on=DAY, known_at=None
    ).set_index("milestone_number")
    assert tuple(stored.loc["99", ["title", "weight"]]) == ("Abnahme", 1.5)
    assert "99 Abnahme" in measure.app.selectbox(key=f"milestone_of_{MEASURE}").options


def test_a_milestone_is_changed(own_samples: Store, measure: Visit) -> None:
    press(
        fill(measure, "milestone", milestone_number="99", title="Abnahme", due_on=DAY), "milestone"
    )
    measure.app.selectbox(key=f"milestone_of_{MEASURE}").set_value("99")
    measure.run()
    assert field(measure, "milestone", "title").value == "Abnahme"
    press(measure, "milestone")
    assert kinds(measure) == ["info"], "all of it is stored already"
    fill(measure, "milestone", reached_on=DAY, why="Abgenommen")
    press(measure, "milestone")
    assert newest(own_samples)["rows_corrected"] == 1 and kinds(measure) == ["success"]


def test_a_milestone_without_a_date_is_not_stored(own_samples: Store, measure: Visit) -> None:
    before = uploads(own_samples)
    press(fill(measure, "milestone", milestone_number="99", title="Abnahme"), "milestone")
    assert found(measure) and uploads(own_samples) == before


@pytest.mark.parametrize("address", ["indicator", "measure"])
def test_in_the_past_nothing_is_entered(own_samples: Store, enter: Enter, address: str) -> None:
    view = {"plan": "BSP", "on": ON, "indicator": INDICATOR, "measure": MEASURE}
    page = enter(address, **view, known_at="2026-08-01T00:00:00")
    assert page.blank is None and not page.app.get("form_submit_button")
    assert page.app.caption


def test_what_was_entered_is_kept_as_a_workbook(own_samples: Store, indicator: Visit) -> None:
    press(fill(indicator, "observation", observed_on=DAY, value="5"), "observation")
    upload = newest(own_samples)
    original = own_samples.original(upload["sha256"], upload["file_name"])
    assert upload["file_name"].endswith(".xlsx") and original.read_bytes().startswith(b"PK")
