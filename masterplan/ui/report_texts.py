"""The texts of a report that is being written: one at a time, each with all its versions."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from masterplan import texts
from masterplan.access import NARRATE
from masterplan.reporting import HEADINGS
from masterplan.store import ask, open_store
from masterplan.store.reports import LONGEST, LONGEST_HEADING, Passage, narrate
from masterplan.texts import UserError, mark, translate, translate_count, translator
from masterplan.ui import choose, identity
from masterplan.ui.frame import View
from masterplan.ui.html import esc
from masterplan.ui.report_draft import Draft, Place, done_and_again, drawn_anew
from masterplan.ui.signature import name_field, signer

_TYPED = "report_typed"
_STORED, _OPEN, _UNSTORED = "●", "○", "✎"


@dataclass
class _Typed:
    """What stands in a field, and what stood there when somebody began to write."""

    seen: int
    """The version that was shown."""
    shown: str
    entered: str


def writing(written: Draft, view: View) -> None:
    """One text at a time, with its versions; what is typed is kept until it is stored."""
    lang = view.language
    _ = translator(lang)
    if not identity.allows(NARRATE):
        return
    options = {
        _code(place): f"{_mark(written, place)} {name}" for place, name in written.places.items()
    }
    first = "summary"
    chosen = choose.one_of(_("Text"), "text", options, default=first, width=520) or first
    measure, _slash, name = chosen.rpartition("/")
    place: Place = (measure or None, name)
    key = _key(written, place)
    mine = _mine(written, place)
    st.session_state.setdefault(key, mine.entered)
    with st.container(key="report_writing"):
        if name in HEADINGS:
            st.text_input(written.places[place], key=key, max_chars=LONGEST_HEADING)
        else:
            st.caption(_("Blank lines part paragraphs. No other formatting: the report does that."))
            st.text_area(_("Text of this part"), key=key, height=260, max_chars=LONGEST)
        _store(written, place, mine, view)
        _versions(written, place, view)


def unstored(written: Draft, view: View) -> None:
    """Which texts of the report this session has typed and not stored: no file has them."""
    names = [name for place, name in written.places.items() if _is_unstored(written, place)]
    if names:
        words = translate("Not stored yet, and therefore in no file and not frozen:", view.language)
        st.html(f'<p class="mp-note"><b>{esc(words)}</b> {esc("; ".join(names))}</p>')


def _code(place: Place) -> str:
    return "/".join(filter(None, place))


def _about(written: Draft, place: Place) -> str:
    return f"{written.scope} {written.on} {_code(place)}"


def _key(written: Draft, place: Place) -> str:
    return f"report_text_{_about(written, place)}_{st.session_state.get('report_texts', 0)}"


def _mine(written: Draft, place: Place) -> _Typed:
    """What this session has in the field; what others stored meanwhile where nothing was typed."""
    typed: dict[str, _Typed] = st.session_state.setdefault(_TYPED, {})
    text = written.text(place)
    mine = typed.setdefault(_about(written, place), _Typed(_seen(written, place), text, text))
    key = _key(written, place)
    mine.entered = st.session_state.get(key, mine.entered)
    if mine.entered.strip() == mine.shown:
        if mine.entered != text and key in st.session_state:
            st.session_state[key] = text
        mine.seen, mine.shown, mine.entered = _seen(written, place), text, text
    return mine


def _is_unstored(written: Draft, place: Place) -> bool:
    is_known = _about(written, place) in st.session_state.get(_TYPED, {})
    return is_known and _mine(written, place).entered.strip() != written.text(place)


def _mark(written: Draft, place: Place) -> str:
    if _is_unstored(written, place):
        return _UNSTORED
    return _STORED if written.text(place) else _OPEN


def _store(written: Draft, place: Place, mine: _Typed, view: View) -> None:
    lang = view.language
    _ = translator(lang)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        signed = name_field("report_signer")
        is_pressed = st.button(_("Store the text"), type="primary", key="report_store")
    if is_pressed:
        measure, name = place
        passage = Passage(written.scope, written.on, name, measure)
        try:
            narrate(open_store(), passage, mine.entered, signer(signed), mine.seen)
        except UserError as error:
            st.error(error.text(lang))
            # whoever stores again has read that somebody else wrote, and sees it below
            mine.seen, mine.shown = _newest(written, place), written.text(place)
        else:
            st.session_state[_TYPED].pop(_about(written, place))
            done_and_again(mark("Stored. The versions before it are kept."))
    elif _is_unstored(written, place):
        st.caption(_("Not stored yet."))


def _seen(written: Draft, place: Place) -> int:
    """The version that stands in a place; where a text was taken back, the one that did so."""
    return written.seen(place) or (0 if written.text(place) else _newest(written, place))


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


def _versions(written: Draft, place: Place, view: View) -> None:
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
                back = _Typed(_newest(written, place), written.text(place), row["text"])
                st.session_state[_TYPED][_about(written, place)] = back
                drawn_anew()
