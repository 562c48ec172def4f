"""Why a column was taken for a field, in the words of the reader's language."""

from __future__ import annotations

from masterplan.texts import mark, translate
from masterplan.workbook.match import Reason

REASONS = {
    "same_heading": mark("The heading is that of the format."),
    "synonym": mark("The heading is another word for “{heading}”."),
    "weak_synonym": mark("The heading can mean “{heading}”."),
    "spelled_like": mark("The heading is spelled nearly like a word for “{heading}”."),
    "heading_contains": mark("The heading contains a word for “{heading}”."),
    "values_under_periods": mark("Values stand below the headings of periods."),
    "values_are_codes": mark("The values are codes of {table}."),
    "values_are_names": mark("The values are names of {table}."),
    "values_are_texts": mark("The values are texts, as codes are."),
    "values_are_words": mark("The values are words of the column “{column}”."),
    "values_are_dates": mark("The values are dates or periods."),
    "values_are_years": mark("The values are whole numbers such as years."),
    "values_are_numbers": mark("The values are numbers."),
    "values_are_percents": mark("The values are percentages."),
    "values_do_not_fit": mark("The values do not fit the heading."),
}


def reason_text(reason: Reason, language: str) -> str:
    """A reason as a sentence."""
    return translate(REASONS[reason.code], language).format_map(reason.details)
