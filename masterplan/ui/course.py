"""The page of changes: what it compares, and what changed from one look to the other."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

import pandas as pd

from masterplan import texts
from masterplan.store import ask
from masterplan.texts import translate, translator
from masterplan.ui import agenda, choose, looking_back
from masterplan.ui.frame import View, href
from masterplan.ui.html import (
    Column,
    Record,
    anchor,
    aspect_name,
    esc,
    light,
    section,
    table,
)
from masterplan.vocabulary import DecisionState

_NOTHING = "–"


@dataclass(frozen=True)
class Before:
    """The look that is compared with: a reporting date, and what was known of it."""

    on: dt.date
    known_at: dt.datetime | None
    label: str

    @property
    def clocks(self) -> dict[str, object]:
        """The parameters of questions that compare."""
        return {"before_on": self.on, "before_known_at": self.known_at}


def previous(view: View) -> dt.date | None:
    """The last day before the reporting date on which the plan was evaluated; None for none."""
    found = ask("plan/previous_reporting_date", plan=view.plan, on=view.on)["reporting_date"][0]
    return None if pd.isna(found) else found.date()


def chosen_before(view: View) -> Before | None:
    """Let the reader choose what to compare with: a day or a report; None for nothing earlier."""
    _ = translator(view.language)
    days = [
        value.date()
        for value in ask("plan/reporting_dates", plan=view.plan)["reporting_date"]
        if value.date() < view.on
    ]
    reports = {
        f"{looking_back.NAME}-{report['frozen_report_id']}": _report(report, view)
        for report in ask("reports/frozen", plan=view.plan).to_dict("records")
        if looking_back.clocks(report) < (view.on, view.known_at or dt.datetime.max)
    }
    options = {day.isoformat(): texts.date(day, view.language) for day in days}
    options |= {code: before.label for code, before in reports.items()}
    if not options:
        return None
    default = next(iter(options))
    asked = choose.one_of(_("Compared with"), "with", options, default, width=300) or default
    if asked in reports:
        return reports[asked]
    on = dt.date.fromisoformat(asked)
    return Before(on, _known_then(view, on), texts.date(on, view.language))


def _report(report: Record, view: View) -> Before:
    day, known_at = looking_back.clocks(report)
    return Before(day, known_at, f"{texts.date(day, view.language)} · {report['title']}")


def _known_then(view: View, on: dt.date) -> dt.datetime | None:
    """What was known at the look before: the same as now, or what had been uploaded by then."""
    _ = translator(view.language)
    moments = ask("plan/reported_at", plan=view.plan, on=on)["reported_at"]
    options = {"same": _("the same as today")}
    known_at = None if pd.isna(moments[0]) else moments[0].to_pydatetime()
    if known_at is not None and (view.known_at is None or known_at < view.known_at):
        moment = texts.moment(known_at, view.language)
        options["then"] = _("as reported then ({moment})", moment=moment)
    asked = choose.one_of(_("State of knowledge"), "knowledge", options, default="same", width=290)
    return known_at if asked == "then" else view.known_at


def chosen_area(view: View) -> str | None:
    """Let the reader choose a topic area: in a list, where its title is shown as it is written."""
    areas = ask("plan/topic_areas", plan=view.plan, known_at=view.known_at)
    titles = {
        str(code): str(title or code)
        for code, title in zip(areas["topic_area_code"], areas["title"], strict=True)
    }
    return choose.one_of(translate("Topic area", view.language), "area", titles, width=240)


def summary(rows: pd.DataFrame, view: View) -> str:
    """How many lights changed, how, and by which causes."""
    _ = translator(view.language)
    if rows.empty:
        return section(_("What changed"), _("No light has changed."))
    how = ", ".join(
        f"{texts.number(count, view.language)} {agenda.change_name(change, view.language)}"
        for change, count in rows["change"].value_counts(sort=False).items()
    )
    causes: Counter[str] = Counter()
    for row in rows.to_dict("records"):
        for cause in {turn["cause"] for turn in row["causes"]}:
            causes[agenda.cause_name(cause, row["aspect"], view.language)] += 1
    why = ", ".join(f"{name} ({count})" for name, count in causes.most_common())
    note = how + (". " + _("Causes: {causes}", causes=why) if why else "")
    return section(_("What changed"), note)


def list_of_changes(rows: pd.DataFrame, decisions: pd.DataFrame, view: View) -> str:
    """Each changed light with its way, its causes, and what was decided of its measure."""
    lang = view.language
    _ = translator(lang)
    decided: dict[object, list[Record]] = {}
    for decision in decisions.to_dict("records"):
        decided.setdefault(decision["measure_code"], []).append(decision)

    def name(row: Record) -> str:
        words = f"<b>{esc(row['measure_code'])}</b> {esc(row['title'])}"
        return anchor(href("measure", measure=row["measure_code"], plan=row["plan_code"]), words)

    def way(row: Record) -> str:
        return f"{_light(row['light_before'], lang)} → {_light(row['light_after'], lang)}"

    columns = [
        Column(_("Measure"), name, is_header=True),
        Column(_("Light"), lambda row: aspect_name(row["aspect"], lang)),
        Column(_("Change"), lambda row: agenda.change_name(row["change"], lang)),
        Column(_("From → to"), way),
        Column(_("Why"), lambda row: agenda.causes(row["causes"], row["aspect"], view)),
        Column(_("Decided"), lambda row: _decided(decided.get(row["measure_code"], []), lang)),
    ]
    caption = _("The worsened first; each light with the causes that add up to its change.")
    return table(caption, columns, rows.to_dict("records"))


def _light(code: object, lang: str) -> str:
    return _NOTHING if pd.isna(code) else light(code, lang)  # type: ignore[call-overload]


def _decided(decisions: list[Record], lang: str) -> str:
    return "<br>".join(
        f"{esc(one['text'])} "
        f'<span class="mp-quiet mp-small">{esc(one["body"])}, '
        f"{texts.date(one['meeting_on'], lang)}, {DecisionState.of(one['state']).label(lang)}"
        "</span>"
        for one in decisions
    )
