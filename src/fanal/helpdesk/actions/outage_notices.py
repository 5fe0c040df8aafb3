"""Who is told that a service works again: whoever asked about it, once each, and whoever follows them."""

from datetime import datetime

from django.conf import settings

from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor
from fanal.core.http.addresses import address
from fanal.helpdesk.actions.delivery import Notice, deliver, frequencies_of, tell_alone
from fanal.helpdesk.actions.notices import thread_of
from fanal.helpdesk.models import Follower, HelpRequest, OutageFollower
from fanal.helpdesk.reading.follow_link import link_for
from fanal.helpdesk.rules import letters
from fanal.online_services.models import OnlineService


def tell_back(
    service: OnlineService, waited: list[HelpRequest], over: list[HelpRequest], *, now: datetime, by: Actor
) -> None:
    """`waited` are asked « Ça remarche ? »; `over` were ended before the outage was."""
    askers: dict[int, list[HelpRequest]] = {}
    for request in [*waited, *over]:  # those that ask something come first
        askers.setdefault(request.requester_id, []).append(request)
    people = [rows[0].requester for rows in askers.values()]
    follows = Follower.objects.for_school(service.school_id).filter(help_request__in=waited)
    followers = {
        follow.person_id: (follow.help_request, follow.person)
        for follow in follows.exclude(person__in=askers)
        .select_related("person", "help_request")
        .order_by("pk")
    }
    frequencies = frequencies_of(service.school_id, [*people, *(person for _, person in followers.values())])
    for rows in askers.values():
        asks = [row.number for row in rows if row.is_open]
        words = letters.service_back(rows[0].number, rows[0].title, service.name, asks)
        link = ("Suivre la demande", link_for(rows[0], rows[0].requester))
        notice = Notice(_event(now), words, link, thread_of(rows[0]), needs_reader=bool(asks))
        _deliver(rows[0], rows[0].requester, notice, frequencies, now)
    for request, person in followers.values():
        words = letters.service_back_for_follower(request.number, service.name)
        _deliver(request, person, Notice(_event(now), words), frequencies, now)


def tell_followers(service: OnlineService, requesters: set[int], *, now: datetime) -> None:
    """Those who asked to know; `requesters` learn it with their own request."""
    follows = OutageFollower.objects.for_school(service.school_id).filter(service=service)
    rows = list(follows.select_related("person", "school").order_by("pk"))
    people = [row.person for row in rows if row.person_id not in requesters]
    frequencies = frequencies_of(service.school_id, people)
    page = f"{settings.PUBLIC_URL}{address('states:state_page', service.school.uai, service.pk)}"
    words = letters.service_works(service.name)
    for person in people:
        if person.is_written_to:
            tell_alone(
                service.school,
                person,
                Notice(_event(now), words, ("Voir son état", page)),
                frequencies.get(person.pk, ""),
                now=now,
            )
    follows.filter(pk__in=[row.pk for row in rows]).delete()


def _event(now: datetime) -> str:
    return f"back-{now.timestamp():.6f}"


def _deliver(
    request: HelpRequest, person: Person, notice: Notice, frequencies: dict[int, str], now: datetime
) -> None:
    if person.is_written_to:
        deliver(request, person, notice, frequencies.get(person.pk, ""), now=now)
