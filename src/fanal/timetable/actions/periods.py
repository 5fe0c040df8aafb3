"""The lesson periods of a school: said anew, the rooms of the timetable follow."""

from collections.abc import Iterable

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.timetable.actions.timetable import hold_rooms_later
from fanal.timetable.models import LessonPeriod
from fanal.timetable.policies import timetable as policies
from fanal.timetable.rules import periods as rules
from fanal.timetable.rules.periods import Period


@transaction.atomic
def keep_periods(school: School, periods: Iterable[Period], *, by: Actor) -> list[LessonPeriod]:
    """The week of lessons from now on. Bookings already made keep their hours; the timetable follows."""
    require(policies.manage_bookings, by, None)
    school = School.objects.held(school.pk)
    wanted = sorted(set(periods))
    if reasons := rules.refusals(wanted):
        raise RuleBroken(reasons)
    before = {row.period: row for row in LessonPeriod.objects.for_school(school)}
    if set(before) == set(wanted):
        return list(before.values())
    LessonPeriod.objects.for_school(school).filter(
        pk__in=[row.pk for period, row in before.items() if period not in wanted]
    ).delete()
    LessonPeriod.objects.bulk_create(
        [
            LessonPeriod(
                school=school,
                weekday=period.weekday,
                code=period.code,
                starts=period.starts,
                ends=period.ends,
            )
            for period in wanted
            if period not in before
        ]
    )
    rows = list(LessonPeriod.objects.for_school(school))
    journal.noted(rows[0], by=by, verb="bookings.periods_kept", count=len(rows))
    hold_rooms_later(school)
    return rows
