"""A report can be made of any plan that can be stored, in every form, at any date."""

from __future__ import annotations

import datetime as dt
import importlib
from pathlib import Path
from typing import Any

import pandas as pd

from masterplan.reporting import Scope
from masterplan.reports.formats import FORMATS
from masterplan.reports.snapshot import compose, opened, written
from masterplan.store import Store
from tests.method.random_plans import STORABLE, STORABLE_DAYS, PlanMaker, fill

KNOWN_AT = dt.datetime(2025, 1, 9)
ON = (dt.date(2025, 6, 30), dt.date.min, dt.date.max)


def test_a_report_of_any_plan(tmp_path: Path) -> None:
    """Numbers without end, days at both ends of the calendar, plans without phases or goals."""
    store = Store(tmp_path / "any.duckdb")
    plans = [PlanMaker(1, STORABLE, STORABLE_DAYS).plan("A"), PlanMaker(7).plan("B")]
    fill(store, plans)

    def ask(name: str, **asked: Any) -> pd.DataFrame:
        if name != "reports/plan":
            return store.ask(name, **asked)
        fields = ("plan_title", "resolved_on", "plan_paper", "supersedes")
        return pd.DataFrame([{"plan_code": asked["plan"], **dict.fromkeys(fields)}])

    for plan, on in zip(("A", "A", "A", "B"), (*ON, ON[0]), strict=True):
        data = opened(written(compose(ask, Scope(plan), on, KNOWN_AT)))
        for form in FORMATS.values():
            assert importlib.import_module(form.module).render(data, "de"), (plan, on, form.label)
    store.close()
