"""The meeting: one item per screen, in large type, and what is decided on it."""

from __future__ import annotations

import datetime as dt
import html

import pandas as pd
import streamlit as st

from masterplan import texts
from masterplan.reports.minutes import Minutes
from masterplan.store import ask
from masterplan.texts import translate, translate_count, translator
from masterplan.ui import agenda, choose, dossier, resolutions
from masterplan.ui.frame import View, href
from masterplan.ui.html import Record, anchor, esc, section
from masterplan.ui.resolutions import Meeting

ITEMS = 12
"""So many measures are on the agenda; the rest can be opened from the lists."""


def chosen_meeting(view: View) -> Meeting:
    """Which body meets, and when; kept in the address."""
    lang = view.language
    _ = translator(lang)
    words = resolutions.bodies(lang)
    body = choose.one_of(
        _("Body"), "body", {word: word for word in words}, default=words[0], width=240
    )
    asked = st.query_params.get("meeting")
    try:
        day = dt.date.fromisoformat(asked or "")
    except ValueError:
        day = dt.date.today()
    st.session_state["choice_meeting"] = day
    st.date_input(
        _("Meeting"),
        key="choice_meeting",
        format="DD.MM.YYYY",
        on_change=_keep_day,
        width=160,
    )
    return Meeting(str(body), day)


def _keep_day() -> None:
    st.query_params["meeting"] = st.session_state["choice_meeting"].isoformat()


def chosen_item(count: int, view: View) -> int:
    """Which item is spoken of, from 0; next and previous also by the arrow keys."""
    _ = translator(view.language)
    asked = st.query_params.get("item", "1")
    number = min(max(int(asked) if asked.isdecimal() and len(asked) < 5 else 1, 1), max(count, 1))
    left, middle, right = st.columns([1, 2, 1], vertical_alignment="center")
    left.button(
        _("Previous"),
        key="item_before",
        shortcut="Left",
        disabled=number <= 1,
        on_click=_go,
        args=(number - 1,),
        width="stretch",
    )
    with middle:
        words = _("Item {number} of {count}", number=number, count=count)
        st.html(f'<p class="mp-item" role="status">{words}</p>')
    right.button(
        _("Next"),
        key="item_after",
        shortcut="Right",
        disabled=number >= count,
        on_click=_go,
        args=(number + 1,),
        width="stretch",
    )
    return number - 1


def _go(number: int) -> None:
    st.query_params["item"] = str(number)


def item(record: Record, before: object, view: View) -> str:
    """One measure in large type: why it is on the agenda, and its three lights."""
    asked = {**view.clocks, "plan": record["plan_code"], "measure": record["measure_code"]}
    measure = ask("measures/profile", **asked).to_dict("records")[0]
    overrides = ask("measures/overrides", **asked)
    why = "".join(f"<p>{one}</p>" for one in agenda.reasons(record, before, view))
    link = href("measure", measure=record["measure_code"], plan=record["plan_code"])
    code = esc(record["measure_code"])
    lead = esc(measure["lead_unit"])
    more = anchor(link, translate("Open the measure", view.language) + " →")
    return (
        f'<div class="mp-meeting"><p class="mp-quiet">{code} · {esc(measure["topic_area"])}'
        f"{' · ' + lead if lead else ''}</p><h2>{esc(record['title'])}</h2>"
        f'<div class="mp-why">{why}</div></div>'
        f"{dossier.lights(measure, overrides, view)}"
        f'<p class="mp-small">{more}</p>'
    )


def decided(record: Record, view: View) -> str:
    """What was decided of a measure so far."""
    _ = translator(view.language)
    asked = {**view.clocks, "plan": record["plan_code"], "measure": record["measure_code"]}
    rows = ask("measures/decisions", **asked)
    if rows.empty:
        return section(_("Decided so far"), _("Nothing has been decided of this measure yet."))
    return section(_("Decided so far")) + resolutions.listed(rows, view, with_measure=False)


def minutes_name(meeting: Meeting, view: View) -> str:
    """The name of the file with the minutes."""
    word = translate("minutes", view.language)
    return f"{view.plan}-{word}-{meeting.on.isoformat()}.docx"


def at(meeting: Meeting, rows: pd.DataFrame) -> pd.DataFrame:
    """Those of the decisions that were taken in a meeting."""
    is_day = rows["meeting_on"] == pd.Timestamp(meeting.on)
    return rows[is_day & (rows["body"] == meeting.body)]


def summary(meeting: Meeting, taken: pd.DataFrame, view: View) -> str:
    """Of which meeting the minutes are, and how much was decided in it."""
    count = translate_count(
        "{count} decision so far", "{count} decisions so far", len(taken), view.language
    )
    return f"{meeting.body}, {texts.date(meeting.on, view.language)}: {count}"


def protocol(
    meeting: Meeting, agenda_items: list[Record], taken: pd.DataFrame, before: object, view: View
) -> Minutes:
    """What the minutes say."""
    plans = ask("plan/list").set_index("plan_code")["title"]
    items: list[Record] = [
        {**one, "why": [html.unescape(each) for each in agenda.reasons(one, before, view)]}
        for one in agenda_items
    ]
    return Minutes(
        plan=str(plans.get(view.plan, view.plan)),
        body=meeting.body,
        meeting_on=meeting.on,
        reporting_date=view.on,
        items=tuple(items),
        decisions=tuple(taken.to_dict("records")),  # type: ignore[arg-type]
    )
