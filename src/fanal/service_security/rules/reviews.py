"""What is looked at in a review of accesses, what is proposed for each right, when may it be closed? Pure.

Source: our own rule, after the recommendation to review rights at least once a year; the terms are those of a
school: at the rentrée and each term. The rights come from the acts, from who is expected to administer and
from the last comparison of accounts: nobody copies a list.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from fanal.core.text.french import MONTHS
from fanal.core.text.words import begins_with_vowel

OLD_DAYS, DUE_DAYS = 365, 21
RENTREE = {9, 10, 11}


class RightSource(StrEnum):
    """Where a right is known from."""

    ACT = "act"
    HEAD = "head"
    EXPECTED = "expected"
    ADMIN = "admin"
    SHARED = "shared"
    ORPHAN = "orphan"
    SAID = "said"


SOURCES = {
    RightSource.ACT: "Désigné par un acte",
    RightSource.HEAD: "Chef d’établissement, de droit",
    RightSource.EXPECTED: "Prévu par la direction, sans acte",
    RightSource.ADMIN: "Droits non prévus, vus dans le service",
    RightSource.SHARED: "Compte partagé ou générique",
    RightSource.ORPHAN: "Le titulaire est parti, ou inconnu",
    RightSource.SAID: "Ajouté pendant la revue",
}


class ReviewDecision(StrEnum):
    TO_SAY = ""
    KEEP = "keep"
    REVOKE = "revoke"
    CHANGE = "change"


DECISIONS = {
    ReviewDecision.KEEP: "Garder",
    ReviewDecision.REVOKE: "Retirer",
    ReviewDecision.CHANGE: "Changer",
}
FACTORS = {"": "On ne sait pas", "yes": "Oui", "no": "Non", "none": "Le service ne la permet pas"}


@dataclass(frozen=True)
class AdminRight:
    """One right under review. `has_act`: an act in force covers it. `is_gone`: its holder left."""

    source: RightSource
    has_act: bool
    is_gone: bool = False
    factor: str = ""
    last_used_on: date | None = None

    @property
    def is_of_right(self) -> bool:
        """The head administers the services of their school by their own function: no act gives it."""
        return self.source == RightSource.HEAD and not self.is_gone


def proposed(right: AdminRight) -> ReviewDecision:
    """What is ticked at first: it is still for somebody to decide."""
    if right.is_of_right:
        return ReviewDecision.KEEP
    if right.is_gone or right.source in {RightSource.ORPHAN, RightSource.SHARED}:
        return ReviewDecision.REVOKE
    return ReviewDecision.KEEP if right.has_act else ReviewDecision.TO_SAY


def warnings(right: AdminRight, today: date) -> list[str]:
    """What the eye must not miss, in a few words."""
    sentences = []
    if right.is_gone:
        sentences.append("a quitté l’établissement")
    if not right.has_act and not right.is_of_right and right.source != RightSource.SHARED:
        sentences.append("sans acte en cours")
    if right.factor == "no":
        sentences.append("sans double authentification")
    if right.last_used_on and right.last_used_on < today - timedelta(days=OLD_DAYS):
        sentences.append("pas utilisé depuis un an")
    return sentences


def decision_refusals(decision: str, reason: str, *, who: str, is_of_right: bool = False) -> list[str]:
    """A right that is changed says what changes. The head's own right is kept: nobody takes it from them."""
    if is_of_right and decision != ReviewDecision.KEEP:
        return [f"{who} dirige l’établissement : son droit lui vient de sa fonction, il se garde."]
    if decision not in {decision.value for decision in DECISIONS}:
        return [f"{who} : dites ce que devient ce droit (garder, retirer, changer)."]
    if decision == ReviewDecision.CHANGE and not reason.strip():
        return [f"{who} : dites en quelques mots ce qui change."]
    return []


def is_of_heads_alone(rights: Collection[AdminRight]) -> bool:
    """The head alone administers it, by their function: there is nothing to decide, one press keeps it."""
    return bool(rights) and all(right.is_of_right for right in rights)


NOBODY = (
    "Personne n’est dans la liste : ouvrez le service, puis ajoutez qui l’administre, "
    "ou dites qu’il n’y en a aucun."
)


def no_admin_refusals(names: Sequence[str]) -> list[str]:
    """`names`: whose rights the list of the service holds; it must be empty to say that nobody has any."""
    if not names:
        return []
    return [
        f"La liste de ce service n’est pas vide ({', '.join(names)}) : dites ce que devient chaque droit."
    ]


def closing_refusals(services: int, left: Collection[str], late: Collection[str] = ()) -> list[str]:
    """`left`: services where something is to be decided; `late`: those with an act signed since."""
    if not services:
        return ["Cette revue ne porte sur aucun service : ajoutez d’abord ceux de l’établissement."]
    if left:
        return [f"Il reste à revoir : {', '.join(left)}."]
    if late:
        return [f"Des actes ont été signés depuis l’ouverture : {', '.join(late)}. Ajoutez-les à la revue."]
    return []


def default_title(today: date, taken: Collection[str] = ()) -> str:
    """« Rentrée 2026 », once; then « Revue d’octobre 2026 »."""
    if today.month in RENTREE and (title := f"Rentrée {today.year}") not in taken:
        return title
    month = MONTHS[today.month - 1]
    return f"Revue {'d’' if begins_with_vowel(month) else 'de '}{month} {today.year}"


def attestation(services: int, rights: int, revoked: int, changed: int) -> str:
    """What the head attests, frozen with the review; numbers, no list."""
    is_single = rights < 2
    return (
        f"{rights} droit{'' if is_single else 's'} d’administration revu{'' if is_single else 's'} dans "
        f"{services} service{'' if services < 2 else 's'} ; {revoked} à retirer, {changed} à changer."
    )
