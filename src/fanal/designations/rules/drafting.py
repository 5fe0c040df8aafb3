"""What may an act of designation say, and why is one refused? Pure.

Sources: code de l'éducation, article R421-13 (a delegation of signature goes to the deputy or the
gestionnaire alone); circulaire 2015-058, annexe, § 6: a strict list of permitted operations. The lengths
are ours.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from fanal.accounts.rules import law
from fanal.designations.rules.designations import LONGEST, MOST_LINES, SIGNATURE_ROLES, ActNature

LONGEST_DAYS = 2 * 366
NOT_FOR_A_TEACHER = (
    "Une délégation de signature ne peut être donnée qu’à l’adjoint ou au gestionnaire "
    f"({law.DELEGATION}). Choisissez « désignation d’administrateur délégué » : elle n’est ni une signature "
    "ni un pouvoir, mais une liste d’opérations permises."
)


NOT_PRIVATE = (
    "Le texte qui permet une délégation de signature ne vaut que dans un établissement public "
    f"({law.DELEGATION}). Dans un établissement privé sous contrat, elle suit les règles de l’organisme de "
    "gestion : choisissez « désignation d’administrateur délégué »."
)


@dataclass(frozen=True)
class ActDraft:
    """What somebody wants an act to say."""

    nature: str
    operations: Collection[str]
    starts_on: date
    ends_on: date
    today: date
    delegate_roles: Collection[str]
    is_delegate_here: bool = True
    is_delegate_head: bool = False
    is_substitute_delegate: bool = False
    is_private: bool = False


def refusals(said: ActDraft) -> list[str]:
    """Say why such an act cannot be; an empty list means it can."""
    reasons = []
    if said.nature == ActNature.SIGNATURE and said.is_private:
        reasons.append(NOT_PRIVATE)
    elif said.nature == ActNature.SIGNATURE and SIGNATURE_ROLES.isdisjoint(said.delegate_roles):
        reasons.append(NOT_FOR_A_TEACHER)
    if not said.is_delegate_here:
        reasons.append("Cette personne n’est plus dans l’établissement : désignez quelqu’un qui y est.")
    if said.is_delegate_head:
        reasons.append(
            "Le chef d’établissement n’a pas à se désigner lui-même : il tient ces droits de sa fonction."
        )
    if not said.operations:
        reasons.append("Listez au moins une opération permise : une désignation est une liste stricte.")
    if said.is_substitute_delegate:
        reasons.append("Le suppléant est quelqu’un d’autre que la personne désignée.")
    return reasons + _period(said)


def _period(said: ActDraft) -> list[str]:
    if said.ends_on < said.starts_on:
        return ["La date de fin est avant la date de début."]
    if said.ends_on < said.today:
        return ["Cette période est déjà finie : un acte ne vaut que pour l’avenir."]
    if (said.ends_on - said.starts_on).days > LONGEST_DAYS:
        return [
            "Une désignation dure deux ans au plus ici : elle suit l’année scolaire et se renouvelle en juin."
        ]
    return []


def lines_refusals(label: str, lines: Collection[str]) -> list[str]:
    if len(lines) > MOST_LINES:
        return [f"{label} : {MOST_LINES} lignes au plus."]
    if any(len(line) > LONGEST for line in lines):
        return [f"{label} : {LONGEST} signes au plus par ligne."]
    return []
