"""Keys: are they complete, does each come once, and does a new one bring what it needs?"""

from __future__ import annotations

from masterplan.workbook.context import TABLES_WITH_CODES, Context, key_codes
from masterplan.workbook.table import Table


def check_keys(table: Table) -> None:
    """Object to rows that do not say what they are about."""
    for column in table.sheet.columns:
        if column.is_key and column.is_required:
            values = table.columns[column.field]
            if None in values:
                for row, value in enumerate(values):
                    if value is None and not table.is_faulty(column.field, row):
                        table.object_to("key_incomplete", column.field, row)


def check_required(table: Table, context: Context) -> None:
    """Object to rows with a new key that lack a required value."""
    name = table.sheet.table
    if name not in TABLES_WITH_CODES:
        return
    codes = key_codes(table)
    for column in table.sheet.columns:
        if column.is_key or not column.is_required or column.field not in table.raw:
            continue
        enough = context.stored[name] | context.filled[name, column.field]
        for row, value in enumerate(table.columns[column.field]):
            code = codes[row]
            if value is not None or code is None or code in enough:
                continue
            if not table.is_withdrawn[row] and not table.is_faulty(column.field, row):
                table.object_to("value_required", column.field, row, {"code": code})


def check_withdrawals(table: Table, context: Context) -> None:
    """Warn of rows that take back what nobody has said."""
    name = table.sheet.table
    if True not in table.is_withdrawn or name not in TABLES_WITH_CODES:
        return
    known = context.codes(name)
    for row, code in enumerate(key_codes(table)):
        if table.is_withdrawn[row] and code is not None and code not in known:
            table.object_to("withdraw_unknown", table.sheet.keys[-1], row, {"code": code})


def drop_repetitions(table: Table) -> None:
    """Warn of rows that say the same twice, and drop them; object to those that contradict."""
    keys = [table.columns[name] for name in table.sheet.keys]
    by_key = list(zip(*keys, strict=True))
    if len(set(by_key)) == len(by_key):
        return
    required = [
        number
        for number, name in enumerate(table.sheet.keys)
        if table.sheet.column(name).is_required
    ]
    first: dict[tuple[object, ...], int] = {}
    repeated: set[int] = set()
    contradicted: set[int] = set()
    for row, key in enumerate(by_key):
        other = first.setdefault(key, row)
        if other == row or any(key[number] is None for number in required):
            continue
        if _same(table, other, row):
            repeated.add(row)
            _object(table, "row_repeated", row, other)
        else:
            _object(table, "row_contradicts", row, other)
            if other not in contradicted:
                _object(table, "row_contradicts", other, row)
            contradicted.add(other)
    table.keep([row for row in range(len(table)) if row not in repeated])


def _same(table: Table, first: int, second: int) -> bool:
    return table.is_withdrawn[first] == table.is_withdrawn[second] and all(
        table.columns[name][first] == table.columns[name][second] for name in table.sheet.values
    )


def _object(table: Table, rule: str, row: int, other: int) -> None:
    table.object_to(rule, table.sheet.principal, row, {"other": table.cell(other)})
