"""The page of reports: what was frozen, looking back, writing the next one, freezing it."""

from __future__ import annotations

import datetime as dt
import threading
import time

import pytest

from masterplan.access import local
from masterplan.reporting import Scope
from masterplan.reports import building
from masterplan.store import Store
from masterplan.store.reports import Passage, narrate
from tests.pages.conftest import Enter
from tests.pages.visits import Visit

VIEW = {"plan": "BSP", "on": "2026-09-30"}
DRAFT = {**VIEW, "part": "phase-3"}
ON = dt.date(2026, 9, 30)
PHASE = Scope("BSP", phase=3)


def press(page: Visit, key: str) -> Visit:
    page.app.button(key=key).click()
    return page.run()


def submit(page: Visit, label: str) -> Visit:
    (found,) = [item for item in page.app.button if item.label == label]
    found.click()
    return page.run()


def texts(store: Store) -> dict[tuple[str | None, str], str]:
    rows = store.ask("reports/texts", **PHASE.asked, on=ON, known_at=None)
    return {
        (row["measure_code"] or None, row["section"]): row["text"]
        for row in rows.astype(object).where(rows.notna(), None).to_dict("records")
    }


def test_frozen_reports_are_listed_with_part_date_and_state(samples: Store, enter: Enter) -> None:
    page = enter("reports", **VIEW)
    table = page.tables[0]
    assert table.column("Teil des Plans") == ["Phase 2: Ausbau", "Phase 1: Grundlagen"]
    assert table.column("Stand") == ["31.12.2025", "31.12.2023"]
    assert set(table.column("Daten")) == {"unverändert"}
    assert "Drucksache 0187-26" in page.text


def test_a_plan_without_reports_says_what_to_do(samples: Store, enter: Enter) -> None:
    assert enter("reports", plan="DO", on="2026-09-30").blank is not None


def test_a_report_says_what_it_is_and_that_it_is_unchanged(samples: Store, enter: Enter) -> None:
    page = enter("reports", report="2")
    assert page.title == "Zweiter Zwischenbericht: Phase 2"
    rows = samples.ask("reports/frozen", plan="BSP")
    said = [element.words for element in page.all("dd")]
    assert rows["sha256"][0] in said and any("Soeben geprüft" in words for words in said)
    assert page.address["on"] == "2025-12-31" and page.address["plan"] == "BSP"
    assert "Methode geändert" not in page.text, "the pages count as the report does"


def test_every_page_can_be_seen_as_the_council_saw_it(samples: Store, enter: Enter) -> None:
    report = samples.ask("reports/frozen", plan="BSP").iloc[0]
    then = enter(
        "measures", plan="BSP", on="2025-12-31", known_at=report["known_at"].isoformat()
    ).tables
    page = enter("reports", report="2")
    page.open("measures", report="2")
    assert [table.rows for table in page.tables] == [table.rows for table in then]
    (banner,) = page.all("div", "mp-then")
    assert "Zweiter Zwischenbericht: Phase 2" in banner.words and "31.12.2025" in banner.words
    page.open("indicators")
    assert page.all("div", "mp-then"), "it stays from page to page"


def test_a_report_brings_its_plan_with_it(samples: Store, enter: Enter) -> None:
    page = enter("measures", plan="DO", on="2026-09-30")
    page.open("overview", report="2")
    assert page.address["plan"] == "BSP" and page.app.selectbox(key="frame_plan").value == "BSP"


def test_the_way_back_and_the_comparison(samples: Store, enter: Enter) -> None:
    page = enter("overview", report="2")
    ways = dict(page.links)
    today = page.follow(ways["Zurück zu heute"])
    assert not today.all("div", "mp-then") and "report" not in today.address
    assert today.address["on"] == dt.date.today().isoformat()
    compared = enter("overview", report="2").follow(ways["Mit heute vergleichen"])
    assert compared.app.selectbox(key="choice_with").value == "report-2"
    assert compared.title == "Veränderungen" and compared.tables[0].rows


def test_whoever_chooses_another_date_no_longer_looks_back(samples: Store, enter: Enter) -> None:
    page = enter("overview", report="2")
    page.app.date_input(key="frame_on").set_value(dt.date(2024, 12, 31))
    page.run()
    assert "report" not in page.address and page.address["on"] == "2024-12-31"
    assert "known_at" not in page.address, "as it is known today"
    assert not page.all("div", "mp-then")


