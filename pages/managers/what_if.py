"""For managers: what would the lights show if a value or a milestone came as assumed?"""

import streamlit as st

from masterplan import charts, ui
from masterplan.access import MANAGERS
from masterplan.store import ask
from masterplan.texts import translator
from masterplan.ui import choose, html, lists, supposed_lights, supposing

ui.require(MANAGERS)

# choose
view = ui.view()
_ = translator(view.language)
ui.show(html.heading(_("What if"), _("Assume values and dates, and see which lights follow.")))
if view.known_at is not None:
    ui.show(
        html.blank(
            _("An assumption builds on what is stored now."),
            _("Leave “As known on” empty above."),
            ui.href("what-if", known_at=""),
            _("Look at what is stored now"),
        )
    )
    st.stop()
known = ask("indicators/list", **view.clocks, **lists.any_indicator())
names = {
    row["indicator_code"]: f"{row['indicator_code']} {row['name']}" for _at, row in known.iterrows()
}
if known.empty:
    ui.show(
        html.blank(
            _("There are no indicators at this date."),
            _("Choose a later date, or upload a workbook with the sheet Indikatoren."),
            ui.href("upload"),
            _("Upload evaluations"),
        )
    )
    st.stop()
with st.container(horizontal=True, vertical_alignment="bottom"):
    code = choose.one_of(_("Indicator"), "indicator", names, width=520)
    then = supposing.later_day(view)
if code is None:
    ui.show(
        html.blank(
            _("Choose an indicator."),
            _("Its measure follows, with the milestones that are still open."),
            ui.href("indicators"),
            _("Show all indicators"),
        )
    )
    st.stop()
indicator = known[known["indicator_code"] == code].iloc[0].to_dict()
scope = {"plan": view.plan, "indicator": code, "known_at": None}
observations = ask("indicators/observations", **scope, on=then)
observed = [
    row["observed_on"].date() for _at, row in observations.iterrows() if not row["dimension"]
]
milestones = ask("measures/milestones", **view.clocks, measure=indicator["measure_code"])
asked = supposing.asked_for()
ui.show(supposing.banner(view))
supposing.form(indicator, milestones, observed, then, asked, view)

# ask
reading = supposing.supposed(asked, indicator, observed, then, view)
if reading is None:
    ui.foot(None)
    st.stop()
later = supposed_lights.questions(indicator, then)
looks = {
    "now": supposing.answers([], supposed_lights.questions(indicator, view.on)),
    "without": supposing.answers([], later),
    "with": supposing.answers([reading], later),
}

# show
ui.show(supposed_lights.before_and_after(indicator, looks, view.on, then, view))
series = looks["without"]["series"]
ui.chart(
    charts.series(
        series,
        ask("indicators/path", **scope, on=then, measure=None),
        indicator["unit"],
        view.on,
        view.language,
        view.is_dark,
        _("Development with the assumption"),
        beside=charts.Beside(assumed=supposed_lights.beyond(looks["with"]["series"], series)),
    ),
    "supposed",
)

# take away
st.caption(_("The link in the address bar holds the assumption: send it, and others see the same."))
ui.foot(None)
