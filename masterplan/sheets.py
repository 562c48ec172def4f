"""The workbook format as data: each sheet is one table, each column one field.

Reading, checking, the template, the export and the database all follow this one list. A sheet or
column may be named in German (as templates and exports write it) or in English.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from masterplan.vocabulary import (
    Aggregation,
    Direction,
    Flag,
    Frequency,
    GoalLevel,
    IndicatorKind,
    Perspective,
    Rating,
    Sector,
    State,
    TargetKind,
    Word,
)

ColumnType = Literal[
    "code", "codes", "text", "date", "number", "percent", "integer", "year", "choice", "choices"
]

Words = type[Word]
"""A closed list of words to choose from."""


@dataclass(frozen=True)
class Column:
    """One column of a sheet and one field of its table."""

    field: str
    """The column in the database."""
    heading: str
    """The German heading, as templates and exports write it."""
    english: str
    """The English heading, accepted too."""
    type: ColumnType = "text"
    is_required: bool = False
    is_key: bool = False
    choices: Words | None = None
    refers_to: str | None = None
    """The table whose codes this column names."""
    unit: str | None = None


@dataclass(frozen=True)
class Sheet:
    """One sheet of the workbook and one fact table."""

    table: str
    """The table in the database."""
    german: str
    english: str
    columns: tuple[Column, ...]
    principal: str
    """The field whose cell stands for the row: the one a reader wants to be shown."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The key fields, without the plan that every key begins with."""
        return tuple(column.field for column in self.columns if column.is_key)

    @property
    def values(self) -> tuple[str, ...]:
        """The fields that are not part of the key."""
        return tuple(column.field for column in self.columns if not column.is_key)

    def column(self, field_name: str) -> Column:
        """The column of a field; KeyError where the sheet has none."""
        for column in self.columns:
            if column.field == field_name:
                return column
        raise KeyError(field_name)


def _key(
    field: str,
    heading: str,
    english: str,
    type: ColumnType = "code",
    is_required: bool = True,
    choices: Words | None = None,
    refers_to: str | None = None,
) -> Column:
    return Column(field, heading, english, type, is_required, True, choices, refers_to)


def _choice(
    field: str, heading: str, english: str, choices: Words, is_required: bool = False
) -> Column:
    return Column(field, heading, english, "choice", is_required, choices=choices)


SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "plan",
        "Plan",
        "plan",
        (
            _key("plan_code", "Kürzel", "code"),
            Column("title", "Titel", "title", is_required=True),
            Column("resolved_on", "Beschluss am", "resolved_on", "date"),
            Column("paper", "Drucksache", "paper"),
            Column("supersedes", "Ersetzt", "supersedes"),
        ),
        "title",
    ),
    Sheet(
        "phase",
        "Phasen",
        "phases",
        (
            _key("phase", "Phase", "phase", "integer"),
            Column("title", "Titel", "title", is_required=True),
            Column("starts_on", "Beginn", "starts_on", "date", is_required=True),
            Column("ends_on", "Ende", "ends_on", "date", is_required=True),
            Column("report_due_on", "Bericht fällig am", "report_due_on", "date"),
        ),
        "title",
    ),
    Sheet(
        "topic_area",
        "Themenfelder",
        "topic_areas",
        (
            _key("topic_area_code", "Kürzel", "code"),
            Column("title", "Titel", "title", is_required=True),
            Column("from_phase", "Ab Phase", "from_phase", "integer", refers_to="phase"),
        ),
        "title",
    ),
    Sheet(
        "goal",
        "Ziele",
        "goals",
        (
            _key("goal_code", "Kürzel", "code"),
            _choice("level", "Ebene", "level", GoalLevel, is_required=True),
            Column("title", "Titel", "title", is_required=True),
            Column("parent_code", "Übergeordnet", "parent", "code", refers_to="goal"),
        ),
        "title",
    ),
    Sheet(
        "working_group",
        "Arbeitsgruppen",
        "working_groups",
        (
            _key("working_group_code", "Kürzel", "code"),
            Column("title", "Titel", "title", is_required=True),
            Column("topic_area_code", "Themenfeld", "topic_area", "code", refers_to="topic_area"),
            Column("lead", "Leitung", "lead"),
            Column("sectors", "Bereiche", "sectors", "choices", choices=Sector),
        ),
        "title",
    ),
    Sheet(
        "measure",
        "Maßnahmen",
        "measures",
        (
            _key("measure_code", "Nr.", "code"),
            Column("title", "Titel", "title", is_required=True),
            Column("description", "Beschreibung", "description"),
            Column(
                "topic_area_code",
                "Themenfeld",
                "topic_area",
                "code",
                is_required=True,
                refers_to="topic_area",
            ),
            Column("phase", "Phase", "phase", "integer", is_required=True, refers_to="phase"),
            Column(
                "working_group_code",
                "Arbeitsgruppe",
                "working_group",
                "code",
                refers_to="working_group",
            ),
            Column("lead_unit", "Federführung", "lead_unit"),
            Column("starts_on", "Beginn", "starts_on", "date"),
            Column("ends_on", "Ende", "ends_on", "date"),
            Column("goal_codes", "Ziele", "goals", "codes", refers_to="goal"),
            Column("supersedes", "Ersetzt", "supersedes"),
        ),
        "title",
    ),
    Sheet(
        "milestone",
        "Meilensteine",
        "milestones",
        (
            _key("measure_code", "Maßnahme", "measure", refers_to="measure"),
            _key("milestone_number", "Nr.", "number"),
            Column("title", "Titel", "title", is_required=True),
            Column("due_on", "Geplant am", "due_on", "date", is_required=True),
            Column("reached_on", "Erreicht am", "reached_on", "date"),
            Column("weight", "Gewicht", "weight", "number"),
        ),
        "due_on",
    ),
    Sheet(
        "funds",
        "Mittel",
        "funds",
        (
            _key("measure_code", "Maßnahme", "measure", refers_to="measure"),
            _key("year", "Jahr", "year", "year"),
            Column("planned_eur", "Plan (€)", "planned", "number", unit="€"),
            Column("spent_eur", "Ist (€)", "spent", "number", unit="€"),
            Column("forecast_eur", "Prognose (€)", "forecast", "number", unit="€"),
            Column("grants_eur", "Fördermittel (€)", "grants", "number", unit="€"),
        ),
        "planned_eur",
    ),
    Sheet(
        "indicator",
        "Indikatoren",
        "indicators",
        (
            _key("indicator_code", "Nr.", "code"),
            Column(
                "measure_code", "Maßnahme", "measure", "code", is_required=True, refers_to="measure"
            ),
            Column("name", "Name", "name", is_required=True),
            Column("definition", "Definition", "definition"),
            Column("unit", "Einheit", "unit", is_required=True),
            _choice("kind", "Art", "kind", IndicatorKind),
            _choice("direction", "Richtung", "direction", Direction, is_required=True),
            Column("baseline", "Ausgangswert", "baseline", "number"),
            Column("baseline_on", "Ausgangsdatum", "baseline_on", "date"),
            _choice("frequency", "Rhythmus", "frequency", Frequency),
            _choice("aggregation", "Aggregation", "aggregation", Aggregation),
            Column("weight", "Gewicht", "weight", "number"),
            Column("owner", "Verantwortlich", "owner"),
            Column("source", "Datenquelle", "source"),
        ),
        "name",
    ),
    Sheet(
        "target",
        "Zielwerte",
        "targets",
        (
            _key("indicator_code", "Indikator", "indicator", refers_to="indicator"),
            _key("kind", "Art", "kind", "choice", choices=TargetKind),
            Column("value", "Zielwert", "value", "number"),
            Column("upper", "Obergrenze", "upper", "number"),
            _key("due_on", "Zieldatum", "due_on", "date", is_required=False),
            _key("valid_from", "Gültig ab", "valid_from", "date", is_required=False),
            Column("valid_to", "Gültig bis", "valid_to", "date"),
            Column("reason", "Begründung", "reason"),
        ),
        "value",
    ),
    Sheet(
        "observation",
        "Messwerte",
        "observations",
        (
            _key("indicator_code", "Indikator", "indicator", refers_to="indicator"),
            _key("observed_on", "Datum", "date", "date"),
            Column("value", "Wert", "value", "number", is_required=True),
            _choice("flag", "Kennzeichen", "flag", Flag),
            _key("dimension", "Merkmal", "dimension", "text", is_required=False),
            _key("category", "Ausprägung", "category", "text", is_required=False),
            Column("comment", "Bemerkung", "comment"),
        ),
        "value",
    ),
    Sheet(
        "evaluation",
        "Bewertungen",
        "evaluations",
        (
            _key("measure_code", "Maßnahme", "measure", refers_to="measure"),
            _key("reporting_date", "Stichtag", "reporting_date", "date"),
            _key("perspective", "Perspektive", "perspective", "choice", choices=Perspective),
            _choice("state", "Umsetzungsstand", "state", State),
            _choice("rating", "Bewertung", "rating", Rating),
            Column("progress_percent", "Fortschritt (%)", "progress", "percent", unit="%"),
            Column("reason", "Begründung", "reason"),
        ),
        "rating",
    ),
)

SHEET_OF = {sheet.table: sheet for sheet in SHEETS}

CODED_TABLES = ("phase", "topic_area", "goal", "working_group", "measure", "indicator")
"""The tables that other tables refer to by code."""


@dataclass
class Rows:
    """The rows of one sheet, read and checked: columns of equal length, in the sheet's order."""

    table: str
    sheet: str
    """The sheet's name in the file."""
    column_letters: dict[str, str]
    """The letter of each field's column in the file, "" for a field the file does not have."""
    columns: dict[str, list[object]] = field(default_factory=dict)
    """Every field of the sheet; None where the cell says nothing ("" in dimension and category)."""
    cells: list[str] = field(default_factory=list)
    """The cell of each row's principal field, such as "C7"."""
    is_withdrawn: list[bool] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.cells)
