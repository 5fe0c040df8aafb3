"""To whom a request may be entrusted: whoever handles requests in this school today."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from fanal.accounts.models import Membership, Person, School
from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.core.prepared import prepared
from fanal.helpdesk.policies.request import HANDLERS


def handlers_on(school_id: int, day: date) -> QuerySet[Membership]:
    return Membership.objects.for_school(school_id).valid_on(day).holding(*HANDLERS)


def colleagues(member: Member, today: date) -> list[Person]:
    """Those of today, but this member."""
    me = member.person.pk if member.person else 0
    return [held.person for held in _handlers(member.school.pk, today) if held.person_id != me]


@prepared
def _handlers(school_id: int, day: date) -> QuerySet[Membership]:
    return handlers_on(school_id, day).select_related("person").order_by("person")


@prepared
def _holding(school_id: int, day: date, *, role: str) -> QuerySet[Membership]:
    memberships = Membership.objects.for_school(school_id).valid_on(day)
    return memberships.filter(roles__contains=[role]).select_related("person")


def holders_of(role: Role, school: School, now: datetime) -> list[Person]:
    """The people who hold this role today."""
    return [held.person for held in _holding(school.pk, timezone.localdate(now), role=role.value)]
