"""The sessions that somebody followed or gave, for their own list « Formation »."""

from datetime import date

from django.db.models import Count, Q

from fanal.accounts.models import Person
from fanal.accounts.reading.attended_training import ATTENDED_TRAINING, AttendedTraining
from fanal.core.registry import register
from fanal.training.models import SessionRegistration, TrainingSession
from fanal.training.rules.session import SessionState


@register(ATTENDED_TRAINING)
def sessions(person: Person, first: date, last: date) -> list[AttendedTraining]:
    """Two questions: those they gave, those where they were noted present."""
    held = TrainingSession.objects.for_school(person.school_id).filter(
        state=SessionState.HELD, day__gte=first, day__lte=last
    )
    given = held.filter(host=person).annotate(
        there=Count("registrations", filter=Q(registrations__is_present=True))
    )
    rows = SessionRegistration.objects.for_school(person.school_id).filter(person=person, is_present=True)
    followed = rows.filter(session__in=held).exclude(session__host=person).select_related("session__host")
    return [
        AttendedTraining(f"donnee-{row.pk}", row.title, row.day, row.minutes, True, people=row.there or None)
        for row in given
    ] + [
        AttendedTraining(
            f"suivie-{row.session_id}",
            row.session.title,
            row.session.day,
            row.session.minutes,
            False,
            organiser=row.session.hosted_by,
        )
        for row in followed
    ]
