"""What was entered in a form survives everything that an upload survives."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from masterplan.access import local
from masterplan.cli import main
from masterplan.store import forget, open_store
from masterplan.store.contents import contents
from masterplan.workbook.form import form_name, form_workbook
from masterplan.workbook.read import read
from masterplan.workbook.write import workbook
from tests.workbook.any_plan import CITY

ROW = {"indicator_code": "I1", "observed_on": dt.date(2024, 12, 31), "value": "12,5"}


def test_a_form_is_entered_again_when_the_database_is_rebuilt(tmp_path: Path) -> None:
    database = tmp_path / "m.duckdb"
    (tmp_path / "city.xlsx").write_bytes(workbook(CITY))
    assert main(["load", str(tmp_path / "city.xlsx"), "--db", str(database)]) == 0
    store = open_store(database)
    content, name = form_workbook("observation", ROW), form_name("observation", ROW)
    store.commit(read(content, name, store.known(), "P"), local("Anna"), kind="form")
    before = contents(store, "P")
    assert [row["value"] for row in before["observation"] if row["flag"] is None] == [12.5]
    forget(database)
    assert main(["rebuild", "--db", str(database)]) == 0
    store = open_store(database)
    assert contents(store, "P") == before
    assert list(store.ask("uploads/list", plan="P")["kind"]) == ["form", "workbook"]
    assert store.original(store.ask("uploads/list", plan="P")["sha256"][0], name).is_file()
    forget(database)
