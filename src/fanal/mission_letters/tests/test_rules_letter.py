"""The letter of mission: what is refused, what replaces what, what it first says and from where."""

from datetime import date

import pytest

from fanal.mission_letters.rules import letter as rules
from fanal.mission_letters.rules import prefill as first
from fanal.mission_letters.rules.letter import LetterPeriod, LetterState
from fanal.year.rules.years import SchoolYear

YEAR = SchoolYear(2026)
WHOLE = LetterPeriod(date(2026, 9, 1), date(2027, 6, 30))


@pytest.mark.parametrize(
    ("period", "main", "others", "said"),
    [
        (LetterPeriod(date(2027, 1, 2), date(2027, 1, 1)), "Un", [], "avant le début"),
        (LetterPeriod(date(2026, 8, 31), date(2027, 1, 1)), "Un", [], "dans l’année scolaire 2026-2027"),
        (WHOLE, "  ", [], "au moins une mission"),
        (WHOLE, "Un", [LetterPeriod(date(2027, 6, 30), date(2027, 7, 2))], "a déjà une lettre"),
    ],
)
def test_what_cannot_be_written_says_why(period, main, others, said):
    (reason,) = rules.refusals(period, YEAR, main_missions=main, others=others)
    assert said in reason


def test_two_letters_may_follow_each_other_in_a_year():
    later = LetterPeriod(date(2027, 2, 1), date(2027, 6, 30))
    assert (
        rules.refusals(
            LetterPeriod(date(2026, 9, 1), date(2027, 1, 31)), YEAR, main_missions="Un", others=[later]
        )
        == []
    )


def test_a_version_holds_until_the_next_is_as_far():
    agreed, signed = LetterState.AGREED, LetterState.SIGNED
    assert rules.is_replaced(signed, signed)
    assert rules.is_replaced(agreed, agreed)
    assert rules.is_replaced(agreed, signed)
    assert not rules.is_replaced(signed, agreed)
    assert not rules.is_replaced(signed, LetterState.SHARED)
    assert not rules.is_replaced(LetterState.CLOSED, signed)


def test_it_is_never_called_compulsory():
    assert rules.OPTIONAL == "Facultative dans un établissement ; recommandée par plusieurs académies."


def test_a_signature_of_tomorrow_is_refused():
    assert rules.signature_refusals(date(2026, 11, 27), today=date(2026, 11, 26))
    assert rules.signature_refusals(date(2026, 11, 26), today=date(2026, 11, 26)) == []


def test_last_year_comes_first_then_the_sharing_then_the_parts():
    last = first.prefill(
        first.LetterFacts(last={"main_missions": "Comme avant"}, shared_parts=("Conseiller",))
    )
    assert (last.values["main_missions"], last.origins["main_missions"]) == ("Comme avant", first.AGAIN)
    shared = first.prefill(first.LetterFacts(shared_parts=("Conseiller",)))
    assert (shared.values["main_missions"], shared.origins["main_missions"]) == (
        "Conseiller",
        first.FROM_SHARING,
    )
    assert "secondary_missions" not in shared.values
    bare = first.prefill(first.LetterFacts())
    assert "Conseiller l’équipe de direction\nAccompagner les enseignants" in bare.values["main_missions"]
    assert bare.values["secondary_missions"] == "Besoins, bilan et transmission"


def test_figures_are_proposed_as_indicators_and_opinions_are_of_one_year():
    facts = first.LetterFacts(
        last={"opinions": "L’an dernier"},
        figures=(("Demandes", "160"),),
        figures_year="2025-2026",
        has_relief=True,
        has_indemnity=True,
    )
    prefilled = first.prefill(facts)
    assert prefilled.values["indicators"] == "Demandes (2025-2026 : 160)"
    assert prefilled.values["pay"] == "relief"
    assert "opinions" not in prefilled.values
