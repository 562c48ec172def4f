"""An empty page of the app with as many charts as another one has, made of constant data."""

import os

import pandas as pd

from masterplan import charts, ui
from masterplan.access import COMMITTEE

PHASES = pd.DataFrame(
    {
        "title": ["Phase 1", "Phase 2", "Phase 3"],
        "work_done": [0.92, 0.45, 0.08],
        "work_due": [1.0, 0.5, 0.1],
        "measures": [14, 14, 14],
        "measures_with_milestones": [12, 11, 9],
        "slippage_days": [31.0, 12.0, 0.0],
    }
)

POSITIONS = pd.DataFrame(
    [
        {
            "topic_area": f"Themenfeld {area}",
            "measure_code": f"{area}.{measure}",
            "title": f"Maßnahme {measure}",
            "position": 0.15 * measure,
            "light_effect": ("on_track", "at_risk", "off_track")[measure % 3],
            "area_position": 0.45,
            "area_measures": 7,
        }
        for area in range(6)
        for measure in range(7)
    ]
)

ui.require(COMMITTEE)
for number in range(int(os.environ.get("FLOOR_CHARTS", "2"))):
    if number % 2:
        drawing = charts.positions_by_topic_area(POSITIONS, "de", False)
    else:
        drawing = charts.progress_by_phase(PHASES, "de", False)
    ui.chart(drawing, f"floor-{number}")
