"""Which pupil did somebody type, by name and class?"""

from datetime import date

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.core.pages.search import ranked
from fanal.directory.models import Pupil
from fanal.directory.reading.pupils import pupils_of
from fanal.year.rules.years import year_of

SHORTEST, MOST_PUPILS = 3, 20  # letters worth looking for; pupils shown at once


def pupils_here(school: School, today: date) -> QuerySet[Pupil]:
    """Those to whom something may be lent, each with their class of this year."""
    return pupils_of(school, year_of(today), today=today).filter(left_on__isnull=True)


def pupils_called(school: School, typed: str, today: date) -> list[Pupil]:
    """At most `MOST_PUPILS`, the best first; none below three letters. « martin 6A » names the class too."""
    if len(typed.strip()) < SHORTEST:
        return []
    rows = ranked(pupils_here(school, today), typed, "given_name", "family_name", "class_code")
    return list(rows[:MOST_PUPILS])


def why_no_pupil(typed: str, found: list[Pupil]) -> str:
    """Why what was typed names no pupil, or more than one."""
    if len(typed.strip()) < SHORTEST:
        return "Tapez au moins trois lettres du nom de l’élève."
    if not found:
        return f"Aucun élève de cette année ne répond à « {typed} » : vérifiez le nom, ou tapez-en le début."
    if len(found) == MOST_PUPILS:
        return "Beaucoup d’élèves répondent : ajoutez le prénom ou la classe, puis choisissez."
    return "Choisissez l’élève dans la liste : la classe distingue les homonymes."
