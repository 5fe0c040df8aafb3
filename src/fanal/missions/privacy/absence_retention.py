"""How long is an absence kept? Thirty days after it ended; an hour, until its person leaves (our choice)."""

from datetime import datetime, timedelta

from fanal.core.registry import RETENTION, register
from fanal.core.retention import Retention, remove
from fanal.missions.models import Absence, PresenceHour
from fanal.missions.rules.absence import KEPT_DAYS


def _forget_absences(school_id: int, now: datetime) -> int:
    before = now.date() - timedelta(days=KEPT_DAYS)
    return remove(Absence.objects.for_school(school_id).filter(last_day__lt=before))


def _forget_hours(school_id: int, now: datetime) -> int:
    return remove(PresenceHour.objects.for_school(school_id).filter(person__left_on__lt=now.date()))


OFFERED = (
    Retention(
        "missions.absences",
        f"L’absence d’un référent : {KEPT_DAYS} jours après sa fin, elle s’efface.",
        ("missions.Absence",),
        _forget_absences,
    ),
    Retention(
        "missions.hours",
        "Les heures de présence d’une personne : jusqu’à ce qu’elle les retire, ou parte.",
        ("missions.PresenceHour",),
        _forget_hours,
    ),
)
for rule in OFFERED:
    register(RETENTION, 55)(rule)
