"""How does somebody say that they help, and take it back?"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.peer_help.models import OpenHour, OpenHourSlot, PeerOffer, ProjectHelp, ProjectHelpMessage
from fanal.peer_help.policies import peer_help as policies
from fanal.peer_help.rules.codes import RUNNING, HelpState


@transaction.atomic
def keep_offer(person: Person, values: Mapping[str, Any], *, today: date, by: Actor) -> PeerOffer:
    """Make or correct their own card; nothing of it is journaled."""
    person = Person.objects.for_school(person.school_id).locked(person.pk)
    require(policies.use_peer_help, by, person)
    offer, _ = PeerOffer.objects.for_school(person.school_id).update_or_create(
        person=person,
        defaults=dict(values),
        create_defaults={"school_id": person.school_id, "since": today, **values},
    )
    return offer


@transaction.atomic
def withdraw_offer(person: Person, *, now: datetime, by: Actor) -> None:
    """Take it back: the card is gone, what they hold goes back to the team, what they gave names nobody."""
    person = Person.objects.for_school(person.school_id).locked(person.pk)
    require(policies.use_peer_help, by, person)
    PeerOffer.objects.for_school(person.school_id).filter(person=person).delete()
    give_back(person)
    helped = ProjectHelp.objects.for_school(person.school_id).filter(helper=person)
    ended = [*helped.values_list("pk", flat=True)]
    messages = ProjectHelpMessage.objects.for_school(person.school_id).filter(author=person)
    messages.exclude(project_help__requester=person).update(author=None)
    helped.update(helper=None)
    _leave_hours(person, now)
    journal.erase_of(person.school_id, ProjectHelp, ended)


def give_back(person: Person) -> int:
    """Return to the team what this person holds, or was meant for; say how many."""
    rows = ProjectHelp.objects.for_school(person.school_id).filter(state__in=RUNNING)
    rows.filter(addressee=person).update(addressee=None)
    in_hand = rows.filter(helper=person)
    return in_hand.update(helper=None, state=HelpState.OPEN.value, awaits="helper")


def _leave_hours(person: Person, now: datetime) -> None:
    """Cancel those to come; those of before no longer say who was there."""
    hours = OpenHour.objects.for_school(person.school_id).filter(host=person)
    OpenHourSlot.objects.for_school(person.school_id).filter(open_hour__in=hours.to_come(now)).update(
        booked_by=None, about=""
    )
    hours.to_come(now).update(is_cancelled=True)
    hours.update(host=None)
