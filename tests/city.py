"""Musterstadt: a small fictional city whose every measure exists for a reason written beside it.

Its plan is looked at on ``ON``. It arrived in four files; the first tells nearly everything, the
others are there for the two clocks.
"""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Any

import numpy as np

from masterplan.access import local
from masterplan.store import Store
from tests.readings import reading
from tests.twin import Row, Upload, Withdrawal

PLAN = "MUS"
ON = dt.date(2025, 6, 30)

FOUNDED = dt.datetime(2025, 1, 15, 9)
PRAISED = dt.datetime(2025, 3, 1, 9)
"""An upload that says too much good of M12 ..."""
CORRECTED = dt.datetime(2025, 4, 1, 9)
"""... a correction to M11 ..."""
TAKEN_BACK = dt.datetime(2025, 5, 1, 9)
"""... and the praise is taken back."""

START = dt.date(2023, 12, 31)
GOAL_DAY = dt.date(2026, 12, 31)
LAST_YEAR = dt.date(2024, 12, 31)

Tables = dict[str, list[Row]]

FRAME: Tables = {
    "plan": [{"plan_code": PLAN, "title": "Masterplan Musterstadt"}],
    "phase": [
        {
            "phase": number,
            "title": title,
            "starts_on": dt.date(year, 1, 1),
            "ends_on": dt.date(year + 2, 12, 31),
        }
        for number, title, year in ((1, "Aufbau", 2023), (2, "Ausbau", 2026))
    ],
    "topic_area": [
        {"topic_area_code": "TB", "title": "Bildung", "from_phase": 1},
        {"topic_area_code": "TW", "title": "Wirtschaft", "from_phase": 1},
    ],
    "goal": [{"goal_code": "Z1", "level": "vision", "title": "Stadt des Wissens"}],
    "working_group": [
        {"working_group_code": "AG1", "title": "Bildung", "topic_area_code": "TB", "lead": "Amt 40"}
    ],
}


def measure(code: str, title: str, **fields: Any) -> Row:
    """A measure of phase 1; of the topic area Bildung where nothing else is said."""
    return {
        "measure_code": code,
        "title": title,
        "topic_area_code": "TB",
        "phase": 1,
        "goal_codes": ["Z1"],
        **fields,
    }


def milestone(code: str, number: str, due_on: dt.date, **fields: Any) -> Row:
    """A milestone, open where nothing else is said."""
    return {
        "measure_code": code,
        "milestone_number": number,
        "title": f"Schritt {number}",
        "due_on": due_on,
        **fields,
    }


def indicator(code: str, baseline: float | None = 0.0, **fields: Any) -> Row:
    """A complete yearly indicator that shall rise from ``baseline``; M01.1 belongs to M01."""
    return {
        "indicator_code": code,
        "measure_code": code.split(".")[0],
        "name": f"Indikator {code}",
        "unit": "Anzahl",
        "direction": "up",
        "baseline": baseline,
        "baseline_on": START,
        "frequency": "yearly",
        "owner": "Amt 12",
        **fields,
    }


def target(code: str, value: float | None, due_on: dt.date | None = GOAL_DAY, **fields: Any) -> Row:
    """A value target, in force from the beginning where nothing else is said."""
    return {"indicator_code": code, "kind": "value", "value": value, "due_on": due_on, **fields}


def observation(code: str, value: float, observed_on: dt.date = LAST_YEAR, **fields: Any) -> Row:
    """A total of an indicator; the category fields are empty as a reading leaves them."""
    return {
        "indicator_code": code,
        "observed_on": observed_on,
        "value": value,
        "dimension": "",
        "category": "",
        **fields,
    }


def evaluation(code: str, perspective: str = "working_group", **fields: Any) -> Row:
    """What someone declared at the end of last year."""
    row = {"measure_code": code, "reporting_date": LAST_YEAR, "perspective": perspective}
    return {**row, **fields}


def month_ends(first: dt.date, months: int) -> list[dt.date]:
    """The last day of each of ``months`` months, from that of ``first``."""
    days = []
    for count in range(months):
        year, month = divmod(first.year * 12 + first.month - 1 + count, 12)
        days.append(dt.date(year, month + 1, calendar.monthrange(year, month + 1)[1]))
    return days


