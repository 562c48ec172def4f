"""What forums and science said beside what the working groups say, per topic area."""

from __future__ import annotations

from itertools import groupby

import pandas as pd

from masterplan import texts
from masterplan.texts import translate_count, translator
from masterplan.ui import lists
from masterplan.ui.frame import View, href
from masterplan.ui.html import Column, Record, anchor, esc, light, section, table
from masterplan.vocabulary import Perspective

Said = dict[str, Record]
"""What was said of one measure, by perspective."""

ORDER = (
    Perspective.WORKING_GROUP,
    Perspective.CITIZENS_FORUM,
    Perspective.EXPERT_FORUM,
    Perspective.SCIENCE,
    Perspective.STEERING_COMMITTEE,
)


def page_of(rows: pd.DataFrame) -> pd.DataFrame:
    """The part of a long list that is shown: whole measures, with all that was said of each."""
    codes = rows[["plan_code", "measure_code"]].drop_duplicates()
    shown = lists.page_of(codes)
    return rows[rows["measure_code"].isin(shown["measure_code"])]


def by_topic_area(rows: pd.DataFrame, view: View) -> str:
    """A table per topic area: each measure with what each perspective said of it."""
    groups = groupby(rows.to_dict("records"), key=lambda row: row["topic_area"])
    return "".join(_area(area, list(group), view) for area, group in groups)


def _area(area: object, records: list[Record], view: View) -> str:
    lang = view.language
    _ = translator(lang)
    measures: dict[str, Said] = {}
    for record in records:
        measures.setdefault(record["measure_code"], {})[record["perspective"]] = record
    other = sum(1 for said in measures.values() if any(one["is_other"] for one in said.values()))
    columns = [
        Column(_("Measure"), _measure, is_header=True),
        *(_column(perspective, lang) for perspective in ORDER),
    ]
    note = translate_count(
        "{count} measure is seen otherwise than by its working group.",
        "{count} measures are seen otherwise than by their working groups.",
        other,
        lang,
    )
    rows: list[Record] = [{"said": said, **next(iter(said.values()))} for said in measures.values()]
    caption = translate_count("{count} measure", "{count} measures", len(rows), lang)
    return section(area, note) + table(caption, columns, rows)


def _measure(row: Record) -> str:
    name = f"<b>{esc(row['measure_code'])}</b> {esc(row['title'])}"
    return anchor(href("measure", measure=row["measure_code"], plan=row["plan_code"]), name)


def _column(perspective: Perspective, lang: str) -> Column:
    def cell(row: Record) -> str:
        said = row["said"].get(perspective.code)
        if said is None:
            return ""
        rating = light(said["rating"], lang) if isinstance(said["rating"], str) else ""
        day = texts.date(said["reporting_date"], lang)
        css = "mp-voice other" if said["is_other"] else "mp-voice"
        return (
            f'<div class="{css}">{rating}<p>{esc(said["reason"])} '
            f'<span class="mp-quiet">{day}</span></p></div>'
        )

    word = perspective.label(lang)
    return Column(word[0].upper() + word[1:], cell)
