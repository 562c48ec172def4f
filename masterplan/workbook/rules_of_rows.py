"""What can be wrong with dates, and with rows beside other rows."""

from __future__ import annotations

from masterplan.workbook.rule import Rule, mark

ROW_RULES = {
    "not_a_date": Rule(
        "error",
        mark("“{value}” is no date and no period."),
        mark(
            "Write a date such as 31.12.2025, or a period such as Dez 2025, Q4/2025, 1. Halbjahr "
            "2025, KW 12/2025 or 2025."
        ),
    ),
    "date_is_number": Rule(
        "error",
        mark("The number “{value}” is no date."),
        mark("Format the cell as a date, or write the date as 31.12.2025."),
    ),
    "date_ambiguous": Rule(
        "error",
        mark("“{value}” can be read as {first} or as {second}."),
        mark("Write the date with points: {first} or {second}."),
    ),
    "date_with_slashes": Rule(
        "error",
        mark("“{value}” is a date with slashes, whose order differs between countries."),
        mark("Write the date as 31.12.2025."),
    ),
    "date_two_digit_year": Rule(
        "error",
        mark("“{value}” has a year of two digits."),
        mark("Write the year with four digits, as in 31.12.2025."),
    ),
    "date_does_not_exist": Rule(
        "error",
        mark("The calendar has no “{value}”."),
        mark("Check day, month, quarter or week."),
    ),
    "date_out_of_range": Rule(
        "error",
        mark("“{value}” does not lie between {first} and {last}."),
        mark("Check the year."),
    ),
    "key_incomplete": Rule(
        "error",
        mark(
            "The row has content, but the column “{column}” is blank; so nobody knows what the row "
            "is about."
        ),
        mark("Fill in “{column}” or clear the row."),
    ),
    "value_required": Rule(
        "error",
        mark("{code} is new, and the column “{column}” is blank."),
        mark("Fill in “{column}”, or correct the code if {code} is not meant to be new."),
    ),
    "withdraw_unknown": Rule(
        "warning",
        mark("{code} is to be withdrawn, but is not stored."),
        mark("Check the code; if it is right, nothing needs to be done."),
    ),
    "row_repeated": Rule(
        "warning",
        mark("The row says the same as the one at {other} and was left out."),
        mark("Delete one of the two rows."),
    ),
    "row_contradicts": Rule(
        "error",
        mark("The row at {other} is about the same, with other values."),
        mark("Delete one of the two rows, or correct what tells them apart."),
    ),
    "reference_unknown": Rule(
        "error",
        mark("“{word}” is not known: it stands neither on a sheet {table} nor in what is stored."),
        mark("Correct the entry, or add it to the sheet {table}."),
    ),
    "reference_unknown_resembles": Rule(
        "error",
        mark(
            "“{word}” is not known: it stands neither on a sheet {table} nor in what is stored. Is "
            "“{suggestion}” meant?"
        ),
        mark("Write “{suggestion}” if that is meant, or add “{word}” to the sheet {table}."),
    ),
    "goal_cycle": Rule(
        "error",
        mark("The goal is above itself: {path}."),
        mark("Correct the column “{column}” of one of these goals."),
    ),
    "weight_not_positive": Rule(
        "error",
        mark("The weight {value} is not above 0."),
        mark("Write a weight above 0, or leave the cell blank for 1."),
    ),
    "dates_contradict": Rule(
        "error",
        mark("“{column}” lies before “{first}” ({date})."),
        mark("Correct one of the two dates."),
    ),
    "date_in_future": Rule(
        "warning",
        mark("“{column}” lies in the future (today is {today})."),
        mark("Check the date. A period counts with its last day."),
    ),
    "target_without_value": Rule(
        "error",
        mark("A target of this kind needs a value."),
        mark("Fill in “{column}”."),
    ),
    "target_without_upper": Rule(
        "error",
        mark("An interval needs an upper bound."),
        mark("Fill in “{column}”."),
    ),
    "target_without_date": Rule(
        "warning",
        mark("A target value without a date cannot be judged."),
        mark("Fill in “{column}”."),
    ),
    "interval_reversed": Rule(
        "error",
        mark("The upper bound {value} is below the lower one."),
        mark("Exchange the two bounds or correct one of them."),
    ),
    "dimension_incomplete": Rule(
        "error",
        mark("“{other}” is filled in and “{column}” is blank; they belong together."),
        mark("Fill in both, or neither for the total."),
    ),
    "reason_required": Rule(
        "error",
        mark("“{word}” needs a reason."),
        mark("Say in the column “{column}” why."),
    ),
}
