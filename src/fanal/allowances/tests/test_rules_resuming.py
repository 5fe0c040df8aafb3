"""What keeps a line of last year from being taken up (verified § 8)."""

from dataclasses import replace

import pytest

from fanal.allowances.rules.letters import agreement_asked
from fanal.allowances.rules.proposing import StaffStanding
from fanal.allowances.rules.rates import nearest, rates_of
from fanal.allowances.rules.resuming import PastLine, refusal
from fanal.missions.rules.words import texts_of
from fanal.year.rules.years import year_named

RATES, TEXTS = rates_of(year_named("2027-2028")), texts_of(is_private=False)
LINE = PastLine(4, StaffStanding.TEACHER, is_here=True, is_own=False, is_there=False)


def test_a_line_of_somebody_still_there_is_taken_up():
    assert refusal(LINE, RATES, TEXTS) == ""


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"is_here": False}, "n’est plus dans l’établissement"),
        ({"is_there": True}, "déjà dans l’année"),
        ({"is_own": True}, "un autre membre de la direction"),
        ({"has_relief": True}, "un allègement est déjà prévu"),
        ({"quarters": 6}, "1,5 IMP n’est pas l’un des taux d’usage"),
        ({"standing": StaffStanding.STAFF}, "Une IMP va à un enseignant ou à un CPE"),
    ],
)
def test_what_keeps_a_line_is_said_in_words(changed, said):
    assert said in refusal(replace(LINE, **changed), RATES, TEXTS)


def test_r3_the_letter_asks_and_names_no_amount():
    words = agreement_asked(["Référent culture"], "2027-2028", "Anne Le Goff")
    assert words.subject == "Votre accord est demandé : 1 mission particulière"
    assert "Rien n’est décidé sans votre accord" in words.text
    assert "- Référent culture" in words.text
    assert "IMP" not in words.text
    assert "€" not in words.text


def test_the_split_nearest_to_what_each_does():
    """Verified § 8: the sharing is offered to the comparison of allowances."""
    splits = [(6, 6), (8, 4), (11, 1)]
    assert nearest(splits, [62, 38]) == (8, 4)
    assert nearest(splits, [50, 50]) == (6, 6)
    assert nearest(splits, [30, 30, 40]) is None
