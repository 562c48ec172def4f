"""The nouns of a masterplan: each status with its words, symbol, colour and order.

The German words are those of the workbook format and of the method; they are read from files
and written to them, so they stand here and not in the catalogues. Past the reading of a file a
status is always the member's code (the same string that the database holds).
"""

from __future__ import annotations

from enum import Enum
from typing import Self


class Word(Enum):
    """A member of a closed list: its code in the database and its word in each language."""

    def __init__(self, code: str, german: str, english: str) -> None:
        self.code = code
        self.german = german
        self.english = english

    def label(self, language: str) -> str:
        """The word in ``language`` ("de" or "en")."""
        return self.german if language == "de" else self.english

    @classmethod
    def of(cls, code: str) -> Self:
        """The member with this code; ValueError where there is none."""
        for member in cls:
            if member.code == code:
                return member
        raise ValueError(f"{code!r} is no {cls.__name__}")


class Light(Word):
    """What the method computed, best first: the order in which lights are counted and drawn."""

    ACHIEVED = ("achieved", "erreicht", "achieved")
    ON_TRACK = ("on_track", "planmäßig", "on track")
    AT_RISK = ("at_risk", "gefährdet", "at risk")
    OFF_TRACK = ("off_track", "verfehlt", "off track")
    SUSPENDED = ("suspended", "ausgesetzt", "suspended")
    NOT_ASSESSABLE = ("not_assessable", "keine Bewertung möglich", "not assessable")

    @property
    def is_assessed(self) -> bool:
        """Does the light say how things stand? The last two do not, and never count as 0 %."""
        return self not in (Light.SUSPENDED, Light.NOT_ASSESSABLE)


class Symbol(Word):
    """What the trend rule gives, in the weather symbols of its publisher, best first."""

    SUN = ("sun", "Sonne", "sun")
    PARTLY_CLOUDY = ("partly_cloudy", "leicht bewölkt", "partly cloudy")
    CLOUD = ("cloud", "Wolke", "cloud")
    THUNDERSTORM = ("thunderstorm", "Blitz", "thunderstorm")


class Rating(Word):
    """What someone declared of a measure at a reporting date."""

    ON_TRACK = ("on_track", "planmäßig", "on track")
    AT_RISK = ("at_risk", "gefährdet", "at risk")
    OFF_TRACK = ("off_track", "verfehlt", "off track")
    ACHIEVED = ("achieved", "erreicht", "achieved")
    NOT_ASSESSABLE = ("not_assessable", "keine Bewertung möglich", "not assessable")


class State(Word):
    """The implementation state (Umsetzungsstand)."""

    NOT_STARTED = ("not_started", "nicht begonnen", "not started")
    IN_PREPARATION = ("in_preparation", "in Vorbereitung", "in preparation")
    IN_PROGRESS = ("in_progress", "in Umsetzung", "in progress")
    CONTINUOUS = ("continuous", "fortlaufend", "continuous")
    COMPLETED = ("completed", "abgeschlossen", "completed")
    POSTPONED = ("postponed", "zurückgestellt", "postponed")
    DROPPED = ("dropped", "entfallen", "dropped")


class DecisionState(Word):
    """What became of a decision."""

    OPEN = ("open", "offen", "open")
    IN_PROGRESS = ("in_progress", "in Umsetzung", "in progress")
    DONE = ("done", "erledigt", "done")
    REVOKED = ("revoked", "aufgehoben", "revoked")


class Perspective(Word):
    """Who evaluates a measure."""

    WORKING_GROUP = ("working_group", "Arbeitsgruppe", "working group")
    SCIENCE = ("science", "Wissenschaft", "science")
    CITIZENS_FORUM = ("citizens_forum", "Bürgerforum", "citizens' forum")
    EXPERT_FORUM = ("expert_forum", "Fachforum", "expert forum")
    STEERING_COMMITTEE = ("steering_committee", "Lenkungskreis", "steering committee")


class GoalLevel(Word):
    """The level of a goal, widest first."""

    VISION = ("vision", "Vision", "vision")
    CONCERN = ("concern", "Anliegen", "concern")
    GOAL = ("goal", "Ziel", "goal")
    SUB_GOAL = ("sub_goal", "Teilziel", "sub-goal")


class Sector(Word):
    """Where the members of a working group come from."""

    ADMINISTRATION = ("administration", "Verwaltung", "administration")
    POLITICS = ("politics", "Politik", "politics")
    ECONOMY = ("economy", "Wirtschaft", "economy")
    SCIENCE = ("science", "Wissenschaft", "science")


class IndicatorKind(Word):
    """What an indicator counts: what was delivered, or what changed."""

    OUTPUT = ("output", "Output", "output")
    EFFECT = ("effect", "Wirkung", "effect")


class Direction(Word):
    """The desired direction of an indicator."""

    UP = ("up", "steigend", "rising")
    DOWN = ("down", "sinkend", "falling")
    HOLD = ("hold", "halten", "hold")


class Frequency(Word):
    """How often an indicator is observed."""

    MONTHLY = ("monthly", "monatlich", "monthly")
    QUARTERLY = ("quarterly", "vierteljährlich", "quarterly")
    HALF_YEARLY = ("half_yearly", "halbjährlich", "half-yearly")
    YEARLY = ("yearly", "jährlich", "yearly")


class Aggregation(Word):
    """How a year is made of its periods: the last level, or the sum of a flow."""

    LEVEL = ("level", "Bestand", "level")
    SUM = ("sum", "Summe", "sum")


class TargetKind(Word):
    """What a target asks for."""

    VALUE = ("value", "Zielwert", "value")
    LIMIT = ("limit", "Grenzwert", "limit")
    DIRECTION = ("direction", "Richtung", "direction")
    INTERVAL = ("interval", "Intervall", "interval")


class Flag(Word):
    """What is to be known about an observation."""

    PRELIMINARY = ("preliminary", "vorläufig", "preliminary")
    REVISED = ("revised", "berichtigt", "revised")
    ESTIMATED = ("estimated", "geschätzt", "estimated")
    AT_LEAST = ("at_least", "mindestens", "at least")
    BREAK = ("break", "Zeitreihenbruch", "break in series")


class Freshness(Word):
    """How old the last observation of an indicator is, measured by its rhythm."""

    FRESH = ("fresh", "aktuell", "fresh")
    LATE = ("late", "verspätet", "late")
    STALE = ("stale", "veraltet", "stale")
    MISSING = ("missing", "ohne Daten", "no data")
