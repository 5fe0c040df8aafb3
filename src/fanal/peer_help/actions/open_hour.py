"""How is an open hour held or cancelled, and one of its slots booked or given back?"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.peer_help.actions import notices
from fanal.peer_help.actions.project_help import refuse_without_offer
from fanal.peer_help.models import OpenHour, OpenHourSlot
from fanal.peer_help.policies import peer_help as policies
from fanal.peer_help.rules.asking import hour_refusals, slot_refusals


@transaction.atomic
def hold_hour(host: Person, values: Mapping[str, Any], *, now: datetime, by: Actor) -> OpenHour:
    """Announce an hour to come with its slots."""
    host = Person.objects.for_school(host.school_id).locked(host.pk)
    require(policies.use_peer_help, by, host)
    refuse_without_offer(host.school_id, by)
    to_come = OpenHour.objects.for_school(host.school_id).to_come(now).filter(host=host)
    ahead, cancelled = to_come.filter(is_cancelled=False).count(), to_come.filter(is_cancelled=True).count()
    if reasons := hour_refusals(ahead, values["starts_at"], now, cancelled=cancelled):
        raise RuleBroken(reasons)
    length = timedelta(minutes=values["slot_minutes"] * values["slot_count"])
    hour = OpenHour.objects.create(
        school_id=host.school_id, host=host, ends_at=values["starts_at"] + length, **values
    )
    OpenHourSlot.objects.bulk_create(
        OpenHourSlot(school_id=host.school_id, open_hour=hour, position=place)
        for place in range(hour.slot_count)
    )
    journal.created(hour, by=by, verb="peer_help.hour_opened")
    return hour


@transaction.atomic
def cancel_hour(hour: OpenHour, *, now: datetime, by: Actor) -> OpenHour:
    """Nobody comes any more: who had booked is told, and reads it at home and on the page."""
    hour = OpenHour.objects.for_school(hour.school_id).locked(hour.pk)
    require(policies.cancel_hour, by, hour)
    journal.write_changes(hour, {"is_cancelled": True}, by=by, verb="peer_help.hour_cancelled")
    notices.tell_hour_cancelled(hour, now=now, by=by)
    return hour


@transaction.atomic
def book_slot(slot: OpenHourSlot, about: str, *, now: datetime, by: Actor) -> OpenHourSlot:
    """Book one slot; pressed twice it is booked once."""
    person = Person.objects.for_school(slot.school_id).locked(by.person_id or 0)
    hour = OpenHour.objects.for_school(slot.school_id).locked(slot.open_hour_id)
    slot = OpenHourSlot.objects.for_school(slot.school_id).select_related("open_hour").locked(slot.pk)
    require(policies.book_slot, by, slot)
    if slot.booked_by_id == person.pk:
        return slot
    own_slots = OpenHourSlot.objects.for_school(slot.school_id).filter(
        booked_by=person, open_hour__ends_at__gt=now, open_hour__is_cancelled=False
    )
    if reasons := slot_refusals(
        is_taken=slot.booked_by_id is not None,
        is_own=hour.host_id == person.pk,
        is_cancelled=hour.is_cancelled,
        booked=own_slots.count(),
        is_past=slot.starts_at <= now,
    ):
        raise RuleBroken(reasons)
    slot.booked_by, slot.about = person, about
    slot.save(update_fields=["booked_by", "about"])
    return slot


@transaction.atomic
def free_slot(slot: OpenHourSlot, *, by: Actor) -> OpenHourSlot:
    """Give back their own booking; that of nobody else."""
    slot = OpenHourSlot.objects.for_school(slot.school_id).locked(slot.pk)
    require(policies.book_slot, by, slot)
    if slot.booked_by_id == by.person_id:
        slot.booked_by, slot.about = None, ""
        slot.save(update_fields=["booked_by", "about"])
    return slot
