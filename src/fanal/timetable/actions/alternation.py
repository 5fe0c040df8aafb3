"""Weeks A and B of a school: said anew, the rooms of the timetable follow."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.timetable.actions.timetable import hold_rooms_later
from fanal.timetable.models import WeekAlternation
from fanal.timetable.policies import timetable as policies
from fanal.timetable.rules.weeks import Alternation, first_week_refusals


@transaction.atomic
def keep_alternation(school: School, values: Mapping[str, Any], *, today: date, by: Actor) -> WeekAlternation:
    """Weeks A and B from now on; the rooms of the timetable in force follow."""
    require(policies.manage_bookings, by, None)
    school = School.objects.held(school.pk)
    if values["way"] == Alternation.LESSONS:
        if values["first_day"] is None:
            raise RuleBroken("Donnez un jour de la première semaine A.")
        if reasons := first_week_refusals(values["first_day"], today):
            raise RuleBroken(reasons)
    known, _ = WeekAlternation.objects.get_or_create(school=school)
    journal.write_changes(known, values, by=by, verb="bookings.alternation_kept")
    hold_rooms_later(school)
    return known
