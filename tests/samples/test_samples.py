"""The sample plans: committed as they are generated, loaded as any workbook, rich in every case."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from masterplan.samples import DATA, SAMPLES, Sample, SampleUpload, load_samples, write_samples
from masterplan.samples.beispielstadt import IN_THOUSANDS, MEASURES, TARGET_CHANGED_ON
from masterplan.samples.dortmund_figures import OBSERVATIONS, SOURCES
from masterplan.samples.story import HORIZON, LAST_WORD
from masterplan.store import Store
from masterplan.texts import UserError
from masterplan.vocabulary import (
    Aggregation,
    Direction,
    Flag,
    Frequency,
    Freshness,
    IndicatorKind,
    Light,
    Perspective,
    Rating,
    State,
    TargetKind,
    Word,
)

DORTMUND, BEISPIELSTADT = SAMPLES
UPLOADS = [upload for sample in SAMPLES for upload in sample.uploads]
WRONG, RIGHT = BEISPIELSTADT.uploads[4], BEISPIELSTADT.uploads[5]
IN_THOUSANDS_ON = dt.date(2024, 12, 31)

DAY_AFTER = dt.timedelta(days=1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbooks, written anew."""
    path = tmp_path_factory.mktemp("samples")
    write_samples(path)
    return path


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A database with both samples, from the committed workbooks."""
    opened = Store(tmp_path_factory.mktemp("database") / "samples.duckdb")
    assert load_samples(opened)
    yield opened
    opened.close()


def codes(words: type[Word]) -> set[str]:
    return {word.code for word in words}


def parts(content: bytes) -> dict[str, bytes]:
    """What a workbook holds, whatever library has packed it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def column(table: str, field: str) -> list[object]:
    """Every value of a field, over all workbooks of Beispielstadt."""
    return [
        record[field]
        for upload in BEISPIELSTADT.uploads
        for record in upload.tables().get(table, [])
        if record.get(field) is not None
    ]


def status(
    store: Store, on: dt.date = HORIZON, known_at: dt.datetime | None = None
) -> pd.DataFrame:
    return store.ask("measures/status", plan="BSP", on=on, known_at=known_at).set_index(
        "measure_code"
    )


def observed(store: Store, known_at: dt.datetime | None) -> dict[str, float]:
    """What was known, at a moment, of the last day of 2024, of the indicators in thousands."""
    with store.write(keep=False) as cursor:
        rows = cursor.execute(
            "select indicator_code, value from known_observation($known_at::timestamp) "
            "where plan_code = 'BSP' and dimension = '' and observed_on = $day",
            {"known_at": known_at, "day": IN_THOUSANDS_ON},
        ).fetchall()
    return {code: value for code, value in rows if code in IN_THOUSANDS}


@pytest.mark.parametrize("upload", UPLOADS, ids=lambda upload: upload.file_name)
def test_committed_workbook_is_the_generated_one(upload: SampleUpload, folder: Path) -> None:
    committed = (DATA / upload.file_name).read_bytes()
    assert parts(committed) == parts((folder / upload.file_name).read_bytes())


def test_writing_again_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    for path in write_samples(tmp_path):
        assert path.read_bytes() == (folder / path.name).read_bytes()


def test_no_other_workbook_lies_beside_them() -> None:
    assert {path.name for path in DATA.glob("*.xlsx")} == {upload.file_name for upload in UPLOADS}


def test_nothing_in_the_samples_is_objected_to(store: Store) -> None:
    uploads = store.ask("uploads/list", plan=None)
    assert dict(zip(uploads.file_name, uploads.findings, strict=True)) == {
        upload.file_name: 0 for upload in UPLOADS
    }


def test_both_plans_are_there_with_every_upload(store: Store) -> None:
    uploads = store.ask("uploads/list", plan=None)
    assert len(uploads) == len(UPLOADS)
    assert Counter(uploads.plan_code) == {"DO": 1, "BSP": 8}
    assert set(uploads.recorded_at) == {pd.Timestamp(one.recorded_at) for one in UPLOADS}


def test_a_database_in_use_is_left_alone(store: Store) -> None:
    assert not load_samples(store)
    assert len(store.ask("uploads/list", plan=None)) == len(UPLOADS)


def test_missing_workbook_is_said(tmp_path: Path) -> None:
    empty = Store(tmp_path / "empty.duckdb")
    with pytest.raises(UserError):
        load_samples(empty, tmp_path)
    empty.close()


