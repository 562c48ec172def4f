"""What can be wrong with a file, its sheets, its headings and its plan."""

from __future__ import annotations

from masterplan.texts import mark
from masterplan.workbook.rule import Rule

FILE_RULES = {
    "file_is_empty": Rule(
        "error",
        mark("The file {value} is empty."),
        mark("Save the workbook again in Excel and load the saved file."),
    ),
    "file_is_damaged": Rule(
        "error",
        mark("The file {value} is damaged and cannot be read."),
        mark("Open it in Excel, let Excel repair it, save it as .xlsx and load that file."),
    ),
    "file_is_too_large": Rule(
        "error",
        mark("The file {value} unfolds to more than {megabytes} MB or has too many parts."),
        mark(
            "Delete sheets, pictures and formats that are not needed, or split the workbook into "
            "several files."
        ),
    ),
    "file_is_encrypted": Rule(
        "error",
        mark("The file {value} is protected by a password."),
        mark(
            "Open it in Excel, remove the password (File, Info, Protect Workbook) and save it "
            "again."
        ),
    ),
    "file_is_old_excel": Rule(
        "error",
        mark("The file {value} has the old Excel format (.xls)."),
        mark("Open it in Excel and save it as “Excel workbook (.xlsx)”."),
    ),
    "file_is_web_export": Rule(
        "error",
        mark(
            "The file {value} is an export of web pages or of another system, and no Excel "
            "workbook, whatever its name says."
        ),
        mark("Open it in Excel and save it as “Excel workbook (.xlsx)”."),
    ),
    "file_is_text": Rule(
        "error",
        mark("The file {value} is a text file, such as CSV, and no Excel workbook."),
        mark("Open it in Excel and save it as “Excel workbook (.xlsx)”."),
    ),
    "file_is_no_workbook": Rule(
        "error",
        mark("The file {value} is no Excel workbook."),
        mark("Choose an Excel workbook (.xlsx or .xlsm)."),
    ),
    "file_is_other_format": Rule(
        "error",
        mark("The file {value} has the format {ending}, which is not read."),
        mark("Open it in the program it comes from and save it as “Excel workbook (.xlsx)”."),
    ),
    "no_known_sheet": Rule(
        "error",
        mark("No sheet of the file has a name that is known."),
        mark("Name the sheets as in the template: {sheets}."),
    ),
    "sheet_unknown": Rule(
        "note",
        mark("The sheet “{value}” is not part of the format and was not read."),
        mark("Nothing, if that is intended. Otherwise name the sheet as in the template."),
    ),
    "sheet_unknown_resembles": Rule(
        "note",
        mark(
            "The sheet “{value}” is not part of the format and was not read. Is “{suggestion}” "
            "meant?"
        ),
        mark("If so, rename the sheet to “{suggestion}” and load the file again."),
    ),
    "sheet_twice": Rule(
        "error",
        mark("The sheet “{value}” is the second one for {table}."),
        mark("Put all rows on one sheet."),
    ),
    "sheet_too_long": Rule(
        "error",
        mark("The sheet has {count} rows; at most {limit} are read."),
        mark("Split it into several files."),
    ),
    "header_missing": Rule(
        "error",
        mark("The first row that is not blank has none of the headings of this sheet."),
        mark("Put the headings into the first row, at least: {columns}."),
    ),
    "column_missing": Rule(
        "error",
        mark("The column “{column}” is missing."),
        mark("Add a column with the heading “{column}” (in English “{english}”)."),
    ),
    "column_twice": Rule(
        "error",
        mark("The column “{value}” is the second one with the content of “{heading}”."),
        mark("Delete one of the two columns or its heading."),
    ),
    "column_unknown": Rule(
        "note",
        mark("The column “{value}” is not part of the format and was not read."),
        mark("Nothing, if that is intended. Otherwise name the column as in the template."),
    ),
    "column_unknown_resembles": Rule(
        "note",
        mark(
            "The column “{value}” is not part of the format and was not read. Is “{suggestion}” "
            "meant?"
        ),
        mark("If so, change the heading to “{suggestion}” and load the file again."),
    ),
    "column_without_heading": Rule(
        "note",
        mark("A column without a heading has content, which was not read."),
        mark("Nothing, if that is intended. Otherwise write the heading above it."),
    ),
    "more_findings": Rule(
        "note",
        mark(
            "There are {count} more findings of this kind on the sheet; the first {limit} are "
            "listed."
        ),
        mark("Mend those that are listed and load the file again."),
    ),
    "plan_more_than_one": Rule(
        "error",
        mark("The sheet names a second plan, “{value}”; a file belongs to one plan."),
        mark("Keep one row on this sheet and put the other plan into a file of its own."),
    ),
    "plan_unknown": Rule(
        "error",
        mark("There is no plan “{value}”."),
        mark("Choose one of these plans: {plans}."),
    ),
    "plan_unclear": Rule(
        "error",
        mark("It is not clear which plan the file belongs to."),
        mark("Choose one of these plans: {plans}; or add the sheet Plan with one row."),
    ),
    "plan_missing": Rule(
        "error",
        mark("The file names no plan, and none is stored yet."),
        mark("Add the sheet Plan with one row: Kürzel and Titel."),
    ),
}
