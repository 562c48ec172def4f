"""The slides for the committee: at most fifteen, with charts that the office can edit."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from pptx.util import Inches

from masterplan.reports import (
    chapters_front,
    critical_slide,
    glyphs,
    headings,
    packages,
    paper,
)
from masterplan.reports import slide_parts as parts
from masterplan.reports import slide_template as look
from masterplan.reports.chapters_front import FUNDS
from masterplan.reports.wording import ASPECTS, CHANGES, REASONS, Record, Words, named
from masterplan.texts import mark

MOST = 15
_CRITICAL = 5
_ROWS = 9
_WIDE = (look.LEFT, look.TOP, look.INNER, look.BOTTOM - look.TOP)


def render(data: Mapping[str, Any], language: str) -> bytes:
    """The slides as a PowerPoint file; the same data gives the same bytes."""
    words = Words(language)
    told = paper.printable(dict(data), set(), fit=_harmless)
    deck = look.blank()
    deck.core_properties.title = headings.title(told["meta"], words)
    deck.core_properties.author = told["meta"]["plan_title"]
    deck.core_properties.language = language
    maker = _Maker(deck, told, words)
    maker.first()
    maker.standing()
    maker.resolution()
    maker.progress()
    maker.areas("delivery")
    maker.areas("effect")
    maker.funds()
    maker.changes()
    maker.urgent()
    for code in told["critical"][:_CRITICAL]:
        critical_slide.add(deck, code, told, words, maker.foot, maker.origin)
    maker.decisions()
    out = io.BytesIO()
    deck.save(out)
    meta = told["meta"]
    return packages.settled(out.getvalue(), f"{meta['reporting_date']}T00:00:00Z")


class _Maker:
    """The slides one after the other."""

    def __init__(self, deck: Any, data: Mapping[str, Any], words: Words) -> None:
        self.deck, self.data, self.words = deck, data, words
        meta = data["meta"]
        told = [headings.title(meta, words), headings.as_of(meta, words)]
        if meta["is_draft"]:
            told.insert(0, words(mark("Draft")).upper())
        self.foot = paper.short(" · ".join(told), 110)
        self.origin = _origin(meta, words)

    def add(self, title: str, layout: int = look.TITLE_ONLY, origin: str = "") -> Any:
        """A slide, with the origin of its numbers in the notes."""
        made = parts.slide(self.deck, title, self.foot, layout)
        parts.note(made, "\n\n".join(part for part in (origin, self.origin) if part))
        return made

    def first(self) -> None:
        """What it is about."""
        meta, words = self.data["meta"], self.words
        made = self.add(headings.title(meta, words), look.TITLE_SLIDE)
        paper_number = [meta["paper"]] if meta["paper"] else []
        lines = [headings.subtitle(meta), headings.as_of(meta, words), *paper_number]
        if meta["is_draft"]:
            lines.append(words(mark("Draft, not frozen")))
        made.placeholders[1].text = "\n".join(lines)

    def standing(self) -> None:
        """Where the plan stands, in one sentence and one chart."""
        words, standing = self.words, self.data["standing"]
        made = self.add(
            words(mark("Where the plan stands")),
            origin=words(mark("Counts of measures by light: summary of the report.")),
        )
        sentence = chapters_front.standing_sentence(standing, words)
        parts.paragraphs(made, [sentence], (look.LEFT, look.TOP, look.INNER, Inches(1.2)), 20)
        rows = [(words(name), standing[aspect]) for aspect, name in ASPECTS.items()]
        box = (look.LEFT, Inches(3), look.INNER, Inches(3.7))
        parts.lights(made, rows, words, box)

    def resolution(self) -> None:
        """What the council is asked to resolve, where somebody wrote it."""
        told = self.data["texts"].get("resolution")
        if told:
            made = self.add(self.words(mark("Proposed resolution")))
            held = [part for part in paper.short(told, 700).split("\n\n") if part.strip()]
            parts.paragraphs(made, held, _WIDE, 22)

    def progress(self) -> None:
        """How much of the work of each phase is done, beside what was due."""
        words, phases = self.words, self.data["phases"]
        if not phases:
            return
        made = self.add(
            words(mark("Work done and work due per phase")),
            origin=words(mark("Shares of the weight of all milestones of the phase.")),
        )
        names = [one["title"] or one["code"] or "–" for one in phases]
        series = [
            (words(mark("Done")), [one["work_done"] for one in phases], look.ACCENT),
            (words(mark("Due")), [one["work_due"] for one in phases], look.LIGHTS["suspended"]),
        ]
        parts.columns(made, names, series, words, _WIDE, "0%")

    def areas(self, aspect: str) -> None:
        """How the measures of each topic area stand."""
        words = self.words
        rows = [
            (paper.short(one["title"] or one["code"] or "–", 40), one[aspect])
            for one in self.data["topic_areas"]
            if one[aspect]  # none of their measures was known yet
        ]
        if not rows:
            return
        titles = {
            "delivery": mark("Delivery by topic area"),
            "effect": mark("Effect by topic area"),
        }
        origin = words(mark("Counts of measures by light and topic area."))
        made = self.add(words(titles[aspect]), origin=origin)
        parts.lights(made, rows[:12], words, _WIDE)

    def funds(self) -> None:
        """What was planned, spent and is expected, year by year."""
        words, years = self.words, self.data["funds"]["by_year"]
        if not years:
            return
        made = self.add(
            words(mark("Funds per year in thousands of euros")),
            origin=words(mark("Sums over all measures; in full euros in the report.")),
        )
        colours = (look.LIGHTS["suspended"], look.ACCENT, look.LIGHTS["achieved"])
        series = [
            (words(name), [one[key] for one in years], colour)
            for (key, name), colour in zip(list(FUNDS.items())[:3], colours, strict=True)
        ]
        names = [str(one["year"]) for one in years]
        # the comma leaves out the thousands: the cells hold the whole amounts
        parts.columns(made, names, series, words, _WIDE, "#,##0,")

    def changes(self) -> None:
        """The lights that changed since the report before, the worsened ones first."""
        words, before = self.words, self.data["before"]
        if before["kind"] == "none":
            return
        title = words(mark("Changes since {date}"), date=words.date(before["reporting_date"]))
        made = self.add(title, origin=words(mark("All changes and their causes: in the report.")))
        rows = [self._change(one) for one in self.data["changes"][:_ROWS]]
        if not rows:
            parts.paragraphs(made, [words(mark("No light has changed."))], _WIDE)
            return
        heads = (mark("Measure"), mark("Light"), mark("Before"), mark("Now"), mark("Why"))
        parts.table(made, [words(head) for head in heads], rows, (4, 1.3, 1.6, 1.6, 2.6))

    def _change(self, one: Record) -> list[str]:
        words = self.words
        lights = [
            words.light(code) if code else "–" for code in (one["light_before"], one["light_after"])
        ]
        why = words.causes(one["causes"], one["aspect"]) or words(CHANGES[one["change"]])
        name = paper.short(named(one["measure_code"], one["title"]), 46)
        return [name, words.aspect(one["aspect"]), *lights, paper.short(why, 34)]

    def urgent(self) -> None:
        """What needs the committee, the most urgent first."""
        words = self.words
        made = self.add(words(mark("What needs a decision first")))
        rows = [
            [
                paper.short(named(one["measure_code"], one["title"]), 50),
                paper.short(one["lead_unit"] or "–", 34),
                paper.short(", ".join(words(REASONS[reason]) for reason in one["reasons"]), 60),
            ]
            for one in self.data["attention"][:_ROWS]
        ]
        if not rows:
            told = words(mark("No measure is critical at this reporting date."))
            parts.paragraphs(made, [told], _WIDE)
            return
        heads = [words(head) for head in (mark("Measure"), mark("Responsible"), mark("Reason"))]
        parts.table(made, heads, rows, (4, 2.6, 4))

    def decisions(self) -> None:
        """What was decided, and what became of it."""
        words = self.words
        made = self.add(words(mark("Decisions and what became of them")))
        rows = [
            [
                paper.short(one["text"], 90),
                paper.short(one["owner"] or "–", 28),
                words.date(one["due_on"]),
                words.decision_state(one["state"])
                + (f", {words(mark('overdue'))}" if one["is_overdue"] else ""),
            ]
            for one in self.data["decisions"][: _ROWS - 2]
        ]
        if not rows:
            parts.paragraphs(made, [words(mark("No decision has been recorded."))], _WIDE)
            return
        heads = (mark("Decision"), mark("Responsible"), mark("Due"), mark("State"))
        parts.table(made, [words(head) for head in heads], rows, (5, 2.2, 1.3, 1.7))


def _origin(meta: Record, words: Words) -> str:
    """Where all numbers of a slide come from."""
    told = [
        words(
            mark("Numbers from the report “{title}”: {version}, {as_of}, known at {moment}."),
            title=headings.title(meta, words),
            version=headings.version(meta, words),
            as_of=headings.as_of(meta, words),
            moment=words.moment(meta["known_at"]),
        )
    ]
    if meta.get("sha256"):
        told.append(words(mark("Checksum of the data")) + f": {meta['sha256']}")
    return "\n".join(told)


def _harmless(told: str) -> str:
    return paper.parted(glyphs.harmless(told))