def test_history_agrees_with_what_holds_now(store: Store) -> None:
    assert store.ask("checks/current_differs_from_history").empty


def test_uploads_come_in_the_order_of_their_moments() -> None:
    moments = [upload.recorded_at for upload in BEISPIELSTADT.uploads]
    assert moments == sorted(moments)
    assert moments[-1].date() == LAST_WORD
    assert WRONG.withdrawn_at is not None
    assert WRONG.recorded_at + dt.timedelta(days=20) < WRONG.withdrawn_at < RIGHT.recorded_at


def test_the_wrong_upload_counts_only_in_its_time(store: Store) -> None:
    assert WRONG.withdrawn_at is not None
    assert observed(store, WRONG.recorded_at - DAY_AFTER) == {}
    wrong = observed(store, WRONG.withdrawn_at - DAY_AFTER)
    assert observed(store, WRONG.withdrawn_at) == {}
    right = observed(store, RIGHT.recorded_at)
    assert set(wrong) == set(right) == set(IN_THOUSANDS)
    for code, value in right.items():
        assert wrong[code] == pytest.approx(value / 1000, abs=0.06)
    assert observed(store, None) == right


def test_corrected_values_show_what_was_known_before(store: Store) -> None:
    def value(known_at: dt.datetime | None) -> float:
        found = store.ask(
            "indicators/status", plan="BSP", on=dt.date(2022, 12, 31), known_at=known_at
        )
        return float(found.set_index("indicator_code").last_value["BI-03.2"])

    reported, corrected = BEISPIELSTADT.uploads[1].recorded_at, BEISPIELSTADT.uploads[2].recorded_at
    assert value(reported) == pytest.approx(value(None) * 1.31, abs=0.1)
    assert value(corrected) == value(None)


def test_the_changed_target_holds_from_its_day_on(store: Store) -> None:
    def target(on: dt.date) -> float:
        found = store.ask("indicators/status", plan="BSP", on=on, known_at=None)
        return float(found.set_index("indicator_code").target_value["WI-01.1"])

    after_the_interim_target = dt.date(2025, 6, 30)
    assert target(after_the_interim_target) == 45
    reasons = [reason for reason in column("target", "reason") if reason]
    assert reasons and TARGET_CHANGED_ON in column("target", "valid_from")
    with store.write(keep=False) as cursor:
        (old,) = cursor.execute(
            "select value from target_in_force($day, null) where indicator_code = 'WI-01.1' "
            "and due_on = date '2027-12-31'",
            {"day": TARGET_CHANGED_ON - DAY_AFTER},
        ).fetchall()
    assert old[0] == 60


def test_every_light_is_there_on_the_reporting_date(store: Store) -> None:
    found = status(store)
    assert set(found.light_effect) == codes(Light)
    assert codes(Light) - set(found.light_delivery) == {"suspended"}
    assert {"on_track", "at_risk", "off_track", "not_assessable"} == set(found.light_evidence)


def test_the_picture_is_plausible(store: Store) -> None:
    found = status(store)
    good = found[["light_delivery", "light_effect"]].isin(["on_track", "achieved"]).mean()
    assert good.between(0.5, 0.8).all()
    assert (found.light_effect == "at_risk").sum() >= 5 <= (found.light_delivery == "at_risk").sum()
    is_done = found.light_delivery == "achieved"
    assert is_done[found.phase == 1].mean() > 0.6 > is_done[found.phase == 2].mean() - 0.1
    assert not is_done[found.phase == 3].any()


def test_every_freshness_is_there_on_the_reporting_date(store: Store) -> None:
    found = store.ask("indicators/status", plan="BSP", on=HORIZON, known_at=None)
    assert set(found.freshness) == codes(Freshness)
    assert Counter(found.freshness)["fresh"] > len(found) * 0.75


@pytest.mark.parametrize(
    ("code", "delivery", "effect"),
    [
        ("VW-01", "achieved", "on_track"),  # delivers and works
        ("VW-03", "achieved", "off_track"),  # delivers without effect
        ("VW-10", "off_track", "on_track"),  # works though it is late
        ("WI-06", "off_track", "off_track"),
        ("BI-01", "achieved", "achieved"),
        ("BI-07", "achieved", "suspended"),
        ("VW-05", "not_assessable", "not_assessable"),
        ("WI-05", "not_assessable", "not_assessable"),
    ],
)
def test_stories_turn_out_as_they_are_told(
    store: Store, code: str, delivery: str, effect: str
) -> None:
    found = status(store).loc[code]
    assert (found.light_delivery, found.light_effect) == (delivery, effect)


