"""Who is leaving, and in which words: nobody leaves by the clock."""

from datetime import date, timedelta

import pytest

from fanal.directory.rules.arrivals_departures import Facts, Situation, situation, words

TODAY = date(2026, 11, 26)


def days(count: int) -> date:
    return TODAY + timedelta(days=count)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(), Situation.HERE),
        (Facts(left_on=days(-3), is_unnamed=True), Situation.LEFT),
        (Facts(ends_on=days(-1)), Situation.ENDED),
        (Facts(ends_on=days(-1), said_stays=True), Situation.HERE),
        (Facts(ends_on=days(0)), Situation.ENDING),
        (Facts(ends_on=days(30)), Situation.ENDING),
        (Facts(ends_on=days(31)), Situation.HERE),
        (Facts(is_unnamed=True), Situation.UNNAMED),
        (Facts(is_unnamed=True, said_stays=True), Situation.HERE),
        (Facts(is_unnamed=True, said_stays=True, ends_on=days(2)), Situation.ENDING),
    ],
)
def test_the_situation_of_somebody(facts, expected):
    assert situation(facts, TODAY) == expected
    assert words(facts, TODAY)


def test_the_words_say_the_day_and_ask():
    assert words(Facts(ends_on=date(2026, 12, 1)), TODAY) == "Ses fonctions s’arrêtent le 1er décembre"
    assert "est-il parti ?" in words(Facts(ends_on=days(-1)), TODAY)
