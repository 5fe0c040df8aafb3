"""Requests that belong together: gathering a duplicate, separating it again, « voir aussi »."""

from datetime import datetime

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.helpdesk import policies
from fanal.helpdesk.actions import notices
from fanal.helpdesk.actions.requests import locked, move
from fanal.helpdesk.models import Follower, HelpRequest, SeeAlso, Transmission
from fanal.helpdesk.rules import merging
from fanal.helpdesk.rules.codes import RequestState
from fanal.helpdesk.rules.merging import MergeState


@transaction.atomic
def merge_request(duplicate: HelpRequest, other: HelpRequest, *, now: datetime, by: Actor) -> HelpRequest:
    """Close the duplicate; whoever asked or followed it is told when the other one moves."""
    duplicate, other = _both(duplicate, other)
    require(policies.merge_request, by, duplicate)
    if reasons := merging.refusals(_standing(duplicate), _standing(other)):
        raise RuleBroken(reasons)
    _bring_followers(duplicate, other)
    move(duplicate, RequestState.CLOSED, by=by, verb="helpdesk.merged", closed_at=now, merged_into=other)
    notices.tell_merged(duplicate, other, by=by)
    journal.noted(other, by=by, verb="helpdesk.gathered", request=duplicate.pk)
    return duplicate


@transaction.atomic
def separate_request(duplicate: HelpRequest, *, by: Actor) -> HelpRequest:
    """It was not the same trouble: it goes on by itself, with its own people."""
    duplicate = locked(duplicate)
    require(policies.separate_request, by, duplicate)
    followers = Follower.objects.for_school(duplicate.school_id)
    followers.filter(help_request=duplicate.merged_into_id, because_of=duplicate).delete()
    return move(duplicate, RequestState.TAKEN, by=by, verb="helpdesk.separated", merged_into=None)


@transaction.atomic
def link_requests(request: HelpRequest, other: HelpRequest, *, by: Actor) -> None:
    """« Voir aussi », from both sides; linking twice changes nothing."""
    request, other = _both(request, other)
    require(policies.link_requests, by, request)
    if request.pk == other.pk:
        raise RuleBroken("Une demande ne peut pas renvoyer à elle-même.")
    first, second = sorted((request.pk, other.pk))
    _, is_new = SeeAlso.objects.get_or_create(school_id=request.school_id, first_id=first, second_id=second)
    if is_new:
        journal.noted(request, by=by, verb="helpdesk.linked", request=other.pk)


@transaction.atomic
def unlink_requests(request: HelpRequest, other: HelpRequest, *, by: Actor) -> None:
    request, other = _both(request, other)
    require(policies.link_requests, by, request)
    first, second = sorted((request.pk, other.pk))
    links = SeeAlso.objects.for_school(request.school_id).filter(first=first, second=second)
    if links.delete()[0]:
        journal.noted(request, by=by, verb="helpdesk.unlinked", request=other.pk)


def _both(request: HelpRequest, other: HelpRequest) -> tuple[HelpRequest, HelpRequest]:
    """Both as they are now, held in one order: A into B and B into A cannot wait for each other."""
    held = {row.pk: locked(row) for row in sorted({request, other}, key=lambda row: row.pk)}
    return held[request.pk], held[other.pk]


def _standing(request: HelpRequest) -> MergeState:
    here = HelpRequest.objects.for_school(request.school_id)
    sent = Transmission.objects.for_school(request.school_id).filter(help_request=request)
    return MergeState(
        request.number,
        request.state,
        request.merged_into.number if request.merged_into else None,
        here.filter(merged_into=request).exists(),
        sent.pending().exists(),
    )


def _bring_followers(duplicate: HelpRequest, other: HelpRequest) -> None:
    """Marked by the duplicate: they leave with it if it is separated."""
    here = Follower.objects.for_school(duplicate.school_id)
    people = {duplicate.requester_id, *here.filter(help_request=duplicate).values_list("person", flat=True)}
    Follower.objects.bulk_create(
        [
            Follower(school_id=other.school_id, help_request=other, person_id=person, because_of=duplicate)
            for person in sorted(people - {other.requester_id})
        ],
        ignore_conflicts=True,
    )
