"""A colleague uses a tool with people's data: a few questions are enough to know of it. Pure.

What it is and what for, whose data and which, whether each has an account there. The rest is for the référent
and the head: nobody is asked for a legal basis in a corridor.
"""

from collections.abc import Collection
from dataclasses import dataclass

from fanal.privacy.rules.codes import Data, People

WHO = (People.PUPILS, People.GUARDIANS, People.TEACHERS, People.STAFF, People.OTHERS)
WHAT = (Data.IDENTITY, Data.PROFESSIONAL, Data.CONNECTION, Data.PERSONAL, Data.OTHER)

NOBODY = "Cochez de qui sont les données ; s’il n’y en a pas, il n’y a rien à déclarer."


@dataclass(frozen=True)
class ToolDeclaration:
    """The answers."""

    name: str
    purpose: str
    people: Collection[str]
    data: Collection[str]
    has_accounts: bool


def refusals(declaration: ToolDeclaration) -> list[str]:
    reasons = []
    if not declaration.name.strip():
        reasons.append("Donnez le nom de l’outil, tel qu’on le dit.")
    if not declaration.purpose.strip():
        reasons.append("Dites en une phrase ce que vous en faites.")
    if not declaration.people:
        reasons.append(NOBODY)
    return reasons


def advice(declaration: ToolDeclaration) -> list[str]:
    """What to do while one waits for an answer. Advice, not law."""
    sentences = ["N’y mettez rien de plus que nécessaire tant que la direction n’a pas répondu."]
    if People.PUPILS in declaration.people and declaration.has_accounts:
        sentences.append("Préférez un pseudonyme ou un code de classe au nom de l’élève.")
    if Data.PERSONAL in declaration.data:
        sentences.append("N’y notez rien de la santé, de la famille ni des convictions.")
    return sentences