def test_ninety_days_late_is_at_risk_and_one_more_is_off_track(store: Store) -> None:
    found = status(store)
    assert list(found.loc[["VW-09", "VW-10"], "days_late"]) == [90, 91]
    assert list(found.loc[["VW-09", "VW-10"], "light_delivery"]) == ["at_risk", "off_track"]


def test_milestones_have_slipped(store: Store) -> None:
    assert status(store).slippage_days.max() > 150


def test_every_topic_area_has_measures_in_each_phase_from_its_first_on(store: Store) -> None:
    first = store.ask("plan/topic_areas", plan="BSP", known_at=None).set_index("topic_area_code")
    found = set(status(store)[["topic_area_code", "phase"]].itertuples(index=False, name=None))
    expected = {
        (code, phase) for code, start in first.from_phase.items() for phase in range(int(start), 4)
    }
    assert found == expected and len(first) == 9


def test_there_is_as_much_as_a_city_has() -> None:
    indicators = [indicator for measure in MEASURES for indicator in measure.indicators]
    assert 55 <= len(MEASURES) <= 65
    assert 170 <= len(indicators) <= 190
    assert len({measure.code for measure in MEASURES}) == len(MEASURES)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.plan_code)
def test_every_measure_says_why_it_is_there(sample: Sample) -> None:
    described = [
        str(record.get("description") or "")
        for upload in sample.uploads
        for record in upload.tables().get("measure", [])
    ]
    assert described and min(len(text) for text in described) > 30


@pytest.mark.parametrize(
    ("table", "field", "words"),
    [
        ("indicator", "direction", Direction),
        ("indicator", "frequency", Frequency),
        ("indicator", "aggregation", Aggregation),
        ("indicator", "kind", IndicatorKind),
        ("target", "kind", TargetKind),
        ("observation", "flag", Flag),
        ("evaluation", "perspective", Perspective),
        ("evaluation", "state", State),
        ("evaluation", "rating", Rating),
    ],
)
def test_every_word_of_the_vocabulary_occurs(table: str, field: str, words: type[Word]) -> None:
    assert set(column(table, field)) == codes(words)


def test_rhythms_meet_kinds_and_totals() -> None:
    indicators = [indicator for measure in MEASURES for indicator in measure.indicators]
    met = {(one.rhythm, one.is_sum) for one in indicators if one.rhythm}
    assert met == set(itertools.product(codes(Frequency), (False, True)))
    assert {(one.target, one.direction) for one in indicators} >= {
        ("value", "up"),
        ("value", "down"),
        ("value", "hold"),
        ("limit", "up"),
        ("limit", "down"),
        ("interval", "hold"),
        ("direction", "up"),
    }


def test_whoever_rates_badly_says_why() -> None:
    grave = {"at_risk", "off_track"}
    for upload in BEISPIELSTADT.uploads:
        for record in upload.tables().get("evaluation", []):
            if record.get("rating") in grave or record.get("state") in {"postponed", "dropped"}:
                assert record.get("reason")


def test_parts_of_counts_add_up_to_their_total() -> None:
    totals: dict[tuple[object, object], object] = {}
    sums: Counter[tuple[object, object]] = Counter()
    for record in BEISPIELSTADT.uploads[0].tables()["observation"]:
        key = (record["indicator_code"], record["observed_on"])
        if record.get("dimension") is None:
            totals[key] = record["value"]
        elif str(key[0]) == "BI-07.1":
            sums[key] += int(str(record["value"]).removesuffix(".0"))
    assert sums and all(sums[key] == totals[key] for key in sums)


def test_dortmund_states_nothing_beyond_the_figures() -> None:
    tables = DORTMUND.uploads[0].tables()
    assert not {"evaluation", "milestone", "funds"} & set(tables)
    assert len(tables["observation"]) == len(OBSERVATIONS) == 35
    for record in tables["observation"]:
        assert any(address in str(record["comment"]) for address in SOURCES.values())
    assert not any(record.get("owner") or record.get("frequency") for record in tables["indicator"])


def test_part_of_a_year_is_not_read_as_the_year() -> None:
    records = DORTMUND.uploads[0].tables()["observation"]
    parts_of_years = [record for record in records if "Vom Jahresbeginn" in str(record["comment"])]
    assert len(parts_of_years) == 2
    assert all(record["category"] == "bis zum Datum" for record in parts_of_years)
