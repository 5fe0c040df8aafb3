"""Who answers, until when, and the words that say it."""

from datetime import date, time

import pytest

from fanal.missions.rules import absence
from fanal.missions.rules.absence import AbsentColleague

TODAY, FRIDAY = date(2026, 11, 26), date(2026, 12, 4)


def refused(*, first, last, **facts):
    given = {"has_substitute": True, "is_own_substitute": False, "answers_from": None} | facts
    return absence.refusals(first, last, today=TODAY, **given)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"first": FRIDAY, "last": TODAY}, "avant le premier"),
        ({"first": date(2026, 11, 2), "last": date(2026, 11, 3)}, "déjà finie"),
        ({"first": TODAY, "last": date(2028, 1, 2)}, "dépasse une année"),
        # Verified in November 2026: an absurd year was announced.
        ({"first": date(1, 1, 1), "last": date(1, 1, 2)}, "déjà finie"),
        ({"first": date(1, 1, 1), "last": FRIDAY}, "dépasse une année"),
        ({"first": date(2099, 1, 5), "last": date(2099, 1, 9)}, "vérifiez l’année"),
        ({"first": TODAY, "last": FRIDAY, "answers_from": date(2099, 1, 5)}, "vérifiez l’année"),
        ({"first": TODAY, "last": FRIDAY, "has_substitute": False}, "Dites qui répond"),
        ({"first": TODAY, "last": FRIDAY, "is_own_substitute": True}, "se remplacer elle-même"),
        ({"first": TODAY, "last": FRIDAY, "answers_from": date(2026, 11, 25)}, "avant l’absence"),
    ],
)
def test_what_cannot_be_announced_says_why(facts, said):
    (reason,) = refused(**facts)
    assert said in reason


def test_a_substitute_or_a_day_is_enough():
    assert refused(first=TODAY, last=FRIDAY) == []
    assert refused(first=TODAY, last=TODAY, has_substitute=False, answers_from=date(2026, 12, 7)) == []


def test_the_sentence_says_who_answers_or_from_when():
    colleague = AbsentColleague("Mme Roux", "Mme", TODAY, FRIDAY, substitute="M. Petit")
    assert (
        absence.sentence(colleague, today=TODAY)
        == "Mme Roux est absente jusqu’au 4 décembre : M. Petit répond."
    )
    alone = AbsentColleague("M. Petit", "M.", TODAY, FRIDAY, answers_from=date(2026, 12, 7))
    expected = "M. Petit est absent jusqu’au 4 décembre : réponse à partir du lundi 7 décembre."
    assert absence.sentence(alone, today=TODAY) == expected
    assert absence.sentence(AbsentColleague("Ada Roux", "", TODAY, FRIDAY), today=TODAY) == (
        "Ada Roux n’est pas là jusqu’au 4 décembre."
    )


def test_a_substitute_who_is_away_too_is_promised_to_nobody():
    colleague = AbsentColleague("Mme Roux", "Mme", TODAY, FRIDAY, "M. Petit", FRIDAY, is_substitute_away=True)
    assert "M. Petit" not in absence.sentence(colleague, today=TODAY)
    assert "réponse à partir du vendredi 4 décembre" in absence.sentence(colleague, today=TODAY)


def test_an_hour_says_its_day_and_its_place():
    assert absence.hour_words(0, time(10), time(12, 30), "salle 204") == (
        "lundi, 10\u00a0h à 12\u00a0h\u00a030, salle 204"
    )
    assert absence.hour_refusals(time(12), time(12), others=0) != []
    assert absence.hour_refusals(time(10), time(12), others=absence.MOST_HOURS) != []
    assert absence.hour_refusals(time(10), time(12), others=0) == []
    assert absence.by_person([("Mme Roux", "lundi"), ("Mme Roux", "jeudi"), ("M. Petit", "mardi")]) == [
        "Mme Roux : lundi ; jeudi",
        "M. Petit : mardi",
    ]
