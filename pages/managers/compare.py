"""For managers: how did two to six indicators develop beside each other?"""

import streamlit as st

from masterplan import charts, ui
from masterplan.access import MANAGERS
from masterplan.store import ask
from masterplan.texts import translator
from masterplan.ui import comparing, html, lists

ui.require(MANAGERS)

# choose
view = ui.view()
_ = translator(view.language)
known = ask("indicators/status", **view.clocks)
ui.show(html.heading(_("Compare"), _("Two to six indicators on one time axis.")))
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
codes = comparing.chosen(known, view)
if len(codes) < 2:
    ui.show(
        html.section(
            _("Choose two indicators or more."),
            _("Type a part of a name or number into the field above, or begin with a measure."),
        ),
        comparing.suggestions(known, view),
    )
    ui.foot(None)
    st.stop()
rows = known.set_index("indicator_code", drop=False).loc[codes]
comparing.say_units(rows, view)
with st.container(horizontal=True, vertical_alignment="bottom"):
    how = comparing.way(rows, view)
    base_on = comparing.base_day(view) if how == "indexed" else None

# ask
points = ask("indicators/compared", **view.clocks, indicators=codes, base_on=base_on)

# show
base = points["base_on"].max() if base_on is None else base_on
ui.chart(
    charts.compared(
        points,
        dict(zip(codes, [f"{code} {rows.loc[code, 'name']}" for code in codes], strict=True)),
        how,
        str(rows["unit"].iloc[0]),
        view.on,
        view.language,
        view.is_dark,
        _("Development side by side"),
        comparing.note(how, rows, base, view),
    ),
    "compared",
)
ui.show(comparing.table_of(rows, points, how, view))
ui.show(html.section(_("Two against each other"), _("A point for each year that both have.")))
one, other = comparing.two_of(rows, view)
years = ask(
    "indicators/pairs",
    **view.clocks,
    one=one["indicator_code"],
    other=other["indicator_code"],
)
ui.chart(
    charts.pairs(
        years,
        (f"{one['indicator_code']} {one['name']}", one["unit"]),
        (f"{other['indicator_code']} {other['name']}", other["unit"]),
        view.language,
        view.is_dark,
        _("Year by year"),
        _(comparing.NO_CORRELATION),
    ),
    "pairs",
)

# take away
lists.download(points, "comparison", view)
ui.foot(None)
