"""Dortmund: what the public pages say of its digital plans, and nothing beyond.

No working group, goal, owner, rhythm, milestone or rating is filled in that no page states.
"""

from __future__ import annotations

import datetime as dt

from masterplan.samples.dortmund_figures import OBSERVATIONS, SOURCES
from masterplan.samples.story import Record

_PLAN: Record = {
    "plan_code": "DO",
    "title": "Masterplan Digitales Dortmund (inoffizielle Zusammenstellung öffentlicher Angaben)",
    "resolved_on": dt.date(2016, 7, 7),
}

# The council resolved six years in three phases of two years; the days are counted from that.
_PHASES = ((1, 2016, 2018), (2, 2018, 2020), (3, 2020, 2022))

# code, title, from phase: "phases 2 and 3" are named together, so from phase 2 on
_TOPIC_AREAS = (
    ("VW", "Verwaltung", 1),
    ("BI", "Bildung", 1),
    ("WI", "Wirtschaft", 1),
    ("SO", "Soziales", 2),
    ("FA", "Familie", 2),
    ("JA", "Jugend und Alter", 2),
    ("GE", "Gesundheit", 2),
    ("KU", "Kultur", 2),
    ("FR", "Freizeit", 2),
    ("VM", "Verkehr und Mobilität", 2),
    ("SC", "Smart City (übergreifend)", None),
)

_CONCERNS = (
    ("A1", "Lebensqualität durch Dienste, Teilhabe und Infrastruktur"),
    ("A2", "Ressourcen schonen"),
    ("A3", "Mehrwert durch Innovation"),
    ("A4", "Wirtschaftsfreundliches Umfeld"),
)

_WORKING_GROUPS = (
    ("AG-WI", "Digitale Wirtschaft", "WI"),
    ("AG-BI", "Digitale Bildung", "BI"),
    ("AG-VW", "Digitale Stadtverwaltung", "VW"),
)

_POD, _DOSYS = "Personal- und Organisationsdezernat", "Dortmunder Systemhaus"
_SCHOOLS, _MEDIA = "Schuldezernat", "Medienzentrum"

_PHASE_OF_COMPILATION = "Die Zuordnung zu Phase 1 stammt aus der Zusammenstellung."
_PHASE_IS_OURS = (
    "Die öffentlichen Angaben nennen keine Phase; die Zuordnung zu Phase 1 stammt von uns."
)

# code, title, topic area, lead unit, start, end, source
# fmt: off
_MEASURES: tuple[tuple[str, str, str, str, str | None, str | None, str], ...] = (
    ("V1", "Onlinezugang: Leistungen im Serviceportal", "VW", f"{_POD}; {_DOSYS}",
     None, "2022-12-31", "app_services"),
    ("V2", "Elektronische Akte (Dokumentenmanagement)", "VW", _DOSYS,
     "2019-05-14", "2028-12-31", "press_efile"),
    ("V3", "Open-Data-Portal", "VW", f"{_DOSYS}; Vermessungs- und Katasteramt; Statistik",
     "2018-08-23", None, "vdz_open_data"),
    ("V4", "Masterplan Digitale Verwaltung – Arbeiten 4.0 (24 Maßnahmen)", "VW", _POD,
     "2018-11-15", "2025-12-31", "city_649088"),
    ("B1", "WLAN an Schulen", "BI", f"{_SCHOOLS}; {_DOSYS}",
     "2018-01-01", "2022-12-31", "rn_school_wlan"),
    ("B2", "Glasfaseranschluss der Schulen", "BI", f"{_SCHOOLS}; {_DOSYS}",
     None, None, "city_728497"),
    ("B3", "Mobile Endgeräte für Schulen", "BI", f"{_SCHOOLS}; {_MEDIA}",
     None, None, "city_728497"),
    ("B4", "Präsentationstechnik in Klassen- und Fachräumen", "BI", f"{_SCHOOLS}; {_MEDIA}",
     None, None, "city_fit"),
    ("W1", "Glasfaserausbau", "WI", "Wirtschaftsförderung Dortmund; DOKOM21",
     None, "2025-12-31", "city_729048"),
    ("S1", "Allianz Smart City Dortmund", "SC", "Chief Information/Innovation Office; IHK",
     "2016-12-09", None, "stadtmagazin_alliance"),
)

