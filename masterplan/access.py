"""Which page is for whom: one table, read by the navigation, by each page, and by the tests."""

from __future__ import annotations

from dataclasses import dataclass

from masterplan.texts import mark


@dataclass(frozen=True)
class Page:
    """A page of the app: its file, its address, its title, who may open it."""

    file: str
    address: str
    title: str
    section: str
    role: str
    is_listed: bool = True
    """Does the menu show it? Pages of one measure or indicator are reached from a list."""


COMMITTEE, MANAGERS, ANALYSTS = "committee", "manager", "analyst"
ADMINISTRATORS = "administrator"
ROLES = (COMMITTEE, MANAGERS, ANALYSTS, ADMINISTRATORS)

STEER, EXPLORE, DATA = mark("Steering"), mark("Indicators"), mark("Data")
ABOUT = mark("About")

PAGES = (
    Page("pages/committee/overview.py", "overview", mark("Overview"), STEER, COMMITTEE),
    Page("pages/committee/measures.py", "measures", mark("Measures"), STEER, COMMITTEE),
    Page("pages/committee/measure.py", "measure", mark("Measure"), STEER, COMMITTEE, False),
    Page("pages/committee/balance.py", "balance", mark("Balance"), STEER, COMMITTEE),
    Page("pages/committee/conflicts.py", "conflicts", mark("Conflicts"), STEER, COMMITTEE),
    Page("pages/managers/indicators.py", "indicators", mark("Indicators"), EXPLORE, MANAGERS),
    Page("pages/managers/indicator.py", "indicator", mark("Indicator"), EXPLORE, MANAGERS, False),
    Page("pages/analysts/upload.py", "upload", mark("Upload evaluations"), DATA, ANALYSTS),
    Page("pages/analysts/uploads.py", "uploads", mark("Uploads"), DATA, ANALYSTS),
    Page("pages/about/method.py", "method", mark("Method"), ABOUT, COMMITTEE),
    Page("pages/about/status.py", "status", mark("System status"), ABOUT, ADMINISTRATORS),
)


def page_of(file: str) -> Page:
    """The page of a file; KeyError for a file that is no page."""
    for page in PAGES:
        if page.file == file:
            return page
    raise KeyError(file)
