"""The pages of analysts: upload a workbook, see what it does, take it back."""

from __future__ import annotations

import datetime as dt

import pytest

from masterplan.store import Store
from masterplan.workbook.write import workbook
from tests.pages.conftest import Enter
from tests.pages.visits import Visit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ON = "2026-09-30"
INDICATOR = "BI-02.1"


def observed(value: float, **fields: object) -> bytes:
    """A workbook that says one value of an indicator on its last day."""
    record = {"indicator_code": INDICATOR, "observed_on": dt.date(2026, 6, 30), "value": value}
    return workbook({"observation": [{**record, **fields}]})


def last_day(store: Store) -> dt.date:
    """The day of the indicator's last value."""
    rows = store.ask(
        "indicators/observations",
        plan="BSP",
        indicator=INDICATOR,
        on=dt.date.fromisoformat(ON),
        known_at=None,
    )
    return rows["observed_on"].max().date()  # type: ignore[no-any-return]


def uploads(store: Store) -> int:
    """How many uploads are stored."""
    return len(store.ask("uploads/list", plan=None))


def put(page: Visit, content: bytes, name: str = "werte.xlsx") -> Visit:
    """Choose a file on the upload page."""
    (field,) = page.app.get("file_uploader")
    field.upload(name, content, XLSX)
    return page.run()


def send(page: Visit, person: str, reason: str) -> Visit:
    """Fill in the form below and send it."""
    name, why = page.app.text_input[-2:]
    name.set_value(person)
    why.set_value(reason)
    page.app.button[-1].click()
    return page.run()


@pytest.fixture
def page(own_samples: Store, enter: Enter) -> Visit:
    """The upload page, with the samples behind it."""
    return enter("upload", plan="BSP", on=ON)


def test_nothing_is_stored_before_it_is_wanted(own_samples: Store, page: Visit) -> None:
    before = uploads(own_samples)
    put(page, observed(4321.0, observed_on=last_day(own_samples)))
    counts, *_lights, values = page.tables
    assert counts.rows == [["Messwerte", "0", "1", "0", "0"]]
    assert values.rows[0][0] == "Messwerte!C2" and values.rows[0][-1] == "4.321"
    assert uploads(own_samples) == before


def test_a_correction_is_stored_and_its_lights_are_told(own_samples: Store, page: Visit) -> None:
    day = last_day(own_samples)
    lights = {"plan": "BSP", "on": dt.date.fromisoformat(ON), "known_at": None}
    before = own_samples.ask("measures/status", **lights).set_index("measure_code")
    send(put(page, observed(-999.0, observed_on=day)), "Anna Beispiel", "Zählfehler")
    newest = own_samples.ask("uploads/list", plan="BSP").iloc[0]
    assert (newest["person"], newest["reason"]) == ("Anna Beispiel", "Zählfehler")
    after = own_samples.ask("measures/status", **lights).set_index("measure_code")
    assert before.loc["BI-02", "light_effect"] != after.loc["BI-02", "light_effect"]
    ((kind, words),) = page.messages
    assert kind == "success" and f"{newest['upload_id']}:" in words
    (changed,) = page.all("ul", "mp-list")
    assert "BI-02" in changed.words and "→ verfehlt" in changed.words
    assert {link.split("?")[0] for _, link in page.links} >= {"./", "uploads", "measure"}
    assert page.app.get("file_uploader")[0].value in (None, [])


def test_new_values_need_a_name_but_no_reason(own_samples: Store, page: Visit) -> None:
    before = uploads(own_samples)
    put(page, observed(5.0, observed_on=dt.date(2026, 8, 31)))
    send(page, " ", "")
    assert [kind for kind, _ in page.messages] == ["error"] and uploads(own_samples) == before
    send(page, "Anna", "")
    assert [kind for kind, _ in page.messages] == ["success"]
    assert uploads(own_samples) == before + 1


def test_a_correction_needs_a_reason(own_samples: Store, page: Visit) -> None:
    before = uploads(own_samples)
    put(page, observed(4321.0, observed_on=last_day(own_samples)))
    send(page, "Anna", "  ")
    assert [kind for kind, _ in page.messages] == ["error"] and uploads(own_samples) == before


def test_the_same_file_again_has_nothing_to_do(own_samples: Store, page: Visit) -> None:
    content = observed(4321.0, observed_on=last_day(own_samples))
    send(put(page, content), "Anna", "Zählfehler")
    before = uploads(own_samples)
    put(page, content)
    assert page.blank is not None
    assert not page.app.get("form_submit_button") and uploads(own_samples) == before


