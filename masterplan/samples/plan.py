"""The frame of Beispielstadt: the plan, its phases, topic areas, goals and working groups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from masterplan.samples.story import PHASES, RESOLVED, Fact

PLAN = {
    "plan_code": "BSP",
    "title": "Masterplan Digitale Beispielstadt (frei erfunden)",
    "resolved_on": dt.date(2021, 12, 16),
    "paper": "Drucksache 0815/2021 (erfunden)",
}

_PHASE_TITLES = {
    1: ("Phase 1: Grundlagen", dt.date(2024, 3, 31)),
    2: ("Phase 2: Ausbau", dt.date(2026, 3, 31)),
    3: ("Phase 3: Verstetigung", dt.date(2028, 3, 31)),
}

_ALL_SECTORS = ["administration", "politics", "economy", "science"]

# code, title, from phase, lead of the working group, its sectors
_TOPIC_AREAS: tuple[tuple[str, str, int, str, list[str]], ...] = (
    ("VW", "Verwaltung", 1, "Amt für Digitalisierung", ["administration", "politics"]),
    ("BI", "Bildung", 1, "Schulverwaltungsamt", ["administration", "politics", "science"]),
    ("WI", "Wirtschaft", 1, "Wirtschaftsförderung", ["administration", "economy", "science"]),
    ("SO", "Soziales", 2, "Sozialamt", ["administration", "politics"]),
    ("GE", "Gesundheit", 2, "Gesundheitsamt", ["administration", "economy", "science"]),
    ("MO", "Mobilität", 2, "Tiefbauamt", _ALL_SECTORS),
    ("KU", "Kultur", 3, "Kulturamt", ["administration", "politics"]),
    ("UM", "Umwelt", 3, "Umweltamt", _ALL_SECTORS),
    ("SI", "Sicherheit", 3, "Feuerwehr", ["administration", "science"]),
)

NEW_LEAD_ON = dt.date(2024, 7, 1)

# code, title; the goal above is that of the longer code's beginning, or stands third
_GOALS: tuple[tuple[str, str, str, str | None], ...] = (
    ("V1", "vision", "Digitale Angebote erleichtern 2027 allen Menschen den Alltag.", None),
    ("V2", "vision", "Daten und Technik dienen dem Gemeinwohl und schonen Ressourcen.", None),
    ("A1", "concern", "Lebensqualität durch gute Dienste", "V1"),
    ("A2", "concern", "Teilhabe aller", "V1"),
    ("A3", "concern", "Ressourcen schonen", "V2"),
    ("A4", "concern", "Innovationsfreundlicher Standort", "V2"),
    ("Z1", "goal", "Verwaltung ohne Medienbruch", "A1"),
    ("Z2", "goal", "Schnelle und verlässliche Verfahren", "A1"),
    ("Z3", "goal", "Digitale Bildung für alle", "A2"),
    ("Z4", "goal", "Digitale Teilhabe und Unterstützung", "A2"),
    ("Z5", "goal", "Gesund und sicher leben", "A1"),
    ("Z6", "goal", "Flüssiger und klimaschonender Stadtverkehr", "A3"),
    ("Z7", "goal", "Starke digitale Wirtschaft", "A4"),
    ("Z8", "goal", "Offene Daten und offene Kultur", "A2"),
    ("Z9", "goal", "Klima und Umwelt im Blick", "A3"),
    ("T1.1", "sub_goal", "Alle wichtigen Leistungen sind online verfügbar.", "Z1"),
    ("T1.2", "sub_goal", "Akten werden durchgängig elektronisch geführt.", "Z1"),
    ("T2.1", "sub_goal", "Bearbeitungszeiten sinken um ein Drittel.", "Z2"),
    ("T2.2", "sub_goal", "Niemand wartet länger als 15 Minuten.", "Z2"),
    ("T3.1", "sub_goal", "Jede Schule ist zeitgemäß ausgestattet.", "Z3"),
    ("T3.2", "sub_goal", "Lehrende und Lernende nutzen digitale Medien sicher.", "Z3"),
    ("T4.1", "sub_goal", "Wer Hilfe braucht, findet sie im Stadtteil.", "Z4"),
    ("T4.2", "sub_goal", "Beteiligung ist online und vor Ort möglich.", "Z4"),
    ("T5.1", "sub_goal", "Gesundheitsangebote sind leicht zugänglich.", "Z5"),
    ("T5.2", "sub_goal", "Hilfe ist im Notfall schnell zur Stelle.", "Z5"),
    ("T6.1", "sub_goal", "Mehr Wege werden mit Bus, Bahn und Rad zurückgelegt.", "Z6"),
    ("T6.2", "sub_goal", "Verkehr wird mit Echtzeitdaten gesteuert.", "Z6"),
    ("T7.1", "sub_goal", "Schnelles Internet in jedem Stadtbezirk.", "Z7"),
    ("T7.2", "sub_goal", "Gründungen und Fachkräfte finden gute Bedingungen.", "Z7"),
    ("T8.1", "sub_goal", "Städtische Daten sind offen und nutzbar.", "Z8"),
    ("T8.2", "sub_goal", "Kulturgut ist digital zugänglich.", "Z8"),
    ("T9.1", "sub_goal", "Städtische Gebäude verbrauchen weniger Energie.", "Z9"),
    ("T9.2", "sub_goal", "Umweltdaten liegen in Echtzeit vor.", "Z9"),
)


def facts() -> Iterator[Fact]:
    """The frame: all of it with the resolution, the working groups when their phase begins."""
    said_on = RESOLVED[1]
    for phase, (title, report_due_on) in _PHASE_TITLES.items():
        starts_on, ends_on = PHASES[phase]
        record = {
            "phase": phase,
            "title": title,
            "starts_on": starts_on,
            "ends_on": ends_on,
            "report_due_on": report_due_on,
        }
        yield Fact("phase", said_on, record)
    for code, title, phase, lead, sectors in _TOPIC_AREAS:
        area = {"topic_area_code": code, "title": title, "from_phase": phase}
        yield Fact("topic_area", said_on, area)
        yield _group(RESOLVED[phase], code, title, lead, sectors)
    # The one working group that is handed over shows how a master record is corrected.
    yield _group(NEW_LEAD_ON, "BI", "Bildung", "Amt für Schule und Medien", _ALL_SECTORS)
    for code, level, title, parent in _GOALS:
        goal = {"goal_code": code, "level": level, "title": title, "parent_code": parent}
        yield Fact("goal", said_on, goal)


def _group(said_on: dt.date, area: str, title: str, lead: str, sectors: list[str]) -> Fact:
    record = {
        "working_group_code": f"AG-{area}",
        "title": f"Arbeitsgruppe {title}",
        "topic_area_code": area,
        "lead": f"Leitung {lead}",
        "sectors": sectors,
    }
    return Fact("working_group", said_on, record)
