"""``uploads``, ``withdraw`` and ``reinstate``: what has been loaded, and taking it back."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
from collections.abc import Callable
from typing import Any

from masterplan import texts
from masterplan.access import Person, local
from masterplan.cli import history
from masterplan.cli.effects import described_lights, described_rows, print_lights, print_rows
from masterplan.cli.output import print_json, print_table, records, shortened
from masterplan.cli.plans import existing_plan
from masterplan.store import Rehearsal, Store, open_store
from masterplan.texts import mark, translator

_NO_UPLOADS = mark(
    "Nothing has been loaded yet. Load a workbook with: python -m masterplan load FILE"
)
_WITHDRAWN = mark("Upload {upload} is withdrawn: its rows no longer count. reinstate undoes this.")
_REINSTATED = mark("Upload {upload} is reinstated: its rows count again.")

_REHEARSED = mark("Upload {upload} stays as it is: this was a rehearsal.")

_UPLOAD = mark("Upload no.")
_RECORDED = mark("Recorded")
_PLAN = mark("Plan")
_FILE = mark("File")
_PERSON = mark("Person")
_COUNTS = {
    "rows_new": mark("new"),
    "rows_corrected": mark("corrected"),
    "rows_unchanged": mark("unchanged"),
    "rows_withdrawn": mark("withdrawn"),
}
_FINDINGS = mark("Findings")
_VALIDITY = mark("Validity")
_VALID = mark("valid")
_TAKEN_BACK = mark("withdrawn by {person}, {moment}")


_Turn = Callable[[int, Person, str | None, dt.datetime | None], None]


def uploads(options: argparse.Namespace) -> int:
    """List the uploads, newest first; or tell of single ones."""
    if options.compare is not None:
        return history.compare(options)
    if options.findings is not None:
        return history.findings(options)
    store = open_store(options.db)
    answer = store.ask("uploads/list", plan=existing_plan(store, options.plan))
    if options.json:
        print_json({"uploads": records(answer.rename(columns={"plan_code": "plan"}))})
    elif answer.empty:
        print(translator(options.language)(_NO_UPLOADS))
    else:
        _print_uploads(answer.to_dict("records"), options.language)
    return 0


def withdraw(options: argparse.Namespace) -> int:
    """Take an upload back."""
    store = open_store(options.db)
    if options.dry_run:
        return _rehearsed(store.rehearse_withdrawal(options.upload_id, options.on), options)
    return _turned(store, store.withdraw, _WITHDRAWN, options)


def reinstate(options: argparse.Namespace) -> int:
    """Take a withdrawal back."""
    store = open_store(options.db)
    if options.dry_run:
        return _rehearsed(store.rehearse_reinstatement(options.upload_id, options.on), options)
    return _turned(store, store.reinstate, _REINSTATED, options)


def _turned(store: Store, turn: _Turn, said: str, options: argparse.Namespace) -> int:
    """Withdraw or reinstate, and say which lights that changed."""
    state = store.ask("uploads/upload_state", upload_id=options.upload_id)
    before = store.lights(state["plan_code"], options.on or dt.date.today())
    turn(options.upload_id, *who(options))
    lights = store.lights_changed(before)
    if options.json:
        print_json({"upload_id": options.upload_id, "lights": described_lights(lights)})
    else:
        print(translator(options.language)(said, upload=options.upload_id))
        print_lights(lights, options.language)
    return 0


def _rehearsed(rehearsal: Rehearsal, options: argparse.Namespace) -> int:
    """Say what a withdrawal or reinstatement would change."""
    if options.json:
        print_json(
            {
                "upload_id": options.upload_id,
                "rows_changed": rehearsal.rows_changed,
                "rows": described_rows(rehearsal),
                "lights": described_lights(rehearsal.lights),
            }
        )
    else:
        print_rows(rehearsal, options.language)
        print_lights(rehearsal.lights, options.language)
        print(translator(options.language)(_REHEARSED, upload=options.upload_id))
    return 0


def who(options: argparse.Namespace) -> tuple[Person, str | None, dt.datetime | None]:
    """Person, reason and moment of a change."""
    return signer(options), options.reason, options.recorded_at


def signer(options: argparse.Namespace) -> Person:
    """The person under the name that was given, else that of the computer's user."""
    return local(options.person or _user())


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run as a user without a name
        return "python -m masterplan"


def _print_uploads(rows: list[dict[Any, Any]], language: str) -> None:
    _ = translator(language)
    counts = [_(heading) for heading in _COUNTS.values()]
    headings = [_(heading) for heading in (_UPLOAD, _RECORDED, _PLAN, _FILE, _PERSON)]
    print_table(
        [*headings, *counts, _(_FINDINGS), _(_VALIDITY)],
        [
            [
                str(row["upload_id"]),
                texts.moment(row["recorded_at"].to_pydatetime(), language),
                row["plan_code"],
                shortened(row["file_name"], 40),
                shortened(row["person"], 30),
                *(texts.number(row[field], language) for field in _COUNTS),
                texts.number(row["findings"], language),
                _validity(row, language),
            ]
            for row in rows
        ],
        numbers=[headings[0], *counts, _(_FINDINGS)],
    )


def _validity(row: dict[Any, Any], language: str) -> str:
    _ = translator(language)
    if not row["is_withdrawn"]:
        return _(_VALID)
    moment = texts.moment(row["withdrawn_at"].to_pydatetime(), language)
    return _(_TAKEN_BACK, person=row["withdrawn_by"], moment=moment)
