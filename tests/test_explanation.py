"""The explanation of a light: the figures of the method in one sentence, and what would turn it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from masterplan import explanation
from masterplan.access import local
from masterplan.store import Store
from masterplan.store.database import QUERIES
from masterplan.vocabulary import Light, Symbol
from tests.city import FRAME, GOAL_DAY, ON, PLAN, START, asked, indicator
from tests.method.rows_of_cases import Case, stored, together, value
from tests.method.trend_cases import TABLE
from tests.readings import reading

PATH = {"baseline": 0.0, "baseline_on": START}
BY_PATH = {
    "on the path": Case([20.0], value(100, GOAL_DAY), None, "", "", indicator=PATH),
    "reached": Case([100.0], value(100, GOAL_DAY), None, "", "", indicator=PATH),
    "nothing due": Case(
        [20.0], value(100, GOAL_DAY), None, "", "", indicator={**PATH, "baseline_on": GOAL_DAY}
    ),
    "held": Case(
        [39.0], value(40), None, "", "", indicator={**PATH, "baseline": 40.0, "direction": "hold"}
    ),
}


Rows = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """The judgement of every case of the trend rule and of the path, by its first target."""
    cases = {**TABLE, **BY_PATH}
    store = Store(tmp_path_factory.mktemp("explained") / "cases.duckdb")
    tables = together({code: stored(code, case) for code, case in cases.items()})
    tables["indicator"].append(indicator("aimless", measure_code="X"))
    store.commit(reading({**FRAME, **tables}, PLAN), local("Erika Muster"))
    clocks = {"plan": PLAN, "indicator": None, "on": ON, "known_at": None}
    found = asked(store, "indicators/target_lights", **clocks)
    store.close()
    return {row["indicator_code"]: row for row in reversed(found)}


SENTENCES = {
    "value: missed by just over 20 %": ["+15,8 Anzahl", "158 Anzahl", "31.12.2029", "21 %"],
    "value: reached exactly": ["+20 Anzahl", "200 Anzahl", "31.12.2019"],
    "reached: reached and falling back": ["120 Anzahl", "100 Anzahl", "−6 Anzahl"],
    "passed: passed, missed, rising": ["99 Anzahl", "31.12.2024", "+19,8"],
    "limit: kept, towards it": ["55 Anzahl", "50 Anzahl", "+2"],
    "limit: not kept, coming nearer": ["55 Anzahl", "60 Anzahl", "−2"],
    "direction: mean right, last wrong": ["+1 Anzahl", "−3 Anzahl"],
    "interval: below, rising": ["9 Anzahl", "10", "20 Anzahl", "+0,8"],
    "on the path": ["(20 − 0)", "49,91", "40 %"],
    "reached": ["100 Anzahl"],
    "nothing due": ["0 Anzahl", "20"],
    "held": ["40 Anzahl", "39", "98 %"],
}


@pytest.mark.parametrize("code", SENTENCES)
def test_sentence_has_the_figures_of_its_rule(rows: Rows, code: str) -> None:
    sentence = explanation.sentence(rows[code], "de").replace("\u202f", " ")
    for figure in SENTENCES[code]:
        assert figure in sentence, sentence


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_light_has_a_sentence_without_gaps(rows: Rows, language: str) -> None:
    for code, row in rows.items():
        sentence = explanation.sentence(row, language)
        assert sentence.endswith("."), code
        assert not re.search(r"[{}–]| None|nan", sentence), (code, sentence)


def test_every_reason_has_its_words() -> None:
    sql = (QUERIES / "views" / "7_judgement.sql").read_text(encoding="utf-8")
    (reasons,) = re.findall(r"then 'no_target'(.*?)end as reason", sql, re.DOTALL)
    given = {"no_target", *re.findall(r"(?:then|else) '(\w+)'", reasons)}
    assert given == explanation.NO_LIGHT.keys()
    texts = {explanation.sentence({"rule": "none", "reason": reason}, "de") for reason in given}
    assert len(texts) == len(given)


def test_a_record_written_as_text_is_explained_too(rows: Rows) -> None:
    row = rows["value: missed by just over 20 %"]
    days = {name: row[name].date().isoformat() for name in ("first_on", "target_due_on")}
    assert explanation.sentence({**row, **days}, "de") == explanation.sentence(row, "de")


def test_turning_values(rows: Rows) -> None:
    turning = {code: explanation.turning_value(row) for code, row in rows.items()}
    # reach 1: (0.8 * 179 + 0) / 1.8 = 79.56, rounded up
    assert turning["value: missed by just over 20 %"] == 79.56
    # falling: (0.8 * 21 + 200) / 1.8 = 120.44, rounded down at 121
    assert turning["value: falling, missed by 21 %"] == 120.44
    # it came from beyond its target: then the target itself is enough
    assert turning["value: fallen below a target it came from"] == 80
    assert turning["passed: passed, missed, rising"] == 100
    assert turning["limit: not kept, coming nearer"] == 55
    # a direction must really change: more than the first value
    assert turning["direction: neither"] == 4.001
    assert turning["direction: down, both wrong"] == 0.999
    assert (turning["interval: below, rising"], turning["interval: above, rising"]) == (10, 20)
    assert turning["interval: inside, rising"] is None
    # 95 % of the 49.91 expected
    assert turning["on the path"] == 47.42
    assert turning["held"] is None
    assert turning["aimless"] is None


@pytest.mark.parametrize(
    ("exact", "is_up", "rounded"),
    [
        (41.2341, True, 41.24),
        (41.2341, False, 41.23),
        (-41.2341, True, -41.23),
        (-41.2341, False, -41.24),
        (0.00012341, True, 0.0001235),
        (123_456_789.0, True, 123_500_000.0),
        (41.23, True, 41.23),
        (0.1 + 0.2, True, 0.3),
        (0.0, True, 0.0),
        (5e-324, True, 5e-324),
        (1.7e308, True, 1.7e308),
    ],
)
def test_rounded_outwards_to_four_digits(exact: float, is_up: bool, rounded: float) -> None:
    assert explanation.outwards(exact, is_up=is_up) == rounded


def test_more_digits_where_four_would_go_too_far() -> None:
    """From 600,000 to 600,300: 600,285 is not to be told as 601,000."""
    assert explanation.outwards(600_285.0, [600_000.0, 600_300.0]) == 600_285.0
    assert explanation.outwards(600_285.4, [600_000.0, 600_300.0]) == 600_286.0


def test_a_direction_is_never_turned_by_what_is_the_same() -> None:
    assert explanation.outwards(0.0, is_strict=True) == 0.001
    assert explanation.outwards(0.0, is_up=False, is_strict=True) == -0.001
    assert explanation.outwards(5.0, is_strict=True) == 5.001
    assert explanation.outwards(5.0, is_up=False, is_strict=True) == 4.999


def test_counterfactual_only_where_something_would_turn(rows: Rows) -> None:
    told = {code: explanation.counterfactual(row, "de") for code, row in rows.items()}
    for code, row in rows.items():
        is_bad = Light.of(row["light"]) in (Light.AT_RISK, Light.OFF_TRACK)
        expected = is_bad and explanation.turning_value(row) is not None
        assert bool(told[code]) == expected, code
    assert "79,56 Anzahl" in told["value: missed by just over 20 %"]
    upwards, downwards = told["interval: below, unchanged"], told["interval: above, rising"]
    assert upwards.replace("10", "20") != downwards


def test_counterfactual_is_not_rounded_again(rows: Rows) -> None:
    row = {**rows["value: missed by just over 20 %"], "turning_value": 0.00012341}
    small = dict.fromkeys(("target_value", "first_value", "last_value"), 0.0)
    assert "0,0001235 " in explanation.counterfactual({**row, **small, "target_value": 1.0}, "de")


def test_robustness_names_what_flips() -> None:
    assert explanation.robustness(None, [], "de") == ""
    robust = explanation.robustness(True, [], "de")
    narrow = explanation.robustness(False, ["planned_path", "trend_without_last_point"], "de")
    assert robust and narrow and robust != narrow
    alone = [explanation.robustness(False, [way], "de") for way in explanation._FLIPS]
    assert len(set(alone)) == 3


def test_words() -> None:
    assert explanation.symbol_word("sun", "de") == Symbol.SUN.german
    assert explanation.light_word("at_risk", "en") == Light.AT_RISK.english
    assert explanation.symbol_word(None, "de") is None
    assert explanation.light_word(float("nan"), "de") is None


@pytest.mark.parametrize(("change", "text"), [(2.0, "+2"), (-2.0, "−2"), (0.0, "0"), (None, "–")])
def test_changes_have_a_sign(change: float | None, text: str) -> None:
    assert explanation.signed(change, "de") == text


def test_where_it_shall_fall_the_turn_lies_below(rows: Rows) -> None:
    falling = explanation.counterfactual(rows["limit: not kept, coming nearer"], "de")
    rising = explanation.counterfactual(rows["limit: at least, not kept"], "de")
    assert "55 Anzahl" in falling
    assert "9 Anzahl" in rising
    assert falling.replace("55", "9") != rising
