"""A tab of the browser: opens pages of the app, waits until they stand, reads what is there."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import Locator, Page

from masterplan.access import PAGES
from masterplan.texts import translate

SETTLED = (
    "[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"
)


class Tab:
    """One tab, and everything that was asked for and complained about in it."""

    def __init__(self, page: Page, server: str) -> None:
        self.page = page
        self.server = server
        self.requested: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requested.append(request.url))
        page.on("websocket", lambda socket: self.requested.append(socket.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                self.complaints.append(f"{message.text} {message.location.get('url', '')}")
                if message.type == "error"
                else None
            ),
        )

    def open(self, address: str = "", **query: str) -> Tab:
        """Enter an address of the app and wait for the page."""
        self.page.goto(f"{self.server}/{address}" + (f"?{urlencode(query)}" if query else ""))
        return self.settle()

    def settle(self) -> Tab:
        """Wait until the page is drawn: its frame and its foot or form, and nothing under way."""
        self.page.wait_for_selector(SETTLED, state="attached")
        self.page.wait_for_selector(".st-key-frame")
        # a click is answered a moment later: the page is settled when it stays so
        self.page.wait_for_timeout(250)
        self.page.wait_for_selector(SETTLED, state="attached")
        return self

    def click(self, what: str | Locator) -> Tab:
        """Click on something and wait for the answer."""
        (self.page.locator(what).first if isinstance(what, str) else what).click()
        return self.settle()

    def menu(self, address: str) -> Tab:
        """Go to a page through the menu at the top."""
        path = "" if address == PAGES[0].address else address
        (page,) = [one for one in PAGES if one.address == address]
        section = translate(page.section, self.query.get("lang", "de"))
        self.page.get_by_test_id("stTopNavSection").filter(has_text=section).click()
        self.page.get_by_test_id("stTopNavDropdownLink").and_(
            self.page.locator(f"[href='{self.server}/{path}'], [href='/{path}']")
        ).first.click()
        self.page.wait_for_url(re.compile(rf"^{re.escape(self.server)}/{path}(\?|$)"))
        return self.settle()

    @property
    def address(self) -> str:
        """The page that is open: "measures"; "" is the first one."""
        return urlsplit(self.page.url).path.strip("/")

    @property
    def query(self) -> dict[str, str]:
        """What stands in the address behind the question mark."""
        found = parse_qs(urlsplit(self.page.url).query)
        return {name: values[0] for name, values in found.items()}

    @property
    def title(self) -> str:
        """The heading of the page."""
        return self.page.locator("h1").first.inner_text()

    @property
    def text(self) -> str:
        """What the page says, without the charts."""
        return "\n".join(self.page.get_by_test_id("stHtml").all_inner_texts()).strip()
