"""Each check finds the damage that it is there for."""

from __future__ import annotations

import pytest

from masterplan.access import ADMINISTER, LOCAL
from masterplan.store import Store
from masterplan.store.database import QUERIES


@pytest.mark.parametrize(
    ("check", "damage"),
    [
        ("current_differs_from_history", "update current_observation set value = 99"),
        ("key_twice_in_one_upload", "insert into observation select * from observation"),
        ("rows_without_upload", "delete from upload where upload_id = 3"),
        ("reference_to_nothing", "delete from current_indicator where plan_code = 'B'"),
        ("reference_to_nothing", "update current_measure set goal_codes = ['Z9']"),
        ("reference_to_nothing", "update current_topic_area set from_phase = 7"),
        (
            "moments_out_of_order",
            "update upload set recorded_at = timestamp '2024-01-01' where upload_id = 4",
        ),
        ("moments_out_of_order", "update withdrawal set recorded_at = timestamp '2024-02-01'"),
        (
            "frozen_report_altered",
            "insert into frozen_report values (1, 'A', null, null, 'Bericht', null, "
            "date '2025-01-01', timestamp '2025-01-02', '{}', 'f00', 'Ada', "
            "timestamp '2025-01-02')",
        ),
        ("id_twice", "insert into decision select * from decision"),
    ],
)
def test_a_check_finds_what_it_is_there_for(full: Store, check: str, damage: str) -> None:
    assert full.ask(f"checks/{check}").empty
    with full.write(LOCAL, ADMINISTER, "test") as cursor:
        cursor.execute(damage)
    assert not full.ask(f"checks/{check}").empty


def test_every_check_is_tried() -> None:
    (mark,) = test_a_check_finds_what_it_is_there_for.pytestmark
    tried = {check for check, _damage in mark.args[1]}
    assert tried == {file.stem for file in (QUERIES / "checks").glob("*.sql")}
