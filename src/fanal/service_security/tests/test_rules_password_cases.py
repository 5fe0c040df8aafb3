"""The CNIL's table: its own examples are accepted, whatever a strict count of bits would say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.accounts.rules.passwords import is_strong
from fanal.service_security.rules.password_cases import CASES, CLASSES, Rule, refusals

ALL = frozenset(CLASSES)


def met(rule):
    return [case.number for case in CASES if rule.meets(case)]


def test_the_table_is_that_of_the_deliberation():
    assert [(case.number, case.bits) for case in CASES] == [(1, 80), (2, 50), (3, 13)]


def test_twelve_characters_of_four_classes_are_accepted_although_they_make_79_bits():
    rule = Rule(12, ALL)
    assert rule.bits_words == "79,5 bits"
    assert met(rule) == [1, 2, 3]
    assert met(Rule(11, ALL)) == [2, 3]


@pytest.mark.parametrize(
    ("rule", "cases"),
    [
        (Rule(14, frozenset({"lower", "upper", "digit"})), [1, 2, 3]),
        (Rule(words=7), [1, 2, 3]),
        (Rule(words=6), [2, 3]),
        (Rule(8, frozenset({"lower", "upper", "digit"})), [2, 3]),
        (Rule(7, frozenset({"lower", "upper", "digit"})), [3]),
        (Rule(4, frozenset({"digit"})), [3]),
        (Rule(3, frozenset({"digit"})), []),
    ],
)
def test_the_examples(rule, cases):
    assert met(rule) == cases


@given(st.integers(1, 128), st.frozensets(st.sampled_from(sorted(CLASSES)), min_size=1))
def test_a_longer_rule_never_meets_less_and_a_harder_case_meets_the_easier_ones(length, classes):
    rule = Rule(length, classes)
    assert set(met(rule)) <= set(met(Rule(length + 1, classes)))
    assert met(rule) == [case.number for case in CASES[len(CASES) - len(met(rule)) :]]


@given(st.integers(6, 40))
def test_what_fanal_accepts_of_its_own_passwords_meets_the_first_case(length):
    letters = "aB3!cD4?eF5*gH6+iJ7-kL8=mN9/oP2;qR1:sT0,vW"
    assert is_strong(letters[:length]) == (1 in met(Rule(length, ALL)))


def test_the_verdict_says_its_condition():
    assert Rule(words=7).verdict == "Cas 1 atteint : ce mot de passe peut suffire seul."
    assert "restriction d’accès" in Rule(8, ALL).verdict
    assert Rule(1, frozenset({"digit"})).verdict == "Aucun des trois cas n’est atteint."


@pytest.mark.parametrize(
    ("given_", "many"),
    [
        ((12, ["lower"], None), 0),
        ((None, [], 7), 0),
        ((None, [], None), 1),
        ((12, [], None), 1),
        ((None, ["digit"], None), 1),
        ((12, ["digit"], 7), 1),
    ],
)
def test_one_chooses_a_length_or_words(given_, many):
    assert len(refusals(*given_)) == many
