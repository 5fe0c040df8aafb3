"""Whose log is filled each night: the référents of today, and whoever has one already."""

from datetime import date

from fanal.accounts.models import Membership, School
from fanal.accounts.models.roles import Role
from fanal.work_log.models import WorkEntry


def workers_of(school: School, today: date) -> list[int]:
    """Ids of people. Two questions."""
    leads = Membership.objects.for_school(school).valid_on(today).holding(Role.DIGITAL_LEAD)
    keepers = WorkEntry.objects.for_school(school).filter(person__left_on__isnull=True)
    return sorted({*leads.values_list("person", flat=True), *keepers.values_list("person", flat=True)})
