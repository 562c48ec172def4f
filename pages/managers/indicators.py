"""For managers: which indicators are there, and how does each stand against its target?"""

import streamlit as st

from masterplan import ui
from masterplan.access import MANAGERS
from masterplan.store import ask
from masterplan.texts import translator
from masterplan.ui import choose, html, lists
from masterplan.vocabulary import Freshness, Light

ui.require(MANAGERS)

# choose
view = ui.view()
_ = translator(view.language)
phases = ask("plan/phases", plan=view.plan, known_at=view.known_at)
areas = ask("plan/topic_areas", plan=view.plan, known_at=view.known_at)
ui.show(html.heading(_("Indicators")))
with st.container(horizontal=True, vertical_alignment="bottom"):
    search = choose.search(_("Name, number, unit or owner"))
    phase = choose.one_of(_("Phase"), "phase", choose.options(phases, "phase"))
    area = choose.one_of(_("Topic area"), "area", choose.options(areas, "topic_area_code"))
    light = choose.one_of(_("Effect"), "light", choose.words(Light))
    freshness = choose.one_of(_("Evidence"), "freshness", choose.words(Freshness))
    order = lists.order(lists.INDICATOR_ORDERS)

# ask
chosen = lists.any_indicator(
    phase=phase and int(phase),
    area=area,
    light=light,
    freshness=freshness,
    search=search,
)
found = ask("indicators/list", **view.clocks, **chosen)

# show
if found.empty:
    ui.show(
        html.blank(
            _("No indicator fits."),
            _(
                "Widen the filter, choose a later reporting date, "
                "or upload a workbook with indicators."
            ),
            ui.href("indicators"),
            _("Show all indicators"),
        )
    )
else:
    page = lists.page_of(order.apply(found))
    ui.show(lists.indicators(page, len(found), view))

# take away
lists.download(found, "indicators", view)
ui.foot(None)
