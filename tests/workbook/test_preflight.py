"""What kind of file it is, which limits it keeps, and what is said where it is refused."""

from __future__ import annotations

import dataclasses
import io
import zipfile

import pytest

from masterplan.findings import Finding
from masterplan.workbook.kinds import Kind
from masterplan.workbook.limits import Limits
from masterplan.workbook.preflight import inspect, is_xlsx
from masterplan.workbook.read import read, read_files
from masterplan.workbook.reading import read_safely
from masterplan.workbook.rulebook import RULES
from masterplan.workbook.rules import advice, problem
from masterplan.workbook.rules_of_packages import PACKAGE_RULES
from tests.workbook.books import KNOWN, OBSERVATIONS, book, found
from tests.workbook.old_excel import xls
from tests.workbook.packages import HEADINGS, SHEET, ods, packed, xlsb, xlsx_parts
from tests.workbook.packages import observations as cells

ONE_VALUE = book({"Messwerte": [OBSERVATIONS, ["I1", "2025", 5]]})
ROWS = [HEADINGS, ("I1", "2025", 5.0)]
PARTS = xlsx_parts(cells("><v>5</v></c>"))
TEXT = b"Indikator;Datum;Wert\nI1;2025;5\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def archive(*names: str) -> bytes:
    return packed(dict.fromkeys(names, b"x"))


def utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "name", "rule", "details"),
    [
        (b"", "a.xlsx", "file_is_empty", {}),
        (b"\n \n", "a.xlsx", "file_is_empty", {}),
        (b"<html><table><tr><td>1", "a.xls", "file_is_html_table", {"ending": ".xls"}),
        (b"\xef\xbb\xbf\r\n <TABLE>", "a.XLS", "file_is_html_table", {"ending": ".xls"}),
        ("<html>".encode("utf-16"), "a.xls", "file_is_html_table", {"ending": ".xls"}),
        (b"<?xml version='1.0'?><html>", "a.xlsx", "file_is_html_table", {"ending": ".xlsx"}),
        (b"<!DOCTYPE html><p>", "a.html", "file_is_web_page", {}),
        (b"<html>", "ohne", "file_is_web_page", {}),
        (b"MIME-Version: 1.0\r\nContent-Type: x", "a.xls", "file_is_other_format", "MHTML"),
        (
            b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
            b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "a.xls",
            "file_is_other_format",
            "XML 2003 (.xml)",
        ),
        (b"<?xml version='1.0'?><x/>", "a.xml", "file_is_other_format", "XML"),
        (b'[{"Indikator": "I1", "Wert": 5}]', "a.xlsx", "file_is_other_format", "JSON"),
        (b"%PDF-1.7\n", "a.xlsx", "file_is_other_format", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a.xlsx", "file_is_other_format", "PNG"),
        (b"\x1f\x8b\x08" + bytes(20), "a.xlsx", "file_is_other_format", "gzip"),
        (b"{\\rtf1 abc}", "a.xls", "file_is_other_format", "RTF"),
        (bytes(range(1, 32)) * 9, "a.xlsx", "file_is_no_workbook", {}),
        (OLE + utf16("EncryptedPackage"), "a.xlsx", "file_is_encrypted", {}),
        (OLE + utf16("WordDocument"), "a.xls", "file_is_other_format", "Word (.doc)"),
        (OLE + bytes(600), "a.xls", "file_is_damaged", {}),
        (xls(ROWS)[:2000], "a.xls", "file_is_damaged", {}),
        (b"PK\x03\x04 and no more", "a.xlsx", "file_is_damaged", {}),
        (ONE_VALUE[: len(ONE_VALUE) // 2], "a.xlsx", "file_is_damaged", {}),
        (archive(), "a.xlsx", "file_is_damaged", {}),
        (archive("a.txt"), "a.xlsx", "file_is_other_format", "ZIP"),
        (archive("word/document.xml"), "a.xlsx", "file_is_other_format", "Word (.docx)"),
        (archive("index/document.iwa"), "a.xlsx", "file_is_other_format", "Numbers (.numbers)"),
        (archive("xl/workbook.xml"), "a.xlsx", "file_is_damaged", {}),
        (archive("xl/workbook.bin"), "a.xlsb", "file_is_damaged", {}),
        (archive("mimetype", "content.xml"), "a.ods", "file_is_damaged", {}),
        (
            packed(
                {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}
            ),
            "a.ods",
            "file_is_other_format",
            "Writer (.odt)",
        ),
        (
            packed({"META-INF/manifest.xml": b"<x><encryption-data/></x>", "content.xml": b"?"}),
            "a.ods",
            "file_is_encrypted",
            {},
        ),
        (b"ein Satz ohne Tabelle\n", "a.csv", "text_is_no_table", {}),
        (b'Indikator;Datum;Wert\nI1;"2025;5\n', "a.csv", "text_is_broken", {"line": "2"}),
        (b"PAR1 and more PAR1", "a.parquet", "file_is_parquet", {}),
    ],
)
def test_what_cannot_be_read_gets_one_clear_error(
    content: bytes, name: str, rule: str, details: dict[str, str] | str
) -> None:
    reading = read(content, name, KNOWN)
    [finding] = reading.findings
    assert (finding.rule, finding.severity, finding.sheet) == (rule, "error", "")
    assert finding.value == name
    expected = {"format": details} if isinstance(details, str) else details
    assert expected.items() <= finding.details.items()
    assert (reading.plan_code, reading.tables) == (None, {})


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (ONE_VALUE, Kind.XLSX),
        (packed(PARTS), Kind.XLSX),
        (xls(ROWS), Kind.XLS),
        (xlsb(ROWS), Kind.XLSB),
        (ods(ROWS), Kind.ODS),
        (TEXT, Kind.TEXT),
    ],
)
@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.csv", "a"])
def test_the_content_says_what_a_file_is_and_not_its_name(
    content: bytes, kind: Kind, name: str
) -> None:
    assert inspect(content, name).kind is kind
    assert is_xlsx(content) == (kind is Kind.XLSX)
    reading = read(content, name, KNOWN)
    assert not reading.has_errors
    assert reading.tables["observation"].columns["value"] == [5.0]


