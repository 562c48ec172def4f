"""The colours of slides and workbooks, as light as an office shows them."""

INK, QUIET, HAIR = "17212b", "4f5a66", "d9dfe5"
ACCENT = "0b5a78"
LIGHTS = {
    "achieved": "17457f",
    "on_track": "00857a",
    "at_risk": "f2b600",
    "off_track": "a3131b",
    "suspended": "9aa3ad",
    "not_assessable": "e4e8ec",
}
