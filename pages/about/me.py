"""For everybody with a role: what is stored about me, why, and for how long?"""

from masterplan import ui
from masterplan.access import COMMITTEE
from masterplan.store import ask
from masterplan.texts import translator
from masterplan.ui import audit, html, identity, lists

ui.require(COMMITTEE)

# choose
view = ui.view()
_ = translator(view.language)
who = identity.person()

# ask
places = ask("audit/about_me", person=who.name, account=who.account)
events = ask(
    "audit/list",
    person=None,
    account=who.account,
    action=None,
    since=None,
    until=None,
    search=None,
)

# show
ui.show(
    html.heading(
        _("What is stored about me"),
        _(
            "Your name and your account stand beside what you did, so that others can follow it. "
            "Nothing else is stored."
        ),
    ),
    audit.account(who, view),
)
if places["entries"].sum() == 0:
    ui.show(
        html.blank(
            _("Nothing is stored about you yet."),
            _("Your name is stored with the first thing that you store, declare or download."),
            ui.href("overview"),
            _("Show the overview"),
        )
    )
else:
    ui.show(audit.places(places, view))
ui.show(audit.cookies(view), audit.rights(view))
if not events.empty:
    ui.show(html.section(_("What the audit says of you")))
    ui.show(audit.events(lists.page_of(events), len(events), view))

    # take away
    lists.download(events, "audit", view)
