"""``uploads``, ``withdraw`` and ``reinstate``: what has been loaded, and taking it back."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
from typing import Any

from masterplan import texts
from masterplan.cli.output import print_json, print_table, records, shortened
from masterplan.cli.plans import existing_plan
from masterplan.store import open_store
from masterplan.texts import mark, translator

_NO_UPLOADS = mark(
    "Nothing has been loaded yet. Load a workbook with: python -m masterplan load FILE"
)
_WITHDRAWN = mark("Upload {upload} is withdrawn: its rows no longer count. reinstate undoes this.")
_REINSTATED = mark("Upload {upload} is reinstated: its rows count again.")

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


def uploads(options: argparse.Namespace) -> int:
    """List the uploads, newest first."""
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
    open_store(options.db).withdraw(options.upload_id, *who(options))
    print(translator(options.language)(_WITHDRAWN, upload=options.upload_id))
    return 0


def reinstate(options: argparse.Namespace) -> int:
    """Take a withdrawal back."""
    open_store(options.db).reinstate(options.upload_id, *who(options))
    print(translator(options.language)(_REINSTATED, upload=options.upload_id))
    return 0


def who(options: argparse.Namespace) -> tuple[str, str | None, dt.datetime | None]:
    """Person, reason and moment of a change."""
    return options.person or _user(), options.reason, options.recorded_at


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
