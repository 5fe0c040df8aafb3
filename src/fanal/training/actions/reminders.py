"""Each hour of a working day: a session that comes is recalled, an old one asked about once."""

from datetime import datetime, timedelta

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.calendars import calendar_of
from fanal.training.actions import notices
from fanal.training.models import TrainingSession
from fanal.training.policies import session as policies
from fanal.training.rules.session import OPEN_DAYS, OpinionMoment, SessionState
from fanal.year.rules.delays import add_working_days


@transaction.atomic
def send_reminders(school: School, *, now: datetime, by: Actor) -> None:
    require(policies.remind_sessions, by, None)
    _remind(school, now)
    _follow_up(school, now)


def _remind(school: School, now: datetime) -> None:
    """The sessions of today and of the next working day, once each; again when they moved."""
    today = now.astimezone(school.zone_info).date()
    until = add_working_days(today, 1, calendar_of(school))
    end = datetime.combine(until + timedelta(days=1), datetime.min.time(), tzinfo=school.zone_info)
    rows = TrainingSession.objects.for_school(school).filter(
        state=SessionState.PLANNED, reminded_at__isnull=True, starts_at__gt=now, starts_at__lt=end
    )
    for session in rows.select_for_update(of=("self",)).order_by("pk"):
        notices.tell_soon(session, now=now)
        session.reminded_at = now
        session.save(update_fields=["reminded_at"])


def _follow_up(school: School, now: datetime) -> None:
    first, last = OPEN_DAYS[OpinionMoment.LATER]
    rows = TrainingSession.objects.for_school(school).filter(
        state=SessionState.HELD,
        followed_up_at__isnull=True,
        starts_at__lt=now - timedelta(days=first + 1),
        starts_at__gt=now - timedelta(days=last),
    )
    for session in rows.select_for_update(of=("self",)).order_by("pk"):
        notices.ask_later(session, now=now)
        session.followed_up_at = now
        session.save(update_fields=["followed_up_at"])
