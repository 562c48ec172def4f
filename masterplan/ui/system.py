"""The state of the system in words: the last backup, the database, and what is kept how long."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from masterplan import texts
from masterplan.store.schedule import Last, Plan, state_of
from masterplan.store.sealing import has_key
from masterplan.texts import mark, translate_count, translator
from masterplan.ui.frame import View
from masterplan.ui.html import esc, facts, icon

_VERDICTS = {
    "fresh": ("on_track", mark("The last backup is recent and was restored for a trial.")),
    "late": (
        "at_risk",
        mark("The last backup is older than it should be. See the log of the server."),
    ),
    "none": (
        "at_risk",
        mark("There is no backup yet: the first one comes a few minutes after the start."),
    ),
    "failed": (
        "off_track",
        mark("The last backup did not succeed: {error} It is tried again every 15 minutes."),
    ),
    "off": (
        "at_risk",
        mark("Backups are switched off: MASTERPLAN_BACKUP_HOURS is 0. Back up by other means."),
    ),
}
"""For each state its light and its sentence."""


def verdict(done: Last | None, plan: Plan, view: View) -> str:
    """In a sentence: are the data safe?"""
    _ = translator(view.language)
    light, text = _VERDICTS[state_of(done, plan)]
    said = _(text, error=done.why(view.language) if done else "")
    return f"<p>{icon(light)} {esc(said)}</p>"


def last_backup(done: Last | None, view: View) -> str:
    """When it was made, what is in it, and what its trial gave."""
    _ = translator(view.language)
    if done is None:
        return facts([(_("Made"), _("not yet"))])
    return facts(
        [
            (_("Made"), texts.moment(done.made_at, view.language)),
            (_("File"), esc(done.file)),
            (_("Size"), megabytes(done.size, view.language) if done.size else ""),
            (_("Rows"), texts.number(done.rows, view.language) if done.size else ""),
            (_("Original files"), texts.number(done.originals, view.language) if done.size else ""),
            (
                _("Trial of a restore"),
                _("whole, all checks passed") if done.is_proved else _("not passed"),
            ),
            (
                _("Encrypted"),
                (_("yes, with the key of this server") if done.is_sealed else _("no"))
                if done.size
                else "",
            ),
        ]
    )


def database(path: Path, uploads: pd.DataFrame, view: View) -> str:
    """How large it is, how much room is left, and what is in it."""
    _ = translator(view.language)
    newest = uploads["recorded_at"].max() if len(uploads) else None
    return facts(
        [
            (_("Size"), megabytes(path.stat().st_size, view.language)),
            (_("Free space"), megabytes(shutil.disk_usage(path.parent).free, view.language)),
            (_("Uploads"), texts.number(len(uploads), view.language)),
            (_("Newest upload"), texts.moment(newest, view.language) if len(uploads) else ""),
        ]
    )


def rules(plan: Plan, view: View) -> str:
    """How often, where, how long: as the variables of the server say."""
    _ = translator(view.language)
    return facts(_rules(plan, view.language))


def _rules(plan: Plan, language: str) -> Iterator[tuple[str, str]]:
    _ = translator(language)
    hours = plan.every.total_seconds() / 3600 if plan.every else None
    yield (
        _("How often"),
        _("never")
        if hours is None
        else _("every {hours} hours", hours=texts.number(hours, language)),
    )
    yield _("Folder"), esc(plan.folder)
    newest = translate_count("the newest one", "the newest {count}", plan.kept, language)
    months = translate_count(
        "and the last one of {count} month",
        "and the last one of each of {count} months",
        plan.months,
        language,
    )
    yield _("Kept"), f"{newest} {months}" if plan.months else newest
    yield (
        _("New backups"),
        _("are encrypted") if has_key() else _("are not encrypted: no key is set"),
    )


def megabytes(size: int, language: str) -> str:
    """Bytes as people read them."""
    unit, divisor = ("GB", 1e9) if size >= 1e9 else ("MB", 1e6)
    return f"{texts.number(size / divisor, language, 1)}\u202f{unit}"
