"""Finding indicators: counts of filters against a plain count, the search, pages, the way home."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from masterplan.access import local
from masterplan.store import Store, forget, open_store
from masterplan.store.contents import contents
from masterplan.store.database import question
from masterplan.ui.explorer import FACETS
from masterplan.workbook.read import read
from masterplan.workbook.selection import selection
from masterplan.workbook.write import workbook

ON = dt.date(2026, 9, 30)
OPEN = dict.fromkeys((*FACETS, "words"))
NOW = {"on": ON, "known_at": None}
EVERYTHING = {"sort": "plan", "skipped": 0, "shown": None}
COLUMNS = {
    **{"plans": "plan_code", "area": "topic_area_code", "measure": "measure_code"},
    **{
        name: name for name in ("phase", "unit", "kind", "direction", "light", "freshness", "owner")
    },
}


@pytest.fixture
def rows(samples: Store) -> list[dict[str, set[str]]]:
    """Per indicator the values of each filter, put together without the questions asked here."""
    listed = samples.ask("indicators/status", plan=None, **NOW)
    goals: dict[tuple[str, str], set[str]] = {}
    for plan in ("BSP", "DO"):
        for row in contents(samples, plan)["measure"]:
            goals[plan, str(row["measure_code"])] = set(row["goal_codes"] or ()) or {"-"}  # type: ignore[arg-type]
    found = []
    for row in listed.to_dict("records"):
        said = {
            name: {"-" if pd.isna(row[column]) else str(row[column]).removesuffix(".0")}
            for name, column in COLUMNS.items()
        }
        said["goal"] = goals[row["plan_code"], row["measure_code"]]
        found.append(said)
    return found


def test_counts_of_filters_are_plain_counts(
    samples: Store, rows: list[dict[str, set[str]]]
) -> None:
    """500 combinations. The lights are worked out once for all of them: they are no matter here."""
    chance = random.Random(6)
    values = {name: sorted(set().union(*(row[name] for row in rows))) for name in FACETS}
    asks = question("indicators/facets")
    with samples.write(keep=False) as cursor:
        cursor.execute(f"create table settled as select * from indicator_light(date '{ON}', null)")
        cursor.execute(
            "create or replace macro indicator_light(on_day, known_at) as table from settled"
        )
        for _ in range(500):
            chosen: dict[str, list[str] | None] = dict.fromkeys(FACETS)
            for name in chance.sample(FACETS, chance.randint(0, 4)):
                some = min(len(values[name]), chance.randint(1, 4))
                chosen[name] = chance.sample(values[name], some)
            answer = cursor.execute(asks, {**NOW, **chosen, "words": None}).fetchall()
            counted = {(facet, value): count for facet, value, _, count in answer}
            assert counted == plain_counts(rows, chosen), chosen


def plain_counts(
    rows: list[dict[str, set[str]]], chosen: dict[str, list[str] | None]
) -> Counter[tuple[str, str]]:
    """Per filter and value how many indicators pass all the other filters, one after another."""
    plain: Counter[tuple[str, str]] = Counter()
    for row in rows:
        failed = {name for name, asked in chosen.items() if asked and not row[name] & set(asked)}
        for name in FACETS:
            if not failed - {name}:
                plain.update((name, value) for value in row[name])
    return plain


@pytest.mark.parametrize(
    "words", ["gruenflaeche", "Grünfläche", "grunflache", "GRÜNFLÄCHEN", "grünflähce"]
)
@pytest.mark.parametrize("name", ["Öffentliche Grünflächen im Stadtgebiet"])
def test_the_search_forgives(samples: Store, name: str, words: str) -> None:
    with samples.write(keep=False) as cursor:
        sql = "select word_match(searched($name), searched($word))"
        ((match,),) = cursor.execute(sql, {"name": name, "word": words}).fetchall()
        assert match > 0
        ((other,),) = cursor.execute(sql, {"name": "Busse und Bahnen", "word": words}).fetchall()
        assert other == 0


def test_the_best_match_stands_first_and_every_word_counts(samples: Store) -> None:
    asked = {**OPEN, "plans": ["BSP"], "words": ["schulen", "wlna"]}
    found = samples.ask("indicators/found", **NOW, **asked, sort="match", skipped=0, shown=None)
    assert found["name"].iloc[0] == "Schulen mit flächendeckendem WLAN"
    none = samples.ask(
        "indicators/found", **NOW, **{**asked, "words": ["schulen", "xyzxyz"]}, **EVERYTHING
    )
    assert none.empty


@pytest.mark.parametrize("sort", ["plan", "light", "position", "gap", "change", "age", "name"])
def test_pages_put_together_are_the_whole_list(samples: Store, sort: str) -> None:
    asked = {**NOW, **OPEN, "sort": sort}
    whole = samples.ask("indicators/found", **asked, skipped=0, shown=None)
    pages = [
        samples.ask("indicators/found", **asked, skipped=skipped, shown=40)
        for skipped in range(0, len(whole), 40)
    ]
    assert all(len(page) <= 40 for page in pages) and set(whole["found"]) == {len(whole)}
    together = pd.concat(pages)
    assert together["indicator_code"].tolist() == whole["indicator_code"].tolist()
    column = {"position": "position", "gap": "ratio", "age": "last_on"}.get(sort)
    if column:
        assert whole[column].dropna().is_monotonic_increasing
        assert not whole[column].isna().to_numpy()[: whole[column].notna().sum()].any()


LIGHTS = ["light", "position", "reason", "expected", "ratio", "freshness", "target_value"]


@pytest.mark.parametrize("part", ["whole", "some"])
def test_a_workbook_of_what_was_found_gives_the_same_lights_elsewhere(
    samples: Store, tmp_path: Path, part: str
) -> None:
    before = samples.ask("indicators/status", plan="BSP", **NOW).set_index("indicator_code")
    codes = set(before.index) if part == "whole" else set(before.index[::7])
    taken = workbook(selection(contents(samples, "BSP"), indicators=codes))
    path = tmp_path / "elsewhere.duckdb"
    elsewhere = open_store(path)
    found = read(taken, "taken.xlsx", elsewhere.known())
    assert not [finding for finding in found.findings if finding.severity == "error"]
    elsewhere.commit(found, local("a person"))
    after = elsewhere.ask("indicators/status", plan="BSP", **NOW).set_index("indicator_code")
    forget(path)
    assert set(after.index) == codes
    pd.testing.assert_frame_equal(after[LIGHTS], before.loc[after.index, LIGHTS])
