"""No text of a plan becomes a formula in a file that the program gives away, whoever writes it.

Every module that writes tables or documents is named here with files that it makes of texts which
a spreadsheet would run. A module that begins to write such files fails the first test.
"""

from __future__ import annotations

import ast
import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor

from masterplan.access import local
from masterplan.cli import main
from masterplan.findings import Finding
from masterplan.reports import annex, annex_sheets, slide_parts
from masterplan.reports.minutes import Minutes, minutes
from masterplan.reports.wording import Words
from masterplan.store import Store
from masterplan.workbook.annotate import annotated
from masterplan.workbook.tables import delimited, spreadsheet
from masterplan.workbook.template import template
from masterplan.workbook.write import workbook
from tests.readings import basic_plan, reading
from tests.structure.source import called, name, python_files, tree

SIGNS = ("=", "+", "-", "@", "\t", "\r")
RUN = "1+1 CALC-MARK"
TEXTS = [sign + RUN for sign in SIGNS]

Files = dict[str, bytes]

OPENING = {
    *("Workbook", "Presentation", "Document", "ZipFile", "DictWriter", "ExcelWriter"),
    *("to_csv", "to_excel", "write_csv", "add_chart", "replace_data"),
}
"""Calls that begin a table, a document, or a package of either."""
NOT_FOR_SPREADSHEETS = {
    "masterplan/store/archive.py": "backups",
    "masterplan/workbook/annotate_package.py": "parts of a workbook, for annotate.py",
    "masterplan/workbook/grid.py": "opens a workbook to be read",
    "masterplan/reports/annex.py": "opens the workbook that annex_sheets.py fills",
    "masterplan/reports/packages.py": "packs anew what another one has written",
    "masterplan/reports/slide_template.py": "has no text of a plan",
}


def records() -> dict[str, list[dict[str, Any]]]:
    """A plan whose codes and texts begin with each of the signs."""
    plan = {"plan_code": "MP", "title": TEXTS[0]}
    signed = list(enumerate(TEXTS))
    return {
        "plan": [plan],
        "topic_area": [{"topic_area_code": f"T{at}", "title": text} for at, text in signed],
        "measure": [
            {
                "measure_code": f"{text.strip()} {at}",
                "title": text,
                "description": text,
                "topic_area_code": f"T{at}",
                "phase": 1,
            }
            for at, text in signed
        ],
        "observation": [
            {
                "indicator_code": text,
                "observed_on": dt.date(2025, 1, 1),
                "value": -1.0,
                "comment": text,
            }
            for text in TEXTS
        ],
    }


def of_tables(_folder: Path) -> Files:
    lines = [[text, -1.5, None] for text in TEXTS]
    files = {
        f"{is_german}.csv": delimited(TEXTS[:3], lines, is_german) for is_german in (True, False)
    }
    return {**files, "table.xlsx": spreadsheet(TEXTS[0], TEXTS[:3], lines, TEXTS)}


def of_writing(_folder: Path) -> Files:
    return {"export.xlsx": workbook(records()), "english.xlsx": workbook(records(), "en")}


def of_templates(_folder: Path) -> Files:
    on = dt.date(2025, 12, 31)
    return {"template.xlsx": template(records(), "de", on, TEXTS[0])}


def of_annotating(_folder: Path) -> Files:
    """The returned workbook itself, a copy of what cannot be returned, and the list alone."""
    findings = [
        Finding("Messwerte", f"A{row}", "error", "unknown_indicator", text)
        for row, text in enumerate(TEXTS, start=2)
    ]
    text = "\r\n".join(["Indikator;Datum;Wert", *(f'"{one}";2025-01-01;"{one}"' for one in TEXTS)])
    given = {"a.xlsx": workbook(records()), "a.csv": text.encode(), "a.ods": b"no workbook"}
    return {
        f"{file}.xlsx": annotated(content, file, findings, "de")[1]
        for file, content in given.items()
    }


def of_minutes(_folder: Path) -> Files:
    day = dt.date(2025, 1, 1)
    lights = {f"light_{aspect}": "at_risk" for aspect in ("delivery", "effect", "evidence")}
    items = tuple({"measure_code": one, "title": one, "why": [one], **lights} for one in TEXTS)
    decisions = tuple(
        {"measure_code": one, "text": one, "owner": one, "due_on": day, "state": "open"}
        for one in TEXTS
    )
    said = Minutes(TEXTS[0], TEXTS[0], day, day, items, decisions)
    return {"minutes.docx": minutes(said, "de")}


