"""When may the papers of a public school be erased? Once the visa was given. Pure.

Code du patrimoine, R212-14 (*read*): no elimination without the visa, which bears on a list of documents.
The rest: docs/domain/archives.md. That Fanal waits for the head's word is our own rule.
"""

from collections.abc import Collection
from datetime import date

from fanal.core.labelled import Labelled


class ReleaseGround(Labelled):
    """`NOTHING` is no ground any more: it says what was written before, and lets nothing new go."""

    VISA = "visa", "Le visa d’élimination des archives départementales est donné"
    NOTHING = "nothing", "Les archives départementales disent qu’il n’y a rien à garder"
    HANDED = "handed", "Les papiers ont été versés aux archives départementales"


OFFERED = (ReleaseGround.VISA, ReleaseGround.HANDED)
NO_GROUND = "Rien ne s’élimine sans visa, même quand il n’y a rien à garder : demandez-le, puis dites-le ici."
LATER = "Donnez aujourd’hui ou un jour passé : ce qui n’a pas fait son temps n’est pas libéré d’avance."
NOTHING_NAMED = "Cochez ce qui peut s’effacer : un visa porte sur une liste de documents."


def refusals(
    sorts: Collection[str], known: Collection[str], until: date, today: date, *, ground: str
) -> list[str]:
    """Why these papers cannot be released. `known`: the sorts that wait for a word."""
    reasons = [] if sorts and set(sorts) <= set(known) else [NOTHING_NAMED]
    if ground not in OFFERED:
        reasons.append(NO_GROUND)
    return reasons + ([LATER] if until > today else [])
