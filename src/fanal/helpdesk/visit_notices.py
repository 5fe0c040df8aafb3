"""Who is told of a passage as a whole: the référents and the bursars, in one mail that lists its requests."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from fanal.accounts.members import Actor
from fanal.accounts.models import Person
from fanal.accounts.roles import Role
from fanal.core.mail import outbox
from fanal.core.mail.outbox import Letter
from fanal.helpdesk.delivery import leaves_at
from fanal.helpdesk.models import HelpRequest, Visit
from fanal.helpdesk.notices import holders_of
from fanal.helpdesk.rules import letters


def page_of(visit: Visit) -> str:
    """The address of its page, for a mail to someone who signs in."""
    return f"{settings.PUBLIC_URL}{reverse('visits:visit_page', args=[visit.school.uai, visit.number])}"


def tell_team(visit: Visit, requests: list[HelpRequest], line: str, *, now: datetime, by: Actor) -> None:
    """One mail each, never to whoever did it."""
    words = letters.visit(line, visit.contact, [(request.number, request.title) for request in requests])
    for person in _team(visit, now, by):
        letter = Letter(
            key=f"passage-{visit.number}-{now.timestamp():.6f}-{person.pk}",
            to=person.email,
            subject=words.subject,
            text=words.text,
            link=("Ouvrir le passage", page_of(visit)),
        )
        outbox.queue(visit.school, letter, now=now, not_before=leaves_at(visit.school, now))


def _team(visit: Visit, now: datetime, by: Actor) -> list[Person]:
    people = [
        person for role in (Role.DIGITAL_LEAD, Role.BURSAR) for person in holders_of(role, visit.school, now)
    ]
    told = {one.pk: one for one in people if one.email and one.left_on is None and one.pk != by.person_id}
    return list(told.values())
