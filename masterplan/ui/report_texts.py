"""The texts of a report that is being written: one at a time, each with all its versions."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from masterplan import texts
from masterplan.access import NARRATE
from masterplan.reporting import HEADINGS
from masterplan.store import ask, open_store
from masterplan.store.reports import LONGEST, LONGEST_HEADING, Passage, narrate
from masterplan.texts import UserError, mark, translate_count, translator
from masterplan.ui import choose, identity
from masterplan.ui.frame import View
from masterplan.ui.html import esc
from masterplan.ui.report_draft import Draft, Place, done_and_again, drawn_anew
from masterplan.ui.signature import name_field, signer

_TYPED = "report_typed"
_WRITTEN, _OPEN = "●", "○"


def writing(written: Draft, view: View) -> None:
    """One text at a time, with its versions; what is typed is kept until it is stored."""
    lang = view.language
    _ = translator(lang)
    if not identity.allows(NARRATE):
        return
    options = {
        "/".join(filter(None, place)): f"{_WRITTEN if written.text(place) else _OPEN} {name}"
        for place, name in written.places.items()
    }
    first = "summary"
    chosen = choose.one_of(_("Text"), "text", options, default=first, width=520) or first
    measure, _slash, name = chosen.rpartition("/")
    place: Place = (measure or None, name)
    typed: dict[str, tuple[int, str]] = st.session_state.setdefault(_TYPED, {})
    about = f"{written.scope} {written.on} {chosen}"
    seen, text = typed.get(about, (written.seen(place), written.text(place)))
    key = f"report_text_{about}_{st.session_state.get('report_texts', 0)}"
    st.session_state.setdefault(key, text)
    with st.container(key="report_writing"):
        if name in HEADINGS:
            entered = st.text_input(written.places[place], key=key, max_chars=LONGEST_HEADING)
        else:
            st.caption(_("Blank lines part paragraphs. No other formatting: the report does that."))
            entered = st.text_area(_("Text of this part"), key=key, height=260, max_chars=LONGEST)
        if entered.strip() != written.text(place):
            typed[about] = (seen, entered)
        else:
            typed.pop(about, None)
        _store(written, place, about, entered, seen, view)
        _versions(written, place, about, view)


def _store(written: Draft, place: Place, about: str, entered: str, seen: int, view: View) -> None:
    lang = view.language
    _ = translator(lang)
    typed = st.session_state[_TYPED]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        signed = name_field("report_signer")
        is_pressed = st.button(_("Store the text"), type="primary", key="report_store")
    if is_pressed:
        measure, name = place
        passage = Passage(written.scope, written.on, name, measure)
        try:
            narrate(open_store(), passage, entered, signer(signed), seen)
        except UserError as error:
            st.error(error.text(lang))
            typed[about] = (_newest(written, place), entered)
        else:
            typed.pop(about, None)
            done_and_again(mark("Stored. The versions before it are kept."))
    elif about in typed:
        st.caption(_("Not stored yet."))


def _newest(written: Draft, place: Place) -> int:
    versions = _all_versions(written, place)
    return int(versions["report_text_id"].iloc[0]) if len(versions) else 0


def _all_versions(written: Draft, place: Place) -> pd.DataFrame:
    measure, name = place
    return ask(
        "reports/text_versions",
        **written.scope.asked,
        on=written.on,
        section=name,
        measure=measure,
    )


def _versions(written: Draft, place: Place, about: str, view: View) -> None:
    lang = view.language
    _ = translator(lang)
    versions = _all_versions(written, place)
    if versions.empty:
        return
    count = translate_count("{count} version", "{count} versions", len(versions), lang)
    with st.expander(count):
        for number, row in enumerate(versions.to_dict("records")):
            moment = texts.moment(row["recorded_at"], lang)
            words = esc(row["text"] or _("taken back"))
            st.html(
                f'<p class="mp-quiet mp-small">{moment} · {esc(row["person"])}</p>'
                f'<div class="mp-said mp-lines">{words}</div>'
            )
            if number and st.button(
                _("Put this version back into the field"),
                key=f"version_{row['report_text_id']}",
                type="tertiary",
            ):
                st.session_state[_TYPED][about] = (_newest(written, place), row["text"])
                drawn_anew()
