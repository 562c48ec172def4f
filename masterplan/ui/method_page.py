"""The method in words: its rules as tables, with every threshold read from the table ``method``."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from masterplan import explanation, texts
from masterplan.texts import mark, translator
from masterplan.ui.frame import View, href
from masterplan.ui.html import ASPECTS, Column, Record, anchor, esc, facts, light, section, table
from masterplan.vocabulary import Symbol

Thresholds = Mapping[str, str]
"""The thresholds as the language writes them, by their names in the table."""

_SHARES = ("on_track_ratio", "at_risk_ratio", "small_miss", "large_miss")

_FROM = {
    "delivery": mark("milestones against their dates; without any, the declared progress"),
    "effect": mark("observations against targets"),
    "evidence": mark("age and completeness of the figures"),
}

_DELIVERY = (
    ("achieved", mark("all milestones are reached")),
    ("on_track", mark("no milestone whose date has passed is open")),
    ("at_risk", mark("the oldest open one is at most {at_risk_days} days late")),
    ("off_track", mark("it is more than {at_risk_days} days late")),
    ("not_assessable", mark("neither milestones nor a declared progress, or dropped or postponed")),
)
_PATH = (
    ("achieved", mark("the last value is at the target or beyond")),
    ("on_track", mark("at least {on_track_ratio} of the distance that is expected by now")),
    ("at_risk", mark("at least {at_risk_ratio} of it")),
    ("off_track", mark("less")),
)
_EVIDENCE = (
    ("on_track", mark("every indicator is fresh: younger than its rhythm and {grace_days} days")),
    ("at_risk", mark("one is late, or none has baseline, target, direction, owner and data")),
    ("off_track", mark("one is older than {stale_periods} periods, or without data")),
)
_TREND = (
    (
        mark("Value by a date"),
        {
            "sun": mark("met, or missed by less than {small_miss} of the remaining distance"),
            "partly_cloudy": mark("missed by up to {large_miss}"),
            "cloud": mark("right direction, missed by more"),
            "thunderstorm": mark("the gap stays or grows"),
        },
    ),
    (
        mark("Limit in every year, and a date that has passed"),
        {
            "sun": mark("kept, no adverse change"),
            "partly_cloudy": mark("kept, adverse change"),
            "cloud": mark("missed, moving towards it"),
            "thunderstorm": mark("missed, not moving towards it"),
        },
    ),
    (
        mark("Direction only"),
        {
            "sun": mark("mean and last change are right"),
            "partly_cloudy": mark("mean right, last not"),
            "cloud": mark("mean not, last right"),
            "thunderstorm": mark("neither"),
        },
    ),
)


def thresholds(rows: pd.DataFrame, view: View) -> Thresholds:
    """The rows of plan/method as they are written into the rules."""
    return {
        name: texts.percent(value, view.language)
        if name in _SHARES
        else texts.number(value, view.language)
        for name, value in zip(rows["name"], rows["value"], strict=True)
    }


def clocks(view: View) -> str:
    """The two moments that every figure is asked for with."""
    _ = translator(view.language)
    return section(_("Two clocks")) + facts(
        [
            (
                _("Reporting date"),
                _("which observations, milestones, evaluations and targets are in force that day"),
            ),
            (_("Known at"), _("which uploads had been recorded by then, and not taken back")),
        ]
    )


def lights(view: View) -> str:
    """The three lights, which are never merged into one."""
    lang = view.language
    _ = translator(lang)
    columns = [
        Column(_("Light"), lambda row: row["name"], is_header=True),
        Column(_("asks"), lambda row: row["asks"]),
        Column(_("rests on"), lambda row: row["basis"]),
    ]
    rows = [
        {"name": _(name), "asks": _(asks), "basis": _(_FROM[aspect])}
        for aspect, (name, asks) in ASPECTS.items()
    ]
    caption = _("Declared ratings stand beside them and change none of them.")
    return section(_("Three lights, never merged into one")) + table(caption, columns, rows)


def delivery(values: Thresholds, view: View) -> str:
    """The rule of delivery."""
    _ = translator(view.language)
    caption = _(
        "Without milestones the declared progress counts, against {on_track_ratio} and "
        "{at_risk_ratio} of the time that has passed.",
        **values,
    )
    return section(_("Delivery: is the work done on time?")) + _rule(
        _DELIVERY, caption, values, view
    )


def effect(values: Thresholds, view: View) -> str:
    """The trend rule, which decides where there are points enough."""
    lang = view.language
    _ = translator(lang)

    def cell(symbol: str) -> Column:
        return Column(Symbol.of(symbol).label(lang), lambda row: row[symbol])

    columns = [
        Column(_("Target"), lambda row: row["target"], is_header=True),
        *(cell(symbol.code) for symbol in Symbol),
    ]
    rows = [
        {"target": _(kind), **{code: _(rule).format(**values) for code, rule in rules.items()}}
        for kind, rules in _TREND
    ]
    note = _(
        "The mean yearly change of the last {trend_points} yearly points (at least "
        "{trend_least_points} since a break in the series) is continued to the target date.",
        **values,
    )
    caption = _(
        "Sun and partly cloudy are on track, cloud is at risk, thunderstorm off track. Of the "
        "bounds of an interval the weaker decides, of several targets the worst, of several "
        "dates the next."
    )
    return section(_("Effect: if the development continues"), note) + table(caption, columns, rows)


def path(values: Thresholds, view: View) -> str:
    """The planned path, which decides where the trend cannot."""
    _ = translator(view.language)
    note = _(
        "With fewer points the planned path decides: the straight line from the baseline through "
        "the interim targets to the target. It always stands beside the trend."
    )
    caption = _("(last value − baseline) / (expected by now − baseline)")
    return section(_("Effect: the planned path"), note) + _rule(_PATH, caption, values, view)


def evidence(values: Thresholds, view: View) -> str:
    """The rule of evidence."""
    _ = translator(view.language)
    return section(_("Evidence: can we know?")) + _rule(
        _EVIDENCE, _("Late and stale are different words."), values, view
    )


def _rule(rules: tuple[tuple[str, str], ...], caption: str, values: Thresholds, view: View) -> str:
    lang = view.language
    _ = translator(lang)
    columns = [
        Column(_("Light"), lambda row: light(row["light"], lang), is_header=True),
        Column(_("when"), lambda row: row["words"]),
    ]
    rows = [{"light": code, "words": _(rule).format(**values)} for code, rule in rules]
    return table(caption, columns, rows)


def example_of(rows: pd.DataFrame) -> Record | None:
    """The indicator that is worked out: the first by code that has a trend, else any light.

    Before all others one whose trend is continued to a date, as that is what has to be explained.
    """
    ordered = rows.sort_values("indicator_code")
    has_trend = ordered["rule"] == "trend"
    for chosen in (has_trend & ordered["projected"].notna(), has_trend, ordered["rule"] != "none"):
        found = ordered[chosen].to_dict("records")
        if found:
            return found[0]
    return None


def example(row: Record, judged: Record, view: View) -> str:
    """An indicator of the plan worked out with its own numbers."""
    lang = view.language
    _ = translator(lang)
    unit = esc(row["unit"])
    name = anchor(href("indicator", indicator=row["indicator_code"]), esc(row["name"]))
    symbol = explanation.symbol_word(judged["symbol"], lang)
    span = _(
        "{points} points: from {first} on {first_on} to {last} on {last_on}",
        points=texts.number(judged["points"], lang),
        first=texts.number(judged["first_value"], lang),
        first_on=texts.date(judged["first_on"], lang),
        last=texts.number(judged["last_value"], lang),
        last_on=texts.date(judged["last_on"], lang),
    )
    shown = light(judged["light"], lang) + (f" ({symbol})" if symbol else "")
    pairs = [
        (_("Indicator"), f"{name} ({unit})"),
        (_("Series"), span if judged["points"] else ""),
        (_("In words"), esc(explanation.sentence(judged, lang))),
        (_("Light"), shown),
        (_("What would turn it"), esc(explanation.counterfactual(judged, lang))),
        (
            _("How sure"),
            esc(explanation.robustness(row["is_robust"], row["flipped_by"], lang)),
        ),
        (
            _("Planned path beside it"),
            ""
            if pd.isna(judged["light_path"])
            else f"{light(judged['light_path'], lang)} "
            + _(
                "{last} against {expected} expected by now",
                last=texts.number(judged["last_value"], lang),
                expected=texts.computed(judged["expected"], lang),
            ),
        ),
    ]
    return facts(pairs)


def adding_up(view: View) -> str:
    """How measures become topic areas, phases and goals; what the method cannot do; its sources."""
    _ = translator(view.language)
    return section(_("Adding up, limits and sources")) + facts(
        [
            (
                _("Adding up"),
                _(
                    "Lights are counted, never averaged. A mean position is weighted and "
                    "always shown with the number of indicators behind it and the worst "
                    "measure by name. What is dropped or postponed is named and left out."
                ),
            ),
            (
                _("Position"),
                _("(last value − baseline) / (target − baseline), not cut at 0 or 100 %"),
            ),
            (
                _("Limits"),
                _(
                    "The continuation of a trend is neither a forecast nor a political "
                    "rating. No data is no 0 %: what cannot be assessed counts nowhere."
                ),
            ),
            (
                _("Sources"),
                _(
                    "Status rule of the German Sustainable Development Strategy (Destatis, "
                    "“Indikatorstatus – Methodik”); delivery confidence of the United "
                    "Kingdom's NISTA (Annex A); progress methodology of Open SDG "
                    "(Statistics Canada). Where they are silent, decided for this program."
                ),
            ),
        ]
    )
