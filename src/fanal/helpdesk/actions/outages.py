"""A request waits for the end of a service's outage: linked, unlinked, and told when it works again."""

from datetime import datetime

from django.db import transaction

from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.helpdesk.actions import outage_notices
from fanal.helpdesk.actions.requests import locked, move
from fanal.helpdesk.models import HelpRequest, Message, OutageFollower, OutageLink
from fanal.helpdesk.policies import outages as policies
from fanal.helpdesk.policies import request as request_policies
from fanal.helpdesk.reading.outages import works_again
from fanal.helpdesk.rules import outages as rules
from fanal.helpdesk.rules.codes import RequestState
from fanal.online_services.models import OnlineService
from fanal.service_status.models import StatePeriod
from fanal.service_status.reading.states import state_of
from fanal.service_status.rules.states import OUTAGES


@transaction.atomic
def link_outage(request: HelpRequest, period: StatePeriod, *, now: datetime, by: Actor) -> None:
    """Whoever asked is told when the service works again; linking twice changes nothing."""
    request = locked(request)
    require(request_policies.link_outage, by, request)
    if reasons := rules.refusals(period.facts, now, is_open=request.is_open):
        raise RuleBroken(reasons)
    links = OutageLink.objects.for_school(request.school_id).waiting().filter(help_request=request)
    if links.filter(period=period).exists():
        return
    links.delete()
    OutageLink.objects.create(school_id=request.school_id, help_request=request, period=period)
    journal.noted(request, by=by, verb="helpdesk.outage_linked", period=period.pk)


@transaction.atomic
def unlink_outage(request: HelpRequest, *, by: Actor) -> None:
    """It was something else."""
    request = locked(request)
    require(request_policies.link_outage, by, request)
    links = OutageLink.objects.for_school(request.school_id).waiting()
    if links.filter(help_request=request).delete()[0]:
        journal.noted(request, by=by, verb="helpdesk.outage_unlinked")


@transaction.atomic
def follow_outage(service: OnlineService, person: Person, *, now: datetime, by: Actor) -> None:
    """They are told when it works again; asking twice changes nothing.

    RuleBroken when it is not known to be out of order.
    """
    service = OnlineService.objects.for_school(service.school_id).locked(service.pk)
    require(policies.follow_outage, by, service)
    if state_of(service, now).state not in OUTAGES:
        raise RuleBroken(f"{service.name} n’est pas signalé en panne : il n’y a rien à attendre.")
    OutageFollower.objects.get_or_create(
        school_id=service.school_id, service=service, person=person, defaults={"asked_at": now}
    )


@transaction.atomic
def tell_back(service: OnlineService, *, now: datetime, by: Actor) -> int:
    """It works again: each request that waited for it is asked « Ça remarche ? », each asker told once.

    How many requests; 0 while it is still disturbed, and when somebody else told it meanwhile.
    """
    service = OnlineService.objects.for_school(service.school_id).locked(service.pk)
    require(policies.tell_back, by, service)
    links = OutageLink.objects.for_school(service.school_id).waiting().filter(period__service=service)
    # Requests first, as a press on one of them: two would wait for each other.
    rows = HelpRequest.objects.for_school(service.school_id).filter(pk__in=links.values("help_request"))
    by_key = {row.pk: row for row in rows.order_by("pk").select_for_update(of=("self",))}
    state = state_of(service, now).state
    over = [link for link in links.select_related("period") if rules.is_over(link.period.facts, state, now)]
    links.filter(pk__in=[link.pk for link in over]).update(told_at=now)
    requests = [by_key[link.help_request_id] for link in over if link.help_request_id in by_key]
    waited = [request for request in requests if request.is_open]
    outage_notices.tell_back(
        service, waited, [request for request in requests if not request.is_open], now=now, by=by
    )
    if works_again(service, state, now):
        outage_notices.tell_followers(service, {request.requester_id for request in requests}, now=now)
    for request in waited:
        Message.objects.create(
            school_id=request.school_id,
            help_request=request,
            author_name=by.name,
            text=rules.said_back(service.name),
            written_at=now,
        )
        move(request, RequestState.SOLVED, by=by, verb="helpdesk.service_back", solved_at=now)
    return len(requests)
