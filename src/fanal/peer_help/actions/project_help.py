"""What happens to a request between colleagues: asked, taken, given back, talked about, ended."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import LEADERSHIP
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.peer_help.actions import notices
from fanal.peer_help.actions.offer import give_back
from fanal.peer_help.models import PeerOffer, PeerSession, ProjectHelp, ProjectHelpMessage
from fanal.peer_help.policies import peer_help as policies
from fanal.peer_help.rules.asking import NO_OFFER, ask_refusals, message_refusals, session_refusals
from fanal.peer_help.rules.codes import RUNNING, HelpState


def refuse_without_offer(school_id: int, by: Actor) -> None:
    """Refuse whoever helps without having said so; the leadership need not."""
    if not offers_help(school_id, by):
        raise RuleBroken(NO_OFFER)


def offers_help(school_id: int, actor: Actor) -> bool:
    return (
        actor.has(*LEADERSHIP)
        or PeerOffer.objects.for_school(school_id).filter(person=actor.person_id).exists()
    )


def _locked(project_help: ProjectHelp) -> ProjectHelp:
    row: ProjectHelp = ProjectHelp.objects.for_school(project_help.school_id).locked(project_help.pk)
    return row


@transaction.atomic
def ask_for_help(
    person: Person,
    values: Mapping[str, Any],
    *,
    now: datetime,
    by: Actor,
    offer: PeerOffer | None = None,
) -> ProjectHelp:
    """Ask the team and those who offer help, or one of these alone."""
    person = Person.objects.for_school(person.school_id).locked(person.pk)
    require(policies.use_peer_help, by, person)
    today = timezone.localdate(now, person.school.zone_info)
    mine = ProjectHelp.objects.for_school(person.school_id).running().filter(requester=person)
    of_today = ProjectHelp.objects.for_school(person.school_id).filter(requester=person, asked_on=today)
    if reasons := ask_refusals(mine.count(), of_today.count()):
        raise RuleBroken(reasons)
    meant = offer.person_id if offer and offer.person_id != person.pk else None
    project_help = ProjectHelp.objects.create(
        school_id=person.school_id, requester=person, addressee_id=meant, asked_on=today, **values
    )
    journal.noted(project_help, by=by, verb="peer_help.asked")
    notices.tell_asked(project_help, now=now, by=by)
    return project_help


@transaction.atomic
def take_help(project_help: ProjectHelp, *, now: datetime, by: Actor) -> ProjectHelp:
    """Take it as theirs to help; whoever presses second reads that it is no longer possible."""
    project_help = _locked(project_help)
    require(policies.take_help, by, project_help)
    refuse_without_offer(project_help.school_id, by)
    values = {"state": HelpState.TAKEN.value, "helper_id": by.person_id, "addressee_id": None}
    with journal.change(project_help, by=by, verb="peer_help.taken"):
        for name, value in values.items():
            setattr(project_help, name, value)
        project_help.save(update_fields=["state", "helper", "addressee"])
    notices.tell_taken(project_help, now=now, by=by)
    return project_help


@transaction.atomic
def release_help(project_help: ProjectHelp, *, now: datetime, by: Actor) -> ProjectHelp:
    """Let it wait for the team again."""
    project_help = _locked(project_help)
    require(policies.give_help, by, project_help)
    with journal.change(project_help, by=by, verb="peer_help.given_back"):
        project_help.state, project_help.helper, project_help.awaits = HelpState.OPEN.value, None, "helper"
        project_help.save(update_fields=["state", "helper", "awaits"])
    notices.tell_released(project_help, now=now, by=by)
    return project_help


@transaction.atomic
def write_message(project_help: ProjectHelp, text: str, *, now: datetime, by: Actor) -> ProjectHelpMessage:
    project_help = _locked(project_help)
    require(policies.write_message, by, project_help)
    if reasons := message_refusals(project_help.messages.count()):
        raise RuleBroken(reasons)
    project_help.awaits = "helper" if by.person_id == project_help.requester_id else "requester"
    project_help.save(update_fields=["awaits"])
    message = ProjectHelpMessage.objects.create(
        school_id=project_help.school_id,
        project_help=project_help,
        author_id=by.person_id,
        text=text,
        written_at=now,
    )
    notices.tell_written(message, now=now, by=by)
    return message


@transaction.atomic
def note_session(
    project_help: ProjectHelp, values: Mapping[str, Any], *, today: date, by: Actor
) -> PeerSession:
    """Time spent together, for the log of who helps."""
    project_help = _locked(project_help)
    require(policies.give_help, by, project_help)
    if reasons := session_refusals(project_help.sessions.count(), values["held_on"], today):
        raise RuleBroken(reasons)
    session: PeerSession = PeerSession.objects.create(
        school_id=project_help.school_id, project_help=project_help, **values
    )
    journal.noted(project_help, by=by, verb="peer_help.session_noted")
    return session


@transaction.atomic
def end_help(project_help: ProjectHelp, *, is_thanked: bool, now: datetime, by: Actor) -> ProjectHelp:
    """Done when somebody helped, dropped else; who asked may say thanks."""
    project_help = _locked(project_help)
    require(policies.end_help, by, project_help)
    is_theirs = by.person_id == project_help.requester_id
    state = HelpState.DONE if project_help.helper_id else HelpState.DROPPED
    with journal.change(project_help, by=by, verb="peer_help.ended"):
        project_help.state = state.value
        project_help.ended_on = timezone.localdate(now, project_help.school.zone_info)
        project_help.is_thanked = is_thanked and is_theirs and state == HelpState.DONE
        project_help.addressee = None
        project_help.save(update_fields=["state", "ended_on", "is_thanked", "addressee"])
    notices.tell_ended(project_help, now=now, by=by)
    return project_help


@transaction.atomic
def give_back_of_leavers(school: School, *, today: date) -> int:
    """Return to the team what somebody who left holds, or was meant for; say how many."""
    rows = ProjectHelp.objects.for_school(school).filter(state__in=RUNNING)
    helpers = rows.filter(helper__left_on__lte=today).values_list("helper_id", flat=True)
    addressees = rows.filter(addressee__left_on__lte=today).values_list("addressee_id", flat=True)
    people = Person.objects.for_school(school).filter(pk__in={*helpers, *addressees})
    return sum(give_back(person) for person in people)
