"""What did the board decide of a digital project, and what is to be known before it comes into force?

Sources: code de l'éducation, L401-1 (read): a public school has a projet d'établissement, adopted for three
to five years by the board, on the conseil pédagogique's proposal for its part. That holds of a text
that is a part of the projet d'établissement; any other is an internal document, which nobody votes.
R421-24 (from memory): the majority of the votes cast, abstentions apart; in a tie, the chair's vote decides.
Both are said before somebody goes on, and never refuse. A private school has no such board.
What was missing that day is kept with the reason: what is noted or corrected later rewrites nothing.
"""

from collections.abc import Collection, Sequence
from datetime import date

from fanal.accounts.rules.law import SCHOOL_PROJECT
from fanal.core.labelled import Labelled
from fanal.core.text.french import full_day
from fanal.steering.rules.version import LONGEST, SHORTEST, Council, Votes

MOST_WHY = 500


class Standing(Labelled):
    """What a digital project is in law: asked once, for the first version."""

    SCHOOL_PROJECT = "school_project", "La partie numérique du projet d’établissement"
    INTERNAL = "internal", "Un document interne de l’établissement"


class BoardDecision(Labelled):
    """What a board decided."""

    ADOPTED = "adopted", "Adopté"
    REJECTED = "rejected", "Rejeté"


class AdoptionGap(Labelled):
    """What was noted against a text, or was not noted, the day it came into force.

    `label`: how page and paper say it.
    """

    REJECTED = "rejected", "malgré le vote contre du conseil d’administration"
    UNDECIDED = "undecided", "sans décision notée du conseil d’administration"
    UNHEARD = "unheard", "sans avis noté du conseil pédagogique"


LATER = {
    AdoptionGap.REJECTED: "la décision du conseil d’administration",
    AdoptionGap.UNDECIDED: "la décision du conseil d’administration",
    AdoptionGap.UNHEARD: "l’avis du conseil pédagogique",
}
DRAFT_STATES: dict[str, tuple[str, str]] = {
    BoardDecision.ADOPTED: ("Adopté, à mettre en vigueur", "ok"),
    BoardDecision.REJECTED: ("Projet rejeté", "bad"),
}
IN_FORCE_STATES: dict[str, tuple[str, str]] = {
    BoardDecision.ADOPTED: ("Adopté, en vigueur", "ok"),
    BoardDecision.REJECTED: ("En vigueur malgré un vote contre", "bad"),
}


def counted_outcome(votes: Votes) -> BoardDecision | None:
    """What the votes decide by themselves: nothing in a tie, nor where nobody counted them."""
    votes_for, votes_against, _ = votes
    if votes_for is None or votes_against is None or votes_for == votes_against:
        return None
    return BoardDecision.ADOPTED if votes_for > votes_against else BoardDecision.REJECTED


def outcome_of(votes: Votes, noted: str) -> str:
    """The counted outcome; in a tie or without a count, the one that somebody noted."""
    return counted_outcome(votes) or noted


def is_voted(standing: str, *, is_private: bool) -> bool:
    """Whether the law has a board adopt this text."""
    return standing == Standing.SCHOOL_PROJECT and not is_private


def length_refusals(years: int, standing: str, *, is_private: bool) -> list[str]:
    """Why a text cannot run so long: a part of the projet d'établissement lasts no longer than the whole."""
    if years <= LONGEST or not is_voted(standing, is_private=is_private):
        return []
    return [
        f"Le projet d’établissement dure {LONGEST} ans au plus ({SCHOOL_PROJECT}) : sa partie numérique "
        "aussi."
    ]


def length_advice(years: int, standing: str, *, is_private: bool) -> str:
    """What is to be checked of a part that runs shorter than a whole may."""
    if years >= SHORTEST or not is_voted(standing, is_private=is_private):
        return ""
    return (
        f"Le projet d’établissement dure au moins {SHORTEST} ans ({SCHOOL_PROJECT}) : vérifiez que ce sont "
        "les années qui lui restent."
    )


def councils_of(*, is_private: bool) -> tuple[Council, ...]:
    return (Council.TEACHERS,) if is_private else (Council.PEDAGOGICAL, Council.BOARD)


def opinions_title(*, is_private: bool) -> str:
    """Over what those who were asked said of the project."""
    return "Avis des enseignants" if is_private else "Avis des conseils"


def adoption_gaps(board: str | None, *, has_pedagogical: bool) -> list[AdoptionGap]:
    """What the law asks for and nobody noted, or a board's vote against.

    `board`: what the board decided, "" where its session is noted without an outcome, None where none is.
    """
    gaps = []
    if board == BoardDecision.REJECTED:
        gaps.append(AdoptionGap.REJECTED)
    elif board != BoardDecision.ADOPTED:
        gaps.append(AdoptionGap.UNDECIDED)
    if not has_pedagogical:
        gaps.append(AdoptionGap.UNHEARD)
    return gaps


def adoption_doubts(board: str | None, *, has_pedagogical: bool) -> list[str]:
    """What the law says against bringing a part of the projet d'établissement into force now."""
    law = f"Le conseil d’administration adopte le projet d’établissement ({SCHOOL_PROJECT})"
    doubts = []
    if board is None:
        doubts.append(f"{law} : sa décision n’est pas notée.")
    elif board == BoardDecision.REJECTED:
        doubts.append(f"{law} : il a rejeté ce projet.")
    elif board != BoardDecision.ADOPTED:
        doubts.append(f"{law} : ses voix ne disent pas s’il l’a adopté. Notez sa décision.")
    if not has_pedagogical:
        doubts.append(
            f"La partie pédagogique est proposée par le conseil pédagogique ({SCHOOL_PROJECT}) : son avis "
            "n’est pas noté."
        )
    return doubts


def despite_words(gaps: Sequence[str], adopted_on: date) -> str:
    """The heading over why a text came into force: of that day, whatever was noted since.

    A text of before gaps were kept has none: what was missing is not known, and nothing says it.
    """
    if not gaps:
        return "Ce qui a été écrit à la mise en vigueur"
    words = " et ".join(AdoptionGap(gap).label for gap in gaps)
    return f"Mis en vigueur le {full_day(adopted_on)} {words}"


def later_words(gaps: Sequence[str], gaps_now: Collection[str]) -> str:
    """What was noted or corrected since that day; nothing where all is as it was."""
    if not (changed := [LATER[AdoptionGap(gap)] for gap in gaps if gap not in gaps_now]):
        return ""
    return f"Noté ou corrigé depuis, voir les avis : {', '.join(changed)}."


def state_words(*, is_draft: bool, is_voted: bool, board: str | None) -> tuple[str, str]:
    """What a version that nothing replaced is, « Projet » or « En vigueur », and its tone."""
    if not is_voted:
        return ("En préparation", "warn") if is_draft else ("En vigueur", "ok")
    if is_draft:
        return DRAFT_STATES.get(board or "", ("Projet", "warn"))
    return IN_FORCE_STATES.get(board or "", ("En vigueur sans décision notée du conseil", "warn"))
