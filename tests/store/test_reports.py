"""Reports: their texts with every version, and what is frozen stays as it was."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import threading
from pathlib import Path
from typing import Any

import pytest

from masterplan.access import ADMINISTER, LOCAL, local
from masterplan.reporting import Freezing, Scope
from masterplan.reports.snapshot import composer, opened
from masterplan.store import Store, archive, database, forget, open_store
from masterplan.store.reports import LONGEST, FrozenReport, Passage, freeze, narrate
from masterplan.texts import UserError
from tests.city import asked
from tests.readings import basic_plan, observations, observed, read

ON = dt.date(2024, 12, 31)
PLAN = Scope("MP")
SUMMARY = Passage(PLAN, ON, "summary")
ADA, BEN = local("Ada"), local("Ben")


@pytest.fixture
def planned(store: Store) -> Store:
    store.commit(basic_plan(), ADA)
    return store


def written(store: Store, scope: Scope = PLAN, known_at: dt.datetime | None = None) -> Any:
    clocks = {"on": ON, "known_at": known_at}
    return {
        one["section"]: one["text"]
        for one in asked(store, "reports/texts", **scope.asked, **clocks)
    }


def frozen(store: Store, **other: Any) -> FrozenReport:
    given = {"scope": PLAN, "reporting_date": ON, "heading": ("Bericht", "1-25"), "person": ADA}
    given |= other
    compose = given.pop("compose", None) or composer(
        store.ask, given["scope"], given["reporting_date"]
    )
    return freeze(store, compose=compose, **given)


def data(store: Store, report: FrozenReport) -> str:
    (row,) = asked(store, "reports/frozen_data", report=report.frozen_report_id)
    return str(row["data"])


# --- texts


def test_the_newest_text_holds_and_every_version_is_kept(planned: Store) -> None:
    before = database.utc_now()
    assert narrate(planned, SUMMARY, " Gut.\r\nSehr gut. ", ADA)
    then = database.utc_now()
    assert narrate(planned, SUMMARY, "Besser.", BEN)
    assert not narrate(planned, SUMMARY, "Besser. ", ADA), "it stands there already"
    assert written(planned) == {"summary": "Besser."}
    assert written(planned, known_at=then) == {"summary": "Gut.\nSehr gut."}
    assert written(planned, known_at=before) == {}
    assert narrate(planned, SUMMARY, "", BEN)
    assert written(planned) == {}
    place = {**PLAN.asked, "on": ON, "section": "summary", "measure": None}
    versions = asked(planned, "reports/text_versions", **place)
    assert [(one["text"], one["person"]) for one in versions] == [
        ("", "Ben"),
        ("Besser.", "Ben"),
        ("Gut.\nSehr gut.", "Ada"),
    ]


def test_nobody_writes_over_what_they_have_not_read(planned: Store) -> None:
    assert narrate(planned, SUMMARY, "Eins.", ADA, seen=0)
    with pytest.raises(UserError, match="Ada"):
        narrate(planned, SUMMARY, "Zwei.", BEN, seen=0)
    (held,) = asked(planned, "reports/texts", **PLAN.asked, on=ON, known_at=None)
    assert held["text"] == "Eins."
    assert narrate(planned, SUMMARY, "Zwei.", BEN, seen=held["report_text_id"])


def test_parts_of_a_plan_and_dates_have_texts_of_their_own(planned: Store) -> None:
    narrate(planned, SUMMARY, "Plan", ADA)
    narrate(planned, Passage(Scope("MP", phase=1), ON, "summary"), "Phase", ADA)
    narrate(planned, Passage(Scope("MP", topic_area="T1"), ON, "summary"), "Feld", ADA)
    narrate(planned, Passage(PLAN, dt.date(2025, 6, 30), "summary"), "Juni", ADA)
    narrate(planned, Passage(PLAN, ON, "need", "M1"), "Entscheiden", ADA)
    assert written(planned) == {"summary": "Plan", "need": "Entscheiden"}
    assert written(planned, Scope("MP", phase=1)) == {"summary": "Phase"}
    assert written(planned, Scope("MP", topic_area="T1")) == {"summary": "Feld"}


@pytest.mark.parametrize(
    "passage",
    [
        Passage(PLAN, ON, "weather"),
        Passage(PLAN, ON, "need"),
        Passage(PLAN, ON, "summary", "M1"),
        Passage(PLAN, ON, "need", "M9"),
        Passage(Scope("??"), ON, "summary"),
        Passage(Scope("MP", phase=9), ON, "summary"),
        Passage(Scope("MP", topic_area="??"), ON, "summary"),
    ],
)
def test_where_nobody_can_write(planned: Store, passage: Passage) -> None:
    with pytest.raises(UserError):
        narrate(planned, passage, "Text", ADA)
    assert written(planned, passage.scope) == {}


def test_a_text_has_a_longest(planned: Store) -> None:
    assert narrate(planned, SUMMARY, "x" * LONGEST, ADA)
    for section, length in (("summary", LONGEST + 1), ("title", 201)):
        with pytest.raises(UserError, match=str(length)):
            narrate(planned, Passage(PLAN, ON, section), "x" * length, ADA)


# --- freezing


def test_a_frozen_report_holds_its_data_with_their_checksum(planned: Store) -> None:
    narrate(planned, SUMMARY, "Gut.", BEN)
    report = frozen(planned)
    text = data(planned, report)
    assert hashlib.sha256(text.encode()).hexdigest() == report.sha256
    told = opened(text, report.frozen_report_id)
    assert told["texts"] == {"summary": "Gut."}
    assert told["meta"]["title"] == "Bericht" and told["meta"]["paper"] == "1-25"
    assert told["meta"]["frozen_by"] == "Ada" and not told["meta"]["is_draft"]
    (row,) = asked(planned, "reports/frozen", plan="MP")
    assert row["is_intact"] and row["sha256"] == report.sha256 and row["known_at"]
    assert asked(planned, "reports/frozen", plan="other") == []


def test_nothing_that_comes_later_touches_it(planned: Store) -> None:
    narrate(planned, SUMMARY, "Gut.", BEN)
    report = frozen(planned)
    text = data(planned, report)
    planned.commit(observations(observed(99.0)), ADA)
    narrate(planned, SUMMARY, "Schlecht.", BEN)
    planned.withdraw(1, ADA)
    assert data(planned, report) == text


def test_the_next_one_tells_what_became_of_what_was_announced(planned: Store) -> None:
    first = frozen(planned)
    later = dt.date(2025, 6, 30)
    second = frozen(planned, reporting_date=later)
    told = json.loads(data(planned, second))
    assert told["before"]["kind"] == "frozen_report"
    assert told["before"]["frozen_report_id"] == first.frozen_report_id
    assert told["before"]["sha256"] == first.sha256


@pytest.mark.parametrize(
    "wrong",
    [
        {"heading": (" ", None)},
        {"heading": ("x" * 201, None)},
        {"scope": Scope("MP", phase=9)},
        {"scope": Scope("??")},
        {"reporting_date": dt.date.today() + dt.timedelta(1)},
        {"known_at": database.utc_now() + dt.timedelta(1)},
        {"recorded_at": database.utc_now() + dt.timedelta(1)},
    ],
)
def test_what_cannot_be_frozen(planned: Store, wrong: dict[str, Any]) -> None:
    with pytest.raises(UserError):
        frozen(planned, **wrong)
    assert asked(planned, "reports/frozen", plan=None) == []


def test_where_the_report_cannot_be_written_nothing_is_frozen(planned: Store) -> None:
    def fail(known_at: dt.datetime, freezing: Freezing) -> str:
        raise LookupError("MP")

    with pytest.raises(LookupError):
        frozen(planned, compose=fail)
    assert asked(planned, "reports/frozen", plan=None) == []


def test_an_upload_under_way_is_in_it_whole_or_not_at_all(planned: Store) -> None:
    """Whoever uploads while a report is being frozen waits, and is later than it."""
    held = composer(planned.ask, PLAN, ON)
    begun, done = threading.Event(), threading.Event()

    def upload() -> None:
        begun.set()
        planned.commit(observations(observed(77.0)), BEN)
        done.set()

    worker = threading.Thread(target=upload)

    def slowly(known_at: dt.datetime, freezing: Freezing) -> str:
        worker.start()
        begun.wait()
        text = held(known_at, freezing)
        assert not done.is_set()
        return text

    report = frozen(planned, compose=slowly)
    worker.join()
    upload_at = max(one["recorded_at"] for one in asked(planned, "uploads/list", plan="MP"))
    assert upload_at > report.known_at
    assert "77" not in data(planned, report)


def test_a_changed_one_is_found_out(planned: Store) -> None:
    frozen(planned)
    assert planned.ask("checks/frozen_report_altered").empty
    with planned.write(LOCAL, ADMINISTER, "test") as cursor:
        cursor.execute("update frozen_report set data = replace(data, 'Bericht', 'Gedicht')")
    assert len(planned.ask("checks/frozen_report_altered")) == 1
    assert not asked(planned, "reports/frozen", plan="MP")[0]["is_intact"]


def test_backup_and_rebuild_keep_reports_and_texts(planned: Store, path: Path) -> None:
    narrate(planned, SUMMARY, "Gut.", BEN)
    report = frozen(planned)
    text = data(planned, report)
    backup = path.with_name("backup.zip")
    archive.backup(planned, backup)
    archive.rebuild(path, read)
    assert data(open_store(path), report) == text and written(open_store(path))
    forget(path)
    archive.restore(backup, path)
    assert data(open_store(path), report) == text and written(open_store(path))
