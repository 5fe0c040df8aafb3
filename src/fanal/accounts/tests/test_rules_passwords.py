import pytest

from fanal.accounts.rules.passwords import avoided_words_in, is_strong, refusals, theoretical_bits


@pytest.mark.parametrize(
    ("password", "accepted"),
    [
        pytest.param("gT7#kQ2!vB9$", True, id="12 of four classes, the CNIL's first example"),
        pytest.param("gT7kQ2vB9xW4mZ", True, id="14 of upper, lower, digit"),
        pytest.param("girafe tuba lampe nuage vis pomme quai", True, id="seven words"),
        pytest.param("gT7#kQ2!vB9", False, id="11 of four classes"),
        pytest.param("gT7kQ2vB9xW4m", False, id="13 of three classes"),
        pytest.param("girafe tuba lampe nuage vis pomme", False, id="six words"),
        pytest.param("tuba tuba tuba tuba tuba tuba tuba", False, id="one word seven times"),
        pytest.param("835194027163849", False, id="15 digits"),
        pytest.param("835194027163849502716384", False, id="24 digits, 79.7 bits"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_strength_goes_by_class_and_by_word(password: str, accepted: bool) -> None:
    assert is_strong(password) is accepted


def test_a_strict_comparison_would_refuse_the_first_example() -> None:
    assert theoretical_bits("gT7#kQ2!vB9$") == pytest.approx(79.55, abs=0.01)


@pytest.mark.parametrize(
    ("password", "said"),
    [
        pytest.param("court", "au moins 12 caractères", id="too short"),
        pytest.param("Aa1!Aa1!Aa1!", "répète", id="four characters again and again"),
        pytest.param("Élodie7#kQ2!v", "« elodie »", id="own name, accents aside"),
        pytest.param("x7#K-mar-tin-9Zq", "« martin »", id="own name cut by dashes"),
        pytest.param("Motdepasse2026!", "« motdepasse »", id="the most common of all"),
        pytest.param("aB3$" * 40, "128 caractères", id="too long to hash"),
    ],
)
def test_a_refusal_says_why(password: str, said: str) -> None:
    reasons = refusals(password, words_to_avoid=["Élodie Martin", "elodie.martin@ac-demo.fr"])
    assert any(said in reason for reason in reasons)


def test_a_good_password_meets_no_refusal() -> None:
    assert refusals("gT7#kQ2!vB9$", words_to_avoid=["Élodie Martin"]) == []


def test_short_words_are_not_avoided() -> None:
    assert avoided_words_in("lea#7Kq", ["Léa Roi"]) == []
