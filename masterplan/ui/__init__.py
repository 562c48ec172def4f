"""The Streamlit pieces that pages share."""

from masterplan.ui.frame import View, asked_for, frame, href, language, view
from masterplan.ui.gate import require
from masterplan.ui.page import chart, foot, numbers_of, show, small_multiples

__all__ = [
    "View",
    "asked_for",
    "chart",
    "foot",
    "frame",
    "href",
    "language",
    "numbers_of",
    "require",
    "show",
    "small_multiples",
    "view",
]
