"""The pieces of the page of one indicator: its light with the arithmetic, its tables."""

from __future__ import annotations

import pandas as pd

from masterplan import texts
from masterplan.texts import mark, translator
from masterplan.ui.frame import View, href
from masterplan.ui.html import Column, Record, anchor, esc, facts, light, position_text, table
from masterplan.vocabulary import Direction, Flag, Frequency, IndicatorKind, Light, TargetKind

NO_LIGHT_REASONS = {
    "no_target": mark("There is no target in force."),
    "no_path": mark("No value target with a date is in force, so there is no planned path."),
    "no_baseline": mark("The baseline or its date is missing."),
    "no_data": mark("There is no observation up to the reporting date."),
    "no_ratio": mark("The path stands at 0, so the distance to it cannot be put as a share."),
    "break": mark("The series has a break after the baseline; a new baseline is needed."),
}


def indicator_lead(row: Record, view: View) -> str:
    """The light of an indicator, and the arithmetic behind it in one sentence."""
    lang = view.language
    _ = translator(lang)
    position, value = position_text(row["position"], lang), texts.number(row["last_value"], lang)
    explained = _("Way from the baseline to the target that is covered; not clamped.")
    blocks = (
        (_("Effect"), light(row["light"], lang), esc(indicator_reason(row, lang))),
        (_("Position"), _figure(position), explained),
        (_("Last value"), _figure(f"{value}&nbsp;{esc(row['unit'])}"), _last_origin(row, lang)),
    )
    body = "".join(
        f"<div><h2>{name}</h2>{shown}<p>{text}</p></div>" for name, shown, text in blocks
    )
    return f'<div class="mp-lights">{body}</div>'


def _figure(text: str) -> str:
    return f'<span class="mp-light">{text}</span>'


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
        return _(
            "Nothing was to be covered yet: the path stands at the baseline {baseline}.", **values
        )
    if row["direction"] == "hold":
        return _("To be held at {expected}; the last value is {last}, which is {ratio}.", **values)
    return _(
        "({last} − {baseline}) / ({expected} − {baseline}) = {ratio} of the distance that the "
        "planned path expects by now. From 95 % on track, from 60 % at risk.",
        **values,
    )


def indicator_facts(row: Record, view: View) -> str:
    """What an indicator is, and who answers for it."""
    lang = view.language
    _ = translator(lang)
    baseline: str = (
        ""
        if pd.isna(row["baseline"])
        else f"{texts.number(row['baseline'], lang)} ({texts.date(row['baseline_on'], lang)})"
    )
    word = {"kind": IndicatorKind, "direction": Direction, "frequency": Frequency}
    words = {
        name: "" if pd.isna(row[name]) else list_.of(row[name]).label(lang)
        for name, list_ in word.items()
    }
    return facts(
        [
            (
                _("Measure"),
                anchor(
                    href("measure", measure=row["measure_code"]),
                    esc(f"{row['measure_code']} {row['measure'] or ''}"),
                ),
            ),
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
        upper: str = "" if pd.isna(row["upper"]) else f" – {texts.number(row['upper'], lang)}"
        return texts.number(row["value"], lang) + upper

    def validity(row: Record) -> str:
        since, until = row["valid_from"], row["valid_to"]
        parts: list[str] = (
            [] if pd.isna(since) else [_("from {date}", date=texts.date(since, lang))]
        )
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
        Column(
            _("Part"),
            lambda row: esc(f"{row['dimension']}: {row['category']}" if row["category"] else ""),
        ),
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
