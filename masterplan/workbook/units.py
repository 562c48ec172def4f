"""Units as headings name them: “Kosten in Tsd. €” is a column of thousands of euros."""

from __future__ import annotations

import re
from dataclasses import dataclass

from masterplan.workbook.cells import clean, fold

_SUFFIX = re.compile(
    r"(?P<core>.*?\S)\s*,?\s*(?:[(\[](?P<inside>[^()\[\]]+)[)\]]|\bin\s+(?P<behind>\S.{0,20})"
    r"|(?P<bare>T€|TEUR|T Euro|k€|Mio\.? ?€|Tsd\.? ?€|€|EUR|%))",
    re.IGNORECASE,
)
_SCALES = (
    (re.compile(r"(?:tsd\.?|tausend|thousands?|t(?= ?(?:€|eur))|k(?= ?(?:€|eur)))(?: of)? ?"), 1e3),
    (re.compile(r"(?:mio\.?|millionen|million|millions|m(?= ?(?:€|eur)))(?: of)? ?"), 1e6),
    (re.compile(r"(?:mrd\.?|milliarden|billions?)(?: of)? ?"), 1e9),
)
_LONGEST = 200
"""Longer texts are no headings, and not looked at more closely."""

_SAME = {"eur": "€", "euro": "€", "prozent": "%", "percent": "%", "v. h.": "%"}


@dataclass(frozen=True)
class Unit:
    """What a number is counted in: thousands of euros are the factor 1000 and the name "€"."""

    factor: float
    name: str


def unit_of(text: str) -> Unit:
    """Read the words of a unit: "Tsd. €", "in Mio. Euro", "%", "Anzahl"."""
    body = re.sub(r"^in\s+", "", clean(text), flags=re.IGNORECASE)
    folded = fold(body)
    for form, factor in _SCALES:
        found = form.match(folded)
        if found is not None:
            rest = body[found.end() :].strip()
            return Unit(factor, _SAME.get(fold(rest), rest))
    return Unit(1.0, _SAME.get(folded, body))


def without_unit(heading: str) -> tuple[str, Unit | None]:
    """A heading and the unit that stands behind it, in brackets or after “in”."""
    found = _SUFFIX.fullmatch(clean(heading)) if len(heading) <= _LONGEST else None
    if found is None:
        return heading, None
    return found["core"], unit_of(found["inside"] or found["behind"] or found["bare"])
