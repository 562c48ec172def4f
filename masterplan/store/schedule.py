"""Backups by the clock, while people work: made, proved by a restore, and the old ones dropped."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from masterplan.access import ADMINISTER, Person
from masterplan.store.archive import backup
from masterplan.store.database import default_path, utc_now
from masterplan.store.files import arriving
from masterplan.store.proving import prove, tidy
from masterplan.store.uploads import Store
from masterplan.texts import UserError, mark, translate

_NAME = re.compile(r"masterplan-(\d{8}T\d{6})Z\.backup")
_FORM = "%Y%m%dT%H%M%S"
_STATE = "last.json"
_UNPROVED = ".unproved"
"""How the name of a backup ends before its trial."""

_LOOKS_EVERY = 20.0
"""Seconds between two looks at the clock."""
_AGAIN_AFTER = dt.timedelta(minutes=15)
"""How long after a backup that failed the next one is tried."""
_FIRST_AFTER = dt.timedelta(minutes=2)
"""How long after the start the first backup comes: the pages are asked for first."""

_NOT_DONE = mark(
    "The folder of the backups cannot be used: {reason}. "
    "Check the disk and the rights of the folder."
)
_NOT_EXPECTED = mark(
    "The backup failed by a fault of the program or of the database ({kind}). Check the database "
    "with: python -m masterplan check"
)
_NO_NUMBER = mark("The variable {name} must be a number that is not below {least}, not {value}.")


@dataclass(frozen=True)
class Plan:
    """Where backups go, how often, and how many stay."""

    folder: Path
    every: dt.timedelta | None
    """None: never."""
    kept: int
    """The newest so many stay."""
    months: int
    """Besides, the last one of each of so many months stays."""


@dataclass(frozen=True)
class Last:
    """How the last backup went."""

    made_at: dt.datetime
    """UTC."""
    file: str
    size: int
    rows: int
    originals: int
    is_proved: bool
    """Was it restored for a trial, and whole there?"""
    error: str = ""
    """Why it was not made, or is not whole: a text of the catalogues."""
    is_sealed: bool = False
    values: Mapping[str, str] = field(default_factory=dict)
    """What fills the names in ``error``."""

    def why(self, language: str) -> str:
        """Why it was not made, or is not whole, in a language; "" where it is."""
        return translate(self.error, language, **self.values) if self.error else ""


def plan_of(environment: Mapping[str, str] = os.environ, database: Path | None = None) -> Plan:
    """The plan that the variables of the environment ask for; UserError for what is no number."""
    database = database or default_path()
    hours = _number(environment, "MASTERPLAN_BACKUP_HOURS", 24.0, 0)
    return Plan(
        Path(environment.get("MASTERPLAN_BACKUPS") or database.parent / "backups"),
        dt.timedelta(hours=hours) if hours else None,
        int(_number(environment, "MASTERPLAN_BACKUPS_KEPT", 14, 1)),
        int(_number(environment, "MASTERPLAN_BACKUP_MONTHS", 12, 0)),
    )


def _number(environment: Mapping[str, str], name: str, default: float, least: float) -> float:
    text = environment.get(name, "").strip()
    try:
        value = float(text) if text else default
    except ValueError:
        value = -1.0
    if not least <= value < 1_000_000:
        raise UserError(_NO_NUMBER, name=name, value=text, least=least)
    return value


def last(folder: Path) -> Last | None:
    """How the last backup in a folder went; None where there was none."""
    try:
        said = json.loads((folder / _STATE).read_text(encoding="utf-8"))
        return Last(**{**said, "made_at": dt.datetime.fromisoformat(said["made_at"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def state_of(done: Last | None, plan: Plan) -> str:
    """The last backup in a word: off, none, failed, late, fresh."""
    if plan.every is None:
        return "off"
    if done is None:
        return "none"
    if not done.is_proved:
        return "failed"
    return "late" if utc_now() - done.made_at > 2 * plan.every else "fresh"


def dropped(names: Iterable[str], kept: int, months: int) -> list[str]:
    """The backups that go: not among the newest, nor the last one of a month that still counts."""
    dated = sorted((found[1], found[0]) for name in names if (found := _NAME.fullmatch(name)))
    of_month = {stamp[:6]: name for stamp, name in dated}
    stay = {name for _stamp, name in dated[-kept:]}
    stay |= {of_month[month] for month in sorted(of_month)[-months:]} if months else set()
    return [name for _stamp, name in dated if name not in stay]


def back_up_for(store: Store, plan: Plan, person: Person) -> Last:
    """Back up because somebody wants it now. Refused where their roles do not allow it; audited."""
    with store.write(person, ADMINISTER, "backup"):
        pass  # noted before: while a backup reads the file, nothing can be written into it
    return back_up_now(store, plan)


def back_up_now(store: Store, plan: Plan) -> Last:
    """Make a backup, prove it, and only then drop old ones; what fails is told, not raised.

    It bears the name of a backup once it is proved. Of what could not be proved the last one stays.
    """
    begun = utc_now().replace(microsecond=0)
    file = plan.folder / f"masterplan-{begun.strftime(_FORM)}Z{_UNPROVED}"
    size = rows = originals = 0
    error, values, is_sealed = "", dict[str, str](), False
    try:
        plan.folder.mkdir(parents=True, exist_ok=True)
        tidy(plan.folder)
        _drop_unfinished(plan.folder)
        made = backup(store, file)
        size, rows = file.stat().st_size, sum(made.tables.values())
        originals, is_sealed = made.originals, made.is_sealed
        prove(file)
        file = file.replace(file.with_suffix(".backup"))
        for name in dropped([one.name for one in plan.folder.iterdir()], plan.kept, plan.months):
            (plan.folder / name).unlink(missing_ok=True)
    except Exception as failed:  # whatever it is: the next one is tried, and this one is told
        error, values = _said(failed)
    done = Last(begun, file.name, size, rows, originals, not error, error, is_sealed, values)
    _note(plan.folder, done)
    return done


def _said(failed: Exception) -> tuple[str, dict[str, str]]:
    """What went wrong, so that it can be noted now and told in any language later."""
    if isinstance(failed, UserError):
        return failed.message, {name: str(value) for name, value in failed.values.items()}
    if isinstance(failed, OSError):
        return _NOT_DONE, {"reason": failed.strerror or str(failed)}
    return _NOT_EXPECTED, {"kind": type(failed).__name__}  # its text may quote what is stored


def _drop_unfinished(folder: Path) -> None:
    """What a backup left that was killed, or could not be proved."""
    for pattern in ("masterplan-*.partial*", f"masterplan-*{_UNPROVED}"):
        for left in folder.glob(pattern):
            left.unlink(missing_ok=True)


def _note(folder: Path, done: Last) -> None:
    said = {**asdict(done), "made_at": done.made_at.isoformat()}
    try:
        with arriving(folder / _STATE) as partial:
            partial.write_text(json.dumps(said, indent=1, ensure_ascii=False), encoding="utf-8")
    except UserError:
        pass  # no room even for that; whoever looks sees how old the last one is


class Schedule:
    """A thread that backs up when it is time, until it is stopped."""

    def __init__(
        self, plan: Plan, opened: Callable[[], Store], tell: Callable[[Last], None]
    ) -> None:
        self._plan, self._opened, self._tell = plan, opened, tell
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="backups", daemon=True)

    def start(self) -> None:
        """Begin, where backups are wanted at all."""
        if self._plan.every is not None:
            self._thread.start()

    def stop(self) -> None:
        """End after the backup under way."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(60)

    def _run(self) -> None:
        first = utc_now() + min(_FIRST_AFTER, self._plan.every or _FIRST_AFTER)
        while not self._stop.wait(_wait(self._plan.every)):
            now = utc_now()
            if now < first or now < self._due():
                continue
            try:
                done = back_up_now(self._opened(), self._plan)
            except Exception as failed:  # the database cannot be opened
                error, values = _said(failed)
                begun = now.replace(microsecond=0)
                done = Last(begun, "", 0, 0, 0, False, error, values=values)
                _note(self._plan.folder, done)
            self._tell(done)

    def _due(self) -> dt.datetime:
        before = last(self._plan.folder)
        if before is None or self._plan.every is None:
            return dt.datetime.min
        return before.made_at + (_AGAIN_AFTER if before.error else self._plan.every)


def _wait(every: dt.timedelta | None) -> float:
    return min(_LOOKS_EVERY, every.total_seconds() if every else _LOOKS_EVERY)
