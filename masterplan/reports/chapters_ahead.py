"""The chapters on what was announced and decided, and on what comes next."""

from __future__ import annotations

import datetime as dt

from masterplan.reports import blocks
from masterplan.reports.blocks import Block
from masterplan.reports.wording import Record, Words, named
from masterplan.texts import mark

KINDS = {
    "milestone": mark("Milestone"),
    "target": mark("Target"),
    "measure": mark("Begin"),
    "decision": mark("Decision"),
}
OUTCOMES = {
    "done": mark("done"),
    "done_late": mark("done late"),
    "ahead": mark("still ahead"),
    "put_off": mark("put off"),
    "overdue": mark("overdue"),
    "changed": mark("changed"),
    "postponed": mark("postponed"),
    "dropped": mark("dropped"),
    "revoked": mark("revoked"),
    "gone": mark("no longer in the plan"),
}
_AHEAD = 365
"""Days that the outlook looks ahead."""


def decisions(data: Record, words: Words) -> Block:
    """What was decided, and what became of it."""
    held = blocks.written(data["texts"], "decisions")
    title = words(mark("Decisions and what became of them"))
    if not data["decisions"]:
        held.append(blocks.text(words(mark("No decision has been recorded."))))
        return blocks.chapter(title, held)
    columns = [
        blocks.column(words(mark("Decision")), 2.6),
        blocks.column(words(mark("Measure")), 1.4),
        blocks.column(words(mark("Body, meeting")), 1.1),
        blocks.column(words(mark("Due")), 0.9, is_number=True),
        blocks.column(words(mark("State")), 1.3),
    ]
    rows = [
        [
            blocks.titled(one["text"], one["owner"] or ""),
            named(one["measure_code"], one["title"]) or "–",
            blocks.titled(one["body"], words.date(one["meeting_on"])),
            words.date(one["due_on"]),
            blocks.titled(became(one, words), one["note"] or ""),
        ]
        for one in data["decisions"]
    ]
    held.append(blocks.table(words(mark("Decisions, the overdue ones first")), columns, rows))
    return blocks.chapter(title, held)


def became(one: Record, words: Words) -> str:
    """The state of a decision, and by how much it is overdue."""
    told = words.decision_state(one["state"])
    if not one["is_overdue"]:
        return told
    late = words.count("{count} day overdue", "{count} days overdue", one["days_overdue"])
    return f"{told}, {late}"


def outlook(data: Record, words: Words) -> Block:
    """What comes next: in the words of the report's authors, and by date for the coming year."""
    held = blocks.written(data["texts"], "outlook")
    on = dt.date.fromisoformat(data["meta"]["reporting_date"])
    until = (on + min(dt.timedelta(days=_AHEAD), dt.date.max - on)).isoformat()
    rows = [one for one in data["outlook"] if one["due_on"] and one["due_on"] <= until]
    columns = [
        blocks.column(words(mark("What")), 2.2),
        blocks.column(words(mark("Kind")), 1),
        blocks.column(words(mark("Measure")), 1.8),
        blocks.column(words(mark("Due")), 0, is_number=True),
    ]
    told = [
        [
            _what(one, words),
            words(KINDS[one["kind"]]),
            named(one["measure_code"], one["measure"]) or "–",
            words.date(one["due_on"]),
        ]
        for one in rows
    ]
    if told:
        caption = words(mark("What is due by {date}"), date=words.date(until))
        held.append(blocks.table(caption, columns, told, size=8))
    else:
        held.append(blocks.text(words(mark("Nothing is due in the coming year."))))
    return blocks.chapter(words(mark("Outlook")), held)


def _what(one: Record, words: Words) -> blocks.Cell:
    note = words.value(one["value"], one["unit"]) if one["kind"] == "target" else ""
    return blocks.titled(one["title"] or "–", note)


def announced(data: Record, words: Words) -> Block | None:
    """What became of what the report before announced; None where there was none."""
    if data["before"]["kind"] == "none":
        return None
    held: list[Block] = []
    if data["before"]["outlook_text"]:
        held.append(blocks.text(words(mark("The last report announced:"))))
        held.append(blocks.note(data["before"]["outlook_text"]))
    rows = [one for one in data["announced"] if one["outcome"] != "ahead"]
    columns = [
        blocks.column(words(mark("Announced")), 2.2),
        blocks.column(words(mark("Kind")), 0.9),
        blocks.column(words(mark("Measure")), 1.7),
        blocks.column(words(mark("For")), 0, is_number=True),
        blocks.column(words(mark("What became of it")), 1.3),
    ]
    told = [
        [
            _what({**one, "value": one["announced_value"]}, words),
            words(KINDS[one["kind"]]),
            named(one["measure_code"], one["measure"]) or "–",
            words.date(one["announced_on"]),
            blocks.titled(words(OUTCOMES[one["outcome"]]), one["note"] or ""),
        ]
        for one in rows
    ]
    if told:
        caption = words(mark("Announced in the last report and due or changed since"))
        held.append(blocks.table(caption, columns, told, size=8))
    else:
        held.append(blocks.text(words(mark("Nothing of it is due yet."))))
    return blocks.chapter(words(mark("What became of what was announced")), held)
