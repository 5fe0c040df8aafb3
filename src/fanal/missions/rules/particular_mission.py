"""Which particular missions share the one envelope, and what is known of each (R19, R20)."""

from fanal.accounts.rules.law import LegalText
from fanal.core.labelled import Labelled
from fanal.missions.rules.words import ARTICLES, texts_of


class MissionKind(Labelled):
    DIGITAL = "digital", "Référent numérique"
    EPS = "eps", "Coordination de l’EPS"
    DISCIPLINE = "discipline", "Coordination de discipline"
    CYCLE = "cycle", "Coordination de cycle"
    LEVEL = "level", "Coordination de niveau"
    CULTURE = "culture", "Référent culture"
    ABSENTEEISM = "dropout", "Référent décrochage"
    OTHER = "other", "Autre mission"


PRIORITY_HELP = (
    "Les missions de l’article 6 « donnent lieu » à une indemnité, celles de l’article 7 « peuvent "
    "également » y donner lieu : les premières passent avant."
)
PRIORITY_SOURCE = ARTICLES
# The list was not read: the school corrects it.
FIRST = tuple(kind for kind in MissionKind if kind != MissionKind.OTHER)
EPS_HELP = (
    "EPS : 1 250 € à partir de 3 enseignants et 50 heures hebdomadaires, 2 500 € quand plus de 4 équivalents "
    "temps plein y enseignent. Compter les heures supplémentaires dans ces équivalents est discuté : le "
    "ministère ne les compte pas, la cour administrative d’appel de Bordeaux les a comptées en 2023 "
    "(n° 21BX02452)."
)


def article_of(*, has_priority: bool) -> str:
    """As the table of the councils says it; how sure that is stands on the page of the mission."""
    return f"article {6 if has_priority else 7}"


def helps_of(kind: str, *, is_private: bool) -> list[tuple[str, LegalText]]:
    """What a page says beside a mission of this kind."""
    return [(EPS_HELP, texts_of(is_private=is_private).circular)] if kind == MissionKind.EPS else []
