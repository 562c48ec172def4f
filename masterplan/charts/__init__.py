"""Rows in, a figure out: the only place that draws, and the only theme.

Every drawing carries its numbers twice more: in one sentence for those who do not see it, and as a
table in the page's language.
"""

from masterplan.charts.beside import Beside
from masterplan.charts.compare import compared, pairs
from masterplan.charts.flow import flow
from masterplan.charts.indicator import series
from masterplan.charts.measure import funds, milestones
from masterplan.charts.parts import months, parts
from masterplan.charts.plan import positions_by_topic_area, progress_by_phase
from masterplan.charts.theme import Drawing, Palette, config, palette

__all__ = [
    "Beside",
    "Drawing",
    "Palette",
    "compared",
    "config",
    "flow",
    "funds",
    "milestones",
    "months",
    "pairs",
    "palette",
    "parts",
    "positions_by_topic_area",
    "progress_by_phase",
    "series",
]
