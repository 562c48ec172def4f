"""For the steering committee: which measures are there, and how does each stand?"""

import streamlit as st

from masterplan import ui
from masterplan.access import COMMITTEE
from masterplan.store import ask
from masterplan.texts import translator
from masterplan.ui import choose, html, lists
from masterplan.vocabulary import Light

ui.require(COMMITTEE)

# choose
view = ui.view()
_ = translator(view.language)
phases = ask("plan/phases", plan=view.plan, known_at=view.known_at)
areas = ask("plan/topic_areas", plan=view.plan, known_at=view.known_at)
ui.show(html.heading(_("Measures")))
with st.container(horizontal=True, vertical_alignment="bottom"):
    search = choose.search(_("Title, number or unit"))
    phase = choose.one_of(_("Phase"), "phase", choose.options(phases, "phase"))
    area = choose.one_of(_("Topic area"), "area", choose.options(areas, "topic_area_code"))
    chosen = {
        aspect: choose.one_of(html.aspect_name(aspect, view.language), aspect, choose.words(Light))
        for aspect in html.ASPECTS
    }
    order = lists.order(lists.MEASURE_ORDERS)

# ask
found = ask(
    "measures/list",
    **view.clocks,
    phase=phase and int(phase),
    area=area,
    **chosen,
    search=search,
)

# show
if found.empty:
    ui.show(
        html.blank(
            _("No measure fits."),
            _(
                "Widen the filter, choose a later reporting date, "
                "or upload a workbook with measures."
            ),
            ui.href("measures"),
            _("Show all measures"),
        )
    )
else:
    ordered = order.apply(found)
    page = lists.page_of(ordered)
    ui.show(lists.measures(page, len(found), view))

    # take away
    lists.download(found, "measures", view)
ui.foot(None)
