"""``template`` and ``export``: workbooks of what is known."""

from __future__ import annotations

import argparse
import datetime as dt
import re
from pathlib import Path

from masterplan.store import Store, open_store
from masterplan.store.contents import contents
from masterplan.texts import NO_NUMBER, UserError, mark, translator
from masterplan.workbook import template as templates
from masterplan.workbook.selection import owners, selection
from masterplan.workbook.write import workbook

_NO_PLAN = mark("There is no plan {plan}. The command uploads lists what has been loaded.")
_SEVERAL = mark("There are several plans: {plans}. Choose one with --plan.")
_NONE = mark("There is no plan yet. Load a workbook with: python -m masterplan load FILE")
_NOTHING = mark("There is nothing to export: nothing was known at that time.")
_NOT_WRITTEN = mark(
    "The file {file} cannot be written: {reason}. Choose another place, or close it in Excel."
)
_WRITTEN = mark("Written: {file}")
_NOT_THERE = {
    "owner": mark("No indicator has the owner {asked}. There are: {known}."),
    "topic_area": mark("The plan has no topic area {asked}. There are: {known}."),
    "working_group": mark("The plan has no working group {asked}. There are: {known}."),
}
_NO_PART = mark("There is no plan yet, so no part of it can be chosen.")

Tables = dict[str, list[dict[str, object]]]


def template(options: argparse.Namespace) -> int:
    """Write a workbook to fill in, with what is known of a plan or of a part of it."""
    store = open_store(options.db)
    plan = existing_plan(store, options.plan)
    if plan is None and (plans := sorted({plan for plan, _table in store.known().codes})):
        plan = _only(plans)
    wishes = {"owner": options.owner, "topic_area": options.area, "working_group": options.group}
    wishes = {name: wish for name, wish in wishes.items() if wish is not None}
    if plan is None:
        if wishes:
            raise UserError(_NO_PART)
        content = templates.template({}, options.language)
    else:
        tables = contents(store, plan)
        _require_part(tables, wishes)
        on = options.on or dt.date.today()
        about = ", ".join([plan, *wishes.values()])
        content = templates.template(selection(tables, **wishes), options.language, on, about)
    write_file(options.file, content, options.language)
    return 0


def _require_part(tables: Tables, wishes: dict[str, str]) -> None:
    """UserError where the plan has no such owner, topic area or working group."""
    known = {"owner": owners(tables)}
    for table in ("topic_area", "working_group"):
        known[table] = [str(row[f"{table}_code"]) for row in tables[table]]
    for name, wish in wishes.items():
        if wish not in known[name]:
            there = ", ".join(known[name]) or NO_NUMBER
            raise UserError(_NOT_THERE[name], asked=wish, known=there)


def export(options: argparse.Namespace) -> int:
    """Write what is known: one plan into a file, or each plan into a file of a folder."""
    store = open_store(options.db)
    plan = existing_plan(store, options.plan)
    known = _known(store, _plans(store) if plan is None else [plan], options.known_at)
    if not known:
        raise UserError(_NOTHING)
    if options.target.suffix.lower() == ".xlsx":
        files = {options.target: known[_only(sorted(known))]}
    else:
        files = {options.target / name: known[plan] for plan, name in _file_names(known).items()}
    for file, tables in files.items():
        write_file(file, workbook(tables, options.language), options.language)
    return 0


def existing_plan(store: Store, plan: str | None) -> str | None:
    """``plan`` as it was given; UserError where nothing was ever loaded for it."""
    if plan is not None and plan not in _plans(store):
        raise UserError(_NO_PLAN, plan=plan)
    return plan


def chosen_plan(store: Store, plan: str | None) -> str:
    """``plan`` as it was given, else the only one there is; UserError where that is not clear."""
    return existing_plan(store, plan) or _only(_plans(store))


def _plans(store: Store) -> list[str]:
    """Every plan that something was loaded for, be it withdrawn."""
    return sorted(set(store.ask("uploads/list", plan=None)["plan_code"]))


def _only(plans: list[str]) -> str:
    if not plans:
        raise UserError(_NONE)
    if len(plans) > 1:
        raise UserError(_SEVERAL, plans=", ".join(plans))
    return plans[0]


def _known(store: Store, plans: list[str], known_at: dt.datetime | None) -> dict[str, Tables]:
    """The sheets with rows of each plan that has any."""
    found = {}
    for plan in plans:
        tables = {table: rows for table, rows in contents(store, plan, known_at).items() if rows}
        if tables:
            found[plan] = tables
    return found


def _file_names(plans: dict[str, Tables]) -> dict[str, str]:
    """A file name for each plan, different also where the file system ignores upper case."""
    names: dict[str, str] = {}
    for plan in plans:
        name = re.sub(r"[^\w-]+", "_", plan)
        while name.lower() in {other.lower() for other in names.values()}:
            name += "_"
        names[plan] = name
    return {plan: f"{name}.xlsx" for plan, name in names.items()}


def write_file(file: Path, content: bytes, language: str) -> None:
    """Write a file and say so; UserError where it cannot be written."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as error:
        raise UserError(_NOT_WRITTEN, file=file, reason=error.strerror or error) from error
    print(translator(language)(_WRITTEN, file=file))
