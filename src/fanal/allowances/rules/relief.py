"""The relief of service, another circuit than the allowance (R9, R10).

Source: décret n° 2014-940, article 3: the rector attributes it, on the board's *proposal*. In a private
school under contract, décret n° 2015-851, article 2: on the *head's* proposal, once the teachers were
consulted. Unit: half-hours of weekly service, as integers. An hour is never said to be worth an IMP.
"""

from dataclasses import dataclass
from datetime import date

from fanal.core.labelled import Labelled
from fanal.missions.rules.words import OURS, PRACTICE, RuleKind, RuleSentence

HALVES = 2
MOST_HALVES = 18 * HALVES  # more is a slip of the hand: a limit of ours
HELP = (
    "L’allègement se comprend d’habitude quand la mission est trop lourde pour s’ajouter au service ; sinon, "
    "l’indemnité."
)


BESIDE = (
    "Une indemnité est déjà prévue pour cette mission : d’habitude c’est l’une ou l’autre. Demandez au "
    "rectorat, et dites-le dans le motif."
)


class ReliefState(Labelled):
    """Its labels are true whoever proposes: the board, or the head of a private school."""

    DRAFT = "draft", "À proposer au recteur"
    PROPOSED = "proposed", "Proposé au recteur"
    DECIDED = "decided", "Attribué par le recteur"
    REFUSED = "refused", "Refusé"
    WITHDRAWN = "withdrawn", "Retiré"


COUNTING = (ReliefState.DRAFT, ReliefState.PROPOSED, ReliefState.DECIDED)


@dataclass(frozen=True)
class ReliefWords:
    """Who proposes a relief in a school, and after what."""

    help: str
    prepared: str
    button: str
    title: str
    day: str
    day_help: str
    noted: str
    since: str
    to_come: str
    not_proposed: str


PUBLIC = ReliefWords(
    help="Le conseil d’administration le propose, le recteur l’attribue.",
    prepared="L’allègement est préparé : le conseil d’administration peut le proposer.",
    button="Le conseil l’a proposé",
    title="Proposition du conseil d’administration",
    day="Séance du conseil d’administration",
    day_help="",
    noted="La proposition du conseil est enregistrée.",
    since="séance du",
    to_come="Cette séance n’a pas encore eu lieu.",
    not_proposed="Le conseil d’administration ne l’a pas encore proposé : enregistrez d’abord sa séance.",
)
PRIVATE = ReliefWords(
    help="Le chef d’établissement le propose après avoir consulté les enseignants, le recteur l’attribue.",
    prepared="L’allègement est préparé : proposez-le au recteur une fois les enseignants consultés.",
    button="Proposer au recteur",
    title="Proposition du chef d’établissement",
    day="Enseignants consultés le",
    day_help="Le chef d’établissement informe ensuite les enseignants des suites de cette consultation.",
    noted="La consultation et la proposition du chef d’établissement sont enregistrées.",
    since="enseignants consultés le",
    to_come="Cette consultation n’a pas encore eu lieu.",
    not_proposed="Il n’est pas encore proposé : enregistrez d’abord la consultation des enseignants.",
)


def relief_words(*, is_private: bool) -> ReliefWords:
    return PRIVATE if is_private else PUBLIC


def hours_said(halves: int) -> str:
    """« 1 h 30 »."""
    whole, rest = divmod(halves, HALVES)
    return f"{whole} h 30" if rest else f"{whole} h"


def findings(halves: int, reason: str, *, has_allowance: bool) -> list[RuleSentence]:
    """Why a relief cannot be prepared for a mission, and what is to be known before."""
    sentences = []
    if not 0 < halves <= MOST_HALVES:
        text = "Donnez un nombre d’heures par semaine, par demi-heures, de 0 h 30 à 18 h."
        sentences.append(RuleSentence("R10", RuleKind.REFUSAL, text, OURS))
    if has_allowance:
        sentences.append(RuleSentence("R9", RuleKind.WARNING, BESIDE, PRACTICE))
    if not reason.strip():
        text = "Écrivez pourquoi cette mission ne peut pas s’ajouter au service."
        sentences.append(RuleSentence("R10", RuleKind.REASON, text, OURS))
    return sentences


def proposing_refusals(held_on: date, *, is_private: bool, today: date) -> list[str]:
    """The board met, or the teachers of a private school were consulted, on a day that has come."""
    return [relief_words(is_private=is_private).to_come] if held_on > today else []
