"""How long one waits before trying a password again."""

import pytest

from fanal.accounts.rules.slowing import FROM_EVERYWHERE, FROM_ONE_PLACE, waiting


@pytest.mark.parametrize(
    ("tries", "here", "everywhere"),
    [(1, 0, 0), (4, 0, 0), (5, 10, 0), (8, 80, 0), (60, 900, 60), (9999, 900, 60)],
)
def test_delays_grow_and_stop_growing(tries: int, here: int, everywhere: int):
    assert (FROM_ONE_PLACE.delay(tries), FROM_EVERYWHERE.delay(tries)) == (here, everywhere)


@pytest.mark.parametrize(("seconds", "words"), [(1, "1 seconde"), (40, "40 secondes"), (125, "3 minutes")])
def test_a_wait_is_said_in_words(seconds: int, words: str):
    assert waiting(seconds) == words
