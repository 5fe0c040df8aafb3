"""Which particular missions share the one envelope, and what is known of each (R19, R20)."""

from fanal.accounts.rules.law import LegalText
from fanal.core.labelled import Labelled
from fanal.missions.rules.words import PRACTICE


class MissionKind(Labelled):
    DIGITAL = "digital", "Référent numérique"
    EPS = "eps", "Coordination de l’EPS"
    DISCIPLINE = "discipline", "Coordination de discipline"
    CYCLE = "cycle", "Coordination de cycle"
    LEVEL = "level", "Coordination de niveau"
    CULTURE = "culture", "Référent culture"
    ABSENTEEISM = "dropout", "Référent décrochage"
    OTHER = "other", "Autre mission"


ARTICLES_HELP = (
    "On rapporte que des missions, à l’article 6, ouvrent droit à une indemnité, et que d’autres, à "
    "l’article 7, le peuvent ; leur liste n’a pas été lue. Le tableau pour les instances n’imprime que "
    "l’article que vous dites."
)
EPS_HELP = (
    "EPS : on rapporte 1 250 € à partir de 3 enseignants et 50 heures hebdomadaires, 2 500 € au-delà de 4 "
    "équivalents temps plein, sans s’accorder sur les heures supplémentaires. Demandez au rectorat ce qu’il "
    "applique."
)


def article_of(has_priority: bool | None) -> str:
    """As the school said it, for the table of the councils: the list of article 6 was not read (R20)."""
    if has_priority is None:
        return ""
    return "article 6" if has_priority else "article 7"


def helps_of(kind: str) -> list[tuple[str, LegalText]]:
    """What a page says beside a mission of this kind."""
    return [(EPS_HELP, PRACTICE)] if kind == MissionKind.EPS else []
