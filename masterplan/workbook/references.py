"""Codes that name rows of other sheets: is there such a row, and do goals end somewhere?"""

from __future__ import annotations

from masterplan.sheets import SHEET_OF, Column
from masterplan.workbook.context import Context
from masterplan.workbook.table import Table


def check_references(table: Table, context: Context) -> None:
    """Object to every code that nothing goes by."""
    for column in table.sheet.columns:
        target = column.refers_to
        if target is None or target in context.unreadable or column.field not in table.raw:
            continue
        _check_column(table, column, target, context)


def check_goal_cycles(goals: Table) -> None:
    """Object to goals that are above themselves, over however many steps."""
    codes = goals.columns["goal_code"]
    parents = {
        code: parent
        for code, parent in zip(codes, goals.columns["parent_code"], strict=True)
        if parent is not None
    }
    in_cycle = _in_cycle(parents)
    for row, code in enumerate(codes):
        if code in in_cycle and not goals.is_faulty("parent_code", row):
            goals.object_to("goal_cycle", "parent_code", row, {"path": in_cycle[code]})


def _check_column(table: Table, column: Column, target: str, context: Context) -> None:
    known = context.codes(target)
    values = table.columns[column.field]
    is_list = column.type == "codes"
    used = {code for codes in values for code in codes or ()} if is_list else set(values)
    unknown = {code for code in used if code is not None and str(code) not in known}
    if not unknown:
        return
    for row, value in enumerate(values):
        for code in value or () if is_list else (value,):
            if code in unknown:
                _object_to_code(table, column.field, row, str(code), target, context)


def _object_to_code(
    table: Table, field_name: str, row: int, code: str, target: str, context: Context
) -> None:
    words = context.proposals(target).of(code)
    details = {"word": code, "table": SHEET_OF[target].german}
    table.object_to("reference_unknown", field_name, row, details, words)


def _in_cycle(parents: dict[str, str]) -> dict[str, str]:
    """The codes that lie on a cycle, each with the way back to itself."""
    found: dict[str, str] = {}
    finished: set[str] = set()
    for start in parents:
        path: list[str] = []
        code: str | None = start
        while code is not None and code not in finished and code not in path:
            path.append(code)
            code = parents.get(code)
        if code in path:
            cycle = path[path.index(str(code)) :]
            for number, member in enumerate(cycle):
                found[member] = " → ".join([*cycle[number:], *cycle[:number], member])
        finished.update(path)
    return found
