"""Who may open and do what: the tables that navigation, pages, store and tests all read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from masterplan.texts import mark


@dataclass(frozen=True)
class Page:
    """A page of the app: its file, its address, its title, who may open it."""

    file: str
    address: str
    title: str
    section: str
    role: str
    """Whom it is made for; ``OPEN_TO`` says who else may open it."""
    is_listed: bool = True
    """Does the menu show it? Pages of one measure or indicator are reached from a list."""


COMMITTEE, MANAGERS, ANALYSTS = "committee", "manager", "analyst"
ADMINISTRATORS = "administrator"
ROLES = (COMMITTEE, MANAGERS, ANALYSTS, ADMINISTRATORS)
CITIZENS = "citizen"
"""Whoever comes, where the public mode is on: no role that anybody can be given."""

ROLE_NAMES: Mapping[str, str] = {
    COMMITTEE: mark("Steering committee"),
    MANAGERS: mark("Managers"),
    ANALYSTS: mark("Analysts"),
    ADMINISTRATORS: mark("Administrators"),
}

OPEN_TO: Mapping[str, frozenset[str]] = {
    COMMITTEE: frozenset(ROLES),
    MANAGERS: frozenset(ROLES),
    ANALYSTS: frozenset({ANALYSTS}),
    ADMINISTRATORS: frozenset({ADMINISTRATORS}),
    CITIZENS: frozenset({*ROLES, CITIZENS}),
}
"""Who may open the pages made for a role: what only shows is open to everybody with a role."""

UPLOAD, WITHDRAW, DECLARE, DECIDE = "upload", "withdraw", "declare", "decide"
FREEZE, NARRATE, SAVE_VIEW = "freeze", "narrate", "save_view"
EXPORT, ADMINISTER = "export", "administer"

MAY: Mapping[str, frozenset[str]] = {
    UPLOAD: frozenset({ANALYSTS}),
    WITHDRAW: frozenset({ANALYSTS}),
    DECLARE: frozenset({COMMITTEE, ANALYSTS}),
    DECIDE: frozenset({COMMITTEE}),
    FREEZE: frozenset({COMMITTEE, ANALYSTS}),
    NARRATE: frozenset({COMMITTEE, MANAGERS, ANALYSTS}),
    SAVE_VIEW: frozenset(ROLES),
    EXPORT: frozenset(ROLES),
    ADMINISTER: frozenset({ADMINISTRATORS}),
}
"""Who may do what. Every write names one of these actions, and the store refuses the others."""

SIGN_IN, SIGN_OUT, ROLE_CHANGE, REFUSED = "sign_in", "sign_out", "role_change", "refused"

ACTION_NAMES: Mapping[str, str] = {
    UPLOAD: mark("Upload"),
    WITHDRAW: mark("Withdrawal"),
    DECLARE: mark("Declared light"),
    DECIDE: mark("Decision"),
    FREEZE: mark("Frozen report"),
    NARRATE: mark("Text of a report"),
    SAVE_VIEW: mark("Saved view"),
    EXPORT: mark("Download"),
    ADMINISTER: mark("Administration"),
    SIGN_IN: mark("Sign-in"),
    SIGN_OUT: mark("Sign-out"),
    ROLE_CHANGE: mark("Change of roles"),
    REFUSED: mark("Refused attempt"),
}
"""Everything that the audit tells, in the order in which it is offered there."""


@dataclass(frozen=True)
class Person:
    """Somebody who opens pages and does things."""

    name: str
    """As it stands beside what they did."""
    roles: frozenset[str] = frozenset()
    account: str = ""
    """What the provider calls them, which stays when the name changes; "": nobody signed in."""


LOCAL = Person("local", frozenset(ROLES), "local")
"""The one person where no sign-in is configured, and at the command line: may do everything."""


def local(name: str) -> Person:
    """The local person under the name that they give."""
    return replace(LOCAL, name=name)


def may(person: Person, action: str) -> bool:
    """May this person do this?"""
    return not person.roles.isdisjoint(MAY[action])


def may_open(person: Person, role: str) -> bool:
    """May this person open the pages that are made for a role?"""
    return not person.roles.isdisjoint(OPEN_TO[role])


STEER, DECIDING = mark("Situation"), mark("Deciding")
EXPLORE, DATA = mark("Indicators"), mark("Data")
ADMINISTRATION, ABOUT = mark("Administration"), mark("About")

PAGES = (
    Page("pages/committee/overview.py", "overview", mark("Overview"), STEER, COMMITTEE),
    Page("pages/committee/measures.py", "measures", mark("Measures"), STEER, COMMITTEE),
    Page("pages/committee/measure.py", "measure", mark("Measure"), STEER, COMMITTEE, False),
    Page("pages/committee/changes.py", "changes", mark("Changes"), STEER, COMMITTEE),
    Page("pages/committee/decisions.py", "decisions", mark("Decisions"), DECIDING, COMMITTEE),
    Page("pages/committee/meeting.py", "meeting", mark("Meeting"), DECIDING, COMMITTEE),
    Page("pages/committee/reports.py", "reports", mark("Reports"), DECIDING, COMMITTEE),
    Page(
        "pages/committee/participation.py", "participation", mark("Participation"), STEER, COMMITTEE
    ),
    Page("pages/committee/evolution.py", "evolution", mark("Plan updates"), DECIDING, COMMITTEE),
    Page("pages/committee/balance.py", "balance", mark("Balance"), STEER, COMMITTEE),
    Page("pages/committee/conflicts.py", "conflicts", mark("Conflicts"), STEER, COMMITTEE),
    Page("pages/managers/indicators.py", "indicators", mark("Indicators"), EXPLORE, MANAGERS),
    Page("pages/managers/indicator.py", "indicator", mark("Indicator"), EXPLORE, MANAGERS, False),
    Page("pages/managers/compare.py", "compare", mark("Compare"), EXPLORE, MANAGERS),
    Page("pages/managers/goals.py", "goals", mark("Goals"), EXPLORE, MANAGERS),
    Page("pages/managers/what_if.py", "what-if", mark("What if"), EXPLORE, MANAGERS),
    Page("pages/managers/views.py", "views", mark("Saved views"), EXPLORE, COMMITTEE),
    Page("pages/analysts/upload.py", "upload", mark("Upload evaluations"), DATA, ANALYSTS),
    Page("pages/analysts/uploads.py", "uploads", mark("Uploads"), DATA, ANALYSTS),
    Page("pages/administrators/audit.py", "audit", mark("Audit"), ADMINISTRATION, ADMINISTRATORS),
    Page("pages/about/method.py", "method", mark("Method"), ABOUT, COMMITTEE),
    Page("pages/about/me.py", "me", mark("What is stored about me"), ABOUT, COMMITTEE, False),
    Page("pages/public/published.py", "published", mark("Reports"), ABOUT, CITIZENS, False),
    Page("pages/about/status.py", "status", mark("System status"), ABOUT, ADMINISTRATORS),
)


def page_of(file: str) -> Page:
    """The page of a file; KeyError for a file that is no page."""
    for page in PAGES:
        if page.file == file:
            return page
    raise KeyError(file)
