"""``history``, and what ``uploads`` tells of single ones: what was said, by whom."""

from __future__ import annotations

import argparse
import datetime as dt
import json
from typing import Any

from masterplan import texts
from masterplan.cli.output import print_json, print_table, records, shortened
from masterplan.cli.plans import existing_plan
from masterplan.findings import Finding
from masterplan.store import Store, open_store
from masterplan.store.values import heading, shown, shown_key
from masterplan.texts import UserError, mark, translator
from masterplan.workbook.rules import advice, problem

_NO_INDICATOR = mark("Nothing was ever loaded for an indicator {indicator}.")
_SEVERAL = mark("There are several plans: {plans}. Choose one with --plan.")
_NOTHING_SAID = mark("No upload says anything of this.")
_NO_UPLOAD = mark("There is no upload {upload}. The command uploads lists them.")
_NO_DIFFERENCE = mark(
    "The uploads {first} and {second} say the same of observations, evaluations, milestones and "
    "targets."
)
_NO_FINDINGS = mark("Nothing was objected to in upload {upload}.")

_DATE = mark("Date")
_CATEGORY = mark("Category")
_VALUE = mark("Value")
_FLAG = mark("Flag")
_HOLDS = mark("Validity")
_HOLDING = mark("holds")
_REPLACED = mark("replaced")
_TAKEN_BACK = mark("taken back")
_HIDDEN = mark("upload withdrawn by {person}, {moment}")
_UPLOAD = mark("Upload no.")
_PERSON = mark("Person")
_RECORDED = mark("Recorded")
_PLACE = mark("Place")
_SHEET = mark("Sheet")
_CELL = mark("Cell")
_KEY = mark("Key")
_FIELD = mark("Field")
_IN_UPLOAD = mark("Upload {upload}")
_PROBLEM = mark("What is wrong")
_ADVICE = mark("What to do")

Row = dict[str, Any]


def history(options: argparse.Namespace) -> int:
    """Everything that was said of the values of an indicator, the newest date first."""
    store = open_store(options.db)
    plan = _plan_of(store, options.indicator, options.plan)
    asked = {"plan": plan, "indicator": options.indicator, "observed_on": options.date}
    rows = records(store.ask("indicators/history", **asked))
    if options.json:
        print_json({"plan": plan, "indicator": options.indicator, "statements": rows})
    elif rows:
        _print_history(rows, options.language)
    else:
        print(translator(options.language)(_NOTHING_SAID))
    return 0


def compare(options: argparse.Namespace) -> int:
    """In what two uploads differ."""
    store = open_store(options.db)
    first, second = options.compare
    for upload_id in (first, second):
        _require_upload(store, upload_id)
    rows = records(store.ask("uploads/differences", first=first, second=second))
    if options.json:
        print_json({"first": first, "second": second, "differences": rows})
    elif rows:
        _print_differences(rows, first, second, options.language)
    else:
        print(translator(options.language)(_NO_DIFFERENCE, first=first, second=second))
    return 0


def findings(options: argparse.Namespace) -> int:
    """What was objected to in an upload that was stored all the same."""
    store, upload_id, language = open_store(options.db), options.findings, options.language
    _require_upload(store, upload_id)
    rows = [
        _worded(row, language)
        for row in records(store.ask("uploads/findings", upload_id=upload_id))
    ]
    _ = translator(language)
    if options.json:
        print_json({"upload_id": upload_id, "findings": rows})
    elif rows:
        fields = {"sheet": _SHEET, "cell": _CELL, "problem": _PROBLEM, "advice": _ADVICE}
        print_table(
            [_(name) for name in fields.values()],
            [[row[field] for field in fields] for row in rows],
        )
    else:
        print(_(_NO_FINDINGS, upload=upload_id))
    return 0


def _plan_of(store: Store, indicator: str, plan: str | None) -> str:
    """The plan that has the indicator, be it in an upload that was withdrawn."""
    existing_plan(store, plan)
    said = store.ask("uploads/codes_ever_said")
    of_indicator = said[(said["table_name"] == "indicator") & (said["code"] == indicator)]
    plans = [one for one in of_indicator["plan_code"] if plan in (None, one)]
    if not plans:
        raise UserError(_NO_INDICATOR, indicator=indicator)
    if len(plans) > 1:
        raise UserError(_SEVERAL, plans=", ".join(plans))
    return str(plans[0])


def _require_upload(store: Store, upload_id: int) -> None:
    if store.ask("uploads/upload_state", upload_id=upload_id).empty:
        raise UserError(_NO_UPLOAD, upload=upload_id)


def _print_history(rows: list[Row], language: str) -> None:
    _ = translator(language)
    headings = (_DATE, _CATEGORY, _VALUE, _FLAG, _HOLDS, _UPLOAD, _PERSON, _RECORDED, _PLACE)
    print_table(
        [_(name) for name in headings],
        [
            [
                texts.date(dt.date.fromisoformat(row["observed_on"]), language),
                ": ".join(part for part in (row["dimension"], row["category"]) if part),
                _observed(row, "value", language),
                _observed(row, "flag", language),
                _validity(row, language),
                str(row["upload_id"]),
                shortened(row["person"], 30),
                texts.moment(dt.datetime.fromisoformat(row["recorded_at"]), language),
                f"{shortened(row['file_name'], 40)}, {row['sheet']}!{row['cell']}",
            ]
            for row in rows
        ],
        numbers=[_(_VALUE)],
    )


def _observed(row: Row, field: str, language: str) -> str:
    value = None if row[field] is None else str(row[field])
    return shown("observation", field, value, language)


def _validity(row: Row, language: str) -> str:
    _ = translator(language)
    if row["is_hidden"]:
        moment = texts.moment(dt.datetime.fromisoformat(row["hidden_at"]), language)
        return _(_HIDDEN, person=row["hidden_by"], moment=moment)
    if row["is_taken_back"]:
        return _(_TAKEN_BACK)
    return _(_HOLDING) if row["is_holding"] else _(_REPLACED)


def _print_differences(rows: list[Row], first: int, second: int, language: str) -> None:
    _ = translator(language)
    uploads = [_(_IN_UPLOAD, upload=upload) for upload in (first, second)]
    print_table(
        [_(_SHEET), _(_KEY), _(_FIELD), *uploads],
        [
            [
                row["sheet_first"] or row["sheet_second"],
                shortened(shown_key(row["table_name"], row["row_key"], language), 60),
                heading(row["table_name"], row["field"], language),
                *(_said(row, of, language) for of in ("first", "second")),
            ]
            for row in rows
        ],
    )


def _said(row: Row, of: str, language: str) -> str:
    if row[f"is_withdrawn_{of}"]:
        return translator(language)(_TAKEN_BACK)
    return shortened(shown(row["table_name"], row["field"], row[f"value_{of}"], language), 40)


def _worded(row: Row, language: str) -> Row:
    details = json.loads(row["details"])
    fields = {name: row[name] for name in ("sheet", "cell", "severity", "rule", "value")}
    finding = Finding(**fields, details=details)
    return row | {
        "details": details,
        "problem": problem(finding, language),
        "advice": advice(finding, language),
    }
