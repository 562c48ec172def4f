"""The part that lists the sheets: which there are, and where the list of findings is put."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lxml import etree

from masterplan.workbook.annotate_package import (
    DOCUMENT_RELATIONSHIPS,
    MAIN,
    Package,
    PatchError,
    Relationships,
    parse,
    serialized,
)
from masterplan.workbook.annotate_words import LIST_NAMES

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
LIST_NAME = "Masterplan_Monitor_Befunde"
"""A hidden name that points to the list: by it the list is found again, whatever it is called."""

_ENDINGS = {"application/vnd.ms-excel.sheet.macroenabled.main+xml": ".xlsm"}
_ID = f"{{{DOCUMENT_RELATIONSHIPS}}}id"
_KINDS = ("worksheet", "chartsheet", "dialogsheet")
_VISIBLE = (None, "visible")

LIST_SIGN = b'ySplit="5"'
"""So many rows of the list stay in view."""


@dataclass(frozen=True)
class SheetPart:
    """One sheet: its name and the part in which it is kept."""

    name: str
    part: str
    is_visible: bool


class WorkbookPart:
    """The sheets of a file."""

    def __init__(self, package: Package) -> None:
        self._package = package
        root = Relationships(package, "").targets("officeDocument")
        self._part = next(iter(root.values()), "")
        self._root = parse(package.read(self._part))
        if self._root.tag != f"{{{MAIN}}}workbook":
            raise PatchError("not the namespace of workbooks")
        self._relationships = Relationships(package, self._part)
        self._worksheets = self._relationships.targets("worksheet")
        self.list_name = self._old_list()
        """The name of the list of an earlier check, if there is one."""

    @property
    def ending(self) -> str:
        """The ending that the name of the file must have."""
        return _ENDINGS.get(self._package.content_type(self._part).lower(), ".xlsx")

    @property
    def styles(self) -> str:
        """The part with the styles."""
        return next(iter(self._relationships.targets("styles").values()), "")

    def sheets(self) -> list[SheetPart]:
        """The sheets with cells, in their order, also the list of an earlier check."""
        return [
            SheetPart(
                str(sheet.get("name", "")),
                self._worksheets[sheet.get(_ID)],
                sheet.get("state") in _VISIBLE,
            )
            for sheet in self._all()
            if sheet.get(_ID) in self._worksheets
        ]

    def parts(self) -> list[str]:
        """The parts of sheets of every kind."""
        found = (self._relationships.targets(kind).values() for kind in _KINDS)
        return [part for parts in found for part in parts if part in self._package]

    def put_list(self, name: str, data: bytes) -> None:
        """Put the list behind the last sheet, or where the earlier one is, and show it first."""
        if self.list_name is None:
            self._add_list(self._free_name(name), data)
        else:
            part = next(one.part for one in self.sheets() if one.name == self.list_name)
            self._package.write(part, data)
            Relationships(self._package, part).clear()
        for number, sheet in enumerate(self._all()):
            if sheet.get("name") == self.list_name:
                sheet.attrib.pop("state", None)
                self._view().set("activeTab", str(number))
                self._drop_filter(number)
        self._point_to_list(str(self.list_name))
        self._package.write(self._part, serialized(self._root))

    def _add_list(self, name: str, data: bytes) -> None:
        part = self._package.new_name("xl/worksheets/sheet{}.xml")
        self._package.add(part, data, _CONTENT_TYPE)
        numbers = [sheet.get("sheetId", "") for sheet in self._all()]
        highest = max((int(number) for number in numbers if number.isdecimal()), default=0)
        sheet = etree.SubElement(self._child("sheets"), f"{{{MAIN}}}sheet", name=name)
        sheet.set("sheetId", str(highest + 1))
        sheet.set(_ID, self._relationships.add("worksheet", part))
        self.list_name = name

    def _drop_filter(self, number: int) -> None:
        """The list is filtered over other rows now than Excel has noted."""
        for entry in self._root.findall(f"{{{MAIN}}}definedNames/{{{MAIN}}}definedName"):
            is_filter = entry.get("name") == "_xlnm._FilterDatabase"
            if is_filter and entry.get("localSheetId") == str(number):
                entry.getparent().remove(entry)

    def _point_to_list(self, name: str) -> None:
        names = self._root.find(f"{{{MAIN}}}definedNames")
        if names is None:
            names = etree.Element(f"{{{MAIN}}}definedNames")
            before = ("externalReferences", "functionGroups", "sheets")
            found = (self._root.find(f"{{{MAIN}}}{tag}") for tag in before)
            next(one for one in found if one is not None).addnext(names)
        for old in [one for one in names if one.get("name") == LIST_NAME]:
            names.remove(old)
        entry = etree.SubElement(names, f"{{{MAIN}}}definedName", name=LIST_NAME, hidden="1")
        quoted = name.replace("'", "''")
        entry.text = f"'{quoted}'!$A$1"

    def _old_list(self) -> str | None:
        for entry in self._root.iterfind(f"{{{MAIN}}}definedNames/{{{MAIN}}}definedName"):
            if entry.get("name") == LIST_NAME:
                quoted = (entry.text or "").rpartition("!")[0]
                quoted = quoted[1:-1].replace("''", "'") if quoted.startswith("'") else quoted
                name = quoted.removeprefix("$")
                if name in {sheet.name for sheet in self.sheets()}:
                    return name
        for sheet in self.sheets():  # some programs drop hidden names
            if sheet.name in LIST_NAMES and LIST_SIGN in self._package.read(sheet.part):
                return sheet.name
        return None

    def _free_name(self, name: str) -> str:
        taken = {sheet.get("name", "").casefold() for sheet in self._all()}
        free, number = name, 2
        while free.casefold() in taken:
            free, number = f"{name} ({number})", number + 1
        return free

    def _view(self) -> Any:
        views = self._root.find(f"{{{MAIN}}}bookViews")
        if views is None:
            views = etree.Element(f"{{{MAIN}}}bookViews")
            self._child("sheets").addprevious(views)
        view = views.find(f"{{{MAIN}}}workbookView")
        return etree.SubElement(views, f"{{{MAIN}}}workbookView") if view is None else view

    def _all(self) -> list[Any]:
        return list(self._child("sheets").iterfind(f"{{{MAIN}}}sheet"))

    def _child(self, tag: str) -> Any:
        found = self._root.find(f"{{{MAIN}}}{tag}")
        if found is None:
            raise PatchError(f"no {tag}")
        return found
