"""The tree of goals as a page: every goal once, every measure below its goals, honest counts."""

from __future__ import annotations

import time

import pytest

from masterplan.access import local
from masterplan.store import Store
from tests.pages.conftest import Enter
from tests.pages.visits import Visit
from tests.readings import reading

VIEW = {"plan": "BSP", "on": "2026-09-30"}


def body(page: Visit) -> str:
    (tree,) = [
        piece.proto.body for piece in page.app.get("html") if "mp-tree" in piece.proto.body[:40]
    ]
    return str(tree)


def asked(store: Store, name: str, **more: object) -> list[dict[str, object]]:
    rows = store.ask(name, **VIEW, known_at=None, **more).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in rows]


def test_tree_holds_each_goal_measure_and_indicator(samples: Store, enter: Enter) -> None:
    tree = body(enter("goals", **VIEW))
    goals = asked(samples, "plan/rollup", grain="goal")
    assert [tree.count(f" {row['code']} ·") for row in goals] == [1] * len(goals)
    served = asked(samples, "plan/goal_measures")
    for code in {row["measure_code"] for row in served}:
        times = sum(row["measure_code"] == code for row in served)
        assert tree.count(f"<b>{code}</b>") == times, code
    for row in asked(samples, "indicators/status"):
        assert f">{row['indicator_code']} " in tree
    assert tree.count("<details") == tree.count("</details>") == len(goals) + len(served)


def test_goals_lie_in_each_other_as_the_plan_says(samples: Store, enter: Enter) -> None:
    """A goal begins before and ends after the goals below it."""
    tree = body(enter("goals", **VIEW))
    stack: list[str] = []
    found = {}
    for part in tree.split("<details")[1:]:
        code = part.split(" ·")[0].rsplit(" ", 1)[-1]
        if "<b>" not in code:
            found[code] = len(stack)
            stack.append(code)
        else:
            stack.append("measure")
        for _end in range(part.count("</details>")):
            stack.pop()
    depths = {row["code"]: row["depth"] for row in asked(samples, "plan/rollup", grain="goal")}
    assert {code: depth for code, depth in found.items() if code in depths} == depths


@pytest.mark.parametrize(
    ("unfolded", "count"), [("goals", "fewer"), ("measures", "goals"), ("indicators", "all")]
)
def test_how_far_it_is_unfolded(samples: Store, enter: Enter, unfolded: str, count: str) -> None:
    tree = body(enter("goals", **VIEW, open=unfolded))
    goals, everything = len(asked(samples, "plan/rollup", grain="goal")), tree.count("<details")
    is_open = tree.count("<details open")
    assert {"fewer": 0 < is_open < goals, "goals": is_open == goals, "all": is_open == everything}[
        count
    ]


def test_each_goal_says_of_how_many_it_speaks(samples: Store, enter: Enter) -> None:
    tree = body(enter("goals", **VIEW))
    for row in asked(samples, "plan/rollup", grain="goal"):
        line = tree.split(f" {row['code']} ·")[1].split("</summary>")[0]
        effect = dict(row["effect"])  # type: ignore[call-overload]
        known = effect["achieved"] + effect["on_track"] + effect["at_risk"] + effect["off_track"]
        assert f"Wirkung {known} von {row['measures_counted']}" in line


def test_only_those_that_need_attention(samples: Store, enter: Enter) -> None:
    tree = body(enter("goals", **VIEW, show="attention"))
    for row in asked(samples, "plan/goal_measures"):
        lights = {row["light_delivery"], row["light_effect"]}
        needs = bool(row["is_counted"] and lights & {"at_risk", "off_track"})
        assert (f"<b>{row['measure_code']}</b>" in tree) == needs


def test_gaps_are_listed_with_links(samples: Store, enter: Enter) -> None:
    page = enter("goals", **VIEW)
    rows = asked(samples, "plan/gaps")
    assert {row["kind"] for row in rows} == {"indicator_without_target", "indicator_without_data"}
    text = page.text
    for words in ("5 Indikatoren ohne geltendes Ziel", "7 Indikatoren ohne Daten"):
        assert words in text or words in "\n".join(e.words for e in page.all("summary"))
    links = [link for words, link in page.links if words.startswith("VW-13.3")]
    assert page.follow(links[-1]).title == "Bürofläche je Arbeitsplatz"


def test_plan_whose_measures_serve_no_goal(samples: Store, enter: Enter) -> None:
    page = enter("goals", plan="DO", on="2026-09-30")
    tree = body(page)
    assert "ohne Ziel" in tree and tree.count("mp-tree-lights") > 10
    assert tree.count("mp-tree-leaf") == 4, "there is nothing to unfold"
    summaries = [element.words for element in page.all("summary")]
    assert "4 Ziele ohne Maßnahme" in summaries and "10 Maßnahmen ohne Ziel" in summaries


def test_texts_of_a_plan_are_shown_as_they_are(empty: Store, enter: Enter) -> None:
    nasty = "<script>alert(1)</script> & Co"
    tables = {
        "plan": [{"plan_code": "MP", "title": "Plan"}],
        "goal": [{"goal_code": "Z1", "title": nasty}],
        "measure": [{"measure_code": "M1", "title": nasty, "goal_codes": ["Z1"]}],
        "indicator": [{"indicator_code": "I1", "measure_code": "M1", "name": nasty, "unit": nasty}],
        "observation": [],
    }
    empty.commit(reading(tables), local("Anna"))
    tree = body(enter("goals", plan="MP", on="2026-09-30"))
    assert "<script" not in tree and tree.count("&lt;script") >= 3


def test_five_hundred_measures(empty: Store, enter: Enter) -> None:
    """A large plan is a page of its own size: not slow, and no longer than needed."""
    goals = [{"goal_code": f"Z{number}", "title": f"Ziel {number}"} for number in range(20)]
    measures = [
        {"measure_code": f"M{number}", "title": "Labor", "goal_codes": [f"Z{number % 20}"]}
        for number in range(500)
    ]
    indicators = [
        {
            "indicator_code": f"M{number // 2}.{number % 2}",
            "measure_code": f"M{number // 2}",
            "name": "Anteil der Haushalte",
            "unit": "%",
        }
        for number in range(1000)
    ]
    tables = {
        "plan": [{"plan_code": "MP", "title": "Groß"}],
        "goal": goals,
        "measure": measures,
        "indicator": indicators,
    }
    empty.commit(reading(tables), local("Anna"))
    begun = time.perf_counter()
    tree = body(enter("goals", plan="MP", on="2026-09-30"))
    assert time.perf_counter() - begun < 10
    assert tree.count("<details") == 520 and len(tree) < 1_500_000
    assert "<details open" not in tree
