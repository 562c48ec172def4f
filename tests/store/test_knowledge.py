"""What a file may refer to: codes, units, and names that only one code has."""

from __future__ import annotations

from masterplan.access import local
from masterplan.findings import Known
from masterplan.store import Store
from masterplan.store.knowledge import known_from, widened
from tests.readings import reading


def test_a_name_stands_for_its_code_while_only_one_has_it(store: Store) -> None:
    def indicator(code: str, name: str | None) -> dict[str, object]:
        return {"indicator_code": code, "name": name, "unit": "Anzahl"}

    store.commit(
        reading(
            {
                "measure": [{"measure_code": "M1", "title": "Labor"}],
                "indicator": [
                    indicator("I1", "Plätze"),
                    indicator("I2", "Kurse"),
                    indicator("I3", "Kurse"),
                    {"indicator_code": "I4"},
                ],
            }
        ),
        local("Ada"),
    )
    known = store.known()
    assert known.names == {
        ("MP", "measure"): {"Labor": "M1"},
        ("MP", "indicator"): {"Plätze": "I1"},
    }
    assert known.codes["MP", "indicator"] == {"I1", "I2", "I3", "I4"}
    assert known.units == {("MP", code): "Anzahl" for code in ("I1", "I2", "I3")}


def test_what_is_known_goes_before_what_ever_was() -> None:
    ever = Known(
        frozenset({"A", "B"}),
        {("A", "indicator"): frozenset({"I1", "I2"}), ("B", "indicator"): frozenset({"I9"})},
        {("A", "I1"): "€", ("A", "I2"): "%", ("B", "I9"): "%"},
        {("A", "indicator"): {"alt": "I1", "zwei": "I2"}},
    )
    known = Known(
        frozenset({"C"}),
        {("A", "indicator"): frozenset({"I1"}), ("C", "measure"): frozenset({"M1"})},
        {("A", "I1"): "T€"},
        {("A", "indicator"): {"alt": "I2"}},
    )
    both = widened(known, ever, "A")
    assert both.plans == {"A", "C"}
    assert both.codes == {("A", "indicator"): {"I1", "I2"}, ("C", "measure"): {"M1"}}
    assert both.units == {("A", "I1"): "T€", ("A", "I2"): "%"}
    assert both.names == {("A", "indicator"): {"alt": "I2", "zwei": "I2"}}


def test_what_was_said_once_is_known_even_if_withdrawn(store: Store) -> None:
    store.commit(reading({"measure": [{"measure_code": "M1", "title": "Labor"}]}), local("Ada"))
    store.commit(reading({"measure": [{"measure_code": "M1", "title": "Werkstatt"}]}), local("Ada"))
    store.withdraw(1, local("Ada"))
    store.withdraw(2, local("Ada"))
    assert store.known().codes == {}
    ever = known_from(store.ask("uploads/codes_ever_said"))
    assert ever.codes == {("MP", "measure"): {"M1"}}
    assert ever.names == {("MP", "measure"): {"Werkstatt": "M1"}}
