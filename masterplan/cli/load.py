"""``load``: workbooks into the database, with every finding at its cell."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from masterplan import texts
from masterplan.cli.effects import described_lights, print_lights
from masterplan.cli.output import print_json, print_table
from masterplan.cli.uploads import who
from masterplan.findings import Finding, Reading
from masterplan.store import Receipt, Store, open_store
from masterplan.texts import mark, translator
from masterplan.workbook.reading import read_safely
from masterplan.workbook.rules import advice, problem

_UNREADABLE = mark("The file cannot be opened: {reason}.")
_CHECK_PATH = mark("Check its path and its rights.")
_ERROR = mark("Error")
_WARNING = mark("Warning")
_NOTE = mark("Note")
_SEVERITIES = {"error": _ERROR, "warning": _WARNING, "note": _NOTE}

_REFUSED = mark("Nothing was stored. Correct the errors and load again.")
_STORED = mark("{file}: stored as upload {upload} of plan {plan}.")
_REHEARSED = mark("{file}: would be stored for plan {plan}. Nothing was stored.")
_NO_EFFECT = mark("{file}: changes nothing, everything in it is stored already.")

_SHEET = mark("Sheet")
_NEW = mark("new")
_CORRECTED = mark("corrected")
_UNCHANGED = mark("unchanged")
_WITHDRAWN = mark("withdrawn")


@dataclass
class _Arrival:
    """One file on its way in."""

    name: str
    content: bytes = b""
    objection: str | None = None
    """Why the file could not be opened."""
    reading: Reading | None = None
    receipt: Receipt | None = None
    findings: list[dict[str, str]] = field(default_factory=list)


def load(options: argparse.Namespace) -> int:
    """Store files together, or none of them where one has an error."""
    arrivals = [_opened(path) for path in options.files]
    lights = pd.DataFrame()
    try:
        store = open_store(options.db)
        _read(arrivals, store, options)
        _report_findings(arrivals, options.language)
        is_refused = any(
            finding["severity"] == "error" for one in arrivals for finding in one.findings
        )
        if not is_refused:
            lights = _record(arrivals, store, options)
    finally:  # another program that reads the answer gets one in every case
        if options.json:
            files = [_described(one, options.dry_run) for one in arrivals]
            print_json({"files": files, "lights": described_lights(lights)})
    if is_refused:
        print(translator(options.language)(_REFUSED), file=sys.stderr)
        return 1
    if not options.json:
        _report_changes(arrivals, options)
        print_lights(lights, options.language)
    return 0


def _opened(path: Path) -> _Arrival:
    try:
        return _Arrival(path.name, path.read_bytes())
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        reason = error.strerror if isinstance(error, OSError) else None
        return _Arrival(str(path), objection=reason or str(error))


def _read(arrivals: list[_Arrival], store: Store, options: argparse.Namespace) -> None:
    readable = [one for one in arrivals if one.objection is None]
    files = [(one.name, one.content) for one in readable]
    readings = read_safely(files, store.known(), options.plan, is_bulk=True)
    for one, reading in zip(readable, readings, strict=True):
        one.reading = reading
        one.findings = [_worded(finding, options.language) for finding in reading.findings]
    _ = translator(options.language)
    for one in arrivals:
        if one.objection is not None:
            one.findings = [
                {
                    "sheet": "",
                    "cell": "",
                    "severity": "error",
                    "rule": "not_opened",
                    "value": "",
                    "problem": _(_UNREADABLE, reason=one.objection),
                    "advice": _(_CHECK_PATH),
                }
            ]


def _worded(finding: Finding, language: str) -> dict[str, str]:
    return {
        "sheet": finding.sheet,
        "cell": finding.cell,
        "severity": finding.severity,
        "rule": finding.rule,
        "value": finding.value,
        "problem": problem(finding, language),
        "advice": advice(finding, language),
    }


def _record(
    arrivals: Iterable[_Arrival], store: Store, options: argparse.Namespace
) -> pd.DataFrame:
    """Store the files, or see what that would do; the lights that change by it."""
    readings = [one.reading for one in arrivals if one.reading is not None]
    on = options.on or dt.date.today()
    receipts: Sequence[Receipt]
    if options.dry_run:
        rehearsal = store.rehearse(readings, on)
        receipts, lights = rehearsal.receipts, rehearsal.lights
    else:
        before = store.lights([str(reading.plan_code) for reading in readings], on)
        receipts = store.commit_all(readings, *who(options))
        is_stored = any(receipt.upload_id is not None for receipt in receipts)
        lights = store.lights_changed(before) if is_stored else pd.DataFrame()
    for one, receipt in zip(arrivals, receipts, strict=True):
        one.receipt = receipt
    return lights


def _report_findings(arrivals: Iterable[_Arrival], language: str) -> None:
    """A line for each finding: file, cell, severity, what is wrong, what to do."""
    _ = translator(language)
    for one in arrivals:
        for finding in one.findings:
            place = "!".join(part for part in (finding["sheet"], finding["cell"]) if part)
            where = f"{one.name}, {place}" if place else one.name
            severity = _SEVERITIES[finding["severity"]]
            line = f"{where}: {_(severity)}: {finding['problem']} {finding['advice']}"
            print(" ".join(line.split()), file=sys.stderr)


def _report_changes(arrivals: Iterable[_Arrival], options: argparse.Namespace) -> None:
    _ = translator(options.language)
    for one in arrivals:
        receipt = one.receipt
        assert receipt is not None  # of a file that was not refused
        if receipt.is_without_effect:
            print(_(_NO_EFFECT, file=one.name))
            continue
        said = _REHEARSED if options.dry_run else _STORED
        print(_(said, file=one.name, upload=receipt.upload_id, plan=receipt.plan_code))
        _print_changes(receipt, options.language)


def _print_changes(receipt: Receipt, language: str) -> None:
    _ = translator(language)
    counts = [_(heading) for heading in (_NEW, _CORRECTED, _UNCHANGED, _WITHDRAWN)]
    print_table(
        [_(_SHEET), *counts],
        [
            [
                change.sheet,
                *(
                    texts.number(count, language)
                    for count in (
                        change.new,
                        change.corrected,
                        change.unchanged,
                        change.withdrawn,
                    )
                ),
            ]
            for change in receipt.changes
        ],
        numbers=counts,
    )


def _described(one: _Arrival, is_rehearsal: bool) -> dict[str, object]:
    """A file with what was done with it, for other programs."""
    receipt = one.receipt
    upload_id = None if receipt is None or is_rehearsal else receipt.upload_id
    return {
        "file": one.name,
        "plan": None if one.reading is None else one.reading.plan_code,
        "upload_id": upload_id,
        "stored": upload_id is not None,
        "sheets": [
            {
                "sheet": change.sheet,
                "table": change.table,
                "new": change.new,
                "corrected": change.corrected,
                "unchanged": change.unchanged,
                "withdrawn": change.withdrawn,
            }
            for change in (receipt.changes if receipt is not None else ())
        ],
        "findings": one.findings,
    }
