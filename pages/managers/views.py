"""For everybody: which views did I save, and with which does the app open?"""

from masterplan import ui
from masterplan.access import COMMITTEE
from masterplan.texts import translator
from masterplan.ui import html, saved

ui.require(COMMITTEE)

# choose
view = ui.view()
_ = translator(view.language)

# ask
found = saved.views()

# show
ui.show(html.heading(_("Saved views"), _("Each is a link that can be sent to others.")))
if not found:
    ui.show(
        html.blank(
            _("No view is saved yet."),
            _("Filter the indicators as you need them, then choose “Save this view”."),
            ui.href("indicators"),
            _("Show all indicators"),
        )
    )
saved.manage(found, view)
ui.foot(None)
