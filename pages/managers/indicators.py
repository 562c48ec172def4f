"""For managers: which indicators are there, and how does each stand against its target?"""

import streamlit as st

from masterplan import ui
from masterplan.access import MANAGERS
from masterplan.store import ask
from masterplan.texts import translator
from masterplan.ui import html, lists
from masterplan.vocabulary import Freshness, Light

ui.require(MANAGERS)

# choose
view = ui.view()
_ = translator(view.language)
phases = ask("plan/phases", plan=view.plan, known_at=view.known_at)
areas = ask("plan/topic_areas", plan=view.plan, known_at=view.known_at)
ui.show(html.heading(_("Indicators")))
with st.container(horizontal=True, vertical_alignment="bottom"):
    search = lists.search(_("Name, number, unit or owner"))
    phase = lists.choice(_("Phase"), "phase", lists.options(phases, "phase"))
    area = lists.choice(_("Topic area"), "area", lists.options(areas, "topic_area_code"))
    light = lists.choice(_("Effect"), "light", lists.words(Light))
    freshness = lists.choice(_("Evidence"), "freshness", lists.words(Freshness))
    order = lists.order(lists.INDICATOR_ORDERS)

# ask
chosen = lists.any_indicator(
    phase=phase and int(phase),
    area=area,
    light=light,
    freshness=freshness,
    search=search or None,
)
found = ask("indicators/list", **view.clocks, **chosen)

# show
if found.empty:
    ui.show(
        html.blank(
            _("No indicator fits."),
            _("Widen the filter, choose a later reporting date, or upload a workbook with indicators."),
            ui.href("indicators"),
            _("Show all indicators"),
        )
    )
else:
    page = lists.page_of(lists.INDICATOR_ORDERS[order].apply(found), view)
    ui.show(lists.indicators(page, len(found), view))

# take away
lists.download(found, "indicators", view)
ui.foot(None)
