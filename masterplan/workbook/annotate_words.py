"""What an annotated workbook says: the notes at the cells, and the list of all findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from masterplan.findings import Finding, Severity
from masterplan.texts import LANGUAGES, mark, number, translate, translate_count
from masterplan.workbook.rules import advice, problem
from masterplan.workbook.write import EXTRA_SHEETS, safe_text

AUTHOR = "Masterplan-Monitor"

LIST_NAMES = EXTRA_SHEETS[3:5]
"""The names of the sheet with the list, in German and in English."""

MOST_MARKED = 2_000
MOST_LISTED = 10_000

SEVERITIES: dict[Severity, str] = {
    "error": mark("Error"),
    "warning": mark("Warning"),
    "note": mark("Note"),
}
"""From the gravest on."""

_LONGEST = 1_000  # of one finding, in a note
_MOST_IN_NOTE = 8
_LONGEST_IN_LIST = 8_000

_HEADINGS = (
    mark("Sheet"),
    mark("Cell"),
    mark("Severity"),
    mark("Value"),
    mark("What is wrong"),
    mark("What to do"),
)

Origin = Literal["original", "copy", "nothing"]
"""What the list was put into: the file itself, a copy of its values, or nothing."""

_WHAT_TO_DO: dict[Origin, str] = {
    "original": mark(
        "Mend the marked cells and load this file again. Marks, notes and this sheet do no harm; "
        "the next check replaces them."
    ),
    "copy": mark(
        "This is a copy of the values: your file could not be given back with its formats. Mend "
        "the marked cells here or in your own file, and load it again."
    ),
    "nothing": mark("The file could not be read. Mend what is said here, and load it again."),
}


@dataclass(frozen=True)
class Line:
    """One line of the list."""

    finding: Finding
    texts: tuple[str, ...]


def list_name(language: str) -> str:
    """The name of the sheet with the list."""
    return LIST_NAMES[0 if language == "de" else 1]


def ordered(findings: Sequence[Finding]) -> list[Finding]:
    """The gravest first, otherwise in the order in which they were found."""
    ranks = list(SEVERITIES)
    return sorted(findings, key=lambda finding: ranks.index(finding.severity))


def note(findings: Sequence[Finding], language: str) -> str:
    """What the note at a cell says of all that was found there. It begins with the severity."""
    shown = [
        f"{translate(SEVERITIES[finding.severity], language)}: "
        f"{_clipped(problem(finding, language), _LONGEST)}\n"
        f"{_clipped(advice(finding, language), _LONGEST)}"
        for finding in findings[:_MOST_IN_NOTE]
    ]
    more = len(findings) - _MOST_IN_NOTE
    if more > 0:
        message = mark("{count} more: see the sheet “{sheet}”.")
        values = {"count": number(more, language), "sheet": list_name(language)}
        shown.append(translate(message, language, **values))
    return safe_text("\n\n".join(shown))


def begins_as_ours(text: str) -> bool:
    """Could a note with this text be ours, in whichever language?"""
    words = {translate(word, language) for word in SEVERITIES.values() for language in LANGUAGES}
    return text.startswith(tuple(f"{word}:" for word in words))


def title_lines(
    findings: Sequence[Finding], file_name: str, origin: Origin, language: str
) -> list[str]:
    """What stands above the list: what it is, how much it is, what to do with it."""
    counts = {word: sum(one.severity == word for one in findings) for word in SEVERITIES}
    numbers = (
        translate_count("{count} error", "{count} errors", counts["error"], language),
        translate_count("{count} warning", "{count} warnings", counts["warning"], language),
        translate_count("{count} note", "{count} notes", counts["note"], language),
    )
    return [
        list_name(language),
        safe_text(f"{_clipped(file_name, _LONGEST)}: {', '.join(numbers)}"),
        translate(_WHAT_TO_DO[origin], language),
    ]


def headings(language: str) -> tuple[str, ...]:
    """The headings of the list."""
    return tuple(translate(heading, language) for heading in _HEADINGS)


def lines(findings: Sequence[Finding], language: str) -> list[Line]:
    """The lines of the list, in the order of the findings."""
    return [
        Line(
            finding,
            tuple(
                safe_text(_clipped(text, _LONGEST_IN_LIST))
                for text in (
                    finding.sheet,
                    finding.cell,
                    translate(SEVERITIES[finding.severity], language),
                    finding.value,
                    problem(finding, language),
                    advice(finding, language),
                )
            ),
        )
        for finding in findings[:MOST_LISTED]
    ]


def remainder(findings: Sequence[Finding], language: str) -> str:
    """What stands below a list that does not have all findings; "" if it has."""
    more = len(findings) - MOST_LISTED
    if more <= 0:
        return ""
    return translate_count(
        "{count} more finding is not listed.",
        "{count} more findings are not listed.",
        more,
        language,
    )


def _clipped(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
