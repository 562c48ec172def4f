"""How reading ends early: deep down something shows that the file must not be read at all."""

from __future__ import annotations

from masterplan.workbook.cells import Problem


class Refused(Exception):
    """The file is refused; ``problem`` says why, in the terms of the rules."""

    def __init__(self, rule: str, **details: object) -> None:
        super().__init__(rule)
        self.problem = Problem(rule, {name: str(detail) for name, detail in details.items()})


class SheetXmlError(Refused):
    """A part of the file that is not XML as spreadsheets write it."""

    def __init__(self, part: str = "") -> None:
        super().__init__("file_is_damaged", part=part)
