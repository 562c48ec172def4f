"""Text of a workbook is shown as it is: it fetches nothing, links nowhere, and runs nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from masterplan.access import FREEZE, LOCAL, PAGES, local
from masterplan.store import forget, open_store
from masterplan.store.decisions import Evidence, Resolution, record
from masterplan.store.saved_views import save
from tests.browser.conftest import opened, running
from tests.browser.tab import Tab
from tests.readings import basic_plan, observed, reading

ON = dt.date(2024, 12, 31)
MOMENT, LATER = dt.datetime(2024, 1, 15), dt.datetime(2024, 2, 15)
TEXT = (
    "![bild](https://example.org/a.png) [hier](https://example.org/b) "
    "<img src='https://example.org/c.png' onerror='document.title=`gehackt`'> "
    "<a href='https://example.org/d'>dort</a> <script>document.title='gehackt'</script>"
)


def hostile() -> dict[str, list[dict[str, Any]]]:
    """A plan whose every text tries something."""
    plan = basic_plan()
    tables: dict[str, list[dict[str, Any]]] = {}
    for table, rows in plan.tables.items():
        names = list(rows.columns)
        tables[table] = [
            {name: rows.columns[name][at] for name in names} for at in range(len(rows))
        ]
        for row in tables[table]:
            row.update({name: TEXT for name in ("title", "name", "unit") if name in row})
    tables["measure"][0].update(description=TEXT, lead_unit=TEXT)
    tables["indicator"][0].update(
        definition=TEXT, owner=TEXT, source=TEXT, baseline=0.0, baseline_on=dt.date(2023, 1, 1)
    )
    tables["target"] = [
        {
            "indicator_code": "I1",
            "kind": "value",
            "value": 9.0,
            "due_on": dt.date(2027, 1, 1),
            "reason": TEXT,
        }
    ]
    tables["milestone"] = [
        {
            "measure_code": "M1",
            "milestone_number": "1",
            "title": TEXT,
            "due_on": dt.date(2024, 1, 1),
        }
    ]
    tables["evaluation"] = [
        {
            "measure_code": "M1",
            "reporting_date": dt.date(year, 12, 31),
            "perspective": perspective,
            "rating": "at_risk",
            "reason": TEXT,
        }
        for year in (2023, 2024)
        for perspective in ("working_group", "citizens_forum")
    ]
    tables["observation"] = [observed(4.0, comment=TEXT), observed(3.0, on=dt.date(2023, 12, 31))]
    return tables


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app with such a plan."""
    folder = tmp_path_factory.mktemp("hostile")
    path = folder / "masterplan.duckdb"
    store = open_store(path)
    store.commit(reading(hostile(), file_name=f"{TEXT[:30]}.json"), local(TEXT), TEXT, MOMENT)
    moved = {**hostile()["milestone"][0], "due_on": dt.date(2024, 6, 1)}
    later = {"plan": hostile()["plan"], "milestone": [moved]}
    store.commit(reading(later, file_name="later.json"), local(TEXT), TEXT, LATER)
    day = dt.date(2025, 1, 10)
    record(store, "MP", "M1", Resolution(TEXT, day, TEXT, TEXT), Evidence(ON), local(TEXT))
    save(store, LOCAL, TEXT[: TEXT.index(" ", 60)], "indicators", "")
    with store.write(LOCAL, FREEZE, TEXT) as cursor:
        cursor.execute(
            "insert into frozen_report values (1, 'MP', 1, null, $text, $text, date '2024-12-31', "
            "timestamp '2025-01-01', '{}', '', $text, timestamp '2025-01-02')",
            {"text": TEXT},
        )
    forget(path)
    with running(folder) as started:
        yield started


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.address)
def test_text_stays_text(browser: Browser, address: str, page: Any) -> None:
    with opened(browser, address) as tab:
        path = "" if page is PAGES[0] else page.address
        chosen = {"measure": "M1", "indicator": "I1", "indicators": "I1,I2", "open": "indicators"}
        tab.open(path, on="2024-12-31", **chosen, values="2025:5", lang="de")
        _open_numbers(tab)
        assert not tab.page.locator("[src*='example.org'], [href*='example.org']").count()
        assert not [url for url in tab.requested if "example.org" in urlsplit(url).netloc]
        assert "gehackt" not in tab.page.title()
        if page.address not in ("upload", "conflicts", "status"):  # nothing of this measure there
            assert "https://example.org/" in tab.page.locator("body").inner_text()


def _open_numbers(tab: Tab) -> None:
    for expander in tab.page.get_by_test_id("stExpander").locator("summary").all():
        expander.click()
    tab.settle()
