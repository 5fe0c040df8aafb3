"""Whoever handles requests in this school today: to whom one is entrusted, who learns of a blocked lesson."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from fanal.accounts.models import Membership, Person, School
from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.answering import answering_of
from fanal.accounts.reading.calendars import leaves_at
from fanal.core.database.prepared import prepared
from fanal.core.mail.departure import can_leave
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.policies.request import HANDLERS
from fanal.helpdesk.rules.codes import RequestState, Urgency
from fanal.helpdesk.rules.wording import ToldPerson, who_is_told


def handlers_on(school_id: int, day: date) -> QuerySet[Membership]:
    return Membership.objects.for_school(school_id).valid_on(day).holding(*HANDLERS)


def colleagues(member: Member, today: date) -> list[Person]:
    """List those of today, but this member."""
    me = member.person.pk if member.person else 0
    return [
        membership.person for membership in _handlers(member.school.pk, today) if membership.person_id != me
    ]


@prepared
def _handlers(school_id: int, day: date) -> QuerySet[Membership]:
    return handlers_on(school_id, day).select_related("person").order_by("person")


@prepared
def _holding(school_id: int, day: date, *, role: str) -> QuerySet[Membership]:
    memberships = Membership.objects.for_school(school_id).valid_on(day)
    return memberships.filter(roles__contains=[role]).select_related("person")


def holders_of(role: Role, school: School, now: datetime) -> list[Person]:
    """List the people who hold this role today."""
    return [membership.person for membership in _holding(school.pk, timezone.localdate(now), role=role.value)]


def told_if_blocked(
    school: School, asker_id: int | None, asked_at: datetime, now: datetime, *, is_done: bool = False
) -> str:
    """« Mme Morvan est prévenue maintenant. »; empty when no mail can tell anybody.

    They are those whom `actions.notices.tell_new_request` writes to. Whoever is away is written to as well,
    and is not named: they do not read it.
    """
    absent = answering_of(school, timezone.localdate(asked_at, school.zone_info)).absent
    leads = [
        ToldPerson(person.polite_name, person.civility)
        for person in holders_of(Role.DIGITAL_LEAD, school, asked_at)
        if person.is_written_to and person.pk not in {asker_id, *absent}
    ]
    if not leads or not can_leave():
        return ""
    return who_is_told(leads, leaves_at(school, asked_at), now, is_done=is_done)


def told_of(request: HelpRequest, now: datetime) -> str:
    """Who was told of this one, as long as nobody took it; a lesson that is not blocked has its delay."""
    if request.urgency != Urgency.BLOCKED or request.state != RequestState.SENT:
        return ""
    return told_if_blocked(request.school, request.requester_id, request.asked_at, now, is_done=True)
