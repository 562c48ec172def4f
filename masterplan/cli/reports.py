"""``report`` and ``reports``: a report as a file, and the list of the frozen ones."""

from __future__ import annotations

import argparse
import datetime as dt
import sys

from masterplan import texts
from masterplan.cli.output import print_json, print_table, records
from masterplan.cli.plans import chosen_plan, write_file
from masterplan.cli.uploads import signer
from masterplan.reporting import Scope
from masterplan.reports import building, snapshot
from masterplan.reports.formats import FORMATS
from masterplan.store import Store, open_store
from masterplan.store.database import utc_now
from masterplan.store.reports import freeze
from masterplan.texts import UserError, mark, translate, translator

_NO_FORM = mark("A report is written as {endings}; {file} names none of these.")
_NOT_FROZEN = mark("There is no frozen report {number}. The command reports lists those there are.")
_FROZEN = mark("Frozen as report {number}. Checksum (SHA-256) of its data: {sha256}")
_NONE_YET = mark("No report has been frozen yet. Freeze one with: python -m masterplan report")
_PHASE = mark("phase {phase}")
_COLUMNS = (
    mark("No."),
    mark("Plan"),
    mark("Part"),
    mark("Title"),
    mark("Reporting date"),
    mark("Frozen at"),
    mark("Checksum"),
    mark("Data"),
)
_INTACT, _ALTERED = mark("unchanged"), mark("altered")

DATA = "json"


def report(options: argparse.Namespace) -> int:
    """Write a report as a file: a frozen one, one that is frozen with it, or a draft."""
    form = options.file.suffix.lower().removeprefix(".")
    if form not in {DATA, *FORMATS}:
        endings = ", ".join(f".{ending}" for ending in (*FORMATS, DATA))
        raise UserError(_NO_FORM, endings=endings, file=options.file)
    store = open_store(options.db)
    number = options.frozen
    if options.freeze:
        number = _freeze(store, options)
    text = _draft(store, options) if number is None else _stored(store, number)
    content = text.encode("utf-8")
    if form != DATA:
        order = building.Order(text, number, form, options.language)
        content = building.build(order, _teller(options.language) if sys.stderr.isatty() else None)
    write_file(options.file, content, options.language)
    return 0


def reports(options: argparse.Namespace) -> int:
    """List the frozen reports, newest first; exit code 1 where one is not what was frozen."""
    store = open_store(options.db)
    found = records(store.ask("reports/frozen", plan=options.plan))
    if options.json:
        print_json(found)
    elif not found:
        print(translator(options.language)(_NONE_YET))
    else:
        _print(found, options.language)
    return 0 if all(one["is_intact"] for one in found) else 1


def _print(found: list[dict[str, object]], language: str) -> None:
    _ = translator(language)
    rows = []
    for one in found:
        part = one["topic_area_code"] or ""
        if one["phase"] is not None:
            part = _(_PHASE, phase=one["phase"])
        day = dt.date.fromisoformat(str(one["reporting_date"])[:10])
        frozen_at = dt.datetime.fromisoformat(str(one["recorded_at"]).removesuffix("Z"))
        rows.append(
            [
                str(one["frozen_report_id"]),
                str(one["plan_code"]),
                str(part),
                str(one["title"]),
                texts.date(day, language),
                texts.moment(frozen_at, language),
                str(one["sha256"])[:16],
                _(_INTACT) if one["is_intact"] else _(_ALTERED),
            ]
        )
    print_table([_(heading) for heading in _COLUMNS], rows, [_(_COLUMNS[0])])


def _scope(store: Store, options: argparse.Namespace) -> Scope:
    plan = chosen_plan(store, options.plan)
    return Scope(plan, options.phase, options.area)


def _draft(store: Store, options: argparse.Namespace) -> str:
    scope = _scope(store, options)
    on = options.on or dt.date.today()
    composed = snapshot.compose(store.ask, scope, on, options.known_at or utc_now())
    return snapshot.written(composed)


def _freeze(store: Store, options: argparse.Namespace) -> int:
    scope, on = _scope(store, options), options.on or dt.date.today()
    frozen = freeze(
        store,
        scope,
        on,
        (options.title or "", options.paper),
        signer(options),
        snapshot.composer(store.ask, scope, on),
        options.known_at,
    )
    _ = translator(options.language)
    print(_(_FROZEN, number=frozen.frozen_report_id, sha256=frozen.sha256))
    return frozen.frozen_report_id


def _stored(store: Store, number: int) -> str:
    found = store.ask("reports/frozen_data", report=number)
    if found.empty:
        raise UserError(_NOT_FROZEN, number=number)
    return str(found["data"][0])


def _teller(language: str) -> building.Tell:
    return lambda share, doing: print(
        f"{share:4.0%}  {translate(doing, language)}", file=sys.stderr
    )
