"""The forms in which a report is given away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from masterplan.texts import mark


@dataclass(frozen=True)
class Format:
    """A form of a report."""

    label: str
    note: str
    """What it is for, as a line beside the label."""
    ending: str
    media_type: str
    module: str
    """Has ``render(data, language) -> bytes``: see docs/reports.md."""


FORMATS: Mapping[str, Format] = {
    "pdf": Format(
        mark("PDF"),
        mark("for the council: accessible, and fit for the archive"),
        "pdf",
        "application/pdf",
        "masterplan.reports.pdf",
    ),
    "pptx": Format(
        mark("Slides"),
        mark("for the meeting, with charts that can be edited"),
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "masterplan.reports.slides",
    ),
    "xlsx": Format(
        mark("Workbook"),
        mark("the annex: every number, to be filtered, with charts"),
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "masterplan.reports.annex",
    ),
}
