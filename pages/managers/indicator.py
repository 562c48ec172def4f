"""For managers: how did this indicator develop, against which target, and from which cells?"""

import streamlit as st

from masterplan import charts, ui
from masterplan.access import MANAGERS
from masterplan.store import ask
from masterplan.texts import translator
from masterplan.ui import forms, html, indicator_sheet, indicator_story, lists

ui.require(MANAGERS)

# choose
view = ui.view()
_ = translator(view.language)
code = ui.asked_for("indicator")

# ask
found = ask("indicators/list", **view.clocks, **lists.any_indicator(indicator=code or "")).to_dict(
    "records"
)
if not found:
    ui.show(
        html.blank(
            _("There is no indicator {code} in this plan at these dates.", code=code or "–"),
            _("Choose one from the list, or another plan or date above."),
            ui.href("indicators"),
            _("Show all indicators"),
        )
    )
    st.stop()
indicator = found[0]
scope = {"plan": view.plan, "indicator": code, "on": view.on, "known_at": view.known_at}
series = ask("indicators/series", **scope, measure=None)
path = ask("indicators/path", **scope, measure=None)
judged = ask("indicators/target_lights", **scope)
targets = ask("indicators/targets", **scope)
observations = ask("indicators/observations", **scope)
corrections = ask("indicators/corrections", plan=view.plan, indicator=code)
continued = ask("indicators/continuation", **scope, until=indicator["target_due_on"])
former = ask("indicators/former_path", **scope)
changes = ask(
    "indicators/last_changes", plan=view.plan, indicator=code, known_at=view.known_at, limit=3
)
parts = ask("indicators/parts", **scope)
months = ask("indicators/months", **scope)
neighbours = ask(
    "indicators/list", **view.clocks, **lists.any_indicator(measure=indicator["measure_code"])
)

# show
eyebrow = html.anchor(ui.href("indicators"), html.esc(_("Indicators")))
link = ui.href("measure", measure=indicator["measure_code"])
eyebrow += " › " + html.anchor(
    link, html.esc(f"{indicator['measure_code']} {indicator['measure']}")
)
ui.show(html.heading(indicator["name"], html.esc(f"{code} · {indicator['unit']}"), eyebrow))
ui.show(indicator_sheet.indicator_lead(indicator, judged.to_dict("records")[0], view))
left, right = st.columns([3, 2], gap="large")
with left:
    if series.empty:
        ui.show(
            html.section(_("Development"), _("There is no observation up to the reporting date."))
        )
    else:
        ui.chart(
            charts.series(
                series,
                path,
                indicator["unit"],
                view.on,
                view.language,
                view.is_dark,
                _("Development"),
                beside=indicator_story.beside(
                    series, former, continued, corrections, targets, view
                ),
                note=indicator_story.how_continued(continued, indicator["unit"], view),
            ),
            "series",
        )
with right:
    ui.show(indicator_story.last_changes(changes, indicator["unit"], view))
    ui.show(
        html.section(_("About this indicator")),
        indicator_sheet.indicator_facts(indicator, view),
        indicator_story.ways_on(indicator, neighbours, view),
    )
if judged["target_kind"].notna().any():
    ui.show(
        html.section(_("Two rules side by side")),
        indicator_story.other_rule(judged.to_dict("records")[0], view),
        indicator_sheet.judgements(judged, view),
    )
indicator_story.breakdown(parts, indicator["unit"], view)
indicator_story.seasons(months, indicator["unit"], view)
if not targets.empty:
    ui.show(html.section(_("Targets")), indicator_sheet.targets(targets, view))
if not corrections.empty:
    ui.show(html.section(_("Corrections")), indicator_sheet.corrections(corrections, view))
if not observations.empty:
    with st.expander(_("Every observation with its cell")):
        ui.show(indicator_sheet.observations(observations, view))
with st.expander(_("The whole history of every value")):
    said = ask("indicators/history", plan=view.plan, indicator=code, observed_on=None)
    ui.show(indicator_sheet.history(said, view))
indicator_story.originals(str(code), view)

# take away
lists.download(observations, f"indicator-{code}", view)
forms.indicator(indicator, view)
ui.foot(None)
