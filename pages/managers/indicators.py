"""For managers: which indicators are there, and how does each stand against its target?"""

from masterplan import ui
from masterplan.access import MANAGERS
from masterplan.texts import translator
from masterplan.ui import explorer, html, saved

ui.require(MANAGERS)

# choose
view = ui.view()
_ = translator(view.language)
ui.show(html.heading(_("Indicators")))
search = explorer.chosen(view)

# ask
found, count = explorer.page(search)

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
    explorer.pager(count)
    explorer.show_found(found, count, search.look, view)
    picked = explorer.selection(found, view)

    # take away
    explorer.take_away(search, picked, view)
saved.offer("indicators", view)
ui.foot(None)
