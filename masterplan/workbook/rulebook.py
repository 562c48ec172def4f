"""All rules that a file can break; ``rules`` has their words in the reader's language.

They stand apart from the words so that the process that reads a file loads no catalogues.
"""

from __future__ import annotations

from masterplan.workbook.rule import Rule
from masterplan.workbook.rules_of_cells import CELL_RULES
from masterplan.workbook.rules_of_files import FILE_RULES
from masterplan.workbook.rules_of_mappings import MAPPING_RULES
from masterplan.workbook.rules_of_packages import PACKAGE_RULES
from masterplan.workbook.rules_of_rows import ROW_RULES

RULES: dict[str, Rule] = {
    **PACKAGE_RULES,
    **FILE_RULES,
    **MAPPING_RULES,
    **CELL_RULES,
    **ROW_RULES,
}
