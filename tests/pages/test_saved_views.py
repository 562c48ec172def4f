"""Saved views: kept, renamed, taken back, and opened first."""

from __future__ import annotations

import pytest

from masterplan.store import Store
from masterplan.store.saved_views import delete, rename, restore, save, saved_views, start_with
from masterplan.texts import UserError
from tests.pages.conftest import Enter
from tests.pages.visits import Visit

QUERY = "plan=BSP&on=2026-09-30&lang=de&light=off_track&light=at_risk"


def test_the_life_of_a_view(empty: Store, enter: Enter) -> None:
    number = save(empty, "Ada", "  Rot   und gelb ", "indicators", QUERY)
    rename(empty, "Ada", number, "Sorgen")
    (one,) = saved_views(empty, "Ada")
    assert (one.name, one.address, one.query) == ("Sorgen", "indicators", QUERY)
    assert saved_views(empty, "Ben") == [], "each person has their own"
    delete(empty, "Ada", number)
    assert saved_views(empty, "Ada")[0].is_deleted
    restore(empty, "Ada", number)
    assert saved_views(empty, "Ada") == [one]
    for change in (lambda: rename(empty, "Ben", number, "x"), lambda: start_with(empty, "Ben", 1)):
        with pytest.raises(UserError):
            change()
    for name in ("", "  ", "x" * 101):
        with pytest.raises(UserError):
            save(empty, "Ada", name, "indicators", QUERY)


def test_one_view_at_most_is_the_start(empty: Store) -> None:
    first, second = (save(empty, "Ada", name, "indicators", QUERY) for name in "ab")
    for chosen in (first, second, None):
        start_with(empty, "Ada", chosen)
        starts = [one.number for one in saved_views(empty, "Ada") if one.is_start]
        assert starts == ([] if chosen is None else [chosen])


def test_a_view_is_listed_deleted_and_brought_back(own_samples: Store, enter: Enter) -> None:
    assert enter("views", plan="BSP").blank is not None
    save(own_samples, "local", "<b>Sorgen</b> *", "indicators", QUERY)
    page = enter("views", plan="BSP")
    assert ("<b>Sorgen</b> *", f"indicators?{QUERY}") in page.links
    page.widget("button", "Löschen").click()
    page.run()
    assert not [words for words, _ in page.links if "Sorgen" in words]
    page.widget("button", "Löschen rückgängig machen").click()
    page.run()
    assert ("<b>Sorgen</b> *", f"indicators?{QUERY}") in page.links


def test_the_app_opens_with_the_start_page(own_samples: Store) -> None:
    start_with(own_samples, "local", save(own_samples, "local", "x", "indicators", QUERY))
    visit = Visit().run()
    assert visit.title == "Indikatoren"
    assert visit.app.query_params["light"] == ["off_track", "at_risk"]
