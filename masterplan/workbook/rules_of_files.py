"""What can be wrong with a file, its sheets, its headings and its plan."""

from __future__ import annotations

from masterplan.workbook.rule import Rule, mark

FILE_RULES = {
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
    "sheet_is_hidden": Rule(
        "note",
        mark("The sheet “{value}” is hidden in the file; it was read all the same."),
        mark("Nothing, if that is intended. Otherwise delete the sheet."),
    ),
    "rows_are_hidden": Rule(
        "note",
        mark("Hidden rows were read as well: {count} ({rows})."),
        mark("Nothing, if they count. Otherwise delete these rows."),
    ),
    "columns_are_hidden": Rule(
        "note",
        mark("Hidden columns were read as well: {columns}."),
        mark("Nothing, if they count. Otherwise delete these columns."),
    ),
    "rows_above_header": Rule(
        "note",
        mark("The headings stand in row {row}; what stands above them was not read."),
        mark("Nothing, if those are only remarks."),
    ),
    "row_is_total": Rule(
        "note",
        mark("The row “{value}” is a total, and was left out."),
        mark("Nothing. If “{value}” is meant as a code, choose another one."),
    ),
    "numbers_have_point": Rule(
        "note",
        mark(
            "The columns are parted by commas, so the point in “{column}” was read as a decimal "
            "point."
        ),
        mark("Nothing, if {value} means {reading}. Otherwise save the table as .xlsx."),
    ),
    "column_unreadable": Rule(
        "error",
        mark("The column “{column}” has the type {type}, which is not read."),
        mark("Write texts, numbers or dates into that column."),
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
