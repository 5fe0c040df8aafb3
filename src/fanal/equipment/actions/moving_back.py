"""« Annuler », for the ten seconds after several were moved, or their state or records changed: as before.

A state that came back may be one that no rule leads to any more: nothing was decided, a press is taken back.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.journal.models import JournalEntry
from fanal.core.journal.writing import fields_of
from fanal.core.pages import undo
from fanal.equipment.actions import custody
from fanal.equipment.actions.bulk import MOST, MOVED, STATE_CHANGED, BulkOutcome, Moves, each
from fanal.equipment.actions.bulk_record import CORRECTED
from fanal.equipment.models import Equipment, Room
from fanal.equipment.policies import equipment as policies
from fanal.equipment.reading.record_uses import uses_of

NOTHING_MOVED = "Il n’y a plus rien à annuler : le délai est passé. Changez-les de nouveau."
MOVED_SINCE = "Il a été déplacé depuis : il reste où il est."
CHANGED_SINCE = "Son état a changé depuis : il reste comme il est."
CORRECTED_SINCE = "Sa fiche a changé depuis : elle reste comme elle est."
ROOM_CLOSED = "Sa salle de départ n’est plus utilisée : il reste où il est."


@transaction.atomic
def move_back(moves: Moves, *, school: School, now: datetime, by: Actor) -> BulkOutcome:
    """Each of them goes back; those changed again since, or whose room is closed, stay and are named.

    RuleBroken when this person changed nothing in these lines, or when the seconds are over.
    """
    here = JournalEntry.objects.for_school(school)
    rows = here.filter(verb__in=[MOVED, STATE_CHANGED, CORRECTED], author=by.reference)
    lately = rows.filter(seq__gte=moves.first, seq__lte=moves.last, at__gte=now - undo.LATE)
    entries = {entry.subject: entry.content for entry in lately.order_by("seq")[:MOST]}
    if not entries:
        raise RuleBroken(NOTHING_MOVED)
    before = {content["before"].get("room") for content in entries.values()} - {None}
    # Held against being closed meanwhile, and before the machines, as whoever moves them does.
    held = Room.objects.for_school(school).filter(pk__in=before).order_by("pk")
    rooms = {room.pk: room for room in held.select_for_update(of=("self",))}
    keys = {int(subject.rpartition(":")[2]): content for subject, content in entries.items()}
    uses = uses_of(school.pk, {key: content["after"].keys() for key, content in keys.items()})

    def back(machine: Equipment) -> None:
        content = keys[machine.pk]
        if machine.pk in uses.settled:
            raise RuleBroken(uses.settled[machine.pk])
        if "state" in content["after"]:
            require(policies.change_several, by, None)
            _give_state_back(machine, content, now=now, by=by)
        elif "room" not in content["after"]:
            require(policies.change_equipment, by, machine)
            _give_record_back(machine, content, by=by)
        else:
            require(policies.move_equipment, by, machine)
            _move_one_back(machine, content, rooms, by=by)

    machines = Equipment.objects.for_school(school).filter(pk__in=keys)
    return each(machines.select_for_update(of=("self",)), back)


def _give_state_back(
    machine: Equipment, content: dict[str, dict[str, str]], *, now: datetime, by: Actor
) -> None:
    """Nothing to do where it is back already."""
    before, after = content["before"]["state"], content["after"]["state"]
    if machine.state == before:
        return
    if machine.state != after:
        raise RuleBroken(CHANGED_SINCE)
    journal.write_changes(machine, {"state": before}, by=by, verb="equipment.state_back")
    custody.follow_state(machine, after, now=now)


def _give_record_back(machine: Equipment, content: Mapping[str, Mapping[str, Any]], *, by: Actor) -> None:
    """Nothing to do where it is back already."""
    before, after, current = content["before"], content["after"], fields_of(machine)
    if all(current[name] == value for name, value in before.items()):
        return
    if any(current[name] != value for name, value in after.items()):
        raise RuleBroken(CORRECTED_SINCE)
    fields: dict[str, Any] = {name: Equipment._meta.get_field(name) for name in before}
    values = {name: fields[name].to_python(value) for name, value in before.items()}
    journal.write_changes(machine, values, by=by, verb="equipment.record_back")


def _move_one_back(
    machine: Equipment, content: dict[str, dict[str, int | None]], rooms: dict[int, Room], *, by: Actor
) -> None:
    """Nothing to do where it is back already."""
    key = content["before"]["room"]
    if machine.room_id == key:
        return
    if machine.room_id != content["after"]["room"]:
        raise RuleBroken(MOVED_SINCE)
    room = rooms.get(key) if key else None
    if key and (room is None or room.is_closed):
        raise RuleBroken(ROOM_CLOSED)
    journal.write_changes(machine, {"room": room}, by=by, verb="equipment.moved_back")
