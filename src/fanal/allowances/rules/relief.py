"""The relief of service, another circuit than the allowance (R9, R10).

Source: décret n° 2014-940, article 3: the rector attributes it, on the board's *proposal*. Unit: half-hours
of weekly service, as integers. An hour is never said to be worth an IMP.
"""

from datetime import date

from fanal.accounts.rules.law import PRIVATE
from fanal.core.labelled import Labelled
from fanal.missions.rules.words import OURS, RELIEF_DECREE, RuleKind, RuleSentence

HALVES = 2
MOST_HALVES = 18 * HALVES  # more is a slip of the hand: a limit of ours
NO_BOARD = (
    "Un établissement privé n’a pas de conseil d’administration d’EPLE, qui seul propose un allègement : "
    "voyez le rectorat."
)
HELP = (
    "D’après deux pages syndicales (à vérifier), l’allègement se comprend quand la mission est trop lourde "
    "pour s’ajouter au service ; sinon, l’indemnité. Il est proposé par le conseil d’administration et "
    "attribué par le recteur."
)


class ReliefState(Labelled):
    DRAFT = "draft", "À présenter au conseil d’administration"
    PROPOSED = "proposed", "Proposé par le conseil d’administration"
    DECIDED = "decided", "Attribué par le recteur"
    REFUSED = "refused", "Refusé"
    WITHDRAWN = "withdrawn", "Retiré"


COUNTING = (ReliefState.DRAFT, ReliefState.PROPOSED, ReliefState.DECIDED)


def hours_said(halves: int) -> str:
    """« 1 h 30 »."""
    whole, rest = divmod(halves, HALVES)
    return f"{whole} h 30" if rest else f"{whole} h"


def findings(halves: int, reason: str, *, has_allowance: bool, is_private: bool) -> list[RuleSentence]:
    """Why a relief cannot be prepared for a mission."""
    if is_private:
        return [RuleSentence("R9", RuleKind.REFUSAL, NO_BOARD, PRIVATE)]
    said = []
    if not 0 < halves <= MOST_HALVES:
        text = "Donnez un nombre d’heures par semaine, par demi-heures, de 0 h 30 à 18 h."
        said.append(RuleSentence("R10", RuleKind.REFUSAL, text, OURS))
    if has_allowance:
        text = "Une indemnité est déjà prévue pour cette mission : c’est l’une ou l’autre."
        said.append(RuleSentence("R9", RuleKind.REFUSAL, text, RELIEF_DECREE))
    if not reason.strip():
        text = "Écrivez pourquoi cette mission ne peut pas s’ajouter au service."
        said.append(RuleSentence("R10", RuleKind.REASON, text, OURS))
    return said


def board_refusals(held_on: date, *, is_private: bool, today: date) -> list[str]:
    """The board proposes it: on a day that has come."""
    if is_private:
        return [NO_BOARD]
    return ["Cette séance n’a pas encore eu lieu."] if held_on > today else []
