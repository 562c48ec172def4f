"""What a report holds is the same whenever and wherever it is composed."""

from __future__ import annotations

import datetime as dt
import importlib
from pathlib import Path

import pytest

from masterplan.reporting import Scope
from masterplan.reports.formats import FORMATS
from masterplan.reports.snapshot import compose, written
from masterplan.samples import load_samples
from masterplan.store import Store
from tests.reports.frozen import FREEZING, KNOWN_AT, early, texts


def test_composed_again_it_is_the_same_text(tmp_path: Path) -> None:
    """Sums of fractions would differ in their last places, were they taken in any order."""
    store = Store(tmp_path / "again.duckdb")
    load_samples(store)
    on = dt.date(2026, 9, 30)
    whole = written(compose(store.ask, Scope("BSP"), on, KNOWN_AT, FREEZING))
    phase = written(compose(store.ask, Scope("BSP", phase=2), on, KNOWN_AT))
    store.close()
    assert (whole, phase) == texts()[:2]


@pytest.mark.parametrize("form", FORMATS)
def test_a_plan_that_is_only_beginning_can_be_reported_on(form: str) -> None:
    """Parts of the plan that have no measure yet have no counts."""
    data = early()
    assert any(not group["delivery"] for group in data["topic_areas"])
    assert importlib.import_module(FORMATS[form].module).render(data, "de")
