"""What stands on a report's first page and above each one: the same in every format."""

from __future__ import annotations

from collections.abc import Iterable

from masterplan.reports.wording import Record, Words
from masterplan.texts import mark


def title(meta: Record, words: Words) -> str:
    """The title that the report was given, or what it is."""
    if meta["title"]:
        return str(meta["title"])
    if meta["phase"]:
        return words(mark("Interim report on {phase}"), phase=meta["phase"]["title"])
    if meta["topic_area"]:
        return words(mark("Interim report on {area}"), area=meta["topic_area"]["title"])
    return words(mark("Interim report as of {date}"), date=words.date(meta["reporting_date"]))


def subtitle(meta: Record) -> str:
    """The plan, and the part of it that the report is about."""
    part = meta["phase"] or meta["topic_area"]
    return " · ".join(str(told) for told in (meta["plan_title"], part and part["title"]) if told)


def as_of(meta: Record, words: Words) -> str:
    """The reporting date, as every page says it."""
    return words(mark("As of {date}"), date=words.date(meta["reporting_date"]))


def facts(meta: Record, words: Words) -> Iterable[tuple[str, str]]:
    """What identifies the report."""
    if meta["paper"]:
        yield words(mark("Council paper")), meta["paper"]
    yield words(mark("Reporting date")), words.date(meta["reporting_date"])
    yield words(mark("Known at")), words.moment(meta["known_at"])
    yield words(mark("Version")), version(meta, words)
    if meta.get("sha256"):
        yield words(mark("Checksum of the data")), _in_groups(meta["sha256"])


def version(meta: Record, words: Words) -> str:
    """Which frozen report this is, or that it is a draft."""
    if meta["is_draft"]:
        return words(mark("Draft, not frozen"))
    told = words(mark("Frozen at {moment}"), moment=words.moment(meta["frozen_at"]))
    number = meta.get("frozen_report_id")
    return told if number is None else words(mark("No. {number}"), number=number) + ", " + told


def _in_groups(checksum: str) -> str:
    return " ".join(checksum[at : at + 8] for at in range(0, len(checksum), 8))
