"""The functions of the program that write into the database, found in its source."""

from __future__ import annotations

import ast

from tests.structure.source import name, python_files, tree


def writes() -> dict[str, list[ast.Call]]:
    """Each function that begins a write, as "file:name", with the calls that begin it."""
    found: dict[str, list[ast.Call]] = {}
    for file in python_files("masterplan", "pages", "app.py", "serve.py"):
        if "masterplan/workbook" in name(file):
            continue  # writes files, and has no database
        for function in ast.walk(tree(file)):
            if isinstance(function, ast.FunctionDef):
                calls = [
                    node
                    for node in ast.walk(function)
                    if isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and node.func.attr == "write"
                    and ast.unparse(node.func.value)
                    not in (
                        "archive",
                        "stream",
                        "process.stdin",
                        "sys.stderr",
                        "sys.stdout.buffer",
                        "to",
                    )
                    and not any(keyword.arg == "keep" for keyword in node.keywords)
                ]
                if calls:
                    found[f"{name(file)}:{function.name}"] = calls
    return found
