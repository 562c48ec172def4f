"""Ways of reading, kept under a name: the newest of a name holds, an empty one takes it back."""

from __future__ import annotations

from masterplan.access import local
from masterplan.store import Store
from tests.store.looking import rows


def test_the_newest_of_a_name_holds(store: Store) -> None:
    assert store.mappings() == []
    store.keep_mapping("Quartal", "f1", '{"a": 1}', local("Ada"))
    store.keep_mapping("Bäder", "f2", '{"b": 1}', local("Ben"))
    store.keep_mapping("Quartal", "f3", '{"a": 2}', local("Ben"))
    kept = store.mappings()
    assert [(one.name, one.fingerprint, one.content, one.person) for one in kept] == [
        ("Bäder", "f2", '{"b": 1}', "Ben"),
        ("Quartal", "f3", '{"a": 2}', "Ben"),
    ]
    assert kept[0].recorded_at <= kept[1].recorded_at


def test_an_empty_content_takes_the_name_back_and_deletes_nothing(store: Store) -> None:
    store.keep_mapping("Quartal", "f1", '{"a": 1}', local("Ada"))
    store.keep_mapping("Quartal", "f1", "", local("Ben"))
    assert store.mappings() == []
    assert len(rows(store, "mapping")) == 2
    store.keep_mapping("Quartal", "f1", '{"a": 3}', local("Ben"))
    assert [one.content for one in store.mappings()] == ['{"a": 3}']
    assert store.ask("checks/id_twice").empty
