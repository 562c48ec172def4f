"""The interim reports that the council of Beispielstadt was given, as they were frozen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from masterplan.access import local
from masterplan.reporting import Scope
from masterplan.reports.snapshot import composer
from masterplan.store import Store
from masterplan.store.reports import Passage, freeze, narrate

_CLERK = local("Geschäftsstelle Masterplan")
_LATELY = dt.datetime(2026, 10, 14, 9, 0)


@dataclass(frozen=True)
class Reported:
    """A report, the moment it was frozen (UTC), and what had been written for it."""

    scope: Scope
    reporting_date: dt.date
    frozen_at: dt.datetime | None
    """None: it is still being written."""
    title: str
    paper: str
    texts: Mapping[str, str]
    of_measures: Mapping[tuple[str | None, str], str] = field(default_factory=dict)


REPORTS = (
    Reported(
        Scope("BSP", phase=1),
        dt.date(2023, 12, 31),
        dt.datetime(2024, 3, 14, 9, 0),
        "Erster Zwischenbericht: Phase 1",
        "Drucksache 0214-24",
        {
            "resolution": "Der Rat nimmt den Zwischenbericht zur Phase 1 zur Kenntnis und "
            "beauftragt die Verwaltung, die Maßnahmen der Phase 2 zu beginnen.",
            "summary": "Die Grundlagen sind gelegt. Eine Maßnahme ruht, eine wurde aufgegeben.",
            "outlook": "Im Jahr 2024 beginnen die Maßnahmen der Phase 2. Der nächste "
            "Zwischenbericht folgt nach deren Abschluss.",
        },
    ),
    Reported(
        Scope("BSP", phase=2),
        dt.date(2025, 12, 31),
        dt.datetime(2026, 3, 10, 9, 0),
        "Zweiter Zwischenbericht: Phase 2",
        "Drucksache 0187-26",
        {
            "resolution": "Der Rat nimmt den Zwischenbericht zur Phase 2 zur Kenntnis. Über die "
            "Maßnahmen, die als kritisch geführt werden, berichtet die Verwaltung im Lenkungskreis "
            "vierteljährlich.",
            "summary": "Der Ausbau ist weiter, als die Planung es verlangte. Nicht überall folgt "
            "der Umsetzung schon die Wirkung.",
            "critical": "Zu jeder dieser Maßnahmen steht auf den folgenden Seiten, woran es liegt.",
            "outlook": "Phase 3 verstetigt, was sich bewährt hat. Der Bericht über sie folgt zum "
            "31. März 2028.",
        },
        {
            (
                "MO-03",
                "countermeasure",
            ): "Die Anbieter werden vertraglich zur Lieferung ihrer Daten verpflichtet.",
            ("MO-03", "need"): "Zustimmung zu den Verträgen mit den Anbietern.",
            ("WI-09", "countermeasure"): "Die Vergabestelle erhält eine feste Ansprechperson.",
        },
    ),
    Reported(
        Scope("BSP", phase=3),
        dt.date(2026, 9, 30),
        None,
        "Zwischenstand zur Phase 3",
        "",
        {"summary": "Die ersten neun Monate der Phase 3 sind um; einzelne Werte fehlen noch."},
    ),
)
"""In the order in which they were frozen; all of it is made up."""


def report(store: Store) -> None:
    """Write the texts and freeze the reports, each at its moment."""
    for one in REPORTS:
        scope, day = one.scope, one.reporting_date
        written_at = (one.frozen_at or _LATELY) - dt.timedelta(days=1)
        headings = {"title": one.title, "paper": one.paper}
        texts: dict[tuple[str | None, str], str] = {}
        texts |= {(None, section): text for section, text in {**headings, **one.texts}.items()}
        texts |= one.of_measures
        for (measure, section), text in texts.items():
            passage = Passage(scope, day, section, measure)
            narrate(store, passage, text, _CLERK, recorded_at=written_at)
        if one.frozen_at is not None:
            heading = (one.title, one.paper)
            compose = composer(store.ask, scope, day)
            freeze(store, scope, day, heading, _CLERK, compose, one.frozen_at, one.frozen_at)
