"""No text of a plan becomes a formula in a file that the program gives away, whoever writes it.

Every module that writes tables or documents is named here with files that it makes of texts which
a spreadsheet would run. A module that begins to write such files fails the first test.
"""

from __future__ import annotations

import ast
import csv
import datetime as dt
import io
import itertools
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from masterplan.access import local
from masterplan.cli import main
from masterplan.findings import Finding, Severity
from masterplan.reports import slides
from masterplan.reports.minutes import Minutes, minutes
from masterplan.store import Store
from masterplan.workbook.annotate import annotated
from masterplan.workbook.tables import delimited, spreadsheet
from masterplan.workbook.template import template
from masterplan.workbook.write import workbook
from tests.readings import basic_plan, reading
from tests.reports import frozen
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
    "masterplan/workbook/annotate_package.py": "parts of a workbook, for masterplan/workbook/annotate.py",
    "masterplan/reports/packages.py": "packs anew what another one has written",
    "masterplan/reports/slide_template.py": "has no text of a plan",
    "masterplan/reports/slide_parts.py": "charts, for masterplan/reports/slides.py",
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
                "measure_code": text.strip(),
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
        Finding(Severity.ERROR, "Messwerte", f"A{row}", "unknown_code", text, text)
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
    items = tuple({"code": one, "title": one, "why": [one]} for one in TEXTS)
    decisions = tuple(
        {"measure_code": one, "text": one, "owner": one, "due_on": day, "state": "open"}
        for one in TEXTS
    )
    said = Minutes(TEXTS[0], TEXTS[0], day, day, items, decisions)
    return {"minutes.docx": minutes(said, "de")}


def of_slides(_folder: Path) -> Files:
    signs = itertools.cycle(SIGNS)
    return {
        "slides.pptx": slides.render(
            frozen.every_text(frozen.report(), lambda text, _is_long: next(signs) + RUN + text),
            "de",
        )
    }


def of_the_command_line(folder: Path) -> Files:
    path = folder / "masterplan.duckdb"
    store = Store(path)
    plan = basic_plan()
    tables = {table: records()[table] for table in ("plan", "topic_area", "measure")}
    tables["phase"] = [
        {name: plan.tables["phase"].columns[name][0] for name in plan.tables["phase"].columns}
    ]
    store.commit(reading(tables), local("Ada"))
    store.close()
    with redirect_stdout(io.StringIO()) as printed:
        assert main(["status", "--csv", "--db", str(path)]) == 0
    return {"status.csv": printed.getvalue().encode()}


WRITERS: dict[str, Callable[[Path], Files]] = {
    "masterplan/workbook/tables.py": of_tables,
    "masterplan/workbook/write.py": of_writing,
    "masterplan/workbook/template.py": of_templates,
    "masterplan/workbook/annotate.py": of_annotating,
    "masterplan/reports/minutes.py": of_minutes,
    "masterplan/reports/slides.py": of_slides,
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
        return len(node.args) > 1
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
                kind = etree.QName(element).localname
                runs = kind in ("fldSimple", "instrText") or (
                    kind == "f" and "spreadsheetml" in etree.QName(element).namespace
                )
                told = "".join([element.text or "", *map(str, element.attrib.values())])
                if runs or (kind == "Relationship" and "CALC-MARK" in told):
                    if kind != "instrText" or "CALC-MARK" in told:
                        yield f"{part}: <{kind}> {told}"


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
