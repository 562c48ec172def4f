"""The commands with their options, and how days and moments are written."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable
from pathlib import Path

from masterplan.cli import database, history, load, plans, reports, status, uploads
from masterplan.store import default_path
from masterplan.texts import LANGUAGES

AddCommand = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]

_TIME = "ISO time: 2026-03-31T12:00 (local), 2026-03-31T12:00Z, or 2026-03-31 ({day})"


def parser() -> argparse.ArgumentParser:
    """What ``python -m masterplan`` understands."""
    top = argparse.ArgumentParser(
        prog="python -m masterplan",
        description="The Masterplan-Monitor from the command line.",
        allow_abbrev=False,
    )
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def add(
        name: str, run: Callable[[argparse.Namespace], int], help: str
    ) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=help, description=help, allow_abbrev=False)
        command.add_argument("--db", type=Path, default=default_path(), help="database file")
        command.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0])
        command.set_defaults(run=run)
        return command

    _add_reading(add)
    _add_writing(add)
    _add_reports(add)
    _add_uploads(add)
    _add_database(add)
    return top


def _add_reading(add: AddCommand) -> None:
    command = add("load", load.load, "Store workbooks, all of them or none.")
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.add_argument("--plan", help="the plan of files that do not name one")
    _add_who(command)
    command.add_argument(
        "--dry-run", action="store_true", help="say what would change, and store nothing"
    )
    _add_on(command)
    command.add_argument("--json", action="store_true", help="the result as JSON")


def _add_writing(add: AddCommand) -> None:
    command = add("status", status.status, "The lights of every measure and indicator.")
    command.add_argument("--plan", help="this plan only")
    command.add_argument("--on", type=day, default=None, help="reporting date, by default today")
    _add_known_at(command)
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as JSON")
    form.add_argument("--csv", action="store_true", help="as one CSV of measures and indicators")

    command = add("template", plans.template, "A workbook to fill in.")
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--plan", help="the plan whose values it shows")
    command.add_argument("--owner", help="only the indicators that this unit or person answers for")
    command.add_argument("--area", metavar="CODE", help="only the measures of this topic area")
    command.add_argument("--group", metavar="CODE", help="only those of this working group")
    command.add_argument(
        "--on",
        type=day,
        default=None,
        help="values due by this day are asked for, by default today",
    )

    command = add("export", plans.export, "What is known, as workbooks that can be loaded again.")
    command.add_argument(
        "target", type=Path, metavar="FILE.xlsx|DIR", help="one file, or a folder for all plans"
    )
    command.add_argument("--plan", help="this plan only")
    _add_known_at(command)


def _add_reports(add: AddCommand) -> None:
    command = add("report", reports.report, "A report, frozen or as a draft, as a file.")
    command.add_argument("file", type=Path, metavar="FILE.pdf|.pptx|.xlsx|.html|.json")
    command.add_argument("--frozen", type=int, metavar="ID", help="the report frozen as this")
    command.add_argument("--plan", help="the plan, where there are several")
    part = command.add_mutually_exclusive_group()
    part.add_argument("--phase", type=int, metavar="N", help="on this phase; else the whole plan")
    part.add_argument("--area", metavar="CODE", help="on this topic area")
    command.add_argument("--on", type=day, default=None, help="reporting date, by default today")
    _add_known_at(command)
    command.add_argument("--freeze", action="store_true", help="freeze it first")
    command.add_argument("--title", help="its title, where it is frozen")
    command.add_argument("--paper", help="its number before the council (Drucksache)")
    command.add_argument("--person", help="who freezes it, by default the user of this computer")
    command = add("reports", reports.reports, "The frozen reports, newest first.")
    command.add_argument("--plan", help="of this plan only")
    command.add_argument("--json", action="store_true", help="as JSON")


def _add_uploads(add: AddCommand) -> None:
    command = add("uploads", uploads.uploads, "The uploads, newest first.")
    command.add_argument("--plan", help="this plan only")
    one = command.add_mutually_exclusive_group()
    one.add_argument(
        "--compare", nargs=2, type=int, metavar=("ID", "OTHER"), help="in what two uploads differ"
    )
    one.add_argument(
        "--findings", type=int, metavar="ID", help="what was objected to in one upload"
    )
    command.add_argument("--json", action="store_true", help="as JSON")
    command = add("history", history.history, "All that was ever said of an indicator's values.")
    command.add_argument("indicator", metavar="INDICATOR")
    command.add_argument("date", nargs="?", type=day, metavar="DATE", help="of this date only")
    command.add_argument("--plan", help="the plan, where several have such an indicator")
    command.add_argument("--json", action="store_true", help="as JSON")
    for name, run, help in (
        ("withdraw", uploads.withdraw, "Take an upload back: its rows no longer count."),
        ("reinstate", uploads.reinstate, "Let the rows of a withdrawn upload count again."),
    ):
        command = add(name, run, help)
        command.add_argument("upload_id", type=int, metavar="ID")
        _add_who(command)
        command.add_argument(
            "--dry-run", action="store_true", help="say what would change, and change nothing"
        )
        _add_on(command)
        command.add_argument("--json", action="store_true", help="the result as JSON")


def _add_database(add: AddCommand) -> None:
    command = add(
        "check", database.check, "Prove that the database agrees with itself and can be restored."
    )
    command.add_argument(
        "--quick", action="store_true", help="without the trial of a backup and its restore"
    )
    command = add("backup", database.backup, "Copy the database and the originals into one file.")
    command.add_argument("file", type=Path, metavar="FILE")
    command = add("restore", database.restore, "Put a backup in the place of the database.")
    command.add_argument("file", type=Path, metavar="FILE")
    add("key", database.key, "A new key, with which backups are encrypted.")
    add("rebuild", database.rebuild, "Make the database anew from its original files.")


def _add_on(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--on", type=day, help="the reporting date of the lights that change, by default today"
    )


def _add_who(command: argparse.ArgumentParser) -> None:
    command.add_argument("--person", help="who does it, by default the user of this computer")
    command.add_argument("--reason", help="why")
    command.add_argument(
        "--recorded-at",
        type=moment_of_record,
        help=_TIME.format(day="its beginning") + "; for history that is entered later",
    )


def _add_known_at(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--known-at",
        type=moment_of_knowledge,
        help=_TIME.format(day="its end") + "; by default now",
    )


def day(text: str) -> dt.date:
    """A day as ISO or German date."""
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return dt.datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(f"{text!r} is no date such as 2026-03-31")


def moment_of_knowledge(text: str) -> dt.datetime:
    """A moment as UTC without a zone; a day means its end, with all that was recorded on it."""
    return _moment(text, dt.time.max)


def moment_of_record(text: str) -> dt.datetime:
    """A moment as UTC without a zone; a day means its beginning, so that the day knows of it."""
    return _moment(text, dt.time.min)


def _moment(text: str, time_of_day: dt.time) -> dt.datetime:
    try:
        moment = dt.datetime.combine(day(text), time_of_day)
    except argparse.ArgumentTypeError:
        try:
            moment = dt.datetime.fromisoformat(text)
        except ValueError:
            raise argparse.ArgumentTypeError(
                f"{text!r} is no time such as 2026-03-31T12:00"
            ) from None
    try:
        return moment.astimezone(dt.UTC).replace(tzinfo=None)
    except (OverflowError, ValueError):
        raise argparse.ArgumentTypeError(f"{text!r} lies outside the calendar") from None
