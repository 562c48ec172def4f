"""Every script that the app itself puts on a page: constant texts, which the policy lists by hash.

A script that does not stand here is not run by the browser.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

from masterplan.texts import LANGUAGES


def html_language(language: str) -> str:
    """Say the language of the page, which Streamlit calls English whatever it shows."""
    assert language in LANGUAGES
    return f'<script>document.documentElement.lang = "{language}"</script>'


KEEP_THE_WAY = (
    '<script>sessionStorage.setItem("mp-way", location.pathname + location.search)</script>'
)
"""Before a sign-in: remember the page that was asked for."""

TAKE_THE_WAY = """<script>
{
  const way = sessionStorage.getItem("mp-way");
  sessionStorage.removeItem("mp-way");
  const here = location.pathname + location.search;
  if (way && /^\\/(?![\\/\\\\])/.test(way) && way !== here) location.replace(way);
}
</script>"""
"""Back to the page that was asked for before the sign-in; never to another site."""

ALL: tuple[str, ...] = (*map(html_language, LANGUAGES), KEEP_THE_WAY, TAKE_THE_WAY)


def hashes(pages: Iterable[str]) -> list[str]:
    """The scripts within HTML as a Content-Security-Policy names them."""
    found = []
    for html in pages:
        for script in re.findall(r"<script>(.*?)</script>", html, re.DOTALL):
            digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
            found.append(f"'sha256-{digest}'")
    return found