def of_slides(_folder: Path) -> Files:
    """Charts hold a workbook each."""
    deck = Presentation()
    page = deck.slides.add_slide(deck.slide_layouts[6])
    words, box = Words("de"), (0, 0, 1_000_000, 1_000_000)
    slide_parts.lights(page, [(text, {"at_risk": 1}) for text in TEXTS], words, box)
    series = [(text, [-1.0] * len(TEXTS), RGBColor(0, 0, 0)) for text in TEXTS]
    slide_parts.columns(page, TEXTS, series, words, box)
    over_time = [(text, [("2025-01-01", -1.0)], False) for text in TEXTS]
    slide_parts.lines(page, over_time, TEXTS[0], box)
    content = io.BytesIO()
    deck.save(content)
    return {"slides.pptx": content.getvalue()}


def of_the_command_line(folder: Path) -> Files:
    path = folder / "masterplan.duckdb"
    store = Store(path)
    phase = basic_plan().tables["phase"].columns
    tables = {table: records()[table] for table in ("plan", "topic_area", "measure")}
    tables["phase"] = [{name: values[0] for name, values in phase.items()}]
    store.commit(reading(tables), local("Ada"))
    store.close()
    with redirect_stdout(io.StringIO()) as printed:
        assert main(["status", "--csv", "--db", str(path)]) == 0
    return {"status.csv": printed.getvalue().encode()}


def of_the_annex(_folder: Path) -> Files:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, annex.OPTIONS)
    book = annex_sheets.Book(made, Words("de"), TEXTS[0], TEXTS[1])
    columns = [annex_sheets.Column(text, annex_sheets.of("text")) for text in TEXTS]
    rows = [{"text": text} for text in TEXTS]
    table = book.table("Blatt", TEXTS[2], columns, rows, TEXTS[3])
    sheet = made.get_worksheet_by_name("Blatt")
    book.lights_chart(sheet, "A20", TEXTS[4], table, 0, TEXTS[5])
    made.close()
    return {"annex.xlsx": out.getvalue()}


WRITERS: dict[str, Callable[[Path], Files]] = {
    "masterplan/workbook/tables.py": of_tables,
    "masterplan/workbook/write.py": of_writing,
    "masterplan/workbook/template.py": of_templates,
    "masterplan/workbook/annotate.py": of_annotating,
    "masterplan/reports/minutes.py": of_minutes,
    "masterplan/reports/slide_parts.py": of_slides,
    "masterplan/reports/annex_sheets.py": of_the_annex,
    "masterplan/cli/status.py": of_the_command_line,
}


def opens_a_file(node: ast.AST) -> bool:
    """Does this begin a table or document to be written? Opening one to read does not."""
    if not isinstance(node, ast.Call):
        return False
    what = called(node)
    if what == "writer":
        return ast.unparse(node.func) == "csv.writer"
    if what == "ZipFile":
        return any(ast.unparse(one) in ("'w'", "'a'", "'x'") for one in node.args[1:2])
    return what in OPENING


def test_every_writer_is_tried_here() -> None:
    found = {
        name(file)
        for file in python_files("masterplan", "pages")
        if any(opens_a_file(node) for node in ast.walk(tree(file)))
    }
    assert found - set(NOT_FOR_SPREADSHEETS) <= set(WRITERS), "a new writer"
    assert set(NOT_FOR_SPREADSHEETS) <= found, "writes no more"


@pytest.mark.parametrize("writer", WRITERS)
def test_no_text_becomes_a_formula(writer: str, tmp_path: Path) -> None:
    for file, content in WRITERS[writer](tmp_path).items():
        assert list(formulas(file, content)) == [], file
        assert sum(text.count("CALC-MARK") for text in texts(file, content)) >= len(SIGNS), file


def formulas(file: str, content: bytes) -> Iterator[str]:
    """What of a file a program would run."""
    if file.endswith(".csv"):
        for cell in cells(content):
            is_number = re.fullmatch(r"[-+]?[\d.,]+", cell)
            if cell.startswith(SIGNS) and not is_number:
                yield cell
        return
    for part, data in parts(content):
        if part.endswith(".xlsx"):
            yield from formulas(part, data)
        elif part.endswith((".xml", ".rels")):
            for element in etree.fromstring(data).iter("{*}*"):
                if runs(element):
                    yield f"{part}: {etree.tostring(element)!r}"


def runs(element: Any) -> bool:
    """Is it a formula of a cell, or a field or a link that the text of the plan got into?"""
    kind = etree.QName(element)
    if kind.localname == "f":
        return "spreadsheetml" in str(kind.namespace)
    told = "".join([element.text or "", *map(str, element.attrib.values())])
    return kind.localname in ("fldSimple", "instrText", "Relationship") and "CALC-MARK" in told


def texts(file: str, content: bytes) -> Iterator[str]:
    """All that a file says, in pieces."""
    if file.endswith(".csv"):
        yield from cells(content)
        return
    for part, data in parts(content):
        yield from texts(part, data) if part.endswith(".xlsx") else [data.decode(errors="replace")]


def parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for part in package.namelist():
            yield part, package.read(part)


def cells(content: bytes) -> Iterator[str]:
    text = content.decode("utf-8-sig")
    separator = ";" if ";" in text.splitlines()[0] else ","
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
        yield from row
