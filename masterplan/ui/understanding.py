"""How a chosen file is read: in a process of its own, by the format or by a mapping."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from masterplan.access import Person
from masterplan.findings import Known, Reading
from masterplan.store import Store
from masterplan.texts import translate, translator
from masterplan.ui import mapping_step
from masterplan.ui.frame import View
from masterplan.ui.html import esc
from masterplan.ui.page import show
from masterplan.workbook.grid import open_workbook
from masterplan.workbook.mapping import Mapping, MappingFormatError, from_json, to_json
from masterplan.workbook.propose import needs_mapping, stored_mapping
from masterplan.workbook.reading import read_safely

Grids = MappingOf[str, Sequence[Sequence[object]]]


@dataclass(frozen=True)
class Understood:
    """A file as it was read, and the mapping that it was read by, if any."""

    reading: Reading
    mapping: Mapping | None


def understand(content: bytes, file_name: str, store: Store, view: View) -> Understood:
    """Read a file; where it does not follow the format, by the mapping that fits or is made now."""
    known = store.known()
    reading = _read(content, file_name, known, view, None)
    if not any(finding.rule == "no_known_sheet" for finding in reading.findings):
        return Understood(reading, None)
    # The process apart has opened this very file within its limits: it is safe to open it here.
    opened = open_workbook(content, lambda name: True, file_name)
    grids: Grids = getattr(opened, "grids", {})
    if not any(grids.values()):
        return Understood(reading, None)
    kept = _kept(store)
    found = stored_mapping(grids, kept)
    if found is None or needs_mapping(grids, kept) or _is_to_change(found, view):
        mapping = mapping_step.mapping_of(grids, known, found, view)
    else:
        mapping = found
    if mapping is None or not mapping.sheets:
        return Understood(reading, None)
    return Understood(_read(content, file_name, known, view, mapping), mapping)


def keep(mapping: Mapping, store: Store, person: Person) -> None:
    """Keep a mapping under its name, for the next file of this shape; the same one only once."""
    content = to_json(mapping)
    if all(one.content != content for one in store.mappings()):
        store.keep_mapping(mapping.name, mapping.fingerprint, content, person)


def _kept(store: Store) -> list[Mapping]:
    mappings = []
    for one in store.mappings():
        try:
            mappings.append(from_json(one.content))
        except MappingFormatError:  # kept by a later version of this program
            continue
    return mappings


def _is_to_change(found: Mapping, view: View) -> bool:
    """Say by which mapping the file is read, and let the reader change that."""
    _ = translator(view.language)
    text = _("Read by the kept mapping “{name}”.", name=found.name)
    show(f'<p class="mp-note">{esc(text)}</p>')
    return st.toggle(_("Change the mapping"), key="change_mapping")


def _read(
    content: bytes, file_name: str, known: Known, view: View, mapping: Mapping | None
) -> Reading:
    """The file in a process of its own, with its progress; read once for the same question."""
    asked = (hash(content), file_name, view.plan, mapping and to_json(mapping), hash_of(known))
    kept = st.session_state.setdefault("readings", {})
    if asked not in kept:
        _ = translator(view.language)
        bar = st.progress(0.0, _("Reading and checking the workbook …"))

        def tell(share: float, text: str) -> None:
            bar.progress(min(max(share, 0.0), 1.0), translate(text, view.language))

        try:
            (reading,) = read_safely(
                [(file_name, content)], known, view.plan, mapping=mapping, on_progress=tell
            )
        finally:
            bar.empty()
        if len(kept) > 3:
            kept.clear()
        kept[asked] = reading
    return kept[asked]  # type: ignore[no-any-return]


def hash_of(known: Known) -> int:
    """Another number when another code is known."""
    codes = tuple(sorted((key, hash(found)) for key, found in known.codes.items()))
    return hash((known.plans, codes))