def test_a_text_that_pretends_to_be_a_workbook_is_named() -> None:
    rules = [rule for rule, _ in found(read(TEXT, "Export.XLS", KNOWN))]
    assert rules == ["text_has_other_ending", "text_was_read_as"]


@pytest.mark.parametrize(
    ("part", "rule"),
    [
        ("xl/vbaProject.bin", "file_has_macros"),
        ("xl/externalLinks/externalLink1.xml", "file_has_external_links"),
    ],
)
def test_macros_and_links_are_noted_and_do_not_matter(part: str, rule: str) -> None:
    reading = read(packed(PARTS | {part: b"<x/>"}), "a.xlsm", KNOWN)
    assert found(reading) == [(rule, "")]
    assert reading.findings[0].severity == "note"
    assert reading.tables["observation"].columns["value"] == [5.0]


LOWERED: dict[str, tuple[int, bytes, str]] = {
    "upload": (20, TEXT, "file_is_too_large"),
    "entries": (5, packed(PARTS), "archive_has_too_many_parts"),
    "unpacked": (1000, packed(PARTS), "archive_unfolds_too_far"),
    "sheet_part": (100, packed(PARTS), "archive_unfolds_too_far"),
    "other_part": (100, packed(PARTS), "archive_unfolds_too_far"),
    "expansion": (
        2,
        packed(PARTS | {"xl/media/a": b"".join(b"%d" % n for n in range(250_000))}),
        "archive_is_a_bomb",
    ),
    "depth": (
        8,
        packed(xlsx_parts(cells("><v>5</v></c>"), after="<x>" * 9 + "</x>" * 9)),
        "xml_is_too_deep",
    ),
    "sheets": (1, book({"Messwerte": ROWS, "Ziele": []}), "too_many_sheets"),
    "texts": (
        1100,
        packed(PARTS | {"xl/sharedStrings.xml": b"<sst>" + b"<si/>" * 1101 + b"</sst>"}),
        "too_many_texts",
    ),
    "formats": (
        1100,
        packed(PARTS | {"xl/styles.xml": b"<s><cellXfs>" + b"<xf/>" * 1101 + b"</cellXfs></s>"}),
        "too_many_formats",
    ),
    "cells": (5, packed(PARTS), "sheet_has_too_many_cells"),
    "area": (5, packed(PARTS), "sheet_reaches_too_far"),
    "rows": (0, packed(PARTS), "sheet_too_long"),
}
"""Each limit so low that a small file breaks it, and the rule that then refuses that file."""


