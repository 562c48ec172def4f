"""Workbooks in: from bytes to rows and findings.

The way of a file: ``grid`` turns its bytes into raw cells, ``draft`` finds sheets and columns and
reads the cells, ``plans`` settles which plan it belongs to, ``check`` compares its rows with each
other, with the other files of the call and with what is stored.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from masterplan.findings import Known, Reading
from masterplan.workbook.bulk import BulkTable
from masterplan.workbook.check import check
from masterplan.workbook.context import Context, context_of
from masterplan.workbook.draft import Draft, draft
from masterplan.workbook.mapping import Mapping
from masterplan.workbook.names import names_by_table
from masterplan.workbook.percents import codes_in_percent
from masterplan.workbook.plans import settle_plans
from masterplan.workbook.progress import Steps, Tell, say_nothing
from masterplan.workbook.table import Table


def read(
    content: bytes,
    file_name: str,
    known: Known,
    chosen_plan: str | None = None,
    mapping: Mapping | None = None,
) -> Reading:
    """Read and check one workbook. Whatever the file holds, the result is a Reading."""
    return read_files([(file_name, content)], known, chosen_plan, mapping)[0]


def read_files(
    files: Sequence[tuple[str, bytes]],
    known: Known,
    chosen_plan: str | None = None,
    mapping: Mapping | None = None,
    tell: Tell = say_nothing,
    is_bulk: bool = False,
) -> list[Reading]:
    """Read and check several workbooks, which may refer to each other in any order.

    ``chosen_plan`` is the plan of those files that do not name one themselves. ``mapping`` says
    how the sheets are read that do not follow the format. ``is_bulk`` lets CSV and Parquet files
    be of any length. Here files are read in the process of the caller: for files of unknown
    origin there is ``read_safely``.
    """
    names = names_by_table(known, chosen_plan) if mapping is not None else {}
    steps = Steps(tell, len(files))
    drafts = []
    for number, (file_name, content) in enumerate(files):
        steps.opening(number)
        drafts.append(draft(file_name, content, mapping, names, is_bulk))
        steps.reading(number, 1.0)
    settle_plans(drafts, known, chosen_plan)
    _check(drafts, known, steps)
    return [one.reading() for one in drafts]


def _check(drafts: Sequence[Draft], known: Known, steps: Steps) -> None:
    plans = {one.plan_code for one in drafts if one.plan_code is not None}
    contexts = {
        plan: context_of(plan, [one for one in drafts if one.plan_code == plan], known)
        for plan in plans
    }
    today = dt.date.today()
    for number, one in enumerate(drafts):
        steps.checking(number)
        context = contexts[one.plan_code] if one.plan_code is not None else None
        for table in one.tables.values():
            check(table, context, today)
        if one.bulk is not None:
            check(_doubtful(one.bulk, context, today), context, today)


def _doubtful(bulk: BulkTable, context: Context | None, today: dt.date) -> Table:
    """The rows of a long file that the rules have to look at."""
    if context is None:
        return bulk.doubtful(None, set(), today)
    is_known = "indicator" not in context.unreadable
    codes = context.codes("indicator") if is_known else None
    return bulk.doubtful(codes, codes_in_percent(context), today)
