"""What somebody who is signed in finds on the pages: their forms, their name, what is stored."""

from __future__ import annotations

import datetime as dt

import pytest

from masterplan.access import (
    ANALYSTS,
    COMMITTEE,
    DECLARE,
    FREEZE,
    MANAGERS,
    MAY,
    UPLOAD,
    local,
)
from masterplan.reports.formats import FORMATS
from masterplan.store import Store
from masterplan.texts import translate
from masterplan.workbook.write import workbook
from tests.pages.conftest import Enter
from tests.pages.test_access import NOBODY, settings
from tests.pages.visits import Visit

VIEW = {"plan": "BSP", "on": "2026-09-30", "measure": "BI-02", "indicator": "BI-02.1"}


@pytest.mark.parametrize("role", [COMMITTEE, MANAGERS, ANALYSTS])
def test_forms_stand_where_they_may_be_used(samples: Store, role: str) -> None:
    visit = Visit(settings=settings(role))
    visit.open("measure", **VIEW)
    sends = {button.label for button in visit.app.button}
    assert (translate("Store", "de") in sends) == (role in MAY[UPLOAD])
    visit.open("conflicts", **VIEW)
    sends = {button.label for button in visit.app.button}
    assert (translate("Declare this light", "de") in sends) == (role in MAY[DECLARE])
    assert visit.app.get("popover"), "the page is drawn to its end for everybody"


def test_what_is_stored_is_signed_by_the_account(own_samples: Store) -> None:
    """There is no field in which another name could be given."""
    visit = Visit(settings=settings("analyst")).open("uploads", plan="BSP")
    name = visit.widget("text_input", translate("Signed in as", "de"))
    assert name.value == "Eva analyst" and name.disabled
    visit.widget("text_input", translate("Reason", "de")).set_value("falsche Datei")
    visit.widget("button", translate("Withdraw this upload", "de")).click()
    visit.run()
    assert [kind for kind, _words in visit.messages] == ["success"]
    rows = own_samples.ask("uploads/list", plan="BSP")
    assert "Eva analyst" in set(rows["withdrawn_by"].dropna())


def test_a_file_is_signed_by_the_account(own_samples: Store) -> None:
    visit = Visit(settings=settings("analyst")).open("upload", **VIEW)
    day = dt.date(2026, 9, 29)
    record = {"indicator_code": "BI-02.1", "observed_on": day, "value": 1.0}
    visit.app.get("file_uploader")[0].upload(
        "neu.xlsx", workbook({"observation": [record]}), "application/octet-stream"
    )
    visit.run()
    visit.widget("text_input", translate("Remark (optional)", "de")).set_value("neu")
    visit.widget("button", translate("Store these changes", "de")).click()
    visit.run()
    newest = own_samples.ask("uploads/list", plan="BSP").iloc[0]
    assert (newest["file_name"], newest["person"]) == ("neu.xlsx", "Eva analyst")


def test_everybody_finds_what_is_stored_about_them(empty: Store) -> None:
    visit = Visit(settings=settings("analyst")).open("me")
    assert "Eva analyst" in visit.text or "Eva analyst" in {e.words for e in visit.all("dd")}
    places, cookies, events = visit.tables
    assert places.column("Wo") == ["Protokoll"] and places.column("Einträge") == ["1"]
    assert places.column("Dauer")[0].startswith("365 Tage")
    assert "_streamlit_user" in cookies.column("Name")
    assert events.column("Was") == ["Anmeldung"]
    # and nothing of anybody else
    other = Visit(settings=settings("committee")).open("me")
    assert other.tables[2].column("Person") == ["Eva committee"]


def test_the_local_person_is_told_that_a_name_is_stored(empty: Store, enter: Enter) -> None:
    page = enter("me")
    assert page.blank is not None
    assert "keine Anmeldung" in page.text
    (cookies,) = page.tables
    assert cookies.column("Name") == ["_streamlit_xsrf"]


def test_the_audit_is_filtered_by_the_address(own_samples: Store, enter: Enter) -> None:
    whole = enter("audit", plan="BSP")
    assert {"Upload", "Zurückziehen"} <= set(whole.tables[0].column("Was"))
    only = enter("audit", plan="BSP", action="withdraw")
    assert set(only.tables[0].column("Was")) == {"Zurückziehen"}
    assert only.tables[0].column("Gegenstand") == ["Upload 5 zurückgezogen"]
    assert enter("audit", plan="BSP", who="niemand").tables[0].rows  # no such name: no filter
    assert not enter("audit", plan="BSP", since="2999-01-01").tables
    assert enter("audit", plan="BSP", since="0001-01-01", until="9999-12-31").tables[0].rows
    assert enter("audit", plan="BSP", since="gestern", until="").tables[0].rows
    blank = enter("audit", plan="BSP", action="role_change").blank
    assert blank is not None


@pytest.fixture
def frozen(empty: Store) -> Store:
    with empty.write(local("Ada Lovelace"), FREEZE, "Bericht") as cursor:
        for number, day in ((1, "2023-12-31"), (2, "2024-12-31")):
            cursor.execute(
                "insert into frozen_report values ($number, 'BSP', 1, null, $title, "
                "'Drucksache 7', $day::date, timestamp '2025-01-01', '{\"a\": 1}', '', "
                "'Ada Lovelace', timestamp '2025-01-02')",
                {"number": number, "title": f"Bericht {number} <b>", "day": day},
            )
    return empty


def test_citizens_find_every_frozen_report_and_no_name(frozen: Store) -> None:
    visit = Visit(settings=settings(NOBODY, public=True)).open("./")
    titles = [heading.words for heading in visit.all("h2")]
    assert titles == ["Bericht 2 <b>", "Bericht 1 <b>"]
    assert "31.12.2024" in visit.text and "Drucksache 7" in visit.text
    assert "Ada" not in visit.text
    assert len(visit.app.get("download_button")) == 2 * (len(FORMATS) + 1)
    assert frozen.ask("reports/frozen_data", report=2)["data"][0] == '{"a": 1}'
