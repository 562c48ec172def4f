"""What holds on every page: languages, plans, dates, odd addresses, empty and full databases."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from masterplan.access import PAGES, local
from masterplan.store import Store
from masterplan.ui.lists import ROWS_OF_A_PAGE
from tests.pages.conftest import Enter
from tests.pages.visits import ADDRESSES, Visit
from tests.readings import basic_plan, reading

ON = "2026-09-30"
VIEW = {"plan": "BSP", "on": ON, "measure": "BI-02", "indicator": "BI-02.1"}


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("language", ["de", "en"])
def test_page_in_each_language(samples: Store, enter: Enter, address: str, language: str) -> None:
    page = enter(address, **VIEW, lang=language)
    (script,) = [piece for piece in page.app.get("html") if "documentElement" in piece.proto.body]
    assert f'"{language}"' in script.proto.body
    assert page.app.get("segmented_control")[0].value == language
    assert page.address["lang"] == language
    assert page.title and page.blank is None


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_english_is_left_in_german(samples: Store, enter: Enter, address: str) -> None:
    """The two languages share no line of the page's own text; names from the plan are the same."""
    scope = {"plan": "BSP", "on": dt.date.fromisoformat(ON), "known_at": None}
    areas = samples.ask("plan/topic_areas", plan="BSP", known_at=None)
    names = {*samples.ask("measures/status", **scope)["title"], *areas["title"]}
    names |= {*samples.ask("reports/frozen", plan=None)["title"]}
    german, english = (enter(address, **VIEW, lang=language) for language in ("de", "en"))
    for tag in ("h2", "caption"):
        words = [{element.words for element in page.all(tag)} for page in (german, english)]
        shared = {text for text in words[0] & words[1] if not text.startswith("BI-02")}
        assert not shared - {"Upload"} - names
    assert {item.label for item in german.app.text_input} & {
        item.label for item in english.app.text_input
    } == set()


@pytest.mark.parametrize(
    ("locale", "language"), [("en-GB", "en"), ("de-AT", "de"), ("fr-FR", "de")]
)
def test_first_language_is_the_browsers(
    samples: Store, enter: Enter, locale: str, language: str
) -> None:
    assert enter("uploads", locale=locale).address["lang"] == language


def test_language_is_switched_on_the_page(samples: Store, enter: Enter) -> None:
    page = enter("measures", **VIEW)
    page.app.get("segmented_control")[0].select("en")
    page.run()
    assert page.title == "Measures" and page.address["lang"] == "en"
    assert page.open("indicators").title == "Indicators"


@pytest.mark.parametrize("address", ADDRESSES)
def test_view_is_kept_from_page_to_page(samples: Store, enter: Enter, address: str) -> None:
    view = {"plan": "DO", "on": "2025-06-30", "lang": "en", "known_at": "2026-05-01T10:00:00"}
    page = enter("measures", **view)
    page.open(address)
    assert view.items() <= page.address.items()


def test_plan_is_switched_on_the_page(samples: Store, enter: Enter) -> None:
    page = enter("measures", plan="BSP", on=ON)
    page.app.selectbox(key="frame_plan").select("DO")
    page.run()
    assert page.address["plan"] == "DO" and len(page.tables[0].rows) == 10


def test_date_is_chosen_on_the_page(samples: Store, enter: Enter) -> None:
    page = enter("overview", plan="BSP", on=ON)
    before = page.text
    page.app.date_input(key="frame_on").set_value(dt.date(2024, 12, 31))
    page.run()
    assert page.address["on"] == "2024-12-31" and page.text != before
    page.app.button(key=f"frame_{ON}").click()
    page.run()
    assert page.address["on"] == ON and page.text == before


def test_what_was_known_then(samples: Store, enter: Enter) -> None:
    """In mid-2022 the sample had the measures of phase 1 alone."""
    known_at = dt.datetime(2022, 6, 1, 12)
    page = enter("measures", plan="BSP", on=ON, known_at=known_at.isoformat())
    on = dt.date.fromisoformat(ON)
    known = samples.ask("measures/status", plan="BSP", on=on, known_at=known_at)
    assert len(page.tables[0].rows) == len(known) < ROWS_OF_A_PAGE
    assert set(page.tables[0].column("Phase")) == {"1"}
    assert "01.06.2022" in page.text
    page.open("indicators")
    assert page.tables[0].caption == f"{known['indicators'].sum()} Indikatoren"


@pytest.mark.parametrize("address", ["overview", "measures", "indicators"])
def test_to_know_everything_is_to_know_what_is_stored_now(
    samples: Store, enter: Enter, address: str
) -> None:
    """What is kept ready and what is asked from the history say the same."""
    now = enter(address, **VIEW).text
    then = enter(address, **VIEW, known_at="2999-01-01T00:00:00").text
    assert now.split("Kenntnisstand")[0] == then.split("Kenntnisstand")[0]


