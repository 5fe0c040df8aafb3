"""Who signs an agreement: one of the guardians for a minor, the pupil who is of age, whoever borrows.

Source: `docs/domain/loans.md`, « Who signs ». The age comes from the birth date; where it is not known, it is
asked and never guessed. Who signs otherwise (emancipated, for an adult under protection, under another name)
says on what grounds, which are kept: nothing is refused that the law allows. Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fanal.core.text.words import fold
from fanal.loans.rules.agreement import BorrowerKind, in_words

MAJORITY = 18


class SignerQuality(StrEnum):
    """As what somebody signs.

    PROTECTOR: whoever assists or represents an adult under protection. OTHER: in the place of whoever borrows
    for themself, on the grounds that they say.
    """

    GUARDIAN = "guardian"
    PUPIL = "pupil"
    EMANCIPATED = "emancipated"
    PROTECTOR = "protector"
    BORROWER = "borrower"
    OTHER = "other"


QUALITIES = {
    SignerQuality.GUARDIAN: "responsable légal",
    SignerQuality.PUPIL: "élève de 18 ans ou plus",
    SignerQuality.EMANCIPATED: "élève, après émancipation",
    SignerQuality.PROTECTOR: "au titre d’une mesure de protection de l’élève",
    SignerQuality.BORROWER: "emprunteur",
    SignerQuality.OTHER: "à un autre titre",
}
# One of these is enough, whatever number of guardians the school’s text asks for.
ALONE = (SignerQuality.PUPIL, SignerQuality.EMANCIPATED, SignerQuality.PROTECTOR)
ASKED = "Dites qui signe : la date de naissance de l’élève n’est pas connue."
GROUNDS = "Dites à quel titre : c’est gardé avec la signature."


def is_of_age(born: date | None, day: date) -> bool | None:
    """Whether somebody is of age that day; None where the birth date is not known.

    Born on 29 February: on 1 March.
    """
    if born is None:
        return None
    return (day.year - born.year, day.month, day.day) >= (MAJORITY, born.month, born.day)


@dataclass(frozen=True)
class SigningParty:
    """On whose side an agreement is signed. `pupil`: whom it is for; `guardians`: those named."""

    kind: BorrowerKind
    of_age: bool | None
    pupil: str
    guardians: Sequence[str] = ()

    @property
    def choices(self) -> tuple[SignerQuality, ...]:
        """As what somebody may say that they sign for a pupil, the most usual first."""
        if self.kind != BorrowerKind.PUPIL:
            return ()
        if self.of_age is None:
            return (SignerQuality.GUARDIAN, *ALONE)
        if self.of_age:
            return (SignerQuality.PUPIL, SignerQuality.PROTECTOR)
        return (SignerQuality.GUARDIAN, SignerQuality.EMANCIPATED)

    @property
    def place_words(self) -> str:
        """Under whose name the place to sign stands on paper."""
        if self.kind == BorrowerKind.STAFF:
            return "La personne qui emprunte"
        if self.kind == BorrowerKind.PUPIL and self.of_age:
            return f"{self.pupil}, {QUALITIES[SignerQuality.PUPIL]}"
        quality = "responsables légaux" if len(self.guardians) > 1 else "responsable légal"
        guardian = f"{in_words(self.guardians)}, {quality}" if self.guardians else "Un responsable légal"
        is_minor = self.kind == BorrowerKind.FAMILY or self.of_age is False
        return guardian if is_minor else f"{guardian}, ou l’élève s’il est majeur"

    @property
    def commitment(self) -> str:
        """Who commits, at the head of what a pupil’s agreement asks: no family that does not sign."""
        if self.of_age:
            return "L’élève s’engage à"
        return "L’élève et la personne qui signe comme responsable légal s’engagent à"

    @property
    def is_beside(self) -> bool:
        """Whether the pupil may stand beside a guardian who signs."""
        return self.kind == BorrowerKind.PUPIL and not self.of_age

    def quality(self, name: str, chosen: str) -> SignerQuality | None:
        """As what this person signs; None where it is still to be said. `chosen`: what they ticked."""
        if self.kind == BorrowerKind.STAFF:
            return SignerQuality.BORROWER if same_name(name, self.pupil) else SignerQuality.OTHER
        if self.kind == BorrowerKind.FAMILY:
            return SignerQuality.GUARDIAN if self._is_named(name) else SignerQuality.OTHER
        if chosen in self.choices:
            return SignerQuality(chosen)
        if self.of_age:
            return SignerQuality.PUPIL if same_name(name, self.pupil) else None
        return SignerQuality.GUARDIAN if self._is_named(name) else None

    def refusals(self, name: str, chosen: str, grounds: str = "") -> list[str]:
        """Why this person does not sign so yet; the page says what to do instead."""
        if self.kind != BorrowerKind.PUPIL:
            return self._refusals_of_borrower(name, grounds)
        quality, is_pupil = self.quality(name, chosen), same_name(name, self.pupil)
        match quality:
            case None:
                return [self._unsaid(name, is_pupil=is_pupil)]
            case SignerQuality.GUARDIAN:
                return [self._minor_words()] if is_pupil else []
            case SignerQuality.EMANCIPATED if not is_pupil:
                return [f"L’émancipation est celle de l’élève : écrivez le nom de {self.pupil}."]
            case SignerQuality.PROTECTOR if is_pupil:
                return [f"Écrivez le nom de qui assiste ou représente {self.pupil}, ou cochez l’élève."]
            case SignerQuality.PUPIL if not is_pupil and self._is_named(name):
                return [f"{name} est parmi les responsables notés : dites qui signe, et à quel titre."]
        if grounds.strip() or (quality is SignerQuality.PUPIL and is_pupil):
            return []
        if quality is SignerQuality.PUPIL:
            return [
                f"{name} n’est pas le nom de l’élève, {self.pupil} : si c’est bien l’élève, dites pourquoi "
                "il diffère ; sinon, dites qui signe."
            ]
        return [GROUNDS]

    def _refusals_of_borrower(self, name: str, grounds: str) -> list[str]:
        """Whoever borrows for themself signs; another name is asked about."""
        is_staff = self.kind == BorrowerKind.STAFF
        if grounds.strip() or (same_name(name, self.pupil) if is_staff else self._is_named(name)):
            return []
        expected = self.pupil if is_staff else in_words(self.guardians)
        return [
            f"{name} n’est pas le nom de qui emprunte, {expected} : dites à quel titre cette personne signe."
        ]

    def _unsaid(self, name: str, *, is_pupil: bool) -> str:
        if self.of_age is None:
            return ASKED
        if self.of_age:
            return (
                f"{self.pupil} a 18 ans ou plus : c’est l’élève qui signe. Si une mesure de protection fait "
                f"signer {name}, cochez-le et dites à quel titre."
            )
        if is_pupil:
            return self._minor_words()
        return f"{name} n’est pas parmi les responsables notés : cochez « responsable légal » si c’en est un."

    def _minor_words(self) -> str:
        return (
            f"{self.pupil} n’a pas 18 ans : un responsable légal signe. Après une émancipation, cochez-la et "
            "dites à quel titre."
        )

    def _is_named(self, name: str) -> bool:
        is_pupil = same_name(name, self.pupil)
        return not is_pupil and any(same_name(name, guardian) for guardian in self.guardians)


def is_last_signature(quality: str, count: int, asked: int, *, is_paper: bool) -> bool:
    """Whether an agreement waits for no other one: a paper is read whole, some people sign alone."""
    return is_paper or quality in ALONE or count >= asked


def same_name(one: str, other: str) -> bool:
    """« Zoé MARTIN » is « martin zoe »."""
    return sorted(fold(one).split()) == sorted(fold(other).split())