STORIES: list[Tables] = [
    {  # M01 was delivered and changed nothing: "außen grün, innen rot".
        "measure": [measure("M01", "Lesepaten", working_group_code="AG1", lead_unit="Amt 40")],
        "milestone": [
            milestone("M01", "1", dt.date(2024, 6, 30), reached_on=dt.date(2024, 6, 1)),
            milestone("M01", "2", dt.date(2025, 3, 31), reached_on=dt.date(2025, 6, 30)),
        ],
        "indicator": [indicator("M01.1")],
        "target": [target("M01.1", 100.0)],
        "observation": [observation("M01.1", 1.0)],
        "evaluation": [evaluation("M01", rating="on_track", state="in_progress")],
    },
    {  # M02 reached its target though its only milestone is long overdue: the reverse.
        "measure": [measure("M02", "Offenes Labor", topic_area_code="TW")],
        "milestone": [milestone("M02", "1", dt.date(2024, 12, 1))],
        "indicator": [indicator("M02.1")],
        "target": [target("M02.1", 100.0)],
        "observation": [observation("M02.1", 100.0)],
    },
    {  # M03 is 90 days late, the last day that is at risk; what is due on the day itself is not.
        "measure": [measure("M03", "Schulgarten")],
        "milestone": [
            milestone("M03", "1", ON - dt.timedelta(days=90), weight=3.0),
            milestone("M03", "2", ON),
        ],
    },
    {  # M04 is 91 days late.
        "measure": [measure("M04", "Radweg", topic_area_code="TW")],
        "milestone": [milestone("M04", "1", ON - dt.timedelta(days=91))],
    },
    {  # M05 has no data at all, neither milestones nor progress nor observations.
        "measure": [measure("M05", "Wissensspeicher")],
        "indicator": [indicator("M05.1")],
        "target": [target("M05.1", 10.0)],
    },
    {  # M06 was dropped: it has numbers, but counts nowhere.
        "measure": [measure("M06", "Magnetbahn", topic_area_code="TW")],
        "milestone": [milestone("M06", "1", dt.date(2024, 1, 31))],
        "indicator": [indicator("M06.1")],
        "target": [target("M06.1", 10.0)],
        "observation": [observation("M06.1", 0.0)],
        "evaluation": [evaluation("M06", state="dropped", reason="zu teuer")],
    },
    {  # M07 has a break in its series: old and new values cannot be compared.
        "measure": [measure("M07", "Ganztag")],
        "indicator": [indicator("M07.1")],
        "target": [target("M07.1", 10.0)],
        "observation": [observation("M07.1", 5.0, flag="break")],
    },
    {  # M08 shall hold its level: baseline and target are the same, there is no position.
        "measure": [measure("M08", "Bibliotheken")],
        "indicator": [indicator("M08.1", 40.0, direction="hold")],
        "target": [target("M08.1", 40.0)],
        "observation": [observation("M08.1", 39.0)],
    },
    {  # M09 counts a flow by the month: 10 a month are 120 a year, and half of 2025 is no year.
        "measure": [measure("M09", "Ausgründungen", topic_area_code="TW")],
        "indicator": [indicator("M09.1", 60.0, frequency="monthly", aggregation="sum")],
        "target": [target("M09.1", 180.0)],
        "observation": [
            observation("M09.1", 10.0, day) for day in month_ends(dt.date(2024, 1, 1), 18)
        ],
    },
    {  # M10 has nothing but a limit: no planned path leads to it, and one point is no trend.
        "measure": [measure("M10", "Lärmschutz", topic_area_code="TW")],
        "indicator": [indicator("M10.1", 70.0, direction="down")],
        "target": [target("M10.1", 55.0, None, kind="limit")],
        "observation": [observation("M10.1", 60.0)],
    },
    {  # M11 looked well until its value was corrected.
        "measure": [measure("M11", "Stipendien")],
        "indicator": [indicator("M11.1")],
        "target": [target("M11.1", 100.0)],
        "observation": [observation("M11.1", 50.0)],
    },
    {  # M12 was praised by an upload that was taken back.
        "measure": [measure("M12", "Forschungspreis", topic_area_code="TW")],
        "indicator": [indicator("M12.1")],
        "target": [target("M12.1", 100.0)],
        "observation": [observation("M12.1", 40.0)],
    },
    {  # M13 has no milestones but a declared progress; two indicators of unlike weight, one of
        # them judged by an interim target. Science disagrees on the same day; the group goes first.
        "measure": [
            measure("M13", "Campus", starts_on=dt.date(2024, 1, 1), ends_on=dt.date(2025, 12, 31))
        ],
        "evaluation": [
            evaluation("M13", progress_percent=60.0, state="in_progress"),
            evaluation("M13", "science", progress_percent=10.0),
        ],
        "indicator": [indicator("M13.1", weight=3.0), indicator("M13.2", 100.0, direction="down")],
        "target": [
            target("M13.1", 20.0, dt.date(2025, 6, 29)),
            target("M13.1", 80.0, dt.date(2027, 12, 31)),
            target("M13.2", 0.0),
        ],
        "observation": [observation("M13.1", 16.0), observation("M13.2", 80.0)],
    },
]

PRAISE: Tables = {"observation": [observation("M12.1", 100.0, dt.date(2025, 1, 31))]}
CORRECTION: Tables = {"observation": [observation("M11.1", 20.0, flag="revised")]}


def first_file() -> Tables:
    """The frame and all the stories, sheet by sheet."""
    tables = {table: list(rows) for table, rows in FRAME.items()}
    for story in STORIES:
        for table, rows in story.items():
            tables.setdefault(table, []).extend(rows)
    return tables


UPLOADS = [
    Upload(1, FOUNDED, first_file()),
    Upload(2, PRAISED, PRAISE),
    Upload(3, CORRECTED, CORRECTION),
]
WITHDRAWALS = [Withdrawal(2, True, TAKEN_BACK)]


def found_city(store: Store) -> None:
    """Commit the uploads and the withdrawal at the moments the story gives them."""
    for upload in UPLOADS:
        file = reading(upload.tables, PLAN, f"musterstadt-{upload.upload_id}.json")
        receipt = store.commit(file, local("Erika Muster"), recorded_at=upload.recorded_at)
        assert receipt.upload_id == upload.upload_id
    for event in WITHDRAWALS:
        store.withdraw(event.upload_id, local("Erika Muster"), "Zahl der Presse", event.recorded_at)


def asked(store: Store, name: str, **parameters: object) -> list[Row]:
    """The rows of a question as records, with None where nothing stands, and lists as lists."""
    frame = store.ask(name, **parameters).astype(object)
    rows = frame.where(frame.notna(), None).to_dict("records")
    return [
        {
            str(field): list(value) if isinstance(value, np.ndarray) else value
            for field, value in row.items()
        }
        for row in rows
    ]


def by(rows: list[Row], field: str) -> dict[str, Row]:
    """The rows by a field that none of them shares with another."""
    found = {row[field]: row for row in rows}
    assert len(found) == len(rows)
    return found