def test_errors_are_shown_with_their_cells_and_stop_the_file(
    own_samples: Store, page: Visit
) -> None:
    before = uploads(own_samples)
    wrong = workbook(
        {
            "observation": [
                {"indicator_code": "XX", "observed_on": dt.date(2025, 1, 1), "value": 1.0},
                {"indicator_code": INDICATOR, "observed_on": dt.date(2999, 1, 1), "value": 1.0},
            ]
        }
    )
    put(page, wrong)
    rows = [row for table in page.tables for row in table.rows]
    assert {row[0] for row in rows} == {"Messwerte!A2", "Messwerte!B3"}
    assert all(row[1] and row[2] for row in rows), "each says what is wrong and what to do"
    assert not page.app.get("form_submit_button") and uploads(own_samples) == before
    assert len(page.app.get("download_button")) == 2, "the findings can be taken away"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no", b"just text"], ids=len)
def test_what_is_no_workbook_is_a_finding(page: Visit, content: bytes) -> None:
    put(page, content)
    assert page.tables[0].rows and not page.app.get("form_submit_button")


def test_text_of_a_file_stays_text(own_samples: Store, page: Visit) -> None:
    hostile = "<script>alert(1)</script><b>x</b>"
    put(
        page,
        workbook({"observation": [{"indicator_code": hostile, "value": 1.0}]}),
        f"{hostile}.xlsx",
    )
    assert hostile in page.tables[0].rows[0][1] + page.tables[0].rows[0][2]
    assert not [script for script in page.all("script") if "alert" in str(script.attributes)]
    assert not [bold for bold in page.all("b") if bold.words == "x"]


def test_a_first_file_makes_a_plan(empty: Store, enter: Enter) -> None:
    page = enter("upload")
    tables = {
        "plan": [{"plan_code": "NEU", "title": "Neuer Plan"}],
        "phase": [
            {
                "phase": 1,
                "title": "Start",
                "starts_on": dt.date(2026, 1, 1),
                "ends_on": dt.date(2027, 12, 31),
            }
        ],
        "topic_area": [{"topic_area_code": "T", "title": "Thema"}],
        "measure": [{"measure_code": "M-1", "title": "Erste", "topic_area_code": "T", "phase": 1}],
    }
    send(put(page, workbook(tables)), "Anna", "")
    assert [kind for kind, _ in page.messages] == ["success"]
    (link,) = [link for _, link in page.links if link.startswith("./?")]
    assert "Neuer Plan" in page.follow(link).text


def test_uploads_are_listed_newest_first(own_samples: Store, enter: Enter) -> None:
    page = enter("uploads", plan="BSP")
    rows = own_samples.ask("uploads/list", plan="BSP")
    table = page.tables[0]
    assert table.column("Nr.") == [str(number) for number in rows["upload_id"]]
    withdrawn = [words.startswith("zurückgezogen") for words in table.column("Zustand")]
    assert withdrawn == list(rows["is_withdrawn"]) and sum(withdrawn) == 1


def test_an_upload_is_withdrawn_and_taken_back(own_samples: Store, enter: Enter) -> None:
    page = enter("overview", plan="BSP", on=ON)
    before = page.text
    number = str(own_samples.ask("uploads/list", plan="BSP")["upload_id"][0])
    page.open("uploads", upload=number)
    send(page, "Anna", "Falsche Datei")
    assert [kind for kind, _ in page.messages] == ["success"]
    assert own_samples.ask("uploads/list", plan="BSP")["withdrawn_by"][0] == "Anna"
    assert page.open("overview").text != before
    send(page.open("uploads", upload=number), "Anna", "Doch richtig")
    assert not own_samples.ask("uploads/list", plan="BSP")["is_withdrawn"][0]
    assert page.open("overview").text == before


@pytest.mark.parametrize(("person", "reason"), [("", "Grund"), ("Anna", " "), (" ", "")])
def test_withdrawing_needs_name_and_reason(
    own_samples: Store, enter: Enter, person: str, reason: str
) -> None:
    page = send(enter("uploads", plan="BSP"), person, reason)
    assert [kind for kind, _ in page.messages] == ["error"]
    assert own_samples.ask("uploads/list", plan="BSP")["is_withdrawn"].sum() == 1


def test_two_people_withdraw_the_same_upload(own_samples: Store, enter: Enter) -> None:
    """The second was shown a state that holds no more; the page tells the one that holds."""
    first, second = enter("uploads", plan="BSP"), enter("uploads", plan="BSP")
    send(first, "Anna", "Falsch")
    second.app.text_input[-1].set_value("Auch falsch")
    second.app.button[-1].click()
    second.run()
    assert own_samples.ask("uploads/list", plan="BSP")["is_withdrawn"][0]


def test_the_original_can_be_had(own_samples: Store, enter: Enter) -> None:
    page = enter("uploads", plan="BSP")
    assert len(page.app.get("download_button")) == 1
    for original in own_samples.originals.iterdir():
        original.unlink()
    page.run()
    assert not page.app.get("download_button") and page.app.caption
