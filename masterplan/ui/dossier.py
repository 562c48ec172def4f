"""The pieces of the pages of one measure and one indicator: lights with their reasons, tables."""

from __future__ import annotations

import pandas as pd

from masterplan import texts
from masterplan.texts import mark, translate, translate_count, translator
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
    table,
)
from masterplan.vocabulary import (
    Direction,
    Flag,
    Frequency,
    IndicatorKind,
    Light,
    Perspective,
    State,
    TargetKind,
)

NO_LIGHT_REASONS = {
    "no_target": mark("There is no target in force."),
    "no_path": mark("No value target with a date is in force, so there is no planned path."),
    "no_baseline": mark("The baseline or its date is missing."),
    "no_data": mark("There is no observation up to the reporting date."),
    "no_ratio": mark("The path stands at 0, so the distance to it cannot be put as a share."),
    "break": mark("The series has a break after the baseline; a new baseline is needed."),
}

_TABLES = {
    "measure": mark("Measure"),
    "milestone": mark("Milestone"),
    "indicator": mark("Indicator"),
    "evaluation": mark("Evaluation"),
    "funds": mark("Funds"),
}


def lights(row: Record, view: View) -> str:
    """The three lights of a measure, each with its reason in a sentence."""
    reasons = {"delivery": delivery_reason, "effect": effect_reason, "evidence": evidence_reason}
    blocks = "".join(
        f"<div><h2>{aspect_name(aspect, view.language)}</h2>"
        f"{light(row[f'light_{aspect}'], view.language)}<p>{reason(row, view.language)}</p></div>"
        for aspect, reason in reasons.items()
    )
    return f'<div class="mp-lights">{blocks}</div>'


def delivery_reason(row: Record, lang: str) -> str:
    """Why delivery has its light."""
    _ = translator(lang)
    rule = row["delivery_rule"]
    if rule == "not_counted":
        return _("The measure is {state} and counts nowhere.", state=State.of(row["state"]).label(lang))
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
            (_("State of implementation"), "" if pd.isna(row["state"]) else State.of(row["state"]).label(lang)),
            (_("Goals"), "<br>".join(esc(goal) for goal in goals)),
            (_("Supersedes"), esc(row["supersedes"])),
            (_("Mean slippage (days)"), "" if pd.isna(row["slippage_days"]) else texts.number(row["slippage_days"], lang, 0)),
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
        Column(_("Perspective"), lambda row: Perspective.of(row["perspective"]).label(lang), is_header=True),
        Column(_("Declared rating"), rating),
        Column(_("State of implementation"), state),
        Column(_("Progress"), progress, True),
        Column(_("Reason"), lambda row: esc(row["reason"])),
        Column(_("Reporting date"), lambda row: texts.date(row["reporting_date"], lang)),
    ]
    caption = _("Declared ratings never change a computed light; they stand beside it.")
    return table(caption, columns, rows.to_dict("records"))


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
        Column(_("File"), lambda row: anchor(href("uploads", upload=row["upload_id"]), esc(row["file_name"]))),
        Column(_("Cell"), lambda row: esc(f"{row['sheet']}!{row['cell']}")),
        Column(_("Uploaded by"), lambda row: esc(row["person"])),
        Column(_("on"), lambda row: texts.moment(row["recorded_at"], lang)),
    ]
    return table(_("Where each value comes from"), columns, rows.to_dict("records"))


def indicator_lead(row: Record, view: View) -> str:
    """The light of an indicator, and the arithmetic behind it in one sentence."""
    lang = view.language
    _ = translator(lang)
    return (
        f'<div class="mp-lights"><div><h2>{_("Effect")}</h2>{light(row["light"], lang)}'
        f"<p>{esc(indicator_reason(row, lang))}</p></div>"
        f'<div><h2>{_("Position")}</h2><span class="mp-light">{position_text(row["position"], lang)}</span>'
        f"<p>{_('Way from the baseline to the target that is covered; not clamped.')}</p></div>"
        f'<div><h2>{_("Last value")}</h2><span class="mp-light">{texts.number(row["last_value"], lang)}'
        f"&nbsp;{esc(row['unit'])}</span><p>{_last_origin(row, lang)}</p></div></div>"
    )


def _last_origin(row: Record, lang: str) -> str:
    if pd.isna(row["last_on"]):
        return ""
    origin = esc(f"{row['last_file_name']}, {row['last_sheet']}!{row['last_cell']}")
    return f"{texts.date(row['last_on'], lang)} · {origin}"


