"""What analysts call the columns and sheets of the format when they do not call them by its names.

A word after ``~`` is used for other things too: it counts for less than the others, and the
values below it decide.
"""

from __future__ import annotations

from masterplan.sheets import SHEETS
from masterplan.workbook.cells import fold

_MEASURE = (
    "Maßnahmennummer, Maßnahmen-Nr., Maßnahme-Nr., Maßnahmennr., Maßn.-Nr., M-Nr., Nr. Maßnahme, "
    "Maßnahmen-ID, Projekt, Projektnummer, Projekt-Nr., Projekt-ID, Vorhaben, measure code, "
    "measure no., measure id, project, project id, project no., ~Nr., ~Kürzel, ~Code, ~ID"
)
_INDICATOR = (
    "Indikator-Nr., Indikatornummer, Ind.-Nr., Ind. Nr., Indikator-ID, Kennzahl, Kennzahl-Nr., "
    "Kennzahlennummer, Kennzahlen-Nr., KPI, KPI-Nr., KPI-ID, KPI code, Messgröße, indicator code, "
    "indicator no., indicator id, metric, ~Nr., ~Kürzel, ~Code, ~ID, ~Bezeichnung, ~Name"
)
_TITLE = "Bezeichnung, Name, Kurztitel, Überschrift, Thema, heading"
_REASON = (
    "Erläuterung, Begründungstext, Anmerkung, Bemerkung, Bemerkungen, Kommentar, Hinweis, "
    "comment, remarks, explanation, notes"
)
_REMARK = "Bemerkungen, Kommentar, Kommentare, Anmerkung, Anmerkungen, Hinweis, Notiz, remark, "
_REMARK += "remarks, note, notes, Erläuterung"
_PERIOD = (
    "Zeitpunkt, Stichtag, Jahr, Monat, Quartal, Halbjahr, Kalenderwoche, Periode, Zeitraum, "
    "Berichtsjahr, Berichtszeitraum, Berichtsperiode, Messdatum, Erhebungsdatum, Stand, year, "
    "month, quarter, period, as of, reporting period, day"
)
_START = "Start, Starttermin, Startdatum, von, ab, Anfang, start, start date, from, begin"
_END = "Endtermin, Enddatum, bis, Abschluss, Fertigstellung, end, end date, until, to"
_OWNER = "Zuständig, Zuständigkeit, Verantwortliche, Verantwortlicher, Verantwortlichkeit, "
_OWNER += "Verantwortliche Stelle, Ansprechpartner, Ansprechperson, Fachbereich, Amt, owner, "
_OWNER += "responsible, contact, department"

