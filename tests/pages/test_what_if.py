"""The what-if page: assumptions live in the address, lights follow, nothing is stored."""

from __future__ import annotations

import datetime as dt

from masterplan.store import Store
from tests.pages.conftest import Enter
from tests.pages.visits import Visit
from tests.store.looking import everything

ON = "2026-09-30"
THEN = dt.date(2026, 12, 31)
VIEW = {"plan": "BSP", "on": ON}
REACHED = {**VIEW, "indicator": "BI-04.2", "values": "2026:45", "then": "2026-12-31"}
"""The only indicator of its measure that is at risk reaches its target."""


def lines(page: Visit) -> dict[str, dict[str, str]]:
    """Each line of before and after, by what and whose it is."""
    (table,) = [table for table in page.tables if "Was" in table.headings]
    columns = ["now", "without", "with"]
    heads = [name for name in table.headings if name != "Was"]
    found: dict[str, dict[str, str]] = {}
    for at, what in enumerate(table.column("Was")):
        cells = [table.column(head)[at] for head in heads]
        found[what] = dict(zip(columns, cells, strict=True))
    return found


def test_lights_follow_from_an_assumed_value(samples: Store, enter: Enter) -> None:
    found = lines(enter("what-if", **REACHED))
    indicator, measure = found["Wirkung Indikator BI-04.2"], found["Wirkung Maßnahme BI-04"]
    for lights in (indicator, measure):
        assert lights["now"].startswith("gefährdet") and lights["without"] == lights["now"]
        assert lights["with"].endswith("ändert sich")
    assert indicator["with"].startswith("erreicht")
    assert measure["now"].endswith("entscheidend: BI-04.2")
    for group in ("Themenfeld BI", "Plan BSP"):
        assert found[f"Wirkung {group}"]["with"].endswith("ändert sich")
        assert not found[f"Umsetzung {group}"]["with"].endswith("ändert sich")


def test_it_is_plainly_marked(samples: Store, enter: Enter) -> None:
    page = enter("what-if", **REACHED)
    (mark,) = page.all("p", "mp-assumed")
    assert mark.words.startswith("Annahme") and "Nichts" in mark.words
    assert "Annahme 45" in str(page.app.get("plotly_chart")[0].proto.alt)


def test_nothing_is_stored(own_samples: Store, enter: Enter) -> None:
    before = everything(own_samples)
    files = sorted(path.name for path in own_samples.originals.iterdir())
    page = enter("what-if", **REACHED)
    assert lines(page)
    assert everything(own_samples) == before
    assert sorted(path.name for path in own_samples.originals.iterdir()) == files
    rows = own_samples.ask(
        "indicators/observations", plan="BSP", indicator="BI-04.2", on=THEN, known_at=None
    )
    assert THEN not in set(rows["observed_on"].dt.date)


def test_what_is_entered_goes_into_the_address(samples: Store, enter: Enter) -> None:
    page = enter("what-if", **VIEW, indicator="BI-02.1")
    assert "Noch ist nichts angenommen." in [item.value for item in page.app.caption]
    page.widget("text_input", "31.12.2027").set_value("64")
    page.widget("button", "Zeigen, was wäre").click()
    page.run()
    assert page.address["values"] == "2027:64" and lines(page)
    page.widget("button", "Annahme verwerfen").click()
    page.run()
    assert "values" not in page.address
    assert page.widget("text_input", "31.12.2027").value == ""


def open_milestone(store: Store) -> dict[str, str]:
    """A measure with an indicator, and a milestone of it that is overdue."""
    known = store.ask("indicators/status", **VIEW, known_at=None)
    for row in known.to_dict("records"):
        milestones = store.ask(
            "measures/milestones", **VIEW, known_at=None, measure=row["measure_code"]
        )
        late = milestones[milestones["is_overdue"]]
        if len(late) == 1 and len(milestones) > 1:
            return {
                "indicator": row["indicator_code"],
                "measure": row["measure_code"],
                "number": late["milestone_number"].iloc[0],
            }
    raise AssertionError("the sample has no such measure")


def test_lights_follow_from_the_date_of_a_milestone(samples: Store, enter: Enter) -> None:
    found = open_milestone(samples)
    page = enter("what-if", **VIEW, indicator=found["indicator"])
    (field,) = [
        item for item in page.app.date_input if item.label == f"Nr. {found['number']} erreicht am"
    ]
    field.set_value(dt.date(2026, 12, 1))
    page.widget("button", "Zeigen, was wäre").click()
    page.run()
    assert page.address["reached"] == f"{found['number']}:2026-12-01"
    delivery = lines(page)[f"Umsetzung Maßnahme {found['measure']}"]
    assert delivery["with"].endswith("ändert sich")


def test_the_day_is_chosen_and_kept(samples: Store, enter: Enter) -> None:
    page = enter("what-if", **VIEW, indicator="BI-02.1", values="2027:64")
    assert page.app.date_input(key="suppose_then").value == dt.date(2027, 12, 31)
    page.app.date_input(key="suppose_then").set_value(dt.date(2027, 6, 30))
    page.run()
    assert page.address["then"] == "2027-06-30"
    assert page.widget("text_input", "30.06.2027").value == "64"


def test_an_error_says_what_to_do(samples: Store, enter: Enter) -> None:
    page = enter("what-if", **{**REACHED, "values": "2026:viel"})
    (found,) = page.all("div", "mp-found")
    assert "„viel“ ist keine Zahl" in found.words
    assert not page.tables


ODD = [
    {"values": "x:1;2027;:;9999999:3"},
    {"values": "1999:5"},
    {"reached": "1:gestern;XX:2027-01-01", "due": ":::"},
    {"then": "gestern"},
    {"then": "1900-01-01", "values": "2027:5"},
    {"then": "9999-12-31"},
    {"on": "9999-12-31"},
    {"on": "0001-01-01"},
]


def test_odd_assumptions_do_no_harm(samples: Store, enter: Enter) -> None:
    page = enter("what-if", **VIEW)
    for odd in ODD:
        page.open("what-if", **{**VIEW, "indicator": "BI-02.1", **odd})
        assert page.title == "Was wäre wenn", odd


def test_it_builds_on_what_is_stored_now(samples: Store, enter: Enter) -> None:
    page = enter("what-if", **REACHED, known_at="2024-01-01T00:00:00")
    assert page.blank is not None and not page.tables
