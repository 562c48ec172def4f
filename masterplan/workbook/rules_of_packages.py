"""What can be wrong with a file before it is opened: its kind, its size, how it is packed."""

from __future__ import annotations

from masterplan.workbook.rule import Rule, mark

_SAVE_AS_XLSX = mark("Open it in Excel and save it as “Excel workbook (.xlsx)”.")
_SAVE_AGAIN = mark(
    "Open the file in Excel and save it anew as “Excel workbook (.xlsx)”. If you do not know where "
    "it comes from, do not open it, and ask whoever sent it."
)
_MAKE_SMALLER = mark(
    "Delete sheets, pictures and formats that are not needed, or split the workbook into several "
    "files."
)
_COPY_CELLS = mark(
    "Copy the cells that are needed into a new workbook (Paste, Values) and load that one."
)

PACKAGE_RULES = {
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
        mark("The file {value} is larger than {limit} MB."),
        _MAKE_SMALLER,
    ),
    "file_is_encrypted": Rule(
        "error",
        mark("The file {value} is protected by a password."),
        mark(
            "Open it in Excel, remove the password (File, Info, Protect Workbook) and save it "
            "again."
        ),
    ),
    "file_is_html_table": Rule(
        "error",
        mark("The file {value} is an HTML table with the ending {ending}, and no workbook."),
        _SAVE_AS_XLSX,
    ),
    "file_is_web_page": Rule(
        "error",
        mark("The file {value} is a web page (HTML), and no workbook."),
        _SAVE_AS_XLSX,
    ),
    "file_is_other_format": Rule(
        "error",
        mark("The file {value} has the format {format}, which is not read."),
        mark("Open it in the program it comes from and save it as “Excel workbook (.xlsx)”."),
    ),
    "file_is_parquet": Rule(
        "error",
        mark("The file {value} has the format Parquet, which only the command line reads."),
        mark("Load it with “python -m masterplan load”, or save it as .xlsx."),
    ),
    "file_is_no_workbook": Rule(
        "error",
        mark("The file {value} is neither a workbook nor a table."),
        mark("Choose an Excel workbook (.xlsx, .xlsm, .xlsb, .xls), an .ods or a .csv file."),
    ),
    "text_is_no_table": Rule(
        "error",
        mark("The text file {value} holds no table: no sign parts its columns."),
        mark("Save it as CSV, with semicolons between the columns, or as .xlsx."),
    ),
    "text_is_broken": Rule(
        "error",
        mark(
            "The text file {value} has a quotation mark from row {line} on that nothing closes, or "
            "a text that is too long."
        ),
        mark("Correct the quotation marks, or save the table as .xlsx."),
    ),
    "archive_has_too_many_parts": Rule(
        "error",
        mark("The file {value} is made of {count} parts; at most {limit} are read."),
        _MAKE_SMALLER,
    ),
    "archive_unfolds_too_far": Rule(
        "error",
        mark("The file {value} unfolds to more than {limit} MB (part: {part})."),
        _MAKE_SMALLER,
    ),
    "archive_is_a_bomb": Rule(
        "error",
        mark(
            "A part of the file {value} unfolds to more than {limit} times its size ({part}), as "
            "in files that are meant to bring down a computer."
        ),
        _SAVE_AGAIN,
    ),
    "archive_is_forged": Rule(
        "error",
        mark(
            "The file {value} is packed in a contradictory way ({part}): two readers would differ."
        ),
        _SAVE_AGAIN,
    ),
    "archive_has_odd_packing": Rule(
        "error",
        mark("The file {value} is packed with a method that workbooks do not use ({part})."),
        _SAVE_AGAIN,
    ),
    "xml_has_entities": Rule(
        "error",
        mark("The file {value} holds XML declarations that workbooks do not need ({part})."),
        _SAVE_AGAIN,
    ),
    "xml_is_not_utf8": Rule(
        "error",
        mark("A part of the file {value} is not written in UTF-8 ({part})."),
        _SAVE_AGAIN,
    ),
    "xml_is_too_deep": Rule(
        "error",
        mark("In the file {value} more than {limit} elements lie within each other ({part})."),
        _SAVE_AGAIN,
    ),
    "too_many_sheets": Rule(
        "error",
        mark("The file {value} has {count} sheets; at most {limit} are read."),
        mark("Delete the sheets that are not needed, or split the workbook into several files."),
    ),
    "too_many_texts": Rule(
        "error",
        mark("The file {value} holds {count} different texts; at most {limit} are read."),
        mark("Split the workbook into several files."),
    ),
    "too_many_formats": Rule(
        "error",
        mark("The file {value} has {count} cell formats; at most {limit} are read."),
        _COPY_CELLS,
    ),
    "sheet_has_too_many_cells": Rule(
        "error",
        mark("The sheet “{sheet}” of {value} has more than {limit} cells."),
        _COPY_CELLS,
    ),
    "sheet_reaches_too_far": Rule(
        "error",
        mark("The sheet “{sheet}” of {value} reaches as far as the cell {cell}."),
        mark(
            "Go to that cell (Ctrl+End); delete the rows and columns behind the table, and save "
            "the file again."
        ),
    ),
    "reading_took_too_long": Rule(
        "error",
        mark("Reading the file {value} took longer than is allowed and was stopped."),
        _MAKE_SMALLER,
    ),
    "reading_needed_too_much_memory": Rule(
        "error",
        mark("Reading the file {value} needed more memory than is allowed and was stopped."),
        _MAKE_SMALLER,
    ),
    "reading_broke_off": Rule(
        "error",
        mark("The file {value} is built in such a way that reading it broke off."),
        _COPY_CELLS,
    ),
    "reading_stopped_elsewhere": Rule(
        "error",
        mark("The file {value} was not read, because reading {other} was stopped."),
        mark("Mend or leave out {other}, and load the rest again."),
    ),
    "file_has_macros": Rule(
        "note",
        mark("The file {value} holds macros; they were not run and do not matter here."),
        mark("Nothing."),
    ),
    "file_has_external_links": Rule(
        "note",
        mark("The file {value} refers to other workbooks; their values count as last stored."),
        mark("If those workbooks have changed, open the file in Excel, update it and save it."),
    ),
    "text_was_read_as": Rule(
        "note",
        mark("The text file {value} was read in {encoding}, its columns parted by: {separator}."),
        mark("Nothing, if the texts below look right. Otherwise save the table as .xlsx."),
    ),
    "text_has_other_ending": Rule(
        "note",
        mark("The file {value} is a text file in spite of its ending {ending}."),
        mark("Nothing, if its values are complete. Otherwise save it in Excel as .xlsx."),
    ),
}
