"""The pieces of the audit and of what is stored about a person."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pandas as pd

from masterplan import texts
from masterplan.access import (
    ACTION_NAMES,
    PAGES,
    REFUSED,
    ROLE_CHANGE,
    ROLE_NAMES,
    SIGN_IN,
    WITHDRAW,
    Person,
)
from masterplan.store import ask
from masterplan.store.trail import days_kept
from masterplan.texts import mark, translate_count, translator
from masterplan.ui import identity
from masterplan.ui.frame import View
from masterplan.ui.html import Column, Record, esc, facts, section, table

_PLACES = {
    "upload": (mark("Uploads and entries"), mark("so that every number names who brought it in")),
    "withdrawal": (mark("Withdrawals"), mark("so that every withdrawal names who made it")),
    "mapping": (mark("Ways of reading a file"), mark("so that others know whom to ask")),
    "light_override": (mark("Declared lights"), mark("so that somebody answers for them")),
    "decision": (mark("Decisions"), mark("so that it is known who answers for them")),
    "saved_view": (mark("Saved views"), mark("so that you find them again")),
    "frozen_report": (mark("Frozen reports"), mark("so that the council knows who made them")),
    "report_text": (mark("Texts of reports"), mark("so that others know whom to ask")),
    "audit": (
        mark("Audit"),
        mark("sign-ins, changes, downloads and refused attempts, to find misuse"),
    ),
}
_WITH_THE_DATA = mark("as long as the plan's data, of which it is a part")
_DAYS = mark("{count} days, then deleted by itself")

_COOKIES = (
    ("_streamlit_user", mark("Says who is signed in; signed, and unreadable for scripts.")),
    ("_streamlit_user_tokens", mark("The provider's word for it, needed to sign out there too.")),
    ("_streamlit_xsrf", mark("Guards against forged requests; says nothing about you.")),
)


def about(view: View) -> str:
    """What the audit is, and how long it is kept."""
    _ = translator(view.language)
    return _(
        "Nothing here can be changed. Each row is kept for {days} days, then it is deleted.",
        days=texts.number(days_kept(), view.language),
    )


def people() -> dict[str, str]:
    """Everybody who stands in the audit, to choose from."""
    return {name: name for name in ask("audit/people")["person"]}


def actions(view: View) -> dict[str, str]:
    """Everything that the audit tells, to choose from."""
    _ = translator(view.language)
    return {code: _(name) for code, name in ACTION_NAMES.items()}


def events(rows: pd.DataFrame, count: int, view: View) -> str:
    """The table of what was done."""
    lang = view.language
    _ = translator(lang)
    columns = [
        Column(_("When"), lambda row: _quiet(texts.moment(row["occurred_at"], lang))),
        Column(_("Person"), lambda row: esc(row["person"]), is_header=True),
        Column(_("What"), lambda row: esc(_action(row, lang))),
        Column(_("To what"), lambda row: esc(_subject(row, lang))),
    ]
    caption = translate_count("{count} event", "{count} events", count, lang)
    return table(caption, columns, rows.to_dict("records"))


def account(who: Person, view: View) -> str:
    """The account as the sign-in gives it."""
    lang = view.language
    _ = translator(lang)
    if not identity.settings().has_sign_in:
        told = _(
            "There is no sign-in here: whoever works on this machine gives a name, which is stored "
            "with what they do."
        )
        return f"<p>{esc(told)}</p>" + facts([(_("Name"), esc(who.name))])
    roles = _roles(who.roles, lang)
    until = identity.until()
    return facts(
        [
            (_("Name"), esc(who.name)),
            (_("Account"), esc(who.account)),
            (_("Roles"), esc(roles)),
            (_("Signed in until"), esc(texts.moment(until, lang)) if until is not None else ""),
        ]
    )


def places(rows: pd.DataFrame, view: View) -> str:
    """Where the name stands, what for, and for how long."""
    lang = view.language
    _ = translator(lang)

    def translated(row: Record, part: int) -> str:
        text = _PLACES[row["place"]][part]
        return _(text)

    def kept(row: Record) -> str:
        if row["place"] == "audit":
            return esc(_(_DAYS, count=texts.number(days_kept(), lang)))
        return esc(_(_WITH_THE_DATA))

    columns = [
        Column(_("Where"), lambda row: esc(translated(row, 0)), is_header=True),
        Column(_("Entries"), lambda row: esc(texts.number(row["entries"], lang)), True),
        Column(_("First"), lambda row: _quiet(texts.moment(row["first_at"], lang))),
        Column(_("Last"), lambda row: _quiet(texts.moment(row["last_at"], lang))),
        Column(_("What for"), lambda row: esc(translated(row, 1))),
        Column(_("Kept for"), kept),
    ]
    note = _(
        "Everywhere that it stands. Names in the plan itself, such as who answers for a measure, "
        "come from the workbooks and are not counted here."
    )
    found = rows[rows["entries"] > 0].to_dict("records")
    return section(_("Where your name stands"), note) + table("", columns, found)


def cookies(view: View) -> str:
    """What the browser keeps."""
    _ = translator(view.language)
    setting = identity.settings()
    told = _COOKIES if setting.has_sign_in else _COOKIES[2:]
    columns = [
        Column(_("Name"), lambda row: f"<code>{esc(row[0])}</code>", is_header=True),
        Column(_("What for"), lambda row: esc(_(row[1]))),
    ]
    note = _(
        "Only what the app cannot do without; nothing counts visitors or follows anybody. "
        "Your browser drops them when you sign out, at the latest after 30 days."
    )
    return section(_("What your browser keeps"), note) + table(
        "", columns, [dict(enumerate(one)) for one in told]
    )


def rights(view: View) -> str:
    """What somebody can do about what is stored."""
    _ = translator(view.language)
    text = _(
        "If something is wrong, or you want to know more, ask an administrator. What belongs to "
        "the records of the plan stays as long as these; the rest goes after the time named above."
    )
    return section(_("Your rights"), text)


def _action(row: Record, language: str) -> str:
    _ = translator(language)
    name = ACTION_NAMES.get(row["action"])
    return _(name) if name else str(row["action"])


def _subject(row: Record, language: str) -> str:
    """To what something was done, in words."""
    _ = translator(language)
    action, subject = row["action"], str(row["subject"])
    told = json.loads(row["details"]) if isinstance(row["details"], str) else {}
    if action == SIGN_IN:
        return _roles(told.get("roles", ()), language)
    if action == ROLE_CHANGE:
        return " → ".join(_roles(told.get(part, ()), language) for part in ("before", "after"))
    if action == REFUSED and told.get("action") in ACTION_NAMES:
        name = ACTION_NAMES[told["action"]]
        return f"{_(name)}: {subject}"
    if action == REFUSED:
        titles = {page.address: page.title for page in PAGES}
        return _("Page “{title}”", title=_(titles.get(subject, subject)))
    if action == WITHDRAW:
        done, _space, number = subject.partition(" ")
        if done == "withdrawn":
            return _("Upload {upload} withdrawn", upload=number)
        return _("Upload {upload} counts again", upload=number)
    return subject


def _roles(codes: Iterable[str], language: str) -> str:
    _ = translator(language)
    names = [_(name) for role, name in ROLE_NAMES.items() if role in codes]
    return ", ".join(names) or _("no role")


def _quiet(text: str) -> str:
    return f'<span class="mp-num">{esc(text)}</span>'