_WORDS = {
    "plan.plan_code": "Plan, Plankürzel, ID",
    "plan.title": "Name, Bezeichnung, Planname",
    "plan.resolved_on": "Beschlussdatum, Ratsbeschluss, Beschluss, resolved, resolution date",
    "plan.paper": "Vorlage, Vorlagennummer, Drucksachen-Nr., document",
    "phase.phase": "Phasen-Nr., Nr., Nummer, ~Kürzel",
    "phase.title": _TITLE,
    "phase.starts_on": _START,
    "phase.ends_on": _END,
    "phase.report_due_on": "Bericht bis, Berichtstermin, report due",
    "topic_area.topic_area_code": "Themenfeld, Handlungsfeld, Nr., Code, ID",
    "topic_area.title": _TITLE + ", Themenfeld, Handlungsfeld, topic area",
    "goal.goal_code": "Ziel-Nr., Zielnummer, Nr., Code, ID",
    "goal.level": "Zielebene, Typ, type",
    "goal.title": _TITLE + ", Ziel, goal",
    "goal.parent_code": "Oberziel, Übergeordnetes Ziel, gehört zu, parent goal",
    "working_group.working_group_code": "Arbeitsgruppe, AG, Nr., Code, ID",
    "working_group.title": _TITLE + ", Arbeitsgruppe, working group",
    "working_group.topic_area_code": "Handlungsfeld, topic area",
    "working_group.lead": "Vorsitz, Sprecher, chair",
    "measure.measure_code": _MEASURE + ", Nummer, lfd. Nr., no.",
    "measure.title": _TITLE + ", Maßnahme, Maßnahmentitel, Projekttitel, Projektname, measure, "
    "project name",
    "measure.description": "Kurzbeschreibung, Inhalt, Maßnahmenbeschreibung, summary",
    "measure.topic_area_code": "Handlungsfeld, Themenbereich, topic area, field of action",
    "measure.phase": "Umsetzungsphase",
    "measure.working_group_code": "AG, working group",
    "measure.lead_unit": "Federführend, " + _OWNER + ", lead, lead unit",
    "measure.starts_on": _START,
    "measure.ends_on": _END,
    "measure.goal_codes": "Zielbezug, Beitrag zu, ~Ziel",
    "milestone.measure_code": _MEASURE,
    "milestone.milestone_number": "Meilenstein-Nr., Meilensteinnummer, MS-Nr., milestone no.",
    "milestone.title": _TITLE + ", Meilenstein, Arbeitsschritt, milestone, task",
    "milestone.due_on": "Termin, Fällig am, Fällig, Soll-Termin, Plantermin, Frist, geplant, due, "
    "due date, deadline, planned",
    "milestone.reached_on": "Ist-Termin, Erledigt am, Erledigt, Abgeschlossen am, erreicht, done, "
    "completed on, reached",
    "funds.measure_code": _MEASURE,
    "funds.year": "Haushaltsjahr, Hj., budget year, fiscal year",
    "funds.planned_eur": "Plan, Ansatz, Planansatz, Budget, Haushaltsansatz, Soll, geplant, "
    "planned, budget",
    "funds.spent_eur": "Ist, Ausgaben, verausgabt, Mittelabfluss, Kosten, actual, spent, "
    "expenditure",
    "funds.forecast_eur": "Prognose, Hochrechnung, forecast",
    "funds.grants_eur": "Fördermittel, Zuwendungen, Drittmittel, Förderung, grants, funding",
    "indicator.indicator_code": "Indikator-Nr., Indikatornummer, Ind.-Nr., Ind. Nr., "
    "Indikator-ID, Kennzahl-Nr., Kennzahlen-Nr., KPI-Nr., KPI-ID, KPI code, Code, ID, Kürzel, "
    "Nummer, no., indicator code, indicator no., indicator id, ~Indikator, ~Kennzahl, ~KPI",
    "indicator.measure_code": _MEASURE.partition(", ~")[0],
    "indicator.name": "Indikator, Kennzahl, KPI, Bezeichnung, Indikatorname, Messgröße, Titel, "
    "indicator, metric",
    "indicator.definition": "Beschreibung, Erläuterung, Berechnung, description",
    "indicator.unit": "Maßeinheit, ME, Einh., units, unit of measure",
    "indicator.kind": "Indikatorart, Typ, type",
    "indicator.direction": "Zielrichtung, gewünschte Richtung, Trend, desired direction",
    "indicator.baseline": "Basiswert, Startwert, Referenzwert, Ausgangslage, base value",
    "indicator.baseline_on": "Basisjahr, Startjahr, Referenzjahr, Bezugsjahr, base year",
    "indicator.frequency": "Erhebungsrhythmus, Turnus, Häufigkeit, Erhebungsturnus, interval",
    "indicator.owner": _OWNER,
    "indicator.source": "Quelle, data source",
    "target.indicator_code": _INDICATOR,
    "target.kind": "Zielart, target type",
    "target.value": "Soll, Ziel, Sollwert, Zielvorgabe, Zielgröße, Planwert, Plan, target, "
    "target value, goal, Untergrenze",
    "target.upper": "Höchstwert, Oberer Wert, maximum, upper bound",
    "target.due_on": "Zieljahr, Zieltermin, bis, Termin, target year, target date, due",
    "target.valid_from": "gilt ab, valid from",
    "target.valid_to": "gilt bis, valid to",
    "target.reason": _REASON,
    "observation.indicator_code": _INDICATOR,
    "observation.observed_on": _PERIOD,
    "observation.value": "Ist, Istwert, Ist-Wert, Messwert, Ergebnis, Wert Ist, actual, actuals, "
    "result, figure, ~Anzahl",
    "observation.flag": "Status des Werts, Wertart, Qualität, quality",
    "observation.dimension": "Dimension, Gliederung",
    "observation.category": "Kategorie, Teilraum, breakdown",
    "observation.comment": _REMARK,
    "evaluation.measure_code": _MEASURE,
    "evaluation.reporting_date": _PERIOD + ", Datum, Bewertet am, date, reporting date",
    "evaluation.perspective": "Sicht, Bewertet von, Gremium, assessed by",
    "evaluation.state": "Stand, Status, Umsetzungsstatus, Bearbeitungsstand, Sachstand, "
    "Projektstatus, status, implementation state",
    "evaluation.rating": "Ampel, Ampelstatus, Status, Einschätzung, Gesamtbewertung, RAG, "
    "traffic light, assessment",
    "evaluation.progress_percent": "Fortschritt, Fertigstellungsgrad, Umsetzungsgrad, "
    "Fortschritt in %, % complete, percent complete",
    "evaluation.reason": _REASON,
}

