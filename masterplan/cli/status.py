"""``status``: the lights of every measure and indicator, with what they come from."""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import sys
from typing import Any

from masterplan import explanation, texts
from masterplan.cli.output import iso, print_json, print_table, records, shortened
from masterplan.cli.plans import existing_plan
from masterplan.store import open_store
from masterplan.texts import mark, translator
from masterplan.vocabulary import Light, TargetKind
from masterplan.workbook.tables import harmless

_FIELDS = {
    "plan_code": "plan",
    "indicator_code": "indicator",
    "measure_code": "measure",
    "topic_area_code": "topic_area",
    "topic_area": "topic_area_title",
    "working_group_code": "working_group",
    "goal_codes": "goals",
    "worst_indicator_code": "worst_indicator",
    "last_file_name": "last_file",
}
"""The fields that are called differently outside: as the workbook calls them in English."""

_NO_MEASURES = mark(
    "There is nothing to assess: nothing was known at that time. "
    "Load a workbook with: python -m masterplan load FILE"
)
_MEASURES = mark("Measures on {day}")
_INDICATORS = mark("Indicators on {day}")
_PLAN = mark("Plan")
_MEASURE = mark("Measure")
_TITLE = mark("Title")
_PHASE = mark("Phase")
_DELIVERY = mark("Delivery")
_EFFECT = mark("Effect")
_EVIDENCE = mark("Evidence")
_POSITION = mark("Goal attainment")
_INDICATOR = mark("Indicator")
_NAME = mark("Name")
_LAST_VALUE = mark("Last value")
_LAST_ON = mark("Observed on")
_EXPECTED = mark("Expected by now")

Rows = list[dict[str, Any]]


def status(options: argparse.Namespace) -> int:
    """How every measure and indicator stands on a day, as known at a moment."""
    store = open_store(options.db)
    on = options.on or dt.date.today()
    asked = {
        "plan": existing_plan(store, options.plan),
        "on": on,
        "known_at": options.known_at,
    }
    measures = [_outside(row) for row in records(store.ask("measures/status", **asked))]
    # Of an indicator "measure" is the code; the title of the measure stands with the measure.
    answer = store.ask("indicators/status", **asked).drop(columns="measure")
    indicators = [_outside(row) for row in records(answer)]
    targets = records(store.ask("indicators/target_lights", **asked, indicator=None))
    _join_targets(indicators, targets)
    if options.json:
        known_at = iso(options.known_at)
        print_json(
            {"on": on.isoformat(), "known_at": known_at}
            | {"measures": measures, "indicators": indicators}
        )
    elif options.csv:
        _print_csv(measures, indicators)
    elif not measures and not indicators:
        print(translator(options.language)(_NO_MEASURES))
    else:
        _print_measures(measures, on, options.language)
        print()
        _print_indicators(indicators, on, options.language)
    return 0


def _join_targets(indicators: Rows, targets: Rows) -> None:
    """Give each indicator its targets, both rules side by side, and why it has its light."""
    of: dict[tuple[str, str], Rows] = {}
    for target in targets:
        if target["target_kind"] is not None:
            of.setdefault((target["plan_code"], target["indicator_code"]), []).append(target)
    for indicator in indicators:
        found = of.get((indicator["plan"], indicator["indicator"]), [])
        in_force = [one for one in found if not one["is_original"]]
        indicator["targets"] = [_target(target) for target in in_force]
        indicator["original_targets"] = [_target(one) for one in found if one["is_original"]]
        deciding = [one for one in in_force if one["is_deciding"]]
        worst = deciding[0] if deciding else None  # they come in the order of their weight
        indicator["explanation"] = _explanation(indicator, worst)


def _target(target: dict[str, Any]) -> dict[str, Any]:
    """A target with what each rule says of it."""
    return {
        "kind": TargetKind.of(target["target_kind"]).german,
        "due_on": target["target_due_on"],
        "valid_from": target["target_valid_from"],
        "value": target["target_value"],
        "upper": target["target_upper"],
        "is_deciding": target["is_deciding"],
        "rule": target["rule"],
        "light": Light.of(target["light"]).german,
        "reason": target["reason"],
        "path": {
            "expected": target["expected"],
            "ratio": target["ratio"],
            "position": target["position"],
            "light": explanation.light_word(target["light_path"], "de"),
        },
        "trend": {
            "points": target["points"],
            "yearly_change": target["yearly_change"],
            "projected": target["projected"],
            "miss": target["miss"],
            "symbol": explanation.symbol_word(target["symbol"], "de"),
            "light": explanation.light_word(target["light_trend"], "de"),
        },
        "explanation": explanation.sentence(target, "de"),
        "origin": {
            "file": target["target_file_name"],
            "sheet": target["target_sheet"],
            "cell": target["target_cell"],
        },
    }