def test_what_was_known_is_chosen_on_the_page(samples: Store, enter: Enter) -> None:
    """A day means all that was known by its end."""
    page = enter("measures", plan="BSP", on=ON)
    page.app.date_input(key="frame_known_at").set_value(dt.date(2022, 1, 24))
    page.run()
    assert page.address["known_at"].startswith("2022-01-24")
    assert 0 < len(page.tables[0].rows) < 50
    page.app.date_input(key="frame_known_at").set_value(None)
    page.run()
    assert "known_at" not in page.address and len(page.tables[0].rows) == ROWS_OF_A_PAGE


@pytest.mark.parametrize(
    "clocks",
    [
        {"on": "2023-12-31"},
        {"on": "1900-01-01"},
        {"on": "9999-12-31"},
        {"known_at": "2023-06-01T00:00:00"},
        {"known_at": "2000-01-01T00:00:00"},
        {"known_at": "0001-01-01T00:00:00"},
        {"known_at": "9999-12-31T23:59:59"},
        {"known_at": "2025-01-01T00:00:00+01:00"},
    ],
    ids=lambda clocks: next(iter(clocks.values())),
)
def test_pages_at_any_two_dates(samples: Store, enter: Enter, clocks: dict[str, str]) -> None:
    page = enter("overview", **{**VIEW, **clocks})
    for address in ADDRESSES:
        page.open(address, **{**VIEW, **clocks})
        assert page.blank is not None or page.title, address


@pytest.mark.parametrize(
    "odd",
    [
        {"plan": "XX", "on": "nonsense", "lang": "fr", "known_at": "gestern"},
        {"plan": "", "on": "", "lang": "", "known_at": ""},
        {"phase": "x", "area": "x", "delivery": "x", "light": "x", "freshness": "x", "order": "x"},
        {"page": "0", "q": "'; drop table plan; --", "upload": "999"},
        {"page": "99", "q": "{plan}%s", "upload": "x"},
        {"q": "\x00", "measure": "\x00", "indicator": "\x00"},
    ],
    ids=lambda odd: "-".join(odd),
)
def test_odd_addresses_do_no_harm(samples: Store, enter: Enter, odd: dict[str, str]) -> None:
    page = enter("overview", **{**VIEW, **odd})
    for address in ADDRESSES:
        page.open(address, **{**VIEW, **odd})
        assert page.blank is not None or page.title, address
        assert page.address["plan"] in ("BSP", "DO") and page.address["lang"] == "de"
        assert dt.date.fromisoformat(page.address["on"])


@pytest.mark.parametrize("address", [page.address for page in PAGES if page.address != "upload"])
def test_empty_database_says_what_to_do(empty: Store, enter: Enter, address: str) -> None:
    page = enter(address)
    assert page.blank is not None and page.blank.words
    assert page.links, "an empty page leads on"


def test_empty_database_offers_a_template(empty: Store, enter: Enter) -> None:
    page = enter("upload")
    assert page.app.get("file_uploader") and len(page.app.get("download_button")) == 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_plan_without_measures(empty: Store, enter: Enter, address: str) -> None:
    bare = reading({"plan": [{"plan_code": "MP", "title": "Leer"}]})
    empty.commit(bare, local("Anna"))
    page = enter(address, measure="M1", indicator="I1")
    assert page.address["plan"] == "MP"
    if address not in ("upload", "uploads", "audit", "me", "status"):
        assert page.blank is not None and page.links


WHAT_HAPPENED = {
    "changes",
    "decisions",
    "participation",
    "evolution",
    "views",
    "reports",
    "published",
}
"""Pages of what happened to a plan: nothing has, on the day it was resolved."""


@pytest.mark.parametrize("address", ADDRESSES)
def test_plan_with_one_measure(empty: Store, enter: Enter, address: str) -> None:
    empty.commit(basic_plan(), local("Anna"))
    page = enter(address, measure="M1", indicator="I1", on=ON)
    if address in WHAT_HAPPENED:
        assert page.blank is not None and page.links
    else:
        assert page.title and page.blank is None


def test_a_plan_of_one_has_no_choice_of_plans(empty: Store, enter: Enter) -> None:
    empty.commit(basic_plan(), local("Anna"))
    keys = [field.key for field in enter("measures").app.selectbox]
    assert "frame_plan" not in keys


def test_a_damaged_database_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "broken.duckdb"
    path.write_bytes(b"this is no database" * 1000)
    monkeypatch.setenv("MASTERPLAN_DB", str(path))
    visit = Visit()
    visit.app.run()
    assert not visit.app.exception
    ((kind, words),) = visit.messages
    assert kind == "error" and str(path) in words
