"""What a change does, on a terminal and for other programs: the rows and the lights."""

from __future__ import annotations

from typing import Any

import pandas as pd

from masterplan import texts
from masterplan.cli.output import print_table, records, shortened
from masterplan.store import Rehearsal
from masterplan.store.values import heading, shown, shown_key
from masterplan.texts import mark, translator
from masterplan.vocabulary import Light

_SHOWN_ROWS = 40
_SHOWN_LIGHTS = 100

_NO_ROWS = mark("No row would change.")
_ROWS = mark("Rows that would change: {count}.")
_MORE = mark("… and {count} more.")
_SHEET = mark("Sheet")
_KEY = mark("Key")
_FIELD = mark("Field")
_BEFORE = mark("before")
_AFTER = mark("after")
_CELL = mark("Cell")

_LIGHTS = mark("Lights that change:")
_NO_LIGHTS = mark("No light changes.")
_COUNTED = {
    "new": mark("Lights of new measures and indicators: {count}."),
    "gone": mark("Lights of measures and indicators that are gone: {count}."),
}
_OF = mark("Measure or indicator")
_TITLE = mark("Title")
_LIGHT = mark("Light")
_ASPECTS = {
    "delivery": mark("Delivery"),
    "effect": mark("Effect"),
    "evidence": mark("Evidence"),
}


def print_rows(rehearsal: Rehearsal, language: str) -> None:
    """The first rows that would change, field by field, and how many there are."""
    _ = translator(language)
    if rehearsal.is_without_effect:
        print(_(_NO_ROWS))
        return
    print(_(_ROWS, count=texts.number(rehearsal.rows_changed, language)))
    told = rehearsal.rows.head(_SHOWN_ROWS).to_dict("records")
    print_table(
        [_(name) for name in (_SHEET, _KEY, _FIELD, _BEFORE, _AFTER, _CELL)],
        [
            [
                row["sheet"],
                shortened(shown_key(row["table_name"], row["row_key"], language), 60),
                heading(row["table_name"], row["field"], language),
                *(
                    shortened(shown(row["table_name"], row["field"], row[of], language), 40)
                    for of in ("value_before", "value_after")
                ),
                row["cell"],
            ]
            for row in told
        ],
    )
    if rehearsal.is_cut or len(rehearsal.rows) > _SHOWN_ROWS:
        print("…")


def print_lights(lights: pd.DataFrame, language: str) -> None:
    """The lights that change, the worsened first, or that none does; new ones are counted only."""
    _ = translator(language)
    rows = records(lights)
    turned = [row for row in rows if row["change"] not in _COUNTED]
    aspects = {aspect: _(name) for aspect, name in _ASPECTS.items()}
    if not rows:
        print(_(_NO_LIGHTS))
    if turned:
        print(_(_LIGHTS))
        print_table(
            [_(name) for name in (_OF, _TITLE, _LIGHT, _BEFORE, _AFTER)],
            [
                [
                    row["code"],
                    shortened(row["title"], 40),
                    aspects[row["aspect"]],
                    *(_word(row[of], language) for of in ("light_before", "light_after")),
                ]
                for row in turned[:_SHOWN_LIGHTS]
            ],
        )
    if len(turned) > _SHOWN_LIGHTS:
        print(_(_MORE, count=texts.number(len(turned) - _SHOWN_LIGHTS, language)))
    for change, said in _COUNTED.items():
        if count := sum(row["change"] == change for row in rows):
            print(_(said, count=texts.number(count, language)))


def described_lights(lights: pd.DataFrame) -> list[dict[str, Any]]:
    """The lights that change, for other programs: as ``status --json`` names and words them."""
    return [
        {
            "plan": row["plan_code"],
            row["subject"]: row["code"],
            "aspect": row["aspect"],
            "before": _german(row["light_before"]),
            "after": _german(row["light_after"]),
            "change": row["change"],
        }
        for row in records(lights)
    ]


def described_rows(rehearsal: Rehearsal) -> list[dict[str, Any]]:
    """The rows that would change, a line for each field, for other programs."""
    names = {
        "file_name": "file",
        "table_name": "table",
        "row_key": "key",
        "value_before": "before",
        "value_after": "after",
    }
    return records(rehearsal.rows.rename(columns=names))


def _word(code: str | None, language: str) -> str:
    return texts.NO_NUMBER if code is None else Light.of(code).label(language)


def _german(code: str | None) -> str | None:
    return None if code is None else Light.of(code).german
