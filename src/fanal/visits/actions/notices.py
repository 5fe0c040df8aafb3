"""Who is told of a passage as a whole: the référents and the bursars, as each chose to be written to."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.helpdesk.actions.delivery import Notice, frequencies_of, keep, send
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.reading.follow_link import page_of
from fanal.helpdesk.reading.team import holders_of
from fanal.helpdesk.rules import letters
from fanal.helpdesk.rules.notification_frequency import (
    Delivery,
    NotificationFrequency,
    delivery_of,
)
from fanal.visits.models import Visit


def page_of_visit(visit: Visit) -> str:
    """The address of its page, for a mail to someone who signs in."""
    return f"{settings.PUBLIC_URL}{reverse('visits:visit_page', args=[visit.school.uai, visit.number])}"


def tell_team(
    visit: Visit, requests: list[HelpRequest], line: str, *, is_soon: bool, now: datetime, by: Actor
) -> None:
    """One mail each that lists its requests, or a line of each in the summary; never to whoever did it.

    `is_soon`: the door must be opened before a summary would be read.
    """
    words = letters.visit(line, visit.contact, [(request.number, request.title) for request in requests])
    event = f"passage-{visit.number}-{now.timestamp():.6f}"
    team = _team(visit, now, by)
    chosen = frequencies_of(visit.school_id, team)
    for person in team:
        decided = delivery_of(
            chosen.get(person.pk, NotificationFrequency.EACH), needs_reader=is_soon, cannot_wait=is_soon
        )
        if decided is Delivery.NOW:
            notice = Notice(event, words, ("Ouvrir le passage", page_of_visit(visit)), is_for_team=True)
            send(visit.school, person, notice, f"{event}-{person.pk}", now)
        elif decided is Delivery.GROUPED:
            for request in requests:
                notice = Notice(event, words, ("Ouvrir la demande", page_of(request)), is_for_team=True)
                keep(request, person, notice, f"{event}-{request.number}-{person.pk}", now)


def _team(visit: Visit, now: datetime, by: Actor) -> list[Person]:
    people = [
        person for role in (Role.DIGITAL_LEAD, Role.BURSAR) for person in holders_of(role, visit.school, now)
    ]
    concerned = {person.pk: person for person in people if person.is_written_to and person.pk != by.person_id}
    return list(concerned.values())
