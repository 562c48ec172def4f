"""The page of one indicator: what is drawn beside the data, what changed, where it came from."""

from __future__ import annotations

import hashlib
import json

import pytest

from masterplan.store import Store
from tests.pages.conftest import Enter
from tests.pages.visits import Visit

VIEW = {"plan": "BSP", "on": "2026-09-30"}
REVISED, MONTHLY, IN_PARTS, QUOTAS = "WI-01.1", "WI-04.3", "BI-07.1", "MO-04.2"


def spec(page: Visit) -> str:
    """Everything that the first picture is made of."""
    return json.dumps(json.loads(page.app.get("plotly_chart")[0].proto.spec), ensure_ascii=False)


def drawn(page: Visit) -> list[str]:
    """The alternative text of each picture."""
    return [str(chart.proto.alt) for chart in page.app.get("plotly_chart")]


def test_continuation_is_drawn_and_told_as_what_it_is(samples: Store, enter: Enter) -> None:
    page = enter("indicator", **VIEW, indicator=REVISED)
    assert "bei Fortsetzung der Entwicklung, 31.12.2027: 51,72 %, Spanne 50,6" in drawn(page)[0]
    assert "weder eine Prognose noch eine politische Bewertung" in page.text
    assert '"dash": "dot"' in spec(page)
    (numbers, *_) = page.tables
    told = dict(zip(numbers.column("Datum"), numbers.column("Kennzeichen"), strict=False))
    assert told["31.12.2027"].startswith(("bei Fortsetzung", "früheres Ziel"))


def test_target_as_it_was_is_drawn_beside_the_target_as_it_is(samples: Store, enter: Enter) -> None:
    page = enter("indicator", **VIEW, indicator=REVISED)
    for words in ("früher 60", "Ziel 45", "Zwischenziel 28"):
        assert words in spec(page)
    assert "früher" not in spec(page.open("indicator", **VIEW, indicator="BI-02.1"))


def test_without_points_enough_nothing_is_continued(samples: Store, enter: Enter) -> None:
    page = enter("indicator", plan="BSP", on="2023-06-30", indicator=REVISED)
    assert "Fortsetzung" not in drawn(page)[0]


def test_corrected_value_is_a_ghost(samples: Store, enter: Enter) -> None:
    """A level is drawn on its day; what was said, by whom and when, stands at it."""
    for row in samples.ask("indicators/status", **VIEW, known_at=None).to_dict("records"):
        code = row["indicator_code"]
        ghosts = samples.ask("indicators/corrections", plan="BSP", indicator=code)
        series = samples.ask(
            "indicators/series", **VIEW, indicator=code, measure=None, known_at=None
        )
        drawn_ones = ghosts[ghosts["observed_on"].isin(series["observed_on"])]
        if len(drawn_ones):
            page = enter("indicator", **VIEW, indicator=code)
            assert drawn_ones["person"].iloc[0] in spec(page)
            assert "circle-open-dot" in spec(page)
            assert "seither berichtigt" in drawn(page)[0]
            return
    pytest.fail("the sample has no corrected level")


def test_the_three_last_changes_in_words(samples: Store, enter: Enter) -> None:
    page = enter("indicator", **VIEW, indicator=REVISED)
    (changes,) = page.all("ul", "mp-names")
    assert "Neuer Wert für den 30.09.2026: 43,4 %, +2,7 seit dem Wert davor" in changes.words
    assert "beispielstadt-8.xlsx, Messwerte!C615" in changes.words
    assert changes.words.count("Neuer Wert") == 3


def test_what_the_other_rule_would_say(samples: Store, enter: Enter) -> None:
    page = enter("indicator", **VIEW, indicator=REVISED)
    assert "Nach der anderen Regel (Soll-Pfad) wäre die Ampel: planmäßig" in page.text
    page.open("indicator", **VIEW, indicator=MONTHLY)
    assert "(Soll-Pfad) ist keine Bewertung möglich" in page.text


def test_months_and_parts_only_where_there_are_some(samples: Store, enter: Enter) -> None:
    page = enter("indicator", **VIEW, indicator=MONTHLY)
    assert len(drawn(page)) == 2 and drawn(page)[1].startswith("Monate im Vergleich der Jahre")
    page.open("indicator", **VIEW, indicator="BI-02.1")
    assert len(drawn(page)) == 1


@pytest.mark.parametrize(("code", "has_share"), [(IN_PARTS, True), (QUOTAS, False)])
def test_parts_have_a_share_where_they_make_a_whole(
    samples: Store, enter: Enter, code: str, has_share: bool
) -> None:
    page = enter("indicator", **VIEW, indicator=code)
    (table,) = [table for table in page.tables if table.headings[:1] == ["Teil"]]
    assert ("Anteil am Ganzen" in table.headings) == has_share
    if has_share:
        shares = [float(text.split()[0]) for text in table.column("Anteil am Ganzen")]
        assert sum(shares) == pytest.approx(100, abs=1)


def test_originals_are_there_to_download(samples: Store, enter: Enter) -> None:
    page = enter("indicator", **VIEW, indicator=REVISED)
    rows = samples.ask("indicators/originals", plan="BSP", indicator=REVISED, known_at=None)
    labels = [button.proto.label.replace("\\", "") for button in page.app.get("download_button")]
    for row in rows.to_dict("records"):
        assert any(label.startswith(row["file_name"]) for label in labels)
        content = samples.original(row["sha256"], row["file_name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == row["sha256"]


def test_a_lost_original_is_told(own_samples: Store, enter: Enter) -> None:
    row = own_samples.ask(
        "indicators/originals", plan="BSP", indicator=REVISED, known_at=None
    ).iloc[0]
    own_samples.original(row["sha256"], row["file_name"]).unlink()
    page = enter("indicator", **VIEW, indicator=REVISED)
    words = f"Das Original von Upload {row['upload_id']} liegt nicht an seinem Platz."
    assert words in [caption.value for caption in page.app.caption]


def test_it_leads_on_to_compare_and_what_if(samples: Store, enter: Enter) -> None:
    page = enter("indicator", **VIEW, indicator="BI-02.1")
    links = dict(page.links)
    page.follow(links["Mit den anderen der Maßnahme vergleichen →"])
    assert page.title == "Vergleichen" and len(page.app.get("plotly_chart")) == 2
    page.follow(links["Was wäre, wenn es anders käme? →"])
    assert page.title == "Was wäre wenn" and page.blank is None
