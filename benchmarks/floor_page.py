"""The floor of the overview: an empty page with its two charts, made of constant data."""

import pandas as pd
import streamlit as st

from masterplan import charts

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

st.set_page_config(page_title="Floor", layout="wide")

for drawing in (
    charts.progress_by_phase(PHASES, "de", False),
    charts.positions_by_topic_area(POSITIONS, "de", False),
):
    st.plotly_chart(drawing.figure, theme=None, alt=drawing.alternative, config=charts.config("de"))
