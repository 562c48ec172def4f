"""The closed lists of words: codes, words in each language, order."""

from __future__ import annotations

import inspect

import pytest

from masterplan import vocabulary
from masterplan.vocabulary import Light, Rating, Word

LISTS = [
    found
    for _, found in inspect.getmembers(vocabulary, inspect.isclass)
    if issubclass(found, Word) and found is not Word
]


def test_there_are_lists() -> None:
    assert Light in LISTS and len(LISTS) >= 10


@pytest.mark.parametrize("words", LISTS, ids=lambda words: words.__name__)
def test_codes_and_words_tell_members_apart(words: type[Word]) -> None:
    for told in ("code", "german", "english"):
        values = [getattr(member, told) for member in words]
        assert all(values) and len({value.casefold() for value in values}) == len(list(words))
    assert all(member.code.isidentifier() and member.code.islower() for member in words)


@pytest.mark.parametrize("words", LISTS, ids=lambda words: words.__name__)
def test_code_leads_to_its_member(words: type[Word]) -> None:
    for member in words:
        assert words.of(member.code) is member
        assert (member.label("de"), member.label("en")) == (member.german, member.english)


@pytest.mark.parametrize("code", ["", "On_Track", "planmäßig", "on track"])
def test_what_is_no_code_is_an_error(code: str) -> None:
    with pytest.raises(ValueError, match="Light"):
        Light.of(code)


def test_lights_stand_best_first_and_two_say_nothing() -> None:
    assert [light.code for light in Light if not light.is_assessed] == [
        "suspended",
        "not_assessable",
    ]
    assert [light.code for light in Light][:4] == ["achieved", "on_track", "at_risk", "off_track"]


def test_a_declared_rating_reads_like_the_light_it_is_compared_with() -> None:
    for rating in Rating:
        light = Light.of(rating.code)
        assert (rating.german, rating.english) == (light.german, light.english)
