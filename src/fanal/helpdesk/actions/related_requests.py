"""Requests that belong together: gathering a duplicate, separating it again, « voir aussi »."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.pages import undo
from fanal.helpdesk.actions import notices
from fanal.helpdesk.actions.inheritance import give_back, inherit
from fanal.helpdesk.actions.requests import go_on, locked, move
from fanal.helpdesk.actions.undoing import before_press, put_back
from fanal.helpdesk.models import Follower, HelpRequest, SeeAlso, Transmission
from fanal.helpdesk.policies import request as policies
from fanal.helpdesk.rules import merging
from fanal.helpdesk.rules.codes import RequestState
from fanal.helpdesk.rules.merging import MergeState, Place

NOTHING_GATHERED = (
    "Il n’y a plus rien à annuler ici : le délai est passé, ou un collègue a repris la demande. "
    "« Séparer » reste possible."
)


@transaction.atomic
def merge_request(duplicate: HelpRequest, other: HelpRequest, *, now: datetime, by: Actor) -> HelpRequest:
    """Close the duplicate; whoever asked or followed it is told when the other one moves.

    The other one becomes as urgent as the duplicate, and its taker's when nobody had taken it.
    """
    duplicate, other = _both(duplicate, other)
    require(policies.merge_request, by, duplicate)
    if reasons := merging.refusals(_standing(duplicate), _standing(other)):
        raise RuleBroken(reasons)
    _bring_followers(duplicate, other)
    inherit(duplicate, other, by=by)
    move(duplicate, RequestState.CLOSED, by=by, verb="helpdesk.merged", closed_at=now, merged_into=other)
    notices.tell_merged(duplicate, other, by=by)
    return duplicate


@transaction.atomic
def gather_requests(
    request: HelpRequest, others: Iterable[HelpRequest], *, now: datetime, by: Actor
) -> list[HelpRequest]:
    """Each of these look-alikes joins this one, or none does; RuleBroken for one that is none."""
    alike = {other.pk: other for other in others}
    if not alike:
        raise RuleBroken("Aucune demande n’est choisie : rien n’a changé.")
    if len(alike) > merging.MOST_GATHERED:
        raise RuleBroken(merging.TOO_MANY)
    # All of them first, in one order: two who gather at the same second cannot wait for each other.
    here = HelpRequest.objects.for_school(request.school_id).filter(pk__in=[request.pk, *alike])
    now_held = {row.pk: row for row in here.order_by("pk").select_for_update(of=("self",))}
    places = {pk: _place_of(row) for pk, row in now_held.items()}
    if not all(merging.are_alike(places[request.pk], places[pk]) for pk in alike):
        raise RuleBroken(merging.NOT_ALIKE)
    return [merge_request(now_held[pk], request, now=now, by=by) for pk in sorted(alike)]


@transaction.atomic
def take_back_gathering(request: HelpRequest, *, now: datetime, by: Actor) -> list[HelpRequest]:
    """« Annuler »: this one, or those just gathered into it, as before, and nobody has learnt of it.

    RuleBroken when somebody has, or when this person has just gathered none.
    """
    since = now - undo.LATE
    gathering = Q(pk=request.pk, merged_into__isnull=False) | Q(merged_into=request.pk)
    merged = _held_with_others(request.school_id, gathering & Q(closed_at__gte=since))
    pressed = [(each, before_press(each, "helpdesk.merged", by, since=since)) for each in merged]
    theirs = [(each, before) for each, before in pressed if before is not None]
    if not theirs:
        raise RuleBroken(NOTHING_GATHERED)
    # The last one that joined leaves first: each finds the other one as its own joining left it.
    for duplicate, before in reversed(theirs):
        require(policies.separate_request, by, duplicate)
        notices.take_back_merged(duplicate, since=since)
        _send_followers_away(duplicate)
        give_back(duplicate, by=by)
        verb = "helpdesk.gathering_taken_back"
        put_back(duplicate, before, by=by, verb=verb, merged_into=None, closed_at=None)
    return [duplicate for duplicate, _ in theirs]


@transaction.atomic
def separate_request(duplicate: HelpRequest, *, by: Actor) -> HelpRequest:
    """It was not the same trouble: it goes on by itself, with its own people."""
    duplicate = next(iter(_held_with_others(duplicate.school_id, Q(pk=duplicate.pk))), duplicate)
    require(policies.separate_request, by, duplicate)
    _send_followers_away(duplicate)
    give_back(duplicate, by=by)
    return go_on(duplicate, by=by, verb="helpdesk.separated", merged_into=None)


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
    rows = {row.pk: locked(row) for row in sorted({request, other}, key=lambda row: row.pk)}
    return rows[request.pk], rows[other.pk]


def _held_with_others(school_id: int, condition: Q) -> list[HelpRequest]:
    """These as they are now, by number; they are held with those that they joined, in one order."""
    here = HelpRequest.objects.for_school(school_id)
    joined = dict(here.filter(condition).values_list("pk", "merged_into"))
    every = {*joined, *filter(None, joined.values())}
    rows = here.filter(pk__in=every).order_by("pk").select_for_update(of=("self",))
    return [row for row in rows if row.pk in joined]


def _place_of(request: HelpRequest) -> Place:
    return Place(request.kind, request.equipment_id, request.room_id)


def _send_followers_away(duplicate: HelpRequest) -> None:
    """From the request it was gathered into; before it leaves that one."""
    followers = Follower.objects.for_school(duplicate.school_id)
    followers.filter(help_request=duplicate.merged_into_id, because_of=duplicate).delete()


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