@pytest.mark.parametrize("number", ["99", "0", "-1", "1e3", "x" * 50, "9" * 30, "²"])
def test_odd_numbers_of_reports_are_passed_over(samples: Store, enter: Enter, number: str) -> None:
    page = enter("reports", **VIEW, report=number)
    assert page.title == "Berichte" and page.address["on"] == "2026-09-30"


def test_a_text_is_written_with_its_versions(own_samples: Store, enter: Enter) -> None:
    page = enter("reports", **DRAFT, text="outlook")
    page.widget("text_area", "Text dieses Teils").set_value("Es geht weiter.")
    page.run()
    assert "Noch nicht gespeichert." in [one.value for one in page.app.caption]
    press(page, "report_store")
    assert texts(own_samples)[None, "outlook"] == "Es geht weiter."
    page.widget("text_area", "Text dieses Teils").set_value("Es geht gut weiter.")
    press(page.run(), "report_store")
    assert texts(own_samples)[None, "outlook"] == "Es geht gut weiter."
    first = own_samples.ask(
        "reports/text_versions", **PHASE.asked, on=ON, section="outlook", measure=None
    ).iloc[-1]
    press(page, f"version_{first['report_text_id']}")
    assert page.widget("text_area", "Text dieses Teils").value == "Es geht weiter."
    press(page, "report_store")
    assert texts(own_samples)[None, "outlook"] == "Es geht weiter."


def test_what_is_typed_stays_while_one_looks_at_another_text(
    own_samples: Store, enter: Enter
) -> None:
    page = enter("reports", **DRAFT, text="outlook")
    page.widget("text_area", "Text dieses Teils").set_value("Halb fert")
    page.run()
    page.app.selectbox(key="choice_text").select("summary")
    page.run()
    assert "neun Monate" in page.widget("text_area", "Text dieses Teils").value
    page.app.selectbox(key="choice_text").select("outlook")
    page.run()
    assert page.widget("text_area", "Text dieses Teils").value == "Halb fert"


def test_nobody_writes_over_what_somebody_else_wrote_meanwhile(
    own_samples: Store, enter: Enter
) -> None:
    page = enter("reports", **DRAFT, text="outlook")
    page.widget("text_area", "Text dieses Teils").set_value("Von mir.")
    page.run()
    narrate(own_samples, Passage(PHASE, ON, "outlook"), "Von Ben.", local("Ben"))
    press(page, "report_store")
    ((kind, words),) = page.messages
    assert kind == "error" and words.startswith("Ben hat diesen Text geändert")
    assert page.widget("text_area", "Text dieses Teils").value == "Von mir."
    assert texts(own_samples)[None, "outlook"] == "Von Ben."
    press(page, "report_store")
    assert texts(own_samples)[None, "outlook"] == "Von mir."


def test_whoever_had_an_older_text_before_them_when_they_began_is_told(
    own_samples: Store, enter: Enter
) -> None:
    """A browser sends what is typed only when the field is left: others may have stored by then."""
    page = enter("reports", **DRAFT, text="outlook")
    narrate(own_samples, Passage(PHASE, ON, "outlook"), "Von Ben.", local("Ben"))
    page.widget("text_area", "Text dieses Teils").set_value("Von mir.")
    page.run()
    press(page, "report_store")
    ((kind, words),) = page.messages
    assert kind == "error" and words.startswith("Ben hat diesen Text geändert")
    assert texts(own_samples)[None, "outlook"] == "Von Ben."


def test_a_field_in_which_nothing_was_typed_shows_what_others_stored(
    own_samples: Store, enter: Enter
) -> None:
    page = enter("reports", **DRAFT, text="outlook")
    narrate(own_samples, Passage(PHASE, ON, "outlook"), "Von Ben.", local("Ben"))
    page.run()
    assert page.widget("text_area", "Text dieses Teils").value == "Von Ben."
    assert "Noch nicht gespeichert." not in [one.value for one in page.app.caption]


