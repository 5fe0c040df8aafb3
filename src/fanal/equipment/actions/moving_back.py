"""« Annuler », for the ten seconds after « Déplacer » or « Changer l’état »: each machine as it was before.

A state that came back may be one that no rule leads to any more: nothing was decided, a press is taken back.
"""

from datetime import datetime

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal, undo
from fanal.core.errors import RuleBroken
from fanal.core.journal.models import JournalEntry
from fanal.core.journal.writing import subject_of
from fanal.equipment.actions import custody
from fanal.equipment.actions.bulk import MOST, MOVED, STATE_CHANGED, BulkOutcome, Moves, each
from fanal.equipment.models import Equipment, Room
from fanal.equipment.policies import equipment as policies

NOTHING_MOVED = "Il n’y a plus rien à annuler : le délai est passé. Changez-les de nouveau."
MOVED_SINCE = "Il a été déplacé depuis : il reste où il est."
CHANGED_SINCE = "Son état a changé depuis : il reste comme il est."
ROOM_CLOSED = "Sa salle de départ n’est plus utilisée : il reste où il est."


@transaction.atomic
def move_back(moves: Moves, *, school: School, now: datetime, by: Actor) -> BulkOutcome:
    """Each of them goes back; those changed again since, or whose room is closed, stay and are named.

    RuleBroken when this person changed nothing in these lines, or when the seconds are over.
    """
    here = JournalEntry.objects.for_school(school)
    rows = here.filter(verb__in=[MOVED, STATE_CHANGED], author=by.reference)
    lately = rows.filter(seq__gte=moves.first, seq__lte=moves.last, at__gte=now - undo.LATE)
    entries = {entry.subject: entry.content for entry in lately.order_by("seq")[:MOST]}
    if not entries:
        raise RuleBroken(NOTHING_MOVED)
    before = {content["before"].get("room") for content in entries.values()} - {None}
    # Held against being closed meanwhile, and before the machines, as whoever moves them does.
    held = Room.objects.for_school(school).filter(pk__in=before).order_by("pk")
    rooms = {room.pk: room for room in held.select_for_update(of=("self",))}

    def back(machine: Equipment) -> None:
        content = entries[subject_of(machine)]
        if "state" in content["after"]:
            require(policies.change_several, by, None)
            _give_state_back(machine, content, now=now, by=by)
        else:
            require(policies.move_equipment, by, machine)
            _move_one_back(machine, content, rooms, by=by)

    keys = [int(subject.rpartition(":")[2]) for subject in entries]
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
