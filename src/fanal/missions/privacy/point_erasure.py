"""What the points of the week keep of somebody who is erased: what was decided, without saying by whom."""

from django.db.models import Q, QuerySet

from fanal.core.erasing import PERSON, Subject, Trace, blanked
from fanal.core.registry import ERASURE, register
from fanal.missions.models import PointLine, WeekPoint


def _forget_lines(rows: QuerySet, subject: Subject) -> None:
    rows.filter(author=subject.pk).update(author=None)
    rows.filter(answered_by=subject.pk).update(answered_by=None, word="")


OFFERED = (
    Trace(
        "Points de la semaine",
        (PERSON,),
        ("missions.WeekPoint",),
        lambda who: WeekPoint.objects.for_school(who.school_id).filter(sent_by=who.pk),
        becomes="sans dire par qui",
        forget=blanked(sent_by=None),
    ),
    Trace(
        "Lignes d’un point de la semaine",
        (PERSON,),
        ("missions.PointLine",),
        lambda who: PointLine.objects.for_school(who.school_id).filter(
            Q(author=who.pk) | Q(answered_by=who.pk)
        ),
        becomes="la ligne et la réponse restent, sans nom et sans mot",
        forget=_forget_lines,
    ),
)
for trace in OFFERED:
    register(ERASURE, 50)(trace)
