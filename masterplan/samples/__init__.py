"""The two sample plans that the app shows at its first start.

One is a compilation of public facts, the other openly invented. Both are workbooks in ``data/``
that come in as any workbook does; ``python -m masterplan.samples`` writes them anew.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from masterplan.access import local
from masterplan.samples import beispielstadt, decided, dortmund, reported
from masterplan.samples.story import Record
from masterplan.store import Store
from masterplan.texts import UserError, mark
from masterplan.workbook.read import read_files
from masterplan.workbook.write import workbook

DATA = Path(__file__).parents[2] / "data"

_MISSING = mark(
    "The sample {path} is missing. Write the samples with: python -m masterplan.samples"
)

Tables = Mapping[str, Sequence[Record]]


@dataclass(frozen=True)
class SampleUpload:
    """One workbook of a sample, and when and why it was uploaded (UTC)."""

    file_name: str
    recorded_at: dt.datetime
    person: str
    reason: str
    tables: Callable[[], Tables]
    withdrawn_at: dt.datetime | None = None
    withdrawal_reason: str | None = None


@dataclass(frozen=True)
class Sample:
    """A sample plan and its uploads, in the order of their moments."""

    plan_code: str
    uploads: tuple[SampleUpload, ...]


_OFFICE, _STATISTICS = "Geschäftsstelle Masterplan", "Statistikstelle"
_WRONG_ON, _RIGHT_ON = dt.datetime(2025, 2, 3, 13, 20), dt.datetime(2025, 2, 24, 10, 5)
_MOMENTS = (
    dt.datetime(2022, 1, 24, 8, 30),
    dt.datetime(2023, 1, 30, 9, 15),
    dt.datetime(2024, 1, 29, 14, 0),
    dt.datetime(2024, 8, 12, 7, 45),
    _WRONG_ON,
    _RIGHT_ON,
    dt.datetime(2026, 2, 2, 12, 30),
    dt.datetime(2026, 10, 12, 8, 10),
)
_REASONS = (
    (_OFFICE, "Der Plan, wie ihn der Rat beschlossen hat."),
    (_OFFICE, "Bericht für das Jahr 2022."),
    (_STATISTICS, "Bericht für 2023, berichtigte Werte für 2022, Maßnahmen der Phase 2."),
    (_OFFICE, "Halbjahresbericht 2024 mit dem geänderten Zielwert für den Glasfaserausbau."),
    (_OFFICE, "Bericht für das Jahr 2024."),
    (_STATISTICS, "Bericht für das Jahr 2024, nun mit den richtigen Einheiten."),
    (_OFFICE, "Bericht für das Jahr 2025, Maßnahmen der Phase 3."),
    (_OFFICE, "Stand zum 30. September 2026."),
)


def _beispielstadt() -> Iterator[SampleUpload]:
    since = dt.date.min
    for number, (moment, (person, reason)) in enumerate(
        zip(_MOMENTS, _REASONS, strict=True), start=1
    ):
        is_wrong = moment == _WRONG_ON
        # The right version reports what the wrong one did: nothing that came to light since.
        until = _WRONG_ON.date() if moment == _RIGHT_ON else moment.date()
        build = beispielstadt.tables_in_thousands if is_wrong else beispielstadt.tables
        yield SampleUpload(
            f"beispielstadt-{number}.xlsx",
            moment,
            person,
            reason,
            partial(build, since, until),
            _RIGHT_ON - dt.timedelta(hours=1, minutes=25) if is_wrong else None,
            "Einige Werte waren in Tausend angegeben." if is_wrong else None,
        )
        since = since if is_wrong else until


SAMPLES = (
    Sample(
        "DO",
        (
            SampleUpload(
                "dortmund.xlsx",
                dt.datetime(2026, 3, 2, 10, 0),
                _STATISTICS,
                "Inoffizielle Zusammenstellung öffentlicher Angaben.",
                dortmund.tables,
            ),
        ),
    ),
    Sample("BSP", tuple(_beispielstadt())),
)


def write_samples(folder: Path = DATA) -> list[Path]:
    """Write every sample workbook; the same bytes each time."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for upload in _uploads():
        path = folder / upload.file_name
        path.write_bytes(workbook(upload.tables()))
        written.append(path)
    return written


def load_samples(store: Store, folder: Path = DATA) -> bool:
    """Bring both samples into an empty database, each upload with its own moment.

    Does nothing, and says False, where there is any upload. Raises UserError without the files.
    """
    if len(store.ask("uploads/list", plan=None)):
        return False
    steps = [(upload.recorded_at, upload) for upload in _uploads()]
    steps += [(upload.withdrawn_at, upload) for upload in _uploads() if upload.withdrawn_at]
    taken: dict[str, int] = {}
    for moment, upload in sorted(steps, key=lambda step: step[0]):
        if upload.file_name in taken:
            number = taken[upload.file_name]
            store.withdraw(number, local(upload.person), upload.withdrawal_reason, moment)
        else:
            taken[upload.file_name] = _load(store, folder, upload)
    decided.decide(store)
    reported.report(store)
    return True


def first_start(path: Path) -> bool:
    """Make the database of a first start, with both samples in it; False where there is one.

    It takes its place when it is whole: a start that is interrupted begins anew the next time.
    """
    if path.exists():
        return False
    partial = path.with_name(f"{path.name}.first-start")
    for left_over in path.parent.glob(f"{partial.name}*"):
        left_over.unlink()
    store = Store(partial)
    try:
        load_samples(store)
    finally:
        store.close()
    partial.replace(path)
    return True


def _load(store: Store, folder: Path, upload: SampleUpload) -> int:
    path = folder / upload.file_name
    if not path.is_file():
        raise UserError(_MISSING, path=path)
    (reading,) = read_files([(upload.file_name, path.read_bytes())], store.known())
    receipt = store.commit(reading, local(upload.person), upload.reason, upload.recorded_at)
    assert receipt.upload_id is not None
    return receipt.upload_id


def _uploads() -> list[SampleUpload]:
    return [upload for sample in SAMPLES for upload in sample.uploads]
