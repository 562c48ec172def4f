"""Which part of a plan a template holds: all of it, a topic area, or what an owner answers for."""

from __future__ import annotations

import streamlit as st

from masterplan import texts
from masterplan.store import ask, open_store
from masterplan.store.contents import contents
from masterplan.texts import mark, translator
from masterplan.ui.frame import View
from masterplan.ui.lists import any_indicator
from masterplan.workbook.selection import selection
from masterplan.workbook.template import template

Part = dict[str, str]
"""Empty, or what ``selection`` is asked for: a topic area or an owner."""

_WHOLE = "whole"
_PARTS = {
    _WHOLE: mark("Whole plan"),
    "topic_area": mark("Topic area"),
    "owner": mark("Owner"),
}


def chosen_part(view: View) -> Part:
    """Let the reader choose a part of the plan."""
    _ = translator(view.language)
    kind = st.segmented_control(
        _("Part of the plan"),
        list(_PARTS),
        format_func=lambda name: _(_PARTS[name]),
        default=_WHOLE,
        required=True,
        key="template_part",
    )
    if kind == "topic_area":
        rows = ask("plan/topic_areas", plan=view.plan, known_at=None)
        titles = dict(zip(rows["topic_area_code"], rows["title"], strict=True))
        area = st.selectbox(
            _("Topic area"),
            list(titles),
            format_func=lambda code: titles[code] or code,
            key=f"template_area_{view.plan}",
        )
        return {} if area is None else {"topic_area": str(area)}
    if kind == "owner":
        rows = ask("indicators/list", plan=view.plan, on=view.on, known_at=None, **any_indicator())
        owners = sorted(rows["owner"].dropna().unique())
        owner = st.selectbox(_("Owner"), owners, key=f"template_owner_{view.plan}")
        return {} if owner is None else {"owner": str(owner)}
    return {}


def part_template(view: View, part: Part) -> bytes:
    """A template of a part of the plan, with a row for each value that is due and missing."""
    if view.plan is None:
        return template({}, view.language)
    tables = selection(contents(open_store(), view.plan), **part)
    about = ", ".join([view.plan, *part.values()])
    return template(tables, view.language, view.on, about)


def what_is_asked(view: View) -> str:
    """What the template asks for, in a sentence."""
    _ = translator(view.language)
    date = texts.date(view.on, view.language)
    return _("Values missing up to {date} are asked for as rows of their own.", date=date)
