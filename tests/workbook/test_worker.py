"""Reading in a process of its own: the same result, within limits, and it can be cancelled."""

from __future__ import annotations

import dataclasses
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pyarrow as pa
import pytest

from masterplan.findings import Finding, Known, Reading
from masterplan.workbook import progress
from masterplan.workbook.arrow_column import ArrowColumn
from masterplan.workbook.mapping import ColumnUse, Mapping, SheetMapping
from masterplan.workbook.read import read_files
from masterplan.workbook.reading import read_safely
from masterplan.workbook.transfer import Request, read_request, write_request
from tests.workbook.books import KNOWN, MEASURES, OBSERVATIONS, book, found

ROOT = Path(__file__).parents[2]
ODD = book(
    {
        "Messwerte": [
            (*OBSERVATIONS, "Bemerkung"),
            ["I1", "2024", 5, "ö\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")],
            ["I1", "2023", "zurückziehen"],
            ["I9", "2024", "ca. 5"],
            ["Summe", None, 10],
        ],
        "Maßnahmen": [(*MEASURES, "Ziele"), ["M-3", "Neu", "T1", 1, "Z1, Z2"]],
        "Notizen": [["x"]],
    }
)
FINE = book({"Messwerte": [OBSERVATIONS, ["I1", "2024", 5]]})


def assert_same(one: Reading, other: Reading) -> None:
    for field in dataclasses.fields(Reading):
        if field.name != "tables":
            assert getattr(one, field.name) == getattr(other, field.name), field.name
    assert list(one.tables) == list(other.tables)
    for table, rows in one.tables.items():
        for field in dataclasses.fields(rows):
            assert getattr(rows, field.name) == getattr(other.tables[table], field.name)


def test_the_result_is_that_of_reading_here() -> None:
    files = [("Werte.xlsx", ODD), ("b.csv", b"Indikator;Datum;Wert\nI2;2024;5 %"), ("c.xls", b"")]
    here, there = read_files(files, KNOWN), read_safely(files, KNOWN)
    for one, other in zip(there, here, strict=True):
        assert_same(one, other)
    assert there[0].content is ODD
    assert found(there[0]) and found(there[2]) == [("file_is_empty", "")]
    assert read_safely([], KNOWN) == []


def test_a_mapping_and_a_chosen_plan_come_along() -> None:
    content = book({"Tabelle1": [["Kennzahl", "Jahr", "Stand"], ["I1", 2024, 5]]})
    names = ("indicator_code", "observed_on", "value")
    columns = {letter: ColumnUse(name) for letter, name in zip("ABC", names, strict=True)}
    sheet = SheetMapping("Tabelle1", "observation", (1,), "long", columns)
    known = Known(frozenset({"A", "MP"}), KNOWN.codes, KNOWN.units)
    arguments = ([("a.xlsx", content)], known, "MP", Mapping("Meine", (sheet,)))
    [here], [there] = read_files(*arguments), read_safely(*arguments)
    assert_same(there, here)
    assert (there.plan_code, there.mapping is None) == ("MP", False)
    assert there.tables["observation"].columns["value"] == [5.0]


def test_all_that_is_known_is_known_there_too() -> None:
    codes = frozenset(f"I{n}" for n in range(20_000))
    known = Known(
        frozenset({"MP", "B"}),
        {("MP", "indicator"): codes, ("B", "measure"): frozenset()},
        {("MP", "I1"): "%", ("MP", "ä\u2028"): "€"},
        {("MP", "measure"): {"Ein Name": "M-1"}},
    )
    assert all(getattr(known, field.name) for field in dataclasses.fields(Known))
    request = Request([("a\n.xlsx", b"\n\0\xff")], known, None, "{}", True, 5, 6)
    stream = io.BytesIO()
    write_request(request, stream)
    stream.seek(0)
    assert read_request(stream) == request
    rows = [OBSERVATIONS, ["I19999", "2024", 5], ["I20000", "2024", 5]]
    [reading] = read_safely([("a.xlsx", book({"Messwerte": rows}))], known, "MP")
    assert [cell for _, cell in found(reading)] == ["A3"]


def test_progress_goes_on_to_the_end() -> None:
    said: list[tuple[float, str]] = []
    read_safely([("a.xlsx", FINE), ("b.xlsx", FINE)], KNOWN, on_progress=lambda *x: said.append(x))
    shares = [share for share, _ in said]
    assert shares == sorted(shares)
    assert shares[0] >= 0 and shares[-1] == 1
    texts = dict.fromkeys(text for _, text in said)
    expected = [progress.OPENING, progress.READING, progress.CHECKING, progress.HANDING_OVER]
    assert [text for text in texts if text != progress.STARTING] == expected


class Cancelled(Exception):
    pass


def children() -> set[str]:
    """The processes that this one has started."""
    found = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    return set(found.read_text().split()) if found.exists() else set()