def _explanation(indicator: dict[str, Any], worst: dict[str, Any] | None) -> dict[str, Any]:
    """Rule, inputs with their cells, the arithmetic, what would turn the light, how sure it is."""
    said = worst or {"rule": "none", "reason": indicator["reason"] or "no_target"}
    turning = explanation.turning_value(worst) if worst else None
    return {
        "rule": said["rule"],
        "sentence": explanation.sentence(said, "de"),
        "counterfactual": explanation.counterfactual(worst, "de") if worst else "",
        "turning_value": turning,
        "is_robust": indicator["is_robust"],
        "robustness": explanation.robustness(indicator["is_robust"], indicator["flipped_by"], "de"),
        "inputs": [
            {
                "what": "last_value",
                "value": indicator["last_value"],
                "file": indicator["last_file"],
                "sheet": indicator["last_sheet"],
                "cell": indicator["last_cell"],
            }
        ]
        + (
            [{"what": "target", "value": worst["target_value"], **_target(worst)["origin"]}]
            if worst
            else []
        ),
    }


def _outside(row: dict[str, Any]) -> dict[str, Any]:
    """A row with the names and words that other programs are given: lights in German."""
    renamed = {_FIELDS.get(field, field): value for field, value in row.items()}
    for field, value in renamed.items():
        if (field == "light" or field.startswith("light_")) and value is not None:
            renamed[field] = Light.of(value).german
    if "symbol" in renamed:
        renamed["symbol"] = explanation.symbol_word(renamed["symbol"], "de")
    return renamed


def _print_csv(measures: Rows, indicators: Rows) -> None:
    typed = [{"type": "measure"} | row for row in measures]
    typed += [{"type": "indicator"} | row for row in indicators]
    fields = list(dict.fromkeys(field for row in typed for field in row)) or ["type"]
    writer = csv.DictWriter(sys.stdout, fields, lineterminator="\n")
    writer.writeheader()
    for row in typed:
        writer.writerow({name: _in_a_cell(value) for name, value in row.items()})


def _in_a_cell(value: Any) -> Any:
    """A value as one cell of a table holds it: codes side by side, what is nested as JSON.

    Text that a spreadsheet would run stays text, as in the files of the pages.
    """
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        value = " ".join(value)
    if isinstance(value, str):
        return harmless(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _print_measures(measures: Rows, on: dt.date, language: str) -> None:
    _ = translator(language)
    headings = (_PLAN, _MEASURE, _TITLE, _PHASE, _DELIVERY, _EFFECT, _EVIDENCE, _POSITION)
    print(_(_MEASURES, day=texts.date(on, language)))
    print_table(
        [_(heading) for heading in headings],
        [
            [
                row["plan"],
                row["measure"],
                shortened(row["title"], 40),
                texts.number(row["phase"], language),
                *(
                    _light(row[f"light_{of}"], language)
                    for of in ("delivery", "effect", "evidence")
                ),
                texts.percent(row["mean_position"], language),
            ]
            for row in measures
        ],
        numbers=[_(_PHASE), _(_POSITION)],
    )


def _print_indicators(indicators: Rows, on: dt.date, language: str) -> None:
    _ = translator(language)
    headings = (_PLAN, _INDICATOR, _NAME, _MEASURE, _EFFECT, _LAST_VALUE, _LAST_ON)
    print(_(_INDICATORS, day=texts.date(on, language)))
    print_table(
        [_(heading) for heading in (*headings, _EXPECTED, _POSITION)],
        [
            [
                row["plan"],
                row["indicator"],
                shortened(row["name"], 40),
                row["measure"] or texts.NO_NUMBER,
                _light(row["light"], language),
                texts.number(row["last_value"], language),
                _day(row["last_on"], language),
                texts.number(row["expected"], language),
                texts.percent(row["position"], language),
            ]
            for row in indicators
        ],
        numbers=[_(heading) for heading in (_LAST_VALUE, _LAST_ON, _EXPECTED, _POSITION)],
    )


def _light(word: str | None, language: str) -> str:
    for light in Light:
        if light.german == word:
            return light.label(language)
    return texts.NO_NUMBER


def _day(text: str | None, language: str) -> str:
    return texts.date(None if text is None else dt.date.fromisoformat(text), language)
