"""A frozen report as everybody may take it: what it is, and its files.

Each file is made from the frozen data alone, so that nothing else can get out by it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from masterplan import texts
from masterplan.access import COMMITTEE, PAGES, may_open
from masterplan.reports.building import Order, build
from masterplan.reports.formats import FORMATS
from masterplan.store import ask
from masterplan.texts import UserError, mark, translator
from masterplan.ui import identity
from masterplan.ui.frame import View, href, language
from masterplan.ui.html import Record, esc, section
from masterplan.ui.page import show


@dataclass(frozen=True)
class Form:
    """A form in which a frozen report is given away."""

    label: str
    ending: str
    media_type: str
    make: Callable[[str, int, str], bytes]
    """From the frozen data (JSON), the number of the report and the language, the file.

    Raises UserError where it cannot be built.
    """


def _built(form: str) -> Callable[[str, int, str], bytes]:
    return lambda data, number, language: build(Order(data, number, form, language))


FILES = (
    *(Form(one.label, one.ending, one.media_type, _built(form)) for form, one in FORMATS.items()),
    Form(mark("Data (JSON)"), "json", "application/json", lambda data, *_: data.encode("utf-8")),
)


def offer(report: Record, view: View) -> None:
    """One report with its title, its dates, and its files."""
    lang = view.language
    _ = translator(lang)
    number = int(report["frozen_report_id"])
    told = [
        esc(report["plan_title"] or report["plan_code"]),
        esc(_("As at {date}", date=texts.date(report["reporting_date"], lang))),
        esc(_("frozen on {moment}", moment=texts.moment(report["recorded_at"], lang))),
        esc(report["paper"]),
    ]
    show(
        section(report["title"]),
        f'<p class="mp-quiet">{" · ".join(part for part in told if part)}</p>',
    )
    with st.container(horizontal=True, key=f"published_{number}"):
        for form in FILES:
            st.download_button(
                _(form.label),
                partial(made, form, number, lang),
                file_name=f"{report['plan_code']}-{report['reporting_date']:%Y-%m-%d}-"
                f"{number}.{form.ending}",
                mime=form.media_type,
                key=f"published_{number}_{form.ending}",
                icon=":material/download:",
                on_click="ignore",
            )


_GONE = mark("This report is not there any more. Load the page again.")


def way_on() -> tuple[str, str]:
    """Where to go from an empty page, for those to whom more is open."""
    if not may_open(identity.person(), COMMITTEE):
        return "", ""
    return href(PAGES[0].address), translator(language())("Show the overview")


def made(form: Form, number: int, language: str) -> bytes:
    """The file of a frozen report.

    Raises UserError, whose words are in the language, where it cannot be built.
    """
    try:
        found = ask("reports/frozen_data", report=number)["data"]
        if found.empty:
            raise UserError(_GONE)
        return form.make(str(found[0]), number, language)
    except UserError as error:  # Streamlit shows what it says, as it stands
        raise UserError(error.text(language)) from error
