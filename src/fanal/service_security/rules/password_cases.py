"""Which case of the CNIL's table does a password rule meet, from its length and its classes? Pure.

Source: CNIL, délibération n° 2022-100 of 21 July 2022 (JO of 16 October 2022). The rule goes by bits, or by
the CNIL's own examples: 12 × log2(99) is 79,55 bits and 8 × log2(62) 47,6, both accepted by the table.
No password is ever asked.
"""

from collections.abc import Collection
from dataclasses import dataclass
from math import log2

from fanal.accounts.rules.passwords import CLASS_SIZES, LENGTH_BY_CLASSES, WORD_BITS
from fanal.core.text.french import counted
from fanal.core.text.words import lower_first

CLASSES = {"lower": "Minuscules", "upper": "Majuscules", "digit": "Chiffres", "sign": "Signes (37 au moins)"}
SHORTEST, LONGEST, MOST_WORDS = 1, 128, 20
SHORT_BY_CLASSES = {4: 8, 3: 8}


@dataclass(frozen=True)
class Case:
    """One row of the table; `by_classes`: the length that its examples accept for so many classes."""

    number: int
    label: str
    bits: int
    examples: tuple[str, ...]
    by_classes: dict[int, int]


CASES = (
    Case(
        1,
        "Mot de passe seul",
        80,
        (
            "12 caractères des quatre sortes : minuscules, majuscules, chiffres et signes (37 au moins)",
            "14 caractères avec majuscules, minuscules et chiffres",
            "une phrase de 7 mots",
        ),
        LENGTH_BY_CLASSES,
    ),
    Case(
        2,
        "Avec une restriction d’accès : délai, captcha ou blocage après 10 échecs au plus",
        50,
        ("par exemple 8 caractères avec 3 des 4 sortes",),
        SHORT_BY_CLASSES,
    ),
    Case(
        3,
        "Code de déverrouillage d’un matériel que l’on détient, bloqué après 3 essais",
        13,
        ("4 chiffres",),
        {},
    ),
)


@dataclass(frozen=True)
class Rule:
    """What a service asks for at least: a length drawn from classes, or so many words."""

    length: int = 0
    classes: frozenset[str] = frozenset()
    words: int = 0

    @property
    def bits(self) -> float:
        """As if each character, or each word, had been drawn by chance."""
        if self.words:
            return self.words * WORD_BITS
        alphabet = sum(CLASS_SIZES[name] for name in self.classes)
        return self.length * log2(alphabet) if alphabet else 0.0

    @property
    def bits_words(self) -> str:
        """« 79,5 bits »: cut, never rounded up to what it is not."""
        whole, tenth = divmod(int(self.bits * 10), 10)
        return f"{whole},{tenth} bits"

    def meets(self, case: Case) -> bool:
        """By its bits, or by an example of the table."""
        wanted = 0 if self.words else case.by_classes.get(len(self.classes), 0)
        return bool(wanted and self.length >= wanted) or self.bits >= case.bits

    @property
    def best(self) -> Case | None:
        """The most demanding case that it meets."""
        return next((case for case in CASES if self.meets(case)), None)

    @property
    def verdict(self) -> str:
        if self.best is None:
            return "Aucun des trois cas n’est atteint."
        if self.best.number == 1:
            return "Cas 1 atteint : ce mot de passe peut suffire seul."
        label = lower_first(self.best.label)
        return f"Cas {self.best.number} atteint, à sa condition : {label}."


def refusals(length: int | None, classes: Collection[str], words: int | None) -> list[str]:
    """Why nothing can be counted from this choice."""
    if words and (length or classes):
        return [
            "Choisissez l’un ou l’autre : une longueur et des sortes de caractères, ou un nombre de mots."
        ]
    if words:
        return []
    if length and not classes:
        return [f"Cochez aussi de quoi sont faits ces {counted(length, 'caractère')}."]
    if classes and not length:
        return ["Donnez aussi la longueur."]
    return [] if length else ["Donnez une longueur et des sortes de caractères, ou un nombre de mots."]
