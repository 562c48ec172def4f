"""The frozen reports: their list, and one of them with what it says."""

from __future__ import annotations

import pandas as pd

from masterplan import texts
from masterplan.reporting import Scope
from masterplan.reports import snapshot
from masterplan.reports.chapters_front import standing_sentence
from masterplan.reports.wording import ASPECTS, Words
from masterplan.store import ask
from masterplan.texts import mark, translate, translate_count, translator
from masterplan.ui import looking_back
from masterplan.ui.frame import View, href
from masterplan.ui.html import Column, Record, anchor, bar, count_words, esc, facts, section, table
from masterplan.ui.report_files import Source

_WAYS = (
    ("overview", mark("Overview")),
    ("measures", mark("Measures")),
    ("changes", mark("Changes")),
    ("indicators", mark("Indicators")),
    ("decisions", mark("Decisions")),
)
"""Pages that are offered to be read as the council saw them; all others can be, too."""


def part(report: Record, language: str) -> str:
    """Which part of the plan a report is about."""
    for field, code, word in (
        ("phase_title", "phase", mark("Phase {code}")),
        ("topic_area", "topic_area_code", mark("Topic area {code}")),
    ):
        if not pd.isna(report[code]):
            plain = report[code] if isinstance(report[code], str) else int(report[code])
            return str(report[field] or translate(word, language, code=plain))
    return translate("Whole plan", language)


def listed(reports: pd.DataFrame, view: View) -> str:
    """The frozen reports of the plan, the newest first."""
    lang = view.language
    _ = translator(lang)

    def title(row: Record) -> str:
        told = anchor(_opened("reports", row), f"<b>{esc(row['title'])}</b>")
        return told + f'<br><span class="mp-quiet mp-small">{esc(row["paper"])}</span>'

    def frozen(row: Record) -> str:
        moment = texts.moment(row["recorded_at"], lang)
        return f'{moment}<br><span class="mp-quiet mp-small">{esc(row["person"])}</span>'

    def intact(row: Record) -> str:
        word = _("unchanged") if row["is_intact"] else _("altered")
        css = "mp-quiet" if row["is_intact"] else "mp-late"
        return f'<span class="{css}">{esc(word)}</span>'

    columns = [
        Column(_("Report"), title, is_header=True),
        Column(_("Part of the plan"), lambda row: esc(part(row, lang))),
        Column(_("As at"), lambda row: texts.date(row["reporting_date"], lang)),
        Column(_("Frozen"), frozen),
        Column(_("Data"), intact),
        Column(
            _("Look back"),
            lambda row: anchor(_opened("overview", row), esc(_("the app as it was then")) + " →"),
        ),
    ]
    caption = translate_count("{count} report", "{count} reports", len(reports), lang)
    return table(caption, columns, reports.to_dict("records"))


def _opened(page: str, report: Record) -> str:
    number = {looking_back.NAME: int(report["frozen_report_id"])}
    return href(page, plan=report["plan_code"], on=None, known_at=None, **number)


def told(report: Record, text: str, view: View) -> str:
    """What one report is, what it says in a sentence, and whether it is still what was frozen."""
    lang = view.language
    _ = translator(lang)
    data = snapshot.opened(text, int(report["frozen_report_id"]))
    standing = data["standing"]
    lights = "".join(
        f'<div class="mp-strip"><h2>{esc(_(name))}</h2>'
        f"{bar(standing[aspect], lang, _(name), is_tall=True)}"
        f'<p class="mp-small">{esc(count_words(standing[aspect], lang))}</p></div>'
        for aspect, name in ASPECTS.items()
    )
    is_intact = data["meta"]["sha256"] == report["sha256"]
    checked = (
        _("Checked just now: the data is what was frozen.")
        if is_intact
        else _("The data is not what was frozen. Restore a backup, and tell those who run the app.")
    )
    pairs = [
        (_("Part of the plan"), esc(part(report, lang))),
        (_("As at"), texts.date(report["reporting_date"], lang)),
        (_("As known on"), texts.moment(report["known_at"], lang)),
        (_("Frozen"), f"{texts.moment(report['recorded_at'], lang)}, {esc(report['person'])}"),
        (_("Council paper"), esc(report["paper"])),
        (_("Checksum (SHA-256)"), f'<span class="mp-sum">{esc(report["sha256"])}</span>'),
        ("", f'<b class="{"" if is_intact else "mp-late"}">{esc(checked)}</b>'),
    ]
    return (
        f'<p class="mp-sentence">{esc(standing_sentence(standing, Words(lang)))}</p>'
        f'<div class="mp-strips">{lights}</div>'
        + section(_("What this report is"))
        + facts(pairs)
        + _since(report, standing, lang)
    )


def source(report: Record, text: str) -> Source:
    """The report, for whoever builds its files."""
    number = int(report["frozen_report_id"])
    name = f"{report['plan_code']}-{report['reporting_date']:%Y-%m-%d}-{number}"
    return Source(f"frozen {number}", name, lambda: text, number)


def _since(report: Record, standing: Record, lang: str) -> str:
    """Do the pages still show what the report says, at its dates?"""
    day, known_at = looking_back.clocks(report)
    phase: int | None = None if pd.isna(report["phase"]) else int(report["phase"])
    area: str | None = (
        None if pd.isna(report["topic_area_code"]) else str(report["topic_area_code"])
    )
    asked = Scope(str(report["plan_code"]), phase, area).asked
    now = snapshot.standing(ask, {**asked, "on": day, "known_at": known_at})
    if now == standing:
        return ""
    words = translate(
        "Since it was frozen, the method was changed or history was entered for the time before. "
        "The pages of the app therefore count differently for these dates; the report stays as it "
        "was.",
        lang,
    )
    return f'<p class="mp-note">{esc(words)}</p>'


def ways(report: Record, view: View) -> str:
    """Where to go from a report: pages as the council saw them, and the comparison with today."""
    _ = translator(view.language)
    back = " ".join(anchor(_opened(page, report), esc(_(name))) for page, name in _WAYS)
    since_then = _("What changed since")
    compared = anchor(href("changes", **looking_back.since(report)), f"{esc(since_then)} →")
    note = _("Every page of the app can be read with the dates of this report.")
    return (
        section(_("How the council saw it"), note)
        + f'<p class="mp-ways">{back}</p>'
        + f'<p class="mp-ways">{compared}</p>'
    )
