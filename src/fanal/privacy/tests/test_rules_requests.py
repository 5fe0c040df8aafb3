"""Until when an answer is due, and what may not be noted."""

from dataclasses import replace
from datetime import date

import pytest

from fanal.privacy.rules.requests import (
    RequestOutcome,
    RightsRequestFacts,
    days_left,
    months_after,
    next_steps,
    refusals,
)

FACTS = RightsRequestFacts("M. Duval", date(2026, 1, 31), True, None, "", RequestOutcome.NONE, "", None)
TODAY = date(2026, 2, 20)


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 5), 1, date(2027, 1, 5)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
    ],
)
def test_a_month_ends_on_the_day_of_its_number_or_the_last(day, months, due):
    assert months_after(day, months) == due


def test_two_more_months_follow_a_reason_told_in_the_first():
    longer = replace(FACTS, extended_on=date(2026, 2, 15), extension_reason="Douze dossiers")
    assert longer.due_on == date(2026, 4, 30)
    assert refusals(longer, TODAY) == []
    assert (
        "avant la fin du premier mois"
        in refusals(replace(longer, extended_on=date(2026, 3, 2)), date(2026, 3, 3))[0]
    )


def test_what_is_late_is_said_first_after_the_identity():
    assert days_left(FACTS, date(2026, 3, 1)) == -1
    first, second, _ = next_steps(replace(FACTS, is_identified=False), date(2026, 3, 1))
    assert "identité" in first
    assert "passé" in second
    assert next_steps(replace(FACTS, answer=RequestOutcome.YES, answered_on=TODAY), TODAY) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"who": " "}, "de qui"),
        ({"received_on": date(2027, 1, 1)}, "dans l’avenir"),
        ({"answer": RequestOutcome.YES, "answered_on": date(2026, 1, 1)}, "avant la réception"),
        ({"answer": RequestOutcome.YES}, "a une date"),
        ({"answer": RequestOutcome.NO, "answered_on": TODAY}, "se motive"),
        ({"extended_on": TODAY}, "pourquoi le délai"),
    ],
)
def test_what_may_not_be_noted(change, words):
    assert words in refusals(replace(FACTS, **change), TODAY)[0]