@pytest.mark.parametrize("limit", LOWERED)
def test_each_limit_is_enforced(monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    value, content, rule = LOWERED[limit]
    assert rule not in [name for name, _ in found(read(content, "a.xlsx", KNOWN))]
    monkeypatch.setattr("masterplan.workbook.limits.LIMITS", Limits(**{limit: value}))
    reading = read(content, "a.xlsx", KNOWN)
    assert rule in [name for name, _ in found(reading)]
    assert reading.has_errors


@pytest.mark.parametrize("content", [xls(ROWS), xlsb(ROWS), ods(ROWS)])
def test_the_area_is_limited_in_every_format(
    monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setattr("masterplan.workbook.limits.LIMITS", Limits(area=5))
    reading = read(content, "a", KNOWN)
    assert found(reading) == [("sheet_reaches_too_far", "")]
    assert reading.findings[0].details["cell"] in ("C2", "C1", "B2")


def test_long_files_of_the_command_line_have_their_own_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("masterplan.workbook.limits.LIMITS", Limits(upload=5, upload_in_bulk=500))
    [reading] = read_files([("a.csv", TEXT)], KNOWN, is_bulk=True)
    assert not reading.has_errors
    monkeypatch.setattr("masterplan.workbook.limits.LIMITS", Limits(upload_in_bulk=5))
    [reading] = read_files([("a.csv", TEXT)], KNOWN, is_bulk=True)
    assert found(reading) == [("file_is_too_large", "")]


@pytest.mark.parametrize(
    ("lowered", "rule"),
    [
        ({"memory": 200_000_000}, "reading_needed_too_much_memory"),
        ({"processor_seconds": 1, "most_processor_seconds": 1}, "reading_took_too_long"),
    ],
)
def test_memory_and_time_are_limited(
    monkeypatch: pytest.MonkeyPatch, lowered: dict[str, int], rule: str
) -> None:
    content = b"Indikator;Datum;Wert\n" + b'"I1";"2025";"x"\n' * 1_500_000
    monkeypatch.setattr("masterplan.workbook.limits.LIMITS", Limits(**lowered))
    [reading] = read_safely([("a.csv", content)], KNOWN)
    assert found(reading) == [(rule, "")]


def test_every_limit_has_its_test() -> None:
    tested = {"upload_in_bulk", "memory", "processor_seconds", "most_processor_seconds"}
    assert {field.name for field in dataclasses.fields(Limits)} == LOWERED.keys() | tested


def test_more_time_is_given_to_larger_files() -> None:
    limits = Limits()
    assert limits.seconds_for(0) == limits.processor_seconds
    assert limits.seconds_for(limits.upload) == limits.most_processor_seconds
    assert limits.seconds_for(10 * limits.upload) == limits.most_processor_seconds


@pytest.mark.parametrize(
    "rule", [rule for rule in PACKAGE_RULES if RULES[rule].severity == "error"]
)
def test_each_refusal_names_the_file_and_a_way_out(rule: str) -> None:
    finding = Finding("", "", "error", rule, "Werte.xls", {"ending": ".xls"})
    for language in ("de", "en"):
        said = problem(finding, language)
        assert "Werte.xls" in said or "{sheet}" in said
        assert len(advice(finding, language)) > 20


def test_parts_that_nothing_reads_may_be_as_they_are() -> None:
    data = '<?xml version="1.0" encoding="utf-16"?><x/>'.encode("utf-16")
    assert is_xlsx(packed(PARTS | {"customXml/item1.xml": data}))
    assert not is_xlsx(packed(PARTS | {"docProps/app.xml": data}))


def test_stored_parts_are_read_like_packed_ones() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as file:
        for name, data in PARTS.items():
            file.writestr(name, data)
    reading = read(content.getvalue(), "a.xlsx", KNOWN)
    assert (SHEET in PARTS, found(reading)) == (True, [])
