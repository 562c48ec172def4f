"""What is drawn beside the series of an indicator: everything that is no observation that holds.

Each of it is lighter than data, has a line or mark of its own, and says what it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from masterplan import texts
from masterplan.texts import translator
from masterplan.vocabulary import TargetKind


def _none() -> pd.DataFrame:
    return pd.DataFrame()


@dataclass(frozen=True)
class Beside:
    """Tables that may be empty: then nothing is drawn of them."""

    continuation: pd.DataFrame = field(default_factory=_none)
    """day, value, lower, upper, is_mark: from the last value on."""
    former_path: pd.DataFrame = field(default_factory=_none)
    """day, value, is_former (a target that does not hold any more): the path as it was first."""
    corrections: pd.DataFrame = field(default_factory=_none)
    """observed_on, value_then, person, recorded_at: values that do not hold any more."""
    assumed: pd.DataFrame = field(default_factory=_none)
    """observed_on, value: what somebody supposes, after the last value."""
    bounds: pd.DataFrame = field(default_factory=_none)
    """kind, value, upper: limits and intervals in force, which hold on every day."""

    def ends_above(self, path: pd.DataFrame) -> bool:
        """Does the continuation end above the last corner of a path?"""
        if self.continuation.empty or path.empty:
            return False
        return bool(self.continuation["value"].iloc[-1] >= path["value"].iloc[-1])


def rows_beside(beside: Beside, unit: str, language: str) -> list[dict[str, str]]:
    """The same as rows of the table of numbers."""
    _ = translator(language)
    date, value, flag = _("Date"), _("Value ({unit})", unit=unit), _("Flag")
    found = []
    for row in beside.assumed.to_dict("records"):
        found.append((row["observed_on"], texts.number(row["value"], language), _("assumption")))
    if len(beside.continuation):
        for row in beside.continuation[beside.continuation["is_mark"]].to_dict("records")[1:]:
            found.append(
                (
                    row["day"],
                    texts.computed(row["value"], language),
                    _("if the development continues") + f", {_range(row, language)}",
                )
            )
    if len(beside.former_path):
        former = beside.former_path[beside.former_path["is_former"].astype(bool)]
        for row in former.to_dict("records"):
            found.append((row["day"], texts.number(row["value"], language), _("former target")))
    for row in beside.corrections.to_dict("records"):
        found.append(
            (
                row["observed_on"],
                texts.number(row["value_then"], language),
                _(
                    "corrected since; stored by {person}, {moment}",
                    person=row["person"],
                    moment=texts.moment(row["recorded_at"], language),
                ),
            )
        )
    return [{date: texts.date(day, language), value: text, flag: why} for day, text, why in found]


def words_beside(beside: Beside, unit: str, language: str) -> list[str]:
    """The same for those who do not see the picture, as short as it can be said."""
    _ = translator(language)
    words = []
    if len(beside.assumed):
        text = f"{texts.number(beside.assumed['value'].iloc[-1], language)} {unit}"
        words.append(_("assumption {value}", value=text))
    if len(beside.continuation):
        last = beside.continuation.iloc[-1].to_dict()
        words.append(
            _("if the development continues")
            + f", {texts.date(last['day'], language)}: {texts.computed(last['value'], language)} "
            f"{unit}, {_range(last, language)}"
        )
    for row in beside.bounds.to_dict("records"):
        ends = [row[name] for name in ("value", "upper") if not pd.isna(row[name])]
        values = " – ".join(texts.number(value, language) for value in ends)
        words.append(f"{TargetKind.of(row['kind']).label(language)} {values} {unit}")
    words += [corrected(row, unit, language) for row in beside.corrections.to_dict("records")]
    return words


def _range(row: Mapping[Any, Any], language: str) -> str:
    _ = translator(language)
    lower, upper = (texts.computed(row[name], language) for name in ("lower", "upper"))
    return _("range {lower} to {upper}", lower=lower, upper=upper)


def corrected(row: Mapping[Any, Any], unit: str, language: str) -> str:
    """What was said once and does not hold any more."""
    _ = translator(language)
    value = f"{texts.number(row['value_then'], language)} {unit}"
    day = texts.date(row["observed_on"], language)
    return _("was {value} for {date}, corrected since", value=value, date=day)
