"""For the steering committee: what is this measure, how does it stand, and how do we know?"""

import streamlit as st

from masterplan import charts, ui
from masterplan.access import COMMITTEE
from masterplan.store import ask
from masterplan.texts import translator
from masterplan.ui import conflicts, course, dossier, forms, html, lists

ui.require(COMMITTEE)

# choose
view = ui.view()
_ = translator(view.language)
code = ui.asked_for("measure")

# ask
found = ask("measures/profile", **view.clocks, measure=code).to_dict("records")
if not found:
    ui.show(
        html.blank(
            _("There is no measure {code} in this plan at these dates.", code=code or "–"),
            _("Choose one from the list, or another plan or date above."),
            ui.href("measures"),
            _("Show all measures"),
        )
    )
    st.stop()
measure = found[0]
scope = {"plan": view.plan, "measure": code, "known_at": view.known_at}
milestones = ask("measures/milestones", **scope, on=view.on)
indicators = ask("indicators/list", **view.clocks, **lists.any_indicator(measure=code))
series = ask("indicators/series", **scope, on=view.on, indicator=None)
paths = ask("indicators/path", **scope, on=view.on, indicator=None)
evaluations = ask("measures/evaluations", **scope, on=view.on)
funds = ask("measures/funds", **scope)
overrides = ask("measures/overrides", **view.clocks, measure=code)
decided = ask("measures/decisions", **view.clocks, measure=code)
looks = {**view.clocks, "measure": code, "before_known_at": view.known_at}
looks["before_on"] = course.previous(view) or view.on
causes = ask("measures/causes", **looks)
causes_of_indicators = ask("indicators/causes", **looks)

# show
eyebrow = html.anchor(ui.href("measures"), html.esc(_("Measures")))
for name, query in (
    ("phase_title", {"phase": "phase"}),
    ("topic_area", {"area": "topic_area_code"}),
):
    link = ui.href("measures", **{key: measure[column] for key, column in query.items()})
    eyebrow += " › " + html.anchor(link, html.esc(measure[name]))
ui.show(html.heading(f"{code} {measure['title']}", html.esc(measure["description"]), eyebrow))
ui.show(dossier.lights(measure, overrides, view))
if len(causes) + len(causes_of_indicators):
    ui.show(dossier.why(causes, causes_of_indicators, looks["before_on"], view))
left, right = st.columns([3, 2], gap="large")
with left:
    if milestones.empty:
        ui.show(html.section(_("Milestones"), _("The measure has no milestones.")))
    else:
        ui.chart(charts.milestones(milestones, view.on, view.language, view.is_dark), "milestones")
with right:
    ui.show(html.section(_("About this measure")), dossier.measure_facts(measure, view))
ui.show(html.section(_("Indicators")))
if indicators.empty:
    ui.show(
        html.blank(
            _("The measure has no indicator."), _("Without one its effect cannot be assessed.")
        )
    )
else:
    ui.show(lists.indicators(indicators, len(indicators), view, with_measure=False))
    ui.small_multiples(indicators, series, paths)
if not evaluations.empty:
    ui.show(html.section(_("Declared ratings")), dossier.evaluations(evaluations, view))
if not overrides.empty:
    ui.show(html.section(_("Lights declared for a time")))
    ui.show(conflicts.overrides(overrides, view, with_measure=False))
declare = html.anchor(ui.href("conflicts", measure=code), _("Declare a light, or take one back"))
ui.show(f'<p class="mp-quiet mp-small">{declare} →</p>')
ui.show(dossier.decisions(decided, str(code), view))
if not funds.empty:
    with st.columns([3, 2], gap="large")[0]:
        ui.chart(charts.funds(funds, view.language, view.is_dark), "funds")

# take away
with st.expander(_("Where each value comes from")):
    ui.show(dossier.origins(ask("measures/origins", **scope), view))
forms.measure(measure, milestones, view)
ui.foot(None)