def indicator_reason(row: Record, lang: str) -> str:
    """The arithmetic of the planned path in one sentence, or why there is no light."""
    _ = translator(lang)
    if not pd.isna(row["reason"]):
        reason = NO_LIGHT_REASONS[row["reason"]]
        return _(reason)
    values = {
        "last": texts.number(row["last_value"], lang),
        "baseline": texts.number(row["baseline"], lang),
        "expected": texts.computed(row["expected"], lang),
        "target": texts.number(row["target_value"], lang),
        "ratio": texts.percent(row["ratio"], lang),
        "light": Light.of(row["light"]).label(lang),
    }
    if row["light"] == "achieved":
        return _("The last value {last} reaches the target {target}.", **values)
    if pd.isna(row["ratio"]):
        return _("Nothing was to be covered yet: the path stands at the baseline {baseline}.", **values)
    if row["direction"] == "hold":
        return _("To be held at {expected}; the last value is {last}, which is {ratio}.", **values)
    return _(
        "({last} − {baseline}) / ({expected} − {baseline}) = {ratio} of the distance that the planned "
        "path expects by now. From 95 % on track, from 60 % at risk.",
        **values,
    )


def indicator_facts(row: Record, view: View) -> str:
    """What an indicator is, and who answers for it."""
    lang = view.language
    _ = translator(lang)
    baseline = (
        ""
        if pd.isna(row["baseline"])
        else f"{texts.number(row['baseline'], lang)} ({texts.date(row['baseline_on'], lang)})"
    )
    word = {"kind": IndicatorKind, "direction": Direction, "frequency": Frequency}
    words = {name: "" if pd.isna(row[name]) else list_.of(row[name]).label(lang) for name, list_ in word.items()}
    return facts(
        [
            (_("Measure"), anchor(href("measure", measure=row["measure_code"]), esc(f"{row['measure_code']} {row['measure'] or ''}"))),
            (_("Definition"), esc(row["definition"])),
            (_("Unit"), esc(row["unit"])),
            (_("Kind"), words["kind"]),
            (_("Desired direction"), words["direction"]),
            (_("Baseline"), baseline),
            (_("Rhythm"), words["frequency"]),
            (_("Owner"), esc(row["owner"])),
            (_("Data source"), esc(row["source"])),
        ]
    )


def targets(rows: pd.DataFrame, view: View) -> str:
    """The targets of an indicator, as they are and as they were."""
    lang = view.language
    _ = translator(lang)

    def value(row: Record) -> str:
        upper = "" if pd.isna(row["upper"]) else f" – {texts.number(row['upper'], lang)}"
        return texts.number(row["value"], lang) + upper

    def validity(row: Record) -> str:
        since, until = row["valid_from"], row["valid_to"]
        parts = [] if pd.isna(since) else [_("from {date}", date=texts.date(since, lang))]
        if not pd.isna(until):
            parts.append(_("until {date}", date=texts.date(until, lang)))
        return " ".join(parts)

    columns = [
        Column(_("Kind"), lambda row: TargetKind.of(row["kind"]).label(lang), is_header=True),
        Column(_("Value"), value, True),
        Column(_("Date"), lambda row: texts.date(row["due_on"], lang)),
        Column(_("Valid"), validity),
        Column(_("In force"), lambda row: _("yes") if row["is_in_force"] else _("no")),
        Column(_("Reason"), lambda row: esc(row["reason"])),
        Column(_("Origin"), lambda row: _origin(row)),
    ]
    return table(_("Targets"), columns, rows.to_dict("records"))


def observations(rows: pd.DataFrame, view: View) -> str:
    """What stands stored of an indicator, each value with its cell."""
    lang = view.language
    _ = translator(lang)

    def flag(row: Record) -> str:
        return "" if pd.isna(row["flag"]) else Flag.of(row["flag"]).label(lang)

    columns = [
        Column(_("Date"), lambda row: texts.date(row["observed_on"], lang), is_header=True),
        Column(_("Value"), lambda row: texts.number(row["value"], lang), True),
        Column(_("Flag"), flag),
        Column(_("Part"), lambda row: esc(f"{row['dimension']}: {row['category']}" if row["category"] else "")),
        Column(_("Comment"), lambda row: esc(row["comment"])),
        Column(_("Origin"), lambda row: _origin(row)),
        Column(_("Uploaded by"), lambda row: esc(row["person"])),
    ]
    return table(_("Observations, newest first"), columns, rows.to_dict("records"))


def corrections(rows: pd.DataFrame, view: View) -> str:
    """Values that were said once and do not hold any more."""
    lang = view.language
    _ = translator(lang)

    def cause(row: Record) -> str:
        return _("upload withdrawn") if row["is_hidden"] else _("corrected")

    columns = [
        Column(_("Date"), lambda row: texts.date(row["observed_on"], lang), is_header=True),
        Column(_("Then"), lambda row: texts.number(row["value_then"], lang), True),
        Column(_("Now"), lambda row: texts.number(row["value_now"], lang), True),
        Column(_("Why"), cause),
        Column(_("Origin"), lambda row: _origin(row)),
        Column(_("Uploaded by"), lambda row: esc(row["person"])),
        Column(_("on"), lambda row: texts.moment(row["recorded_at"], lang)),
    ]
    return table(_("Corrected and withdrawn values"), columns, rows.to_dict("records"))


def _origin(row: Record) -> str:
    return esc(f"{row['file_name']}, {row['sheet']}!{row['cell']}")
