"""An .xlsx file: where its sheets are kept, and what they hold beside the values."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from masterplan.workbook import limits
from masterplan.workbook.blind_spots import look
from masterplan.workbook.formats import formats_of_styles
from masterplan.workbook.package import Package, part_name
from masterplan.workbook.preflight import checked_xml, elements
from masterplan.workbook.refused import Refused
from masterplan.workbook.sight import Sight

_WORKBOOK = "xl/workbook.xml"
_STYLES = "xl/styles.xml"
_SHEET_TYPE = "/worksheet"


def look_through_xlsx(package: Package, is_wanted: Callable[[str], bool]) -> dict[str, Sight]:
    """What the wanted sheets hold beside the values, by their names."""
    most = limits.LIMITS
    formats = {}
    if _STYLES in package:
        formats = formats_of_styles(elements(package.read(_STYLES, most.other_part), _STYLES))
    targets = sheet_targets(package, _WORKBOOK)
    workbook = elements(checked_xml(package, _WORKBOOK, most.other_part), _WORKBOOK)
    sheets = [attributes for tag, attributes in workbook if tag == "sheet"]
    refuse_sheets([attributes.get("name", "") for attributes in sheets])
    found: dict[str, Sight] = {}
    for attributes in sheets:
        ids = [value for name, value in attributes.items() if name.endswith(":id")]
        part = targets.get(ids[0] if ids else "", "")
        name = attributes.get("name", "")
        if part in package and is_wanted(name):
            found[name] = look(checked_xml(package, part, most.sheet_part), name, formats)
    return found


def refuse_sheets(names: list[str]) -> None:
    """Raise Refused where there are too many sheets, or two of one name."""
    most = limits.LIMITS.sheets
    if len(names) > most:
        raise Refused("too_many_sheets", count=len(names), limit=most)
    if len(set(names)) < len(names):
        raise Refused("file_is_damaged")


def sheet_targets(package: Package, workbook: str) -> dict[str, str]:
    """The parts of the worksheets, by the ids that the workbook's part uses for them."""
    folder, name = posixpath.split(workbook)
    part = f"{folder}/_rels/{name}.rels"
    targets: dict[str, str] = {}
    for tag, attributes in elements(checked_xml(package, part, limits.LIMITS.other_part), part):
        if tag == "Relationship" and attributes.get("Type", _SHEET_TYPE).endswith(_SHEET_TYPE):
            target = attributes.get("Target", "")
            path = target if target.startswith("/") else posixpath.join(folder, target)
            targets[attributes.get("Id", "")] = posixpath.normpath(part_name(path))
    return targets
