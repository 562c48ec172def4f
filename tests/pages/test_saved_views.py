"""Saved views: kept, renamed, taken back, and opened first."""

from __future__ import annotations

import pytest

from masterplan.access import LOCAL, ROLES, Person
from masterplan.store import Store
from masterplan.store.saved_views import delete, rename, restore, save, saved_views, start_with
from masterplan.texts import UserError
from tests.pages.conftest import Enter
from tests.pages.visits import Visit

ADA, BEN = (Person(name, frozenset(ROLES), name.lower()) for name in ("Ada", "Ben"))
QUERY = "plan=BSP&on=2026-09-30&lang=de&light=off_track&light=at_risk"


def test_the_life_of_a_view(empty: Store, enter: Enter) -> None:
    number = save(empty, ADA, "  Rot   und gelb ", "indicators", QUERY)
    rename(empty, ADA, number, "Sorgen")
    (one,) = saved_views(empty, ADA)
    assert (one.name, one.address, one.query) == ("Sorgen", "indicators", QUERY)
    assert saved_views(empty, BEN) == [], "each person has their own"
    delete(empty, ADA, number)
    assert saved_views(empty, ADA)[0].is_deleted
    restore(empty, ADA, number)
    assert saved_views(empty, ADA) == [one]
    for change in (lambda: rename(empty, BEN, number, "x"), lambda: start_with(empty, BEN, 1)):
        with pytest.raises(UserError):
            change()
    for name in ("", "  ", "x" * 101):
        with pytest.raises(UserError):
            save(empty, ADA, name, "indicators", QUERY)


def test_one_view_at_most_is_the_start(empty: Store) -> None:
    first, second = (save(empty, ADA, name, "indicators", QUERY) for name in "ab")
    for chosen in (first, second, None):
        start_with(empty, ADA, chosen)
        starts = [one.number for one in saved_views(empty, ADA) if one.is_start]
        assert starts == ([] if chosen is None else [chosen])


def test_a_view_is_listed_deleted_and_brought_back(own_samples: Store, enter: Enter) -> None:
    assert enter("views", plan="BSP").blank is not None
    save(own_samples, LOCAL, "<b>Sorgen</b> *", "indicators", QUERY)
    page = enter("views", plan="BSP")
    assert ("<b>Sorgen</b> *", f"indicators?{QUERY}") in page.links
    page.widget("button", "Löschen").click()
    page.run()
    assert not [words for words, _ in page.links if "Sorgen" in words]
    page.widget("button", "Löschen rückgängig machen").click()
    page.run()
    assert ("<b>Sorgen</b> *", f"indicators?{QUERY}") in page.links


def test_the_app_opens_with_the_start_page(own_samples: Store) -> None:
    start_with(own_samples, LOCAL, save(own_samples, LOCAL, "x", "indicators", QUERY))
    visit = Visit().run()
    assert visit.title == "Indikatoren"
    assert visit.app.query_params["light"] == ["off_track", "at_risk"]
