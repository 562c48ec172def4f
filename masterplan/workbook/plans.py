"""Which plan a file belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from masterplan.findings import Known
from masterplan.workbook.draft import Draft


def settle_plans(drafts: Sequence[Draft], known: Known, chosen: str | None) -> None:
    """Give each draft its plan, or object: a file's own sheet decides, then the user's choice."""
    for draft in drafts:
        draft.plan_code = _own_plan(draft)
    named = {draft.plan_code for draft in drafts if draft.plan_code is not None}
    for draft in drafts:
        if draft.plan_code is None and draft.is_readable and not _has_own_rows(draft):
            draft.plan_code = _plan_from_outside(draft, named, known, chosen)


def _has_own_rows(draft: Draft) -> bool:
    """Does the sheet Plan say something, or was it meant to? Then its objections are enough."""
    table = draft.tables.get("plan")
    return "plan" in draft.unreadable or (table is not None and len(table) > 0)


def _own_plan(draft: Draft) -> str | None:
    table = draft.tables.get("plan")
    if table is None or not len(table):
        return None
    codes: list[str | None] = table.columns["plan_code"]
    distinct = list(dict.fromkeys(codes))
    if len(distinct) > 1:
        for row, code in enumerate(codes):
            if code != codes[0]:
                table.object_to("plan_more_than_one", "plan_code", row)
        return None
    return distinct[0]


def _plan_from_outside(
    draft: Draft, others: set[str], known: Known, chosen: str | None
) -> str | None:
    plans = ", ".join(sorted(known.plans | others)) or "–"
    if chosen is not None:
        if chosen in known.plans or chosen in others:
            return chosen
        draft.found.add("plan_unknown", value=chosen, details={"plans": plans})
        return None
    for candidates in (others, known.plans):
        if len(candidates) == 1:
            return next(iter(candidates))
        if candidates:
            break
    draft.found.add(
        "plan_unclear" if known.plans | others else "plan_missing", details={"plans": plans}
    )
    return None
