"""What the steering committee of Beispielstadt decided, and what became of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from masterplan.access import local
from masterplan.store import Store
from masterplan.store.decisions import Evidence, FollowUp, Resolution, follow_up, record

PLAN = "BSP"
_OFFICE = "Geschäftsstelle Masterplan"
_CLERK = local(_OFFICE)
_BODY = "Lenkungskreis"


@dataclass(frozen=True)
class Decided:
    """A decision, the day it judged, and what was said of it later."""

    measure: str | None
    meeting_on: dt.date
    text: str
    owner: str
    due_on: dt.date | None
    judged_on: dt.date
    later: tuple[tuple[dt.date, FollowUp], ...] = ()
    body: str = _BODY


DECISIONS = (
    Decided(
        "BI-04",
        dt.date(2023, 9, 12),
        "Die Medienberatung wird befristet aufgestockt, damit die Kurse an allen Schulen beginnen.",
        "Schulverwaltungsamt",
        dt.date(2024, 1, 31),
        dt.date(2023, 6, 30),
        (
            (dt.date(2023, 12, 4), FollowUp("in_progress", "Zwei Stellen sind ausgeschrieben.")),
            (dt.date(2024, 2, 20), FollowUp("done", "Beide Stellen sind besetzt.")),
        ),
    ),
    Decided(
        "BI-05",
        dt.date(2023, 9, 12),
        "Ein eigenes Verfahren wird beschafft, falls das Land bis Jahresende keinen Termin nennt.",
        "Schulverwaltungsamt",
        dt.date(2023, 12, 31),
        dt.date(2023, 6, 30),
        (
            (
                dt.date(2024, 2, 20),
                FollowUp("revoked", "Das Land hat einen Termin genannt; die Maßnahme ruht."),
            ),
        ),
    ),
    Decided(
        "BI-10",
        dt.date(2026, 7, 9),
        "Der Support erhält eine gemeinsame Annahmestelle; über die Wartezeiten wird "
        "vierteljährlich berichtet.",
        "IT-Dienstleister der Stadt",
        dt.date(2026, 12, 31),
        dt.date(2026, 6, 30),
        ((dt.date(2026, 9, 14), FollowUp("in_progress", "Die Annahmestelle ist eingerichtet.")),),
    ),
    Decided(
        "WI-09",
        dt.date(2026, 7, 9),
        "Bis Ende August legt die Wirtschaftsförderung dar, welche Vergaben noch in diesem Jahr "
        "beginnen.",
        "Wirtschaftsförderung",
        dt.date(2026, 8, 31),
        dt.date(2026, 6, 30),
    ),
    Decided(
        "MO-03",
        dt.date(2025, 9, 11),
        "Die Anbieter der Parkhäuser werden vertraglich zur Lieferung ihrer Daten verpflichtet.",
        "Tiefbauamt",
        dt.date(2026, 3, 31),
        dt.date(2025, 6, 30),
        (
            (
                dt.date(2026, 4, 8),
                FollowUp(
                    "in_progress",
                    "Drei von acht Anbietern haben unterschrieben; neuer Termin.",
                    due_on=dt.date(2026, 11, 30),
                ),
            ),
        ),
    ),
    Decided(
        None,
        dt.date(2026, 2, 19),
        "Zum Abschluss der Phase 2 wird der Zwischenbericht um eine Aussage zur Wirkung je "
        "Themenfeld ergänzt.",
        _OFFICE,
        dt.date(2026, 6, 30),
        dt.date(2025, 12, 31),
        ((dt.date(2026, 6, 25), FollowUp("done", "Der Entwurf enthält den Abschnitt.")),),
        body="Rat",
    ),
)
"""In the order of their meetings they are recorded the day after; all of it is made up."""


def decide(store: Store) -> None:
    """Record the decisions, each with the moment at which it was entered."""
    for decided in sorted(DECISIONS, key=lambda one: one.meeting_on):
        entered_at = _moment(decided.meeting_on + dt.timedelta(days=1))
        number = record(
            store,
            PLAN,
            decided.measure,
            Resolution(
                decided.body, decided.meeting_on, decided.text, decided.owner, decided.due_on
            ),
            Evidence(decided.judged_on, _moment(decided.meeting_on)),
            _CLERK,
            entered_at,
        )
        for day, said in decided.later:
            follow_up(store, number, said, _CLERK, _moment(day))


def _moment(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(9))