def start(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Let another program take the place of the one that reads."""
    monkeypatch.setattr("masterplan.workbook.reading._START", f"import os, sys, time\n{code}")


def test_cancelling_leaves_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    start(monkeypatch, "time.sleep(60)")
    before = children()
    begun = time.monotonic()

    def cancel(_share: float, _text: str) -> None:
        if time.monotonic() - begun > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_safely([("a.xlsx", FINE)], KNOWN, on_progress=cancel)
    assert time.monotonic() - begun < 20
    assert children() == before
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("time.sleep(60)", "reading_took_too_long"),
        ("os.kill(os.getpid(), 24)", "reading_took_too_long"),
        ("os.abort()", "reading_needed_too_much_memory"),
        ("os.kill(os.getpid(), 9)", "reading_needed_too_much_memory"),
        ("sys.exit('memory allocation of 8 bytes failed')", "reading_needed_too_much_memory"),
        ("os.kill(os.getpid(), 11)", "reading_broke_off"),
        ("sys.exit(1)", "reading_broke_off"),
        ("print('no answer')", "reading_broke_off"),
        ("print('[]')", "reading_broke_off"),
        ("pass", "reading_broke_off"),
    ],
)
def test_each_way_to_end_early_is_one_finding(
    monkeypatch: pytest.MonkeyPatch, code: str, rule: str
) -> None:
    start(monkeypatch, code)
    timeout = 1.0 if "sleep" in code else None
    [reading] = read_safely([("a.xlsx", FINE)], KNOWN, timeout=timeout)
    assert reading.findings == [Finding("", "", "error", rule, "a.xlsx", {})]
    assert (reading.content, reading.tables, reading.plan_code) == (FINE, {}, None)


def test_the_file_that_was_read_last_is_to_blame(monkeypatch: pytest.MonkeyPatch) -> None:
    line = "progress: " + json.dumps([0.5, progress.OPENING, 1])
    start(monkeypatch, f"sys.stderr.write({line!r} + chr(10)); sys.stderr.flush(); os.abort()")
    readings = read_safely([(name, FINE) for name in ("a", "b", "c")], KNOWN)
    assert [reading.findings[0].rule for reading in readings] == [
        "reading_stopped_elsewhere",
        "reading_needed_too_much_memory",
        "reading_stopped_elsewhere",
    ]
    assert readings[0].findings[0].details == {"other": "b"}


def test_nobody_waits_for_the_file_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    is_running, may_end, has_ended = threading.Event(), threading.Event(), threading.Event()

    def wait(_share: float, _text: str) -> None:
        is_running.set()
        if may_end.is_set():
            raise Cancelled

    def read_slowly() -> None:
        with pytest.raises(Cancelled):
            read_safely([("slow.xlsx", FINE)], KNOWN, on_progress=wait)
        has_ended.set()

    thread = threading.Thread(target=read_slowly)
    with monkeypatch.context() as slow:
        start(slow, "time.sleep(60)")
        thread.start()
        assert is_running.wait(30)
    [reading] = read_safely([("a.xlsx", FINE)], KNOWN)
    assert (found(reading), has_ended.is_set()) == ([], False)
    may_end.set()
    thread.join()
    assert has_ended.is_set()


def test_neither_folder_nor_environment_change_what_runs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for module in ("masterplan", "json", "sitecustomize"):
        (tmp_path / f"{module}.py").write_text("raise SystemExit('not this one')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "json.py"))
    [reading] = read_safely([("a.xlsx", FINE)], KNOWN)
    assert found(reading) == []


def test_the_process_loads_nothing_that_shows_or_stores() -> None:
    heavy = ["streamlit", "plotly", "duckdb", "pandas", "openpyxl", "babel", "lxml"]
    code = "import sys, masterplan.workbook.worker; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not set(done.stdout.split()) & set(heavy)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGKILL])
def test_a_process_that_somebody_else_ends_is_a_finding(
    monkeypatch: pytest.MonkeyPatch, sign: signal.Signals
) -> None:
    start(monkeypatch, "time.sleep(60)")
    before = children()

    def end(_share: float, _text: str) -> None:
        for process in children() - before:
            os.kill(int(process), sign)

    [reading] = read_safely([("a.xlsx", FINE)], KNOWN, on_progress=end)
    assert reading.has_errors


def test_a_column_is_like_a_list() -> None:
    values = [1.5, None, 3.0]
    column = ArrowColumn(pa.array(values))
    assert (len(column), column[0], column[-1], column[1:]) == (3, 1.5, 3.0, [None, 3.0])
    assert column == values
    assert list(column) == values and column[2] == 3.0
    assert column != [1.5] and column == ArrowColumn(pa.array(values))
    with pytest.raises(IndexError):
        ArrowColumn(pa.array(values))[3]
    assert pa.array(column, pa.float64()).to_pylist() == values
    assert pa.array(column, pa.float32()).type == pa.float32()
    assert "3" in repr(column)
