"""What happened to an indicator, in words and beside its series; and the files it comes from."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from masterplan import charts, explanation, texts
from masterplan.charts.compare import MOST
from masterplan.store import ask, open_store
from masterplan.texts import mark, translate, translator
from masterplan.ui.comparing import in_address
from masterplan.ui.downloads import download
from masterplan.ui.frame import View, href
from masterplan.ui.html import Record, anchor, esc, light, section, unmarked
from masterplan.ui.page import chart
from masterplan.vocabulary import TargetKind

_CHANGES = {
    "new_value": mark("New value for {day}: {value}"),
    "corrected": mark("Value for {day} corrected: {before} became {value}"),
    "taken_back": mark("Value for {day} taken back: {before}"),
    "target_set": mark("Target for {day} set: {value}"),
    "target_changed": mark("Target for {day} changed: {before} became {value}"),
    "target_taken_back": mark("Target for {day} taken back: {before}"),
}
_RULES = {"trend": mark("continued development"), "planned_path": mark("planned path")}
_OTHER = {"trend": "planned_path", "planned_path": "trend"}
_BOUNDS = (TargetKind.LIMIT.code, TargetKind.INTERVAL.code)
_LIGHT_OF = {"trend": "light_trend", "planned_path": "light_path"}


def beside(
    series: pd.DataFrame,
    former: pd.DataFrame,
    continued: pd.DataFrame,
    corrections: pd.DataFrame,
    targets: pd.DataFrame,
    view: View,
) -> charts.Beside:
    """What is drawn beside the series. A correction is drawn where its day is judged by itself.

    Of what was known earlier it would tell what came later: then none is drawn.
    """
    if view.known_at is not None:
        corrections = corrections.head(0)
    bounds = targets[targets["is_in_force"] & targets["kind"].isin(_BOUNDS)]
    if len(corrections):
        is_drawn = (corrections["category"] == "") & corrections["observed_on"].isin(
            series["observed_on"]
        )
        corrections = corrections[is_drawn]
    return charts.Beside(continued, former, corrections, bounds=bounds)


def how_continued(continued: pd.DataFrame, unit: str, view: View) -> str:
    """How the dotted line and its range came about."""
    if continued.empty:
        return ""
    row = continued.iloc[0]
    return translate(
        mark(
            "Dotted: if the development continues ({change} {unit} a year on average since "
            "{first_on}); neither a forecast nor a political rating. The range is as wide as the "
            "yearly changes have scattered around their mean so far (± {spread} {unit}), times the "
            "square root of the years ahead."
        ),
        view.language,
        change=explanation.signed(row["yearly_change"], view.language),
        unit=unit,
        first_on=texts.date(row["first_on"], view.language),
        spread=texts.computed(row["spread"], view.language),
    )


def last_changes(rows: pd.DataFrame, unit: str, view: View) -> str:
    """The last changes, each in a sentence with who said it, when and where."""
    if rows.empty:
        return ""
    _ = translator(view.language)
    items = "".join(f"<li>{_change(row, unit, view)}</li>" for row in rows.to_dict("records"))
    return section(_("What changed last")) + f'<ul class="mp-names">{items}</ul>'


def _change(row: Record, unit: str, view: View) -> str:
    lang = view.language
    _ = translator(lang)

    def with_unit(value: float) -> str:
        return f"{texts.number(value, lang)} {unit}"

    words = _CHANGES[row["what"]]
    text = _(
        words,
        day=texts.date(row["day"], lang),
        value=with_unit(row["value"]),
        before=with_unit(row["value_before"]),
    )
    if row["what"] == "new_value" and not pd.isna(row["value_before"]):
        change = explanation.signed(row["value"] - row["value_before"], lang)
        text += ", " + _("{change} since the value before", change=change)
    said = _(
        "{person}, {moment}; {file}, {sheet}!{cell}",
        person=row["person"],
        moment=texts.moment(row["recorded_at"], lang),
        file=row["file_name"],
        sheet=row["sheet"],
        cell=row["cell"],
    )
    return f'{esc(text)}<br><span class="mp-quiet mp-small">{esc(said)}</span>'


def ways_on(row: Record, neighbours: pd.DataFrame, view: View) -> str:
    """Where to go from an indicator: the others of its measure beside it, and what if."""
    _ = translator(view.language)
    code = str(row["indicator_code"])
    others = [other for other in neighbours["indicator_code"] if other != code]
    links = []
    if others:
        codes = in_address([code, *others][:MOST])
        words = esc(_("Compare with the others of its measure")) + " →"
        links.append(anchor(href("compare", indicators=codes), words))
    if view.known_at is None:
        words = esc(_("What if it came otherwise?")) + " →"
        links.append(anchor(href("what-if", indicator=code), words))
    return f'<p class="mp-ways">{" ".join(links)}</p>' if links else ""


def other_rule(judged: Record, view: View) -> str:
    """What the light would be under the rule that does not decide."""
    _ = translator(view.language)
    rule = judged["rule"]
    if rule not in _OTHER:
        return ""
    other = _OTHER[rule]
    name = _(_RULES[other])
    if pd.isna(judged[_LIGHT_OF[other]]):
        words = esc(
            _(
                "Judged by the {rule}; the {other} cannot judge it.",
                rule=_(_RULES[rule]),
                other=name,
            )
        )
        return f'<p class="mp-quiet">{words}</p>'
    words = esc(
        _("Judged by the {rule}. By the {other} it would be:", rule=_(_RULES[rule]), other=name)
    )
    shown = light(judged[_LIGHT_OF[other]], view.language)
    return f'<p class="mp-quiet">{words} {shown}</p>'


def breakdown(rows: pd.DataFrame, unit: str, view: View) -> None:
    """The parts of an indicator, a drawing for each dimension."""
    _ = translator(view.language)
    for number, dimension in enumerate(rows["dimension"].drop_duplicates()):
        of_one = rows[rows["dimension"] == dimension]
        chart(
            charts.parts(of_one, dimension, unit, view.language, view.is_dark, _("In parts")),
            f"parts-{number}",
        )


def seasons(rows: pd.DataFrame, unit: str, view: View) -> None:
    """The months of each year, where there are years to compare."""
    if rows.empty:
        return
    _ = translator(view.language)
    drawing = charts.months(rows, unit, view.language, view.is_dark, _("Months over the years"))
    chart(drawing, "months")


def originals(code: str, view: View) -> None:
    """The files that hold what is known of an indicator, as they were uploaded."""
    _ = translator(view.language)
    rows = ask("indicators/originals", plan=view.plan, indicator=code, known_at=view.known_at)
    if rows.empty:
        return
    with st.expander(_("Original files")):
        st.caption(_("As they were uploaded, unchanged."))
        for row in rows.to_dict("records"):
            _original(row, view)


def _original(row: Record, view: View) -> None:
    _ = translator(view.language)
    path = open_store().original(row["sha256"], row["file_name"])
    moment = texts.moment(row["recorded_at"], view.language)
    if not path.is_file():
        st.caption(
            _("The original of upload {upload} is not in its place.", upload=row["upload_id"])
        )
        return
    download(
        unmarked(_("{file}, {moment}", file=row["file_name"], moment=moment)),
        path.read_bytes,
        row["file_name"],
        key=f"original_{row['upload_id']}",
    )
