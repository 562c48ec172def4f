"""The page that compares indicators: what stands in the address is what is shown."""

from __future__ import annotations

import pytest

from masterplan.access import local
from masterplan.store import Store
from tests.pages.conftest import Enter
from tests.pages.visits import Visit
from tests.readings import basic_plan, observed, reading

VIEW = {"plan": "BSP", "on": "2026-09-30"}
SAME_UNIT, OTHER_UNIT = "WI-01.1,BI-03.3", "BI-02.1,WI-01.1"


def ways(page: Visit) -> list[str]:
    (field,) = [item for item in page.app.get("segmented_control") if item.key == "choice_how"]
    return list(field.options)


def shown(page: Visit) -> str:
    """The alternative text of the picture of all."""
    return str(page.app.get("plotly_chart")[0].proto.alt)


def test_what_the_address_names_is_compared_in_its_order(samples: Store, enter: Enter) -> None:
    page = enter("compare", **VIEW, indicators="WI-01.1,BI-02.1,WI-01.1,XX")
    (table, *_) = [table for table in page.tables if table.caption == "Was verglichen wird"]
    assert [words.split()[0] for words in table.column("Indikator")] == ["WI-01.1", "BI-02.1"]
    assert "WI-01.1" in shown(page) and "BI-02.1" in shown(page)


def test_one_scale_only_for_one_unit(samples: Store, enter: Enter) -> None:
    page = enter("compare", **VIEW, indicators=SAME_UNIT, how="value")
    assert ways(page) == ["Wie gemessen", "Als Index", "Weg zum Ziel"]
    assert "11,8 %" in shown(page)
    page.open("compare", **VIEW, indicators=OTHER_UNIT, how="value")
    assert ways(page) == ["Als Index", "Weg zum Ziel"]
    assert "31.12.2021 100" in shown(page)


@pytest.mark.parametrize(
    ("how", "words"), [("indexed", "30.09.2026 367,8"), ("position", "30.09.2026 95")]
)
def test_each_way_shows_its_numbers(samples: Store, enter: Enter, how: str, words: str) -> None:
    assert words in shown(enter("compare", **VIEW, indicators=OTHER_UNIT, how=how))


def test_the_day_of_the_index_stands_in_the_address(samples: Store, enter: Enter) -> None:
    page = enter("compare", **VIEW, indicators=OTHER_UNIT, base="2025-12-31")
    assert "31.12.2021 22,5" in shown(page)
    page.app.date_input(key="choice_base").set_value(None)
    page.run()
    assert "base" not in page.address and "31.12.2021 100" in shown(page)


def test_indicators_are_chosen_on_the_page(samples: Store, enter: Enter) -> None:
    page = enter("compare", **VIEW, indicators="WI-01.1")
    assert "zwei" in page.text and not page.app.get("plotly_chart")
    page.app.multiselect(key="choice_indicators").select("BI-02.1")
    page.run()
    assert page.app.get("plotly_chart") and page.address["indicators"] == "WI-01.1,BI-02.1"


def test_a_comma_in_a_code_parts_nothing(empty: Store, enter: Enter) -> None:
    empty.commit(basic_plan(indicators=["I,1", "I2"]), local("Anna"))
    page = enter("compare", plan="MP", on="2026-09-30", indicators="I2")
    page.app.multiselect(key="choice_indicators").select("I,1")
    page.run()
    assert page.address["indicators"] == "I2,I%2C1"
    assert page.app.multiselect(key="choice_indicators").value == ["I2", "I,1"]


def test_no_more_than_six(samples: Store, enter: Enter) -> None:
    codes = list(samples.ask("indicators/status", **VIEW, known_at=None)["indicator_code"])
    page = enter("compare", **VIEW, indicators=",".join(codes[:9]))
    assert len(page.app.multiselect(key="choice_indicators").value) == 6


def test_two_against_each_other_year_by_year(samples: Store, enter: Enter) -> None:
    page = enter("compare", **VIEW, indicators="BI-02.1,WI-01.1,BI-03.3", across="WI-01.1")
    alternative = str(page.app.get("plotly_chart")[1].proto.alt)
    assert "2025: 37,4 %, 40 Anzahl" in alternative
    assert "Korrelation wird nicht genannt" in page.text


def test_series_that_never_meet_say_so(samples: Store, enter: Enter) -> None:
    """The second one has no data at all."""
    page = enter("compare", **VIEW, indicators="BI-02.1,BI-12.1")
    assert "Jahr für Jahr" in [element.words for element in page.all("h2")]
    assert len(page.app.get("plotly_chart")) == 1


def test_a_measure_is_a_way_to_begin(samples: Store, enter: Enter) -> None:
    page = enter("compare", **VIEW)
    (link,) = [link for words, link in page.links if words.startswith("BI-02 ")]
    page.follow(link)
    assert page.address["indicators"] == "BI-02.1,BI-02.2,BI-02.3"


def test_two_of_one_name_stay_two(empty: Store, enter: Enter) -> None:
    plan = basic_plan()
    empty.commit(plan, local("Anna"))
    same = [{"indicator_code": code, "name": "Quote"} for code in ("I1", "I2")]
    values = [observed(value, code) for code, value in (("I1", 3.0), ("I2", 7.0))]
    empty.commit(reading({"indicator": same, "observation": values}), local("Anna"))
    page = enter("compare", plan="MP", on="2026-09-30", indicators="I1,I2")
    (table,) = [table for table in page.tables if table.headings[:1] == ["Jahr"]]
    assert table.rows == [["2024", "3 Anzahl", "7 Anzahl"]]
