"""What can be wrong with a mapping, or with a file that is read by one."""

from __future__ import annotations

from masterplan.workbook.rule import Rule, mark

MAPPING_RULES = {
    "mapping_empty": Rule(
        "error",
        mark("The mapping reads no sheet."),
        mark("Choose for at least one sheet what it holds."),
    ),
    "mapping_table_unknown": Rule(
        "error",
        mark("“{value}” is no table of the format."),
        mark("Choose what the sheet holds from the list."),
    ),
    "mapping_table_twice": Rule(
        "error",
        mark("Two sheets are to fill {table}."),
        mark("Choose one of them, or put all rows on one sheet."),
    ),
    "mapping_header_unclear": Rule(
        "error",
        mark("It is not said in which row the headings stand."),
        mark("Choose the row of the headings: one row, or two that follow each other."),
    ),
    "mapping_letter_unknown": Rule(
        "error",
        mark("The sheet has no column “{value}”."),
        mark("Choose one of its columns."),
    ),
    "mapping_field_unknown": Rule(
        "error",
        mark("{table} has no field “{value}”."),
        mark("Choose what the column means from the list."),
    ),
    "mapping_field_missing": Rule(
        "error",
        mark("Nothing says what goes into “{column}”, which {table} cannot do without."),
        mark("Choose a column for “{column}”, or write what is to hold for all rows."),
    ),
    "mapping_field_twice": Rule(
        "error",
        mark("“{column}” is filled twice, by {first} and by {second}."),
        mark("Choose one of the two."),
    ),
    "mapping_period_unreadable": Rule(
        "error",
        mark("“{value}” is no period."),
        mark("Write a period such as 2025, Q1/2025, Dez 2025 or 31.12.2025."),
    ),
    "mapping_period_without_field": Rule(
        "error",
        mark("The columns stand for periods, but {table} has nothing that a period could fill."),
        mark("Choose another table, or choose that these columns stand for no period."),
    ),
    "mapping_period_not_used": Rule(
        "error",
        mark("The column “{value}” stands for a period, but it is not said what its values are."),
        mark("Choose what the values of the column are."),
    ),
    "mapping_constant_unreadable": Rule(
        "error",
        mark("“{value}” cannot stand in “{column}” for all rows."),
        mark("Write what the column “{column}” can hold; dates as 31.12.2025, numbers as 1.234,5."),
    ),
    "mapping_factor_impossible": Rule(
        "error",
        mark("Values cannot be multiplied by {value}."),
        mark("Write a number other than 0, such as 1000 for thousands."),
    ),
    "mapped_sheet_missing": Rule(
        "error",
        mark("The mapping reads the sheet “{value}”, and the file has none of that name or shape."),
        mark("Make a new mapping for this file."),
    ),
    "mapped_column_missing": Rule(
        "error",
        mark("The mapping reads the column “{value}”, which the sheet does not have."),
        mark("Name the column as before, or make a new mapping for this file."),
    ),
    "mapped_constant": Rule(
        "note",
        mark("“{column}” is “{value}” in all rows, because the mapping says so."),
        mark("Nothing, if that holds for this file too. Otherwise change the mapping."),
    ),
    "period_by_hand": Rule(
        "note",
        mark("The column “{value}” was read as {period}, because the mapping says so."),
        mark("Nothing, if that holds for this file too. Otherwise change the mapping."),
    ),
    "period_added": Rule(
        "note",
        mark("The column “{value}” was read as a further period, {period}."),
        mark("Nothing, if that is intended. Otherwise leave the column out in the mapping."),
    ),
    "row_left_out": Rule(
        "note",
        mark("The row “{value}” is no record and was left out."),
        mark("Nothing, if that is right. Otherwise put the row among the others."),
    ),
    "number_not_as_declared": Rule(
        "error",
        mark("“{value}” is not written with the decimal sign that the mapping names."),
        mark("Write the number as the others of its column, or correct the mapping."),
    ),
}
