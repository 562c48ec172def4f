"""What citizens get where the app is public: frozen reports in every form, and nothing else."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from masterplan.access import local
from masterplan.reporting import Scope
from masterplan.reports.building import Order, build
from masterplan.reports.formats import FORMATS
from masterplan.store import Store
from masterplan.store.reports import Passage, narrate
from masterplan.texts import UserError
from masterplan.ui import published
from tests.pages.visits import Visit

PUBLIC = ({}, {"access": {"public": True}})


def test_every_form_of_every_frozen_report_is_offered(samples: Store) -> None:
    page = Visit(settings=PUBLIC).open("published")
    ids = [button.proto.id for button in page.app.get("download_button")]
    keys = {f"published_{one.rpartition('-published_')[2]}" for one in ids}
    endings = {"json", *(form.ending for form in FORMATS.values())}
    reports = samples.ask("reports/frozen", plan=None)["frozen_report_id"]
    assert keys == {f"published_{number}_{ending}" for number in reports for ending in endings}


def test_files_are_those_of_the_frozen_data(samples: Store) -> None:
    data = str(samples.ask("reports/frozen_data", report=1)["data"][0])
    for form in published.FILES:
        made = published.made(form, 1, "de")
        assert made == (
            data.encode() if form.ending == "json" else build(Order(data, 1, form.ending, "de"))
        )


def test_what_is_written_afterwards_stays_inside(own_samples: Store) -> None:
    (form,) = [one for one in published.FILES if one.ending == "json"]
    before = published.made(form, 2, "de")
    passage = Passage(Scope("BSP", phase=2), dt.date(2025, 12, 31), "outlook")
    narrate(own_samples, passage, "Noch geheim.", local("Anna"))
    assert published.made(form, 2, "de") == before and json.loads(before)


def test_a_report_that_is_not_frozen_gives_no_file(samples: Store) -> None:
    for form in published.FILES:
        with pytest.raises(UserError):
            published.made(form, 99, "de")
