"""Is this password strong enough, and if not, why?

Source: CNIL, délibération n° 2022-100 of 21 July 2022, case 1, a password alone: 80 bits. The bits are
those of a random password, so the rule goes by class as the CNIL's own examples do: 12 × log2(99) is 79,55
bits, which a strict comparison would refuse although it is an accepted example.
"""

import re
from collections.abc import Iterable
from math import log2

from fanal.core.text.words import fold

CLASS_SIZES = {"lower": 26, "upper": 26, "digit": 10, "sign": 37}
WORD_BITS = log2(7776)  # a word drawn with five dice
LONGEST = 128  # hashing a longer one costs the server, and protects nobody better
FEWEST_DISTINCT = 6
SHORTEST_AVOIDED = 4
TOO_COMMON = (
    "motdepasse",
    "password",
    "azerty",
    "qwerty",
    "123456",
    "abcdef",
    "bonjour",
    "soleil",
    "fanal",
)


BITS, WORDS = 80, 7
LENGTH_BY_CLASSES = {4: 12, 3: 14}
ADVICE = (
    "Il faut au moins 12 caractères avec majuscule, minuscule, chiffre et signe, "
    "ou 14 avec trois de ces quatre familles, ou une phrase de sept mots."
)


def class_of(letter: str) -> str:
    if letter.isdigit():
        return "digit"
    if letter.islower():
        return "lower"
    return "upper" if letter.isupper() else "sign"


def classes(password: str) -> set[str]:
    return {class_of(letter) for letter in password}


def theoretical_bits(password: str) -> float:
    """Entropy in bits if every character had been drawn from its classes."""
    alphabet = sum(CLASS_SIZES[name] for name in classes(password))
    return len(password) * log2(alphabet) if alphabet else 0.0


def phrase_words(password: str) -> list[str]:
    """The words of a phrase made of letters and separators only; empty when it is not a phrase."""
    words = [word for word in re.split(r"[\s_.,'’-]+", password) if word]
    return words if len(words) >= 3 and all(word.isalpha() for word in words) else []


def is_strong(password: str) -> bool:
    """Whether the CNIL's table accepts it; a phrase counts by its distinct words, not its letters."""
    words = {fold(word) for word in phrase_words(password)}
    if words:
        return len(words) >= WORDS and len(words) * WORD_BITS >= BITS
    wanted = LENGTH_BY_CLASSES.get(len(classes(password)))
    if wanted is not None and len(password) >= wanted:
        return True
    return theoretical_bits(password) >= BITS


def avoided_words_in(password: str, words_to_avoid: Iterable[str]) -> list[str]:
    """Which of these words, or of the most common ones, the password contains (accents aside)."""
    squeezed = re.sub(r"[\s_.-]", "", fold(password))
    parts = {part for word in words_to_avoid for part in re.split(r"[\W_]+", fold(word))}
    return sorted(
        word for word in parts.union(TOO_COMMON) if len(word) >= SHORTEST_AVOIDED and word in squeezed
    )


def refusals(password: str, *, words_to_avoid: Iterable[str]) -> list[str]:
    """Say why this password is refused; an empty list means it is accepted.

    `words_to_avoid`: names, address, school of the person; parts under four letters are ignored.
    """
    reasons = []
    if len(password) > LONGEST:
        reasons.append(f"Ce mot de passe dépasse {LONGEST} caractères.")
    elif not is_strong(password):
        reasons.append(f"Ce mot de passe est trop facile à trouver. {ADVICE}")
    elif len(set(password)) < FEWEST_DISTINCT:
        reasons.append("Ce mot de passe répète trop souvent les mêmes caractères.")
    avoided = avoided_words_in(password[:LONGEST], words_to_avoid)
    if avoided:
        listed = ", ".join(f"« {word} »" for word in avoided)
        reasons.append(f"Ce mot de passe contient {listed}, trop facile à deviner pour qui vous connaît.")
    return reasons
