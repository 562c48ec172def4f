"""``check``, ``backup``, ``restore`` and ``rebuild``: keeping the database sound."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from masterplan import texts
from masterplan.cli.output import print_table, records
from masterplan.findings import Known, Reading
from masterplan.store import Store, archive, open_store, proving, sealing
from masterplan.texts import mark, translator
from masterplan.workbook.mapping import from_json
from masterplan.workbook.read import read_files

_SOUND = mark("The database agrees with itself. Checks passed: {count}.")
_DISAGREES = mark("The check {name} found rows that must not be there:")
_PROVED = mark(
    "A backup of it was restored elsewhere for a trial and is whole: "
    "{rows} rows, {originals} original files."
)
_LOST = mark(
    "Rows that hold refer to codes that do not: the upload that named them was withdrawn, or a row "
    "was taken back. Nothing is damaged. Load the missing rows, or let an upload count again with: "
    "python -m masterplan reinstate ID"
)
_WITHDRAWN = mark("Withdrawn uploads of the plan {plan}: {uploads}.")
_BACKED_UP = mark(
    "Backup written to {file}: {rows} rows and {originals} original files, read back and compared."
)
_RESTORED = mark(
    "The database {path} is that of {moment} again: {rows} rows and {originals} original files."
)
_REBUILT = mark(
    "The database {path} was made anew and says the same as before. "
    "Uploads: {uploads}, withdrawals: {withdrawals}, rows: {rows}."
)
_KEPT = mark("What stood there before is kept as {file}.")
_MISSING = mark("These original files are gone or damaged: {files}.")


def check(options: argparse.Namespace) -> int:
    """Ask every question whose right answer is no rows; back up and restore for a trial."""
    _ = translator(options.language)
    store = open_store(options.db)
    is_sound, is_damaged = True, False
    for name in proving.CHECKS:
        answer = store.ask(f"checks/{name}")
        if not answer.empty:
            is_sound = False
            rows = records(answer)
            if name == proving.OF_CONTENT:
                print(_(_LOST))
                _print_withdrawn(store, {row["plan_code"] for row in rows}, options.language)
            else:
                is_damaged = True
                print(_(_DISAGREES, name=name))
            print_table(list(rows[0]), [[str(value) for value in row.values()] for row in rows])
    if is_sound:
        print(_(_SOUND, count=len(proving.CHECKS)))
    if not (options.quick or is_damaged):
        _rehearse_a_restore(store, options.language)
    return 0 if is_sound else 1


def _rehearse_a_restore(store: Store, language: str) -> None:
    made = proving.rehearse(store).restored
    rows = texts.number(sum(made.tables.values()), language)
    print(
        translator(language)(_PROVED, rows=rows, originals=texts.number(made.originals, language))
    )


def key(options: argparse.Namespace) -> int:
    """Print a new key for backups that nobody else can read."""
    print(sealing.new_key())
    return 0


def _print_withdrawn(store: Store, plans: set[str], language: str) -> None:
    """Which uploads could be let count again."""
    _ = translator(language)
    for plan in sorted(plans):
        uploads = records(store.ask("uploads/list", plan=plan))
        withdrawn = [str(one["upload_id"]) for one in uploads if one["is_withdrawn"]]
        if withdrawn:
            print(_(_WITHDRAWN, plan=plan, uploads=", ".join(reversed(withdrawn))))


def backup(options: argparse.Namespace) -> int:
    """Put everything into one file. Missing originals are said, and an exit code of 1."""
    _ = translator(options.language)
    made = archive.backup(open_store(options.db), options.file)
    rows = texts.number(sum(made.tables.values()), options.language)
    originals = texts.number(made.originals, options.language)
    print(_(_BACKED_UP, file=made.file, rows=rows, originals=originals))
    return _missing(made, options.language)


def restore(options: argparse.Namespace) -> int:
    """Put a backup in the place of the database, which is kept."""
    _ = translator(options.language)
    done = archive.restore(options.file, options.db)
    print(
        _(
            _RESTORED,
            path=options.db,
            moment=texts.moment(done.made_at, options.language),
            rows=texts.number(sum(done.tables.values()), options.language),
            originals=texts.number(done.originals, options.language),
        )
    )
    _print_kept(done.kept, options.language)
    return _missing(done, options.language)


def rebuild(options: argparse.Namespace) -> int:
    """Read all originals again into a new database, which takes the place of the old one."""
    _ = translator(options.language)
    done = archive.rebuild(options.db, _read_again)
    counts = {"uploads": done.uploads, "withdrawals": done.withdrawals, "rows": done.facts}
    words = {name: texts.number(count, options.language) for name, count in counts.items()}
    print(_(_REBUILT, path=options.db, **words))
    _print_kept(done.kept, options.language)
    return 0


def _read_again(
    content: bytes, name: str, known: Known, plan: str | None, mapping: str | None
) -> Reading:
    used = None if mapping is None else from_json(mapping)
    return read_files([(name, content)], known, plan, used, is_bulk=True)[0]


def _print_kept(kept: Path | None, language: str) -> None:
    if kept is not None:
        print(translator(language)(_KEPT, file=kept))


def _missing(summary: archive.BackupSummary, language: str) -> int:
    if not summary.missing:
        return 0
    print(translator(language)(_MISSING, files=", ".join(summary.missing)), file=sys.stderr)
    return 1
