"""For the steering committee: where do what is declared and what is computed disagree?"""

import streamlit as st

from masterplan import ui
from masterplan.access import COMMITTEE, DECLARE
from masterplan.store import ask
from masterplan.texts import translator
from masterplan.ui import choose, conflicts, html, identity, lists

ui.require(COMMITTEE)

# choose
view = ui.view()
_ = translator(view.language)

# ask
measures = ask("measures/status", **view.clocks)
rows = ask("measures/conflicts", **view.clocks)
overrides = ask("measures/overrides", **view.clocks, measure=None)

# show
if measures.empty:
    ui.show(
        html.heading(_("Conflicts")),
        html.blank(
            _("There are no measures at this date."),
            _("Choose a later date, or upload a workbook with the sheet Maßnahmen."),
            ui.href("upload"),
            _("Upload evaluations"),
        ),
    )
    st.stop()
ui.show(html.heading(_("Conflicts"), conflicts.summary(rows, view)))
conflicts.told(view)
ui.show(conflicts.conflict_lists(rows, lists.page_of(rows), view))
ui.show(
    html.section(
        _("Lights declared for a time"),
        _(
            "Whoever judges otherwise than the method says so here, with a reason and a last day. "
            "The computed light stays as it is; both stand side by side."
        ),
    ),
    conflicts.overrides(overrides, view),
)

# take away: declare a light, or take one back
titles = {
    code: f"{code} {title or ''}"
    for code, title in zip(measures["measure_code"], measures["title"], strict=True)
}
if identity.allows(DECLARE):
    with st.expander(_("Declare a light, or take one back"), expanded="measure" in st.query_params):
        measure = choose.one_of(
            _("Measure"), "measure", titles, default=next(iter(titles)), width=560
        )
        conflicts.declaration(view, measure or "")
        conflicts.revocation(overrides, view)
ui.foot(None)
