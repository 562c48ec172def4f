"""Files to take away: only for those who may, and noted in the audit when the file is fetched."""

from __future__ import annotations

import time
from collections.abc import Callable

import streamlit as st

from masterplan.access import EXPORT, may
from masterplan.store import Event, open_store
from masterplan.store.trail import Refusal
from masterplan.ui import identity


def download(
    label: str,
    content: Callable[[], bytes],
    file_name: str,
    mime: str | None = None,
    help: str | None = None,
    key: str | None = None,
) -> None:
    """A button that gives a file away, which is made when it is asked for.

    Nothing stands here for somebody who may not take files away.
    """
    who = identity.person()
    if not may(who, EXPORT):
        return
    ends = identity.ends_at()

    def made() -> bytes:
        if ends is not None and time.time() >= ends:  # the page stayed open longer
            raise Refusal(EXPORT)
        file = content()
        open_store().note(Event(who, EXPORT, file_name))
        return file

    st.download_button(
        label,
        made,
        file_name=file_name,
        mime=mime,
        icon=":material/download:",
        on_click="ignore",
        help=help,
        key=key,
    )
