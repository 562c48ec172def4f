"""Files of reports are built in processes of their own, which may fail, take long, or queue."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

import pytest

from masterplan.reports import building
from masterplan.reports.building import Order, build, previews
from masterplan.texts import UserError
from tests.reports import frozen

PNG = b"\x89PNG\r\n\x1a\n"


def order(form: str = "pptx", text: str | None = None) -> Order:
    return Order(frozen.texts()[2] if text is None else text, 1, form, "de")


@pytest.fixture(scope="module")
def slides() -> bytes:
    return build(order())


def test_progress_is_told_from_beginning_to_end() -> None:
    told: list[tuple[float, str]] = []
    build(order(), lambda share, doing: told.append((share, doing)))
    shares = [share for share, _doing in told]
    assert shares == sorted(shares) and shares[0] < 0.5 and shares[-1] == 1.0
    assert len({doing for _share, doing in told}) == len(told) > 2


def test_previews_are_pictures_of_every_page() -> None:
    told: list[float] = []
    pages = previews(order("pdf"), 20, lambda share, _doing: told.append(share))
    assert len(pages) > 3 and all(page.startswith(PNG) for page in pages)
    assert told[-1] == 1.0


def test_the_same_bytes_whatever_stands_around_the_process(
    slides: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('taken from the working folder')")
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "tr_TR.UTF-8",
        "LANG": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "7",
        "PYTHONPATH": str(tmp_path),
        "PYTHONOPTIMIZE": "2",
    }.items():
        monkeypatch.setenv(name, value)
    assert build(order()) == slides


def test_what_nobody_foresaw_becomes_a_sentence_and_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(UserError, match="could not be built"):
        build(order(text='{"meta": {}}'))
    (entry,) = caplog.records
    assert entry.levelno == logging.ERROR and "Traceback" in entry.getMessage()


def test_a_process_that_dies_becomes_a_sentence_and_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(building, "_START", "import os, sys; print('ach', file=sys.stderr); 1 / 0")
    with pytest.raises(UserError, match="perhaps for want of memory"):
        build(order(text="{}"))
    (entry,) = caplog.records
    assert "ach" in entry.getMessage() and "ZeroDivisionError" in entry.getMessage()


def test_a_process_that_takes_too_long_is_ended_and_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(building, "SECONDS", 0.2)
    monkeypatch.setattr(building, "_START", "import time; time.sleep(60)")
    with pytest.raises(UserError, match="took too long"):
        build(order(text="{}"))
    assert len(caplog.records) == 1


def test_a_third_one_waits_for_its_turn_and_is_told_so(
    slides: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered, leave = threading.Semaphore(0), threading.Event()
    run = building._run

    def held(asked: bytes, tell: building.Tell | None) -> list[bytes]:
        entered.release()
        assert leave.wait(30)
        return run(asked, tell)

    monkeypatch.setattr(building, "_run", held)
    threads = [threading.Thread(target=build, args=(order(),)) for _one in range(building.AT_ONCE)]
    for thread in threads:
        thread.start()
        assert entered.acquire(timeout=10)
    made: list[bytes] = []
    told: list[str] = []
    waits = threading.Event()

    def tell(_share: float, doing: str) -> None:
        told.append(doing)
        waits.set()

    third = threading.Thread(target=lambda: made.append(build(order(), tell)))
    third.start()
    assert waits.wait(10) and told == ["Waiting for other reports to be built"]
    assert not entered.acquire(blocking=False), "it has not begun"
    leave.set()
    for thread in (*threads, third):
        thread.join(60)
    assert made == [slides] and len(told) > 1


def test_a_failure_gives_its_turn_back(slides: bytes) -> None:
    for _attempt in range(building.AT_ONCE + 1):
        with pytest.raises(UserError):
            build(order(text="{}"))
    assert build(order()) == slides