# code, name, unit, kind, baseline, its date, note
_INDICATORS: tuple[tuple[str, str, str, str, float, str, str | None], ...] = (
    ("V1-leistungen", "Online-Leistungen im Serviceportal", "Anzahl", "output", 151, "2022-07-28",
     "Kein öffentlicher Zielwert; der Wert für 2025 ist eine Untergrenze nach anderer Definition."),
    ("V1-ozg", "Kommunale OZG-Leistungen online", "Anzahl", "output", 35, "2022-06-15",
     "Gesetzliches Ziel; die Stadt selbst erwartete 75."),
    ("V1-nutzung", "Nutzungen des Serviceportals im Jahr", "Anzahl", "effect", 66_600,
     "2021-12-31", "Die Angaben für 2022 reichen nur bis zum genannten Tag und sind deshalb als "
     "Ausprägung „bis zum Datum“ geführt, nicht als Jahreswert."),
    ("V1-zugriffe", "Zugriffe auf den Produktkatalog pro Jahr", "Anzahl", "effect", 1_000_000,
     "2019-12-31", "In der Quelle gerundet."),
    ("V2-fb", "Fachbereiche mit e-Akte", "Anzahl", "output", 3, "2024-01-31",
     "Ziel der Quelle: gesamte Verwaltung; 30 steht für „mehr als 30“ Einheiten (Untergrenze)."),
    ("V3-datensaetze", "Datensätze im Open-Data-Portal", "Anzahl", "output", 81, "2018-08-23",
     "Zwei Quellen nennen für den Start 81 und 150."),
    ("B1-wlan-sus", "Schüler*innen an Schulen mit flächendeckendem WLAN", "%", "effect", 76,
     "2020-12-31", "In der Quelle „mehr als“."),
    ("B1-wlan-schulen", "Städtische Schulen mit WLAN", "Anzahl", "output", 96, "2020-10-31",
     "Von 154; die Quelle nennt etwa 65 %, 96 von 154 sind 62 %."),
    ("B2-gf-sus", "Schüler*innen an Schulen mit Glasfaser oder gleichwertig", "%", "effect", 63,
     "2020-12-31", None),
    ("B3-geraete", "Mobile Endgeräte für den Unterricht", "Anzahl", "output", 40_000,
     "2021-12-31", "2021 abgeleitet: 70.000 abzüglich der 2022 hinzugekommenen „mehr als 30.000“."),
    ("B3-sofort", "iPads aus dem Sofortausstattungsprogramm ausgeliefert", "Anzahl", "output", 0,
     "2020-11-01", "Die Auslieferung begann im November 2020."),
    ("B4-raeume", "Räume mit Präsentationstechnik", "Anzahl", "output", 4_000, "2022-12-31",
     "In den Quellen „fast“ 4.000 und „mehr als“ 4.200."),
    ("W1-glasfaser", "Haushalte mit Glasfaseranschluss", "%", "effect", 5, "2020-06-30",
     "Der Zielwert ist für Hausanschlüsse genannt („Ist und Plan 2025“)."),
    ("S1-partner", "Partner der Allianz Smart City", "Anzahl", "output", 126, "2018-06-30",
     "Das Datum des ersten Werts ist ungefähr."),
)

# indicator, value, date, reason
_TARGETS: tuple[tuple[str, float, str, str | None], ...] = (
    ("V1-ozg", 175, "2022-12-31", "Gesetzliches Ziel (Onlinezugangsgesetz)."),
    ("V2-fb", 30, "2028-12-31", "Gesamte Verwaltung; „mehr als 30“ Einheiten, Untergrenze."),
    ("V3-datensaetze", 200, "2018-12-31", "Angekündigt: über 200 bis Ende 2018."),
    ("B1-wlan-schulen", 134, "2021-04-30", "Angekündigt: 134 bis Frühjahr 2021."),
    ("B3-sofort", 19_600, "2021-12-31", "Zieldatum angenommen."),
    ("W1-glasfaser", 50, "2025-12-31", "Für Hausanschlüsse genannt („Ist und Plan 2025“)."),
)

