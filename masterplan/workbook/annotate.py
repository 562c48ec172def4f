"""The annotated return: the analyst's own workbook, each finding marked at its cell.

The file is not read and written again, which would lose whatever the library does not know: a few
parts of it are patched, all others stay byte for byte the same. Where that is not possible, a copy
of the values is marked instead; where nothing could be read there is only the list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from masterplan.findings import Finding
from masterplan.texts import mark, translate
from masterplan.workbook import annotate_words as words
from masterplan.workbook.annotate_cells import SheetXml, deselected
from masterplan.workbook.annotate_copy import book_of_a_list, plain_copy
from masterplan.workbook.annotate_list import Cell, Kept, ListSheet, remembered_styles
from masterplan.workbook.annotate_notes import has_our_notes, write_notes
from masterplan.workbook.annotate_package import Package
from masterplan.workbook.annotate_scan import Place, place_of
from masterplan.workbook.annotate_styles import Styles
from masterplan.workbook.annotate_workbook import SheetPart, WorkbookPart
from masterplan.workbook.preflight import is_xlsx

_STOPPED = "reading_"  # so the rules begin that say that the reading process was stopped
_SUFFIX = mark("checked")
_NO_NAME = mark("workbook")

_Marks = dict[Place, list[Finding]]


def annotated(
    content: bytes, file_name: str, findings: Sequence[Finding], language: str
) -> tuple[str, bytes]:
    """The name and the bytes of a workbook in which the findings stand where they belong.

    An annotated workbook may be annotated again: its marks, notes and list are replaced. Findings
    come from ``read_safely``: a file of which it says that reading was stopped is not opened here.
    """
    ordered = words.ordered(findings)
    if not any(finding.rule.startswith(_STOPPED) for finding in ordered):
        given_back = _original(content, file_name, ordered, language) or _copy(
            content, file_name, ordered, language
        )
        if given_back is not None:
            return given_back
    blank = book_of_a_list(words.list_name(language))
    return _Annotation(blank, file_name, ordered, "nothing", language).result()


def _original(
    content: bytes, file_name: str, findings: list[Finding], language: str
) -> tuple[str, bytes] | None:
    try:
        if is_xlsx(content):
            return _Annotation(content, file_name, findings, "original", language).result()
    except Exception:  # whatever another program has written: there is still the copy
        pass
    return None


def _copy(
    content: bytes, file_name: str, findings: list[Finding], language: str
) -> tuple[str, bytes] | None:
    try:
        copy = plain_copy(content, file_name)
        if copy is not None:
            moved = [replace(one, sheet=copy[1].get(one.sheet, one.sheet)) for one in findings]
            return _Annotation(copy[0], file_name, moved, "copy", language).result()
    except Exception:  # then the list alone has to do
        pass
    return None


class _Annotation:
    """One file that is being annotated."""

    def __init__(
        self,
        content: bytes,
        file_name: str,
        findings: Sequence[Finding],
        origin: words.Origin,
        language: str,
    ) -> None:
        self._file_name, self._findings, self._language = file_name, findings, language
        self._origin: words.Origin = origin
        self._package = Package(content)
        self._book = WorkbookPart(self._package)
        self._styles = Styles(self._package.read(self._book.styles))
        self._marks = self._styles.marks()
        self._sheets = [one for one in self._book.sheets() if one.name != self._book.list_name]
        self._before = self._remembered()
        self._remember: dict[Cell, Kept] = {}

    def result(self) -> tuple[str, bytes]:
        """The file, with all marks and the list."""
        marks = _cells_to_mark(self._findings, {sheet.name for sheet in self._sheets})
        for sheet in self._sheets:
            self._mark(sheet, marks.get(sheet.name, {}))
        for part in self._book.parts():
            data = self._package.read(part)
            changed = deselected(data)
            if changed is not data:
                self._package.write(part, changed)
        self._book.put_list(words.list_name(self._language), self._list())
        self._package.write(self._book.styles, self._styles.to_bytes())
        name = _new_name(self._file_name, self._book.ending, self._language)
        return name, self._package.to_bytes()

    def _remembered(self) -> dict[Cell, int]:
        for sheet in self._book.sheets():
            if sheet.name == self._book.list_name:
                return remembered_styles(self._package.read(sheet.part))
        return {}

    def _mark(self, sheet: SheetPart, wanted: _Marks) -> None:
        """Mark the cells of a sheet, and take the marks of an earlier check away."""
        if not (wanted or self._marks or has_our_notes(self._package, sheet.part)):
            return
        xml = SheetXml(self._package.read(sheet.part), wanted.keys(), self._marks)
        marks: _Marks = {}
        plain = {
            place: self._plain_style((sheet.name, place), style)
            for place, style in xml.styles.items()
        }
        for place, findings in wanted.items():
            kept_at = xml.merged.get(place, place)
            marks.setdefault(kept_at, []).extend(findings)
            self._remember[sheet.name, place] = (kept_at, plain[kept_at])
        marked = {
            place: self._styles.marked(plain[place], words.ordered(findings)[0].severity)
            for place, findings in marks.items()
        }
        notes = {place: words.note(marks[place], self._language) for place in sorted(marks)}
        drawing = write_notes(self._package, sheet.part, xml.legacy_drawing, notes)
        self._package.write(sheet.part, xml.restyled(plain | marked, drawing))

    def _plain_style(self, cell: Cell, style: int) -> int:
        """The style of a cell without the mark of an earlier check."""
        if style not in self._marks:
            return style
        return self._before[cell] if cell in self._before else self._styles.unmarked(style)

    def _list(self) -> bytes:
        visible = {sheet.name for sheet in self._sheets if sheet.is_visible}
        made = ListSheet(self._styles, visible)
        findings, language = self._findings, self._language
        made.add_title(words.title_lines(findings, self._file_name, self._origin, language))
        made.add_headings(words.headings(language))
        made.add_lines(words.lines(findings, language), self._remember)
        made.add_remainder(words.remainder(findings, language))
        return made.to_bytes()


def _cells_to_mark(findings: Sequence[Finding], sheets: set[str]) -> Mapping[str, _Marks]:
    """By sheet and place what was found there, as many cells as are marked."""
    marks: dict[str, _Marks] = {}
    count = 0
    for finding in findings:
        place = place_of(finding.cell)
        if place is None or finding.sheet not in sheets:
            continue
        on_sheet = marks.setdefault(finding.sheet, {})
        if place not in on_sheet:
            if count == words.MOST_MARKED:
                continue
            count += 1
            on_sheet[place] = []
        on_sheet[place].append(finding)
    return marks


def _new_name(file_name: str, ending: str, language: str) -> str:
    """The name of the file with a word behind it that says what it is."""
    stem = PurePosixPath(file_name.replace("\\", "/")).stem or translate(_NO_NAME, language)
    suffix = f"_{translate(_SUFFIX, language)}"
    return stem.removesuffix(suffix) + suffix + ending
