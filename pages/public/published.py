"""For everybody: which reports on the masterplan are there to read?"""

from masterplan import ui
from masterplan.access import CITIZENS
from masterplan.store import ask
from masterplan.texts import translator
from masterplan.ui import html, published

ui.require(CITIZENS)

# choose
view = ui.view()
_ = translator(view.language)

# ask
reports = ask("reports/frozen", plan=None)

# show
ui.show(
    html.heading(
        _("Reports on the masterplan"),
        _("Each report is shown as it was frozen for the council; it is not changed afterwards."),
    )
)
if reports.empty:
    ui.show(
        html.blank(
            _("No report has been published yet."),
            _("The first one appears here as soon as it is frozen."),
            *published.way_on(),
        )
    )

# take away
for report in reports.to_dict("records"):
    published.offer(report, view)
