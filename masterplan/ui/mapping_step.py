"""The mapping step: what each sheet and column of a foreign workbook means, to be confirmed."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

import streamlit as st

from masterplan import texts
from masterplan.findings import Known
from masterplan.sheets import SHEET_OF, SHEETS
from masterplan.texts import mark, translate, translator
from masterplan.ui.frame import View
from masterplan.ui.html import esc, section, unmarked
from masterplan.ui.page import show
from masterplan.workbook.column_uses import Question
from masterplan.workbook.mapping import ColumnUse, Mapping, SheetMapping
from masterplan.workbook.match import Stored
from masterplan.workbook.propose import (
    ColumnProposal,
    SheetProposal,
    propose,
    propose_sheet,
    stored_of,
)
from masterplan.workbook.reasons import reason_text

Grids = MappingOf[str, Sequence[Sequence[object]]]

_ANSWERS = {
    "decimal": {"comma": mark("1,5 – decimal comma"), "point": mark("1.5 – decimal point")},
    "percent": {"percent": mark("0.5 means 0.5 %"), "share": mark("0.5 means 50 %")},
    "date_order": {
        "day_first": mark("day first (31/12/2025)"),
        "month_first": mark("month first (12/31/2025)"),
    },
    "period": {
        "day": mark("that day"),
        "week": mark("its week"),
        "month": mark("its month"),
        "quarter": mark("its quarter"),
        "half_year": mark("its half-year"),
        "year": mark("its year"),
    },
}
_ASKS = {
    "decimal": mark("Decimal sign of “{samples}”"),
    "percent": mark("Meaning of “{samples}”"),
    "date_order": mark("Order of “{samples}”"),
    "period": mark("“{samples}” stands for"),
    "factor": mark("Multiply by, because of “{samples}”"),
}


def mapping_of(grids: Grids, known: Known, kept: Mapping | None, view: View) -> Mapping | None:
    """The mapping that the reader confirms: proposed with its confidence, changed at will."""
    _ = translator(view.language)
    show(
        section(
            _("This workbook has a form of its own"),
            _(
                "Say what its columns mean. What is proposed stands there with how sure it is; "
                "the result below follows every change."
            ),
        )
    )
    stored = stored_of(known, view.plan)
    proposal = propose(grids, known, view.plan, kept.name if kept else "")
    name = st.text_input(
        _("Name of this mapping"),
        value=kept.name if kept else next(iter(grids), ""),
        max_chars=80,
        help=_("It is kept under this name when you store, and used for the next file like this."),
        width=360,
    )
    before = {one.source: one for one in kept.sheets} if kept else {}
    sheets = [
        _sheet(one, grids, stored, before.get(one.shape.name), view) for one in proposal.sheets
    ]
    chosen = tuple(one for one in sheets if one is not None)
    return Mapping(name.strip() or _("mapping"), chosen) if chosen else None


def _sheet(
    proposed: SheetProposal,
    grids: Grids,
    stored: Stored,
    before: SheetMapping | None,
    view: View,
) -> SheetMapping | None:
    _ = translator(view.language)
    name = proposed.shape.name
    with st.expander(
        _("Sheet “{name}”", name=unmarked(name)), expanded=proposed.mapping is not None
    ):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            table = _table(proposed, view)
            first = proposed.shape.header_rows[0] if proposed.shape.header_rows else 1
            header = st.number_input(
                _("Headings in row"), 1, 200, first, key=f"map_{name}_header", width=150
            )
        if table is None:
            return None
        if table != proposed.table or header != first or proposed.mapping is None:
            rows = header if header != first else None
            heads = (rows,) if rows else proposed.shape.header_rows or None
            proposed = propose_sheet(name, grids[name], stored, table, heads)
        if proposed.mapping is None:
            return None
        mapping = proposed.mapping
        if before is not None and before.table == table:
            mapping = _as_before(mapping, before)
        return _columns(proposed, mapping, view)


def _as_before(mapping: SheetMapping, before: SheetMapping) -> SheetMapping:
    """The proposal with what was decided for the file of this shape before it."""
    uses = {use.heading: use for use in before.columns.values()}
    columns = {
        letter: uses.get(use.heading, use)
        for letter, use in mapping.columns.items()
        if use.heading not in before.left_out
    }
    return replace(mapping, columns=columns, constants=before.constants, left_out=before.left_out)


def _table(proposed: SheetProposal, view: View) -> str | None:
    """Which table a sheet fills, with how well it fits; None: it is not read."""
    _ = translator(view.language)
    scores = {one.table: one.score for one in proposed.tables}
    names = {one.table: one.german if view.language == "de" else one.english for one in SHEETS}
    ordered = sorted(names, key=lambda table: -scores.get(table, 0.0))
    nothing = _("do not read")

    def word(table: str | None) -> str:
        if table is None:
            return nothing
        return f"{names[table]} ({texts.percent(scores.get(table, 0.0), view.language)})"

    options: list[str | None] = [None, *ordered]
    proposed_table = proposed.table if proposed.mapping is not None else None
    return st.selectbox(
        _("Read as"),
        options,
        index=options.index(proposed_table),
        format_func=word,
        key=f"map_{proposed.shape.name}_table",
        width=260,
    )


def _columns(proposed: SheetProposal, mapping: SheetMapping, view: View) -> SheetMapping:
    """Column by column: what it holds, what it is taken for, and what its values leave open."""
    columns = dict(mapping.columns)
    left_out = set(mapping.left_out)
    for one in proposed.columns:
        if one.letter in mapping.periods:
            continue
        key = f"map_{mapping.source}_{mapping.table}_{one.letter}"
        left, middle, right = st.columns([3, 3, 4], gap="small")
        with left:
            show(_held(one))
        with middle:
            field = _field(one, columns.get(one.letter), mapping.table, key, view)
        with right:
            use = _use(one, columns.get(one.letter), field, key, view)
        columns.pop(one.letter, None)
        if use is not None:
            columns[one.letter] = use
            left_out.discard(one.heading)
        elif one.heading:
            left_out.add(one.heading)
    constants = _constants(mapping, columns, view)
    if mapping.periods:
        _tell_periods(mapping, view)
    return replace(mapping, columns=columns, constants=constants, left_out=tuple(sorted(left_out)))


def _held(one: ColumnProposal) -> str:
    samples = " · ".join(one.samples[:3])
    return (
        f'<p class="mp-small"><b>{esc(one.letter)} {esc(one.heading or "–")}</b><br>'
        f'<span class="mp-quiet">{esc(samples)}</span></p>'
    )


def _field(
    one: ColumnProposal, use: ColumnUse | None, table: str, key: str, view: View
) -> str | None:
    _ = translator(view.language)
    fields = {
        column.field: column.heading if view.language == "de" else column.english
        for column in SHEET_OF[table].columns
    }
    options: list[str | None] = [None, *fields]
    return st.selectbox(
        _("Column {letter} is", letter=one.letter),
        options,
        index=options.index(use.field) if use is not None and use.field in fields else 0,
        format_func=lambda field: fields[field] if field else _("not read"),
        key=f"{key}_field",
        label_visibility="collapsed",
    )


def _use(
    one: ColumnProposal, use: ColumnUse | None, field: str | None, key: str, view: View
) -> ColumnUse | None:
    """The use of a column: as proposed, or of the field that was chosen; doubts are asked."""
    lang = view.language
    if field is None:
        return None
    if use is None or use.field != field:
        use = ColumnUse(field, one.heading)
        show(f'<p class="mp-quiet mp-small">{translate(mark("chosen by you"), lang)}</p>')
    else:
        reasons = " ".join(reason_text(reason, lang) for reason in one.reasons)
        sure = texts.percent(one.confidence, lang)
        show(f'<p class="mp-quiet mp-small">{sure} · {esc(reasons)}</p>')
    for question in one.questions:
        use = _answered(question, use, key, view)
    return use


def _answered(question: Question, use: ColumnUse, key: str, view: View) -> ColumnUse:
    lang = view.language
    label = unmarked(translate(_ASKS[question.kind], lang, samples=", ".join(question.samples[:2])))
    if question.kind == "factor":
        factor = st.number_input(label, value=float(question.suggestion or 1), key=f"{key}_factor")
        return replace(use, factor=factor)
    answers = _ANSWERS[question.kind]
    options = list(answers)
    chosen = st.selectbox(
        label,
        options,
        index=options.index(question.suggestion) if question.suggestion in options else None,
        format_func=lambda answer: translate(answers[answer], lang),
        key=f"{key}_{question.kind}",
        placeholder=translate(mark("please choose"), lang),
    )
    return replace(use, **cast("dict[str, Any]", {question.kind: chosen}))


def _constants(
    mapping: SheetMapping, columns: MappingOf[str, ColumnUse], view: View
) -> dict[str, str]:
    """What no column says, though every row needs it: all rows are measure V1."""
    _ = translator(view.language)
    filled = {use.field for use in columns.values()}
    if mapping.period_field is not None:
        filled.add(mapping.period_field)
    constants = {}
    for column in SHEET_OF[mapping.table].columns:
        if not column.is_required or column.field in filled:
            continue
        heading = column.heading if view.language == "de" else column.english
        text = st.text_input(
            _("{column}, the same in all rows", column=heading),
            value=mapping.constants.get(column.field, ""),
            key=f"map_{mapping.source}_{mapping.table}_{column.field}",
            width=320,
        )
        if text.strip():
            constants[column.field] = text.strip()
    return constants


def _tell_periods(mapping: SheetMapping, view: View) -> None:
    _ = translator(view.language)
    periods = ", ".join(mapping.periods.values())
    text = _("The columns {periods} are read as periods.", periods=periods)
    show(f'<p class="mp-quiet mp-small">{esc(text)}</p>')
