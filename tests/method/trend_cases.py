"""Cases of the trend rule by hand: one per row and edge of the method's table.

Each is a series, a target, and what must come of it, with the arithmetic beside it. Where nothing
else is said the series has a point at the end of each year up to 2024, and the target is a value
for the end of 2029: five years of change are continued for five years, so the continuation adds
last - first once more.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.city import ON
from tests.method.rows_of_cases import DUE, Case, interval, limit, line, value

DAY = dt.timedelta(days=1)

TOWARDS: list[dict[str, Any]] = [{"kind": "direction", "value": None, "due_on": None}]
DOWN = {"direction": "down"}
HOLD = {"direction": "hold"}

Cases = dict[str, Case]

VALUE_BY_A_DATE: Cases = {
    "reached exactly": Case(
        line(0, 100), value(200), "sun", "on_track", "100 + (100 - 0) = 200; missed 0", 0.0
    ),
    "reached with room": Case(
        line(0, 100), value(150), "sun", "on_track", "100 + 100 = 200, 50 beyond 150; -50/50", -1.0
    ),
    "missed by just under 5 %": Case(
        line(0, 96), value(196), "sun", "on_track", "192 of 196: 4 of the 100 left", 0.04
    ),
    "missed by 5 %": Case(
        line(0, 95), value(195), "partly_cloudy", "on_track", "190 of 195: 5 of the 100 left", 0.05
    ),
    "missed by 20 %": Case(
        line(0, 80), value(180), "partly_cloudy", "on_track", "160 of 180: 20 of 100", 0.2
    ),
    "missed by just over 20 %": Case(
        line(0, 79), value(179), "cloud", "at_risk", "158 of 179: 21 of the 100 left", 0.21
    ),
    "5 % in decimal, not in binary": Case(
        line(0.1, 9.6), value(19.6), "partly_cloudy", "on_track", "19.1 of 19.6: 0.5 of 10", 0.05
    ),
    "20 % in decimal, not in binary": Case(
        line(0.1, 8.1), value(18.1), "partly_cloudy", "on_track", "16.1 of 18.1: 2 of 10", 0.2
    ),
    "hardly any change": Case(
        line(50, 50.1), value(100), "cloud", "at_risk", "50.2 of 100: 49.8/49.9", 49.8 / 49.9
    ),
    "no change": Case(
        line(50, 50),
        value(100),
        "thunderstorm",
        "off_track",
        "50 of 100: the gap stays: 50/50",
        1.0,
    ),
    "the wrong way": Case(
        line(60, 50), value(100), "thunderstorm", "off_track", "40 of 100: 60 of 50 left", 1.2
    ),
    "only the ends count": Case(
        [0, 900, -400, 7, 9, 100], value(200), "sun", "on_track", "(100 - 0)/5 = 20 a year", 0.0
    ),
    "falling, reached exactly": Case(
        line(200, 100), value(0), "sun", "on_track", "100 - 100 = 0", 0.0, DOWN
    ),
    "falling, missed by 5 %": Case(
        line(200, 105), value(5), "partly_cloudy", "on_track", "10, 5 above 5: 5 of 100", 0.05, DOWN
    ),
    "falling, missed by 21 %": Case(
        line(200, 121), value(21), "cloud", "at_risk", "42, 21 above 21: 21 of 100", 0.21, DOWN
    ),
    "falling, but it rises": Case(
        line(100, 121), value(21), "thunderstorm", "off_track", "142: 121 of 100", 1.21, DOWN
    ),
    "target zero": Case(
        line(100, 50), value(0), "sun", "on_track", "50 - 50 = 0: missed 0 of 50", 0.0, DOWN
    ),
    "below zero": Case(line(-100, -60), value(-20), "sun", "on_track", "-60 + 40 = -20", 0.0),
    "across zero": Case(line(-50, 25), value(100), "sun", "on_track", "25 + 75 = 100", 0.0),
    "across zero and too slow": Case(
        line(-50, 10), value(100), "cloud", "at_risk", "10 + 60 = 70: 30 of 90", 1 / 3
    ),
    "fallen below a target it came from": Case(
        line(100, 60), value(80), "thunderstorm", "off_track", "60 - 40 = 20: 60 of 20", 3.0
    ),
}

REACHED: Cases = {
    "reached and rising": Case(line(0, 100), value(100), "sun", "achieved", "100 >= 100, +20"),
    "reached and unchanged": Case(line(100, 100), value(100), "sun", "achieved", "100 >= 100, 0"),
    "reached and falling back": Case(
        line(150, 120), value(100), "partly_cloudy", "on_track", "120 >= 100, but -6 a year"
    ),
    "reached at zero": Case(line(9, 0), value(0), "sun", "achieved", "0 <= 0, -1.8", None, DOWN),
    "reached, falling, and rising again": Case(
        line(1, 4), value(5), "partly_cloudy", "on_track", "4 <= 5, but +0.6", None, DOWN
    ),
    "reached without a date": Case(
        line(0, 100), value(90, None), "sun", "achieved", "100 >= 90: no date is needed"
    ),
}

PASSED = dt.date(2024, 12, 31)

DATE_PASSED: Cases = {
    "passed, reached": Case(line(0, 100), value(100, PASSED), "sun", "achieved", "100 >= 100, +20"),
    "passed, reached, falling back": Case(
        line(150, 120), value(100, PASSED), "partly_cloudy", "on_track", "120 >= 100, -6"
    ),
    "passed, missed, rising": Case(
        line(0, 99), value(100, PASSED), "cloud", "at_risk", "99, +19.8"
    ),
    "passed, missed, unchanged": Case(
        line(99, 99), value(100, PASSED), "thunderstorm", "off_track", "99 < 100, 0 a year"
    ),
    "passed, missed, falling": Case(
        line(100, 99), value(100, PASSED), "thunderstorm", "off_track", "99 < 100, -0.2 a year"
    ),
    "passed yesterday": Case(
        line(0, 100),
        value(101, ON - DAY),
        "cloud",
        "at_risk",
        "100 < 101, +20: nothing to continue",
    ),
    "due today": Case(
        line(0, 100),
        value(112, ON),
        "partly_cloudy",
        "on_track",
        "six months: 100 + 20/2 = 110: 2 of 12",
        1 / 6,
    ),
    "observed on the day of the target": Case(
        {dt.date(2019 + at, 6, 30): value for at, value in enumerate([0, 0, 0, 0, 0, 0, 60])},
        value(61, ON),
        "cloud",
        "at_risk",
        "60 < 61 on the day itself, 60/5 a year",
    ),
    "observed in the month of the target": Case(
        {dt.date(2020 + at, 6, 15): value for at, value in enumerate([0, 0, 0, 0, 0, 60])},
        value(61, ON),
        "cloud",
        "at_risk",
        "no whole month ahead: 60 + 0 = 60: 1 of 1",
        1.0,
    ),
}

LIMIT: Cases = {
    "kept, away from it": Case(line(60, 50), limit(55), "sun", "on_track", "50, -2", None, DOWN),
    "kept, unchanged": Case(line(50, 50), limit(55), "sun", "on_track", "50, 0", None, DOWN),
    "kept, towards it": Case(
        line(40, 50), limit(55), "partly_cloudy", "on_track", "50 <= 55, but +2", None, DOWN
    ),
    "kept at the limit": Case(line(60, 55), limit(55), "sun", "on_track", "55 <= 55", None, DOWN),
    "not kept, coming nearer": Case(
        line(70, 60), limit(55), "cloud", "at_risk", "60 > 55, -2", None, DOWN
    ),
    "not kept, unchanged": Case(
        line(60, 60), limit(55), "thunderstorm", "off_track", "60 > 55, 0", None, DOWN
    ),
    "not kept, further away": Case(
        line(50, 60), limit(55), "thunderstorm", "off_track", "60 > 55, +2", None, DOWN
    ),
    "at least, kept": Case(line(5, 10), limit(9), "sun", "on_track", "10 >= 9, +1"),
    "at least, kept but falling": Case(
        line(15, 10), limit(9), "partly_cloudy", "on_track", "10 >= 9, -1"
    ),
    "at least, not kept": Case(line(15, 8), limit(9), "thunderstorm", "off_track", "8 < 9, -1.4"),
    "limit zero": Case(line(-2, 0), limit(0), "partly_cloudy", "on_track", "0, +0.4", None, DOWN),
    "limit below zero": Case(line(-9, -6), limit(-5), "partly_cloudy", "on_track", "", None, DOWN),
    "a limit's date is no end": Case(
        line(70, 60), limit(55, PASSED), "cloud", "at_risk", "60 > 55, -2: every year", None, DOWN
    ),
}

DIRECTION: Cases = {
    "both right": Case([1, 2, 3, 4, 5, 6], TOWARDS, "sun", "on_track", "+1 a year, last +1"),
    "mean right, last wrong": Case(
        [1, 1, 1, 1, 9, 6], TOWARDS, "partly_cloudy", "on_track", "+1, -3"
    ),
    "mean right, last none": Case(
        [1, 1, 1, 1, 6, 6], TOWARDS, "partly_cloudy", "on_track", "+1, 0"
    ),
    "mean wrong, last right": Case([9, 1, 1, 1, 1, 4], TOWARDS, "cloud", "at_risk", "-1, +3"),
    "mean none, last right": Case([4, 1, 1, 1, 1, 4], TOWARDS, "cloud", "at_risk", "0, +3"),
    "both wrong": Case([9, 9, 9, 9, 9, 4], TOWARDS, "thunderstorm", "off_track", "-1, -5"),
    "mean wrong, last none": Case(
        [9, 4, 4, 4, 4, 4], TOWARDS, "thunderstorm", "off_track", "-1, 0"
    ),
    "mean none, last wrong": Case(
        [4, 9, 9, 9, 9, 4], TOWARDS, "thunderstorm", "off_track", "0, -5"
    ),
    "neither": Case([4, 4, 4, 4, 4, 4], TOWARDS, "thunderstorm", "off_track", "0, 0"),
    "down, both right": Case([6, 5, 4, 3, 2, 1], TOWARDS, "sun", "on_track", "-1, -1", None, DOWN),
    "down, both wrong": Case(
        [1, 2, 3, 4, 5, 6], TOWARDS, "thunderstorm", "off_track", "+1, +1", None, DOWN
    ),
    "to be held": Case([4, 4, 4, 4, 4, 4], TOWARDS, None, "not_assessable", "no way", None, HOLD),
}

INTERVAL: Cases = {
    "inside, unchanged": Case(
        line(15, 15), interval(10, 20), "sun", "on_track", "10 <= 15 <= 20, 0"
    ),
    "inside, rising": Case(
        line(12, 15),
        interval(10, 20),
        "partly_cloudy",
        "on_track",
        "+0.6: adverse to the upper bound",
    ),
    "inside, falling": Case(
        line(18, 15),
        interval(10, 20),
        "partly_cloudy",
        "on_track",
        "-0.6: adverse to the lower bound",
    ),
    "on the lower bound": Case(line(10, 10), interval(10, 20), "sun", "on_track", "10 >= 10"),
    "on the upper bound": Case(line(20, 20), interval(10, 20), "sun", "on_track", "20 <= 20"),
    "below, rising": Case(line(5, 9), interval(10, 20), "cloud", "at_risk", "9 < 10, +0.8"),
    "below, unchanged": Case(
        line(9, 9), interval(10, 20), "thunderstorm", "off_track", "9 < 10, 0"
    ),
    "above, falling": Case(line(25, 21), interval(10, 20), "cloud", "at_risk", "21 > 20, -0.8"),
    "above, rising": Case(
        line(19, 21), interval(10, 20), "thunderstorm", "off_track", "21 > 20, +0.4"
    ),
    "to be held inside": Case(
        line(15, 15),
        interval(10, 20),
        "sun",
        "on_track",
        "an interval says itself where to",
        None,
        HOLD,
    ),
    "no direction said": Case(
        line(5, 9), interval(10, 20), "cloud", "at_risk", "9 < 10, +0.8", None, {"direction": None}
    ),
    "bounds the wrong way round": Case(
        line(14, 15),
        interval(20, 10),
        "thunderstorm",
        "off_track",
        "15 < 20 rising, but 15 > 10 too",
    ),
}

POINTS: Cases = {
    "four points": Case(
        line(0, 60, 4),
        value(170),
        "partly_cloudy",
        "on_track",
        "60/3 = 20 a year: 160 of 170: 10 of 110",
        1 / 11,
    ),
    "five points": Case(
        line(0, 80, 5), value(180), "sun", "on_track", "80/4 = 20 a year: 180 of 180", 0.0
    ),
    "three points": Case(line(0, 60, 3), value(170), None, "not_assessable", "no baseline either"),
    "the seventh point is too old": Case(
        [-900.0, *line(0, 100)], value(200), "sun", "on_track", "since 2019: 20 a year", 0.0
    ),
    "years left out": Case(
        {
            dt.date(year, 12, 31): 10.0 * (year - 2010)
            for year in (2010, 2012, 2014, 2016, 2018, 2024)
        },
        value(195),
        "partly_cloudy",
        "on_track",
        "140/14 = 10 a year: 190 of 195: 5 of 55",
        1 / 11,
    ),
    "the year so far": Case(
        {**{dt.date(year, 12, 31): 0.0 for year in range(2020, 2025)}, dt.date(2025, 6, 15): 45.0},
        value(90),
        "sun",
        "on_track",
        "45/4.5 = 10 a year, 4.5 years on: 90",
        0.0,
    ),
    "the day of the month does not count": Case(
        line(0, 100),
        value(105, dt.date(2025, 7, 1)),
        "sun",
        "on_track",
        "seven months: 100 + 20 * 7/12 = 111.7: 6.7 beyond 5",
        1 - 20 * 7 / 12 / 5,
    ),
    "the last value of a year": Case(
        {
            **{dt.date(2019 + at, 12, 31): 0.0 for at in range(5)},
            **{dt.date(2024, month, 1): 999.0 for month in range(1, 12)},
            dt.date(2024, 12, 31): 100.0,
        },
        value(200),
        "sun",
        "on_track",
        "of 2024 the value of December",
        0.0,
        {"frequency": "monthly"},
    ),
}

SEVERAL: Cases = {
    "the next date decides": Case(
        line(0, 100),
        [*value(90, dt.date(2026, 12, 31)), *value(999)],
        "sun",
        "achieved",
        "100 >= 90; 999 comes later",
    ),
    "after the last date the last": Case(
        line(0, 100),
        [*value(90, dt.date(2022, 12, 31)), *value(101, PASSED)],
        "cloud",
        "at_risk",
        "100 < 101, +20",
    ),
    "of several kinds the worst": Case(
        line(0, 100),
        [*value(200), *limit(150)],
        "cloud",
        "at_risk",
        "sun; 100 < 150, +20: cloud",
        0.0,
    ),
    "the worst of three": Case(
        [9, 1, 1, 1, 1, 4],
        [*limit(3), *TOWARDS, *interval(5, 9)],
        "thunderstorm",
        "off_track",
        "4 >= 3 but -1: partly cloudy; -1, +3: cloud; 4 < 5, -1: thunderstorm",
    ),
    "without a date it always counts": Case(
        line(0, 100), [*limit(150), *limit(50, DUE)], "cloud", "at_risk", "100 < 150, +20"
    ),
}

TABLE: Cases = {
    f"{group}: {name}": case
    for group, cases in {
        "value": VALUE_BY_A_DATE,
        "reached": REACHED,
        "passed": DATE_PASSED,
        "limit": LIMIT,
        "direction": DIRECTION,
        "interval": INTERVAL,
        "points": POINTS,
        "several": SEVERAL,
    }.items()
    for name, case in cases.items()
}