def test_a_text_that_was_taken_back_can_be_written_again(own_samples: Store, enter: Enter) -> None:
    page = enter("reports", **DRAFT, text="outlook")
    for text in ("Erst so.", "", "Dann so."):
        page.widget("text_area", "Text dieses Teils").set_value(text)
        press(page.run(), "report_store")
        assert [kind for kind, _words in page.messages] == ["success"]
    assert texts(own_samples)[None, "outlook"] == "Dann so."


def test_texts_that_are_not_stored_are_named_before_files_are_built(
    samples: Store, enter: Enter
) -> None:
    page = enter("reports", **DRAFT, text="outlook")
    assert not page.all("p", "mp-note")
    page.widget("text_area", "Text dieses Teils").set_value("Halb fert")
    page.run()
    page.app.selectbox(key="choice_text").select("summary")
    page.run()
    (note,) = page.all("p", "mp-note")
    assert "Ausblick" in note.words and "Zusammenfassung" not in note.words


def test_critical_measures_have_texts_of_their_own(own_samples: Store, enter: Enter) -> None:
    page = enter("reports", plan="BSP", on="2025-12-31", part="phase-2", text="MO-03/need")
    assert "Zustimmung zu den Verträgen" in page.widget("text_area", "Text dieses Teils").value


def test_a_report_is_frozen_and_shown(own_samples: Store, enter: Enter) -> None:
    page = enter("reports", **DRAFT)
    page.widget("text_input", "Titel des Berichts").set_value("Dritter Bericht")
    page.widget("text_input", "Drucksache").set_value("99-26")
    submit(page, "Bericht einfrieren")
    assert ("success", "Eingefroren. Von nun an bleibt dieser Bericht, wie er ist.") in (
        page.messages
    )
    assert page.title == "Dritter Bericht"
    assert "99-26" in [element.words for element in page.all("dd")]
    (newest, *_others) = own_samples.ask("reports/frozen", plan="BSP").to_dict("records")
    assert (newest["title"], newest["phase"], newest["is_intact"]) == ("Dritter Bericht", 3, True)
    assert page.address["report"] == str(newest["frozen_report_id"])


def test_a_report_without_a_title_is_not_frozen(own_samples: Store, enter: Enter) -> None:
    page = enter("reports", **DRAFT)
    page.widget("text_input", "Titel des Berichts").set_value(" ")
    submit(page, "Bericht einfrieren")
    ((kind, words),) = page.messages
    assert kind == "error" and "Titel" in words
    assert len(own_samples.ask("reports/frozen", plan="BSP")) == 2


def test_a_file_is_built_beside_the_page_and_offered(samples: Store, enter: Enter) -> None:
    page = enter("reports", report="1")
    assert not page.app.get("download_button")
    press(page, "build_pptx")
    for _attempt in range(300):
        if page.app.get("download_button"):
            break
        time.sleep(0.1)
        page.run()
    (offered,) = page.app.get("download_button")
    assert offered.label.startswith("Herunterladen (")


def test_a_decision_keeps_the_report_it_was_taken_on(own_samples: Store, enter: Enter) -> None:
    page = enter("decisions", report="2", measure="MO-03")
    page.widget("text_area", "Was beschlossen wurde").set_value("Verträge zustimmen.")
    submit(page, "Beschluss festhalten")
    rows = own_samples.ask("measures/decisions", plan="BSP", measure="MO-03", on=ON, known_at=None)
    row = rows[rows["text"] == "Verträge zustimmen."].iloc[0]
    assert row["frozen_report_id"] == 2
    links = dict(enter("decisions", **VIEW).links)
    assert "report=2" in links["Zweiter Zwischenbericht: Phase 2 →"]


def test_what_is_being_done_is_told_in_the_language_of_the_page(
    samples: Store, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, done = threading.Event(), threading.Event()

    def slowly(order: building.Order, tell: building.Tell) -> bytes:
        tell(0.3, "Setting text, tables and charts")
        told.set()
        done.wait(20)
        return b"x"

    monkeypatch.setattr(building, "build", slowly)
    page = press(enter("reports", report="1"), "build_pptx")
    assert told.wait(20)
    page.run()
    (progress,) = page.app.get("progress")
    done.set()
    assert progress.proto.text.startswith("Text, Tabellen und Diagramme werden gesetzt")
