"""What stands in an order has a named place there: no two offers at one, and none that nobody fills."""

from collections import defaultdict

import pytest

from fanal.core import registry, story
from fanal.core.registry import Kind, empty_places, load_parts, register, registered


def test_every_place_is_filled():
    load_parts("story")
    assert len(story.STORY.places) > 40
    assert empty_places() == []


@pytest.fixture
def menu(monkeypatch):
    monkeypatch.setattr(registry, "_kinds", {})
    monkeypatch.setattr(registry, "_offers", defaultdict(list))
    return Kind[str]("menu", ("first", "last"))


def test_offers_stand_as_their_places_do(menu):
    register(menu, "last")("B")
    assert empty_places() == ["menu: first"]
    register(menu, "first")("A")
    assert (registered(menu), empty_places()) == (["A", "B"], [])


def test_a_place_is_taken_once(menu):
    register(menu, "last")("B")
    with pytest.raises(ValueError, match="two offers at the place « last »"):
        register(menu, "last")("C")
    shared = Kind[str]("erased", ("loans", "people"), is_shared=True)
    for place, name in (("people", "C"), ("loans", "A"), ("loans", "B")):
        register(shared, place)(name)
    assert registered(shared) == ["A", "B", "C"]


@pytest.mark.parametrize("place", ["", "lost"])
def test_a_place_that_is_not_named_is_refused(menu, place):
    with pytest.raises(ValueError, match="no place is called"):
        register(menu, place)("A")


def test_a_kind_without_places_is_read_as_rooms_come(menu):
    files = Kind[str]("files")
    for name in ("B", "A"):
        register(files)(name)
    assert registered(files) == ["B", "A"]
    with pytest.raises(ValueError, match="no place is called « loans »"):
        register(files, "loans")("C")


def test_two_kinds_of_one_name_are_refused(menu):
    with pytest.raises(ValueError, match="two kinds"):
        Kind[str]("menu")
