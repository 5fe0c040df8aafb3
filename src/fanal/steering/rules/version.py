"""Over which years does a digital project run, what makes it ready, and what does an opinion say?

Three to five years is law for a projet d'établissement (code de l'éducation, L401-1), and for nothing else;
the rest is our own (`docs/domain/project.md`). What a board decided, and what is to be known before it:
`rules/adoption.py`.
"""

from datetime import date

from fanal.core.labelled import Labelled
from fanal.core.text.french import counted
from fanal.year.rules.years import year_of

SHORTEST, LONGEST = 3, 5  # school years of a projet d'établissement: L401-1
FEWEST, MOST_YEARS = 1, 8  # of any other text: our own
MOST_AXES, MOST_OBJECTIVES, MOST_ACTIONS = 8, 10, 20  # of a version, of an axis, of an objective
MOST_VERSIONS = 40  # of a school
MOST_VOTES = 200  # of one sort: no board of a school has as many members
FARTHEST = 10  # years between today and the first year of a project
OPINION_YEARS = 2  # before the first September of a project: no council gave its opinion of it earlier
KEPT_YEARS = 5  # after the last year of the project: our own choice


Votes = tuple[int | None, int | None, int | None]  # for, against, abstained; all of them or none


class VersionState(Labelled):
    DRAFT = "draft", "En préparation"
    IN_FORCE = "in_force", "En vigueur"
    REPLACED = "replaced", "Remplacée"


class Council(Labelled):
    """Who gives an opinion. `label` begins a sentence."""

    PEDAGOGICAL = "pedagogical", "Conseil pédagogique"
    BOARD = "board", "Conseil d’administration"
    TEACHERS = "teachers", "Consultation des enseignants"


def period_words(first_year: int, years: int) -> str:
    """« 2025-2028 »: from the first September to the last August."""
    return f"{first_year}-{first_year + years}"


def starts_on(first_year: int) -> date:
    return date(first_year, 9, 1)


def ends_on(first_year: int, years: int) -> date:
    """The last day, included."""
    return date(first_year + years, 8, 31)


def year_refusals(first_year: int, today: date) -> list[str]:
    """Why this first year cannot be that of a project."""
    if abs(first_year - today.year) > FARTHEST:
        return ["Cette première année n’est pas possible : écrivez par exemple « 2026 » pour 2026-2027."]
    return []


def adoption_refusals(*, objectives: int, empty_axes: list[str]) -> list[str]:
    """Why a draft cannot come into force."""
    if not objectives:
        return ["Ce projet n’a encore aucun objectif : écrivez un axe et un objectif, puis recommencez."]
    return [
        f"L’axe « {title} » n’a aucun objectif : ajoutez-en un, ou retirez l’axe." for title in empty_axes
    ]


def follows(first_year: int, before_first: int, before_years: int) -> bool:
    """Whether a version is the next project, which begins once the one before is over."""
    return first_year >= before_first + before_years


def opinion_refusals(given_on: date, votes: Votes, today: date, *, first_year: int) -> list[str]:
    """Why an opinion cannot be noted on a project that begins in this year."""
    reasons = []
    if year_of(given_on).first < first_year - OPINION_YEARS:
        reasons.append(
            f"Cet avis est donné plus de {OPINION_YEARS} ans avant le projet, qui commence en septembre "
            f"{first_year} : vérifiez l’année."
        )
    if given_on > today:
        reasons.append("Cet avis n’est pas encore rendu : notez-le une fois la séance tenue.")
    counts = [vote for vote in votes if vote is not None]
    if counts and len(counts) < len(votes):
        reasons.append("Donnez les trois nombres de voix, même « 0 », ou aucun.")
    elif counts and not sum(counts):
        reasons.append("Un vote compte au moins une voix : donnez les trois nombres, ou aucun.")
    return reasons


def vote_words(votes: Votes) -> str:
    """« 14 pour, 2 contre, 1 abstention »; nothing when nobody counted."""
    votes_for, votes_against, abstained = votes
    if votes_for is None:
        return ""
    return f"{votes_for} pour, {votes_against} contre, {counted(abstained or 0, 'abstention')}"
