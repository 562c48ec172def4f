"""The pieces of the page of one measure: its lights with their reasons, its tables."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from masterplan import explanation, texts
from masterplan.texts import mark, translate, translate_count, translator
from masterplan.ui import resolutions
from masterplan.ui.agenda import cause_name
from masterplan.ui.frame import View, href
from masterplan.ui.html import (
    Column,
    Record,
    anchor,
    aspect_name,
    esc,
    facts,
    light,
    position_text,
    section,
    table,
)
from masterplan.vocabulary import (
    Perspective,
    Rating,
    State,
)

_TABLES = {
    "measure": mark("Measure"),
    "milestone": mark("Milestone"),
    "indicator": mark("Indicator"),
    "evaluation": mark("Evaluation"),
    "funds": mark("Funds"),
}


def lights(row: Record, overrides: pd.DataFrame, view: View) -> str:
    """The three lights of a measure, each with its reason; beside it what is declared of it."""
    reasons = {"delivery": delivery_reason, "effect": effect_reason, "evidence": evidence_reason}
    held = overrides[overrides["state"] == "in_force"].to_dict("records")
    declared = {one["aspect"]: _declared(one, view.language) for one in held}
    blocks = "".join(
        f"<div><h2>{aspect_name(aspect, view.language)}</h2>"
        f"{light(row[f'light_{aspect}'], view.language)}<p>{reason(row, view.language)}</p>"
        f"{declared.get(aspect, '')}</div>"
        for aspect, reason in reasons.items()
    )
    return f'<div class="mp-lights">{blocks}</div>'


def _declared(override: Record, lang: str) -> str:
    text = translate(
        mark("Declared {light} by {author} until {date}: {reason}"),
        lang,
        light=Rating.of(override["light"]).label(lang),
        author=esc(override["author"]),
        date=texts.date(override["valid_until"], lang),
        reason=esc(override["reason"]),
    )
    return f'<p class="mp-note">{text}</p>'


def delivery_reason(row: Record, lang: str) -> str:
    """Why delivery has its light."""
    _ = translator(lang)
    rule = row["delivery_rule"]
    if rule == "not_counted":
        return _(
            "The measure is {state} and counts nowhere.", state=State.of(row["state"]).label(lang)
        )
    if rule == "declared_progress":
        return _(
            "No milestones. Declared progress {progress} after {elapsed} of the time.",
            progress=texts.percent(row["progress_percent"] / 100, lang),
            elapsed=texts.percent(row["elapsed"], lang),
        )
    if rule == "none":
        return _("Neither milestones nor a declared progress with start and end.")
    reached = _(
        "{reached} of {count} milestones reached",
        reached=row["milestones_reached"],
        count=row["milestones"],
    )
    if not row["milestones_overdue"]:
        return reached + "; " + _("none is overdue.")
    return (
        reached
        + "; "
        + translate_count(
            "{count} is overdue, the oldest by {days} days.",
            "{count} are overdue, the oldest by {days} days.",
            int(row["milestones_overdue"]),
            lang,
            days=texts.number(row["days_late"], lang),
        )
    )


def effect_reason(row: Record, lang: str) -> str:
    """Why effect has its light."""
    _ = translator(lang)
    if not row["indicators"]:
        return _("The measure has no indicator.")
    assessed = _(
        "{assessed} of {count} indicators assessed",
        assessed=row["indicators_assessed"],
        count=row["indicators"],
    )
    if not row["indicators_assessed"]:
        return assessed + "."
    text = assessed + "; " + _("the worst decides: {name}", name=esc(row["worst_indicator"]))
    if row["worst_rule"] == "trend":
        symbol = explanation.symbol_word(row["worst_symbol"], lang)
        return text + ", " + _("by its trend ({symbol}).", symbol=symbol)
    if pd.isna(row["worst_ratio"]):
        return text + "."
    return text + _(
        ", {ratio} of the distance expected by now.", ratio=texts.percent(row["worst_ratio"], lang)
    )


def evidence_reason(row: Record, lang: str) -> str:
    """Why evidence has its light."""
    _ = translator(lang)
    if not row["indicators"]:
        return _("Without an indicator the effect cannot be known.")
    text = _(
        "Of {count} indicators {fresh} fresh, {late} late, {stale} stale, {missing} without data.",
        count=row["indicators"],
        fresh=row["indicators_fresh"],
        late=row["indicators_late"],
        stale=row["indicators_stale"],
        missing=row["indicators_missing"],
    )
    if row["is_evaluable"]:
        return text
    return text + " " + _("None has baseline, target, direction, owner and data together.")


def why(measure: pd.DataFrame, indicators: pd.DataFrame, before: dt.date, view: View) -> str:
    """Which lights of a measure and its indicators changed since a day, step by step, and why."""
    lang = view.language
    _ = translator(lang)

    def what(row: Record) -> str:
        if "indicator_code" in row:
            link = href("indicator", indicator=row["indicator_code"])
            return anchor(link, esc(f"{row['indicator_code']} {row['name']}"))
        return aspect_name(row["aspect"], lang)

    columns = [
        Column(_("Light"), what, is_header=True),
        Column(_("From"), lambda row: light(row["light_before"], lang)),
        Column(_("To"), lambda row: light(row["light_after"], lang)),
        Column(_("Cause"), lambda row: cause_name(row["cause"], row.get("aspect", "effect"), lang)),
    ]
    title = _("What changed since {date}", date=texts.date(before, lang))
    note = _(
        "One kind of change at a time: what was corrected, what is new, what was declared, "
        "targets, method, then the time that passed."
    )
    rows = [*measure.to_dict("records"), *indicators.to_dict("records")]
    return section(title, note) + table(_("Each step at which a light changed"), columns, rows)


def measure_facts(row: Record, view: View) -> str:
    """Who does a measure, until when, and what for."""
    lang = view.language
    _ = translator(lang)
    period = f"{texts.date(row['starts_on'], lang)} – {texts.date(row['ends_on'], lang)}"
    goals = row["goals"] if hasattr(row["goals"], "__len__") else []
    return facts(
        [
            (_("Lead unit"), esc(row["lead_unit"])),
            (_("Working group"), esc(row["working_group"])),
            (_("Lead of the working group"), esc(row["working_group_lead"])),
            (_("Period"), "" if pd.isna(row["starts_on"]) and pd.isna(row["ends_on"]) else period),
            (
                _("State of implementation"),
                "" if pd.isna(row["state"]) else State.of(row["state"]).label(lang),
            ),
            (_("Goals"), "<br>".join(esc(goal) for goal in goals)),
            (_("Supersedes"), esc(row["supersedes"])),
            (
                _("Mean slippage (days)"),
                ""
                if pd.isna(row["slippage_days"])
                else texts.number(row["slippage_days"], lang, 0),
            ),
            (_("Mean position"), _position(row, lang)),
            (_("Origin"), esc(f"{row['file_name']}, {row['sheet']}!{row['cell']}")),
        ]
    )


def _position(row: Record, lang: str) -> str:
    if not row["positions"]:
        return ""
    return translate(
        "{position} ({positions} of {indicators} indicators)",
        lang,
        position=position_text(row["mean_position"], lang),
        positions=row["positions"],
        indicators=row["indicators"],
    )


def evaluations(rows: pd.DataFrame, view: View) -> str:
    """What each perspective declared last, with its reason."""
    lang = view.language
    _ = translator(lang)

    def rating(row: Record) -> str:
        return "" if pd.isna(row["rating"]) else light(row["rating"], lang)

    def state(row: Record) -> str:
        return "" if pd.isna(row["state"]) else State.of(row["state"]).label(lang)

    def progress(row: Record) -> str:
        value = row["progress_percent"]
        return "" if pd.isna(value) else texts.percent(value / 100, lang)

    columns = [
        Column(
            _("Perspective"),
            lambda row: Perspective.of(row["perspective"]).label(lang),
            is_header=True,
        ),
        Column(_("Declared rating"), rating),
        Column(_("State of implementation"), state),
        Column(_("Progress"), progress, True),
        Column(_("Reason"), lambda row: esc(row["reason"])),
        Column(_("Reporting date"), lambda row: texts.date(row["reporting_date"], lang)),
    ]
    caption = _("Declared ratings never change a computed light; they stand beside it.")
    return table(caption, columns, rows.to_dict("records"))


def decisions(rows: pd.DataFrame, measure: str, view: View) -> str:
    """What was decided of a measure, and where to record more."""
    _ = translator(view.language)
    link = anchor(href("decisions", measure=measure), _("Record a decision") + " →")
    listed = resolutions.listed(rows, view, with_measure=False) if len(rows) else ""
    note = "" if len(rows) else _("Nothing has been decided of this measure yet.")
    return f'{section(_("Decisions"), note)}{listed}<p class="mp-more mp-no-print">{link}</p>'


def origins(rows: pd.DataFrame, view: View) -> str:
    """From which cell of which file each value comes."""
    lang = view.language
    _ = translator(lang)

    def what(row: Record) -> str:
        words = str(row["what"])
        if row["table_name"] == "evaluation":
            code, _blank, day = words.partition(" ")
            words = f"{Perspective.of(code).label(lang)} {day}"
        return esc(words)

    def table_name(row: Record) -> str:
        name = _TABLES[row["table_name"]]
        return _(name)

    columns = [
        Column(_("Table"), lambda row: table_name(row)),
        Column(_("What"), what, is_header=True),
        Column(
            _("File"),
            lambda row: anchor(href("uploads", upload=row["upload_id"]), esc(row["file_name"])),
        ),
        Column(_("Cell"), lambda row: esc(f"{row['sheet']}!{row['cell']}")),
        Column(_("Uploaded by"), lambda row: esc(row["person"])),
        Column(_("on"), lambda row: texts.moment(row["recorded_at"], lang)),
    ]
    return table(_("Where each value comes from"), columns, rows.to_dict("records"))