SHEET_SYNONYMS = {
    "measure": "Maßnahmenliste, Projekte, Projektliste, Maßnahmenplan, projects",
    "milestone": "Zeitplan, Termine, schedule",
    "funds": "Finanzen, Budget, Haushalt, Kosten, finances",
    "indicator": "Kennzahlen, KPI, KPIs, KPI-Liste, Indikatorenliste, Stammdaten, metrics",
    "target": "Ziele, Zielvorgaben, Sollwerte",
    "observation": "Werte, Daten, Istwerte, Zeitreihe, Zeitreihen, KPI-Werte, data, values",
    "evaluation": "Status, Statusliste, Ampel, Ampeln, Statusbericht, Sachstand, status report",
}

LIGHT_WORDS = {
    "grün": "on_track",
    "green": "on_track",
    "im plan": "on_track",
    "auf kurs": "on_track",
    "gelb": "at_risk",
    "yellow": "at_risk",
    "amber": "at_risk",
    "orange": "at_risk",
    "rot": "off_track",
    "red": "off_track",
    "kritisch": "off_track",
    "grau": "not_assessable",
    "weiß": "not_assessable",
    "grey": "not_assessable",
}
"""What a declared rating is called where it is a traffic light. Proposed, never read on its own."""

STATE_WORDS = {
    "offen": "not_started",
    "geplant": "not_started",
    "planned": "not_started",
    "in planung": "in_preparation",
    "begonnen": "in_progress",
    "laufend": "in_progress",
    "läuft": "in_progress",
    "in arbeit": "in_progress",
    "in bearbeitung": "in_progress",
    "ongoing": "in_progress",
    "dauerhaft": "continuous",
    "daueraufgabe": "continuous",
    "erledigt": "completed",
    "fertig": "completed",
    "umgesetzt": "completed",
    "done": "completed",
    "verschoben": "postponed",
    "ruht": "postponed",
    "on hold": "postponed",
    "gestrichen": "dropped",
    "cancelled": "dropped",
}
"""What a state of implementation is called elsewhere. Proposed, never read on its own."""


def _synonyms(is_weak: bool) -> dict[tuple[str, str], frozenset[str]]:
    found = {}
    for sheet in SHEETS:
        for column in sheet.columns:
            listed = _WORDS.get(f"{sheet.table}.{column.field}", "").split(",")
            words = [word.strip() for word in listed]
            chosen = [word for word in words if word.startswith("~") == is_weak and word]
            found[sheet.table, column.field] = frozenset(fold(word.lstrip("~")) for word in chosen)
    return found


STRONG = _synonyms(is_weak=False)
"""By table and field the folded words that mean it."""

WEAK = _synonyms(is_weak=True)
"""By table and field the folded words that may mean it."""

FORMAT_WORDS = frozenset(
    fold(word)
    for sheet in SHEETS
    for column in sheet.columns
    for word in (column.heading, column.english)
)

HEADING_WORDS = FORMAT_WORDS.union(*STRONG.values(), *WEAK.values())
"""All folded words that can stand above a column."""
