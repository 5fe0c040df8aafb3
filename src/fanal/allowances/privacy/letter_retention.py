"""How long is a letter of mission kept? Five years after its school year, as what was proposed for it."""

from datetime import datetime

from django.utils import timezone

from fanal.accounts.rules.years import year_of
from fanal.allowances.models import MissionLetter
from fanal.allowances.models.letter import LetterScan
from fanal.allowances.privacy.retention import YEARS
from fanal.core.registry import FILES, NEEDED, RETENTION, register
from fanal.core.retention import Retention, remove


def _purge(school_id: int, now: datetime) -> int:
    first_kept = f"{year_of(now.date()).first - YEARS}-"
    rows = MissionLetter.objects.for_school(school_id).filter(school_year__lt=first_kept)
    scans = LetterScan.objects.for_school(school_id).filter(letter__school_year__lt=first_kept)
    return remove(scans) or remove(rows)


@register(FILES)
def claimed_scans(school_id: int) -> set[str]:
    return set(LetterScan.objects.for_school(school_id).values_list("sha256", flat=True))


@register(NEEDED)
def bound_by_a_letter(school_id: int) -> set[int]:
    """Whoever has an open letter of a year that is not over."""
    this_year = year_of(timezone.localdate()).label
    rows = MissionLetter.objects.for_school(school_id).still_open()
    bound = rows.filter(school_year__gte=this_year, person__isnull=False)
    return set(bound.values_list("person_id", flat=True))


register(RETENTION, 55)(
    Retention(
        "missions.letters",
        f"Lettres de mission et leurs documents signés : {YEARS} ans après l’année scolaire.",
        ("allowances.MissionLetter", "allowances.LetterScan"),
        _purge,
    )
)