# certainty: what is said of it, and the flag that follows from it
_CERTAINTIES: dict[str, tuple[str, str | None]] = {
    "exact": ("Genaue Angabe", None),
    "date approximate": ("Datum ungefähr", "estimated"),
    "lower bound": ("Untergrenze", "at_least"),
    "mid June": ("Mitte Juni", "estimated"),
    "year to date": ("Vom Jahresbeginn bis zum Datum", None),
    "almost": ("„Fast“", "estimated"),
    "pilot": ("Pilotbetrieb", None),
    "conflict: 150 in another source": ("Widerspruch: eine andere Quelle nennt 150", None),
    "about; date approximate": ("„Etwa“, Datum ungefähr", "estimated"),
    "more than": ("„Mehr als“", "at_least"),
    "about": ("„Etwa“", "estimated"),
    "derived": ("Abgeleitet", "estimated"),
    "start of delivery": ("Beginn der Auslieferung", None),
}
# fmt: on


def tables() -> dict[str, list[Record]]:
    """The whole compilation: the sheets of one workbook."""
    return {
        "plan": [_PLAN],
        "phase": [_phase(*phase) for phase in _PHASES],
        "topic_area": [
            {"topic_area_code": code, "title": title, "from_phase": phase}
            for code, title, phase in _TOPIC_AREAS
        ],
        "goal": [
            {"goal_code": code, "level": "concern", "title": title} for code, title in _CONCERNS
        ],
        "working_group": [
            {"working_group_code": code, "title": title, "topic_area_code": area}
            for code, title, area in _WORKING_GROUPS
        ],
        "measure": [_measure(*measure) for measure in _MEASURES],
        "indicator": [_indicator(*indicator) for indicator in _INDICATORS],
        "target": [
            {
                "indicator_code": code,
                "kind": "value",
                "value": float(value),
                "due_on": dt.date.fromisoformat(due_on),
                "reason": reason,
            }
            for code, value, due_on, reason in _TARGETS
        ],
        "observation": [_observation(*observation) for observation in OBSERVATIONS],
    }


def _phase(phase: int, first: int, last: int) -> Record:
    return {
        "phase": phase,
        "title": f"Phase {phase} (Zeitraum abgeleitet)",
        "starts_on": dt.date(first, 7, 7),
        "ends_on": dt.date(last, 7, 6),
    }


def _measure(
    code: str, title: str, area: str, unit: str, first: str | None, last: str | None, source: str
) -> Record:
    origin = _PHASE_IS_OURS if code == "S1" else _PHASE_OF_COMPILATION
    return {
        "measure_code": code,
        "title": title,
        "description": f"{origin} Quelle: {SOURCES[source]}",
        "topic_area_code": area,
        "phase": 1,
        "lead_unit": unit,
        "starts_on": dt.date.fromisoformat(first) if first else None,
        "ends_on": dt.date.fromisoformat(last) if last else None,
    }


def _indicator(
    code: str, name: str, unit: str, kind: str, baseline: float, baseline_on: str, note: str | None
) -> Record:
    return {
        "indicator_code": code,
        "measure_code": code.split("-")[0],
        "name": name,
        "definition": note,
        "unit": unit,
        "kind": kind,
        "direction": "up",
        "baseline": float(baseline),
        "baseline_on": dt.date.fromisoformat(baseline_on),
        "source": "Öffentliche Angaben; die Adresse steht beim Messwert.",
    }


def _observation(code: str, day: str, value: float, certainty: str, source: str) -> Record:
    said, flag = _CERTAINTIES[certainty]
    # A sum of part of a year must not be read as the year's.
    is_part = certainty == "year to date"
    return {
        "indicator_code": code,
        "observed_on": dt.date.fromisoformat(day),
        "value": float(value),
        "flag": flag,
        "dimension": "Zeitraum" if is_part else None,
        "category": "bis zum Datum" if is_part else None,
        "comment": f"{said}. Quelle: {SOURCES[source]}",
    }
