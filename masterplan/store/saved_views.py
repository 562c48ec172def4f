"""Views that a person saved under a name. Rows are only ever added; the newest of a view holds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from masterplan.access import SAVE_VIEW, Person
from masterplan.store.database import Cursor, Database, question, utc_now
from masterplan.store.recording import insert, next_id
from masterplan.texts import UserError, mark

LONGEST_NAME = 100

_NO_NAME = mark("Please give the view a name of at most {count} characters.")
_NO_VIEW = mark("This view is not there any more. Load the page again.")


@dataclass(frozen=True)
class SavedView:
    """A page with what is chosen on it, under a name."""

    number: int
    name: str
    address: str
    query: str
    is_start: bool = False
    """Does the app open with it?"""
    is_deleted: bool = False


def saved_views(database: Database, person: Person) -> list[SavedView]:
    """The views of a person by name, deleted ones too."""
    found = database.ask("plan/saved_views", person=person.account).drop(columns="recorded_at")
    return [SavedView(*row) for row in found.itertuples(index=False, name=None)]


def save(database: Database, person: Person, name: str, address: str, query: str) -> int:
    """Save a view; its number. Raises UserError without a name."""
    with database.write(person, SAVE_VIEW, _named(name)) as cursor:
        found = cursor.execute("select coalesce(max(view_number), 0) + 1 from saved_view")
        number = int(found.fetchall()[0][0])
        _append(cursor, person.account, SavedView(number, _named(name), address, query))
    return number


def rename(database: Database, person: Person, number: int, name: str) -> None:
    """Give a view another name. Raises UserError without one, and for a view that is not there."""
    _change(database, person, number, name=_named(name))


def delete(database: Database, person: Person, number: int) -> None:
    """Take a view from the list; ``restore`` brings it back. Raises UserError without it."""
    _change(database, person, number, is_deleted=True)


def restore(database: Database, person: Person, number: int) -> None:
    """Bring a deleted view back. Raises UserError for a view that is not there."""
    _change(database, person, number, is_deleted=False)


def start_with(database: Database, person: Person, number: int | None) -> None:
    """Let the app open with a view, or again with its first page.

    Raises UserError for a view that is not there.
    """
    with database.write(person, SAVE_VIEW, str(number or "")) as cursor:
        views = _views(cursor, person.account)
        if number is not None and number not in views:
            raise UserError(_NO_VIEW)
        for view in views.values():
            if view.is_start != (view.number == number):
                _append(cursor, person.account, replace(view, is_start=not view.is_start))


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise UserError(_NO_NAME, count=LONGEST_NAME)
    return name


def _change(database: Database, person: Person, number: int, **said: object) -> None:
    with database.write(person, SAVE_VIEW, str(number)) as cursor:
        view = _views(cursor, person.account).get(number)
        if view is None:
            raise UserError(_NO_VIEW)
        _append(cursor, person.account, replace(view, **said))  # type: ignore[arg-type]


def _views(cursor: Cursor, person: str) -> dict[int, SavedView]:
    rows = cursor.execute(question("plan/saved_views"), {"person": person}).fetchall()
    return {row[0]: SavedView(*row[:6]) for row in rows}


def _append(cursor: Cursor, person: str, view: SavedView) -> None:
    row: dict[str, object] = {
        "saved_view_id": next_id(cursor, "saved_view"),
        "view_number": view.number,
        "person": person,
        "name": view.name,
        "address": view.address,
        "query": view.query,
        "is_start": view.is_start,
        "is_deleted": view.is_deleted,
        "recorded_at": utc_now(),
    }
    insert(cursor, "saved_view", [row])
