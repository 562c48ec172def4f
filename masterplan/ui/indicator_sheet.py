"""The pieces of the page of one indicator: its light with the arithmetic, its tables."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from masterplan import explanation, texts
from masterplan.texts import translator
from masterplan.ui.frame import View, href
from masterplan.ui.html import Column, Record, anchor, esc, facts, light, position_text, table
from masterplan.vocabulary import Direction, Flag, Frequency, IndicatorKind, TargetKind


def indicator_lead(row: Record, judged: Record, view: View) -> str:
    """The light of an indicator, and the arithmetic behind it in one sentence.

    ``judged`` is the target that decides, a row of indicators/target_lights.
    """
    lang = view.language
    _ = translator(lang)
    position, value = position_text(row["position"], lang), texts.number(row["last_value"], lang)
    explained = _("Way from the baseline to the target that is covered; not clamped.")
    blocks = (
        (_("Effect"), light(row["light"], lang), _explained(row, judged, lang)),
        (_("Position"), _figure(position), explained),
        (_("Last value"), _figure(f"{value}&nbsp;{esc(row['unit'])}"), _last_origin(row, lang)),
    )
    body = "".join(
        f"<div><h2>{name}</h2>{shown}<p>{text}</p></div>" for name, shown, text in blocks
    )
    return f'<div class="mp-lights">{body}</div>'


def _explained(row: Record, judged: Record, lang: str) -> str:
    """The sentence, what would turn the light, how sure it is."""
    parts = (
        explanation.sentence(judged, lang),
        explanation.counterfactual(judged, lang),
        explanation.robustness(row["is_robust"], row["flipped_by"], lang),
    )
    return "</p><p>".join(esc(part) for part in parts if part)


def _figure(text: str) -> str:
    return f'<span class="mp-light">{text}</span>'


def _last_origin(row: Record, lang: str) -> str:
    if pd.isna(row["last_on"]):
        return ""
    origin = esc(f"{row['last_file_name']}, {row['last_sheet']}!{row['last_cell']}")
    return f"{texts.date(row['last_on'], lang)} · {origin}"


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


def judgements(rows: pd.DataFrame, view: View) -> str:
    """Each target with both rules side by side: the planned path and the continuation."""
    lang = view.language
    _ = translator(lang)

    def target(row: Record) -> str:
        words = [TargetKind.of(row["target_kind"]).label(lang)]
        upper: str = (
            "" if pd.isna(row["target_upper"]) else f" – {texts.number(row['target_upper'], lang)}"
        )
        if not pd.isna(row["target_value"]):
            words.append(texts.number(row["target_value"], lang) + upper)
        if not pd.isna(row["target_due_on"]):
            words.append(texts.date(row["target_due_on"], lang))
        if row["is_original"]:
            words.append(f"({_original})")
        return esc(" ".join(words))

    _original = _("original")

    def symbol(row: Record) -> str:
        return esc(explanation.symbol_word(row["symbol"], lang))

    def of_rule(name: str) -> Callable[[Record], str]:
        return lambda row: "" if pd.isna(row[name]) else light(row[name], lang)

    columns = [
        Column(_("Target"), target, is_header=True),
        Column(_("Expected by now"), lambda row: texts.computed(row["expected"], lang), True),
        Column(_("Covered"), lambda row: texts.percent(row["ratio"], lang), True),
        Column(_("Planned path"), of_rule("light_path")),
        Column(
            _("Change a year"), lambda row: explanation.signed(row["yearly_change"], lang), True
        ),
        Column(_("Continued"), lambda row: texts.computed(row["projected"], lang), True),
        Column(_("Missed"), lambda row: texts.percent(row["miss"], lang), True),
        Column(_("Trend"), of_rule("light_trend")),
        Column(_("Symbol"), symbol),
        Column(_("Decides"), lambda row: _("yes") if row["is_deciding"] else _("no")),
    ]
    caption = _("If the development continues: neither a forecast nor a political rating.")
    shown = rows[rows["target_kind"].notna()]
    return table(caption, columns, shown.to_dict("records"))


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


def history(rows: pd.DataFrame, view: View) -> str:
    """Every statement about every value: who said what when, and which one holds."""
    lang = view.language
    _ = translator(lang)

    def state(row: Record) -> str:
        if row["is_hidden"]:
            return _("upload withdrawn")
        if row["is_taken_back"]:
            return _("value taken back")
        return _("holds") if row["is_holding"] else _("corrected since")

    columns = [
        Column(_("Date"), lambda row: texts.date(row["observed_on"], lang), is_header=True),
        Column(_("Part"), lambda row: esc(row["category"])),
        Column(_("Value"), lambda row: texts.number(row["value"], lang), True),
        Column(_("State"), state),
        Column(_("Origin"), lambda row: _origin(row)),
        Column(_("Uploaded by"), lambda row: esc(row["person"])),
        Column(_("on"), lambda row: texts.moment(row["recorded_at"], lang)),
    ]
    return table(_("Everything that was ever said"), columns, rows.to_dict("records"))
