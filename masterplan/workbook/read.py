"""Workbooks in: from bytes to rows and findings.

The way of a file: ``grid`` turns its bytes into raw cells, ``draft`` finds sheets and columns and
reads the cells, ``plans`` settles which plan it belongs to, ``check`` compares its rows with each
other, with the other files of the call and with what is stored.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from masterplan.findings import Known, Reading
from masterplan.workbook.check import check
from masterplan.workbook.context import context_of
from masterplan.workbook.draft import draft
from masterplan.workbook.plans import settle_plans


def read(content: bytes, file_name: str, known: Known, chosen_plan: str | None = None) -> Reading:
    """Read and check one workbook. Whatever the file holds, the result is a Reading."""
    return read_files([(file_name, content)], known, chosen_plan)[0]


def read_files(
    files: Sequence[tuple[str, bytes]], known: Known, chosen_plan: str | None = None
) -> list[Reading]:
    """Read and check several workbooks, which may refer to each other in any order.

    ``chosen_plan`` is the plan of those files that do not name one themselves.
    """
    drafts = [draft(file_name, content) for file_name, content in files]
    settle_plans(drafts, known, chosen_plan)
    plans = {one.plan_code for one in drafts if one.plan_code is not None}
    contexts = {
        plan: context_of(plan, [one for one in drafts if one.plan_code == plan], known)
        for plan in plans
    }
    today = dt.date.today()
    for one in drafts:
        context = contexts[one.plan_code] if one.plan_code is not None else None
        for table in one.tables.values():
            check(table, context, today)
    return [one.reading() for one in drafts]
