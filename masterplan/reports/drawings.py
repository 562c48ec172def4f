"""Where the lines of a drawing run: places as shares of its field, and its numbers in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from masterplan.reports.blocks import Block, parts
from masterplan.reports.wording import Record, Words, named
from masterplan.texts import mark

_ROOM = 0.2
"""How much of the height stays free above and below, for labels."""


def counted(caption: str, rows: Sequence[tuple[str, Mapping[str, int]]], words: Words) -> Block:
    """How many have which light, one row under the other."""
    alt = "; ".join(f"{name}: {words.counted(lights)}" for name, lights in rows)
    return {
        "kind": "counted",
        "caption": caption,
        "alt": alt,
        "rows": [{"name": name, "parts": parts(lights)} for name, lights in rows],
    }


def shares(
    caption: str, rows: Iterable[tuple[str, float | None, float | None]], words: Words
) -> Block:
    """How much of the work is done, beside how much was due."""
    held = []
    for name, done, due in rows:
        told = words(mark("{done} of {due} due"), done=words.percent(done), due=words.percent(due))
        held.append({"name": name, "done": _bounded(done), "due": _bounded(due), "text": told})
    alt = "; ".join(f"{row['name']}: {row['text']}" for row in held)
    return {"kind": "shares", "caption": caption, "alt": alt, "rows": held}


def line(indicator: Record, on: str, words: Words) -> Block | None:
    """An indicator against its planned path and its target; None where nothing was observed."""
    series = indicator["series"]
    if not series:
        return None
    field = _Field.around(indicator, on)
    last = series[-1]
    last_at = field.spot(last["observed_on"], last["value"])
    told_last = words.value(last["value"], None)
    targets, limits, labels = _targets(indicator, field, words)
    is_below = bool(targets) and last_at[1] < targets[-1][1]
    at_edge = last_at[0] > 0.97 and not any(abs(last_at[1] - y) < 0.13 for _, y in targets)
    anchor = "right" if at_edge else "below" if is_below else "above"
    labels.append({"at": last_at, "text": told_last, "anchor": anchor, "role": "last"})
    return {
        "title": named(indicator["indicator_code"], indicator["name"]),
        "unit": indicator["unit"] or "",
        "alt": told(indicator, words),
        "runs": _runs(series, field),
        "path": [field.spot(corner["day"], corner["value"]) for corner in indicator["path"]],
        "targets": targets,
        "limits": limits,
        "bands": [],
        "day": field.across(on),
        "times": field.times(),
        "labels": labels,
        "numbers": _numbers(indicator, words),
        "note": None,
    }


def _numbers(indicator: Record, words: Words) -> list[list[str]]:
    """What is drawn, day by day: the day, what was observed, the planned path, the target."""
    observed = {one["observed_on"][:10]: one["value"] for one in indicator["series"]}
    path = {one["day"][:10]: one["value"] for one in indicator["path"]}
    targets: dict[str, str] = {}
    for one in _in_force(indicator):
        if one["target_value"] is not None:
            told = words.number(one["target_value"])
            if one["target_upper"] is not None:
                told += " – " + words.number(one["target_upper"])
            targets[(one["target_due_on"] or "")[:10]] = told
    days = sorted({*observed, *path, *targets})
    return [
        [
            words.date(day) if day else words(mark("at all times")),
            words.number(observed.get(day)),
            words.number(path.get(day)),
            targets.get(day, "–"),
        ]
        for day in days
    ]


def lane(milestones: Sequence[Record], span: tuple[str, str], on: str, words: Words) -> Block:
    """Milestones along time: first planned, planned now or reached."""
    days = [day for one in milestones for day in (one["first_due_on"], _now(one)) if day]
    start, end = min([span[0], *days]), max([span[1], *days])
    held = [
        {
            "number": str(one["milestone_number"])[:3],
            "first": _between(one["first_due_on"] or _now(one), start, end),
            "now": _between(_now(one), start, end),
            "reached": bool(one["is_reached"]),
            "overdue": bool(one["is_overdue"]),
        }
        for one in milestones
        if _now(one)
    ]
    return {
        "kind": "lane",
        "caption": None,
        "alt": "; ".join(_told_milestone(one, words) for one in milestones),
        "milestones": held,
        "start": words.date(start),
        "end": words.date(end),
        "day": _between(on, start, end) if start <= on <= end else None,
        "day_word": words.date(on),
    }


def _told_milestone(one: Record, words: Words) -> str:
    values = {
        "number": one["milestone_number"],
        "title": one["title"],
        "first": words.date(one["first_due_on"]),
        "due": words.date(one["due_on"]),
        "reached": words.date(one["reached_on"]),
    }
    if one["is_reached"]:
        return words(mark("{number} {title}: first planned {first}, reached {reached}"), **values)
    return words(mark("{number} {title}: first planned {first}, now {due}, open"), **values)


def told(indicator: Record, words: Words) -> str:
    """What the drawing of an indicator shows, with its numbers."""
    unit = indicator["unit"]
    series = indicator["series"]
    values = ", ".join(
        f"{words.date(one['observed_on'])}: {words.number(one['value'])}" for one in series[-8:]
    )
    said = words(
        mark("Line chart of {name} in {unit}. Observed: {values}."),
        name=indicator["name"],
        unit=unit or "–",
        values=values,
    )
    if indicator["target_value"] is not None:
        said += " " + words(
            mark("Target: {target} by {due}. Planned path at the reporting date: {expected}."),
            target=words.value(indicator["target_value"], unit),
            due=words.date(indicator["target_due_on"]),
            expected=words.value(_four(indicator["expected"]), unit),
        )
    return said


def _four(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.4g}")


def _targets(
    indicator: Record, field: _Field, words: Words
) -> tuple[list[list[float]], list[float], list[Block]]:
    """The targets of an indicator: by a date as a point, at all times as a line."""
    points, limits, labels = [], [], []
    for target in _in_force(indicator):
        value, due = target["target_value"], target["target_due_on"]
        if value is None:
            continue
        at = field.spot(due, value) if due else [1.0, field.up(value)]
        points += [at] if due else []
        limits += [] if due else [field.up(value)]
        is_below = value < indicator["series"][-1]["value"]  # away from the label of the last value
        anchor = "right" if at[0] > 0.9 else "below" if is_below else "above"
        told = words.number(value)
        labels.append({"at": at, "text": told, "anchor": anchor, "role": "target"})
        if target["target_upper"] is not None:
            limits += [field.up(value), field.up(target["target_upper"])]
    return points, limits, labels[:3]


def _in_force(indicator: Record) -> list[Record]:
    return [target for target in indicator["targets"] if not target["is_original"]]


def _runs(series: Sequence[Record], field: _Field) -> list[list[list[float]]]:
    """The observed values; a line ends where they cannot be compared any more."""
    runs: list[list[list[float]]] = [[]]
    for one in series:
        if one["is_break"] and runs[-1]:
            runs.append([])
        runs[-1].append(field.spot(one["observed_on"], one["value"]))
    return runs


class _Field:
    """From days and values to shares of width and height."""

    def __init__(self, start: str, end: str, low: float, high: float) -> None:
        self.start, self.end, self.low, self.high = start, end, low, high

    @classmethod
    def around(cls, indicator: Record, on: str) -> _Field:
        """The field that holds all of an indicator."""
        held = [(one["observed_on"], one["value"]) for one in indicator["series"]]
        held += [(one["day"], one["value"]) for one in indicator["path"]]
        for target in _in_force(indicator):
            for name in ("target_value", "target_upper"):
                if target[name] is not None:
                    held.append((target["target_due_on"] or on, target[name]))
        days = [day for day, _ in held] + [on]
        values = [value for _, value in held]
        return cls(min(days), max(days), min(values), max(values))

    def across(self, day: str) -> float:
        """Where a day lies."""
        return _between(day, self.start, self.end)

    def up(self, value: float) -> float:
        """Where a value lies."""
        # halved first: the distance of the largest numbers is no number
        distance = self.high / 2 - self.low / 2
        share = (value / 2 - self.low / 2) / distance if distance else 0.5
        return round(_ROOM + share * (1 - 2 * _ROOM), 4)

    def spot(self, day: str, value: float) -> list[float]:
        """Where a value of a day lies."""
        return [self.across(day), self.up(value)]

    def times(self) -> list[tuple[float, str, str]]:
        """The years at both ends."""
        first, last = self.start[:4], self.end[:4]
        if first == last:
            return [(0.0, first, "start")]
        return [(0.0, first, "start"), (1.0, last, "end")]


def _now(one: Record) -> str | None:
    day: str | None = (
        one["reached_on"] if one["is_reached"] and one["reached_on"] else one["due_on"]
    )
    first: str | None = one["first_due_on"]
    return day or first


def _between(day: str | None, start: str, end: str) -> float:
    if day is None or start == end:
        return 0.5
    first, last = dt.date.fromisoformat(start[:10]), dt.date.fromisoformat(end[:10])
    share = (dt.date.fromisoformat(day[:10]) - first).days / max((last - first).days, 1)
    return round(min(max(share, 0.0), 1.0), 4)


def _bounded(share: float | None) -> float | None:
    return None if share is None else min(max(share, 0.0), 1.0)


def with_note(drawn: Block, indicator: Record, words: Words) -> Block:
    """The drawing with the indicator's light and how far it has come."""
    told: dict[str, Any] = {
        "light": indicator["light"],
        "word": words.light(indicator["light"]),
        "text": "",
    }
    if indicator["expected"] is not None:
        told["text"] = words(
            mark("Expected by now {expected}; {position} of the way to the target."),
            expected=words.number(_four(indicator["expected"])),
            position=words.percent(indicator["position"]),
        )
    return drawn | {"note": told}
