"""No write and no download goes past the checks: each names the person and the action."""

from __future__ import annotations

import ast
import re

from masterplan import access
from masterplan.access import PAGES
from tests.structure.source import ROOT, called, name, python_files, tree
from tests.structure.writes import writes

ACTIONS = {
    key for key, value in vars(access).items() if isinstance(value, str) and value in access.MAY
}


def test_every_write_names_person_action_and_subject() -> None:
    assert writes()
    for where, calls in writes().items():
        for call in calls:
            assert len(call.args) == 3, f"{where}: write(person, action, subject)"
            assert ast.unparse(call.args[1]) in ACTIONS, f"{where}: an action of access.MAY"


def test_nobody_reaches_behind_the_checks() -> None:
    """``_transaction`` writes for anybody: only the database itself opens one."""
    for file in python_files("masterplan", "pages", "app.py", "serve.py"):
        if name(file) != "masterplan/store/database.py":
            assert "_transaction(" not in file.read_text(encoding="utf-8"), name(file)
            assert "._connection" not in file.read_text(encoding="utf-8"), name(file)


def test_the_audit_is_only_added_to() -> None:
    """One statement drops what is too old; no other changes or drops a row."""
    change = re.compile(r"\b(update|delete\s+from|truncate|drop\s+table)\s+audit\b", re.IGNORECASE)
    files = [*(ROOT / "queries").rglob("*.sql"), *python_files("masterplan", "pages")]
    found = [name(file) for file in files if change.search(file.read_text(encoding="utf-8"))]
    assert found == ["queries/changes/forget_audit.sql"]


def test_what_is_taken_away_is_noted() -> None:
    """Downloads go through ``ui.downloads``; what is public anyway is given to everybody."""
    free = {"masterplan/ui/downloads.py", "masterplan/ui/published.py"}
    for file in python_files("masterplan", "pages"):
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.Call) and called(node) in ("download_button", "link_button"):
                assert name(file) in free, f"{name(file)}:{node.lineno}"


def test_each_page_asks_for_the_role_it_is_registered_with() -> None:
    constants = {key: value for key, value in vars(access).items() if isinstance(value, str)}
    for page in PAGES:
        calls = [
            node
            for node in ast.walk(tree(ROOT / page.file))
            if isinstance(node, ast.Call) and called(node) == "require"
        ]
        asked = [constants[ast.unparse(call.args[0])] for call in calls]
        assert asked == [page.role], page.file
