"""What can be wrong with the content of one cell, numbers and words."""

from __future__ import annotations

from masterplan.workbook.rule import Rule, mark

CELL_RULES = {
    "cell_has_error": Rule(
        "error",
        mark("The cell shows the error {value} instead of a value."),
        mark("Mend the formula or write the value itself."),
    ),
    "formula_without_result": Rule(
        "error",
        mark("The cell holds a formula whose result is not stored in the file."),
        mark(
            "Open the file in Excel, let it calculate, and save it again; or write the value "
            "itself."
        ),
    ),
    "is_boolean": Rule(
        "error",
        mark("The cell holds a truth value (TRUE or FALSE)."),
        mark("Write what is meant as a text, number or date."),
    ),
    "is_time": Rule(
        "error",
        mark("The cell holds a time of day or a duration: {value}."),
        mark("Write what the column “{column}” asks for, without a time."),
    ),
    "is_date": Rule(
        "error",
        mark(
            "The cell holds a date, {date}, where a number belongs. Excel may have read 12.5 as 12 "
            "May."
        ),
        mark("Format the cell as a number and write the value again, with a comma."),
    ),
    "text_is_date": Rule(
        "error",
        mark(
            "The cell holds a date, {date}, where a text belongs. Excel may have read 1.2 as 1 "
            "February."
        ),
        mark("Format the cell as text and write the content again."),
    ),
    "code_is_number": Rule(
        "error",
        mark(
            "The cell holds the number {value} where a code belongs; zeros at its end or a comma "
            "between two codes would be lost."
        ),
        mark("Format the cell as text and write the content again."),
    ),
    "withdraw_in_key": Rule(
        "error",
        mark("“{value}” stands in the column “{column}”, which says what the row is about."),
        mark("Leave that column as it is, and write “{value}” into the cell of the value."),
    ),
    "choice_unknown": Rule(
        "error",
        mark("“{word}” is no word of the column “{column}”."),
        mark("Write one of these: {allowed}."),
    ),
    "choice_unknown_resembles": Rule(
        "error",
        mark("“{word}” is no word of the column “{column}”. Is “{suggestion}” meant?"),
        mark("Write one of these: {allowed}."),
    ),
    "not_a_number": Rule(
        "error",
        mark("“{value}” is no number."),
        mark("Write the number alone, such as 1.234,5, and put everything else into the remarks."),
    ),
    "number_ambiguous": Rule(
        "error",
        mark("“{value}” can be read as {first} or as {second}."),
        mark(
            "Write {first} or {second}, or format the cell as a number and write the value again."
        ),
    ),
    "number_or_date": Rule(
        "error",
        mark("“{value}” can be read as the number {first} or as the date {second}."),
        mark("If the number is meant, write {first}."),
    ),
    "number_with_point": Rule(
        "error",
        mark("“{value}” is written with a point; in German a point marks thousands."),
        mark("If {reading} is meant, write it with a comma."),
    ),
    "number_in_brackets": Rule(
        "error",
        mark("“{value}” stands in brackets; that can mean a negative number or a remark."),
        mark("Write the number without brackets, a negative one with a minus."),
    ),
    "number_has_exponent": Rule(
        "error",
        mark("“{value}” is written with a power of ten."),
        mark("Write the number out, such as 1.200.000."),
    ),
    "number_is_bound": Rule(
        "error",
        mark("“{value}” is a bound and no number."),
        mark(
            "Write the number alone; for “at least” choose the flag “mindestens” where the sheet "
            "has that column."
        ),
    ),
    "number_is_approximate": Rule(
        "error",
        mark("“{value}” is only roughly a number."),
        mark(
            "Write the number alone; for an estimate choose the flag “geschätzt” where the sheet "
            "has that column."
        ),
    ),
    "number_is_range": Rule(
        "error",
        mark("“{value}” is a range and no number."),
        mark("Write one number; put the range into the remarks."),
    ),
    "number_has_unit": Rule(
        "error",
        mark("“{value}” is more than a number: there is a unit or a word in the cell."),
        mark(
            "Write the number alone and in full, such as 5.000.000; the unit belongs to the "
            "indicator or the heading."
        ),
    ),
    "number_has_foreign_digits": Rule(
        "error",
        mark("“{value}” has digits of another script."),
        mark("Write the digits 0 to 9."),
    ),
    "number_too_large": Rule(
        "error",
        mark("The number is too large or not finite."),
        mark("Check the value; perhaps a formula divides by zero."),
    ),
    "integer_out_of_range": Rule(
        "error",
        mark("“{value}” is no whole number from {low} to {high}."),
        mark("Write a whole number from {low} to {high} in the column “{column}”."),
    ),
    "percent_ambiguous": Rule(
        "error",
        mark("“{value}” can be read as {first} % or as {second} %."),
        mark("Write “{first} %” or “{second} %” as text, with the percent sign."),
    ),
    "percent_out_of_range": Rule(
        "error",
        mark("“{value}” is no percentage from 0 to 100."),
        mark("Write a number from 0 to 100."),
    ),
    "percent_is_one": Rule(
        "warning",
        mark("The cell was read as 1 %. As a share it would be 100 %."),
        mark("If 100 % is meant, write 100 or format the cell as a percentage."),
    ),
    "percent_or_share": Rule(
        "warning",
        mark(
            "The indicator {indicator} is measured in percent, and {value} was read as {value} %. "
            "As a share it would be a hundred times as much."
        ),
        mark(
            "Check the values of this indicator that are below 1; write “12,5 %” or 12,5 rather "
            "than 0,125."
        ),
    ),
}
