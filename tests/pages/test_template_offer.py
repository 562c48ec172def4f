"""The template on the upload page: for the whole plan, a topic area, or an owner."""

from __future__ import annotations

import datetime as dt

import pytest

from masterplan.findings import Known
from masterplan.store import Store
from masterplan.ui import parts
from masterplan.ui.frame import View
from masterplan.workbook.read import read
from tests.pages.conftest import Enter
from tests.pages.visits import Visit

ON = dt.date(2026, 9, 30)


@pytest.fixture
def page(samples: Store, enter: Enter) -> Visit:
    """The upload page."""
    return enter("upload", plan="BSP", on=ON.isoformat())


def choose(page: Visit, part: str) -> Visit:
    """Choose the kind of part."""
    (choice,) = [one for one in page.app.get("segmented_control") if one.key == "template_part"]
    choice.select(part)
    return page.run()


def in_template(part: dict[str, str], plan: str | None = "BSP") -> dict[str, int]:
    """How many rows of each table the template holds."""
    view = View(plan, ON, None, "de", False)
    reading = read(parts.part_template(view, part), "a.xlsx", Known())
    assert not reading.has_errors or plan is None
    return {table: len(rows) for table, rows in reading.tables.items()}


def test_a_topic_area_is_chosen_from_those_of_the_plan(samples: Store, page: Visit) -> None:
    choose(page, "topic_area")
    areas = samples.ask("plan/topic_areas", plan="BSP", known_at=None)
    assert page.app.selectbox(key="template_area_BSP").options == list(areas["title"])
    part = in_template({"topic_area": areas["topic_area_code"][0]})
    assert 0 < part["measure"] < in_template({})["measure"]


def test_an_owner_is_chosen_from_those_of_the_plan(samples: Store, page: Visit) -> None:
    choose(page, "owner")
    owners = page.app.selectbox(key="template_owner_BSP").options
    assert owners == sorted(set(owners)) and len(owners) > 1
    part = in_template({"owner": owners[0]})
    assert part["indicator"] and "evaluation" not in part


@pytest.mark.parametrize("part", ["whole", "topic_area", "owner"])
def test_nothing_is_built_before_it_is_wanted(
    page: Visit, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("built too early")

    monkeypatch.setattr(parts, "contents", refuse)
    choose(page, part)
    assert len(page.app.get("download_button")) == 1


def test_without_a_plan_the_template_is_empty(empty: Store, enter: Enter) -> None:
    page = enter("upload")
    assert not [one for one in page.app.get("segmented_control") if one.key == "template_part"]
    assert not any(in_template({}, plan=None).values())
