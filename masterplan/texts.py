"""What users read: translations (gettext catalogues through Babel), numbers, dates.

The catalogues are read from their sources in ``locale/`` once per process, so that there is no
compiled copy that could be out of date.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from decimal import localcontext
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

import pandas as pd
from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LANGUAGES = ("de", "en")
"""The first one is the default."""

LOCALE_DIR = Path(__file__).parent / "locale"

NO_NUMBER = "–"
"""What stands where there is no number: never a 0."""


def mark(message: str) -> str:
    """Mark a text for the catalogues where it stands; it is translated where it is shown."""
    return message


@cache
def _catalogue(language: str) -> NullTranslations:
    source = LOCALE_DIR / language / "LC_MESSAGES" / "masterplan.po"
    if not source.exists():  # English is the language of the sources
        return NullTranslations()
    compiled = io.BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def translate(message: str, language: str, **values: object) -> str:
    """``message`` in ``language``, with ``{names}`` filled in from ``values``."""
    text = _catalogue(language).gettext(message)
    return text.format(**values) if values else text


def translate_count(one: str, many: str, count: int, language: str, **values: object) -> str:
    """The form of a text that fits ``count``, which fills ``{count}``."""
    text = _catalogue(language).ngettext(one, many, count)
    return text.format(count=number(count, language), **values)


def translator(language: str) -> Callable[..., str]:
    """``translate`` for one language, to be called ``_``."""

    def _(message: str, **values: object) -> str:
        return translate(message, language, **values)

    return _


_DIGITS = 400
"""More than the largest number that can be stored has, with its places."""


def number(value: float | None, language: str, decimals: int | None = None) -> str:
    """A number as the language writes it; "–" for None and NaN.

    ``decimals`` fixes the places; without it up to three significant places after the point.
    """
    if value is None or pd.isna(value):
        return NO_NUMBER
    if round(value, 3 if decimals is None else decimals) == 0:
        value = 0.0  # never a "−0"
    pattern = "#,##0.###" if decimals is None else "#,##0" + ("." + "0" * decimals) * bool(decimals)
    with localcontext(prec=_DIGITS):
        return format_decimal(value, format=pattern, locale=language).replace("-", "−")


def computed(value: float | None, language: str) -> str:
    """A computed number to four significant digits: more would pretend to know; "–" for None."""
    if value is None or pd.isna(value):
        return NO_NUMBER
    return number(float(f"{value:.4g}"), language)


def percent(share: float | None, language: str, decimals: int = 0) -> str:
    """A share (0.42) as a percentage ("42 %", "42%" in English); "–" for None."""
    text = number(None if share is None or pd.isna(share) else share * 100, language, decimals)
    return text if text == NO_NUMBER else text + ("\u202f%" if language == "de" else "%")


def date(value: dt.date | None, language: str) -> str:
    """A day ("31.12.2025", "31 Dec 2025"); "–" for None."""
    if value is None or pd.isna(value):
        return NO_NUMBER
    return format_date(
        value, format="dd.MM.yyyy" if language == "de" else "d MMM yyyy", locale=language
    )


def moment(value: dt.datetime | None, language: str) -> str:
    """A UTC moment of the database as local time, to the minute; "–" for None."""
    if value is None or pd.isna(value):
        return NO_NUMBER
    local = pd.Timestamp(value).to_pydatetime().replace(tzinfo=dt.UTC).astimezone()
    form = "dd.MM.yyyy, HH:mm" if language == "de" else "d MMM yyyy, HH:mm"
    return format_datetime(local, format=form, locale=language)


class UserError(Exception):
    """An error that a user can act on: one sentence that says what is wrong and what to do.

    ``message`` is a text of the catalogues, ``values`` fill its ``{names}``.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message.format(**values) if values else message)
        self.message = message
        self.values = values

    def text(self, language: str) -> str:
        """The sentence in ``language``."""
        return translate(self.message, language, **self.values)
