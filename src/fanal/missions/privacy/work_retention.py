"""How long is a log kept? Two whole school years after the end of the year: the last proposals rest on it.

No text sets it: it is a choice of Fanal.
"""

from datetime import date, datetime

from fanal.accounts.rules.years import SchoolYear, year_of
from fanal.core.registry import RETENTION, register
from fanal.core.retention import Retention, remove
from fanal.missions.models import WorkDefault, WorkEntry, WorkShare

YEARS = 2


def oldest_kept(today: date) -> date:
    """The first day of the oldest year that is not over for two years yet."""
    return SchoolYear(year_of(today).first - YEARS).starts_on


def _forget_lines(school_id: int, now: datetime) -> int:
    before = oldest_kept(now.date())
    shares = WorkShare.objects.for_school(school_id).filter(last_day__lt=before)
    return remove(WorkEntry.objects.for_school(school_id).filter(day__lt=before)) + remove(shares)


def _forget_durations(school_id: int, now: datetime) -> int:
    """Of whoever left, once no line of theirs is kept."""
    kept = WorkEntry.objects.for_school(school_id).values("person")
    left = WorkDefault.objects.for_school(school_id).filter(person__left_on__lt=now.date())
    return remove(left.exclude(person__in=kept))


OFFERED = (
    Retention(
        "missions.work",
        f"Un carnet de travail : {YEARS} années scolaires après la fin de l’année, puis ses lignes et leurs "
        "partages sont supprimés.",
        ("missions.WorkEntry", "missions.WorkShare"),
        _forget_lines,
    ),
    Retention(
        "missions.work_durations",
        "Les durées choisies pour un carnet : avec lui, après le départ de la personne.",
        ("missions.WorkDefault",),
        _forget_durations,
    ),
)
for rule in OFFERED:
    register(RETENTION, 56)(rule)
